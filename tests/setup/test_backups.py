"""The lines of docs/operate.md that keep the data and bring them back, run as they stand there."""

import contextlib
import re
import shutil
import sqlite3
import subprocess

import psycopg
import pytest

from tests.setup.conftest import PROGRAMS
from tests.setup.starting import ROOT, start


def lines(*programs: str) -> str:
    """Return what the section on backups says about these programs, as a script."""
    section = (ROOT / "docs" / "operate.md").read_text().partition("## Backups")[2].partition("\n## ")[0]
    blocks = re.findall(r"```\n(.*?)```", section, re.DOTALL)
    return "".join(
        f"{line}\n" for block in blocks for line in block.splitlines() if line.startswith(programs)
    )


def run(script: str, folder, **variables: str) -> None:
    subprocess.run(["sh", "-ec", script], cwd=folder, env=variables, check=True)


@pytest.mark.skipif(shutil.which("sqlite3") is None, reason="the program sqlite3 is not installed")
def test_sqlite_file_is_kept_while_it_is_written_and_comes_back(tmp_path):
    (tmp_path / "data").mkdir()
    database = tmp_path / "data" / "infoview.sqlite3"
    with contextlib.closing(sqlite3.connect(database)) as app:
        app.execute("PRAGMA journal_mode=WAL")
        app.execute("CREATE TABLE note (text)")
        app.execute("INSERT INTO note VALUES ('kept')")
        app.commit()
        run(lines("umask", "mkdir", "sqlite3"), tmp_path, PATH="/usr/bin:/bin")
        app.execute("INSERT INTO note VALUES ('written after')")
        app.commit()

    run(lines("rm", "cp"), tmp_path, PATH="/usr/bin:/bin")

    with contextlib.closing(sqlite3.connect(database)) as app:
        assert app.execute("SELECT text FROM note").fetchall() == [("kept",)]
    (copy,) = (tmp_path / "data" / "backups").iterdir()
    assert copy.stat().st_mode & 0o077 == 0


def test_postgresql_is_dumped_and_comes_back(tmp_path, postgresql):
    place = {"DATABASE_URL": postgresql, "PATH": f"{PROGRAMS[-1].parent}:/usr/bin:/bin"}
    start(tmp_path / "data", "--prepare-only", DATABASE_URL=postgresql)
    with psycopg.connect(postgresql, autocommit=True) as database:
        questions = database.execute("SELECT count(*) FROM interviews_question").fetchone()
        triggers = database.execute("SELECT count(*) FROM pg_trigger").fetchone()
        run(lines("pg_dump"), tmp_path, **place)
        database.execute("TRUNCATE interviews_question CASCADE")

        run(lines("pg_restore"), tmp_path, **place)

        assert questions[0] > 0
        assert database.execute("SELECT count(*) FROM interviews_question").fetchone() == questions
        assert database.execute("SELECT count(*) FROM pg_trigger").fetchone() == triggers
