"""What every page knows: who reads it, in which zone and look, and the way around."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.module_loading import import_string

from infoview.shared import clock


@dataclass(frozen=True, slots=True)
class Viewer:
    """The reader's own settings, or the defaults of somebody who has not signed in."""

    zone: str
    hours24: bool = True
    theme: str = ""
    shortcuts: bool = True


def viewer_of(request: HttpRequest) -> Viewer:
    """Return the reader's settings, read once for each request."""
    known = getattr(request, "_viewer", None)
    if known is None:
        known = request._viewer = _viewer(getattr(request, "user", None))  # type: ignore[attr-defined]
    return known


def _viewer(user: Any) -> Viewer:
    if user is None or not user.is_authenticated:
        return Viewer(zone=settings.TIME_ZONE)
    theme = getattr(user, "theme", "")
    return Viewer(
        zone=getattr(user, "timezone", "") or settings.TIME_ZONE,
        hours24=not getattr(user, "hour12", False),
        theme=theme if theme in {"light", "dark"} else "",
        shortcuts=getattr(user, "shortcuts", True),
    )


def now_of(request: HttpRequest) -> datetime:
    """Return the moment of this request: one page, one now."""
    known = getattr(request, "_now", None)
    if known is None:
        known = request._now = clock.now()  # type: ignore[attr-defined]
    return known


def shell(request: HttpRequest) -> dict[str, Any]:
    """Give each template `viewer` and `shell`; the navigation is made only where it is shown."""
    return {
        "viewer": SimpleLazyObject(lambda: viewer_of(request)),
        "shell": SimpleLazyObject(lambda: import_string(settings.SHELL)(request)),
    }
