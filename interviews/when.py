"""The time of an appointment (pure): what clocks show, the moment that is, and words for both sides.

An appointment keeps its moment in UTC and the IANA zone in which it was agreed.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class UnknownZone(ValueError):
    """Nobody knows a zone of this name."""


class FarAway(ValueError):
    """The day lies beyond any appointment or memory."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a wall time means.

    kind      "plain"; "skipped" when the clocks never show it, "doubled" when they show it twice
    moments   in UTC: one when plain; else the earlier and the later one, to choose from
    choices   a label for each moment, in words
    question  what to ask the person; "" when there is nothing to ask
    """

    kind: Literal["plain", "skipped", "doubled"]
    moments: tuple[datetime, ...]
    choices: tuple[str, ...]
    question: str = ""

    @property
    def moment(self) -> datetime | None:
        """Return the moment; None while the person has to choose."""
        return self.moments[0] if self.kind == "plain" else None


def read_wall_time(day: date, at: time, timezone: str, *, hours24: bool = True) -> Reading:
    """Return the moment or moments at which the clocks of the zone show this time on this day.

    raises  UnknownZone or FarAway, with a sentence for the person
    """
    zone = zone_named(timezone)
    if not 1900 <= day.year <= 2200:
        raise FarAway("Choose a day between 1900 and 2200.")
    naive = datetime.combine(day, at.replace(tzinfo=None, fold=0))
    readings = [naive.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1)]
    if readings[0] == readings[1]:
        return Reading("plain", (readings[0],), (clock_words(readings[0], timezone, hours24=hours24),))
    earlier, later = sorted(readings)
    shown = clock_words(naive.replace(tzinfo=UTC), "UTC", hours24=hours24)
    place = place_of(timezone)
    choices = tuple(clock_words(moment, timezone, hours24=hours24) for moment in (earlier, later))
    if earlier.astimezone(zone).replace(tzinfo=None) != naive:
        ask = f"Do you mean {choices[0]} or {choices[1]}?"
        question = f"The clocks in {place} skip {shown} on {day_words(day)}. {ask}"
        return Reading("skipped", (earlier, later), choices, question)
    names = [moment.astimezone(zone).tzname() or "" for moment in (earlier, later)]
    choices = (f"the first {shown} ({names[0]})", f"the second {shown} ({names[1]})")
    question = f"The clocks in {place} show {shown} twice on {day_words(day)}. Which one do you mean?"
    return Reading("doubled", (earlier, later), choices, question)


def zone_named(timezone: str) -> ZoneInfo:
    try:
        return ZoneInfo(timezone)
    except (KeyError, ValueError, OSError) as error:
        raise UnknownZone(f"“{timezone}” is not a time zone. Write it like Europe/Berlin.") from error


def ends_at(starts_at: datetime, minutes: int) -> datetime:
    """Return the end, in elapsed minutes: a change of the clocks in between changes nothing."""
    return starts_at.astimezone(UTC) + timedelta(minutes=minutes)


def in_both_zones(
    starts_at: datetime,
    *,
    mine: str,
    theirs: str,
    today: date,
    whose: str = "their",
    hours24: bool = True,
) -> str:
    """Return "Tue 17 Nov, 14:00; 15:00 their time"; only mine where the clocks agree or theirs are unknown.

    whose  "their", or "her" or "his" where that is known; or the place after which their clock is named
    """
    my_day = starts_at.astimezone(zone_named(mine)).date()
    words = f"{day_words(my_day, today=today)}, {clock_words(starts_at, mine, hours24=hours24)}"
    if not theirs:
        return words
    their_start = starts_at.astimezone(zone_named(theirs))
    if their_start.utcoffset() == starts_at.astimezone(zone_named(mine)).utcoffset():
        return words
    clock = clock_words(starts_at, theirs, hours24=hours24)
    if their_start.date() == my_day:
        return f"{words}; {clock} {whose} time"
    return f"{words}; {day_words(their_start.date(), today=today)}, {clock} {whose} time"


def day_words(day: date, *, today: date | None = None) -> str:
    """Return "Tue 17 Nov", with the year when it is not this one."""
    words = f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}"
    return words if today is None or day.year == today.year else f"{words} {day.year}"


def clock_words(moment: datetime, timezone: str, *, hours24: bool = True) -> str:
    """Return "14:00", or "2:00 p.m." on a 12-hour clock."""
    local = moment.astimezone(ZoneInfo(timezone))
    if hours24:
        return f"{local.hour:02}:{local.minute:02}"
    return f"{local.hour % 12 or 12}:{local.minute:02} {'a.m.' if local.hour < 12 else 'p.m.'}"


def place_of(timezone: str) -> str:
    """Return the place a zone is named after, such as "New York"."""
    return timezone.rsplit("/", 1)[-1].replace("_", " ")
