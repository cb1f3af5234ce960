"""Staying in touch (pure): how long a silence is usual with somebody, when it is over, and who comes first.

The rule is that of docs/domain.md, 2.24: calendar months from the last talk or message, in the owner's days.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from math import lcm

from contacts.enums import IS_TOUCH
from infoview.shared.days import add_months, within

FEWEST, MOST, USUAL = 2, 12, 6
# Days over are compared as a share of the interval; in whole numbers, so that no order hangs on rounding.
MEASURE = lcm(*range(1, MOST + 1))


@dataclass(frozen=True, slots=True)
class Rhythm:
    """After how many months of silence somebody is due: their own number, else their stage's, else the usual.

    by_stage  months for a stage, where they differ from the usual ones
    """

    usual: int = USUAL
    by_stage: Mapping[str, int] = field(default_factory=dict)

    def months(self, *, stage: str, own: int | None = None) -> int:
        return own or self.by_stage.get(stage) or self.usual


def last_touch_on(logged: Iterable[tuple[str, date]]) -> date | None:
    """Return the day of the latest talk or message among what was logged; reactions and notes are none."""
    return max((day for kind, day in logged if kind in IS_TOUCH), default=None)


def due_on(touched_on: date, *, months: int) -> date:
    return add_months(within(touched_on), months)


def days_over(touched_on: date, *, months: int, today: date) -> int:
    """Return the days since it fell due, 0 on the day itself, below 0 before it."""
    return (today - due_on(touched_on, months=months)).days


def weight(over: int, *, months: int) -> int:
    """Return the days over as a share of the interval, to rank by: the larger, the sooner one loses touch."""
    return over * (MEASURE // months)


def latest_due(*, months: int, by: date) -> date:
    """Return the latest day whose touch falls due by that day: what was later is not due yet."""
    day = add_months(by, -months)
    while due_on(day + timedelta(days=1), months=months) <= by:
        day += timedelta(days=1)
    return day


def most_over(*, months: int, below: int) -> int:
    """Return the most days over whose weight does not lie above `below`."""
    return below // (MEASURE // months)
