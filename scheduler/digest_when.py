"""When a digest is due, and when it is tried again (pure)."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from infoview.shared.days import ONE_DAY, moment_at

MINUTE = timedelta(minutes=1)

# How long to wait after the first, second ... try that a mail server put off.
BACK_OFF = (MINUTE, 5 * MINUTE, 30 * MINUTE, timedelta(hours=2), timedelta(hours=6))

# A claim that is older belongs to a sender that was stopped in the middle.
STALE_AFTER = 15 * MINUTE

# Later than this a digest is not sent any more: it would tell of another day.
TOO_LATE = timedelta(hours=24)


def back_off(attempts: int) -> timedelta:
    """Return how long to wait after this many tries."""
    return BACK_OFF[min(max(attempts, 1), len(BACK_OFF)) - 1]


def first_moment(day: date, at: time, timezone: str) -> datetime:
    """Return the first moment of the owner's day at which its clocks show `at` or later, in UTC.

    Of a time that comes twice it is the first; where the clocks skip it, the moment they arrive at.
    """
    zone = ZoneInfo(timezone)
    wanted = datetime.combine(day, at.replace(fold=0))
    before_the_skip = wanted.replace(tzinfo=zone, fold=1).astimezone(UTC)
    if _shown(before_the_skip, zone) >= wanted:
        return moment_at(day, at, timezone)
    # The clocks skip `at`: what they would have shown then lies before the skip, so walk up to it.
    moment = before_the_skip.replace(second=0, microsecond=0)
    while _shown(moment, zone) < wanted:
        moment += MINUTE
    return moment


def _shown(moment: datetime, zone: ZoneInfo) -> datetime:
    return moment.astimezone(zone).replace(tzinfo=None)


def is_quiet(at: time, *, quiet_from: time, quiet_until: time) -> bool:
    """Return whether the time lies in the quiet hours, which may go over midnight."""
    if quiet_from <= quiet_until:
        return quiet_from <= at < quiet_until
    return at >= quiet_from or at < quiet_until


def out_of_quiet(at: time, *, quiet_from: time, quiet_until: time) -> time:
    """Return the time itself, or the end of the quiet hours when it lies in them."""
    return quiet_until if is_quiet(at, quiet_from=quiet_from, quiet_until=quiet_until) else at


def latest_due(
    *, now: datetime, at: time, timezone: str, weekday: int | None = None
) -> tuple[date, datetime]:
    """Return day and moment of the latest digest that has fallen due; `weekday` for a weekly one."""
    day = now.astimezone(ZoneInfo(timezone)).date()
    while (weekday is not None and day.weekday() != weekday) or first_moment(day, at, timezone) > now:
        day -= ONE_DAY
    return day, first_moment(day, at, timezone)


def next_due(*, now: datetime, at: time, timezone: str, weekday: int | None = None) -> tuple[date, datetime]:
    """Return day and moment of the first digest that falls due after now."""
    day = now.astimezone(ZoneInfo(timezone)).date()
    while (weekday is not None and day.weekday() != weekday) or first_moment(day, at, timezone) <= now:
        day += ONE_DAY
    return day, first_moment(day, at, timezone)
