"""Acts over several rows of people."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.db.models.fields.reverse_related import ForeignObjectRel

from contacts.enums import IS_TOUCH, PointKind
from contacts.formats.identity import organisation_key
from contacts.formats.rows import clean_line
from contacts.models import Contact, ContactPoint, ContactTag, Organisation, Promise, Tag, Tie, Touch
from infoview.shared import clock


@transaction.atomic
def record_touch(
    *, contact: Contact, kind: str, at: datetime, timezone: str, summary: str = "", **columns: Any
) -> Touch:
    """Write one line of the relationship, and move the contact's last touch when it counts.

    timezone  the owner's IANA zone, for the day of it
    """
    touch = Touch.objects.create(
        owner_id=contact.owner_id,
        contact=contact,
        kind=kind,
        happened_at=at,
        happened_on=clock.local_date(at, timezone),
        summary=summary,
        **columns,
    )
    if kind in IS_TOUCH and (contact.last_touch_at is None or at > contact.last_touch_at):
        contact.change(last_touch_at=at)
    return touch


@transaction.atomic
def forget_touch(touch: Touch | None) -> None:
    """Take one line of the relationship back, and the contact's last touch with it."""
    if touch is None:
        return
    contact = touch.contact
    touch.delete()
    refresh_last_touch(contact)


def refresh_last_touch(contact: Contact) -> None:
    latest = Touch.objects.filter(owner_id=contact.owner_id, contact=contact, is_touch=True).aggregate(
        latest=Max("happened_at")
    )["latest"]
    if contact.last_touch_at != latest:
        contact.change(last_touch_at=latest)


# Organisations and tags ---------------------------------------------------------------------------


def find_or_make_organisation(*, owner: Any, name: str) -> Organisation | None:
    """Return the owner's organisation of this name, made on the fly; None for no name."""
    name = clean_line(name)[:200]
    if not name:
        return None
    key = organisation_key(name)[:200]
    found, _made = Organisation.objects.get_or_create(owner=owner, name_key=key, defaults={"name": name})
    return found


def find_or_make_tags(*, owner: Any, names: Iterable[str]) -> list[Tag]:
    """Return the owner's tags of these names, in their order, made where they are missing."""
    wanted: dict[str, str] = {}
    for name in names:
        shown = clean_line(name).lstrip("#").strip()[:60]
        if shown:
            wanted.setdefault(shown.casefold()[:60], shown)
    found = {tag.name_key: tag for tag in Tag.objects.for_user(owner).filter(name_key__in=list(wanted))}
    for key, shown in wanted.items():
        if key not in found:
            found[key] = Tag.objects.get_or_create(owner=owner, name_key=key, defaults={"name": shown})[0]
    return [found[key] for key in wanted]


@transaction.atomic
def set_tags(*, contact: Contact, names: Iterable[str]) -> None:
    """Let the contact have exactly these tags."""
    tags = {tag.pk: tag for tag in find_or_make_tags(owner=contact.owner, names=names)}
    links = {link.tag_id: link for link in ContactTag.objects.for_user(contact.owner).filter(contact=contact)}
    gone = [link.pk for tag_id, link in links.items() if tag_id not in tags]
    if gone:
        ContactTag.objects.for_user(contact.owner).filter(pk__in=gone).delete()
    ContactTag.objects.bulk_create(
        ContactTag(owner_id=contact.owner_id, contact=contact, tag=tag)
        for tag_id, tag in tags.items()
        if tag_id not in links
    )


@transaction.atomic
def tag_contacts(*, owner: Any, contacts: Iterable[Contact], name: str) -> tuple[Tag, list[Contact]]:
    """Give all of them a tag; return it with those who did not have it before."""
    [tag] = find_or_make_tags(owner=owner, names=[name])
    contacts = list(contacts)
    had = set(
        ContactTag.objects.for_user(owner)
        .filter(tag=tag, contact__in=contacts)
        .values_list("contact_id", flat=True)
    )
    new = [contact for contact in contacts if contact.pk not in had]
    ContactTag.objects.bulk_create(ContactTag(owner=owner, contact=contact, tag=tag) for contact in new)
    return tag, new


def untag_contacts(*, owner: Any, contacts: Iterable[int], tag: int) -> int:
    links = ContactTag.objects.for_user(owner).filter(tag_id=tag, contact_id__in=list(contacts))
    return links.delete()[1].get("contacts.ContactTag", 0)


def archive_contacts(*, owner: Any, contacts: Iterable[Contact], at: datetime) -> list[int]:
    """Put all of them aside; return the keys of those who were not before."""
    keys = [contact.pk for contact in contacts if contact.archived_at is None]
    Contact.objects.for_user(owner).filter(pk__in=keys).update(archived_at=at)
    return keys


def restore_contacts(*, owner: Any, keys: Iterable[int]) -> int:
    return Contact.objects.for_user(owner).filter(pk__in=list(keys)).update(archived_at=None)


@transaction.atomic
def set_for_contacts(
    *, owner: Any, contacts: Iterable[Contact], column: str, value: str
) -> dict[str, list[int]]:
    """Give all of them the same value; return the keys of those who had another, by that other value."""
    before: dict[str, list[int]] = {}
    for contact in contacts:
        if getattr(contact, column) != value:
            before.setdefault(getattr(contact, column), []).append(contact.pk)
    keys = [key for some in before.values() for key in some]
    Contact.objects.for_user(owner).filter(pk__in=keys).update(**{column: value})
    return before


@dataclass(frozen=True, slots=True)
class Reach:
    """One way to reach somebody, as typed."""

    kind: str
    value: str
    label: str = ""


@transaction.atomic
def set_points(*, contact: Contact, reaches: Iterable[Reach]) -> None:
    """Let the contact be reached in exactly these ways; the first e-mail is the preferred one."""
    owner = contact.owner
    known = {
        (point.kind, point.value_key): point
        for point in ContactPoint.objects.for_user(owner).filter(contact=contact)
    }
    kept: set[tuple[str, str]] = set()
    mail_seen = False
    for position, reach in enumerate(reaches):
        point = ContactPoint(
            owner_id=contact.owner_id, contact=contact, kind=reach.kind, value=reach.value, label=reach.label
        )
        point.set_keys()
        key = (point.kind, point.value_key)
        if key in kept:
            continue
        kept.add(key)
        preferred = reach.kind == PointKind.EMAIL and not mail_seen
        mail_seen = mail_seen or preferred
        old = known.get(key)
        if old is None:
            point.position, point.is_preferred = position, preferred
            point.save()
        elif (old.value, old.label, old.position, old.is_preferred) != (
            reach.value,
            reach.label,
            position,
            preferred,
        ):
            old.change(value=reach.value, label=reach.label, position=position, is_preferred=preferred)
    gone = [point.pk for key, point in known.items() if key not in kept]
    if gone:
        ContactPoint.objects.for_user(owner).filter(pk__in=gone).delete()


# Small facts --------------------------------------------------------------------------------------


def is_recorded_elsewhere(touch: Touch) -> bool:
    """Say whether a message or a talk keeps this touch: then it goes with that, not by itself."""
    for relation in Touch._meta.get_fields(include_hidden=True):
        if not isinstance(relation, ForeignObjectRel) or not relation.auto_created:
            continue
        if relation.related_model._base_manager.filter(**{relation.field.name: touch}).exists():
            return True
    return False


def declare_tie(*, owner: Any, one: Contact, other: Contact, reason: str = "") -> Tie:
    """Say that two people are not independent of each other; saying it twice is once."""
    first, second = sorted((one, other), key=lambda contact: contact.pk)
    tie, _made = Tie.objects.get_or_create(owner=owner, a=first, b=second, defaults={"reason": reason})
    if reason and tie.reason != reason:
        tie.change(reason=reason)
    return tie


def keep_promise(promise: Promise, *, at: datetime) -> None:
    if promise.kept_at is None:
        promise.change(kept_at=at, withdrawn_at=None)


def withdraw_promise(promise: Promise, *, at: datetime) -> None:
    if promise.kept_at is None and promise.withdrawn_at is None:
        promise.change(withdrawn_at=at)


def reopen_promise(promise: Promise) -> None:
    if promise.kept_at or promise.withdrawn_at:
        promise.change(kept_at=None, withdrawn_at=None)
