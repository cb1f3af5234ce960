"""What the owner wants to understand, whom they ask, and every message of the asking."""

from datetime import date
from typing import Any, ClassVar, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _

from contacts.models import Contact, Organisation, Touch
from infoview.accounts.models import Mode, Region
from infoview.shared.models import OwnedModel, OwnerSettings
from infoview.shared.querysets import OwnedQuerySet
from outreach.enums import (
    DRAFTING,
    MOVED_ON,
    NEXT,
    OPEN,
    WAITING,
    Channel,
    GapStatus,
    GoalStatus,
    GoalType,
    MessageKind,
    Relation,
    RequestStatus,
)


def number(low: int, high: int, **options: Any) -> models.PositiveSmallIntegerField:
    """Return a small number field that says its range to the person."""
    return models.PositiveSmallIntegerField(
        validators=[MinValueValidator(low), MaxValueValidator(high)], **options
    )


def in_range(name: str, low: int, high: int, *, constraint: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(**{f"{name}__isnull": True}) | Q(**{f"{name}__gte": low, f"{name}__lte": high}),
        name=constraint,
        violation_error_message=f"Choose a number from {low} to {high}.",
    )


# Library ------------------------------------------------------------------------------------------


class FollowUpPolicy(models.Model):
    """A preset of the library: how long to wait, how often to write, when to let go."""

    key = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=80)
    description = models.CharField(max_length=300, blank=True)
    attempts_max = number(1, 3, default=2)
    nudge_after_days = number(5, 14, default=7)
    last_attempt_after_days = number(7, 30, default=14)
    close_after_days = number(7, 30, default=14)
    second_person_after_days = number(1, 7, null=True, blank=True)
    business_days = models.BooleanField(default=False)
    position = models.PositiveSmallIntegerField(default=0)
    edited = models.BooleanField(default=False, editable=False)

    class Meta:
        verbose_name_plural = "follow-up policies"
        constraints = [
            in_range("attempts_max", 1, 3, constraint="outreach_policy_attempts_range"),
            in_range("nudge_after_days", 5, 14, constraint="outreach_policy_nudge_range"),
            in_range("last_attempt_after_days", 7, 30, constraint="outreach_policy_last_range"),
            in_range("close_after_days", 7, 30, constraint="outreach_policy_close_range"),
            in_range("second_person_after_days", 1, 7, constraint="outreach_policy_second_range"),
        ]

    def __str__(self) -> str:
        return self.name


class TemplateStatus(models.TextChoices):
    DRAFT = "draft", "Draft"
    PUBLISHED = "published", "Published"


class TemplateFields(models.Model):
    """What a message template holds, in the library and in an owner's own copy."""

    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=24, choices=MessageKind, default=MessageKind.REQUEST)
    channel = models.CharField(max_length=24, choices=Channel, default=Channel.EMAIL)
    relation = models.CharField(max_length=24, choices=Relation, default=Relation.ANY)
    region = models.CharField(max_length=8, choices=Region, blank=True)
    mode = models.CharField(max_length=12, choices=Mode, default=Mode.SEEKER)
    subject = models.CharField(max_length=200, blank=True)
    body = models.TextField(max_length=6000)
    when_to_use = models.CharField(max_length=300, blank=True)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        abstract = True


class MessageTemplate(TemplateFields):
    """A template of the library, edited in the admin.

    fingerprint  of the text as loaded from the files; a row whose text still has it was not edited
    """

    key = models.SlugField(max_length=40, unique=True)
    status = models.CharField(max_length=12, choices=TemplateStatus, default=TemplateStatus.DRAFT)
    position = models.PositiveSmallIntegerField(default=0)
    fingerprint = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        indexes = [models.Index(fields=["status", "kind", "position"], name="outreach_template_pick")]

    def __str__(self) -> str:
        return self.name


# The owner's --------------------------------------------------------------------------------------


class OwnTemplate(OwnedModel, TemplateFields):
    """An owner's own template, often a changed copy from the library."""

    copied_from = models.ForeignKey(
        MessageTemplate, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "name"],
                name="outreach_owntemplate_once",
                violation_error_message="You have a template of this name.",
            ),
            models.CheckConstraint(
                condition=~Q(body=""),
                name="outreach_owntemplate_filled",
                violation_error_message="Write the text of the template.",
            ),
        ]


class OutreachSettings(OwnerSettings):
    """How the owner follows up, and how long a note may be (docs/domain.md, defaults).

    Empty numbers mean: as the chosen policy says.
    """

    policy = models.ForeignKey(
        FollowUpPolicy, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    attempts_max = number(1, 3, null=True, blank=True)
    nudge_after_days = number(5, 14, null=True, blank=True)
    last_attempt_after_days = number(7, 30, null=True, blank=True)
    close_after_days = number(7, 30, null=True, blank=True)
    second_person_after_days = number(1, 7, null=True, blank=True)
    second_person_on = models.BooleanField(null=True, blank=True)
    business_days = models.BooleanField(null=True, blank=True)
    warn_words = number(50, 150, default=100)
    strong_words = number(100, 250, default=150)
    ideal_words = number(40, 99, default=75)
    note_max_chars = models.PositiveSmallIntegerField(default=300, choices=[(300, "300"), (200, "200")])
    ask_minutes = models.PositiveSmallIntegerField(default=20, choices=[(15, "15"), (20, "20"), (30, "30")])
    region_hints = models.BooleanField(default=True)
    referral_min_interactions = number(2, 3, default=2)

    class Meta:
        constraints = [
            in_range("attempts_max", 1, 3, constraint="outreach_settings_attempts_range"),
            in_range("nudge_after_days", 5, 14, constraint="outreach_settings_nudge_range"),
            in_range("last_attempt_after_days", 7, 30, constraint="outreach_settings_last_range"),
            in_range("close_after_days", 7, 30, constraint="outreach_settings_close_range"),
            in_range("second_person_after_days", 1, 7, constraint="outreach_settings_second_range"),
            in_range("warn_words", 50, 150, constraint="outreach_settings_warn_range"),
            in_range("strong_words", 100, 250, constraint="outreach_settings_strong_range"),
            in_range("ideal_words", 40, 99, constraint="outreach_settings_ideal_range"),
            models.CheckConstraint(
                condition=Q(ask_minutes__in=[15, 20, 30]),
                name="outreach_settings_minutes",
                violation_error_message="Ask for 15, 20 or 30 minutes.",
            ),
            models.CheckConstraint(
                condition=Q(note_max_chars__in=[200, 300]),
                name="outreach_settings_note_chars",
                violation_error_message="A note has 200 or 300 characters.",
            ),
            in_range("referral_min_interactions", 2, 3, constraint="outreach_settings_referral_range"),
        ]


class GoalQuerySet(OwnedQuerySet["Goal"]):
    def current(self) -> Self:
        return self.filter(status__in=[GoalStatus.ACTIVE, GoalStatus.EXPLORING])


class Goal(OwnedModel):
    """What the owner wants to understand."""

    title = models.CharField(max_length=200)
    question = models.CharField(max_length=400, blank=True)
    type = models.CharField(max_length=16, choices=GoalType, default=GoalType.ROLE)
    pillars = models.JSONField(default=list, blank=True)
    status = models.CharField(max_length=16, choices=GoalStatus, default=GoalStatus.ACTIVE)
    success_criteria = models.TextField(blank=True, max_length=2000)
    target_talks = models.PositiveSmallIntegerField(default=12)
    started_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)
    closing_note = models.TextField(blank=True, max_length=2000)
    position = models.PositiveSmallIntegerField(default=0)
    policy = models.ForeignKey(
        FollowUpPolicy, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = GoalQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(title=""),
                name="outreach_goal_titled",
                violation_error_message="Say what you want to understand.",
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("started_on")),
                name="outreach_goal_closed_after_start",
                violation_error_message="A goal cannot end before it began.",
            ),
        ]
        indexes = [models.Index(fields=["owner", "status", "position"], name="outreach_goal_current")]


class GapQuerySet(OwnedQuerySet["Gap"]):
    def unanswered(self) -> Self:
        return self.filter(status__in=[GapStatus.OPEN, GapStatus.PARTLY_ANSWERED])


class Gap(OwnedModel):
    """One specific missing piece of knowledge."""

    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="gaps")
    text = models.CharField(max_length=400)
    status = models.CharField(max_length=16, choices=GapStatus, default=GapStatus.OPEN)
    answer = models.TextField(blank=True, max_length=4000)
    answered_on = models.DateField(null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    objects = GapQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(text=""),
                name="outreach_gap_filled",
                violation_error_message="Write what you do not know yet.",
            )
        ]
        indexes = [models.Index(fields=["goal", "position"], name="outreach_gap_of_goal")]


class TargetOrganisation(OwnedModel):
    """An organisation worth hearing from for a goal: motivation 0 to 3, a way in, a note."""

    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="organisations")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    motivation = number(0, 3, default=1)
    way_in = models.CharField(max_length=200, blank=True)
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["goal", "organisation"],
                name="outreach_target_once",
                violation_error_message="This organisation is on the list.",
            ),
            in_range("motivation", 0, 3, constraint="outreach_target_motivation"),
        ]


class IllegalMove(Exception):
    """The request is in a state from which this act is not possible."""

    @classmethod
    def between(cls, here: RequestStatus, there: RequestStatus) -> Self:
        words = _("This request is at “%(here)s”; from there it cannot go to “%(there)s”.")
        return cls(words % {"here": here.label, "there": there.label})


class RequestQuerySet(OwnedQuerySet["OutreachRequest"]):
    def open(self) -> Self:
        return self.filter(status__in=sorted(OPEN))

    def waiting(self) -> Self:
        return self.filter(status__in=sorted(WAITING))

    def drafting(self) -> Self:
        return self.filter(status__in=sorted(DRAFTING))

    def moved_on(self) -> Self:
        return self.filter(status__in=sorted(MOVED_ON))

    def silent_since(self, *, cutoff: date) -> Self:
        return self.waiting().filter(last_sent_on__lte=cutoff).order_by("last_sent_on", "pk")


class OutreachRequest(OwnedModel):
    """One outreach to one contact.

    attempts          how many of request, nudge and last attempt were sent, all told
    attempts_forgiven how many of them lie before a reopening six months later
    column_position   where the card lies in its column of the board
    """

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="requests")
    goal = models.ForeignKey(Goal, null=True, blank=True, on_delete=models.SET_NULL, related_name="requests")
    status = models.CharField(max_length=16, choices=RequestStatus, default=RequestStatus.DRAFT)
    channel = models.CharField(max_length=24, choices=Channel, default=Channel.EMAIL)
    relation = models.CharField(max_length=24, choices=Relation, default=Relation.COLD)
    referrer = models.CharField(max_length=120, blank=True)
    asked_minutes = models.PositiveSmallIntegerField(default=20, choices=[(15, "15"), (20, "20"), (30, "30")])
    windows = models.JSONField(default=list, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    last_sent_at = models.DateTimeField(null=True, blank=True)
    last_sent_on = models.DateField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    attempts_forgiven = models.PositiveSmallIntegerField(default=0)
    replied_at = models.DateTimeField(null=True, blank=True)
    deferred_until = models.DateField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    note = models.TextField(blank=True, max_length=4000)
    column_position = models.PositiveIntegerField(default=0)

    objects = RequestQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(replied_at__isnull=True) | Q(sent_at__isnull=False, replied_at__gte=F("sent_at")),
                name="outreach_request_reply_after_sending",
                violation_error_message="A reply cannot come before the message.",
            ),
            models.CheckConstraint(
                condition=Q(last_sent_at__isnull=True)
                | Q(sent_at__isnull=False, last_sent_at__gte=F("sent_at")),
                name="outreach_request_last_after_first",
                violation_error_message="The last message cannot be older than the first.",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=sorted(WAITING)) | Q(last_sent_on__isnull=False, attempts__gte=1),
                name="outreach_request_waiting_was_sent",
                violation_error_message="Only what was sent can be waited for.",
            ),
            models.CheckConstraint(
                condition=~Q(status=RequestStatus.DEFERRED) | Q(deferred_until__isnull=False),
                name="outreach_request_deferred_has_date",
                violation_error_message="Until when did they ask you to wait?",
            ),
            models.CheckConstraint(
                condition=Q(asked_minutes__in=[15, 20, 30]),
                name="outreach_request_minutes",
                violation_error_message="Ask for 15, 20 or 30 minutes.",
            ),
            models.CheckConstraint(
                condition=Q(attempts_forgiven__lte=F("attempts")),
                name="outreach_request_forgiven_were_made",
                violation_error_message="More attempts are forgiven than were made.",
            ),
        ]
        indexes = [
            models.Index(fields=["owner", "status", "last_sent_on"], name="outreach_request_silent"),
            models.Index(fields=["owner", "status", "column_position", "id"], name="outreach_request_board"),
            models.Index(fields=["owner", "contact"], name="outreach_request_of_contact"),
        ]

    def move_to(self, status: RequestStatus, **columns: Any) -> None:
        """Move on by compare-and-set, or raise IllegalMove; `columns` are written with it."""
        old = RequestStatus(self.status)
        if status not in NEXT[old]:
            raise IllegalMove.between(old, status)
        moved = OutreachRequest.objects.filter(owner_id=self.owner_id, pk=self.pk, status=old).update(
            status=status, **columns
        )
        if moved != 1:
            raise IllegalMove(_("This request has moved in the meantime."))
        self.status = status
        for name, value in columns.items():
            setattr(self, name, value)

    @property
    def is_waiting(self) -> bool:
        return self.status in WAITING


class MessageDirection(models.TextChoices):
    OUT = "out", "You wrote"
    IN = "in", "They wrote"


class MessageStatus(models.TextChoices):
    DRAFT = "draft", "Draft"
    SENT = "sent", "Sent"
    RECEIVED = "received", "Received"


class MessageQuerySet(OwnedQuerySet["Message"]):
    def sent(self) -> Self:
        return self.filter(status=MessageStatus.SENT)

    def drafts(self) -> Self:
        return self.filter(status=MessageStatus.DRAFT)


class Message(OwnedModel):
    """One text to or from a contact. The app drafts it; the person sends it and says so.

    attempt        1, 2, 3 ... for request, nudge, last attempt; empty otherwise
    revision       rises with each autosave, so that two tabs cannot overwrite each other
    kept_findings  [{"code", "reason"}] the owner decided to leave as they are
    touch          the line of the relationship that this message is, once sent or received
    """

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="messages")
    request = models.ForeignKey(
        OutreachRequest, null=True, blank=True, on_delete=models.CASCADE, related_name="messages"
    )
    kind = models.CharField(max_length=24, choices=MessageKind, default=MessageKind.REQUEST)
    direction = models.CharField(max_length=4, choices=MessageDirection, default=MessageDirection.OUT)
    status = models.CharField(max_length=10, choices=MessageStatus, default=MessageStatus.DRAFT)
    channel = models.CharField(max_length=24, choices=Channel, default=Channel.EMAIL)
    subject = models.CharField(max_length=300, blank=True)
    body = models.TextField(blank=True, max_length=20_000)
    revision = models.PositiveIntegerField(default=1)
    attempt = models.PositiveSmallIntegerField(null=True, blank=True)
    happened_at = models.DateTimeField(null=True, blank=True)
    happened_on = models.DateField(null=True, blank=True)
    template = models.ForeignKey(
        MessageTemplate, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    own_template = models.ForeignKey(
        OwnTemplate, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    kept_findings = models.JSONField(default=list, blank=True)
    resource = models.CharField(max_length=300, blank=True)
    touch = models.OneToOneField(Touch, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    objects = MessageQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(status=MessageStatus.DRAFT, happened_at__isnull=True, happened_on__isnull=True)
                | (~Q(status=MessageStatus.DRAFT) & Q(happened_at__isnull=False, happened_on__isnull=False)),
                name="outreach_message_sent_has_moment",
                violation_error_message="A message that was sent has a date, a draft has none.",
            ),
            models.CheckConstraint(
                condition=Q(direction=MessageDirection.IN, status=MessageStatus.RECEIVED)
                | Q(direction=MessageDirection.OUT, status__in=[MessageStatus.DRAFT, MessageStatus.SENT]),
                name="outreach_message_direction",
                violation_error_message="A message is received or sent, not both.",
            ),
            models.UniqueConstraint(
                fields=["request", "attempt"],
                condition=Q(attempt__isnull=False),
                name="outreach_message_attempt_once",
                violation_error_message="This attempt is recorded already.",
            ),
        ]
        indexes = [
            models.Index(fields=["owner", "contact", "-happened_at"], name="outreach_message_timeline"),
            models.Index(fields=["request", "happened_at"], name="outreach_message_of_request"),
            models.Index(fields=["owner", "kind", "-happened_at"], name="outreach_message_by_kind"),
        ]


class MessageVersion(OwnedModel):
    """How a draft read before it was changed a lot."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="versions")
    revision = models.PositiveIntegerField()
    subject = models.CharField(max_length=300, blank=True)
    body = models.TextField(blank=True, max_length=20_000)
    saved_at = models.DateTimeField()

    are_facts: ClassVar[bool] = False

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["message", "revision"], name="outreach_messageversion_once")
        ]


class ReferralState(models.TextChoices):
    ASKED = "asked", "Permission asked"
    GRANTED = "granted", "They said yes"
    DECLINED = "declined", "They said no"
    OFFERED = "offered", "They offered, unasked"
    OVERRIDDEN = "overridden", "Opened by you, with a reason"


class ReferralRecord(OwnedModel):
    """One fact about asking this contact for an introduction; together they open or close the gate."""

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="referral_records")
    state = models.CharField(max_length=12, choices=ReferralState)
    recorded_on = models.DateField()
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=ReferralState.OVERRIDDEN) | ~Q(reason=""),
                name="outreach_referral_override_reason",
                violation_error_message="Say why you open it now.",
            )
        ]
