"""Who may sign up: the first person, everybody, or whoever holds an invitation."""

import hashlib
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection, transaction

from infoview.accounts.models import Invitation, User

INVITATION_LASTS = timedelta(days=14)


class HasAccount(Exception):
    """Raised when somebody is invited who has an account."""


def is_first() -> bool:
    """Say whether nobody has an account yet; the demo does not count."""
    return not User.objects.filter(is_demo=False).exists()


def may_sign_up(*, invitation: Invitation | None, email: str | None = None) -> bool:
    """Say whether somebody may, and with this address, where one is given."""
    policy = settings.SIGNUPS
    if policy == "closed":
        return False
    is_invited = invitation is not None and (email is None or is_for(invitation, email))
    return policy == "open" or is_invited or is_first()


def is_for(invitation: Invitation, email: str) -> bool:
    return invitation.email.lower() == email.lower()


def invite(*, email: str, by: User | None, now: datetime) -> tuple[Invitation, str]:
    """Make the one link by which this address may sign up; return it with its token, which is kept nowhere.

    An earlier link for the same address stops working.
    """
    email = email.strip().lower()
    if User.objects.filter(email__iexact=email).exists():
        raise HasAccount(email)
    token = secrets.token_urlsafe(32)
    with transaction.atomic():
        Invitation.objects.filter(email__iexact=email, used_at=None).delete()
        invitation = Invitation.objects.create(
            email=email,
            token_hash=_hash(token),
            invited_by=by,
            created_at=now,
            expires_at=now + INVITATION_LASTS,
        )
    return invitation, token


def open_invitation(token: str, *, now: datetime) -> Invitation | None:
    return Invitation.objects.filter(token_hash=_hash(token), used_at=None, expires_at__gt=now).first()


def use(invitation: Invitation, *, now: datetime) -> bool:
    """Use up the link; of two people at once only one gets in."""
    return (
        Invitation.objects.filter(pk=invitation.pk, used_at=None, expires_at__gt=now).update(used_at=now) == 1
    )


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Hold a transaction in which nobody else can become the first account.

    On SQLite each transaction that may write is alone anyway.
    """
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("LOCK TABLE accounts_user IN SHARE ROW EXCLUSIVE MODE")
        yield


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
