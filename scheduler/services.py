"""What an owner does with a reminder: done, snoozed, dismissed, taken back."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from contacts.models import Promise
from debriefs.models import Step
from infoview.shared import clock
from interviews.models import Interview
from scheduler.enums import ReminderKind, ReminderStatus
from scheduler.models import OwnReminder, Reminder
from scheduler.planning import bring_up_to_date, lock_owner, plan_owner
from scheduler.snooze import SnoozeRefused, snooze_until

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
def mark_done(*, reminder: Reminder, now: datetime, note: str = "") -> Reminder:
    """Tick one reminder. Promises, steps and own reminders change the fact behind it as well."""
    lock_owner(reminder.owner_id)
    reminder.refresh_from_db()
    if reminder.status != ReminderStatus.OPEN:
        return reminder
    _tick_fact(reminder, now=now)
    return _end(reminder, ReminderStatus.DONE, now=now, note=note)


@transaction.atomic
def dismiss(*, reminder: Reminder, now: datetime, reason: str = "") -> Reminder:
    """Let one reminder go without doing it; it does not come back for the same event."""
    lock_owner(reminder.owner_id)
    reminder.refresh_from_db()
    if reminder.status != ReminderStatus.OPEN:
        return reminder
    if reminder.kind == ReminderKind.OWN:
        _tick_fact(reminder, now=now)
    return _end(reminder, ReminderStatus.DISMISSED, now=now, note=reason)


@transaction.atomic
def reopen(*, reminder: Reminder, now: datetime) -> Reminder:
    """Take the owner's own tick or dismissal back."""
    lock_owner(reminder.owner_id)
    reminder.refresh_from_db()
    if reminder.status == ReminderStatus.OPEN or not reminder.ended_by_owner:
        return reminder
    _untick_fact(reminder)
    others = Reminder.objects.filter(
        owner_id=reminder.owner_id, kind=reminder.kind, subject=reminder.subject, status=ReminderStatus.OPEN
    )
    # The next occurrence may be open already: it waits until this one is done.
    others.update(status=ReminderStatus.CANCELLED, ended_at=now)
    return reminder.change(
        status=ReminderStatus.OPEN,
        ended_at=None,
        ended_by_owner=False,
        ended_note="",
        sequence=reminder.sequence + 1,
        rendered_at=now.replace(microsecond=0),
    )


@transaction.atomic
def snooze(*, reminder: Reminder, choice: str | date, now: datetime, timezone: str) -> Reminder:
    """Show one reminder again later; its due date stays. Raises SnoozeRefused with a sentence."""
    lock_owner(reminder.owner_id)
    reminder.refresh_from_db()
    if reminder.status != ReminderStatus.OPEN:
        raise SnoozeRefused("This is not open any more.")
    talk = Interview.objects.filter(owner_id=reminder.owner_id, pk=reminder.interview_id).first()
    until = snooze_until(
        choice,
        kind=reminder.kind,
        today=clock.local_date(now, timezone),
        due_on=reminder.due_on,
        timezone=timezone,
        talk_starts_at=talk.starts_at if talk else None,
        talk_ended_at=talk.ends_at if talk else None,
    )
    return reminder.change(
        snoozed_until=until,
        shows_on=until,
        sequence=reminder.sequence + 1,
        rendered_at=now.replace(microsecond=0),
    )


def own_reminder(*, owner: Any, text: str, starts_on: date, contact: Any = None) -> OwnReminder:
    return OwnReminder.objects.create(owner=owner, text=text, starts_on=starts_on, contact=contact)


def _end(reminder: Reminder, status: ReminderStatus, *, now: datetime, note: str) -> Reminder:
    return reminder.change(
        status=status,
        ended_at=now,
        ended_by_owner=True,
        ended_note=note[:300],
        snoozed_until=None,
        shows_on=max(reminder.due_on, reminder.shows_on),
        sequence=reminder.sequence + 1,
        rendered_at=now.replace(microsecond=0),
    )


def _tick_fact(reminder: Reminder, *, now: datetime) -> None:
    owned = {"owner_id": reminder.owner_id, "public_id": reminder.subject}
    if reminder.kind == ReminderKind.PROMISE:
        Promise.objects.filter(**owned, withdrawn_at=None).update(kept_at=now)
    elif reminder.kind == ReminderKind.STEP:
        Step.objects.filter(**owned).update(done_at=now)
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
