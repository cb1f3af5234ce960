"""The account into a zip, row by row: memory stays flat whatever its size."""

import hashlib
import json
import zipfile
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time
from importlib.metadata import PackageNotFoundError, version
from typing import IO, Any
from uuid import UUID

from django.db import transaction
from django.db.models import F

from infoview.accounts.models import AuditEvent
from infoview.shared.models import OwnedModel
from infoview.takeout import tables
from infoview.takeout.what import (
    FORMAT,
    LEFT_OUT,
    LIBRARY,
    NUMBERS_INSIDE,
    PROFILE,
    VERSION,
    blanked,
    columns_of,
    file_of,
    held_back,
    library_keys,
    parents_of,
    taken_models,
)
from scheduler.models import Reminder
from scheduler.planning import bring_up_to_date, lock_owner

CHUNK = 1000


@transaction.atomic
def write_account(*, owner: Any, out: IO[bytes], private: bool, now: datetime) -> dict[str, Any]:
    """Write everything the owner has into `out`; return the manifest.

    private  whether what is kept private goes along
    """
    # Whoever writes a fact of this owner waits until the last row is read: the files agree.
    owner = lock_owner(owner.pk)
    bring_up_to_date(owner=owner, now=now)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        parts = _Parts(archive)
        account = _Account(owner, private=private)
        profile = {name: getattr(owner, name) for name in PROFILE}
        parts.add("data/profile.json", _array([profile]))
        for model in taken_models():
            parts.add(file_of(model), _array(account.rows(model)))
        parts.add("activity.json", _array(_activity(owner)))
        for name, pieces in tables.files(owner, private=private, stays=account.stays):
            parts.add(name, pieces)
        manifest = {
            "format": FORMAT,
            "version": VERSION,
            "app_version": app_version(),
            "made_at": plain(now),
            "account": {"id": str(owner.public_id), "email": owner.email},
            "private": private,
            "left_out": {model._meta.label_lower: reason for model, reason in LEFT_OUT.items()},
            "counts": account.counts,
            "files": parts.sums,
        }
        archive.writestr(_entry("manifest.json"), json.dumps(manifest, indent=1, ensure_ascii=False))
    return manifest


def app_version() -> str:
    try:
        return version("infoview")
    except PackageNotFoundError:
        return ""


class _Parts:
    """The files of the archive, and what each of them adds up to."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive
        self.sums: dict[str, dict[str, Any]] = {}

    def add(self, name: str, pieces: Iterable[str | bytes]) -> None:
        digest, size = hashlib.sha256(), 0
        with self.archive.open(_entry(name), "w", force_zip64=True) as part:
            for piece in pieces:
                data = piece if isinstance(piece, bytes) else piece.encode("utf-8", "replace")
                part.write(data)
                digest.update(data)
                size += len(data)
        self.sums[name] = {"sha256": digest.hexdigest(), "bytes": size}


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def _array(rows: Iterable[dict[str, Any]]) -> Iterator[str]:
    """Yield a JSON array with one row on each line, so that it can be read line by line."""
    comma = "[\n"
    for row in rows:
        yield comma + json.dumps(row, ensure_ascii=False)
        comma = ",\n"
    yield "[]\n" if comma == "[\n" else "\n]\n"


class _Account:
    """The rows of one owner; `ids` are the public ids of what goes along, by model and number."""

    def __init__(self, owner: Any, *, private: bool) -> None:
        self.owner, self.private = owner, private
        self.ids: dict[type, dict[int, str]] = {}
        self.keys = {model: library_keys(model) for model in LIBRARY}
        self.stays: set[UUID] = set()
        self.counts: dict[str, int] = {}

    def rows(self, model: type[OwnedModel]) -> Iterator[dict[str, Any]]:
        mine = model.objects.for_user(self.owner)
        held = self._chosen(model, held_back().get(model))
        bare, empty = blanked().get(model, (None, ()))
        bare_pks = self._chosen(model, bare)
        numbers = mine.order_by("pk").values_list("pk", "public_id").iterator(CHUNK)
        ids = self.ids[model] = {pk: str(public_id) for pk, public_id in numbers if pk not in held}
        self.stays |= set(mine.filter(pk__in=held).values_list("public_id", flat=True)) if held else set()
        self.counts[model._meta.label_lower] = 0
        fields = columns_of(model)
        own = [F(name).asc(nulls_first=True) for name, parent in parents_of(model).items() if parent is model]
        for row in mine.order_by(*own, "pk").values(*_columns(model)).iterator(CHUNK):
            pk = row["pk"]
            if pk in held or self._has_no_parent(fields, row) or self._is_about_what_stays(model, row):
                ids.pop(pk, None)
                continue
            self.counts[model._meta.label_lower] += 1
            if pk in bare_pks:
                row |= {field.attname: field.get_default() for field in fields if field.name in empty}
            yield self._written(model, fields, row)

    def _chosen(self, model: type[OwnedModel], condition: Any) -> set[int]:
        if self.private or condition is None:
            return set()
        return set(model.objects.for_user(self.owner).filter(condition).values_list("pk", flat=True))

    def _has_no_parent(self, fields: list[Any], row: dict[str, Any]) -> bool:
        return any(
            not field.null and field.related_model in self.ids and self._named(field, row) is None
            for field in fields
            if field.is_relation
        )

    def _is_about_what_stays(self, model: type[OwnedModel], row: dict[str, Any]) -> bool:
        return model is Reminder and row["subject"] in self.stays

    def _written(self, model: type[OwnedModel], fields: list[Any], row: dict[str, Any]) -> dict[str, Any]:
        written: dict[str, Any] = {
            field.name: self._named(field, row) if field.is_relation else plain(row[field.attname])
            for field in fields
        }
        if model in NUMBERS_INSIDE:
            column, inside = NUMBERS_INSIDE[model]
            written[column] = {
                name: self._renumbered(inside[name], value) if name in inside else value
                for name, value in written[column].items()
            }
        return written

    def _named(self, field: Any, row: dict[str, Any]) -> str | None:
        names = self.keys if field.related_model in self.keys else self.ids
        return names[field.related_model].get(row[field.attname])

    def _renumbered(self, model: type[OwnedModel], value: Any) -> Any:
        ids = self.ids[model]
        if isinstance(value, list):
            return [ids[pk] for pk in value if pk in ids]
        return ids.get(value)


def _columns(model: type[OwnedModel]) -> list[str]:
    return ["pk", *(field.attname for field in columns_of(model))]


def _activity(owner: Any) -> Iterator[dict[str, Any]]:
    """Yield what happened in the account; it is for reading, and is not taken in again."""
    rows = AuditEvent.objects.for_user(owner).order_by("at", "pk")
    for row in rows.values("at", "act", "object_kind", "object_id", "count").iterator(CHUNK):
        yield {name: plain(value) for name, value in row.items()}


def plain(value: Any) -> Any:
    """Return a value as JSON has it: moments in UTC, days and times as ISO 8601, ids as text."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value
