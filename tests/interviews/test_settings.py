"""The owner's numbers for talks: ranges kept, words explained, everybody their own."""

import pytest
from django.urls import reverse

from interviews.models import TalkSettings

PAGE = reverse("interviews:settings")
USUAL = {
    "core_questions": 5,
    "max_questions": 8,
    "amber_minutes_left": 5,
    "listen_target": 80,
    "early_in_person": 10,
    "early_video": 3,
}


def test_settings_shows_the_usual_numbers_first(as_owner):
    page = as_owner.get(PAGE)

    assert {name: page.context_data["form"][name].value() for name in USUAL} == USUAL


def test_settings_keeps_what_was_chosen(as_owner, owner, stranger):
    as_owner.post(PAGE, {**USUAL, "listen_target": 70})

    assert TalkSettings.of(owner).listen_target == 70
    assert TalkSettings.of(stranger).listen_target == 80


@pytest.mark.parametrize(
    "change",
    [
        {"core_questions": 9},
        {"max_questions": 4},
        {"early_video": 16},
        {"listen_target": ""},
        {"early_video": "x"},
    ],
)
def test_settings_refuses_what_is_out_of_range_and_keeps_the_words(as_owner, owner, change):
    answer = as_owner.post(PAGE, {**USUAL, **change})

    assert answer.status_code == 422
    assert set(change) <= set(answer.context_data["form"].errors)
    assert TalkSettings.of(owner).pk is None


def test_settings_wants_room_for_the_core_questions(as_owner):
    answer = as_owner.post(PAGE, {**USUAL, "core_questions": 8, "max_questions": 6})

    assert "max_questions" in answer.context_data["form"].errors


def test_settings_sends_a_visitor_to_sign_in(client, db):
    assert client.get(PAGE).status_code == 302


def test_settings_lists_all_settings(as_owner):
    page = as_owner.get(PAGE).content.decode()

    names = ("outreach:settings", "scheduler:settings", "scheduler:subscription_list", "debriefs:settings")
    assert [name for name in names if f'href="{reverse(name)}"' not in page] == []
