"""What the owner types about goals, requests and messages."""

from datetime import date, datetime
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from contacts.models import Contact
from infoview.shared import clock
from infoview.shared.forms import DayInput, OwnedForm, OwnedModelForm, PlainForm, by_public_id, day_field
from outreach.cadence import RANGES
from outreach.enums import BoardColumn, Channel, GapStatus, GoalStatus, MessageKind, Relation, RequestStatus
from outreach.models import (
    FollowUpPolicy,
    Gap,
    Goal,
    Message,
    OutreachRequest,
    OutreachSettings,
    OwnTemplate,
)
from outreach.moments import moment_on
from outreach.services import WROTE


class DatedForm(OwnedForm):
    """A form about something that happened on a day, in the owner's zone and not in the future."""

    day = day_field()

    def __init__(self, *args: Any, now: datetime, owner: Any, **kwargs: Any) -> None:
        super().__init__(*args, owner=owner, **kwargs)
        self.now = now
        self.today = clock.local_date(now, owner.timezone)
        self.fields["day"].initial = self.today
        self.fields["day"].widget.attrs["max"] = self.today.isoformat()

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"]
        if day > self.today:
            raise ValidationError(_("That day has not come yet. Choose today or an earlier day."))
        if day.year < 1990:
            raise ValidationError(_("That is long ago. Check the year."))
        return day

    def moment(self, *, not_before: datetime | None = None) -> datetime:
        return moment_on(
            self.cleaned_data["day"], now=self.now, timezone=self.owner.timezone, not_before=not_before
        )


# Goals --------------------------------------------------------------------------------------------


class PillarsField(forms.CharField):
    """Two or three areas of a goal, one a line or with commas between; kept as a list."""

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(str(one) for one in value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> list[str]:  # type: ignore[override]
        text = super().to_python(value) or ""
        parts = [" ".join(part.split()) for line in text.splitlines() for part in line.split(",")]
        return [part[:80] for part in parts if part][:8]

    def has_changed(self, initial: Any, data: Any) -> bool:
        return self.to_python(data) != (initial or [])


class GoalForm(OwnedModelForm):
    pillars = PillarsField(
        required=False,
        max_length=800,
        label=_("What matters most"),
        help_text=_("One per line, such as role clarity or how teams work."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    class Meta:
        model = Goal
        fields = (
            "title",
            "question",
            "type",
            "success_criteria",
            "pillars",
            "target_talks",
            "started_on",
            "policy",
        )
        labels = {
            "title": _("What do you want to understand?"),
            "question": _("As a question, in your own words"),
            "type": _("It is about"),
            "success_criteria": _("I will know enough when"),
            "target_talks": _("Conversations you plan for"),
            "started_on": _("Since"),
            "policy": _("How patiently you follow up"),
        }
        help_texts = {
            "title": _("A field, a role, an organisation, or two of them side by side."),
            "question": _("Such as: what does a good week look like for them, and what would I lack?"),
            "success_criteria": _("So that you notice when it is time to stop asking."),
        }
        widgets = {
            "question": forms.Textarea(attrs={"rows": 2}),
            "success_criteria": forms.Textarea(attrs={"rows": 3}),
            "started_on": DayInput(),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        policy: Any = self.fields["policy"]
        policy.queryset = FollowUpPolicy.objects.order_by("position", "pk")
        policy.empty_label = _("As in my settings")
        self.fields["target_talks"].widget.attrs.update(min=1, max=200)

    def clean_target_talks(self) -> int:
        number: int = self.cleaned_data["target_talks"]
        if not 1 <= number <= 200:
            raise ValidationError(_("Choose a number from 1 to 200."))
        return number


class GoalMoveForm(OwnedForm):
    is_new = False

    status = forms.ChoiceField(
        choices=GoalStatus.choices,
        widget=forms.HiddenInput,
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Choose one of the states.")),
    )
    closing_note = forms.CharField(
        required=False,
        max_length=2000,
        label=_("What do you know now?"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class GapForm(OwnedModelForm):
    class Meta:
        model = Gap
        fields = ("text", "status", "answer")
        labels = {"text": _("What you do not know yet"), "answer": _("What you know now")}
        widgets = {
            "text": forms.Textarea(attrs={"rows": 2}),
            "answer": forms.Textarea(attrs={"rows": 4}),
        }


class GapCreateForm(OwnedModelForm):
    class Meta:
        model = Gap
        fields = ("text",)
        labels = {"text": _("Something you do not know yet")}


class GapMoveForm(PlainForm):
    act = forms.ChoiceField(choices=[("up", "Up"), ("down", "Down"), *GapStatus.choices])


# Requests -----------------------------------------------------------------------------------------


class RequestStartForm(OwnedForm):
    contact = by_public_id(forms.ModelChoiceField(Contact.objects.none()))
    goal = by_public_id(
        forms.ModelChoiceField(Goal.objects.none(), required=False, empty_label=_("No goal"), label=_("For"))
    )
    channel = forms.ChoiceField(choices=Channel.choices, label=_("How you write"))
    relation = forms.ChoiceField(
        choices=[choice for choice in Relation.choices if choice[0] != Relation.ANY],
        label=_("How you know each other"),
    )
    template = forms.CharField(required=False, max_length=60)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["goal"]
        field.queryset = field.queryset.current().order_by("position", "pk")
        # Read once: the page shows them and begins with the first.
        self.goals = list(field.queryset[:50])
        field.choices = [("", _("No goal")), *((goal.public_id, goal.title) for goal in self.goals)]


class RequestForm(OwnedModelForm):
    class Meta:
        model = OutreachRequest
        fields = ("goal", "channel", "relation", "referrer", "asked_minutes", "note")
        labels = {
            "goal": _("For"),
            "channel": _("How you write"),
            "relation": _("How you know each other"),
            "referrer": _("Who suggested them"),
            "asked_minutes": _("Minutes you ask for"),
            "note": _("Note for yourself"),
        }
        widgets = {"note": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        goal: Any = by_public_id(cast(forms.ModelChoiceField, self.fields["goal"]))
        if self.instance.goal_id:
            self.initial["goal"] = self.instance.goal.public_id
        goal.empty_label = _("No goal")
        goal.queryset = goal.queryset.filter(
            Q(status__in=[GoalStatus.ACTIVE, GoalStatus.EXPLORING]) | Q(pk=self.instance.goal_id)
        )


class ReplyForm(DatedForm):
    """What they answered, and when."""

    OUTCOMES = (
        (RequestStatus.ACCEPTED.value, _("Yes")),
        (RequestStatus.DECLINED.value, _("No")),
        (RequestStatus.DEFERRED.value, _("Later")),
        (WROTE, _("Something else")),
    )

    outcome = forms.ChoiceField(choices=OUTCOMES, widget=forms.RadioSelect, label=_("They said"))
    deferred_until = day_field(required=False, label=_("Ask again on"))
    body = forms.CharField(
        required=False,
        max_length=20_000,
        strip=False,
        label=_("Their words"),
        widget=forms.Textarea(attrs={"rows": 5, "class": "said"}),
    )
    field_order = ("outcome", "deferred_until", "day", "body")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["day"].label = _("They answered on")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("outcome") == RequestStatus.DEFERRED and "deferred_until" not in self.errors:
            until, day = cleaned.get("deferred_until"), cleaned.get("day")
            if until is None:
                self.add_error("deferred_until", _("Until when did they ask you to wait?"))
            elif day is not None and until <= day:
                self.add_error("deferred_until", _("Choose a day after their answer."))
        return cleaned


class SentForm(DatedForm):
    """When a message went out."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["day"].label = _("Sent on")


class LoggedMessageForm(SentForm):
    """A message that was written elsewhere and is recorded as it was."""

    kind = forms.ChoiceField(choices=MessageKind.choices, label=_("What it was"))
    channel = forms.ChoiceField(choices=Channel.choices, label=_("How it went"))
    body = forms.CharField(
        required=False,
        max_length=20_000,
        strip=False,
        label=_("The words"),
        widget=forms.Textarea(attrs={"rows": 8, "class": "said"}),
    )
    field_order = ("kind", "day", "channel", "body")


class LetGoForm(PlainForm):
    how = forms.ChoiceField(choices=[("quiet", _("They stay silent")), ("withdraw", _("I take it back"))])


class BoardMoveForm(PlainForm):
    stage = forms.ChoiceField(choices=BoardColumn.choices)


class BoardFilterForm(OwnedForm):
    goal = by_public_id(forms.ModelChoiceField(Goal.objects.none(), required=False))
    column = forms.ChoiceField(required=False, choices=[("", _("All")), *BoardColumn.choices])
    waiting = forms.ChoiceField(required=False, choices=[("", ""), ("me", ""), ("them", "")])


# Messages -----------------------------------------------------------------------------------------


class LetterForm(OwnedModelForm):
    """A draft, with the revision that its writer saw."""

    revision = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)

    class Meta:
        model = Message
        fields = ("subject", "body", "channel")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        body: Any = self.fields["body"]
        body.strip = False
        self.fields["channel"].required = False

    def clean_body(self) -> str:
        return str(self.cleaned_data["body"]).replace("\r\n", "\n").replace("\r", "\n")

    def clean_channel(self) -> str:
        return self.cleaned_data["channel"] or self.initial.get("channel") or Channel.EMAIL


class AutosaveForm(PlainForm):
    field = forms.ChoiceField(choices=[("body", "body"), ("subject", "subject")])
    text = forms.CharField(required=False, strip=False, max_length=20_000)
    revision = forms.IntegerField(min_value=0)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        text = str(cleaned.get("text") or "").replace("\r\n", "\n")
        if cleaned.get("field") == "subject":
            if len(text) > 300:
                self.add_error("text", _("A subject has at most 300 characters."))
            text = " ".join(text.split())
        cleaned["text"] = text
        return cleaned


class MessageCreateForm(OwnedForm):
    contact = by_public_id(forms.ModelChoiceField(Contact.objects.none()))
    request = by_public_id(forms.ModelChoiceField(OutreachRequest.objects.none(), required=False))
    kind = forms.ChoiceField(choices=MessageKind.choices)


class KeepForm(PlainForm):
    code = forms.SlugField(max_length=20)
    reason = forms.CharField(required=False, max_length=200)


# Templates and settings ---------------------------------------------------------------------------


class OwnTemplateForm(OwnedModelForm):
    class Meta:
        model = OwnTemplate
        fields = ("name", "kind", "channel", "relation", "region", "subject", "body", "when_to_use")
        labels = {
            "kind": _("For a"),
            "channel": _("Goes by"),
            "relation": _("When you know each other as"),
            "region": _("Where they are"),
            "when_to_use": _("When to use it"),
        }
        widgets = {"body": forms.Textarea(attrs={"rows": 14, "class": "said"})}

    def clean_body(self) -> str:
        return str(self.cleaned_data["body"]).replace("\r\n", "\n")


class OutreachSettingsForm(OwnedModelForm):
    """Empty numbers mean: as the chosen preset says."""

    class Meta:
        model = OutreachSettings
        fields = (
            "policy", "attempts_max", "nudge_after_days", "last_attempt_after_days", "close_after_days",
            "second_person_on", "second_person_after_days", "business_days", "ask_minutes", "warn_words",
            "strong_words", "ideal_words", "note_max_chars", "region_hints", "referral_min_interactions",
        )  # fmt: skip
        labels = {
            "policy": _("Preset"),
            "attempts_max": _("Notes to one person at most"),
            "nudge_after_days": _("Days until the nudge"),
            "last_attempt_after_days": _("Days from the nudge to a last attempt"),
            "close_after_days": _("Days of silence until you let go"),
            "second_person_on": _("Remind me to ask a second person at the same organisation"),
            "second_person_after_days": _("Business days until the second person"),
            "business_days": _("Due dates on business days only"),
            "ask_minutes": _("Minutes you usually ask for"),
            "warn_words": _("Warn from this many words"),
            "strong_words": _("Warn strongly from"),
            "ideal_words": _("Good length"),
            "note_max_chars": _("Characters of a connection note"),
            "region_hints": _("Show hints about customs beside a note"),
            "referral_min_interactions": _("Conversations before asking for an introduction"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        policy: Any = self.fields["policy"]
        policy.queryset = FollowUpPolicy.objects.order_by("position", "pk")
        policy.empty_label = _("Classic")
        for name, (low, high) in RANGES.items():
            self.fields[name].widget.attrs.update(min=low, max=high)
            self.fields[name].help_text = _("%(low)d to %(high)d") % {"low": low, "high": high}
        yes_no = [("", _("As the preset says")), ("true", _("Yes")), ("false", _("No"))]
        for name in ("second_person_on", "business_days"):
            self.fields[name].widget.choices = yes_no

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        warn, strong = cleaned.get("warn_words"), cleaned.get("strong_words")
        if warn and strong and strong < warn:
            self.add_error("strong_words", _("The strong warning comes after the first one."))
        return cleaned


def people_to_ask(owner: Any, words: str) -> QuerySet[Contact]:
    """Return the owner's people whose name holds these words, in the order of the list."""
    people = Contact.objects.for_user(owner).active().select_related("organisation")
    for word in words.split()[:5]:
        people = people.filter(Q(sort_key__contains=word.casefold()) | Q(organisation__name__icontains=word))
    return people.order_by("sort_key", "pk")
