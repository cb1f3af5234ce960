"""The calendar address: the right bytes, cheap when nothing changed, and nothing for strangers."""

from datetime import timedelta

import icalendar
import pytest
import time_machine
from django.test import Client

from contacts.models import Contact, Promise
from debriefs.models import Debrief, Step
from interviews.models import LiveMark
from interviews.services import book_interview, cancel_interview, move_interview
from outreach.services import draft_message, send_message, start_request
from scheduler.models import OwnReminder, Subscription
from scheduler.services import dismiss, mark_done, reopen, snooze
from scheduler.subscriptions import renew, stop, subscribe
from tests.scheduler.test_planning import DAY, MONDAY, ZONE, asked, opened

pytestmark = pytest.mark.django_db


@pytest.fixture
def elena(owner):
    return Contact.objects.create(owner=owner, name="Elena Marchetti", job_title="Lead")


@pytest.fixture
def talk(owner, elena):
    with time_machine.travel(MONDAY, tick=False):
        return book_interview(
            owner=owner, contacts=[elena], starts_at=MONDAY + 4 * DAY, minutes=20, tz_name=ZONE
        )


@pytest.fixture
def feed(owner):
    _subscription, token = subscribe(owner=owner, name="Phone")

    def read(now=MONDAY, **headers):
        with time_machine.travel(now, tick=False):
            return Client().get(f"/calendar/{token}.ics", headers=headers)

    read.token = token
    return read


def events(response):
    calendar = icalendar.Calendar.from_ical(response.content)
    return {str(event["SUMMARY"]): event for event in calendar.walk("VEVENT")}


def test_feed_shows_talks_and_reminders_in_utc(feed, talk):
    shown = events(feed())

    assert shown["Conversation with Elena Marchetti"]["DTSTART"].dt == talk.starts_at
    assert shown.keys() == {"Conversation with Elena Marchetti", "Prepare for Elena Marchetti"}


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PROPFIND"])
def test_feed_can_only_be_read(owner, method):
    _subscription, token = subscribe(owner=owner, name="Phone")
    program = Client(enforce_csrf_checks=True)

    answers = [program.generic(method, f"/calendar/{key}.ics") for key in (token, "a" * 43)]

    assert [(one.status_code, one["Allow"]) for one in answers] == [(405, "GET, HEAD")] * 2


def test_feed_speaks_as_calendar_programs_want_it(feed, talk):
    response = feed()

    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert response.headers["Cache-Control"] == "private, no-cache"
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert response.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert response.headers["Content-Disposition"] == 'inline; filename="infoview.ics"'
    assert {"Vary", "Set-Cookie", "Last-Modified", "Content-Encoding"}.isdisjoint(response.headers)
    assert int(response.headers["Content-Length"]) == len(response.content)


def test_feed_answers_304_until_something_changes(feed, talk, elena):
    etag = feed().headers["ETag"]
    assert feed(**{"if-none-match": etag}).status_code == 304

    elena.change(name="Elena M. Marchetti")

    changed = feed(**{"if-none-match": etag})
    assert changed.status_code == 200
    assert "Conversation with Elena M. Marchetti" in events(changed)


def test_unchanged_feed_costs_two_queries(feed, talk, django_assert_num_queries):
    etag = feed().headers["ETag"]

    with django_assert_num_queries(2):
        assert feed(**{"if-none-match": etag}).status_code == 304


def test_head_says_what_get_says(feed, talk):
    full = feed()

    with time_machine.travel(MONDAY, tick=False):
        head = Client().head(f"/calendar/{feed.token}.ics")

    assert head.content == b""
    assert {**head.headers} == {**full.headers}


def test_same_bytes_however_often_rendered(feed, talk):
    first = feed().content
    Subscription.objects.update(feed_key="")

    assert feed(MONDAY + timedelta(hours=3)).content == first


def test_moved_talk_keeps_its_identity_and_raises_its_sequence(feed, talk):
    before = events(feed())["Conversation with Elena Marchetti"]

    with time_machine.travel(MONDAY, tick=False):
        move_interview(interview=talk, starts_at=talk.starts_at + DAY, minutes=20, tz_name=ZONE)

    after = events(feed())["Conversation with Elena Marchetti"]
    assert after["UID"] == before["UID"]
    assert after["SEQUENCE"] == before["SEQUENCE"] + 1


def test_cancelled_talk_and_ticked_reminder_leave_the_feed(feed, owner, talk):
    OwnReminder.objects.create(owner=owner, text="Read the report", starts_on=MONDAY.date())
    assert "Read the report" in events(feed())
    reminder = opened(owner, MONDAY)["own"]

    mark_done(reminder=reminder, now=MONDAY, timezone=ZONE)
    cancel_interview(interview=talk)

    assert events(feed()) == {}


def test_snoozed_nudge_stays_the_same_event(feed, owner, elena):
    request = start_request(owner=owner, contact=elena, today=MONDAY.date())
    draft = draft_message(
        owner=owner, contact=elena, kind="request", request=request, body="Hi", today=MONDAY.date()
    )
    send_message(message=draft, at=MONDAY, timezone=ZONE)

    nudge = events(feed(MONDAY + DAY))["Nudge Elena Marchetti"]

    assert nudge["DTSTART"].dt == (MONDAY + 7 * DAY).date()
    assert nudge["TRANSP"] == "TRANSPARENT"


@pytest.mark.parametrize(
    ("titles", "title"), [("initials", "Conversation with EM"), ("busy", "busy: Infoview")]
)
def test_names_can_stay_at_home(feed, talk, titles, title):
    Subscription.objects.update(titles=titles)

    response = feed()

    assert title in events(response)
    assert b"Marchetti" not in response.content
    assert b"Lead" not in response.content


def test_only_chosen_kinds_are_shown(feed, talk):
    Subscription.objects.update(kinds=[], with_interviews=False)

    assert events(feed()) == {}


def test_unknown_renewed_and_stopped_addresses_are_one_plain_404(feed, talk):
    subscription = Subscription.objects.get()
    unknown = Client().get(f"/calendar/{'x' * 43}.ics")
    renew(subscription=subscription, now=MONDAY)
    renewed = feed()
    stop(subscription=subscription, now=MONDAY)
    stopped = feed()

    answers = {(r.status_code, r.content, r.headers["Content-Type"]) for r in (unknown, renewed, stopped)}
    assert answers == {(404, b"Not found.\n", "text/plain; charset=utf-8")}


def test_token_is_kept_as_its_hash_only(feed):
    subscription = Subscription.objects.get()

    assert feed.token not in str(vars(subscription))
    assert len(feed.token) == 43


def test_feed_never_shows_another_owners_rows(feed, stranger, talk):
    theirs = Contact.objects.create(owner=stranger, name="Canary Person")
    book_interview(owner=stranger, contacts=[theirs], starts_at=MONDAY + DAY, minutes=20, tz_name=ZONE)

    assert b"Canary" not in feed().content


def test_last_reader_is_noted_at_most_every_half_hour(feed, talk):
    feed(**{"user-agent": "khal/0.14"})
    feed(MONDAY + timedelta(minutes=10), **{"user-agent": "khal/0.14"})
    assert Subscription.objects.get().last_fetched_at == MONDAY

    feed(MONDAY + timedelta(minutes=40), **{"user-agent": "khal/0.14"})
    assert Subscription.objects.get().last_program == "khal"
    assert Subscription.objects.get().last_fetched_at == MONDAY + timedelta(minutes=40)


def test_feed_follows_each_act_of_the_owner_at_once(feed, owner, elena):
    asked(owner, elena)
    shown = [feed().content]
    nudge = opened(owner, MONDAY)["nudge"]

    snooze(reminder=nudge, choice="3_days", now=MONDAY + 7 * DAY, timezone=ZONE)
    shown.append(feed().content)
    dismiss(reminder=nudge, now=MONDAY)
    shown.append(feed().content)
    reopen(reminder=nudge, now=MONDAY)
    shown.append(feed().content)

    assert len(set(shown)) == 4


def test_feed_follows_the_clock_when_the_hour_of_a_talk_has_come(feed, talk):
    assert "Prepare for Elena Marchetti" in events(feed(MONDAY + 4 * DAY - timedelta(minutes=1)))

    assert "Prepare for Elena Marchetti" not in events(feed(MONDAY + 4 * DAY))


def test_words_of_a_private_talk_stay_at_home(feed, talk, owner):
    step = Step.objects.create(
        owner=owner,
        debrief=Debrief.objects.create(owner=owner, interview=talk),
        text="Canary step",
        due_on=MONDAY.date(),
    )
    assert "Canary step" in events(feed())

    talk.change(confidentiality="private")

    assert b"Canary" not in feed().content
    assert step.text == "Canary step"


def test_promise_that_was_marked_in_a_private_talk_stays_at_home(feed, talk, owner):
    promise = Promise.objects.create(
        owner=owner,
        contact=talk.participants.get().contact,
        side="mine",
        text="Canary promise",
        promised_on=MONDAY.date(),
        due_on=MONDAY.date(),
    )
    LiveMark.objects.create(
        owner=owner, interview=talk, kind="promise", text="x", marked_at=MONDAY, promise=promise
    )
    assert any("Canary promise" in title for title in events(feed()))

    talk.change(confidentiality="private")

    assert b"Canary" not in feed().content
