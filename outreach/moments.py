"""The moment of something that a person dates by its day (pure)."""

from datetime import date, datetime, time

from infoview.shared.days import local_day, moment_at

NOON = time(12)


def moment_on(day: date, *, now: datetime, timezone: str, not_before: datetime | None = None) -> datetime:
    """Return when it happened: now if it was today, else noon of that day.

    not_before  something of the same day that came first moves it on
    """
    moment = now if day == local_day(now, timezone) else moment_at(day, NOON, timezone)
    if not_before is not None and moment < not_before and local_day(not_before, timezone) == day:
        return not_before
    return moment
