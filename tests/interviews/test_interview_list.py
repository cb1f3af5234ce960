from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse

from contacts.models import Contact
from interviews import services
from interviews.models import Interview, Participant
from tests.factories.interviews import NOON, held_interview, make_interview
from tests.factories.outreach import make_person

URL = reverse("interviews:interview_list")
BEFORE = NOON - timedelta(days=3)


def many(owner, count, *, status="scheduled", first=NOON):
    people = Contact.objects.bulk_create(
        Contact(owner=owner, name=f"Person {n}", name_key=f"p{n}") for n in range(count)
    )
    talks = Interview.objects.bulk_create(
        Interview(
            owner=owner, status=status, starts_at=first + timedelta(hours=n),
            ends_at=first + timedelta(hours=n, minutes=20),
            timezone="Europe/Berlin",
        )
        for n in range(count)
    )  # fmt: skip
    Participant.objects.bulk_create(
        Participant(owner=owner, interview=talk, contact=person)
        for talk, person in zip(talks, people, strict=True)
    )
    return talks


@time_machine.travel(BEFORE, tick=False)
def test_interview_list_shows_what_comes_soonest_first(owner, as_owner):
    late = make_interview(owner, make_person(owner, "Late"), NOON + timedelta(days=1))
    soon = make_interview(owner, make_person(owner, "Soon"), NOON)
    held_interview(owner, make_person(owner, "Past"), NOON - timedelta(days=30))

    lines = as_owner.get(URL).context_data["lines"]

    assert [line.interview for line in lines] == [soon, late]


@time_machine.travel(NOON + timedelta(days=1), tick=False)
def test_interview_list_asks_whether_a_talk_took_place(owner, as_owner):
    passed = make_interview(owner)

    page = as_owner.get(URL)

    assert [line.interview for line in page.context_data["unsettled"]] == [passed]
    assert b"Did it take place?" in page.content


def test_interview_list_parts_held_and_called_off(owner, as_owner):
    held = held_interview(owner)
    off = make_interview(owner, make_person(owner, "Off"))
    services.cancel_interview(interview=off, reason="Ill")

    assert [line.interview for line in as_owner.get(f"{URL}?show=held").context_data["lines"]] == [held]
    page = as_owner.get(f"{URL}?show=off")
    assert [line.interview for line in page.context_data["lines"]] == [off]
    assert b"Ill" in page.content


@time_machine.travel(BEFORE, tick=False)
def test_interview_list_pages_without_gaps(owner, as_owner):
    talks = many(owner, 120)
    seen, url = [], URL
    while url:
        page = as_owner.get(url)
        seen += [line.interview for line in page.context_data["lines"]]
        url = page.context_data["next_url"] and f"{URL}{page.context_data['next_url']}"

    assert seen == talks


@pytest.mark.parametrize("show", ["coming", "held"])
def test_interview_list_costs_the_same_for_many(owner, as_owner, django_assert_max_num_queries, show):
    status = "held" if show == "held" else "scheduled"
    with time_machine.travel(BEFORE, tick=False):
        many(owner, 300, status=status)
        as_owner.get(URL)  # the plan of reminders is brought up to date once
        with django_assert_max_num_queries(8):
            page = as_owner.get(f"{URL}?show={show}")

    assert len(page.context_data["lines"]) == 50


def test_interview_list_shows_no_strangers(owner, stranger, as_stranger):
    held_interview(owner)

    page = as_stranger.get(f"{URL}?show=held")

    assert page.context_data["lines"] == []
    assert b"Leila" not in page.content


@pytest.mark.parametrize(
    "query", ["after=x", "show=%00", "request=nope", "after=00000000-0000-0000-0000-000000000000"]
)
def test_interview_list_reads_any_query(as_owner, query):
    assert as_owner.get(f"{URL}?{query}").status_code == 200


def test_interview_list_is_one_partial_for_htmx(as_owner):
    answer = as_owner.get(URL, headers={"HX-Request": "true", "HX-Target": "talks"})

    assert b'id="talks"' in answer.content
    assert b"<html" not in answer.content


def test_interview_list_takes_a_moment_as_it_is(owner, as_owner):
    with time_machine.travel(datetime(2026, 11, 17, 12, 10, tzinfo=UTC), tick=False):
        running = make_interview(owner)

        assert [line.interview for line in as_owner.get(URL).context_data["lines"]] == [running]
