"""Acts on goals and gaps that touch several rows, and what a goal's wording may be turned into."""

import re
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Count, Max, Q
from django.utils.translation import gettext as _

from infoview.shared.findings import Finding, Fix, Severity
from infoview.shared.querysets import raise_facts_version
from outreach.enums import GapStatus, GoalStatus
from outreach.models import Gap, Goal, OutreachRequest

# A goal in one of these has come to its end, each a result of its own.
ENDED = frozenset({GoalStatus.ACHIEVED, GoalStatus.VALIDATED_OUT, GoalStatus.ARCHIVED})

# "I need a job", "get hired at", "find a new role": wishes that no conversation can answer.
WANTS_A_JOB = re.compile(
    r"\b(?:(?:i\s+)?(?:need|want|find|get|land|look(?:ing)?\s+for|search(?:ing)?\s+for|apply(?:ing)?\s+for|secure)"
    r"\s+(?:to\s+(?:find|get|land)\s+)?(?:me\s+|myself\s+)?(?:an?|the|my|some)?\s*(?:\w+\s+){0,2}?"
    r"(?:jobs?|work|position|role|offer|employment|internship|vacanc(?:y|ies)|opening)"
    r"|get\s+(?:hired|employed)|be\s+hired|a\s+job\s+(?:at|in|with|as))\b",
    re.IGNORECASE,
)
NOT_A_WISH = re.compile(r"\b(?:how|why|whether|what|who)\b|\bunderstand\b|\bnot\b|n't\b", re.IGNORECASE)


def wording_of(title: str) -> Finding | None:
    """Return the gentle remark on a goal that asks for a job instead of an insight; None when it does not."""
    found = WANTS_A_JOB.search(title)
    if found is None or NOT_A_WISH.search(title[: found.start()]):
        return None
    rest = title[found.end() :].strip(" .!?")
    rest = re.sub(r"^(?:at|in|with|as|for)\s+(?:an?\s+|the\s+)?", "", rest, flags=re.IGNORECASE)
    better = (
        _("Understand how people work in %(rest)s") % {"rest": rest}
        if rest
        else _("Understand what this work is like, and what I would lack")
    )
    say = _(
        "A conversation can show you how the work is, not hand you a job. What do you want to understand?"
    )
    fix = Fix(better, 0, len(title), better)
    return Finding("G-JOB", "job_ask", Severity.INFO, say, found.start(), found.end(), (fix,))


@transaction.atomic
def move_goal(*, goal: Goal, status: str, today: date, note: str = "") -> Goal:
    """Put a goal into another state; an ended one keeps the day and what the owner made of it."""
    raise_facts_version([goal.owner_id], using=None)
    goal.refresh_from_db()
    if status in ENDED:
        closed_on = (
            goal.closed_on if goal.status == status and goal.closed_on else max(today, goal.started_on)
        )
        return goal.change(status=status, closed_on=closed_on, closing_note=note or goal.closing_note)
    return goal.change(status=status, closed_on=None)


@transaction.atomic
def add_gap(*, goal: Goal, gap: Gap) -> Gap:
    """Add a gap at the end; the same words a second time are the same gap."""
    raise_facts_version([goal.owner_id], using=None)
    known = goal.gaps.filter(text=gap.text).exclude(status=GapStatus.DROPPED).order_by("pk").first()
    if known is not None:
        return known
    last = goal.gaps.aggregate(last=Max("position"))["last"]
    gap.goal, gap.position = goal, 0 if last is None else last + 1
    gap.save()
    return gap


@transaction.atomic
def shift_gap(*, gap: Gap, by: int) -> None:
    """Move a gap one place up (-1) or down (1) among those of its goal."""
    raise_facts_version([gap.owner_id], using=None)
    gaps = list(Gap.objects.for_user(gap.owner_id).filter(goal=gap.goal_id).order_by("position", "pk"))
    here = next(place for place, one in enumerate(gaps) if one.pk == gap.pk)
    there = here + by
    if not 0 <= there < len(gaps):
        return
    gaps[here], gaps[there] = gaps[there], gaps[here]
    for place, one in enumerate(gaps):
        one.position = place
    Gap.objects.bulk_update(gaps, ["position"])


def answer_gap(*, gap: Gap, status: str, today: date) -> Gap:
    """Put a gap into another state; the day it was answered is kept with it."""
    answered_on = (gap.answered_on or today) if status == GapStatus.ANSWERED else None
    return gap.change(status=status, answered_on=answered_on)


def counted(owner: Any) -> Any:
    """Return the owner's goals with their gaps counted; dropped ones do not count."""
    gaps = Q(gaps__status__in=[GapStatus.OPEN, GapStatus.PARTLY_ANSWERED, GapStatus.ANSWERED])
    return Goal.objects.for_user(owner).annotate(
        gap_count=Count("gaps", filter=gaps, distinct=True),
        answered_count=Count("gaps", filter=Q(gaps__status=GapStatus.ANSWERED), distinct=True),
    )


def counts_of_requests(owner: Any, goals: list[Goal]) -> dict[int, tuple[int, int]]:
    """Return by goal how many requests went out and how many talks were held."""
    rows = (
        OutreachRequest.objects.for_user(owner)
        .filter(goal__in=goals)
        .order_by()
        .values("goal")
        .annotate(
            asked=Count("pk", filter=Q(sent_at__isnull=False)),
        )
    )
    talks = (
        Goal.objects.for_user(owner)
        .filter(pk__in=[goal.pk for goal in goals], interviews__status="held")
        .order_by()
        .values("pk")
        .annotate(n=Count("interviews"))
    )
    held = {row["pk"]: row["n"] for row in talks}
    asked = {row["goal"]: row["asked"] for row in rows}
    return {goal.pk: (asked.get(goal.pk, 0), held.get(goal.pk, 0)) for goal in goals}
