from datetime import timedelta

import icalendar
import pytest
import time_machine
import vobject
from django.urls import reverse

from interviews import services
from scheduler.feeds import current_feed
from scheduler.models import Subscription
from tests.factories.interviews import NOON, make_interview
from tests.factories.outreach import make_person

NOW = NOON - timedelta(days=3)


def invite(talk):
    return reverse("scheduler:invite", args=[talk.public_id])


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def talk(owner):
    talk = make_interview(owner, make_person(owner, "Léa; Ñandú, PhD"), link="https://talk.example.org/room")
    services.move_interview(
        interview=talk, starts_at=NOON + timedelta(hours=1), minutes=30, tz_name="Europe/Berlin"
    )
    return talk


def test_invite_reads_alike_in_two_parsers(talk, as_owner):
    answer = as_owner.get(invite(talk))

    first = icalendar.Calendar.from_ical(answer.content).walk("VEVENT")[0]
    second = vobject.readOne(answer.content.decode()).vevent
    assert first["UID"] == second.uid.value == str(talk.calendar_uid)
    assert first["SEQUENCE"] == int(second.sequence.value) == talk.calendar_sequence == 1
    assert first.decoded("DTSTART") == second.dtstart.value == NOON + timedelta(hours=1)
    assert str(first["SUMMARY"]) == second.summary.value == "Conversation with Léa; Ñandú, PhD"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="interview.ics"'
    assert b"METHOD" not in answer.content


def test_invite_is_the_event_of_the_feed(talk, owner, as_owner):
    subscription = Subscription.objects.create(owner=owner, name="Phone", token_hash="0" * 64, kinds=[])
    feed, _etag = current_feed(subscription, now=NOW)

    [shown] = icalendar.Calendar.from_ical(feed).walk("VEVENT")
    [taken] = icalendar.Calendar.from_ical(as_owner.get(invite(talk)).content).walk("VEVENT")

    assert shown.to_ical() == taken.to_ical()


def test_invite_of_a_called_off_talk_is_404(talk, as_owner):
    services.cancel_interview(interview=talk)

    assert as_owner.get(invite(talk)).status_code == 404


def test_invite_is_the_owners_alone(talk, as_stranger, client):
    assert as_stranger.get(invite(talk)).status_code == 404
    assert client.get(invite(talk)).status_code == 302
