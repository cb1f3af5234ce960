"""Taking an import back: exactly what it did, and nothing that was edited since."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.db.models.fields.reverse_related import ForeignObjectRel
from django.utils.translation import gettext as _

from contacts.enums import (
    ImportState,
)
from contacts.importing.circle import CHUNK
from contacts.importing.holding import NotNow, locked
from contacts.importing.writing import plain
from contacts.models import (
    Contact,
    ContactPoint,
    ContactTag,
    ImportBatch,
    ImportRow,
    MergedContact,
    Organisation,
    Tag,
    Touch,
)
from infoview.accounts.models import AuditAct, AuditEvent


@dataclass(slots=True)
class Undone:
    removed: int = 0
    reverted: int = 0
    kept: list[str] = field(default_factory=list)


@transaction.atomic
def undo(*, batch: ImportBatch, at: datetime) -> Undone:
    """Take back exactly what the import did; who was edited or used since is kept, and named."""
    batch = locked(batch)
    if batch.state != ImportState.APPLIED or batch.applied_at is None:
        raise NotNow(_("There is nothing to undo."))
    undone = Undone()
    rows = batch.rows.filter(applied_to__isnull=False).order_by("line")
    made = [row.applied_to_id for row in rows.only("applied_to", "after") if row.after.get("made")]
    undone.removed = _remove_made(batch, [key for key in made if key is not None], undone)
    for row in batch.rows.filter(applied_to__isnull=False).select_related("applied_to").order_by("-line"):
        if "values" in row.after:
            _revert(row, batch.applied_at, undone)
    _remove_empty(batch)
    batch.change(state=ImportState.UNDONE, undone_at=at, counts={**batch.counts, "kept": undone.kept[:200]})
    AuditEvent.objects.create(
        owner=batch.owner,
        actor=batch.owner,
        act=AuditAct.IMPORT_UNDONE,
        object_kind="import",
        object_id=batch.public_id,
        count=undone.removed + undone.reverted,
        at=at,
    )
    return undone


def _remove_made(batch: ImportBatch, keys: list[int], undone: Undone) -> int:
    """Remove the people the import made, unless they were edited or used since."""
    removed = 0
    at: Any = batch.applied_at
    for start in range(0, len(keys), CHUNK):
        some = keys[start : start + CHUNK]
        people = Contact.objects.for_user(batch.owner).filter(pk__in=some)
        used = set(people.exclude(updated_at=at).values_list("pk", flat=True))
        for relation in _relations():
            used |= _used(relation, batch, some, at)
        gone = [key for key in some if key not in used]
        undone.kept += people.filter(pk__in=used).order_by("sort_key").values_list("name", flat=True)
        removed += (
            Contact.objects.for_user(batch.owner).filter(pk__in=gone).delete()[1].get("contacts.Contact", 0)
        )
    return removed


def _relations() -> Iterator[ForeignObjectRel]:
    """Yield every way in which a row of any room points at a person."""
    for relation in Contact._meta.get_fields(include_hidden=True):
        if isinstance(relation, ForeignObjectRel) and relation.auto_created and not relation.many_to_many:
            yield relation


def _used(relation: ForeignObjectRel, batch: ImportBatch, keys: list[int], at: datetime) -> set[int]:
    """Return which of these people have a row of this kind that the import did not make."""
    model, name = relation.related_model, relation.field.attname
    # What is derived from facts, such as a reminder, is no use of a person by itself.
    if not getattr(model, "are_facts", True) and model is not MergedContact:
        return set()
    rows = model._base_manager.filter(**{f"{name}__in": keys})
    # What the import wrote itself, untouched since, is no use of the person.
    rows = rows.exclude(created_at=at, updated_at=at)
    return set(rows.values_list(name, flat=True))


def _revert(row: ImportRow, applied_at: datetime, undone: Undone) -> None:
    contact = row.applied_to
    if contact is None:
        return
    if contact.merged_from.filter(merged_at__gt=applied_at).exists():
        undone.kept.append(contact.name)  # whom the file was about is one with somebody else since
        return
    back = {}
    for name, old in row.before.items():
        if plain(getattr(contact, name)) != row.after["values"].get(name):
            undone.kept.append(contact.name)
            continue
        back[name] = _typed(name, old)
    made = {"created_at": applied_at, "updated_at": applied_at}
    owner = contact.owner_id
    ContactPoint.objects.filter(owner_id=owner, contact=contact, **made).delete()
    ContactTag.objects.filter(owner_id=owner, contact=contact, **made).delete()
    Touch.objects.filter(owner_id=owner, contact=contact, **made).delete()
    if back:
        for name, value in back.items():
            setattr(contact, name, value)
        contact.save()
    undone.reverted += 1


def _typed(name: str, value: Any) -> Any:
    column: Any = Contact._meta.get_field(name)
    return column.to_python(value) if value is not None else None


def _remove_empty(batch: ImportBatch) -> None:
    """Take away the organisations and tags the import made and nobody uses."""
    made = Q(created_at=batch.applied_at, updated_at=batch.applied_at)
    for model in (Organisation, Tag):
        rows = model.objects.for_user(batch.owner).filter(made)
        for relation in model._meta.get_fields(include_hidden=True):
            if isinstance(relation, ForeignObjectRel) and relation.auto_created and not relation.many_to_many:
                if relation.related_model is ImportBatch:
                    continue
                users = relation.related_model._base_manager.filter(
                    **{f"{relation.field.name}__isnull": False}
                )
                rows = rows.exclude(pk__in=users.values(relation.field.attname))
        rows.delete()
