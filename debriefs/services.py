"""Acts of learning: a debrief opened, a row written, a theme named, merged or taken apart."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Max
from django.utils.translation import gettext as _

from contacts.models import Contact
from debriefs.enums import OpportunityStatus, ThemeAct
from debriefs.models import (
    Debrief,
    DebriefGoal,
    Insight,
    InsightCategory,
    Opportunity,
    Step,
    Theme,
    ThemeEvent,
    ThemeGap,
)
from infoview.shared import undo
from infoview.shared.querysets import raise_facts_version
from interviews.enums import InterviewStatus
from interviews.models import Interview
from outreach.enums import GapStatus
from outreach.models import Gap, Goal

# More points than these nobody comes back to in a letter.
MOST_SAID = 50


def said_by(contact: Contact) -> list[str]:
    """Return what this person said, the latest first, as far as it may be told them in a letter."""
    rows = Insight.objects.for_user(contact.owner_id).filter(contact=contact).free_to_tell()
    return list(rows.order_by("-pk").values_list("takeaway", flat=True)[:MOST_SAID])


def is_debriefed(interview: Interview) -> bool:
    return Debrief.objects.for_user(interview.owner_id).finished().filter(interview=interview).exists()


class NotHeldYet(Exception):
    """A talk that has not taken place has nothing to debrief."""


@transaction.atomic
def open_debrief(*, interview: Interview) -> Debrief:
    """Return the debrief of a held talk, begun with the talk's goal and the person's known stance."""
    mine = Debrief.objects.filter(owner_id=interview.owner_id, interview=interview)
    known = mine.first()
    if known is not None:
        return known
    # Two tabs may open it at once: whoever waited for the lock finds it made.
    raise_facts_version([interview.owner_id], using=None)
    known = mine.first()
    if known is not None:
        return known
    if interview.status != InterviewStatus.HELD:
        raise NotHeldYet(_("Debrief after the talk. Mark it as held first."))
    main = interview.participants.select_related("contact").order_by("-is_main", "pk").first()
    debrief = Debrief.objects.create(
        owner_id=interview.owner_id, interview=interview, **({"stance": main.contact.stance} if main else {})
    )
    goal = (
        interview.goal
        or Goal.objects.filter(owner_id=interview.owner_id).current().order_by("position", "pk").first()
    )
    if goal is not None:
        DebriefGoal.objects.create(owner_id=interview.owner_id, debrief=debrief, goal=goal)
    return debrief


@transaction.atomic
def add_insight(
    *,
    debrief: Debrief,
    category: InsightCategory,
    takeaway: str,
    now: datetime,
    contact: Contact | None = None,
    theme_name: str = "",
    **values: Any,
) -> Insight:
    """Write one row; the first one finishes the debrief. The same row sent twice is one."""
    raise_facts_version([debrief.owner_id], using=None)
    known = Insight.objects.filter(
        owner_id=debrief.owner_id, debrief=debrief, category=category, takeaway=takeaway
    ).first()
    if known is not None:
        return known
    last = debrief.insights.aggregate(last=Max("position"))["last"]
    insight = Insight.objects.create(
        owner_id=debrief.owner_id,
        debrief=debrief,
        category=category,
        takeaway=takeaway,
        contact=contact or _main_person(debrief),
        theme=theme_named(owner=debrief.owner, name=theme_name, now=now) if theme_name.strip() else None,
        position=0 if last is None else last + 1,
        **values,
    )
    _finish(debrief, now=now)
    return insight


def _main_person(debrief: Debrief) -> Contact | None:
    main = debrief.interview.participants.select_related("contact").order_by("-is_main", "pk").first()
    return main.contact if main else None


def _finish(debrief: Debrief, *, now: datetime) -> None:
    if debrief.finished_at is None or debrief.nothing_to_record:
        debrief.change(finished_at=debrief.finished_at or now, nothing_to_record=False)


@transaction.atomic
def remove_insight(*, insight: Insight) -> None:
    """Take one row out; without any row the debrief is open again."""
    debrief = insight.debrief
    insight.delete()
    if not debrief.insights.exists() and not debrief.nothing_to_record:
        debrief.change(finished_at=None)


@transaction.atomic
def restore_insight(*, debrief: Debrief, token: str, now: datetime) -> Insight | None:
    """Put a removed row back where it stood, or return None when that is not possible any more."""
    row = undo.put_back(Insight, token, owner=debrief.owner, debrief=debrief)
    if row is not None:
        _finish(debrief, now=now)
    return row


@transaction.atomic
def mark_nothing_to_record(*, debrief: Debrief, now: datetime) -> None:
    """Nothing to record is an answer: the reminder goes, and the talk counts as debriefed without themes."""
    if not debrief.insights.exists():
        debrief.change(nothing_to_record=True, finished_at=now)


@transaction.atomic
def set_goals(*, debrief: Debrief, goals: Collection[Goal]) -> None:
    wanted = {goal.pk for goal in goals}
    links = {link.goal_id: link for link in debrief.goal_links.all()}
    for pk in links.keys() - wanted:
        links[pk].delete()
    for goal in goals:
        if goal.pk not in links:
            DebriefGoal.objects.create(owner_id=debrief.owner_id, debrief=debrief, goal=goal)


@transaction.atomic
def add_steps(*, debrief: Debrief, texts: Sequence[str], due_on: date | None) -> None:
    """Make a task of each line; lines that are there already are not doubled."""
    known = set(debrief.steps.values_list("text", flat=True))
    for text in texts:
        if text not in known:
            Step.objects.create(owner_id=debrief.owner_id, debrief=debrief, text=text, due_on=due_on)


@transaction.atomic
def add_opportunities(*, debrief: Debrief, texts: Sequence[str], on: date) -> None:
    """Keep apart what they mentioned unasked."""
    person = _main_person(debrief)
    known = set(debrief.opportunities.values_list("text", flat=True))
    for text in texts:
        if person is not None and text not in known:
            Opportunity.objects.create(
                owner_id=debrief.owner_id, debrief=debrief, contact=person, text=text, mentioned_on=on,
                status=OpportunityStatus.NOTED,
            )  # fmt: skip


# Themes -------------------------------------------------------------------------------------------


def key_of(name: str) -> str:
    return " ".join(name.casefold().split())[:200]


@transaction.atomic
def theme_named(*, owner: Any, name: str, now: datetime, **values: Any) -> Theme:
    """Return the theme of this name, made if there is none; one that was merged leads to where it went."""
    name = " ".join(name.split())[:200]
    known = Theme.objects.for_user(owner).current().filter(name_key=key_of(name)).first()
    if known is not None:
        return known
    merged = Theme.objects.for_user(owner).filter(name_key=key_of(name), merged_into__isnull=False).first()
    if merged is not None:
        return final(merged)
    theme = Theme.objects.create(owner=owner, name=name, **values)
    _note(theme, ThemeAct.CREATED, now=now)
    return theme


def final(theme: Theme) -> Theme:
    """Follow merges to the theme that counts."""
    seen = set()
    while theme.merged_into is not None and theme.pk not in seen:
        seen.add(theme.pk)
        theme = theme.merged_into
    return theme


@transaction.atomic
def rename_theme(*, theme: Theme, now: datetime, **values: Any) -> Theme:
    """Change name, scope, organisation, group or description, and keep what it was."""
    before = {name: _plain(getattr(theme, name)) for name in values}
    if before == {name: _plain(value) for name, value in values.items()}:
        return theme
    for name, value in values.items():
        setattr(theme, name, value)
    theme.save()
    _note(theme, ThemeAct.RENAMED, now=now, before=before)
    return theme


@transaction.atomic
def merge_themes(*, kept: Theme, merged: Theme, now: datetime) -> ThemeEvent:
    """Let `merged` become part of `kept`: its insights move, and the event knows how to move them back."""
    raise_facts_version([kept.owner_id], using=None)
    insights = list(Insight.objects.filter(owner_id=kept.owner_id, theme=merged).values_list("pk", flat=True))
    gaps = list(merged.gap_links.values_list("gap_id", flat=True))
    known = set(kept.gap_links.values_list("gap_id", flat=True))
    Insight.objects.filter(owner_id=kept.owner_id, pk__in=insights).update(theme=kept)
    for gap in set(gaps) - known:
        ThemeGap.objects.create(owner_id=kept.owner_id, theme=kept, gap_id=gap)
    Theme.objects.filter(owner_id=kept.owner_id, pk=merged.pk).update(merged_into=kept)
    merged.refresh_from_db()
    before = {"kept": kept.pk, "insights": insights, "gaps": sorted(set(gaps) - known)}
    return _note(merged, ThemeAct.MERGED, now=now, before=before)


@transaction.atomic
def undo_merge(*, event: ThemeEvent, now: datetime) -> bool:
    """Take a merge apart again; rows that were moved on since stay where they are. False if it was undone."""
    theme = event.theme
    if (
        event.undone_at is not None
        or event.act != ThemeAct.MERGED
        or theme.merged_into_id != event.before["kept"]
    ):
        return False
    clash = Theme.objects.filter(owner_id=theme.owner_id, name_key=theme.name_key, merged_into=None).exists()
    if clash:
        return False
    Theme.objects.filter(owner_id=theme.owner_id, pk=theme.pk).update(merged_into=None)
    Insight.objects.filter(
        owner_id=theme.owner_id, pk__in=event.before["insights"], theme_id=event.before["kept"]
    ).update(theme=theme)
    ThemeGap.objects.filter(
        owner_id=theme.owner_id, theme_id=event.before["kept"], gap_id__in=event.before["gaps"]
    ).delete()
    event.change(undone_at=now)
    return True


def _note(theme: Theme, act: ThemeAct, *, now: datetime, before: dict[str, Any] | None = None) -> ThemeEvent:
    return ThemeEvent.objects.create(
        owner_id=theme.owner_id, theme=theme, act=act, happened_at=now, before=before or {}
    )


def _plain(value: Any) -> Any:
    return value if isinstance(value, str | int | None) else getattr(value, "pk", str(value))


@transaction.atomic
def answer_gap(*, gap: Gap, answer: str, on: date, wholly: bool = True) -> Gap:
    status = GapStatus.ANSWERED if wholly else GapStatus.PARTLY_ANSWERED
    return gap.change(status=status, answer=answer, answered_on=on if wholly else None)


def save_cell(*, insight: Insight, field: str, text: str, revision: int) -> int | None:
    """Save one cell by compare-and-set; return the new revision, or None when somebody was faster."""
    rows = Insight.objects.filter(owner_id=insight.owner_id, pk=insight.pk, revision=revision)
    saved = rows.update(revision=F("revision") + 1, **{field: text})
    return revision + 1 if saved else None
