"""Which acts the rules allow in which state of a request, and where each leads; anything else is refused."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib.messages import WARNING, get_messages
from django.db import transaction
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from outreach import services
from outreach.enums import RequestStatus
from outreach.models import Message
from tests.factories.interviews import make_interview
from tests.factories.outreach import make_person, make_request, sent_request
from tests.outreach.test_services import reply

NOW = datetime(2026, 11, 24, 11, tzinfo=UTC)  # a Tuesday, noon in Berlin
TODAY = NOW.date()

WAITING = ("sent", "nudged", "last_attempt")
MOVED_ON = ("declined", "closed_no_reply", "withdrawn")
AGREED = ("accepted", "scheduled", "held")
OUT = (*WAITING, "accepted", "deferred", *MOVED_ON)


@pytest.fixture(autouse=True)
def _noon():
    with time_machine.travel(NOW, tick=False):
        yield


def stays(*states):
    return {state: state for state in states}


def answered(outcome, **more):
    return "request_reply", {"outcome": outcome, "day": TODAY, **more}


def logged(kind):
    return "request_log", {"kind": kind, "channel": "email", "day": TODAY}


# What was sent and what they answered are facts: never refused once a note went out, until they have talked.
# An appointment is cancelled first. Where a state is missing, the act is refused and changes nothing.
RULES = {
    "yes": (answered("accepted"), dict.fromkeys(OUT, "accepted") | stays("scheduled")),
    "no": (answered("declined"), dict.fromkeys(OUT, "declined")),
    "later": (answered("deferred", deferred_until="2027-01-15"), dict.fromkeys(OUT, "deferred")),
    "other words": (answered("wrote", body="hm"), stays(*OUT, "scheduled", "held")),
    "let them go": (
        ("request_let_go", {"how": "quiet"}),
        dict.fromkeys((*WAITING, "closed_no_reply"), "closed_no_reply"),
    ),
    "take it back": (
        ("request_let_go", {"how": "withdraw"}),
        dict.fromkeys(("draft", "ready", *WAITING, "accepted", "deferred", "withdrawn"), "withdrawn"),
    ),
    "open again": (
        ("request_reopen", {}),
        dict.fromkeys(MOVED_ON, "draft") | stays("draft", "ready"),
    ),
    "ready": (("request_ready", {"ready": "yes"}), dict.fromkeys(("draft", "ready"), "ready")),
    "not ready": (("request_ready", {"ready": "no"}), dict.fromkeys(("draft", "ready"), "draft")),
    "first note": (
        logged("request"),
        dict.fromkeys(("draft", "ready", "deferred", "closed_no_reply"), "sent")
        | stays(*WAITING, *AGREED, "declined", "withdrawn"),
    ),
    "nudge": (
        logged("nudge"),
        dict.fromkeys(("draft", "ready", "deferred", "closed_no_reply"), "sent")
        | stays(*WAITING, *AGREED, "declined", "withdrawn")
        | {"sent": "nudged"},
    ),
    "last attempt": (
        logged("last_attempt"),
        dict.fromkeys(("draft", "ready", "deferred", "closed_no_reply"), "sent")
        | dict.fromkeys(WAITING, "last_attempt")
        | stays(*AGREED, "declined", "withdrawn"),
    ),
    "card to drafting": (
        ("request_move", {"stage": "drafting"}),
        dict.fromkeys(MOVED_ON, "draft") | stays("draft", "ready"),
    ),
    # These ask on another page for what they need to know.
    "card to sent": (("request_move", {"stage": "sent"}), stays("draft", "ready", *WAITING, "deferred")),
    "card to replied": (
        ("request_move", {"stage": "replied"}),
        stays(*WAITING, "accepted", "deferred", "scheduled", "closed_no_reply"),
    ),
    "card to scheduled": (
        ("request_move", {"stage": "scheduled"}),
        stays("draft", "ready", *WAITING, "accepted", "deferred", "scheduled"),
    ),
    "card to done": (("request_move", {"stage": "done"}), stays(*WAITING, *AGREED, "deferred")),
    "card to moved on": (
        ("request_move", {"stage": "moved_on"}),
        dict.fromkeys(("draft", "ready"), "withdrawn")
        | dict.fromkeys(WAITING, "closed_no_reply")
        | stays("accepted", "deferred", *MOVED_ON),
    ),
}
ACTS = {name: act for name, (act, _allowed) in RULES.items()}
ALLOWED = {name: allowed for name, (_act, allowed) in RULES.items()}


def request_in(owner, state):
    """A request that came into this state as it would."""
    if state in {"draft", "ready"}:
        request = make_request(owner)
        services.mark_ready(request=request, ready=state == "ready")
    else:
        attempts = {"nudged": 2, "last_attempt": 3}.get(state, 1)
        request = sent_request(owner, at=NOW - timedelta(days=20), attempts=attempts)
    if state in {"accepted", "declined"}:
        reply(request, state, at=NOW - timedelta(days=2))
    elif state == "deferred":
        reply(request, state, at=NOW - timedelta(days=2), deferred_until=TODAY + timedelta(days=30))
    elif state == "scheduled":
        make_interview(owner, request.contact, NOW + timedelta(days=2), request=request)
    elif state == "held":
        services.mark_held(request)
    elif state == "closed_no_reply":
        services.close_quiet(request=request, at=NOW)
    elif state == "withdrawn":
        services.withdraw(request=request, at=NOW)
    request.refresh_from_db()
    assert request.status == state
    return request


def post(client, request, act, **more):
    """Return the state after this act, and whether it was refused in words."""
    name, data = ACTS[act]
    client.cookies.pop("messages", None)
    response = client.post(reverse(f"outreach:{name}", args=[request.public_id]), {**data, **more})
    request.refresh_from_db()
    said = [str(one) for one in get_messages(response.wsgi_request) if one.level == WARNING]
    return request.status, response.status_code == 422 or bool(said)


@pytest.mark.parametrize("state", list(RequestStatus))
def test_each_act_leads_where_the_rules_say_or_is_refused_in_words(as_owner, owner, state):
    request = request_in(owner, state)

    came = {}
    for act in ACTS:
        with transaction.atomic():
            came[act] = post(as_owner, request, act)
            transaction.set_rollback(True)

    assert came == {act: (to.get(state, state), state not in to) for act, to in ALLOWED.items()}


def allowed_for(request, act):
    """The rules for an answer: none without a note, and one that was opened again has its old note."""
    if ACTS[act][0] != "request_reply":
        return ALLOWED[act]
    if request.sent_at is None:
        return {}
    drafts = stays("draft", "ready")
    return ALLOWED[act] | (drafts if act == "other words" else dict.fromkeys(drafts, ALLOWED[act]["sent"]))


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(st.sampled_from(sorted(ACTS)), max_size=8))
def test_no_order_of_acts_leads_anywhere_else(as_owner, owner, acts):
    request = make_request(owner, make_person(owner))

    for number, act in enumerate(acts):
        before, allowed = str(request.status), allowed_for(request, act)
        after, is_refused = post(as_owner, request, act, body=f"Words {number}")
        assert (after, is_refused) == (allowed.get(before, before), before not in allowed)
        assert (after in WAITING) <= (request.attempts >= 1)
        assert request.attempts == request.messages.filter(attempt__isnull=False).count()


# "I sent it" was wrong


@pytest.mark.parametrize("attempts", [1, 2, 3])
def test_last_message_is_taken_back_to_the_state_before_it(owner, as_owner, attempts):
    before = sent_request(owner, make_person(owner, "Before"), attempts=attempts - 1)
    asked = sent_request(owner, make_person(owner, "Asked"), attempts=attempts)
    last = asked.messages.get(attempt=attempts)
    page = as_owner.get(reverse("outreach:request_detail", args=[asked.public_id]))
    undo = reverse("outreach:message_unsend", args=[last.public_id])
    assert page.text.count("Not sent, or on another day") == 1
    assert f'action="{undo}"' in page.text

    answer = as_owner.post(undo)

    assert answer.url == reverse("outreach:message_update", args=[last.public_id])
    asked.refresh_from_db()
    last.refresh_from_db()
    assert services.state_of(asked) == services.state_of(before)
    assert (last.status, last.touch, last.body) == ("draft", None, f"Note {attempts}")


def test_message_before_the_last_is_not_taken_back(owner, as_owner):
    asked = sent_request(owner, attempts=2)
    first = asked.messages.get(attempt=1)

    answer = as_owner.post(reverse("outreach:message_unsend", args=[first.public_id]), follow=True)

    assert "Something has happened since then" in answer.text
    first.refresh_from_db()
    assert first.status == "sent"


def test_message_that_was_answered_is_not_taken_back(owner, as_owner):
    asked = sent_request(owner)
    services.record_reply(request=asked, outcome="accepted", at=NOW, timezone="UTC")

    page = as_owner.get(reverse("outreach:request_detail", args=[asked.public_id]))

    assert "Not sent, or on another day" not in page.text


def test_message_of_no_request_is_taken_back_from_the_timeline(owner, as_owner):
    thanks = Message.objects.create(
        owner=owner, contact=make_person(owner), kind="thank_you", body="Thank you."
    )
    services.send_message(message=thanks, at=NOW, timezone="UTC")
    page = as_owner.get(reverse("contact_detail", args=[thanks.contact.public_id]))
    undo = reverse("outreach:message_unsend", args=[thanks.public_id])
    assert f'action="{undo}"' in page.text

    as_owner.post(undo)

    thanks.refresh_from_db()
    assert (thanks.status, thanks.touch) == ("draft", None)
