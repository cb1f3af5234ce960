"""The notes check against labelled notes.

Sets: notes.jsonl (given), own_notes.jsonl (every third held out), fresh_notes.jsonl (rounds written after the
rules of their day; macro F1 at first sight 0.81, 0.90, 0.92). The figures asserted are for the rules as they
stand.
"""

import json
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from debriefs.sensitive import check_note

CASES = Path(__file__).parent.parent / "data" / "cases"


def labels_of(text):
    return {finding.label for finding in check_note(text)} or {"none"}


def rows(name, part=None):
    lines = (CASES / name).read_text("utf-8").splitlines()
    return [row for row in map(json.loads, lines) if part is None or row["part"] == part]


def macro_f1(cases):
    hit, extra, missed = Counter(), Counter(), Counter()
    for row in cases:
        wanted, got = set(row["labels"]), labels_of(row["text"])
        hit.update(wanted & got)
        missed.update(wanted - got)
        extra.update(got - wanted)
    named = set(hit) | set(missed)
    return sum(2 * hit[n] / (2 * hit[n] + extra[n] + missed[n]) for n in named) / len(named)


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("notes.jsonl", None),
        ("own_notes.jsonl", "tuned"),
        ("own_notes.jsonl", "held_out"),
        ("fresh_notes.jsonl", None),
    ],
)
def test_sensitive_reaches_the_bar(name, part):
    assert macro_f1(rows(name, part)) >= 0.90


@pytest.mark.parametrize(
    "text",
    [
        "Office politics eat one day a week.",
        "Healthy pipeline: about forty pilots each spring.",
        "The race to launch cost them the summer.",
        "Union of two tables failed because of duplicate keys.",
        "She has faith in the new lead.",
        "",
    ],
)
def test_sensitive_stays_silent_on_figures_of_speech(text):
    assert check_note(text) == []


def test_sensitive_names_the_words():
    text = "Knows the board. She is in rehab until May."
    (finding,) = check_note(text)
    assert "rehab" in text[finding.start : finding.end]


def test_sensitive_removes_only_the_clause():
    text = "Met at the fair. Practising Catholic, no calls on Sunday mornings."
    (finding,) = check_note(text)
    fix = next(fix for fix in finding.fixes if fix.label == "Remove these words")
    assert fix.apply(text) == "Met at the fair. No calls on Sunday mornings."


def test_sensitive_removes_a_closing_clause_and_keeps_the_stop():
    text = "Prefers mail, deaf in one ear. Likes data."
    (finding,) = check_note(text)
    fix = next(fix for fix in finding.fixes if fix.label == "Remove these words")
    assert fix.apply(text) == "Prefers mail. Likes data."


def test_sensitive_removes_the_sentence():
    text = "Leads a team of six. He is bisexual. Likes short mails."
    (finding,) = check_note(text)
    fix = next(fix for fix in finding.fixes if fix.label == "Remove the sentence")
    assert fix.apply(text).split() == "Leads a team of six. Likes short mails.".split()


@pytest.mark.parametrize("name", ["notes.jsonl", "own_notes.jsonl", "fresh_notes.jsonl"])
def test_sensitive_fixes_clear_the_note(name):
    for row in rows(name):
        for finding in check_note(row["text"]):
            cleared = [fix for fix in finding.fixes if fix.label != "Remove these words"]
            assert all(finding.label not in labels_of(fix.apply(row["text"])) for fix in cleared)


WORDS = st.sampled_from(
    [
        "she",
        "is gay",
        ",",
        ".",
        ";",
        "his wife",
        "has cancer",
        "union",
        "the",
        "votes green",
        "İ",
        "’",
        "\n",
        "🙂",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=200), st.lists(WORDS, max_size=40).map(" ".join)))
def test_sensitive_keeps_places_and_fixes_inside_the_text(text):
    for finding in check_note(text):
        assert 0 <= finding.start <= finding.end <= len(text)
        for fix in finding.fixes:
            assert 0 <= fix.start <= fix.end <= len(text)
            fix.apply(text)
