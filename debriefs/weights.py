"""How much each theme carries: who supports it, who contradicts it, how many count on their own."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import BooleanField, ExpressionWrapper

from contacts.models import Contact, Tie
from debriefs.enums import Evidence, InsightStance, ThemeScope
from debriefs.models import PRIVATE, Insight, SynthesisSettings, Theme
from debriefs.triangulation import (
    Voice,
    independent_voices,
    is_contested,
    level,
    one_sided,
    within_organisation,
)

TRIANGULATED = "triangulated"


@dataclass(frozen=True, slots=True)
class Weight:
    """How much one theme carries, in primary keys and numbers.

    supporting, against  contacts, in the order in which they said so
    joined               (left out, chosen instead, why) for each voice that does not count on its own
    quote                the insight whose words are shown
    """

    theme: int
    supporting: tuple[int, ...]
    against: tuple[int, ...]
    count: int
    level: str
    joined: tuple[tuple[int, int, str], ...]
    contested: bool
    one_sided: str
    latest_at: datetime
    quote: int | None


@dataclass(frozen=True, slots=True)
class Said:
    """One insight under a theme, in primary keys."""

    debrief: int
    contact: int | None
    stance: str
    evidence: str
    insight: int
    is_private: bool

    @property
    def counts(self) -> bool:
        return self.evidence != Evidence.INFERENCE


@dataclass(frozen=True, slots=True)
class Heard:
    """What was said under each theme in some debriefs, with what it takes to weigh it.

    held     debrief → when the talk was, oldest first
    themes   theme → what was said, oldest talk first
    bounded  theme → the one organisation it is about
    """

    held: dict[int, datetime]
    themes: dict[int, list[Said]]
    voices: dict[int, Voice]
    bounded: dict[int, int]
    ties: Collection[frozenset[Any]]


def heard_in(owner: Any, held: dict[int, datetime]) -> Heard:
    """Load what was said in these debriefs (key → when the talk was). Four queries."""
    rows = (
        Insight.objects.for_user(owner)
        .filter(theme__isnull=False)
        .order_by("position", "pk")
        .annotate(private=ExpressionWrapper(PRIVATE, output_field=BooleanField()))
        .values_list("theme_id", "debrief_id", "contact_id", "stance", "evidence", "pk", "private")
    )
    themes: dict[int, list[Said]] = defaultdict(list)
    for theme, debrief, contact, stance, evidence, pk, private in rows.iterator(chunk_size=2000):
        if theme is not None and debrief in held:
            themes[theme].append(Said(debrief, contact, stance, evidence, pk, bool(private)))
    for each in themes.values():
        each.sort(key=lambda said: held[said.debrief])
    voices = {
        pk: Voice(pk, organisation, department or None, introducer, stance)
        for pk, organisation, department, introducer, stance in Contact.objects.for_user(owner)
        .filter(pk__in=Insight.objects.for_user(owner).values("contact"))
        .values_list("pk", "organisation_id", "department", "introduced_by_id", "stance")
    }
    bounded = dict(
        Theme.objects.for_user(owner)
        .filter(scope=ThemeScope.ORGANISATION, organisation__isnull=False)
        .values_list("pk", "organisation_id")
    )
    ties = frozenset(frozenset(pair) for pair in Tie.objects.for_user(owner).values_list("a_id", "b_id"))
    return Heard(held, themes, voices, bounded, ties)


def weights_of(
    heard: Heard, *, settings: SynthesisSettings, among: Collection[int] | None = None
) -> list[Weight]:
    """Weigh every theme, the strongest first.

    among  only what these contacts said; None for everybody
    """
    weighed = [
        _weigh(theme, kept, heard, settings)
        for theme, said in heard.themes.items()
        if (kept := said if among is None else [one for one in said if one.contact in among])
    ]
    return sorted(weighed, key=lambda w: (-w.count, -w.latest_at.timestamp(), w.theme))


def _weigh(theme: int, said: Sequence[Said], heard: Heard, settings: SynthesisSettings) -> Weight:
    counting = [one for one in said if one.counts and one.contact in heard.voices]
    own = [one for one in counting if one.stance == InsightStance.FOR]
    supporting: dict[Any, None] = dict.fromkeys(one.contact for one in own)
    against: dict[Any, None] = dict.fromkeys(
        one.contact for one in counting if one.stance == InsightStance.AGAINST
    )
    voices = [heard.voices[contact] for contact in supporting]
    if theme in heard.bounded:
        voices = within_organisation(voices, heard.bounded[theme])
    counted = independent_voices(voices, ties=heard.ties)
    # What is not private first, of that what is verbatim, of that the latest.
    quote = max(
        reversed(own), key=lambda one: (not one.is_private, one.evidence == Evidence.VERBATIM), default=None
    )
    return Weight(
        theme=theme,
        supporting=tuple(supporting),
        against=tuple(against),
        count=counted.level,
        level=level(counted.level, triangulated=settings.triangulated),
        joined=tuple((j.voice.contact, j.chosen.contact, j.reason) for j in counted.joined),  # type: ignore[misc]
        contested=is_contested(list(supporting), list(against)),
        one_sided=one_sided([voice.stance for voice in voices]),
        latest_at=max(heard.held[one.debrief] for one in said),
        quote=quote.insight if quote else None,
    )
