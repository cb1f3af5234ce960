"""Which version of Infoview wrote a database, as its table of migrations tells."""

from collections.abc import Iterable

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.migration import Migration

from infoview.backups import Refused, is_ours


def newer_than_ours(applied: Iterable[tuple[str, str]]) -> str | None:
    """Return a migration of a room of ours that this version does not know."""
    known = MigrationLoader(None).disk_migrations
    ours = {app for app, _ in known}
    unknown = sorted(f"{app}.{name}" for app, name in set(applied) - set(known) if app in ours)
    return unknown[0] if unknown else None


def check_version(applied: set[tuple[str, str]], *, what: str) -> None:
    if not is_ours(applied):
        raise Refused(f"{what} is not a backup of Infoview.")
    if newer := newer_than_ours(applied):
        raise Refused(f"{what} was written by a newer version of Infoview (it knows {newer}); update first.")


def pending(connection: BaseDatabaseWrapper) -> list[Migration]:
    """Return the steps that bring the connected database to this version."""
    executor = MigrationExecutor(connection)
    return [migration for migration, _ in executor.migration_plan(executor.loader.graph.leaf_nodes())]
