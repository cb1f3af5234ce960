"""A message as sentences and clauses: where a phrase stands, and whether it is meant."""

import re
from dataclasses import dataclass, field
from functools import cached_property

# Typographic marks are read as their plain forms; one character stays one character, so offsets hold.
PLAIN = str.maketrans(
    {
        "’": "'",
        "‘": "'",
        "ʼ": "'",
        "`": "'",
        "´": "'",
        "′": "'",
        "“": '"',
        "”": '"',
        "„": '"',
        "«": '"',
        "»": '"',
        "–": "-",
        "—": "-",
        "‐": "-",
        "‑": "-",
        "−": "-",
        "\u00a0": " ",
        "\u202f": " ",
        "\u2009": " ",
        "\t": " ",
        "é": "e",
        "è": "e",
    }
)


def words(text: str) -> frozenset[str]:
    """The words of a list written as one text."""
    return frozenset(text.split())


WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?")
QUOTED = re.compile(r'"[^"\n]{1,300}"')
# A full stop after one of these, or after a single letter, ends no sentence.
SHORT_FORM = re.compile(
    r"(?:\b(?:dr|mr|mrs|ms|prof|st|no|nr|vs|etc|approx|min|mins|hr|hrs|tel|inc|ltd|jr|sr|e\.g|"
    r"i\.e"
    r"|a\.m|p\.m|mon|tue|tues|wed|thu|thur|thurs|fri|jan|feb|mar|apr|jun|jul|aug|sep|sept|oct|"
    r"nov"
    r"|dec|c\.v|u\.s|u\.k)|\b[a-z]|\d)$"
)
ENDS_TOO = re.compile(r"\b(?:[ap]\.m|etc|min|mins)$")
BREAK = re.compile(r"[.!?…]+[\"')\]]*(?=\s|$)|\n[ ]*\n+|\n")
CLAUSE = re.compile(
    r"[,;:()]|\s-{1,2}\s|\b(?:but|however|though|although|yet|whereas|because|since|so that|"
    r"and (?=i\b|you"
    r"\b|we\b|would\b|could\b|can\b|please\b|if\b|hope\b|wonder|thought\b|wanted\b|my\b))"
)

# After one of these an earlier "not" no longer holds.
SCOPE_END = re.compile(
    r"[.;:!?]|\b(?:but|however|though|although|yet|still)\b|\s-{1,2}\s|"
    r"(?:,\s*|\s)(?:and|so|then|hence|therefore)\s+(?:i|you|we|could|can|would|will|please|if|"
    r"do|is|are|may|might|my)\b|"
    r",\s*(?:so|hence|therefore|then)\b|,\s*(?:i|you|we|could|can|would|will|please|if|do|"
    r"does|is|are|may|might|my|your|that|it|this|there|"
    r"perhaps|maybe|any|have|has|kindly|which)\b"
)
NEGATION = re.compile(
    r"(?<!why )(?<!if )(?<!or )(?<!whether or )\b(?:not(?! only| just because)|never|neither|"
    r"nor|none|no"
    r"(?! later| doubt| matter| longer|\.)|"
    r"without(?! delay| fail)|nothing|cannot|rather than|instead of|[a-z]+n't|dont|wont|isnt|"
    r"arent|didnt|"
    r"hardly|nobody|far from|stopped?|less about|least of all|zero|nowhere|rarely|"
    r"avoid(?:ing)?|hate to)\b"
)
# "... or not" and "if not" deny nothing that follows; "why not" proposes.
REPORTED = re.compile(
    r"\b(?:(?:s?he|they|who|people|others?|someone|somebody|everyone|everybody|many|some|"
    r"students?|candidates?|friends?|"
    r"colleagues?|brother|sister|cousin|wife|husband|partner|son|daughter|neighbour|"
    r"classmates?|recruiters?|applicants?|pupils?|children|trainees?|interns?|teachers?|"
    r"parents?|mother|father|uncle|aunt|"
    r"graduates?)(?:'ve|'d)?\s+(?:have |had |has |once |also |often |always |then |rightly |even |just )?"
    r"(?:said|say|says|wrote|write|writes|asks?|asked|told|tells?|mentioned|explained|"
    r"explains?|described|warned|argued|"
    r"claim(?:s|ed)?|complain(?:s|ed)?|advised|joked|posted|noted|was asked|were asked|"
    r"applied|got|wants?|wanted)|"
    r"you(?:'ve|'d)? (?:have |had |once |also |rightly |even |just )?(?:said|wrote|mentioned|"
    r"told|explained|described|warned|argued|advised|"
    r"posted|noted|joked|asked))\b"
)


@dataclass(frozen=True, slots=True)
class Span:
    start: int
    end: int


def plain(text: str) -> str:
    """Return `text` in lower case with plain marks, character for character."""
    lowered = text.translate(PLAIN)
    folded = lowered.lower()
    if len(folded) != len(text):
        folded = "".join(c.lower() if len(c.lower()) == 1 else c for c in lowered)
    return folded


@dataclass
class Prose:
    """A text made ready for the rules; every offset is an offset into `text`."""

    text: str
    low: str = field(init=False)
    said: str = field(init=False)

    def __post_init__(self) -> None:
        self.low = plain(self.text)
        # What stands in quotation marks is somebody else's: blanked for the rules about asks.
        self.said = QUOTED.sub(lambda m: '"' + " " * (len(m[0]) - 2) + '"', self.low)

    @cached_property
    def sentences(self) -> list[Span]:
        """Spans of the sentences, without outer blanks, in order."""
        low, spans, start = self.low, [], 0
        for mark in BREAK.finditer(low):
            if mark[0][0] == "." and len(mark[0]) == 1:
                following = low[mark.end() : mark.end() + 2].strip()
                if SHORT_FORM.search(low, max(start, mark.start() - 8), mark.start()) and following:
                    before = low[max(start, mark.start() - 8) : mark.start()]
                    # "at 3. Would" and "at 4 p.m. Would" end a sentence; "3. June" and "Dr. Weber" do not.
                    can_end = before[-1:].isdigit() or ENDS_TOO.search(before)
                    if not (can_end and self._capital_word(mark.end())):
                        continue
            elif mark[0] == "\n" and not self._line_ends(start, mark.start()):
                continue
            spans.append((start, mark.end()))
            start = mark.end()
        spans.append((start, len(low)))
        trimmed = []
        for a, b in spans:
            piece = low[a:b]
            stripped = piece.strip()
            if stripped:
                lead = len(piece) - len(piece.lstrip())
                trimmed.append(Span(a + lead, a + lead + len(stripped)))
        return trimmed

    def _capital_word(self, at: int) -> bool:
        rest = self.text[at : at + 24].lstrip()
        word = WORD.match(rest)
        return bool(word and word[0][0].isupper() and word[0].lower() not in MONTHS)

    def _line_ends(self, start: int, at: int) -> bool:
        """A single line break ends a sentence only after a short line (greeting, list, signature)."""
        line = self.low.rfind("\n", start, at)
        return at - max(start, line + 1) < 45

    def where(self, stems: re.Pattern[str]) -> list[tuple[int, int]]:
        """Stretches (start, end) of the sentences in which one of the `stems` occurs; neighbours run together.

        A stretch begins with the mark that ends the sentence before, so that "at the start" can be seen.
        """
        stretches: list[tuple[int, int]] = []
        for sentence in self.sentences:
            if stems.search(self.low, sentence.start, sentence.end):
                start = max(0, sentence.start - 2)
                if stretches and start <= stretches[-1][1] + 1:
                    stretches[-1] = (stretches[-1][0], sentence.end)
                else:
                    stretches.append((start, sentence.end))
        return stretches

    def sentence_at(self, offset: int) -> Span:
        for span in self.sentences:
            if span.start <= offset < span.end:
                return span
        return self.sentences[-1] if self.sentences else Span(0, len(self.text))

    def scope_before(self, offset: int) -> str:
        """The words before `offset` that a "not" would have to stand in to reach it."""
        sentence = self.sentence_at(offset)
        # A "not" further away than this belongs to something else.
        start = max(sentence.start, offset - 240)
        for mark in SCOPE_END.finditer(self.said, start, min(sentence.end, offset + 14)):
            if mark.start() >= offset:
                break
            # Leave the opening word of the new clause inside the scope ("do you not ...").
            comma = mark[0][0] in ",.;:!?- "
            start = min(mark.start() + 1 if comma else mark.end(), offset)
        return self.said[start:offset]

    def clause_start(self, offset: int, sentence: Span) -> int:
        start = sentence.start
        for mark in CLAUSE.finditer(self.said, sentence.start, offset):
            start = mark.end()
        return start

    def clause_end(self, offset: int, sentence: Span) -> int:
        mark = CLAUSE.search(self.said, offset, sentence.end)
        return mark.start() if mark else sentence.end

    def negated(self, offset: int, end: int | None = None) -> bool:
        """Is the phrase at `offset` denied ("I am not ...", "no ...", "rather than ...")?"""
        if NEGATION.search(self.scope_before(offset)):
            return True
        return bool(
            end
            and re.match(
                r"[^.!?;,]{0,20}\bis not (?:what|why|the point|my)|[^.!?;]{0,30}\b(?:is|are) not (?:what|"
                r"why|on my mind|my aim|the reason|the point)|, not\b",
                self.said[end : end + 60],
            )
        )

    def reported(self, offset: int) -> bool:
        """Is the phrase at `offset` told of somebody ("you said that ...", "she asked ...")?"""
        sentence = self.sentence_at(offset)
        return bool(REPORTED.search(self.said, sentence.start, offset))


MONTHS = words(
    "january february march april may june july august september october november december "
    "jan feb mar apr "
    "jun jul aug sep sept oct nov dec"
)
