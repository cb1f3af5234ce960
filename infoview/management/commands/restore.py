import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from infoview.backups import Refused, Unfinished, services
from infoview.shared import clock


class Command(BaseCommand):
    help = (
        "Put a backup in the place of the database, with the app stopped. "
        "The present database is kept in backups/ of the data folder."
    )
    # It must work when the present database does not.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE", help="a backup written by manage.py backup")
        parser.add_argument("--json", action="store_true", help="print what was done as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        path = Path(options["file"])
        try:
            done = services.restore_backup(path, now=clock.now())
        except Unfinished as error:
            raise CommandError(str(error)) from error
        except (Refused, OSError) as error:
            raise CommandError(f"Nothing was restored: {error}") from error
        kept = str(done.kept) if done.kept else None
        if options["json"]:
            report = {"restored": str(path.absolute()), "kept": kept, "migrations": done.migrated}
            self.stdout.write(json.dumps(report))
            return
        self.stdout.write(f"Restored {path}.")
        if done.migrated:
            self.stdout.write("It was of an older version, and was brought to this one.")
        if kept:
            self.stdout.write(f"The database as it was before is kept in {kept}.")
        self.stdout.write("Next: start Infoview again, with make run, and look whether everything is there.")
