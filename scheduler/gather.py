"""Read one owner's facts out of the rooms below, in a fixed number of queries."""

from collections import defaultdict
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Max, Q

from contacts.enums import FavourDirection, Side, TouchKind
from contacts.models import Contact, Favour, Promise, Touch
from debriefs.models import Debrief, Step
from infoview.accounts.models import Mode
from infoview.shared.days import Pause as Days
from infoview.shared.days import WorkingDays, within
from interviews.enums import AT_A_PLACE, InterviewStatus
from interviews.models import Interview, Participant
from outreach.cadence import Policy, adjusted
from outreach.enums import MessageKind, RequestStatus
from outreach.models import Message, MessageStatus, OutreachRequest
from outreach.policies import policies_of
from scheduler.enums import ReminderKind, ReminderStatus
from scheduler.facts import (
    ContactFact,
    Facts,
    InterviewFact,
    OwnReminderFact,
    ParticipantFact,
    PromiseFact,
    RecordReviewFact,
    RequestFact,
    StepFact,
    Timing,
    before_first_open,
)
from scheduler.models import OwnReminder, Pause, Reminder, ReminderSettings

# A talk entered later than this after its end is history: nothing is to be done about it any more.
HISTORY_AFTER = timedelta(hours=72)

# What the owner said to somebody, in whatever way.
SAID = (TouchKind.TALK, TouchKind.MESSAGE_OUT, TouchKind.CALL, TouchKind.MEETING)


def facts_of(owner: Any) -> Facts:
    """Return everything the plan of this owner rests on."""
    pauses = pauses_of(owner)
    settings = ReminderSettings.of(owner)
    own_policy, by_goal = _policies(owner, pauses)
    return Facts(
        contacts=_contacts(owner),
        requests=_requests(owner, by_goal),
        interviews=_interviews(owner),
        promises=_promises(owner),
        steps=_steps(owner),
        own=_own(owner),
        reviews=_reviews(owner) if owner.mode != Mode.SEEKER else (),
        policy=own_policy,
        timing=Timing(
            find_time_after_days=settings.find_time_after_days,
            prepare_before_hours=settings.prepare_before_hours,
            debrief_due_hours=settings.debrief_due_hours,
            thank_you_due_hours=settings.thank_you_due_hours,
            give_back_on=settings.give_back_on,
            give_back_hint_days=settings.give_back_hint_days,
            update_after_months=settings.update_after_months,
            update_by_stage=settings.rhythm.by_stage,
            progress_note_after_days=settings.progress_note_after_days,
            retention_months=settings.retention_months,
        ),
    )


def pauses_of(owner: Any) -> tuple[Days, ...]:
    rows = Pause.objects.for_user(owner).order_by("starts_on", "pk")
    return tuple(
        Days(within(first), within(last)) for first, last in rows.values_list("starts_on", "ends_on")
    )


def _policies(owner: Any, pauses: tuple[Days, ...]) -> tuple[Policy, dict[int, Policy]]:
    """Return the owner's policy, and those of goals that have one of their own."""
    extra = {"pauses": pauses, "working_days": WorkingDays(owner.country)}
    own, by_goal = policies_of(owner)
    return adjusted(own, **extra), {goal: adjusted(policy, **extra) for goal, policy in by_goal.items()}


def _ended(owner: Any, kind: ReminderKind) -> dict[Any, dict[int, datetime]]:
    """Return for each subject the occurrences of a kind that were done or dismissed, with their end."""
    ended = [ReminderStatus.DONE, ReminderStatus.DISMISSED]
    rows = Reminder.objects.for_user(owner).filter(kind=kind, status__in=ended)
    known: dict[Any, dict[int, datetime]] = defaultdict(dict)
    for subject, occurrence, ended_at in rows.values_list("subject", "occurrence", "ended_at"):
        if ended_at is not None:
            known[subject][occurrence] = ended_at
    return known


def _contacts(owner: Any) -> list[ContactFact]:
    mine = Contact.objects.for_user(owner)
    introducers = mine.filter(introduced_by__isnull=False, last_touch_at__isnull=False).values(
        "introduced_by"
    )
    told = dict(
        Touch.objects.for_user(owner)
        .filter(contact__in=introducers, kind__in=SAID)
        .order_by()
        .values_list("contact")
        .annotate(latest=Max("happened_at"))
    )
    given = dict(
        Favour.objects.for_user(owner)
        .filter(direction=FavourDirection.GIVEN)
        .order_by()
        .values_list("contact")
        .annotate(latest=Max("happened_on"))
    )
    updates = _ended(owner, ReminderKind.UPDATE)
    rows = mine.filter(
        Q(last_touch_at__isnull=False) | Q(do_not_contact=True) | Q(pk__in=introducers)
    ).values_list(
        "public_id", "pk", "stage", "stay_in_touch", "do_not_contact", "archived_at", "introduced_by_id",
        "last_touch_at", "update_after_months", "update_muted", "give_back_off",
    )  # fmt: skip
    return [
        ContactFact(
            id=public_id,
            pk=pk,
            stage=stage,
            stay_in_touch=stay,
            do_not_contact=silenced,
            archived=archived_at is not None,
            introduced_by=introducer,
            last_touch_at=touched,
            last_said_at=told.get(pk),
            last_given_on=given.get(pk),
            update_after_months=months,
            update_muted=muted,
            give_back_off=give_back_off,
            updates_ended=(before := before_first_open(updates.get(public_id, ()))),
            updates_ended_since=sum(
                1 for n, at in updates.get(public_id, {}).items() if n <= before and touched and at > touched
            ),
        )
        for (
            public_id, pk, stage, stay, silenced, archived_at, introducer, touched, months, muted, give_back_off,
        ) in rows.iterator(chunk_size=2000)
    ]  # fmt: skip


def _requests(owner: Any, by_goal: dict[int, Policy]) -> list[RequestFact]:
    # Drafts, and those that were declined or withdrawn, remind nobody.
    quiet = [RequestStatus.DRAFT, RequestStatus.READY, RequestStatus.WITHDRAWN]
    rows = (
        OutreachRequest.objects.for_user(owner)
        .exclude(status__in=quiet)
        .values_list(
            "public_id", "pk", "contact_id", "status", "contact__organisation_id", "sent_at", "last_sent_at",
            "attempts", "attempts_forgiven", "replied_at", "closed_at", "deferred_until", "goal_id",
        )
    )  # fmt: skip
    return [RequestFact(*row[:-1], policy=by_goal.get(row[-1])) for row in rows.iterator(chunk_size=2000)]


def _interviews(owner: Any) -> list[InterviewFact]:
    people = _participants(owner)
    debriefs = {
        interview: (finished_at, nothing)
        for interview, finished_at, nothing in Debrief.objects.for_user(owner).values_list(
            "interview_id", "finished_at", "nothing_to_record"
        )
    }
    rows = Interview.objects.for_user(owner).values_list(
        "public_id", "pk", "status", "starts_at", "ends_at", "request_id", "format", "created_at", "prepared_at",
        "logged_afterwards", "updated_at",
    )  # fmt: skip
    facts = []
    for public_id, pk, status, starts, ends, request, kind, made, prepared, logged, changed in rows.iterator(
        chunk_size=2000
    ):
        finished_at, nothing = debriefs.get(pk, (None, False))
        called_off = status in {InterviewStatus.CANCELLED, InterviewStatus.NO_SHOW}
        facts.append(
            InterviewFact(
                id=public_id,
                pk=pk,
                status=status,
                starts_at=starts,
                ends_at=ends,
                participants=people.get(pk, ()),
                request=request,
                at_a_place=kind in AT_A_PLACE,
                booked_at=None if logged else made,
                prepared_at=prepared,
                debriefed_at=None if nothing else finished_at,
                nothing_to_record=nothing,
                cancelled_at=changed if called_off else None,
                is_history=logged and made - ends > HISTORY_AFTER,
            )
        )
    return facts


def _participants(owner: Any) -> dict[int, list[ParticipantFact]]:
    """Return the people of each talk, the main one first, with when each was thanked for it.

    The message that a talk is tied to thanks for it, whenever it went out; the days decide about the rest.
    """
    rows = list(
        Participant.objects.for_user(owner)
        .order_by("interview__starts_at", "-is_main", "pk")
        .values_list(
            "interview_id", "public_id", "contact_id", "interview__starts_at", "interview__status",
            "thank_you_id", "thank_you__happened_at",
        )
    )  # fmt: skip
    thanks = _untied_thanks(owner, tied={row[5] for row in rows})
    held: dict[int, list[datetime]] = defaultdict(list)
    for _, _, contact, starts, status, _, _ in rows:
        if status == InterviewStatus.HELD:
            held[contact].append(starts)
    people: dict[int, list[ParticipantFact]] = defaultdict(list)
    for interview, public_id, contact, starts, _, _, thanked in rows:
        if thanked is None:
            following = min((start for start in held[contact] if start > starts), default=None)
            thanked = next(
                (at for at in thanks[contact] if at >= starts and (following is None or at < following)), None
            )
        people[interview].append(ParticipantFact(public_id, contact, thanked))
    return people


def _untied_thanks(owner: Any, *, tied: set[int | None]) -> dict[int, list[datetime]]:
    """Return when each person was sent a thank-you that belongs to no talk, the oldest first."""
    sent = Message.objects.for_user(owner).filter(kind=MessageKind.THANK_YOU, status=MessageStatus.SENT)
    thanks: dict[int, list[datetime]] = defaultdict(list)
    for pk, contact, at in sent.order_by("happened_at", "pk").values_list("pk", "contact_id", "happened_at"):
        if pk not in tied and at is not None:
            thanks[contact].append(at)
    return thanks


def _promises(owner: Any) -> list[PromiseFact]:
    mine = Promise.objects.for_user(owner).filter(side=Side.MINE, due_on__isnull=False)
    rows = mine.values_list("public_id", "contact_id", "due_on", "text", "kept_at", "withdrawn_at")
    return [
        PromiseFact(public_id, contact, within(due_on), text, kept_at, withdrawn=withdrawn_at is not None)
        for public_id, contact, due_on, text, kept_at, withdrawn_at in rows
        if due_on is not None
    ]


def _steps(owner: Any) -> list[StepFact]:
    rows = (
        Step.objects.for_user(owner)
        .filter(due_on__isnull=False)
        .values_list("public_id", "due_on", "text", "debrief__interview_id", "done_at", "dropped_at")
    )
    return [
        StepFact(public_id, within(due_on), text, None, interview, done_at, dropped=dropped_at is not None)
        for public_id, due_on, text, interview, done_at, dropped_at in rows
        if due_on is not None
    ]


def _own(owner: Any) -> list[OwnReminderFact]:
    ended = _ended(owner, ReminderKind.OWN)
    rows = OwnReminder.objects.for_user(owner).values_list(
        "public_id", "starts_on", "text", "contact_id", "repeats", "every", "done_count", "stopped_at"
    )
    return [
        OwnReminderFact(
            public_id, within(starts_on), text, contact, repeats, every, done,
            stopped=stopped_at is not None, ended=frozenset(ended.get(public_id, ())),
        )
        for public_id, starts_on, text, contact, repeats, every, done, stopped_at in rows
    ]  # fmt: skip


def _reviews(owner: Any) -> list[RecordReviewFact]:
    ended = _ended(owner, ReminderKind.REVIEW)
    rows = Contact.objects.for_user(owner).filter(notice_on__isnull=False)
    return [
        RecordReviewFact(public_id, within(since), pk, None, before_first_open(ended.get(public_id, ())))
        for public_id, since, pk in rows.values_list("public_id", "notice_on", "pk")
        if since is not None
    ]
