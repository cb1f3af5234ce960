"""What holds for every answer: no cache keeps it, sessions end, the admin site has a second lock."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from allauth.mfa.adapter import get_adapter as get_mfa_adapter
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from infoview.accounts.models import User
from infoview.shared import clock
from infoview.shared.middleware import page_of

Answer = Callable[[HttpRequest], HttpResponse]

# Read by programs with a secret of their own: who is signed in changes nothing, so nothing varies on it.
SESSIONLESS = ("/calendar/",)

SIGNED_IN_AT = "signed_in_at"
SEEN_AT = "seen_at"
SEEN_EVERY = timedelta(hours=1)

FORM_TYPE = "application/x-www-form-urlencoded"
KEPT_HERE = "kept-here"  # sent by static/js/app.js
# Secrets, and the marks that a form carries for itself.
UNSHOWN = ("password", "csrf", "token", "secret", "code", "once", "seen", "next", "timezone")
UUID_SHAPE = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")

PERMISSIONS = (
    "accelerometer=(), autoplay=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), "
    "magnetometer=(), microphone=(), midi=(), payment=(), usb=()"
)


class PrivateHeaders:
    """Let no cache, search engine or other site keep a page; empty the browser's store at sign-out."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path.startswith(SESSIONLESS):
            response.headers.pop("Vary", None)
        if not response.has_header("Cache-Control"):
            response["Cache-Control"] = "no-store"
        response.headers.setdefault("X-Robots-Tag", "noindex, nofollow")
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if getattr(request, "signed_out", False):
            response["Clear-Site-Data"] = '"cache", "storage"'
        return response


class SessionLimits:
    """End a session 90 days after its sign-in; idle ones end by the age of their cookie, renewed hourly.

    It also reads every page's times in the reader's zone.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.user.is_authenticated:
            return self.get_response(request)
        now = clock.now()
        age = now.timestamp() - request.session.get(SIGNED_IN_AT, now.timestamp())
        if age > settings.SESSION_ABSOLUTE_AGE:
            logout(request)
            messages.info(request, "You have been signed in for 90 days. Please sign in again.")
            if request.method == "GET":
                return redirect_to_login(request.get_full_path())
            return words_back(request) or redirect("account_login")
        if now.timestamp() - request.session.get(SEEN_AT, 0) > SEEN_EVERY.total_seconds():
            _seen(request, now)
        with timezone.override(request.user.timezone):
            return self.get_response(request)


def _seen(request: HttpRequest, now: Any) -> None:
    """Note that this person was here, at most hourly: it costs a write."""
    request.session.setdefault(SIGNED_IN_AT, now.timestamp())
    request.session[SEEN_AT] = now.timestamp()
    User.objects.filter(pk=request.user.pk).update(last_seen_at=now)
    UserSession.objects.filter(session_key=request.session.session_key).update(last_seen_at=now)


class SignInFirst(LoginRequiredMiddleware):
    """Ask for a sign-in; a form sent by somebody whose session ended is answered with their words."""

    def handle_no_permission(self, request: HttpRequest, view: Any) -> HttpResponse:  # type: ignore[override]
        protected = not getattr(view, "csrf_exempt", False)  # else another site could put words on the page
        return (protected and words_back(request)) or super().handle_no_permission(request, view)


def words_back(request: HttpRequest) -> HttpResponse | None:
    """Show what was typed, to be copied; None where there is nothing, or a script that keeps it.

    Nothing is stored here. Of an upload nothing is read.
    """
    by_hand = "text/html" in request.headers.get("Accept", "") and not request.htmx  # type: ignore[attr-defined]
    if request.method != "POST" or request.content_type != FORM_TYPE or not by_hand:
        return None
    if KEPT_HERE in request.POST:
        return None
    typed = [
        (name.replace("_", " ").replace("-", " "), text)
        for name, texts in request.POST.lists()
        for text in texts
        if is_typed(name, text)
    ]
    if not typed:
        return None
    context = {"typed": typed, "next": page_of(request)}
    return render(request, "accounts/signed_out.html", context, status=403)


def is_typed(name: str, text: str) -> bool:
    """Return whether a field may hold somebody's words, and none that must not be shown."""
    if any(word in name.lower() for word in UNSHOWN):
        return False
    return any(letter.isalpha() for letter in text) and not UUID_SHAPE.fullmatch(text)


class AdminDoor:
    """Ask staff for a second factor before the admin site, where the setting says so."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        match = request.resolver_match
        if (
            settings.ADMIN_NEEDS_SECOND_FACTOR
            and match is not None
            and "admin" in match.app_names
            and request.user.is_authenticated
            and request.user.is_staff
            and not get_mfa_adapter().is_mfa_enabled(request.user)
        ):
            messages.warning(request, "The admin site needs a second factor. Add one here first.")
            return redirect("mfa_index")
        return None
