"""The ledger: what changed in CV, portfolio, learning or targeting, and what it rests on."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from debriefs.forms import ChangeForm
from debriefs.models import StrategyChange, StrategyEvidence
from debriefs.synthesis import theme_evidence
from infoview.shared import clock
from infoview.shared.context import now_of
from infoview.shared.htmx import render_page, toast
from infoview.shared.once import in_turn, once

PAGE = 50


@require_safe
def change_list(request: HttpRequest) -> HttpResponse:
    owner: Any = request.user
    ledger = StrategyChange.objects.for_user(owner).select_related("goal").prefetch_related("evidence__theme")
    rows = list(ledger.order_by("-decided_on", "-pk")[:PAGE])
    themes = {link.theme_id for row in rows for link in row.evidence.all()}
    levels = {item.theme.pk: item.count for item in theme_evidence(owner, themes=themes)} if themes else {}
    context = {
        "changes": [
            (
                row,
                [(link.theme, link.level_then, levels.get(link.theme_id, 0)) for link in row.evidence.all()],
            )
            for row in rows
        ]
    }
    return render_page(request, "debriefs/change_list.html", context)


def _to_list(request: HttpRequest, change: StrategyChange) -> HttpResponse:
    return redirect("debriefs:change_list")


@require_http_methods(["GET", "HEAD", "POST"])
@once(StrategyChange, _to_list)
def change_create(request: HttpRequest) -> HttpResponse:
    owner: Any = request.user
    today = clock.local_date(now_of(request), owner.timezone)
    form = ChangeForm(request.POST or None, owner=owner, initial={"decided_on": today})
    if request.method == "POST" and form.is_valid():
        _save(form, owner)
        toast(request, _("Written down."))
        return _to_list(request, form.instance)
    return render_page(
        request, "debriefs/change_create.html", {"form": form}, status=422 if form.is_bound else 200
    )


@require_http_methods(["GET", "HEAD", "POST"])
@in_turn
def change_update(request: HttpRequest, public_id: UUID) -> HttpResponse:
    owner: Any = request.user
    change = get_object_or_404(StrategyChange.objects.for_user(owner), public_id=public_id)
    chosen = list(change.evidence.values_list("theme__public_id", flat=True))
    form = ChangeForm(request.POST or None, instance=change, owner=owner, initial={"themes": chosen})
    if request.method == "POST" and form.is_valid():
        _save(form, owner)
        toast(request, _("Saved."))
        return redirect("debriefs:change_list")
    context = {"form": form, "change": change}
    return render_page(request, "debriefs/change_create.html", context, status=422 if form.is_bound else 200)


def _save(form: ChangeForm, owner: Any) -> None:
    """Save the change, and keep the level each theme had when it was first named."""
    change = form.save()
    wanted = {theme.pk: theme for theme in form.cleaned_data["themes"]}
    known = set(change.evidence.values_list("theme_id", flat=True))
    change.evidence.exclude(theme__in=wanted).delete()
    new = wanted.keys() - known
    levels = {item.theme.pk: item.count for item in theme_evidence(owner, themes=new)} if new else {}
    for pk in new:
        StrategyEvidence.objects.create(
            owner=owner, strategy_change=change, theme=wanted[pk], level_then=levels.get(pk, 0)
        )
