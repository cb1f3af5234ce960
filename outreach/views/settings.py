"""How the owner follows up."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from infoview.shared.once import in_turn
from infoview.shared.settings_page import settings_page
from outreach.forms import OutreachSettingsForm
from outreach.models import FollowUpPolicy, OutreachSettings
from outreach.policies import policy_for


@require_http_methods(["GET", "HEAD", "POST"])
@in_turn
def settings(request: HttpRequest) -> HttpResponse:
    """Choose a preset of patience, and adjust its numbers within their ranges."""
    own = OutreachSettings.of(request.user)
    form = OutreachSettingsForm(request.POST or None, instance=own, owner=request.user)
    return settings_page(
        request,
        "outreach/settings.html",
        form,
        said=_("Saved."),
        policy=policy_for(request.user),
        presets=list(FollowUpPolicy.objects.order_by("position", "pk")[:20]),
    )
