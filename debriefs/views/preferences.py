"""From when the owner relies on a pattern, and when more talks stop teaching anything."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from debriefs.models import SynthesisSettings
from infoview.shared.forms import OwnedModelForm
from infoview.shared.htmx import render_page, toast

# (lowest, highest, why): docs/domain.md, defaults.
RANGES = {
    "triangulated": (2, 5, gettext_lazy("Three unrelated people make a pattern.")),
    "min_debriefs": (5, 20, gettext_lazy("Ten closely similar accounts mean the map is known.")),
    "base_size": (4, 6, gettext_lazy("The first talks, whose themes later ones are measured against.")),
    "run_length": (2, 3, gettext_lazy("The latest talks, whose new themes are counted.")),
    "threshold_percent": (0, 10, gettext_lazy("So few new themes mean that little is left to learn.")),
    "converging_percent": (10, 40, gettext_lazy("An early sign that answers repeat.")),
}


class SynthesisSettingsForm(OwnedModelForm):
    class Meta:
        model = SynthesisSettings
        fields = tuple(RANGES)
        labels = {
            "triangulated": gettext_lazy("Independent people for a triangulated theme"),
            "min_debriefs": gettext_lazy("Debriefs before a goal can be saturated"),
            "base_size": gettext_lazy("Debriefs in the base"),
            "run_length": gettext_lazy("Debriefs in the run"),
            "threshold_percent": gettext_lazy("Saturated up to (percent of the base)"),
            "converging_percent": gettext_lazy("Converging up to (percent of the base)"),
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, (low, high, why) in RANGES.items():
            usual = SynthesisSettings._meta.get_field(name).default  # type: ignore[union-attr]
            self.fields[name].widget.attrs.update(min=low, max=high)
            self.fields[name].help_text = _("%(low)d to %(high)d, usually %(usual)d. %(why)s") % {
                "low": low,
                "high": high,
                "usual": usual,
                "why": why,
            }


@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: HttpRequest) -> HttpResponse:
    own = SynthesisSettings.of(request.user)
    form = SynthesisSettingsForm(request.POST or None, instance=own, owner=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        toast(request, _("Saved. Themes and saturation were counted anew."))
        return redirect("debriefs:settings")
    status = 422 if request.method == "POST" else 200
    return render_page(request, "debriefs/settings.html", {"form": form}, status=status)
