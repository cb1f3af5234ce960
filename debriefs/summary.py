"""The figures of the insights page: computed once for each state of the facts, and kept as ids and numbers.

Names and words are not kept: they are read anew for what is shown.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.db.models import Avg, Count
from django.utils.translation import gettext as _

from contacts.models import Contact
from debriefs import saturation as rule
from debriefs.models import Debrief, Insight, InsightCategory, SynthesisSettings, Theme
from debriefs.segments import Segment, segments_of
from debriefs.synthesis import REASONS, Saturated, saturation_of
from debriefs.weights import TRIANGULATED, Weight, heard_in, weights_of
from infoview.shared.kept import Figures, read
from outreach.enums import RequestStatus
from outreach.models import Goal, OutreachRequest

# So much is kept and shown at first.
STRONG_SHOWN = 30
WEAK_SHOWN = 12
BARS_SHOWN = 40

# So many orders of the same talks make the band of the order effect.
ORDERS = 200


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
    quote: Insight | None
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
    [summary] = read(figures_of(owner, goal))
    return summary


def summary_and_segments(owner: Any, goal: Goal | None, by: str) -> tuple[Summary, list[Segment]]:
    """Return the kept figures, and what each segment says by itself. One query when kept."""
    whose = goal.pk if goal else "all"
    segments = Figures(owner, f"segments:{by}:{whose}", lambda: count_segments(owner, goal, by))
    return tuple(read(figures_of(owner, goal), segments))


def figures_of(owner: Any, goal: Goal | None) -> Figures:
    """Name the figures of a goal, for whoever reads several kinds at once."""
    return Figures(owner, f"synthesis:{goal.pk if goal else 'all'}", lambda: small(count(owner, goal)))


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
    held = _held(owner, goal)
    saturation = saturation_of(owner, goal, settings=settings)
    weights = weights_of(heard_in(owner, held), settings=settings)
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


def _held(owner: Any, goal: Goal | None) -> dict[int, datetime]:
    """Return the finished debriefs that serve the goal, with when their talks were, oldest first."""
    finished = Debrief.objects.for_user(owner).finished()
    if goal is not None:
        finished = finished.filter(goals=goal)
    return dict(finished.order_by("interview__starts_at", "pk").values_list("pk", "interview__starts_at"))


def count_segments(owner: Any, goal: Goal | None, by: str) -> list[Segment]:
    heard = heard_in(owner, _held(owner, goal))
    return segments_of(owner, heard, by=by, settings=SynthesisSettings.of(owner))


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
    said = Insight.objects.for_user(owner).select_related("debrief__interview")
    quotes = said.defer("debrief__interview__notes").in_bulk([w.quote for w in weights if w.quote])
    themes = Theme.objects.for_user(owner).in_bulk([w.theme for w in weights])
    return [
        ShownTheme(
            theme=themes[w.theme],
            weight=w,
            quote=quotes.get(w.quote) if w.quote else None,
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
