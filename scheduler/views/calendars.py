"""The owner's calendar addresses, and how to subscribe."""

from typing import Any
from uuid import UUID

from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from infoview.shared import clock
from infoview.shared.htmx import render_page, toast
from infoview.shared.once import in_turn, once
from infoview.shared.shown_at import shown_at
from scheduler import subscriptions
from scheduler.forms import SubscriptionForm
from scheduler.models import Subscription

MOST = 20


@require_safe
def subscription_list(request: HttpRequest) -> HttpResponse:
    return _page(request, SubscriptionForm(owner=request.user, initial=_first_name(request)))


def _first_name(request: HttpRequest) -> dict[str, str]:
    return {} if Subscription.objects.for_user(request.user).live().exists() else {"name": _("My calendar")}


def _page(request: HttpRequest, form: SubscriptionForm, *, status: int = 200, **shown: Any) -> HttpResponse:
    rows = Subscription.objects.for_user(request.user).live().order_by("name", "pk").defer("feed")
    context = {
        "form": form,
        "subscriptions": rows[:MOST],
        "is_local_only": subscriptions.is_local_only(),
        **shown,
    }
    return render_page(request, "scheduler/subscription_list.html", context, status=status)


def _to_list(request: HttpRequest, subscription: Subscription) -> HttpResponse:
    """Lead to the list: the address was shown once, and a calendar may use it already."""
    return redirect("scheduler:subscription_list")


@shown_at(lambda _request: reverse("scheduler:subscription_list"))
@once(Subscription, _to_list)
def subscription_create(request: HttpRequest) -> HttpResponse:
    owner: Any = request.user
    form = SubscriptionForm(request.POST, owner=owner)
    if Subscription.objects.for_user(owner).live().count() >= MOST:
        form.add_error(None, _("Twenty calendars are the most. Switch one off first."))
    if not form.is_valid():
        return _page(request, form, status=422)
    try:
        made, token = subscriptions.subscribe(
            owner=owner, public_id=form.instance.public_id, **form.cleaned_data
        )
    except IntegrityError:
        form.add_error("name", _("You have a calendar of this name."))
        return _page(request, form, status=422)
    return _shown_once(request, made, token)


@never_cache
def _shown_once(request: HttpRequest, subscription: Subscription, token: str) -> HttpResponse:
    """Show the address in the answer itself: it is never kept, so it cannot be shown again."""
    address = subscriptions.address_of(token)
    context = {
        "subscription": subscription,
        "address": address,
        "webcal": subscriptions.webcal_of(address),
        "test_path": f"/calendar/{token}.ics",
        "is_local_only": subscriptions.is_local_only(),
    }
    return render_page(request, "scheduler/subscription_address.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@in_turn
def subscription_update(request: HttpRequest, public_id: UUID) -> HttpResponse:
    subscription = get_object_or_404(_live(request), public_id=public_id)
    form = SubscriptionForm(request.POST or None, instance=subscription, owner=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        toast(request, _("Saved. The calendar shows it when it is read next."))
        return redirect("scheduler:subscription_list")
    context = {"form": form, "subscription": subscription}
    status = 422 if form.is_bound else 200
    return render_page(request, "scheduler/subscription_update.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def subscription_renew(request: HttpRequest, public_id: UUID) -> HttpResponse:
    subscription = get_object_or_404(_live(request), public_id=public_id)
    if request.method == "POST":
        token = subscriptions.renew(subscription=subscription, now=clock.now())
        return _shown_once(request, subscription, token)
    return render_page(request, "scheduler/subscription_renew.html", {"subscription": subscription})


@require_POST
def subscription_stop(request: HttpRequest, public_id: UUID) -> HttpResponse:
    subscription = get_object_or_404(_live(request), public_id=public_id)
    subscriptions.stop(subscription=subscription, now=clock.now())
    toast(request, _("Switched off. Programs that read it get nothing from now on."))
    return redirect("scheduler:subscription_list")


def _live(request: HttpRequest) -> Any:
    return Subscription.objects.for_user(request.user).live()
