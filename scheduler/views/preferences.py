"""When reminders fall due, and the days on which nothing does."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from infoview.shared.htmx import render_page, toast
from scheduler.forms import PauseForm, ReminderSettingsForm
from scheduler.models import Pause, ReminderSettings


@require_http_methods(["GET", "HEAD", "POST"])
def reminder_settings(request: HttpRequest) -> HttpResponse:
    owner: Any = request.user
    form = ReminderSettingsForm(request.POST or None, instance=ReminderSettings.of(owner), owner=owner)
    if request.method == "POST" and form.is_valid():
        form.save()
        toast(request, _("Saved. What is due was counted anew."))
        return redirect("scheduler:settings")
    return _page(request, form, PauseForm(owner=owner), status=422 if form.is_bound else 200)


@require_POST
def pause_create(request: HttpRequest) -> HttpResponse:
    owner: Any = request.user
    pause_form = PauseForm(request.POST, owner=owner)
    if pause_form.is_valid():
        pause_form.save()
        toast(request, _("Nothing falls due on these days."))
        return redirect("scheduler:settings")
    form = ReminderSettingsForm(instance=ReminderSettings.of(owner), owner=owner)
    return _page(request, form, pause_form, status=422)


@require_POST
def pause_delete(request: HttpRequest, public_id: UUID) -> HttpResponse:
    get_object_or_404(Pause.objects.for_user(request.user), public_id=public_id).delete()
    toast(request, _("The pause is over."))
    return redirect("scheduler:settings")


def _page(
    request: HttpRequest, form: ReminderSettingsForm, pause_form: PauseForm, *, status: int
) -> HttpResponse:
    pauses = Pause.objects.for_user(request.user).order_by("-starts_on", "-pk")[:50]
    context = {"form": form, "pause_form": pause_form, "pauses": pauses}
    return render_page(request, "scheduler/settings.html", context, status=status)
