import json
import sys
from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError, CommandParser

from infoview.shared import clock
from scheduler.models import PlanState
from scheduler.planning import Drift, drift, is_current, plan_owner


class Command(BaseCommand):
    help = "Bring every plan of reminders up to date; --check reports the drift and exits 1 if there is any."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--owner", metavar="EMAIL", help="only this owner")
        parser.add_argument("--check", action="store_true", help="write nothing, report what would change")
        parser.add_argument("--json", action="store_true", help="print the counts as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        now = clock.now()
        owners = get_user_model().objects.order_by("pk")
        if options["owner"]:
            owners = owners.filter(email__iexact=options["owner"].strip())
            if not owners.exists():
                raise CommandError(f"No account has the address {options['owner']}.")
        counts = {"owners": 0, "created": 0, "changed": 0, "failed": 0}
        for owner in owners.iterator():
            counts["owners"] += 1
            try:
                found = self._one(owner, now, check=options["check"])
            except Exception as error:  # one owner's trouble must not keep the others waiting
                counts["failed"] += 1
                # What an error says may quote rows: its kind and the public id have to do.
                self.stderr.write(f"Owner {owner.public_id}: {type(error).__name__}.")
                continue
            counts["created"] += len(found.created)
            counts["changed"] += len(found.changed)
        self._report(counts, check=options["check"], as_json=options["json"])

    def _one(self, owner: Any, now: datetime, *, check: bool) -> Drift:
        if not check:
            return plan_owner(owner_id=owner.pk, now=now)
        # A plan that is older than its facts is made anew before anybody reads it: that is no drift.
        state = PlanState.objects.for_user(owner).first()
        if state is None or not is_current(state, owner, now):
            return Drift()
        return drift(owner_id=owner.pk, now=now)

    def _report(self, counts: dict[str, int], *, check: bool, as_json: bool) -> None:
        drifted = counts["created"] + counts["changed"]
        if as_json:
            self.stdout.write(json.dumps({**counts, "drift": drifted} if check else counts))
        elif check:
            self.stdout.write(f"{counts['owners']} owners, drift {drifted}.")
        else:
            self.stdout.write(
                f"{counts['owners']} owners: {counts['created']} reminders made, {counts['changed']} changed."
            )
        if counts["failed"]:
            self.stderr.write(f"{counts['failed']} of {counts['owners']} owners could not be planned.")
        if counts["failed"] or (check and drifted):
            sys.exit(1)
