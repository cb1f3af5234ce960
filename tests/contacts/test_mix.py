from hypothesis import given
from hypothesis import strategies as st

from contacts.mix import FEW, Share, Voice, mix_of

WORDS = st.sampled_from(["", "a", "b", "c"])
VOICES = st.lists(st.builds(Voice, st.sampled_from(["senior", "recruiter", "other"]), WORDS, WORDS, WORDS))


def test_mix_counts_distances_organisations_and_departments():
    voices = [
        Voice("senior", "Tern", "sales", "Ada"),
        Voice("senior", "Tern", "research", "Ada"),
        Voice("recruiter", "Alder", "sales"),
        Voice("peer_ahead"),
        Voice("senior", "Tern", "sales", "Bea"),
    ]

    mix = mix_of(voices)

    assert [(share.name, share.n) for share in mix.distances] == [
        ("senior", 3), ("peer_ahead", 1), ("recruiter", 1),
    ]  # fmt: skip
    assert (mix.organisations, mix.departments, mix.organisation_unknown) == (2, 3, 1)
    assert mix.largest == Share("Tern", 3, 5)
    assert (mix.through, mix.through.percent) == (Share("Ada", 2, 5), 40)


def test_mix_of_few_people_has_no_shares():
    mix = mix_of([Voice("senior", "Tern", "", "Ada")] * (FEW - 1))

    assert mix.is_few
    assert mix.largest.percent is mix.through.percent is None


@given(VOICES)
def test_mix_counts_everybody_once(voices):
    mix = mix_of(voices)

    assert sum(share.n for share in mix.distances) == mix.n == len(voices)
    assert mix.organisations <= mix.n - mix.organisation_unknown
    assert all(share is None or 0 < share.n <= share.of == mix.n for share in (mix.largest, mix.through))
