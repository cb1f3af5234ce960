"""`manage.py backup` and `manage.py restore` on a PostgreSQL server, with its own programs."""

import json
import os

import psycopg
import pytest

from infoview.backups import Refused, postgresql
from tests.setup.conftest import PROGRAMS
from tests.setup.starting import refused
from tests.setup.test_backup_commands import manage


@pytest.fixture(scope="module")
def place(request, tmp_path_factory):
    """A prepared database: a folder with its backup, and the variables that lead to it."""
    address, folder = request.getfixturevalue("postgresql"), tmp_path_factory.mktemp("postgresql")
    path = os.pathsep.join([str(PROGRAMS[-1].parent), os.environ["PATH"]])
    variables = {"DATABASE_URL": address, "PATH": path}
    assert manage(folder / "data", "migrate", **variables).returncode == 0
    made = manage(folder / "data", "backup", str(folder / "copy.dump"), **variables)
    assert made.returncode == 0, made.stderr
    return folder, variables


def test_backup_is_a_dump_for_nobody_else_and_comes_back(place):
    folder, variables = place
    address = variables["DATABASE_URL"]
    kinds = "SELECT count(*) FROM django_content_type"
    triggers = "SELECT count(*) FROM pg_trigger"
    with psycopg.connect(address, autocommit=True) as database:
        before = [database.execute(question).fetchone() for question in (kinds, triggers)]
        database.execute("TRUNCATE django_content_type CASCADE")
        database.execute("CREATE TABLE of_a_later_version (id int)")
        database.execute("DELETE FROM django_migrations WHERE app = 'sessions'")

    done = manage(folder / "data", "restore", str(folder / "copy.dump"), "--json", **variables)

    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["kept"].endswith(".dump")
    assert (folder / "copy.dump").stat().st_mode & 0o777 == 0o600
    with psycopg.connect(address) as database:
        assert [database.execute(question).fetchone() for question in (kinds, triggers)] == before
        assert database.execute("SELECT to_regclass('of_a_later_version')").fetchone() == (None,)


def test_restore_refuses_while_others_use_the_database(place):
    folder, variables = place
    with psycopg.connect(variables["DATABASE_URL"]) as database:
        database.execute("SELECT 1")

        result = manage(folder / "data", "restore", str(folder / "copy.dump"), **variables)

    assert "1 other programs use the database" in refused(result)


def test_restore_refuses_half_a_dump_and_what_is_none(place, monkeypatch, tmp_path):
    folder, variables = place
    monkeypatch.setenv("PATH", variables["PATH"])
    whole = (folder / "copy.dump").read_bytes()
    (tmp_path / "half").write_bytes(whole[: len(whole) // 2])
    (tmp_path / "letter").write_text("Dear Grace,")

    for name, words in (("half", "half is damaged"), ("letter", "is not a backup of Infoview on PostgreSQL")):
        with pytest.raises(Refused, match=words):
            postgresql.restore_backup({}, 15, tmp_path / name, aside=tmp_path / "a", tables=[], check=len)


def test_backup_leaves_another_kind_of_file_alone(monkeypatch, place, tmp_path):
    monkeypatch.setenv("PATH", place[1]["PATH"])
    (tmp_path / "letter").write_text("Dear Grace,")

    with pytest.raises(Refused, match="it was left alone"):
        postgresql.write_backup({}, 15, tmp_path / "letter")


@pytest.mark.parametrize(
    ("program", "words"),
    [
        ("", "the program pg_dump is missing"),
        ("#!/bin/sh\necho 'pg_dump (PostgreSQL) 9.6'\n", "pg_dump is of PostgreSQL 9, and the server of 15"),
    ],
)
def test_backup_needs_programs_as_new_as_the_server(monkeypatch, tmp_path, program, words):
    monkeypatch.setenv("PATH", str(tmp_path))
    if program:
        (tmp_path / "pg_dump").write_text(program)
        (tmp_path / "pg_dump").chmod(0o755)

    with pytest.raises(Refused, match=words):
        postgresql.write_backup({}, 15, tmp_path / "x.dump")
