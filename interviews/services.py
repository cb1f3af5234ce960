"""Acts on a conversation that reach beyond its row: booked, moved, called off, held, logged afterwards."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from contacts.enums import TouchKind
from contacts.models import Contact
from contacts.services import forget_touch, record_touch
from infoview.shared.querysets import raise_facts_version
from interviews.enums import Format, InterviewKind, InterviewStatus
from interviews.models import IllegalMove, Interview, Participant
from outreach.enums import MessageKind
from outreach.models import Goal, Message, MessageStatus, OutreachRequest
from outreach.services import mark_held, mark_scheduled, mark_unscheduled

# A talk ends one day: beyond this the time was mistyped, or the page was left open.
LONGEST = timedelta(hours=12)

# The room above says whether the debrief of a talk is written.
DEBRIEFED: list[Callable[[Interview], bool]] = []


class BadTime(Exception):
    """The times do not fit; the text says why, for the person."""


@transaction.atomic
def book_interview(
    *,
    owner: Any,
    contacts: Sequence[Contact],
    starts_at: datetime,
    minutes: int,
    tz_name: str,
    format: str = Format.VIDEO,
    request: OutreachRequest | None = None,
    goal: Goal | None = None,
    place: str = "",
    link: str = "",
    phone: str = "",
    kind: str = InterviewKind.INFORMATIONAL,
    public_id: UUID | None = None,
) -> Interview:
    """Make an appointment with one or more people; the first is the main one.

    A request that has an appointment already keeps it: the same form sent twice books once.
    """
    _lock(owner.pk)
    booked = Interview.objects.for_user(owner).scheduled()
    if request is not None:
        known = booked.filter(request=request).first()
    else:
        known = booked.filter(request=None, starts_at=starts_at, participants__contact=contacts[0]).first()
    if known is not None:
        return known
    interview = Interview.objects.create(
        owner=owner,
        public_id=public_id or uuid4(),
        request=request,
        goal=goal or (request.goal if request else None),
        kind=kind,
        format=format,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=minutes),
        timezone=tz_name,
        asked_minutes=minutes,
        place=place,
        link=link,
        phone=phone,
    )
    _add_people(interview, contacts)
    if request is not None:
        mark_scheduled(request)
    return interview


def _add_people(interview: Interview, contacts: Sequence[Contact]) -> None:
    for position, contact in enumerate(dict.fromkeys(contacts)):
        Participant.objects.create(
            owner_id=interview.owner_id, interview=interview, contact=contact, is_main=position == 0
        )


@transaction.atomic
def move_interview(
    *, interview: Interview, starts_at: datetime, minutes: int, tz_name: str, by_me: bool = True
) -> Interview:
    """Move an appointment. Its event keeps its identity, and its request stays scheduled."""
    _refresh(interview)
    if interview.status != InterviewStatus.SCHEDULED:
        raise IllegalMove(_("Only an appointment that still stands can be moved."))
    ends_at = starts_at + timedelta(minutes=minutes)
    same = (interview.starts_at, interview.ends_at, interview.timezone) == (starts_at, ends_at, tz_name)
    if same:
        return interview
    return interview.change(
        starts_at=starts_at,
        ends_at=ends_at,
        timezone=tz_name,
        asked_minutes=minutes,
        calendar_sequence=interview.calendar_sequence + 1,
        moved_by_me=interview.moved_by_me + (1 if by_me else 0),
        # A clock that was started for the old date says nothing about the new one.
        started_at=None,
        paused_at=None,
        paused_seconds=0,
    )


@transaction.atomic
def cancel_interview(*, interview: Interview, reason: str = "") -> Interview:
    """Call an appointment off; its request goes back to a yes without a date."""
    return _call_off(interview, InterviewStatus.CANCELLED, reason)


@transaction.atomic
def mark_no_show(*, interview: Interview, reason: str = "") -> Interview:
    """Note that nobody came; its request goes back to a yes without a date."""
    return _call_off(interview, InterviewStatus.NO_SHOW, reason)


def _call_off(interview: Interview, status: InterviewStatus, reason: str) -> Interview:
    _refresh(interview)
    if interview.status == status:
        return interview
    interview.move_to(status, ended_reason=reason[:300])
    if interview.request is not None:
        mark_unscheduled(interview.request)
    return interview


@transaction.atomic
def restore_interview(*, interview: Interview) -> Interview:
    """Let an appointment stand again that was called off by mistake.

    raises  IllegalMove when the request has another appointment by now
    """
    _refresh(interview)
    if interview.status == InterviewStatus.SCHEDULED:
        return interview
    request = interview.request
    if (
        request is not None
        and Interview.objects.filter(
            owner_id=interview.owner_id, request=request, status=InterviewStatus.SCHEDULED
        ).exists()
    ):
        raise IllegalMove(_("This request has another appointment by now."))
    interview.move_to(InterviewStatus.SCHEDULED, ended_reason="")
    if request is not None:
        mark_scheduled(request)
    return interview


@transaction.atomic
def set_people(*, interview: Interview, contacts: Sequence[Contact], timezone: str) -> None:
    """Let exactly these people take part, the first as the main one; of a held talk their touches follow."""
    _refresh(interview)
    rows = Participant.objects.filter(owner_id=interview.owner_id, interview=interview)
    known = {participant.contact_id: participant for participant in rows.select_related("touch__contact")}
    wanted = {contact.pk: contact for contact in contacts}
    if list(wanted) == list(rows.order_by("-is_main", "pk").values_list("contact_id", flat=True)):
        return
    for pk in known.keys() - wanted.keys():
        touch = known[pk].touch
        known[pk].delete()
        forget_touch(touch)
    for position, (pk, contact) in enumerate(wanted.items()):
        if pk not in known:
            Participant.objects.create(
                owner_id=interview.owner_id, interview=interview, contact=contact, is_main=position == 0
            )
        elif known[pk].is_main != (position == 0):
            known[pk].change(is_main=position == 0)
    if interview.status == InterviewStatus.HELD:
        _record_talk(interview, timezone=timezone)
    # Who takes part is the title of its event.
    interview.save(update_fields=[])


@transaction.atomic
def finish_interview(
    *,
    interview: Interview,
    started_at: datetime,
    ended_at: datetime,
    timezone: str,
    extended_by_them: bool = False,
    used_minutes: int | None = None,
) -> Interview:
    """Note that the talk was held, from when to when: a touch for each person, and the request is held.

    timezone  the owner's zone
    raises    BadTime when the end is not after the start or is a day away, IllegalMove when it was called off
    """
    _refresh(interview)
    if interview.status == InterviewStatus.HELD:
        return interview
    if ended_at <= started_at:
        raise BadTime(_("The talk must end after it starts."))
    if ended_at - started_at > LONGEST:
        raise BadTime(_("That is longer than twelve hours. When did it end?"))
    minutes = (
        used_minutes if used_minutes is not None else round((ended_at - started_at).total_seconds() / 60)
    )
    interview.move_to(
        InterviewStatus.HELD,
        starts_at=started_at,
        ends_at=ended_at,
        started_at=interview.started_at or started_at,
        finished_at=max(ended_at, interview.started_at or started_at),
        paused_at=None,
        used_minutes=max(1, minutes),
        extended_by_them=extended_by_them,
    )
    _record_talk(interview, timezone=timezone)
    if interview.request is not None:
        mark_held(interview.request)
    return interview


def _record_talk(interview: Interview, *, timezone: str) -> None:
    for participant in interview.participants.select_related("contact").order_by("pk"):
        if participant.touch_id is None:
            touch = record_touch(
                contact=participant.contact, kind=TouchKind.TALK, at=interview.ends_at, timezone=timezone
            )
            participant.change(touch=touch)
        if participant.thank_you_id is None:
            participant.change(thank_you=_thanks_since(interview, participant.contact))


def is_debriefed(interview: Interview) -> bool:
    return any(written(interview) for written in DEBRIEFED)


def note_thanks(message: Message) -> None:
    """Tie a thank-you that was sent to the talk it thanks for; one that was not sent thanks for none.

    It thanks for the talk of its own request, else for the latest of those not thanked for yet.
    """
    if message.kind != MessageKind.THANK_YOU:
        return
    rows = Participant.objects.for_user(message.owner_id)
    if message.status != MessageStatus.SENT:
        rows.filter(thank_you=message).update(thank_you=None)
        return
    talks = rows.filter(contact=message.contact_id, thank_you=None).filter(
        interview__status=InterviewStatus.HELD, interview__starts_at__lte=message.happened_at
    )
    of_request = talks.filter(interview__request__isnull=False, interview__request=message.request_id)
    for found in (of_request, talks):
        thanked = found.order_by("-interview__starts_at", "-pk").first()
        if thanked is not None:
            thanked.change(thank_you=message)
            return


def _thanks_since(interview: Interview, contact: Contact) -> Message | None:
    """Return the thank-you that went out after this talk, before it was noted here."""
    talks = Participant.objects.for_user(interview.owner_id).filter(contact=contact)
    later = talks.filter(interview__status=InterviewStatus.HELD, interview__starts_at__gt=interview.starts_at)
    following = later.order_by("interview__starts_at").values_list("interview__starts_at", flat=True).first()
    sent = (
        Message.objects.for_user(interview.owner_id)
        .sent()
        .filter(contact=contact, kind=MessageKind.THANK_YOU, happened_at__gte=interview.starts_at)
    )
    if following is not None:
        sent = sent.filter(happened_at__lt=following)
    tied = talks.filter(thank_you__isnull=False).values("thank_you")
    return sent.exclude(pk__in=tied).order_by("happened_at", "pk").first()


@transaction.atomic
def log_past_talk(
    *,
    owner: Any,
    contact: Contact,
    starts_at: datetime,
    minutes: int,
    tz_name: str,
    notes: str = "",
    goal: Goal | None = None,
    format: str = Format.IN_PERSON,
    others: Sequence[Contact] = (),
    request: OutreachRequest | None = None,
) -> Interview:
    """Record a talk that came about by chance, or long ago; the same one twice is one.

    request  one that this talk answers, when there is one; it is held then
    """
    _lock(owner.pk)
    known = Interview.objects.for_user(owner).held().filter(starts_at=starts_at, contacts=contact).first()
    if known is not None:
        return known
    ends_at = starts_at + timedelta(minutes=minutes)
    interview = Interview.objects.create(
        owner=owner,
        request=request,
        goal=goal or (request.goal if request else None),
        status=InterviewStatus.HELD,
        format=format,
        starts_at=starts_at,
        ends_at=ends_at,
        timezone=tz_name,
        asked_minutes=min(240, max(5, minutes)),
        notes=notes,
        finished_at=ends_at,
        used_minutes=minutes,
        logged_afterwards=True,
    )
    _add_people(interview, [contact, *others])
    _record_talk(interview, timezone=tz_name)
    if request is not None:
        mark_held(request)
    return interview


@transaction.atomic
def remove_past_talk(*, interview: Interview) -> None:
    """Take back a talk that was logged by mistake, with the touches it left."""
    _refresh(interview)
    if not interview.logged_afterwards:
        raise IllegalMove(_("A talk that was scheduled stays; cancel it instead."))
    touches = [participant.touch for participant in interview.participants.select_related("touch__contact")]
    interview.delete()
    for touch in touches:
        forget_touch(touch)


def _lock(owner_id: int) -> None:
    raise_facts_version([owner_id], using=None)


def _refresh(interview: Interview) -> None:
    """Take the owner's lock, then read the row as it is now."""
    _lock(interview.owner_id)
    interview.refresh_from_db()
