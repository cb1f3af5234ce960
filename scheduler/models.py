"""Reminders with the owner's acts on them, calendar subscriptions, and the digest on its way out."""

from datetime import date, datetime, time
from typing import ClassVar, Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Case, Exists, ExpressionWrapper, F, OuterRef, Q, When

from contacts.enums import Stage
from contacts.keeping import Rhythm
from contacts.models import Contact
from infoview.shared.models import OwnedModel, OwnerSettings
from infoview.shared.querysets import OwnedQuerySet
from interviews.enums import Confidentiality
from interviews.models import Interview, LiveMark
from outreach.models import OutreachRequest, in_range, number
from scheduler.enums import (
    DigestRhythm,
    OutgoingState,
    ReminderKind,
    ReminderStatus,
    Repetition,
    TitleStyle,
)
from scheduler.planned import HOME_RANK


def home_rank() -> Case:
    """Return the place of a reminder's kind in the order of Today."""
    return Case(*(When(kind=kind, then=place) for kind, place in HOME_RANK.items()), default=len(HOME_RANK))


class ReminderQuerySet(OwnedQuerySet["Reminder"]):
    def open(self) -> Self:
        return self.filter(status=ReminderStatus.OPEN)

    def shown_by(self, *, today: date) -> Self:
        """Keep what is open and shows on or before the owner's day `today`."""
        return self.open().filter(shows_on__lte=today)

    def in_home_order(self, *, now: datetime) -> Self:
        """Put what is late first, each part in the order of the rules, then by deadline.

        A preparation counts as late from its due moment on: with the start of the talk it is over.
        """
        late = Q(overdue_at__lte=now) | Q(kind=ReminderKind.PREPARE, due_at__lte=now)
        rows = self.annotate(is_late=Case(When(late, then=0), default=1), rank=home_rank())
        return rows.order_by("is_late", "rank", "overdue_at", "shows_on", "due_at", "pk")


class Reminder(OwnedModel):
    """One thing to do, derived from facts; the row keeps its identity and the owner's acts.

    subject      public id of the row it is about (request, interview, contact, promise ...)
    occurrence   1, 2, 3 ... of this kind for this subject; never a date
    due_at       the moment it is due, UTC; due_on the owner's day of it
    all_day      it belongs to the day, not to the moment
    shows_on     due_on, or a later day while snoozed
    overdue_at   from when it counts as late
    undo         what the owner's tick recorded besides, so that it can be taken back
    sequence     of the calendar event: rises when its time or status changes, never falls
    rendered_at  last change of anything the calendar shows of it
    """

    are_facts: ClassVar[bool] = False

    kind = models.CharField(max_length=16, choices=ReminderKind)
    subject = models.UUIDField()
    occurrence = models.PositiveIntegerField(default=1)
    contact = models.ForeignKey(Contact, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    request = models.ForeignKey(
        OutreachRequest, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    interview = models.ForeignKey(
        Interview, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    text = models.CharField(max_length=400, blank=True)
    due_at = models.DateTimeField()
    due_on = models.DateField()
    all_day = models.BooleanField(default=True)
    overdue_at = models.DateTimeField()
    shows_on = models.DateField()
    snoozed_until = models.DateField(null=True, blank=True)
    status = models.CharField(max_length=10, choices=ReminderStatus, default=ReminderStatus.OPEN)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by_owner = models.BooleanField(default=False)
    ended_note = models.CharField(max_length=300, blank=True)
    undo = models.JSONField(default=dict, blank=True)
    sequence = models.PositiveIntegerField(default=0)
    rendered_at = models.DateTimeField()

    objects = ReminderQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "kind", "subject", "occurrence"], name="scheduler_reminder_natural_key"
            ),
            models.UniqueConstraint(
                fields=["owner", "kind", "subject"],
                condition=Q(status=ReminderStatus.OPEN),
                name="scheduler_reminder_one_open",
            ),
            models.CheckConstraint(
                condition=Q(shows_on__gte=F("due_on")) | Q(snoozed_until__isnull=True),
                name="scheduler_reminder_snooze_moves_on",
                violation_error_message="Snooze to a later day.",
            ),
            models.CheckConstraint(
                condition=Q(status=ReminderStatus.OPEN, ended_at__isnull=True)
                | (~Q(status=ReminderStatus.OPEN) & Q(ended_at__isnull=False)),
                name="scheduler_reminder_ended_has_moment",
                violation_error_message="What is over has a moment, what is open has none.",
            ),
        ]
        indexes = [
            models.Index(fields=["owner", "status", "shows_on", "id"], name="scheduler_due"),  # shown_by
            models.Index(fields=["owner", "contact", "status"], name="scheduler_of_contact"),
            models.Index(fields=["owner", "due_on"], name="scheduler_in_window"),
        ]


def with_subjects(rows: ReminderQuerySet) -> ReminderQuerySet:
    """Read with each reminder what its words need of the person, the request and the talk, and no more."""
    own = [field.attname for field in Reminder._meta.concrete_fields]
    return rows.select_related("contact", "request", "interview").only(*own, *WORDED)


def with_privacy(rows: ReminderQuerySet) -> ReminderQuerySet:
    """Read with each reminder, as `of_private_talk`, whether its words come from a talk kept private.

    A step knows its talk; a promise that was marked in the notes is known by the mark.
    """
    private = Q(interview__confidentiality=Confidentiality.PRIVATE)
    marks = LiveMark.objects.filter(
        private, owner=OuterRef("owner"), promise__public_id=OuterRef("subject")
    ).order_by()
    return rows.annotate(
        of_private_talk=ExpressionWrapper(private | Exists(marks), output_field=models.BooleanField())
    )


# What the words of a reminder are made of (scheduler/words.py).
WORDED = (
    "contact__public_id", "contact__owner_id", "contact__name", "contact__first_name",
    "contact__last_touch_at", "contact__update_after_months",
    "request__public_id", "request__owner_id", "request__status", "request__attempts",
    "request__last_sent_on",
    "interview__public_id", "interview__owner_id", "interview__starts_at", "interview__ends_at",
)  # fmt: skip


class OwnReminder(OwnedModel):
    """Something the owner wants to be told of, once or again and again.

    starts_on   the anchor of a repetition; done_count how many occurrences are behind it
    """

    text = models.CharField(max_length=300)
    contact = models.ForeignKey(Contact, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    starts_on = models.DateField()
    repeats = models.CharField(max_length=8, choices=Repetition, blank=True)
    every = models.PositiveSmallIntegerField(
        default=1, validators=[MinValueValidator(1), MaxValueValidator(52)]
    )
    done_count = models.PositiveIntegerField(default=0)
    stopped_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(text=""),
                name="scheduler_ownreminder_filled",
                violation_error_message="What do you want to be reminded of?",
            ),
            models.CheckConstraint(
                condition=Q(every__gte=1, every__lte=52),
                name="scheduler_ownreminder_every_range",
                violation_error_message="Choose 1 to 52.",
            ),
        ]


class Pause(OwnedModel):
    """Days on which nothing falls due: a holiday of the owner's."""

    starts_on = models.DateField()
    ends_on = models.DateField(help_text="The last day of it.")
    note = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="scheduler_pause_ends_after_start",
                violation_error_message="The last day lies before the first.",
            )
        ]


class ReminderSettings(OwnerSettings):
    """When each reminder falls due (docs/domain.md, defaults), and the digest."""

    find_time_after_days = number(1, 5, default=2)
    prepare_before_hours = number(2, 72, default=24)
    debrief_due_hours = number(1, 72, default=24)
    thank_you_due_hours = number(12, 48, default=24)
    resource_within_days = number(0, 30, default=7)
    give_back_hint_days = number(7, 90, default=30)
    give_back_on = models.BooleanField(default=True)
    update_after_months = number(2, 12, default=6)
    # For people of a stage; empty: as the one above.
    update_new_months = number(2, 12, null=True, blank=True)
    update_acquaintance_months = number(2, 12, null=True, blank=True)
    update_ally_months = number(2, 12, null=True, blank=True)
    update_mentor_months = number(2, 12, null=True, blank=True)
    progress_note_after_days = number(1, 60, default=14)
    retention_months = number(3, 24, default=12)
    quiet_from = models.TimeField(default=time(20, 0))
    quiet_until = models.TimeField(default=time(8, 0))
    digest = models.CharField(max_length=8, choices=DigestRhythm, default=DigestRhythm.OFF)
    digest_time = models.TimeField(default=time(7, 0))
    digest_weekday = number(0, 6, default=0)
    digest_token = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    class Meta:
        constraints = [
            in_range("find_time_after_days", 1, 5, constraint="scheduler_settings_find_range"),
            in_range("prepare_before_hours", 2, 72, constraint="scheduler_settings_prepare_range"),
            in_range("debrief_due_hours", 1, 72, constraint="scheduler_settings_debrief_range"),
            in_range("thank_you_due_hours", 12, 48, constraint="scheduler_settings_thanks_range"),
            in_range("resource_within_days", 0, 30, constraint="scheduler_settings_resource_range"),
            in_range("give_back_hint_days", 7, 90, constraint="scheduler_settings_give_range"),
            in_range("update_after_months", 2, 12, constraint="scheduler_settings_update_range"),
            in_range("update_new_months", 2, 12, constraint="scheduler_settings_new_range"),
            in_range("update_acquaintance_months", 2, 12, constraint="scheduler_settings_acquaintance_range"),
            in_range("update_ally_months", 2, 12, constraint="scheduler_settings_ally_range"),
            in_range("update_mentor_months", 2, 12, constraint="scheduler_settings_mentor_range"),
            in_range("progress_note_after_days", 1, 60, constraint="scheduler_settings_progress_range"),
            in_range("retention_months", 3, 24, constraint="scheduler_settings_retention_range"),
            in_range("digest_weekday", 0, 6, constraint="scheduler_settings_weekday_range"),
        ]

    @property
    def rhythm(self) -> Rhythm:
        """Return after how many months of silence somebody is due, by stage."""
        stages = {stage: getattr(self, f"update_{stage}_months") for stage in Stage.values}
        return Rhythm(self.update_after_months, {stage: n for stage, n in stages.items() if n})


class PlanState(models.Model):
    """For which version of the facts, day and rules an owner's plan was made."""

    owner = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    facts_version = models.BigIntegerField()
    day = models.DateField()
    made_for = models.CharField(max_length=200)
    next_change_at = models.DateTimeField(null=True)

    objects = OwnedQuerySet.as_manager()
    are_facts: ClassVar[bool] = False

    def __str__(self) -> str:
        return f"PlanState of {self.owner_id}"


class SubscriptionQuerySet(OwnedQuerySet["Subscription"]):
    def live(self) -> Self:
        return self.filter(stopped_at=None)


class Subscription(OwnedModel):
    """One named calendar address. Only the SHA-256 of its token is kept.

    kinds      kinds of reminders it shows, besides the interviews; with_interviews for those
    feed       the bytes last rendered, for `feed_key` (version of facts, day, choices)
    """

    are_facts: ClassVar[bool] = False

    name = models.CharField(max_length=60)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    with_interviews = models.BooleanField(default=True)
    kinds = models.JSONField(default=list, blank=True)
    titles = models.CharField(max_length=10, choices=TitleStyle, default=TitleStyle.FULL)
    renewed_at = models.DateTimeField(null=True, blank=True)
    stopped_at = models.DateTimeField(null=True, blank=True)
    last_fetched_at = models.DateTimeField(null=True, blank=True)
    last_program = models.CharField(max_length=120, blank=True)
    feed = models.BinaryField(null=True, editable=False)
    feed_key = models.CharField(max_length=120, blank=True, editable=False)
    feed_etag = models.CharField(max_length=70, blank=True, editable=False)

    objects = SubscriptionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "name"],
                condition=Q(stopped_at__isnull=True),
                name="scheduler_subscription_name_once",
                violation_error_message="You have a calendar of this name.",
            )
        ]


class Outgoing(OwnedModel):
    """One digest of one day on its way out: claimed once, sent once."""

    are_facts: ClassVar[bool] = False

    kind = models.CharField(max_length=12, default="digest")
    local_date = models.DateField()
    due_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=OutgoingState, default=OutgoingState.DUE)
    claimed_by = models.CharField(max_length=80, blank=True)
    claimed_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    reclaimed = models.BooleanField(default=False)
    next_try_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    message_id = models.CharField(max_length=120)
    error = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner", "kind", "local_date"], name="scheduler_outgoing_once")
        ]
        indexes = [models.Index(fields=["state", "next_try_at"], name="scheduler_outgoing_due")]


class Heartbeat(models.Model):
    """When a recurring job last ran to its end."""

    job = models.CharField(max_length=40, primary_key=True)
    at = models.DateTimeField()
    detail = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return self.job
