"""The board of requests, the list beside it, and moving a card."""

from functools import reduce
from operator import or_
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from infoview.shared.context import now_of
from infoview.shared.htmx import next_path, render_page
from infoview.shared.kept_pages import kept_page
from infoview.shared.words import number_words
from outreach import services
from outreach.board import (
    Column,
    card_of,
    columns_of,
    follow_up_of,
    in_column,
    is_due,
    moves_of,
    patience_of,
)
from outreach.enums import WAITING, BoardColumn, RequestStatus, board_column
from outreach.forms import BoardFilterForm, BoardMoveForm
from outreach.models import Goal, IllegalMove, OutreachRequest
from outreach.views.common import address, refuse, request_of, today_of, undoable

PER_PAGE = 50

# Who is waited for: the owner has a next step, or they have.
WAITING_ON_ME = (BoardColumn.DRAFTING, BoardColumn.NUDGE_DUE, BoardColumn.REPLIED)
WAITING_ON_THEM = (BoardColumn.SENT, BoardColumn.SCHEDULED)


@require_safe
@kept_page
def request_list(request: HttpRequest) -> HttpResponse:
    """Show the board, or with ?view=list the same requests as a list."""
    form = BoardFilterForm(request.GET, owner=request.user)
    asked = form.cleaned_data if form.is_valid() else {}
    goals = list(Goal.objects.for_user(request.user).current().order_by("position", "pk")[:50])
    goal = asked.get("goal")
    context = {"goals": goals, "goal": goal, "board_url": address("outreach:request_list", goal=_id(goal))}
    context["list_url"] = address("outreach:request_list", view="list", goal=_id(goal))
    if request.GET.get("view") == "list":
        return render_page(
            request,
            "outreach/request_table.html",
            {**context, **_listed(request, goal, asked)},
            partials=("requests",),
        )
    columns = columns_of(request.user, today=today_of(request), goal=goal)
    context |= {"columns": columns, "lede": lede_of(columns), "is_new": not any(c.total for c in columns)}
    return render_page(request, "outreach/request_list.html", context, partials=("board",))


def _id(goal: Goal | None) -> str:
    return str(goal.public_id) if goal else ""


def lede_of(columns: list[Column]) -> str:
    """Say the state, then the next step."""
    total = {column.key: column.total for column in columns}
    out = total[BoardColumn.SENT] + total[BoardColumn.NUDGE_DUE]
    due, replied = total[BoardColumn.NUDGE_DUE], total[BoardColumn.REPLIED]
    said = [
        (ngettext("%(n)s note is out.", "%(n)s notes are out.", out) if out else _("No note is out."))
        % {"n": number_words(out).capitalize()}
    ]
    if due:
        wants = ngettext(
            "%(n)s has waited long enough for the next step.",
            "%(n)s have waited long enough for the next step.",
            due,
        )
        said.append(wants % {"n": number_words(due).capitalize()})
    if replied:
        answered = ngettext("%(n)s answer waits for you.", "%(n)s answers wait for you.", replied)
        said.append(answered % {"n": number_words(replied).capitalize()})
    return " ".join(said)


def _listed(request: HttpRequest, goal: Goal | None, asked: dict[str, Any]) -> dict[str, Any]:
    patience, today = patience_of(request.user), today_of(request)
    rows = OutreachRequest.objects.for_user(request.user)
    rows = rows.filter(goal=goal) if goal else rows
    due = is_due(patience, today=today)
    waiting = {"me": WAITING_ON_ME, "them": WAITING_ON_THEM}.get(asked.get("waiting") or "")
    column = asked.get("column") or ""
    if waiting:
        rows = rows.filter(reduce(or_, (in_column(key, due) for key in waiting)))
    elif column:
        rows = rows.filter(in_column(BoardColumn(column), due))
    page = _page_number(request)
    start = (page - 1) * PER_PAGE
    ordered = rows.select_related("contact__organisation", "goal").order_by("-updated_at", "-pk")
    found = list(ordered[start : start + PER_PAGE + 1])
    query = {"view": "list", "goal": _id(goal), "column": column, "waiting": asked.get("waiting") or ""}
    return {
        "cards": [card_of(row, patience, today) for row in found[:PER_PAGE]],
        "column": column,
        "waiting": query["waiting"],
        "choices": _list_choices(query),
        "previous_url": address("outreach:request_list", **query, page=page - 1) if page > 1 else "",
        "next_url": address("outreach:request_list", **query, page=page + 1) if len(found) > PER_PAGE else "",
        "columns": BoardColumn.choices,
    }


def _page_number(request: HttpRequest) -> int:
    asked = request.GET.get("page", "1")
    return max(1, min(int(asked), 10_000)) if asked.isdecimal() and len(asked) < 6 else 1


def _list_choices(query: dict[str, str]) -> list[tuple[str, str, bool]]:
    base = {"view": "list", "goal": query["goal"]}
    return [
        (address("outreach:request_list", **base, waiting=key), str(label), query["waiting"] == key)
        for key, label in (("", _("All")), ("me", _("Waiting on me")), ("them", _("Waiting on them")))
    ]


# Moving a card ------------------------------------------------------------------------------------


@require_POST
def request_move(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Move a card: a real act, which asks on another page for what it needs to know."""
    found = request_of(request, public_id)
    form = BoardMoveForm(request.POST)
    here = column_now(request, found)
    target = BoardColumn(form.cleaned_data["stage"]) if form.is_valid() else here
    if target != here and target not in moves_of(found, here):
        reason = _("%(name)s cannot move from %(here)s to %(there)s.")
        said = {"name": found.contact.name, "here": here.label, "there": target.label}
        return _stay(request, reason % said, here, target)
    before = services.state_of(found)
    try:
        elsewhere = "" if target == here else _act(request, found, target)
    except IllegalMove as error:
        return _stay(request, str(error), here, target)
    if elsewhere:
        return redirect(elsewhere)
    if target != here:
        said_moved = _("%(name)s moved to %(there)s.") % {"name": found.contact.name, "there": target.label}
        undoable(request, said_moved, found, before)
    return _columns(request, here, target)


def column_now(request: HttpRequest, found: OutreachRequest) -> BoardColumn:
    follow_up = follow_up_of(found, patience_of(request.user), today=today_of(request))
    return board_column(found.status, follow_up_due=bool(follow_up))


def _act(request: HttpRequest, found: OutreachRequest, target: BoardColumn) -> str:
    """Do the move, or return the page that asks for the rest."""
    now = now_of(request)
    if target == BoardColumn.DRAFTING:
        services.reopen(request=found, today=today_of(request))
    elif target == BoardColumn.MOVED_ON and found.status in WAITING:
        services.close_quiet(request=found, at=now)
    elif target == BoardColumn.MOVED_ON and found.status in {RequestStatus.DRAFT, RequestStatus.READY}:
        services.withdraw(request=found, at=now)
    else:
        return _page_for(found, target)
    return ""


def _page_for(found: OutreachRequest, target: BoardColumn) -> str:
    here, contact = found.public_id, found.contact.public_id
    if target == BoardColumn.SENT:
        return address("outreach:request_write", here)
    if target == BoardColumn.REPLIED and found.status == RequestStatus.SCHEDULED:
        return address("interviews:interview_list", request=here)
    if target == BoardColumn.REPLIED:
        return address("outreach:request_reply", here)
    if target == BoardColumn.SCHEDULED:
        return address("interviews:interview_create", contact=contact, request=here)
    if target == BoardColumn.DONE and found.status == RequestStatus.SCHEDULED:
        return address("interviews:interview_list", request=here)
    if target == BoardColumn.DONE:
        return address("debriefs:past_talk_create", contact=contact, request=here)
    return f"{reverse('outreach:request_detail', args=[here])}#let-go"


def _stay(request: HttpRequest, reason: str, here: BoardColumn, target: BoardColumn) -> HttpResponse:
    if not request.htmx:  # type: ignore[attr-defined]
        return refuse(request, reason, reverse("outreach:request_list"))
    messages.warning(request, reason)
    answer = _columns(request, here, target)
    answer.status_code = 422
    return answer


def _columns(request: HttpRequest, *keys: BoardColumn) -> HttpResponse:
    """Answer with the columns that changed; without htmx, with the board."""
    if not request.htmx:  # type: ignore[attr-defined]
        return redirect(next_path(request, reverse("outreach:request_list")))
    asked = parse_qs(urlsplit(request.htmx.current_url or "").query).get("goal", [""])[0]  # type: ignore[attr-defined]
    form = BoardFilterForm({"goal": asked}, owner=request.user)
    goal = form.cleaned_data.get("goal") if form.is_valid() else None
    columns = columns_of(request.user, today=today_of(request), goal=goal, only=keys)
    return render_page(request, "outreach/request_move.html", {"columns": columns, "goal": goal})
