"""The two files that a browser wants at the root: how the app looks on a home screen, and its worker."""

import json
from functools import cache
from pathlib import Path

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.templatetags.static import static
from django.urls import get_script_prefix, path, reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

# The shell, and nothing a person wrote: pages are never kept.
SHELL_FILES = (
    "css/tokens.css",
    "css/app.css",
    "css/screens.css",
    "django_htmx/htmx-2.min.js",
    "js/app.js",
    "icons.svg",
    "favicon.svg",
    "vendor/newsreader/newsreader-latin-wght-normal.woff2",
)


@login_not_required  # browsers fetch it without cookies; it holds nothing of anybody
@require_safe
@cache_control(max_age=3600, public=True)
def manifest(request: HttpRequest) -> HttpResponse:
    home = get_script_prefix()
    data = {
        "name": "Infoview",
        "short_name": "Infoview",
        "description": "A notebook for informational interviews",
        "id": home,
        "start_url": home,
        "scope": home,
        "display": "standalone",
        "background_color": "#fcfcfa",
        "theme_color": "#fcfcfa",
        # What another app shares is filled into quick add; nothing is kept until a button is pressed.
        "share_target": {
            "action": reverse("quick_add"),
            "method": "GET",
            "params": {"title": "title", "text": "text", "url": "url"},
        },
        "icons": [{"src": static("favicon.svg"), "sizes": "any", "type": "image/svg+xml", "purpose": "any"}],
    }
    return JsonResponse(data, content_type="application/manifest+json")


@login_not_required  # a script of ours, the same for everybody; it must come from the root to serve it
@require_safe
@cache_control(max_age=0, must_revalidate=True)
def service_worker(request: HttpRequest) -> HttpResponse:
    files = json.dumps([static(name) for name in SHELL_FILES])
    text = f"const FILES = {files};\n{_worker()}"
    return HttpResponse(text, content_type="text/javascript; charset=utf-8")


@cache
def _worker() -> str:
    name = "js/sw.js"
    found = finders.find(name) or Path(settings.STATIC_ROOT) / name
    return Path(found).read_text(encoding="utf-8")


urlpatterns = [
    path("manifest.webmanifest", manifest, name="manifest"),
    path("sw.js", service_worker, name="service_worker"),
]
