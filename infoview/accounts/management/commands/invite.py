import json
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.urls import reverse

from infoview.accounts import signups
from infoview.shared import clock


class Command(BaseCommand):
    help = "Make the link by which one person may sign up. An earlier link for that address stops working."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--json", action="store_true", help='print {"url": "…", "expires_at": "…"}')

    def handle(self, *args: Any, email: str, **options: Any) -> None:
        if settings.SIGNUPS == "closed":
            raise CommandError("Sign-up is closed to everybody (SIGNUPS=closed); use add_owner instead.")
        try:
            validate_email(email.strip())
            invitation, token = signups.invite(email=email, by=None, now=clock.now())
        except ValidationError as error:
            raise CommandError(f"{email!r} is not an e-mail address.") from error
        except signups.HasAccount as error:
            raise CommandError(f"{email} has an account.") from error
        url = settings.SITE_URL + reverse("invitation_accept", args=[token])
        if options["json"]:
            self.stdout.write(json.dumps({"url": url, "expires_at": invitation.expires_at.isoformat()}))
            return
        self.stdout.write(url)
        self.stdout.write(f"It works once, for {invitation.email}, until {invitation.expires_at:%-d %B %Y}.")
