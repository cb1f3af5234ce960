"""A message as sentences and clauses: where a phrase stands, and whether it is meant (standard library only)."""

import re
from dataclasses import dataclass, field
from functools import cached_property

# Typographic marks are read as their plain forms; one character stays one character, so offsets hold.
PLAIN = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "′": "'", "“": '"', "”": '"', "„": '"',
                       "«": '"', "»": '"', "–": "-", "—": "-", "‐": "-", "‑": "-", "−": "-",
                       "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\t": " ", "é": "e", "è": "e"})

WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?")
QUOTED = re.compile(r'"[^"\n]{1,300}"')
# A full stop after one of these, or after a single letter, ends no sentence.
SHORT_FORM = re.compile(r"(?:\b(?:dr|mr|mrs|ms|prof|st|no|nr|vs|etc|approx|min|mins|hr|hrs|tel|inc|ltd|jr|sr|e\.g|i\.e"
                        r"|a\.m|p\.m|mon|tue|tues|wed|thu|thur|thurs|fri|jan|feb|mar|apr|jun|jul|aug|sep|sept|oct|nov"
                        r"|dec|c\.v|u\.s|u\.k)|\b[a-z]|\d)$")
BREAK = re.compile(r"[.!?…]+[\"')\]]*(?=\s|$)|\n[ ]*\n+|\n")
CLAUSE = re.compile(r"[,;:()]|\s-{1,2}\s|\b(?:but|however|though|although|yet|whereas|because|since|so that|and (?=i\b|you"
                    r"\b|we\b|would\b|could\b|can\b|please\b|if\b|hope\b|wonder|thought\b|wanted\b|my\b))")

# After one of these an earlier "not" no longer holds.
SCOPE_END = re.compile(
    r"[.;:!?]|\b(?:but|however|though|although|yet|still)\b|\s-{1,2}\s|"
    r"(?:,\s*|\s)(?:and|so|then|hence|therefore)\s+(?:i|you|we|could|can|would|will|please|if|do|is|are|may|might|my)\b|"
    r",\s*(?:so|hence|therefore|then)\b|,\s*(?:i|you|we|could|can|would|will|please|if|do|does|is|are|may|might|my|your|that|it|this|there|"
    r"perhaps|maybe|any|have|has|kindly|which)\b")
NEGATION = re.compile(r"(?<!why )(?<!if )(?<!or )(?<!whether or )\b(?:not(?! only| just because)|never|neither|nor|none|no"
                      r"(?! later| doubt| matter| longer|\.)|"
                      r"without(?! delay| fail)|nothing|cannot|rather than|instead of|[a-z]+n't|dont|wont|isnt|arent|didnt|"
                      r"hardly|nobody|far from|stopped?|less about|least of all|zero|nowhere|rarely|avoid(?:ing)?|hate to)\b")
# "... or not" and "if not" deny nothing that follows; "why not" proposes.
REPORTED = re.compile(
    r"\b(?:(?:s?he|they|who|people|others?|someone|somebody|everyone|everybody|many|some|students?|candidates?|friends?|"
    r"colleagues?|brother|sister|cousin|wife|husband|partner|son|daughter|neighbour|classmates?|recruiters?|applicants?|pupils?|children|trainees?|interns?|teachers?|parents?|mother|father|uncle|aunt|"
    r"graduates?)(?:'ve|'d)?\s+(?:have |had |has |once |also |often |always |then |rightly |even |just )?"
    r"(?:said|say|says|wrote|write|writes|asks?|asked|told|tells?|mentioned|explained|explains?|described|warned|argued|"
    r"claim(?:s|ed)?|complain(?:s|ed)?|advised|joked|posted|noted|was asked|were asked|applied|got|wants?|wanted)|"
    r"you(?:'ve|'d)? (?:have |had |once |also |rightly |even |just )?(?:said|wrote|mentioned|told|explained|described|warned|argued|advised|"
    r"posted|noted|joked|asked))\b")


@dataclass(frozen=True, slots=True)
class Span:
    start: int
    end: int


def plain(text):
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

    def __post_init__(self):
        self.low = plain(self.text)
        # What stands in quotation marks is somebody else's: blanked for the rules about asks.
        self.said = QUOTED.sub(lambda m: '"' + " " * (len(m[0]) - 2) + '"', self.low)

    @cached_property
    def words(self):
        return frozenset(WORD.findall(self.low))

    @cached_property
    def sentences(self):
        """Spans of the sentences, without outer blanks, in order."""
        low, spans, start = self.low, [], 0
        for mark in BREAK.finditer(low):
            if mark[0][0] == "." and len(mark[0]) == 1:
                following = low[mark.end():mark.end() + 2].strip()
                if SHORT_FORM.search(low, max(start, mark.start() - 8), mark.start()) and following:
                    before = low[max(start, mark.start() - 8):mark.start()]
                    # "at 3. Would" ends a sentence; "3. June" and "Dr. Weber" do not.
                    if not (before[-1:].isdigit() and self._capital_word(mark.end())):
                        if not (re.search(r"\b[ap]\.m$|\betc$|\bmin$|\bmins$", before) and self._capital_word(mark.end())):
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

    def _capital_word(self, at):
        rest = self.text[at:at + 24].lstrip()
        word = WORD.match(rest)
        return bool(word and word[0][0].isupper() and word[0].lower() not in MONTHS)

    def _line_ends(self, start, at):
        """A single line break ends a sentence only after a short line (greeting, list, signature)."""
        line = self.low.rfind("\n", start, at)
        return at - max(start, line + 1) < 45

    def sentence_at(self, offset):
        for span in self.sentences:
            if span.start <= offset < span.end:
                return span
        return self.sentences[-1] if self.sentences else Span(0, len(self.text))

    def scope_before(self, offset):
        """The words before `offset` that a "not" would have to stand in to reach it."""
        sentence = self.sentence_at(offset)
        start = sentence.start
        for mark in SCOPE_END.finditer(self.said, start, min(sentence.end, offset + 14)):
            if mark.start() >= offset:
                break
            # Leave the opening word of the new clause inside the scope ("do you not ...").
            comma = mark[0][0] in ",.;:!?- "
            start = min(mark.start() + 1 if comma else mark.end(), offset)
        return self.said[start:offset]

    def clause_start(self, offset, sentence):
        start = sentence.start
        for mark in CLAUSE.finditer(self.said, sentence.start, offset):
            start = mark.end()
        return start

    def clause_end(self, offset, sentence):
        mark = CLAUSE.search(self.said, offset, sentence.end)
        return mark.start() if mark else sentence.end

    def negated(self, offset, end=None):
        """Is the phrase at `offset` denied ("I am not ...", "no ...", "rather than ...")?"""
        if NEGATION.search(self.scope_before(offset)):
            return True
        return bool(end and re.match(r"[^.!?;,]{0,20}\bis not (?:what|why|the point|my)|[^.!?;]{0,30}\b(?:is|are) not (?:what|"
                                     r"why|on my mind|my aim|the reason|the point)|, not\b", self.said[end:end + 60]))

    def reported(self, offset):
        """Is the phrase at `offset` told of somebody ("you said that ...", "she asked ...")?"""
        sentence = self.sentence_at(offset)
        return bool(REPORTED.search(self.said, sentence.start, offset))


MONTHS = frozenset("january february march april may june july august september october november december jan feb mar apr "
                   "jun jul aug sep sept oct nov dec".split())
