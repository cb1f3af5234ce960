"""From rows to what can be relied on: themes with their voices, and whether talks still teach anything."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contacts.models import Tie
from debriefs import saturation as rule
from debriefs.enums import Evidence, InsightStance, ThemeScope
from debriefs.models import Debrief, Insight, SynthesisSettings, Theme
from debriefs.triangulation import (
    Voice,
    Voices,
    independent_voices,
    is_contested,
    level,
    one_sided,
    within_organisation,
)
from infoview.shared import words
from interviews.enums import InterviewStatus
from interviews.models import Interview
from outreach.models import Goal


@dataclass(frozen=True, slots=True)
class Saturated:
    """Whether the talks of a goal still teach anything.

    talks       held talks that serve the goal; debriefs  those with a finished debrief
    new_themes  per debrief, in the order of the talks
    """

    talks: int
    debriefs: int
    new_themes: list[int]
    state: rule.Saturation
    coverage: rule.Coverage
    headline: str
    sentence: str
    themes_by_interview: list[list[str]] = field(repr=False)

    @property
    def heard(self) -> int:
        """Return how many distinct themes there are; `new_themes` may be cut to the talks that are drawn."""
        return self.coverage.seen


@dataclass(frozen=True, slots=True)
class ThemeEvidence:
    """A theme with who stands behind it.

    people, against   how many contacts support and contradict it
    voices            the independent ones, and why the others do not count
    level             none, single, emerging or triangulated
    latest_at         when it was last heard
    """

    theme: Theme
    insights: list[Insight]
    people: int
    against: int
    voices: Voices
    level: str
    contested: bool
    one_sided: str
    latest_at: datetime | None

    @property
    def count(self) -> int:
        return self.voices.level

    @property
    def strength(self) -> int:
        return min(3, self.voices.level)

    @property
    def supporting(self) -> list[Insight]:
        return [insight for insight in self.insights if insight.stance == InsightStance.FOR]

    @property
    def contradicting(self) -> list[Insight]:
        return [insight for insight in self.insights if insight.stance == InsightStance.AGAINST]

    @property
    def names(self) -> str:
        """Return the first names of those who support it, each once, in the order in which they said so."""
        return ", ".join(dict.fromkeys(i.contact.given_name for i in self.supporting if i.contact))

    @property
    def against_names(self) -> str:
        return ", ".join(dict.fromkeys(i.contact.given_name for i in self.contradicting if i.contact))

    @property
    def quote(self) -> Insight | None:
        """Return the latest words said for it: what is not private first, of that what is verbatim."""
        own = [i for i in self.supporting if i.evidence != Evidence.INFERENCE]
        return max(reversed(own), key=lambda i: (not i.is_private, i.is_verbatim), default=None)

    @property
    def joined_words(self) -> list[str]:
        """Return a sentence for each voice that does not count on its own, and why."""
        names: dict[Any, str] = {i.contact_id: i.contact.name for i in self.insights if i.contact}
        return [
            _("%(left)s and %(chosen)s count as one voice: %(reason)s.")
            % {
                "left": names.get(joined.voice.contact, _("one")),
                "chosen": names.get(joined.chosen.contact, _("another")),
                "reason": REASONS.get(joined.reason, joined.reason),
            }
            for joined in self.voices.joined
        ]


REASONS = {
    "same department": "same department",
    "same organisation, department unknown": "same organisation, department unknown",
    "introduced by": "one introduced the other",
    "declared tie": "you declared a tie",
}


def saturation_of(owner: Any, goal: Goal | None, *, settings: SynthesisSettings | None = None) -> Saturated:
    """Return the saturation of one goal, or of everything when `goal` is None. Four queries."""
    settings = settings or SynthesisSettings.of(owner)
    themes = themes_by_interview(owner, goal)
    held = Interview.objects.for_user(owner).filter(status=InterviewStatus.HELD)
    if goal is not None:
        held = held.filter(Q(goal=goal) | Q(debrief__goals=goal)).distinct()
    state = state_of(themes, settings)
    coverage = rule.coverage(themes)
    counts = rule.new_themes(themes)
    headline, sentence = in_words(state, coverage, counts)
    return Saturated(
        talks=held.count(),
        debriefs=len(themes),
        new_themes=counts,
        state=state,
        coverage=coverage,
        headline=headline,
        sentence=sentence,
        themes_by_interview=themes,
    )


def state_of(themes: rule.Themes, settings: SynthesisSettings) -> rule.Saturation:
    """Return the state of these talks, by the numbers that the owner chose."""
    return rule.state(
        themes,
        min_debriefs=settings.min_debriefs,
        base=settings.base_size,
        run=settings.run_length,
        threshold=settings.threshold_percent / 100,
        converging_min=settings.base_size + settings.run_length,
        converging_threshold=settings.converging_percent / 100,
    )


def themes_by_interview(owner: Any, goal: Goal | None) -> list[list[str]]:
    """Return the distinct themes of each finished debrief that serves the goal, oldest talk first.

    An insight that is the owner's own inference supports nothing, here as in triangulation.
    """
    debriefs = Debrief.objects.for_user(owner).finished()
    if goal is not None:
        debriefs = debriefs.filter(goals=goal)
    order = list(debriefs.order_by("interview__starts_at", "pk").values_list("pk", flat=True))
    heard: dict[int, set[str]] = defaultdict(set)
    insights = Insight.objects.for_user(owner).filter(debrief__in=debriefs, theme__isnull=False)
    rows = insights.exclude(evidence=Evidence.INFERENCE).values_list("debrief_id", "theme_id")
    for debrief, theme in rows:
        heard[debrief].add(str(theme))
    return [sorted(heard[pk]) for pk in order]


def in_words(state: rule.Saturation, coverage: rule.Coverage, new_themes: Sequence[int]) -> tuple[str, str]:
    """Return the state in a few words, and one cautious sentence about it."""
    if not new_themes:
        return _("Nothing heard yet."), _("The first debrief starts the curve.")
    if state.fell_back_after and state.state != "saturated":
        headline = _("New things again.")
    else:
        headline = {
            "gathering": _gathering(new_themes),
            "converging": _("You are hearing fewer new things."),
            "saturated": _("You are hearing nothing new."),
        }[state.state]
    recent = new_themes[-2:]
    if state.state == "gathering" and len(new_themes) < 4:
        return headline, ngettext(
            "%(n)s new theme so far. A handful of talks is a small number.",
            "%(n)s new themes so far. A handful of talks is a small number.",
            sum(new_themes),
        ) % {"n": words.number_words(sum(new_themes)).capitalize()}
    if not coverage.is_reliable:
        return headline, ngettext(
            "%(n)s new theme in the last two conversations.",
            "%(n)s new themes in the last two conversations.",
            sum(recent),
        ) % {"n": words.number_words(sum(recent)).capitalize()}
    return headline, _(
        "About %(unseen).1f themes may still be unheard; the next talk is expected to add %(more).1f."
    ) % {"unseen": coverage.unseen, "more": coverage.expected_new}


def _gathering(new_themes: Sequence[int]) -> str:
    """Say of talks that are still gathering what their numbers bear out."""
    if not any(new_themes):
        return _("No themes named yet.")
    if all(new_themes):
        return _("Each talk still adds something.")
    if not any(new_themes[-2:]):
        return _("The last two talks added nothing new.")
    return _("Talks still add something, though not each.")


def theme_evidence(
    owner: Any,
    goal: Goal | None = None,
    *,
    themes: Collection[int] | None = None,
    settings: SynthesisSettings | None = None,
) -> list[ThemeEvidence]:
    """Return the themes with their voices: by independent people, then by when they were last heard.

    goal    only insights from debriefs that serve it; None for all
    themes  only these (primary keys); None for all
    """
    settings = settings or SynthesisSettings.of(owner)
    insights = (
        Insight.objects.for_user(owner)
        .filter(theme__isnull=False, theme__merged_into=None, debrief__finished_at__isnull=False)
        .select_related("contact__organisation", "debrief__interview", "theme__organisation", "category")
        .order_by("debrief__interview__starts_at", "position", "pk")
    )
    if goal is not None:
        insights = insights.filter(debrief__goals=goal)
    if themes is not None:
        insights = insights.filter(theme__in=themes)
    ties = frozenset(frozenset(pair) for pair in Tie.objects.for_user(owner).values_list("a_id", "b_id"))
    by_theme: dict[int, list[Insight]] = defaultdict(list)
    for insight in insights:
        by_theme[insight.theme_id].append(insight)  # type: ignore[index]
    found = [evidence_of(rows, ties=ties, triangulated=settings.triangulated) for rows in by_theme.values()]
    return sorted(
        found,
        key=lambda e: (-e.count, -e.latest_at.timestamp() if e.latest_at else 0.0, e.theme.name_key),
    )


def evidence_of(
    insights: list[Insight], *, ties: Collection[frozenset[Any]] = (), triangulated: int = 3
) -> ThemeEvidence:
    """Weigh the insights of one theme; their contacts, organisations and debriefs must be loaded."""
    theme = insights[0].theme
    assert theme is not None
    counting = [i for i in insights if i.evidence != Evidence.INFERENCE and i.contact_id is not None]
    supporting = {i.contact_id: i for i in counting if i.stance == InsightStance.FOR}
    against = {i.contact_id for i in counting if i.stance == InsightStance.AGAINST}
    voices = [_voice(insight) for insight in supporting.values()]
    if theme.scope == ThemeScope.ORGANISATION and theme.organisation_id is not None:
        voices = within_organisation(voices, theme.organisation_id)
    counted = independent_voices(voices, ties=ties)
    return ThemeEvidence(
        theme=theme,
        insights=insights,
        people=len(supporting),
        against=len(against),
        voices=counted,
        level=level(counted.level, triangulated=triangulated),
        contested=is_contested(list(supporting), list(against)),
        one_sided=one_sided([voice.stance for voice in voices]),
        latest_at=max((i.debrief.interview.starts_at for i in insights), default=None),
    )


def _voice(insight: Insight) -> Voice:
    contact = insight.contact
    assert contact is not None
    return Voice(
        contact=contact.pk,
        organisation=contact.organisation_id,
        department=contact.department or None,
        introduced_by=contact.introduced_by_id,
        stance=contact.stance,
    )
