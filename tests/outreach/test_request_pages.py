"""Starting, answering, letting go and taking back, by the forms of the pages."""

from datetime import timedelta

import pytest
from django.urls import reverse

from infoview.shared import clock
from outreach.models import Message, OutreachRequest
from tests.factories.outreach import make_goal, make_person, make_request, make_template, sent_request
from tests.outreach.test_services import reply


def url(name, request):
    return reverse(f"outreach:{name}", args=[request.public_id])


def start(client, contact, **data):
    data = {"contact": contact.public_id, "channel": "email", "relation": "cold", "template": "", **data}
    return client.post(reverse("outreach:request_create"), data)


def today():
    return clock.now().date()


# Starting


def test_starting_opens_the_composer_with_a_filled_template(as_owner, owner):
    make_template()
    goal = make_goal(owner)

    response = start(as_owner, make_person(owner), goal=goal.public_id, template="library:saw-their-work")

    message = Message.objects.get()
    assert response.url == reverse("outreach:message_update", args=[message.public_id])
    assert message.body.startswith("Hi Leila,")
    assert message.request.goal == goal


def test_starting_twice_is_one_request(as_owner, owner):
    person = make_person(owner)

    for _ in range(2):
        start(as_owner, person)

    assert OutreachRequest.objects.count() == Message.objects.count() == 1


@pytest.mark.parametrize("data", [{"channel": "pigeon"}, {"relation": ""}, {"goal": "nonsense"}])
def test_a_bad_start_keeps_what_was_chosen(as_owner, owner, data):
    response = start(as_owner, make_person(owner), **data)

    assert response.status_code == 422


def test_a_strangers_goal_or_person_is_not_taken(as_owner, owner, stranger):
    assert start(as_owner, make_person(owner), goal=make_goal(stranger).public_id).status_code == 422
    start(as_owner, make_person(stranger))

    assert not OutreachRequest.objects.exists()


def test_a_fourth_note_by_a_new_request_is_declined_in_words(as_owner, owner):
    request = sent_request(owner, at=clock.now() - timedelta(days=60), attempts=3)

    response = start(as_owner, request.contact)

    assert response.status_code == 422
    assert "Silence is an answer too" in response.content.decode()


def test_whom_finds_people_by_name(as_owner, owner):
    make_person(owner, "Leila Moradi")
    make_person(owner, "Jonas Keller")

    page = as_owner.get(reverse("outreach:request_create"), {"q": "lei"})

    assert [person.name for person in page.context_data["people"]] == ["Leila Moradi"]


# Answers


def answer(client, request, outcome="accepted", **data):
    return client.post(url("request_reply", request), {"outcome": outcome, "day": today(), **data})


def test_a_yes_is_noted_with_its_words(as_owner, owner):
    request = sent_request(owner)

    answer(as_owner, request, body="With pleasure")

    request.refresh_from_db()
    assert request.status == "accepted"
    assert request.messages.get(direction="in").body == "With pleasure"


def test_the_same_answer_twice_is_one(as_owner, owner):
    request = sent_request(owner)

    for _ in range(2):
        answer(as_owner, request, body="With pleasure")

    assert request.messages.filter(direction="in").count() == 1


def test_an_answer_before_its_message_is_refused_and_kept(as_owner, owner):
    request = sent_request(owner, at=clock.now() - timedelta(days=2))

    response = answer(as_owner, request, day=today() - timedelta(days=5), body="My words")

    assert response.status_code == 422
    assert "before the message" in response.content.decode()
    assert "My words" in response.content.decode()


def test_an_answer_from_the_future_is_refused(as_owner, owner):
    assert answer(as_owner, sent_request(owner), day=today() + timedelta(days=3)).status_code == 422


def test_an_answer_to_a_draft_is_refused(as_owner, owner):
    response = answer(as_owner, make_request(owner))

    assert response.status_code == 422
    assert "not gone out yet" in response.content.decode()


@pytest.mark.parametrize("until", ["", "2020-01-01", "nonsense"])
def test_later_asks_until_when(as_owner, owner, until):
    assert answer(as_owner, sent_request(owner), "deferred", deferred_until=until).status_code == 422


def test_who_asked_for_later_can_say_yes_before_the_day(as_owner, owner):
    request = sent_request(owner)
    answer(as_owner, request, "deferred", deferred_until=today() + timedelta(days=30))

    answer(as_owner, request, "accepted", body="It suits me now after all")

    request.refresh_from_db()
    assert (request.status, request.deferred_until) == ("accepted", None)
    assert list(request.messages.filter(direction="in").values_list("body", flat=True).order_by("pk")) == [
        "", "It suits me now after all",
    ]  # fmt: skip


# Letting go


@pytest.mark.parametrize(("how", "status"), [("quiet", "closed_no_reply"), ("withdraw", "withdrawn")])
def test_letting_go_ends_the_request_kindly_and_can_be_taken_back(as_owner, owner, how, status):
    request = sent_request(owner)

    page = as_owner.get(as_owner.post(url("request_let_go", request), {"how": how}).url)

    request.refresh_from_db()
    assert (request.status, request.closed_at is not None) == (status, True)
    [said] = page.context["messages"]
    assert str(said) == "Moved on from Leila. Others will say yes."

    as_owner.post(said.extra_tags.removeprefix("undo:"))

    request.refresh_from_db()
    assert (request.status, request.closed_at) == ("sent", None)


@pytest.mark.parametrize("data", [{}, {"how": "loudly"}])
def test_letting_go_asks_how_it_ends(as_owner, owner, data):
    request = sent_request(owner)

    response = as_owner.post(url("request_let_go", request), data, follow=True)

    request.refresh_from_db()
    assert request.status == "sent"
    assert "Say how it ends." in response.text


def test_nobody_is_let_go_by_silence_before_a_note_went_out(as_owner, owner):
    request = make_request(owner)

    response = as_owner.post(url("request_let_go", request), {"how": "quiet"}, follow=True)

    request.refresh_from_db()
    assert request.status == "draft"
    assert "from there it cannot go to “No answer, moved on”" in response.text


# Taken back


def test_an_answer_can_be_taken_back_once(as_owner, owner):
    request = sent_request(owner)
    page = as_owner.get(answer(as_owner, request, "declined").url)
    undo = next(m for m in page.context["messages"]).extra_tags.removeprefix("undo:")

    for _ in range(2):
        as_owner.post(undo)

    request.refresh_from_db()
    assert request.status == "sent"
    assert not request.messages.filter(direction="in").exists()


@pytest.mark.parametrize("token", ["", "nonsense", "a:b:c"])
def test_a_false_undo_changes_nothing(as_owner, owner, token):
    request = sent_request(owner)

    response = as_owner.post(f"{url('request_undo', request)}?token={token}")

    request.refresh_from_db()
    assert response.status_code == 302
    assert request.status == "sent"


def test_an_undo_of_one_request_is_none_of_another(as_owner, owner):
    request, other = sent_request(owner), sent_request(owner, make_person(owner, "Other"))
    page = as_owner.get(answer(as_owner, request, "declined").url)
    undo = next(m for m in page.context["messages"]).extra_tags.removeprefix("undo:")

    as_owner.post(undo.replace(str(request.public_id), str(other.public_id)))

    request.refresh_from_db()
    other.refresh_from_db()
    assert (request.status, other.status) == ("declined", "sent")
    assert request.messages.filter(direction="in").exists()


# Recorded


def test_a_fourth_note_that_was_sent_is_recorded(as_owner, owner):
    request = sent_request(owner, at=clock.now() - timedelta(days=60), attempts=3)

    as_owner.post(
        url("request_log", request),
        {"kind": "last_attempt", "channel": "email", "day": today(), "body": "Once more"},
    )

    request.refresh_from_db()
    assert request.attempts == 4


def test_a_decline_is_answered_once(as_owner, owner):
    request = sent_request(owner, at=clock.now() - timedelta(days=5))
    reply(request, "declined", at=clock.now() - timedelta(days=1))

    page = as_owner.get(url("request_detail", request))

    assert "Thank them once" in page.content.decode()


def test_details_are_changed_without_touching_the_state(as_owner, owner):
    request = sent_request(owner)

    as_owner.post(
        url("request_update", request),
        {
            "channel": "phone",
            "relation": "alumni",
            "referrer": "Rosa",
            "asked_minutes": "30",
            "note": "",
            "goal": "",
        },
    )

    request.refresh_from_db()
    assert (request.channel, request.asked_minutes, request.status) == ("phone", 30, "sent")


@pytest.mark.parametrize("attempts", [0, 1, 3])
def test_the_request_page_costs_twelve_queries_at_most(
    as_owner, owner, attempts, django_assert_max_num_queries
):
    request = sent_request(owner, attempts=attempts)
    as_owner.get(url("request_detail", request))  # brings the plan up to date

    with django_assert_max_num_queries(12):
        as_owner.get(url("request_detail", request))
