"""Dates in words, such as "in two weeks", "next Friday" or "12 May" (pure)."""

import re
from calendar import monthrange
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from contacts.formats.dates import MONTHS, parse_date
from contacts.formats.identity import barred

UNITS = {"day": "days", "week": "weeks", "month": "months", "year": "years", "fortnight": "weeks"}
NUMBERS = {
    word: number
    for number, words in enumerate(
        barred("zero|a an one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve")
    )
    for word in words.split()
} | {"couple of": 2, "a couple of": 2, "few": 3, "a few": 3}
WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "monday mon",
            "tuesday tue tues",
            "wednesday wed",
            "thursday thu thur thurs",
            "friday fri",
            "saturday sat",
            "sunday sun",
        )
    )
    for name in names.split()
}
DAY_NAMES = "|".join(sorted(WEEKDAYS, key=len, reverse=True))
MONTH_NAMES = (
    "january|february|march|april|may|june|july|august|september|october|november|december|"
    "jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec"
)
COUNT = (
    r"\d{1,3}|a\s+couple\s+of|couple\s+of|a\s+few|few|an?"
    "|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
)
UNIT = "day|week|month|year|fortnight"

WHEN = re.compile(
    rf"""\b(?:
      (?P<iso>\d{{4}}-\d{{2}}-\d{{2}})
    | in\s+(?P<count>{COUNT})\s+(?P<unit>{UNIT})s?(?:'\s*time)?
    | (?P<ago_count>{COUNT})\s+(?P<ago_unit>{UNIT})s?\s+ago
    | (?P<word>day\s+after\s+tomorrow | tomorrow | today | tonight | yesterday | this\s+(?:morning|afternoon)
        | next\s+(?:week|month|year) | last\s+(?:week|month) | later\s+this\s+week
        | end\s+of\s+(?:the\s+|this\s+)?(?:week|month|year))
    | (?:(?P<side>next|last|this|coming)\s+)?(?P<weekday>{DAY_NAMES})\b(?!\.\w)
    | (?P<day>\d{{1,2}})(?:st|nd|rd|th)?\.?\s+(?:of\s+)?(?P<month>{MONTH_NAMES})\b\.?
        (?:,?\s+(?P<year>\d{{4}}))?
    | (?P<month2>{MONTH_NAMES})\b\.?\s+(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,?\s+(?P<year2>\d{{4}}))?
    | (?:in\s|early\s|mid[\s-]|late\s|end\s+of\s|beginning\s+of\s)\s*(?P<month3>{MONTH_NAMES})\b
        (?:\s+(?P<year3>\d{{4}}))?
    | (?P<numeric>\d{{1,2}}[./]\d{{1,2}}[./](?:\d{{4}}|\d{{2}})?(?!\d))
    )""",
    re.I | re.X,
)


STEPS = {
    "day after tomorrow": relativedelta(days=2), "tomorrow": relativedelta(days=1),
    "yesterday": relativedelta(days=-1), "later this week": relativedelta(days=2),
    "next week": relativedelta(days=7), "next month": relativedelta(months=1),
    "next year": relativedelta(years=1),
    "last week": relativedelta(days=-7), "last month": relativedelta(months=-1),
}  # fmt: skip


def speaks_of_the_past(match: re.Match[str]) -> bool:
    return bool(
        match["ago_count"]
        or (match["side"] or "").lower() == "last"
        or re.match(r"(?i)yesterday|last|this m|this a", match[0])
    )


def when(match: re.Match[str], *, today: date, past: bool, day_first: bool) -> date | None:
    """Return the date a phrase means; without a year the next one, or the last one when `past`."""
    if match["iso"]:
        return parse_date(match["iso"])
    if match["count"]:
        return _shift(today, match["count"], match["unit"], 1)
    if match["ago_count"]:
        return _shift(today, match["ago_count"], match["ago_unit"], -1)
    if match["word"]:
        return _word_date(" ".join(match["word"].lower().split()), today)
    if match["weekday"]:
        return _weekday(WEEKDAYS[match["weekday"].lower()], (match["side"] or "").lower(), today, past=past)
    if match["numeric"]:
        return _numeric(match["numeric"], today, past=past, day_first=day_first)
    month = match["month"] or match["month2"] or match["month3"]
    day = match["day"] or match["day2"] or "1"
    year = match["year"] or match["year2"] or match["year3"]
    if match["month3"]:
        place = match[0].lower()
        day = "15" if place.startswith("mid") else "20" if place.startswith("late") else "1"
        if place.startswith("end"):
            first = _dated(year, MONTHS[month.lower()], "1", today, past=past)
            return first.replace(day=monthrange(first.year, first.month)[1]) if first else None
    return _dated(year, MONTHS[month.lower()], day, today, past=past)


def _shift(today: date, count: str, unit: str, direction: int) -> date | None:
    words = " ".join(count.lower().split())
    number = int(words) if words.isdigit() else NUMBERS.get(words, 1)
    number *= direction * (2 if unit.lower() == "fortnight" else 1)
    try:
        moved: date = today + relativedelta(**{UNITS[unit.lower()]: number})
        return moved
    except (OverflowError, ValueError):
        return None


def _word_date(word: str, today: date) -> date:
    if word.startswith("end of"):
        if word.endswith("week"):
            return today + timedelta(days=(4 - today.weekday()) % 7)
        last: date = today + (
            relativedelta(day=31) if word.endswith("month") else relativedelta(month=12, day=31)
        )
        return last
    moved: date = today + STEPS.get(word, relativedelta())
    return moved


def _weekday(number: int, side: str, today: date, *, past: bool) -> date:
    if side == "last" or (past and not side):
        return today - timedelta(days=(today.weekday() - number) % 7 or (7 if side == "last" else 0))
    if side == "next":
        # In the next week, Monday to Sunday: on a Monday "next Friday" is eleven days away.
        return today + timedelta(days=7 - today.weekday() + number)
    return today + timedelta(days=(number - today.weekday()) % 7 or 7)


def _numeric(text: str, today: date, *, past: bool, day_first: bool) -> date | None:
    parts = [part for part in re.split(r"[./]", text) if part]
    if len(parts) == 3:
        return parse_date("/".join(parts) if "/" in text else ".".join(parts), day_first=day_first)
    first, second = int(parts[0]), int(parts[1])
    month_first = not day_first and "." not in text
    if second > 12 or (month_first and first <= 12):
        first, second = second, first
    return _dated(None, second, str(first), today, past=past)


def _dated(year: str | None, month: int, day: str, today: date, *, past: bool) -> date | None:
    years = [int(year)] if year else [today.year - 1, today.year, today.year + 1]
    dates = []
    for one in years:
        try:
            dates.append(date(one, month, int(day)))
        except ValueError:
            continue
    if year:
        return dates[0] if dates else None
    if past:
        return max((one for one in dates if one <= today), default=None)
    return min((one for one in dates if one >= today), default=None)
