"""Question banks, the appointment, the question plan, and what was noted while they spoke."""

import uuid
from datetime import datetime
from typing import Any, ClassVar, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _

from contacts.enums import StayInTouch
from contacts.models import Contact, Promise, Touch, web_address
from infoview.accounts.models import validate_timezone
from infoview.shared.models import OwnedModel, OwnerSettings
from infoview.shared.querysets import OwnedQuerySet
from interviews.enums import (
    AT_A_PLACE,
    NEXT,
    Audience,
    BankStatus,
    Confidentiality,
    Format,
    Framework,
    InterviewKind,
    InterviewStatus,
    MarkKind,
    PlanSection,
    QuestionCategory,
    QuestionIndustry,
    QuestionMode,
    QuestionOrgSize,
    QuestionSeniority,
    QuestionStage,
)
from outreach.models import Gap, Goal, Message, OutreachRequest, in_range, number

# Library ------------------------------------------------------------------------------------------


class QuestionBank(models.Model):
    """A named collection of questions, edited in the admin."""

    key = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    description = models.CharField(max_length=400, blank=True)
    mode = models.CharField(max_length=12, choices=QuestionMode, default=QuestionMode.SEEKER)
    status = models.CharField(max_length=12, choices=BankStatus, default=BankStatus.DRAFT)
    position = models.PositiveSmallIntegerField(default=0)

    def __str__(self) -> str:
        return self.name


class QuestionFields(models.Model):
    """What a question holds, in a bank and among an owner's own."""

    text = models.CharField(max_length=400)
    category = models.CharField(
        max_length=24, choices=QuestionCategory, default=QuestionCategory.ROLE_REALITY
    )
    stage = models.CharField(max_length=8, choices=QuestionStage, default=QuestionStage.CORE)
    framework = models.CharField(max_length=12, choices=Framework, default=Framework.NONE)
    purpose = models.CharField(max_length=300, blank=True)
    probes = models.JSONField(default=list, blank=True)

    class Meta:
        abstract = True


class QuestionQuerySet(models.QuerySet["Question"]):
    def published(self) -> Self:
        return self.filter(bank__status=BankStatus.PUBLISHED, retired=False)


class Question(QuestionFields):
    """A question of a bank.

    fingerprint  of the question as loaded from the files; a row that still has it was not edited
    """

    bank = models.ForeignKey(QuestionBank, on_delete=models.CASCADE, related_name="questions")
    key = models.SlugField(max_length=60)
    seniority = models.CharField(max_length=8, choices=QuestionSeniority, default=QuestionSeniority.ANY)
    audience = models.CharField(max_length=16, choices=Audience, default=Audience.ANY)
    industry = models.CharField(max_length=12, choices=QuestionIndustry, default=QuestionIndustry.ANY)
    org_size = models.CharField(max_length=12, choices=QuestionOrgSize, default=QuestionOrgSize.ANY)
    region_notes = models.CharField(max_length=400, blank=True)
    position = models.PositiveIntegerField(default=0)
    retired = models.BooleanField(default=False)
    fingerprint = models.CharField(max_length=64, blank=True, editable=False)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["bank", "key"],
                name="interviews_question_key_once",
                violation_error_message="This bank has a question with this key.",
            ),
            models.CheckConstraint(
                condition=~Q(text=""),
                name="interviews_question_filled",
                violation_error_message="Write the question.",
            ),
        ]
        indexes = [
            models.Index(fields=["bank", "position"], name="interviews_question_order"),
            models.Index(fields=["category", "stage"], name="interviews_question_filter"),
        ]

    def __str__(self) -> str:
        return f"{self.key}: {self.text}"[:80]


# The owner's --------------------------------------------------------------------------------------


class OwnQuestion(OwnedModel, QuestionFields):
    copied_from = models.ForeignKey(
        Question, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(text=""),
                name="interviews_ownquestion_filled",
                violation_error_message="Write the question.",
            )
        ]


class FavouriteQuestion(OwnedModel):
    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="+")

    are_facts: ClassVar[bool] = False

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner", "question"], name="interviews_favourite_once")
        ]


class TalkSettings(OwnerSettings):
    amber_minutes_left = number(1, 10, default=5)
    core_questions = number(3, 8, default=5)
    max_questions = number(5, 12, default=8)
    listen_target = number(60, 90, default=80)
    early_in_person = number(0, 15, default=10)
    early_video = number(0, 15, default=3)

    class Meta:
        constraints = [
            in_range("amber_minutes_left", 1, 10, constraint="interviews_settings_amber_range"),
            in_range("core_questions", 3, 8, constraint="interviews_settings_core_range"),
            in_range("max_questions", 5, 12, constraint="interviews_settings_max_range"),
            in_range("listen_target", 60, 90, constraint="interviews_settings_listen_range"),
            in_range("early_in_person", 0, 15, constraint="interviews_settings_early_range"),
            in_range("early_video", 0, 15, constraint="interviews_settings_video_range"),
        ]


class IllegalMove(Exception):
    """The interview is in a state from which this act is not possible."""


class InterviewQuerySet(OwnedQuerySet["Interview"]):
    def scheduled(self) -> Self:
        return self.filter(status=InterviewStatus.SCHEDULED)

    def held(self) -> Self:
        return self.filter(status=InterviewStatus.HELD)

    def upcoming(self, *, now: datetime) -> Self:
        return self.scheduled().filter(ends_at__gte=now).order_by("starts_at", "pk")


class Interview(OwnedModel):
    """A conversation, scheduled or held.

    starts_at, ends_at    the appointment, or for a talk that was held its true end
    timezone              the IANA zone in which the appointment was agreed
    started_at, paused... what really happened on the live screen
    calendar_uid          stays for ever; calendar_sequence only rises
    prep_done             names of the preparation steps that are ticked
    notes_revision        rises with each autosave
    """

    request = models.ForeignKey(
        OutreachRequest, null=True, blank=True, on_delete=models.SET_NULL, related_name="interviews"
    )
    goal = models.ForeignKey(
        Goal, null=True, blank=True, on_delete=models.SET_NULL, related_name="interviews"
    )
    kind = models.CharField(max_length=16, choices=InterviewKind, default=InterviewKind.INFORMATIONAL)
    status = models.CharField(max_length=12, choices=InterviewStatus, default=InterviewStatus.SCHEDULED)
    format = models.CharField(max_length=12, choices=Format, default=Format.VIDEO)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    timezone = models.CharField(max_length=64, validators=[validate_timezone])
    asked_minutes = models.PositiveSmallIntegerField(
        default=20, validators=[MinValueValidator(5), MaxValueValidator(240)]
    )
    place = models.CharField(max_length=300, blank=True)
    link = models.CharField(max_length=500, blank=True, validators=[web_address])
    phone = models.CharField(max_length=60, blank=True)
    aim = models.CharField(max_length=400, blank=True)
    opening = models.TextField(blank=True, max_length=2000)
    notes = models.TextField(blank=True, max_length=100_000)
    notes_revision = models.PositiveIntegerField(default=1)
    prep_done = models.JSONField(default=list, blank=True)
    prepared_at = models.DateTimeField(null=True, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    paused_at = models.DateTimeField(null=True, blank=True)
    paused_seconds = models.PositiveIntegerField(default=0)
    finished_at = models.DateTimeField(null=True, blank=True)
    used_minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    extended_by_them = models.BooleanField(default=False)
    listening_estimate = number(0, 100, null=True, blank=True)
    confidentiality = models.CharField(max_length=8, choices=Confidentiality, default=Confidentiality.FREE)
    logged_afterwards = models.BooleanField(default=False)
    moved_by_me = models.PositiveSmallIntegerField(default=0)
    ended_reason = models.CharField(max_length=300, blank=True)
    calendar_uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    calendar_sequence = models.PositiveIntegerField(default=0, editable=False)
    contacts = models.ManyToManyField(Contact, through="Participant", related_name="interviews")

    objects = InterviewQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="interviews_interview_ends_after_start",
                violation_error_message="The talk must end after it starts.",
            ),
            models.CheckConstraint(
                condition=Q(finished_at__isnull=True)
                | Q(started_at__isnull=True)
                | Q(finished_at__gte=F("started_at")),
                name="interviews_interview_finished_after_start",
                violation_error_message="The talk must end after it starts.",
            ),
            models.CheckConstraint(
                condition=Q(asked_minutes__gte=5, asked_minutes__lte=240),
                name="interviews_interview_minutes_range",
                violation_error_message="Choose 5 to 240 minutes.",
            ),
            in_range("listening_estimate", 0, 100, constraint="interviews_interview_listening_range"),
            models.UniqueConstraint(
                fields=["request"],
                condition=Q(status=InterviewStatus.SCHEDULED),
                name="interviews_interview_one_date_per_request",
                violation_error_message="This request has an appointment already.",
            ),
        ]
        indexes = [
            models.Index(fields=["owner", "status", "starts_at"], name="interviews_upcoming"),
            models.Index(fields=["owner", "starts_at", "id"], name="interviews_list"),
        ]

    def move_to(self, status: InterviewStatus, **columns: Any) -> None:
        """Move on by compare-and-set, or raise IllegalMove; the calendar event changes with it."""
        old = self.status
        if status not in NEXT[InterviewStatus(old)]:
            raise IllegalMove(_("This talk is %(state)s.") % {"state": self.get_status_display().lower()})
        columns = {"status": status, **columns}
        moved = Interview.objects.filter(owner_id=self.owner_id, pk=self.pk, status=old).update(
            calendar_sequence=F("calendar_sequence") + 1, **columns
        )
        if moved != 1:
            raise IllegalMove(_("This talk has changed in the meantime."))
        self.calendar_sequence += 1
        for name, value in columns.items():
            setattr(self, name, value)

    @property
    def is_at_a_place(self) -> bool:
        return self.format in AT_A_PLACE


class Participant(OwnedModel):
    """One person in one talk, with what belongs to them afterwards.

    touch      the line in the relationship that the held talk is
    thank_you  the message that thanked this person for this talk
    """

    interview = models.ForeignKey(Interview, on_delete=models.CASCADE, related_name="participants")
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="participations")
    is_main = models.BooleanField(default=True)
    stay_in_touch = models.CharField(max_length=12, choices=StayInTouch, default=StayInTouch.NOT_ASKED)
    touch = models.OneToOneField(Touch, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    thank_you = models.ForeignKey(Message, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["interview", "contact"],
                name="interviews_participant_once",
                violation_error_message="This person is in the talk already.",
            )
        ]
        indexes = [models.Index(fields=["owner", "contact"], name="interviews_of_contact")]


class PlanItem(OwnedModel):
    """One question of one talk's plan, and what was heard under it."""

    interview = models.ForeignKey(Interview, on_delete=models.CASCADE, related_name="plan_items")
    question = models.ForeignKey(
        Question, null=True, blank=True, on_delete=models.SET_NULL, related_name="uses"
    )
    own_question = models.ForeignKey(
        OwnQuestion, null=True, blank=True, on_delete=models.SET_NULL, related_name="uses"
    )
    gap = models.ForeignKey(Gap, null=True, blank=True, on_delete=models.SET_NULL, related_name="plan_items")
    section = models.CharField(max_length=8, choices=PlanSection, default=PlanSection.CORE)
    framework = models.CharField(max_length=12, choices=Framework, default=Framework.NONE)
    category = models.CharField(max_length=24, choices=QuestionCategory, blank=True)
    text = models.CharField(max_length=400)
    probes = models.JSONField(default=list, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    added_live = models.BooleanField(default=False)
    asked_at = models.DateTimeField(null=True, blank=True)
    skipped_at = models.DateTimeField(null=True, blank=True)
    notes = models.TextField(blank=True, max_length=50_000)
    notes_revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(text=""),
                name="interviews_planitem_filled",
                violation_error_message="Write the question.",
            )
        ]
        indexes = [models.Index(fields=["interview", "section", "position"], name="interviews_plan_order")]

    @property
    def is_answered(self) -> bool:
        return bool(self.notes.strip())


class LiveMark(OwnedModel):
    """A line of the notes that was marked: their words, a name, a promise, an offer, a follow-up."""

    interview = models.ForeignKey(Interview, on_delete=models.CASCADE, related_name="marks")
    plan_item = models.ForeignKey(
        PlanItem, null=True, blank=True, on_delete=models.SET_NULL, related_name="marks"
    )
    kind = models.CharField(max_length=16, choices=MarkKind)
    text = models.CharField(max_length=500)
    marked_at = models.DateTimeField()
    contact = models.ForeignKey(Contact, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    promise = models.ForeignKey(Promise, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["owner", "interview", "marked_at"], name="interviews_marks_of")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text=""),
                name="interviews_livemark_filled",
                violation_error_message="Write the line first.",
            )
        ]


class NoteVersion(OwnedModel):
    """A text of the notes that lost a race between two devices: kept until the owner chose."""

    interview = models.ForeignKey(Interview, on_delete=models.CASCADE, related_name="note_versions")
    plan_item = models.ForeignKey(
        PlanItem, null=True, blank=True, on_delete=models.CASCADE, related_name="note_versions"
    )
    revision = models.PositiveIntegerField()
    text = models.TextField(max_length=100_000)
    device = models.CharField(max_length=80, blank=True)
    saved_at = models.DateTimeField()

    are_facts: ClassVar[bool] = False
