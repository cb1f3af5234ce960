import json
import logging
import signal
import sys
import threading
from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError, close_old_connections

from scheduler.digest import send_round, sender_name

PAUSE_SECONDS = 60

log = logging.getLogger(__name__)


class Command(BaseCommand):
    help = (
        "Send the digests that are due. Without --once it stays and looks again every minute. "
        "Any number of senders may run side by side."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="send what is due now and stop, for cron")
        parser.add_argument("--json", action="store_true", help="print the counts as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        self.stopping = threading.Event()
        for name in (signal.SIGTERM, signal.SIGINT):
            # Whoever stops it waits for the letter in hand: a letter cut off may be sent again.
            signal.signal(name, lambda *_: self.stopping.set())
        sender = sender_name()
        if options["once"]:
            counted = self._round(sender)
            self._report(counted, as_json=options["json"])
            if counted["failed"] or counted["retry"]:
                sys.exit(1)
            return
        while not self.stopping.is_set():
            close_old_connections()
            try:
                counted = self._round(sender)
            except DatabaseError:
                log.exception("The database did not answer; the next round comes in a minute")
                counted = Counter()
            if counted:
                self._report(counted, as_json=options["json"])
            self.stopping.wait(PAUSE_SECONDS)

    def _round(self, sender: str) -> Counter[str]:
        return send_round(sender=sender, is_stopping=self.stopping.is_set)

    def _report(self, counted: Counter[str], *, as_json: bool) -> None:
        counts = {name: counted[name] for name in ("sent", "empty", "retry", "failed")}
        if as_json:
            self.stdout.write(json.dumps(counts))
        else:
            self.stdout.write(
                f"{counts['sent']} sent, {counts['empty']} had nothing due, "
                f"{counts['retry']} to be tried again, {counts['failed']} failed."
            )
        self.stdout.flush()
