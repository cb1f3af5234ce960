"""Acts of asking over several rows: a note goes out, an answer comes, a request rests or begins anew.

Each act takes the owner's row as its first lock, looks at the request afresh, and moves it by
compare-and-set along the table of `enums.NEXT`. Doing the same act twice changes nothing the second time.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.dateformat import format as formatted
from django.utils.translation import gettext as _

from contacts.enums import PointKind, Source, TouchKind
from contacts.models import Contact
from contacts.services import forget_touch, record_touch
from infoview.shared import clock
from infoview.shared.days import add_months
from infoview.shared.querysets import raise_facts_version
from outreach.cadence import MONTHS_UNTIL_ATTEMPTS_COUNT_ANEW, help_refused, next_attempt_number
from outreach.composing import best_template, values_for
from outreach.enums import (
    DRAFTING,
    WAITING,
    Channel,
    MessageKind,
    Relation,
    RequestStatus,
    path,
)
from outreach.kinds import ASKING_KINDS as ASKING_KINDS
from outreach.kinds import OPENING_KINDS as OPENING_KINDS
from outreach.kinds import STATE_AFTER
from outreach.models import (
    Goal,
    IllegalMove,
    Message,
    MessageDirection,
    MessageStatus,
    MessageTemplate,
    OutreachRequest,
    OutreachSettings,
    OwnTemplate,
)
from outreach.policies import policy_for as policy_for
from outreach.templates_fill import fill

# In these states the attempts met silence or a no: they still count for the next request to this person.
UNANSWERED = (
    WAITING
    | DRAFTING
    | {
        RequestStatus.CLOSED_NO_REPLY,
        RequestStatus.DECLINED,
        RequestStatus.WITHDRAWN,
    }
)

# They answered without saying yes, no or later.
WROTE = "wrote"

RELATION_OF_SOURCE = {
    Source.ALUMNI: Relation.ALUMNI,
    Source.INTERNAL_COLLEAGUE: Relation.INTERNAL_COLLEAGUE,
    Source.ASSOCIATION: Relation.SHARED_COMMUNITY,
    Source.SHARED_GROUP: Relation.SHARED_COMMUNITY,
    Source.MUTUAL_CONNECTION: Relation.REFERRED,
    Source.REFERRED: Relation.REFERRED,
}
TOUCH_OF_CHANNEL = {Channel.PHONE: TouchKind.CALL, Channel.IN_PERSON: TouchKind.MEETING}


# Rooms above say what it means to them that a message was sent, or was not after all (it is a draft again).
SENT_OR_NOT: list[Callable[[Message], None]] = []


class BadMoment(Exception):
    """The date does not fit the order in which things happened; the text says why."""


class HelpDeclined(Exception):
    """The product does not help to write this one; the text says why. A note that was sent is recorded."""


# Beginning ----------------------------------------------------------------------------------------


@transaction.atomic
def start_request(
    *,
    owner: Any,
    contact: Contact,
    today: date,
    goal: Goal | None = None,
    channel: str = "",
    relation: str = "",
    template: MessageTemplate | OwnTemplate | None = None,
) -> OutreachRequest:
    """Return a new request to this person, or the one that is being drafted already.

    raises  HelpDeclined when it would be a fourth note to somebody who stays silent
    """
    _belongs(owner, contact, goal, template)
    raise_facts_version([owner.pk], using=None)
    drafted = OutreachRequest.objects.for_user(owner).drafting().filter(contact=contact)
    known = drafted.filter(goal=goal).order_by("pk").first() if goal else drafted.order_by("pk").first()
    if known is not None:
        return known
    _help_or_decline(contact, today)
    return OutreachRequest.objects.create(
        owner=owner,
        contact=contact,
        goal=goal,
        channel=channel or getattr(template, "channel", "") or usual_channel(contact),
        relation=relation or usual_relation(contact),
        referrer=referrer_of(contact)[:120],
        asked_minutes=OutreachSettings.of(owner).ask_minutes,
    )


def usual_channel(contact: Contact) -> str:
    """Return how to write to this person: as they prefer, else by mail, else where their profile is."""
    if contact.preferred_channel in Channel.values:
        return contact.preferred_channel
    if contact.points.filter(kind=PointKind.EMAIL).exists():
        return Channel.EMAIL
    return Channel.LINKEDIN_MESSAGE if contact.profile_url else Channel.EMAIL


def usual_relation(contact: Contact) -> str:
    if contact.introduced_by_id:
        return Relation.REFERRED
    return RELATION_OF_SOURCE.get(Source(contact.source), Relation.COLD)


def referrer_of(contact: Contact) -> str:
    """Return the name of whoever suggested this person, or ""."""
    if contact.introduced_by is not None:
        return contact.introduced_by.name
    named = {Source.REFERRED, Source.MUTUAL_CONNECTION}
    return contact.source_detail if contact.source in named else ""


# Begin from the template that fits best; None is a blank page.
BEST = "best"


@transaction.atomic
def draft_message(
    *,
    owner: Any,
    contact: Contact,
    kind: str,
    today: date | None = None,
    request: OutreachRequest | None = None,
    subject: str = "",
    body: str = "",
    channel: str = "",
    template: MessageTemplate | OwnTemplate | str | None = BEST,
    interview_words: Mapping[str, str] | None = None,
) -> Message:
    """Return the open draft of this kind to this person, made if there is none.

    body             as it is; without one the template is filled with what is known
    interview_words  values for slots that another room knows, such as the takeaway of a talk
    raises           HelpDeclined when it would be a fourth note to somebody who stays silent
    """
    chosen = None if isinstance(template, str) else template
    _belongs(owner, contact, request, chosen)
    raise_facts_version([owner.pk], using=None)
    drafts = Message.objects.for_user(owner).drafts().filter(contact=contact, kind=kind, request=request)
    known = drafts.order_by("pk").first()
    if known is not None:
        return known
    if kind in ASKING_KINDS:
        _help_or_decline(contact, today or clock.local_date(clock.now(), owner.timezone))
    channel = channel or (request.channel if request else usual_channel(contact))
    if not body:
        if template == BEST:
            chosen = best_template(owner, kind, contact=contact, channel=channel, request=request)
        subject, body = _filled(owner, contact, request, chosen, interview_words, subject)
    return Message.objects.create(
        owner=owner,
        contact=contact,
        request=request,
        kind=kind,
        channel=channel,
        subject=subject[:300],
        body=body[:20_000],
        template=chosen if isinstance(chosen, MessageTemplate) else None,
        own_template=chosen if isinstance(chosen, OwnTemplate) else None,
    )


def _filled(
    owner: Any,
    contact: Contact,
    request: OutreachRequest | None,
    template: MessageTemplate | OwnTemplate | None,
    more: Mapping[str, str] | None,
    subject: str,
) -> tuple[str, str]:
    if template is None:
        return subject, ""
    goal = request.goal if request else None
    values = values_for(owner=owner, contact=contact, now=clock.now(), goal=goal, request=request, more=more)
    return subject or fill(template.subject, values), fill(template.body, values)


def use_template(*, message: Message, template: MessageTemplate | OwnTemplate | None) -> Message:
    """Remember from which template a letter was written."""
    return message.change(
        template=template if isinstance(template, MessageTemplate) else None,
        own_template=template if isinstance(template, OwnTemplate) else None,
    )


def attempt_number(contact: Contact, *, today: date) -> int:
    """Return which attempt at this silent person a note sent today would be."""
    rows = (
        Message.objects.filter(owner_id=contact.owner_id, contact=contact, attempt__isnull=False)
        .filter(request__status__in=sorted(UNANSWERED), attempt__gt=F("request__attempts_forgiven"))
        .order_by("happened_on", "pk")
        .values_list("happened_on", flat=True)
    )
    return next_attempt_number([on for on in rows if on and on <= today], today=today)


def _help_or_decline(contact: Contact, today: date) -> None:
    refusal = help_refused(attempt_number(contact, today=today))
    if refusal:
        raise HelpDeclined(refusal)


# Sending ------------------------------------------------------------------------------------------


@transaction.atomic
def send_message(*, message: Message, at: datetime, timezone: str) -> Message:
    """Record that the owner sent this message: it is a touch, and an attempt if it asks for a talk.

    at      when it went out
    raises  BadMoment when an earlier note to them is younger
    """
    _look_afresh(message)
    if message.status != MessageStatus.DRAFT:
        return message
    if message.kind in ASKING_KINDS and message.request is not None:
        message.request.refresh_from_db()
        message.attempt = _count_attempt(message.request, message.kind, at, timezone)
    message.contact.refresh_from_db(fields=["last_touch_at"])
    message.touch = record_touch(
        contact=message.contact,
        kind=TOUCH_OF_CHANNEL.get(Channel(message.channel), TouchKind.MESSAGE_OUT),
        at=at,
        timezone=timezone,
        summary=str(MessageKind(message.kind).label),
    )
    message.change(
        status=MessageStatus.SENT,
        happened_at=at,
        happened_on=clock.local_date(at, timezone),
        attempt=message.attempt,
        touch=message.touch,
    )
    _tell(message)
    return message


@transaction.atomic
def log_message(
    *,
    owner: Any,
    contact: Contact,
    kind: str,
    at: datetime,
    timezone: str,
    request: OutreachRequest | None = None,
    subject: str = "",
    body: str = "",
    channel: str = "",
) -> Message:
    """Record a message that was written elsewhere, whatever its number; the same one twice is one."""
    _belongs(owner, contact, request)
    raise_facts_version([owner.pk], using=None)
    on = clock.local_date(at, timezone)
    sent = Message.objects.for_user(owner).sent().filter(contact=contact, request=request, kind=kind)
    known = sent.filter(happened_on=on, body=body).order_by("pk").first()
    if known is not None:
        return known
    message = Message.objects.create(
        owner=owner,
        contact=contact,
        request=request,
        kind=kind,
        channel=channel or (request.channel if request else usual_channel(contact)),
        subject=subject[:300],
        body=body,
    )
    return send_message(message=message, at=at, timezone=timezone)


def _count_attempt(request: OutreachRequest, kind: str, at: datetime, timezone: str) -> int:
    """Count one more attempt, move the request with it, and return its number."""
    if request.last_sent_at is not None and at < request.last_sent_at:
        day = _day(request.last_sent_at, timezone)
        raise BadMoment(_("A note to them went out on %(day)s. This one cannot be older.") % {"day": day})
    on = clock.local_date(at, timezone)
    number = request.attempts + 1
    columns: dict[str, Any] = {"attempts": number, "last_sent_at": at, "last_sent_on": on}
    state = RequestStatus(request.status)
    target = _state_after_sending(state, kind)
    if state not in WAITING and target in WAITING:
        columns |= {"sent_at": at, "replied_at": None, "closed_at": None, "deferred_until": None}
        # Who asked for later was not silent, and half a year is long enough to ask anew.
        if state == RequestStatus.DEFERRED or _is_long_ago(request.last_sent_on, on):
            columns["attempts_forgiven"] = request.attempts
    elif request.sent_at is None:
        columns["sent_at"] = at
    _write(request, target, **columns)
    return number


def _state_after_sending(state: RequestStatus, kind: str) -> RequestStatus:
    if state in WAITING:
        # A nudge after the last attempt is one more note, no step back.
        return max(state, STATE_AFTER.get(MessageKind(kind), state), key=list(RequestStatus).index)
    if state in DRAFTING or state in {RequestStatus.DEFERRED, RequestStatus.CLOSED_NO_REPLY}:
        return RequestStatus.SENT
    # They answered, or it was let go: a further note is recorded and changes nothing.
    return state


def _is_long_ago(last_sent_on: date | None, today: date) -> bool:
    return last_sent_on is not None and today >= add_months(last_sent_on, MONTHS_UNTIL_ATTEMPTS_COUNT_ANEW)


# Answers ------------------------------------------------------------------------------------------


@transaction.atomic
def record_reply(
    *,
    request: OutreachRequest,
    outcome: str,
    at: datetime,
    timezone: str,
    body: str = "",
    deferred_until: date | None = None,
    channel: str = "",
) -> Message:
    """Record what they answered: accepted, declined, deferred, or WROTE for anything else.

    returns  the received message
    raises   IllegalMove, or BadMoment when the answer would come before its message
    """
    _look_afresh(request)
    on = clock.local_date(at, timezone)
    known = _same_reply(request, outcome, on, body)
    if known is not None:
        return known
    _refuse_early_reply(request, at, timezone)
    if outcome == RequestStatus.DEFERRED and (deferred_until is None or deferred_until <= on):
        raise BadMoment(_("They asked for later: choose a day after their answer."))
    _move_by_reply(request, outcome, at, deferred_until)
    request.contact.refresh_from_db(fields=["last_touch_at"])
    touch = record_touch(
        contact=request.contact,
        kind=TouchKind.MESSAGE_IN,
        at=at,
        timezone=timezone,
        summary=str(RequestStatus(outcome).label) if outcome != WROTE else str(_("They wrote")),
    )
    return Message.objects.create(
        owner_id=request.owner_id,
        contact=request.contact,
        request=request,
        kind=MessageKind.REPLY,
        direction=MessageDirection.IN,
        status=MessageStatus.RECEIVED,
        channel=channel or request.channel,
        body=body,
        happened_at=at,
        happened_on=on,
        touch=touch,
    )


def _same_reply(request: OutreachRequest, outcome: str, on: date, body: str) -> Message | None:
    """Return the answer that this one repeats: the same words on the same day in the same state."""
    if outcome not in {request.status, WROTE}:
        return None
    received = request.messages.filter(direction=MessageDirection.IN, happened_on=on, body=body)
    return received.order_by("-pk").first()


def _refuse_early_reply(request: OutreachRequest, at: datetime, timezone: str) -> None:
    if request.sent_at is None:
        raise IllegalMove(_("This note has not gone out yet. Say when you sent it, then note their answer."))
    if at < request.sent_at:
        day = _day(request.sent_at, timezone)
        raise BadMoment(
            _("A reply cannot come before the message, which went out on %(day)s.") % {"day": day}
        )


def _move_by_reply(request: OutreachRequest, outcome: str, at: datetime, deferred_until: date | None) -> None:
    state = RequestStatus(request.status)
    later = {"deferred_until": deferred_until} if outcome == RequestStatus.DEFERRED else {}
    if outcome in {WROTE, state}:
        _write(request, state, replied_at=max(at, request.replied_at or at), **later)
        return
    if state == RequestStatus.HELD:
        raise IllegalMove(_("You have talked already. Note what they wrote as a message."))
    if state == RequestStatus.SCHEDULED:
        if outcome == RequestStatus.ACCEPTED:
            _write(request, state, replied_at=at)
            return
        raise IllegalMove(_("There is an appointment. Cancel it first, then note their answer."))
    columns: dict[str, Any] = {"replied_at": at, "deferred_until": None, "closed_at": None, **later}
    if outcome == RequestStatus.DECLINED:
        columns["closed_at"] = at
    _write(request, RequestStatus(outcome), **columns)


# Letting go, and beginning anew -------------------------------------------------------------------


@transaction.atomic
def withdraw(*, request: OutreachRequest, at: datetime) -> OutreachRequest:
    """Take the request back; no answer is waited for any more."""
    _look_afresh(request)
    if request.status == RequestStatus.SCHEDULED:
        raise IllegalMove(_("There is an appointment. Cancel it first."))
    return _end(request, RequestStatus.WITHDRAWN, at)


@transaction.atomic
def close_quiet(*, request: OutreachRequest, at: datetime) -> OutreachRequest:
    """Let somebody who stays silent go, kindly."""
    _look_afresh(request)
    return _end(request, RequestStatus.CLOSED_NO_REPLY, at)


def _end(request: OutreachRequest, target: RequestStatus, at: datetime) -> OutreachRequest:
    if request.status != target:
        request.move_to(target, closed_at=at, deferred_until=None)
    return request


@transaction.atomic
def reopen(*, request: OutreachRequest, today: date) -> OutreachRequest:
    """Begin a request anew that had moved on; after six months the earlier attempts count no more."""
    _look_afresh(request)
    if request.status in DRAFTING:
        return request
    columns: dict[str, Any] = {"closed_at": None}
    if _is_long_ago(request.last_sent_on, today):
        columns["attempts_forgiven"] = request.attempts
    request.move_to(RequestStatus.DRAFT, **columns)
    return request


@transaction.atomic
def mark_ready(*, request: OutreachRequest, ready: bool = True) -> OutreachRequest:
    """Put a draft to those that only wait for being sent, or back. Raises IllegalMove for anything else."""
    _look_afresh(request)
    if request.status not in DRAFTING:
        raise IllegalMove(_("Only a draft can be ready."))
    target = RequestStatus.READY if ready else RequestStatus.DRAFT
    if request.status != target:
        request.move_to(target)
    return request


# For the conversation's room ----------------------------------------------------------------------


@transaction.atomic
def mark_scheduled(request: OutreachRequest, *, at: datetime | None = None) -> None:
    """Note that a time is agreed; a yes that was never written down is understood.

    at  when they said so; now when it is not known
    """
    _look_afresh(request)
    if request.status in {RequestStatus.SCHEDULED, RequestStatus.HELD}:
        return
    _write(request, RequestStatus.SCHEDULED, **_understood_yes(request, at))


@transaction.atomic
def mark_unscheduled(request: OutreachRequest) -> None:
    """Go back to a yes without a date: cancelled, or nobody came."""
    _look_afresh(request)
    if request.status == RequestStatus.SCHEDULED:
        request.move_to(RequestStatus.ACCEPTED)


@transaction.atomic
def mark_held(request: OutreachRequest, *, at: datetime | None = None) -> None:
    """Note that the talk took place; held is final."""
    _look_afresh(request)
    if request.status == RequestStatus.HELD:
        return
    _write(request, RequestStatus.HELD, **_understood_yes(request, at))


def _understood_yes(request: OutreachRequest, at: datetime | None) -> dict[str, Any]:
    columns: dict[str, Any] = {"closed_at": None, "deferred_until": None}
    if request.sent_at is not None and request.replied_at is None:
        columns["replied_at"] = max(at or clock.now(), request.sent_at)
    return columns


# Taking back --------------------------------------------------------------------------------------

COLUMNS_OF_STATE = (
    "status", "sent_at", "last_sent_at", "last_sent_on", "attempts", "attempts_forgiven",
    "replied_at", "deferred_until", "closed_at",
)  # fmt: skip


def state_of(request: OutreachRequest) -> dict[str, str | int | None]:
    """Return the columns that an act may change, as plain values, for `take_back`."""
    return {name: _plain(getattr(request, name)) for name in COLUMNS_OF_STATE}


@transaction.atomic
def take_back(
    *,
    request: OutreachRequest,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    message: Message | None = None,
) -> None:
    """Put a request back as it was before the last act; a sent message becomes a draft again.

    raises  IllegalMove when something has happened since
    """
    _look_afresh(request)
    if state_of(request) != dict(after):
        raise IllegalMove(_("Something has happened since then, so this cannot be taken back."))
    if message is not None:
        _unsend(message)
    fields: dict[str, Any] = {name: OutreachRequest._meta.get_field(name) for name in COLUMNS_OF_STATE}
    values = {name: field.to_python(before[name]) for name, field in fields.items()}
    OutreachRequest.objects.filter(owner_id=request.owner_id, pk=request.pk).update(**values)
    for name, value in values.items():
        setattr(request, name, value)


@transaction.atomic
def unsend(message: Message) -> Message:
    """Make a message a draft again: it was not sent after all. Of a request only the last one can be.

    raises  IllegalMove when something has happened since
    """
    _look_afresh(message)
    request = message.request
    if request is None or message.attempt is None:
        _unsend(message)
        return message
    request.refresh_from_db()
    before = before_sending(request, message)
    if before is None:
        raise IllegalMove(_("Something has happened since then, so this cannot be taken back."))
    take_back(request=request, before=before, after=state_of(request), message=message)
    return message


def before_sending(request: OutreachRequest, message: Message) -> dict[str, str | int | None] | None:
    """Return the state before this message went out, None unless it is the last thing that happened.

    After a new beginning (asked for later, closed and asked anew) the state before is not known any more.
    """
    is_last = message.attempt == request.attempts and message.happened_at == request.last_sent_at
    if request.status not in WAITING or not is_last or request.attempts_forgiven:
        return None
    sent = Message.objects.filter(owner_id=request.owner_id, request=request, status=MessageStatus.SENT)
    earlier = list(sent.filter(attempt__lt=message.attempt).order_by("attempt", "pk"))
    answered = sent.filter(direction=MessageDirection.IN).exists()
    if answered or [one.attempt for one in earlier] != list(range(1, request.attempts)):
        return None
    if earlier and earlier[0].happened_at != request.sent_at:
        return None
    status = RequestStatus.DRAFT
    for one in earlier:
        status = _state_after_sending(status, one.kind)
    last = earlier[-1] if earlier else None
    return state_of(request) | {
        "status": status.value,
        "attempts": request.attempts - 1,
        "sent_at": _plain(request.sent_at if last else None),
        "last_sent_at": _plain(last.happened_at if last else None),
        "last_sent_on": _plain(last.happened_on if last else None),
    }


def _unsend(message: Message) -> None:
    touch = message.touch
    if message.direction == MessageDirection.IN:
        message.delete()
    elif message.status == MessageStatus.SENT:
        message.change(
            status=MessageStatus.DRAFT, happened_at=None, happened_on=None, attempt=None, touch=None
        )
        _tell(message)
    forget_touch(touch)


def _tell(message: Message) -> None:
    for told in SENT_OR_NOT:
        told(message)


# Shared -------------------------------------------------------------------------------------------


def _belongs(owner: Any, *rows: Any) -> None:
    """Refuse to join the rows of two owners; views fetch by owner, this is the second lock."""
    for row in rows:
        if row is not None and getattr(row, "owner_id", owner.pk) != owner.pk:
            raise ValueError("These rows belong to two owners.")


def _look_afresh(row: OutreachRequest | Message) -> None:
    """Take the owner's lock, then read the row as it is now."""
    raise_facts_version([row.owner_id], using=None)
    row.refresh_from_db()


def _write(request: OutreachRequest, target: RequestStatus, **columns: Any) -> None:
    """Write columns, and walk to another state along the legal moves when the target is one."""
    state = RequestStatus(request.status)
    if target != state and not path(state, target):
        raise IllegalMove.between(state, target)
    moved = OutreachRequest.objects.filter(owner_id=request.owner_id, pk=request.pk, status=state).update(
        status=target, **columns
    )
    if moved != 1:
        raise IllegalMove(_("This request has moved in the meantime."))
    for name, value in {"status": target, **columns}.items():
        setattr(request, name, value)


def _plain(value: Any) -> str | int | None:
    return (
        value.isoformat()
        if isinstance(value, date)
        else value
        if isinstance(value, int)
        else value and str(value)
    )


def _day(moment: datetime, timezone: str) -> str:
    return formatted(clock.local_date(moment, timezone), "j M Y")
