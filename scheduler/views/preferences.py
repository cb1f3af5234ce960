"""When reminders fall due, the days on which nothing does, and the choices of the digest."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from infoview.shared.context import now_of
from infoview.shared.htmx import render_page, toast
from infoview.shared.once import once
from infoview.shared.shown_at import shown_at
from scheduler.digest import status_of
from scheduler.forms import DigestForm, PauseForm, ReminderSettingsForm
from scheduler.models import Pause, ReminderSettings


@require_http_methods(["GET", "HEAD", "POST"])
def reminder_settings(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return settings_page(request)
    owner: Any = request.user
    settings, _new = ReminderSettings.objects.get_or_create(owner=owner)
    form = ReminderSettingsForm(request.POST, instance=settings, owner=owner)
    if form.is_valid():
        form.save()
        toast(request, _("Saved. What is due was counted anew."))
        return redirect("scheduler:settings")
    return settings_page(request, form=form, status=422)


def _to_settings(request: HttpRequest, pause: Pause) -> HttpResponse:
    return redirect("scheduler:settings")


@shown_at(lambda _request: reverse("scheduler:settings"))
@once(Pause, _to_settings)
def pause_create(request: HttpRequest) -> HttpResponse:
    pause_form = PauseForm(request.POST, owner=request.user)
    if pause_form.is_valid():
        pause_form.save()
        toast(request, _("Nothing falls due on these days."))
        return _to_settings(request, pause_form.instance)
    return settings_page(request, pause_form=pause_form, status=422)


@require_POST
def pause_delete(request: HttpRequest, public_id: UUID) -> HttpResponse:
    get_object_or_404(Pause.objects.for_user(request.user), public_id=public_id).delete()
    toast(request, _("The pause is over."))
    return redirect("scheduler:settings")


def settings_page(request: HttpRequest, *, status: int = 200, **bound: Any) -> HttpResponse:
    """Show the page; `bound` is the form (form, pause_form or digest_form) that was not accepted."""
    owner: Any = request.user
    saved = ReminderSettings.of(owner)
    context = {
        "form": ReminderSettingsForm(instance=saved, owner=owner),
        "pause_form": PauseForm(owner=owner),
        "digest_form": DigestForm(instance=saved, owner=owner),
        "digest": status_of(saved, now=now_of(request)),
        "chosen": saved,
        "pauses": Pause.objects.for_user(owner).order_by("-starts_on", "-pk")[:50],
        **bound,
    }
    return render_page(request, "scheduler/settings.html", context, status=status)
