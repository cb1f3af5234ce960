"""A reminder over HTTP: rest, let go, take back; what is refused keeps what was typed."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse

from scheduler.models import OwnReminder, Reminder
from scheduler.planning import bring_up_to_date
from scheduler.services import dismiss, mark_done
from tests.factories.interviews import held_interview
from tests.factories.outreach import make_person
from tests.plain_browser import Page
from tests.scheduler.test_planning import talked

NOW = datetime(2026, 11, 24, 11, tzinfo=UTC)  # a Tuesday, noon in Berlin
TODAY = NOW.date()
HTMX = {"HX-Request": "true", "HX-Target": "due-1"}


@pytest.fixture(autouse=True)
def _noon():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def reminder(owner):
    OwnReminder.objects.create(owner=owner, text="Read the guide", starts_on=TODAY)
    return planned(owner, "own")


def planned(owner, kind):
    bring_up_to_date(owner=owner, now=NOW)
    return Reminder.objects.for_user(owner).open().get(kind=kind)


def act(client, name, reminder, data=None, **headers):
    return client.post(
        reverse(f"scheduler:reminder_{name}", args=[reminder.public_id]), data, headers=headers
    )


def listed(client, **query):
    return Page(client.get(reverse("scheduler:reminder_list"), query).text).text


# Snooze


@pytest.mark.parametrize(
    ("data", "shows_on"),
    [
        ({"until": "1_day"}, date(2026, 11, 25)),
        ({"until": "3_days"}, date(2026, 11, 27)),
        ({"until": "1_week"}, date(2026, 12, 1)),
        ({"until": "date", "on_date": "2027-01-15"}, date(2027, 1, 15)),
    ],
)
def test_snooze_moves_the_day_it_shows_and_leads_back_to_today(as_owner, reminder, data, shows_on):
    response = act(as_owner, "snooze", reminder, data)

    reminder.refresh_from_db()
    assert response.url == reverse("today")
    assert (reminder.shows_on, reminder.due_on, reminder.status) == (shows_on, TODAY, "open")


def test_a_snoozed_reminder_keeps_the_day_it_is_due_in_sight(as_owner, reminder):
    act(as_owner, "snooze", reminder, {"until": "3_days"})

    assert "Snoozed; due today." in listed(as_owner)


def test_snooze_says_when_it_comes_back(as_owner, reminder):
    response = act(as_owner, "snooze", reminder, {"until": "1_day"})

    assert "Back tomorrow." in as_owner.get(response.url).text


def test_snooze_is_taken_back_to_the_day_before_it(as_owner, reminder):
    act(as_owner, "snooze", reminder, {"until": "3_days"})
    page = as_owner.get(act(as_owner, "snooze", reminder, {"until": "1_week"}).url)
    undo = re.findall(r'action="(/reminders/[^"]+\?was=[^"]+)"', page.text)[-1]

    as_owner.post(undo, {"next": "/"})

    reminder.refresh_from_db()
    assert (reminder.shows_on, reminder.snoozed_until) == (TODAY + timedelta(days=3),) * 2


def test_snooze_is_not_taken_back_by_a_made_up_way(as_owner, reminder):
    act(as_owner, "snooze", reminder, {"until": "3_days"})

    as_owner.post(f"{reverse('scheduler:reminder_reopen', args=[reminder.public_id])}?was=2026-01-01")

    reminder.refresh_from_db()
    assert reminder.shows_on == TODAY + timedelta(days=3)


def test_snooze_of_a_row_of_today_takes_only_the_row_away(as_owner, reminder):
    response = act(as_owner, "snooze", reminder, {"until": "1_day"}, **HTMX)

    assert (response.status_code, response.content) == (200, b"")


@pytest.mark.parametrize(
    ("on_date", "words"),
    [
        ("2026-02-30", "valid date"),
        ("2026-11-24", "Choose a day after today."),
        ("", "Choose one day, three days, a week or a date."),
    ],
)
def test_a_bad_day_is_refused_in_words_and_kept(as_owner, reminder, on_date, words):
    response = act(as_owner, "snooze", reminder, {"until": "date", "on_date": on_date})

    reminder.refresh_from_db()
    assert response.status_code == 422
    assert words in response.text
    assert [on_date] in [form.values.get("on_date") for form in Page(response.text).forms.values()]
    assert reminder.shows_on == TODAY


def test_snooze_needs_a_choice(as_owner, reminder):
    response = act(as_owner, "snooze", reminder)

    assert response.status_code == 422
    assert "Choose one day, three days, a week or a date." in response.text


def test_a_thank_you_that_has_waited_three_days_is_refused_in_words(as_owner, owner):
    held_interview(owner, starts_at=NOW - timedelta(days=3))

    response = act(as_owner, "snooze", planned(owner, "thank_you"), {"until": "1_day"})

    assert response.status_code == 422
    assert "A thank-you waits three days at most." in response.text


def test_what_is_done_does_not_rest(as_owner, owner, reminder):
    mark_done(reminder=reminder, now=NOW, timezone=owner.timezone)

    response = act(as_owner, "snooze", reminder, {"until": "1_day"})

    reminder.refresh_from_db()
    assert (response.status_code, reminder.status) == (422, "done")
    assert "This is not open any more." in response.text


# Dismiss


def test_dismiss_lets_go_and_keeps_the_reason(as_owner, reminder):
    act(as_owner, "dismiss", reminder, {"reason": "Read it already"})

    reminder.refresh_from_db()
    assert (reminder.status, reminder.ended_note) == ("dismissed", "Read it already")
    assert "Dismissed: Read it already" in listed(as_owner, show="done")


def test_a_reason_that_is_too_long_is_refused_and_kept(as_owner, reminder):
    response = act(as_owner, "dismiss", reminder, {"reason": "x" * 301})

    reminder.refresh_from_db()
    assert (response.status_code, reminder.status) == (422, "open")
    assert "at most 300 characters" in response.text
    assert ["x" * 301] in [form.values.get("reason") for form in Page(response.text).forms.values()]


# Reopen


def test_reopen_brings_back_what_was_let_go(as_owner, reminder):
    dismiss(reminder=reminder, now=NOW, reason="Not now")

    response = act(as_owner, "reopen", reminder)

    reminder.refresh_from_db()
    assert response.url == reverse("today")
    assert (reminder.status, reminder.ended_note) == ("open", "")
    assert "Read the guide" in as_owner.get(response.url).text


def test_undo_beside_the_word_is_the_way_to_reopen(as_owner, reminder):
    page = as_owner.get(act(as_owner, "dismiss", reminder).url)

    assert f'action="{reverse("scheduler:reminder_reopen", args=[reminder.public_id])}"' in page.text


def test_reopen_of_what_is_open_changes_nothing(as_owner, reminder):
    act(as_owner, "reopen", reminder)

    before = reminder.sequence
    reminder.refresh_from_db()
    assert (reminder.status, reminder.sequence) == ("open", before)


def test_hints_have_a_list_of_their_own(as_owner, owner, reminder):
    talked(owner, make_person(owner, "Imani Brandt"), NOW - timedelta(days=40))
    hint = "Give something back to Imani Brandt"

    assert hint not in listed(as_owner)
    assert hint in listed(as_owner, show="hints")
