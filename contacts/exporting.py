"""People out again, in pieces: what the page and the command write is the same."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import QuerySet

from contacts.formats.rows import PersonOut, Point
from contacts.formats.write import FACTS, write_csv, write_json, write_vcards
from contacts.models import Contact, ContactPoint, ContactTag, touched_on

CHUNK = 500
FORMATS = {
    "csv": ("text/csv; charset=utf-8", "csv"),
    "vcard": ("text/vcard; charset=utf-8", "vcf"),
    "vcard3": ("text/vcard; charset=utf-8", "vcf"),
    "json": ("application/json", "json"),
}
POINTS = {
    "email": "emails",
    "phone": "phones",
    "profile": "profiles",
    "website": "websites",
    "other": "websites",
}


def people_out(contacts: QuerySet[Contact]) -> Iterator[PersonOut]:
    """Yield people as they are written out; memory stays flat whatever their number."""
    after: tuple[str, int] | None = None
    rows = contacts.select_related("organisation", "introduced_by", "owner").order_by("sort_key", "pk")
    while True:
        page = (
            rows
            if after is None
            else rows.filter(sort_key__gte=after[0]).exclude(sort_key=after[0], pk__lte=after[1])
        )
        chunk = list(page[:CHUNK])
        if not chunk:
            return
        points = _by_contact(
            ContactPoint.objects.filter(contact__in=chunk).order_by(
                "contact", "-is_preferred", "position", "pk"
            )
        )
        tags = _by_contact(
            ContactTag.objects.filter(contact__in=chunk).select_related("tag").order_by("tag__name_key", "pk")
        )
        for contact in chunk:
            yield _person(contact, points[contact.pk], [link.tag.name for link in tags[contact.pk]])
        after = (chunk[-1].sort_key, chunk[-1].pk)


def _by_contact(rows: Iterable[Any]) -> defaultdict[int, list[Any]]:
    found: defaultdict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.contact_id].append(row)
    return found


def _person(contact: Contact, points: list[ContactPoint], tags: list[str]) -> PersonOut:
    person = PersonOut(
        name=contact.name,
        first_name=contact.first_name,
        last_name=contact.last_name,
        prefix=contact.prefix,
        pronoun=contact.pronoun,
        job_title=contact.job_title,
        organisation=contact.organisation.name if contact.organisation else "",
        department=contact.department,
        city=contact.city,
        notes=contact.notes,
        tags=tuple(tags),
        how_met=contact.how_met,
        introduced_by=contact.introduced_by.name if contact.introduced_by else "",
        met_on=contact.met_on,
        connected_on=contact.connected_on,
        last_contact_on=touched_on(contact, timezone=contact.owner.timezone),
        facts=_facts(contact),
        uid=contact.public_id.urn,
    )
    for point in points:
        kind = POINTS[point.kind]
        setattr(person, kind, (*getattr(person, kind), Point(point.value, point.label)))
    if contact.profile_url and all(point.value != contact.profile_url for point in person.profiles):
        person.profiles = (Point(contact.profile_url), *person.profiles)
    return person


def _facts(contact: Contact) -> dict[str, str]:
    known = {name: getattr(contact, name) for name in FACTS}
    return {name: "yes" if value is True else str(value) for name, value in known.items() if value}


def export(contacts: QuerySet[Contact], *, format: str) -> Iterator[str]:
    """Yield the file as text, piece by piece; format is one of FORMATS."""
    people = people_out(contacts)
    if format == "csv":
        return write_csv(people)
    if format == "json":
        return write_json(people)
    return write_vcards(people, version="3.0" if format == "vcard3" else "4.0")
