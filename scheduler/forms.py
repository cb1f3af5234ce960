"""What an owner types about reminders, pauses and calendars."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from contacts.models import Contact
from infoview.shared.forms import DayInput, OwnedModelForm, PlainForm, TimeInput, day_field
from scheduler.enums import DigestRhythm, ReminderKind, TitleStyle
from scheduler.models import OwnReminder, Pause, ReminderSettings, Subscription


class OwnReminderForm(OwnedModelForm):
    contact = forms.ModelChoiceField(
        Contact.objects.none(), required=False, to_field_name="public_id", widget=forms.HiddenInput
    )

    class Meta:
        model = OwnReminder
        fields = ("text", "starts_on", "repeats", "every", "contact")
        widgets = {"starts_on": DayInput()}
        labels = {
            "text": _("What do you want to be reminded of?"),
            "starts_on": _("On"),
            "repeats": _("Repeats"),
            "every": _("Every so many"),
        }

    def __init__(self, *args: Any, owner: Any, **options: Any) -> None:
        super().__init__(*args, owner=owner, **options)
        self.fields["every"].required = False

    def clean_every(self) -> int:
        return self.cleaned_data.get("every") or 1


class SnoozeForm(PlainForm):
    """until is one of the choices, or on_date a day."""

    until = forms.ChoiceField(
        required=False, choices=[("1_day", ""), ("3_days", ""), ("1_week", ""), ("date", "")]
    )
    on_date = day_field(required=False, label=_("Show it again on"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not cleaned.get("until") and not cleaned.get("on_date"):
            raise forms.ValidationError(_("Choose one day, three days, a week or a date."))
        return cleaned

    @property
    def choice(self) -> str | date:
        return self.cleaned_data.get("on_date") or self.cleaned_data["until"]


class DismissForm(PlainForm):
    reason = forms.CharField(
        required=False, max_length=300, label=_("Why (optional)"), widget=forms.TextInput()
    )


class PauseForm(OwnedModelForm):
    class Meta:
        model = Pause
        fields = ("starts_on", "ends_on", "note")
        widgets = {"starts_on": DayInput(), "ends_on": DayInput()}
        labels = {
            "starts_on": _("From"),
            "ends_on": _("Until, that day included"),
            "note": _("Note"),
        }


class ReminderSettingsForm(OwnedModelForm):
    class Meta:
        model = ReminderSettings
        fields = (
            "thank_you_due_hours",
            "debrief_due_hours",
            "prepare_before_hours",
            "find_time_after_days",
            "update_after_months",
            "update_new_months",
            "update_acquaintance_months",
            "update_ally_months",
            "update_mentor_months",
            "progress_note_after_days",
            "give_back_on",
            "give_back_hint_days",
            "retention_months",
        )
        labels = {
            "thank_you_due_hours": _("Thank-you within (hours)"),
            "debrief_due_hours": _("Debrief within (hours)"),
            "prepare_before_hours": _("Prepare before (hours)"),
            "find_time_after_days": _("Find a time after (days)"),
            "update_after_months": _("Tell them how it went after (months)"),
            "update_new_months": _("People at stage new, after (months)"),
            "update_acquaintance_months": _("Acquaintances, after (months)"),
            "update_ally_months": _("Allies, after (months)"),
            "update_mentor_months": _("Mentors, after (months)"),
            "progress_note_after_days": _("Progress note after an introduction (days)"),
            "give_back_on": _("Hint at giving something back"),
            "give_back_hint_days": _("Hint after (days)"),
            "retention_months": _("Keep records of people for (months, recruiting only)"),
        }
        help_texts = dict.fromkeys(
            ("update_new_months", "update_acquaintance_months", "update_ally_months", "update_mentor_months"),
            _("2 to 12. Empty means: as for everybody."),
        )


WEEKDAYS = [
    (0, _("Monday")), (1, _("Tuesday")), (2, _("Wednesday")), (3, _("Thursday")), (4, _("Friday")),
    (5, _("Saturday")), (6, _("Sunday")),
]  # fmt: skip


class DigestForm(OwnedModelForm):
    digest_weekday = forms.TypedChoiceField(choices=WEEKDAYS, coerce=int, label=_("Day of a weekly letter"))

    class Meta:
        model = ReminderSettings
        fields = ("digest", "digest_time", "digest_weekday", "quiet_from", "quiet_until")
        widgets = {
            "digest": forms.RadioSelect(choices=DigestRhythm.choices),
            "digest_time": TimeInput(),
            "quiet_from": TimeInput(),
            "quiet_until": TimeInput(),
        }
        labels = {
            "digest": _("How often"),
            "digest_time": _("At"),
            "quiet_from": _("Quiet from"),
            "quiet_until": _("Quiet until"),
        }
        help_texts = {"quiet_until": _("A letter for an hour in between comes at the end of it.")}


SHOWN_KINDS = [(kind.value, kind.label) for kind in ReminderKind if kind != ReminderKind.LEAVE]


class SubscriptionForm(OwnedModelForm):
    kinds = forms.MultipleChoiceField(
        choices=SHOWN_KINDS, required=False, widget=forms.CheckboxSelectMultiple, label=_("Reminders to show")
    )

    class Meta:
        model = Subscription
        fields = ("name", "with_interviews", "kinds", "titles")
        labels = {
            "name": _("Name of this calendar"),
            "with_interviews": _("Show conversations"),
            "titles": _("How people are named"),
        }
        widgets = {"titles": forms.RadioSelect(choices=TitleStyle.choices)}

    def __init__(self, *args: Any, owner: Any, **options: Any) -> None:
        super().__init__(*args, owner=owner, **options)
        self.fields["name"].widget.attrs["placeholder"] = _("Phone")
        if self.instance._state.adding:
            self.initial.setdefault("kinds", [value for value, _label in SHOWN_KINDS])
