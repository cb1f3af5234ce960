"""What several pages of asking share."""

from collections.abc import Mapping
from datetime import date
from typing import Any, cast
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.core import signing
from django.db.models import Count, OuterRef, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from contacts.enums import PointKind
from contacts.models import ContactPoint
from infoview.accounts.models import User
from infoview.shared import clock
from infoview.shared.context import now_of
from infoview.shared.htmx import toast
from outreach.models import Message, MessageVersion, OutreachRequest
from outreach.services import state_of

UNDO_SALT = "outreach.undo"
UNDO_SECONDS = 60 * 60


def owner_of(request: HttpRequest) -> User:
    """Return the signed-in person: the door lets nobody else in here."""
    return cast(User, request.user)


def today_of(request: HttpRequest) -> date:
    return clock.local_date(now_of(request), owner_of(request).timezone)


def request_of(request: HttpRequest, public_id: UUID) -> OutreachRequest:
    """Return the owner's request with its person, or answer 404."""
    rows = OutreachRequest.objects.for_user(request.user).select_related(
        "contact__organisation", "contact__introduced_by", "goal__policy"
    )
    return get_object_or_404(rows, public_id=public_id)


def message_of(request: HttpRequest, public_id: UUID) -> Any:
    """Return the owner's message with its person, request, address and number of versions, or answer 404."""
    rows = Message.objects.for_user(request.user).select_related(
        "contact__organisation",
        "contact__introduced_by",
        "request__goal__policy",
        "template",
        "own_template",
    )
    mail = ContactPoint.objects.filter(contact=OuterRef("contact"), kind=PointKind.EMAIL)
    versions = MessageVersion.objects.filter(message=OuterRef("pk")).order_by().values("message")
    rows = rows.annotate(
        mail_address=Subquery(mail.order_by("-is_preferred", "position", "pk").values("value")[:1]),
        version_count=Subquery(versions.annotate(n=Count("pk")).values("n")),
    )
    message = get_object_or_404(rows, public_id=public_id)
    if message.request is not None:
        message.request.contact = message.contact
    return message


def address(route: str, *args: Any, **query: Any) -> str:
    """Return the address of a page with a query."""
    asked = urlencode({name: value for name, value in query.items() if value})
    return f"{reverse(route, args=args)}?{asked}" if asked else reverse(route, args=args)


def home_of(message: Message) -> str:
    """Return the page on which a message that went out stands."""
    if message.request is not None:
        return reverse("outreach:request_detail", args=[message.request.public_id])
    return reverse("contact_detail", args=[message.contact.public_id])


def refuse(request: HttpRequest, reason: object, to: str) -> HttpResponse:
    """Say why an act is not possible, on the page it leads back to."""
    messages.warning(request, str(reason))
    return redirect(to)


# Undo ---------------------------------------------------------------------------------------------


def undoable(
    request: HttpRequest,
    said: str,
    outreach_request: OutreachRequest,
    before: Mapping[str, Any],
    message: Message | None = None,
) -> None:
    """Say what was done, with a way to take it back while nothing else has happened."""
    token = signing.dumps(
        {
            "before": dict(before),
            "after": state_of(outreach_request),
            "message": str(message.public_id) if message else "",
        },
        salt=UNDO_SALT,
        compress=True,
    )
    undo = address("outreach:request_undo", outreach_request.public_id, token=token)
    toast(request, said, undo=undo)


def undo_asked(request: HttpRequest) -> dict[str, Any] | None:
    """Return what the undo link remembers, or None when it is too old or not ours."""
    try:
        known: dict[str, Any] = signing.loads(
            request.GET.get("token", ""), salt=UNDO_SALT, max_age=UNDO_SECONDS
        )
    except signing.BadSignature:
        return None
    return known
