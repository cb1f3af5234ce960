"""The mix of one's sources (pure): whom the picture rests on. Counts beside shares; few are called few."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

FEW = 5  # below this a share says nothing (docs/domain.md, section 13)


class Voice(NamedTuple):
    """One person one was in touch with; "" is what is not known."""

    distance: str
    organisation: str = ""
    department: str = ""
    introducer: str = ""


@dataclass(frozen=True, slots=True)
class Share:
    """How many of how many. percent is None where the whole is too small to speak of shares."""

    name: str
    n: int
    of: int

    @property
    def percent(self) -> int | None:
        return round(100 * self.n / self.of) if self.of >= FEW else None


@dataclass(frozen=True, slots=True)
class Mix:
    """What a number of people are made of.

    distances       how many of each distance that occurs, most first
    organisations   how many different ones; departments: different pairs of organisation and department
    largest         the organisation most of them are from; through: who led to most of them
    """

    n: int
    distances: tuple[Share, ...]
    organisations: int
    departments: int
    organisation_unknown: int
    largest: Share | None
    through: Share | None

    @property
    def is_few(self) -> bool:
        return self.n < FEW


def mix_of(voices: Iterable[Voice]) -> Mix:
    people = list(voices)
    n = len(people)
    placed = [voice for voice in people if voice.organisation]
    return Mix(
        n=n,
        distances=tuple(Share(name, count, n) for name, count in _ranked([v.distance for v in people])),
        organisations=len({voice.organisation for voice in placed}),
        departments=len({(v.organisation, v.department) for v in placed if v.department}),
        organisation_unknown=n - len(placed),
        largest=_most([voice.organisation for voice in placed], of=n),
        through=_most([voice.introducer for voice in people if voice.introducer], of=n),
    )


def _ranked(names: Sequence[str]) -> list[tuple[str, int]]:
    return sorted(Counter(names).items(), key=lambda item: (-item[1], item[0]))


def _most(names: Sequence[str], *, of: int) -> Share | None:
    """Return the name that occurs most; of several equally often the first of the alphabet."""
    ranked = _ranked(names)
    return Share(*ranked[0], of) if ranked else None
