"""The calendar address that programs read; the token is the credential."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from infoview.shared import clock
from scheduler.feeds import current_feed, note_fetch
from scheduler.models import Subscription
from scheduler.subscriptions import TOKEN, hash_of


@csrf_exempt  # it changes nothing: a program that posts is to hear 405, not of a form it has never seen
@login_not_required  # calendar programs cannot sign in; the token is the credential
@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    subscription = _subscription(token)
    if subscription is None:
        return _headed(HttpResponse("Not found.\n", status=404, content_type="text/plain; charset=utf-8"))
    now = clock.now()
    body, etag = current_feed(subscription, now=now)
    note_fetch(subscription, now=now, program=request.headers.get("User-Agent", "").split("/")[0])
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["ETag"] = etag
    response["Content-Disposition"] = 'inline; filename="infoview.ics"'
    answer: Any = get_conditional_response(request, etag=etag, response=response)
    return _headed(answer)


def _subscription(token: str) -> Subscription | None:
    """Return the live calendar of this token; unknown, renewed and switched off are one and the same."""
    if not TOKEN.fullmatch(token):
        return None
    rows = Subscription.objects.live().filter(token_hash=hash_of(token), owner__is_active=True)
    return rows.select_related("owner").first()


def _headed(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "private, no-cache"
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
