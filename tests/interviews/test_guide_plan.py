"""The plan checks of the domain rules, section 4."""

from infoview.shared.findings import Severity
from interviews.guide import COVERAGE, check_plan

FIVE = tuple(f"How does step {number} work?" for number in range(5))


def review(**changes):
    plan = {
        "core": FIVE,
        "asked_minutes": 20,
        "linked_to_gaps": 1,
        "frameworks": COVERAGE,
        "has_closing": True,
    } | changes
    return check_plan(**plan)


def said(**changes):
    return {finding.code: finding.severity for finding in review(**changes).findings}


def test_plan_in_order_says_nothing():
    assert said() == {}


def test_plan_notes_fewer_than_five():
    assert said(core=FIVE[:4]) == {"P-FEW": Severity.INFO}


def test_plan_warns_above_eight():
    assert said(core=FIVE + FIVE[:4], asked_minutes=30) == {"P-MANY": Severity.WARN}


def test_plan_notes_more_than_one_question_per_three_minutes():
    assert said(asked_minutes=14) == {"P-TIME": Severity.INFO}


def test_plan_of_one_question_per_three_minutes_fits():
    assert said(asked_minutes=15) == {}


def test_plan_warns_without_a_linked_gap():
    assert said(linked_to_gaps=0) == {"P-GAP": Severity.WARN}


def test_plan_notes_a_missing_closing_question():
    assert said(has_closing=False) == {"P-CLOSING": Severity.INFO}


def test_plan_does_not_count_blank_questions():
    assert said(core=(*FIVE[:4], "  ")) == {"P-FEW": Severity.INFO}


def test_plan_shows_empty_families_without_a_warning():
    assert review(frameworks={"trends", "none"}).uncovered == COVERAGE[1:]
    assert said(frameworks=()) == {}
