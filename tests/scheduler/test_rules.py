"""Each kind of reminder: when it starts, when it is due, what ends it."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

import pytest

from infoview.shared.days import Pause, moment_at
from outreach.cadence import Policy
from scheduler.facts import (
    ContactFact,
    Facts,
    InterviewFact,
    OwnReminderFact,
    ParticipantFact,
    PromiseFact,
    RecordReviewFact,
    RequestFact,
    StepFact,
    Timing,
)
from scheduler.rules import next_change, plan

ZONE = "Europe/Berlin"
NOW = datetime(2026, 11, 24, 11, tzinfo=UTC)
TODAY = date(2026, 11, 24)


def uid(number):
    return UUID(int=number)


def berlin(day, clock="09:00"):
    return moment_at(day, time.fromisoformat(clock), ZONE)


def person(pk=1, **facts):
    return ContactFact(uid(pk), pk, **facts)


def asked(status="sent", *, sent=date(2026, 11, 2), pk=100, contact=1, attempts=1, **facts):
    first = facts.pop("first", sent)
    return RequestFact(
        uid(pk), pk, contact, status,
        sent_at=berlin(first), last_sent_at=berlin(sent), attempts=attempts, **facts,
    )  # fmt: skip


TUESDAY = berlin(date(2026, 11, 17), "16:00")


def talk(status="held", *, start=TUESDAY, pk=500, contact=1, thanked=None, **facts):
    parts = facts.pop("participants", (ParticipantFact(uid(pk + 1), contact, thanked),))
    return InterviewFact(uid(pk), pk, status, start, start + timedelta(minutes=20), parts, **facts)


def planned(*, now=NOW, today=TODAY, zone=ZONE, **facts):
    return plan(Facts(**facts), now=now, today=today, timezone=zone)


def open_kinds(**facts):
    return {p.kind for p in planned(**facts) if p.done_at is None}


def only(kind, **facts):
    found = [p for p in planned(**facts) if p.kind == kind]
    assert len(found) == 1, found
    return found[0]


# The worked examples of the rules -------------------------------------------------------------------


def test_nudge_of_a_note_sent_monday_at_nine_is_due_next_monday_at_nine():
    nudge = only("nudge", requests=[asked(sent=date(2026, 11, 2))])

    assert nudge.due_at == berlin(date(2026, 11, 9))
    assert nudge.due_on == date(2026, 11, 9)
    assert nudge.overdue_at == berlin(date(2026, 11, 10), "00:00")


def test_nudge_is_cancelled_by_a_reply_on_thursday():
    reply = {"replied_at": berlin(date(2026, 11, 5))}

    assert open_kinds(requests=[asked("accepted", **reply)]) == {"find_time"}
    assert open_kinds(requests=[asked("declined", **reply)]) == set()


def test_thank_you_for_a_talk_until_tuesday_1620_is_due_wednesday_1620():
    thanks = only("thank_you", interviews=[talk()])

    assert thanks.due_at == berlin(date(2026, 11, 18), "16:20")
    assert thanks.overdue_at == thanks.due_at
    assert not thanks.all_day


def test_update_is_due_six_months_after_the_thank_you():
    thanked = berlin(date(2026, 11, 18), "10:00")
    update = only("update", contacts=[person(last_touch_at=thanked)], interviews=[talk(thanked=thanked)])

    assert update.due_on == date(2027, 5, 18)


def test_update_starts_again_with_a_congratulation():
    update = only("update", contacts=[person(last_touch_at=berlin(date(2027, 2, 1)))], interviews=[talk()])

    assert update.due_on == date(2027, 8, 1)
    assert update.occurrence == 1


# Asking ---------------------------------------------------------------------------------------------


def test_nudge_is_done_when_it_was_logged():
    nudge = only("nudge", requests=[asked("nudged", sent=date(2026, 11, 9), attempts=2)])

    assert nudge.done_at == berlin(date(2026, 11, 9))


def test_nudge_never_starts_when_one_attempt_is_all():
    facts = {"requests": [asked()], "policy": Policy(attempts_max=1)}

    assert open_kinds(**facts) == {"close"}
    assert only("close", **facts).due_on == date(2026, 11, 16)


@pytest.mark.parametrize("status", ["withdrawn", "declined", "draft", "ready"])
def test_nothing_follows_a_request_that_nobody_waits_for(status):
    assert open_kinds(requests=[asked(status)]) == set()


def test_close_follows_the_nudge_when_two_attempts_are_all():
    close = only("close", requests=[asked("nudged", sent=date(2026, 11, 9), attempts=2)])

    assert close.due_on == date(2026, 11, 23)
    assert close.done_at is None


def test_last_attempt_follows_the_nudge_when_the_policy_has_one_left():
    facts = {
        "requests": [asked("nudged", sent=date(2026, 11, 9), attempts=2)],
        "policy": Policy(attempts_max=3),
    }

    assert open_kinds(**facts) == {"last_attempt"}
    assert only("last_attempt", **facts).due_on == date(2026, 11, 23)


def test_last_attempt_is_done_when_the_request_was_closed_instead():
    closed = berlin(date(2026, 11, 20))
    request = asked("closed_no_reply", sent=date(2026, 11, 9), attempts=2, closed_at=closed)

    assert only("last_attempt", requests=[request], policy=Policy(attempts_max=3)).done_at == closed


def test_close_follows_a_third_note_that_the_policy_did_not_foresee():
    close = only("close", requests=[asked("last_attempt", sent=date(2026, 11, 20), attempts=3)])

    assert close.due_on == date(2026, 12, 4)
    assert close.occurrence == 3


def test_close_is_done_with_the_closing():
    closed = berlin(date(2026, 11, 24))
    request = asked("closed_no_reply", sent=date(2026, 11, 9), attempts=2, closed_at=closed)

    assert only("close", requests=[request]).done_at == closed


def test_close_comes_at_once_for_a_request_reopened_within_six_months():
    request = asked("sent", sent=date(2026, 11, 20), attempts=3)

    assert open_kinds(requests=[request]) == {"close"}


def test_nudge_comes_back_when_the_old_attempts_are_forgiven():
    nudge = only("nudge", requests=[asked("sent", sent=date(2026, 11, 20), attempts=3, attempts_forgiven=2)])

    assert nudge.done_at is None
    assert nudge.occurrence == 3


def test_each_attempt_has_one_follow_up_of_its_own():
    keys = [
        only("close", requests=[asked("sent", attempts=1)], policy=Policy(attempts_max=1)).key,
        only("nudge", requests=[asked("sent", attempts=1)]).key,
        only("close", requests=[asked("nudged", attempts=2)]).key,
    ]

    assert [key[2] for key in keys] == [1, 1, 2]


def test_do_not_contact_leaves_only_the_closing():
    contacts = [person(do_not_contact=True)]

    assert open_kinds(contacts=contacts, requests=[asked("sent")]) == set()
    assert open_kinds(contacts=contacts, requests=[asked("nudged", attempts=2)]) == {"close"}


def test_the_policy_of_the_goal_stands_before_the_owners():
    request = asked(policy=Policy(nudge_after_days=10))

    assert only("nudge", requests=[request]).due_on == date(2026, 11, 12)


def test_second_person_is_off_by_default():
    assert open_kinds(requests=[asked(organisation=7)]) == {"nudge"}


SECOND = Policy(second_person_after_days=3)


def test_second_person_is_due_after_three_business_days():
    second = only("second_person", requests=[asked(sent=date(2026, 11, 6), organisation=7)], policy=SECOND)

    assert second.due_on == date(2026, 11, 11)


def test_second_person_is_done_when_another_one_there_was_asked():
    other = asked(sent=date(2026, 11, 5), pk=101, contact=2, organisation=7)
    plans = planned(requests=[asked(organisation=7), other], policy=SECOND)
    second = {p.request: p.done_at for p in plans if p.kind == "second_person"}

    assert second == {100: berlin(date(2026, 11, 5)), 101: berlin(date(2026, 11, 5))}


@pytest.mark.parametrize(
    ("contact", "organisation"), [pytest.param(1, 7, id="same-person"), pytest.param(2, 8, id="elsewhere")]
)
def test_second_person_is_not_done_by(contact, organisation):
    other = asked(sent=date(2026, 11, 5), pk=101, contact=contact, organisation=organisation)
    plans = planned(requests=[asked(organisation=7), other], policy=SECOND)

    assert [p.done_at for p in plans if p.kind == "second_person" and p.request == 100] == [None]


def test_second_person_is_not_done_by_somebody_asked_and_let_go_before():
    before = asked(
        "closed_no_reply", sent=date(2026, 8, 1), pk=101, contact=2, organisation=7,
        closed_at=berlin(date(2026, 9, 1)),
    )  # fmt: skip

    assert only("second_person", requests=[asked(organisation=7), before], policy=SECOND).done_at is None


def test_find_time_is_due_two_days_after_the_yes():
    find = only("find_time", requests=[asked("accepted", replied_at=berlin(date(2026, 11, 5)))])

    assert find.due_on == date(2026, 11, 7)
    assert find.done_at is None


def test_find_time_is_done_once_the_talk_has_a_date():
    booked = berlin(date(2026, 11, 6))
    request = asked("scheduled", replied_at=berlin(date(2026, 11, 5)))
    coming = talk("scheduled", start=berlin(date(2026, 12, 1)), request=100, booked_at=booked)

    assert only("find_time", requests=[request], interviews=[coming]).done_at == booked


def test_find_time_opens_again_when_the_appointment_is_called_off():
    request = asked("accepted", replied_at=berlin(date(2026, 11, 5)))
    off = talk("cancelled", request=100, cancelled_at=berlin(date(2026, 11, 16)))
    find = only("find_time", requests=[request], interviews=[off])

    assert (find.occurrence, find.due_on, find.done_at) == (2, date(2026, 11, 18), None)


def test_deferred_is_due_on_the_day_they_named():
    request = asked("deferred", replied_at=berlin(date(2026, 11, 5)), deferred_until=date(2027, 1, 10))

    assert only("deferred", requests=[request]).due_on == date(2027, 1, 10)


# Talks ----------------------------------------------------------------------------------------------


START = berlin(date(2026, 11, 27), "10:30")


def test_prepare_is_due_a_day_before_and_late_at_the_start():
    prepare = only("prepare", interviews=[talk("scheduled", start=START)])

    assert prepare.due_at == berlin(date(2026, 11, 26), "10:30")
    assert prepare.overdue_at == START


def test_prepare_is_due_at_once_when_the_talk_is_booked_late():
    booked = berlin(date(2026, 11, 26), "18:00")

    assert only("prepare", interviews=[talk("scheduled", start=START, booked_at=booked)]).due_at == booked


def test_prepare_moves_with_the_appointment_and_stays_the_same_reminder():
    before = only("prepare", interviews=[talk("scheduled", start=START)])
    after = only("prepare", interviews=[talk("scheduled", start=START + timedelta(days=5))])

    assert before.key == after.key
    assert after.due_at - before.due_at == timedelta(days=5)


def test_prepare_falls_away_with_the_start():
    assert open_kinds(interviews=[talk("scheduled", start=NOW)]) == set()


@pytest.mark.parametrize(("at_a_place", "minutes"), [(True, 30), (False, 10)])
def test_leave_is_due_before_the_start(at_a_place, minutes):
    leave = only("leave", interviews=[talk("scheduled", start=START, at_a_place=at_a_place)])

    assert leave.due_at == START - timedelta(minutes=minutes)


def test_leave_is_done_when_the_talk_begins():
    leave = only("leave", interviews=[talk("scheduled", start=START)], now=START)

    assert leave.done_at == START


def test_nothing_comes_before_a_talk_that_was_called_off():
    assert open_kinds(interviews=[talk("cancelled"), talk("no_show", pk=600)]) == set()


def test_debrief_shows_at_the_end_and_is_late_a_day_after():
    debrief = only("debrief", interviews=[talk()])

    assert debrief.due_at == berlin(date(2026, 11, 17), "16:20")
    assert debrief.overdue_at == berlin(date(2026, 11, 18), "16:20")


def test_debrief_is_not_called_for_when_there_was_nothing_to_record():
    assert "debrief" not in open_kinds(interviews=[talk(nothing_to_record=True)])


def test_thank_you_is_written_to_each_person_of_a_talk():
    parts = (ParticipantFact(uid(1), 1, NOW), ParticipantFact(uid(2), 2))
    thanks = [p for p in planned(interviews=[talk(participants=parts)]) if p.kind == "thank_you"]

    assert [(p.contact, p.done_at) for p in thanks] == [(1, NOW), (2, None)]


def test_thank_you_is_not_asked_for_when_they_want_no_contact():
    assert "thank_you" not in open_kinds(contacts=[person(do_not_contact=True)], interviews=[talk()])


def test_an_old_talk_entered_for_the_record_asks_only_for_the_update():
    assert open_kinds(contacts=[person()], interviews=[talk(is_history=True)]) == {"update"}


def test_next_change_is_the_next_start():
    later = talk("scheduled", start=START + timedelta(days=1), pk=600)
    past = talk("scheduled", start=NOW - timedelta(hours=1), pk=700)
    facts = Facts(interviews=[later, past, talk("scheduled", start=START)])

    assert next_change(facts, now=NOW) == START


# People ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "person_facts",
    [{"stay_in_touch": "no"}, {"do_not_contact": True}, {"archived": True}, {"update_muted": True}],
    ids=lambda facts: next(iter(facts)),
)
def test_update_is_not_called_for_when(person_facts):
    assert "update" not in open_kinds(contacts=[person(**person_facts)], interviews=[talk()])


def test_update_needs_a_talk_that_was_held():
    touched = person(last_touch_at=berlin(date(2026, 1, 1)))

    assert open_kinds(contacts=[touched], interviews=[talk("scheduled", start=START)]) == {"prepare", "leave"}


def test_update_counts_from_the_anchor_and_never_from_the_last_due_date():
    august = talk(start=berlin(date(2026, 8, 31)))
    dues = [
        only("update", contacts=[person(updates_ended=n, updates_ended_since=n)], interviews=[august]).due_on
        for n in range(4)
    ]

    assert dues == [date(2027, 2, 28), date(2027, 8, 31), date(2028, 2, 29), date(2028, 8, 31)]


def test_update_after_a_new_touch_is_a_new_occurrence():
    contact = person(updates_ended=2, updates_ended_since=0, last_touch_at=berlin(date(2026, 11, 20)))
    update = only("update", contacts=[contact], interviews=[talk()])

    assert (update.occurrence, update.due_on) == (3, date(2027, 5, 20))


@pytest.mark.parametrize(
    ("contact_facts", "months"),
    [({}, 6), ({"stage": "ally"}, 3), ({"stage": "ally", "update_after_months": 2}, 2)],
)
def test_update_interval_comes_from_the_contact_else_the_stage_else_the_setting(contact_facts, months):
    timing = Timing(update_by_stage={"ally": 3})
    update = only("update", contacts=[person(**contact_facts)], interviews=[talk()], timing=timing)

    assert update.due_on == date(2026 + (11 + months > 12), (11 + months - 1) % 12 + 1, 17)


def test_give_back_is_a_hint_thirty_days_after_the_latest_talk():
    talks = [talk(), talk(start=berlin(date(2026, 9, 1)), pk=600)]
    hint = only("give_back", contacts=[person()], interviews=talks)

    assert hint.due_on == date(2026, 12, 17)
    assert hint.interview == 500


def test_give_back_is_done_with_something_given_after_the_talk():
    done = only("give_back", contacts=[person(last_given_on=date(2026, 11, 17))], interviews=[talk()])
    before = only("give_back", contacts=[person(last_given_on=date(2026, 11, 16))], interviews=[talk()])

    assert done.done_at is not None
    assert before.done_at is None


def test_give_back_can_be_switched_off():
    contacts = [person(give_back_off=True)]

    assert "give_back" not in open_kinds(contacts=contacts, interviews=[talk()])
    assert "give_back" not in open_kinds(
        contacts=[person()], interviews=[talk()], timing=Timing(give_back_on=False)
    )


def test_progress_note_goes_to_the_introducer_two_weeks_after_the_first_talk():
    contacts = [person(introduced_by=2), person(2)]
    talks = [talk(), talk(start=berlin(date(2026, 11, 20)), pk=600)]
    note = only("progress_note", contacts=contacts, interviews=talks)

    assert (note.contact, note.due_on, note.done_at) == (2, date(2026, 12, 1), None)


def test_progress_note_is_done_by_a_word_to_the_introducer_after_the_talk():
    told = berlin(date(2026, 11, 19))
    contacts = [person(introduced_by=2), person(2, last_said_at=told)]

    assert only("progress_note", contacts=contacts, interviews=[talk()]).done_at == told


def test_progress_note_is_not_sent_to_an_introducer_who_wants_no_contact():
    contacts = [person(introduced_by=2), person(2, do_not_contact=True)]

    assert "progress_note" not in open_kinds(contacts=contacts, interviews=[talk()])


# Named dates ----------------------------------------------------------------------------------------


def test_promise_is_due_on_its_date_and_done_when_kept():
    promise = PromiseFact(uid(9), 1, date(2026, 11, 28), "Reading list")

    assert only("promise", promises=[promise]).due_on == date(2026, 11, 28)
    assert only("promise", promises=[promise._replace(kept_at=NOW)]).done_at == NOW
    assert planned(promises=[promise._replace(withdrawn=True), promise._replace(due_on=None)]) == []


def test_step_is_due_on_its_date():
    step = StepFact(uid(9), date(2026, 11, 30), "Read up on pupil privacy")

    assert only("step", steps=[step]).text == "Read up on pupil privacy"
    assert planned(steps=[step._replace(dropped=True)]) == []


def test_review_is_due_when_the_retention_ends():
    review = RecordReviewFact(uid(9), date(2026, 2, 28), contact=1)

    assert only("review", reviews=[review]).due_on == date(2027, 2, 28)
    assert only("review", reviews=[review._replace(months=6, ended=1)]).occurrence == 2


def test_own_reminder_once_is_gone_when_done():
    own = OwnReminderFact(uid(9), date(2026, 11, 30), "Renew the library card")

    assert only("own", own=[own]).due_on == date(2026, 11, 30)
    assert planned(own=[own._replace(done_count=1)]) == []


def test_own_reminder_missed_many_times_is_open_once():
    own = OwnReminderFact(uid(9), date(2026, 11, 1), repeats="daily")
    late = only("own", own=[own])

    assert (late.occurrence, late.due_on) == (24, TODAY)
    assert only("own", own=[own._replace(done_count=24)]).due_on == TODAY + timedelta(days=1)


# Business days and pauses ---------------------------------------------------------------------------


def test_a_due_saturday_moves_only_when_business_days_are_on():
    request = asked(sent=date(2026, 11, 7))

    assert only("nudge", requests=[request]).due_on == date(2026, 11, 14)
    moved = only("nudge", requests=[request], policy=Policy(business_days=True))
    assert moved.due_on == date(2026, 11, 16)
    assert moved.due_at == berlin(date(2026, 11, 16))


def test_a_promise_on_a_saturday_stays_on_it_with_business_days():
    promise = PromiseFact(uid(9), 1, date(2026, 11, 28))

    assert only("promise", promises=[promise], policy=Policy(business_days=True)).due_on == date(2026, 11, 28)


AWAY = Policy(pauses=(Pause(date(2026, 11, 8), date(2026, 11, 20)),))


def test_a_pause_moves_everything_to_the_first_day_back():
    facts = {
        "contacts": [person()],
        "requests": [asked(sent=date(2026, 11, 2))],
        "interviews": [talk()],
        "promises": [PromiseFact(uid(9), 1, date(2026, 11, 10))],
    }
    due = {p.kind: p.due_on for p in planned(policy=AWAY, **facts)}

    assert due["nudge"] == due["promise"] == due["thank_you"] == date(2026, 11, 21)


def test_a_pause_lets_nothing_go_overdue():
    eve = only("nudge", requests=[asked(sent=date(2026, 10, 31))], policy=AWAY)
    debrief = only("debrief", interviews=[talk()], policy=AWAY)

    assert eve.due_on == date(2026, 11, 7)
    assert eve.overdue_at == berlin(date(2026, 11, 22), "00:00")
    assert debrief.overdue_at == berlin(date(2026, 11, 21), "16:20")


def test_a_pause_does_not_move_what_belongs_to_an_appointment():
    coming = talk("scheduled", start=berlin(date(2026, 11, 17), "16:00"))
    now = berlin(date(2026, 11, 15))

    assert only("prepare", interviews=[coming], policy=AWAY, now=now).due_on == date(2026, 11, 16)
