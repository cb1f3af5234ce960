"""What a text check says: a list of findings, and the writer decides (pure; standard library only)."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    PRAISE = "praise"
    INFO = "info"
    WARN = "warn"
    STRONG = "strong"


@dataclass(frozen=True, slots=True)
class Fix:
    """One tap that changes the text: replace `start:end` by `replacement`.

    An insertion has `start == end`; a removal an empty `replacement`.
    """

    label: str
    start: int
    end: int
    replacement: str

    def apply(self, text: str) -> str:
        return text[: self.start] + self.replacement + text[self.end :]


@dataclass(frozen=True, slots=True)
class Finding:
    """One remark about a text.

    code      the check, such as "M-JOB" (docs/domain.md)
    label     the label of the labelled cases, such as "job_ask"; "" where there is none
    start,end offsets into the checked text, in characters; 0, 0 when the remark is about something missing
    message   one or two sentences for the person
    fixes     zero or more ready changes
    """

    code: str
    label: str
    severity: Severity
    message: str
    start: int = 0
    end: int = 0
    fixes: tuple[Fix, ...] = ()
