"""The plan checks: enough questions, not too many, on what is still unknown (pure)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from infoview.shared.findings import Finding, Severity

COVERAGE = ("trends", "insights", "advice", "resources", "assignments")


@dataclass(frozen=True, slots=True)
class PlanReview:
    """What the plan as a whole says.

    coverage  one (family, covered) pair per family of COVERAGE, in that order
    """

    findings: tuple[Finding, ...]
    coverage: tuple[tuple[str, bool], ...]

    @property
    def uncovered(self) -> tuple[str, ...]:
        return tuple(family for family, covered in self.coverage if not covered)


def check_plan(
    *,
    core: Sequence[str],
    asked_minutes: int,
    linked_to_gaps: int,
    frameworks: Collection[str],
    has_closing: bool,
    core_wanted: int = 5,
    core_most: int = 8,
    minutes_per_question: int = 3,
) -> PlanReview:
    """Check a question plan as a whole; blank questions do not count.

    core            the texts of the core questions, in order
    linked_to_gaps  how many of them are linked to an open gap
    frameworks      families present in the plan, as in COVERAGE; others are ignored
    """
    count = sum(1 for text in core if text.strip())
    findings = []

    def say(code: str, severity: Severity, message: str) -> None:
        findings.append(Finding(code=code, label="", severity=severity, message=message))

    if count < core_wanted:
        say(
            "P-FEW",
            Severity.INFO,
            f"{_questions(count)} so far. {_word(core_wanted).capitalize()} fit into 20 minutes with follow-ups.",
        )
    if count > core_most:
        say(
            "P-MANY",
            Severity.WARN,
            f"{_questions(count)}. More than {_word(core_most)} turns a talk into an interrogation; keep some in reserve.",
        )
    if asked_minutes > 0 and count * minutes_per_question > asked_minutes:
        fits = asked_minutes // minutes_per_question
        say(
            "P-TIME",
            Severity.INFO,
            f"{_questions(count)} in {asked_minutes} minutes. About {_word(fits)} "
            f"{'leaves' if fits == 1 else 'leave'} room for answers.",
        )
    if count and linked_to_gaps <= 0:
        say(
            "P-GAP",
            Severity.WARN,
            "No question is about an open gap. Link one to what you still need to find out.",
        )
    if not has_closing:
        say(
            "P-CLOSING",
            Severity.INFO,
            'No closing question yet. "What have I not asked that I should have?" is a good one.',
        )
    present = set(frameworks)
    return PlanReview(tuple(findings), tuple((family, family in present) for family in COVERAGE))


_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def _word(number: int) -> str:
    return _WORDS[number] if 0 <= number < len(_WORDS) else str(number)


def _questions(count: int) -> str:
    return f"{_word(count).capitalize()} question{'' if count == 1 else 's'}"
