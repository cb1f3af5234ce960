"""The board: columns, their order and bounds, and moving a card."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from infoview.shared import clock
from interviews.services import book_interview
from outreach import services
from outreach.board import CARDS, columns_of, follow_up_of, in_column, is_due, patience_of
from outreach.enums import BoardColumn, RequestStatus, board_column
from outreach.models import OutreachRequest, OutreachSettings
from tests.factories.outreach import make_goal, make_person, make_policy, make_request, sent_request, today_of
from tests.outreach.test_services import reply


def board(client, **query):
    return client.get(reverse("outreach:request_list"), query)


def column(response, key):
    return next(one for one in response.context_data["columns"] if one.key == key)


def ago(days):
    return clock.now() - timedelta(days=days)


def move(client, request, stage, **headers):
    return client.post(
        reverse("outreach:request_move", args=[request.public_id]), {"stage": stage}, headers=headers
    )


HTMX = {"HX-Request": "true", "HX-Target": "board", "HX-Current-URL": "http://testserver/requests/"}


# Columns


@pytest.mark.parametrize(("days", "key"), [(6, "sent"), (7, "nudge_due"), (8, "nudge_due")])
def test_a_note_moves_over_when_its_nudge_is_due(as_owner, owner, days, key):
    sent_request(owner, at=ago(days))

    assert column(board(as_owner), key).total == 1


def test_after_the_last_allowed_note_the_closing_is_due(as_owner, owner):
    sent_request(owner, at=ago(30), attempts=2)

    card = column(board(as_owner), "nudge_due").cards[0]

    assert card.follow_up == "close"


def test_a_goals_own_policy_decides_for_its_requests(as_owner, owner):
    goal = make_goal(owner, policy=make_policy(nudge_after_days=14))
    sent_request(owner, make_person(owner, "A"), at=ago(10), goal=goal)
    sent_request(owner, make_person(owner, "B"), at=ago(10))

    page = board(as_owner)

    assert [card.request.contact.name for card in column(page, "sent").cards] == ["A"]
    assert [card.request.contact.name for card in column(page, "nudge_due").cards] == ["B"]


@pytest.mark.parametrize("business_days", [False, True])
@pytest.mark.parametrize("most", [1, 2, 3])
def test_the_query_says_what_the_rule_says(owner, most, business_days):
    OutreachSettings.objects.create(owner=owner, attempts_max=most, business_days=business_days)
    for days in range(0, 60, 3):
        for attempts in (1, 2, 3):
            sent_request(
                owner, make_person(owner, f"{days} {attempts}"), at=ago(days + 40), attempts=attempts
            )
    today, patience = today_of(owner), patience_of(owner)

    due = is_due(patience, today=today)
    for key in BoardColumn:
        for request in OutreachRequest.objects.for_user(owner).filter(in_column(key, due)):
            follow_up = follow_up_of(request, patience, today=today)
            assert board_column(request.status, follow_up_due=bool(follow_up)) == key


def test_the_longest_wait_stands_first_where_something_is_due(as_owner, owner):
    for days in (9, 30, 12):
        sent_request(owner, make_person(owner, str(days)), at=ago(days))

    names = [card.request.contact.name for card in column(board(as_owner), "nudge_due").cards]

    assert names == ["30", "12", "9"]


def test_the_filter_shows_one_goal(as_owner, owner):
    goal = make_goal(owner)
    make_request(owner, make_person(owner, "A"), goal=goal)
    make_request(owner, make_person(owner, "B"))

    page = board(as_owner, goal=goal.public_id)

    assert [card.request.contact.name for card in column(page, "drafting").cards] == ["A"]


def test_a_strangers_cards_are_not_shown(as_stranger, owner):
    sent_request(owner, make_person(owner, "Secret Person"))

    assert b"Secret Person" not in board(as_stranger).content


def many(owner, number):
    people = [make_person(owner, f"P{n}") for n in range(number)]
    today = today_of(owner)
    states = [state for state in RequestStatus if state != RequestStatus.DEFERRED]
    OutreachRequest.objects.bulk_create(
        OutreachRequest(
            owner=owner,
            contact=person,
            status=states[n % len(states)],
            sent_at=ago(20),
            last_sent_at=ago(n % 20),
            last_sent_on=today - timedelta(days=n % 20),
            attempts=1,
        )
        for n, person in enumerate(people)
    )


@pytest.mark.parametrize("number", [1, 9])
def test_cards_of_planned_talks_say_how_far_each_is_prepared(
    as_owner, owner, number, django_assert_max_num_queries
):
    for n in range(number):
        person = make_person(owner, f"Person {n}")
        request = sent_request(owner, person, at=ago(2))
        talk = book_interview(
            owner=owner, contacts=[person], starts_at=clock.now() + timedelta(days=2 + n), minutes=20,
            tz_name="Europe/Berlin", request=request,
        )  # fmt: skip
        talk.change(aim="Learn what a day looks like", prep_done=["background"])
    board(as_owner)  # the first look after a change brings the plan up to date

    with django_assert_max_num_queries(12):
        page = board(as_owner)

    assert page.text.count("Prep 2 of 6") == number


@pytest.mark.parametrize("number", [3, 300])
@pytest.mark.parametrize("query", [{}, {"view": "list"}])
def test_the_board_costs_the_same_with_few_and_many(
    as_owner, owner, number, query, django_assert_max_num_queries
):
    many(owner, number)
    board(as_owner)  # the first look after a change brings the plan up to date

    with django_assert_max_num_queries(12):
        page = board(as_owner, **query)

    assert page.status_code == 200


def test_a_column_is_bounded_and_says_how_many_more(as_owner, owner):
    many(owner, 300)

    drafting = column(board(as_owner), "drafting")

    assert len(drafting.cards) == CARDS
    assert drafting.more == drafting.total - CARDS > 0


# Moving


def test_a_silent_one_is_let_go_and_taken_back(as_owner, owner):
    request = sent_request(owner, at=ago(30))

    response = move(as_owner, request, "moved_on", **HTMX)

    request.refresh_from_db()
    text = response.content.decode()
    assert request.status == "closed_no_reply"
    assert 'id="col-moved_on"' in text
    assert 'id="col-nudge_due"' in text
    assert text.count('hx-swap-oob="true"') == 2
    assert "infoview:said" in response["HX-Trigger"]


@pytest.mark.parametrize(
    ("attempts", "stage", "page"),
    [
        (0, "sent", "outreach:request_write"),
        (1, "replied", "outreach:request_reply"),
    ],
)
def test_a_move_that_needs_more_asks_for_it(as_owner, owner, attempts, stage, page):
    request = sent_request(owner, attempts=attempts)

    response = move(as_owner, request, stage, **HTMX)

    assert response["HX-Redirect"] == reverse(page, args=[request.public_id])
    request.refresh_from_db()
    assert request.attempts == attempts


@pytest.mark.parametrize("stage", ["drafting", "nudge_due", "nonsense", ""])
def test_a_move_that_is_not_possible_changes_nothing(as_owner, owner, stage):
    request = sent_request(owner)

    response = move(as_owner, request, stage, **HTMX)

    request.refresh_from_db()
    assert response.status_code in {200, 422}
    assert request.status == "sent"


def test_a_held_talk_stays_where_it_is(as_owner, owner):
    request = sent_request(owner)
    services.mark_held(request)

    for stage in BoardColumn:
        move(as_owner, request, stage)

    request.refresh_from_db()
    assert request.status == "held"


def test_moving_twice_is_harmless(as_owner, owner):
    request = sent_request(owner)

    move(as_owner, request, "moved_on")
    response = move(as_owner, request, "moved_on")

    request.refresh_from_db()
    assert response.status_code == 302
    assert request.status == "closed_no_reply"


def test_opening_again_puts_it_to_the_drafts(as_owner, owner):
    request = sent_request(owner)
    reply(request, "declined")

    move(as_owner, request, "drafting")

    request.refresh_from_db()
    assert request.status == "draft"


def test_every_card_names_its_moves(owner):
    sent_request(owner, at=ago(30))

    card = columns_of(owner, today=today_of(owner))[2].cards[0]

    assert "replied" in card.moves.split()
    assert "drafting" not in card.moves.split()


def test_waiting_on_me_lists_what_needs_a_step(as_owner, owner):
    make_request(owner, make_person(owner, "Draft"))
    sent_request(owner, make_person(owner, "Fresh"), at=ago(1))
    sent_request(owner, make_person(owner, "Due"), at=ago(9))

    page = board(as_owner, view="list", waiting="me")

    assert {card.request.contact.name for card in page.context_data["cards"]} == {"Draft", "Due"}


def test_today_decides(owner):
    sent_request(owner)

    columns = columns_of(owner, today=date(2026, 11, 9))

    assert columns[2].total == 1
