"""Counts drawn as tally strokes (pure)."""

from dataclasses import dataclass

LIMIT = 20  # above it people read a number faster than strokes
STEP, GROUP = 5.5, 25.5
# A hand never draws two strokes alike: how far the top leans, where it starts, where it ends.
HAND = ((0.5, 2.0, 14.1), (0.7, 1.7, 14.4), (0.8, 1.5, 14.5), (0.5, 1.4, 14.6), (0.3, 2.1, 14.0))


@dataclass(frozen=True, slots=True)
class Tally:
    """Two SVG paths on a drawing of `width` by 16: the strokes made, and those still open."""

    width: float
    made: str
    still_open: str


def tally(count: int, of: int = 0) -> Tally:
    """Draw `count` strokes, and faint ones up to `of`; every fifth crosses the four before it."""
    total = max(count, of)
    strokes = [_stroke(i) for i in range(total)]
    groups, rest = divmod(total, 5)
    width = groups * GROUP + (STEP * (rest - 1) + 4 if rest else -1)
    return Tally(max(width, 0), "".join(strokes[:count]), "".join(strokes[count:]))


def _stroke(index: int) -> str:
    group, place = divmod(index, 5)
    left = group * GROUP
    if place == 4:
        return f"M{left:g} 12.2L{left + 21.4:g} 4"
    lean, top, bottom = HAND[index % len(HAND)]
    foot = left + 2 + STEP * place
    return f"M{foot + lean:g} {top}L{foot:g} {bottom}"
