import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from infoview.library import load_library


class Command(BaseCommand):
    help = "Load question banks, templates, insight categories and presets; edits made in the admin survive."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="print the counts as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        loaded = load_library()
        if options["json"]:
            counts = {"created": loaded.created, "updated": loaded.updated, "kept": loaded.kept}
            self.stdout.write(json.dumps(counts))
            return
        for word, by_kind in (
            ("new", loaded.created),
            ("updated", loaded.updated),
            ("edited here, kept", loaded.kept),
        ):
            for kind, count in by_kind.items():
                self.stdout.write(f"Library: {count} {kind} {word}.")
