"""The words that were looked for, in their surroundings (pure)."""

import re
import unicodedata
from typing import NamedTuple

READ_MOST = 20_000
AROUND = 70
LONGEST = 240


class Piece(NamedTuple):
    """Some letters of a text, and whether they are what was looked for."""

    text: str
    marked: bool


def plain(text: str) -> str:
    """Return the text as it is compared, letter for letter: no case, no accents, the same length."""
    return "".join(
        (unicodedata.normalize("NFKD", letter)[:1] or letter).lower()[:1] or letter for letter in text
    )


def pieces(text: str, words: list[str]) -> list[Piece]:
    """Return the whole text with the words marked."""
    if not text or not words:
        return [Piece(text, False)] if text else []
    wanted = "|".join(re.escape(plain(word)) for word in sorted(words, key=len, reverse=True))
    found, at = [], 0
    for match in re.finditer(rf"(?<!\w)(?:{wanted})\w*", plain(text)):
        if match.start() > at:
            found.append(Piece(text[at : match.start()], False))
        found.append(Piece(text[match.start() : match.end()], True))
        at = match.end()
    if at < len(text):
        found.append(Piece(text[at:], False))
    return found


def snippet(text: str, words: list[str]) -> list[Piece]:
    """Return the part of a long text in which the words stand, marked; its beginning when none does."""
    text = " ".join(text[:READ_MOST].split())
    if len(text) <= LONGEST:
        return pieces(text, words)
    marked = (
        re.search("|".join(rf"(?<!\w){re.escape(plain(word))}" for word in words), plain(text))
        if words
        else None
    )
    start = max(0, (marked.start() if marked else 0) - AROUND)
    # Begin and end between words.
    start = text.rfind(" ", 0, start) + 1 if start else 0
    end = start + LONGEST
    end = text.rfind(" ", start, end) if end < len(text) and " " in text[start:end] else min(end, len(text))
    shown = pieces(text[start:end], words)
    if start:
        shown.insert(0, Piece("… ", False))
    if end < len(text):
        shown.append(Piece(" …", False))
    return shown
