"""Days and moments (pure): a moment is aware and in UTC, a day is a date of the owner's calendar.

Elapsed hours are counted in UTC. Days, weeks and months are counted on the owner's calendar,
so the same wall time stays the same wall time over a change of the clocks.
"""

from calendar import monthrange
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from dateutil.tz import resolve_imaginary  # type: ignore[import-untyped]

SATURDAY_AND_SUNDAY = frozenset({5, 6})
ONE_DAY = timedelta(days=1)

# No life of anybody's work is outside; with days at the ends of the calendar nothing can be counted.
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)


def within(day: date) -> date:
    """Return the day, or the nearest one that can be counted with."""
    return min(max(day, FIRST_DAY), LAST_DAY)


def local_day(moment: datetime, timezone: str) -> date:
    return moment.astimezone(ZoneInfo(timezone)).date()


def wall_time(moment: datetime, timezone: str) -> time:
    return moment.astimezone(ZoneInfo(timezone)).time()


def moment_at(day: date, at: time, timezone: str) -> datetime:
    """Return the moment in UTC at which the clocks of the zone show this time on this day.

    A time that the clocks skip is moved on by the skipped span (02:30 becomes 03:30);
    of a time that they show twice, the first.
    """
    zone = ZoneInfo(timezone)
    local = datetime.combine(day, at.replace(fold=0), zone)
    moment = local.astimezone(UTC)
    if moment.astimezone(zone).replace(tzinfo=None) != local.replace(tzinfo=None):
        moment = resolve_imaginary(local).astimezone(UTC)
    return moment


def start_of_day(day: date, timezone: str) -> datetime:
    """Return the first moment of the day; where midnight itself is skipped, the first after it."""
    return moment_at(day, time(0), timezone)


def same_time_on(day: date, moment: datetime, timezone: str) -> datetime:
    """Return the moment on another day at which the clocks show what they showed at `moment`."""
    return moment_at(day, wall_time(moment, timezone), timezone)


def add_months(day: date, months: int) -> date:
    """Add calendar months; a day the month does not have becomes its last (31 August + 6 = 28 February)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    month += 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """Which days are business days.

    country      ISO 3166 code whose public holidays and weekend count; "" for none
    subdivision  its state, canton or region, as the holidays library spells it; "" for all of the country
    """

    country: str = ""
    subdivision: str = ""

    def includes(self, day: date) -> bool:
        return day.weekday() not in weekend(self.country) and day not in public_holidays(
            self.country, self.subdivision, day.year
        )

    def on_or_after(self, day: date) -> date:
        while not self.includes(day):
            day += ONE_DAY
        return day

    def after(self, day: date, count: int) -> date:
        """Return the business day that comes `count` business days after `day`, which may be any day."""
        for _ in range(count):
            day = self.on_or_after(day + ONE_DAY)
        return day


NO_HOLIDAYS = WorkingDays()


@lru_cache(maxsize=512)
def public_holidays(country: str, subdivision: str, year: int) -> frozenset[date]:
    """Return the public holidays of a year; those of the whole country where the subdivision is unknown."""
    if not country or country not in countries_with_holidays():
        return frozenset()
    import holidays  # noqa: PLC0415 -- 20 MB and 0.1 s that only owners with business days should pay

    known = subdivision in countries_with_holidays()[country]
    return frozenset(holidays.country_holidays(country, subdiv=subdivision if known else None, years=year))


@lru_cache(maxsize=256)
def weekend(country: str) -> Collection[int]:
    """Return the weekdays (Monday is 0) on which the country rests; Saturday and Sunday where unknown."""
    if not country or country not in countries_with_holidays():
        return SATURDAY_AND_SUNDAY
    import holidays  # noqa: PLC0415 -- see above

    return frozenset(holidays.country_holidays(country).weekend)


@lru_cache(maxsize=1)
def countries_with_holidays() -> dict[str, tuple[str, ...]]:
    """Return the two-letter codes of countries whose public holidays are known, with their subdivisions."""
    import holidays  # noqa: PLC0415 -- see above

    supported = holidays.list_supported_countries(include_aliases=False)
    return {code: tuple(parts) for code, parts in sorted(supported.items())}


@dataclass(frozen=True, slots=True, order=True)
class Pause:
    """Days away, both included: "on holiday until 14 August" means that the 15th is the first day back."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError("A pause cannot end before it begins.")

    def covers(self, day: date) -> bool:
        return self.first <= day <= self.last


def day_back(day: date, pauses: Collection[Pause]) -> date:
    """Return the day itself, or the first day after every pause that covers it, one after another."""
    while (pause := next((p for p in pauses if p.covers(day)), None)) is not None:
        day = pause.last + ONE_DAY
    return day
