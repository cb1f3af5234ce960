"""The plan of one talk: questions chosen, reworded, put in order."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from django_htmx.http import trigger_client_event

from infoview.accounts.models import Mode
from infoview.shared import undo
from infoview.shared.context import now_of
from infoview.shared.htmx import render_page, toast
from infoview.shared.once import in_turn
from infoview.shared.shown_at import UNKNOWN_ACT, shown_at
from interviews import planning
from interviews.enums import PlanSection, QuestionMode
from interviews.forms import NewQuestionForm, OpeningForm, PlanItemForm, QuestionSearchForm
from interviews.models import Interview, OwnQuestion, PlanItem, Question, TalkSettings
from interviews.opening import opening_for
from interviews.preparing import note_readiness
from interviews.views.common import FORM_METHODS, given_names_of, interview_of, names_of, people_of, posted
from outreach.models import Gap

BANK_SHOWN, BANK_FOUND = 12, 40
MODES = {
    Mode.SEEKER: QuestionMode.SEEKER,
    Mode.RECRUITER: QuestionMode.RECRUITER,
    Mode.AGENCY: QuestionMode.RECRUITER,
    Mode.INTERNAL: QuestionMode.INTERNAL,
}


def mode_of(owner: Any) -> str:
    return MODES[Mode(owner.mode)]


@require_http_methods(FORM_METHODS)
@in_turn
def plan_update(request: HttpRequest, public_id: UUID) -> HttpResponse:
    interview = interview_of(request, public_id)
    initial = {"aim": interview.aim, "opening": interview.opening or opening_for(request.user, interview)}
    form = OpeningForm(posted(request), owner=request.user, initial=initial)
    if request.method == "POST" and form.is_valid():
        interview.change(aim=form.cleaned_data["aim"], opening=form.cleaned_data["opening"])
        toast(request, _("Saved."))
        return redirect("interviews:plan_update", public_id)
    removed = "" if form.is_bound or request.htmx.target else undo.kept_for_this_page(request)  # type: ignore[attr-defined]
    return _page(request, interview, form=form, removed=removed, status=422 if form.is_bound else 200)


def _page(
    request: HttpRequest,
    interview: Interview,
    *,
    form: OpeningForm | None = None,
    new: NewQuestionForm | None = None,
    open_item: tuple[PlanItem, PlanItemForm] | None = None,
    removed: str = "",
    status: int = 200,
) -> HttpResponse:
    owner: Any = request.user
    people = people_of(interview)
    plan = planning.plan_of(interview, TalkSettings.of(owner))
    items = [row.item for section in plan.sections for row in section.rows]
    search = QuestionSearchForm(request.GET, owner=owner)
    initial = {"aim": interview.aim, "opening": interview.opening or opening_for(owner, interview)}
    gaps = list(planning.gaps_of(interview)[: planning.GAPS_WEIGHED])
    bank = [] if search.chosen else planning.bank_for(owner, mode=mode_of(owner))
    context = {
        "interview": interview,
        "names": names_of(people),
        "given": given_names_of(people),
        "plan": plan,
        "sections": [_section(section, open_item) for section in plan.sections],
        "gaps": gaps,
        "form": form or OpeningForm(owner=owner, initial=initial),
        "new": new or NewQuestionForm(owner=owner),
        "search": search,
        "suggested": _suggested(interview, people, items, bank, gaps),
        "found": _found(owner, search, items, bank),
        "section_choices": PlanSection.choices,
        "focus": open_item[0] if open_item else None,
        "removed": removed,
    }
    partials = ("plan", "bank")
    return render_page(request, "interviews/plan_update.html", context, partials=partials, status=status)


def _section(section: planning.Section, open_item: tuple[PlanItem, PlanItemForm] | None) -> dict[str, Any]:
    rows = []
    for row in section.rows:
        form = open_item[1] if open_item and open_item[0].pk == row.item.pk else None
        rows.append({"row": row, "item": row.item, "form": form, "worst": planning.worst_of(row.findings)})
    return {"key": section.key, "label": section.label, "rows": rows}


def _suggested(
    interview: Interview, people: Any, items: list[PlanItem], bank: list[Question], gaps: list[Gap]
) -> list[dict[str, str]]:
    if not bank:
        return []
    found = planning.suggestions_for(interview, people, items, bank=bank, gaps=gaps)
    return [
        {"token": token_of(question), "text": question.text, "why": one.why, "gap": one.gap}
        for question, one in found
    ]


def _found(
    owner: Any, search: QuestionSearchForm, items: list[PlanItem], bank: list[Question]
) -> dict[str, Any]:
    """Return what the bank and one's own questions have for the search, and whether there is more."""
    most = BANK_FOUND if search.chosen else BANK_SHOWN
    rows = bank[: most + 1]
    if search.chosen:
        questions = search.filter(Question.objects.published().filter(bank__mode=mode_of(owner)))
        rows = list(questions.order_by("bank__position", "position", "pk")[: most + 1])
    own = list(search.filter_own(OwnQuestion.objects.for_user(owner)).order_by("-created_at", "-pk")[:most])
    in_plan = {item.question_id for item in items}
    own_in_plan = {item.own_question_id for item in items}
    return {
        "more": len(rows) > most,
        "own": [
            _offer(f"own:{one.public_id}", one.text, one.get_category_display(), here=one.pk in own_in_plan)
            for one in own
        ],
        "bank": [
            _offer(
                token_of(one),
                one.text,
                f"{one.get_category_display()}. {one.purpose}",
                here=one.pk in in_plan,
            )
            for one in rows[:most]
        ],
    }


def _offer(token: str, text: str, about: str, *, here: bool) -> dict[str, Any]:
    return {"token": token, "text": text, "about": about, "here": here}


def token_of(question: Question) -> str:
    """Return the name of a question of the library in forms: library rows have no public id."""
    return f"q:{question.pk}"


def question_named(owner: Any, token: str) -> Question | OwnQuestion | None:
    kind, _colon, key = token.partition(":")
    if kind == "q" and key.isdecimal() and len(key) < 12:
        return Question.objects.published().filter(pk=int(key)).first()
    if kind == "own":
        try:
            return OwnQuestion.objects.for_user(owner).filter(public_id=UUID(key)).first()
        except ValueError:
            return None
    return None


def _answer(
    request: HttpRequest, interview: Interview, *, anchor: str = "plan", removed: str = ""
) -> HttpResponse:
    """Answer an act with the plan; without script, with the page at the plan."""
    if request.htmx.target in {"plan", "bank"}:  # type: ignore[attr-defined]
        answer = _page(request, interview_of(request, interview.public_id), removed=removed)
        # What the bank offers depends on what is in the plan: it looks again, with what is searched for.
        return trigger_client_event(answer, "planned", after="settle")
    if removed:
        undo.keep_for_next_page(request, removed)
    return redirect(f"{reverse('interviews:plan_update', args=[interview.public_id])}#{anchor}")


def _page_of(request: HttpRequest, public_id: UUID) -> str:
    return reverse("interviews:plan_update", args=[interview_of(request, public_id).public_id])


@shown_at(_page_of)
def plan_add(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Add a question of the bank, one's own, or one that is typed."""
    owner: Any = request.user
    interview = interview_of(request, public_id)
    token, section = request.POST.get("question", ""), request.POST.get("section", "")
    options: dict[str, Any] = {"section": section if section in PlanSection.values else ""}
    gap = request.POST.get("gap", "")
    options["gap"] = (
        next((one for one in planning.gaps_of(interview) if str(one.public_id) == gap), None) if gap else None
    )
    if token:
        chosen = question_named(owner, token)
        if chosen is None:
            messages.warning(request, _("That question is no longer in the bank."))
            return _answer(request, interview)
        options["question" if isinstance(chosen, Question) else "own"] = chosen
    else:
        form = NewQuestionForm(request.POST, owner=owner)
        if not form.is_valid():
            return _page(request, interview, new=form, status=422)
        options["text"] = form.cleaned_data["text"]
    return _added(request, interview, options)


def _added(request: HttpRequest, interview: Interview, options: dict[str, Any]) -> HttpResponse:
    there = {item.pk for item in planning.items_of(interview)}
    try:
        item = planning.add_to_plan(interview=interview, now=now_of(request), **options)
    except planning.FullPlan:
        messages.warning(request, _("The plan is full: nobody asks forty questions. Take some out first."))
        return _answer(request, interview)
    if item.pk in there:
        toast(request, _("That one is in the plan already."))
    elif item.section == PlanSection.RESERVE and not options["section"]:
        toast(request, _("Five are planned already, so it is kept in reserve."))
    return _answer(request, interview, anchor=f"item-{item.public_id}")


@require_POST
def plan_fill(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Fill the plan up with what suits this talk: the wanted core questions, and three in reserve."""
    interview = interview_of(request, public_id)
    planning.fill_plan(
        interview=interview,
        people=people_of(interview),
        mode=mode_of(request.user),
        now=now_of(request),
    )
    return _answer(request, interview)


# One question of the plan -------------------------------------------------------------------------


def item_of(request: HttpRequest, public_id: UUID) -> PlanItem:
    rows = PlanItem.objects.for_user(request.user).select_related("interview__goal", "gap")
    return get_object_or_404(rows, public_id=public_id)


@require_http_methods(FORM_METHODS)
@in_turn
def item_update(request: HttpRequest, public_id: UUID) -> HttpResponse:
    item = item_of(request, public_id)
    interview = interview_of(request, item.interview.public_id)
    before = item.section
    gaps = planning.gaps_of(interview) | Gap.objects.filter(owner_id=item.owner_id, pk=item.gap_id)
    form = PlanItemForm(posted(request), owner=request.user, gaps=gaps, instance=item)
    if request.method == "POST" and form.is_valid():
        saved = form.save(commit=False)
        saved.change(text=saved.text, gap=saved.gap, probes=form.cleaned_data["probes"])
        section, saved.section = saved.section, before
        planning.put_into(item=saved, section=section, now=now_of(request))
        return _answer(request, interview, anchor=f"item-{item.public_id}")
    return _page(request, interview, open_item=(item, form), status=422 if form.is_bound else 200)


@require_POST
def item_move(request: HttpRequest, public_id: UUID) -> HttpResponse:
    item = item_of(request, public_id)
    to = request.POST.get("to", "")
    if to in {"up", "down"}:
        planning.move_item(item=item, by=-1 if to == "up" else 1)
    elif to in PlanSection.values:
        planning.put_into(item=item, section=to, now=now_of(request))
    else:
        messages.error(request, UNKNOWN_ACT)
        return _page(request, item.interview, status=422)
    return _answer(request, item.interview, anchor=f"item-{item.public_id}")


@require_POST
def item_remove(request: HttpRequest, public_id: UUID) -> HttpResponse:
    item = item_of(request, public_id)
    removed = undo.token_of(item)
    if not planning.remove_from_plan(item=item, now=now_of(request)):
        messages.warning(
            request, _("You noted something under this question, so it stays. Keep it in reserve instead.")
        )
        removed = ""
    return _answer(request, item.interview, removed=removed)


@require_POST
def plan_restore(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Put back the question that was just taken out."""
    interview = interview_of(request, public_id)
    token = request.POST.get("row", "")
    if planning.put_back(interview=interview, token=token, now=now_of(request)) is None:
        messages.warning(request, _("That question cannot be put back any more."))
    return _answer(request, interview)


@require_POST
def item_fix(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Take an offered rewrite."""
    item = item_of(request, public_id)
    code, _colon, number = request.POST.get("fix", "").partition(":")
    fix = planning.fix_of(item.text, code, int(number) if number.isdecimal() and len(number) < 4 else -1)
    text = " ".join(fix.apply(item.text).split()) if fix else ""
    if 0 < len(text) <= 400:
        item.change(text=text)
    else:
        messages.warning(request, _("The question has changed meanwhile. Look at it again."))
    return _answer(request, item.interview, anchor=f"item-{item.public_id}")


@require_POST
def plan_reorder(request: HttpRequest, public_id: UUID) -> HttpResponse:
    interview = interview_of(request, public_id)
    planning.reorder(interview=interview, order=request.POST.getlist("order")[: planning.MOST_ITEMS])
    note_readiness(interview=interview, now=now_of(request))
    return HttpResponse(status=204)
