"""The database as one SQLite file: copied while it is written, and exchanged while nobody has it open."""

import contextlib
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

from infoview.backups import Refused, files, is_ours

BESIDE = ("-wal", "-shm", "-journal")
DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
MAGIC = b"SQLite format 3\0"
Migrations = set[tuple[str, str]]


def write_backup(database: Path, path: Path) -> None:
    """Write a checked copy of the database to `path`, whatever is written to it meanwhile.

    raises  Refused, with nothing at `path` changed
    """
    if not database.exists():
        raise Refused(f"there is no database {database} yet.")
    _check_place(database, path)
    with files.draft(path) as part:
        with _told(f"the database {database}", path.parent), _opened(database) as source:
            _copy(source, part)
        _check_whole(part, what=f"the database {database}")
        files.put(part, path)


def restore_backup(
    path: Path,
    database: Path,
    *,
    aside: Path,
    check: Callable[[Migrations], None],
    migrate: Callable[[Path], None],
) -> Path | None:
    """Put what is in `path` in the place of the database; return where the present one is kept.

    check    told the migrations of the backup, before anything is changed
    migrate  brings the file it is given to this version
    raises   Refused, with the database as it was
    """
    if path.exists() and database.exists() and path.samefile(database):
        raise Refused(f"{path} is the database itself.")
    with files.draft(database) as part:
        _take(path, part)
        check(_migrations(part, what=str(path)))
        migrate(part)
        with _told(str(path), database.parent), _opened(part) as connection:
            connection.execute("PRAGMA journal_mode=DELETE")
        _check_whole(part, what=str(path))
        return _exchange(database, part, aside)


def is_database(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(MAGIC)) == MAGIC


def _check_place(database: Path, path: Path) -> None:
    """Refuse a place where something else stands."""
    if path in {database, *(database.with_name(database.name + end) for end in BESIDE)}:
        raise Refused(f"{path} is the database itself; name another file.")
    if not path.exists():
        return
    try:
        ours = path.is_file() and (path.stat().st_size == 0 or is_database(path))
        if ours and path.stat().st_size:
            ours = is_ours(_migrations(path, what=str(path)))
    except OSError as error:
        raise Refused(f"{path} is there already and cannot be read ({error.strerror}).") from error
    except Refused:
        ours = False
    if not ours:
        raise Refused(f"{path} is there already, and is not a backup of Infoview; it was left alone.")
    if any(path.with_name(path.name + end).exists() for end in BESIDE):
        raise Refused(f"{path} is open in another program, or was not closed well; name another file.")


def _take(path: Path, part: Path) -> None:
    """Copy a backup into the draft; raise Refused when it is none, or is not whole."""
    try:
        if not is_database(path):
            raise Refused(f"{path} is not a backup of Infoview.")
    except OSError as error:
        raise Refused(f"{path} cannot be read ({error.strerror}).") from error
    with _told(str(path), part.parent), _opened(path, options=_reading(path)) as source:
        _copy(source, part)
    _check_whole(part, what=str(path))


def _reading(path: Path) -> str:
    """Return how to open a file that nobody writes: without a -wal it can lie on a disc that is read only."""
    return "mode=ro" if path.with_name(f"{path.name}-wal").exists() else "mode=ro&immutable=1"


def _copy(source: sqlite3.Connection, part: Path) -> None:
    with _opened(part) as target:
        target.execute("PRAGMA synchronous=OFF")  # it is synced as a whole, before it takes its place
        source.backup(target)  # all pages in one step: one moment, and writers do not wait
        target.execute("PRAGMA journal_mode=DELETE")  # one file that stands by itself


def _check_whole(path: Path, *, what: str) -> None:
    with _told(what, path.parent), _opened(path) as connection:
        (found,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
        orphan = connection.execute("PRAGMA foreign_key_check").fetchone()
    if found != "ok":
        raise Refused(f"{what} is damaged ({' '.join(found.split())}).")
    if orphan:
        raise Refused(f"{what} is damaged (a row of {orphan[0]} names one of {orphan[2]} that is not there).")


def _migrations(path: Path, *, what: str) -> Migrations:
    try:
        with _opened(path, options=_reading(path)) as connection:
            return set(connection.execute("SELECT app, name FROM django_migrations"))
    except sqlite3.Error as error:
        raise Refused(f"{what} is not a backup of Infoview.") from error


def _exchange(database: Path, part: Path, aside: Path) -> Path | None:
    """Replace the database; a kill at any moment leaves the old one or the new one whole."""
    if database.exists():
        try:
            if not is_database(database):  # opening it would throw away a -wal
                raise _Damaged
            with _told(f"the database {database}", database.parent), _opened(database, timeout=1) as present:
                return _overwrite(present, part, aside)
        except _Damaged:
            _set_aside(database, aside)
    for end in BESIDE:  # an old -wal beside a new file would break it
        database.with_name(database.name + end).unlink(missing_ok=True)
    files.put(part, database)
    return aside if aside.exists() else None


def _overwrite(present: sqlite3.Connection, part: Path, aside: Path) -> Path:
    """Keep what is there, then write the new content in one transaction of SQLite's own.

    The file stays the same one, so that whoever opens it meanwhile waits, and then sees the new content.
    """
    # Fails as long as anybody else has it open; from here on nobody can open it.
    present.execute("PRAGMA locking_mode=EXCLUSIVE")
    present.execute("PRAGMA journal_mode=DELETE")
    present.execute("BEGIN EXCLUSIVE")
    present.execute("COMMIT")
    with files.draft(aside) as kept:
        _copy(present, kept)
        files.put(kept, aside)
    present.execute("PRAGMA synchronous=FULL")
    with _opened(part) as new:
        new.backup(present)
    return aside


def _set_aside(database: Path, aside: Path) -> None:
    """Keep a damaged database as it lies there, with what belongs to it."""
    for end in ("", *BESIDE):
        source = database.with_name(database.name + end)
        if source.exists():
            shutil.copyfile(source, target := aside.with_name(aside.name + end))
            target.chmod(0o600)


@contextlib.contextmanager
def _opened(path: Path, *, options: str = "mode=rw", timeout: float = 20) -> Iterator[sqlite3.Connection]:
    address = f"{path.absolute().as_uri()}?{options}"
    connection = sqlite3.connect(address, uri=True, timeout=timeout, isolation_level=None)
    with contextlib.closing(connection):
        yield connection


class _Damaged(Refused):
    """What was opened is no whole database."""


@contextlib.contextmanager
def _told(what: str, folder: Path) -> Iterator[None]:
    """Turn what SQLite says into a sentence."""
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code in DAMAGED:
            raise _Damaged(f"{what} is damaged ({error}).") from error
        if code in BUSY:
            raise Refused(
                f"{what} is in use by another program, such as a sender of digests; stop it first."
            ) from error
        if code == sqlite3.SQLITE_FULL:
            raise Refused(f"the disk of {folder} is full; nothing was written.") from error
        raise Refused(f"{what} could not be copied to {folder} ({error}).") from error
