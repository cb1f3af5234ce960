import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from infoview.backups import Refused, services
from infoview.shared import clock


class Command(BaseCommand):
    help = (
        "Write a whole, checked copy of the database to FILE while the app runs. "
        "A file that is no backup of Infoview is never overwritten."
    )
    # A backup is wanted most when something is wrong.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        place = parser.add_mutually_exclusive_group(required=True)
        place.add_argument(
            "file", metavar="FILE", nargs="?", help="where to; an older backup there is replaced"
        )
        place.add_argument("--folder", metavar="DIR", help="into this folder, named after the moment")
        parser.add_argument(
            "--keep",
            action="store_true",
            help="with --folder: keep one backup of each of the last 7 days and of each of the 4 weeks "
            "before this one, and remove the others that this command made there",
        )
        parser.add_argument("--json", action="store_true", help="print what was done as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["keep"] and not options["folder"]:
            raise CommandError("--keep needs --folder.")
        now = clock.now()
        folder = Path(options["folder"]) if options["folder"] else None
        path = services.dated(folder, now=now) if folder else Path(options["file"])
        try:
            noted = services.write_backup(path, now=now)
        except (Refused, OSError) as error:
            raise CommandError(f"No backup was made: {error}") from error
        try:
            removed = services.remove_old(folder, now=now) if folder and options["keep"] else []
        except OSError as error:
            raise CommandError(f"{path} was made, but an older one could not be removed: {error}") from error
        size = path.stat().st_size
        if not noted:
            self.stderr.write(
                "The moment could not be noted in the database, so /healthz does not know of it."
            )
        if options["json"]:
            report = {
                "file": str(path.absolute()),
                "bytes": size,
                "made_at": now.isoformat(),
                "removed": [str(old.absolute()) for old in removed],
            }
            self.stdout.write(json.dumps(report))
            return
        self.stdout.write(f"Wrote {path} ({size:,} bytes), and it is whole.")
        if removed:
            self.stdout.write(f"Removed {len(removed)} older: {', '.join(old.name for old in removed)}.")
