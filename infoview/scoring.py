"""How well checks agree with labelled cases (pure): precision, recall and F1 per label and over all."""

import json
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

KINDS = ("questions", "messages", "notes")
NONE_OF_THEM = frozenset(("ok", "none"))
PROTECTED = "protected_topic"
PRAISE = frozenset(("strategic",))

# A question that asks for something it should not is not also judged by its form.
CONTENT = frozenset(("job_ask", "referral_ask", "compensation_personal", PROTECTED))
FORM = frozenset(("closed_question", "generic", "strategic"))
# The kinds of message in which a label can be given at all; a label not named here goes with every kind.
GIVEN_IN = {
    "no_exit_ramp": frozenset(("request", "nudge", "second_attempt", "referral_permission", "reschedule")),
    "no_time_window": frozenset(("request",)),
    "no_duration": frozenset(("request",)),
    "no_personal_detail": frozenset(("request", "request_note")),
    "no_referral_mentioned": frozenset(("request", "request_note")),
    "generic_opening": frozenset(("request", "request_note")),
    "no_specific_takeaway": frozenset(("thank_you",)),
}


class UnreadableCase(Exception):
    """A line that holds no labelled case; says which line, and why."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(f"Line {line}: {reason}.")
        self.line = line
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of one label: found and right, found and wrong, missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def cases(self) -> int:
        return self.right + self.missed

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.cases if self.cases else 0.0

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class Report:
    """What came out: a score per label, and the share of good cases with a finding.

    labels        protected topics stand here pooled (`protected_topic`) and apart (`protected_topic:age`)
    good, alarms  cases labelled ok or none, and those of them with any finding; praise is no finding
    """

    labels: Mapping[str, Score] = field(default_factory=dict)
    good: int = 0
    alarms: int = 0

    @property
    def macro_f1(self) -> float:
        """The mean F1 of the labels that occur in the cases, protected topics counted as one."""
        found = [
            score.f1
            for label, score in self.labels.items()
            if score.cases and ":" not in _pooled_apart(label)
        ]
        return sum(found) / len(found) if found else 0.0

    @property
    def overall(self) -> Score:
        """All labels in one count, protected topics counted as one."""
        scores = [score for label, score in self.labels.items() if ":" not in _pooled_apart(label)]
        return Score(
            sum(s.right for s in scores), sum(s.wrong for s in scores), sum(s.missed for s in scores)
        )

    @property
    def false_alarms(self) -> float:
        return self.alarms / self.good if self.good else 0.0

    def as_json(self) -> dict[str, Any]:
        return {
            "labels": {
                label: {
                    "precision": score.precision,
                    "recall": score.recall,
                    "f1": score.f1,
                    "cases": score.cases,
                }
                for label, score in self.labels.items()
            },
            "macro_f1": self.macro_f1,
            "false_alarms": self.false_alarms,
        }


def read_cases(lines: Iterable[str], kind: str) -> Iterator[dict[str, Any]]:
    """Yield the cases of a JSON-lines file; empty lines are passed over.

    raises  UnreadableCase for the first line that is no case of this kind
    """
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            case = json.loads(line)
        except ValueError as error:
            raise UnreadableCase(number, "this is not JSON") from error
        reason = _wrong_with(case, kind)
        if reason:
            raise UnreadableCase(number, reason)
        yield case


def _wrong_with(case: Any, kind: str) -> str:
    if not isinstance(case, dict):
        return "a case is an object in braces"
    if not isinstance(case.get("text"), str):
        return "the text is missing"
    labels = case.get("labels")
    if not isinstance(labels, list) or not labels or not all(isinstance(label, str) for label in labels):
        return 'the labels are missing; write ["ok"] or ["none"] for a good text'
    if kind == "messages" and not isinstance(case.get("kind"), str):
        return "the kind of message is missing"
    if any(
        not isinstance(case.get(name, ""), str) for name in ("channel", "relation", "referrer", "subject")
    ):
        return "channel, relation, referrer and subject are texts"
    return ""


def score(
    cases: Iterable[Mapping[str, Any]],
    labels_found: Callable[[Mapping[str, Any]], Collection[str]],
    kind: str,
) -> Report:
    """Compare the labels found in each case with the labels it carries.

    labels_found  the labels of the findings of one case, praise among them
    """
    right: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    good = alarms = 0
    for case in cases:
        carried = _pool(set(case["labels"]) - NONE_OF_THEM)
        found = _pool(set(labels_found(case)) - NONE_OF_THEM)
        if NONE_OF_THEM & set(case["labels"]):
            good += 1
            alarms += bool(found - PRAISE)
        scored = _scored(case, carried, kind)
        right.update(label for label in found & carried if scored(label))
        wrong.update(label for label in found - carried if scored(label))
        missed.update(label for label in carried - found if scored(label))
    labels = sorted(right.keys() | wrong.keys() | missed.keys())
    return Report({label: Score(right[label], wrong[label], missed[label]) for label in labels}, good, alarms)


def _pool(labels: set[str]) -> set[str]:
    if any(label.startswith(f"{PROTECTED}:") for label in labels):
        return labels | {PROTECTED}
    return labels


def _pooled_apart(label: str) -> str:
    """The label as it counts in a mean: kinds of protected topic keep their colon, other labels lose it."""
    return label if label.startswith(f"{PROTECTED}:") else label.replace(":", " ")


def _scored(case: Mapping[str, Any], carried: set[str], kind: str) -> Callable[[str], bool]:
    """Whether a label can be given to this case at all; where it cannot, it is not scored."""
    if kind == "questions":
        content = bool(carried & CONTENT)
        return lambda label: not (content and label in FORM)
    if kind == "messages":
        sent_as = case["kind"]

        def applies(label: str) -> bool:
            if label == "referral_ask":
                return sent_as != "referral_permission"
            return sent_as in GIVEN_IN.get(label, (sent_as,))

        return applies
    return lambda label: True
