"""Named calendar addresses: made, renewed, switched off. The token is shown once and kept as its SHA-256."""

import hashlib
import re
import secrets
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction

from infoview.accounts.models import AuditAct, AuditEvent
from scheduler.enums import ReminderKind
from scheduler.models import Subscription

TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")

# What a program may read from a machine that only this network can reach.
LOCAL_HOSTS = ("localhost", "127.", "10.", "192.168.", "[::1]", "::1")


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def address_of(token: str) -> str:
    """Return the whole address; its host is that of the settings, never of a request."""
    return f"{settings.SITE_URL.rstrip('/')}/calendar/{token}.ics"


def webcal_of(address: str) -> str:
    return f"webcal://{address.split('://', 1)[1]}"


def is_local_only() -> bool:
    """Return whether programs outside this network cannot reach the server, as far as its address tells."""
    host = urlsplit(settings.SITE_URL).hostname or ""
    return host.startswith(LOCAL_HOSTS) or "." not in host or host.endswith((".local", ".lan", ".internal"))


@transaction.atomic
def subscribe(*, owner: Any, name: str, **choices: Any) -> tuple[Subscription, str]:
    """Make a calendar; return it and its token, which nobody can read again."""
    token = secrets.token_urlsafe(32)
    choices.setdefault("kinds", [kind for kind in ReminderKind.values if kind != ReminderKind.LEAVE])
    made = Subscription.objects.create(owner=owner, name=name, token_hash=hash_of(token), **choices)
    _note(owner, AuditAct.FEED_MADE, made)
    return made, token


@transaction.atomic
def renew(*, subscription: Subscription, now: datetime) -> str:
    """Give the calendar a new address; the old one stops working at once."""
    token = secrets.token_urlsafe(32)
    subscription.change(
        token_hash=hash_of(token), renewed_at=now, last_fetched_at=None, last_program="", stopped_at=None
    )
    _note(subscription.owner, AuditAct.FEED_RENEWED, subscription)
    return token


@transaction.atomic
def stop(*, subscription: Subscription, now: datetime) -> None:
    subscription.change(stopped_at=now, feed=None, feed_key="", feed_etag="")
    _note(subscription.owner, AuditAct.FEED_STOPPED, subscription)


def _note(owner: Any, act: AuditAct, subscription: Subscription) -> None:
    AuditEvent.objects.create(
        owner=owner, actor=owner, act=act, object_kind="calendar", object_id=subscription.public_id
    )
