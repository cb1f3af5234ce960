"""What must always hold is refused by the database itself, whatever code asks for it."""

import re
from datetime import timedelta

import pytest
from django.apps import apps
from django.db import DatabaseError, models, transaction
from django.db.models import F

from contacts import models as c
from debriefs import models as d
from infoview.accounts import models as a
from infoview.search.models import SearchEntry
from interviews import models as i
from outreach import models as o
from scheduler import models as s
from tests.factories.everything import DAY, NOON, one_of_each

OURS = [
    m
    for m in apps.get_models()
    if m.__module__.split(".")[0]
    in {"contacts", "outreach", "interviews", "debriefs", "scheduler", "infoview"}
]
EARLIER, LATER = DAY - timedelta(days=1), DAY + timedelta(days=1)

# What the database has to refuse: constraint → change of a valid row that breaks it.
BROKEN = {
    "accounts_invitation_expires_later": (a.Invitation, {"expires_at": NOON - timedelta(days=900)}),
    "contacts_organisation_named": (c.Organisation, {"name": ""}),
    "contacts_tag_named": (c.Tag, {"name_key": ""}),
    "contacts_contact_named": (c.Contact, {"name": ""}),
    "contacts_contact_not_by_self": (c.Contact, {"introduced_by": F("id")}),
    "contacts_contact_mentor_signal": (c.Contact, {"stage": "mentor", "stage_signal": ""}),
    "contacts_contact_update_range": (c.Contact, {"update_after_months": 13}),
    "contacts_contactpoint_filled": (c.ContactPoint, {"value": ""}),
    "contacts_researchnote_about": (c.ResearchNote, {"contact": None, "organisation": None}),
    "contacts_researchnote_filled": (c.ResearchNote, {"text": ""}),
    "contacts_touch_reactions_do_not_count": (c.Touch, {"kind": "reaction", "is_touch": True}),
    "contacts_promise_due_after": (c.Promise, {"due_on": EARLIER}),
    "contacts_promise_kept_or_withdrawn": (c.Promise, {"kept_at": NOON, "withdrawn_at": NOON}),
    "contacts_tie_ordered": (c.Tie, {"a": F("b")}),
    "contacts_notsame_ordered": (c.NotSame, {"a": F("b")}),
    "contacts_importbatch_undo_after_apply": (c.ImportBatch, {"applied_at": None, "undone_at": NOON}),
    "outreach_goal_titled": (o.Goal, {"title": ""}),
    "outreach_goal_closed_after_start": (o.Goal, {"closed_on": EARLIER}),
    "outreach_gap_filled": (o.Gap, {"text": ""}),
    "outreach_settings_minutes": (o.OutreachSettings, {"ask_minutes": 25}),
    "outreach_request_reply_after_sending": (o.OutreachRequest, {"replied_at": NOON - timedelta(hours=1)}),
    "outreach_request_last_after_first": (o.OutreachRequest, {"last_sent_at": NOON - timedelta(hours=1)}),
    "outreach_request_waiting_was_sent": (o.OutreachRequest, {"attempts": 0}),
    "outreach_request_deferred_has_date": (o.OutreachRequest, {"status": "deferred"}),
    "outreach_request_minutes": (o.OutreachRequest, {"asked_minutes": 25}),
    "outreach_request_forgiven_were_made": (o.OutreachRequest, {"attempts_forgiven": 2}),
    "outreach_message_sent_has_moment": (o.Message, {"happened_at": None}),
    "outreach_message_direction": (o.Message, {"direction": "in"}),
    "outreach_referral_override_reason": (o.ReferralRecord, {"state": "overridden", "reason": ""}),
    "interviews_question_filled": (i.Question, {"text": ""}),
    "interviews_ownquestion_filled": (i.OwnQuestion, {"text": ""}),
    "interviews_interview_ends_after_start": (i.Interview, {"ends_at": NOON}),
    "interviews_interview_finished_after_start": (
        i.Interview,
        {"started_at": NOON, "finished_at": NOON - timedelta(minutes=1)},
    ),
    "interviews_interview_minutes_range": (i.Interview, {"asked_minutes": 4}),
    "interviews_planitem_filled": (i.PlanItem, {"text": ""}),
    "interviews_livemark_filled": (i.LiveMark, {"text": ""}),
    "debriefs_theme_named": (d.Theme, {"name": ""}),
    "debriefs_insight_filled": (d.Insight, {"takeaway": ""}),
    "debriefs_step_filled": (d.Step, {"text": ""}),
    "debriefs_change_filled": (d.StrategyChange, {"text": ""}),
    "scheduler_reminder_snooze_moves_on": (s.Reminder, {"shows_on": EARLIER, "snoozed_until": EARLIER}),
    "scheduler_reminder_ended_has_moment": (s.Reminder, {"ended_at": NOON}),
    "scheduler_ownreminder_filled": (s.OwnReminder, {"text": ""}),
    "scheduler_ownreminder_every_range": (s.OwnReminder, {"every": 0}),
    "scheduler_pause_ends_after_start": (s.Pause, {"ends_on": EARLIER}),
}


def constraints(kind):
    return {c.name: (m, c) for m in OURS for c in m._meta.constraints if isinstance(c, kind)}


def range_of(constraint):
    """Return field, low and high of a range constraint, or None."""
    low = re.search(r"\('(\w+)__gte', (\d+)\)", str(constraint.condition))
    high = re.search(r"\('(\w+)__lte', (\d+)\)", str(constraint.condition))
    if not (low and high and low[1] == high[1]):
        return None
    return low[1], int(low[2]), int(high[2])


@pytest.fixture
def rows(owner):
    made = one_of_each(owner)
    made[a.Invitation] = a.Invitation.objects.create(
        token_hash="c" * 64, expires_at=NOON + timedelta(days=900)
    )
    made[i.Question] = i.Question.objects.get(key="q1")
    made[o.FollowUpPolicy] = o.FollowUpPolicy.objects.create(key="walk", name="Walk")
    return made


def assert_refused(row, changes, name):
    with pytest.raises(DatabaseError), transaction.atomic():
        type(row)._base_manager.filter(pk=row.pk).update(**changes)
        pytest.fail(f"{name} let {changes} pass")


@pytest.mark.django_db
def test_database_refuses_what_breaks_each_check(rows):
    for name, (model, changes) in BROKEN.items():
        assert_refused(rows[model], changes, name)


@pytest.mark.django_db
def test_database_refuses_numbers_out_of_each_range(rows):
    for name, (model, constraint) in constraints(models.CheckConstraint).items():
        bounds = range_of(constraint)
        if bounds is None or name in BROKEN:
            continue
        field, low, high = bounds
        for number in ([low - 1] if low > 0 else []) + [high + 1]:
            assert_refused(rows[model], {field: number}, name)
        for number in (low, high):
            assert model._base_manager.filter(pk=rows[model].pk).update(**{field: number}) == 1


def test_each_check_is_broken_somewhere_here():
    ranges = {name for name, (_, c) in constraints(models.CheckConstraint).items() if range_of(c)}

    assert constraints(models.CheckConstraint).keys() == BROKEN.keys() | ranges


@pytest.mark.django_db
def test_database_refuses_each_row_twice(rows):
    for name, (model, constraint) in constraints(models.UniqueConstraint).items():
        if model in (a.User, SearchEntry):
            continue  # see the two tests below
        row = model._base_manager.get(pk=rows[model].pk)
        if name == "scheduler_reminder_one_open":
            row.occurrence += 1
        row.pk = row.id = None
        for field in model._meta.concrete_fields:
            if field.unique and field.name not in constraint.fields and not field.primary_key:
                setattr(row, field.attname, field.get_default())
        with pytest.raises(DatabaseError), transaction.atomic():
            model._base_manager.bulk_create([row])
            pytest.fail(f"{name} let a second row pass")


@pytest.mark.django_db
def test_an_address_has_one_account_whatever_its_case(owner):
    with pytest.raises(DatabaseError), transaction.atomic():
        a.User.objects.bulk_create([a.User(email=owner.email.upper())])


def test_each_constraint_speaks_to_people_and_names_its_table():
    for name, (model, constraint) in constraints(models.CheckConstraint).items():
        assert constraint.violation_error_message != constraint.default_violation_error_message, name
        assert name.startswith(f"{model._meta.app_label}_"), name
