"""The codebook: themes by name, one theme with its voices, merging and taking apart."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from contacts.models import Tie
from debriefs import services
from debriefs.enums import ThemeAct
from debriefs.forms import MergeForm, ThemeForm
from debriefs.models import Insight, SynthesisSettings, Theme, ThemeEvent, ThemeQuerySet
from debriefs.synthesis import evidence_of
from infoview.shared import clock
from infoview.shared.htmx import next_path, render_page, toast
from infoview.shared.once import in_turn
from infoview.shared.shown_at import shown_at

PAGE = 50


def _themes(request: HttpRequest) -> ThemeQuerySet:
    return Theme.objects.for_user(request.user).select_related("organisation", "merged_into")


@require_safe
def theme_list(request: HttpRequest) -> HttpResponse:
    rows = _themes(request).current().annotate(heard=Count("insights")).order_by("name_key", "pk")
    number = request.GET.get("page", "1")
    start = (int(number) - 1) * PAGE if number.isdecimal() and len(number) < 5 and int(number) > 0 else 0
    found = list(rows[start : start + PAGE + 1])
    untagged = (
        Insight.objects.for_user(request.user).untagged().select_related("category", "debrief__interview")
    )
    context = {
        "themes": found[:PAGE],
        "next_url": f"?page={start // PAGE + 2}" if len(found) > PAGE else "",
        "untagged": untagged.order_by("-debrief__interview__starts_at", "pk")[:20],
    }
    return render_page(request, "debriefs/theme_list.html", context)


@require_safe
def theme_detail(request: HttpRequest, public_id: UUID) -> HttpResponse:
    theme = get_object_or_404(_themes(request), public_id=public_id)
    if theme.merged_into is not None:
        return redirect("debriefs:theme_detail", theme.merged_into.public_id)
    return _page(request, theme)


def _page(
    request: HttpRequest,
    theme: Theme,
    *,
    form: ThemeForm | None = None,
    merge_form: MergeForm | None = None,
    status: int = 200,
) -> HttpResponse:
    owner: Any = request.user
    insights = list(
        Insight.objects.for_user(owner)
        .filter(theme=theme)
        .select_related(
            "contact__organisation", "debrief__interview", "theme__organisation", "category", "plan_item"
        )
        .order_by("debrief__interview__starts_at", "position", "pk")[:500]
    )
    settings = SynthesisSettings.of(owner)
    ties = frozenset(frozenset(pair) for pair in Tie.objects.for_user(owner).values_list("a_id", "b_id"))
    merges = ThemeEvent.objects.for_user(owner).filter(
        theme__merged_into=theme, act=ThemeAct.MERGED, undone_at=None
    )
    context = {
        "theme": theme,
        "evidence": evidence_of(insights, ties=ties, triangulated=settings.triangulated)
        if insights
        else None,
        "needed": settings.triangulated,
        "merges": merges.select_related("theme").order_by("-happened_at", "-pk")[:20],
        "form": form or ThemeForm(instance=theme, owner=owner),
        "merge_form": merge_form or MergeForm(owner=owner, theme=theme),
    }
    return render_page(request, "debriefs/theme_detail.html", context, status=status)


def _page_of(request: HttpRequest, public_id: UUID) -> str:
    get_object_or_404(_themes(request), public_id=public_id)
    return reverse("debriefs:theme_detail", args=[public_id])


@shown_at(_page_of)
@in_turn
def theme_update(request: HttpRequest, public_id: UUID) -> HttpResponse:
    owner: Any = request.user
    theme = get_object_or_404(_themes(request).current(), public_id=public_id)
    form = ThemeForm(request.POST, instance=theme, owner=owner)
    if not form.is_valid():
        return _page(request, get_object_or_404(_themes(request), public_id=public_id), form=form, status=422)
    fresh = get_object_or_404(_themes(request), public_id=public_id)
    services.rename_theme(theme=fresh, now=clock.now(), **form.cleaned_data)
    toast(request, _("Saved."))
    return redirect("debriefs:theme_detail", public_id)


@shown_at(_page_of)
def theme_merge(request: HttpRequest, public_id: UUID) -> HttpResponse:
    theme = get_object_or_404(_themes(request).current(), public_id=public_id)
    form = MergeForm(request.POST, owner=request.user, theme=theme)
    if not form.is_valid():
        return _page(request, theme, merge_form=form, status=422)
    kept = form.cleaned_data["into"]
    services.merge_themes(kept=kept, merged=theme, now=clock.now())
    undo = reverse("debriefs:theme_unmerge", args=[theme.public_id])
    toast(request, _("Merged. “%(name)s” is one theme now.") % {"name": kept.name}, undo=undo)
    return redirect("debriefs:theme_detail", kept.public_id)


@require_POST
def theme_unmerge(request: HttpRequest, public_id: UUID) -> HttpResponse:
    theme = get_object_or_404(_themes(request), public_id=public_id)
    merges = theme.events.filter(act=ThemeAct.MERGED, undone_at=None).select_related("theme")
    event = merges.order_by("-happened_at", "-pk").first()
    if event is not None and services.undo_merge(event=event, now=clock.now()):
        toast(request, _("Two themes again."))
        return redirect(next_path(request, reverse("debriefs:theme_detail", args=[public_id])))
    messages.error(request, _("This merge cannot be taken apart any more: a theme of that name exists."))
    return redirect("debriefs:theme_list")
