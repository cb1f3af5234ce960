"""The scorecard of one talk, written in a few minutes."""

from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import CharField, F, IntegerField, Prefetch, QuerySet, TextField, Value
from django.db.models.functions import Cast
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from debriefs import services
from debriefs.forms import DebriefForm, InsightForm
from debriefs.models import Debrief, Insight, InsightCategory, Theme
from debriefs.sensitive import check_note
from infoview.accounts.models import Mode
from infoview.shared import clock, undo
from infoview.shared.context import now_of
from infoview.shared.htmx import render_page, toast
from infoview.shared.once import in_turn
from infoview.shared.seen import mark_of, plain
from infoview.shared.shown_at import shown_at
from interviews.enums import Confidentiality, InterviewStatus, MarkKind, PlanSection
from interviews.models import Interview, InterviewQuerySet, LiveMark, Participant, PlanItem
from outreach.models import Gap

PAGE = 50
CELLS = ("takeaway", "implication")
STEP_DUE = timedelta(days=7)


def _held(request: HttpRequest) -> InterviewQuerySet:
    people = (
        Participant.objects.for_user(request.user)
        .select_related("contact__organisation")
        .order_by("-is_main", "pk")
    )
    return Interview.objects.for_user(request.user).prefetch_related(Prefetch("participants", people))


def _debrief(request: HttpRequest, public_id: UUID) -> Debrief:
    """Return the debrief of the interview with this id, begun if the talk was held."""
    interview = get_object_or_404(_held(request).select_related("debrief"), public_id=public_id)
    known = getattr(interview, "debrief", None)
    debrief = known if known is not None else services.open_debrief(interview=interview)
    debrief.interview = interview
    return debrief


@require_safe
def debrief_list(request: HttpRequest) -> HttpResponse:
    rows = _held(request).held().select_related("debrief").order_by("-starts_at", "-pk")
    number = request.GET.get("page", "1")
    start = (int(number) - 1) * PAGE if number.isdecimal() and len(number) < 5 and int(number) > 0 else 0
    found = list(rows[start : start + PAGE + 1])
    talks = [(talk, [p.contact.name for p in talk.participants.all()]) for talk in found[:PAGE]]
    context = {
        "talks": talks,
        "next_url": f"?page={start // PAGE + 2}" if len(found) > PAGE else "",
        "open_count": sum(
            1 for talk in found if getattr(talk, "debrief", None) is None or not talk.debrief.finished_at
        ),
    }
    return render_page(request, "debriefs/debrief_list.html", context)


@require_safe
def debrief_write(request: HttpRequest, public_id: UUID) -> HttpResponse:
    try:
        debrief = _debrief(request, public_id)
    except services.NotHeldYet as error:
        messages.warning(request, str(error))
        return redirect("interviews:interview_detail", public_id)
    return _page(request, debrief, removed=undo.kept_for_this_page(request))


def _page(
    request: HttpRequest,
    debrief: Debrief,
    *,
    form: DebriefForm | None = None,
    row_form: InsightForm | None = None,
    bad_row: tuple[Insight, InsightForm] | None = None,
    status: int = 200,
    focus_new: bool = False,
    removed: str = "",
) -> HttpResponse:
    owner: Any = request.user
    insights = list(
        Insight.objects.for_user(owner)
        .filter(debrief=debrief)
        .select_related("category", "theme", "contact", "gap")
        .order_by("position", "pk")
    )
    people = [participant.contact for participant in debrief.interview.participants.all()]
    context = {
        "debrief": debrief,
        "interview": debrief.interview,
        "people": people,
        "person": people[0] if people else None,
        "rows": [_row(request, insight, bad_row) for insight in insights],
        # Read by the whole page only, not by the scorecard that htmx brings anew.
        "heard": partial(heard_in, debrief.interview),
        "form": form or DebriefForm(instance=debrief, owner=owner),
        "row_form": row_form or InsightForm(owner=owner, debrief=debrief),
        "focus_new": focus_new,
        "removed": removed,
        **_choices(owner),
    }
    partials = ("scorecard",)
    return render_page(request, "debriefs/debrief_write.html", context, partials=partials, status=status)


@dataclass(slots=True)
class Heard:
    """What was noted under one question, or under none, and what was marked in it."""

    question: str
    notes: str
    marks: list[tuple[str, str, str]] = field(default_factory=list)


def heard_in(interview: Interview) -> list[Heard]:
    """Return the notes of a talk under their questions, in one query; what belongs to none comes last."""
    heard: dict[int | None, Heard] = {}
    rest = Heard("", interview.notes)
    for what, item, word, text, notes, _place in sorted(_notes(interview), key=_in_order):
        if what == "note":
            heard[item] = Heard(text, notes)
        else:
            heard.get(item, rest).marks.append((word, MarkKind(word).label, text))
    return [part for part in (*heard.values(), rest) if part.notes.strip() or part.marks]


def _notes(interview: Interview) -> QuerySet[Any, Any]:
    def columns(what: str, item: str, word: str, text: str, notes: Any, place: str) -> tuple[Any, ...]:
        return (
            Value(what, output_field=CharField()),
            F(item),
            F(word),
            Cast(text, TextField()),
            notes,
            Cast(place, IntegerField()),
        )

    mine = {"owner_id": interview.owner_id, "interview": interview}
    items = PlanItem.objects.filter(**mine).order_by()
    marks = LiveMark.objects.filter(**mine).order_by()
    none = Value("", output_field=TextField())
    return items.values_list(*columns("note", "pk", "section", "text", F("notes"), "position")).union(
        marks.values_list(*columns("mark", "plan_item_id", "kind", "text", none, "pk")), all=True
    )


def _in_order(row: tuple[Any, ...]) -> tuple[int, int, int]:
    what, item, word, _text, _notes, place = row
    if what == "mark":
        return (len(PlanSection), place, 0)
    return (list(PlanSection).index(PlanSection(word)), place, item)


def _choices(owner: Any) -> dict[str, Any]:
    """Return what the rows choose from, read once for all of them."""
    return {
        "categories": list(InsightCategory.objects.filter(active=True).order_by("position", "pk")),
        "theme_names": list(
            Theme.objects.for_user(owner).current().order_by("name_key").values_list("name", flat=True)[:500]
        ),
        "gaps": list(Gap.objects.for_user(owner).unanswered().order_by("goal_id", "position", "pk")[:100]),
        "confidentialities": Confidentiality.choices,
        "is_seeker": owner.mode == Mode.SEEKER,
    }


def _row(
    request: HttpRequest, insight: Insight, bad_row: tuple[Insight, InsightForm] | None = None
) -> dict[str, Any]:
    form = bad_row[1] if bad_row and bad_row[0].pk == insight.pk else None
    theme = insight.theme.name if insight.theme else ""
    texts = {"takeaway": insight.takeaway, "implication": insight.implication, "theme_name": theme}
    return {
        "seen": mark_of({name: plain(text) for name, text in texts.items()}),
        "theme": form["theme_name"].value() if form else theme,
        "insight": insight,
        "form": form,
        "takeaway": form["takeaway"].value() if form else insight.takeaway,
        "implication": form["implication"].value() if form else insight.implication,
        "findings": _findings(insight),
    }


def _findings(insight: Insight) -> list[tuple[str, Any, str]]:
    """Return text, finding and name of what the notes check says, without what the owner decided to keep."""
    if insight.confidentiality == Confidentiality.PRIVATE:
        return []
    return insight.open_findings()


def _page_of(request: HttpRequest, public_id: UUID) -> str:
    get_object_or_404(_held(request), public_id=public_id)
    return reverse("debriefs:debrief_write", args=[public_id])


def _page_of_row(request: HttpRequest, public_id: UUID) -> str:
    return reverse("debriefs:debrief_write", args=[_insight(request, public_id).debrief.interview.public_id])


@shown_at(_page_of)
def insight_create(request: HttpRequest, public_id: UUID) -> HttpResponse:
    owner: Any = request.user
    debrief = _debrief_or_404(request, public_id)
    form = InsightForm(request.POST, owner=owner, debrief=debrief)
    if not form.is_valid():
        return _page(request, debrief, row_form=form, status=422)
    values = dict(form.cleaned_data)
    values.pop("contact", None)
    services.add_insight(debrief=debrief, now=clock.now(), contact=form.cleaned_data["contact"], **values)
    if request.htmx.target == "scorecard":  # type: ignore[attr-defined]
        debrief.refresh_from_db()
        return _page(request, _debrief(request, public_id), focus_new=True)
    toast(request, _("Row added."))
    return redirect(f"{reverse('debriefs:debrief_write', args=[public_id])}#new-takeaway")


def _debrief_or_404(request: HttpRequest, public_id: UUID) -> Debrief:
    get_object_or_404(_held(request).filter(status=InterviewStatus.HELD), public_id=public_id)
    return _debrief(request, public_id)


def _insight(request: HttpRequest, public_id: UUID) -> Insight:
    rows = Insight.objects.for_user(request.user).select_related(
        "category", "theme", "contact", "gap", "debrief__interview"
    )
    return get_object_or_404(rows, public_id=public_id)


@shown_at(_page_of_row)
@in_turn
def insight_update(request: HttpRequest, public_id: UUID) -> HttpResponse:
    owner: Any = request.user
    insight = _insight(request, public_id)
    debrief = insight.debrief
    form = InsightForm(request.POST, instance=insight, owner=owner, debrief=debrief)
    if not form.is_valid():
        debrief = _debrief(request, debrief.interview.public_id)
        return _page(request, debrief, bad_row=(insight, form), status=422)
    named = form.cleaned_data["theme_name"]
    form.instance.theme = (
        services.theme_named(owner=owner, name=named, now=clock.now()) if named.strip() else None
    )
    form.instance.revision += 1
    form.save()
    if request.htmx.target == "scorecard":  # type: ignore[attr-defined]
        return _page(request, _debrief(request, debrief.interview.public_id))
    return redirect(
        f"{reverse('debriefs:debrief_write', args=[debrief.interview.public_id])}#row-{public_id}"
    )


@require_POST
def insight_autosave(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Save one cell as it is typed (docs/ui.md, autosave)."""
    insight = _insight(request, public_id)
    owner: Any = request.user
    field, text = request.POST.get("field", ""), request.POST.get("text", "").replace("\0", "")
    revision = request.POST.get("revision", "")
    if field not in CELLS or not revision.isdecimal() or len(revision) > 9:
        return JsonResponse({"error": _("This cell cannot be saved by itself.")}, status=400)
    text = text.replace("\r\n", "\n")
    if field == "takeaway" and not text.strip():
        return JsonResponse({"error": _("A takeaway cannot be empty. Remove the row instead.")}, status=422)
    if len(text) > 2000:
        return JsonResponse({"error": _("That is longer than 2,000 characters.")}, status=422)
    if owner.mode != Mode.SEEKER and check_note(text):
        return JsonResponse(
            {"error": _("This looks like sensitive information about a person. Remove it.")}, status=422
        )
    saved = services.save_cell(insight=insight, field=field, text=text, revision=int(revision))
    if saved is None:
        insight.refresh_from_db()
        return JsonResponse({"revision": insight.revision, "text": getattr(insight, field)}, status=409)
    return JsonResponse({"revision": saved, "saved_at": clock.now().isoformat()})


@require_POST
def insight_delete(request: HttpRequest, public_id: UUID) -> HttpResponse:
    insight = _insight(request, public_id)
    interview = insight.debrief.interview
    removed = undo.token_of(insight)
    services.remove_insight(insight=insight)
    if request.htmx.target == "scorecard":  # type: ignore[attr-defined]
        return _page(request, _debrief(request, interview.public_id), removed=removed)
    undo.keep_for_next_page(request, removed)
    return redirect("debriefs:debrief_write", interview.public_id)


@require_POST
def insight_restore(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Put back the row that was just removed."""
    debrief = _debrief_or_404(request, public_id)
    row = services.restore_insight(debrief=debrief, token=request.POST.get("row", ""), now=clock.now())
    if row is None:
        messages.warning(request, _("That row cannot be put back any more."))
    if request.htmx.target == "scorecard":  # type: ignore[attr-defined]
        return _page(request, _debrief(request, public_id))
    return redirect("debriefs:debrief_write", public_id)


@require_POST
def insight_keep_finding(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Take out what the notes check marked, or keep it, private or with a reason; a profession does not."""
    owner: Any = request.user
    insight = _insight(request, public_id)
    if "fix" in request.POST:
        _take_out(request, insight)
    elif owner.mode != Mode.SEEKER:
        messages.error(request, _("Remove it first: you keep records about people professionally."))
    elif request.POST.get("how") == "private":
        insight.change(confidentiality=Confidentiality.PRIVATE)
        toast(request, _("Kept on your own pages only."))
    else:
        code, reason = (
            request.POST.get(name, "").replace("\0", "")[:most]
            for name, most in (("code", 200), ("reason", 300))
        )
        if not reason.strip():
            messages.warning(request, _("Say in a few words why it is fine to use."))
        else:
            insight.change(kept_findings=[*insight.kept_findings, {"code": code, "reason": reason}][-20:])
    if request.htmx.target == "scorecard":  # type: ignore[attr-defined]
        return _page(request, _debrief(request, insight.debrief.interview.public_id))
    return redirect("debriefs:debrief_write", insight.debrief.interview.public_id)


def _take_out(request: HttpRequest, insight: Insight) -> None:
    """Change the words as the finding of this name offers; what has changed meanwhile is left alone."""
    code, number = request.POST.get("code", ""), request.POST["fix"]
    for cell in CELLS:
        text = getattr(insight, cell)
        found = next((one for of, one, name in insight.open_findings() if (of, name) == (text, code)), None)
        if found is None or not number.isdecimal() or int(number[:3]) >= len(found.fixes):
            continue
        changed = found.fixes[int(number[:3])].apply(text).strip()
        if cell == "takeaway" and not changed:
            messages.warning(request, _("Nothing would be left of this takeaway. Remove the row instead."))
        else:
            services.save_cell(insight=insight, field=cell, text=changed, revision=insight.revision)
        return
    messages.info(request, _("The row has changed since. Look again."))


@require_POST
def note_check(request: HttpRequest) -> HttpResponse:
    """Check words while they are typed; nothing is stored."""
    text = request.POST.get("takeaway") or request.POST.get("implication") or request.POST.get("text") or ""
    text = text[:5000]
    return render_page(
        request, "debriefs/note_check.html", {"text": text, "findings": [(text, f) for f in check_note(text)]}
    )


@shown_at(_page_of)
@in_turn
def debrief_finish(request: HttpRequest, public_id: UUID) -> HttpResponse:
    owner: Any = request.user
    debrief = _debrief_or_404(request, public_id)
    form = DebriefForm(request.POST, instance=debrief, owner=owner)
    if not form.is_valid():
        return _page(request, debrief, form=form, status=422)
    if request.POST.get("nothing") == "1":
        services.mark_nothing_to_record(debrief=debrief, now=clock.now())
    elif not debrief.insights.exists():
        form.add_error(None, _("One row is enough: write what you heard. Or press “Nothing to record”."))
        return _page(request, debrief, form=form, status=422)
    _save_rest(owner, debrief, form, now_of(request))
    toast(request, _("Debrief finished."))
    return redirect("debriefs:insight_list")


def _save_rest(owner: Any, debrief: Debrief, form: DebriefForm, now: Any) -> None:
    form.save()
    today = clock.local_date(now, owner.timezone)
    services.set_goals(debrief=debrief, goals=list(form.cleaned_data["goals"]))
    services.add_steps(debrief=debrief, texts=form.lines("steps", most=300), due_on=today + STEP_DUE)
    services.add_opportunities(debrief=debrief, texts=form.lines("opportunities_text", most=400), on=today)
    estimate = form.cleaned_data["listening_estimate"]
    if estimate != debrief.interview.listening_estimate:
        debrief.interview.change(listening_estimate=estimate)
