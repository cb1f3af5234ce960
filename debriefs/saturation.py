"""Whether more talks still teach anything (pure): new themes per interview, and three published measures.

Everywhere: one collection of distinct themes per interview, in the order in which they were held.
An interview without a new theme counts as an interview; it never stops or freezes the curve.
"""

import math
import random
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal

State = Literal["gathering", "converging", "saturated"]

# Below this many talks the estimates of `coverage` are a guess.
RELIABLE_FROM = 6

YARDSTICKS = (
    "80 of 114 codes came up in the first 6 of 60 interviews (Guest, Bunce and Johnson 2006).",
    "Codes were saturated at 9 interviews, meaning at 16 to 24 (Hennink, Kaiser and Marconi 2017).",
    "23 studies reached saturation with 9 to 17 interviews (Hennink and Kaiser 2022).",
)

Themes = Sequence[Collection[str]]


def new_themes(themes_by_interview: Themes) -> list[int]:
    """Return for each interview how many of its themes no earlier interview had."""
    heard: set[str] = set()
    counts = []
    for themes in themes_by_interview:
        before = len(heard)
        heard.update(themes)
        counts.append(len(heard) - before)
    return counts


# The product's own state ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Point:
    """Where the curve stood after one debrief.

    after   number of debriefs so far
    new     new themes in this debrief
    heard   distinct themes so far
    run     new themes in the latest run of debriefs
    ratio   run / base; None while undefined
    """

    after: int
    new: int
    heard: int
    run: int
    ratio: float | None
    state: State


@dataclass(frozen=True, slots=True)
class Saturation:
    """The state after the latest debrief, and how it came about.

    base               distinct themes in the first debriefs
    run                new themes in the latest ones
    means_nothing_new  the base is so small that the threshold can only be met by nothing new at all
    """

    state: State
    ratio: float | None
    base: int
    run: int
    history: tuple[Point, ...]
    means_nothing_new: bool

    @property
    def fell_back_after(self) -> int | None:
        """Return the debrief after which it was saturated no longer; None when it never fell back."""
        falls = [
            later.after
            for earlier, later in zip(self.history, self.history[1:], strict=False)
            if earlier.state == "saturated" and later.state != "saturated"
        ]
        return falls[-1] if falls else None


def state(
    themes_by_interview: Themes,
    *,
    min_debriefs: int = 10,
    base: int = 4,
    run: int = 3,
    threshold: float = 0.05,
    converging_min: int = 7,
    converging_threshold: float = 0.20,
) -> Saturation:
    """Return gathering, converging or saturated, with the figures of every debrief on the way.

    base, run  sizes in debriefs; the ratio is defined from debrief base + run on
    """
    counts = new_themes(themes_by_interview)
    base_themes = sum(counts[:base])
    history = []
    for after, heard in enumerate(accumulate(counts), start=1):
        in_run = sum(counts[max(0, after - run) : after])
        ratio = in_run / base_themes if after >= base + run and base_themes else None
        now: State = "gathering"
        if ratio is not None and after >= min_debriefs and ratio <= threshold:
            now = "saturated"
        elif ratio is not None and after >= converging_min and ratio <= converging_threshold:
            now = "converging"
        history.append(Point(after, counts[after - 1], heard, in_run, ratio, now))
    last = history[-1] if history else Point(0, 0, 0, 0, None, "gathering")
    return Saturation(
        last.state, last.ratio, base_themes, last.run, tuple(history), threshold * base_themes < 1
    )


# Guest, Namey and Chen (2020), PLoS ONE 15(5): e0232076 --------------------------------------------


@dataclass(frozen=True, slots=True)
class Step:
    """The window after interview `after`.

    run    new themes in the interviews of the run
    new    new themes in the last of them
    ratio  run / base; None when the base is 0
    """

    after: int
    run: int
    new: int
    ratio: float | None


@dataclass(frozen=True, slots=True)
class Guest:
    """reached_after is the k of "k + run length"; None while it is not reached, or not assessable."""

    base: int
    steps: list[Step]
    reached_after: int | None

    @property
    def is_assessable(self) -> bool:
        return bool(self.steps) and self.base > 0


def guest(
    themes_by_interview: Themes, *, base_size: int = 4, run_length: int = 2, threshold: float = 0.05
) -> Guest:
    """Return new information per run of interviews, as a share of the themes of the first ones.

    The window slides by one; the first ratio at or below the threshold, unrounded, counts as reached.
    """
    return _guest(new_themes(themes_by_interview), base_size, run_length, threshold)


def _guest(counts: Sequence[int], base_size: int, run_length: int, threshold: float) -> Guest:
    base = sum(counts[:base_size])
    steps = []
    for after in range(base_size, len(counts) - run_length + 1):
        window = counts[after : after + run_length]
        steps.append(Step(after, sum(window), window[-1], sum(window) / base if base else None))
    reached = (step.after for step in steps if step.ratio is not None and step.ratio <= threshold)
    return Guest(base, steps, next(reached, None))


# Francis et al. (2010), Psychology & Health 25(10) -------------------------------------------------


def francis(themes_by_interview: Themes, *, initial: int = 10, stopping: int = 3) -> int | None:
    """Return the interview at which `stopping` in a row after the `initial` ones brought nothing new."""
    quiet = 0
    for number, count in enumerate(new_themes(themes_by_interview), start=1):
        if number <= initial:
            continue
        quiet = 0 if count else quiet + 1
        if quiet == stopping:
            return number
    return None


# Chao and Jost (2012), Chao et al. (2014): incidence-based Chao2 and sample coverage ----------------


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of what there is to hear has been heard, as an estimate.

    seen            themes heard
    unseen          themes not heard yet
    coverage        share of all mentions that belong to themes heard, 0 to 1
    coverage_ahead  the same after more talks
    expected_new    themes that those talks are expected to add
    completeness    seen / (seen + unseen), 0 to 1
    is_reliable     whether there were talks enough for the figures to mean something
    """

    seen: int
    unseen: float
    coverage: float
    coverage_ahead: float
    expected_new: float
    completeness: float
    is_reliable: bool


def coverage(themes_by_interview: Themes, *, ahead: int = 1) -> Coverage:
    """Return the estimates from how many themes were heard in exactly one and exactly two interviews."""
    interviews = len(themes_by_interview)
    mentions = Counter(theme for themes in themes_by_interview for theme in set(themes))
    total, seen = mentions.total(), len(mentions)
    if total == 0:
        return Coverage(0, 0.0, 0.0, 0.0, 0.0, 0.0, False)
    once = sum(1 for count in mentions.values() if count == 1)
    twice = sum(1 for count in mentions.values() if count == 2)
    shrink = (interviews - 1) / interviews
    unseen = shrink * once**2 / (2 * twice) if twice else shrink * once * (once - 1) / 2
    weight = interviews * unseen + once
    still_new = interviews * unseen / weight if once else 1.0
    return Coverage(
        seen=seen,
        unseen=unseen,
        coverage=1 - once / total * still_new,
        coverage_ahead=1 - once / total * still_new ** (ahead + 1),
        expected_new=unseen * (1 - (1 - once / weight) ** ahead) if weight else 0.0,
        completeness=seen / (seen + unseen),
        is_reliable=interviews >= RELIABLE_FROM,
    )


# The order in which people were heard ---------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class OrderEffect:
    """After which interview saturation (Guest) would have been reached in other orders of the same talks.

    median, p05, p95  None where so many orders never reach it that the figure does not exist
    reached_share     share of the orders that reach it, 0 to 1
    """

    median: float | None
    p05: float | None
    p95: float | None
    reached_share: float


def order_effect(
    themes_by_interview: Themes,
    *,
    rounds: int = 1000,
    seed: int = 0,
    base_size: int = 4,
    run_length: int = 2,
    threshold: float = 0.05,
) -> OrderEffect:
    """Shuffle the talks `rounds` times; the same seed gives the same answer whatever the order given."""
    bit = {theme: 1 << n for n, theme in enumerate(sorted({t for talk in themes_by_interview for t in talk}))}
    # One bit per theme, and the talks sorted: neither sets nor the order given can change the outcome.
    talks = sorted(sum(bit[theme] for theme in set(themes)) for themes in themes_by_interview)
    shuffle = random.Random(seed).shuffle
    reached = []
    for _ in range(rounds):
        shuffle(talks)
        heard, counts = 0, []
        for themes in talks:
            counts.append((themes & ~heard).bit_count())
            heard |= themes
        after = _guest(counts, base_size, run_length, threshold).reached_after
        reached.append(math.inf if after is None else float(after))
    reached.sort()
    share = sum(1 for after in reached if after < math.inf) / rounds if rounds else 0.0
    return OrderEffect(_quantile(reached, 0.5), _quantile(reached, 0.05), _quantile(reached, 0.95), share)


def _quantile(ordered: Sequence[float], share: float) -> float | None:
    """Return the value at this share by linear interpolation; None where it is not finite."""
    if not ordered:
        return None
    place = share * (len(ordered) - 1)
    low, high = ordered[math.floor(place)], ordered[math.ceil(place)]
    value = low if low == high else low + (high - low) * (place % 1)
    return value if math.isfinite(value) else None
