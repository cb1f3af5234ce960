"""Every route of the project, and whose row each of them shows: for the walks that must not forget a page."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from contacts import models as c
from debriefs import models as d
from interviews import models as i
from interviews.services import finish_interview
from outreach import models as o
from outreach.enums import RequestStatus
from outreach.services import draft_message
from scheduler import models as s
from tests.factories.everything import DAY, NOON, one_of_each

# Others' code, with tests of its own; how we set it up is proved in tests/accounts and tests/admin.
ALLAUTH, ADMIN = "accounts/", "admin/"

# Who may come in without having signed in, and why.
PUBLIC = {
    "manifest": "browsers fetch it without cookies; it holds nothing of anybody",
    "service_worker": "a script of ours, the same for everybody",
    "health": "whoever watches the server has no account; it says ok or not",
    "scheduler:feed": "calendar programs cannot sign in; the token is the credential",
    "scheduler:digest_unsubscribe": "to get no more mail nobody has to sign in; the token is the credential",
    "invitation_accept": "who follows it has no account yet; the token is the credential",
}

# Whose row a route names. Each route with a uuid in it stands here once.
ROWS: dict[type, str] = {
    c.Contact: """contact_detail contacts:contact_update contacts:contact_archive contacts:contact_restore
        contacts:touch_create contacts:research_create contacts:promise_create contacts:favour_create
        contacts:tie_create contacts:tie_delete contact_merge_with""",
    c.Merge: "merge_undo",
    c.Touch: "contacts:touch_delete",
    c.ResearchNote: "contacts:research_update contacts:research_delete",
    c.Promise: "contacts:promise_keep contacts:promise_withdraw contacts:promise_reopen",
    c.Favour: "contacts:favour_delete",
    c.ImportBatch: """contacts:import_detail contacts:import_mapping contacts:import_step
        contacts:import_choose contacts:import_apply contacts:import_undo contacts:import_discard""",
    c.SavedView: "contacts:view_update contacts:view_delete",
    c.Organisation: """contacts:organisation_detail contacts:organisation_update
        contacts:organisation_research_create""",
    o.Goal: "outreach:goal_detail outreach:goal_update outreach:goal_move outreach:gap_create",
    o.Gap: "outreach:gap_update outreach:gap_move",
    o.OutreachRequest: """outreach:request_detail outreach:request_update outreach:request_move
        outreach:request_write outreach:request_log outreach:request_reply outreach:request_let_go
        outreach:request_reopen outreach:request_ready outreach:request_undo""",
    o.Message: """outreach:message_update outreach:message_detail outreach:message_autosave
        outreach:message_checks outreach:message_fix outreach:message_keep outreach:message_window
        outreach:message_template outreach:message_send outreach:message_unsend outreach:message_versions
        outreach:message_discard""",
    o.OwnTemplate: "outreach:template_update outreach:template_delete",
    i.Interview: """interviews:interview_detail interviews:interview_update interviews:interview_move
        interviews:interview_cancel interviews:interview_no_show interviews:interview_restore
        interviews:interview_hold interviews:interview_delete interviews:plan_update interviews:plan_add
        interviews:plan_fill interviews:plan_restore interviews:plan_reorder interviews:prep
        interviews:live interviews:live_start
        interviews:live_pause interviews:live_finish interviews:live_add interviews:notes_save
        interviews:notes_autosave interviews:mark_create scheduler:invite debriefs:debrief_write
        debriefs:debrief_finish debriefs:insight_create debriefs:insight_restore""",
    i.PlanItem: """interviews:item_update interviews:item_move interviews:item_remove interviews:item_fix
        interviews:note_save interviews:note_autosave interviews:item_asked interviews:item_skip""",
    i.Participant: "interviews:participant_stay",
    i.LiveMark: "interviews:mark_person interviews:mark_promise interviews:mark_delete",
    i.OwnQuestion: "interviews:question_update interviews:question_delete",
    d.Insight: """debriefs:insight_update debriefs:insight_autosave debriefs:insight_delete
        debriefs:insight_keep_finding""",
    d.Theme: "debriefs:theme_detail debriefs:theme_update debriefs:theme_merge debriefs:theme_unmerge",
    d.StrategyChange: "debriefs:change_update",
    s.OwnReminder: "scheduler:own_reminder_stop",
    s.Reminder: """scheduler:reminder_detail scheduler:reminder_done scheduler:reminder_dismiss
        scheduler:reminder_reopen scheduler:reminder_snooze scheduler:reminder_write""",
    s.Pause: "scheduler:pause_delete",
    s.Subscription: "scheduler:subscription_update scheduler:subscription_renew scheduler:subscription_stop",
}
ROW_OF = {name: model for model, names in ROWS.items() for name in names.split()}

# What only shows, and what only acts. Any other route is a page with a form: it takes all three.
METHODS = {
    "GET HEAD": """today search search_palette contact_detail duplicate_list losing_touch
        contacts:contact_list contacts:contact_export
        contacts:import_detail contacts:organisation_list contacts:organisation_detail
        outreach:goal_list outreach:goal_detail outreach:request_list outreach:request_detail
        outreach:message_detail outreach:template_list interviews:interview_list
        interviews:interview_when interviews:interview_detail interviews:live interviews:question_list
        debriefs:debrief_list debriefs:debrief_write debriefs:insight_list debriefs:theme_list
        debriefs:theme_detail debriefs:change_list scheduler:reminder_list scheduler:week
        scheduler:month scheduler:reminder_detail scheduler:subscription_list scheduler:feed
        scheduler:invite manifest service_worker invitation_list invitation_accept health""",
    "POST": """duplicate_apart merge_undo contacts:contact_bulk_undo contacts:view_delete
        contacts:contact_archive contacts:contact_restore
        contacts:tie_delete contacts:touch_delete contacts:research_delete contacts:promise_keep
        contacts:promise_withdraw contacts:promise_reopen contacts:favour_delete contacts:import_step
        contacts:import_choose contacts:import_apply contacts:import_undo contacts:import_discard
        outreach:goal_wording outreach:gap_move outreach:request_move outreach:request_let_go
        outreach:request_reopen outreach:request_ready outreach:request_undo outreach:message_create
        outreach:message_autosave outreach:message_checks outreach:message_unsend outreach:template_checks
        interviews:interview_restore interviews:plan_fill interviews:plan_reorder interviews:plan_restore
        debriefs:insight_restore interviews:item_move interviews:item_remove interviews:item_fix
        interviews:live_start interviews:live_pause interviews:live_finish interviews:notes_save
        interviews:notes_autosave interviews:mark_create interviews:note_save interviews:note_autosave
        interviews:item_asked interviews:item_skip interviews:participant_stay interviews:mark_delete
        interviews:question_favourite interviews:question_check interviews:question_delete
        debriefs:note_check debriefs:insight_autosave debriefs:insight_delete
        debriefs:insight_keep_finding debriefs:theme_unmerge scheduler:own_reminder_stop
        scheduler:reminder_done scheduler:reminder_reopen scheduler:reminder_write scheduler:pause_delete
        scheduler:digest_try scheduler:subscription_stop theme invitation_withdraw session_end""",
}
METHODS_OF = {name: set(methods.split()) for methods, names in METHODS.items() for name in names.split()}


@dataclass(frozen=True)
class Route:
    """One route; `parameters` are the converters of its address by name."""

    name: str
    path: str
    view: Any
    parameters: dict[str, str]

    @property
    def has_row(self) -> bool:
        return "UUIDConverter" in self.parameters.values() and self.name not in PUBLIC

    def address(self, public_id: UUID | None = None) -> str:
        """Return its address with this row, or with one that is nobody's."""
        fillers: dict[str, Any] = {"IntConverter": 987654321, "StringConverter": "nobodys-token"}
        values = {
            name: uuid4() if kind == "UUIDConverter" else fillers[kind]
            for name, kind in self.parameters.items()
        }
        if public_id is not None:
            values["public_id"] = public_id
        return reverse(self.name, kwargs=values)


def routes() -> list[Route]:
    """Return our own routes in their order; those of the two libraries are left out."""
    return list(_walk(get_resolver().url_patterns, "", ""))


def _walk(patterns: list[URLPattern | URLResolver], space: str, path: str) -> Iterator[Route]:
    for pattern in patterns:
        here = path + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inside = f"{space}{pattern.namespace}:" if pattern.namespace else space
            if here not in {ALLAUTH, ADMIN}:
                yield from _walk(pattern.url_patterns, inside, here)
        elif not here.startswith(ADMIN):
            kinds = {name: type(one).__name__ for name, one in pattern.pattern.converters.items()}
            yield Route(f"{space}{pattern.name}", here, pattern.callback, kinds)


def rows_in_states(owner: Any) -> dict[type, list[Any]]:
    """Return one row of each model, and further ones where a page does other things in another state."""
    rows: dict[type, list[Any]] = {model: [row] for model, row in one_of_each(owner).items()}
    [contact, *_], [goal, *_] = rows[c.Contact], rows[o.Goal]
    for status in (RequestStatus.DRAFT, RequestStatus.ACCEPTED, RequestStatus.DECLINED):
        asked = o.OutreachRequest.objects.create(owner=owner, contact=contact, status=status)
        rows[o.OutreachRequest].append(asked)
    draft = rows[o.OutreachRequest][1]
    letter = draft_message(owner=owner, contact=contact, kind="request", request=draft, today=DAY)
    rows[o.Message].append(letter)
    times = {"starts_at": NOON, "ends_at": NOON + timedelta(minutes=20), "timezone": "Europe/Berlin"}
    cancelled = i.Interview.objects.create(owner=owner, status="cancelled", **times)
    held = i.Interview.objects.create(owner=owner, goal=goal, **times)
    i.Participant.objects.create(owner=owner, interview=held, contact=contact, is_main=True)
    finish_interview(interview=held, started_at=NOON, ended_at=times["ends_at"], timezone="Europe/Berlin")
    held.refresh_from_db()
    rows[i.Interview] += [cancelled, held]
    rows[d.Theme].append(d.Theme.objects.for_user(owner).get(merged_into=rows[d.Theme][0]))
    return rows


def ask(client: Client, method: str, address: str, data: Any = None, **headers: str) -> Any:
    """Ask for a page and take back whatever it did; an exception counts as the 500 it would be."""
    client.raise_request_exception = False
    with transaction.atomic():
        if method in {"GET", "POST"}:
            response = getattr(client, method.lower())(address, data or {}, headers=headers)
        else:
            response = client.generic(method, address, headers=headers)
        transaction.set_rollback(True)
    return response
