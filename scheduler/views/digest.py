"""The digest: choose it, try it, and switch it off from the letter itself."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from infoview.shared import clock, words
from infoview.shared.htmx import render_page, toast
from infoview.shared.shown_at import shown_at
from scheduler.digest import (
    TrialRefused,
    choose_digest,
    next_digest_at,
    send_trial,
    status_of,
    switch_off,
)
from scheduler.forms import DigestForm
from scheduler.models import ReminderSettings
from scheduler.views.preferences import settings_page


@shown_at(lambda _request: reverse("scheduler:settings"))
def digest_update(request: HttpRequest) -> HttpResponse:
    owner: Any = request.user
    settings, _new = ReminderSettings.objects.get_or_create(owner=owner)
    form = DigestForm(request.POST, instance=settings, owner=owner)
    if not form.is_valid():
        return settings_page(request, digest_form=form, status=422)
    now = clock.now()
    if form.has_changed():
        choose_digest(settings, now=now)
    first = next_digest_at(settings, now=now)
    if first is None:
        toast(request, _("Saved. No letters."))
    else:
        when = words.moment_words(first, now=now, zone=owner.timezone, hours24=not owner.hour12)
        toast(request, _("Saved. The next letter comes %(when)s.") % {"when": when})
    return redirect("scheduler:settings")


@require_POST
def digest_try(request: HttpRequest) -> HttpResponse:
    owner: Any = request.user
    now = clock.now()
    try:
        send_trial(owner, now=now)
    except TrialRefused as error:
        messages.error(request, str(error))
    else:
        if status_of(ReminderSettings.of(owner), now=now).to_files:
            toast(request, _("Written to a file: this server has no mail server."))
        else:
            toast(request, _("Sent to %(email)s.") % {"email": owner.email})
    return redirect("scheduler:settings")


@csrf_exempt  # a mail program posts it for its reader, without a visit before (RFC 8058)
@login_not_required  # the token in the address is the right to it, and this is all it can do
@require_http_methods(["GET", "HEAD", "POST"])
def digest_unsubscribe(request: HttpRequest, token: UUID) -> HttpResponse:
    """Ask first when a person opens it, and switch off when it is posted; never redirect."""
    settings = ReminderSettings.objects.filter(digest_token=token).first()
    if settings is None:
        raise Http404
    if request.method == "POST":
        switch_off(settings)
    return render_page(request, "scheduler/digest_unsubscribe.html", {"is_off": settings.digest == "off"})
