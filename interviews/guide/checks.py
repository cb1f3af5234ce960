"""The question checks themselves: from a text to findings with place, reason and rewrite (pure)."""

import re

from infoview.shared.findings import Finding, Severity
from interviews.guide import rewrites
from interviews.guide.asks import job_ask, personal_pay, referral_ask
from interviews.guide.depth import generic, strategic
from interviews.guide.reading import Sentence, plain, sentences
from interviews.guide.topics import touched

_WORD = re.compile(r"[\w']+")


def check_question(text: str) -> list[Finding]:
    """Return the findings for one question, in the order in which they stand in the text.

    Content first: an ask for work, for standing, for somebody's pay, or a protected topic. Form and depth are
    looked at only when there is none of these.
    """
    low = plain(text)
    parts = sentences(low)
    findings = _content(text, parts)
    if not findings:
        findings = _form_and_depth(text, low, parts)
    return sorted(findings, key=lambda finding: (finding.start, finding.end, finding.code, finding.label))


_ASKS = (
    ("Q-JOB", "job_ask", Severity.STRONG, job_ask, rewrites.for_job),
    ("Q-REFERRAL", "referral_ask", Severity.STRONG, referral_ask, rewrites.for_referral),
    ("Q-PAY", "compensation_personal", Severity.WARN, personal_pay, rewrites.for_pay),
)


def _content(text: str, parts: list[Sentence]) -> list[Finding]:
    findings: dict[str, Finding] = {}
    for part in parts:
        words = set(_WORD.findall(part.text)) | set(_WORD.findall(part.text.replace("'", " ")))
        for code, label, severity, ask, rewrite in _ASKS:
            if label not in findings and (place := ask(part.text, words)):
                start, end = part.start + place[0], part.start + place[1]
                findings[label] = Finding(code, label, severity, _MESSAGES[code], start, end, rewrite(text))
        for topic, start, end in touched(part.text, words):
            label = f"protected_topic:{topic}"
            if label not in findings:
                findings[label] = Finding(
                    "Q-PROTECTED",
                    label,
                    Severity.STRONG,
                    f"This touches {_TOPIC_NAMES[topic]}, which is often unlawful or unwelcome to ask. "
                    "Turn to the work instead.",
                    part.start + start,
                    part.start + end,
                    rewrites.for_protected(text, topic),
                )
    return list(findings.values())


def _form_and_depth(text: str, low: str, parts: list[Sentence]) -> list[Finding]:
    asked = [part for part in parts if part.asked]
    findings = []
    praised = strategic(low) if asked else None
    if asked and all(part.form == "closed" for part in asked):
        first = asked[0]
        findings.append(
            Finding(
                "Q-CLOSED",
                "closed_question",
                Severity.INFO,
                "This can be answered with yes or no. How, why or which brings out more.",
                first.start,
                first.end,
                rewrites.for_closed(text, low, first),
            )
        )
    if praised:
        findings.append(
            Finding(
                "Q-STRATEGIC",
                "strategic",
                Severity.PRAISE,
                "Tied to something particular. Few others could be asked this.",
                *praised,
            )
        )
    elif asked and all(places := [generic(part.text) for part in asked]) and (place := places[0]):
        first = asked[0]
        findings.append(
            Finding(
                "Q-GENERIC",
                "generic",
                Severity.WARN,
                "This could be put to anyone, or their website answers it. Add something you noticed about them.",
                first.start + place[0],
                first.start + place[1],
                rewrites.for_generic(text),
            )
        )
    return findings


_MESSAGES = {
    "Q-JOB": "This reads as asking for work. You are asking for their view, not a role.",
    "Q-REFERRAL": "This asks them to spend their standing on you. Ask whom else to learn from; the rest can wait.",
    "Q-PAY": "This asks what one person is paid. Ask for the range in the market, or for good sources.",
}
_TOPIC_NAMES = {
    "age": "a person's age",
    "race": "a person's race or skin colour",
    "religion": "a person's religion",
    "family": "a person's family or relationships",
    "health": "a person's health",
    "disability": "a person's disability",
    "origin": "where a person comes from",
    "gender": "a person's sex or gender",
    "orientation": "a person's sexual orientation",
    "politics": "a person's politics",
    "union": "a person's union ties",
    "military": "a person's military service",
    "criminal": "a person's record with the law",
    "other": "a person's private life",
}
