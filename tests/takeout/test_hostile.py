"""What is not an account of ours, whole and unchanged, gets one sentence and writes nothing."""

import io
import json
import zipfile

import pytest

from contacts.models import Contact
from infoview.takeout import archive
from infoview.takeout.archive import Refused
from infoview.takeout.what import taken_models
from tests.factories.everything import one_of_each
from tests.takeout.conftest import array, data_of, exported, imported, rebuilt

pytestmark = [pytest.mark.one_database, pytest.mark.django_db]

CONTACTS = "data/contacts.contact.json"
GOALS = "data/outreach.goal.json"


@pytest.fixture
def file(owner):
    one_of_each(owner)
    return exported(owner)


def refused(stranger, file):
    with pytest.raises(Refused) as caught:
        imported(stranger, file)
    assert not any(model.objects.for_user(stranger).exists() for model in taken_models())
    return str(caught.value)


def zipped(**files) -> io.BytesIO:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in files.items():
            made.writestr(name.replace("__", "."), data)
    return out


def with_manifest(file, **changes):
    manifest = data_of(file, "manifest.json") | changes
    old = zipfile.ZipFile(file)
    parts = {name: old.read(name) for name in old.namelist()}
    return zipped(**parts | {"manifest.json": json.dumps(manifest)})


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"name,email\r\n", b"PK\x05\x06" + b"\0" * 18])
def test_what_is_no_archive_is_refused(stranger, data):
    refused(stranger, io.BytesIO(data))


@pytest.mark.parametrize(
    "manifest",
    ["", "[]", "{}", '{"format": "monica"}', "[" * 5000, '{"version": ' + "9" * 5000 + "}", "\xff"],
)
def test_a_manifest_of_somebody_else_is_refused(stranger, manifest):
    refused(stranger, zipped(manifest__json=manifest))


def test_a_newer_file_asks_for_an_update(stranger, file):
    assert "newer" in refused(stranger, with_manifest(file, version=2))


@pytest.mark.parametrize("number", [0, -1, "1", True, None, 1.5])
def test_a_version_that_is_none_is_refused(stranger, file, number):
    refused(stranger, with_manifest(file, version=number))


def test_a_file_cut_short_is_refused(stranger, file):
    data = file.getvalue()
    for share in (0.2, 0.5, 0.9, 0.999):
        refused(stranger, io.BytesIO(data[: int(len(data) * share)]))


def test_one_letter_changed_by_hand_is_refused(stranger, file):
    old = zipfile.ZipFile(file)
    parts = {name: old.read(name) for name in old.namelist()}
    parts[CONTACTS] = parts[CONTACTS].replace(b"Elena", b"Helen")

    assert "changed by hand" in refused(stranger, zipped(**parts))


def test_a_file_too_many_or_too_few_is_refused(stranger, file):
    old = zipfile.ZipFile(file)
    parts = {name: old.read(name) for name in old.namelist()}

    refused(stranger, zipped(**parts | {"more.json": b"[]"}))
    refused(stranger, zipped(**{name: data for name, data in parts.items() if name != GOALS}))


def test_a_model_or_column_of_tomorrow_asks_for_an_update(stranger, file):
    rows = data_of(file, GOALS)

    assert "newer" in refused(stranger, rebuilt(file, **{"data/outreach.dream.json": b"[]\n"}))
    assert "newer" in refused(stranger, rebuilt(file, **{GOALS: array([{**rows[0], "dream": ""}])}))


def test_bombs_are_refused_before_they_are_unpacked(stranger, file, monkeypatch):
    monkeypatch.setattr(archive, "RATIO_FROM", 100_000)
    assert "too large" in refused(stranger, rebuilt(file, **{"more.json": b" " * 200_000}))

    monkeypatch.setattr(archive, "MOST_BYTES", 1000)
    assert "too large" in refused(stranger, file)


def test_a_row_without_end_is_refused(stranger, file, monkeypatch):
    monkeypatch.setattr(archive, "ROW_BYTES", 1000)

    refused(stranger, rebuilt(file, **{GOALS: b"[\n" + b" " * 2000 + b"\n]\n"}))


@pytest.mark.parametrize(
    "data",
    [
        b"", b"{}", b"[\n", b"[\n1\n]\n", b"[\n[]\n]\n", b"[\n{}\n]\n", b'[\n{"public_id": 7}\n]\n',
        b"\xff\xfe", b'[\n{"public_id": []}\n]\n', b"[\n" + b"[" * 100_000 + b"\n]\n",
        b'[\n{"public_id": NaN}\n]\n',
    ],
)  # fmt: skip
def test_rows_of_no_shape_are_refused(stranger, file, data):
    refused(stranger, rebuilt(file, **{CONTACTS: data}))


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("name", None), ("name", 7), ("name", ["x"]), ("name", "x" * 201), ("name", "a\0b"),
        ("name", "\ud800"), ("name", ""), ("public_id", "x"), ("public_id", None),
        ("profile_url", "javascript:alert(1)"), ("profile_url", " java\tscript:alert(1)"),
        ("timezone", "Mars/Base"), ("stage", "king"), ("update_after_months", 99),
        ("update_after_months", 10**30), ("update_after_months", True), ("update_after_months", 2.5),
        ("do_not_contact", "yes"), ("do_not_contact", 1), ("met_on", "yesterday"), ("met_on", "0001-01-01"),
        ("archived_at", "2026-03-02T12:00:00"), ("archived_at", "9999-12-31T23:00:00+00:00"),
        ("organisation", "00000000-0000-4000-8000-000000000000"), ("organisation", {"a": 1}),
        ("organisation", 1),
    ],
)  # fmt: skip
def test_a_value_that_does_not_belong_is_refused(stranger, file, column, value):
    rows = data_of(file, CONTACTS)

    refused(stranger, rebuilt(file, **{CONTACTS: array([{**rows[0], column: value}, *rows[1:]])}))


@pytest.mark.parametrize("value", [None, "x", {}, 7, ["a\0"]])
def test_a_tree_of_another_kind_is_refused(stranger, file, value):
    [row] = data_of(file, GOALS)

    refused(stranger, rebuilt(file, **{GOALS: array([{**row, "pillars": value}])}))


def test_rows_that_come_twice_are_refused(stranger, file):
    [row] = data_of(file, GOALS)

    refused(stranger, rebuilt(file, **{GOALS: array([row, row])}))


def test_what_the_database_does_not_hold_is_refused(stranger, file):
    [row] = data_of(file, GOALS)

    answer = refused(stranger, rebuilt(file, **{GOALS: array([{**row, "closed_on": "2020-01-01"}])}))

    assert "does not fit" in answer


def test_the_owner_cannot_be_named_in_a_row(owner, stranger, file):
    rows = data_of(file, CONTACTS)

    refused(stranger, rebuilt(file, **{CONTACTS: array([{**row, "owner": owner.pk} for row in rows])}))
    refused(stranger, rebuilt(file, **{CONTACTS: array([{**row, "id": 1} for row in rows])}))


def test_a_row_of_somebody_else_is_never_reached(owner, stranger, file):
    theirs = Contact.objects.for_user(owner).order_by("pk").first()
    [goal] = data_of(file, GOALS)
    promise = data_of(file, "data/contacts.promise.json")[0]
    empty = {name: b"[]\n" for name in zipfile.ZipFile(file).namelist() if name.startswith("data/outreach.")}
    rows = array([{**promise, "contact": str(theirs.public_id)}])

    refused(stranger, rebuilt(file, **empty | {CONTACTS: b"[]\n", "data/contacts.promise.json": rows}))
    assert goal["public_id"] not in str(Contact.objects.for_user(stranger).values_list())


def test_a_category_that_is_not_here_is_named(stranger, file):
    [row] = data_of(file, "data/debriefs.insight.json")
    rows = array([{**row, "category": "unheard-of"}])

    assert "unheard-of" in refused(stranger, rebuilt(file, **{"data/debriefs.insight.json": rows}))


def test_a_template_that_is_not_here_is_left_out_and_counted(owner, stranger, file):
    rows = data_of(file, "data/outreach.owntemplate.json")
    rows = array([{**row, "copied_from": "unheard-of"} for row in rows])

    taken = imported(stranger, rebuilt(file, **{"data/outreach.owntemplate.json": rows}))

    assert taken.links_left_out == 1
