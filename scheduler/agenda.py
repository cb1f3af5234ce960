"""Days, weeks and months of what is planned, in the order in which people read it (pure)."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple

from infoview.shared.days import ONE_DAY, add_months
from scheduler.planned import HOME_RANK, SOFT

# A conversation stands before everything else of its day or minute.
INTERVIEW = "interview"


class Entry(NamedTuple):
    """One dated thing.

    kind        a code of a reminder, or "interview"
    on          the owner's day it shows on
    at          its moment; None when it belongs to the whole day
    overdue_at  from when it is late; None for what cannot be late
    tie         breaks ties, so that the order never depends on the database
    thing       whatever the caller wants to get back
    """

    kind: str
    on: date
    at: datetime | None = None
    overdue_at: datetime | None = None
    tie: str = ""
    thing: Any = None

    def is_late(self, now: datetime) -> bool:
        return self.kind not in SOFT and self.overdue_at is not None and self.overdue_at <= now


class Day(NamedTuple):
    """One day with its entries; `is_inside` says whether it belongs to the month that is shown."""

    on: date
    entries: Sequence[Entry]
    is_inside: bool = True


_LAST = datetime.max.replace(tzinfo=UTC)


def days(entries: Iterable[Entry], *, first: date, last: date) -> list[Day]:
    """Return every day from first to last, empty ones too: whole-day entries first, then by the clock."""
    by_day: dict[date, list[Entry]] = {}
    for entry in entries:
        if first <= entry.on <= last:
            by_day.setdefault(entry.on, []).append(entry)
    count = (last - first).days + 1
    return [
        Day(on, sorted(by_day.get(on, ()), key=_order_of_the_day))
        for on in (first + timedelta(days=n) for n in range(count))
    ]


def week(entries: Iterable[Entry], *, of: date, first_weekday: int = 0) -> list[Day]:
    """Return the seven days of the week that holds `of`; weeks begin on `first_weekday` (Monday is 0)."""
    first = week_start(of, first_weekday=first_weekday)
    return days(entries, first=first, last=first + timedelta(days=6))


def month(entries: Iterable[Entry], *, of: date, first_weekday: int = 0) -> list[list[Day]]:
    """Return the whole weeks that cover the month of `of`; days of its neighbours are marked as outside."""
    opening = of.replace(day=1)
    closing = add_months(opening, 1) - ONE_DAY
    first = week_start(opening, first_weekday=first_weekday)
    last = week_start(closing, first_weekday=first_weekday) + timedelta(days=6)
    shown = [
        day._replace(is_inside=opening <= day.on <= closing) for day in days(entries, first=first, last=last)
    ]
    return [shown[start : start + 7] for start in range(0, len(shown), 7)]


def week_start(day: date, *, first_weekday: int = 0) -> date:
    return day - timedelta(days=(day.weekday() - first_weekday) % 7)


def _rank(entry: Entry) -> int:
    return -1 if entry.kind == INTERVIEW else HOME_RANK[entry.kind]


def _order_of_the_day(entry: Entry) -> tuple[bool, datetime, int, str]:
    return entry.at is not None, entry.at or _LAST, _rank(entry), entry.tie
