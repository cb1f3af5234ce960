"""Times to offer: three hours on three days that suit both sides (pure)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from infoview.shared.days import NO_HOLIDAYS, WorkingDays, moment_at

FIRST_DAY, LAST_DAY = 2, 16  # days from today: soon, yet nobody is pressed
HOUR = timedelta(hours=1)
# The asker's evenings first, then midday, then the early morning, then whatever is left of the day.
STARTS = (17, 18, 12, 8, 16, 19, 9, 13, 10, 15, 11, 14, 7, 20, 21, 6)
# What counts as a good, and as a bearable, hour for the one who is asked.
GOOD = (time(8, 30), time(18, 0))
BEARABLE = (time(7, 0), time(21, 0))


@dataclass(frozen=True, slots=True)
class TimeWindow:
    """An hour to offer, as two moments in UTC."""

    start: datetime
    end: datetime


def propose(
    *,
    today: date,
    mine: str,
    theirs: str,
    count: int = 3,
    working_days: WorkingDays = NO_HOLIDAYS,
    rest_days: Iterable[int] = (),
    busy: Sequence[tuple[datetime, datetime]] = (),
) -> list[TimeWindow]:
    """Return hours on different days, the earliest first.

    mine, theirs  IANA zones of the one who asks and the one who is asked
    rest_days     weekdays (Monday is 0) on which the one who is asked rests, beside the usual ones
    busy          what the asker has in the calendar already
    """
    found: list[TimeWindow] = []
    resting = set(rest_days)
    for offset in range(FIRST_DAY, LAST_DAY + 1):
        day = today + timedelta(days=offset)
        if not working_days.includes(day):
            continue
        window = _on(day, mine, theirs, busy)
        if window and window.start.astimezone(ZoneInfo(theirs)).weekday() not in resting | {6}:
            found.append(window)
        if len(found) == count * 2 - 1:
            break
    # Every other day gives a choice of weekdays; a short fortnight gives what there is.
    spread = found[::2]
    return spread if len(spread) >= count else found[:count]


def _on(day: date, mine: str, theirs: str, busy: Sequence[tuple[datetime, datetime]]) -> TimeWindow | None:
    for low, high in (GOOD, BEARABLE):
        for hour in STARTS:
            start = moment_at(day, time(hour), mine)
            end = start + HOUR
            if _suits(start, end, theirs, low, high) and not any(a < end and start < b for a, b in busy):
                return TimeWindow(start, end)
    return None


def _suits(start: datetime, end: datetime, zone: str, low: time, high: time) -> bool:
    first, last = start.astimezone(ZoneInfo(zone)), end.astimezone(ZoneInfo(zone))
    return first.date() == last.date() and low <= first.time() and last.time() <= high


def said(window: TimeWindow, zone: str, *, of_theirs: bool = False) -> str:
    """Return the window as a sentence says it: "Tuesday 17 November, 17:00 to 18:00"."""
    start, end = window.start.astimezone(ZoneInfo(zone)), window.end.astimezone(ZoneInfo(zone))
    day = f"{start:%A} {start.day} {start:%B}"
    return f"{day}, {start:%H:%M} to {end:%H:%M}{' your time' if of_theirs else ''}"
