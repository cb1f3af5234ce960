"""One typed line, understood: somebody met, a note on somebody known, or a reminder (pure)."""

import re
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from contacts.formats.assemble import PARTICLES, split_name, web_address
from contacts.formats.dates import parse_date
from contacts.formats.identity import (
    LEGAL_FORMS,
    TITLES,
    fold,
    name_key,
    phone_key,
    plain_words,
    profile_host,
    word_set,
)
from contacts.formats.rows import clean, clean_line
from contacts.formats.when import WHEN, speaks_of_the_past, when

PERSON, NOTE, REMINDER = "person", "note", "reminder"
LONGEST_LINE = 2000

EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
URL = re.compile(
    r"(?<![\w@.])(?:https?://|www\.|(?:[a-z]{2,3}\.)?linkedin\.com/|xing\.com/|github\.com/)[^\s|,;<>\"]+",
    re.I,
)
PHONE = re.compile(r"(?<![\w+])\+?\(?\d[\d\s()/.-]{6,20}\d(?!\w)")
TAG = re.compile(r"(?<![\w#&/])#([^\W\d]\w*(?:-\w+)*)")

FOLLOW_UP = re.compile(
    r"(?:and\s+)?\b(?:let'?s\s+|to\s+)?"
    r"(?:follow[\s-]?up|check[\s-]?in|ping|nudge|remind\s+me|get\s+back|catch\s+up|touch\s+base|"
    r"write\s+(?:again|back)|talk\s+again|call\s+(?:back|again)|meet\s+again|speak\s+again|reconnect|contact\s+again)"
    r"(?:\s+(?:again|with\s+(?:her|him|them)|to\s+(?:her|him|them)|her|him|them))?\s*(?:on|by|at|around|for)?\s*$",
    re.I,
)
REMIND = re.compile(
    r"\s*(?:please\s+)?(?:remind\s+me|reminder|remember|don'?t\s+forget|to-?\s?do|task)\b"
    r"[\s:,-]*(?:to\b|about\b|that\b)?\s*",
    re.I,
)
MET = re.compile(
    r"\s*(?:(?:i|we)\s+)?(?:just\s+)?(?:(?:had\s+)?(?:a\s+)?(?:quick\s+|short\s+|long\s+|nice\s+|good\s+|great\s+)?"
    r"(?:coffee|lunch|dinner|breakfast|drinks|call|chat|meeting|talk|zoom|video\s+call|conversation|intro\s+call)\s+with"
    r"|met(?:\s+up)?(?:\s+with)?|spoke(?:\s+(?:to|with))|talked(?:\s+(?:to|with))|chatted(?:\s+(?:to|with))"
    r"|ran\s+into|bumped\s+into|saw|got\s+to\s+know|was\s+introduced\s+to|introduced\s+to|connected\s+with|heard\s+from|add(?:\s+(?:contact|person))?"
    r"|new(?:\s+(?:contact|person))?|contact|person)\b[\s:,-]*",
    re.I,
)
DO = re.compile(
    r"\s*(?:read|buy|call|phone|write|send|e-?mail|ask|book|prepare|finish|check|look|find|update|review|thank|schedule"
    r"|follow|research|apply|sign|register|reply|order|plan|print|draft|watch|learn|get|make|do|go|try|tell|pay|bring"
    r"|return|invite|answer|submit|start|arrange|confirm|cancel|practise|practice|revise|ping|nudge)\s+\S",
    re.I,
)
NOTE_ON = re.compile(r"\s*note(?:\s+(?:on|about|for|to))?\s*[:,]?\s+", re.I)
EVENT_WORDS = word_set(
    """meetup conference conf summit fair party dinner event workshop webinar course reunion festival
    hackathon expo congress symposium lecture drinks wedding forum roundtable panel webcast breakfast
    lunch gathering mixer training bootcamp seminar retreat exhibition ceremony gala class choir gym
    club church demo-day demoday week"""
)
ROLE_WORDS = word_set(
    """head lead leader manager engineer director designer ceo cto cfo coo cpo cmo founder cofounder co-
    founder analyst consultant professor researcher nurse teacher recruiter developer officer vp svp
    evp president partner coordinator specialist assistant architect scientist editor producer intern
    owner chief principal senior junior strategist planner marketer lawyer attorney accountant doctor
    physician programmer administrator supervisor executive writer journalist advisor adviser trainer
    coach student phd lecturer dean controller buyer technician chair leiter leiterin geschaftsfuhrer
    geschaftsfuhrerin referent referentin berater beraterin entwickler entwicklerin directeur
    directrice responsable ingenieur director jefe jefa gerente"""
)
JOINERS = re.compile(
    r"\s*(?:from|of|with|works?\s+(?:at|for)|working\s+(?:at|for)|who\s+works\s+(?:at|for)|at|@)\s+", re.I
)
PLACE = re.compile(
    r"(?:at|during|in|on|after|before)\s+(?:the|a|an|our|my|his|her|their|this|that|last|today's|yesterday's)\b",
    re.I,
)
THROUGH = re.compile(
    r"(?:introduced\s+by|intro\s+(?:by|from)|via|through|thanks\s+to|referred\s+by|recommended\s+by)\s+", re.I
)


class Span(NamedTuple):
    """Which letters of the line were understood as what: text[start:end]."""

    start: int
    end: int
    kind: str


@dataclass(slots=True)
class QuickAdd:
    """What a line says.

    kind          "person", "note" (on somebody known) or "reminder"
    known         the reference the caller gave for the person that was found
    text          for a reminder: what to do; for a note: what to note; for a person: what was left over
    follow_up_on  when to come back to it; for a reminder: when it is due
    met_on        when the meeting was; None when the line does not say
    spans         in order of place; they never overlap
    """

    kind: str
    name: str = ""
    first_name: str = ""
    last_name: str = ""
    prefix: str = ""
    known: Hashable = None
    job_title: str = ""
    organisation: str = ""
    how_met: str = ""
    introduced_by: str = ""
    email: str = ""
    phone: str = ""
    profile: str = ""
    tags: tuple[str, ...] = ()
    text: str = ""
    met_on: date | None = None
    follow_up_on: date | None = None
    spans: list[Span] = field(default_factory=list)


@dataclass(slots=True)
class _Line:
    """The line on its way through: what was taken is blanked out, so that places stay what they are."""

    text: str
    left: str
    spans: list[Span] = field(default_factory=list)

    def take(self, start: int, end: int, kind: str) -> str:
        while start < end and self.text[start] in " \t,;:-–—|":
            start += 1
        while end > start and self.text[end - 1] in " \t,;:":
            end -= 1
        if start < end:
            self.spans.append(Span(start, end, kind))
        taken = self.text[start:end]
        self.blank(start, end)
        return taken

    def blank(self, start: int, end: int) -> None:
        self.left = self.left[:start] + "\x00" * (end - start) + self.left[end:]


def parse(
    text: str, *, today: date, known: Mapping[str, Hashable] | None = None, day_first: bool = True
) -> QuickAdd:
    """Understand one line as it was typed.

    today       the owner's date
    known       the people there are, by name key (identity.name_key); a line that begins with one of them,
                or a note on one, is a note
    day_first   how 3/4 is read
    """
    line = _Line(text[:LONGEST_LINE], text[:LONGEST_LINE])
    known = known or {}
    if reminder := REMIND.match(line.left):
        return _reminder(line, reminder.end(), today=today, known=known, day_first=day_first)
    if note := _note(line, known, today=today, day_first=day_first):
        return note

    found = QuickAdd(PERSON)
    _take_marks(line, found)
    lead = MET.match(line.left)
    start = lead.end() if lead else len(line.left) - len(line.left.lstrip(" \t\x00"))
    _take_dates(
        line,
        found,
        today=today,
        met=bool(lead) and not re.match(r"\s*(?:add|new|contact|person)\b", line.text, re.I),
        day_first=day_first,
    )
    start = _skip_blanked(line.left, start)
    end = _name_end(line.left, start, led=bool(lead) or bool(found.email or found.profile))
    named = any(letter.isalnum() for letter in clean_line(line.text[start:end]))
    if not named or (not lead and DO.match(line.left)):
        return _no_name(line, found, today=today)
    name = clean_line(line.take(start, end, "name"))
    found.prefix, found.first_name, found.last_name = split_name(name)
    found.name = name.removeprefix(found.prefix).strip() or name
    found.known = known.get(name_key(name))
    if lead:
        line.blank(0, start)
    _take_segments(line, found, end)
    found.text = _left_over(line)
    found.spans = sorted(line.spans)
    return found


def _take_marks(line: _Line, found: QuickAdd) -> None:
    if mail := EMAIL.search(line.left):
        found.email = line.take(mail.start(), mail.end(), "email").rstrip(".")
    for match in URL.finditer(line.left):
        address = web_address(match[0].rstrip(".)"))
        if address and (not found.profile or (profile_host(address) and not profile_host(found.profile))):
            found.profile = address
            line.take(match.start(), match.start() + len(match[0].rstrip(".)")), "profile")
    found.tags = _take_tags(line)
    for match in PHONE.finditer(line.left):
        digits = phone_key(match[0]).lstrip("+")
        if 7 <= len(digits) <= 15 and not parse_date(match[0]):
            found.phone = line.take(match.start(), match.end(), "phone")
            break


def _take_tags(line: _Line) -> tuple[str, ...]:
    tags: dict[str, str] = {}
    for match in TAG.finditer(line.left):
        tags.setdefault(match[1].casefold(), match[1][:60])
        line.take(match.start(), match.end(), "tag")
    return tuple(tags.values())


def _take_dates(line: _Line, found: QuickAdd, *, today: date, met: bool, day_first: bool) -> None:
    for match in list(WHEN.finditer(line.left)):
        before = line.left[: match.start()]
        follow = FOLLOW_UP.search(before.rstrip()) if before else None
        lead_in = re.search(r"\b(?:on|by|around|for|until|till)\s+$", before, re.I)
        start = follow.start() if follow else lead_in.start() if lead_in else match.start()
        past = met and not follow and not found.met_on
        value = when(match, today=today, past=past, day_first=day_first)
        if value is None:
            continue
        if follow or (value > today and not found.follow_up_on):
            if found.follow_up_on or value < today:
                continue
            found.follow_up_on = value
            line.take(start, match.end(), "follow_up")
        elif value <= today and not found.met_on and (met or speaks_of_the_past(match)):
            found.met_on = value
            line.take(start, match.end(), "met_on")


def _skip_blanked(text: str, at: int) -> int:
    while at < len(text) and text[at] in " \t\x00,;:-–—":
        at += 1
    return at


NAME_STOPS = re.compile(r"[\x00,;:()\[\]|/@]|\s[-–—]+\s|\s(?:and|&)\s")
WORD = re.compile(r"\S+")


def _name_end(text: str, start: int, *, led: bool) -> int:
    """Return where the name that begins at `start` ends: words with a capital, particles, titles."""
    stop = NAME_STOPS.search(text, start)
    limit = stop.start() if stop else len(text)
    end, count = start, 0
    for word in WORD.finditer(text, start, limit):
        plain = word[0].strip(".'’")
        if not plain:
            break
        lower = fold(plain)
        begins_big = not plain[0].islower() and plain[0].isalpha()
        if lower in TITLES or (
            begins_big and not (count and lower in ("at", "from", "of", "with", "in", "on"))
        ):
            end, count = word.end(), count + 1
        elif (
            count
            and lower in PARTICLES
            and lower not in ("do", "st")
            and _big_follows(text, word.end(), limit)
        ):
            continue
        else:
            break
        if count == 6:
            break
    if count:
        return end
    # All in small letters: up to the first stop, when the line has another sign of being about a person.
    words = text[start:limit].split()
    small = re.split(r"(?i)\s+(?:at|from|of|with|who|works?)\s", text[start:limit])[0]
    if (
        (led or (stop and stop[0] == ","))
        and 1 <= len(small.split()) <= 3
        and words
        and not any(character.isdigit() for character in small)
    ):
        return start + len(small.rstrip())
    return start


def _big_follows(text: str, start: int, limit: int) -> bool:
    for word in WORD.finditer(text, start, limit):
        if fold(word[0]) not in PARTICLES:
            return not word[0][0].islower()
    return False


def _take_segments(line: _Line, found: QuickAdd, at: int) -> None:
    bracket = re.compile(r"[ \t\x00]*[(\[]([^()\[\]]{1,100})[)\]]").match(line.left, at)
    if bracket and "\x00" not in bracket[1]:
        _judge(line, found, bracket.start(1), bracket.end(1))
        line.blank(bracket.start(), bracket.end())
        at = bracket.end()
    for match in re.compile(r"[^\x00,;|()]+").finditer(line.left, at):
        pieces = re.split(r"(\s[-–—]+\s|\.\s+)", match[0])
        place = match.start()
        for piece in pieces:
            if piece.strip(" \t.-–—!?"):
                _judge(line, found, place, place + len(piece))
            place += len(piece)


def _judge(line: _Line, found: QuickAdd, start: int, end: int) -> None:
    """Decide what a segment is; what is none of the known kinds stays as the note."""
    text = line.text[start:end]
    lead = len(text) - len(text.lstrip(" \t-–—"))
    start, text = start + lead, text[lead:].rstrip(" \t.")
    end = start + len(text)
    if not text:
        return
    if through := THROUGH.match(text):
        if not found.introduced_by and len(text) - through.end() <= 80:
            found.introduced_by = line.take(start + through.end(), end, "introduced_by")
            line.blank(start, end)
        return
    if _is_event(text):
        if not found.how_met:
            found.how_met = line.take(start, end, "how_met")
        return
    if joiner := JOINERS.match(" " + text):
        begin = start + joiner.end() - 1
        if not found.organisation and _may_be_organisation(line.text[begin:end]):
            _take_organisation(line, found, begin, end, start)
        return
    role, at_word, house = role_at(text)
    if role and not found.job_title:
        if house and not found.organisation and not _is_event(text[at_word:]):
            found.organisation = line.take(start + len(text) - len(house), end, "organisation")
        elif house and _is_event(text[at_word:]) and not found.how_met:
            found.how_met = line.take(start + at_word, end, "how_met")
        found.job_title = line.take(start, start + len(role), "job_title")
        line.blank(start, end)
        return
    if not found.organisation and _may_be_organisation(text):
        _take_organisation(line, found, start, end, start)


def _take_organisation(line: _Line, found: QuickAdd, begin: int, end: int, start: int) -> None:
    # "from Tern & Co at the meetup": the event is not part of the organisation.
    text = line.text[begin:end]
    event = re.search(r"\s(?=(?:at|during|on|in|after)\s)", text, re.I)
    while event and not _is_event(text[event.end() :]):
        event = re.compile(r"\s(?=(?:at|during|on|in|after)\s)", re.I).search(text, event.end())
    if event:
        if not found.how_met:
            found.how_met = line.take(begin + event.end(), end, "how_met")
        end = begin + event.start()
    through = re.search(r"(?i)\s(?:via|through|introduced by)\s+", line.text[begin:end])
    if through and not found.introduced_by:
        found.introduced_by = line.take(begin + through.end(), end, "introduced_by")
        line.blank(begin + through.start(), end)
        end = begin + through.start()
    found.organisation = clean_line(line.take(begin, end, "organisation"))
    line.blank(start, end)


def _is_event(text: str) -> bool:
    if PLACE.match(text):
        return True
    words = plain_words(text)
    return (
        bool(words)
        and words[0] in ("at", "during", "after", "in", "on")
        and bool(EVENT_WORDS.intersection(words))
    )


def _may_be_organisation(text: str) -> bool:
    words = text.split()
    if not 1 <= len(words) <= 7 or len(text) > 80 or "\x00" in text:
        return False
    letters = [word[0] for word in words if word[0].isalpha()]
    if not letters:
        return False
    if not letters[0].islower():
        return not re.match(
            r"(?i)(?:she|he|they|it|we|i|very|really|wants?|knows?|likes?|asked|said|told|will|has|is|was)\b",
            text,
        )
    return len(words) <= 2 and (fold(words[-1]).strip("."),) in LEGAL_FORMS


def role_at(text: str) -> tuple[str, int, str]:
    """Return role, where "at" stands, and the house of "Lab lead at Alder"; ("", 0, "") for no role."""
    match = re.search(r"\s(?:at|@|bei|chez|for|with)\s+", text)
    role = text[: match.start()] if match else text
    words = [word for word in re.split(r"[^\w-]+", fold(role)) if word]
    if not words or len(words) > 8 or not ROLE_WORDS.intersection(words):
        return "", 0, ""
    if match:
        return role, match.start() + 1, text[match.end() :]
    of = re.search(r"(?<=[a-z])\sat\s", text)
    return (text, 0, "") if not of else (text[: of.start()], of.start() + 1, text[of.end() :])


def _left_over(line: _Line) -> str:
    pieces = [piece.strip(" \t,;:-–—|") for piece in line.left.split("\x00")]
    kept = [piece for piece in pieces if any(letter.isalnum() for letter in piece)]
    text = clean(", ".join(kept)).strip(" .,;")
    return "" if fold(text) in ("and", "follow up", "on", "at", "in") else text


def _no_name(line: _Line, found: QuickAdd, *, today: date) -> QuickAdd:
    """A line without a person is something to do."""
    found.kind = REMINDER
    found.text = _sentence(_left_over(line) or clean_line(line.text))
    found.follow_up_on = found.follow_up_on or found.met_on
    found.met_on = None
    found.spans = sorted(line.spans)
    return found


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _reminder(
    line: _Line, start: int, *, today: date, known: Mapping[str, Hashable], day_first: bool
) -> QuickAdd:
    found = QuickAdd(REMINDER)
    line.blank(0, start)
    found.tags = _take_tags(line)
    dates = [
        (match, value)
        for match in WHEN.finditer(line.left)
        if (value := when(match, today=today, past=False, day_first=day_first)) and value >= today
    ]
    if dates:
        # "read the May report on Friday": the last date is the one it is due on.
        match, found.follow_up_on = dates[-1]
        before = re.search(r"\b(?:on|by|around|for|until|till|before)\s+$", line.left[: match.start()], re.I)
        line.take(before.start() if before else match.start(), match.end(), "follow_up")
    text = re.sub(r"^[\s,:-]*(?:to|that|about)\s+", "", line.left.replace("\x00", " ").strip(" ,.;:-"))
    found.text = _sentence(clean_line(text).strip(" ,.;:-"))
    place = line.text.find(found.text[1:]) - 1 if found.text else -1
    if place >= 0:
        line.spans.append(Span(place, place + len(found.text), "text"))
    found.known, found.name = _known_in(found.text, known)
    found.spans = sorted(line.spans)
    return found


def _known_in(text: str, known: Mapping[str, Hashable]) -> tuple[Hashable, str]:
    words = text.split()
    for size in (4, 3, 2):
        for at in range(len(words) - size + 1):
            candidate = " ".join(words[at : at + size]).strip(".,;:!?")
            key = name_key(candidate.removesuffix("'s").removesuffix("’s"))
            if key in known:
                return known[key], candidate.removesuffix("'s").removesuffix("’s")
    return None, ""


def _note(line: _Line, known: Mapping[str, Hashable], *, today: date, day_first: bool) -> QuickAdd | None:
    """Return a note when the line begins with somebody known, or says it is a note on them."""
    lead = NOTE_ON.match(line.text)
    start = lead.end() if lead else len(line.text) - len(line.text.lstrip())
    words = list(WORD.finditer(line.text, start))[:5]
    for size in range(min(len(words), 5), 0, -1):
        end = words[size - 1].end()
        raw = line.text[start:end]
        name = raw.rstrip(",:;-–—.").removesuffix("'s").removesuffix("’s")
        key = name_key(name)
        if key not in known:
            continue
        found = QuickAdd(NOTE, name=name, known=known[key])
        line.blank(0, start)
        line.take(start, start + len(name), "name")
        _take_marks(line, found)
        _take_dates(line, found, today=today, met=False, day_first=day_first)
        found.text = _sentence(clean(line.left.replace("\x00", " ").strip(" \t,;:-–—.")))
        found.text = re.sub(r"[ \t]+([,;.])", r"\1", re.sub(r"[ \t]{2,}", " ", found.text)).strip(" ,;")
        found.spans = sorted(line.spans)
        return found
    return None
