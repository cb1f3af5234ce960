"""Forms that belong to an owner."""

from collections.abc import Mapping
from functools import cache
from typing import Any, ClassVar
from zoneinfo import available_timezones

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models.fields import BLANK_CHOICE_DASH
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from infoview.shared import zones
from infoview.shared.days import FIRST_DAY, LAST_DAY
from infoview.shared.models import OwnedModel
from infoview.shared.once import name_of
from infoview.shared.seen import MarkedForm

# What Django says of a field by itself, and how it is said here. A form's own words stand above these.
WORDS = {
    "max_value": gettext_lazy("At most %(limit_value)s."),
    "min_value": gettext_lazy("At least %(limit_value)s."),
}
REQUIRED = gettext_lazy("Please fill this in.")
NOT_CHOSEN = gettext_lazy("Not chosen")
NO_CHOICE = BLANK_CHOICE_DASH[0]


class WordedForm(forms.BaseForm):
    """A form whose fields speak the product's words where it has no words of its own."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            reword(field)


def reword(field: Any) -> None:
    field.error_messages = WORDS | field.error_messages
    if field.error_messages.get("required") == forms.Field.default_error_messages["required"]:
        field.error_messages["required"] = REQUIRED
    if isinstance(field, forms.ModelChoiceField):
        if field.empty_label == NO_CHOICE[1]:
            field.empty_label = NOT_CHOSEN
    elif isinstance(field, forms.TypedChoiceField):
        offered: Any = field.choices
        field.choices = [(key, NOT_CHOSEN if (key, label) == NO_CHOICE else label) for key, label in offered]


class PlainForm(WordedForm, forms.Form):
    """A form that belongs to nobody's rows."""


def narrow(form: forms.BaseForm, owner: Any) -> None:
    """Offer the owner's rows only, by the words a person knows them by; days are ones to count with."""
    for field in form.fields.values():
        if isinstance(field, forms.DateField) and not field.validators:
            keep_countable(field)
        chosen: Any = field
        if isinstance(field, forms.ModelChoiceField) and issubclass(chosen.queryset.model, OwnedModel):
            chosen.queryset = chosen.queryset.model.objects.for_user(owner)
            chosen.label_from_instance = words_of


def words_of(row: models.Model) -> str:
    """Return what a row is called: its name, title or text."""
    called = (getattr(row, word, "") for word in ("name", "title", "text"))
    return next((str(words) for words in called if words), str(row))


class OwnedModelForm(MarkedForm, WordedForm, forms.ModelForm):
    """A form for one owner's row: sets the owner, offers the owner's rows only, checks every constraint.

    Sent twice it makes one row (`once`); texts that were changed meanwhile are not overwritten (`seen`).
    """

    def __init__(self, *args: Any, owner: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.owner = owner
        self.instance.owner = owner
        self.is_new = self.instance._state.adding
        narrow(self, owner)
        self._begin_with_rows()
        # What has a default need not be answered: a form with only what must be said is a whole form.
        self.defaulted = [name for name in self.fields if self._has_default(name)]
        for name in self.defaulted:
            self.fields[name].required = False

    def _begin_with_rows(self) -> None:
        """Let a choice that names rows by their public id begin with the stored one, not with none."""
        for name, field in self.fields.items():
            key = getattr(self.instance, f"{name}_id", None)
            if key and getattr(field, "to_field_name", None) and self.initial.get(name) == key:
                self.initial[name] = getattr(self.instance, name)

    def _has_default(self, name: str) -> bool:
        known = {field.name: field for field in self._meta.model._meta.concrete_fields}
        field = known.get(name)
        return field is not None and bool(field.choices) and field.has_default() and not field.null

    def _post_clean(self) -> None:
        for name in self.defaulted:
            if self.cleaned_data.get(name) in self.fields[name].empty_values and name in self.cleaned_data:
                self.cleaned_data[name] = getattr(self.instance, name)
        if self.is_new:
            self.instance.public_id = name_of(self.owner, self.data) or self.instance.public_id
        super()._post_clean()
        if self.errors:
            return
        try:
            # Also the constraints on fields the form does not show: a plain ModelForm
            # skips those, and the page would answer with a 500.
            self.instance.validate_constraints()
        except ValidationError as error:
            self._update_errors(error)  # type: ignore[attr-defined]


class RangedForm(OwnedModelForm):
    """The owner's numbers: each in its range, with the usual one and the reason said under it.

    RANGES   field → (lowest, highest, why), as docs/domain.md has them
    """

    RANGES: ClassVar[Mapping[str, tuple[int, int, Any]]]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, (low, high, why) in self.RANGES.items():
            usual = self._meta.model._meta.get_field(name).default  # type: ignore[union-attr]
            self.fields[name].widget.attrs.update(min=low, max=high)
            self.fields[name].help_text = _("%(low)d to %(high)d, usually %(usual)d. %(why)s") % {
                "low": low,
                "high": high,
                "usual": usual,
                "why": why,
            }


class OwnedForm(MarkedForm, WordedForm, forms.Form):
    """A plain form for one owner: model choices hold the owner's rows only."""

    def __init__(self, *args: Any, owner: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.owner = owner
        narrow(self, owner)


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self, **options: Any) -> None:
        super().__init__(format="%Y-%m-%d", **options)


class TimeInput(forms.TimeInput):
    input_type = "time"

    def __init__(self, **options: Any) -> None:
        super().__init__(format="%H:%M", **options)


def day_field(**options: Any) -> forms.DateField:
    field = forms.DateField(widget=DayInput(), **options)
    keep_countable(field)
    return field


def keep_countable(field: forms.DateField) -> None:
    """Refuse days so far off that nothing can be counted from them: a slip of the hand in the year."""
    said = gettext_lazy("Choose a year from 1900 to 2199.")
    for bound in (MinValueValidator(FIRST_DAY, said), MaxValueValidator(LAST_DAY, said)):
        bound.code = "far_day"  # our sentence, not the one for any number
        field.validators.append(bound)
    field.widget.attrs |= {"min": FIRST_DAY.isoformat(), "max": LAST_DAY.isoformat()}


class ZoneInput(forms.TextInput):
    """A text field with the current zones to choose from, city first."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        names = f"{(attrs or {}).get('id') or name}-zones"
        drawn = super().render(name, value, {**(attrs or {}), "list": names}, renderer)
        return format_html('{}<datalist id="{}">{}</datalist>', drawn, names, _zone_options())


@cache
def _zone_options() -> SafeString:
    labels = ((zone.label,) for zone in zones.current_zones())
    return format_html_join("", '<option value="{}"></option>', labels)


class ZoneField(forms.CharField):
    """A time zone as people name it: a city, or a zone's own name; the page offers the list."""

    def __init__(self, **options: Any) -> None:
        widget = ZoneInput(attrs={"autocomplete": "off"})
        super().__init__(**{"required": False, "max_length": 64, "widget": widget, **options})

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        if not text:
            return ""
        if text in available_timezones() and "/" in text:
            return zones.current(text)
        meant = zones.zones_meant(text)
        if len(meant) == 1:
            return meant[0]
        raise ValidationError(_zone_refused(text, meant))


def _zone_refused(text: str, meant: tuple[str, ...]) -> str:
    if meant:
        return _("“%(text)s” has several time zones. Choose a city: %(cities)s.") % {
            "text": text,
            "cities": _or([zones.city_of(name) for name in meant[: zones.SUGGESTED]]),
        }
    near = zones.near(text)
    if near:
        return _("“%(text)s” is no time zone we know. Did you mean %(places)s?") % {
            "text": text,
            "places": _or(near),
        }
    return _("“%(text)s” is no time zone we know. Write a city, such as Berlin, New York or Sao Paulo.") % {
        "text": text
    }


def _or(words: list[str]) -> str:
    *first, last = words
    return _("%(first)s or %(last)s") % {"first": "; ".join(first), "last": last} if first else last


def time_field(**options: Any) -> forms.TimeField:
    return forms.TimeField(widget=TimeInput(), **options)


def by_public_id(field: forms.ModelChoiceField) -> forms.ModelChoiceField:
    """Let the page name rows by their public id instead of the primary key."""
    field.to_field_name = "public_id"
    return field


def has_constraint(error: ValidationError, model: type[models.Model], name: str) -> bool:
    """Return whether an error came from the named constraint."""
    message = next((c.violation_error_message for c in model._meta.constraints if c.name == name), None)
    return message is not None and message in error.messages
