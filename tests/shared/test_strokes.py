from hypothesis import given
from hypothesis import strategies as st

from infoview.shared.strokes import tally


def strokes(path: str) -> int:
    return path.count("M")


def test_tally_draws_the_rest_apart():
    drawn = tally(2, 3)

    assert (strokes(drawn.made), strokes(drawn.still_open)) == (2, 1)


def test_tally_crosses_every_fifth_stroke():
    assert tally(5).made.endswith("M0 12.2L21.4 4")
    assert tally(10).made.endswith("M25.5 12.2L46.9 4")


def test_tally_is_as_wide_as_its_strokes():
    assert [tally(n).width for n in (1, 2, 3, 4, 5, 12)] == [4, 9.5, 15, 20.5, 24.5, 60.5]


def test_tally_of_nothing_is_empty():
    assert tally(0).made == ""


@given(st.integers(0, 40), st.integers(0, 40))
def test_tally_never_loses_a_stroke(count, of):
    drawn = tally(count, of)

    assert strokes(drawn.made) == count
    assert strokes(drawn.made) + strokes(drawn.still_open) == max(count, of)
