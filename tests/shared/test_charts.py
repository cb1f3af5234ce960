from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infoview.shared import charts

COUNTS = st.lists(st.integers(0, 5000), max_size=60)


def names(values):
    return [f"Talk {n}" for n, _ in enumerate(values, start=1)]


def test_bars_line_sums_up():
    chart = charts.bars_line([6, 5, 4], labels=["Hannah", "Daniel", "Rosa"])

    assert chart.rows == [("Hannah", 6, 6), ("Daniel", 5, 11), ("Rosa", 4, 15)]
    assert chart.total == 15


def test_bars_line_says_its_numbers():
    chart = charts.bars_line([6, 5], labels=["a", "b"])

    assert chart.numbers == "New each time: 6, 5. In all so far: 6, 11."


def test_bars_line_goes_on_from_what_has_no_bar():
    chart = charts.bars_line([0, 2], labels=["a", "b"], before=30)

    assert chart.rows == [("a", 0, 30), ("b", 2, 32)]
    assert chart.total == 32


def test_bars_line_lights_the_last_two():
    chart = charts.bars_line([3, 2, 1], labels=names([3, 2, 1]))

    assert [bar.lit for bar in chart.bars] == [False, True, True]


def test_bars_line_keeps_every_name_in_the_table():
    values = [1] * 40
    chart = charts.bars_line(values, labels=names(values))

    assert sum(1 for bar in chart.bars if bar.label) <= 14
    assert [row[0] for row in chart.rows] == names(values)


def test_bars_line_of_nothing_is_empty():
    chart = charts.bars_line([], labels=[])

    assert (chart.bars, chart.line, chart.total, chart.last) == ((), "", 0, None)


def test_bars_line_refuses_a_negative_number():
    with pytest.raises(ValueError, match="negative"):
        charts.bars_line([1, -1], labels=["a", "b"])


@given(COUNTS)
def test_bars_line_stays_on_the_paper(values):
    chart = charts.bars_line(values, labels=names(values))

    assert all(0 <= point.y <= chart.base and 24 <= point.x <= chart.width for point in chart.points)
    assert all(bar.height >= 0 and abs(bar.y + bar.height - chart.base) <= 0.2 for bar in chart.bars)


@given(COUNTS)
def test_bars_line_never_falls(values):
    heights = [point.y for point in charts.bars_line(values, labels=names(values)).points]

    assert heights == sorted(heights, reverse=True)


@given(st.integers(0, 10**7))
def test_ticks_reach_the_highest_value(highest):
    marks = charts.ticks_of(highest)

    assert marks[-1] >= highest
    assert len({b - a for a, b in pairwise(marks)}) == 1


def test_funnel_names_shares_of_the_step_before():
    rows = charts.funnel([("Asked", 21), ("Replied", 12), ("Talked", 7)], lit="Talked")

    assert [row.of_before for row in rows] == [None, 57, 58]
    assert [row.of_first for row in rows] == [100, 57, 33]
    assert [row.width for row in rows] == [100, 57.1, 33.3]
    assert [row.lit for row in rows] == [False, False, True]


def test_funnel_names_no_share_of_fewer_than_five():
    shares = [row.of_before for row in charts.funnel([("Asked", 5), ("Replied", 4), ("Talked", 4)])]

    assert shares == [None, 80, None]


def test_funnel_of_zeros_has_no_share():
    assert [(row.width, row.of_before) for row in charts.funnel([("a", 0), ("b", 0)])] == [
        (0.0, None),
        (0.0, None),
    ]


def test_spark_is_as_wide_as_its_bars():
    chart = charts.spark([6, 5, 4, 4, 2, 1, 1])

    assert (chart.width, chart.numbers) == (210, "6, 5, 4, 4, 2, 1, 1")
    assert chart.bars[0].height == 48


def test_spark_draws_one_bar_no_larger_than_seven():
    one, seven = charts.spark([6]), charts.spark([6] * 7)

    assert (one.width, one.height) == (seven.width, seven.height)
    assert one.bars[0].x == seven.bars[0].x == 0


def test_number_grid_says_what_was_not_asked():
    (line,) = charts.number_grid([("Agency", [3.5, None, 4.0], 2)])

    assert [(cell.shown, cell.heat) for cell in line.cells] == [("3.5", 4), ("", None), ("4.0", 4)]
    assert (line.overall.shown, line.thin) == ("3.8", False)


def test_number_grid_marks_a_single_voice_as_thin():
    (line,) = charts.number_grid([("Charity", [4.0], 1)])

    assert line.thin


@pytest.mark.parametrize(("value", "heat"), [(1, 1), (2.4, 2), (2.5, 3), (4.5, 5), (5, 5), (None, None)])
def test_heat_of(value, heat):
    assert charts.heat_of(value) == heat


def test_dots_stack_the_same_answers():
    chart = charts.dots([3, 3, 5], low=1, high=5)

    assert chart.dots[0].x == chart.dots[1].x
    assert chart.dots[0].y > chart.dots[1].y
    assert [tick.value for tick in chart.ticks] == [1, 2, 3, 4, 5]


def test_dots_refuse_what_is_off_the_scale():
    with pytest.raises(ValueError, match="outside"):
        charts.dots([6], low=1, high=5)
