"""The export of the settings page, from the command line."""

import json
import os
from argparse import ArgumentParser
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from infoview.accounts import audit
from infoview.accounts.models import AuditAct
from infoview.shared import clock
from infoview.takeout.writing import write_account


class Command(BaseCommand):
    help = "Write everything an account has into one zip file: JSON, CSV, vCards and a calendar."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", help="whose account it is")
        parser.add_argument("file", help="the zip file to write; one that is there is replaced")
        parser.add_argument("--private", action="store_true", help="with insights and notes kept private")
        parser.add_argument("--json", action="store_true", help="answer as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        owner = get_user_model().objects.filter(email__iexact=options["email"]).first()
        if owner is None:
            raise CommandError(f"There is no account with the address {options['email']}.")
        path = Path(options["file"])
        try:
            manifest = _write(owner, path, private=options["private"])
        except OSError as error:
            raise CommandError(f"{path} cannot be written: {error.strerror or error}.") from error
        audit.record(AuditAct.EXPORTED, owner=owner, kind="account")
        answer = {name: manifest[name] for name in ("format", "version", "private", "counts")}
        rows = sum(manifest["counts"].values())
        self.stdout.write(json.dumps(answer) if options["json"] else f"{rows} rows are in {path}.")


def _write(owner: Any, path: Path, *, private: bool) -> dict[str, Any]:
    """Write beside it first, so that a broken run leaves the file of the last one."""
    draft = None
    try:
        with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as out:
            draft = Path(out.name)
            manifest = write_account(owner=owner, out=out, private=private, now=clock.now())
        os.replace(draft, path)
    except BaseException:
        if draft is not None:
            draft.unlink(missing_ok=True)
        raise
    return manifest
