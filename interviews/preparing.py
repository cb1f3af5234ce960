"""How far somebody is prepared for a talk, and when that counts as ready."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from interviews.enums import Format, PlanSection
from interviews.models import Interview, PlanItem


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
