"""The owner's numbers for patterns: ranges kept, everybody their own, counted anew at once."""

import pytest
from django.urls import reverse

from debriefs.models import SynthesisSettings

PAGE = reverse("debriefs:settings")
USUAL = {
    "triangulated": 3,
    "min_debriefs": 10,
    "base_size": 4,
    "run_length": 3,
    "threshold_percent": 5,
    "converging_percent": 20,
}


def test_settings_shows_the_usual_numbers_first(as_owner):
    page = as_owner.get(PAGE)

    assert {name: page.context_data["form"][name].value() for name in USUAL} == USUAL


def test_settings_keeps_what_was_chosen(as_owner, owner, stranger):
    as_owner.post(PAGE, {**USUAL, "triangulated": 4})

    assert SynthesisSettings.of(owner).triangulated == 4
    assert SynthesisSettings.of(stranger).triangulated == 3


@pytest.mark.parametrize(
    "change",
    [
        {"triangulated": 1},
        {"base_size": 7},
        {"run_length": 4},
        {"converging_percent": 41},
        {"min_debriefs": ""},
    ],
)
def test_settings_refuses_what_is_out_of_range(as_owner, owner, change):
    answer = as_owner.post(PAGE, {**USUAL, **change})

    assert answer.status_code == 422
    assert set(answer.context_data["form"].errors) == set(change)
    assert SynthesisSettings.of(owner).pk is None


def test_settings_raises_the_facts_version(as_owner, owner):
    before = owner.facts_version

    as_owner.post(PAGE, {**USUAL, "min_debriefs": 12})

    owner.refresh_from_db()
    assert owner.facts_version > before
