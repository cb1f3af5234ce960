"""One conversation as a file to take along into any calendar."""

from uuid import UUID

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import override
from django.views.decorators.http import require_safe

from interviews.models import Interview, Participant
from scheduler import ics
from scheduler.feeds import SHOWN, event_of


@require_safe
def invite(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Answer with the event as the feed has it: same identity, same sequence; none of one called off."""
    people = (
        Participant.objects.for_user(request.user)
        .select_related("contact__organisation")
        .order_by("-is_main", "pk")
    )
    rows = Interview.objects.for_user(request.user).filter(status__in=SHOWN)
    interview = get_object_or_404(
        rows.prefetch_related(Prefetch("participants", people)), public_id=public_id
    )
    with override("en-gb"):
        body = ics.invite(event_of(interview))
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="interview.ics"'
    response["Cache-Control"] = "private, no-cache"
    return response
