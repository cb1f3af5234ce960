"""Moving, calling off, nobody came, held without the live screen, and taking a logged talk back."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib.messages import WARNING, get_messages
from django.db import transaction
from django.urls import reverse

from contacts.models import Touch
from interviews import services
from interviews.enums import InterviewStatus
from interviews.models import Interview
from outreach.enums import RequestStatus
from outreach.models import OutreachRequest
from tests.factories.interviews import NOON, held_interview, make_interview
from tests.factories.outreach import sent_request

BEFORE = NOON - timedelta(days=3)
MOVED = {"day": "2026-11-19", "at": "15:00", "timezone": "Europe/Berlin", "minutes": "30", "by_me": "me"}


@pytest.fixture
def talk(owner):
    asked = sent_request(owner, at=NOON - timedelta(days=10))
    return make_interview(owner, asked.contact, request=asked)


def url(name, talk):
    return reverse(f"interviews:{name}", args=[talk.public_id])


@time_machine.travel(BEFORE, tick=False)
def test_interview_move_keeps_identity_and_request(talk, as_owner):
    as_owner.post(url("interview_move", talk), MOVED)

    moved = Interview.objects.get()
    assert moved.starts_at == datetime(2026, 11, 19, 14, tzinfo=UTC)
    assert (moved.calendar_uid, moved.calendar_sequence) == (talk.calendar_uid, talk.calendar_sequence + 1)
    assert moved.request.status == RequestStatus.SCHEDULED


@time_machine.travel(BEFORE, tick=False)
def test_interview_move_a_second_time_by_me_is_told_gently(talk, as_owner):
    as_owner.post(url("interview_move", talk), MOVED)
    page = as_owner.get(url("interview_move", talk))
    answer = as_owner.post(url("interview_move", talk), MOVED | {"day": "2026-11-20"}, follow=True)

    assert b"moved this talk once already" in page.content
    assert b"moved this talk twice now" in answer.content


@time_machine.travel(BEFORE, tick=False)
def test_interview_move_by_them_is_not_counted(talk, as_owner):
    as_owner.post(url("interview_move", talk), MOVED | {"by_me": "them"})

    assert Interview.objects.get().moved_by_me == 0


@pytest.mark.parametrize("name", ["interview_cancel", "interview_no_show"])
def test_interview_called_off_keeps_the_yes(talk, as_owner, name):
    as_owner.post(url(name, talk), {"reason": "Flu"})

    talk = Interview.objects.get()
    assert talk.status == {"interview_cancel": "cancelled", "interview_no_show": "no_show"}[name]
    assert talk.ended_reason == "Flu"
    assert talk.request.status == RequestStatus.ACCEPTED


def test_interview_restore_lets_it_stand_again(talk, as_owner):
    services.cancel_interview(interview=talk)

    as_owner.post(url("interview_restore", talk))

    talk = Interview.objects.get()
    assert talk.status == InterviewStatus.SCHEDULED
    assert talk.request.status == RequestStatus.SCHEDULED


def test_interview_restore_refuses_when_there_is_another_date(talk, owner, as_owner):
    services.cancel_interview(interview=talk)
    make_interview(owner, talk.participants.get().contact, NOON + timedelta(days=5), request=talk.request)

    answer = as_owner.post(url("interview_restore", talk), follow=True)

    assert b"another appointment by now" in answer.content
    talk.refresh_from_db()
    assert talk.status == InterviewStatus.CANCELLED


@time_machine.travel(NOON + timedelta(hours=2), tick=False)
def test_interview_hold_records_the_talk_and_opens_the_debrief(talk, as_owner):
    form = {
        "day": "2026-11-17",
        "at": "13:05",
        "timezone": "Europe/Berlin",
        "minutes": "25",
        "extended_by_them": "on",
    }

    answer = as_owner.post(url("interview_hold", talk), form)

    talk = Interview.objects.get()
    assert answer.url == reverse("debriefs:debrief_write", args=[talk.public_id])
    assert (talk.status, talk.used_minutes, talk.extended_by_them) == (InterviewStatus.HELD, 25, True)
    assert talk.request.status == RequestStatus.HELD
    assert Touch.objects.filter(kind="talk").count() == 1


@time_machine.travel(NOON + timedelta(minutes=10), tick=False)
def test_interview_hold_refuses_an_end_still_to_come(talk, as_owner):
    form = {"day": "2026-11-17", "at": "13:05", "timezone": "Europe/Berlin", "minutes": "25"}

    answer = as_owner.post(url("interview_hold", talk), form)

    assert answer.status_code == 422
    assert b"would not be over yet" in answer.content


@time_machine.travel(NOON + timedelta(days=1), tick=False)
def test_interview_detail_asks_whether_it_took_place(talk, as_owner):
    page = as_owner.get(url("interview_detail", talk)).content

    assert b"Did it take place?" in page
    for word in (b"Yes, we talked", b"It was moved", b"It was called off", b"Nobody came"):
        assert word in page


@time_machine.travel(NOON + timedelta(days=1), tick=False)
def test_interview_detail_asks_also_when_the_clock_was_never_stopped(talk, as_owner):
    talk.change(started_at=NOON)

    assert b"Did it take place?" in as_owner.get(url("interview_detail", talk)).content


@time_machine.travel(BEFORE, tick=False)
def test_interview_move_sets_the_clock_back(talk, as_owner):
    talk.change(started_at=BEFORE)

    as_owner.post(url("interview_move", talk), MOVED)

    assert Interview.objects.get().started_at is None


def test_interview_delete_takes_a_logged_talk_back(owner, as_owner):
    talk = held_interview(owner)

    as_owner.post(url("interview_delete", talk))

    assert not Interview.objects.exists()
    assert not Touch.objects.exists()


def test_interview_delete_leaves_a_scheduled_talk(talk, as_owner):
    as_owner.post(url("interview_delete", talk))

    assert Interview.objects.filter(pk=talk.pk).exists()


def test_interview_update_changes_people_and_how(talk, as_owner):
    form = {
        "person": "Grace Kimani", "person_2": "Leila Moradi", "format": "coffee", "place": "Café Nord",
        "kind": "informational", "aim": "Is it a door?", "confidentiality": "private",
    }  # fmt: skip

    as_owner.post(url("interview_update", talk), form)

    talk = Interview.objects.get()
    names = talk.participants.order_by("-is_main").values_list("contact__name", flat=True)
    assert list(names) == ["Grace Kimani", "Leila Moradi"]
    assert (talk.place, talk.aim, talk.confidentiality) == ("Café Nord", "Is it a door?", "private")


# Which acts the rules allow in which state, and where each leads; anything else is refused

HELD = {"day": "2026-11-17", "at": "13:05", "timezone": "Europe/Berlin", "minutes": "25"}
LATER = NOON + timedelta(hours=2)

# Where a state is missing, the act is refused in words and changes nothing; held is final.
RULES = {
    "move": (("interview_move", MOVED), {"scheduled": "scheduled"}),
    "cancel": (("interview_cancel", {}), {"scheduled": "cancelled", "cancelled": "cancelled"}),
    "nobody came": (("interview_no_show", {}), {"scheduled": "no_show", "no_show": "no_show"}),
    "stand again": (
        ("interview_restore", {}),
        {"cancelled": "scheduled", "no_show": "scheduled", "scheduled": "scheduled"},
    ),
    "held": (("interview_hold", HELD), {"scheduled": "held", "no_show": "held", "held": "held"}),
    "start": (("live_start", {}), {"scheduled": "scheduled"}),
    "finish": (("live_finish", {}), {"held": "held"}),
    "take away": (("interview_delete", {}), {}),
}
# Cancelled or nobody came is a yes without a date.
OF_REQUEST = {"scheduled": "scheduled", "held": "held", "cancelled": "accepted", "no_show": "accepted"}


def put(talk, state):
    match state:
        case "held":
            services.finish_interview(
                interview=talk, started_at=NOON, ended_at=talk.ends_at, timezone="Europe/Berlin"
            )
        case "cancelled":
            services.cancel_interview(interview=talk)
        case "no_show":
            services.mark_no_show(interview=talk)


def states_after(client, talk, act):
    """Return the states of talk and request after this act, and whether it was refused in words."""
    name, data = act
    client.cookies.pop("messages", None)
    with transaction.atomic():
        response = client.post(url(name, talk), data)
        talk.refresh_from_db()
        states = talk.status, OutreachRequest.objects.get(pk=talk.request_id).status
        transaction.set_rollback(True)
    said = [str(one) for one in get_messages(response.wsgi_request) if one.level == WARNING]
    return *states, response.status_code == 422 or bool(said)


@pytest.mark.parametrize("state", list(InterviewStatus))
@time_machine.travel(LATER, tick=False)
def test_each_act_leads_where_the_rules_say_or_is_refused_in_words(talk, as_owner, state):
    put(talk, state)

    came = {name: states_after(as_owner, talk, act) for name, (act, _to) in RULES.items()}

    assert came == {
        name: (to.get(state, state), OF_REQUEST[to.get(state, state)], state not in to)
        for name, (_act, to) in RULES.items()
    }


@time_machine.travel(LATER, tick=False)
def test_a_talk_that_was_begun_is_finished_and_held(talk, as_owner):
    with time_machine.travel(NOON, tick=False):
        as_owner.post(url("live_start", talk))

    assert states_after(as_owner, talk, ("live_finish", {})) == ("held", "held", False)


PAGES = [
    "interview_detail", "interview_update", "interview_move", "interview_cancel", "interview_no_show",
    "interview_hold",     "interview_delete", "plan_update", "prep", "live",
]  # fmt: skip
POSTS = [
    "interview_restore", "plan_fill", "plan_restore", "plan_reorder", "live_start", "live_pause",
    "live_finish", "notes_save", "notes_autosave", "mark_create",
]  # fmt: skip


@pytest.mark.parametrize("name", PAGES)
def test_pages_of_a_talk_are_404_for_a_stranger(talk, as_stranger, name):
    assert as_stranger.get(url(name, talk)).status_code == 404


@pytest.mark.parametrize("name", POSTS)
def test_acts_of_a_talk_are_404_for_a_stranger_and_405_by_get(talk, as_owner, as_stranger, name):
    assert as_stranger.post(url(name, talk)).status_code == 404
    assert as_owner.get(url(name, talk)).status_code == 405


@pytest.mark.parametrize(("name", "page"), [("plan_add", "plan_update"), ("live_add", "live")])
def test_acts_that_can_be_refused_with_a_page_lead_to_it(talk, as_owner, as_stranger, name, page):
    assert as_owner.get(url(name, talk)).url == url(page, talk)
    assert as_stranger.get(url(name, talk)).status_code == 404
    assert as_stranger.post(url(name, talk)).status_code == 404


@pytest.mark.parametrize("name", PAGES)
def test_pages_of_a_talk_cost_few_queries(talk, as_owner, django_assert_max_num_queries, name):
    with time_machine.travel(BEFORE, tick=False):
        as_owner.get(url(name, talk))  # the plan of reminders is brought up to date once
        with django_assert_max_num_queries(12):
            assert as_owner.get(url(name, talk)).status_code in {200, 302}
