"""Side by side: what several records of one person say, and which of it is to stay."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contacts.models import Contact
from infoview.people.carrying import OWN, is_open

ALL = "all"

# Columns that are chosen together, under one name: apart they would say something else.
TOGETHER = {
    "name": (gettext_lazy("Name"), ("name", "first_name", "last_name")),
    "stage": (gettext_lazy("Stage"), ("stage", "stage_signal")),
    "source": (gettext_lazy("Found through"), ("source", "source_detail", "sourced_on")),
    "notice_on": (gettext_lazy("Privacy notice"), ("notice_on", "notice_way", "notice_url", "purpose")),
}
LABELS = {
    "job_title": gettext_lazy("Role"),
    "organisation": gettext_lazy("Organisation"),
    "introduced_by": gettext_lazy("Introduced by"),
    "how_met": gettext_lazy("How you met"),
    "met_on": gettext_lazy("When you met"),
    "profile_url": gettext_lazy("Profile"),
    "update_after_months": gettext_lazy("Check in after, in months"),
    "update_muted": gettext_lazy("No check-ins with this person"),
    "give_back_off": gettext_lazy("No hints to give something back"),
    "do_not_contact": gettext_lazy("They asked not to be contacted"),
    "preferred_channel": gettext_lazy("Prefers"),
    "distance": gettext_lazy("Distance from you"),
}
# Follows from other columns, or from all of them together.
WORKED_OUT = OWN | {"name_key", "sort_key", "profile_key", "archived_at", "last_touch_at"}


@dataclass(frozen=True, slots=True)
class Option:
    """One value; `uid` is of the first person who has it, or ALL for both texts."""

    uid: str
    text: str
    names: str


@dataclass(frozen=True, slots=True)
class Question:
    """Columns in which the records differ, with what can be chosen."""

    key: str
    label: str
    options: list[Option]
    default: str


@dataclass(frozen=True, slots=True)
class Group:
    key: str
    label: str
    fields: Sequence[Any]


def groups() -> list[Group]:
    """Return every column that can be chosen, those that belong together under one name."""
    known = {field.name: field for field in Contact._meta.concrete_fields if field.attname not in WORKED_OUT}
    found = []
    for key, (label, names) in TOGETHER.items():
        found.append(Group(key, str(label), [known.pop(name) for name in names]))
    for name, one in known.items():
        found.append(Group(name, str(LABELS.get(name, capfirst(one.verbose_name))), [one]))
    return found


def said_by(person: Contact, group: Group) -> tuple[Any, ...]:
    return tuple(getattr(person, field.attname) for field in group.fields)


def says_nothing(group: Group, values: tuple[Any, ...]) -> bool:
    return all(is_open(field, value) for field, value in zip(group.fields, values, strict=True))


def questions(people: Sequence[Contact]) -> list[Question]:
    """Return what has to be chosen: the columns in which two say different things.

    people   the one who stays first; organisation and introducer must be loaded
    """
    found = []
    for group in groups():
        bearers: dict[tuple[Any, ...], list[Contact]] = {}
        for person in people:
            values = said_by(person, group)
            if not says_nothing(group, values):
                bearers.setdefault(values, []).append(person)
        if len(bearers) > 1:
            options = [_option(group, those) for those in bearers.values()]
            if group.key == "notes":
                options.insert(0, Option(ALL, _("All of them, one below the other"), ""))
            found.append(Question(group.key, group.label, options, options[0].uid))
    return found


def _option(group: Group, bearers: Sequence[Contact]) -> Option:
    first = bearers[0]
    texts = [text for field in group.fields if (text := text_of(first, field))]
    if group.key == "name":  # first and last name are in it, and it says itself whose it is
        return Option(str(first.public_id), first.name, "")
    return Option(str(first.public_id), ", ".join(texts), ", ".join(person.name for person in bearers))


def text_of(person: Contact, field: Any) -> str:
    """Return one value in words, "" for none."""
    value = getattr(person, field.name)
    if is_open(field, value):
        return ""
    if field.is_relation:
        return str(value.name)
    if field.choices:
        return str(dict(field.flatchoices)[value]) if value in dict(field.flatchoices) else str(value)
    if value is True:
        return _("Yes")
    return date_format(value, "j M Y") if field.get_internal_type() == "DateField" else str(value)


def chosen_values(people: Sequence[Contact], picked: Mapping[str, str]) -> dict[str, Any]:
    """Return the columns of the one who stays, by the choices; what only one says is taken over.

    people   the one who stays first
    picked   key of the question → public id of whose value, or ALL
    """
    by_uid = {str(person.public_id): person for person in people}
    values: dict[str, Any] = {}
    for group in groups():
        whose = by_uid.get(picked.get(group.key, ""))
        if whose is None or says_nothing(group, said_by(whose, group)):
            whose = next((one for one in people if not says_nothing(group, said_by(one, group))), people[0])
        for field, value in zip(group.fields, said_by(whose, group), strict=True):
            values[field.attname] = value
    if picked.get("notes", ALL) == ALL:
        values["notes"] = _all_notes(people)
    return values


def _all_notes(people: Sequence[Contact]) -> str:
    parts: list[str] = []
    for person in people:
        text = person.notes.strip()
        if text and not any(text in part for part in parts):
            parts.append(text)
    return "\n\n".join(parts) if len(parts) > 1 else next((p.notes for p in people if p.notes.strip()), "")
