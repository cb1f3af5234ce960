import pytest
from django.urls import reverse

from interviews.models import FavouriteQuestion, OwnQuestion
from interviews.views.plan import token_of
from tests.factories.interviews import (
    NOON,
    held_interview,
    make_interview,
    make_item,
    make_own_question,
    make_question,
)

URL = reverse("interviews:question_list")
CREATE = reverse("interviews:question_create")
OWN = {"text": "What do you no longer do?", "category": "role_reality", "stage": "core", "framework": "none"}


def test_question_list_shows_published_questions_only(as_owner):
    shown = make_question()
    hidden = make_question("A draft?")
    hidden.bank.status = "published"
    hidden.retired = True
    hidden.save()

    assert [one[0] for one in as_owner.get(URL).context_data["questions"]] == [shown]


@pytest.mark.parametrize(
    ("query", "found"),
    [("q=week", 1), ("q=nothing-like-it", 0), ("category=challenges", 1), ("industry=tech", 2),
     ("org_size=enterprise", 1),
     ("favourites=on", 0), ("category=nonsense", 2), ("page=0", 2), ("page=x", 2)],
)  # fmt: skip
def test_question_list_filters(as_owner, query, found):
    make_question()
    make_question("Which release hurt most?", category="challenges", industry="tech", org_size="start_up")

    assert len(as_owner.get(f"{URL}?{query}").context_data["questions"]) == found


def test_question_list_tells_how_a_question_did(owner, stranger, as_owner):
    question = make_question()
    talk = held_interview(owner)
    make_item(talk, question=question, asked_at=NOON, notes="Two days")
    make_item(talk, "again?", question=question, skipped_at=NOON)
    make_item(make_interview(stranger), question=question, asked_at=NOON)

    [(_question, _token, _liked, record)] = as_owner.get(URL).context_data["questions"]

    assert record == "planned 2, asked 1, answered 1, skipped 1"


def test_question_favourite_is_marked_and_taken_back(as_owner):
    token = token_of(make_question())
    path = reverse("interviews:question_favourite")

    as_owner.post(path, {"question": token, "liked": "yes"})
    as_owner.post(path, {"question": token, "liked": "yes"})
    assert FavouriteQuestion.objects.count() == 1
    as_owner.post(path, {"question": token, "liked": "no"})

    assert not FavouriteQuestion.objects.exists()


def test_question_create_writes_ones_own_once(as_owner):
    for _time in range(2):
        as_owner.post(CREATE, OWN)

    assert OwnQuestion.objects.get().text == "What do you no longer do?"


def test_question_create_copies_from_the_bank(as_owner):
    question = make_question(probes=["How often?"])
    page = as_owner.get(f"{CREATE}?copy={token_of(question)}").content.decode()

    as_owner.post(f"{CREATE}?copy={token_of(question)}", OWN | {"probes": "How often?"})

    assert "How does the week split?" in page
    assert OwnQuestion.objects.get().copied_from == question


@pytest.mark.parametrize(
    "change", [{"text": ""}, {"text": "x" * 401}, {"category": "gold"}, {"probes": "\n".join("abcdefghijkl")}]
)
def test_question_create_keeps_typed_words_when_it_fails(as_owner, change):
    assert as_owner.post(CREATE, OWN | change).status_code == 422


def test_question_check_says_what_a_question_asks_for(as_owner):
    answer = as_owner.post(reverse("interviews:question_check"), {"text": "How old are you?"})

    assert b"often unlawful or unwelcome" in answer.content


@pytest.mark.parametrize("name", ["question_update", "question_delete"])
def test_own_questions_are_404_for_a_stranger(owner, as_stranger, name):
    question = make_own_question(owner)

    assert as_stranger.post(reverse(f"interviews:{name}", args=[question.public_id]), OWN).status_code == 404


def test_question_update_and_delete(owner, as_owner):
    question = make_own_question(owner)

    as_owner.post(reverse("interviews:question_update", args=[question.public_id]), OWN)
    assert OwnQuestion.objects.get().text == "What do you no longer do?"
    as_owner.post(reverse("interviews:question_delete", args=[question.public_id]))

    assert not OwnQuestion.objects.exists()


def test_question_list_costs_the_same_for_many(owner, as_owner, django_assert_max_num_queries):
    for n in range(60):
        make_item(make_interview(owner, starts_at=NOON), question=make_question(f"How is part {n} judged?"))
        make_own_question(owner, f"Own {n}?")
    as_owner.get(URL)

    with django_assert_max_num_queries(10):
        page = as_owner.get(URL)

    assert len(page.context_data["questions"]) == 50
