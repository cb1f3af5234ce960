"""What `make run` and `make demo` do: check the environment, prepare everything, say where it is, serve."""

import argparse
import contextlib
import io
import os
import secrets
import socket
import sqlite3
import sys
from collections.abc import Sequence
from hashlib import blake2b
from pathlib import Path

from dotenv import load_dotenv

from infoview.backups import Refused, files, running, sqlite
from infoview.settings import environment
from infoview.settings.environment import BadEnvironment, Environment

ROOT = Path(__file__).resolve().parent.parent
DEMO_EMAIL = "demo@infoview.example"


class CannotStart(Exception):
    """Raised with one sentence for the person who starts the app."""


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m infoview.start", description=__doc__)
    parser.add_argument("--demo", action="store_true", help="a filled demo account in a folder of its own")
    parser.add_argument("--prepare-only", action="store_true", help="prepare everything, but do not serve")
    options = parser.parse_args(arguments)
    try:
        settings = read_environment(demo=options.demo)
        if not options.prepare_only:
            check_port(settings.host, settings.port)
        running.mark_serving(settings.data_dir)
        prepare(settings)
        lines = demo_lines(settings) if options.demo else sign_up_lines(settings)
    except (BadEnvironment, CannotStart, Refused) as error:
        sys.exit(f"Infoview cannot start: {error}")
    print(start_screen(settings, lines), flush=True)
    if not options.prepare_only:
        serve()


def read_environment(*, demo: bool) -> Environment:
    os.chdir(ROOT)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "infoview.settings.local")
    if demo:
        # A life of its own: neither the real data nor a real mail server can be reached from it.
        load_dotenv(ROOT / ".env", override=False)
        os.environ["INFOVIEW_DATA_DIR"] = str(Path(os.environ.get("INFOVIEW_DATA_DIR") or "data") / "demo")
        os.environ |= {"DATABASE_URL": "", "EMAIL_URL": "", "SECRET_KEY": ""}
    load_dotenv(ROOT / ".env", override=False)
    settings = environment.read(os.environ, root=ROOT)
    environment.prepare_data_dir(settings.data_dir)
    return settings


def check_port(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except OSError as error:
        in_use = error.errno == 98 or "in use" in str(error).lower()
        reason = "is taken by another program" if in_use else f"cannot be used on {host} ({error.strerror})"
        raise CannotStart(
            f"port {port} {reason}; choose another, such as make run PORT={port + 1}."
        ) from error


def prepare(settings: Environment) -> None:
    """Bring database, static files and library to this version."""
    import django  # noqa: PLC0415 -- after the environment was checked

    django.setup()
    _check_deployment(settings)
    _check_database(settings)
    _migrate(settings)
    _collect_static(settings)
    _load_library()


def _check_deployment(settings: Environment) -> None:
    from django.core.management import CommandError, call_command  # noqa: PLC0415 -- after django.setup()

    said = io.StringIO()
    try:
        if settings.secure and not settings.debug:
            call_command("check", deploy=True, fail_level="WARNING", stdout=said, stderr=said)
        else:
            call_command("check", fail_level="ERROR", stdout=said, stderr=said)
    except CommandError as error:
        raise CannotStart(f"the deployment check failed.\n{error}") from error


def _check_database(settings: Environment) -> None:
    from django.db import DatabaseError, NotSupportedError, connection  # noqa: PLC0415 -- after django.setup()

    try:
        connection.ensure_connection()
    except NotSupportedError as error:
        # Too old for Django, and so for us; of PostgreSQL it is said below.
        if connection.vendor != "postgresql":
            raise CannotStart(str(error)) from error
    except (DatabaseError, sqlite3.Error) as error:
        where = settings.database["NAME"]
        if connection.vendor == "postgresql":
            where = f"{where} on {settings.database['HOST'] or 'this machine'}"
        first = (str(error).strip().splitlines() or ["no reason given"])[0]
        raise CannotStart(f"the database {where} cannot be reached ({first}); see DATABASE_URL.") from error
    version = getattr(connection, "pg_version", None)
    if version is not None and version < 150000:
        raise CannotStart(f"PostgreSQL 15 or newer is needed, and this is {version // 10000}.")


def _migrate(settings: Environment) -> None:
    from django.core.management import call_command  # noqa: PLC0415 -- after django.setup()
    from django.db import DatabaseError, connection  # noqa: PLC0415 -- after django.setup()
    from django.db.migrations.recorder import MigrationRecorder  # noqa: PLC0415 -- after django.setup()

    from infoview.backups import versions  # noqa: PLC0415 -- after django.setup()

    try:
        applied = MigrationRecorder(connection).applied_migrations()
        if newer := versions.newer_than_ours(applied):
            raise CannotStart(f"the data were written by a newer version of Infoview (it knows {newer}).")
        if versions.pending(connection):
            if applied:
                _keep_copy(settings)
            call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)
    except DatabaseError as error:
        first = (str(error).strip().splitlines() or ["no reason given"])[0]
        raise CannotStart(f"the database could not be brought up to date ({first}).") from error


def _keep_copy(settings: Environment) -> None:
    """Keep the SQLite file as it was before this version changes it; the three newest copies stay."""
    if not settings.database["ENGINE"].endswith("sqlite3"):
        print("The database gets new tables or columns; on PostgreSQL, backups are yours.", flush=True)
        return
    from infoview.shared import clock  # noqa: PLC0415 -- after django.setup()

    folder = settings.data_dir / "backups"
    copy = files.aside(folder, "before-update", now=clock.now(), ending=".sqlite3")
    sqlite.write_backup(Path(settings.database["NAME"]), copy)
    files.keep_newest(folder, "before-update", ending=".sqlite3")
    print(f"Kept the database as it was in {copy}", flush=True)


def _collect_static(settings: Environment) -> None:
    """Collect, hash and compress the static files when one of them changed."""
    from django.conf import settings as django_settings  # noqa: PLC0415 -- after django.setup()
    from django.contrib.staticfiles.finders import get_finders  # noqa: PLC0415 -- after django.setup()
    from django.core.management import call_command  # noqa: PLC0415 -- after django.setup()

    digest = blake2b(digest_size=16)
    for finder in get_finders():
        for path, storage in finder.list([]):
            status = os.stat(storage.path(path))
            digest.update(f"{path} {status.st_size} {status.st_mtime_ns}\n".encode())
    folder = Path(django_settings.STATIC_ROOT)
    mark = folder / ".collected"
    with contextlib.suppress(FileNotFoundError):
        if mark.read_text() == digest.hexdigest():
            return
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    mark.write_text(digest.hexdigest())


def _load_library() -> None:
    from django.core.management import call_command  # noqa: PLC0415 -- after django.setup()

    call_command("load_library", verbosity=0, stdout=io.StringIO())


def sign_up_lines(settings: Environment) -> list[str]:
    """Say how to get in, by the state of the accounts and of SIGNUPS."""
    from infoview.accounts import signups  # noqa: PLC0415 -- after django.setup()

    address = settings.site_url
    if signups.is_first():
        if settings.signups == "closed":
            return [
                "Accounts    none yet; make one: .venv/bin/python manage.py add_owner you@example.org --staff"
            ]
        return [f"Sign up     {address}/accounts/signup/ (the first account is the administrator's)"]
    lines = [f"Sign in     {address}/accounts/login/"]
    if settings.signups == "open":
        return [*lines, f"Sign up     {address}/accounts/signup/ (open to everyone)"]
    if settings.signups == "closed":
        return [*lines, "Sign up     closed (SIGNUPS=closed)"]
    return [*lines, "Sign up     by invitation: Settings, Invitations, or manage.py invite EMAIL"]


def demo_lines(settings: Environment) -> list[str]:
    """Fill the demo account and say how to open it; its password is made once and kept beside its data."""
    from django.core.management import call_command  # noqa: PLC0415 -- after django.setup()

    path = settings.data_dir / "demo_password"
    environment.write_once(path, f"demo-{secrets.token_hex(6)}")
    password = path.read_text(encoding="ascii").strip()
    call_command("load_demo", email=DEMO_EMAIL, password=password, verbosity=0, stdout=io.StringIO())
    return [
        f"Sign in     {settings.site_url}/accounts/login/",
        f"E-mail      {DEMO_EMAIL}",
        f"Password    {password}",
        "            Everything here is invented, and lies apart from your own data.",
    ]


def start_screen(settings: Environment, lines: Sequence[str]) -> str:
    database = settings.database["NAME"]
    if settings.database["ENGINE"].endswith("postgresql"):
        database = f"{database} on {settings.database['HOST'] or 'this machine'} (PostgreSQL)"
    mail = (
        f"sent through {settings.mail.host}:{settings.mail.port}"
        if settings.mail.host
        else f"not sent: written to {settings.data_dir / 'outbox'} as .eml files (see EMAIL_URL)"
    )
    notes = []
    if not settings.secure and not settings.loopback:
        notes.append("Warning     SITE_URL is http: passwords and notes travel in the clear. Use https.")
    if settings.debug:
        notes.append("Warning     DEBUG is on: whoever reaches this address may see code and data.")
    return "\n".join(
        [
            "",
            f"Infoview    {settings.site_url}",
            f"Listens on  {settings.host} port {settings.port}",
            f"Data        {settings.data_dir}",
            f"Database    {database}",
            f"Mail        {mail}",
            *lines,
            *notes,
            "",
            "Stop with Ctrl-C.",
        ]
    )


def serve() -> None:
    """Become the web server."""
    sys.stdout.flush()
    # Its control socket is for clusters; the app needs none.
    arguments = [sys.executable, "-m", "gunicorn", "--config", "python:infoview.server"]
    os.execv(sys.executable, arguments)


if __name__ == "__main__":
    main()
