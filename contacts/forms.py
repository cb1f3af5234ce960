"""What the owner types about people and organisations."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contacts import beside, services
from contacts.enums import Channel, Distance, PointKind, Side, Source, Stage, TouchKind
from contacts.formats.identity import name_key, organisation_key
from contacts.models import (
    Contact,
    ContactPoint,
    ContactTag,
    Favour,
    Organisation,
    Promise,
    ResearchNote,
    SavedView,
    Tag,
    Tie,
    Touch,
    web_address,
)
from contacts.offering import Offer
from contacts.services import Reach
from infoview.accounts.models import Region
from infoview.search.index import ids_with, words_of
from infoview.shared import clock, days
from infoview.shared.forms import DayInput, OwnedForm, OwnedModelForm, PlainForm, ZoneField

NOON = time(12)
INTRODUCERS_MOST = 30


def web_address_of(text: str) -> str:
    """Return an address with its scheme, so that `example.org/anna` is enough to type."""
    text = text.strip()
    return text if not text or "://" in text else f"https://{text}"


class WebAddressField(forms.CharField):
    """A web address; the https:// need not be typed."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            **{
                "max_length": 300,
                "required": False,
                "widget": forms.TextInput(attrs={"inputmode": "url"}),
                **options,
            }
        )

    def clean(self, value: Any) -> str:
        text: str = super().clean(web_address_of(value or ""))
        if text:
            web_address(text)
        return text


class TagsField(forms.CharField):
    """Tags in one line, a comma between them."""

    def __init__(self, **options: Any) -> None:
        options = {
            "required": False,
            "max_length": 1000,
            "help_text": gettext_lazy("Several with commas between."),
            **options,
        }
        super().__init__(**options)

    def clean(self, value: Any) -> list[str]:  # type: ignore[override]
        names = [name.strip().lstrip("#") for name in (super().clean(value) or "").split(",")]
        if any(len(name) > 60 for name in names):
            raise ValidationError(_("A tag has at most 60 letters."))
        return [name for name in names if name][:50]


class ChannelField(forms.CharField):
    """What somebody prefers: words of its own, or the name of a channel, which is kept by its code."""

    LONGEST = 24

    def prepare_value(self, value: Any) -> Any:
        return dict(Channel.choices).get(value, value)

    def clean(self, value: Any) -> str:
        text: str = super().clean(value)
        codes = {str(label).casefold(): code for code, label in Channel.choices}
        text = codes.get(text.casefold(), text)
        if len(text) > self.LONGEST:
            raise ValidationError(_("Use at most %(n)s letters.") % {"n": self.LONGEST})
        return text


# The list -----------------------------------------------------------------------------------------

SORTS = {
    "name": gettext_lazy("by name"),
    "last": gettext_lazy("last talked first"),
    "quiet": gettext_lazy("longest silence first"),
    "new": gettext_lazy("newest first"),
    "old": gettext_lazy("oldest first"),
}

COLUMNS = {
    "organisation": gettext_lazy("Organisation"),
    "stage": gettext_lazy("Stage"),
    "last": gettext_lazy("Last contact"),
    "next": gettext_lazy("Next step"),
    "heard": gettext_lazy("Heard"),
    "tags": gettext_lazy("Tags"),
    "way": gettext_lazy("E-mail or phone"),
    "distance": gettext_lazy("Distance"),
    "department": gettext_lazy("Department"),
    "city": gettext_lazy("City"),
    "region": gettext_lazy("Region"),
    "source": gettext_lazy("Source"),
    "added": gettext_lazy("Added"),
}
USUAL_COLUMNS = ("organisation", "stage", "last", "next", "heard")

# Days since the last talk or message: at most so many, or more than so many.
TOUCHED = {
    "30": (gettext_lazy("Within 30 days"), 30),
    "90": (gettext_lazy("Within 90 days"), 90),
    "over-90": (gettext_lazy("More than 90 days ago"), -90),
    "over-180": (gettext_lazy("More than 180 days ago"), -180),
    "over-365": (gettext_lazy("More than a year ago"), -365),
}

MISSING = {
    "way": gettext_lazy("No way to reach them"),
    "organisation": gettext_lazy("No organisation"),
    "role": gettext_lazy("No role"),
    "tag": gettext_lazy("No tag"),
    "region": gettext_lazy("No region"),
    "source": gettext_lazy("No source"),
    "notes": gettext_lazy("No notes"),
}


def _choice(anything: Any, choices: Iterable[tuple[str, Any]]) -> forms.ChoiceField:
    """Return a field with one choice for anything, called so; the rest as given, the empty one left out."""
    offered = [(key, words) for key, words in choices if key]
    return forms.ChoiceField(required=False, label=anything, choices=[("", anything), *offered])


class ContactSearchForm(OwnedForm):
    """What is looked for in the list; a value that is not understood is left out, never an error page.

    names   what the chosen tag, organisation and other rows are called; those of others are left out
    """

    q = forms.CharField(
        required=False,
        max_length=200,
        label=gettext_lazy("Search contacts"),
        widget=forms.TextInput(
            attrs={
                "type": "search",
                "placeholder": gettext_lazy("Name, organisation, tag, notes"),
                "autocomplete": "off",
            }
        ),
    )
    tag = forms.UUIDField(required=False)
    organisation = forms.UUIDField(required=False)
    distance = _choice(gettext_lazy("Any distance"), Distance.choices)
    stage = _choice(gettext_lazy("Any stage"), Stage.choices)
    region = _choice(gettext_lazy("Any region"), Region.choices)
    source = _choice(gettext_lazy("Any source"), Source.choices)
    touched = _choice(
        gettext_lazy("Any last contact"), ((key, words) for key, (words, _n) in TOUCHED.items())
    )
    missing = _choice(gettext_lazy("Nothing missing"), MISSING.items())
    never = forms.BooleanField(required=False, label=gettext_lazy("Never contacted"))
    archived = forms.BooleanField(required=False, label=gettext_lazy("Archived"))
    sort = forms.ChoiceField(required=False, choices=list(SORTS.items()))
    cols = forms.MultipleChoiceField(required=False, choices=list(COLUMNS.items()))

    ROWS = ("tag", "organisation")
    PLAIN = ("sort", "cols")  # they show the same people

    def __init__(self, data: Any, *, owner: Any, now: datetime, offer: Offer | None = None) -> None:
        super().__init__(data, owner=owner)
        self.now = now
        self.beside = {one.name: one for one in beside.NARROWINGS}
        for name, one in self.beside.items():
            self.fields[name] = (
                _choice(one.anything, one.choices) if one.rows is None else forms.UUIDField(required=False)
            )
        self.is_valid()
        # Of a query that cannot be read the rest still holds.
        self.chosen = {name: value for name, value in self.cleaned_data.items() if value}
        wanted = {name: self.chosen[name] for name in self.row_names if name in self.chosen}
        self.offer = offer or Offer(owner, is_whole=False)
        self.names = self.offer.names(wanted)
        for name in wanted.keys() - self.names.keys():
            del self.chosen[name]

    @property
    def row_names(self) -> list[str]:
        return [*self.ROWS, *(name for name, one in self.beside.items() if one.rows is not None)]

    @property
    def on(self) -> list[str]:
        """Return which of them narrow the list, in the order of the page."""
        return [name for name in self.fields if name in self.chosen and name not in self.PLAIN]

    @property
    def order(self) -> str:
        return self.chosen.get("sort", "name")

    @property
    def columns(self) -> list[str]:
        return self.chosen.get("cols") or list(USUAL_COLUMNS)

    @property
    def is_narrowed(self) -> bool:
        return bool(self.on)

    @property
    def query(self) -> str:
        """Return what is asked for as an address would have it: the same for the same list."""
        asked = {name: self.chosen[name] for name in self.fields if name in self.chosen}
        if asked.get("sort") == "name":
            del asked["sort"]
        if self.columns == list(USUAL_COLUMNS):
            asked.pop("cols", None)
        return urlencode(
            {name: "on" if value is True else value for name, value in asked.items()}, doseq=True
        )

    def words(self, name: str) -> str:
        """Return what is chosen of one of them, in words."""
        value = self.chosen[name]
        if name == "q":
            return f"“{value}”"
        if name in self.names:
            return f"#{self.names[name]}" if name == "tag" else self.names[name]
        field: Any = self.fields[name]
        choices: Any = getattr(field, "choices", ())
        return str(dict(choices)[value] if choices else field.label)

    def filter(self, contacts: QuerySet[Contact]) -> QuerySet[Contact]:
        chosen = self.chosen
        contacts = contacts.filter(archived_at__isnull="archived" not in chosen)
        for name in ("distance", "stage", "region", "source"):
            if name in chosen:
                contacts = contacts.filter(**{name: chosen[name]})
        if "organisation" in chosen:
            contacts = contacts.filter(organisation__public_id=chosen["organisation"])
        if "tag" in chosen:
            contacts = contacts.filter(tag_links__tag__public_id=chosen["tag"])
        if "never" in chosen:
            contacts = contacts.filter(last_touch_at=None)
        if "touched" in chosen:
            contacts = contacts.filter(self._touched(TOUCHED[chosen["touched"]][1]))
        if "missing" in chosen:
            contacts = contacts.filter(self._missing(chosen["missing"]))
        for name, one in self.beside.items():
            if name in chosen:
                contacts = one.narrow(contacts, self.owner, chosen[name], self.now)
        for word in words_of(chosen.get("q", "")):
            contacts = contacts.filter(self._with_word(word))
        return contacts

    def _touched(self, number: int) -> Q:
        """Return who was in touch within so many of the owner's days; below 0: longer ago than those."""
        today = clock.local_date(self.now, self.owner.timezone)
        edge = days.start_of_day(today - timedelta(days=abs(number)), self.owner.timezone)
        return Q(last_touch_at__gte=edge) if number > 0 else Q(last_touch_at__lt=edge)

    def _missing(self, what: str) -> Any:
        if what == "way":
            points = ContactPoint.objects.for_user(self.owner).filter(contact=OuterRef("pk"))
            return ~Exists(points) & Q(profile_url="")
        if what == "tag":
            return ~Exists(ContactTag.objects.for_user(self.owner).filter(contact=OuterRef("pk")))
        if what == "organisation":
            return Q(organisation=None)
        return Q(**{{"role": "job_title"}.get(what, what): ""})

    def _with_word(self, word: str) -> Q:
        """Return who has the word: in their own fields, in their organisation's name or among their tags."""
        owner_id = self.owner.pk
        tagged = Tag.objects.for_user(self.owner).filter(name_key__icontains=word)
        return (
            Q(pk__in=ids_with(word, "contact", owner_id=owner_id))
            | Q(organisation__in=ids_with(word, "organisation", owner_id=owner_id))
            | Q(pk__in=tagged.values("contact_links__contact"))
        )


class SavedViewForm(OwnedModelForm):
    """A name for what the list shows now."""

    class Meta:
        model = SavedView
        fields = ("name", "query")
        labels = {"name": gettext_lazy("Name of the view")}
        widgets = {"query": forms.HiddenInput(), "name": forms.TextInput(attrs={"autocomplete": "off"})}

    def __init__(self, *args: Any, now: datetime, **options: Any) -> None:
        self.now = now
        super().__init__(*args, **options)

    def clean_name(self) -> str:
        return " ".join(self.cleaned_data["name"].split())

    def clean_query(self) -> str:
        """Keep what the list understands; a page within it is no part of a view."""
        asked = ContactSearchForm(QueryDict(self.cleaned_data["query"]), owner=self.owner, now=self.now)
        return asked.query


# A person -----------------------------------------------------------------------------------------


class OrganisationNameField(forms.CharField):
    """An organisation by its name; one that is not there yet is made when the form is saved."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            **{
                "required": False,
                "max_length": 200,
                "label": gettext_lazy("Organisation"),
                "widget": forms.TextInput(attrs={"list": "organisations", "autocomplete": "off"}),
                **options,
            }
        )


class PersonNameField(forms.CharField):
    """Somebody on the list, by name; with the organisation behind a comma where two share the name."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            **{
                "required": False,
                "max_length": 420,
                "widget": forms.TextInput(attrs={"list": "people", "autocomplete": "off"}),
                **options,
            }
        )


def person_label(contact: Contact) -> str:
    """Return what names a person in a field: name, organisation; the organisation must be loaded."""
    return f"{contact.name}, {contact.organisation.name}" if contact.organisation else contact.name


def find_person(owner: Any, text: str) -> Contact | None:
    """Return the one person the text names, None for an empty one, or raise ValidationError."""
    text = " ".join(text.split())
    if not text:
        return None
    people = Contact.objects.for_user(owner).select_related("organisation")
    found = list(people.filter(name_key=name_key(text)[:200]).order_by("pk")[:2])
    if not found and ", " in text:
        name, _comma, house = text.rpartition(", ")
        while name:
            key = organisation_key(house)[:200]
            found = list(
                people.filter(name_key=name_key(name)[:200], organisation__name_key=key).order_by("pk")[:2]
            )
            if found or ", " not in name:
                break
            name, _comma, more = name.rpartition(", ")
            house = f"{more}, {house}"
    if not found:
        raise ValidationError(_("Nobody of this name is on your list. Add them first, or leave this empty."))
    if len(found) > 1:
        raise ValidationError(
            _("Several people have this name. Write it with the organisation: Ana Costa, Tern & Co.")
        )
    return found[0]


class ContactForm(OwnedModelForm):
    organisation_name = OrganisationNameField()
    introduced = PersonNameField(
        label=gettext_lazy("Introduced by"),
        help_text=gettext_lazy("Somebody on your list who led you to them."),
    )
    tag_names = TagsField(label=gettext_lazy("Tags"))
    profile_url = WebAddressField(label=gettext_lazy("Profile address"))
    timezone = ZoneField(
        label=gettext_lazy("Time zone"), help_text=gettext_lazy("A city, such as Berlin or New York.")
    )
    preferred_channel = ChannelField(
        required=False,
        max_length=40,
        label=gettext_lazy("Prefers"),
        help_text=gettext_lazy("Such as video, after 15:00."),
    )

    class Meta:
        model = Contact
        fields = (
            "name",
            "prefix",
            "pronoun",
            "job_title",
            "department",
            "distance",
            "seniority",
            "region",
            "city",
            "timezone",
            "source",
            "source_detail",
            "how_met",
            "met_on",
            "stance",
            "stage",
            "stage_signal",
            "profile_url",
            "preferred_channel",
            "notes",
            "stay_in_touch",
            "update_after_months",
            "update_muted",
            "give_back_off",
            "do_not_contact",
        )
        labels = {
            "job_title": gettext_lazy("Role"),
            "how_met": gettext_lazy("How you met"),
            "met_on": gettext_lazy("When you met"),
            "source_detail": gettext_lazy("Where exactly"),
            "distance": gettext_lazy("Distance from you"),
            "stage_signal": gettext_lazy("What did they say or do that makes them a mentor?"),
            "stay_in_touch": gettext_lazy("Do they want to stay in touch?"),
            "update_after_months": gettext_lazy("Check in after, in months"),
            "update_muted": gettext_lazy("No check-ins with this person"),
            "give_back_off": gettext_lazy("No hints to give something back"),
            "do_not_contact": gettext_lazy("They asked not to be contacted"),
        }
        help_texts = {
            "stance": gettext_lazy("How they tend to talk about their work."),
            "update_after_months": gettext_lazy("Empty means: as in your settings."),
        }
        widgets = {
            "met_on": DayInput(),
            "notes": forms.Textarea(attrs={"rows": 4}),
            "update_after_months": forms.NumberInput(attrs={"min": 2, "max": 12}),
        }

    MAIN = ("name", "job_title", "organisation_name", "tag_names")
    MORE = (
        (gettext_lazy("About them"), ("prefix", "pronoun", "department", "distance", "seniority", "city",
                                      "region",
                                      "timezone", "stance")),
        (gettext_lazy("How you know them"), ("source", "source_detail", "introduced", "how_met", "met_on")),
        (gettext_lazy("Staying in touch"), ("stage", "stage_signal", "preferred_channel", "stay_in_touch",
                                           "update_after_months", "update_muted", "give_back_off",
                                           "do_not_contact")),
    )  # fmt: skip

    def __init__(self, *args: Any, owner: Any, initial: dict[str, Any] | None = None, **options: Any) -> None:
        contact: Contact | None = options.get("instance")
        given = dict(initial or {})
        if contact is not None and contact.pk:
            introducer = contact.introduced_by
            given.setdefault("organisation_name", contact.organisation.name if contact.organisation else "")
            given.setdefault("introduced", person_label(introducer) if introducer else "")
            given.setdefault(
                "tag_names", ", ".join(tag.name for tag in contact.tags.order_by("name_key", "pk"))
            )
        super().__init__(*args, owner=owner, initial=given, **options)
        self.fields["name"].widget.attrs["autocomplete"] = "off"

    @property
    def main(self) -> list[forms.BoundField]:
        return [self[name] for name in self.MAIN]

    @property
    def more(self) -> list[tuple[Any, list[forms.BoundField], bool]]:
        """Return the further groups of fields: title, fields, whether one of them needs another look."""
        return [
            (title, [self[name] for name in names], any(name in self.errors for name in names))
            for title, names in self.MORE
        ]

    def clean_name(self) -> str:
        return " ".join(self.cleaned_data["name"].split())

    def clean_organisation_name(self) -> str:
        return " ".join(self.cleaned_data["organisation_name"].split())

    def clean_introduced(self) -> Contact | None:
        person = find_person(self.owner, self.cleaned_data["introduced"])
        if person is not None and person.pk == self.instance.pk:
            raise ValidationError(_("Nobody introduces themselves."))
        if person is not None and self.instance.pk and self._led_to(person):
            raise ValidationError(_("They came to you through this person, not the other way round."))
        self.instance.introduced_by = person
        return person

    def _led_to(self, person: Contact) -> bool:
        """Say whether this person led to that one, over however many others."""
        above, seen = person.introduced_by_id, {person.pk}
        while above is not None and above not in seen and len(seen) < INTRODUCERS_MOST:
            if above == self.instance.pk:
                return True
            seen.add(above)
            through = Contact.objects.for_user(self.owner).filter(pk=above)
            above = through.values_list("introduced_by", flat=True).first()
        return False

    def save(self, commit: bool = True) -> Contact:
        contact: Contact = super().save(commit=False)
        contact.organisation = services.find_or_make_organisation(
            owner=self.owner, name=self.cleaned_data["organisation_name"]
        )
        contact.save()
        services.set_tags(contact=contact, names=self.cleaned_data["tag_names"])
        return contact


class PointForm(PlainForm):
    """One way to reach somebody; an empty value takes it away."""

    kind = forms.ChoiceField(choices=PointKind, initial=PointKind.EMAIL, label=gettext_lazy("Kind"))
    value = forms.CharField(required=False, max_length=300, label=gettext_lazy("Address or number"))
    label = forms.CharField(required=False, max_length=40, label=gettext_lazy("Label"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        kind, value = cleaned.get("kind", ""), cleaned.get("value", "")
        if not value:
            return cleaned
        try:
            if kind == PointKind.EMAIL:
                validate_email(value)
            elif kind in (PointKind.PROFILE, PointKind.WEBSITE):
                cleaned["value"] = web_address_of(value)
                web_address(cleaned["value"])
            elif kind == PointKind.PHONE and sum(letter.isdigit() for letter in value) < 4:
                raise ValidationError(_("This number is too short."))
        except ValidationError as error:
            message = (
                _("This does not look like an e-mail address.")
                if kind == PointKind.EMAIL
                else error.messages[0]
            )
            self.add_error("value", message)
        return cleaned


class BasePointFormSet(forms.BaseFormSet):
    def reaches(self) -> list[Reach]:
        return [
            Reach(form.cleaned_data["kind"], form.cleaned_data["value"], form.cleaned_data["label"])
            for form in self.forms
            if form.cleaned_data.get("value")
        ]


PointFormSet = forms.formset_factory(
    PointForm, formset=BasePointFormSet, extra=0, max_num=40, absolute_max=60
)
BLANK_POINTS = ({"kind": PointKind.EMAIL}, {"kind": PointKind.PHONE})


def point_formset(data: Any = None, *, contact: Contact | None = None) -> BasePointFormSet:
    """Return the ways to reach somebody as a form, with room for two more."""
    points = (
        ContactPoint.objects.for_user(contact.owner).filter(contact=contact).order_by("position", "pk")[:40]
        if contact
        else ()
    )
    known = [{"kind": point.kind, "value": point.value, "label": point.label} for point in points]
    if data is not None and "reach-TOTAL_FORMS" not in data:
        # A form without this part says nothing about it: what is known stays.
        data = {"reach-TOTAL_FORMS": len(known), "reach-INITIAL_FORMS": len(known)} | {
            f"reach-{n}-{name}": value for n, point in enumerate(known) for name, value in point.items()
        }
    formset: BasePointFormSet = PointFormSet(data, prefix="reach", initial=[*known, *BLANK_POINTS])  # type: ignore[assignment]
    return formset


class OrganisationForm(OwnedModelForm):
    website = WebAddressField()

    class Meta:
        model = Organisation
        fields = (
            "name", "industry", "size", "headcount", "region", "website", "about", "roles_to_look_for",
            "notes",
        )  # fmt: skip
        labels = {
            "about": gettext_lazy("What they do"),
            "roles_to_look_for": gettext_lazy("Roles to look for"),
            "headcount": gettext_lazy("People who work there"),
        }
        help_texts = {"roles_to_look_for": gettext_lazy("Whom you want to hear there, such as a lab lead.")}
        widgets = {"notes": forms.Textarea(attrs={"rows": 4})}

    def clean_name(self) -> str:
        return " ".join(self.cleaned_data["name"].split())

    def _post_clean(self) -> None:
        self.instance.name = self.cleaned_data.get("name", self.instance.name)
        self.instance.name_key = organisation_key(self.instance.name)[:200]
        super()._post_clean()


# Small facts --------------------------------------------------------------------------------------


class HappenedForm(OwnedModelForm):
    """A form about something that happened on one of the owner's days, not in the future."""

    day = "happened_on"

    def __init__(self, *args: Any, now: datetime, owner: Any, **options: Any) -> None:
        self.now, self.today = now, clock.local_date(now, owner.timezone)
        super().__init__(*args, owner=owner, **options)
        self.fields[self.day].widget = DayInput(attrs={"max": self.today.isoformat()})
        # A blank row brings no day of its own, and would hide what the field begins with.
        self.initial[self.day] = self.initial.get(self.day) or self.today

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        day: date | None = cleaned.get(self.day)
        if day is not None and day > self.today:
            self.add_error(self.day, _("That day has not come yet. Choose today or an earlier day."))
        elif day is not None and day.year < 1950:
            self.add_error(self.day, _("That is long ago. Check the year."))
        return cleaned


class TouchForm(HappenedForm):
    class Meta:
        model = Touch
        fields = ("kind", "happened_on", "summary")
        labels = {
            "kind": gettext_lazy("What was it?"),
            "happened_on": gettext_lazy("When"),
            "summary": gettext_lazy("In a few words"),
        }
        help_texts = {
            "happened_on": "",
            "kind": gettext_lazy("A reaction or a note does not count as contact."),
        }
        widgets = {"summary": forms.Textarea(attrs={"rows": 3})}

    KINDS = (
        TouchKind.NOTE, TouchKind.CALL, TouchKind.MEETING, TouchKind.MESSAGE_OUT, TouchKind.MESSAGE_IN,
        TouchKind.REACTION,
    )  # fmt: skip

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in self.KINDS]  # type: ignore[attr-defined]
        self.fields["kind"].initial = TouchKind.NOTE

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("kind") == TouchKind.NOTE and not cleaned.get("summary", "").strip():
            self.add_error("summary", _("Write the note."))
        return cleaned

    def _post_clean(self) -> None:
        day = self.cleaned_data.get("happened_on")
        if day is not None:
            self.instance.happened_at = self.moment(day)
            self.instance.is_touch = self.cleaned_data.get("kind") not in (TouchKind.REACTION, TouchKind.NOTE)
        super()._post_clean()

    def moment(self, day: date) -> datetime:
        """Return when it happened: now if it was today, else noon of that day."""
        return self.now if day == self.today else days.moment_at(day, NOON, self.owner.timezone)


class ResearchForm(HappenedForm):
    day = "noted_on"
    source_url = WebAddressField(max_length=500, label=gettext_lazy("Where it stands"))

    class Meta:
        model = ResearchNote
        fields = ("layer", "text", "source_title", "source_url", "noted_on")
        labels = {
            "layer": gettext_lazy("About"),
            "text": gettext_lazy("What you found"),
            "source_title": gettext_lazy("Source"),
            "noted_on": gettext_lazy("Found on"),
        }
        widgets = {"text": forms.Textarea(attrs={"rows": 3})}


class PromiseForm(HappenedForm):
    day = "promised_on"

    class Meta:
        model = Promise
        fields = ("side", "text", "promised_on", "due_on")
        labels = {
            "side": gettext_lazy("Who promised?"),
            "text": gettext_lazy("What"),
            "promised_on": gettext_lazy("Promised on"),
            "due_on": gettext_lazy("By when"),
        }
        help_texts = {"due_on": gettext_lazy("With a date you are reminded of it.")}
        widgets = {"due_on": DayInput()}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["side"].choices = Side.choices  # type: ignore[attr-defined]
        self.fields["side"].initial = Side.MINE


class FavourForm(HappenedForm):
    class Meta:
        model = Favour
        fields = ("direction", "text", "happened_on")
        labels = {
            "direction": gettext_lazy("Given or received?"),
            "text": gettext_lazy("What"),
            "happened_on": gettext_lazy("When"),
        }


class TieForm(OwnedForm):
    """Two people who are not independent of each other."""

    other = PersonNameField(label=gettext_lazy("Who"), required=True)
    reason = forms.CharField(
        required=False,
        max_length=200,
        label=gettext_lazy("How they are tied"),
        help_text=gettext_lazy(
            "Such as married, or wrote the book together. Their voices then count as one."
        ),
    )

    def __init__(self, *args: Any, contact: Contact, **options: Any) -> None:
        self.contact = contact
        super().__init__(*args, **options)

    def clean_other(self) -> Contact:
        other = find_person(self.owner, self.cleaned_data["other"])
        if other is None or other.pk == self.contact.pk:
            raise ValidationError(_("Choose somebody else."))
        return other

    def save(self) -> Tie:
        return services.declare_tie(
            owner=self.owner,
            one=self.contact,
            other=self.cleaned_data["other"],
            reason=self.cleaned_data["reason"],
        )


class BulkForm(OwnedForm):
    """What is to be done with the people that are ticked."""

    ACTIONS = ("tag", "set", "archive", "restore", "export", "merge", "delete")

    contact = forms.ModelMultipleChoiceField(Contact.objects.none(), to_field_name="public_id")
    action = forms.ChoiceField(choices=[(name, name) for name in ACTIONS])
    tag = forms.CharField(required=False, max_length=60)
    set = forms.ChoiceField(
        required=False,
        choices=[
            (gettext_lazy("Distance"), [(f"distance:{key}", words) for key, words in Distance.choices]),
            (gettext_lazy("Region"), [(f"region:{key}", words) for key, words in Region.choices]),
        ],
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("action") == "tag" and not cleaned.get("tag", "").strip(" #"):
            self.add_error("tag", _("Write the tag first."))
        if cleaned.get("action") == "set" and not cleaned.get("set"):
            self.add_error("set", _("Choose a distance or a region first."))
        return cleaned

    @property
    def reason(self) -> str:
        """Return why nothing was done: the first thing that is missing, in words."""
        errors = [self.errors[name][0] for name in ("tag", "set") if name in self.errors]
        return str(errors[0]) if errors and "contact" not in self.errors else _("Tick the people first.")
