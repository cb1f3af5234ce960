"""What a row adds to a person: it fills gaps and never overwrites."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contacts.enums import (
    Distance,
    PointKind,
    Source,
    Stage,
    Stance,
    StayInTouch,
)
from contacts.formats.assemble import web_address
from contacts.formats.identity import (
    name_key,
    point_key,
    profile_key,
)
from contacts.formats.rows import PersonRow, Point
from contacts.formats.write import FACTS
from contacts.importing.circle import Circle
from contacts.models import (
    Contact,
)
from infoview.accounts.models import Region, Seniority
from infoview.shared import clock, days

KINDS = {"emails": "email", "phones": "phone", "profiles": "profile", "websites": "website"}


GAPS = (
    "prefix", "pronoun", "job_title", "department", "how_met", "met_on", "connected_on",
)  # fmt: skip
LABELS = {
    "prefix": gettext_lazy("title"),
    "pronoun": gettext_lazy("pronoun"),
    "first_name": gettext_lazy("first name"),
    "last_name": gettext_lazy("last name"),
    "job_title": gettext_lazy("role"),
    "department": gettext_lazy("department"),
    "city": gettext_lazy("place"),
    "how_met": gettext_lazy("how you met"),
    "met_on": gettext_lazy("when you met"),
    "connected_on": gettext_lazy("connected on"),
    "profile_url": gettext_lazy("profile"),
    "notes": gettext_lazy("notes"),
}
DEFAULTS: dict[str, Any] = {
    "distance": Distance.OTHER,
    "stance": Stance.UNKNOWN,
    "stage": Stage.NEW,
    "stay_in_touch": StayInTouch.NOT_ASKED,
    "do_not_contact": False,
    "update_muted": False,
    "give_back_off": False,
}
CHOICES_OF: dict[str, Any] = {
    "distance": Distance, "stance": Stance, "stage": Stage, "stay_in_touch": StayInTouch, "source": Source,
    "region": Region, "seniority": Seniority,
}  # fmt: skip
DAYS = frozenset({"sourced_on", "confirmed_on", "notice_on"})
YES_OR_NO = frozenset({"do_not_contact", "update_muted", "give_back_off"})
LENGTHS = {
    "source_detail": 200, "stage_signal": 300, "preferred_channel": 24, "purpose": 200, "notice_way": 80,
}  # fmt: skip


@dataclass(slots=True)
class Changes:
    """What a row adds to somebody; it fills gaps and never overwrites."""

    columns: dict[str, Any] = field(default_factory=dict)
    organisation: str = ""
    points: list[tuple[str, Point]] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    talked_on: date | None = None

    def __bool__(self) -> bool:
        return bool(self.columns or self.organisation or self.points or self.tags or self.talked_on)


def changes_of(contact: Contact, row: PersonRow, circle: Circle, *, timezone: str) -> Changes:
    changes = Changes()
    for name in GAPS:
        if (value := getattr(row, name)) and not getattr(contact, name):
            changes.columns[name] = value
    if name_key(row.name) == contact.name_key:
        for name in ("first_name", "last_name"):
            if (value := getattr(row, name)) and not getattr(contact, name):
                changes.columns[name] = value
    if (place := place_of(row)) and not contact.city:
        changes.columns["city"] = place
    if (notes := with_note(contact.notes, row.notes)) != contact.notes:
        changes.columns["notes"] = notes
    _add_points(changes, contact.profile_url, row, circle.points[contact.pk] if contact.pk else set())
    known = circle.tags[contact.pk] if contact.pk else set()
    changes.tags = [tag for tag in dict.fromkeys(row.tags) if tag.strip().casefold()[:60] not in known]
    if row.organisation and contact.organisation is None:
        changes.organisation = row.organisation
    if row.last_contact_on and (
        contact.last_touch_at is None
        or clock.local_date(contact.last_touch_at, timezone) < row.last_contact_on
    ):
        changes.talked_on = row.last_contact_on
    for name, value in facts_of(row).items():
        if (
            getattr(contact, name) == DEFAULTS.get(name, "" if name not in NULLS else None)
            and getattr(contact, name) != value
        ):
            changes.columns[name] = value
    if changes.columns.get("stage") == Stage.MENTOR and not (
        contact.stage_signal or changes.columns.get("stage_signal")
    ):
        del changes.columns["stage"]
    return changes


NULLS = DAYS | {"update_after_months"}


def place_of(row: PersonRow) -> str:
    if row.country and row.country.casefold() not in row.city.casefold():
        return ", ".join(part for part in (row.city, row.country) if part)[:120]
    return row.city


def _add_points(changes: Changes, profile_url: str, row: PersonRow, known: set[tuple[str, str]]) -> None:
    seen = set(known)
    own = profile_key(profile_url) if profile_url else ""
    for name, kind in KINDS.items():
        for point in getattr(row, name):
            key = (kind, point_key(kind, point.value)[:300])
            if kind == "profile" and own and profile_key(point.value) == own:
                continue
            if kind == "profile" and not own and "://" in point.value and key not in known:
                changes.columns["profile_url"] = point.value
                own = profile_key(point.value)
                continue
            if key not in seen:
                seen.add(key)
                changes.points.append((kind, point))


def facts_of(row: PersonRow) -> dict[str, Any]:
    """Return the further facts of our own export as values of their columns; nonsense is left out."""
    found: dict[str, Any] = {}
    for name, text in row.facts.items():
        if name not in FACTS:
            continue
        if name in CHOICES_OF:
            if text in CHOICES_OF[name].values and text:
                found[name] = text
        elif name in DAYS:
            try:
                found[name] = date.fromisoformat(text)
            except ValueError:
                continue
        elif name in YES_OR_NO:
            if text.casefold() == "yes":
                found[name] = True
        elif name == "notice_url":
            if address := web_address(text[:300]):
                found[name] = address[:300]
        elif name == "update_after_months":
            if text.isdecimal() and len(text) < 3 and 2 <= int(text) <= 12:
                found[name] = int(text)
        elif name == "timezone":
            if _is_zone(text):
                found[name] = text
        elif text:
            found[name] = text[: LENGTHS[name]]
    return found


def _is_zone(text: str) -> bool:
    try:
        return bool(text) and bool(days.local_day(clock.now(), text))
    except (KeyError, ValueError, OSError):
        return False


def in_words(changes: Changes) -> list[str]:
    """Name what is added, for the preview."""
    said = [str(LABELS.get(name, name.replace("_", " "))) for name in changes.columns]
    if changes.organisation:
        said.append(_("organisation"))
    said += [str(PointKind(kind).label) for kind, _point in changes.points]
    said += [f"#{tag}" for tag in changes.tags]
    if changes.talked_on:
        said.append(_("last contact"))
    return list(dict.fromkeys(said))


LISTS = ("emails", "phones", "profiles", "websites", "tags")
ONCE = (
    "first_name", "last_name", "prefix", "pronoun", "job_title", "organisation", "department", "city",
    "country", "how_met", "introduced_by", "met_on", "connected_on", "last_contact_on",
)  # fmt: skip


def complete(first: PersonRow, others: Iterable[PersonRow]) -> PersonRow:
    """Return the first row with its gaps filled from the others in turn, in linear work."""
    lists = {name: {_point_text(name, one): one for one in getattr(first, name)} for name in LISTS}
    values: dict[str, Any] = {name: getattr(first, name) for name in ONCE}
    notes, facts = first.notes, dict(first.facts)
    for other in others:
        for name, kept in lists.items():
            for one in getattr(other, name):
                kept.setdefault(_point_text(name, one), one)
        for name in ONCE:
            values[name] = values[name] or getattr(other, name)
        notes = with_note(notes, other.notes)
        facts = {**other.facts, **facts}
    values |= {name: tuple(kept.values()) for name, kept in lists.items()}
    return replace(first, **values, notes=notes, facts=facts)


def _point_text(name: str, one: Point | str) -> str:
    return one.casefold() if isinstance(one, str) else point_key(KINDS[name], one.value)


def with_note(notes: str, more: str) -> str:
    if not more or more in notes:
        return notes
    joined = f"{notes}\n\n{more}" if notes else more
    return joined if len(joined) <= 50_000 else notes
