"""The import of the page, from the command line and to the end."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from contacts import importing
from contacts.enums import Fate, ImportState
from contacts.formats.detect import FORMATS
from contacts.formats.rows import MAX_BYTES, Unreadable
from contacts.models import ImportBatch
from infoview.shared import clock


class Command(BaseCommand):
    help = "Import people from LinkedIn, Google, Outlook or any other CSV, vCard, Monica or our own JSON."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", help="the file; - is standard input")
        parser.add_argument("--owner", required=True, metavar="EMAIL", help="whose people they are")
        parser.add_argument("--format", default="auto", choices=["auto", *FORMATS])
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, and write nothing")
        parser.add_argument(
            "--all-or-nothing", action="store_true", help="write nothing when a row cannot be read; exit 1"
        )
        parser.add_argument("--json", action="store_true", help="answer as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        owner = get_user_model().objects.filter(email__iexact=options["owner"]).first()
        if owner is None:
            raise CommandError(f"There is no account with the address {options['owner']}.")
        data = _read(options["file"])
        writes = not options["dry_run"]
        try:
            batch = importing.begin(
                owner=owner, data=data, file_name=Path(options["file"]).name, format=options["format"]
            )
        except Unreadable as error:
            raise CommandError(_sentence(error.reason, error.line)) from error
        try:
            answer, refused = _run(batch, writes=writes, all_or_nothing=options["all_or_nothing"])
        finally:
            # Of what was not taken in nothing stays behind.
            ImportBatch.objects.filter(pk=batch.pk).exclude(state=ImportState.APPLIED).delete()
        self.stdout.write(
            json.dumps(answer, ensure_ascii=False) if options["json"] else _in_words(answer, writes)
        )
        if refused:
            raise CommandError("Nothing was imported: not every row can be read.")


def _run(batch: ImportBatch, *, writes: bool, all_or_nothing: bool) -> tuple[dict[str, Any], bool]:
    """Read, match and take in; return the answer, and whether it was refused."""
    if batch.options.get("needs_mapping"):
        batch.change(options={**batch.options, "needs_mapping": False})
    while batch.state == ImportState.STAGING:
        batch = importing.stage_step(batch=batch, token=batch.step_token)
    if batch.state == ImportState.FAILED:
        raise CommandError(batch.reason)
    errors = [
        {"line": data.get("at"), "reason": reason}
        for data, reason in batch.rows.filter(fate=Fate.ERROR).order_by("line").values_list("data", "reason")
    ]
    refused = all_or_nothing and bool(errors)
    outcome = importing.expected(batch)
    counts = {name: getattr(outcome, name) for name in ("created", "updated", "unchanged", "skipped")}
    if writes and not refused:
        with transaction.atomic():
            batch = importing.apply(batch=batch, at=clock.now())
        counts = {name: batch.counts[name] for name in counts}
    if refused:
        counts = dict.fromkeys(counts, 0)
    return {**counts, "errors": errors}, refused


def _read(name: str) -> bytes:
    try:
        if name == "-":
            data = sys.stdin.buffer.read(MAX_BYTES + 1)
        else:
            with Path(name).open("rb") as file:
                data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise CommandError(f"{name} cannot be read: {error.strerror or error}.") from error
    if len(data) > MAX_BYTES:
        raise CommandError("This file is larger than 20 MB. Split it and import the parts.")
    return data


def _sentence(reason: str, line: int | None) -> str:
    return f"{reason} (line {line})" if line else reason


def _in_words(answer: dict[str, Any], writes: bool) -> str:
    lines = [f"line {error['line']}: {error['reason']}" for error in answer["errors"]]
    verb = "" if writes else "would be "
    lines.append(
        f"{answer['created']} {verb}new, {answer['updated']} {verb}updated, {answer['unchanged']} unchanged, "
        f"{answer['skipped']} left out, {len(answer['errors'])} not readable"
    )
    return "\n".join(lines)
