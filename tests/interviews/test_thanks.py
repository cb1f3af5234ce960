"""A thank-you that was sent belongs to the talk it thanks for, and the talk's page says what is left."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse

from debriefs.models import InsightCategory
from debriefs.services import add_insight, open_debrief
from infoview.introductions import gate_of
from interviews.models import Participant
from outreach.services import draft_message, log_message, send_message
from tests.factories.interviews import held_interview
from tests.factories.outreach import make_person

NOW = datetime(2026, 11, 24, 11, tzinfo=UTC)  # a Tuesday, noon in Berlin
DAY = timedelta(days=1)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _noon():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def priya(owner):
    return make_person(owner, "Priya Rao")


def thanked(contact, at=NOW, kind="thank_you"):
    return log_message(owner=contact.owner, contact=contact, kind=kind, at=at, timezone="Europe/Berlin")


def thanks(talk):
    return Participant.objects.get(interview=talk).thank_you


def debriefed(talk):
    category = InsightCategory.objects.create(key="culture", name="Culture")
    add_insight(debrief=open_debrief(interview=talk), category=category, takeaway="Calm pace", now=NOW)


def test_sent_thank_you_is_tied_to_the_talk_until_it_is_taken_back(owner, as_owner, priya):
    talk = held_interview(owner, priya, NOW - DAY)
    message = draft_message(owner=owner, contact=priya, kind="thank_you", body="Dear Priya")
    assert thanks(talk) is None

    send_message(message=message, at=NOW, timezone="Europe/Berlin")
    assert thanks(talk) == message

    as_owner.post(reverse("outreach:message_unsend", args=[message.public_id]))
    assert thanks(talk) is None


def test_logged_thank_you_opens_the_gate(owner, priya):
    held_interview(owner, priya, NOW - DAY)
    assert "thank_you" in gate_of(priya).missing

    thanked(priya)

    assert "thank_you" not in gate_of(priya).missing


def test_thank_you_goes_to_the_latest_talk_before_it(owner, priya):
    first, second = (held_interview(owner, priya, NOW - n * DAY) for n in (9, 2))

    message = thanked(priya, NOW - 5 * DAY)

    assert (thanks(first), thanks(second)) == (message, None)


def test_thank_you_that_was_noted_before_its_talk_counts(owner, priya):
    message = thanked(priya, NOW - DAY)

    assert thanks(held_interview(owner, priya, NOW - 2 * DAY)) == message
    assert thanks(held_interview(owner, priya, NOW - 3 * DAY)) is None


def test_other_letters_thank_for_nothing(owner, priya):
    talk = held_interview(owner, priya, NOW - DAY)

    thanked(priya, kind="update")

    assert thanks(talk) is None


@pytest.mark.parametrize(
    ("is_debriefed", "is_thanked", "says"),
    [(False, False, "Write the debrief, then thank them"), (True, False, "Thank them"),
     (False, True, "Write the debrief"), (True, True, "Look at what you heard")],
)  # fmt: skip
def test_next_step_of_a_held_talk_is_what_is_left(owner, as_owner, priya, is_debriefed, is_thanked, says):
    talk = held_interview(owner, priya, NOW - DAY)
    if is_debriefed:
        debriefed(talk)
    if is_thanked:
        thanked(priya)

    page = as_owner.get(reverse("interviews:interview_detail", args=[talk.public_id])).text

    assert f'<p class="next__what">{says}</p>' in page
