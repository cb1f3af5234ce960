"""The figures of the insights page: computed once for each state of the facts, and kept as ids and numbers.

Names and words are not kept: they are read anew for what is shown.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.core.cache import cache
from django.db.models import Avg, Count
from django.utils.translation import gettext as _

from contacts.models import Contact, Tie
from debriefs import saturation as rule
from debriefs.enums import Evidence, InsightStance, ThemeScope
from debriefs.models import Debrief, Insight, InsightCategory, SynthesisSettings, Theme
from debriefs.synthesis import REASONS, Saturated, saturation_of
from debriefs.triangulation import (
    Voice,
    independent_voices,
    is_contested,
    level,
    one_sided,
    within_organisation,
)
from outreach.enums import RequestStatus
from outreach.models import Goal, OutreachRequest

KEPT_FOR = 7 * 24 * 3600
VERSION = 2

# So much is kept and shown at first.
STRONG_SHOWN = 30
WEAK_SHOWN = 12
BARS_SHOWN = 40
TRIANGULATED = "triangulated"

# So many orders of the same talks make the band of the order effect.
ORDERS = 200


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
class Summary:
    """Everything the insights page counts.

    weights    of the themes, the strongest first; themes, strong: how many there are in all
    debriefs   finished ones that serve the goal, oldest talk first
    pull       (group, mean score by category, talks) by organisation size and by distance
    """

    weights: list[Weight]
    themes: int
    strong: int
    saturation: Saturated
    fell_back_after: int | None
    guest: rule.Guest
    francis: int | None
    order: rule.OrderEffect | None
    debriefs: list[int]
    untagged: int
    asked: list[int]
    pull: dict[str, tuple[list[int], list[tuple[str, list[float | None], int]]]]


@dataclass(frozen=True, slots=True)
class ShownTheme:
    """One theme in words."""

    theme: Theme
    weight: Weight
    quote: str
    names: str
    against_names: str
    joined_words: list[str] = field(default_factory=list)

    @property
    def count(self) -> int:
        return self.weight.count

    @property
    def strength(self) -> int:
        return min(3, self.weight.count)

    @property
    def level(self) -> str:
        return self.weight.level

    @property
    def contested(self) -> bool:
        return self.weight.contested

    @property
    def one_sided(self) -> str:
        return self.weight.one_sided


def summary_of(owner: Any, goal: Goal | None) -> Summary:
    """Return the kept figures, counted anew when a fact or a choice has changed. One query when kept.

    What is kept is small: the themes that a page shows, and the end of each curve.
    """
    key = f"synthesis:{VERSION}:{owner.pk}:{goal.pk if goal else 'all'}:{owner.facts_version}"
    kept = cache.get(key)
    if kept is None:
        kept = small(count(owner, goal))
        cache.set(key, kept, KEPT_FOR)
    return kept


def small(summary: Summary) -> Summary:
    strong = [weight for weight in summary.weights if weight.level == TRIANGULATED]
    weak = [weight for weight in summary.weights if weight.level != TRIANGULATED]
    saturation, guest = summary.saturation, summary.guest
    return replace(
        summary,
        weights=strong[:STRONG_SHOWN] + weak[:WEAK_SHOWN],
        debriefs=summary.debriefs[-BARS_SHOWN:],
        guest=replace(guest, steps=guest.steps[-1:]),
        saturation=replace(
            saturation,
            new_themes=saturation.new_themes[-BARS_SHOWN:],
            themes_by_interview=[],
            state=replace(saturation.state, history=saturation.state.history[-1:]),
        ),
    )


def count(owner: Any, goal: Goal | None, *, settings: SynthesisSettings | None = None) -> Summary:
    settings = settings or SynthesisSettings.of(owner)
    finished = Debrief.objects.for_user(owner).finished()
    if goal is not None:
        finished = finished.filter(goals=goal)
    held = dict(finished.order_by("interview__starts_at", "pk").values_list("pk", "interview__starts_at"))
    saturation = saturation_of(owner, goal, settings=settings)
    weights = weights_of(owner, held, settings=settings)
    themes = saturation.themes_by_interview
    guest = rule.guest(themes)
    return Summary(
        weights=weights,
        themes=len(weights),
        strong=sum(weight.level == TRIANGULATED for weight in weights),
        saturation=saturation,
        fell_back_after=saturation.state.fell_back_after,
        guest=guest,
        francis=rule.francis(themes),
        order=rule.order_effect(themes, rounds=ORDERS) if guest.is_assessable else None,
        debriefs=list(held),
        untagged=Insight.objects.for_user(owner).untagged().count(),
        asked=_asked(owner, goal),
        pull={by: _pull(owner, goal, column) for by, column in PULL_BY.items()},
    )


def weights_of(owner: Any, held: dict[int, datetime], *, settings: SynthesisSettings) -> list[Weight]:
    """Weigh every theme heard in these debriefs (key → when the talk was), the strongest first."""
    rows = (
        Insight.objects.for_user(owner)
        .filter(theme__isnull=False)
        .order_by("position", "pk")
        .values_list("theme_id", "debrief_id", "contact_id", "stance", "evidence", "pk")
    )
    by_theme: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for row in rows.iterator(chunk_size=2000):
        if row[1] in held:
            by_theme[row[0]].append(row)
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
    weighed = [
        _weigh(
            theme,
            sorted(said, key=lambda row: held[row[1]]),
            held,
            voices,
            bounded.get(theme),
            ties,
            settings,
        )
        for theme, said in by_theme.items()
    ]
    return sorted(weighed, key=lambda w: (-w.count, -w.latest_at.timestamp(), w.theme))


def _weigh(
    theme: int,
    said: Sequence[tuple[Any, ...]],
    held: dict[int, datetime],
    voices: dict[int, Voice],
    organisation: int | None,
    ties: Collection[frozenset[Any]],
    settings: SynthesisSettings,
) -> Weight:
    counting = [row for row in said if row[4] != Evidence.INFERENCE and row[2] in voices]
    supporting = dict.fromkeys(row[2] for row in counting if row[3] == InsightStance.FOR)
    against = dict.fromkeys(row[2] for row in counting if row[3] == InsightStance.AGAINST)
    heard = [voices[contact] for contact in supporting]
    if organisation is not None:
        heard = within_organisation(heard, organisation)
    counted = independent_voices(heard, ties=ties)
    own = [row for row in counting if row[3] == InsightStance.FOR]
    verbatim = [row for row in own if row[4] == Evidence.VERBATIM]
    return Weight(
        theme=theme,
        supporting=tuple(supporting),
        against=tuple(against),
        count=counted.level,
        level=level(counted.level, triangulated=settings.triangulated),
        joined=tuple((j.voice.contact, j.chosen.contact, j.reason) for j in counted.joined),  # type: ignore[misc]
        contested=is_contested(list(supporting), list(against)),
        one_sided=one_sided([voice.stance for voice in heard]),
        latest_at=max(held[row[1]] for row in said),
        quote=(verbatim or own)[-1][5] if own else None,
    )


def shown(owner: Any, weights: Sequence[Weight]) -> list[ShownTheme]:
    """Put weights into words. Three queries."""
    people = {
        pk for w in weights for pk in (*w.supporting, *w.against, *(pk for j in w.joined for pk in j[:2]))
    }
    names = {
        pk: first or name.split()[0]
        for pk, first, name in Contact.objects.for_user(owner)
        .filter(pk__in=people)
        .values_list("pk", "first_name", "name")
    }
    quotes = dict(
        Insight.objects.for_user(owner)
        .filter(pk__in=[w.quote for w in weights if w.quote])
        .values_list("pk", "takeaway")
    )
    themes = Theme.objects.for_user(owner).in_bulk([w.theme for w in weights])
    return [
        ShownTheme(
            theme=themes[w.theme],
            weight=w,
            quote=quotes.get(w.quote, "") if w.quote else "",
            names=_listed(w.supporting, names),
            against_names=_listed(w.against, names),
            joined_words=[
                _("%(left)s and %(chosen)s count as one voice: %(reason)s.")
                % {
                    "left": names.get(left, "?"),
                    "chosen": names.get(chosen, "?"),
                    "reason": REASONS.get(why, why),
                }
                for left, chosen, why in w.joined[:3]
            ],
        )
        for w in weights
        if w.theme in themes
    ]


def _listed(contacts: Iterable[int], names: dict[int, str], *, most: int = 8) -> str:
    known = [names[pk] for pk in contacts if pk in names]
    more = len(known) - most
    text = ", ".join(dict.fromkeys(known[:most]))
    return _("%(names)s and %(n)s more") % {"names": text, "n": more} if more > 0 else text


def _asked(owner: Any, goal: Goal | None) -> list[int]:
    """Return how many were asked, replied, said yes, and were talked to."""
    requests = OutreachRequest.objects.for_user(owner)
    if goal is not None:
        requests = requests.filter(goal=goal)
    counts = Counter(dict(requests.order_by().values_list("status").annotate(n=Count("pk"))))
    sent = requests.filter(sent_at__isnull=False).count()
    yes = counts[RequestStatus.ACCEPTED] + counts[RequestStatus.SCHEDULED] + counts[RequestStatus.HELD]
    replied = yes + counts[RequestStatus.DECLINED] + counts[RequestStatus.DEFERRED]
    return [sent, min(replied, sent), min(yes, sent), counts[RequestStatus.HELD]]


PULL_BY = {"size": "contact__organisation__size", "distance": "contact__distance"}


def _pull(
    owner: Any, goal: Goal | None, column: str
) -> tuple[list[int], list[tuple[str, list[float | None], int]]]:
    """Return the categories that were scored, and for each group the mean of each and the number of talks."""
    rows = Insight.objects.for_user(owner).filter(score__isnull=False)
    if goal is not None:
        rows = rows.filter(debrief__goals=goal)
    order = list(InsightCategory.objects.order_by("position", "pk").values_list("pk", flat=True))
    cells: dict[str, dict[int, float]] = defaultdict(dict)
    for group, category, mean in (
        rows.order_by().values_list(column, "category_id").annotate(mean=Avg("score"))
    ):
        cells[group or ""][category] = mean
    talks: Counter[str] = Counter()
    for group, n in rows.order_by().values_list(column).annotate(n=Count("debrief", distinct=True)):
        talks[group or ""] += n
    used = [pk for pk in order if any(pk in row for row in cells.values())]
    return used, [(group, [cells[group].get(pk) for pk in used], talks[group]) for group in sorted(cells)]
