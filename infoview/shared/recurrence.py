"""Repetition from an anchor (pure): every so many days, weeks, months or years, never added to the last date.

31 January every month is 28 February, 31 March: the day comes back as soon as the month has it.
"""

from datetime import date, timedelta

from infoview.shared.days import add_months

REPETITIONS = ("daily", "weekly", "monthly", "yearly")
_DAYS = {"daily": 1, "weekly": 7}
_MONTHS = {"monthly": 1, "yearly": 12}


def occurrence_on(anchor: date, repeats: str, every: int, number: int) -> date:
    """Return the date of the occurrence with this number; the anchor is number 1."""
    steps = (number - 1) * every
    if repeats in _DAYS:
        return anchor + timedelta(days=steps * _DAYS[repeats])
    return add_months(anchor, steps * _MONTHS[repeats])


def latest_number(anchor: date, repeats: str, every: int, *, today: date) -> int:
    """Return the number of the latest occurrence that is not after today; 0 before the anchor."""
    if today < anchor:
        return 0
    if repeats in _DAYS:
        return (today - anchor).days // (_DAYS[repeats] * every) + 1
    months = (today.year - anchor.year) * 12 + today.month - anchor.month
    number = months // (_MONTHS[repeats] * every) + 1
    # The month may be right and its day still to come.
    return number if occurrence_on(anchor, repeats, every, number) <= today else number - 1
