import re
from datetime import UTC, datetime

import pytest
import time_machine
from django.urls import reverse

from contacts.models import Contact
from interviews.models import Interview
from outreach.enums import RequestStatus
from tests.factories.interviews import make_interview
from tests.factories.outreach import make_person, make_request, sent_request

URL = reverse("interviews:interview_create")
NOW = datetime(2026, 11, 10, 9, 0, tzinfo=UTC)
TIME = {
    "person": "Leila Moradi", "day": "2026-11-17", "at": "14:00", "timezone": "Europe/Berlin",
    "minutes": "20",     "format": "video", "kind": "informational",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(NOW, tick=False):
        yield


def test_interview_create_books_in_my_zone(owner, as_owner):
    make_person(owner)

    answer = as_owner.post(URL, TIME)

    interview = Interview.objects.get()
    assert answer.url == reverse("interviews:interview_detail", args=[interview.public_id])
    assert interview.starts_at == datetime(2026, 11, 17, 13, 0, tzinfo=UTC)
    assert interview.ends_at == datetime(2026, 11, 17, 13, 20, tzinfo=UTC)


def test_interview_create_books_in_their_zone_and_says_both(owner, as_owner):
    person = make_person(owner, timezone="America/New_York")

    answer = as_owner.post(
        f"{URL}?contact={person.public_id}",
        TIME | {"timezone": "America/New_York", "at": "09:30"},
        follow=True,
    )

    assert Interview.objects.get().starts_at == datetime(2026, 11, 17, 14, 30, tzinfo=UTC)
    assert "Tue 17 Nov, 15:30; 09:30 their time" in answer.content.decode()


def booked(client, **changes):
    """Book a talk with somebody whose zone nobody knows; return it and its page."""
    answer = client.post(URL, TIME | changes, follow=True)
    return Interview.objects.get(), answer.content.decode()


def test_interview_create_keeps_the_zone_in_which_it_was_agreed(owner, as_owner):
    make_person(owner)

    talk, page = booked(as_owner, timezone="other", other_zone="America/New_York", at="09:30")

    assert (talk.timezone, talk.starts_at) == ("America/New_York", datetime(2026, 11, 17, 14, 30, tzinfo=UTC))
    assert "Tue 17 Nov, 15:30; 09:30 New York time" in page


def test_interview_create_says_one_time_where_it_was_agreed_on_my_clock(owner, as_owner):
    make_person(owner)

    talk, page = booked(as_owner)

    assert talk.timezone == "Europe/Berlin"
    assert "Tue 17 Nov, 14:00." in page
    assert "Berlin time" not in page


def test_interview_move_begins_on_the_clock_of_the_agreed_zone_and_keeps_it(owner, as_owner):
    make_person(owner)
    talk, _page = booked(as_owner, timezone="other", other_zone="America/New_York", at="09:30")
    move = reverse("interviews:interview_move", args=[talk.public_id])

    form = as_owner.get(move)
    as_owner.post(
        move,
        {"day": "2026-11-18", "at": "10:00", "timezone": "America/New_York", "minutes": "20", "by_me": "me"},
    )

    shown = form.content.decode()
    assert '<option value="America/New_York" selected>New York</option>' in shown
    assert re.search(r'name="at"[^>]*value="09:30"', shown)
    talk.refresh_from_db()
    assert (talk.timezone, talk.starts_at) == ("America/New_York", datetime(2026, 11, 18, 15, tzinfo=UTC))


def test_interview_that_was_held_keeps_its_zone(owner, as_owner):
    make_person(owner)
    talk, _page = booked(as_owner, timezone="other", other_zone="America/New_York", at="09:30")
    held = {"day": "2026-11-17", "at": "09:35", "timezone": "America/New_York", "minutes": "25"}

    with time_machine.travel(datetime(2026, 11, 17, 16, tzinfo=UTC), tick=False):
        as_owner.post(reverse("interviews:interview_hold", args=[talk.public_id]), held)

    talk.refresh_from_db()
    assert (talk.status, talk.timezone) == ("held", "America/New_York")
    assert talk.started_at == datetime(2026, 11, 17, 14, 35, tzinfo=UTC)


def test_interview_create_asks_about_a_time_the_clocks_skip(owner, as_owner):
    make_person(owner)
    skipped = TIME | {"day": "2027-03-28", "at": "02:30"}

    asked = as_owner.post(URL, skipped)
    chosen = as_owner.post(URL, skipped | {"which": "2027-03-28T01:30:00+00:00"})

    assert asked.status_code == 422
    assert "The clocks in Berlin skip 02:30" in asked.content.decode()
    assert chosen.status_code == 302
    assert Interview.objects.get().starts_at == datetime(2027, 3, 28, 1, 30, tzinfo=UTC)


def test_interview_create_asks_about_a_time_the_clocks_show_twice(owner, as_owner):
    make_person(owner)
    doubled = TIME | {"day": "2027-10-31", "at": "02:30"}

    asked = as_owner.post(URL, doubled)
    as_owner.post(URL, doubled | {"which": "2027-10-31T01:30:00+00:00"})

    assert "twice" in asked.content.decode()
    assert Interview.objects.get().starts_at == datetime(2027, 10, 31, 1, 30, tzinfo=UTC)


def test_interview_create_refuses_an_end_before_the_start(owner, as_owner):
    make_person(owner)

    answer = as_owner.post(URL, TIME | {"until": "13:30"})

    assert answer.status_code == 422
    assert "The talk must end after it starts." in answer.content.decode()
    assert not Interview.objects.exists()


def test_interview_create_tells_of_another_talk_and_keeps_both_when_asked(owner, as_owner):
    make_interview(owner, starts_at=datetime(2026, 11, 17, 13, 10, tzinfo=UTC))
    make_person(owner, "Yusuf Demir")
    told = as_owner.post(URL, TIME | {"person": "Yusuf Demir"})

    kept = as_owner.post(URL, TIME | {"person": "Yusuf Demir", "keep_both": "on"})

    assert told.status_code == 422
    assert "You talk to Leila Moradi from 14:10 to 14:30 then" in told.content.decode()
    assert kept.status_code == 302


def test_interview_create_moves_the_request_on(owner, as_owner):
    asked = sent_request(owner, at=datetime(2026, 11, 2, 9, tzinfo=UTC))

    as_owner.post(f"{URL}?request={asked.public_id}", TIME)

    asked.refresh_from_db()
    assert asked.status == RequestStatus.SCHEDULED
    assert Interview.objects.get().request == asked


def test_interview_create_offers_the_windows_of_the_request_as_one_tap(owner, as_owner):
    windows = [{"start": "2026-11-18T16:00:00+00:00", "end": "2026-11-18T17:00:00+00:00"}]
    asked = sent_request(owner, at=datetime(2026, 11, 2, 9, tzinfo=UTC), windows=windows)
    url = f"{URL}?request={asked.public_id}"
    [window] = as_owner.get(url).context_data["windows"]

    as_owner.post(url, dict(window.values))

    assert Interview.objects.get().starts_at == datetime(2026, 11, 18, 16, tzinfo=UTC)


def test_interview_create_adds_somebody_new(owner, as_owner):
    as_owner.post(URL, TIME | {"person": "Ingrid Solheim, Fjordvik Medical", "person_2": "Ola Berg"})

    people = {
        person.name: person for person in Contact.objects.for_user(owner).select_related("organisation")
    }
    assert set(people) == {"Ingrid Solheim", "Ola Berg"}
    assert people["Ingrid Solheim"].organisation.name == "Fjordvik Medical"
    assert Interview.objects.get().participants.count() == 2


def test_interview_create_twice_is_once(owner, as_owner):
    make_person(owner)

    as_owner.post(URL, TIME)
    as_owner.post(URL, TIME | {"keep_both": "on"})

    assert Interview.objects.count() == 1


def test_interview_create_leads_to_an_appointment_that_stands(owner, as_owner):
    asked = make_request(owner)
    interview = make_interview(
        owner, asked.contact, request=asked, starts_at=datetime(2026, 11, 20, 9, tzinfo=UTC)
    )

    answer = as_owner.get(f"{URL}?request={asked.public_id}")

    assert answer.url == reverse("interviews:interview_detail", args=[interview.public_id])


def test_interview_create_understands_a_city_as_another_zone(as_owner, owner):
    make_person(owner)

    talk, _page = booked(as_owner, timezone="other", other_zone="new york", at="09:30")

    assert talk.timezone == "America/New_York"


@pytest.mark.parametrize(
    "change",
    [
        {"day": "2026-02-30"}, {"day": ""}, {"at": "25:00"}, {"timezone": "Mars/Phobos"}, {"minutes": "x"},
        {"timezone": "other", "other_zone": "Nowhere"}, {"timezone": "other"}, {"day": "0001-01-01"},
        {"day": "9999-12-31"}, {"person": ""}, {"person": "x" * 500},
        {"goal": "846793eb-0e2a-4c70-8e06-f84b557433e3"}, {"goal": "no"},
        {"link": "javascript:alert(1)"}, {"format": "telepathy"}, {"place": "p" * 400}, {"person": "a\0b"},
        {"until": "23:59"}, {"day": "2026-11-01"},
    ],
)  # fmt: skip
def test_interview_create_answers_bad_input_clearly(owner, as_owner, change):
    make_person(owner)

    answer = as_owner.post(URL, TIME | change)

    assert answer.status_code == 422
    assert not Interview.objects.exists()


def test_interview_create_knows_no_strangers_people_or_requests(owner, as_owner, stranger):
    theirs = make_request(stranger)

    assert as_owner.get(f"{URL}?request={theirs.public_id}").status_code == 404
    assert as_owner.get(f"{URL}?contact={theirs.contact.public_id}").status_code == 404


def test_interview_when_says_both_clocks(owner, as_owner):
    person = make_person(owner, timezone="Asia/Kolkata")
    query = {"contact": person.public_id, "day": "2026-11-17", "at": "10:00", "timezone": "Europe/Berlin"}

    answer = as_owner.get(
        reverse("interviews:interview_when"), query, headers={"HX-Request": "true", "HX-Target": "when-words"}
    )

    assert "Tue 17 Nov, 10:00; 14:30 their time" in answer.content.decode()
    assert "<html" not in answer.content.decode()
