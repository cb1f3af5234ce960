"""How many independent people stand behind a theme (pure).

One voice is not the organisation: two people of one team, or one who introduced the other, are one voice.
"""

from collections.abc import Collection, Hashable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

SAME_DEPARTMENT = "same department"
DEPARTMENT_UNKNOWN = "same organisation, department unknown"
INTRODUCED = "introduced by"
DECLARED_TIE = "declared tie"

# So many steps answer for any 60 people; far larger tangles get a good answer instead of a late one.
MOST_STEPS = 20_000
LARGEST_TANGLE = 150

LevelName = Literal["none", "single", "emerging", "triangulated"]


@dataclass(frozen=True, slots=True)
class Voice:
    """One contact with an opinion on a theme; however many talks, one voice.

    organisation, department  None or "" when unknown; names are compared without case and outer spaces
    introduced_by             the contact who introduced this one
    stance                    critical, balanced, enthusiastic or unknown
    """

    contact: Hashable
    organisation: Hashable | None = None
    department: Hashable | None = None
    introduced_by: Hashable | None = None
    stance: str = "unknown"


@dataclass(frozen=True, slots=True)
class Joined:
    """A voice left out, the chosen voice it is not independent of, and why."""

    voice: Voice
    chosen: Voice
    reason: str


@dataclass(frozen=True, slots=True)
class Voices:
    """Who counts.

    level     size of the largest set of voices that are pairwise independent
    chosen    one such set, in an order that does not depend on the order given
    joined    every other voice, in the same order
    is_exact  False only for crowds too large to search to the end; `level` is then a lower bound
    """

    level: int
    chosen: tuple[Voice, ...]
    joined: tuple[Joined, ...]
    is_exact: bool = True

    @property
    def organisation_unknown(self) -> tuple[Voice, ...]:
        """Return the chosen voices that count as different only because their organisation is unknown."""
        return tuple(voice for voice in self.chosen if _name(voice.organisation) is None)


def independent_voices(voices: Sequence[Voice], *, ties: Collection[frozenset[Hashable]] = ()) -> Voices:
    """Return the largest set of pairwise independent voices, and why the others do not count.

    ties  pairs of contacts the owner declared not independent of each other
    """
    people = _in_order({voice.contact: voice for voice in reversed(voices)}.values())
    neighbours = _neighbours(people, ties)
    search = _Search(neighbours)
    mask = search.best((1 << len(people)) - 1) or 0
    chosen = list(_bits(mask))
    joined = []
    for i, voice in enumerate(people):
        if not mask >> i & 1:
            # Of several reasons the plainest is told.
            told = [(dependence(voice, people[j], ties=ties), j) for j in _bits(neighbours[i] & mask)]
            reason, j = min(told, key=lambda one: (_WEIGHT[one[0]], one[1]))
            joined.append(Joined(voice, people[j], reason))
    return Voices(len(chosen), tuple(people[j] for j in chosen), tuple(joined), search.steps <= MOST_STEPS)


def dependence(a: Voice, b: Voice, *, ties: Collection[frozenset[Hashable]] = ()) -> str:
    """Return why two voices are not independent; "" when they are."""
    organisation, department = _name(a.organisation), _name(a.department)
    if organisation is not None and organisation == _name(b.organisation):
        other = _name(b.department)
        if department is None or other is None:
            return DEPARTMENT_UNKNOWN
        if department == other:
            return SAME_DEPARTMENT
    if (a.introduced_by is not None and a.introduced_by == b.contact) or (
        b.introduced_by is not None and b.introduced_by == a.contact
    ):
        return INTRODUCED
    return DECLARED_TIE if ties and frozenset({a.contact, b.contact}) in ties else ""


def within_organisation(voices: Sequence[Voice], organisation: Hashable) -> list[Voice]:
    """Return the voices that count for a theme about one organisation: only its own people."""
    return [voice for voice in voices if _name(voice.organisation) == _name(organisation)]


def level(independent: int, *, triangulated: int = 3) -> LevelName:
    """Return the word for a number of independent voices."""
    if independent < 1:
        return "none"
    if independent >= triangulated:
        return "triangulated"
    return "single" if independent == 1 else "emerging"


def is_contested(supporting: Collection[Hashable], against: Collection[Hashable]) -> bool:
    """Return whether the contacts against are at least one third of all contacts with an opinion."""
    return bool(against) and 3 * len(set(against)) >= len({*supporting, *against})


def one_sided(stances: Sequence[str]) -> str:
    """Return "critical" or "enthusiastic" when all supporters, two or more, share that stance; else ""."""
    sides = set(stances)
    if len(stances) >= 2 and sides in ({"critical"}, {"enthusiastic"}):
        return stances[0]
    return ""


_WEIGHT = {SAME_DEPARTMENT: 0, DEPARTMENT_UNKNOWN: 1, INTRODUCED: 2, DECLARED_TIE: 3}


def _name(value: Hashable | None) -> Hashable | None:
    if isinstance(value, str):
        return " ".join(value.split()).casefold() or None
    return value


def _in_order(voices: Collection[Voice]) -> list[Voice]:
    """Sort by contact, those of mixed types by their names: the order never depends on the caller."""
    try:
        return sorted(voices, key=lambda voice: voice.contact)  # type: ignore[arg-type,return-value]
    except TypeError:
        return sorted(voices, key=lambda voice: (type(voice.contact).__name__, str(voice.contact)))


def _neighbours(people: Sequence[Voice], ties: Collection[frozenset[Hashable]]) -> list[int]:
    """Return for each voice, as bits, the voices it is not independent of."""
    neighbours = [0] * len(people)
    place = {voice.contact: i for i, voice in enumerate(people)}
    everybody: dict[Hashable, int] = {}
    department: dict[tuple[Hashable, Hashable | None], int] = {}
    where = [(_name(voice.organisation), _name(voice.department)) for voice in people]
    for i, (organisation, unit) in enumerate(where):
        if organisation is not None:
            everybody[organisation] = everybody.get(organisation, 0) | 1 << i
            department[organisation, unit] = department.get((organisation, unit), 0) | 1 << i
    for i, (organisation, unit) in enumerate(where):
        if organisation is not None and unit is None:
            neighbours[i] = everybody[organisation]
        elif organisation is not None:
            neighbours[i] = department[organisation, unit] | department.get((organisation, None), 0)
    pairs = [(voice.contact, voice.introduced_by) for voice in people if voice.introduced_by is not None]
    pairs += [(a, b) for a, b in (tuple(tie) for tie in ties if len(tie) == 2)]
    for a, b in pairs:
        if a not in place or b not in place or a == b:
            continue
        neighbours[place[a]] |= 1 << place[b]
        neighbours[place[b]] |= 1 << place[a]
    return [mask & ~(1 << i) for i, mask in enumerate(neighbours)]


def _bits(mask: int) -> Iterator[int]:
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


class _Search:
    """Largest independent set by branch and bound; a set of people is the bits of an integer.

    Whoever knows nobody, one other, or two who know each other, is taken at once; separate groups are
    searched apart; else the one with most neighbours is first taken and then left. A cover by cliques
    bounds what a branch can still bring.
    """

    def __init__(self, neighbours: Sequence[int]) -> None:
        self.neighbours = neighbours
        self.answers: dict[int, int] = {}
        self.bounds: dict[int, int] = {}
        self.steps = 0

    def best(self, mask: int, need: int = 0) -> int | None:
        """Return a largest independent set; None when it has fewer than `need` members."""
        taken, mask, busiest, most = self._take_the_simple(mask)
        need -= taken.bit_count()
        if not mask:
            return taken if need <= 0 else None
        found = self.answers.get(mask)
        if found is None and need <= self.bounds.get(mask, need):
            found = self._branch(mask, need, busiest, most)
            if self.steps > MOST_STEPS:
                return None if found is None else taken | found
            if found is None:
                self.bounds[mask] = need - 1
            else:
                self.answers[mask] = found
        return None if found is None or found.bit_count() < need else taken | found

    def _branch(self, mask: int, need: int, busiest: int, most: int) -> int | None:
        self.steps += 1
        if mask.bit_count() > LARGEST_TANGLE:
            self.steps = MOST_STEPS + 1
            return self._greedy(mask)
        if self._cliques(mask, need) < need:
            return None
        group = self._group(mask)
        if group != mask:
            # What one group cannot bring, the other must.
            small, large = sorted((group, mask & ~group), key=int.bit_count)
            first = self.best(small) or 0
            second = self.best(large, need - first.bit_count())
            return None if second is None else first | second
        rest = self.best(mask & ~(self.neighbours[busiest] | 1 << busiest), need - 1)
        taking = None if rest is None else rest | 1 << busiest
        # Where nobody has more than two neighbours a ring is left, and anyone of a ring may be taken.
        if most == 2 or self.steps > MOST_STEPS:
            return taking
        more = need if taking is None else max(need, taking.bit_count() + 1)
        leaving = self.best(mask & ~(1 << busiest), more)
        return taking if leaving is None else leaving

    def _take_the_simple(self, mask: int) -> tuple[int, int, int, int]:
        """Return who is taken at once, who is left over, and of those the busiest and how many are around."""
        taken, busiest, most, changed = 0, -1, -1, True
        while changed:
            changed, most, rest = False, -1, mask
            while rest:
                low = rest & -rest
                rest ^= low
                person = low.bit_length() - 1
                around = self.neighbours[person] & mask
                degree = around.bit_count()
                if degree > 2 or (degree == 2 and not self._is_pair(around)):
                    if degree > most:
                        busiest, most = person, degree
                    continue
                taken |= low
                mask &= ~(around | low)
                rest &= mask
                changed = True
        return taken, mask, busiest, most

    def _greedy(self, mask: int) -> int:
        """Return a set found by always taking the one with the fewest neighbours."""
        taken = 0
        while mask:
            person = min(_bits(mask), key=lambda p: (self.neighbours[p] & mask).bit_count())
            taken |= 1 << person
            mask &= ~(self.neighbours[person] | 1 << person)
        return taken

    def _is_pair(self, two: int) -> bool:
        """Return whether these two know each other."""
        low = two & -two
        return bool(self.neighbours[low.bit_length() - 1] & (two ^ low))

    def _group(self, mask: int) -> int:
        """Return the people who hang together with the first one."""
        group = border = mask & -mask
        while border:
            reached = 0
            for person in _bits(border):
                reached |= self.neighbours[person]
            border = reached & mask & ~group
            group |= border
        return group

    def _cliques(self, mask: int, enough: int) -> int:
        """Return how many cliques cover everybody, counting no further than `enough`."""
        count = 0
        while mask and count < enough:
            count += 1
            low = mask & -mask
            mask ^= low
            clique = mask & self.neighbours[low.bit_length() - 1]
            while clique:
                low = clique & -clique
                mask ^= low
                clique &= self.neighbours[low.bit_length() - 1]
        return count
