"""What a plan is made from (pure): plain facts about one owner, and how the owner wants to be reminded.

`id` is the public id of a row, by which reminders name their subject; `pk` and every field that
points to another row (contact, request, interview, organisation) hold whatever key the caller
uses, and come back unchanged. All moments are aware, all dates the owner's.
"""

from collections.abc import Container, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from outreach.cadence import CLASSIC, Policy

Key = Hashable


def before_first_open(ended: Container[int]) -> int:
    """Return how many occurrences lie before the first one that was not done or dismissed."""
    number = 1
    while number in ended:
        number += 1
    return number - 1


class ContactFact(NamedTuple):
    """One person; people without a talk, a request or an introduction may be left out.

    last_touch_at         latest talk or message, either way; reactions do not count
    last_said_at          latest message to them, or talk with them
    last_given_on         day of the latest thing given back to them
    updates_ended         how many of their updates were done or dismissed before the first that was not
    updates_ended_since   how many of those after the last touch
    """

    id: UUID
    pk: Key
    stage: str = "new"
    stay_in_touch: str = "not_asked"
    do_not_contact: bool = False
    archived: bool = False
    introduced_by: Key | None = None
    last_touch_at: datetime | None = None
    last_said_at: datetime | None = None
    last_given_on: date | None = None
    update_after_months: int | None = None
    update_muted: bool = False
    give_back_off: bool = False
    updates_ended: int = 0
    updates_ended_since: int = 0


class RequestFact(NamedTuple):
    """One outreach.

    sent_at            the first note of the series that is being waited for
    last_sent_at       the latest attempt
    attempts           all attempts ever sent; `attempts_forgiven` of them no longer count
    replied_at         latest answer, a no included
    policy             the goal's own policy; None for the owner's
    """

    id: UUID
    pk: Key
    contact: Key
    status: str
    organisation: Key | None = None
    sent_at: datetime | None = None
    last_sent_at: datetime | None = None
    attempts: int = 0
    attempts_forgiven: int = 0
    replied_at: datetime | None = None
    closed_at: datetime | None = None
    deferred_until: date | None = None
    policy: Policy | None = None


class ParticipantFact(NamedTuple):
    """One person's part in a talk.

    thanked_at  when the thank-you for this talk went out
    """

    id: UUID
    contact: Key
    thanked_at: datetime | None = None


class InterviewFact(NamedTuple):
    """One conversation.

    status        scheduled, held, cancelled or no_show
    ends_at       of a talk that was held: its true end
    at_a_place    whether somebody has to travel
    booked_at     when the appointment was made; None when unknown
    prepared_at   when the plan had its core questions and the preparation was ticked
    debriefed_at  when the debrief had its first insight
    cancelled_at  when the appointment was called off, or nobody came
    is_history    an old talk, entered for the record: nothing is to be done about it any more
    """

    id: UUID
    pk: Key
    status: str
    starts_at: datetime
    ends_at: datetime
    participants: Sequence[ParticipantFact] = ()
    request: Key | None = None
    at_a_place: bool = False
    booked_at: datetime | None = None
    prepared_at: datetime | None = None
    debriefed_at: datetime | None = None
    nothing_to_record: bool = False
    cancelled_at: datetime | None = None
    is_history: bool = False


class PromiseFact(NamedTuple):
    """Something the owner promised by a day; promises without a day remind nobody."""

    id: UUID
    contact: Key
    due_on: date | None
    text: str = ""
    kept_at: datetime | None = None
    withdrawn: bool = False


class StepFact(NamedTuple):
    """A practical step out of a debrief, with a day."""

    id: UUID
    due_on: date | None
    text: str = ""
    contact: Key | None = None
    interview: Key | None = None
    done_at: datetime | None = None
    dropped: bool = False


class OwnReminderFact(NamedTuple):
    """A reminder the owner set.

    repeats     "" (once), daily, weekly, monthly or yearly, every `every` of them from `starts_on`
    done_count  the number of the last occurrence that is behind the owner
    ended       occurrences that were done or dismissed, also those after `done_count`
    """

    id: UUID
    starts_on: date
    text: str = ""
    contact: Key | None = None
    repeats: str = ""
    every: int = 1
    done_count: int = 0
    stopped: bool = False
    ended: frozenset[int] = frozenset()


class RecordReviewFact(NamedTuple):
    """A record about a person that may be kept for a while only (recruiter modes).

    id     the contact's, or the programme's
    since  the day notice was given, or the latest renewal
    ended  how many reviews were done or dismissed before the first that was not
    """

    id: UUID
    since: date
    contact: Key | None = None
    months: int | None = None
    ended: int = 0


TIMING_RANGES: dict[str, tuple[int, int]] = {
    "find_time_after_days": (1, 5),
    "prepare_before_hours": (2, 72),
    "debrief_due_hours": (1, 72),
    "thank_you_due_hours": (12, 48),
    "give_back_hint_days": (7, 90),
    "update_after_months": (2, 12),
    "progress_note_after_days": (1, 60),
    "retention_months": (3, 24),
}


@dataclass(frozen=True, slots=True)
class Timing:
    """When things fall due that do not belong to asking.

    update_by_stage  months for a stage of contact, where it differs from `update_after_months`
    raises           ValueError for a number outside `TIMING_RANGES`
    """

    find_time_after_days: int = 2
    prepare_before_hours: int = 24
    leave_minutes_at_a_place: int = 30
    leave_minutes_otherwise: int = 10
    debrief_due_hours: int = 24
    thank_you_due_hours: int = 24
    give_back_on: bool = True
    give_back_hint_days: int = 30
    update_after_months: int = 6
    update_by_stage: Mapping[str, int] = field(default_factory=dict)
    progress_note_after_days: int = 14
    retention_months: int = 12

    def __post_init__(self) -> None:
        for name, (low, high) in TIMING_RANGES.items():
            value = getattr(self, name)
            if not low <= value <= high:
                raise ValueError(f"{name} must be from {low} to {high}, not {value}.")


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything a plan of one owner rests on."""

    contacts: Sequence[ContactFact] = ()
    requests: Sequence[RequestFact] = ()
    interviews: Sequence[InterviewFact] = ()
    promises: Sequence[PromiseFact] = ()
    steps: Sequence[StepFact] = ()
    own: Sequence[OwnReminderFact] = ()
    reviews: Sequence[RecordReviewFact] = ()
    policy: Policy = CLASSIC
    timing: Timing = field(default_factory=Timing)
