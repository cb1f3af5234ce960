"""What holds for every text."""

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from outreach.wording import check_message, labels_of, similarity

KINDS = (
    "request",
    "request_note",
    "nudge",
    "second_attempt",
    "thank_you",
    "update",
    "referral_permission",
    "reschedule",
    "light_touch",
)
CASES = [
    json.loads(line)
    for line in (Path(__file__).resolve().parents[1] / "data" / "cases" / "messages.jsonl")
    .read_text(encoding="utf-8")
    .splitlines()
]
PIECES = sorted({piece for case in CASES for piece in case["text"].split(". ")})
ASKS = {"M-JOB", "M-REFERRAL", "M-CV", "M-PRESSURE"}

mixed = st.lists(
    st.one_of(
        st.sampled_from(PIECES),
        st.text(max_size=40),
        st.sampled_from(
            ["\n\n", ". ", "? ", " ", "\r\n", '"', "’", "İ", "ß", "{detail}", "…", " not ", " if "]
        ),
    ),
    max_size=8,
).map("".join)
calm = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])


@calm
@given(
    mixed,
    st.sampled_from(KINDS),
    st.sampled_from(["", "Imani Brandt", "Dr. (Ä)"]),
    st.sampled_from(["", "Ada", "İ"]),
)
def test_places_and_fixes_stay_inside_the_text(text, kind, referrer, name):
    findings = check_message(
        text, kind=kind, referrer=referrer, first_name=name, region="DACH", mode="market_sounding"
    )

    for one in findings:
        assert 0 <= one.start <= one.end <= len(text)
        for fix in one.fixes:
            assert 0 <= fix.start <= fix.end <= len(text)
            assert fix.apply(text) == text[: fix.start] + fix.replacement + text[fix.end :]


@calm
@given(mixed, st.sampled_from(KINDS))
def test_same_text_gives_the_same_findings(text, kind):
    assert check_message(text, kind=kind) == check_message(text, kind=kind)


@calm
@given(mixed, st.sampled_from(KINDS))
def test_typographic_marks_change_nothing(text, kind):
    typed = text.replace("’", "'")
    set_well = typed.replace("'", "’")

    assert labels_of(check_message(typed, kind=kind)) == labels_of(check_message(set_well, kind=kind))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
@pytest.mark.parametrize("added", ["We sail at dawn.\n\n", "The harbour is calm and the tide is low.\n\n"])
def test_edits_before_it_never_move_a_finding_off_its_words(case, added):
    before = {one.code: one for one in check_message(case["text"], kind=case["kind"]) if one.code in ASKS}
    after = {
        one.code: one for one in check_message(added + case["text"], kind=case["kind"]) if one.code in ASKS
    }

    assert {code: case["text"][one.start : one.end] for code, one in before.items()} == {
        code: (added + case["text"])[one.start : one.end] for code, one in after.items()
    }


@pytest.mark.parametrize(
    "unit", ["no ", "if not, ", "your ", "please ", "a", "\n", "you have ", "20 ", "( ", '"x" ']
)
def test_long_repetitive_text_is_read_in_reasonable_time(unit):
    text = (unit * 4000)[:8000]

    findings = check_message(text, kind="request")

    assert all(one.end <= len(text) for one in findings)


@calm
@given(mixed, mixed)
def test_similarity_is_symmetric_and_a_share(first, second):
    assert 0.0 <= similarity(first, second) <= 1.0
    assert similarity(first, second) == pytest.approx(similarity(second, first), abs=0.02)


@pytest.mark.parametrize("digit", ["0", "１", "9."])
def test_endless_numbers_are_read_once(digit):
    """A rule that began anew at each digit took a quarter of a minute for this."""
    assert "M-JOB" not in labels_of(check_message(digit * 20_000, kind="request"))
