"""What an owner does with a reminder: done, snoozed, dismissed, taken back."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from contacts.models import Contact, Promise
from debriefs.models import Step
from infoview.shared import clock
from infoview.shared.querysets import raise_facts_version
from interviews.models import Interview
from outreach.models import Message
from outreach.services import close_quiet, log_message, send_message, state_of, take_back, unsend
from scheduler.enums import ReminderKind, ReminderStatus
from scheduler.models import OwnReminder, Reminder
from scheduler.planning import bring_up_to_date, plan_owner
from scheduler.snooze import SnoozeRefused, snooze_until
from scheduler.words import OF_REQUEST, WRITES

__all__ = [
    "SnoozeRefused",
    "bring_up_to_date",
    "dismiss",
    "mark_done",
    "own_reminder",
    "plan_owner",
    "reopen",
    "snooze",
]


@transaction.atomic
def mark_done(*, reminder: Reminder, now: datetime, timezone: str, note: str = "") -> Reminder:
    """Tick one reminder, and record the fact that the tick says.

    A ticked nudge was sent from elsewhere, a ticked thank-you was said: what follows is counted from now.
    """
    _begin(reminder)
    if reminder.status != ReminderStatus.OPEN:
        return reminder
    _tick_fact(reminder, now=now)
    reminder.undo = _record(reminder, now=now, timezone=timezone)
    return _end(reminder, ReminderStatus.DONE, now=now, note=note)


@transaction.atomic
def dismiss(*, reminder: Reminder, now: datetime, reason: str = "") -> Reminder:
    """Let one reminder go without doing it; it does not come back for the same event."""
    _begin(reminder)
    if reminder.status != ReminderStatus.OPEN:
        return reminder
    if reminder.kind == ReminderKind.OWN:
        _tick_fact(reminder, now=now)
    return _end(reminder, ReminderStatus.DISMISSED, now=now, note=reason)


@transaction.atomic
def reopen(*, reminder: Reminder, now: datetime) -> Reminder:
    """Take the owner's own tick or dismissal back, and plan anew: of a kind one is open for a subject.

    Where a later occurrence is the one that is due by now, that one stays open and this one is past.
    """
    _begin(reminder)
    if reminder.status == ReminderStatus.OPEN or not reminder.ended_by_owner:
        return reminder
    _untick_fact(reminder)
    _take_back(reminder)
    others = Reminder.objects.filter(
        owner_id=reminder.owner_id, kind=reminder.kind, subject=reminder.subject, status=ReminderStatus.OPEN
    )
    # The next occurrence may be open already. The plan says which of the two it is.
    others.update(status=ReminderStatus.CANCELLED, ended_at=now)
    reminder.change(
        status=ReminderStatus.OPEN,
        ended_at=None,
        ended_by_owner=False,
        ended_note="",
        undo={},
        sequence=reminder.sequence + 1,
        rendered_at=now.replace(microsecond=0),
    )
    plan_owner(owner_id=reminder.owner_id, now=now)
    reminder.refresh_from_db()
    return reminder


@transaction.atomic
def snooze(*, reminder: Reminder, choice: str | date, now: datetime, timezone: str) -> Reminder:
    """Show one reminder again later; its due date stays. Raises SnoozeRefused with a sentence."""
    _begin(reminder)
    if reminder.status != ReminderStatus.OPEN:
        raise SnoozeRefused(_("This is not open any more."))
    talk = Interview.objects.filter(owner_id=reminder.owner_id, pk=reminder.interview_id).first()
    try:
        until = snooze_until(
            choice,
            kind=reminder.kind,
            today=clock.local_date(now, timezone),
            due_on=reminder.due_on,
            timezone=timezone,
            talk_starts_at=talk.starts_at if talk else None,
            talk_ended_at=talk.ends_at if talk else None,
        )
    except SnoozeRefused as error:
        raise SnoozeRefused(_(str(error))) from error
    return reminder.change(
        snoozed_until=until,
        shows_on=until,
        sequence=reminder.sequence + 1,
        rendered_at=now.replace(microsecond=0),
    )


@transaction.atomic
def unsnooze(*, reminder: Reminder, shows_on: date, until: date | None, now: datetime) -> Reminder:
    """Show one reminder again on the day it stood on before it was snoozed."""
    _begin(reminder)
    if reminder.status != ReminderStatus.OPEN:
        raise SnoozeRefused(_("This is not open any more."))
    return reminder.change(
        snoozed_until=until,
        shows_on=max(shows_on, reminder.due_on) if until else shows_on,
        sequence=reminder.sequence + 1,
        rendered_at=now.replace(microsecond=0),
    )


def own_reminder(*, owner: Any, text: str, starts_on: date, contact: Any = None) -> OwnReminder:
    return OwnReminder.objects.create(owner=owner, text=text, starts_on=starts_on, contact=contact)


def _begin(reminder: Reminder) -> None:
    """Lock the owner and look afresh. The calendar's kept bytes show this act, so the version rises."""
    raise_facts_version([reminder.owner_id], using=None)
    reminder.refresh_from_db()


def _end(reminder: Reminder, status: ReminderStatus, *, now: datetime, note: str) -> Reminder:
    return reminder.change(
        status=status,
        ended_at=now,
        ended_by_owner=True,
        ended_note=note[:300],
        snoozed_until=None,
        shows_on=max(reminder.due_on, reminder.shows_on),
        undo=reminder.undo,
        sequence=reminder.sequence + 1,
        rendered_at=now.replace(microsecond=0),
    )


def _record(reminder: Reminder, *, now: datetime, timezone: str) -> dict[str, Any]:
    """Record what a tick says was done elsewhere; return what is needed to take it back."""
    request = reminder.request
    before = state_of(request) if request else None
    message = None
    if reminder.kind == ReminderKind.CLOSE and request is not None:
        close_quiet(request=request, at=now)
    elif reminder.kind in WRITES and reminder.contact is not None:
        message = _as_written(reminder, reminder.contact, now=now, timezone=timezone)
    else:
        return {}
    if request is not None:
        request.refresh_from_db()
    return {
        "before": before,
        "after": state_of(request) if request else None,
        "message": str(message.public_id) if message else None,
        "had_text": bool(message and message.body),
    }


def _as_written(reminder: Reminder, contact: Contact, *, now: datetime, timezone: str) -> Message:
    kind = WRITES[reminder.kind]
    request = reminder.request if reminder.kind in OF_REQUEST else None
    drafts = Message.objects.filter(owner_id=reminder.owner_id, contact=contact, kind=kind, request=request)
    draft = drafts.drafts().order_by("pk").first()
    if draft is not None:
        return send_message(message=draft, at=now, timezone=timezone)
    return log_message(
        owner=reminder.owner, contact=contact, kind=kind, at=now, timezone=timezone, request=request
    )


def _take_back(reminder: Reminder) -> None:
    """Undo what the tick recorded, unless something has happened since: then the facts stay."""
    undo = reminder.undo
    if not undo:
        return
    mine = Message.objects.filter(owner_id=reminder.owner_id, public_id=undo["message"])
    message = mine.first() if undo["message"] else None
    request = reminder.request
    if request is not None and undo["before"] and undo["before"] != undo["after"]:
        take_back(request=request, before=undo["before"], after=undo["after"], message=message)
    elif message is not None:
        unsend(message)
    if message is not None and not undo["had_text"]:
        mine.delete()


def _tick_fact(reminder: Reminder, *, now: datetime) -> None:
    owned = {"owner_id": reminder.owner_id, "public_id": reminder.subject}
    if reminder.kind == ReminderKind.PROMISE:
        Promise.objects.filter(**owned, withdrawn_at=None).update(kept_at=now)
    elif reminder.kind == ReminderKind.STEP:
        Step.objects.filter(**owned, dropped_at=None).update(done_at=now)
    elif reminder.kind == ReminderKind.OWN:
        OwnReminder.objects.filter(**owned).update(done_count=reminder.occurrence)


def _untick_fact(reminder: Reminder) -> None:
    owned = {"owner_id": reminder.owner_id, "public_id": reminder.subject}
    if reminder.kind == ReminderKind.PROMISE:
        Promise.objects.filter(**owned).update(kept_at=None)
    elif reminder.kind == ReminderKind.STEP:
        Step.objects.filter(**owned).update(done_at=None)
    elif reminder.kind == ReminderKind.OWN:
        OwnReminder.objects.filter(**owned).update(done_count=reminder.occurrence - 1)
