"""Scorecards and insights, the themes they support, and what the owner changed because of them."""

from collections.abc import Collection
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q

from contacts.enums import Stance
from contacts.models import Contact, Organisation
from debriefs.enums import (
    ChangeKind,
    ChangeStatus,
    Evidence,
    InsightStance,
    OpportunityStatus,
    Outcome,
    ThemeAct,
    ThemeScope,
)
from debriefs.sensitive import check_note
from infoview.shared.findings import Finding
from infoview.shared.models import OwnedModel, OwnerSettings
from infoview.shared.querysets import OwnedQuerySet
from interviews.enums import Confidentiality
from interviews.models import Interview, PlanItem
from outreach.models import Gap, Goal, in_range, number


class InsightCategory(models.Model):
    """A category of the scorecard, edited in the admin."""

    key = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=80)
    covers = models.CharField(max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    active = models.BooleanField(default=True)
    edited = models.BooleanField(default=False, editable=False)

    class Meta:
        verbose_name_plural = "insight categories"

    def __str__(self) -> str:
        return self.name


class SynthesisSettings(OwnerSettings):
    """From when a pattern may be relied on (docs/domain.md, defaults)."""

    triangulated = number(2, 5, default=3)
    min_debriefs = number(5, 20, default=10)
    base_size = number(4, 6, default=4)
    run_length = number(2, 3, default=3)
    threshold_percent = number(0, 10, default=5)
    converging_percent = number(10, 40, default=20)

    class Meta:
        constraints = [
            in_range("triangulated", 2, 5, constraint="debriefs_settings_triangulated_range"),
            in_range("min_debriefs", 5, 20, constraint="debriefs_settings_min_range"),
            in_range("base_size", 4, 6, constraint="debriefs_settings_base_range"),
            in_range("run_length", 2, 3, constraint="debriefs_settings_run_range"),
            in_range("threshold_percent", 0, 10, constraint="debriefs_settings_threshold_range"),
            in_range("converging_percent", 10, 40, constraint="debriefs_settings_converging_range"),
        ]


class DebriefQuerySet(OwnedQuerySet["Debrief"]):
    def finished(self) -> Self:
        return self.filter(finished_at__isnull=False)


class Debrief(OwnedModel):
    """Reflection after one talk.

    finished_at         when it was first saved with one insight, or as "nothing to record"
    stance              of the source, in this talk
    revision            rises with each autosave
    """

    interview = models.OneToOneField(Interview, on_delete=models.CASCADE, related_name="debrief")
    outcome = models.CharField(max_length=16, choices=Outcome, blank=True)
    readiness = number(1, 5, null=True, blank=True)
    stance = models.CharField(max_length=12, choices=Stance, default=Stance.UNKNOWN)
    reflection = models.TextField(blank=True, max_length=10_000)
    surprised = models.TextField(blank=True, max_length=4000)
    who_would_disagree = models.TextField(blank=True, max_length=4000)
    what_else = models.TextField(blank=True, max_length=4000)
    nothing_to_record = models.BooleanField(default=False)
    finished_at = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)
    kept_findings = models.JSONField(default=list, blank=True)
    goals = models.ManyToManyField(Goal, through="DebriefGoal", related_name="debriefs")

    objects = DebriefQuerySet.as_manager()

    class Meta:
        constraints = [in_range("readiness", 1, 5, constraint="debriefs_debrief_readiness_range")]
        indexes = [models.Index(fields=["owner", "finished_at"], name="debriefs_finished")]


class DebriefGoal(OwnedModel):
    """A debrief may serve several goals."""

    debrief = models.ForeignKey(Debrief, on_delete=models.CASCADE, related_name="goal_links")
    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="debrief_links")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["debrief", "goal"], name="debriefs_debriefgoal_once")]


class ThemeQuerySet(OwnedQuerySet["Theme"]):
    def current(self) -> Self:
        return self.filter(merged_into=None)


class Theme(OwnedModel):
    """A statement that several insights support or contradict."""

    name = models.CharField(max_length=200)
    name_key = models.CharField(max_length=200, editable=False)
    scope = models.CharField(max_length=12, choices=ThemeScope, default=ThemeScope.MARKET)
    # What holds for one organisation means nothing without it.
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.RESTRICT, related_name="themes"
    )
    category = models.ForeignKey(
        InsightCategory, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    group = models.CharField(max_length=80, blank=True)
    description = models.TextField(blank=True, max_length=2000)
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="merged_themes"
    )

    objects = ThemeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "name_key"],
                condition=Q(merged_into__isnull=True),
                name="debriefs_theme_name_once",
                violation_error_message="You have a theme of this name.",
            ),
            models.CheckConstraint(
                condition=~Q(name=""),
                name="debriefs_theme_named",
                violation_error_message="A theme needs a name.",
            ),
            models.CheckConstraint(
                condition=~Q(scope=ThemeScope.ORGANISATION) | Q(organisation__isnull=False),
                name="debriefs_theme_organisation_named",
                violation_error_message="Name the organisation this holds for.",
            ),
        ]

    def save(self, **options: Any) -> None:
        self.set_keys()
        super().save(**options)

    def set_keys(self) -> None:
        self.name_key = " ".join(self.name.casefold().split())[:200]


class ThemeGap(OwnedModel):
    """A theme that answers a gap, wholly or in part."""

    theme = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="gap_links")
    gap = models.ForeignKey(Gap, on_delete=models.CASCADE, related_name="theme_links")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["theme", "gap"], name="debriefs_themegap_once")]


class ThemeEvent(OwnedModel):
    """What happened to a theme, so that the codebook has a history and a merge can be undone."""

    theme = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="events")
    act = models.CharField(max_length=12, choices=ThemeAct)
    happened_at = models.DateTimeField()
    before = models.JSONField(default=dict, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    are_facts: ClassVar[bool] = False


# Kept private by its own mark, or by its talk's where it has none.
PRIVATE = Q(confidentiality=Confidentiality.PRIVATE) | Q(
    confidentiality="", debrief__interview__confidentiality=Confidentiality.PRIVATE
)


class InsightQuerySet(OwnedQuerySet["Insight"]):
    def untagged(self) -> Self:
        return self.filter(theme=None)

    def free_to_tell(self) -> Self:
        """Leave out what is kept private."""
        return self.exclude(PRIVATE)

    def to_mention(self, *, talks: Collection[int | None]) -> dict[tuple[int | None, int | None], "Insight"]:
        """Return by talk and person the first thing they said that may be named to them in a letter."""
        rows = self.free_to_tell().filter(debrief__interview__in=talks).select_related("debrief")
        found: dict[tuple[int | None, int | None], Insight] = {}
        for insight in rows.order_by("position", "pk"):
            key = (insight.debrief.interview_id, insight.contact_id)
            if key not in found and not insight.open_findings():
                found[key] = insight
        return found


class Insight(OwnedModel):
    """One row of a scorecard: category, key takeaway, implication for my strategy.

    contact          who said it
    score            1 to 5, what the information is worth to the owner; empty: not asked
    note_start, end  where it stands in the notes of the talk, in characters
    confidentiality  empty: as the talk
    """

    debrief = models.ForeignKey(Debrief, on_delete=models.CASCADE, related_name="insights")
    contact = models.ForeignKey(
        Contact, null=True, blank=True, on_delete=models.SET_NULL, related_name="insights"
    )
    category = models.ForeignKey(InsightCategory, on_delete=models.PROTECT, related_name="+")
    takeaway = models.TextField(max_length=2000)
    implication = models.TextField(blank=True, max_length=2000)
    score = number(1, 5, null=True, blank=True)
    stance = models.CharField(max_length=8, choices=InsightStance, default=InsightStance.FOR)
    theme = models.ForeignKey(
        Theme, null=True, blank=True, on_delete=models.SET_NULL, related_name="insights"
    )
    gap = models.ForeignKey(Gap, null=True, blank=True, on_delete=models.SET_NULL, related_name="insights")
    plan_item = models.ForeignKey(
        PlanItem, null=True, blank=True, on_delete=models.SET_NULL, related_name="insights"
    )
    evidence = models.CharField(max_length=12, choices=Evidence, default=Evidence.PARAPHRASE)
    first_hand = models.BooleanField(default=True)
    confidentiality = models.CharField(max_length=8, choices=Confidentiality, blank=True)
    note_start = models.PositiveIntegerField(null=True, blank=True)
    note_end = models.PositiveIntegerField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)
    kept_findings = models.JSONField(default=list, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    objects = InsightQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(takeaway=""),
                name="debriefs_insight_filled",
                violation_error_message="Write the takeaway.",
            ),
            in_range("score", 1, 5, constraint="debriefs_insight_score_range"),
        ]
        indexes = [
            models.Index(fields=["owner", "debrief", "position"], name="debriefs_insight_order"),
            models.Index(fields=["owner", "theme"], name="debriefs_insight_of_theme"),
            models.Index(fields=["owner", "contact"], name="debriefs_insight_of_contact"),
        ]

    @property
    def is_private(self) -> bool:
        """Return whether it stays on the owner's own pages; its debrief and talk must be loaded."""
        treated = self.confidentiality or self.debrief.interview.confidentiality
        return treated == Confidentiality.PRIVATE

    @property
    def is_verbatim(self) -> bool:
        return self.evidence == Evidence.VERBATIM

    def open_findings(self) -> list[tuple[str, Finding, str]]:
        """Return text, finding and name of what the notes check says, without what was decided to be kept."""
        kept = {item.get("code") for item in self.kept_findings}
        found = [
            (text, finding, f"{finding.label}:{text[finding.start : finding.end]}"[:200])
            for text in (self.takeaway, self.implication)
            for finding in check_note(text)
        ]
        return [item for item in found if item[2] not in kept]


class Step(OwnedModel):
    """A practical step that came out of a debrief: a task of the owner's."""

    debrief = models.ForeignKey(
        Debrief, null=True, blank=True, on_delete=models.CASCADE, related_name="steps"
    )
    text = models.CharField(max_length=300)
    due_on = models.DateField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    dropped_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(text=""), name="debriefs_step_filled", violation_error_message="Write the step."
            ),
            models.CheckConstraint(
                condition=Q(done_at__isnull=True) | Q(dropped_at__isnull=True),
                name="debriefs_step_done_or_dropped",
                violation_error_message="A step is done or dropped, not both.",
            ),
        ]
        indexes = [models.Index(fields=["owner", "due_on"], name="debriefs_step_due")]


class Opportunity(OwnedModel):
    """Something they mentioned unasked; kept apart, without prompting."""

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="opportunities")
    debrief = models.ForeignKey(
        Debrief, null=True, blank=True, on_delete=models.SET_NULL, related_name="opportunities"
    )
    text = models.CharField(max_length=400)
    mentioned_on = models.DateField()
    status = models.CharField(max_length=20, choices=OpportunityStatus, default=OpportunityStatus.NOTED)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(text=""),
                name="debriefs_opportunity_filled",
                violation_error_message="Write what they mentioned.",
            )
        ]


class StrategyChangeQuerySet(OwnedQuerySet["StrategyChange"]):
    def told_by(self, contact: Contact) -> Self:
        """Keep what rests on no theme, or on one that this person spoke of and that is not private."""
        said = Insight.objects.filter(owner_id=contact.owner_id, contact=contact, theme__isnull=False)
        resting = StrategyEvidence.objects.filter(owner_id=contact.owner_id)
        on_theirs = resting.filter(theme__in=said.free_to_tell().values("theme"))
        return self.filter(
            ~Q(pk__in=resting.values("strategy_change")) | Q(pk__in=on_theirs.values("strategy_change"))
        )


class StrategyChange(OwnedModel):
    """A change to CV, portfolio, learning or targeting, with the themes it rests on."""

    goal = models.ForeignKey(Goal, null=True, blank=True, on_delete=models.SET_NULL, related_name="changes")
    kind = models.CharField(max_length=12, choices=ChangeKind)
    text = models.CharField(max_length=400)
    decided_on = models.DateField()
    status = models.CharField(max_length=12, choices=ChangeStatus, default=ChangeStatus.PLANNED)
    callbacks_before = models.PositiveSmallIntegerField(null=True, blank=True)
    applications_before = models.PositiveSmallIntegerField(null=True, blank=True)
    callbacks_after = models.PositiveSmallIntegerField(null=True, blank=True)
    applications_after = models.PositiveSmallIntegerField(null=True, blank=True)

    objects = StrategyChangeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(text=""),
                name="debriefs_change_filled",
                violation_error_message="Write what changes.",
            )
        ]
        indexes = [models.Index(fields=["owner", "decided_on"], name="debriefs_change_ledger")]


class StrategyEvidence(OwnedModel):
    """A theme under a strategy change, with its level on the day of the decision."""

    strategy_change = models.ForeignKey(StrategyChange, on_delete=models.CASCADE, related_name="evidence")
    theme = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="+")
    level_then = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["strategy_change", "theme"], name="debriefs_strategyevidence_once"
            )
        ]


class Competency(OwnedModel):
    """A skill the role asks for: how well the owner has it (0 to 3) and what is missing."""

    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="competencies")
    name = models.CharField(max_length=120)
    own_level = number(0, 3, default=0)
    needed_level = number(0, 3, default=2)
    note = models.CharField(max_length=400, blank=True)
    dropped = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["goal", "name"],
                name="debriefs_competency_once",
                violation_error_message="This competency is on the map.",
            ),
            in_range("own_level", 0, 3, constraint="debriefs_competency_own_range"),
            in_range("needed_level", 0, 3, constraint="debriefs_competency_needed_range"),
        ]


class CompetencyEvidence(OwnedModel):
    competency = models.ForeignKey(Competency, on_delete=models.CASCADE, related_name="evidence")
    insight = models.ForeignKey(Insight, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["competency", "insight"], name="debriefs_competencyevidence_once")
        ]
