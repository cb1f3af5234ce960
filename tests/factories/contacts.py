"""Rows about people: one plain function per model, with no surprises."""

from datetime import UTC, date, datetime

from contacts import services
from contacts.models import (
    Contact,
    ContactPoint,
    ContactTag,
    Favour,
    Organisation,
    Promise,
    ResearchNote,
    Tag,
)

NOON = datetime(2026, 11, 2, 12, 0, tzinfo=UTC)  # a Monday
DAY = date(2026, 11, 2)


def make_organisation(owner, name="Tern & Co", **fields):
    return Organisation.objects.create(owner=owner, name=name, **fields)


def make_contact(owner, name="Leila Moradi", *, organisation="", tags=(), email="", **fields):
    house = services.find_or_make_organisation(owner=owner, name=organisation)
    contact = Contact.objects.create(owner=owner, name=name, organisation=house, **fields)
    if tags:
        services.set_tags(contact=contact, names=tags)
    if email:
        make_point(contact, value=email)
    return contact


def make_point(contact, kind="email", value="leila@tern.example", **fields):
    return ContactPoint.objects.create(owner=contact.owner, contact=contact, kind=kind, value=value, **fields)


def make_tag(owner, name="education", *contacts):
    tag = Tag.objects.create(owner=owner, name=name)
    for contact in contacts:
        ContactTag.objects.create(owner=owner, contact=contact, tag=tag)
    return tag


def make_touch(contact, kind="call", at=NOON, summary=""):
    return services.record_touch(
        contact=contact, kind=kind, at=at, timezone=contact.owner.timezone, summary=summary
    )


def make_promise(contact, text="A reading list", side="mine", **fields):
    return Promise.objects.create(
        owner=contact.owner, contact=contact, text=text, side=side, **{"promised_on": DAY, **fields}
    )


def make_favour(contact, text="Tested a survey", direction="given", **fields):
    return Favour.objects.create(
        owner=contact.owner, contact=contact, text=text, direction=direction, **{"happened_on": DAY, **fields}
    )


def make_research(contact, text="Spoke on pilots", layer="person", **fields):
    return ResearchNote.objects.create(
        owner=contact.owner, contact=contact, text=text, layer=layer, **{"noted_on": DAY, **fields}
    )


def make_tie(one, other, reason=""):
    return services.declare_tie(owner=one.owner, one=one, other=other, reason=reason)
