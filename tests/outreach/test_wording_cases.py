"""The wording checks against labelled messages: our own, a part of them kept aside, and the shared ones."""

import json
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from infoview import scoring
from outreach.wording import check_message, labels_of

CASES = Path(__file__).resolve().parents[1] / "data" / "cases"
LABELS = (
    "too_long",
    "no_exit_ramp",
    "no_time_window",
    "no_duration",
    "no_personal_detail",
    "no_referral_mentioned",
    "generic_opening",
    "job_ask",
    "referral_ask",
    "resume_attached_pitch",
    "pressure",
    "no_specific_takeaway",
)


def read(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (CASES / name).read_text(encoding="utf-8").splitlines()]


OWN = read("own_messages.jsonl")
TUNED = [case for case in OWN if case["part"] != "held_out"]
HELD_OUT = [case for case in OWN if case["part"] == "held_out"]
SHARED = read("messages.jsonl")


def found(case: Mapping[str, Any]) -> list[str]:
    return _found(case["text"], case["kind"], case["channel"], case["referrer"])


@cache
def _found(text: str, kind: str, channel: str, referrer: str) -> list[str]:
    return labels_of(check_message(text, kind=kind, channel=channel, referrer=referrer))


def texts(cases: Iterable[Mapping[str, Any]]) -> list[str]:
    return [f"{case['id']}: {case['text']}" for case in cases]


@pytest.mark.parametrize("label", LABELS)
def test_check_finds_what_should_fire(label):
    missed = [case for case in TUNED if label in case["labels"] and label not in found(case)]

    assert texts(missed) == []


@pytest.mark.parametrize("label", LABELS)
def test_check_is_silent_on_near_misses(label):
    near = [case for case in TUNED if label not in case["labels"]]

    assert texts(case for case in near if label in found(case)) == []


@pytest.mark.parametrize("label", LABELS)
def test_own_cases_hold_enough_of_each_label(label):
    assert sum(label in case["labels"] for case in OWN) >= 20


def test_own_cases_hold_enough_good_messages():
    assert sum(case["labels"] == ["ok"] for case in OWN) >= 60


@pytest.mark.parametrize(
    "cases", [pytest.param(HELD_OUT, id="kept-aside"), pytest.param(SHARED, id="shared")]
)
def test_checks_reach_the_bar(cases):
    report = scoring.score(cases, found, "messages")

    assert report.macro_f1 >= 0.9
    assert report.false_alarms <= 0.03
