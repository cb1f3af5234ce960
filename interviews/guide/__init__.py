"""The question checks: what a question asks for, and how (pure; standard library and findings only)."""

from infoview.shared.findings import Finding
from interviews.guide.plan import COVERAGE, PlanReview, check_plan

__all__ = ["COVERAGE", "PlanReview", "check_plan", "check_question"]


def check_question(text: str) -> list[Finding]:
    """Return what can be said of a question's wording: see interviews.guide.checks."""
    # A second of patterns to compile: paid by the first question that is checked, not by each start.
    from interviews.guide.checks import check_question as check  # noqa: PLC0415

    return check(text)
