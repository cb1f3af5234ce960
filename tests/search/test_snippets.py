import pytest
from hypothesis import given
from hypothesis import strategies as st

from infoview.search.index import words_of
from infoview.search.snippets import LONGEST, pieces, plain, snippet


@pytest.mark.parametrize(
    ("text", "words", "marked"),
    [
        ("Leila Moradi", ["mor"], ["Moradi"]),
        ("Zoë met Zoe", ["zoe"], ["Zoë", "Zoe"]),
        ("tomorrow", ["morrow"], []),
        ("a (b) c", ["b"], ["b"]),
        ("Straße", ["stra"], ["Straße"]),
        ("", ["x"], []),
    ],
)
def test_pieces_mark_words_that_begin_so(text, words, marked):
    found = pieces(text, words)

    assert "".join(piece.text for piece in found) == text
    assert [piece.text for piece in found if piece.marked] == marked


def test_snippet_cuts_around_the_word():
    found = snippet("before " * 100 + "needle " + "after " * 100, ["needle"])

    text = "".join(piece.text for piece in found)
    assert [piece.text for piece in found if piece.marked] == ["needle"]
    assert text.startswith("… before")
    assert text.endswith(" …")
    assert len(text) <= LONGEST + 4


@given(st.text(max_size=400), st.text(max_size=60))
def test_snippet_takes_any_text(text, asked):
    words = words_of(asked)

    assert "".join(piece.text for piece in pieces(text, words)) == text
    assert len(plain(text)) == len(text)
    snippet(text * 3, words)
