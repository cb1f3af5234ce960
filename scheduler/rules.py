"""From facts to reminders (pure): what is to be done, when it is due, and when it is late.

The rules are those of docs/domain.md, "Reminders". Elapsed hours are counted in UTC; days and
months on the owner's calendar, always from the event itself, never from the last due date.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from contacts.keeping import Rhythm
from infoview.shared.days import add_months, day_back
from infoview.shared.recurrence import latest_number, occurrence_on
from outreach.cadence import close_due, last_attempt_due, nudge_due, second_person_due
from scheduler.facts import ContactFact, Facts, InterviewFact, Key, OwnReminderFact, RequestFact
from scheduler.planned import HOME_ORDER, HOME_RANK, KINDS, MINUTES, SOFT, TIMED, OwnersCalendar, Planned

__all__ = ["HOME_ORDER", "HOME_RANK", "KINDS", "MINUTES", "SOFT", "TIMED", "Planned", "next_change", "plan"]

WAITING = frozenset({"sent", "nudged", "last_attempt"})
ANSWERED_YES = frozenset({"accepted", "scheduled", "held"})
CALLED_OFF = frozenset({"cancelled", "no_show"})

People = Mapping[Key, ContactFact]


def plan(facts: Facts, *, now: datetime, today: date, timezone: str) -> list[Planned]:
    """Return every reminder that the facts call for, open or done; what is missing is not called for.

    The same facts give the same plan all day, but for appointments whose time comes: see `next_change`.
    """
    calendar = OwnersCalendar(timezone, facts.policy.pauses)
    people = {contact.pk: contact for contact in facts.contacts}
    planned = list(_from_requests(facts, people, calendar))
    planned += _from_talks(facts, people, calendar, now)
    planned += _from_ties(facts, people, calendar)
    planned += _from_named_dates(facts, calendar, today)
    return planned


def next_change(facts: Facts, *, now: datetime) -> datetime | None:
    """Return the next moment at which time alone changes the plan; None when only a new day does."""
    starts = [talk.starts_at for talk in facts.interviews if talk.status == "scheduled"]
    return min((start for start in starts if start > now), default=None)


def _is_silenced(contact: ContactFact | None) -> bool:
    return contact is not None and contact.do_not_contact


# Asking: nudge, last attempt, close, second person, find a time, deferred --------------------------


def _from_requests(facts: Facts, people: People, calendar: OwnersCalendar) -> Iterator[Planned]:
    asked = _asked_at_organisations(facts.requests)
    appointments = _appointments(facts.interviews)
    for request in facts.requests:
        silenced = _is_silenced(people.get(request.contact))
        if request.status in WAITING:
            yield from _follow_ups(request, facts, calendar, silenced=silenced)
            if not silenced:
                yield from _second_person(request, facts, calendar, asked)
        elif request.status == "closed_no_reply":
            yield from _follow_ups(request, facts, calendar, silenced=silenced)
        elif silenced:
            continue
        elif request.status in ANSWERED_YES:
            yield from _find_time(request, facts, calendar, appointments.get(request.pk, ()))
        elif request.status == "deferred" and request.deferred_until is not None:
            due_on = facts.policy.settled(request.deferred_until)
            number = max(1, request.attempts)
            yield calendar.whole_day(
                "deferred", request.id, number, due_on, contact=request.contact, request=request.pk
            )


def _follow_ups(
    request: RequestFact, facts: Facts, calendar: OwnersCalendar, *, silenced: bool
) -> Iterator[Planned]:
    """The occurrence is the number of the attempt that is followed up: each attempt has one follow-up."""
    last = request.last_sent_at
    if last is None:
        return
    policy = request.policy or facts.policy
    closed_at = request.closed_at if request.status == "closed_no_reply" else None
    counted = max(1, request.attempts - request.attempts_forgiven)
    sent_on = calendar.day(last)
    due_on: date | None
    if counted >= policy.attempts_max:
        kind, due_on = "close", close_due(sent_on, policy=policy)
    elif request.status == "sent" or counted == 1:
        kind, due_on = "nudge", nudge_due(sent_on, policy=policy)
    else:
        kind, due_on = "last_attempt", last_attempt_due(sent_on, policy=policy)
    # Closing ends the wait for a last attempt too; a nudge that is not written any more just falls away.
    is_wanted = kind == "close" or (not silenced and not (kind == "nudge" and closed_at))
    if due_on is not None and is_wanted:
        yield calendar.whole_day(
            kind, request.id, max(1, request.attempts), due_on,
            after=last, done_at=closed_at, contact=request.contact, request=request.pk,
        )  # fmt: skip
    if counted >= 2 and policy.attempts_max >= counted:
        # The step before this one led to the attempt that is being waited for now.
        yield calendar.whole_day(
            "nudge" if counted == 2 else "last_attempt", request.id, request.attempts - 1, sent_on,
            after=last, done_at=last, contact=request.contact, request=request.pk,
        )  # fmt: skip


class _Asked(NamedTuple):
    """One person asked at an organisation, and until when they were waited for."""

    until: datetime
    sent_at: datetime
    contact: Key


_STILL_WAITING = datetime.max.replace(tzinfo=UTC)


def _asked_at_organisations(requests: Sequence[RequestFact]) -> dict[Key, list[_Asked]]:
    """Return for each organisation the two people who were waited for longest: enough to know of another."""
    known: dict[Key, list[_Asked]] = {}
    for request in requests:
        if request.organisation is None or request.sent_at is None:
            continue
        ends = [moment for moment in (request.replied_at, request.closed_at) if moment is not None]
        until = _STILL_WAITING if request.status in WAITING or not ends else max(min(ends), request.sent_at)
        asked = _Asked(until, request.sent_at, request.contact)
        longest: dict[Key, _Asked] = {}
        for one in sorted([*known.get(request.organisation, ()), asked], key=lambda a: (a.until, a.sent_at)):
            longest.pop(one.contact, None)
            longest[one.contact] = one
        known[request.organisation] = list(longest.values())[-2:]
    return known


def _second_person(
    request: RequestFact, facts: Facts, calendar: OwnersCalendar, asked: Mapping[Key, list[_Asked]]
) -> Iterator[Planned]:
    policy = request.policy or facts.policy
    if request.sent_at is None or request.organisation is None:
        return
    due_on = second_person_due(calendar.day(request.sent_at), policy=policy)
    if due_on is None:
        return
    # Whoever was still waited for when this note went out was the first person, and this one is the second.
    others = [one for one in asked[request.organisation] if one.contact != request.contact]
    sent = [max(one.sent_at, request.sent_at) for one in others if one.until >= request.sent_at]
    yield calendar.whole_day(
        "second_person", request.id, request.attempts_forgiven + 1, due_on,
        after=request.sent_at, done_at=max(sent, default=None), contact=request.contact, request=request.pk,
    )  # fmt: skip


def _appointments(interviews: Sequence[InterviewFact]) -> dict[Key, list[InterviewFact]]:
    known: dict[Key, list[InterviewFact]] = {}
    for talk in interviews:
        if talk.request is not None:
            known.setdefault(talk.request, []).append(talk)
    return known


def _find_time(
    request: RequestFact, facts: Facts, calendar: OwnersCalendar, appointments: Sequence[InterviewFact]
) -> Iterator[Planned]:
    """A yes without a date goes stale; an appointment that is called off asks for a new date."""
    if request.replied_at is None:
        return
    called_off = [talk for talk in appointments if talk.status in CALLED_OFF]
    since = max([request.replied_at, *(talk.cancelled_at for talk in called_off if talk.cancelled_at)])
    booked = [talk.booked_at for talk in appointments if talk.status not in CALLED_OFF and talk.booked_at]
    due_on = facts.policy.settled(calendar.day(since) + timedelta(days=facts.timing.find_time_after_days))
    yield calendar.whole_day(
        "find_time", request.id, len(called_off) + 1, due_on,
        after=since, done_at=None if request.status == "accepted" else max([since, *booked]),
        contact=request.contact, request=request.pk,
    )  # fmt: skip


# Talks: prepare, leave, debrief, thank-you ---------------------------------------------------------


def _from_talks(facts: Facts, people: People, calendar: OwnersCalendar, now: datetime) -> Iterator[Planned]:
    for talk in facts.interviews:
        if talk.status == "scheduled":
            yield from _before(talk, facts, calendar, now)
        elif talk.status == "held" and not talk.is_history:
            yield from _after(talk, facts, people, calendar)


def _before(talk: InterviewFact, facts: Facts, calendar: OwnersCalendar, now: datetime) -> Iterator[Planned]:
    """The appointment decides alone: no pause and no weekend moves what comes before it."""
    timing, start = facts.timing, talk.starts_at
    contact = talk.participants[0].contact if talk.participants else None
    if talk.prepared_at is not None or now < start:
        due_at = start - timedelta(hours=timing.prepare_before_hours)
        if talk.booked_at is not None:
            due_at = min(max(due_at, talk.booked_at), start)
        yield calendar.timed(
            "prepare", talk.id, due_at, start,
            done_at=talk.prepared_at, contact=contact, request=talk.request, interview=talk.pk,
        )  # fmt: skip
    minutes = timing.leave_minutes_at_a_place if talk.at_a_place else timing.leave_minutes_otherwise
    yield calendar.timed(
        "leave", talk.id, start - timedelta(minutes=minutes), start,
        done_at=start if now >= start else None, contact=contact, request=talk.request, interview=talk.pk,
    )  # fmt: skip


def _after(talk: InterviewFact, facts: Facts, people: People, calendar: OwnersCalendar) -> Iterator[Planned]:
    timing, end = facts.timing, talk.ends_at
    if talk.debriefed_at is not None or not talk.nothing_to_record:
        yield calendar.timed(
            "debrief", talk.id, end, calendar.out_of_pause(end + timedelta(hours=timing.debrief_due_hours)),
            done_at=talk.debriefed_at, contact=talk.participants[0].contact if talk.participants else None,
            request=talk.request, interview=talk.pk,
        )  # fmt: skip
    due_at = calendar.out_of_pause(end + timedelta(hours=timing.thank_you_due_hours))
    for person in talk.participants:
        if person.thanked_at is not None or not _is_silenced(people.get(person.contact)):
            yield calendar.timed(
                "thank_you", person.id, due_at, due_at,
                done_at=person.thanked_at, contact=person.contact, request=talk.request, interview=talk.pk,
            )  # fmt: skip


# People: update, give back, progress note ----------------------------------------------------------


class _Met(NamedTuple):
    """The first and the latest held talk with one person."""

    first: InterviewFact
    latest: InterviewFact
    latest_part: UUID


def _held_at(talk: InterviewFact) -> tuple[datetime, UUID]:
    return talk.ends_at, talk.id


def _held_talks(interviews: Sequence[InterviewFact]) -> dict[Key, _Met]:
    met: dict[Key, _Met] = {}
    for talk in interviews:
        if talk.status != "held":
            continue
        for person in talk.participants:
            known = met.get(person.contact)
            if known is None:
                met[person.contact] = _Met(talk, talk, person.id)
            elif _held_at(talk) > _held_at(known.latest):
                met[person.contact] = _Met(known.first, talk, person.id)
            elif _held_at(talk) < _held_at(known.first):
                met[person.contact] = known._replace(first=talk)
    return met


def _from_ties(facts: Facts, people: People, calendar: OwnersCalendar) -> Iterator[Planned]:
    for key, met in _held_talks(facts.interviews).items():
        contact = people.get(key)
        if contact is None:
            continue
        if not contact.do_not_contact and not contact.archived:
            if contact.stay_in_touch != "no" and not contact.update_muted:
                yield _update(contact, met, facts, calendar)
            if facts.timing.give_back_on and not contact.give_back_off and not met.latest.is_history:
                yield _give_back(contact, met, facts, calendar)
        introducer = None if contact.introduced_by is None else people.get(contact.introduced_by)
        if introducer is None or met.first.is_history:
            continue
        if not introducer.do_not_contact and not introducer.archived:
            yield _progress_note(contact, introducer, met.first, facts, calendar)


def _update(contact: ContactFact, met: _Met, facts: Facts, calendar: OwnersCalendar) -> Planned:
    """Update n falls due n intervals after the last touch; only the first that was not ended is open."""
    anchor = max(met.latest.ends_at, contact.last_touch_at or met.latest.ends_at)
    rhythm = Rhythm(facts.timing.update_after_months, facts.timing.update_by_stage)
    interval = rhythm.months(stage=contact.stage, own=contact.update_after_months)
    months = interval * (contact.updates_ended_since + 1)
    due_on = facts.policy.settled(add_months(calendar.day(anchor), months))
    number = contact.updates_ended + 1
    return calendar.whole_day("update", contact.id, number, due_on, after=anchor, contact=contact.pk)


def _give_back(contact: ContactFact, met: _Met, facts: Facts, calendar: OwnersCalendar) -> Planned:
    held_on = calendar.day(met.latest.ends_at)
    due_on = facts.policy.settled(held_on + timedelta(days=facts.timing.give_back_hint_days))
    given_on = contact.last_given_on
    return calendar.whole_day(
        "give_back", met.latest_part, 1, due_on,
        after=met.latest.ends_at,
        done_at=calendar.midnight(given_on) if given_on is not None and given_on >= held_on else None,
        contact=contact.pk, interview=met.latest.pk,
    )  # fmt: skip


def _progress_note(
    contact: ContactFact, introducer: ContactFact, talk: InterviewFact, facts: Facts, calendar: OwnersCalendar
) -> Planned:
    """One note for each person introduced, after the first talk with them; it goes to the introducer."""
    due_on = calendar.day(talk.ends_at) + timedelta(days=facts.timing.progress_note_after_days)
    said_at = introducer.last_said_at
    return calendar.whole_day(
        "progress_note", contact.id, 1, facts.policy.settled(due_on),
        after=talk.ends_at, done_at=said_at if said_at is not None and said_at >= talk.ends_at else None,
        contact=introducer.pk, interview=talk.pk,
    )  # fmt: skip


# Dates that somebody named: promises, steps, own reminders, reviews --------------------------------


def _from_named_dates(facts: Facts, calendar: OwnersCalendar, today: date) -> Iterator[Planned]:
    """A named date stands as it was named: only a pause moves it, a weekend does not."""
    pauses = calendar.pauses
    for promise in facts.promises:
        if promise.due_on is not None and not promise.withdrawn:
            due_on = day_back(promise.due_on, pauses)
            yield calendar.whole_day(
                "promise", promise.id, 1, due_on,
                done_at=promise.kept_at, contact=promise.contact, text=promise.text,
            )  # fmt: skip
    for step in facts.steps:
        if step.due_on is not None and not step.dropped:
            due_on = day_back(step.due_on, pauses)
            yield calendar.whole_day(
                "step", step.id, 1, due_on,
                done_at=step.done_at, contact=step.contact, interview=step.interview, text=step.text,
            )  # fmt: skip
    for own in facts.own:
        occurrence = own_occurrence(own, today=today)
        if occurrence is not None:
            due_on = day_back(occurrence[1], pauses)
            yield calendar.whole_day("own", own.id, occurrence[0], due_on, contact=own.contact, text=own.text)
    for review in facts.reviews:
        due_on = day_back(add_months(review.since, review.months or facts.timing.retention_months), pauses)
        yield calendar.whole_day("review", review.id, review.ended + 1, due_on, contact=review.contact)


def own_occurrence(own: OwnReminderFact, *, today: date) -> tuple[int, date] | None:
    """Return number and date of the occurrence that is open; None when none is.

    Missed ones do not pile up: of those that have come, only the latest is open.
    """
    if own.stopped or (not own.repeats and own.done_count):
        return None
    if not own.repeats:
        return 1, own.starts_on
    come = latest_number(own.starts_on, own.repeats, own.every, today=today)
    number = max(own.done_count + 1, come)
    while number in own.ended:
        number += 1
    return number, occurrence_on(own.starts_on, own.repeats, own.every, number)
