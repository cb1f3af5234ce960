"""The slots of a template, and what fills them (pure)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

SLOT = re.compile(r"\{([a-z][a-z0-9_]{0,39})\}")
ARTICLE = re.compile(r"\b([Aa])n?([ ]+)$")

# Said with a vowel though written otherwise, and the other way round.
VOWEL_NUMBERS = re.compile(r"8\d*\b|11\b|18\b|8\d{3}\b|11,|18,")
SILENT_H = re.compile(r"(?:hour|honest|honou?r|heir)", re.I)
YOU_SOUND = re.compile(
    r"(?:uni(?!n|m)|us(?:e|ab|ual|er)|eu|ewe|ubiq|util|u(?=[- ])|one\b|once\b|ur(?:an|ol))", re.I
)


class Place(NamedTuple):
    """A slot and where it stands, or stood: text[start:end]."""

    slot: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Filled:
    """A template with its values; the places are those of the new text."""

    text: str
    filled: tuple[Place, ...]
    unfilled: tuple[Place, ...]


def slots(text: str) -> list[str]:
    """Return the names of the slots in the order in which they first stand in the text."""
    return list(dict.fromkeys(SLOT.findall(text)))


def without_slots(text: str) -> str:
    """Return the text, as long as it was, with nothing where a slot still waits for its words."""
    return SLOT.sub(lambda found: "…" * len(found[0]), text)


def fill(text: str, values: Mapping[str, str]) -> str:
    """Return the text with each known slot filled; the others stay as they are."""
    return fill_places(text, values).text


def fill_places(text: str, values: Mapping[str, str]) -> Filled:
    """Fill each known slot once and say where it stands; an article before it follows the value.

    A value is taken as it is: braces in it are no slots.
    """
    pieces: list[str] = []
    size = 0
    filled: list[Place] = []
    unfilled: list[Place] = []
    after = 0
    for match in SLOT.finditer(text):
        before = text[after : match.start()]
        after = match.end()
        value = (values.get(match[1]) or "").strip()
        if value:
            before = _with_article(before, value)
        pieces += [before, value or match[0]]
        start = size + len(before)
        size = start + len(value or match[0])
        (filled if value else unfilled).append(Place(match[1], start, size))
    pieces.append(text[after:])
    return Filled("".join(pieces), tuple(filled), tuple(unfilled))


def _with_article(before: str, value: str) -> str:
    found = ARTICLE.search(before)
    if not found:
        return before
    return before[: found.start()] + found[1] + ("n" if begins_with_a_vowel(value) else "") + found[2]


def begins_with_a_vowel(value: str) -> bool:
    """Say whether "an" stands before the value: an hour, an 18-minute call, a university lecturer."""
    if value[:1].isdigit():
        return VOWEL_NUMBERS.match(value) is not None
    if SILENT_H.match(value):
        return True
    if re.match(r"[A-Z]{2,}\b", value):
        # Initials are said letter by letter: an HR lead, a UX designer.
        return value[0] in "AEFHILMNORSX"
    return value[:1].casefold() in tuple("aeiou") and not YOU_SOUND.match(value)
