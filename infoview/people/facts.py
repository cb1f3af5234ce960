"""What the page of one person shows beside the timeline, each list bounded."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import CharField, DateField, DateTimeField, IntegerField, Q, QuerySet, UUIDField, Value
from django.utils.translation import gettext as _

from contacts.models import Contact, ContactPoint, ContactTag, Favour, Promise, ResearchNote, Tie

LISTED_MOST = 60


def _text(value: str = "") -> Value:
    return Value(value, output_field=CharField())


@dataclass(frozen=True, slots=True)
class Way:
    kind: str
    value: str
    label: str
    href: str


def ways_and_tags(contact: Contact) -> tuple[list[Way], list[tuple[str, UUID]]]:
    """Return how to reach them and their tags, in one query."""
    points = ContactPoint.objects.for_user(contact.owner).filter(contact=contact).order_by()
    links = ContactTag.objects.for_user(contact.owner).filter(contact=contact).order_by()
    rows = points.values_list(_text("way"), "kind", "value", "label", "public_id", "position").union(
        links.values_list(
            _text("tag"),
            _text(),
            "tag__name",
            _text(),
            "tag__public_id",
            Value(0, output_field=IntegerField()),
        ),
        all=True,
    )
    ways, tags = [], []
    for what, kind, value, label, public_id, position in rows:
        if what == "tag":
            tags.append((value, public_id))
        else:
            ways.append((position, Way(kind, value, label, _href(kind, value))))
    if contact.profile_url and all(way.value != contact.profile_url for _p, way in ways):
        ways.append(
            (LISTED_MOST, Way("profile", contact.profile_url, "", _href("profile", contact.profile_url)))
        )
    ordered = [way for _position, way in sorted(ways, key=lambda pair: (pair[0], pair[1].value))]
    return ordered[:LISTED_MOST], sorted(tags)[:LISTED_MOST]


def taps_of(contact: Contact, ways: list[Way]) -> list[tuple[str, str, str]]:
    """Return what one tap does: label, icon, address; nothing for who asked not to be contacted."""
    if contact.do_not_contact:
        return []
    first: dict[str, str] = {}
    for way in ways:
        if way.href:
            first.setdefault(way.kind, way.href)
    phone = first.get("phone", "")
    taps = [
        (_("Write an e-mail"), "mail", first.get("email", "")),
        (_("Call"), "phone", phone),
        (_("Text"), "chat", phone.replace("tel:", "sms:", 1)),
        (_("Open their profile"), "external", first.get("profile", "")),
    ]
    return [tap for tap in taps if tap[2]]


def _href(kind: str, value: str) -> str:
    """Return a link for an address; only what is plainly one becomes a link."""
    if kind == "email" and "@" in value and not any(letter.isspace() for letter in value):
        return f"mailto:{value}"
    if kind == "phone":
        digits = "".join(letter for letter in value if letter.isdigit() or letter == "+")
        return f"tel:{digits}" if digits else ""
    return value if value.startswith(("https://", "http://")) else ""


@dataclass(frozen=True, slots=True)
class Line:
    """A promise or a favour as the page lists it."""

    side: str
    text: str
    day: date | None
    public_id: UUID
    due_on: date | None = None
    over: str = ""


def promises_and_favours(contact: Contact) -> tuple[list[Line], dict[str, list[Line]]]:
    """Return promises, the open ones first, and what was given and received, in one query."""
    promises = Promise.objects.for_user(contact.owner).filter(contact=contact, withdrawn_at=None).order_by()
    favours = Favour.objects.for_user(contact.owner).filter(contact=contact).order_by()
    never = Value(None, output_field=DateTimeField())
    no_day = Value(None, output_field=DateField())
    rows = promises.values_list(
        _text("promise"), "side", "text", "promised_on", "due_on", "kept_at", "public_id"
    ).union(
        favours.values_list(_text("favour"), "direction", "text", "happened_on", no_day, never, "public_id"),
        all=True,
    )
    made: list[Line] = []
    done: dict[str, list[Line]] = {"given": [], "received": []}
    for what, side, text, day, due_on, kept_at, public_id in rows.order_by("-promised_on")[: 3 * LISTED_MOST]:
        if what == "favour":
            done[side].append(Line(side, text, day, public_id))
        else:
            made.append(Line(side, text, day, public_id, due_on, "kept" if kept_at else ""))
    made.sort(key=lambda line: (bool(line.over), line.due_on or date.max))
    return made, done


def research_of(contact: Contact) -> list[ResearchNote]:
    """Return what was found about the person, and about their organisation and its field."""
    about = Q(contact=contact)
    if contact.organisation_id:
        about |= Q(organisation=contact.organisation_id)
    notes = ResearchNote.objects.for_user(contact.owner).filter(about)
    found = list(notes.order_by("-noted_on", "-pk")[:LISTED_MOST])
    order = ("person", "organisation", "industry")
    return sorted(found, key=lambda note: order.index(note.layer))


@dataclass(frozen=True, slots=True)
class Relative:
    name: str
    public_id: UUID
    job_title: str
    last_touch_at: datetime | None
    reason: str = ""
    below: list["Relative"] = field(default_factory=list)


@dataclass(slots=True)
class Tree:
    """Who led to whom around one person, two steps each way; tied are those not independent of them."""

    introducer: Contact | None
    beside: list[Relative] = field(default_factory=list)
    below: list[Relative] = field(default_factory=list)
    tied: list[Relative] = field(default_factory=list)

    @property
    def grows(self) -> bool:
        return bool(self.introducer or self.below)


def tree_of(contact: Contact) -> Tree:
    """Return the people around one, in one query."""
    owner = contact.owner
    people = Contact.objects.for_user(owner).order_by()
    columns = ("name", "public_id", "job_title", "last_touch_at")
    under_them = Value(contact.public_id, output_field=UUIDField())
    parts: list[QuerySet[Any, Any]] = [
        people.filter(introduced_by=contact).values_list(_text("below"), *columns, _text(), under_them),
        people.filter(introduced_by=contact, introduced__isnull=False).values_list(
            _text("further"), *(f"introduced__{name}" for name in columns), _text(), "public_id"
        ),
    ]
    if contact.introduced_by_id:
        siblings = people.filter(introduced_by=contact.introduced_by_id).exclude(pk=contact.pk)
        parts.append(siblings.values_list(_text("beside"), *columns, _text(), under_them))
    for mine, theirs in (("a", "b"), ("b", "a")):
        ties = Tie.objects.for_user(owner).filter(**{mine: contact}).order_by()
        there = (f"{theirs}__{name}" for name in columns)
        parts.append(ties.values_list(_text("tied"), *there, "reason", under_them))
    tree = Tree(contact.introduced_by)
    further: list[tuple[UUID, Relative]] = []
    for what, *values, under in parts[0].union(*parts[1:], all=True)[: 2 * LISTED_MOST]:
        if what == "further":
            further.append((under, Relative(*values)))
        else:
            getattr(tree, what).append(Relative(*values))
    below = {relative.public_id: relative for relative in tree.below}
    for under, relative in further:
        if under in below and relative.public_id != contact.public_id:
            below[under].below.append(relative)
    for rows in (tree.beside, tree.below, tree.tied, *(relative.below for relative in tree.below)):
        rows.sort(key=lambda relative: relative.name.casefold())
    return tree
