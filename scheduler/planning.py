"""Bring the rows of reminders in line with the facts; the owner's own acts on them stay."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib.auth import get_user_model
from django.db import connection, transaction

from infoview.shared import clock
from scheduler.enums import ReminderKind, ReminderStatus
from scheduler.facts import Facts, before_first_open
from scheduler.gather import facts_of
from scheduler.models import PlanState, Reminder
from scheduler.rules import Planned, next_change, plan

# Raise this when the rules or the wording of reminders change: every plan is then made anew.
RULES_VERSION = 1

OPEN, DONE, CANCELLED = ReminderStatus.OPEN, ReminderStatus.DONE, ReminderStatus.CANCELLED

COLUMNS = (
    "due_at", "due_on", "all_day", "overdue_at", "shows_on", "snoozed_until", "status", "ended_at", "text",
    "contact_id", "request_id", "interview_id", "sequence", "rendered_at", "ended_by_owner", "ended_note",
)  # fmt: skip


@dataclass
class Drift:
    """What a plan would change: 0 everywhere when the rows are in line with the facts."""

    created: list[Reminder] = field(default_factory=list)
    changed: list[Reminder] = field(default_factory=list)

    @property
    def count(self) -> int:
        return len(self.created) + len(self.changed)


def bring_up_to_date(*, owner: Any, now: datetime) -> PlanState:
    """Plan anew when the facts, the day, the zone or the rules are not those of the last plan.

    Costs one query when nothing changed, and none when this very owner object was just checked.
    Whoever reads reminders calls it first.
    """
    checked = (owner.facts_version, now, _made_for(owner))
    known = getattr(owner, "_plan_checked", None)
    if known is not None and known[0] == checked:
        return known[1]
    state = PlanState.objects.for_user(owner).first()
    if state is None or not is_current(state, owner, now):
        plan_owner(owner_id=owner.pk, now=now)
        state = PlanState.objects.for_user(owner).get()
    owner._plan_checked = (checked, state)
    return state


def is_current(state: PlanState, owner: Any, now: datetime) -> bool:
    """Return whether the last plan was made for these facts, this day, zone and these rules."""
    return (
        state.facts_version == owner.facts_version
        and state.day == clock.local_date(now, owner.timezone)
        and state.made_for == _made_for(owner)
        and (state.next_change_at is None or now < state.next_change_at)
    )


def _made_for(owner: Any) -> str:
    return f"{RULES_VERSION} {owner.timezone} {owner.country} {owner.mode}"


def plan_owner(*, owner_id: int, now: datetime) -> Drift:
    """Plan one owner anew in one transaction; a second planner waits and then finds nothing to do."""
    with transaction.atomic():
        owner = lock_owner(owner_id)
        facts = facts_of(owner)
        drift = drift_of(owner, facts, now=now)
        # Endings first, in a statement of their own: a subject has one open reminder of a kind at any moment,
        # and PostgreSQL looks after each row.
        for opening in (False, True):
            rows = [row for row in drift.changed if (row.status == OPEN) == opening]
            Reminder.objects.bulk_update(rows, [c.removesuffix("_id") for c in COLUMNS], 500)
        Reminder.objects.bulk_create(drift.created, 500)
        PlanState.objects.update_or_create(
            owner=owner,
            defaults={
                "facts_version": owner.facts_version,
                "day": clock.local_date(now, owner.timezone),
                "made_for": _made_for(owner),
                "next_change_at": next_change(facts, now=now),
            },
        )
    return drift


def drift(*, owner_id: int, now: datetime) -> Drift:
    """Return what planning this owner anew would change; nothing is written."""
    with transaction.atomic():
        owner = lock_owner(owner_id)
        return drift_of(owner, facts_of(owner), now=now)


def lock_owner(owner_id: int) -> Any:
    """Return the owner's row, held until the transaction ends (SQLite holds the whole database)."""
    users: Any = get_user_model().objects
    if connection.features.has_select_for_update:
        users = users.select_for_update(no_key=True)
    return users.get(pk=owner_id)


def drift_of(owner: Any, facts: Facts, *, now: datetime) -> Drift:
    """Return what has to change so that the rows say what the facts call for; nothing is written.

    Ten thousand rows are compared as plain tuples; only those that differ become rows.
    """
    mine = Reminder.objects.for_user(owner)
    known = {row[:3]: row for row in mine.values_list(*KEY, *COMPARED, "pk").iterator(2000)}
    facts, updates_done = _count_updates_done(facts, known.values(), owner=owner)
    today = clock.local_date(now, owner.timezone)
    talk_days = {t.pk: clock.local_date(t.ends_at, owner.timezone) for t in facts.interviews}
    drift = Drift()
    seen: set[tuple[str, UUID, int]] = set()
    differing: dict[int, Planned] = {}
    for planned in plan(facts, now=now, today=today, timezone=owner.timezone):
        seen.add(planned.key)
        row = known.get(planned.key)
        if row is None:
            drift.created.append(_new_row(owner, planned, talk_days, now=now))
        elif row[3:-1] != _compared(planned, row, talk_days):
            differing[row[-1]] = planned
    gone = [row[-1] for key, row in known.items() if key not in seen and row[_STATUS] == OPEN]
    for row in mine.filter(pk__in=[*differing, *gone]).iterator(500) if differing or gone else ():
        if row.pk in differing:
            if _follow(row, differing[row.pk], talk_days, now=now):
                drift.changed.append(row)
            continue
        done_at = updates_done.get((row.subject, row.occurrence)) if row.kind == ReminderKind.UPDATE else None
        _end(row, DONE if done_at else CANCELLED, at=done_at or now, now=now)
        drift.changed.append(row)
    return drift


KEY = ("kind", "subject", "occurrence")
COMPARED = (
    "status", "ended_by_owner", "due_at", "due_on", "overdue_at", "text", "contact_id", "request_id",
    "interview_id", "snoozed_until", "shows_on", "ended_at",
)  # fmt: skip
_STATUS, _BY_OWNER, _DUE_ON, _SNOOZED, _ENDED_AT = 3, 4, 6, 12, 14


def _compared(planned: Planned, row: Sequence[Any], talk_days: dict[Any, date]) -> tuple[Any, ...]:
    """Return what the compared columns of this row have to be."""
    status, ended_at = row[_STATUS], row[_ENDED_AT]
    if not row[_BY_OWNER]:
        status = OPEN if planned.done_at is None else DONE
        ended_at = planned.done_at
    snoozed = row[_SNOOZED]
    if snoozed is not None and snoozed <= planned.due_on:
        snoozed = None
    return (
        status, row[_BY_OWNER], planned.due_at, planned.due_on, planned.overdue_at, planned.text,
        planned.contact, planned.request, planned.interview,
        snoozed, snoozed or _shows_from(planned, talk_days), ended_at,
    )  # fmt: skip


def _count_updates_done(
    facts: Facts, rows: Iterable[Sequence[Any]], *, owner: Any
) -> tuple[Facts, dict[tuple[UUID, int], datetime]]:
    """Count an update that was due as done when a talk or message came on its day or later.

    The row is still open then; the next update is counted from that touch.

    returns  the facts, and when each such row was done, by subject and occurrence
    """
    updates = [row for row in rows if row[0] == ReminderKind.UPDATE]
    due = {row[1]: row for row in updates if row[_STATUS] == OPEN}
    if not due:
        return facts, {}
    behind: dict[UUID, set[int]] = {subject: {row[2]} for subject, row in due.items()}
    for row in updates:
        if row[1] in due and row[_STATUS] in {DONE, ReminderStatus.DISMISSED}:
            behind[row[1]].add(row[2])
    contacts, done = [], {}
    for contact in facts.contacts:
        known = due.get(contact.id)
        touched = contact.last_touch_at
        if known and touched and clock.local_date(touched, owner.timezone) >= known[_DUE_ON]:
            contact = contact._replace(updates_ended=before_first_open(behind[contact.id]))
            done[contact.id, known[2]] = touched
        contacts.append(contact)
    return replace(facts, contacts=contacts), done


def _shows_from(planned: Planned, talk_days: dict[Any, date]) -> date:
    """Return the first day it shows: a thank-you from the end of the talk on, the rest on its due day."""
    if planned.kind == ReminderKind.THANK_YOU:
        return min(talk_days.get(planned.interview, planned.due_on), planned.due_on)
    return planned.due_on


def _new_row(owner: Any, planned: Planned, talk_days: dict[Any, date], *, now: datetime) -> Reminder:
    return Reminder(
        owner=owner,
        kind=planned.kind,
        subject=planned.subject,
        occurrence=planned.occurrence,
        contact_id=planned.contact,
        request_id=planned.request,
        interview_id=planned.interview,
        text=planned.text,
        due_at=planned.due_at,
        due_on=planned.due_on,
        all_day=planned.all_day,
        overdue_at=planned.overdue_at,
        shows_on=_shows_from(planned, talk_days),
        status=OPEN if planned.done_at is None else DONE,
        ended_at=planned.done_at,
        rendered_at=now.replace(microsecond=0),
    )


def _follow(row: Reminder, planned: Planned, talk_days: dict[Any, date], *, now: datetime) -> bool:
    """Move one row to where the facts say it is; return whether anything changed."""
    before = tuple(getattr(row, column) for column in COLUMNS)
    if not row.ended_by_owner:
        if planned.done_at is not None and row.status != DONE:
            _end(row, DONE, at=planned.done_at, now=now)
        elif planned.done_at is not None:
            row.ended_at = planned.done_at
        elif row.status != OPEN:
            row.status, row.ended_at, row.ended_note = OPEN, None, ""
            _rendered(row, now=now, moved=True)
    if row.due_at != planned.due_at or row.due_on != planned.due_on:
        _rendered(row, now=now, moved=True)
    elif row.text != planned.text or row.contact_id != planned.contact:
        _rendered(row, now=now, moved=False)
    row.due_at, row.due_on, row.all_day = planned.due_at, planned.due_on, planned.all_day
    row.overdue_at, row.text = planned.overdue_at, planned.text
    subjects: Any = (planned.contact, planned.request, planned.interview)
    row.contact_id, row.request_id, row.interview_id = subjects
    if row.snoozed_until is not None and row.snoozed_until <= row.due_on:
        row.snoozed_until = None
    row.shows_on = row.snoozed_until or _shows_from(planned, talk_days)
    return before != tuple(getattr(row, column) for column in COLUMNS)


def _end(row: Reminder, status: ReminderStatus, *, at: datetime, now: datetime) -> None:
    row.status, row.ended_at = status, at
    _rendered(row, now=now, moved=True)


def _rendered(row: Reminder, *, now: datetime, moved: bool) -> None:
    row.rendered_at = now.replace(microsecond=0)
    if moved:
        row.sequence += 1
