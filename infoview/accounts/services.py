"""Making and ending accounts."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.db import transaction

from infoview.accounts.models import User


class OnlyAdministrator(Exception):
    """Raised when the last administrator would leave other accounts behind."""


@transaction.atomic
def add_owner(*, email: str, password: str | None, staff: bool = False, **fields: Any) -> tuple[User, bool]:
    """Make a verified account, or bring an existing one to this state; return it and whether it is new.

    Without a password an existing one stays, and a new account starts by "Forgot your password?".
    """
    user = User.objects.filter(email__iexact=email).first()
    made = user is None
    if user is None:
        user = User.objects.create_user(email, password, **fields)
    elif password is not None and not user.check_password(password):
        user.set_password(password)
        user.save(update_fields=["password"])
    if staff and not user.is_superuser:
        user.is_staff = user.is_superuser = True
        user.save(update_fields=["is_staff", "is_superuser"])
    address, _ = EmailAddress.objects.get_or_create(user=user, email=user.email, defaults={"primary": True})
    if not (address.verified and address.primary):
        address.verified = address.primary = True
        address.save(update_fields=["verified", "primary"])
    return user, made


@transaction.atomic
def delete_account(user: User) -> None:
    """Delete an account with everything in it, and end its sessions everywhere."""
    others = User.objects.exclude(pk=user.pk).filter(is_demo=False)
    heirs = others.filter(is_superuser=True, is_active=True)
    if user.is_superuser and others.exists() and not heirs.exists():
        raise OnlyAdministrator
    for session in UserSession.objects.filter(user=user):
        session.end()
    user.delete()
