"""Counting and comparing."""

import pytest

from outreach.wording import count_chars, count_words, similarity


@pytest.mark.parametrize(
    ("text", "words"), [("", 0), ("  \n ", 0), ("Hi Ada,\n\nwell - yes.", 5), ("20-minute call", 2)]
)
def test_words_are_runs_of_non_space(text, words):
    assert count_words(text) == words


def test_line_break_of_a_form_counts_once():
    assert count_chars("a\r\nb") == count_chars("a\nb") == 3


BODY = (
    "Hi {0}, your talk on {1} stayed with me. "
    "I plan ferries at {2} and would like to ask you five questions. {3}"
)


def test_bodies_that_differ_in_names_only_are_the_same():
    mine = BODY.format("Ada", "locks", "Corvane", "Kim")
    other = BODY.format("Ben", "locks", "Quillmark", "Kim")

    assert similarity(mine, other, names=("Ada Quist", "Ben", "Corvane", "Quillmark")) == 1.0


def test_bodies_about_different_things_are_not():
    other = (
        "Dear Ben, the garden you drew for the clinic is where I read your book. May I ask how it began? Kim"
    )

    assert similarity(BODY.format("Ada", "locks", "Corvane", "Kim"), other, names=("Ada", "Ben")) < 0.7


def test_empty_bodies_are_like_nothing():
    assert similarity("", "") == 0.0
    assert similarity("", "Hi Ada") == 0.0
