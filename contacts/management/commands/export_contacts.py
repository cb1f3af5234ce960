"""The export of the page, from the command line."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any, TextIO

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from contacts.exporting import FORMATS, export
from contacts.models import Contact


class Command(BaseCommand):
    help = "Write the people of an account into a file: CSV, vCard or JSON."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", help="the file to write; - is standard output")
        parser.add_argument("--owner", required=True, metavar="EMAIL", help="whose people they are")
        parser.add_argument("--format", default="csv", choices=list(FORMATS))

    def handle(self, *args: Any, **options: Any) -> None:
        owner = get_user_model().objects.filter(email__iexact=options["owner"]).first()
        if owner is None:
            raise CommandError(f"There is no account with the address {options['owner']}.")
        pieces = export(Contact.objects.for_user(owner), format=options["format"])
        if options["file"] == "-":
            out: TextIO = getattr(self.stdout, "_out", sys.stdout)
            for piece in pieces:
                out.write(piece)
            return
        try:
            # Line ends are the format's own; nothing may turn them round.
            with Path(options["file"]).open("w", encoding="utf-8", newline="", errors="replace") as file:
                for piece in pieces:
                    file.write(piece)
        except OSError as error:
            raise CommandError(f"{options['file']} cannot be written: {error.strerror or error}.") from error
