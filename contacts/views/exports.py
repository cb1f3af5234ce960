"""People as a file."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.views.decorators.http import require_safe

from contacts.exporting import FORMATS, export
from contacts.forms import ContactSearchForm
from contacts.models import Contact
from infoview.accounts.models import AuditAct, AuditEvent
from infoview.shared import clock
from infoview.shared.context import now_of
from infoview.shared.htmx import render_page


@require_safe
def contact_export(request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
    """Offer the formats, or with `format` send the file: the people named, else those the list would show."""
    owner: Any = request.user
    format = request.GET.get("format", "")
    if format not in FORMATS:
        return render_page(request, "contacts/contact_export.html", _choices(request))
    people: QuerySet[Contact] = Contact.objects.for_user(owner)
    named = _named(request)
    people = (
        people.filter(public_id__in=named)
        if named
        else ContactSearchForm(request.GET, owner=owner, now=now_of(request)).filter(people)
    )
    kind, ending = FORMATS[format]
    AuditEvent.objects.create(
        owner=owner, actor=owner, act=AuditAct.EXPORTED, object_kind="contacts", at=clock.now()
    )
    response = StreamingHttpResponse(
        (piece.encode("utf-8", "replace") for piece in export(people, format=format)), content_type=kind
    )
    day = clock.local_date(now_of(request), owner.timezone)
    response["Content-Disposition"] = f'attachment; filename="people-{day.isoformat()}.{ending}"'
    return response


def _named(request: HttpRequest) -> list[UUID]:
    found = []
    for text in request.GET.getlist("contact")[:1000]:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found


def _choices(request: HttpRequest) -> dict[str, Any]:
    query = request.GET.copy()
    query.pop("format", None)
    named = _named(request)
    return {
        "named": len(named),
        "narrowed": not named
        and ContactSearchForm(request.GET, owner=request.user, now=now_of(request)).is_narrowed,
        "fields": [(key, value) for key, values in query.lists() for value in values][:1100],
    }
