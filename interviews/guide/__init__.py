"""The question checks: what a question asks for, and how (pure; standard library and findings only)."""

from interviews.guide.checks import check_question
from interviews.guide.plan import COVERAGE, PlanReview, check_plan

__all__ = ["COVERAGE", "PlanReview", "check_plan", "check_question"]
