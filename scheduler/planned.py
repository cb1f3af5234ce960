"""A reminder as planned, its kinds in their orders, and the owner's calendar it is counted on (pure)."""

from datetime import UTC, date, datetime, time
from typing import NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from infoview.shared.days import ONE_DAY, Pause, day_back, moment_at
from scheduler.facts import Key

# The codes, in the order of the rules; the last two are the owner's own.
KINDS = (
    "nudge",
    "second_person",
    "last_attempt",
    "close",
    "find_time",
    "prepare",
    "leave",
    "debrief",
    "thank_you",
    "promise",
    "update",
    "deferred",
    "give_back",
    "progress_note",
    "review",
    "step",
    "own",
)

# What has a moment; everything else belongs to a whole day.
TIMED = frozenset({"prepare", "leave", "debrief", "thank_you"})

# A hint, not a duty: shown quietly, never counted as late.
SOFT = frozenset({"give_back"})

_HOME_FIRST = ("thank_you", "debrief", "promise", "find_time", "nudge", "prepare", "close", "update")
HOME_ORDER = _HOME_FIRST + tuple(kind for kind in KINDS if kind not in _HOME_FIRST)
HOME_RANK = {kind: rank for rank, kind in enumerate(HOME_ORDER)}

# A fair guess of the minutes each takes, for the sum on Today.
MINUTES = {
    "nudge": 3,
    "second_person": 15,
    "last_attempt": 5,
    "close": 1,
    "find_time": 3,
    "prepare": 20,
    "leave": 0,
    "debrief": 5,
    "thank_you": 5,
    "promise": 10,
    "update": 5,
    "deferred": 5,
    "give_back": 10,
    "progress_note": 5,
    "review": 3,
    "step": 15,
    "own": 5,
}


class Planned(NamedTuple):
    """One thing to do.

    kind, subject, occurrence  the natural key: it stays while dates move
    due_at                     UTC; of a whole-day reminder the wall time of the event it follows
    due_on                     the owner's day of it
    overdue_at                 from when it is late
    done_at                    when the facts say it was done; None while it is open
    """

    kind: str
    subject: UUID
    occurrence: int
    due_at: datetime
    due_on: date
    overdue_at: datetime
    done_at: datetime | None = None
    contact: Key | None = None
    request: Key | None = None
    interview: Key | None = None
    text: str = ""

    @property
    def key(self) -> tuple[str, UUID, int]:
        return self.kind, self.subject, self.occurrence

    @property
    def all_day(self) -> bool:
        return self.kind not in TIMED


class OwnersCalendar:
    """The owner's calendar with its pauses; remembers the midnights it has worked out."""

    def __init__(self, timezone: str, pauses: tuple[Pause, ...]) -> None:
        self.timezone = timezone
        self.zone = ZoneInfo(timezone)
        self.pauses = pauses
        self._midnights: dict[date, datetime] = {}

    def day(self, moment: datetime) -> date:
        return moment.astimezone(self.zone).date()

    def midnight(self, day: date) -> datetime:
        known = self._midnights.get(day)
        if known is None:
            known = self._midnights[day] = moment_at(day, time(0), self.timezone)
        return known

    def at_same_time(self, day: date, moment: datetime) -> datetime:
        return moment_at(day, moment.astimezone(self.zone).time(), self.timezone)

    def late_from(self, due_on: date) -> datetime:
        """Return the end of the due day; nothing becomes late during a pause or on the first day back."""
        following = due_on + ONE_DAY
        back = day_back(following, self.pauses) if self.pauses else following
        return self.midnight(following if back == following else back + ONE_DAY)

    def out_of_pause(self, moment: datetime) -> datetime:
        """Return the moment, or the same time of the first day back when it falls into a pause."""
        if not self.pauses:
            return moment
        day = self.day(moment)
        back = day_back(day, self.pauses)
        return moment if back == day else self.at_same_time(back, moment)

    def whole_day(
        self,
        kind: str,
        subject: UUID,
        occurrence: int,
        due_on: date,
        *,
        after: datetime | None = None,
        done_at: datetime | None = None,
        contact: Key | None = None,
        request: Key | None = None,
        interview: Key | None = None,
        text: str = "",
    ) -> Planned:
        """Return a reminder of a whole day; `after` is the event it follows, whose wall time it keeps."""
        due_at = self.midnight(due_on) if after is None else self.at_same_time(due_on, after)
        late = self.late_from(due_on)
        return Planned(
            kind, subject, occurrence, due_at, due_on, late, done_at, contact, request, interview, text
        )

    def timed(
        self,
        kind: str,
        subject: UUID,
        due_at: datetime,
        overdue_at: datetime,
        *,
        done_at: datetime | None,
        contact: Key | None,
        request: Key | None,
        interview: Key | None,
    ) -> Planned:
        """Return a reminder that has a moment of its own."""
        due_at = due_at.astimezone(UTC)
        due_on = self.day(due_at)
        late = overdue_at.astimezone(UTC)
        return Planned(kind, subject, 1, due_at, due_on, late, done_at, contact, request, interview)
