"""How the owner follows up."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from infoview.shared.htmx import render_page, toast
from outreach.forms import OutreachSettingsForm
from outreach.models import FollowUpPolicy, OutreachSettings
from outreach.policies import policy_for


@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: HttpRequest) -> HttpResponse:
    """Choose a preset of patience, and adjust its numbers within their ranges."""
    own = OutreachSettings.of(request.user)
    form = OutreachSettingsForm(request.POST or None, instance=own, owner=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        toast(request, _("Saved."))
        return redirect("outreach:settings")
    context = {
        "form": form,
        "policy": policy_for(request.user),
        "presets": list(FollowUpPolicy.objects.order_by("position", "pk")[:20]),
    }
    status = 422 if request.method == "POST" else 200
    return render_page(request, "outreach/settings.html", context, status=status)
