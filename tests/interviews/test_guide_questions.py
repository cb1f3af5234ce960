"""The question checks against labelled texts.

Sets: questions.jsonl (given), own_questions.jsonl (tuned on two thirds, every third held out), and
fresh_questions.jsonl (rounds written after the rules of their day). Macro F1 at the first sight of a round,
with protected topics counted as one: 0.85, 0.88, 0.93, 0.95, 0.96, 0.94, 0.90, 0.95, 0.92 (rounds 6 and 9
hold only protected topics and near misses). The figures asserted below are for the rules as they stand: they
say that nothing got worse, not how unseen texts fare.
"""

import json
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from infoview.shared.findings import Severity
from interviews.guide import check_question

CASES = Path(__file__).parent.parent / "data" / "cases"
BANK = Path(__file__).parent.parent.parent / "interviews" / "library" / "question_bank.json"
CONTENT = {"job_ask", "referral_ask", "compensation_personal", "protected"}
FORM = {"closed_question", "generic", "strategic"}


def labels_of(text):
    found = {finding.label for finding in check_question(text)}
    return found | {"ok"} if found <= {"strategic"} else found


def pooled(labels):
    return {label.split("_topic:")[0] if label.startswith("protected") else label for label in labels}


def rows(name, part=None):
    lines = (CASES / name).read_text("utf-8").splitlines()
    return [row for row in map(json.loads, lines) if part is None or row["part"] == part]


def measure(cases):
    """Return macro F1, protected recall and the share of good questions with a false alarm."""
    hit, extra, missed, good, alarms = Counter(), Counter(), Counter(), 0, 0
    for row in cases:
        wanted, got = pooled(row["labels"]), pooled(labels_of(row["text"]))
        scored = lambda label, content=bool(wanted & CONTENT): not (content and label in FORM)  # noqa: E731
        hit.update(filter(scored, wanted & got))
        missed.update(filter(scored, wanted - got))
        extra.update(filter(scored, got - wanted))
        good += "ok" in wanted
        alarms += "ok" in wanted and "ok" not in got
    named = set(hit) | set(missed)
    scores = [2 * hit[label] / (2 * hit[label] + extra[label] + missed[label]) for label in named]
    protected = hit["protected"] / max(1, hit["protected"] + missed["protected"])
    return sum(scores) / len(scores), protected, alarms / max(1, good)


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("questions.jsonl", None),
        ("own_questions.jsonl", "tuned"),
        ("own_questions.jsonl", "held_out"),
        ("fresh_questions.jsonl", None),
    ],
)
def test_guide_reaches_the_bar(name, part):
    f1, protected, alarms = measure(rows(name, part))
    assert f1 >= 0.90
    assert protected >= 0.95
    assert alarms <= 0.03


def test_guide_leaves_the_question_bank_alone():
    questions = json.loads(BANK.read_text("utf-8"))["questions"]
    noisy = [q["text"] for q in questions if "ok" not in labels_of(q["text"])]
    assert noisy == []


def test_guide_names_the_right_topic():
    cases = [row for row in rows("questions.jsonl") if "protected" in pooled(row["labels"])]
    right = [row for row in cases if set(row["labels"]) <= labels_of(row["text"])]
    assert len(right) >= 0.95 * len(cases)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Do you use SQL every day?", "closed_question"),
        ("You decide the roadmap together with sales, right?", "closed_question"),
        ("I read that the plant closed; was that expected?", "closed_question"),
        ("Would you recommend this career?", "closed_question"),
    ],
)
def test_guide_sees_a_closed_form(text, label):
    assert label in labels_of(text)


@pytest.mark.parametrize(
    "text",
    [
        "Could you walk me through how a release is planned?",
        "Is there anything I can do for you?",
        "May I stay in touch?",
        "Would it be all right if I took notes?",
        "Is that decided by the board or by the team, and why?",
        "How old is the codebase?",
    ],
)
def test_guide_lets_courtesy_and_open_forms_pass(text):
    assert labels_of(text) == {"ok"}


def test_guide_does_not_take_a_denial_for_an_ask():
    assert labels_of("I am not looking for a job; how do newcomers learn to price risk?") == {"ok"}


def test_guide_looks_at_form_only_without_a_content_finding():
    assert labels_of("Are you pregnant?") == {"protected_topic:family"}


def test_guide_praises_without_warning():
    (finding,) = check_question("How does remote work change how juniors learn?")
    assert finding.severity is Severity.PRAISE
    assert finding.fixes == ()


@pytest.mark.parametrize(
    ("text", "rewritten"),
    [
        ("Does the team review in pairs?", "How does the team review in pairs?"),
        ("Is it hard to change sides?", "How hard is it to change sides?"),
        ("In your team, are the reviews done in pairs?", "In your team, how are the reviews done in pairs?"),
        ("Are there any courses you would recommend?", "Which courses would you recommend?"),
    ],
)
def test_guide_opens_a_closed_question(text, rewritten):
    (finding,) = check_question(text)
    assert finding.fixes[0].apply(text) == rewritten


def test_guide_never_calls_anything_illegal():
    texts = [finding.message for row in rows("questions.jsonl") for finding in check_question(row["text"])]
    assert not any("illegal" in text for text in texts)


@pytest.mark.parametrize("name", ["questions.jsonl", "own_questions.jsonl", "fresh_questions.jsonl"])
def test_guide_rewrites_pass_the_content_checks(name):
    for row in rows(name):
        for finding in check_question(row["text"]):
            for fix in finding.fixes:
                if finding.code in {"Q-JOB", "Q-REFERRAL", "Q-PAY", "Q-PROTECTED"}:
                    assert "ok" in labels_of(fix.apply(row["text"]))


WORDS = st.sampled_from(
    [
        "you",
        "your",
        "are",
        "how old",
        "children",
        "why",
        "salary",
        "refer me",
        ",",
        ";",
        "?",
        ".",
        "İ",
        "\n",
        "🙂",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=200), st.lists(WORDS, max_size=40).map(" ".join)))
def test_guide_keeps_places_and_fixes_inside_the_text(text):
    for finding in check_question(text):
        assert 0 <= finding.start <= finding.end <= len(text)
        for fix in finding.fixes:
            assert 0 <= fix.start <= fix.end <= len(text)
