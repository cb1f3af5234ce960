import getpass
import sys
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email

from infoview.accounts.models import User
from infoview.accounts.services import add_owner


class Command(BaseCommand):
    help = "Make a verified account. Run again, it changes nothing but a password that you give anew."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--password", help="at least 12 characters; a terminal is asked for it")
        parser.add_argument("--staff", action="store_true", help="may open the admin site and invite others")

    def handle(self, *args: Any, email: str, password: str | None, staff: bool, **options: Any) -> None:
        email = email.strip().lower()
        try:
            validate_email(email)
        except ValidationError as error:
            raise CommandError(f"{email!r} is not an e-mail address.") from error
        known = User.objects.filter(email__iexact=email).exists()
        if password is None and not known and sys.stdin.isatty():
            password = getpass.getpass("Password (at least 12 characters): ") or None
        if password is not None:
            try:
                validate_password(password, User(email=email))
            except ValidationError as error:
                raise CommandError(" ".join(error.messages)) from error
        user, made = add_owner(email=email, password=password, staff=staff)
        self.stdout.write(f"{'Made the account' if made else 'There is an account'} {user.email}.")
        if made and password is None:
            self.stdout.write("It has no password yet: use “Forgot your password?” on the sign-in page.")
