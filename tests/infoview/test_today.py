"""Today: what is due and in which order, what comes up, the goal, the outreach strip, and the first steps."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from tests.factories.contacts import make_contact, make_promise
from tests.factories.interviews import held_interview, make_interview
from tests.factories.outreach import make_person, sent_request
from tests.outreach.test_services import reply

NOW = datetime(2026, 11, 24, 11, tzinfo=UTC)  # a Tuesday, noon in Berlin
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _noon():
    with time_machine.travel(NOW, tick=False):
        yield


def today(client):
    return client.get("/")


def due(client):
    return [item.reminder.kind for item in today(client).context_data["due"]]


# What is due, and in which order


def update_late(owner):
    held_interview(owner, make_person(owner, "Met in spring"), NOW - 200 * DAY)


def close_late(owner):
    sent_request(owner, make_person(owner, "Silent"), NOW - 30 * DAY, attempts=2)


def prepare_late(owner):
    make_interview(owner, make_person(owner, "Met tonight"), NOW + timedelta(hours=6))


def nudge_late(owner):
    sent_request(owner, make_person(owner, "Asked"), NOW - 9 * DAY)


def find_time_late(owner):
    request = sent_request(owner, make_person(owner, "Said yes"), NOW - 9 * DAY)
    reply(request, "accepted", at=NOW - 5 * DAY)


def promise_late(owner):
    make_promise(make_contact(owner, "Promised"), due_on=NOW.date() - DAY)


def debrief_and_thank_you_late(owner):
    held_interview(owner, make_person(owner, "Met on Sunday"), NOW - 2 * DAY)


LATE = (
    update_late, close_late, prepare_late, nudge_late, find_time_late, promise_late,
    debrief_and_thank_you_late,
)  # fmt: skip


def test_today_shows_what_is_late_in_the_order_of_the_rules(as_owner, owner):
    for make in LATE:
        make(owner)

    assert due(as_owner) == [
        "thank_you", "debrief", "promise", "find_time", "nudge", "prepare", "close", "update",
    ]  # fmt: skip


def test_today_shows_the_rest_after_what_is_late(as_owner, owner):
    sent_request(owner, make_person(owner, "Due today"), NOW - 7 * DAY)
    update_late(owner)

    assert due(as_owner) == ["update", "nudge"]


def test_today_orders_one_kind_by_how_late_it_is(as_owner, owner):
    for days in (8, 12, 10):
        sent_request(owner, make_person(owner, f"{days} days"), NOW - days * DAY)

    people = [item.reminder.contact.name for item in today(as_owner).context_data["due"]]

    assert people == ["12 days", "10 days", "8 days"]


def test_today_leaves_out_what_is_still_to_come(as_owner, owner):
    sent_request(owner, at=NOW - 6 * DAY)

    assert due(as_owner) == []
