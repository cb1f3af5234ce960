"""From when the owner relies on a pattern, and when more talks stop teaching anything."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from debriefs.models import SynthesisSettings
from infoview.shared.forms import RangedForm
from infoview.shared.once import in_turn
from infoview.shared.settings_page import settings_page


class SynthesisSettingsForm(RangedForm):
    RANGES = {
        "triangulated": (2, 5, gettext_lazy("Three unrelated people make a pattern.")),
        "min_debriefs": (5, 20, gettext_lazy("Ten closely similar accounts mean the map is known.")),
        "base_size": (4, 6, gettext_lazy("The first talks, whose themes later ones are measured against.")),
        "run_length": (2, 3, gettext_lazy("The latest talks, whose new themes are counted.")),
        "threshold_percent": (0, 10, gettext_lazy("So few new themes mean that little is left to learn.")),
        "converging_percent": (10, 40, gettext_lazy("An early sign that answers repeat.")),
    }

    class Meta:
        model = SynthesisSettings
        fields = (
            "triangulated",
            "min_debriefs",
            "base_size",
            "run_length",
            "threshold_percent",
            "converging_percent",
        )
        labels = {
            "triangulated": gettext_lazy("Independent people for a triangulated theme"),
            "min_debriefs": gettext_lazy("Debriefs before a goal can be saturated"),
            "base_size": gettext_lazy("Debriefs in the base"),
            "run_length": gettext_lazy("Debriefs in the run"),
            "threshold_percent": gettext_lazy("Saturated up to (percent of the base)"),
            "converging_percent": gettext_lazy("Converging up to (percent of the base)"),
        }


@require_http_methods(["GET", "HEAD", "POST"])
@in_turn
def settings(request: HttpRequest) -> HttpResponse:
    own = SynthesisSettings.of(request.user)
    form = SynthesisSettingsForm(request.POST or None, instance=own, owner=request.user)
    return settings_page(
        request, "debriefs/settings.html", form, said=_("Saved. Themes and saturation were counted anew.")
    )
