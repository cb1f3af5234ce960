"""An exported account into one here."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from infoview.shared import clock
from infoview.takeout.archive import Refused
from infoview.takeout.reading import read_account


class Command(BaseCommand):
    help = (
        "Take an exported account into one that has no entries yet, or again into the one it is from; "
        "all of it or nothing, and a second run changes nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", help="the zip file that export_account or the settings page made")
        parser.add_argument("--email", required=True, help="the account it goes into (see add_owner)")
        parser.add_argument("--json", action="store_true", help="answer as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        owner = get_user_model().objects.filter(email__iexact=options["email"]).first()
        if owner is None:
            raise CommandError(f"There is no account with the address {options['email']}. Make it first.")
        try:
            with Path(options["file"]).open("rb") as file:
                taken = read_account(owner=owner, file=file, now=clock.now())
        except Refused as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"{options['file']} cannot be read: {error.strerror or error}.") from error
        known = sum(taken.known.values())
        answer = {
            "created": taken.total,
            "known": known,
            "links_left_out": taken.links_left_out,
            "private": taken.private,
            "counts": {name: count for name, count in taken.created.items() if count},
        }
        words = f"{taken.total} rows came in, {known} were there already."
        if taken.links_left_out:
            words += f" {taken.links_left_out} links to library entries that are not here were left out."
        self.stdout.write(json.dumps(answer) if options["json"] else words)
