"""Rewrites offered beside a finding: one tap turns the question towards the work (pure)."""

import re

from infoview.shared.findings import Fix
from interviews.guide.reading import Sentence


def _whole(text: str, label: str, replacement: str) -> Fix:
    start = len(text) - len(text.lstrip())
    return Fix(label, start, max(start, len(text.rstrip())), replacement)


def for_job(text: str) -> tuple[Fix, ...]:
    return (
        _whole(text, "Ask about the path", "How do people usually enter this kind of work, and which side doors exist?"),
    )


def for_referral(text: str) -> tuple[Fix, ...]:
    return (
        _whole(text, "Ask whom to learn from", "Who else would you listen to on this, so that I hear a different view?"),
    )


def for_pay(text: str) -> tuple[Fix, ...]:
    return (
        _whole(text, "Ask for the market range", "Which pay range do you see across the market for a role like this?"),
        _whole(text, "Ask for good sources", "Which public sources on pay come close to reality, and where do they mislead?"),
    )


_TO_THE_WORK = {
    "age": ("Ask how people learn", "How do people with different lengths of experience learn from each other in your team?"),
    "race": ("Ask how voices are heard", "How does the team make sure that every voice is heard in a decision?"),
    "religion": ("Ask about time off", "How does the team handle peaks and time off?"),
    "family": ("Ask about peaks and time off", "How does the team handle peaks and time off?"),
    "health": ("Ask about load", "How does the team keep the load bearable when things get busy?"),
    "disability": ("Ask what makes work easier", "Which tools or habits make the work here easier to do well?"),
    "origin": ("Ask about languages at work", "Which languages does the work need, and for what?"),
    "gender": ("Ask about feedback", "Which kind of feedback helps you most?"),
    "orientation": ("Ask about feedback", "Which kind of feedback helps you most?"),
    "politics": ("Ask about outside rules", "Which rules or public decisions change your work most this year?"),
    "union": ("Ask how disagreement is settled", "How does the team work through a real disagreement?"),
    "military": ("Ask about learning", "Which earlier experience do you draw on most in this work?"),
    "criminal": ("Ask about trust", "How is trust built with someone new in your team?"),
    "other": ("Ask about the work", "Which part of the work says most about how the team really runs?"),
}


def for_protected(text: str, topic: str) -> tuple[Fix, ...]:
    label, replacement = _TO_THE_WORK[topic]
    return (_whole(text, label, replacement),)


_INVERTED = re.compile(
    r"(?P<aux>is|are|was|were|do|does|did|can|could|has|have|will|would|should) "
    r"(?P<subject>you|they|it|he|she|we|there|people|beginners|(?:the|your|our|their|this|that|these|those|a|an) (?:[\w-]+ ){0,2}?[\w-]+s?)\b"
)
_EXISTS = re.compile(r"(?:are|is) there (?:any |an |a )?(?P<rest>.+)")


def for_closed(text: str, low: str, part: Sentence) -> tuple[Fix, ...]:
    """Open a closed question where that can be done without guessing: "Does X ..." becomes "How does X ..."."""
    body = low[part.start : part.end]
    lead = re.search(r"(?:^|[;,:] )(?=(?:is|are|was|were|do|does|did|can|could|has|have|will|would|should) )", body)
    if lead is None or " or " in body:
        return ()
    start = part.start + lead.end()
    clause = low[start : part.end]
    at_sentence_start = lead.end() == 0
    fixes = []
    if (exists := _EXISTS.match(clause)) and not clause.startswith("is there a chance"):
        rest_at = start + exists.start("rest")
        word = "Which" if at_sentence_start else "which"
        verb = "are there" if clause.startswith("are") else "is there"
        fixes.append(Fix("Ask which", start, part.end, f"{word} {text[rest_at:part.end].rstrip()} {verb}"))
        if " you " in clause or " would " in clause:
            fixes = [Fix("Ask which", start, rest_at, f"{word} ")]
    elif _INVERTED.match(clause):
        word = "How " if at_sentence_start else "how "
        first = text[start]
        fixes.append(Fix("Ask how", start, start + 1, word + first.lower()))
    return tuple(fixes)


def for_generic(text: str, part: Sentence) -> tuple[Fix, ...]:
    """Two frames to finish: the words in braces are slots the writer fills."""
    start = len(text) - len(text.lstrip())
    end = max(start, len(text.rstrip()))
    return (
        Fix("Start from what you noticed", start, end, "I noticed {observation}; how did that change your work?"),
        Fix("Narrow it to one time", start, end, "How did your last full working week split between planned work and everything else?"),
    )
