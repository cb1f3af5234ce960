"""The wording of a message: pure rules that say what reads as what, and offer a way to put it better."""

from outreach.wording.checks import check_message, labels_of
from outreach.wording.measure import DEFAULT_LIMITS, Limits, count_chars, count_words, similarity

__all__ = [
    "DEFAULT_LIMITS",
    "Limits",
    "check_message",
    "count_chars",
    "count_words",
    "labels_of",
    "similarity",
]
