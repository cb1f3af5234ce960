"""What every page knows about the installation."""

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, bool]:
    """Tell staff, on every page, when everybody on the way can read along."""
    user = getattr(request, "user", None)  # an error page may come before anybody was looked for
    return {"site_is_open": settings.SITE_IS_OPEN and getattr(user, "is_staff", False)}
