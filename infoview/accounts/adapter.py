"""Where our accounts differ from the library's: who may sign up, what is in a mail, who is believed."""

import ipaddress
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.signup import prevent_enumeration
from allauth.core import context as allauth_context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from infoview.accounts import signups
from infoview.accounts.models import Invitation, User
from infoview.shared import clock

INVITATION_TOKEN = "invitation"


def invitation_of(request: HttpRequest) -> Invitation | None:
    """Return the open invitation by whose link this browser came."""
    token = request.session.get(INVITATION_TOKEN)
    return signups.open_invitation(token, now=clock.now()) if token else None


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": "The address and the password do not fit together.",
        "too_many_login_attempts": "Too many tries. Wait five minutes, or set a new password.",
        "enter_current_password": "Write your present password.",
        "incorrect_password": "This is not your password.",
        "incorrect_code": "This code does not fit. Codes change every 30 seconds.",
        "same_as_current": "This is the address you have now.",
        "rate_limited": "Too many tries. Wait a few minutes.",
    }

    # Signing up

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return signups.may_sign_up(invitation=invitation_of(request))

    def may_sign_up_with(self, request: HttpRequest, email: str) -> bool:
        return signups.may_sign_up(invitation=invitation_of(request), email=email)

    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        """Save a new account. The first one administrates; it and invited ones need no confirmation mail."""
        user = super().save_user(request, user, form, commit=False)
        user.name = form.cleaned_data.get("name", "")
        user.timezone = form.cleaned_data.get("timezone") or "UTC"
        with signups.one_at_a_time():
            is_taken = User.objects.filter(email__iexact=user.email).exists()
            if not is_taken:
                self._let_in(request, user)
        if is_taken:  # since the form looked, as when it was sent twice at once
            raise ImmediateHttpResponse(prevent_enumeration(request, email=user.email))
        request.session.pop(INVITATION_TOKEN, None)
        return user

    def _let_in(self, request: HttpRequest, user: User) -> None:
        invitation = invitation_of(request)
        if not signups.may_sign_up(invitation=invitation, email=user.email):
            raise ImmediateHttpResponse(signup_closed(request))
        if signups.is_first():
            user.is_staff = user.is_superuser = True
            self.stash_verified_email(request, user.email)
        elif invitation is not None and signups.is_for(invitation, user.email):
            signups.use(invitation, now=clock.now())
            self.stash_verified_email(request, user.email)
        user.save()

    # Mails: their links come from SITE_URL, never from what a request calls us

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        ours = settings.SITE_URL.rstrip("/") + "/"
        request = allauth_context.request
        theirs = request.build_absolute_uri("/") if request is not None else ours
        context = {
            key: ours + value.removeprefix(theirs)
            if isinstance(value, str) and value.startswith(theirs)
            else value
            for key, value in context.items()
        }
        context |= {
            "request": request,
            "email": email,
            "current_site": SimpleNamespace(name="Infoview", domain=urlsplit(ours).netloc),
            "site_url": ours,
            "signups_open": settings.SIGNUPS == "open",
        }
        self.render_mail(template_prefix, email, context).send()

    def format_email_subject(self, subject: str) -> str:
        return str(subject)

    # The rest

    def set_password(self, user: User, password: str) -> None:
        user.set_password(password)
        user.save(update_fields=["password"])  # the other columns may have changed meanwhile

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return the address of the person: what the outermost of the trusted proxies saw.

        A header that is shorter, or no address, cannot come from those proxies; then it is the peer.
        """
        peer = request.META.get("REMOTE_ADDR") or "0.0.0.0"
        seen = request.headers.get("x-forwarded-for", "").split(",")
        count = getattr(settings, "ALLAUTH_TRUSTED_PROXY_COUNT", 0)
        candidate = seen[-count].strip() if 0 < count <= len(seen) else peer
        try:
            return str(ipaddress.ip_address(candidate))
        except ValueError:
            return peer


class TwoFactorAdapter(DefaultMFAAdapter):
    def _get_site_name(self) -> str:
        return "Infoview"

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {"id": urlsplit(settings.SITE_URL).hostname or "localhost", "name": "Infoview"}


def signup_closed(request: HttpRequest) -> HttpResponse:
    return render(request, "account/signup_closed.html", status=403)
