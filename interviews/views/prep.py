"""The prep sheet: everything for the talk on one page, on screen and on paper."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Exists, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from contacts.enums import ResearchLayer
from contacts.models import Contact, ResearchNote, Touch
from contacts.regions import hint_for
from infoview.shared.context import now_of
from infoview.shared.htmx import render_page
from infoview.shared.shown_at import UNKNOWN_ACT
from interviews.enums import InterviewStatus, PlanSection
from interviews.models import Interview, PlanItem, TalkSettings
from interviews.opening import opening_for
from interviews.planning import gaps_of, items_of
from interviews.preparing import Tick, set_ticks, steps_of
from interviews.talking import CLOSING
from interviews.views.common import (
    FORM_METHODS,
    interview_of,
    names_of,
    people_of,
    talk_words,
    they_are,
    way_of,
)
from outreach.models import OutreachSettings

FACTS_SHOWN = 4
NOTES_SHOWN = 3


@require_http_methods(FORM_METHODS)
def prep(request: HttpRequest, public_id: UUID) -> HttpResponse:
    hints_off = Exists(OutreachSettings.objects.filter(owner=request.user, region_hints=False))
    interview = interview_of(request, public_id, hints_off=hints_off)
    if request.method == "POST":
        tick = request.POST.get("tick", "")
        if tick not in Tick.values:
            messages.error(request, UNKNOWN_ACT)
            return _page(request, interview, status=422)
        ticked = {*interview.prep_done} ^ {tick}
        set_ticks(interview=interview, ticked=ticked, now=now_of(request))
        if request.htmx.target != "prep-steps":  # type: ignore[attr-defined]
            return redirect("interviews:prep", public_id)
    return _page(request, interview)


def _page(request: HttpRequest, interview: Interview, *, status: int = 200) -> HttpResponse:
    owner: Any = request.user
    people = people_of(interview)
    items = items_of(interview)
    settings = TalkSettings.of(owner)
    core = [item for item in items if item.section == PlanSection.CORE]
    closing = [item.text for item in items if item.section == PlanSection.CLOSING]
    minutes = interview.asked_minutes
    context = {
        "interview": interview,
        "people": people,
        "person": people[0] if people else None,
        "names": names_of(people),
        "they_are": they_are(people),
        "when": talk_words(request, interview, people),
        "way": way_of(interview),
        "opening": interview.opening or opening_for(owner, interview),
        "openers": [item for item in items if item.section == PlanSection.OPENING],
        "core": core,
        "reserve": [item for item in items if item.section == PlanSection.RESERVE],
        "closing": closing or [str(text) for text, _signs in CLOSING],
        "closes_at": max(2, minutes - settings.amber_minutes_left),
        "steps": steps_of(interview, core=len(core)),
        "ready": sum(step.done for step in steps_of(interview, core=len(core))),
        "early": settings.early_in_person if interview.is_at_a_place else settings.early_video,
        "hint": _hint(interview, people),
        "gaps": [gap.text for gap in gaps_of(interview)[:FACTS_SHOWN]],
        "my_gaps": [line.strip() for line in owner.what_i_do_not_know.splitlines() if line.strip()][
            :FACTS_SHOWN
        ],
        "is_scheduled": interview.status == InterviewStatus.SCHEDULED,
        **_about(request, interview, people),
    }
    return render_page(request, "interviews/prep.html", context, partials=("prep-steps",), status=status)


def _hint(interview: Interview, people: Sequence[Contact]) -> Any:
    if not people or not people[0].region or interview.hints_off:  # type: ignore[attr-defined]
        return None
    return hint_for(people[0].region)


def _about(request: HttpRequest, interview: Interview, people: Sequence[Contact]) -> dict[str, Any]:
    """Return what is known of the main person: facts, research in three layers, what was said before."""
    if not people:
        return {"facts": [], "research": [], "before": [], "touches": []}
    person = people[0]
    about = Q(contact=person) | (Q(organisation=person.organisation) if person.organisation else Q(pk=None))
    notes = list(ResearchNote.objects.for_user(request.user).filter(about).order_by("-noted_on", "-pk")[:40])
    layers = (ResearchLayer.PERSON, ResearchLayer.ORGANISATION, ResearchLayer.INDUSTRY)
    talks = Interview.objects.for_user(request.user).held().filter(participants__contact=person)
    before = list(talks.exclude(pk=interview.pk).order_by("-starts_at", "-pk")[:NOTES_SHOWN])
    # What was said in earlier talks says more than the line that a message left.
    touches = (
        Touch.objects.none()
        if before
        else Touch.objects.for_user(request.user).filter(contact=person).exclude(summary="")
    )
    return {
        "facts": _facts(person),
        "research": [(layer.label, [n for n in notes if n.layer == layer][:FACTS_SHOWN]) for layer in layers],
        "before": _heard_before(request, before),
        "touches": list(touches.order_by("-happened_at", "-pk")[:NOTES_SHOWN]),
    }


def _facts(person: Contact) -> list[str]:
    facts = [
        person.how_met,
        _("In %(city)s") % {"city": person.city} if person.city else "",
        *[line.strip() for line in person.notes.splitlines()[:FACTS_SHOWN]],
    ]
    return [fact for fact in facts if fact]


def _heard_before(
    request: HttpRequest, talks: list[Interview]
) -> list[tuple[Interview, list[tuple[str, str]]]]:
    """Return for each earlier talk what was asked and noted."""
    if not talks:
        return []
    rows = PlanItem.objects.for_user(request.user).filter(interview__in=talks).exclude(notes="")
    by_talk: dict[int, list[tuple[str, str]]] = {}
    for item in rows.order_by("position", "pk")[:60]:
        by_talk.setdefault(item.interview_id, []).append((item.text, item.notes))
    return [(talk, by_talk.get(talk.pk, [])) for talk in talks]
