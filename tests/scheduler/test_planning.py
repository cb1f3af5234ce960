"""The rows of reminders follow the facts, and nothing the owner did to them is lost."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.utils import translation
from django.utils.translation import trans_real

from contacts.models import Contact, Promise
from contacts.services import record_touch
from debriefs.models import InsightCategory
from debriefs.services import add_insight, mark_nothing_to_record, open_debrief
from interviews.services import book_interview, cancel_interview, finish_interview, move_interview
from outreach.enums import RequestStatus
from outreach.services import draft_message, log_message, record_reply, send_message, start_request
from scheduler.enums import ReminderStatus
from scheduler.gather import facts_of
from scheduler.models import OwnReminder, Pause, Reminder, ReminderSettings
from scheduler.planning import bring_up_to_date, drift, plan_owner
from scheduler.services import SnoozeRefused, dismiss, mark_done, reopen, snooze

MONDAY = datetime(2026, 3, 2, 8, tzinfo=UTC)  # 09:00 in Berlin
ZONE = "Europe/Berlin"
DAY = timedelta(days=1)


@pytest.fixture
def elena(owner):
    return Contact.objects.create(owner=owner, name="Elena Marchetti")


def asked(owner, contact, at=MONDAY):
    request = start_request(owner=owner, contact=contact, today=at.date())
    draft = draft_message(
        owner=owner, contact=contact, kind="request", request=request, body="Hi", today=at.date()
    )
    send_message(message=draft, at=at, timezone=ZONE)
    request.refresh_from_db()
    return request


def talked(owner, contact, at, minutes=20, request=None):
    booked = book_interview(
        owner=owner, contacts=[contact], starts_at=at, minutes=minutes, tz_name=ZONE, request=request
    )
    return finish_interview(
        interview=booked, started_at=at, ended_at=at + timedelta(minutes=minutes), timezone=ZONE
    )


def opened(owner, now):
    owner.refresh_from_db()
    bring_up_to_date(owner=owner, now=now)
    return {r.kind: r for r in Reminder.objects.for_user(owner).open()}


def test_nudge_falls_due_a_week_after_the_note(owner, elena):
    asked(owner, elena)

    nudge = opened(owner, MONDAY)["nudge"]

    assert nudge.due_on == date(2026, 3, 9)
    assert nudge.due_at == MONDAY + 7 * DAY


def test_reply_cancels_the_nudge_at_once(owner, elena):
    request = asked(owner, elena)
    opened(owner, MONDAY)

    record_reply(request=request, outcome=RequestStatus.ACCEPTED, at=MONDAY + 3 * DAY, timezone=ZONE)

    assert opened(owner, MONDAY + 3 * DAY).keys() == {"find_time"}
    assert Reminder.objects.get(kind="nudge").status == ReminderStatus.CANCELLED


def test_thank_you_falls_due_24_elapsed_hours_after_the_talk_and_shows_at_once(owner, elena):
    before_the_change = datetime(2026, 3, 28, 15, tzinfo=UTC)
    talked(owner, elena, before_the_change)

    thank_you = opened(owner, before_the_change + timedelta(minutes=30))["thank_you"]

    assert thank_you.due_at == before_the_change + timedelta(hours=24, minutes=20)
    assert thank_you.shows_on == date(2026, 3, 28)


def test_thank_you_logged_starts_the_six_months(owner, elena):
    tuesday = datetime(2026, 3, 3, 15, tzinfo=UTC)
    talked(owner, elena, tuesday)
    opened(owner, tuesday + DAY)

    log_message(owner=owner, contact=elena, kind="thank_you", at=tuesday + DAY, timezone=ZONE)

    left = opened(owner, tuesday + DAY)
    assert "thank_you" not in left
    assert left["update"].due_on == date(2026, 9, 4)


def test_update_that_was_due_is_done_by_a_message_and_the_next_is_counted_from_it(owner, elena):
    start = datetime(2026, 3, 3, 15, tzinfo=UTC)
    talked(owner, elena, start)
    first = opened(owner, start)["update"]
    late = datetime(2026, 9, 10, 10, tzinfo=UTC)
    opened(owner, late)

    log_message(owner=owner, contact=elena, kind="update", at=late, timezone=ZONE)

    following = opened(owner, late)["update"]
    first.refresh_from_db()
    assert (first.status, following.occurrence, following.due_on) == ("done", 2, date(2027, 3, 10))


def test_reaction_changes_nothing(owner, elena):
    talked(owner, elena, MONDAY)
    due = opened(owner, MONDAY)["update"].due_on

    record_touch(contact=elena, kind="reaction", at=MONDAY + 30 * DAY, timezone=ZONE)

    assert opened(owner, MONDAY + 30 * DAY)["update"].due_on == due


def test_debrief_is_done_by_one_insight(owner, elena):
    talk = talked(owner, elena, MONDAY)
    category = InsightCategory.objects.create(key="culture", name="Culture")
    assert "debrief" in opened(owner, MONDAY + DAY)

    add_insight(
        debrief=open_debrief(interview=talk), category=category, takeaway="Calm pace", now=MONDAY + DAY
    )

    assert "debrief" not in opened(owner, MONDAY + DAY)
    assert Reminder.objects.get(kind="debrief").status == ReminderStatus.DONE


def test_nothing_to_record_cancels_the_debrief(owner, elena):
    talk = talked(owner, elena, MONDAY)
    opened(owner, MONDAY + DAY)

    mark_nothing_to_record(debrief=open_debrief(interview=talk), now=MONDAY + DAY)

    opened(owner, MONDAY + DAY)
    assert Reminder.objects.get(kind="debrief").status == ReminderStatus.CANCELLED


def test_moved_talk_moves_its_preparation_with_a_higher_sequence(owner, elena):
    talk = book_interview(owner=owner, contacts=[elena], starts_at=MONDAY + 5 * DAY, minutes=20, tz_name=ZONE)
    talk.created_at = MONDAY
    talk.save(update_fields=["created_at"])
    before = opened(owner, MONDAY)["prepare"]

    move_interview(interview=talk, starts_at=MONDAY + 9 * DAY, minutes=20, tz_name=ZONE)

    after = opened(owner, MONDAY)["prepare"]
    assert (after.pk, after.due_at) == (before.pk, MONDAY + 8 * DAY)
    assert after.sequence > before.sequence


def test_cancelled_talk_asks_for_a_new_time(owner, elena):
    request = asked(owner, elena)
    record_reply(request=request, outcome=RequestStatus.ACCEPTED, at=MONDAY + DAY, timezone=ZONE)
    talk = book_interview(
        owner=owner, contacts=[elena], starts_at=MONDAY + 9 * DAY, minutes=20, tz_name=ZONE, request=request
    )
    assert "find_time" not in opened(owner, MONDAY + DAY)

    cancel_interview(interview=talk)

    assert opened(owner, MONDAY + DAY).keys() == {"find_time"}


def test_ticked_nudge_is_recorded_as_sent_and_can_be_taken_back(owner, elena):
    request = asked(owner, elena)
    nudge = opened(owner, MONDAY + 7 * DAY)["nudge"]

    mark_done(reminder=nudge, now=MONDAY + 7 * DAY, timezone=ZONE)
    request.refresh_from_db()
    assert (request.status, request.attempts) == (RequestStatus.NUDGED, 2)
    assert opened(owner, MONDAY + 7 * DAY).keys() == {"close"}

    reopen(reminder=nudge, now=MONDAY + 7 * DAY)
    request.refresh_from_db()
    assert (request.status, request.attempts) == (RequestStatus.SENT, 1)
    assert opened(owner, MONDAY + 7 * DAY).keys() == {"nudge"}


@pytest.mark.parametrize("ended", [1, 2])
@pytest.mark.parametrize("days", [0, 1, 7])
@pytest.mark.parametrize("repeats", ["daily", "weekly"])
def test_reopen_leaves_one_open_and_the_plan_as_it_is(owner, repeats, days, ended):
    OwnReminder.objects.create(owner=owner, text="Read", starts_on=MONDAY.date(), repeats=repeats)
    first = opened(owner, MONDAY)["own"]
    for _ in range(ended):
        dismiss(reminder=opened(owner, MONDAY)["own"], now=MONDAY)
    later = MONDAY + days * DAY
    opened(owner, later)

    reopen(reminder=first, now=later)

    assert Reminder.objects.for_user(owner).open().count() == 1
    assert drift(owner_id=owner.pk, now=later).count == 0


@pytest.mark.parametrize("ended", [1, 2])
def test_reopened_check_in_is_the_open_one_and_the_count_goes_on_after_it(owner, elena, ended):
    talked(owner, elena, MONDAY)
    later = MONDAY + 200 * DAY
    first = opened(owner, later)["update"]
    for _ in range(ended):
        dismiss(reminder=opened(owner, later)["update"], now=later)
    opened(owner, later)

    reopen(reminder=first, now=later)
    assert opened(owner, later)["update"] == first
    dismiss(reminder=first, now=later)

    assert opened(owner, later)["update"].occurrence == ended + 1


def test_done_reminder_never_comes_back_for_the_same_event(owner, elena):
    talked(owner, elena, MONDAY)
    debrief = opened(owner, MONDAY + DAY)["debrief"]

    mark_done(reminder=debrief, now=MONDAY + DAY, timezone=ZONE)
    elena.change(job_title="Lead")

    assert "debrief" not in opened(owner, MONDAY + 2 * DAY)


def test_dismissed_promise_stays_away_and_keeps_its_reason(owner, elena):
    Promise.objects.create(
        owner=owner, contact=elena, side="mine", text="List", promised_on=MONDAY.date(), due_on=MONDAY.date()
    )
    promise = opened(owner, MONDAY)["promise"]

    dismiss(reminder=promise, now=MONDAY, reason="She found it herself")

    assert "promise" not in opened(owner, MONDAY + DAY)
    promise.refresh_from_db()
    assert promise.ended_note == "She found it herself"


def test_snooze_moves_only_the_day_it_shows(owner, elena):
    asked(owner, elena)
    nudge = opened(owner, MONDAY + 7 * DAY)["nudge"]

    snooze(reminder=nudge, choice="3_days", now=MONDAY + 7 * DAY, timezone=ZONE)

    nudge = opened(owner, MONDAY + 7 * DAY)["nudge"]
    assert (nudge.due_on, nudge.shows_on) == (date(2026, 3, 9), date(2026, 3, 12))
    assert not Reminder.objects.for_user(owner).shown_by(today=date(2026, 3, 11)).exists()


def test_second_thank_you_closes_the_one_of_the_older_talk(owner, elena):
    for day in (0, 1):
        talked(owner, elena, MONDAY + day * DAY)

    for hours in (1, 2):
        at = MONDAY + DAY + timedelta(hours=hours)
        log_message(
            owner=owner, contact=elena, kind="thank_you", at=at, timezone=ZONE, body=f"Thanks {hours}"
        )
        left = opened(owner, at)

        assert ("thank_you" in left) == (hours == 1)


def test_thank_you_of_one_talk_does_not_close_that_of_another(owner, elena):
    older, newer = (talked(owner, elena, MONDAY + day * DAY) for day in (0, 1))
    at = MONDAY + DAY + timedelta(hours=1)
    message = log_message(owner=owner, contact=elena, kind="thank_you", at=at, timezone=ZONE)
    newer.participants.update(thank_you=None)
    older.participants.update(thank_you=message)

    assert opened(owner, at)["thank_you"].interview == newer


def test_thank_you_that_belongs_to_no_talk_closes_by_its_day(owner, elena):
    talk = talked(owner, elena, MONDAY)
    log_message(owner=owner, contact=elena, kind="thank_you", at=MONDAY + DAY, timezone=ZONE)
    talk.participants.update(thank_you=None)

    assert "thank_you" not in opened(owner, MONDAY + DAY)


def test_why_a_reminder_cannot_rest_is_said_in_the_owners_language(owner, elena):
    asked(owner, elena)
    nudge = opened(owner, MONDAY + 7 * DAY)["nudge"]
    trans_real.translation("de")._catalog["Choose a day after today."] = "Erst ab morgen."

    with translation.override("de"), pytest.raises(SnoozeRefused, match="Erst ab morgen"):
        snooze(reminder=nudge, choice=MONDAY.date(), now=MONDAY + 7 * DAY, timezone=ZONE)


def test_thank_you_rests_three_days_at_most(owner, elena):
    talked(owner, elena, MONDAY)
    thank_you = opened(owner, MONDAY + DAY)["thank_you"]

    snooze(reminder=thank_you, choice=date(2026, 4, 1), now=MONDAY + DAY, timezone=ZONE)
    assert opened(owner, MONDAY + DAY)["thank_you"].shows_on == date(2026, 3, 5)

    with pytest.raises(SnoozeRefused, match="three days at most"):
        snooze(reminder=thank_you, choice="1_day", now=MONDAY + 3 * DAY, timezone=ZONE)


def test_repeating_reminder_opens_its_next_occurrence(owner):
    OwnReminder.objects.create(owner=owner, text="Read", starts_on=date(2026, 1, 31), repeats="monthly")
    january = opened(owner, datetime(2026, 1, 31, 12, tzinfo=UTC))["own"]

    mark_done(reminder=january, now=datetime(2026, 1, 31, 12, tzinfo=UTC), timezone=ZONE)

    assert opened(owner, datetime(2026, 2, 1, 12, tzinfo=UTC))["own"].due_on == date(2026, 2, 28)


def test_pause_moves_what_falls_into_it(owner, elena):
    asked(owner, elena)
    Pause.objects.create(owner=owner, starts_on=date(2026, 3, 8), ends_on=date(2026, 3, 14))

    assert opened(owner, MONDAY)["nudge"].due_on == date(2026, 3, 15)


def test_changed_setting_shows_on_the_next_read(owner, elena):
    talked(owner, elena, MONDAY)
    opened(owner, MONDAY)

    ReminderSettings.objects.create(owner=owner, update_after_months=3)

    assert opened(owner, MONDAY)["update"].due_on == date(2026, 6, 2)


def test_erased_contact_takes_its_reminders_along(owner, elena):
    asked(owner, elena)
    opened(owner, MONDAY)

    elena.delete()

    assert opened(owner, MONDAY) == {}
    assert Reminder.objects.count() == 0


def test_second_plan_finds_no_drift(owner, elena):
    request = asked(owner, elena)
    talked(owner, elena, MONDAY + DAY, request=request)

    plan_owner(owner_id=owner.pk, now=MONDAY + 2 * DAY)

    assert plan_owner(owner_id=owner.pk, now=MONDAY + 2 * DAY).count == 0


def test_unchanged_facts_cost_one_query(owner, elena, django_assert_num_queries):
    asked(owner, elena)
    opened(owner, MONDAY)
    owner = type(owner).objects.get()

    with django_assert_num_queries(1):
        bring_up_to_date(owner=owner, now=MONDAY)
        bring_up_to_date(owner=owner, now=MONDAY)


def test_strangers_facts_plan_nothing_for_the_owner(owner, stranger):
    asked(stranger, Contact.objects.create(owner=stranger, name="Bea"))

    assert opened(owner, MONDAY) == {}


def test_command_finds_no_drift_after_acts_and_reports_one_that_is_made(owner, elena, capsys):
    asked(owner, elena)
    bring_up_to_date(owner=owner, now=MONDAY)
    with time_machine.travel(MONDAY, tick=False):
        owner.refresh_from_db()
        bring_up_to_date(owner=owner, now=MONDAY)
        call_command("plan_reminders", "--check", "--json")
        assert json.loads(capsys.readouterr().out)["drift"] == 0

        Reminder.objects.filter(kind="nudge").update(due_on=date(2026, 1, 1), shows_on=date(2026, 1, 1))

        with pytest.raises(SystemExit):
            call_command("plan_reminders", "--check")
        call_command("plan_reminders")
        call_command("plan_reminders", "--check")


@pytest.mark.parametrize("how", [[], ["--check"]])
def test_command_goes_on_when_one_owner_cannot_be_planned_and_says_so(owner, stranger, capsys, how):
    for user in (owner, stranger):
        asked(user, Contact.objects.create(owner=user, name="Bea Holm"))
    broken, sound = sorted((owner, stranger), key=lambda user: user.pk)
    _break(broken, now=MONDAY)

    with time_machine.travel(MONDAY, tick=False), pytest.raises(SystemExit) as ended:
        call_command("plan_reminders", *how)

    said = capsys.readouterr().err
    assert ended.value.code == 1
    assert f"Owner {broken.public_id}: ZoneInfoNotFoundError.\n1 of 2 owners could not" in said
    assert not any(word in said for word in (broken.email, "Bea", "Nowhere"))
    assert how or Reminder.objects.for_user(sound).open().exists()


def _break(owner, *, now):
    """Give an owner whose plan is there a zone that no clock knows."""
    bring_up_to_date(owner=type(owner).objects.get(pk=owner.pk), now=now)
    type(owner).objects.filter(pk=owner.pk).update(timezone="Nowhere/Land")


def test_saving_the_owner_keeps_a_version_raised_meanwhile(owner, elena):
    elena.change(job_title="Lead")

    owner.save()

    owner.refresh_from_db()
    assert owner.facts_version == 2


def test_calendar_link_prints_an_address_that_works(owner, client, capsys, settings):
    call_command("calendar_link", "--owner", owner.email, "--name", "Desk", "--json")

    url = json.loads(capsys.readouterr().out)["url"]
    assert url.startswith(f"{settings.SITE_URL}/calendar/")
    assert client.get(url.removeprefix(settings.SITE_URL)).status_code == 200


def test_stage_interval_of_the_settings_reaches_the_plan(owner):
    ReminderSettings.objects.create(owner=owner, update_ally_months=3)

    assert facts_of(owner).timing.update_by_stage == {"ally": 3}
