"""What an owner types after a talk, and about themes and changes."""

from typing import Any

from django import forms
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from contacts.models import Contact, Organisation
from debriefs.models import Debrief, DebriefGoal, Insight, InsightCategory, StrategyChange, Theme
from debriefs.sensitive import check_note
from infoview.accounts.models import Mode
from infoview.shared.forms import OwnedForm, OwnedModelForm, words_of
from outreach.models import Gap, Goal


class InsightForm(OwnedModelForm):
    """One row of the scorecard. The theme is typed; a new name makes a new theme."""

    theme_name = forms.CharField(max_length=200, required=False, label=_("Theme"))
    category = forms.ModelChoiceField(InsightCategory.objects.none(), to_field_name="key", empty_label=None)
    contact = forms.ModelChoiceField(
        Contact.objects.none(), to_field_name="public_id", required=False, label=_("Who said it")
    )
    gap = forms.ModelChoiceField(
        Gap.objects.none(), to_field_name="public_id", required=False, label=_("Answers the gap")
    )

    class Meta:
        model = Insight
        fields = (
            "category", "takeaway", "implication", "score", "stance", "evidence", "first_hand",
            "confidentiality", "contact", "gap",
        )  # fmt: skip
        error_messages = {"takeaway": {"required": _("Write the takeaway first.")}}

    def __init__(self, *args: Any, owner: Any, debrief: Debrief, **options: Any) -> None:
        super().__init__(*args, owner=owner, **options)
        self.debrief = debrief
        self.instance.debrief = debrief
        if self.instance.theme is not None:
            self.initial["theme_name"] = self.instance.theme.name
        self.fields["category"].queryset = InsightCategory.objects.filter(active=True).order_by(
            "position", "pk"
        )
        self.fields["contact"].queryset = Contact.objects.for_user(owner).filter(
            participations__interview=debrief.interview_id
        )
        self.fields["gap"].queryset = (
            Gap.objects.for_user(owner).select_related("goal").order_by("goal", "position", "pk")
        )
        for name in ("stance", "evidence"):
            self.fields[name].required = False

    def clean_takeaway(self) -> str:
        return self._without_special(self.cleaned_data["takeaway"])

    def clean_implication(self) -> str:
        return self._without_special(self.cleaned_data.get("implication", ""))

    def _without_special(self, text: str) -> str:
        """Refuse special categories of data about a person where the law of a profession holds."""
        if self.owner.mode != Mode.SEEKER and check_note(text):
            raise forms.ValidationError(
                _("This looks like sensitive information about a person. Remove it, or write about the work.")
            )
        return text

    def clean_stance(self) -> str:
        return self.cleaned_data.get("stance") or self.instance.stance

    def clean_evidence(self) -> str:
        return self.cleaned_data.get("evidence") or self.instance.evidence

    def clean_first_hand(self) -> bool:
        # A row that is sent without its "More" part does not say no to it.
        return self.cleaned_data["first_hand"] if "more" in self.data else self.instance.first_hand


class DebriefForm(OwnedModelForm):
    """What stands below the rows; everything is optional."""

    goals = forms.ModelMultipleChoiceField(
        Goal.objects.none(),
        to_field_name="public_id",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label=_("Which goals does this talk serve?"),
    )
    steps = forms.CharField(
        max_length=3000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        label=_("Practical steps, one per line"),
        help_text=_("Each becomes a task on Today, a week from now."),
    )
    opportunities_text = forms.CharField(
        max_length=3000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        label=_("Opportunities they mentioned, one per line"),
        help_text=_("Kept apart. You did not ask, and nothing asks you to."),
    )
    listening_estimate = forms.IntegerField(
        min_value=0, max_value=100, required=False, label=_("How much of the time did you listen? (percent)")
    )

    class Meta:
        model = Debrief
        fields = (
            "outcome", "readiness", "stance", "reflection", "surprised", "who_would_disagree", "what_else",
        )  # fmt: skip
        labels = {
            "outcome": _("What did this do to your question?"),
            "readiness": _("How ready do you feel to decide?"),
            "stance": _("How do they see their field?"),
            "reflection": _("Anything else to remember"),
            "surprised": _("What surprised you?"),
            "who_would_disagree": _("Who would disagree?"),
            "what_else": _("What else?"),
        }
        widgets = {
            name: forms.Textarea(attrs={"rows": 2})
            for name in ("reflection", "surprised", "who_would_disagree", "what_else")
        }

    def __init__(self, *args: Any, owner: Any, **options: Any) -> None:
        super().__init__(*args, owner=owner, **options)
        goals = Goal.objects.for_user(owner).exclude(status="archived").order_by("position", "pk")
        self.fields["goals"].queryset = goals
        self.fields["stance"].required = False
        if not self.is_bound:
            # Read once, for the choices and for what is chosen.
            served = DebriefGoal.objects.filter(debrief=self.instance, goal=OuterRef("pk"))
            rows = list(goals.annotate(is_served=Exists(served)))
            self.fields["goals"].choices = [(goal.public_id, words_of(goal)) for goal in rows]
            self.initial["goals"] = [goal.public_id for goal in rows if goal.is_served]
            self.initial["listening_estimate"] = self.instance.interview.listening_estimate

    def clean_stance(self) -> str:
        return self.cleaned_data.get("stance") or self.instance.stance

    def lines(self, name: str, *, most: int) -> list[str]:
        rows = (" ".join(line.split())[:most] for line in self.cleaned_data[name].splitlines())
        return [row for row in rows if row]


class ThemeForm(OwnedModelForm):
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(),
        to_field_name="public_id",
        required=False,
        label=_("About which organisation?"),
    )

    class Meta:
        model = Theme
        fields = ("name", "scope", "organisation", "group", "description")
        labels = {"group": _("Group"), "scope": _("It holds for")}

    def __init__(self, *args: Any, owner: Any, **options: Any) -> None:
        super().__init__(*args, owner=owner, **options)
        heard_of = Organisation.objects.for_user(owner).filter(contacts__participations__isnull=False)
        self.fields["organisation"].queryset = heard_of.distinct().order_by("name", "pk")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self.instance.set_keys()
        if cleaned.get("scope") == "organisation" and not cleaned.get("organisation"):
            self.add_error("organisation", _("Name the organisation this holds for."))
        return cleaned


class MergeForm(OwnedForm):
    into = forms.ModelChoiceField(Theme.objects.none(), to_field_name="public_id", label=_("Merge into"))

    def __init__(self, *args: Any, owner: Any, theme: Theme, **options: Any) -> None:
        super().__init__(*args, owner=owner, **options)
        others = Theme.objects.for_user(owner).current().exclude(pk=theme.pk)
        self.fields["into"].queryset = others.order_by("name_key", "pk")


class ChangeForm(OwnedModelForm):
    goal = forms.ModelChoiceField(Goal.objects.none(), to_field_name="public_id", required=False)
    themes = forms.ModelMultipleChoiceField(
        Theme.objects.none(),
        to_field_name="public_id",
        required=False,
        label=_("It rests on"),
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = StrategyChange
        fields = ("kind", "text", "decided_on", "status", "goal")
        labels = {"text": _("What changes"), "kind": _("In what"), "decided_on": _("Decided on")}
        widgets = {"decided_on": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})}

    def __init__(self, *args: Any, owner: Any, **options: Any) -> None:
        super().__init__(*args, owner=owner, **options)
        self.fields["goal"].queryset = Goal.objects.for_user(owner).order_by("position", "pk")
        self.fields["themes"].queryset = Theme.objects.for_user(owner).current().order_by("name_key", "pk")
