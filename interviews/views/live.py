"""The talk itself: one question at a time, notes that are never lost, and a clock that agrees everywhere."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from contacts.enums import StayInTouch
from infoview.shared.context import now_of
from infoview.shared.htmx import render_page, toast
from infoview.shared.shown_at import UNKNOWN_ACT, shown_at
from interviews import services, talking
from interviews.enums import InterviewStatus, MarkKind, PlanSection
from interviews.forms import NewQuestionForm
from interviews.models import (
    IllegalMove,
    Interview,
    LiveMark,
    NoteVersion,
    Participant,
    PlanItem,
    TalkSettings,
)
from interviews.opening import opening_for
from interviews.planning import items_of
from interviews.views.common import given_names_of, interview_of, names_of, people_of, their, they_are

MARKS = (
    (MarkKind.QUOTE, "star", ""),
    (MarkKind.NAME, "user-plus", gettext_lazy("A name")),
    (MarkKind.FOLLOW_UP, "flag", gettext_lazy("Follow up")),
    (MarkKind.PROMISE_MINE, "heart", gettext_lazy("I promised")),
    (MarkKind.PROMISE_THEIRS, "clock", gettext_lazy("They promised")),
    (MarkKind.OPPORTUNITY, "door", gettext_lazy("They offered")),
)
# A clock that ran longer was forgotten: then the person says when it ended.
FORGOTTEN = timedelta(hours=3)
# The margin of a phone is narrow.
SHORT = {
    PlanSection.OPENING: gettext_lazy("Open"),
    PlanSection.CORE: "",
    PlanSection.RESERVE: gettext_lazy("Spare"),
    PlanSection.CLOSING: gettext_lazy("Close"),
}
LONGEST = {"item": 50_000, "interview": 100_000}


@dataclass(frozen=True, slots=True)
class Card:
    """One question on the live page.

    label, sub  what the margin says
    """

    item: PlanItem
    label: str
    sub: str
    asked_at: datetime | None
    marks: list[LiveMark]
    versions: list[NoteVersion]
    is_now: bool

    @property
    def peek(self) -> str:
        first = self.item.notes.strip().partition("\n")[0]
        return first[:140]


@require_safe
def live(request: HttpRequest, public_id: UUID) -> HttpResponse:
    interview = interview_of(request, public_id)
    if interview.status in {InterviewStatus.CANCELLED, InterviewStatus.NO_SHOW}:
        messages.warning(request, _("This talk was called off."))
        return redirect("interviews:interview_detail", public_id)
    return _page(request, interview)


def _page(
    request: HttpRequest, interview: Interview, *, new: NewQuestionForm | None = None, status: int = 200
) -> HttpResponse:
    owner: Any = request.user
    now, people = now_of(request), people_of(interview)
    settings = TalkSettings.of(owner)
    cards = _cards(request, interview)
    core = [card for card in cards if card.item.section == PlanSection.CORE]
    context = {
        "interview": interview,
        "names": names_of(people),
        "given": given_names_of(people),
        "person": people[0] if people else None,
        "their": their(people),
        "they_are": they_are(people),
        "participants": list(interview.participants.all()),
        "opening": interview.opening or opening_for(owner, interview),
        "cards": [card for card in cards if card.item.section != PlanSection.CLOSING],
        "closing": [card for card in cards if card.item.section == PlanSection.CLOSING],
        "core_count": len(core),
        "is_opening": not any(card.is_now for card in cards),
        "marks": _mark_buttons(people),
        "general_marks": [mark for mark in _marks(request, interview) if mark.plan_item_id is None],
        "general_versions": _versions(request, interview, None),
        "amber": settings.amber_minutes_left,
        "clock": _clock(interview, now=now, amber=settings.amber_minutes_left),
        "is_over": interview.status == InterviewStatus.HELD,
        "is_running": interview.status == InterviewStatus.SCHEDULED and interview.started_at is not None,
        "now": now,
        "stay_choices": StayInTouch.choices,
        "new": new or NewQuestionForm(owner=owner),
    }
    return render_page(request, "interviews/live.html", context, partials=("stay",), status=status)


def _cards(request: HttpRequest, interview: Interview) -> list[Card]:
    items = items_of(interview)
    marks: dict[int | None, list[LiveMark]] = {}
    for mark in _marks(request, interview):
        marks.setdefault(mark.plan_item_id, []).append(mark)
    versions: dict[int | None, list[NoteVersion]] = {}
    for version in (
        NoteVersion.objects.for_user(request.user)
        .filter(interview=interview)
        .order_by("-saved_at", "-pk")[:100]
    ):
        versions.setdefault(version.plan_item_id, []).append(version)
    now_pk = _current(request, items)
    cards, count = [], 0
    core = sum(item.section == PlanSection.CORE for item in items)
    for item in items:
        label, sub = "", str(SHORT[PlanSection(item.section)])
        if item.section == PlanSection.CORE:
            count += 1
            label, sub = str(count), _("of %(n)s") % {"n": core}
        cards.append(
            Card(
                item,
                label,
                sub,
                item.asked_at,
                marks.get(item.pk, []),
                versions.get(item.pk, [])[:3],
                item.pk == now_pk,
            )
        )
    return cards


def _marks(request: HttpRequest, interview: Interview) -> list[LiveMark]:
    known = getattr(interview, "_live_marks", None)
    if known is None:
        rows = LiveMark.objects.for_user(request.user).filter(interview=interview).order_by("marked_at", "pk")
        known = interview._live_marks = list(rows[:500])  # type: ignore[attr-defined]
    return known


def _versions(request: HttpRequest, interview: Interview, item: PlanItem | None) -> list[NoteVersion]:
    rows = NoteVersion.objects.for_user(request.user).filter(interview=interview, plan_item=item)
    return list(rows.order_by("-saved_at", "-pk")[:3])


def _current(request: HttpRequest, items: list[PlanItem]) -> int | None:
    """Return the question that is open: the one the address names, else the last one that was asked."""
    wanted = request.GET.get("q", "")
    named = next((item for item in items if str(item.public_id) == wanted), None)
    if named is not None:
        return named.pk
    asked = [item for item in items if item.asked_at]
    return max(asked, key=lambda item: (item.asked_at, item.pk)).pk if asked else None


def _mark_buttons(people: Any) -> list[tuple[str, str, str]]:
    words = {"her": _("Her words"), "his": _("His words")}.get(their(people), _("Their words"))
    return [(kind.value, icon, str(label) or words) for kind, icon, label in MARKS]


@dataclass(frozen=True, slots=True)
class Clock:
    """The clock as the page first shows it; a script moves it on."""

    text: str
    late: str
    gone: str


def _clock(interview: Interview, *, now: datetime, amber: int) -> Clock:
    asked = interview.asked_minutes * 60
    talked = talking.seconds_talked(interview, now=now)
    left = asked - talked
    minutes, seconds = divmod(abs(left), 60)
    late = "over" if left < 0 else "soon" if left <= amber * 60 and interview.started_at else ""
    late = "" if interview.status == InterviewStatus.HELD else late
    return Clock(
        f"{'+' if left < 0 else ''}{minutes}:{seconds:02}", late, f"{min(200, 200 * talked / asked):.1f}"
    )


# The clock ----------------------------------------------------------------------------------------


def _to_live(interview: Interview, item: PlanItem | None = None) -> HttpResponse:
    address = reverse("interviews:live", args=[interview.public_id])
    return redirect(f"{address}?q={item.public_id}#q-{item.public_id}" if item else address)


@require_POST
def live_start(request: HttpRequest, public_id: UUID) -> HttpResponse:
    interview = interview_of(request, public_id)
    try:
        talking.begin(interview=interview, now=now_of(request))
    except IllegalMove as error:
        messages.warning(request, str(error))
        return redirect("interviews:interview_detail", public_id)
    return _to_live(interview)


@require_POST
def live_pause(request: HttpRequest, public_id: UUID) -> HttpResponse:
    interview = interview_of(request, public_id)
    act = {"pause": talking.pause, "resume": talking.resume}.get(request.POST.get("act", ""))
    if act is None:
        messages.error(request, UNKNOWN_ACT)
        return _page(request, interview, status=422)
    act(interview=interview, now=now_of(request))
    return _to_live(interview)


@require_POST
def live_finish(request: HttpRequest, public_id: UUID) -> HttpResponse:
    interview = interview_of(request, public_id)
    owner: Any = request.user
    now = now_of(request)
    began = interview.started_at
    if interview.status == InterviewStatus.SCHEDULED and began and now - began > FORGOTTEN:
        messages.warning(
            request, _("The clock has run for more than three hours. How long did you really talk?")
        )
        return redirect("interviews:interview_hold", public_id)
    extended = request.POST.get("extended") == "on"
    try:
        talking.finish(interview=interview, now=now, timezone=owner.timezone, extended_by_them=extended)
    except (IllegalMove, services.BadTime) as error:
        messages.warning(request, str(error))
        return _to_live(interview)
    toast(request, _("Good talk. The thank-you is due within a day."))
    return redirect("debriefs:debrief_write", public_id)


# Notes --------------------------------------------------------------------------------------------


def _item_of(request: HttpRequest, public_id: UUID) -> PlanItem:
    rows = PlanItem.objects.for_user(request.user).select_related("interview")
    return get_object_or_404(rows, public_id=public_id)


@require_POST
def note_autosave(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Save the note of one question (docs/interaction.md, autosave)."""
    item = _item_of(request, public_id)
    return _autosave(request, item.interview, item)


@require_POST
def notes_autosave(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Save the notes that belong to no question."""
    interview = get_object_or_404(Interview.objects.for_user(request.user), public_id=public_id)
    return _autosave(request, interview, None)


def _autosave(request: HttpRequest, interview: Interview, item: PlanItem | None) -> HttpResponse:
    text = _typed(request)
    most = LONGEST["item" if item else "interview"]
    revision = request.POST.get("revision", "")
    if not (revision.isdecimal() and len(revision) < 10):
        return JsonResponse({"error": _("Reload the page; this one is out of date.")}, status=400)
    if len(text) > most:
        error = _("This is longer than %(n)s letters. Move some of it to another note.") % {"n": f"{most:,}"}
        return JsonResponse({"error": error}, status=413)
    now = now_of(request)
    saved = talking.save_note(
        interview=interview, item=item, text=text, revision=int(revision), now=now, device=_device(request)
    )
    if saved.lost:
        return JsonResponse({"revision": saved.revision, "text": saved.text}, status=409)
    return JsonResponse({"revision": saved.revision, "saved_at": now.isoformat()})


def _typed(request: HttpRequest) -> str:
    return request.POST.get("text", "").replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")


def _device(request: HttpRequest) -> str:
    return request.headers.get("User-Agent", "")[:80]


# What the buttons of a note do; pressed by Enter, none of them is named, and it goes on.
NOTE_ACTS = {"", "next", "previous", "skip", "save", *MarkKind.values}


@require_POST
def note_save(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Save a note without script, and go on as the button says: next, back, skip, or mark its last line."""
    item = _item_of(request, public_id)
    interview, now, act = item.interview, now_of(request), request.POST.get("act", "")
    _save_plainly(request, interview, item, now)
    if act not in NOTE_ACTS:
        messages.error(request, UNKNOWN_ACT)
        return _page(request, interview, status=422)
    if act in MarkKind.values:
        _mark_last_line(request, interview, item, act, now)
        return _to_live(interview, item)
    if act == "skip":
        talking.mark_skipped(item=item, at=now)
    elif act != "save":
        talking.mark_asked(item=item, at=now)
    if act == "save":
        return _to_live(interview, item)
    return _to_live(interview, _beside(interview, item, -1 if act == "previous" else 1))


@require_POST
def notes_save(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Save the notes that belong to no question, without script."""
    interview = get_object_or_404(Interview.objects.for_user(request.user), public_id=public_id)
    act, now = request.POST.get("act", ""), now_of(request)
    _save_plainly(request, interview, None, now)
    if act not in {"", "save", *MarkKind.values}:
        messages.error(request, UNKNOWN_ACT)
        return _page(request, interview_of(request, public_id), status=422)
    if act in MarkKind.values:
        _mark_last_line(request, interview, None, act, now)
    return redirect(f"{reverse('interviews:live', args=[public_id])}#q-notes")


def _save_plainly(request: HttpRequest, interview: Interview, item: PlanItem | None, now: datetime) -> None:
    text, revision = _typed(request), request.POST.get("revision", "")
    most = LONGEST["item" if item else "interview"]
    number = int(revision) if revision.isdecimal() and len(revision) < 10 else -1
    if len(text) > most:
        # Too long for one note: what is over is kept beside it, so that nothing typed is lost.
        for start in range(most, len(text), most):
            talking.keep_version(
                interview=interview, item=item, text=text[start : start + most], revision=0, now=now,
                device=f"{start}:{_device(request)}",
            )  # fmt: skip
        text = text[:most]
        messages.warning(request, _("That was very long. The rest of it is kept below the note."))
    saved = talking.save_note(
        interview=interview, item=item, text=text, revision=number, now=now, device=_device(request)
    )
    if saved.lost:
        messages.warning(
            request,
            _("This was also changed somewhere else. Your text is kept below the note; take what you need."),
        )


def _mark_last_line(
    request: HttpRequest, interview: Interview, item: PlanItem | None, kind: str, now: datetime
) -> None:
    lines = [line.strip() for line in _typed(request).splitlines() if line.strip()]
    if lines:
        talking.add_mark(interview=interview, item=item, kind=kind, text=lines[-1][:500], at=now)
    else:
        messages.warning(request, _("Write the line first, then mark it."))


def _beside(interview: Interview, item: PlanItem, by: int) -> PlanItem | None:
    """Return the next question that was not asked or skipped yet, or the one before."""
    items = items_of(interview)
    place = next((n for n, one in enumerate(items) if one.pk == item.pk), 0)
    if by < 0:
        return items[max(0, place - 1)]
    fresh = [one for one in [*items[place + 1 :], *items[:place]] if not one.asked_at and not one.skipped_at]
    return fresh[0] if fresh else items[min(len(items) - 1, place + 1)]


# Questions and marks ------------------------------------------------------------------------------


def _at(request: HttpRequest) -> datetime:
    """Return when it happened on the device; a clock that is far off, or none, means now."""
    now = now_of(request)
    try:
        at = parse_datetime(request.POST.get("at", ""))
    except ValueError:
        at = None
    if at is None or at.tzinfo is None or abs(now - at) > timedelta(days=2):
        return now
    return min(at, now)


def _done(request: HttpRequest, interview: Interview, item: PlanItem | None) -> HttpResponse:
    if "json" in request.headers.get("Accept", ""):
        return JsonResponse({"ok": True})
    return _to_live(interview, item)


@require_POST
def item_asked(request: HttpRequest, public_id: UUID) -> HttpResponse:
    item = _item_of(request, public_id)
    talking.mark_asked(item=item, at=_at(request))
    return _done(request, item.interview, item)


@require_POST
def item_skip(request: HttpRequest, public_id: UUID) -> HttpResponse:
    item = _item_of(request, public_id)
    talking.mark_skipped(item=item, at=_at(request))
    return _done(request, item.interview, item)


@require_POST
def mark_create(request: HttpRequest, public_id: UUID) -> HttpResponse:
    interview = get_object_or_404(Interview.objects.for_user(request.user), public_id=public_id)
    kind = request.POST.get("kind", "")
    text = " ".join(request.POST.get("text", "").replace("\0", "").split())[:500]
    if kind not in MarkKind.values or not text:
        return JsonResponse({"error": _("Write the line first, then mark it.")}, status=400)
    item = _item_named(request, interview)
    talking.add_mark(interview=interview, item=item, kind=kind, text=text, at=_at(request))
    return _done(request, interview, item)


def _item_named(request: HttpRequest, interview: Interview) -> PlanItem | None:
    try:
        public_id = UUID(request.POST.get("item", "").removeprefix("q-"))
    except ValueError:
        return None
    return PlanItem.objects.for_user(request.user).filter(interview=interview, public_id=public_id).first()


def _page_of(request: HttpRequest, public_id: UUID) -> str:
    return reverse("interviews:live", args=[interview_of(request, public_id).public_id])


@shown_at(_page_of)
def live_add(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Add a question that came up."""
    interview = interview_of(request, public_id)
    form = NewQuestionForm(request.POST, owner=request.user)
    if not form.is_valid():
        return _page(request, interview, new=form, status=422)
    after = _item_named(request, interview)
    item = talking.add_question(interview=interview, text=form.cleaned_data["text"], after=after)
    return _to_live(interview, item)


@require_POST
def participant_stay(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Keep what they said to "May I stay in touch?"."""
    rows = Participant.objects.for_user(request.user).select_related("contact", "interview")
    participant = get_object_or_404(rows, public_id=public_id)
    answer = request.POST.get("answer", "")
    if answer not in StayInTouch.values:
        messages.error(request, UNKNOWN_ACT)
        return _page(request, interview_of(request, participant.interview.public_id), status=422)
    talking.set_stay_in_touch(participant=participant, answer=answer)
    if request.htmx.target == "stay":  # type: ignore[attr-defined]
        return _page(request, interview_of(request, participant.interview.public_id))
    return redirect(f"{reverse('interviews:live', args=[participant.interview.public_id])}#stay")
