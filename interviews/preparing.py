"""How far somebody is prepared for a talk, and when that counts as ready."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Count, Q, TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from interviews.enums import Format, PlanSection
from interviews.models import Interview, PlanItem
from outreach.board import PlannedTalk


class Tick(TextChoices):
    """What one ticks off by hand."""

    BACKGROUND = "background", gettext_lazy("Their background")
    WAY = "way", gettext_lazy("The way there")
    READY = "ready", gettext_lazy("Ready")


@dataclass(frozen=True, slots=True)
class Step:
    """One step of preparation.

    tick  its name where it is ticked by hand, "" where it follows from the plan
    """

    label: str
    done: bool
    tick: str = ""


def steps_of(interview: Interview, *, core: int) -> list[Step]:
    """Return the steps in the order in which one does them.

    core  how many core questions the plan has
    """
    ticked = set(interview.prep_done)
    way = {Format.VIDEO: _("Link tested"), Format.PHONE: _("Number at hand")}.get(
        Format(interview.format), _("Way looked up")
    )
    return [
        Step(_("One-line aim"), bool(interview.aim.strip())),
        Step(str(Tick.BACKGROUND.label), Tick.BACKGROUND in ticked, Tick.BACKGROUND),
        Step(_("Opening"), bool(interview.opening.strip())),
        Step(
            ngettext("%(n)s question", "%(n)s questions", core) % {"n": core} if core else _("Questions"),
            core > 0,
        ),
        Step(way, Tick.WAY in ticked, Tick.WAY),
        Step(str(Tick.READY.label), interview.prepared_at is not None, Tick.READY),
    ]


def planned_talks(owner: Any, requests: list[int]) -> dict[int, PlannedTalk]:
    """Return the next appointment of each of these requests, and how far it is prepared; one query."""
    rows = (
        Interview.objects.for_user(owner)
        .scheduled()
        .filter(request__in=requests)
        .annotate(core=Count("plan_items", filter=Q(plan_items__section=PlanSection.CORE)))
        .only("request_id", "starts_at", "format", "aim", "opening", "prep_done", "prepared_at")
        .order_by("-starts_at", "-pk")
    )
    return {
        row.request_id: PlannedTalk(row.starts_at, row.format, _prep_words(row, core=row.core))  # type: ignore[attr-defined]
        for row in rows
        if row.request_id is not None
    }


def _prep_words(interview: Interview, *, core: int) -> str:
    steps = steps_of(interview, core=core)
    return _("Prep %(n)s of %(of)s") % {"n": sum(step.done for step in steps), "of": len(steps)}


@transaction.atomic
def set_ticks(*, interview: Interview, ticked: Collection[str], now: datetime) -> None:
    """Remember what is ticked; ready counts from the moment on at which there are core questions, too."""
    values: dict[str, Any] = {"prep_done": [name for name in Tick.values if name in ticked]}
    interview.change(**values)
    note_readiness(interview=interview, now=now)


def note_readiness(*, interview: Interview, now: datetime) -> None:
    """Bring `prepared_at` in line with the plan and the ticks."""
    core = PlanItem.objects.filter(owner_id=interview.owner_id, interview=interview, section=PlanSection.CORE)
    is_ready = Tick.READY in interview.prep_done and core.exists()
    if is_ready and interview.prepared_at is None:
        interview.change(prepared_at=now)
    elif not is_ready and interview.prepared_at is not None:
        interview.change(prepared_at=None)
