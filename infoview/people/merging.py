"""Several people become one, and for a month they can become several again."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from contacts.enums import PointKind
from contacts.formats.identity import profile_key
from contacts.models import Contact, ContactPoint, Merge, MergedContact, Touch
from contacts.services import refresh_last_touch
from infoview.accounts.models import AuditAct, AuditEvent
from infoview.people import carrying
from infoview.people.choosing import LABELS
from infoview.shared.querysets import raise_facts_version
from interviews.enums import InterviewStatus
from interviews.models import Interview, Participant
from scheduler.models import Reminder

MOST_AT_ONCE = 6
UNDO_FOR = timedelta(days=30)

# Follow from other columns: they go back with those, and nobody is told of them.
DERIVED = frozenset({"name_key", "sort_key", "profile_key", "updated_at", "last_touch_at", "value_key"})


class NotNow(Exception):
    """Cannot be merged or taken apart, and why."""


@transaction.atomic
def merge(*, kept: Contact, gone: Iterable[Contact], values: Mapping[str, Any], at: datetime) -> Merge:
    """Let one person stand for all of them: what hangs on the others moves over, and they go.

    values   columns of the person who stays, as they were chosen
    """
    raise_facts_version([kept.owner_id], using=None)
    people = _still_there([kept, *gone])
    kept, others = people[0], people[1:]
    steps: carrying.Steps = []
    talks = _talks_of(people)
    profiles = [person.profile_url for person in people]
    _settle(kept, people, values, at, steps)
    keys = [person.pk for person in others]
    carrying.carry(Contact, into=kept.pk, gone=keys, steps=steps, but=[kept.pk, *keys])
    _keep_subjects(kept, others, steps)
    _keep_profiles(kept, profiles, at, steps)
    _one_preferred(kept, steps)
    for person in others:
        carrying.change(person, {"introduced_by_id": None}, steps)
    for person in others:
        carrying.drop(person, steps)
    _seen_by_calendars(kept.owner_id, talks, [kept.pk], at)
    return _write_down(kept, others, steps, at)


def _still_there(people: Sequence[Contact]) -> list[Contact]:
    """Return them as they are now, in their order, or raise NotNow."""
    owners = {person.owner_id for person in people}
    keys = [person.pk for person in people]
    if len(owners) != 1 or len(set(keys)) != len(keys) or len(keys) < 2:
        raise NotNow(_("Choose two different people of your list."))
    found = Contact.objects.filter(owner_id=owners.pop()).in_bulk(keys)
    if len(found) != len(keys):
        raise NotNow(_("One of them is no longer on your list."))
    return [found[key] for key in keys]


def _settle(
    kept: Contact, people: list[Contact], values: Mapping[str, Any], at: datetime, steps: carrying.Steps
) -> None:
    """Write the chosen values, and those that follow from all of them together."""
    touched = [person.last_touch_at for person in people if person.last_touch_at]
    aside = [person.archived_at for person in people if person.archived_at]
    settled = {
        **values,
        "introduced_by_id": _introducer(people, values.get("introduced_by_id", kept.introduced_by_id)),
        "last_touch_at": max(touched, default=None),
        "archived_at": max(aside) if len(aside) == len(people) else None,
        "updated_at": at,
    }
    wanted = Contact(
        name=settled.get("name", kept.name), profile_url=settled.get("profile_url", kept.profile_url)
    )
    wanted.set_keys()
    keys = {column: getattr(wanted, column) for column in ("name_key", "sort_key", "profile_key")}
    carrying.change(kept, {**settled, **keys}, steps)


def _introducer(people: list[Contact], wanted: int | None) -> int | None:
    """Return who led to them: the one chosen, else another who was named, and never somebody they led to."""
    ours = {person.pk for person in people}
    named = [wanted, *(person.introduced_by_id for person in people)]
    return next((key for key in named if key is not None and not _leads_back(key, ours)), None)


def _leads_back(start: int, ours: set[int]) -> bool:
    seen: set[int] = set()
    key: int | None = start
    while key is not None and key not in seen:
        if key in ours:
            return True
        seen.add(key)
        key = Contact.objects.filter(pk=key).values_list("introduced_by_id", flat=True).first()
    return False


def _keep_subjects(kept: Contact, others: list[Contact], steps: carrying.Steps) -> None:
    """Let what was done or put off about a person count for the one who stays, where that one has none."""
    mine = Reminder.objects.filter(owner_id=kept.owner_id)
    for person in others:
        known = mine.filter(subject=kept.public_id).values("kind")
        rows = mine.filter(subject=person.public_id).exclude(
            kind__in=list(known.values_list("kind", flat=True))
        )
        keys = list(rows.order_by("pk").values_list("pk", flat=True))
        carrying.move(Reminder, keys, "subject", str(person.public_id), str(kept.public_id), steps)


def _keep_profiles(kept: Contact, profiles: list[str], at: datetime, steps: carrying.Steps) -> None:
    """Keep every profile address that was not chosen as one more way to reach them."""
    points = ContactPoint.objects.filter(owner_id=kept.owner_id, contact=kept)
    known = {kept.profile_key, *points.filter(kind=PointKind.PROFILE).values_list("value_key", flat=True)}
    for url in profiles:
        key = profile_key(url)
        if url and key not in known:
            known.add(key)
            point = ContactPoint(
                owner_id=kept.owner_id, contact=kept, kind=PointKind.PROFILE, value=url,
                position=points.count(), created_at=at, updated_at=at,
            )  # fmt: skip
            point.save()
            carrying.made(point, steps)


def _one_preferred(kept: Contact, steps: carrying.Steps) -> None:
    """Let one address be the preferred one: of the person who stays, if there is one."""
    points = ContactPoint.objects.filter(owner_id=kept.owner_id, contact=kept, is_preferred=True)
    moved = {step["row"] for step in steps if step["do"] == "change"}
    preferred = sorted(points, key=lambda point: (point.kind, point.pk in moved, point.position, point.pk))
    seen: set[str] = set()
    for point in preferred:
        if point.kind in seen:
            carrying.change(point, {"is_preferred": False}, steps)
        seen.add(point.kind)


def _talks_of(people: Iterable[Contact]) -> list[int]:
    talks = Participant.objects.filter(contact__in=[person.pk for person in people])
    return list(talks.values_list("interview_id", flat=True))


def _seen_by_calendars(owner: int, talks: list[int], people: list[int], at: datetime) -> None:
    """Let subscribed calendars see that the names of these events changed; their identities stay."""
    shown = Interview.objects.filter(owner_id=owner, pk__in=talks)
    shown.filter(status__in=[InterviewStatus.SCHEDULED, InterviewStatus.HELD]).update(updated_at=at)
    Reminder.objects.filter(owner_id=owner, contact__in=people).open().update(
        rendered_at=at.replace(microsecond=0)
    )


def _write_down(kept: Contact, others: list[Contact], steps: carrying.Steps, at: datetime) -> Merge:
    owner = kept.owner_id
    # What can no longer be undone is not kept either.
    Merge.objects.filter(owner_id=owner, merged_at__lte=at - UNDO_FOR).exclude(record=[]).update(record=[])
    merged = Merge.objects.create(owner_id=owner, kept=kept, merged_at=at, record=steps)
    MergedContact.objects.bulk_create(
        MergedContact(
            owner_id=owner,
            merge=merged,
            kept=kept,
            old_public_id=person.public_id,
            name=person.name,
            merged_at=at,
        )
        for person in others
    )
    _note(AuditAct.MERGED, kept, len(others), at)
    return merged


def _note(act: AuditAct, kept: Contact, count: int, at: datetime) -> None:
    AuditEvent.objects.create(
        owner_id=kept.owner_id, actor_id=kept.owner_id, act=act, object_kind="contact",
        object_id=kept.public_id, count=count, at=at,
    )  # fmt: skip


# Undo ---------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Undone:
    """Who is back, and in words what stays as it is since it was changed after the merge."""

    people: list[str]
    kept: list[str] = field(default_factory=list)
    touched: bool = False


@dataclass(frozen=True, slots=True)
class Undoable:
    """The latest merge into somebody: with whom, and until when it can be undone."""

    public_id: UUID
    names: str
    until: datetime


def undoable(owner: Any, contact: Contact, *, now: datetime) -> Undoable | None:
    """Return the latest merge into this person while it can be undone: one query."""
    people = MergedContact.objects.for_user(owner).filter(kept=contact, merge__merged_at__gt=now - UNDO_FOR)
    rows = list(
        people.exclude(merge__record=[])
        .order_by("-merge_id", "name", "pk")
        .values_list("merge__public_id", "merge__merged_at", "name")[: 2 * MOST_AT_ONCE]
    )
    if not rows:
        return None
    latest, merged_at, _name = rows[0]
    names = ", ".join(name for uid, _at, name in rows if uid == latest)
    return Undoable(latest, names, merged_at + UNDO_FOR)


@transaction.atomic
def undo(*, merged: Merge, at: datetime) -> Undone:
    """Take a merge back: everybody has again what was theirs, and what was changed since stays changed."""
    raise_facts_version([merged.owner_id], using=None)
    merged = _ready(merged, at)
    people = list(merged.people.order_by("pk"))
    undone = Undone([person.name for person in people], touched=_lost_touches(merged.record))

    def keep(model: carrying.Model, column: str, _key: str) -> None:
        said = _what(model, column)
        undone.touched |= column == "last_touch_at"
        if column not in DERIVED and said not in undone.kept:
            undone.kept.append(said)

    carrying.take_back(merged.record, kept=keep)
    kept = merged.kept
    back = Contact.objects.filter(
        owner_id=merged.owner_id, public_id__in=[person.old_public_id for person in people]
    )
    merged.delete()
    _bring_in_line(kept, list(back), undone, at)
    return undone


def _ready(merged: Merge, at: datetime) -> Merge:
    """Return the merge as it is now, or raise NotNow when it can no longer be taken back."""
    found = Merge.objects.filter(owner_id=merged.owner_id, pk=merged.pk).select_related("kept").first()
    if found is None:
        raise NotNow(_("This merge is undone already."))
    if at >= found.merged_at + UNDO_FOR or not found.record:
        raise NotNow(_("A merge can be undone for 30 days."))
    later = Merge.objects.filter(owner_id=found.owner_id, kept=found.kept, pk__gt=found.pk)
    if later.exists():
        raise NotNow(_("Undo the later merge first."))
    return found


def _bring_in_line(kept: Contact, back: list[Contact], undone: Undone, at: datetime) -> None:
    """Count the last touch anew where the lines of it were changed since, and tell the calendars."""
    people = [Contact.objects.get(pk=kept.pk), *back]
    if undone.touched:
        for person in people:
            refresh_last_touch(person)
    _seen_by_calendars(kept.owner_id, _talks_of(people), [person.pk for person in people], at)
    _note(AuditAct.MERGE_UNDONE, kept, len(back), at)


def _lost_touches(record: carrying.Steps) -> bool:
    """Return whether a line of the relationship that moved was taken away since."""
    moved = {
        key
        for step in record
        if step["do"] == "move" and step["model"] == Touch._meta.label
        for key in step["rows"]
    }
    return Touch.objects.filter(pk__in=moved).count() < len(moved)


def _what(model: carrying.Model, column: str) -> str:
    """Return what a column or a row is called."""
    if not column:
        return str(capfirst(model._meta.verbose_name))
    found = next(one for one in model._meta.concrete_fields if one.attname == column)
    called = LABELS.get(found.name) if model is Contact else None
    return str(called or capfirst(found.verbose_name))
