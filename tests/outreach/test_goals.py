"""Goals and gaps."""

from datetime import date

import pytest
from django.urls import reverse

from outreach.enums import GoalStatus
from outreach.goals import wording_of
from outreach.models import Gap, Goal
from tests.factories.outreach import make_gap, make_goal, make_person, sent_request
from tests.plain_browser import Page

FORM = {
    "title": "Understand research operations",
    "question": "",
    "type": "role",
    "success_criteria": "Three people agree.",
    "pillars": "role clarity, culture",
    "target_talks": "12",
    "started_on": "2026-11-01",
}


def url(name, row):
    return reverse(f"outreach:{name}", args=[row.public_id])


@pytest.mark.parametrize(
    ("title", "asks"),
    [
        ("I need a job", True),
        ("Find a new role in marketing", True),
        ("Get hired at Tern", True),
        ("Land a position as a researcher", True),
        ("I want an internship", True),
        ("Understand research operations", False),
        ("Would a large publisher suit me?", False),
        ("Understand how people find work in publishing", False),
        ("How do people get a job in museums?", False),
        ("What does the role of a product owner need?", False),
        ("", False),
    ],
)
def test_a_goal_that_asks_for_a_job_is_noticed(title, asks):
    assert (wording_of(title) is not None) == asks


def test_a_job_wish_is_turned_into_understanding():
    finding = wording_of("Find a new role in marketing")

    assert finding.fixes[0].apply("Find a new role in marketing") == "Understand how people work in marketing"


def test_a_goal_is_written_down_even_as_a_wish(as_owner):
    response = as_owner.post(reverse("outreach:goal_create"), {**FORM, "title": "I need a job"})

    goal = Goal.objects.get()
    assert response.url == url("goal_detail", goal)
    assert goal.pillars == ["role clarity", "culture"]
    assert b"What do you want to understand?" in as_owner.get(response.url).content


def test_the_remark_comes_while_typing(as_owner):
    response = as_owner.post(reverse("outreach:goal_wording"), {"title": "I need a job"})

    assert response.content.decode().strip().startswith('<div id="goal-wording"')
    assert b"not hand you a job" in response.content


@pytest.mark.parametrize(
    "data",
    [{"title": ""}, {"title": "x" * 201}, {"target_talks": "0"}, {"target_talks": "99999"}, {"type": "x"},
     {"started_on": "nonsense"}, {"title": "a\x00b"}, {"policy": "999"}],
)  # fmt: skip
def test_a_bad_goal_keeps_its_words(as_owner, data):
    response = as_owner.post(reverse("outreach:goal_create"), {**FORM, **data})

    assert response.status_code == 422
    assert b"Three people agree." in response.content


def test_changing_a_goal_keeps_what_was_typed_and_its_state(as_owner, owner):
    goal = make_goal(owner, status="paused")

    response = as_owner.post(url("goal_update", goal), {**FORM, "title": "Understand pricing"})

    goal.refresh_from_db()
    assert response.url == url("goal_detail", goal)
    assert (goal.title, goal.pillars, goal.status) == (
        "Understand pricing", ["role clarity", "culture"], "paused",
    )  # fmt: skip


def test_a_bad_change_of_a_goal_keeps_its_words_and_changes_nothing(as_owner, owner):
    goal = make_goal(owner, "Understand pricing")

    response = as_owner.post(url("goal_update", goal), {**FORM, "title": "", "question": "Who decides?"})

    goal.refresh_from_db()
    assert response.status_code == 422
    assert "Who decides?" in response.text
    assert (goal.title, goal.question) == ("Understand pricing", "")


@pytest.mark.parametrize("old", list(GoalStatus))
def test_a_goal_goes_from_each_state_to_every_other(as_owner, owner, old):
    for new in GoalStatus:
        goal = make_goal(owner, status=old)

        as_owner.post(url("goal_move", goal), {"status": new})

        goal.refresh_from_db()
        assert goal.status == new
        assert (goal.closed_on is not None) == (new in {"achieved", "validated_out", "archived"})


@pytest.mark.parametrize("state", list(GoalStatus))
def test_the_page_of_a_goal_offers_every_other_state(as_owner, owner, state):
    goal = make_goal(owner, status=state)

    forms = Page(as_owner.get(url("goal_detail", goal)).text).forms.values()

    offered = [form.buttons[0][1]["value"] for form in forms if form.action == url("goal_move", goal)]
    assert sorted(offered) == sorted(set(GoalStatus) - {state})


@pytest.mark.parametrize("state", list(GoalStatus))
def test_a_goal_stands_among_those_it_belongs_to(as_owner, owner, state):
    make_goal(owner, status=state)

    page = as_owner.get(reverse("outreach:goal_list")).context_data

    is_ended = state in {"achieved", "validated_out", "archived"}
    assert (len(page["current"]), len(page["ended"])) == (not is_ended, is_ended)


def test_not_for_me_is_a_success(as_owner, owner):
    goal = make_goal(owner)

    as_owner.post(url("goal_move", goal), {"status": "validated_out", "closing_note": "Too many approvals."})

    goal.refresh_from_db()
    page = as_owner.get(url("goal_detail", goal)).content.decode()
    assert goal.closed_on is not None
    assert "That is a good result" in page
    assert "Too many approvals." in page
    assert "notice--green" in page


def test_taking_a_goal_up_again_opens_it(as_owner, owner):
    goal = make_goal(owner, status="achieved", closed_on=date(2026, 11, 3))

    as_owner.post(url("goal_move", goal), {"status": "active"})

    goal.refresh_from_db()
    assert (goal.status, goal.closed_on) == ("active", None)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({}, "Choose one of the states."),
        ({"status": "won"}, "Choose one of the states."),
        ({"status": "achieved", "closing_note": "x" * 2001}, "at most 2000 characters"),
        ({"status": "validated_out", "closing_note": "a\x00b"}, "Null characters are not allowed."),
    ],
)
def test_a_bad_move_of_a_goal_is_refused_in_words(as_owner, owner, data, words):
    goal = make_goal(owner)

    response = as_owner.post(url("goal_move", goal), data)

    goal.refresh_from_db()
    assert (response.status_code, goal.status) == (422, "active")
    assert words in response.text


def test_a_bad_move_of_a_goal_keeps_what_was_learnt(as_owner, owner):
    goal = make_goal(owner)
    note = "Too many approvals. " * 200

    response = as_owner.post(url("goal_move", goal), {"status": "validated_out", "closing_note": note})

    [form] = [
        form for form in Page(response.text).forms.values() if form.values.get("closing_note") == [note]
    ]
    assert form.buttons[0][1]["value"] == "validated_out"
    assert 'href="#closing_note-refused"' in response.text
    assert 'id="closing_note-refused"' in response.text


def test_a_gap_is_added_once(as_owner, owner):
    goal = make_goal(owner)

    for _ in range(2):
        as_owner.post(url("gap_create", goal), {"text": "How is it judged?"})

    assert [gap.text for gap in goal.gaps.all()] == ["How is it judged?"]


def test_an_empty_gap_is_refused(as_owner, owner):
    assert as_owner.post(url("gap_create", make_goal(owner)), {"text": " "}).status_code == 422


def test_gaps_are_put_in_order(as_owner, owner):
    goal = make_goal(owner)
    for place, text in enumerate("abc"):
        make_gap(goal, text, position=place)

    as_owner.post(url("gap_move", Gap.objects.get(text="c")), {"act": "up"})
    as_owner.post(url("gap_move", Gap.objects.get(text="a")), {"act": "up"})

    assert [gap.text for gap in goal.gaps.order_by("position")] == ["a", "c", "b"]


def test_an_unknown_move_of_a_gap_is_refused_in_words(as_owner, owner):
    gap = make_gap(make_goal(owner))

    answer = as_owner.post(url("gap_move", gap), {"act": "sideways"})

    assert answer.status_code == 422
    assert "This page cannot do that" in answer.text


def test_a_gap_is_answered_with_its_day(as_owner, owner):
    gap = make_gap(make_goal(owner))

    as_owner.post(
        url("gap_move", gap), {"act": "answered"}, headers={"HX-Request": "true", "HX-Target": "gaps"}
    )

    gap.refresh_from_db()
    assert gap.status == "answered"
    assert gap.answered_on is not None


def test_an_answer_is_written(as_owner, owner):
    gap = make_gap(make_goal(owner))

    as_owner.post(url("gap_update", gap), {"text": gap.text, "status": "answered", "answer": "By output."})

    gap.refresh_from_db()
    assert (gap.answer, gap.status) == ("By output.", "answered")


def test_the_empty_page_teaches(as_owner):
    assert b"Begin with a question." in as_owner.get(reverse("outreach:goal_list")).content


@pytest.mark.parametrize("number", [1, 20])
def test_goal_list_costs_the_same(as_owner, owner, number, django_assert_max_num_queries):
    for n in range(number):
        goal = make_goal(owner, f"Goal {n}")
        make_gap(goal)
        sent_request(owner, make_person(owner, f"P{n}"), goal=goal)

    as_owner.get(reverse("outreach:goal_list"))  # brings the plan up to date

    with django_assert_max_num_queries(10):
        as_owner.get(reverse("outreach:goal_list"))


def test_goal_detail_counts_its_requests(as_owner, owner):
    goal = make_goal(owner)
    sent_request(owner, goal=goal)

    page = as_owner.get(url("goal_detail", goal))

    assert page.context_data["requests"] == 1
