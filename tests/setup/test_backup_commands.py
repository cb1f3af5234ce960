"""`manage.py backup` and `manage.py restore`, as an operator meets them: processes beside a real server."""

import contextlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.setup.starting import ROOT, environment, refused, running

pytestmark = pytest.mark.skipif(
    bool(os.environ.get("DATABASE_URL")), reason="starts by itself on SQLite files"
)


def manage(data: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=environment(data, **variables),
        capture_output=True,
        text=True,
        timeout=60,
    )


@pytest.fixture(scope="module")
def prepared(tmp_path_factory) -> Path:
    """A data folder with one account, and a backup beside it."""
    folder = tmp_path_factory.mktemp("backups") / "data"
    assert manage(folder, "migrate").returncode == 0
    assert manage(folder, "createcachetable").returncode == 0
    assert manage(folder, "add_owner", "ada@infoview.example").returncode == 0
    assert manage(folder, "backup", str(folder.parent / "copy.sqlite3")).returncode == 0
    return folder


def ask(database: Path, question: str):
    with contextlib.closing(sqlite3.connect(database)) as connection:
        found = connection.execute(question).fetchall()
        connection.commit()
        return found


def everything(database: Path) -> dict[str, list]:
    """Return every row of every table but the moments of jobs."""
    names = [name for (name,) in ask(database, "SELECT name FROM sqlite_master WHERE type = 'table'")]
    return {
        name: sorted(map(repr, ask(database, f"SELECT * FROM {name}")))
        for name in names
        if name != "scheduler_heartbeat"
    }


def test_drill_to_a_new_folder_brings_everything_back(prepared, tmp_path):
    copy, data = prepared.parent / "copy.sqlite3", tmp_path / "data"

    first = manage(data, "restore", str(copy), "--json")
    again = manage(data, "restore", str(copy), "--json")

    assert json.loads(first.stdout) == {"restored": str(copy), "kept": None, "migrations": 0}
    assert Path(json.loads(again.stdout)["kept"]).parent == data / "backups"
    assert everything(data / "infoview.sqlite3") == everything(prepared / "infoview.sqlite3")


def test_restore_refuses_under_a_running_server_and_backup_does_not(prepared, tmp_path):
    data = tmp_path / "data"
    data.mkdir()
    shutil.copy(prepared.parent / "copy.sqlite3", data / "infoview.sqlite3")
    with running(data):
        backup = manage(data, "backup", str(tmp_path / "new.sqlite3"), "--json")
        restore = manage(data, "restore", str(tmp_path / "new.sqlite3"))

    report = json.loads(backup.stdout)
    assert report["bytes"] == (tmp_path / "new.sqlite3").stat().st_size
    assert "Infoview is running" in refused(restore)
    assert ask(data / "infoview.sqlite3", "SELECT job FROM scheduler_heartbeat") == [("backup",)]


def test_restore_of_an_older_version_migrates_and_says_what_to_do_next(prepared, tmp_path):
    older = tmp_path / "older.sqlite3"
    shutil.copy(prepared.parent / "copy.sqlite3", older)
    ask(older, "DROP TABLE django_session")
    ask(older, "DELETE FROM django_migrations WHERE app = 'sessions'")

    said = manage(tmp_path / "data", "restore", str(older)).stdout

    assert "brought to this one" in said
    assert "Next: start Infoview again, with make run" in said
    assert ask(tmp_path / "data" / "infoview.sqlite3", "SELECT * FROM django_session") == []
    triggers = "SELECT count(*) FROM sqlite_master WHERE type = 'trigger'"
    assert ask(tmp_path / "data" / "infoview.sqlite3", triggers) == ask(
        prepared / "infoview.sqlite3", triggers
    )


def test_restore_refuses_a_newer_version(prepared, tmp_path):
    newer = tmp_path / "newer.sqlite3"
    shutil.copy(prepared.parent / "copy.sqlite3", newer)
    ask(newer, "INSERT INTO django_migrations (app, name, applied) VALUES ('contacts', '9999_later', 0)")

    sentence = refused(manage(tmp_path / "data", "restore", str(newer)))

    assert "newer version of Infoview (it knows contacts.9999_later)" in sentence
    assert not (tmp_path / "data" / "infoview.sqlite3").exists()


def test_backups_on_a_schedule_remove_old_ones_and_nothing_else(prepared, tmp_path):
    old, foreign = tmp_path / "infoview-20200101-000000.sqlite3", tmp_path / "infoview-letters.sqlite3"
    for path in (old, foreign):
        path.touch()

    report = json.loads(manage(prepared, "backup", "--folder", str(tmp_path), "--keep", "--json").stdout)

    assert report["removed"] == [str(old)]
    assert {path.name for path in tmp_path.iterdir()} == {foreign.name, Path(report["file"]).name}


def test_backup_says_in_one_sentence_why_none_was_made(prepared, tmp_path):
    (tmp_path / "letter").write_text("Dear Grace,")

    sentence = refused(manage(prepared, "backup", str(tmp_path / "letter")))

    assert sentence.startswith("CommandError: No backup was made: ")
    assert (tmp_path / "letter").read_text() == "Dear Grace,"
