"""The database on a PostgreSQL server, dumped and brought back by PostgreSQL's own programs."""

import os
import re
import shutil
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from infoview.backups import Refused, files, is_ours

MAGIC = b"PGDMP"
Migrations = set[tuple[str, str]]


def write_backup(server: Mapping[str, str], version: int, path: Path) -> None:
    """Write a checked dump of the database to `path`.

    server   variables of libpq, such as PGHOST, that lead to the database
    version  of the server, such as 15
    raises   Refused, with nothing at `path` changed
    """
    _check_program("pg_dump", version)
    if path.exists() and not _is_ours(path):
        raise Refused(f"{path} is there already, and is not a backup of Infoview; it was left alone.")
    with files.draft(path) as part:
        said = _run(["pg_dump", "--no-password", "--format=custom", f"--file={part}"], server)
        if said.returncode:
            raise Refused(f"pg_dump could not copy the database ({_first(said)}).")
        _check_whole(part, what="the new dump")
        files.put(part, path)


def restore_backup(
    server: Mapping[str, str],
    version: int,
    path: Path,
    *,
    aside: Path,
    tables: list[str],
    check: Callable[[Migrations], None],
) -> None:
    """Put what is in `path` in the place of what is in the database, in one transaction.

    tables  the names of the present tables, quoted, which go
    check   told the migrations of the backup, before anything is changed
    raises  Refused, with the database as it was
    """
    _check_program("pg_restore", version)
    _check_program("psql", version)
    try:
        if not is_dump(path):
            raise Refused(f"{path} is not a backup of Infoview on PostgreSQL.")
    except OSError as error:
        raise Refused(f"{path} cannot be read ({error.strerror}).") from error
    _check_whole(path, what=str(path))
    check(_migrations(path))
    write_backup(server, version, aside)
    _exchange(server, path, aside, tables)


def _is_ours(path: Path) -> bool:
    """Return whether a backup of Infoview stands here, or an empty file."""
    if not path.is_file() or path.stat().st_size == 0:
        return path.is_file()
    return is_dump(path) and is_ours(_migrations(path))


def is_dump(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(MAGIC)) == MAGIC


def server_of(database: Mapping[str, Any]) -> dict[str, str]:
    """Return an entry of DATABASES as variables of libpq: an argument is seen in the list of processes."""
    names = {
        "NAME": "PGDATABASE",
        "USER": "PGUSER",
        "PASSWORD": "PGPASSWORD",
        "HOST": "PGHOST",
        "PORT": "PGPORT",
    }
    options = {
        "sslmode": "PGSSLMODE",
        "sslrootcert": "PGSSLROOTCERT",
        "sslcert": "PGSSLCERT",
        "sslkey": "PGSSLKEY",
        "connect_timeout": "PGCONNECT_TIMEOUT",
        "options": "PGOPTIONS",
        "service": "PGSERVICE",
        "passfile": "PGPASSFILE",
    }
    found = {variable: database.get(name) for name, variable in names.items()}
    found |= {variable: database.get("OPTIONS", {}).get(name) for name, variable in options.items()}
    return {variable: str(value) for variable, value in found.items() if value}


def _exchange(server: Mapping[str, str], path: Path, aside: Path, tables: list[str]) -> None:
    """Let psql take away what is there and run the dump as a script; all of it holds, or nothing."""
    # Tables of a later version are not in the dump: left there, they would stand in the way of migrations.
    drop = "".join(f"DROP TABLE IF EXISTS {table} CASCADE;\n" for table in tables)
    with files.draft(aside) as script:
        reading = ["pg_restore", "--clean", "--if-exists", "--no-owner", "--no-privileges"]
        said = _run([*reading, f"--file={script}", str(path)])
        if said.returncode:
            raise Refused(f"{path} is damaged ({_first(said)}).")
        writing = ["psql", "--no-psqlrc", "--no-password", "--quiet", "--output=/dev/null"]
        writing += ["--single-transaction", "--set=ON_ERROR_STOP=1", "--set=VERBOSITY=terse"]
        said = _run(
            [*writing, f"--command=SET client_min_messages=warning; {drop}", f"--file={script}"], server
        )
    if said.returncode:
        raise Refused(f"the database did not take {path}, and is as it was ({_first(said)}).")


def _check_program(name: str, version: int) -> None:
    if shutil.which(name) is None:
        raise Refused(
            f"the program {name} is missing; install PostgreSQL's client programs, {version} or newer."
        )
    found = re.search(r"(\d+)(?:\.\d+)*", _run([name, "--version"]).stdout.decode())
    if not found or int(found[1]) < version:
        raise Refused(
            f"{name} is of PostgreSQL {found[1] if found else '?'}, and the server of {version}; "
            "install client programs that are as new as the server."
        )


def _check_whole(path: Path, *, what: str) -> None:
    """Read a dump to its end: the list of what is in it, and then every row."""
    listed = _run(["pg_restore", "--list", str(path)])
    for said in (listed, _run(["pg_restore", "--file=/dev/null", str(path)])):
        if said.returncode:
            raise Refused(f"{what} is damaged ({_first(said)}).")
    if b" django_migrations " not in listed.stdout:
        raise Refused(f"{what} is not a backup of Infoview.")


def _migrations(path: Path) -> Migrations:
    said = _run(["pg_restore", "--data-only", "--table=django_migrations", "--file=-", str(path)])
    script = said.stdout.decode()
    head = re.search(r"^COPY \S*django_migrations \(id, app, name, applied\) FROM stdin;\n", script, re.M)
    rows = script[head.end() :].partition("\n\\.\n")[0].splitlines() if head else []
    return {(app, name) for _, app, name, *_ in (row.split("\t") for row in rows)}


def _run(command: list[str], server: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(command, env=os.environ | dict(server or {}), capture_output=True, check=False)


def _first(said: subprocess.CompletedProcess[bytes]) -> str:
    lines = said.stderr.decode(errors="replace").strip().splitlines()
    return lines[0] if lines else f"it ended with {said.returncode}"
