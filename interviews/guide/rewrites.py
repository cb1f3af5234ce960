"""Rewrites offered beside a finding: one tap turns the question towards the work (pure)."""

import re

from infoview.shared.findings import Fix
from interviews.guide.reading import Sentence


def _whole(text: str, label: str, replacement: str) -> Fix:
    start = len(text) - len(text.lstrip())
    return Fix(label, start, max(start, len(text.rstrip())), replacement)


def for_job(text: str) -> tuple[Fix, ...]:
    return (
        _whole(
            text,
            "Ask about the path",
            "How do people usually enter this kind of work, and which side doors exist?",
        ),
    )


def for_referral(text: str) -> tuple[Fix, ...]:
    return (
        _whole(
            text,
            "Ask whom to learn from",
            "Who else would you listen to on this, so that I hear a different view?",
        ),
    )


def for_pay(text: str) -> tuple[Fix, ...]:
    return (
        _whole(
            text,
            "Ask for the market range",
            "Which pay range do you see across the market for a role like this?",
        ),
        _whole(
            text,
            "Ask for good sources",
            "Which public sources on pay come close to reality, and where do they mislead?",
        ),
    )


_TO_THE_WORK = {
    "age": (
        "Ask how people learn",
        "How do people with different lengths of experience learn from each other in your team?",
    ),
    "race": (
        "Ask how voices are heard",
        "How does the team make sure that every voice is heard in a decision?",
    ),
    "religion": ("Ask about time off", "How does the team handle peaks and time off?"),
    "family": ("Ask about peaks and time off", "How does the team handle peaks and time off?"),
    "health": ("Ask about load", "How does the team keep the load bearable when things get busy?"),
    "disability": (
        "Ask what makes work easier",
        "Which tools or habits make the work here easier to do well?",
    ),
    "origin": ("Ask about languages at work", "Which languages does the work need, and for what?"),
    "gender": ("Ask about feedback", "Which kind of feedback helps you most?"),
    "orientation": ("Ask about feedback", "Which kind of feedback helps you most?"),
    "politics": (
        "Ask about outside rules",
        "Which rules or public decisions change your work most this year?",
    ),
    "union": ("Ask how disagreement is settled", "How does the team work through a real disagreement?"),
    "military": ("Ask about learning", "Which earlier experience do you draw on most in this work?"),
    "criminal": ("Ask about trust", "How is trust built with someone new in your team?"),
    "other": ("Ask about the work", "Which part of the work says most about how the team really runs?"),
}


def for_protected(text: str, topic: str) -> tuple[Fix, ...]:
    label, replacement = _TO_THE_WORK[topic]
    return (_whole(text, label, replacement),)


_AUX = "(?:is|are|was|were|do|does|did|can|could|has|have|will|would|should)"
_CLAUSE_START = re.compile(rf"(?:^|[;,:] )(?={_AUX} )")
_INVERTED = re.compile(
    rf"{_AUX} (?:you|they|it|he|she|we|people|beginners|newcomers|(?:the|your|our|their|this|that|these|those|an?) "
    r"(?:[\w-]+ ){0,2}?[\w-]+|[\w-]+s?)\b"
)
_EXISTS = re.compile(r"are there (?:any |some )?(?=\w)")
# verbs that "how" turns into nonsense
_NO_HOW = re.compile(
    r"(?:is|are|was|were) there\b|\w+ you (?:\w+ )?(?:have|know|think|like|enjoy|want|recommend|believe|remember|agree|happen)\b|"
    r"should i\b|.*\b(?:required|needed|expected|allowed|interested|supposed|interesting|boring)\b"
)
_WOULD = re.compile(r"(?P<thing>[\w ,'-]+?) (?:that |which )?you(?P<aux> (?:would|could|can)) (?P<rest>.+)")
_IS_IT = re.compile(
    r"(?P<be>is|was) it (?P<quality>hard|easy|difficult|important|common|usual|likely|risky|useful|worthwhile) "
)
# "is the report written" opens with how; "is the report good" does not
_PARTICIPLE = re.compile(
    r"\b(?:\w+(?:ed|ing)|done|made|built|written|set|kept|taken|given|paid|run|held|sold|chosen|known|seen|split|cut)\b"
)


def for_closed(text: str, low: str, part: Sentence) -> tuple[Fix, ...]:
    """Open a closed question where that needs no guessing: "Does X ..." becomes "How does X ..."."""
    lead = _CLAUSE_START.search(low, part.start, part.end) or _CLAUSE_START.match(low[part.start : part.end])
    if lead is None:
        return ()
    start = lead.end() + (part.start if lead.string is not low else 0)
    clause = low[start : part.end]

    def cased(word: str) -> str:
        return word if start > part.start else word.capitalize()

    if exists := _EXISTS.match(clause):
        begin = start + exists.end()
        if offered := _WOULD.match(clause, exists.end()):
            thing = text[begin : start + offered.end("thing")]
            rest = text[start + offered.start("rest") : part.end]
            return (
                Fix("Ask which", start, part.end, f"{cased('which')} {thing}{offered['aux']} you {rest}"),
            )
        verb = clause[: clause.index(" ")]
        return (Fix("Ask which", start, part.end, f"{cased('which')} {text[begin : part.end]} {verb} there"),)
    if _NO_HOW.match(clause):
        return ()
    if asked := _IS_IT.match(clause):
        return (
            Fix(
                "Ask how", start, start + asked.end(), f"{cased('how')} {asked['quality']} {asked['be']} it "
            ),
        )
    states = clause.startswith(("is ", "are ", "was ", "were "))
    if " or " in clause or not _INVERTED.match(clause) or (states and not _PARTICIPLE.search(clause)):
        return ()
    return (Fix("Ask how", start, start + 1, f"{cased('how')} {text[start].lower()}"),)


def for_generic(text: str) -> tuple[Fix, ...]:
    """Two frames to finish: the words in braces are slots the writer fills."""
    start = len(text) - len(text.lstrip())
    end = max(start, len(text.rstrip()))
    return (
        Fix(
            "Start from what you noticed",
            start,
            end,
            "I noticed {observation}; how did that change your work?",
        ),
        Fix(
            "Narrow it to one time",
            start,
            end,
            "How did your last full working week split between planned work and everything else?",
        ),
    )
