"""What one named calendar shows, as bytes that are kept until something changes."""

import hashlib
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import F, Prefetch
from django.utils.translation import gettext as _
from django.utils.translation import override

from infoview.shared import clock, words
from infoview.shared.days import moment_at
from interviews.enums import InterviewStatus
from interviews.models import Interview, Participant
from scheduler import ics
from scheduler.enums import ReminderKind, TitleStyle
from scheduler.models import PlanState, Reminder, ReminderQuerySet, Subscription, with_privacy
from scheduler.planning import RULES_VERSION, bring_up_to_date
from scheduler.words import title_of

# How often it is written down that a program came by: each time would be a write for every poll.
FETCH_NOTED_EVERY = timedelta(minutes=30)

SHOWN = (InterviewStatus.SCHEDULED, InterviewStatus.HELD)


def current_feed(subscription: Subscription, *, now: datetime) -> tuple[bytes, str]:
    """Return the bytes and their strong ETag; the owner must be loaded with the subscription.

    Two queries when nothing changed: the subscription itself, and the state of the plan.
    """
    owner = subscription.owner
    plan = bring_up_to_date(owner=owner, now=now)
    key = _key(subscription, plan)
    if subscription.feed_key == key and subscription.feed is not None:
        return bytes(subscription.feed), subscription.feed_etag
    body = render(subscription, now=now)
    etag = f'"{hashlib.sha256(body).hexdigest()}"'
    _write(subscription, feed=body, feed_key=key, feed_etag=etag)
    return body, etag


def _key(subscription: Subscription, plan: PlanState) -> str:
    """Name everything the bytes depend on: the plan with its next turn by the clock, and the choices."""
    changed = int(subscription.updated_at.timestamp() * 1_000_000)
    turn = int(plan.next_change_at.timestamp()) if plan.next_change_at else 0
    return f"{RULES_VERSION} {plan.facts_version} {plan.day} {subscription.owner.timezone} {turn} {changed}"


def note_fetch(subscription: Subscription, *, now: datetime, program: str) -> None:
    program = program[:120]
    known = subscription.last_fetched_at
    if known is None or now - known >= FETCH_NOTED_EVERY or program != subscription.last_program:
        _write(subscription, last_fetched_at=now, last_program=program)


def _write(subscription: Subscription, **values: Any) -> None:
    """Write without touching `updated_at`, which says when the owner's choices changed."""
    rows = Subscription.objects.filter(owner_id=subscription.owner_id, pk=subscription.pk)
    rows.update(updated_at=F("updated_at"), **values)


def render(subscription: Subscription, *, now: datetime) -> bytes:
    owner = subscription.owner
    today = clock.local_date(now, owner.timezone)
    first, last = today - timedelta(days=ics.PAST_DAYS), today + timedelta(days=ics.FUTURE_DAYS)
    # The words are the owner's, never those of whoever asks.
    with override("en-gb"):
        events = [
            *(_interviews(subscription, first, last) if subscription.with_interviews else ()),
            *_reminders(subscription, first, last),
        ]
        return ics.feed(events, name=subscription.name, today=today)


def _interviews(subscription: Subscription, first: date, last: date) -> list[ics.Event]:
    owner = subscription.owner
    people = Prefetch(
        "participants",
        Participant.objects.for_user(owner)
        .select_related("contact__organisation")
        .order_by("-is_main", "pk"),
    )
    rows = (
        Interview.objects.for_user(owner)
        .filter(
            status__in=SHOWN,
            starts_at__gte=moment_at(first, time(0), "UTC"),
            starts_at__lt=moment_at(last + timedelta(days=1), time(0), "UTC"),
        )
        .order_by("starts_at", "pk")
        .prefetch_related(people)[: ics.MOST_EVENTS]
    )
    return [event_of(interview, titles=subscription.titles) for interview in rows]


def event_of(interview: Interview, *, titles: str = TitleStyle.FULL) -> ics.Event:
    """Return the event of a conversation; its participants must be prefetched with organisations."""
    people = [participant.contact for participant in interview.participants.all()]
    changed = [interview.updated_at]
    for person in people:
        changed.append(person.updated_at)
        if person.organisation:
            changed.append(person.organisation.updated_at)
    is_open = titles == TitleStyle.FULL
    where = interview.place or interview.link or interview.phone
    return ics.interview_event(
        uid=interview.calendar_uid,
        title=_titled("interview", [person.name for person in people], titles),
        starts_at=interview.starts_at,
        ends_at=interview.ends_at,
        changed_at=max(changed),
        sequence=interview.calendar_sequence,
        location=where if is_open else "",
        description="\n".join(person.role_line for person in people if person.role_line) if is_open else "",
    )


def _titled(kind: str, names: list[str], titles: str, text: str = "") -> str:
    if titles == TitleStyle.BUSY:
        return ics.BUSY
    if titles == TitleStyle.INITIALS:
        names, text = [words.initials(name) for name in names], ""
    who = ", ".join(names)
    if kind == "interview":
        return _("Conversation with %(who)s") % {"who": who or _("somebody")}
    if kind in {ReminderKind.OWN, ReminderKind.STEP} and not text:
        return _("Reminder: %(who)s") % {"who": who} if who else _("Reminder")
    return title_of(kind, name=who, text=text).rstrip(": ")


def _reminders(subscription: Subscription, first: date, last: date) -> list[ics.Event]:
    kinds = [kind for kind in subscription.kinds if kind != ReminderKind.LEAVE]
    rows = (
        open_reminders(subscription.owner)
        .filter(kind__in=kinds, shows_on__gte=first, shows_on__lte=last)
        .order_by("shows_on", "pk")[: 2 * ics.MOST_EVENTS]
    )
    events = (reminder_event_of(row, titles=subscription.titles) for row in rows)
    return [event for event in events if event is not None]


def open_reminders(owner: Any) -> ReminderQuerySet:
    """Return the owner's open reminders with what their events need."""
    rows = Reminder.objects.for_user(owner).open().select_related("contact", "interview")
    return with_privacy(rows).defer("interview__notes", "interview__opening", "contact__notes")


def reminder_event_of(row: Reminder, *, titles: str = TitleStyle.FULL) -> ics.Event | None:
    name = [row.contact.name] if row.contact else []
    private: bool = row.of_private_talk  # type: ignore[attr-defined]  # read by with_privacy
    return ics.reminder_event(
        kind=row.kind,
        subject=row.subject,
        occurrence=row.occurrence,
        title=_titled(row.kind, name, titles, "" if private else row.text),
        due_at=row.due_at,
        due_on=row.snoozed_until or row.due_on,
        changed_at=max(row.rendered_at, row.contact.updated_at) if row.contact else row.rendered_at,
        sequence=row.sequence,
    )
