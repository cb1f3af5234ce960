"""The report on labelled cases, and the command that prints it."""

import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from infoview import scoring

CASES = Path(__file__).resolve().parents[1] / "data" / "cases"


def case(*labels, kind="request"):
    return {"text": "x", "kind": kind, "labels": list(labels)}


def scored(kind, *pairs):
    """Score cases against what was found, given as pairs of a case and the labels found in it."""
    found = {id(one): labels for one, labels in pairs}
    return scoring.score([one for one, _ in pairs], lambda one: found[id(one)], kind)


def test_score_counts_right_wrong_and_missed():
    report = scored(
        "messages", (case("job_ask"), ["job_ask"]), (case("job_ask"), []), (case("pressure"), ["job_ask"])
    )

    assert report.labels["job_ask"] == scoring.Score(right=1, wrong=1, missed=1)
    assert report.labels["job_ask"].f1 == pytest.approx(0.5)
    assert report.labels["pressure"].f1 == 0.0
    assert report.macro_f1 == pytest.approx(0.25)
    assert report.overall == scoring.Score(right=1, wrong=1, missed=2)


def test_label_without_cases_is_shown_but_not_averaged():
    report = scored("messages", (case("job_ask"), ["job_ask"]), (case("ok"), ["pressure"]))

    assert report.labels["pressure"].cases == 0
    assert report.macro_f1 == 1.0


def test_false_alarms_are_the_share_of_good_cases_with_a_finding():
    report = scored("messages", (case("ok"), []), (case("ok"), ["pressure"]), (case("job_ask"), []))

    assert report.false_alarms == 0.5


def test_praise_is_no_false_alarm():
    report = scored("questions", (case("ok"), ["strategic"]), (case("ok", "strategic"), ["strategic"]))

    assert report.false_alarms == 0.0
    assert report.labels["strategic"] == scoring.Score(right=1, wrong=1)


def test_protected_topics_stand_pooled_and_apart_and_count_once():
    report = scored(
        "questions",
        (case("protected_topic:age"), ["protected_topic:health"]),
        (case("job_ask"), ["job_ask"]),
    )

    assert report.labels["protected_topic"].f1 == 1.0
    assert report.labels["protected_topic:age"].f1 == 0.0
    assert report.macro_f1 == 1.0


def test_special_categories_of_notes_count_one_by_one():
    report = scored("notes", (case("special:health"), []), (case("special:union"), ["special:union"]))

    assert report.macro_f1 == 0.5


def test_form_is_not_scored_where_a_question_asks_for_something():
    report = scored("questions", (case("job_ask"), ["job_ask", "closed_question"]))

    assert "closed_question" not in report.labels


def test_label_is_not_scored_for_a_kind_that_cannot_have_it():
    report = scored("messages", (case("ok", kind="referral_permission"), ["referral_ask"]))

    assert report.labels == {}
    assert report.false_alarms == 1.0


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "not JSON"),
        ("[]", "object"),
        ('{"labels": ["ok"], "kind": "nudge"}', "text"),
        ('{"text": "x", "kind": "nudge"}', "labels"),
        ('{"text": "x", "labels": ["ok"]}', "kind"),
        ('{"text": "x", "labels": ["ok"], "kind": "nudge", "referrer": 3}', "referrer"),
    ],
)
def test_unreadable_line_is_named_with_its_reason(line, reason):
    lines = ['{"text": "x", "labels": ["ok"], "kind": "nudge"}', "", line]

    with pytest.raises(scoring.UnreadableCase, match=rf"Line 3: .*{reason}"):
        list(scoring.read_cases(lines, "messages"))


def test_wording_report_prints_json(capsys):
    call_command("wording_report", str(CASES / "messages.jsonl"), "--kind", "messages", "--json")

    report = json.loads(capsys.readouterr().out)
    assert report.keys() == {"labels", "macro_f1", "false_alarms"}
    assert report["labels"]["job_ask"].keys() == {"precision", "recall", "f1", "cases"}


def test_wording_report_prints_a_table(capsys):
    call_command("wording_report", str(CASES / "messages.jsonl"), "--kind", "messages")

    out = capsys.readouterr().out
    assert "no_exit_ramp" in out
    assert "False alarms: " in out


def test_wording_report_names_the_bad_line(tmp_path):
    file = tmp_path / "cases.jsonl"
    file.write_text('{"text": "x", "kind": "nudge", "labels": ["ok"]}\nnot json\n', encoding="utf-8")

    with pytest.raises(CommandError, match="Line 2: this is not JSON"):
        call_command("wording_report", str(file), "--kind", "messages")


def test_wording_report_says_that_a_file_is_missing(tmp_path):
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("wording_report", str(tmp_path / "none.jsonl"), "--kind", "messages")
