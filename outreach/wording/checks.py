"""The checks on a message, each remark with its place and, where one helps, a fix."""

import re
from collections.abc import Iterable

from infoview.shared.findings import Finding, Fix, Severity
from outreach.templates_fill import without_slots
from outreach.wording import detail, exits, jobs, measure, opening, papers, referrals, takeaway, times
from outreach.wording import pressure as pressing
from outreach.wording.measure import DEFAULT_LIMITS, Limits
from outreach.wording.prose import Prose, Span

REQUESTS = frozenset(("request",))
OPENERS = frozenset(("request", "request_note"))
WITH_EXIT = frozenset(("request", "nudge", "second_attempt", "referral_permission", "reschedule"))

LABELS = {
    "M-LEN": "too_long",
    "M-CHARS": "too_long",
    "M-EXIT": "no_exit_ramp",
    "M-WINDOW": "no_time_window",
    "M-DURATION": "no_duration",
    "M-PERSONAL": "no_personal_detail",
    "M-REFERRER": "no_referral_mentioned",
    "M-GENERIC": "generic_opening",
    "M-JOB": "job_ask",
    "M-REFERRAL": "referral_ask",
    "M-CV": "resume_attached_pitch",
    "M-PRESSURE": "pressure",
    "M-TAKEAWAY": "no_specific_takeaway",
    "M-REUSE": "",
    "M-TONE": "",
    "M-NOTICE": "",
}
EXIT_LINES = {
    "request": "If now is not a good time, no problem at all.",
    "nudge": "If it does not suit, please just let it pass.",
    "second_attempt": "If not, I will leave it here, with thanks.",
    "referral_permission": "If you would rather not, that is completely fine.",
    "reschedule": "If neither suits, a later week is just as good.",
}
TONE = {
    "dach": "In the German-speaking countries many people expect title and surname until they offer the first name.",
    "eu": "In the more formal parts of Europe many people expect title and surname until they offer the first name.",
    "mena": "In the Middle East and North Africa the full title is a sign of respect until they offer the first name.",
}
VAGUE_LENGTH = re.compile(
    r"\b(a|an) (?:very )?(?:quick|brief|short|speedy|small|little|informal) (call|chat|talk|conversation|"
    r"video call|phone call|exchange|meeting|coffee)\b"
)
CLOSING = re.compile(
    r"(?:(?:with|many|my|very|kind|kindest|best|warm|warmest|all|yours|sincerely|regards|respectfully|thanks|thank you|"
    r"cheers|greetings|love|take care|cordially|faithfully|gratefully)\b[^.!?]{0,40})$"
)
NO_ROLE = re.compile(
    r"\b(?:no|not(?: \w+){0,3}? an?y?|without an?y?|isn't an?y?|never an?y?) (?:\w+ ){0,3}?(?:role|vacanc(?:y|ies)|opening|position|job|post)s?\b"
    r"|\bnot (?:hiring|recruiting)\b|\bnot (?:about|an? attempt)\b[^.!?]{0,30}\b(?:role|offer|position|mind|recruit\w*|job)\b"
)
NOTICE = re.compile(r"https?://\S+|\b[\w-]+(?:\.[\w-]+)+/\S+|\{notice_link\}")


def check_message(
    text: str,
    *,
    kind: str,
    channel: str = "",
    relation: str = "",
    referrer: str = "",
    subject: str = "",
    first_name: str = "",
    region: str = "",
    mode: str = "seeker",
    limits: Limits = DEFAULT_LIMITS,
    said: Iterable[str] = (),
    is_letter: bool = False,
) -> list[Finding]:
    """Return the findings on one message, in the order of the checks.

    kind      request, request_note, nudge, second_attempt, thank_you, update, referral_permission, reschedule;
              any other kind gets the checks that apply to every kind
    channel   such as "LinkedIn note 200": a number behind "note" is the limit in characters
    referrer  the name of who suggested the contact, empty if nobody did
    region    region tone of the contact, such as "DACH"; first_name is looked for in the salutation
    mode      "seeker", or a recruiter mode, which adds M-NOTICE
    said      what the reader said, as it was noted after the talk
    is_letter whether it is to be sent as it is: a slot that still waits for its words counts for nothing
    """
    prose = Prose(text)
    findings = []
    worded = Prose(without_slots(text)) if is_letter else prose
    findings += _length(prose, kind, channel, limits)
    if kind in WITH_EXIT and not exits.way_out(prose):
        line = EXIT_LINES[kind]
        findings.append(
            _missing(
                "M-EXIT",
                Severity.WARN,
                "There is no easy way to say no. Add one line that makes no an easy answer.",
                _insert(prose, line, "Add a way out"),
            )
        )
    if kind in REQUESTS:
        findings += _time(prose, limits)
    if kind in OPENERS:
        findings += _reader(prose, worded, referrer, first_name)
    findings += _asks(prose, kind)
    if kind == "thank_you" and not (takeaway.takeaway(worded) or takeaway.told_again(worded, said)):
        findings.append(
            _missing(
                "M-TAKEAWAY",
                Severity.WARN,
                "This could be sent to anyone. Quote one point from your debrief.",
                _insert(prose, "Your point that {takeaway} stays with me.", "Add a point they made"),
            )
        )
    if kind == "request" and region.lower() in TONE:
        name = opening.first_name_greeting(prose, first_name)
        if name:
            fix = Fix("Use title and surname", name.start, name.end, "{title_surname}")
            findings.append(
                Finding("M-TONE", "", Severity.INFO, TONE[region.lower()], name.start, name.end, (fix,))
            )
    if mode != "seeker" and kind != "thank_you":
        findings += _notice(prose)
    return findings


def labels_of(findings: Iterable[Finding]) -> list[str]:
    """Return the labels of the labelled cases that these findings stand for, sorted; ["ok"] is not among them."""
    return sorted({finding.label for finding in findings if finding.label})


def _length(prose: Prose, kind: str, channel: str, limits: Limits) -> list[Finding]:
    text = prose.text
    if kind == "request_note":
        most, chars = limits.chars(channel), measure.count_chars(text)
        if chars <= most:
            return []
        edge = _offset_of_char(text, most)
        cut = max((s.end for s in prose.sentences if s.end <= edge), default=0)
        fixes = (Fix("Cut after the last full sentence", cut, len(text), ""),) if cut else ()
        return [
            Finding(
                "M-CHARS",
                "too_long",
                Severity.STRONG,
                f"{chars} of {most} characters. The network cuts this off.",
                edge,
                len(text),
                fixes,
            )
        ]
    limit, count = limits.words(kind), measure.count_words(text)
    if limit is None or count <= limit:
        return []
    strong = kind == "request" and count >= limits.request_strong
    start = _offset_of_word(text, limit)
    what = f"{limit + 1} words or more" if kind == "request" else f"{count} words, {limit} are plenty here"
    return [
        Finding(
            "M-LEN",
            "too_long",
            Severity.STRONG if strong else Severity.WARN,
            f"{what}. Busy people read the short ones.",
            start,
            len(text.rstrip()),
        )
    ]


def _time(prose: Prose, limits: Limits) -> list[Finding]:
    found = []
    if not times.window(prose):
        line = "Would {window_1} or {window_2} suit you? Other times are fine too."
        found.append(
            _missing(
                "M-WINDOW",
                Severity.WARN,
                "No day or week is named. Offer two or three windows, and say that others are fine.",
                _insert(prose, line, "Add two windows"),
            )
        )
    if not times.length(prose):
        minutes = limits.minutes
        vague = VAGUE_LENGTH.search(prose.low)
        if vague:
            talk = vague[2]
            fix = Fix(f"Make it {minutes} minutes", vague.start(), vague.end(), f"a {minutes}-minute {talk}")
            found.append(
                Finding(
                    "M-DURATION",
                    LABELS["M-DURATION"],
                    Severity.WARN,
                    f'"{prose.text[vague.start() : vague.end()]}" names no length. Say how long: 15, 20 or 30 minutes.',
                    vague.start(),
                    vague.end(),
                    (fix,),
                )
            )
        else:
            found.append(
                _missing(
                    "M-DURATION",
                    Severity.WARN,
                    "Say how long: 15, 20 or 30 minutes.",
                    _insert(prose, f"{minutes} minutes would be plenty.", f"Add {minutes} minutes"),
                )
            )
    return found


def _reader(prose: Prose, worded: Prose, referrer: str, first_name: str) -> list[Finding]:
    found = []
    if not detail.detail(worded):
        at = opening.body_start(prose)
        fix = Fix("Add a detail", at, at, "Your {detail} made me think of you. ")
        fixes = () if "{detail}" in prose.text else (fix,)
        found.append(
            _missing(
                "M-PERSONAL",
                Severity.WARN,
                "Nothing here is about this person. Name one thing they did, said "
                "or decided. A job title is not enough.",
                *fixes,
            )
        )
    if referrer.strip() and not opening.names(prose, referrer):
        at = opening.body_start(prose)
        fix = Fix(f"Name {referrer}", at, at, f"{referrer} suggested that I write to you. ")
        found.append(
            _missing(
                "M-REFERRER",
                Severity.WARN,
                f"{referrer} is not mentioned. Say who suggested them in the first "
                "line, with their permission.",
                fix,
            )
        )
    stock = opening.opening(prose)
    if stock:
        span, part = stock
        quoted = _quote(prose, span)
        if part == "greeting":
            greeting = f"Dear {first_name}," if first_name else "Dear {first_name},"
            end = span.end + (prose.text[span.end : span.end + 1] in (",", ":", "!"))
            fixes = (Fix("Greet them by name", span.start, end, greeting),)
        else:
            fixes = (_removal(prose, span, "Start with the reason"),)
        found.append(
            Finding(
                "M-GENERIC",
                LABELS["M-GENERIC"],
                Severity.INFO,
                f"A stock opening: {quoted}. Start with the reason you chose this person.",
                span.start,
                span.end,
                fixes,
            )
        )
    return found


ASKS = (
    (
        "M-JOB",
        "This reads as asking for a job: {quoted}. Ask for insight. A job ask ends most conversations before they begin.",
    ),
    ("M-REFERRAL", "This asks them to stand up for you: {quoted}. Too early. See when this opens."),
    ("M-CV", "This brings in your papers: {quoted}. A profile link is enough. Send a CV only if they ask."),
    ("M-PRESSURE", "This presses: {quoted}. It is a favour. Leave room."),
)


def _asks(prose: Prose, kind: str) -> list[Finding]:
    spans = {
        "M-JOB": jobs.job_ask(prose),
        "M-REFERRAL": referrals.referral_ask(prose) if kind != "referral_permission" else None,
        "M-CV": papers.papers_or_praise(prose, kind),
        "M-PRESSURE": pressing.pressure(prose, kind),
    }
    found = []
    for code, message in ASKS:
        span = spans[code]
        if span:
            fixes = [_removal(prose, prose.sentence_at(span.start), "Remove the sentence")]
            if code == "M-JOB":
                sentence = _sentence(prose, span.start)
                fixes.append(
                    Fix(
                        "Turn it into a question",
                        sentence.start,
                        sentence.end,
                        "I would like to understand how people find their way into this work.",
                    )
                )
            severity = Severity.WARN if code == "M-CV" else Severity.STRONG
            found.append(
                Finding(
                    code,
                    LABELS[code],
                    severity,
                    message.format(quoted=_quote(prose, span)),
                    span.start,
                    span.end,
                    tuple(fixes),
                )
            )
    return found


def _notice(prose: Prose) -> list[Finding]:
    missing = [
        part
        for part, there in (
            ("that there is no vacancy", NO_ROLE.search(prose.low)),
            ("where the notice is", NOTICE.search(prose.low)),
        )
        if not there
    ]
    if not missing:
        return []
    line = "There is no open role behind this note; how we store what you tell us is described here: {notice_link}"
    return [
        _missing(
            "M-NOTICE",
            Severity.STRONG,
            "Say that there is no vacancy and link the notice.",
            _insert(prose, line, "Add both lines"),
        )
    ]


# Places and fixes ------------------------------------------------------------------------------------------------------


def _missing(code: str, severity: Severity, message: str, *fixes: Fix) -> Finding:
    return Finding(code, LABELS[code], severity, message, 0, 0, fixes)


def _quote(prose: Prose, span: Span) -> str:
    words = " ".join(prose.text[span.start : span.end].split()).rstrip(".,;:!?")
    return f'"{words if len(words) <= 60 else words[:57].rstrip() + "…"}"'


def _sentence(prose: Prose, offset: int) -> Span:
    """The sentence at `offset`, without a salutation that stands on its line."""
    sentence, body = prose.sentence_at(offset), opening.body_start(prose)
    return Span(body, sentence.end) if sentence.start < body <= offset else sentence


def _removal(prose: Prose, span: Span, label: str) -> Fix:
    span = _sentence(prose, span.start)
    end = span.end
    while end < len(prose.text) and prose.text[end] == " ":
        end += 1
    return Fix(label, span.start, end, "")


def _insert(prose: Prose, line: str, label: str) -> Fix:
    """A new sentence before the closing words and the name, on the paragraph it follows."""
    text, at = prose.text, _before_closing(prose)
    head = text[:at]
    if not head.strip():
        return Fix(label, at, at, line + " ")
    if at < len(text) and not head[-1].isspace():
        return Fix(label, at, at, " " + line + " ")
    if head[-1].isspace():
        return Fix(label, len(head.rstrip()), len(head.rstrip()), " " + line)
    return Fix(label, at, at, " " + line)


def _before_closing(prose: Prose) -> int:
    sentences = prose.sentences
    at = len(prose.text.rstrip())
    for sentence in reversed(sentences[1:]):
        low = prose.low[sentence.start : sentence.end]
        if CLOSING.match(low.rstrip(" ,.!")) or (
            len(low.split()) <= 3 and low[-1] not in "?!" and at == len(prose.text.rstrip())
        ):
            at = sentence.start
        else:
            break
    return at


def _offset_of_word(text: str, number: int) -> int:
    """Where word `number` (counted from 0) starts."""
    for index, match in enumerate(re.finditer(r"\S+", text)):
        if index == number:
            return match.start()
    return len(text)


def _offset_of_char(text: str, number: int) -> int:
    counted = 0
    for offset, char in enumerate(text):
        if counted >= number:
            return offset
        if not (char == "\r" and text[offset + 1 : offset + 2] == "\n"):
            counted += 1
    return len(text)
