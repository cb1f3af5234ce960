import json
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.crypto import get_random_string

from scheduler.models import Subscription
from scheduler.subscriptions import address_of, subscribe


class Command(BaseCommand):
    help = "Make a named calendar subscription for an owner and print its address, once."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--owner", required=True, metavar="EMAIL", help="whose calendar it is")
        parser.add_argument("--name", default="", help="its name; without one, one is made up")
        parser.add_argument("--json", action="store_true", help='print {"url": "…"}')

    def handle(self, *args: Any, **options: Any) -> None:
        owner = get_user_model().objects.filter(email__iexact=options["owner"].strip()).first()
        if owner is None:
            raise CommandError(f"No account has the address {options['owner']}.")
        name = " ".join(options["name"].split())[:60] or f"Calendar {get_random_string(4)}"
        if Subscription.objects.for_user(owner).live().filter(name=name).exists():
            raise CommandError(
                f"There is a calendar named “{name}” already. Choose another name with --name."
            )
        _made, token = subscribe(owner=owner, name=name)
        address = address_of(token)
        self.stdout.write(json.dumps({"url": address}) if options["json"] else address)
