"""How the owner holds talks: plan, timer, listening, arriving."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from infoview.shared.forms import RangedForm
from infoview.shared.once import in_turn
from infoview.shared.settings_page import settings_page
from interviews.models import TalkSettings


class TalkSettingsForm(RangedForm):
    RANGES = {
        "core_questions": (3, 8, gettext_lazy("Five fit into 20 minutes with follow-ups.")),
        "max_questions": (5, 12, gettext_lazy("Beyond eight, a talk turns into an interrogation.")),
        "amber_minutes_left": (1, 10, gettext_lazy("Then it is time for the closing questions.")),
        "listen_target": (60, 90, gettext_lazy("Listen 80, talk 20.")),
        "early_in_person": (0, 15, gettext_lazy("A few minutes early, without crowding the host.")),
        "early_video": (0, 15, gettext_lazy("Enough to try the camera and the sound.")),
    }

    class Meta:
        model = TalkSettings
        fields = (
            "core_questions",
            "max_questions",
            "amber_minutes_left",
            "listen_target",
            "early_in_person",
            "early_video",
        )
        labels = {
            "core_questions": gettext_lazy("Core questions in a plan"),
            "max_questions": gettext_lazy("Questions at most"),
            "amber_minutes_left": gettext_lazy("Minutes left when the timer turns amber"),
            "listen_target": gettext_lazy("Share of the time you want to listen (percent)"),
            "early_in_person": gettext_lazy("Minutes early in person"),
            "early_video": gettext_lazy("Minutes early on video or phone"),
        }

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        core, most = cleaned.get("core_questions"), cleaned.get("max_questions")
        if core and most and most < core:
            self.add_error("max_questions", _("It cannot be fewer than the core questions."))
        return cleaned


@require_http_methods(["GET", "HEAD", "POST"])
@in_turn
def settings(request: HttpRequest) -> HttpResponse:
    own = TalkSettings.of(request.user)
    form = TalkSettingsForm(request.POST or None, instance=own, owner=request.user)
    return settings_page(request, "interviews/settings.html", form, said=_("Saved."))
