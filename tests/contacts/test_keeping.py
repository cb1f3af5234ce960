from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contacts.enums import IS_TOUCH, TouchKind
from contacts.keeping import (
    FEWEST,
    MOST,
    Rhythm,
    days_over,
    due_on,
    last_touch_on,
    latest_due,
    most_over,
    weight,
)

DAYS = st.dates(date(1950, 1, 1), date(2150, 1, 1))
MONTHS = st.integers(FEWEST, MOST)
LOGGED = st.lists(st.tuples(st.sampled_from(TouchKind.values), DAYS), max_size=12)
NO_TOUCH = st.tuples(st.sampled_from(sorted(set(TouchKind.values) - IS_TOUCH)), DAYS)


@pytest.mark.parametrize(
    ("own", "stage", "months"), [(None, "new", 6), (None, "ally", 3), (2, "ally", 2), (9, "new", 9)]
)
def test_months_are_ones_own_else_those_of_the_stage_else_the_usual(own, stage, months):
    assert Rhythm(6, {"ally": 3}).months(stage=stage, own=own) == months


@pytest.mark.parametrize(
    ("touched_on", "due"),
    [
        pytest.param(date(2026, 8, 31), date(2027, 2, 28), id="last-of-february"),
        pytest.param(date(2027, 8, 31), date(2028, 2, 29), id="leap-year"),
        pytest.param(date(2026, 5, 4), date(2026, 11, 4), id="same-day"),
    ],
)
def test_due_on_counts_calendar_months(touched_on, due):
    assert due_on(touched_on, months=6) == due


@given(LOGGED, NO_TOUCH)
def test_last_touch_is_never_moved_by_a_reaction_or_a_note(logged, other):
    assert last_touch_on([*logged, other]) == last_touch_on(logged)


@given(LOGGED, st.sampled_from(sorted(IS_TOUCH)), DAYS)
def test_last_touch_is_moved_by_each_talk_and_message_that_is_later(logged, kind, day):
    before = last_touch_on(logged)

    assert last_touch_on([*logged, (kind, day)]) == (day if before is None else max(before, day))


@given(LOGGED, st.randoms())
def test_last_touch_does_not_depend_on_the_order_of_logging(logged, random):
    shuffled = random.sample(logged, len(logged))

    assert last_touch_on(shuffled) == last_touch_on(logged)


@given(DAYS, DAYS, MONTHS)
def test_a_later_touch_is_never_due_earlier(one, other, months):
    first, second = sorted((one, other))

    assert due_on(first, months=months) <= due_on(second, months=months)


@given(DAYS, MONTHS, MONTHS)
def test_a_longer_interval_is_never_due_earlier(day, one, other):
    shorter, longer = sorted((one, other))

    assert day < due_on(day, months=shorter) <= due_on(day, months=longer)


@given(DAYS, MONTHS, DAYS)
def test_latest_due_parts_those_due_by_a_day_from_the_others(touched_on, months, by):
    is_due = days_over(touched_on, months=months, today=by) >= 0

    assert is_due == (touched_on <= latest_due(months=months, by=by))


@given(st.integers(0, 30_000), MONTHS, st.integers(0, 900_000_000))
def test_most_over_parts_the_weights(over, months, below):
    assert (weight(over, months=months) <= below) == (over <= most_over(months=months, below=below))


@given(DAYS, MONTHS, st.integers(0, 5000))
def test_weight_is_the_days_over_as_a_share_of_the_interval(touched_on, months, over):
    today = due_on(touched_on, months=months) + timedelta(days=over)

    assert days_over(touched_on, months=months, today=today) == over
    assert weight(over, months=months) * 6 == weight(over, months=6) * 36 / months
