"""export_account and import_account."""

import json
import stat

import pytest
from django.core.management import CommandError, call_command

from contacts.models import Contact
from infoview.accounts.models import AuditAct, AuditEvent

pytestmark = pytest.mark.django_db


@pytest.fixture
def path(tmp_path):
    return tmp_path / "account.zip"


@pytest.fixture
def contact(owner):
    return Contact.objects.create(owner=owner, name="Elena Marchetti")


def test_out_and_in(owner, stranger, contact, path, capsys):
    call_command("export_account", "ADA@infoview.example", str(path), "--json")
    out = json.loads(capsys.readouterr().out)
    call_command("import_account", str(path), email=stranger.email, json=True)
    into = json.loads(capsys.readouterr().out)

    assert out["counts"]["contacts.contact"] == 1
    assert into["counts"]["contacts.contact"] == 1
    assert Contact.objects.for_user(stranger).get().name == "Elena Marchetti"


def test_twice_is_as_once(owner, stranger, contact, path, capsys):
    for _time in range(2):
        call_command("export_account", owner.email, str(path))
        call_command("import_account", str(path), email=stranger.email)

    assert Contact.objects.for_user(stranger).count() == 1
    assert "0 rows came in" in capsys.readouterr().out


def test_the_file_is_for_its_owner_alone_and_nothing_lies_beside_it(owner, contact, path):
    call_command("export_account", owner.email, str(path), verbosity=0)

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(path.parent.iterdir()) == [path]


def test_the_export_is_noted(owner, path):
    call_command("export_account", owner.email, str(path))

    assert AuditEvent.objects.for_user(owner).get().act == AuditAct.EXPORTED


def test_a_place_that_cannot_be_written_is_named(owner, path):
    with pytest.raises(CommandError, match="cannot be written"):
        call_command("export_account", owner.email, str(path / "no" / "where.zip"))


def test_a_file_that_is_not_there_is_named(owner, path):
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("import_account", str(path), email=owner.email)


def test_an_account_that_is_not_there_is_named(db, path):
    path.write_bytes(b"")
    for command in (
        ("export_account", "eve@infoview.example", path),
        ("import_account", path, "--email=eve@x.y"),
    ):
        with pytest.raises(CommandError, match="There is no account"):
            call_command(command[0], *map(str, command[1:]))


def test_what_is_no_account_is_refused_in_one_sentence(owner, path):
    path.write_bytes(b"name\r\nElena\r\n")

    with pytest.raises(CommandError, match="not a zip file"):
        call_command("import_account", str(path), email=owner.email)
