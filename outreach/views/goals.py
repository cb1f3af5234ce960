"""What the owner wants to understand, and what is still missing."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from infoview.shared.htmx import render_page, toast
from infoview.shared.once import in_turn, once
from infoview.shared.shown_at import UNKNOWN_ACT, shown_at
from outreach.enums import COLUMN_STATES, BoardColumn, GapStatus, GoalStatus
from outreach.forms import GapCreateForm, GapForm, GapMoveForm, GoalForm, GoalMoveForm
from outreach.goals import (
    ENDED,
    add_gap,
    answer_gap,
    counted,
    counts_of_requests,
    move_goal,
    shift_gap,
    wording_of,
)
from outreach.models import Gap, Goal, OutreachRequest
from outreach.views.common import address, today_of

SHOWN = 50
PEOPLE_SHOWN = 12


@require_safe
def goal_list(request: HttpRequest) -> HttpResponse:
    goals = list(counted(request.user).order_by("position", "-started_on", "pk")[: SHOWN + 1])
    counts = counts_of_requests(request.user, goals)
    rows = [_row(goal, counts[goal.pk]) for goal in goals[:SHOWN]]
    context = {
        "current": [row for row in rows if row["goal"].status not in ENDED],
        "ended": [row for row in rows if row["goal"].status in ENDED],
        "has_more": len(goals) > SHOWN,
    }
    return render_page(request, "outreach/goal_list.html", context)


def _row(goal: Any, counts: tuple[int, int]) -> dict[str, Any]:
    asked, held = counts
    return {
        "goal": goal,
        "asked": asked,
        "held": held,
        "gaps": goal.gap_count,
        "answered": goal.answered_count,
        "is_success": goal.status in {GoalStatus.ACHIEVED, GoalStatus.VALIDATED_OUT},
    }


def _to_goal(request: HttpRequest, goal: Goal) -> HttpResponse:
    return redirect("outreach:goal_detail", goal.public_id)


@require_http_methods(["GET", "HEAD", "POST"])
@once(Goal, _to_goal)
def goal_create(request: HttpRequest) -> HttpResponse:
    initial = {"started_on": today_of(request), "title": request.GET.get("title", "")[:200]}
    form = GoalForm(request.POST or None, initial=initial, owner=request.user)
    if request.method == "POST" and form.is_valid():
        return _saved(request, form, _("Written down. What do you not know yet?"))
    return _goal_form(request, form, "outreach/goal_create.html")


@require_http_methods(["GET", "HEAD", "POST"])
@in_turn
def goal_update(request: HttpRequest, public_id: UUID) -> HttpResponse:
    goal = get_object_or_404(Goal.objects.for_user(request.user), public_id=public_id)
    form = GoalForm(request.POST or None, instance=goal, owner=request.user)
    if request.method == "POST" and form.is_valid():
        return _saved(request, form, _("Saved."))
    return _goal_form(request, form, "outreach/goal_update.html")


def _saved(request: HttpRequest, form: GoalForm, said: str) -> HttpResponse:
    goal = form.save()
    toast(request, said)
    return _to_goal(request, goal)


def _goal_form(request: HttpRequest, form: GoalForm, template: str) -> HttpResponse:
    finding = wording_of(str(form["title"].value() or ""))
    status = 422 if request.method == "POST" else 200
    return render_page(
        request,
        template,
        {"form": form, "finding": finding, "goal": form.instance},
        partials=("goal-wording",),
        status=status,
    )


def _page_of(request: HttpRequest, public_id: UUID) -> str:
    goal = get_object_or_404(Goal.objects.for_user(request.user), public_id=public_id)
    return reverse("outreach:goal_detail", args=[goal.public_id])


@require_POST
def goal_wording(request: HttpRequest) -> HttpResponse:
    """Say while typing whether a goal asks for a job instead of an insight."""
    finding = wording_of(request.POST.get("title", "")[:200])
    return render_page(request, "outreach/goal_fields.html#goal-wording", {"finding": finding})


@require_safe
def goal_detail(request: HttpRequest, public_id: UUID) -> HttpResponse:
    goal = get_object_or_404(
        Goal.objects.for_user(request.user).select_related("policy"), public_id=public_id
    )
    return _goal_page(request, goal)


def _goal_page(
    request: HttpRequest,
    goal: Goal,
    form: GapCreateForm | None = None,
    *,
    refused: GoalMoveForm | None = None,
    status: int = 200,
) -> HttpResponse:
    gaps = list(goal.gaps.order_by("position", "pk")[:200])
    asked = list(
        OutreachRequest.objects.for_user(request.user)
        .filter(goal=goal)
        .select_related("contact__organisation")
        .order_by(F("last_sent_at").desc(nulls_first=True), "-pk")[: PEOPLE_SHOWN + 1]
    )
    requests, held = counts_of_requests(request.user, [goal])[goal.pk]
    known = [gap for gap in gaps if gap.status != GapStatus.DROPPED]
    answered = sum(gap.status == GapStatus.ANSWERED for gap in known)
    context = {
        "goal": goal,
        "gaps": gaps,
        "form": form or GapCreateForm(owner=request.user),
        "asked": asked[:PEOPLE_SHOWN],
        "has_more": len(asked) > PEOPLE_SHOWN,
        "requests": requests,
        "held": held,
        "answered": answered,
        "known": len(known),
        "board_url": address("outreach:request_list", goal=goal.public_id),
        "write_url": address("outreach:request_create", goal=goal.public_id),
        "moves": _moves_of(goal, refused),
        "is_success": goal.status in {GoalStatus.ACHIEVED, GoalStatus.VALIDATED_OUT},
        "is_ended": goal.status in ENDED,
        "finding": wording_of(goal.title),
        "columns": {status: key for key in BoardColumn for status in COLUMN_STATES[key]},
        "lede": lede_of(goal, len(known), answered, requests, held),
        "swap": request.htmx.target == "gaps",  # type: ignore[attr-defined]
    }
    return render_page(request, "outreach/goal_detail.html", context, partials=("gaps",), status=status)


def lede_of(goal: Goal, gaps: int, answered: int, asked: int, held: int) -> str:
    """Say the state, then the next step."""
    if goal.status == GoalStatus.VALIDATED_OUT:
        return _("Not for you, and you know why. That is a good result.")
    if goal.status == GoalStatus.ACHIEVED:
        return _("You know enough to decide.")
    if not gaps:
        return _("Write down three things you do not know yet. They become your questions.")
    if not asked:
        return _("%(answered)s of %(gaps)s answered. Nobody has been asked so far.") % {
            "answered": answered,
            "gaps": gaps,
        }
    if not held:
        return _("%(answered)s of %(gaps)s answered, %(people)s asked, no conversation yet.") % {
            "answered": answered,
            "gaps": gaps,
            "people": ngettext("one person", "%(n)s people", asked) % {"n": asked},
        }
    said = ngettext(
        "%(answered)s of %(gaps)s answered, after one conversation.",
        "%(answered)s of %(gaps)s answered, after %(held)s conversations.",
        held,
    )
    return said % {"answered": answered, "gaps": gaps, "held": held}


# From each state, where it may go, with the words of the button.
_TO = {
    GoalStatus.ACTIVE: (gettext_lazy("Make it active"), "target", ""),
    GoalStatus.EXPLORING: (gettext_lazy("Only exploring"), "search", ""),
    GoalStatus.PAUSED: (gettext_lazy("Pause"), "pause", ""),
    GoalStatus.ACHIEVED: (gettext_lazy("I know enough"), "check", "ends"),
    GoalStatus.VALIDATED_OUT: (gettext_lazy("Not for me"), "flag", "ends"),
    GoalStatus.ARCHIVED: (gettext_lazy("Put away"), "archive", ""),
}
MOVES = {
    here: [
        {"status": there.value, "label": label, "icon": icon, "ends": bool(ends)}
        for there, (label, icon, ends) in _TO.items()
        if there != here
    ]
    for here in GoalStatus
}


def _moves_of(goal: Goal, refused: GoalMoveForm | None) -> list[dict[str, Any]]:
    """Return where the goal may go; an end asks what is known now, and shows again what was refused."""
    moves = [dict(move) for move in MOVES[GoalStatus(goal.status)]]
    ends = [move for move in moves if move["ends"]]
    for move in ends:
        note = {"closing_note": goal.closing_note}
        move["form"] = GoalMoveForm(owner=goal.owner, auto_id=f"%s-{move['status']}", initial=note)
    if refused is not None:
        wanted = refused["status"].value()
        next((move for move in ends if move["status"] == wanted), ends[0])["form"] = refused
    return moves


@shown_at(_page_of)
@in_turn
def goal_move(request: HttpRequest, public_id: UUID) -> HttpResponse:
    goal = get_object_or_404(
        Goal.objects.for_user(request.user).select_related("policy"), public_id=public_id
    )
    note = {"closing_note": goal.closing_note}
    form = GoalMoveForm(request.POST, owner=request.user, auto_id="%s-refused", initial=note)
    if not form.is_valid():
        return _goal_page(request, goal, refused=form, status=422)
    move_goal(
        goal=goal,
        status=form.cleaned_data["status"],
        note=form.cleaned_data["closing_note"],
        today=today_of(request),
    )
    said = {
        GoalStatus.VALIDATED_OUT.value: _("Good to know early."),
        GoalStatus.ACHIEVED.value: _("Well understood. What follows from it?"),
    }
    toast(request, said.get(goal.status, _("Noted.")))
    return redirect("outreach:goal_detail", public_id)


# Gaps ---------------------------------------------------------------------------------------------


def _to_gap(request: HttpRequest, gap: Gap) -> HttpResponse:
    return _to_gaps(request, gap.goal)


@shown_at(_page_of)
@once(Gap, _to_gap)
def gap_create(request: HttpRequest, public_id: UUID) -> HttpResponse:
    goal = get_object_or_404(
        Goal.objects.for_user(request.user).select_related("policy"), public_id=public_id
    )
    form = GapCreateForm(request.POST, owner=request.user, instance=Gap(goal=goal))
    if not form.is_valid():
        return _goal_page(request, goal, form, status=422)
    add_gap(goal=goal, gap=form.save(commit=False))
    return _to_gaps(request, goal)


def _to_gaps(request: HttpRequest, goal: Goal) -> HttpResponse:
    if not request.htmx:  # type: ignore[attr-defined]
        return redirect(address("outreach:goal_detail", goal.public_id) + "#gaps")
    return _goal_page(request, goal)


@require_http_methods(["GET", "HEAD", "POST"])
@in_turn
def gap_update(request: HttpRequest, public_id: UUID) -> HttpResponse:
    gap = get_object_or_404(Gap.objects.for_user(request.user).select_related("goal"), public_id=public_id)
    form = GapForm(request.POST or None, instance=gap, owner=request.user)
    if request.method == "POST" and form.is_valid():
        gap = form.save(commit=False)
        gap.answered_on = (gap.answered_on or today_of(request)) if gap.status == GapStatus.ANSWERED else None
        gap.save()
        toast(request, _("Saved."))
        return redirect("outreach:goal_detail", gap.goal.public_id)
    status = 422 if request.method == "POST" else 200
    context = {"form": form, "gap": gap, "goal": gap.goal}
    return render_page(request, "outreach/gap_update.html", context, status=status)


@require_POST
def gap_move(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Move a gap up or down, or into another state."""
    rows = Gap.objects.for_user(request.user).select_related("goal__policy")
    gap = get_object_or_404(rows, public_id=public_id)
    form = GapMoveForm(request.POST)
    if not form.is_valid():
        messages.error(request, UNKNOWN_ACT)
        return _goal_page(request, gap.goal, status=422)
    act = form.cleaned_data["act"]
    if act in {"up", "down"}:
        shift_gap(gap=gap, by=-1 if act == "up" else 1)
    else:
        answer_gap(gap=gap, status=act, today=today_of(request))
    return _to_gaps(request, gap.goal)
