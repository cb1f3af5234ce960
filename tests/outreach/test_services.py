from datetime import UTC, date, datetime, timedelta

import pytest

from contacts.models import Touch
from outreach import services
from outreach.enums import NEXT, RequestStatus
from outreach.models import IllegalMove, Message
from tests.factories.outreach import (
    NOON,
    make_message,
    make_person,
    make_request,
    make_template,
    sent_request,
)

ZONE = "Europe/Berlin"
TODAY = date(2026, 11, 2)


def send(message, at=NOON):
    return services.send_message(message=message, at=at, timezone=ZONE)


def reply(request, outcome="accepted", at=NOON + timedelta(days=2), **fields):
    return services.record_reply(request=request, outcome=outcome, at=at, timezone=ZONE, **fields)


# Beginning


def test_start_request_returns_the_draft_that_is_there(owner):
    person = make_person(owner)

    first = services.start_request(owner=owner, contact=person, today=TODAY)

    assert services.start_request(owner=owner, contact=person, today=TODAY) == first


def test_start_request_knows_who_suggested_them(owner):
    rosa = make_person(owner, "Rosa Ferreira")
    person = make_person(owner, introduced_by=rosa)

    request = services.start_request(owner=owner, contact=person, today=TODAY)

    assert (request.relation, request.referrer) == ("referred", "Rosa Ferreira")


def test_start_request_refuses_rows_of_two_owners(owner, stranger):
    with pytest.raises(ValueError, match="two owners"):
        services.start_request(owner=owner, contact=make_person(stranger), today=TODAY)


def test_draft_message_is_made_once(owner):
    request = make_request(owner)
    draft = services.draft_message(
        owner=owner, contact=request.contact, kind="request", request=request, today=TODAY
    )

    again = services.draft_message(
        owner=owner, contact=request.contact, kind="request", request=request, today=TODAY, body="Other"
    )

    assert again == draft
    assert Message.objects.count() == 1


def test_draft_message_declines_a_fourth_attempt_in_words(owner):
    request = sent_request(owner, attempts=3)

    with pytest.raises(services.HelpDeclined, match="Silence is an answer too"):
        services.draft_message(
            owner=owner,
            contact=request.contact,
            kind="last_attempt",
            request=request,
            today=date(2026, 12, 1),
        )


def test_a_new_request_is_no_way_round_the_fourth_attempt(owner):
    request = sent_request(owner, attempts=3)
    services.close_quiet(request=request, at=NOON + timedelta(days=40))

    with pytest.raises(services.HelpDeclined):
        services.start_request(owner=owner, contact=request.contact, today=date(2026, 12, 20))


def test_a_new_request_after_half_a_year_of_silence_is_a_first_one(owner):
    request = sent_request(owner, attempts=3)
    services.close_quiet(request=request, at=NOON + timedelta(days=40))

    services.start_request(owner=owner, contact=request.contact, today=date(2027, 5, 18))

    assert services.attempt_number(request.contact, today=date(2027, 5, 18)) == 1


# Sending


def test_send_message_moves_the_request_and_writes_a_touch(owner):
    request = make_request(owner)

    message = send(make_message(request))

    request.refresh_from_db()
    request.contact.refresh_from_db()
    assert (request.status, request.attempts, request.last_sent_on) == ("sent", 1, TODAY)
    assert (message.status, message.attempt) == ("sent", 1)
    assert request.contact.last_touch_at == NOON


def test_send_message_twice_counts_once(owner):
    message = make_message(make_request(owner))

    send(message)
    send(Message.objects.get(pk=message.pk))

    assert Touch.objects.count() == 1
    assert Message.objects.get().attempt == 1


@pytest.mark.parametrize(("attempts", "state"), [(2, "nudged"), (3, "last_attempt"), (4, "last_attempt")])
def test_each_attempt_is_recorded_whatever_its_number(owner, attempts, state):
    request = sent_request(owner, attempts=attempts)

    assert (request.status, request.attempts) == (state, attempts)
    assert list(request.messages.order_by("attempt").values_list("attempt", flat=True)) == list(
        range(1, attempts + 1)
    )


def test_send_message_refuses_a_nudge_older_than_the_note(owner):
    request = sent_request(owner)

    with pytest.raises(services.BadMoment, match="cannot be older"):
        send(make_message(request, "nudge"), at=NOON - timedelta(days=1))


def test_a_further_note_after_a_no_is_recorded_and_changes_nothing(owner):
    request = sent_request(owner)
    reply(request, "declined")

    message = send(make_message(request, "nudge"), at=NOON + timedelta(days=5))

    request.refresh_from_db()
    assert (request.status, message.attempt) == ("declined", 2)


def test_a_thank_you_is_no_attempt(owner):
    request = sent_request(owner)

    message = send(make_message(request, "thank_you"), at=NOON + timedelta(days=1))

    request.refresh_from_db()
    assert (message.attempt, request.attempts, request.status) == (None, 1, "sent")


def test_asked_for_later_begins_a_new_series(owner):
    request = sent_request(owner, attempts=2)
    reply(request, "deferred", at=NOON + timedelta(days=9), deferred_until=date(2027, 1, 11))

    send(make_message(request, "request"), at=datetime(2027, 1, 11, 12, tzinfo=UTC))

    request.refresh_from_db()
    assert (request.status, request.attempts, request.attempts_forgiven) == ("sent", 3, 2)
    assert request.replied_at is None


def test_log_message_twice_is_one_message(owner):
    request = sent_request(owner, attempts=3)
    late = NOON + timedelta(days=30)
    words = {"kind": "last_attempt", "timezone": ZONE, "body": "Once more"}

    for _ in range(2):
        services.log_message(owner=owner, contact=request.contact, request=request, at=late, **words)

    request.refresh_from_db()
    assert request.attempts == 4


# Answers


@pytest.mark.parametrize("attempts", [1, 2, 3])
@pytest.mark.parametrize("outcome", ["accepted", "declined", "deferred"])
def test_a_reply_arrives_in_any_waiting_state(owner, attempts, outcome):
    request = sent_request(owner, attempts=attempts)

    reply(request, outcome, deferred_until=date(2026, 12, 1))

    request.refresh_from_db()
    assert request.status == outcome


def test_a_reply_before_its_message_is_refused(owner):
    request = sent_request(owner)

    with pytest.raises(services.BadMoment, match="before the message"):
        reply(request, at=NOON - timedelta(hours=1))


def test_a_reply_to_a_note_that_never_went_out_is_refused(owner):
    with pytest.raises(IllegalMove, match="not gone out yet"):
        reply(make_request(owner))


def test_the_same_reply_twice_is_one(owner):
    request = sent_request(owner)

    first = reply(request, body="With pleasure")
    second = reply(request, body="With pleasure", at=NOON + timedelta(days=2, seconds=2))

    assert first == second


def test_later_needs_a_day_after_the_answer(owner):
    request = sent_request(owner)

    with pytest.raises(services.BadMoment, match="choose a day"):
        reply(request, "deferred", deferred_until=date(2026, 11, 4))


def test_other_words_leave_the_state_alone(owner):
    request = sent_request(owner)

    reply(request, services.WROTE, body="Out of office")

    request.refresh_from_db()
    assert (request.status, request.replied_at) == ("sent", NOON + timedelta(days=2))


def test_a_late_yes_after_closing_is_a_fact(owner):
    request = sent_request(owner)
    services.close_quiet(request=request, at=NOON + timedelta(days=30))

    reply(request, at=NOON + timedelta(days=60))

    assert (request.status, request.closed_at) == ("accepted", None)


def test_a_no_with_an_appointment_asks_to_cancel_it_first(owner):
    request = sent_request(owner)
    services.mark_scheduled(request)

    with pytest.raises(IllegalMove, match="Cancel it first"):
        reply(request, "declined")


# Letting go


@pytest.mark.parametrize(
    ("today", "forgiven"), [(date(2027, 5, 1), 0), (date(2027, 5, 2), 1)], ids=["too-early", "six-months"]
)
def test_reopening_forgives_attempts_after_six_months(owner, today, forgiven):
    request = sent_request(owner)
    services.close_quiet(request=request, at=NOON + timedelta(days=20))

    services.reopen(request=request, today=today)

    assert (request.status, request.attempts_forgiven) == ("draft", forgiven)


def test_withdrawing_twice_is_harmless(owner):
    request = sent_request(owner)

    services.withdraw(request=request, at=NOON + timedelta(days=1))
    services.withdraw(request=request, at=NOON + timedelta(days=2))

    assert request.closed_at == NOON + timedelta(days=1)


def test_a_draft_does_not_close_by_silence(owner):
    with pytest.raises(IllegalMove):
        services.close_quiet(request=make_request(owner), at=NOON)


# The conversation's room


@pytest.mark.parametrize("attempts", [0, 1, 2, 3])
def test_mark_scheduled_understands_the_yes(owner, attempts):
    request = sent_request(owner, attempts=attempts)

    services.mark_scheduled(request, at=NOON + timedelta(days=30))

    assert request.status == "scheduled"
    assert (request.replied_at is None) == (attempts == 0)


def test_mark_unscheduled_goes_back_to_the_yes_once(owner):
    request = sent_request(owner)
    services.mark_scheduled(request)

    services.mark_unscheduled(request)
    services.mark_unscheduled(request)

    assert request.status == "accepted"


def test_held_is_final(owner):
    request = sent_request(owner)
    services.mark_held(request)

    services.mark_scheduled(request)
    services.mark_unscheduled(request)

    assert request.status == "held"
    with pytest.raises(IllegalMove):
        services.withdraw(request=request, at=NOON + timedelta(days=9))


# Taking back


def test_take_back_makes_a_sent_message_a_draft_again(owner):
    request = make_request(owner)
    message, before = make_message(request), services.state_of(request)
    send(message)
    request.refresh_from_db()

    services.take_back(request=request, before=before, after=services.state_of(request), message=message)

    message.refresh_from_db()
    request.contact.refresh_from_db()
    assert (request.status, request.attempts, message.status, message.attempt) == ("draft", 0, "draft", None)
    assert request.contact.last_touch_at is None


def test_take_back_removes_a_reply(owner):
    request = sent_request(owner)
    before = services.state_of(request)
    message = reply(request, "declined")

    services.take_back(request=request, before=before, after=services.state_of(request), message=message)

    assert (request.status, request.replied_at) == ("sent", None)
    assert Touch.objects.filter(kind="message_in").count() == 0


def test_take_back_refuses_when_something_happened_since(owner):
    request = sent_request(owner)
    before = services.state_of(request)
    message = reply(request, "declined")
    after = services.state_of(request)
    services.reopen(request=request, today=TODAY)

    with pytest.raises(IllegalMove, match="happened since"):
        services.take_back(request=request, before=before, after=after, message=message)


def test_a_stale_copy_moves_by_what_is_stored(owner):
    request = sent_request(owner)
    stale = type(request).objects.get(pk=request.pk)
    reply(request, "declined")

    with pytest.raises(IllegalMove):
        services.close_quiet(request=stale, at=NOON + timedelta(days=30))


def test_every_state_has_a_row_of_moves():
    assert NEXT.keys() == set(RequestStatus)


def test_a_draft_begins_from_the_template_that_fits(owner):
    make_template(name="Nudge", kind="nudge", body="Hi {first_name}, a short nudge about {takeaway}.")
    request = sent_request(owner)

    draft = services.draft_message(
        owner=owner,
        contact=request.contact,
        kind="nudge",
        request=request,
        today=date(2026, 11, 10),
        interview_words={"takeaway": "the pilots"},
    )

    assert draft.body == "Hi Leila, a short nudge about the pilots."
    assert draft.template.name == "Nudge"


def test_a_blank_page_stays_blank(owner):
    make_template(kind="nudge")
    request = sent_request(owner)

    draft = services.draft_message(
        owner=owner,
        contact=request.contact,
        kind="nudge",
        request=request,
        template=None,
        today=date(2026, 11, 10),
    )

    assert draft.body == ""
