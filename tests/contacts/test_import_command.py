import json

import pytest
from django.core.management import CommandError, call_command

from contacts.models import Contact, ImportBatch
from tests.contacts.test_importing import HEAD, LINKEDIN
from tests.factories.contacts import make_contact


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "Connections.csv"
    path.write_text(LINKEDIN)
    return path


def run(capsys, *args):
    call_command(*args)
    return json.loads(capsys.readouterr().out)


def test_import_contacts_answers_in_json(owner, file, capsys):
    first = run(capsys, "import_contacts", str(file), "--owner", owner.email, "--json")
    second = run(
        capsys, "import_contacts", str(file), "--owner", owner.email, "--json", "--format", "linkedin"
    )

    assert first == {"created": 2, "updated": 0, "unchanged": 0, "skipped": 0, "errors": []}
    assert second == {"created": 0, "updated": 0, "unchanged": 2, "skipped": 0, "errors": []}


def test_import_contacts_takes_good_rows_and_names_bad_lines(owner, file, capsys):
    file.write_text(HEAD + "Leila,Moradi,,l@a.example,,,\n,,,nobody@a.example,,,\n")

    answer = run(capsys, "import_contacts", str(file), "--owner", owner.email, "--json")

    assert answer["created"] == 1
    assert [error["line"] for error in answer["errors"]] == [3]
    assert answer["errors"][0]["reason"]


def test_import_contacts_dry_run_writes_nothing(owner, file, capsys):
    answer = run(capsys, "import_contacts", str(file), "--owner", owner.email, "--json", "--dry-run")

    assert answer["created"] == 2
    assert not Contact.objects.exists()
    assert not ImportBatch.objects.exists()


def test_import_contacts_all_or_nothing_refuses_a_bad_line(owner, file):
    file.write_text(HEAD + "Leila,Moradi,,l@a.example,,,\n,,,nobody@a.example,,,\n")

    with pytest.raises(CommandError):
        call_command("import_contacts", str(file), "--owner", owner.email, "--all-or-nothing")

    assert not Contact.objects.exists()


@pytest.mark.parametrize("data", [b"", b"\x00\xff" * 99, b"{}"])
def test_import_contacts_of_an_unreadable_file_fails(owner, file, data):
    file.write_bytes(data)

    with pytest.raises(CommandError):
        call_command("import_contacts", str(file), "--owner", owner.email)


def test_import_contacts_without_file_or_owner_fails(owner, file):
    with pytest.raises(CommandError):
        call_command("import_contacts", str(file) + ".gone", "--owner", owner.email)
    with pytest.raises(CommandError):
        call_command("import_contacts", str(file), "--owner", "nobody@infoview.example")


@pytest.mark.parametrize("format", ["csv", "vcard", "vcard3", "json"])
def test_export_contacts_makes_an_equal_account(owner, stranger, tmp_path, capsys, format):
    contact = make_contact(
        owner,
        "Leila Moradi",
        organisation="Tern",
        job_title="Lab lead",
        tags=["a"],
        email="l@tern.example",
        notes="x\ny",
    )
    contact.change(first_name="Leila", last_name="Moradi")
    path = tmp_path / "out"

    call_command("export_contacts", str(path), "--owner", owner.email, "--format", format)
    answer = run(capsys, "import_contacts", str(path), "--owner", stranger.email, "--json")

    copy = Contact.objects.get(owner=stranger)
    assert answer["created"] == 1
    for name in ("name", "first_name", "last_name", "job_title", "notes"):
        assert getattr(copy, name) == getattr(contact, name)
    assert copy.organisation.name == "Tern"
    assert [point.value for point in copy.points.all()] == ["l@tern.example"]


def test_export_contacts_writes_to_standard_output(owner, capsys):
    make_contact(owner, "=Leila")

    call_command("export_contacts", "-", "--owner", owner.email)

    assert "'=Leila" in capsys.readouterr().out
