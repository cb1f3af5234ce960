"""What must always hold is refused by the database itself, whatever code asks for it."""

import re
from datetime import timedelta

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, models, transaction
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
    "contacts_contactpoint_filled": (c.ContactPoint, {"value": ""}),
    "contacts_researchnote_about": (c.ResearchNote, {"contact": None, "organisation": None}),
    "contacts_researchnote_filled": (c.ResearchNote, {"text": ""}),
    "contacts_touch_reactions_do_not_count": (c.Touch, {"kind": "reaction", "is_touch": True}),
    "contacts_promise_filled": (c.Promise, {"text": ""}),
    "contacts_promise_due_after": (c.Promise, {"due_on": EARLIER}),
    "contacts_promise_kept_or_withdrawn": (c.Promise, {"kept_at": NOON, "withdrawn_at": NOON}),
    "contacts_favour_filled": (c.Favour, {"text": ""}),
    "contacts_tie_ordered": (c.Tie, {"a": F("b")}),
    "contacts_notsame_ordered": (c.NotSame, {"a": F("b")}),
    "contacts_importbatch_undo_after_apply": (c.ImportBatch, {"applied_at": None, "undone_at": NOON}),
    "outreach_goal_titled": (o.Goal, {"title": ""}),
    "outreach_goal_closed_after_start": (o.Goal, {"closed_on": EARLIER}),
    "outreach_gap_filled": (o.Gap, {"text": ""}),
    "outreach_owntemplate_filled": (o.OwnTemplate, {"body": ""}),
    "outreach_settings_minutes": (o.OutreachSettings, {"ask_minutes": 25}),
    "outreach_settings_note_chars": (o.OutreachSettings, {"note_max_chars": 250}),
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
    "interviews_planitem_filled": (i.PlanItem, {"text": ""}),
    "interviews_livemark_filled": (i.LiveMark, {"text": ""}),
    "debriefs_theme_named": (d.Theme, {"name": ""}),
    "debriefs_theme_organisation_named": (d.Theme, {"scope": "organisation", "organisation": None}),
    "debriefs_insight_filled": (d.Insight, {"takeaway": ""}),
    "debriefs_step_filled": (d.Step, {"text": ""}),
    "debriefs_step_done_or_dropped": (d.Step, {"done_at": NOON, "dropped_at": NOON}),
    "debriefs_opportunity_filled": (d.Opportunity, {"text": ""}),
    "debriefs_change_filled": (d.StrategyChange, {"text": ""}),
    "scheduler_reminder_snooze_moves_on": (s.Reminder, {"shows_on": EARLIER, "snoozed_until": EARLIER}),
    "scheduler_reminder_ended_has_moment": (s.Reminder, {"ended_at": NOON}),
    "scheduler_ownreminder_filled": (s.OwnReminder, {"text": ""}),
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
    made[SearchEntry] = SearchEntry.objects.filter(owner=owner).first()
    made[o.FollowUpPolicy] = o.FollowUpPolicy.objects.create(key="walk", name="Walk")
    return made


def assert_refused(row, changes, name):
    """`name` of the constraint, which the database says in its refusal."""
    with pytest.raises(DatabaseError, match=rf"\b{name}\b"), transaction.atomic():
        type(row)._base_manager.filter(pk=row.pk).update(**changes)
        pytest.fail(f"{name} let {changes} pass")


def said_of_key(model, columns, name="no such name"):
    """SQLite names the columns of a key in its refusal, PostgreSQL the columns too; a partial key by its name."""
    table, names = model._meta.db_table, [model._meta.get_field(column).column for column in columns]
    said = ", ".join(rf"{table}\.{column}" for column in names)
    if connection.vendor == "postgresql":
        said = rf"Key \({', '.join(names)}\)="
    return rf"{said}(?!,)|\b{name}\b"


def assert_unique(rows, *, columns, name="no such name"):
    model = type(rows[0])
    with pytest.raises(DatabaseError, match=said_of_key(model, columns, name)), transaction.atomic():
        model._base_manager.bulk_create(rows)
        pytest.fail(f"{model.__name__} took a second row with the same {columns}")


@pytest.mark.django_db
def test_database_refuses_what_breaks_each_check(rows):
    for name, (model, changes) in BROKEN.items():
        assert_refused(rows[model], changes, name)


@pytest.mark.django_db
def test_database_refuses_numbers_out_of_each_range(rows):
    for name, (model, constraint) in constraints(models.CheckConstraint).items():
        bounds = range_of(constraint)
        if bounds is None:
            continue
        field, low, high = bounds
        assert_refused(rows[model], {field: high + 1}, name)
        # Below nothing the column's own check may be faster.
        assert_refused(rows[model], {field: low - 1}, name if low > 0 else rf"({name}|\w*{field}\w*)")
        for number in (low, high):
            assert model._base_manager.filter(pk=rows[model].pk).update(**{field: number}) == 1


def test_each_check_is_broken_somewhere_here():
    ranges = {name for name, (_, c) in constraints(models.CheckConstraint).items() if range_of(c)}

    assert BROKEN.keys().isdisjoint(ranges)
    assert constraints(models.CheckConstraint).keys() == BROKEN.keys() | ranges


# What a second row has to differ in, so that no other key refuses it first.
APART = {
    "scheduler_reminder_one_open": {"occurrence": 2},
    "scheduler_reminder_natural_key": {"status": "done", "ended_at": NOON},
}


def second(row, **changes):
    """Return an unsaved copy that shares no key of one column with the row."""
    copy = type(row)._base_manager.get(pk=row.pk)
    copy.pk = copy.id = None
    for field in copy._meta.concrete_fields:
        if field.unique and not field.primary_key:
            setattr(copy, field.attname, field.get_default())
    for name, value in changes.items():
        setattr(copy, name, value)
    return copy


@pytest.mark.django_db
def test_database_refuses_each_row_twice(rows):
    for name, (model, constraint) in constraints(models.UniqueConstraint).items():
        if model is not a.User:  # see the next test
            copy = second(rows[model], **APART.get(name, {}))
            assert_unique([copy], columns=constraint.fields, name=name)


def one_to_one(rows):
    """Return what points at one thing of which there may be but one: what else of a second row has to differ."""
    return {
        (d.Debrief, "interview"): {},
        (o.Message, "touch"): {"attempt": 2},
        (i.Participant, "touch"): {"contact": rows[c.Tie].b},
        (o.OutreachSettings, "owner"): {},
        (i.TalkSettings, "owner"): {},
        (d.SynthesisSettings, "owner"): {},
        (s.ReminderSettings, "owner"): {},
    }


LIBRARY = {
    (a.Invitation, "token_hash"): {"expires_at": NOON + timedelta(days=900)},
    (o.FollowUpPolicy, "key"): {},
    (o.MessageTemplate, "key"): {},
    (i.QuestionBank, "key"): {},
    (d.InsightCategory, "key"): {},
}


def keys_of_one_column():
    return {
        (model, field.name)
        for model in OURS
        for field in model._meta.concrete_fields
        if field.unique and not field.primary_key and model is not a.User
    }


@pytest.mark.django_db
def test_database_refuses_the_key_of_another_row(rows, stranger):
    theirs = one_of_each(stranger)
    for model, name in keys_of_one_column() - one_to_one(rows).keys() - LIBRARY.keys():
        mine = getattr(rows[model], name)
        with pytest.raises(DatabaseError, match=said_of_key(model, [name])), transaction.atomic():
            model._base_manager.filter(pk=theirs[model].pk).update(**{name: mine})
            pytest.fail(f"two rows of {model.__name__} have one {name}")


@pytest.mark.django_db
def test_database_refuses_a_second_row_for_one_thing(rows):
    o.Message.objects.update(touch=rows[c.Touch])
    for (model, name), changes in one_to_one(rows).items():
        row = model._base_manager.get(pk=rows[model].pk)
        assert_unique([second(row, **{name: getattr(row, name)}, **changes)], columns=[name])


@pytest.mark.django_db
def test_database_refuses_a_key_of_the_library_twice():
    for (model, name), values in LIBRARY.items():
        assert_unique([model(**{name: "twice"}, **values) for _ in range(2)], columns=[name])


@pytest.mark.django_db
def test_an_address_has_one_account_whatever_its_case(owner):
    with pytest.raises(DatabaseError, match="accounts_user_email_once"), transaction.atomic():
        a.User.objects.bulk_create([a.User(email=owner.email.upper())])


def test_each_constraint_speaks_to_people_and_names_its_table():
    for name, (model, constraint) in constraints(models.CheckConstraint).items():
        assert constraint.violation_error_message != constraint.default_violation_error_message, name
        assert name.startswith(f"{model._meta.app_label}_"), name
