import secrets
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction

from infoview.demo.load import load_demo
from infoview.library import load_library
from infoview.shared import clock

DEMO_EMAIL = "demo@infoview.example"


class Command(BaseCommand):
    help = "Fill one account with the demo data, dates relative to now; a second run changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--email", default=DEMO_EMAIL, help=f"the account, made if missing (default {DEMO_EMAIL})"
        )
        parser.add_argument(
            "--password", help="its password when it is made; without one, one is made up and printed"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        email = options["email"].strip().lower()
        load_library()
        with transaction.atomic():
            owner, password = _account(email, options["password"])
            filled = load_demo(owner=owner, now=clock.now())
        if password:
            self.stdout.write(f"Account: {email}  password: {password}")
        self.stdout.write(
            "The demo data are in." if filled else "The demo data were in already; nothing changed."
        )


def _account(email: str, password: str | None) -> tuple[Any, str]:
    """Return the account, and its password if it was made just now."""
    users = get_user_model().objects
    known = users.filter(email__iexact=email).first()
    if known is not None:
        return known, ""
    password = password or secrets.token_urlsafe(12)
    owner = users.create_user(
        email, password, name="Jordan Vale", timezone="Europe/Berlin", country="DE", is_demo=True
    )
    EmailAddress.objects.create(user=owner, email=email, verified=True, primary=True)
    return owner, password
