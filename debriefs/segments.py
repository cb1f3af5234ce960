"""What was heard in each part of the owner's people: a figure over all hides whom nobody has asked."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from contacts.models import Contact
from debriefs.models import Insight, SynthesisSettings
from debriefs.synthesis import state_of
from debriefs.weights import Heard, weights_of
from interviews.models import Participant

BY = ("size", "distance", "region", "industry")
COLUMNS = (
    "organisation__size", "distance", "region", "organisation__region", "organisation__industry",
)  # fmt: skip
MOST_SEGMENTS = 12

Groups = dict[str, str]


@dataclass(frozen=True, slots=True)
class Segment:
    """One part of the owner's people, in numbers.

    name    the value they share, as stored; "" when it is unknown
    known   contacts in it who are not archived
    talks   debriefs of talks in which one of them took part
    themes  heard from them; levels: how many of these have which level by their voices alone
    state   gathering, converging or saturated, by these talks alone
    best    (theme, unrelated voices) of the one that carries most
    """

    name: str
    known: int
    talks: int
    themes: int
    levels: Mapping[str, int]
    state: str
    best: tuple[int, int] | None


def segments_of(owner: Any, heard: Heard, *, settings: SynthesisSettings) -> dict[str, list[Segment]]:
    """Return the segments by size, distance, region and industry, most talks first. Three queries."""
    spelled: dict[str, str] = {}
    talked = _talked(owner, heard)
    known: dict[str, Counter[str]] = {by: Counter() for by in BY}
    active = Contact.objects.for_user(owner).active().values_list(*COLUMNS)
    for *values, n in active.annotate(n=Count("pk")).order_by(*COLUMNS):
        for by, name in _groups(values, spelled).items():
            known[by][name] += n
    members: dict[str, dict[str, set[int]]] = {by: defaultdict(set) for by in BY}
    for pk, *values in _asked(owner).values_list("pk", *COLUMNS):
        for by, name in _groups(values, spelled).items():
            members[by][name].add(pk)
    return {by: _rows(heard, talked, members[by], known[by], settings) for by in BY}


def _asked(owner: Any) -> Any:
    """Return the contacts who took part in a talk, or said something that was noted."""
    took_part = Participant.objects.for_user(owner).values("contact")
    spoke = Insight.objects.for_user(owner).filter(contact__isnull=False).values("contact")
    return Contact.objects.for_user(owner).filter(Q(pk__in=took_part) | Q(pk__in=spoke)).order_by("pk")


def _talked(owner: Any, heard: Heard) -> dict[int, set[Any]]:
    """Return for each debrief, oldest first, who took part or is noted as having said something."""
    talked: dict[int, set[Any]] = {debrief: set() for debrief in heard.held}
    rows = Participant.objects.for_user(owner).filter(interview__debrief__finished_at__isnull=False)
    for debrief, contact in rows.values_list("interview__debrief", "contact"):
        if debrief in talked:
            talked[debrief].add(contact)
    for said in heard.themes.values():
        for one in said:
            talked[one.debrief].add(one.contact)
    return talked


def _groups(values: list[str | None], spelled: dict[str, str]) -> Groups:
    """Return the group of one contact by each way of grouping.

    spelled  industries as first met: they are typed freely, and case does not part them
    """
    size, distance, region, of_house, industry = values
    typed = " ".join((industry or "").split())
    return {
        "size": size or "",
        "distance": distance or "",
        "region": region or of_house or "",
        "industry": spelled.setdefault(typed.casefold(), typed),
    }


def _rows(
    heard: Heard,
    talked: dict[int, set[Any]],
    members: Mapping[str, Collection[int]],
    known: Mapping[str, int],
    settings: SynthesisSettings,
) -> list[Segment]:
    rows = [
        _segment(name, heard, talked, members.get(name, ()), known.get(name, 0), settings)
        for name in sorted({*members, *known})
    ]
    told = [row for row in rows if row.talks or (row.known and row.name)]
    return sorted(told, key=lambda row: (-row.talks, -row.known, row.name))[:MOST_SEGMENTS]


def _segment(
    name: str,
    heard: Heard,
    talked: dict[int, set[Any]],
    members: Collection[int],
    known: int,
    settings: SynthesisSettings,
) -> Segment:
    talks: dict[int, set[str]] = {debrief: set() for debrief, who in talked.items() if who & set(members)}
    weights = weights_of(heard, settings=settings, among=members) if talks else []
    for theme, said in heard.themes.items():
        for one in said:
            if one.counts and one.contact in members:
                talks[one.debrief].add(str(theme))
    best = weights[0] if weights and weights[0].count else None
    return Segment(
        name=name,
        known=known,
        talks=len(talks),
        themes=len(weights),
        levels=dict(Counter(weight.level for weight in weights)),
        state=state_of(list(talks.values()), settings).state,
        best=(best.theme, best.count) if best else None,
    )
