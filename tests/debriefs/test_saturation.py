"""The product's state and the published measures, each on its own worked example."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from debriefs.saturation import coverage, francis, guest, new_themes, order_effect, state

DEMO = json.loads((Path(__file__).parents[2] / "infoview/demo/demo.json").read_text())
EXPECTED = DEMO["expected"]
DEMO_THEMES = [
    {insight["theme"] for insight in debrief["insights"]}
    for debrief in DEMO["debriefs"]
    if "g1" in debrief["goals"]
]


def talks(*counts):
    """One talk per count, each with so many themes nobody had before, and one that everybody mentions."""
    themes, start = [], 0
    for count in counts:
        themes.append({f"t{n}" for n in range(start, start + count)} | ({"t0"} if start else set()))
        start += count
    return themes


# The demo -------------------------------------------------------------------------------------------


def test_new_themes_of_the_demo():
    assert new_themes(DEMO_THEMES) == EXPECTED["new_themes_per_debrief"]


def test_state_of_the_demo():
    result = state(DEMO_THEMES)
    history = [
        {"after_debrief": p.after, "new_in_last_3": p.run, "ratio": round(p.ratio, 4), "state": p.state}
        for p in result.history
        if p.ratio is not None
    ]

    assert result.base == EXPECTED["base_themes_first_4"]
    assert history == EXPECTED["saturation_history"]
    assert result.state == "saturated"
    assert result.means_nothing_new


# The state ------------------------------------------------------------------------------------------


def test_state_without_debriefs():
    result = state([])

    assert (result.state, result.ratio, result.base, result.history) == ("gathering", None, 0, ())


def test_state_has_no_ratio_before_the_seventh_debrief():
    ratios = [point.ratio for point in state(talks(5, 5, 5, 5, 0, 0, 0)).history]

    assert ratios == [None] * 6 + [0.0]


def test_state_without_themes_in_the_first_debriefs_is_undefined_and_gathering():
    result = state([set()] * 4 + talks(2, 1, 0, 0, 0, 0, 0))

    assert (result.base, result.ratio, result.state) == (0, None, "gathering")


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        pytest.param((5, 5, 5, 5, 0, 2, 2), "converging", id="exactly-20-percent"),
        pytest.param((5, 5, 5, 5, 0, 2, 3), "gathering", id="above-20-percent"),
        pytest.param((5, 5, 5, 5, 0, 0, 0, 0, 0), "converging", id="nine-are-too-few-to-be-saturated"),
        pytest.param((5, 5, 5, 5, 0, 0, 0, 0, 0, 1), "saturated", id="exactly-5-percent"),
        pytest.param((5, 5, 5, 5, 0, 0, 0, 0, 1, 1), "converging", id="above-5-percent"),
    ],
)
def test_state_at_its_thresholds(counts, expected):
    assert state(talks(*counts)).state == expected


def test_state_can_fall_back():
    result = state(talks(5, 5, 5, 5, 0, 0, 0, 0, 0, 0, 9))

    assert [point.state for point in result.history[-2:]] == ["saturated", "gathering"]
    assert result.fell_back_after == 11


# Guest, Namey and Chen ------------------------------------------------------------------------------


PAPER = talks(12, 10, 8, 7, 4, 3, 1, 0)


def test_guest_worked_example_of_the_paper():
    result = guest(PAPER, base_size=4, run_length=2, threshold=0.05)

    assert result.base == 37
    assert [(step.after, step.run) for step in result.steps] == [(4, 7), (5, 4), (6, 1)]
    assert [round(100 * step.ratio) for step in result.steps] == [19, 11, 3]
    assert result.reached_after == 6


def test_guest_needs_base_and_run():
    result = guest(PAPER[:5])

    assert (result.steps, result.reached_after, result.is_assessable) == ([], None, False)


def test_guest_without_base_is_undefined():
    result = guest([set(), set(), set(), set(), {"a"}, {"b"}])

    assert [step.ratio for step in result.steps] == [None]
    assert not result.is_assessable
    assert result.reached_after is None


# Francis --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("counts", "met"),
    [
        pytest.param((3,) + (0,) * 11, None, id="twelve-are-too-few"),
        pytest.param((3,) + (0,) * 12, 13, id="earliest-thirteen"),
        pytest.param((3,) + (0,) * 10 + (1, 0, 0, 0), 15, id="three-in-a-row-again"),
    ],
)
def test_francis(counts, met):
    assert francis(talks(*counts)) == met


# Coverage -------------------------------------------------------------------------------------------


def test_coverage_by_hand():
    # a in 3 talks, b in 2, c and d in 1 of 4 talks: Q1 = 2, Q2 = 1, U = 7, S = 4.
    result = coverage([{"a", "b"}, {"a", "b", "c"}, {"a"}, {"d"}], ahead=2)

    assert result.seen == 4
    assert result.unseen == pytest.approx(3 / 4 * 4 / 2)
    assert result.coverage == pytest.approx(1 - 2 / 7 * (6 / 8))
    assert result.coverage_ahead == pytest.approx(1 - 2 / 7 * (6 / 8) ** 3)
    assert result.expected_new == pytest.approx(1.5 * (1 - (1 - 2 / 8) ** 2))
    assert result.completeness == pytest.approx(4 / 5.5)
    assert not result.is_reliable


def test_coverage_without_themes_heard_twice():
    # Q1 = 3, Q2 = 0 in 3 talks.
    assert coverage([{"a"}, {"b"}, {"c"}]).unseen == pytest.approx(2 / 3 * 3 * 2 / 2)


def test_coverage_when_everything_was_heard_again():
    result = coverage([{"a", "b"}] * 7)

    assert (result.unseen, result.coverage, result.expected_new, result.completeness) == (0, 1, 0, 1)
    assert result.is_reliable


@pytest.mark.parametrize("themes", [[], [set()], [set(), set()]], ids=["no-talk", "one-empty", "two-empty"])
def test_coverage_of_nothing(themes):
    assert coverage(themes).coverage == 0.0


def test_coverage_of_a_single_talk_is_said_to_be_unreliable():
    result = coverage([{"a", "b"}])

    assert (result.seen, result.is_reliable) == (2, False)


# The order of the talks -----------------------------------------------------------------------------


def test_order_effect_is_the_same_for_the_same_seed_and_any_order_given():
    first = order_effect(DEMO_THEMES, rounds=200)

    assert order_effect(DEMO_THEMES[::-1], rounds=200) == first
    assert first.p05 >= 4
    assert 0 < first.reached_share < 1


def test_order_effect_has_no_median_when_less_than_half_of_the_orders_reach_it():
    result = order_effect(DEMO_THEMES, rounds=200)

    assert result.reached_share < 0.5
    assert result.median is None


def test_order_effect_says_when_it_is_never_reached():
    result = order_effect([{f"t{n}"} for n in range(8)], rounds=50)

    assert (result.median, result.reached_share) == (None, 0.0)


def test_order_effect_of_identical_talks_is_the_first_possible():
    result = order_effect([{"a"}] * 8, rounds=50)

    assert (result.p05, result.median, result.p95, result.reached_share) == (4, 4, 4, 1)


# Properties -----------------------------------------------------------------------------------------


themes_of_talks = st.lists(st.frozensets(st.sampled_from("abcdefghijkl"), max_size=6), max_size=16)


@given(themes_of_talks)
def test_new_themes_add_up_to_all_that_was_heard(themes):
    counts = new_themes(themes)

    assert sum(counts) == len(frozenset().union(*themes))
    assert len(counts) == len(themes)


@given(themes_of_talks)
def test_an_interview_without_new_themes_never_freezes_the_curve(themes):
    heard = frozenset().union(*themes)
    history = state([*themes, heard, heard | {"new"}]).history

    assert len(history) == len(themes) + 2
    assert history[-2].new == 0
    assert history[-1].new == 1
    assert history[-1].heard == len(heard) + 1


@given(themes_of_talks)
def test_merging_two_themes_equals_having_had_one(themes):
    merged = [frozenset("a" if theme == "b" else theme for theme in talk) for talk in themes]
    written_as_one = [(talk - {"b"}) | ({"a"} if talk & {"a", "b"} else frozenset()) for talk in themes]

    assert state(merged) == state(written_as_one)
    assert guest(merged) == guest(written_as_one)
    assert coverage(merged) == coverage(written_as_one)


@given(themes_of_talks)
def test_saying_a_theme_twice_in_one_talk_changes_nothing(themes):
    doubled = [[*talk, *talk] for talk in themes]

    assert state(doubled) == state(themes)
    assert coverage(doubled) == coverage(themes)


@given(themes_of_talks)
def test_state_agrees_with_guest_of_the_same_sizes(themes):
    by_state = [point.ratio for point in state(themes).history if point.after >= 7]
    by_guest = [step.ratio for step in guest(themes, base_size=4, run_length=3).steps]

    assert by_state == by_guest


@given(themes_of_talks, st.integers(0, 5))
def test_coverage_stays_a_share(themes, ahead):
    result = coverage(themes, ahead=ahead)

    assert 0 <= result.coverage <= result.coverage_ahead + 1e-12 <= 1 + 1e-9
    assert 0 <= result.expected_new <= result.unseen + 1e-12
    assert 0 <= result.completeness <= 1
