"""Who counts as one voice, and that the largest set of independent voices is really the largest."""

import json
import random
import time
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from debriefs.triangulation import (
    Voice,
    dependence,
    independent_voices,
    is_contested,
    level,
    one_sided,
    within_organisation,
)

DEMO = json.loads((Path(__file__).parents[2] / "infoview/demo/demo.json").read_text())


# Two people -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("a", "b", "reason"),
    [
        pytest.param(Voice(1, "o1"), Voice(2, "o2"), "", id="other-organisations"),
        pytest.param(Voice(1, "o1", "Sales"), Voice(2, "o1", "Design"), "", id="other-departments"),
        pytest.param(Voice(1, "o1", "Sales"), Voice(2, "o1", " sales "), "same department", id="one-team"),
        pytest.param(
            Voice(1, "o1", "Sales"), Voice(2, "o1"), "same organisation, department unknown", id="one-unknown"
        ),
        pytest.param(
            Voice(1, "o1", ""), Voice(2, "o1", ""), "same organisation, department unknown", id="both-unknown"
        ),
        pytest.param(Voice(1), Voice(2), "", id="unknown-organisations-count-as-different"),
        pytest.param(Voice(1, "", "Sales"), Voice(2, "", "Sales"), "", id="empty-is-unknown"),
        pytest.param(Voice(1, "o1"), Voice(2, "o2", introduced_by=1), "introduced by", id="introduced"),
        pytest.param(
            Voice(1, "o1", introduced_by=9), Voice(2, "o2", introduced_by=9), "", id="same-introducer"
        ),
    ],
)
def test_dependence(a, b, reason):
    assert dependence(a, b) == reason
    assert dependence(b, a) == reason


def test_dependence_by_a_declared_tie():
    assert dependence(Voice(1), Voice(2), ties={frozenset({1, 2})}) == "declared tie"
    assert dependence(Voice(1), Voice(3), ties={frozenset({1, 2})}) == ""


# The chosen ones ------------------------------------------------------------------------------------


def test_independent_voices_says_who_speaks_with_whom():
    karim = Voice("karim", "o1", "Sales")
    lena = Voice("lena", "o2", introduced_by="karim")
    result = independent_voices([lena, karim])

    assert result.level == 1
    assert [(j.voice.contact, j.chosen.contact, j.reason) for j in result.joined] == [
        ("lena", "karim", "introduced by")
    ]


def test_independent_voices_prefers_the_many_over_the_one_who_knows_all():
    hub = Voice(1, "o1")
    friends = [Voice(n, f"o{n}", introduced_by=1) for n in range(2, 7)]

    assert {v.contact for v in independent_voices([hub, *friends]).chosen} == {2, 3, 4, 5, 6}


def test_independent_voices_counts_a_contact_once():
    assert independent_voices([Voice(1, "o1"), Voice(1, "o1")]).level == 1


def test_independent_voices_of_nobody():
    assert independent_voices([]).level == 0


def test_independent_voices_names_those_of_unknown_organisation():
    result = independent_voices([Voice(1), Voice(2, "o2")])

    assert [voice.contact for voice in result.organisation_unknown] == [1]


def test_independent_voices_tells_the_plainest_reason():
    voices = [Voice(1, "o1", "A", introduced_by=3), Voice(2, "o1", "A"), Voice(3, "o3")]
    result = independent_voices(voices)

    assert [(j.voice.contact, j.reason) for j in result.joined] == [(1, "same department")]


def test_independent_voices_takes_contacts_of_mixed_types():
    voices = [Voice("ada", "o1"), Voice(7, "o2"), Voice(None, "o3")]

    assert independent_voices(voices).chosen == independent_voices(voices[::-1]).chosen


def test_within_organisation_keeps_only_its_people():
    voices = [Voice(1, "Quillmark"), Voice(2, "quillmark "), Voice(3), Voice(4, "Orrery")]

    assert [voice.contact for voice in within_organisation(voices, "Quillmark")] == [1, 2]


# Words and badges -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("independent", "triangulated", "word"),
    [
        (0, 3, "none"),
        (1, 3, "single"),
        (2, 3, "emerging"),
        (3, 3, "triangulated"),
        (9, 3, "triangulated"),
        (2, 2, "triangulated"),
        (4, 5, "emerging"),
    ],
)
def test_level(independent, triangulated, word):
    assert level(independent, triangulated=triangulated) == word


@pytest.mark.parametrize(
    ("supporting", "against", "contested"),
    [
        ({1, 2}, {3}, True),
        ({1, 2, 3}, {4}, False),
        ({1}, set(), False),
        (set(), {1}, True),
        ({1, 2, 3}, {3}, True),
        (set(), set(), False),
    ],
)
def test_is_contested_from_one_third_on(supporting, against, contested):
    assert is_contested(supporting, against) is contested


@pytest.mark.parametrize(
    ("stances", "side"),
    [
        (["critical", "critical"], "critical"),
        (["enthusiastic"] * 3, "enthusiastic"),
        (["critical"], ""),
        (["balanced", "balanced"], ""),
        (["critical", "enthusiastic"], ""),
        (["unknown", "unknown"], ""),
        ([], ""),
    ],
)
def test_one_sided_needs_two_of_the_same_leaning(stances, side):
    assert one_sided(stances) == side


# The demo -------------------------------------------------------------------------------------------


PEOPLE = {
    c["id"]: Voice(c["id"], c["organisation"], c["department"], c["introduced_by"], c["stance"])
    for c in DEMO["contacts"]
}


def opinions(theme, stance):
    return {
        debrief["contact"]
        for debrief in DEMO["debriefs"]
        for insight in debrief["insights"]
        if insight["theme"] == theme and insight["stance"] == stance
    }


@pytest.mark.parametrize("theme", sorted(DEMO["expected"]["triangulation"]))
def test_triangulation_of_the_demo(theme):
    supporting, against = opinions(theme, "for"), opinions(theme, "against")
    voices = [PEOPLE[contact] for contact in supporting]
    independent = independent_voices(voices).level

    assert DEMO["expected"]["triangulation"][theme] == {
        "supporting_contacts": len(supporting),
        "independent": independent,
        "against": len(against),
        "status": level(independent),
        "contested": is_contested(supporting, against),
        "one_sided": bool(one_sided([voice.stance for voice in voices])),
    }


# Exactness ------------------------------------------------------------------------------------------


def brute_force(voices, ties):
    people = list({voice.contact: voice for voice in voices}.values())
    joined = {(a.contact, b.contact) for a, b in combinations(people, 2) if dependence(a, b, ties=ties)}
    for size in range(len(people), 0, -1):
        for group in combinations(people, size):
            if not any((a.contact, b.contact) in joined for a, b in combinations(group, 2)):
                return size
    return 0


@st.composite
def crowds(draw, most=9):
    size = draw(st.integers(0, most))
    contacts = st.integers(0, max(0, size - 1))
    voices = [
        Voice(
            contact,
            draw(st.sampled_from([None, "a", "b", "c"])),
            draw(st.sampled_from([None, "x", "y"])),
            draw(st.none() | contacts),
        )
        for contact in range(size)
    ]
    ties = draw(st.sets(st.frozensets(contacts, min_size=2, max_size=2), max_size=12)) if size > 1 else set()
    return voices, ties


@given(crowds())
def test_level_agrees_with_brute_force(crowd):
    voices, ties = crowd

    assert independent_voices(voices, ties=ties).level == brute_force(voices, ties)


@given(crowds(most=16))
def test_chosen_are_independent_and_everyone_else_is_joined_to_one_of_them(crowd):
    voices, ties = crowd
    result = independent_voices(voices, ties=ties)

    assert all(not dependence(a, b, ties=ties) for a, b in combinations(result.chosen, 2))
    assert {v.contact for v in result.chosen} | {j.voice.contact for j in result.joined} == {
        v.contact for v in voices
    }
    assert all(j.chosen in result.chosen and dependence(j.voice, j.chosen, ties=ties) for j in result.joined)


@given(crowds(most=14), st.randoms(use_true_random=False))
def test_order_of_the_people_changes_nothing(crowd, rng):
    voices, ties = crowd
    shuffled = rng.sample(voices, len(voices))

    assert independent_voices(shuffled, ties=ties) == independent_voices(voices, ties=ties)


@given(crowds(most=14), st.sampled_from([None, "a", "b"]), st.none() | st.integers(0, 13))
def test_adding_a_supporter_never_lowers_the_level(crowd, organisation, introduced_by):
    voices, ties = crowd
    more = [*voices, Voice(99, organisation, None, introduced_by)]

    assert independent_voices(more, ties=ties).level >= independent_voices(voices, ties=ties).level


def ring_of_triangles(count):
    """Triangles have the most maximal sets there are; a ring through them keeps them in one piece."""
    triangles = [frozenset({3 * n + i, 3 * n + j}) for n in range(count) for i, j in ((0, 1), (1, 2), (0, 2))]
    return triangles + [frozenset({3 * n, 3 * ((n + 1) % count) + 1}) for n in range(count)]


def random_ties(share, seed):
    rng = random.Random(seed)
    return [frozenset(pair) for pair in combinations(range(60), 2) if rng.random() < share]


def regular_ties(cycles, seed):
    rng = random.Random(seed)
    ties = []
    for _ in range(cycles):
        order = rng.sample(range(60), 60)
        ties += [frozenset(pair) for pair in zip(order, order[1:] + order[:1], strict=True)]
    return ties


TANGLES = {
    "triangles": ring_of_triangles(20),
    **{f"random-{share}": random_ties(share, 1) for share in (0.05, 0.1, 0.15, 0.2, 0.3, 0.5, 0.9)},
    **{f"regular-{2 * cycles}": regular_ties(cycles, 1) for cycles in (1, 2, 3, 4, 5)},
}


@pytest.mark.parametrize("name", TANGLES)
def test_sixty_voices_are_answered_exactly_and_soon(name):
    voices = [Voice(n) for n in range(60)]
    ties = frozenset(TANGLES[name])
    started = time.process_time()
    result = independent_voices(voices, ties=ties)
    spent = time.process_time() - started

    assert result.is_exact
    assert not any(tie <= {v.contact for v in result.chosen} for tie in ties)
    # The bench measures the 50 ms; here only a runaway search has to fail, on any machine.
    assert spent < 2


def test_ring_of_triangles_gives_one_of_each():
    voices = [Voice(n) for n in range(60)]

    assert independent_voices(voices, ties=ring_of_triangles(20)).level == 20


def test_a_crowd_of_a_thousand_is_answered_too():
    rng = random.Random(3)
    ties = {frozenset(rng.sample(range(1000), 2)) for _ in range(4000)}
    result = independent_voices([Voice(n) for n in range(1000)], ties=ties)

    assert not result.is_exact
    assert result.level > 200
