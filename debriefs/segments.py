"""What was heard in each part of the owner's people: a figure over all hides whom nobody has asked."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Set
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q, Value
from django.db.models.functions import Coalesce, NullIf

from contacts.models import Contact
from debriefs.models import Insight, SynthesisSettings
from debriefs.synthesis import state_of
from debriefs.weights import Heard, weights_of
from interviews.models import Participant

# A person without a region of their own is where their organisation is.
REGION = Coalesce(NullIf("region", Value("")), "organisation__region")
COLUMNS = {
    "size": F("organisation__size"),
    "distance": F("distance"),
    "region": REGION,
    "industry": F("organisation__industry"),
}
BY = tuple(COLUMNS)
MOST_SEGMENTS = 12


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


def segments_of(owner: Any, heard: Heard, *, by: str, settings: SynthesisSettings) -> list[Segment]:
    """Return the segments by one of `BY`, most talks first. Three queries."""
    spelled: dict[str, str] = {}
    known: Counter[str] = Counter()
    people = Contact.objects.for_user(owner).annotate(part=COLUMNS[by])
    for value, n in people.active().values_list("part").annotate(n=Count("pk")).order_by("part"):
        known[_group(value, spelled)] += n
    group_of = {
        pk: _group(value, spelled)
        for pk, value in people.filter(_asked(owner)).order_by("pk").values_list("pk", "part")
    }
    talked = _talked(owner, heard)
    talks = Counter(
        name for who in talked.values() for name in {group_of[pk] for pk in who if pk in group_of}
    )
    names = [name for name in {*talks, *known} if talks[name] or name]
    names.sort(key=lambda name: (-talks[name], -known[name], name))
    members: dict[str, set[int]] = defaultdict(set)
    for pk, name in group_of.items():
        members[name].add(pk)
    return [
        _segment(name, known[name], members[name], talked, heard, settings) for name in names[:MOST_SEGMENTS]
    ]


def _asked(owner: Any) -> Q:
    """Keep the contacts who took part in a talk, or said something that was noted."""
    took_part = Participant.objects.for_user(owner).values("contact")
    spoke = Insight.objects.for_user(owner).filter(contact__isnull=False).values("contact")
    return Q(pk__in=took_part) | Q(pk__in=spoke)


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


def _group(value: str | None, spelled: dict[str, str]) -> str:
    """Return a group as it was first spelled: industries are typed freely, and case parts no group."""
    typed = " ".join((value or "").split())
    return spelled.setdefault(typed.casefold(), typed)


def _segment(
    name: str,
    known: int,
    members: Set[int],
    talked: Mapping[int, Set[Any]],
    heard: Heard,
    settings: SynthesisSettings,
) -> Segment:
    talks: dict[int, set[str]] = {
        debrief: set() for debrief, who in talked.items() if not members.isdisjoint(who)
    }
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
