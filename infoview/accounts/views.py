"""The owner's settings: profile, look, invitations, and the end of the account."""

from typing import Any
from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from allauth.account.decorators import reauthentication_required
from allauth.usersessions.models import UserSession
from django.conf import settings as django_settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from infoview.accounts import audit, services, signups
from infoview.accounts.adapter import INVITATION_TOKEN
from infoview.accounts.forms import AccountDeleteForm, InvitationForm, ProfileForm, ThemeForm
from infoview.accounts.models import AuditAct, Invitation, User
from infoview.shared import clock
from infoview.shared.htmx import next_path, render_page, toast
from infoview.shared.querysets import raise_facts_version
from infoview.shared.shown_at import shown_at

CHANGES_THE_PLAN = {"timezone", "country", "mode"}


@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: HttpRequest) -> HttpResponse:
    user = _me(request)  # afresh: the form changes it before it knows whether all is well
    form = ProfileForm(request.POST or None, instance=user)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            if CHANGES_THE_PLAN & set(form.changed_data):
                raise_facts_version([user.pk], using=None)
            form.save()
        toast(request, "Saved.")
        return redirect("settings")
    status = 422 if request.method == "POST" else 200
    return render_page(request, "accounts/settings.html", {"form": form}, status=status)


@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Take the look that a button of any page asks for."""
    form = ThemeForm(request.POST, instance=_me(request))
    if not form.is_valid():
        return HttpResponse("There is no such look.", status=422, content_type="text/plain")
    form.instance.save(update_fields=["theme"])
    if request.headers.get("X-Requested-With") or request.htmx:  # type: ignore[attr-defined]
        return HttpResponse(status=204)
    return redirect(next_path(request, reverse("settings")))


# Invitations


@require_safe
def invitation_list(request: HttpRequest) -> HttpResponse:
    _staff_only(request)
    return render_page(request, "accounts/invitation_list.html", _invitations(InvitationForm()))


@shown_at(lambda _request: reverse("invitation_list"))
def invitation_create(request: HttpRequest) -> HttpResponse:
    """Show the new link, this once: only its hash is kept."""
    _staff_only(request)
    form = InvitationForm(request.POST)
    if not form.is_valid():
        return render_page(request, "accounts/invitation_list.html", _invitations(form), status=422)
    invitation, token = signups.invite(email=form.cleaned_data["email"], by=_me(request), now=clock.now())
    link = django_settings.SITE_URL + reverse("invitation_accept", args=[token])
    return render_page(
        request, "accounts/invitation_list.html", _invitations(InvitationForm(), made=invitation, link=link)
    )


@require_POST
def invitation_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    _staff_only(request)
    get_object_or_404(Invitation, pk=pk, used_at=None).delete()
    toast(request, "Withdrawn. The link no longer works.")
    return redirect("invitation_list")


@login_not_required  # whoever is invited has no account yet; the token is the key
@never_cache
@require_safe
def invitation_accept(request: HttpRequest, token: str) -> HttpResponse:
    """Remember the invitation for this browser, so that the token leaves the address line."""
    invitation = signups.open_invitation(token, now=clock.now())
    if invitation is None or request.user.is_authenticated:
        return render(
            request,
            "accounts/invitation_over.html",
            {"invitation": invitation},
            status=410 if not invitation else 200,
        )
    request.session[INVITATION_TOKEN] = token
    return redirect(f"{reverse('account_signup')}?{urlencode({'email': invitation.email})}")


def _me(request: HttpRequest) -> User:
    return User.objects.get(pk=request.user.pk)


def _staff_only(request: HttpRequest) -> None:
    if not request.user.is_staff:
        raise PermissionDenied


def _invitations(form: InvitationForm, **more: Any) -> dict[str, Any]:
    waiting = Invitation.objects.filter(used_at=None).order_by("-created_at", "-pk")[:100]
    return {"form": form, "waiting": waiting, "policy": django_settings.SIGNUPS, "now": clock.now(), **more}


# Sessions


@require_POST
def session_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign out one other browser."""
    session = get_object_or_404(UserSession, pk=pk, user=request.user)
    if session.session_key == request.session.session_key:
        logout(request)
        return redirect("account_login")
    session.end()
    audit.record(AuditAct.SESSION_ENDED, owner=_me(request))
    toast(request, "That browser is signed out.")
    return redirect("usersessions_list")


# The end


@require_http_methods(["GET", "HEAD", "POST"])
@reauthentication_required
def account_delete(request: HttpRequest) -> HttpResponse:
    user = _me(request)
    form = AccountDeleteForm(request.POST or None, user=user)
    if request.method == "POST" and form.is_valid():
        try:
            _delete(request, user)
        except services.OnlyAdministrator:
            form.add_error(
                None, "You are the only administrator, and others have accounts here. Name another first."
            )
        else:
            messages.info(request, "Your account and everything in it are gone.")
            return redirect("account_login")
    status = 422 if request.method == "POST" else 200
    return render_page(request, "accounts/account_delete.html", {"form": form}, status=status)


def _delete(request: HttpRequest, user: User) -> None:
    email = user.email
    with transaction.atomic():
        services.delete_account(user)
        transaction.on_commit(lambda: get_adapter().send_mail("account/email/account_deleted", email, {}))
    request.user = user
    logout(request)
