"""Counting and comparing messages (M-LEN, M-CHARS, M-REUSE)."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from outreach.wording.prose import plain


@dataclass(frozen=True, slots=True)
class Limits:
    """What the owner set. A request warns from `request_warn`; other kinds beyond their own limit."""

    request_warn: int = 100
    request_strong: int = 150
    nudge: int = 59
    second_attempt: int = 79
    thank_you: int = 149
    update: int = 119
    referral_permission: int = 119
    reschedule: int = 79
    note_chars: int = 300
    minutes: int = 20
    # From this likeness on two bodies are the same message (M-REUSE).
    reuse: float = 0.9
    other: Mapping[str, int] = field(default_factory=dict)

    def words(self, kind: str) -> int | None:
        """The largest number of words that passes, or None where a kind has no limit."""
        if kind == "request":
            return self.request_warn - 1
        if kind in self.other:
            return self.other[kind]
        own: int | None = getattr(self, kind) if kind in WORD_KINDS else None
        return own

    def chars(self, channel: str) -> int:
        number = re.search(r"note\D*(\d{2,4})", channel or "")
        return min(int(number[1]), self.note_chars) if number else self.note_chars


WORD_KINDS = frozenset(
    ("nudge", "second_attempt", "thank_you", "update", "referral_permission", "reschedule")
)
DEFAULT_LIMITS = Limits()
TOKEN = re.compile(r"[^\W_]+|\{\w+\}")


def count_words(text: str) -> int:
    """Count runs of non-space characters; salutation and signature count."""
    return len(text.split())


def count_chars(text: str) -> int:
    """Count characters as the network does, line breaks included (two characters for CRLF become one)."""
    return len(text.replace("\r\n", "\n"))


def similarity(body_a: str, body_b: str, names: Iterable[str] = ()) -> float:
    """Return how alike two bodies are, 0.0 to 1.0, after names are taken out.

    names   of people and organisations, whole or in parts
    """
    dropped = {part for name in names for part in TOKEN.findall(plain(name))}
    bare_a, bare_b = (
        " ".join(w for w in TOKEN.findall(plain(body)) if w not in dropped) for body in (body_a, body_b)
    )
    if not bare_a or not bare_b:
        return 1.0 if bare_a == bare_b and bare_a else 0.0
    return fuzz.ratio(bare_a, bare_b) / 100
