"""A copy of an SQLite file while it is written, and back: real files, real processes, no Django."""

import contextlib
import os
import resource
import select
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from infoview.backups import Refused, files, sqlite

TOUCHES = {"open", "os.remove", "os.rename", "sqlite3.connect", "fcntl.flock", "shutil.copyfile"}


def made(path: Path, *notes: str) -> Path:
    """Write a small database that looks like ours."""
    with contextlib.closing(sqlite3.connect(path)) as database:
        database.executescript(
            "PRAGMA journal_mode=WAL; CREATE TABLE django_migrations (app, name);"
            "INSERT INTO django_migrations VALUES ('accounts', '0001_initial'), "
            "('contacts', '0001_initial'), ('interviews', '0001_initial');"
            "CREATE TABLE person (id INTEGER PRIMARY KEY);"
            "CREATE TABLE note (text, person REFERENCES person DEFERRABLE INITIALLY DEFERRED);"
        )
        database.executemany("INSERT INTO note VALUES (?, NULL)", [(note,) for note in notes])
        database.commit()
    return path


def notes(path: Path) -> list[str]:
    with contextlib.closing(sqlite3.connect(path)) as database:
        return [text for (text,) in database.execute("SELECT text FROM note")]


def restore(path: Path, database: Path, **changes):
    steps = {"aside": database.with_name("kept.sqlite3"), "check": len, "migrate": Path.exists}
    return sqlite.restore_backup(path, database, **steps | changes)


# Saves a person and a note again and again, and says so after each commit.
WRITER = """
import os, sqlite3, sys
app = sqlite3.connect(sys.argv[1], timeout=20, isolation_level=None)
app.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;")
for number in range(1_000_000):
    app.execute("BEGIN IMMEDIATE")
    person = app.execute("INSERT INTO person DEFAULT VALUES").lastrowid
    app.execute("INSERT INTO note VALUES (?, ?)", (f"{sys.argv[2]}-{number}", person))
    app.execute("COMMIT")
    os.write(1, f"{sys.argv[2]}-{number}\\n".encode())
"""


@contextlib.contextmanager
def writing(database: Path):
    """Let four processes write; yield what tells the saves that they had answered by then."""
    command = [sys.executable, "-c", WRITER, str(database)]
    writers = [subprocess.Popen([*command, str(n)], stdout=subprocess.PIPE, bufsize=0) for n in range(4)]

    def answered() -> set[str]:
        # Waits until somebody has said something new, and takes all that was said.
        spoken = select.select([writer.stdout for writer in writers], [], [])[0]
        said = [os.read(pipe.fileno(), 1 << 20) for pipe in spoken]
        assert all(said)
        return set(b"".join(said).decode().split())

    try:
        yield answered
        assert [writer.poll() for writer in writers] == [None] * 4
    finally:
        for writer in writers:
            writer.kill()
            writer.communicate()


def test_five_backups_during_four_writers_and_a_long_reader_are_whole(tmp_path):
    database, saved = made(tmp_path / "app.sqlite3", *("x" * 2000 for _ in range(500))), set()
    with contextlib.closing(sqlite3.connect(database)) as reader, writing(database) as answered:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM note").fetchone()
        for number in range(5):
            saved |= answered()
            copy = tmp_path / f"{number}.sqlite3"
            sqlite.write_backup(database, copy)

            with contextlib.closing(sqlite3.connect(copy)) as kept:
                assert kept.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
                assert kept.execute("PRAGMA foreign_key_check").fetchall() == []
            assert saved <= set(notes(copy))
            assert copy.stat().st_mode & 0o777 == 0o600


def test_backup_twice_replaces_the_first(tmp_path):
    database, copy = made(tmp_path / "app.sqlite3", "first"), tmp_path / "copy.sqlite3"
    sqlite.write_backup(database, copy)
    with contextlib.closing(sqlite3.connect(database)) as app:
        app.execute("INSERT INTO note VALUES ('second', NULL)")
        app.commit()

    sqlite.write_backup(database, copy)

    assert notes(copy) == ["first", "second"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["app.sqlite3", "copy.sqlite3"]


def test_backup_leaves_the_database_of_another_project_alone(tmp_path):
    database, other = made(tmp_path / "app.sqlite3"), made(tmp_path / "other.sqlite3", "theirs")
    with contextlib.closing(sqlite3.connect(other)) as theirs:
        theirs.execute("DELETE FROM django_migrations WHERE app = 'contacts'")
        theirs.commit()

    with pytest.raises(Refused, match="not a backup of Infoview; it was left alone"):
        sqlite.write_backup(database, other)

    assert notes(other) == ["theirs"]


@pytest.mark.parametrize("content", [b"Dear Grace,", b"SQLite format 3\0 and nothing else", None])
def test_backup_leaves_another_kind_of_file_alone(tmp_path, content):
    database, other = made(tmp_path / "app.sqlite3"), tmp_path / "letter"
    if content is None:
        with contextlib.closing(sqlite3.connect(other)) as theirs:
            theirs.execute("CREATE TABLE photo (name)")
        content = other.read_bytes()
    other.write_bytes(content)

    with pytest.raises(Refused, match="not a backup of Infoview; it was left alone"):
        sqlite.write_backup(database, other)

    assert other.read_bytes() == content


@pytest.mark.parametrize("name", ["app.sqlite3", "app.sqlite3-wal"])
def test_backup_never_goes_onto_the_database_itself(tmp_path, name):
    database = made(tmp_path / "app.sqlite3", "first")

    with pytest.raises(Refused, match="is the database itself"):
        sqlite.write_backup(database, tmp_path / name)

    assert notes(database) == ["first"]


def test_backup_into_no_folder_is_one_sentence(tmp_path):
    database = made(tmp_path / "app.sqlite3")

    with pytest.raises(Refused, match=r"there is no folder .*/none"):
        sqlite.write_backup(database, tmp_path / "none" / "copy.sqlite3")
    with pytest.raises(Refused, match="cannot be written"):
        sqlite.write_backup(database, database / "copy.sqlite3")


def test_backup_of_a_damaged_database_keeps_the_one_before(tmp_path):
    database, copy = made(tmp_path / "app.sqlite3", *("word " * 50 for _ in range(500))), tmp_path / "copy"
    sqlite.write_backup(database, copy)
    before = copy.read_bytes()
    damage(database)

    with pytest.raises(Refused, match="is damaged"):
        sqlite.write_backup(database, copy)

    assert copy.read_bytes() == before


def test_backup_of_an_orphaned_row_is_refused(tmp_path):
    database = made(tmp_path / "app.sqlite3")
    with contextlib.closing(sqlite3.connect(database)) as app:
        app.execute("INSERT INTO note VALUES ('whose?', 7)")
        app.commit()

    with pytest.raises(Refused, match="a row of note names one of person that is not there"):
        sqlite.write_backup(database, tmp_path / "copy.sqlite3")


def damage(path: Path) -> None:
    content = bytearray(path.read_bytes())
    for place in range(4096 * 5, len(content), 4096):
        content[place : place + 200] = b"\xa5" * 200
    path.write_bytes(content)


def in_child(act) -> int:
    """Do it in a process of its own; return its exit code: 3 when it was Refused, or minus the signal."""
    if (child := os.fork()) == 0:
        try:
            act()
        except Refused as error:
            print(error, file=sys.stderr, flush=True)
            os._exit(3)
        except BaseException:  # whatever it is, the child ends here
            os._exit(4)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def test_backup_that_does_not_fit_leaves_no_half_file(tmp_path):
    database, folder = made(tmp_path / "app.sqlite3", *("x" * 1000 for _ in range(500))), tmp_path / "to"
    folder.mkdir()

    def act():
        # Nothing may grow beyond 100 KB, as on a disk that is full.
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
        sqlite.write_backup(database, folder / "copy.sqlite3")

    assert in_child(act) == 3
    assert list(folder.iterdir()) == []


def killed_at(step: int, act):
    """Return `act` that dies, as by kill -9, at its nth touch of a file."""

    def dying():
        left = iter(range(step))

        def watch(event: str, _arguments: tuple) -> None:
            if event in TOUCHES and next(left, None) is None:
                os.kill(os.getpid(), 9)

        sys.addaudithook(watch)
        act()

    return dying


def test_backup_killed_anywhere_leaves_the_one_before_or_the_new_one(tmp_path):
    copy = tmp_path / "copy.sqlite3"
    sqlite.write_backup(made(tmp_path / "old.sqlite3", "old"), copy)
    database, ends, seen = made(tmp_path / "app.sqlite3", "new"), [-9], []

    while ends[-1] == -9 and len(ends) < 100:
        ends.append(in_child(killed_at(len(ends), lambda: sqlite.write_backup(database, copy))))
        seen.append(notes(copy))
    files.sweep(tmp_path)

    assert ends[-1] == 0
    assert len(ends) > 10
    assert {tuple(one) for one in seen} == {("old",), ("new",)}
    assert list(tmp_path.glob(".*")) == []


def test_restore_killed_anywhere_leaves_the_old_or_the_new_database(tmp_path):
    copy, database, ends, seen = tmp_path / "copy.sqlite3", tmp_path / "app.sqlite3", [-9], []
    sqlite.write_backup(made(tmp_path / "first.sqlite3", "restored"), copy)

    while ends[-1] == -9 and len(ends) < 100:
        database.unlink(missing_ok=True)
        made(database, "present")
        ends.append(in_child(killed_at(len(ends), lambda: restore(copy, database))))
        seen.append(notes(database))

    assert ends[-1] == 0
    assert len(ends) > 20
    assert {tuple(one) for one in seen} == {("present",), ("restored",)}
    assert notes(tmp_path / "kept.sqlite3") == ["present"]


def test_restore_killed_between_two_pages_rolls_back(tmp_path):
    database = made(tmp_path / "app.sqlite3", *("present" for _ in range(50_000)))
    copy = made(tmp_path / "copy.sqlite3", *("restored" for _ in range(50_000)))

    def act():
        # The same exchange in steps, to be cut off within one.
        with sqlite._opened(database) as present, sqlite._opened(copy) as new:
            present.execute("PRAGMA locking_mode=EXCLUSIVE")
            present.execute("PRAGMA journal_mode=DELETE")
            present.execute("PRAGMA cache_size=10")
            new.backup(
                present, pages=50, progress=lambda _s, left, _t: left < 100 and os.kill(os.getpid(), 9)
            )

    assert in_child(act) == -9
    assert set(notes(database)) == {"present"}


def test_restore_keeps_the_present_database_and_leaves_nothing_beside_it(tmp_path):
    database, copy = made(tmp_path / "app.sqlite3", "first"), tmp_path / "copy.sqlite3"
    sqlite.write_backup(database, copy)
    with contextlib.closing(sqlite3.connect(database)) as app:
        app.execute("INSERT INTO note VALUES ('second', NULL)")
        app.commit()

    kept = restore(copy, database)

    assert sorted(path.name for path in tmp_path.iterdir()) == ["app.sqlite3", "copy.sqlite3", "kept.sqlite3"]
    assert (notes(database), notes(kept)) == (["first"], ["first", "second"])
    assert kept.stat().st_mode & 0o777 == 0o600


def test_restore_refuses_while_the_database_is_open(tmp_path):
    database, copy = made(tmp_path / "app.sqlite3", "present"), made(tmp_path / "copy.sqlite3", "restored")
    with contextlib.closing(sqlite3.connect(database)) as app:
        app.execute("SELECT text FROM note").fetchall()

        with pytest.raises(Refused, match="is in use by another program"):
            restore(copy, database)

    assert notes(database) == ["present"]
    assert not (tmp_path / "kept.sqlite3").exists()


def test_restore_takes_what_is_in_the_wal_of_a_backup_along(tmp_path):
    database, copy = made(tmp_path / "app.sqlite3", "present"), made(tmp_path / "copy.sqlite3", "restored")
    with contextlib.closing(sqlite3.connect(copy)) as other:
        other.execute("INSERT INTO note VALUES ('late', NULL)")
        other.commit()
        assert copy.with_name("copy.sqlite3-wal").stat().st_size > 0

        restore(copy, database)

    assert notes(database) == ["restored", "late"]


def test_restore_over_a_damaged_database_keeps_it_as_it_lies(tmp_path):
    database, copy = tmp_path / "app.sqlite3", made(tmp_path / "copy.sqlite3", "restored")
    database.write_bytes(b"no database" * 1000)
    database.with_name("app.sqlite3-wal").write_bytes(b"of an older life")

    kept = restore(copy, database)

    assert notes(database) == ["restored"]
    assert kept.read_bytes() == b"no database" * 1000
    assert kept.with_name("kept.sqlite3-wal").read_bytes() == b"of an older life"


def test_restore_to_a_new_folder_needs_no_database(tmp_path):
    copy, database = made(tmp_path / "copy.sqlite3", "restored"), tmp_path / "new" / "app.sqlite3"
    database.parent.mkdir()
    database.with_name("app.sqlite3-wal").write_bytes(b"of an older life")

    assert restore(copy, database) is None

    assert notes(database) == ["restored"]


def test_restore_refuses_what_is_no_backup(tmp_path):
    database, letter = made(tmp_path / "app.sqlite3", "present"), tmp_path / "letter"
    letter.write_text("Dear Grace,")
    photos = tmp_path / "photos.sqlite3"
    with contextlib.closing(sqlite3.connect(photos)) as theirs:
        theirs.execute("CREATE TABLE photo (name)")

    for path in (letter, photos):
        with pytest.raises(Refused, match="is not a backup of Infoview"):
            restore(path, database)
    with pytest.raises(Refused, match="cannot be read"):
        restore(tmp_path / "none", database)
    with pytest.raises(Refused, match="is the database itself"):
        restore(database, database)
    assert notes(database) == ["present"]


@pytest.mark.parametrize("cut", [False, True])
def test_restore_refuses_a_damaged_backup(tmp_path, cut):
    database = made(tmp_path / "app.sqlite3", "present")
    copy = made(tmp_path / "copy.sqlite3", *("word " * 50 for _ in range(500)))
    if cut:
        os.truncate(copy, copy.stat().st_size // 2)
    else:
        damage(copy)

    with pytest.raises(Refused, match="is damaged"):
        restore(copy, database)

    assert notes(database) == ["present"]


def test_restore_whose_migration_fails_changes_nothing(tmp_path):
    database, copy = made(tmp_path / "app.sqlite3", "present"), made(tmp_path / "copy.sqlite3", "restored")

    def migrate(part):
        raise Refused("the backup could not be brought to this version")

    with pytest.raises(Refused, match="could not be brought"):
        restore(copy, database, migrate=migrate)

    assert notes(database) == ["present"]
    assert list(tmp_path.glob(".*")) == []
