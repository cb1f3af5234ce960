"""Repetition counts from its anchor."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infoview.shared.recurrence import REPETITIONS, latest_number, occurrence_on


@pytest.mark.parametrize(
    ("repeats", "every", "dates"),
    [
        ("daily", 1, [date(2027, 1, 31), date(2027, 2, 1), date(2027, 2, 2)]),
        ("weekly", 2, [date(2027, 1, 31), date(2027, 2, 14), date(2027, 2, 28)]),
        ("monthly", 1, [date(2027, 1, 31), date(2027, 2, 28), date(2027, 3, 31)]),
        ("monthly", 3, [date(2027, 1, 31), date(2027, 4, 30), date(2027, 7, 31)]),
        ("yearly", 1, [date(2027, 1, 31), date(2028, 1, 31), date(2029, 1, 31)]),
    ],
)
def test_occurrence_on(repeats, every, dates):
    assert [occurrence_on(date(2027, 1, 31), repeats, every, n) for n in (1, 2, 3)] == dates


def test_leap_day_comes_on_the_28th_and_returns():
    years = [occurrence_on(date(2028, 2, 29), "yearly", 1, n) for n in range(1, 6)]

    assert [day.day for day in years] == [29, 28, 28, 28, 29]


def test_latest_number_before_the_anchor_is_none():
    assert latest_number(date(2027, 1, 31), "monthly", 1, today=date(2027, 1, 30)) == 0


@given(
    st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    st.sampled_from(REPETITIONS),
    st.integers(1, 52),
    st.integers(0, 4000),
)
def test_latest_number_is_the_last_that_has_come(anchor, repeats, every, later):
    today = anchor + timedelta(days=later)
    number = latest_number(anchor, repeats, every, today=today)

    assert occurrence_on(anchor, repeats, every, number) <= today
    assert occurrence_on(anchor, repeats, every, number + 1) > today
