"""The people whom the rows of a file may be about, fetched by the keys they share."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from contacts.enums import (
    PointKind,
)
from contacts.formats.identity import (
    Known,
    Match,
    PeopleIndex,
    email_key,
    name_key,
    profile_key,
)
from contacts.formats.rows import PersonRow
from contacts.models import (
    Contact,
    ContactPoint,
    ContactTag,
)

CHUNK = 1000


@dataclass(slots=True)
class Circle:
    """The people whom rows may be about, with what is needed to compare and complete them."""

    index: PeopleIndex = field(default_factory=PeopleIndex)
    people: dict[int, Contact] = field(default_factory=dict)
    points: defaultdict[int, set[tuple[str, str]]] = field(default_factory=lambda: defaultdict(set))
    tags: defaultdict[int, set[str]] = field(default_factory=lambda: defaultdict(set))

    def find(self, row: PersonRow) -> Match | None:
        return self.index.find(known_of(0, row))


def known_of(ref: int, row: PersonRow) -> Known:
    return Known(
        ref=ref,
        name=row.name,
        organisation=row.organisation,
        emails=[point.value for point in row.emails],
        profiles=[point.value for point in row.profiles],
    )


def circle_of(owner: Any, rows: Collection[PersonRow]) -> Circle:
    """Fetch only those who share a name, an address or a profile with one of the rows."""
    names = {name_key(row.name)[:200] for row in rows}
    mails = {email_key(point.value) for row in rows for point in row.emails} - {""}
    profiles = {profile_key(point.value)[:300] for row in rows for point in row.profiles} - {""}
    keys: set[int] = set()
    people = Contact.objects.for_user(owner).order_by()
    points = ContactPoint.objects.for_user(owner).order_by()
    for found in (
        people.filter(name_key__in=names).values_list("pk", flat=True),
        people.filter(profile_key__in=profiles).values_list("pk", flat=True) if profiles else (),
        points.filter(kind=PointKind.EMAIL, value_key__in=mails).values_list("contact_id", flat=True)
        if mails
        else (),
        points.filter(kind=PointKind.PROFILE, value_key__in=profiles).values_list("contact_id", flat=True)
        if profiles
        else (),
    ):
        keys.update(found)
    return circle_around(owner, keys)


def circle_around(owner: Any, keys: Iterable[int]) -> Circle:
    circle = Circle()
    keys = list(keys)
    if not keys:
        return circle
    addresses: defaultdict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for contact_id, kind, value, key in (
        ContactPoint.objects.for_user(owner)
        .filter(contact__in=keys)
        .order_by("position", "pk")
        .values_list("contact_id", "kind", "value", "value_key")
    ):
        circle.points[contact_id].add((kind, key))
        addresses[contact_id][kind].append(value)
    links = ContactTag.objects.for_user(owner).filter(contact__in=keys).order_by()
    for contact_id, tag in links.values_list("contact_id", "tag__name_key"):
        circle.tags[contact_id].add(tag)
    contacts = (
        Contact.objects.for_user(owner).filter(pk__in=keys).select_related("organisation").order_by("pk")
    )
    for contact in contacts:
        circle.people[contact.pk] = contact
        profiles = addresses[contact.pk][PointKind.PROFILE]
        circle.index.add(
            Known(
                ref=contact.pk,
                name=contact.name,
                organisation=contact.organisation.name if contact.organisation else "",
                emails=addresses[contact.pk][PointKind.EMAIL],
                profiles=[contact.profile_url, *profiles] if contact.profile_url else profiles,
            )
        )
    return circle
