"""From numbers to the places of marks on a drawing (pure). The templates of ui/charts/ draw them."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import floor, log10


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar with its number and its name; all places in units of the drawing."""

    label: str
    value: float
    x: float
    y: float
    width: float
    height: float
    lit: bool = False
    value_y: float = 0.0
    inside: bool = False

    @property
    def middle(self) -> float:
        return _short(self.x + self.width / 2)


@dataclass(frozen=True, slots=True)
class Tick:
    """A line of the grid and the number beside it."""

    y: float
    label: str

    @property
    def text_y(self) -> float:
        return _short(self.y + 4)


@dataclass(frozen=True, slots=True)
class Point:
    x: float
    y: float
    value: float
    label: str = ""


@dataclass(frozen=True, slots=True)
class BarsLine:
    """Bars of what was new each time and a line of the sum so far, on one scale."""

    width: int
    height: int
    base: float
    label_y: float
    ticks: tuple[Tick, ...]
    bars: tuple[Bar, ...]
    points: tuple[Point, ...]
    total: int

    @property
    def line(self) -> str:
        return _path(self.points)

    @property
    def last(self) -> Point | None:
        return self.points[-1] if self.points else None

    @property
    def rows(self) -> list[tuple[str, float, float]]:
        """Return the same numbers as a table: name, new, total."""
        return [
            (point.label, bar.value, point.value) for bar, point in zip(self.bars, self.points, strict=True)
        ]

    @property
    def numbers(self) -> str:
        """Return what the drawing shows, in words."""
        new = ", ".join(f"{bar.value:g}" for bar in self.bars)
        sums = ", ".join(f"{point.value:g}" for point in self.points)
        return f"New each time: {new}. In all so far: {sums}."


@dataclass(frozen=True, slots=True)
class Row:
    """One horizontal bar: how long, of 100, and its share of the row before and of the first."""

    label: str
    value: float
    width: float
    of_before: int | None
    of_first: int | None
    lit: bool = False


@dataclass(frozen=True, slots=True)
class Spark:
    """Small bars without names, as wide as there are numbers."""

    width: float
    height: float
    base: float
    bars: tuple[Bar, ...]

    @property
    def numbers(self) -> str:
        return ", ".join(f"{bar.value:g}" for bar in self.bars)


@dataclass(frozen=True, slots=True)
class Cell:
    """A printed number and its step of heat, 1 to 5; both None where nobody was asked."""

    value: float | None
    heat: int | None

    @property
    def shown(self) -> str:
        return "" if self.value is None else f"{self.value:.1f}"


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a number grid; `thin` when it rests on one voice."""

    label: str
    cells: tuple[Cell, ...]
    overall: Cell
    count: int

    @property
    def thin(self) -> bool:
        return self.count < 2


@dataclass(frozen=True, slots=True)
class Dots:
    """Single answers on one scale, stacked where they are the same."""

    width: int
    height: float
    base: float
    ticks: tuple[Point, ...]
    dots: tuple[Point, ...]


def bars_line(
    values: Sequence[int],
    *,
    labels: Sequence[str],
    before: int = 0,
    lit: int = 2,
    width: int = 380,
    height: int = 210,
    most: int = 14,
) -> BarsLine:
    """Place bars of `values` and the line of their running sum.

    before  the sum of earlier values that have no bar; the line goes on from there
    lit     how many of the last bars are shown strongly
    most    with more values than this only every nth name is written under its bar
    raises  ValueError when a value is negative, or labels and values differ in number
    """
    if len(values) != len(labels):
        raise ValueError("Each value needs one label.")
    if before < 0 or any(value < 0 for value in values):
        raise ValueError("A bar cannot be negative.")
    left, right, top, base = 24, width - 8, 35, height - 40
    sums = [before + total for total in accumulate(values)]
    scale = ticks_of(sums[-1] if sums else 0)
    rise = (base - top) / scale[-1]
    step = (right - left) / max(len(values), 1)
    bar_width = min(28.0, step * 0.6)
    every = -(-len(values) // most) or 1
    bars, points = [], []
    for index, (value, total, label) in enumerate(zip(values, sums, labels, strict=True)):
        x, tall = left + step * index + (step - bar_width) / 2, value * rise
        inside = tall >= 18
        bars.append(
            Bar(
                label=label if index % every == 0 or len(values) <= most else "",
                value=value,
                x=_short(x),
                y=_short(base - tall),
                width=_short(bar_width),
                height=_short(tall),
                lit=index >= len(values) - lit,
                value_y=_short(base - tall + (14 if inside else -5)),
                inside=inside,
            )
        )
        points.append(Point(_short(x + bar_width / 2), _short(base - total * rise), total, label))
    lines = tuple(Tick(_short(base - mark * rise), f"{mark:g}") for mark in scale)
    return BarsLine(
        width, height, base, base + 20, lines, tuple(bars), tuple(points), sums[-1] if sums else 0
    )


def ticks_of(highest: float, *, lines: int = 3) -> list[int]:
    """Return 0 and `lines` round steps up to `highest` or a little more; whole numbers only."""
    raw = max(highest, 1) / lines
    size = 10 ** floor(log10(raw)) if raw >= 1 else 1
    step = next(int(size * nice) for nice in (1, 2, 3, 4, 5, 6, 8, 10) if size * nice >= raw)
    return [step * number for number in range(lines + 1)]


# A share of fewer is a story about one person (docs/domain.md, 13).
SHARE_FROM = 5


def funnel(steps: Sequence[tuple[str, int]], *, lit: str = "") -> list[Row]:
    """Scale steps to the largest of them; each names its share of the step before and of the first.

    There is no share of fewer than SHARE_FROM.
    """
    highest = max((value for _, value in steps), default=0)
    rows, before, first = [], 0, steps[0][1] if steps else 0
    for label, value in steps:
        rows.append(
            Row(
                label=label,
                value=value,
                width=_short(100 * value / highest) if highest else 0.0,
                of_before=round(100 * value / before) if before >= SHARE_FROM else None,
                of_first=round(100 * value / first) if first >= SHARE_FROM else None,
                lit=label == lit,
            )
        )
        before = value
    return rows


def spark(
    values: Sequence[float], *, lit: int = 2, height: int = 56, step: int = 30, bar: int = 22, places: int = 7
) -> Spark:
    """Place small bars from the left, the last `lit` of them shown strongly.

    places  room is left for as many bars, so that one bar is drawn no larger than seven
    """
    if any(value < 0 for value in values):
        raise ValueError("A bar cannot be negative.")
    base, top = height - 2, 6
    rise = (base - top) / max([*values, 1])
    bars = tuple(
        Bar(
            label="",
            value=value,
            x=index * step,
            y=_short(base - value * rise),
            width=bar,
            height=_short(value * rise),
            lit=index >= len(values) - lit,
        )
        for index, value in enumerate(values)
    )
    return Spark(max(len(values), places) * step, height, height - 0.5, bars)


def number_grid(rows: Sequence[tuple[str, Sequence[float | None], int]]) -> list[Line]:
    """Give each number its heat, and each row the mean of what was asked in it.

    rows  name, numbers from 1 to 5 or None, and how many conversations it rests on
    """
    lines = []
    for label, values, count in rows:
        asked = [value for value in values if value is not None]
        mean = sum(asked) / len(asked) if asked else None
        lines.append(
            Line(
                label,
                tuple(Cell(value, heat_of(value)) for value in values),
                Cell(mean, heat_of(mean)),
                count,
            )
        )
    return lines


def heat_of(value: float | None) -> int | None:
    """Return the step of heat, 1 to 5, halves rounded up."""
    return None if value is None else min(5, max(1, floor(value + 0.5)))


def dots(
    values: Sequence[int],
    *,
    low: int,
    high: int,
    labels: Sequence[str] = (),
    width: int = 240,
    gap: float = 9,
) -> Dots:
    """Place each answer above its number; the same answers stand on each other.

    raises  ValueError when an answer lies outside low..high
    """
    if any(not low <= value <= high for value in values):
        raise ValueError("An answer lies outside the scale.")
    seen: dict[int, int] = {}
    span, side = max(high - low, 1), 12
    highest = max((list(values).count(value) for value in values), default=1)
    base = highest * gap + 6
    placed = []
    for index, value in enumerate(values):
        stacked = seen[value] = seen.get(value, 0) + 1
        x = side + (width - 2 * side) * (value - low) / span
        label = labels[index] if index < len(labels) else ""
        placed.append(Point(_short(x), _short(base - gap * (stacked - 0.5)), value, label))
    ticks = tuple(
        Point(_short(side + (width - 2 * side) * (n - low) / span), base + 14, n)
        for n in range(low, high + 1)
    )
    return Dots(width, base + 20, base, ticks, tuple(placed))


def _short(number: float) -> float:
    """Keep one decimal: drawings stay small, and the same numbers give the same bytes."""
    rounded = round(number, 1)
    return int(rounded) if rounded == int(rounded) else rounded


def _path(points: Sequence[Point]) -> str:
    return "".join(f"{'L' if index else 'M'}{point.x} {point.y}" for index, point in enumerate(points))
