"""Which questions of the bank would suit this talk, and why (pure)."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

ANY = "any"
_WORD = re.compile(r"[^\W\d_]{4,}")
_COMMON = frozenset(
    "about after also been before come does doing from have here into just know like made make many more most much "
    "need only other over people really same some such take than that their them then there these they thing things "
    "this those time very want well were what when where which while will with work would your".split()
)

# What the industries of a bank are called where people write down what an organisation does.
INDUSTRY_SIGNS = {
    "tech": ("tech", "software", "data", "cloud", "internet", "digital", "it services", "saas", "hardware"),
    "finance": ("financ", "bank", "insur", "invest", "payment", "fintech", "account"),
    "healthcare": ("health", "medic", "hospital", "pharma", "clinic", "care", "biotech"),
    "education": ("educat", "school", "learn", "universit", "teach", "training", "edtech"),
}
AUDIENCE_OF = {
    "peer_ahead": "peer",
    "same_level": "peer",
    "senior": "senior_leader",
    "recruiter": "recruiter",
}
SIZE_OF = {
    "start_up": "start_up", "scale_up": "start_up", "mid_size": "", "enterprise": "enterprise",
    "public_body": "public_body", "non_profit": "non_profit",
}  # fmt: skip
CATEGORIES_OF_GOAL = {
    "field": ("market_trends", "role_reality", "skills_training"),
    "role": ("role_reality", "success_metrics", "challenges", "skills_training"),
    "organisation": ("organisation", "culture", "team_dynamics"),
    "comparison": ("role_reality", "culture", "challenges"),
}
# Three questions every plan should touch (docs/domain.md, competency map).
COMPETENCY = {
    "success_metrics": "how success is measured",
    "challenges": "why people struggle",
    "team_dynamics": "how the team handles disagreement",
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """One question of a bank, as far as choosing needs it."""

    key: str
    text: str
    category: str
    framework: str
    seniority: str
    audience: str
    industry: str
    org_size: str


@dataclass(frozen=True, slots=True)
class Situation:
    """Who is asked, for what, and what was asked before.

    gaps            (key, text) of what is still unknown
    in_plan         keys of questions the plan has
    asked_person    keys of questions this person was asked before; they are left out
    asked_there     keys of questions somebody else at this organisation was asked
    frameworks      families the plan has
    categories      categories the plan has
    """

    goal_type: str = ""
    distance: str = ""
    seniority: str = ""
    industry: str = ""
    org_size: str = ""
    gaps: Sequence[tuple[str, str]] = ()
    in_plan: Collection[str] = ()
    asked_person: Collection[str] = ()
    asked_there: Collection[str] = ()
    frameworks: Collection[str] = ()
    categories: Collection[str] = ()
    favourites: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class Suggestion:
    """why: one short clause; gap: the key of the gap it speaks to, or ""."""

    key: str
    why: str
    gap: str = ""


def industry_of(text: str) -> str:
    """Return the industry of the bank that a description means, or ""."""
    low = text.casefold()
    return next((name for name, signs in INDUSTRY_SIGNS.items() if any(sign in low for sign in signs)), "")


def suggest(candidates: Iterable[Candidate], situation: Situation, *, count: int = 6) -> list[Suggestion]:
    """Return the best questions, spread over categories, each with its strongest reason."""
    gone = {*situation.in_plan, *situation.asked_person}
    gap_words = [(key, text, _words(text)) for key, text in situation.gaps]
    weighed = []
    for place, one in enumerate(candidates):
        if one.key in gone or not _fits(one, situation):
            continue
        reasons = _reasons(one, situation, gap_words)
        score = sum(weight for weight, _why, _gap in reasons) - (3 if one.key in situation.asked_there else 0)
        if reasons and score > 0:
            weighed.append((-score, place, one, max(reasons, key=lambda reason: reason[0])))
    weighed.sort(key=lambda item: item[:2])
    chosen: list[Suggestion] = []
    seen: dict[str, int] = {}
    for _score, _place, one, (_weight, why, gap) in weighed:
        if seen.get(one.category, 0) < 2:
            seen[one.category] = seen.get(one.category, 0) + 1
            chosen.append(Suggestion(one.key, why, gap))
        if len(chosen) == count:
            break
    return chosen


def _fits(one: Candidate, situation: Situation) -> bool:
    """Say whether nothing speaks against it: what is meant for others is not suggested."""
    audience = AUDIENCE_OF.get(situation.distance, "")
    return (
        one.audience in {ANY, audience}
        and one.seniority in {ANY, situation.seniority or ANY}
        and one.industry in {ANY, situation.industry or ANY}
        and one.org_size in {ANY, SIZE_OF.get(situation.org_size, "") or ANY}
    )


def _reasons(
    one: Candidate, situation: Situation, gap_words: Sequence[tuple[str, str, frozenset[str]]]
) -> list[tuple[int, str, str]]:
    reasons: list[tuple[int, str, str]] = []
    words = _words(one.text)
    for key, text, known in gap_words:
        if shared := len(words & known):
            reasons.append((3 + 2 * shared, f"You do not know yet: {_short(text)}", key))
    if one.key in situation.favourites:
        reasons.append((4, "One of your favourites", ""))
    if one.industry != ANY:
        reasons.append((4, "Made for their industry", ""))
    if one.org_size != ANY:
        reasons.append((3, "Made for an organisation of this size", ""))
    if one.audience != ANY:
        reasons.append((3, "Made for somebody in their place", ""))
    if one.seniority != ANY:
        reasons.append((2, "Made for somebody at their level", ""))
    if one.category in COMPETENCY and one.category not in situation.categories:
        reasons.append((3, f"Every plan should touch {COMPETENCY[one.category]}", ""))
    if one.category in CATEGORIES_OF_GOAL.get(situation.goal_type, ()):
        reasons.append((2, "Close to your goal", ""))
    if one.framework != "none" and one.framework not in situation.frameworks:
        reasons.append((2, f"Nothing in the plan asks for {one.framework} yet", ""))
    return reasons


def _words(text: str) -> frozenset[str]:
    """Return the telling words, cut to their beginnings so that "decides" meets "decision"."""
    return frozenset(word[:5] for word in _WORD.findall(text.casefold()) if word not in _COMMON)


def _short(text: str) -> str:
    return text if len(text) <= 80 else f"{text[:79].rstrip()}…"
