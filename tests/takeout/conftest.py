"""Two ways to look at an account: as a file, and as rows without the numbers of this database."""

import io
import json
import zipfile
from datetime import UTC, datetime
from uuid import UUID, uuid5

import pytest
from django.core.management import call_command

from debriefs.models import ThemeEvent
from infoview.takeout.reading import read_account
from infoview.takeout.what import LEFT_EMPTY, NUMBERS_INSIDE, PROFILE, taken_models
from infoview.takeout.writing import write_account

NOW = datetime(2026, 3, 5, 9, tzinfo=UTC)


@pytest.fixture
def library(db):
    call_command("load_library", verbosity=0)


def exported(owner, *, private=True) -> io.BytesIO:
    file = io.BytesIO()
    write_account(owner=owner, out=file, private=private, now=NOW)
    file.seek(0)
    return file


def imported(owner, file):
    file.seek(0)
    return read_account(owner=owner, file=file, now=NOW)


def data_of(file, name):
    return json.loads(zipfile.ZipFile(file).read(name))


def rebuilt(file, **changes) -> io.BytesIO:
    """Return the archive with other bytes under these names, and a manifest that agrees with them."""
    import hashlib  # noqa: PLC0415

    old, out = zipfile.ZipFile(file), io.BytesIO()
    manifest = json.loads(old.read("manifest.json"))
    parts = {name: old.read(name) for name in old.namelist() if name != "manifest.json"} | changes
    manifest["files"] = {
        name: {"sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)} for name, data in parts.items()
    }
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name, data in parts.items():
            new.writestr(name, data)
        new.writestr("manifest.json", json.dumps(manifest))
    out.seek(0)
    return out


def array(rows) -> bytes:
    return ("[\n" + ",\n".join(json.dumps(row) for row in rows) + "\n]\n").encode()


def picture(owner, *, seen_as=None):
    """Return everything the account says, with ids in place of numbers.

    seen_as  the owner whose import of it would be compared: ids are those it would have there
    """
    names = {}
    for model in taken_models():
        names[model] = {
            pk: str(uuid5(seen_as.public_id, str(public_id)) if seen_as else public_id)
            for pk, public_id in model.objects.for_user(owner).values_list("pk", "public_id")
        }
    renamed = {
        str(public_id): str(uuid5(seen_as.public_id, str(public_id)) if seen_as else public_id)
        for model in taken_models()
        for public_id in model.objects.for_user(owner).values_list("public_id", flat=True)
    }
    rows = {}
    for model in taken_models():
        rows[model.__name__] = sorted(
            repr(sorted(_seen(model, row, names, renamed, seen_as).items()))
            for row in model.objects.for_user(owner)
        )
    return rows | {"profile": [repr([getattr(owner, name) for name in PROFILE])]}


def _seen(model, row, names, renamed, seen_as):
    seen = {}
    for field in model._meta.concrete_fields:
        value = getattr(row, field.attname)
        if field.primary_key or field.name == "owner" or field.name in LEFT_EMPTY.get(model, ()):
            continue
        if field.is_relation and field.related_model in names:
            value = names[field.related_model].get(value)
        elif isinstance(value, UUID):
            alone = field.unique and field.name != "public_id" and seen_as
            value = (
                str(uuid5(seen_as.public_id, str(value))) if alone else renamed.get(str(value), str(value))
            )
        elif model is ThemeEvent and field.name == "before":
            inside = NUMBERS_INSIDE[model][1]
            value = {
                key: _ids(names[inside[key]], one) if key in inside else one for key, one in value.items()
            }
        seen[field.name] = value
    if {"a", "b"} <= seen.keys():
        seen["a"], seen["b"] = sorted([seen["a"], seen["b"]])
    return {name: _renamed(value, renamed) for name, value in seen.items()}


def _renamed(value, renamed):
    text = json.dumps(value, default=str, sort_keys=True)
    for old, new in renamed.items():
        if old in text:
            text = text.replace(old, new)
    return text


def _ids(names, value):
    return [names[pk] for pk in value if pk in names] if isinstance(value, list) else names.get(value)
