"""Backups of the database that this installation uses, whichever it is."""

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connection

from infoview.backups import Refused, Unfinished, files, keep, postgresql, running, sqlite, versions
from scheduler.models import Heartbeat

JOB = "backup"
# The names that a schedule gives; no other file is ever removed.
DATED = re.compile(r"infoview-(\d{8}-\d{6})\.(?:sqlite3|dump)")
STAMP = "%Y%m%d-%H%M%S"


@dataclass(frozen=True, slots=True)
class Restored:
    kept: Path | None
    migrated: int


def ending() -> str:
    return ".sqlite3" if connection.vendor == "sqlite" else ".dump"


def dated(folder: Path, *, now: datetime) -> Path:
    """Return the path of a backup of this moment, such as infoview-20261124-180000.sqlite3."""
    return folder / f"infoview-{now:{STAMP}}{ending()}"


def remove_old(folder: Path, *, now: datetime) -> list[Path]:
    """Remove the dated backups in the folder that are no longer wanted; return them."""
    made: dict[datetime, list[Path]] = {}
    for path in sorted(folder.iterdir()):
        if (name := DATED.fullmatch(path.name)) and (moment := _moment(name[1])):
            made.setdefault(moment, []).append(path)
    removed = [path for moment in sorted(keep.to_remove(made, now=now)) for path in made[moment]]
    try:
        for path in removed:
            path.unlink()
    except OSError as error:
        raise Refused(f"an older backup could not be removed ({error}).") from error
    return removed


def _moment(stamp: str) -> datetime | None:
    try:
        return datetime.strptime(stamp, STAMP).replace(tzinfo=UTC)
    except ValueError:  # eight and six digits that are no moment
        return None


def write_backup(path: Path, *, now: datetime) -> bool:
    """Write a checked backup to `path`; return whether the moment could be noted, for /healthz."""
    if connection.vendor == "postgresql":
        postgresql.write_backup(_server(), _server_version(), path.resolve())
    else:
        sqlite.write_backup(_database(), path.resolve())
    try:
        Heartbeat.objects.update_or_create(job=JOB, defaults={"at": now, "detail": path.name[:200]})
    except DatabaseError:  # of an older version, whose tables are not all there yet
        return False
    return True


def restore_backup(path: Path, *, now: datetime) -> Restored:
    """Put a backup in the place of the present database, which is kept, and bring it to this version."""
    folder = Path(settings.DATA_DIR)
    with running.alone(folder):
        aside = files.aside(folder / "backups", "before-restore", now=now, ending=ending())
        bring_back = _restore_server if connection.vendor == "postgresql" else _restore_file
        migrated = bring_back(path, aside)
        with suppress(OSError):  # one too many is no reason to say that nothing was restored
            files.keep_newest(aside.parent, "before-restore", ending=ending())
    return Restored(kept=aside if aside.exists() else None, migrated=migrated)


def _restore_file(path: Path, aside: Path) -> int:
    steps: list[int] = []
    sqlite.restore_backup(
        path.resolve(),
        _database(),
        aside=aside,
        check=lambda applied: versions.check_version(applied, what=str(path)),
        migrate=lambda part: steps.append(_migrate_file(part)),
    )
    return sum(steps)


def _restore_server(path: Path, aside: Path) -> int:
    version = _server_version()
    _check_nobody_else()
    tables = _tables()
    connection.close()
    postgresql.restore_backup(
        _server(),
        version,
        path.resolve(),
        aside=aside,
        tables=tables,
        check=lambda applied: versions.check_version(applied, what=str(path)),
    )
    try:
        return _migrate()
    except Refused as error:
        raise Unfinished(
            f"{path} is in the database now, but {error} What was there before is kept in {aside}."
        ) from error


def _check_nobody_else() -> None:
    """Refuse while another machine serves the database, or a sender of digests has it open."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
            "AND pid <> pg_backend_pid() AND coalesce(backend_type, 'client backend') = 'client backend'"
        )
        (others,) = cursor.fetchone()
    if others:
        raise Refused(f"{others} other programs use the database; stop them first, then restore.")


def _tables() -> list[str]:
    return [connection.ops.quote_name(name) for name in connection.introspection.table_names()]


def _server() -> dict[str, str]:
    return postgresql.server_of(connection.settings_dict)


def _server_version() -> int:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SHOW server_version_num")
            return int(cursor.fetchone()[0]) // 10000
    except DatabaseError as error:
        first = (str(error).strip().splitlines() or ["no reason given"])[0]
        raise Refused(f"the database cannot be reached ({first}); see DATABASE_URL.") from error


def _database() -> Path:
    return Path(str(connection.settings_dict["NAME"])).resolve()


def _migrate_file(part: Path) -> int:
    """Bring an SQLite file that is not in its place yet to this version."""
    place = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = str(part)
    try:
        return _migrate()
    finally:
        connection.close()
        connection.settings_dict["NAME"] = place


def _migrate() -> int:
    """Bring the connected database to this version; return how many steps that took."""
    try:
        pending = versions.pending(connection)
        if pending:
            call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)
    except DatabaseError as error:
        first = (str(error).strip().splitlines() or ["no reason given"])[0]
        raise Refused(f"the backup could not be brought to this version ({first}).") from error
    return len(pending)
