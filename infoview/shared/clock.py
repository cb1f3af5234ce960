"""The only reader of the system clock: everything else is handed `now` and `today`."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo


def now() -> datetime:
    """Return the present moment, aware, in UTC."""
    return datetime.now(UTC)


def local_date(moment: datetime, timezone: str) -> date:
    """Return the calendar day of `moment` in the IANA zone `timezone`."""
    return moment.astimezone(ZoneInfo(timezone)).date()
