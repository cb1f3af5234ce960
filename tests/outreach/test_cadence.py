"""When to write again, and when to stop."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infoview.shared.days import Pause, WorkingDays
from outreach.cadence import (
    CLASSIC,
    Policy,
    adjusted,
    attempts_left,
    close_due,
    current_series,
    help_refused,
    last_attempt_due,
    next_attempt_number,
    nudge_due,
    second_person_due,
)

CLUB = Policy(attempts_max=3)
DAYS = st.dates(date(2020, 1, 1), date(2040, 1, 1))


@pytest.mark.parametrize(
    ("sent_on", "policy", "due"),
    [
        pytest.param(date(2026, 11, 2), CLASSIC, date(2026, 11, 9), id="a-week"),
        pytest.param(date(2026, 2, 28), CLASSIC, date(2026, 3, 7), id="saturday-stays"),
        pytest.param(
            date(2026, 2, 28), Policy(business_days=True), date(2026, 3, 9), id="saturday-rolls-to-monday"
        ),
        pytest.param(
            date(2026, 12, 18),
            Policy(business_days=True, working_days=WorkingDays("DE")),
            date(2026, 12, 28),
            id="christmas-and-weekend",
        ),
        pytest.param(date(2026, 11, 2), Policy(attempts_max=1), None, id="one-attempt-is-all"),
        pytest.param(
            date(2026, 11, 2),
            Policy(pauses=(Pause(date(2026, 11, 9), date(2026, 11, 13)),)),
            date(2026, 11, 14),
            id="first-day-back",
        ),
        pytest.param(
            date(2026, 11, 2),
            Policy(business_days=True, pauses=(Pause(date(2026, 11, 9), date(2026, 11, 13)),)),
            date(2026, 11, 16),
            id="first-business-day-back",
        ),
        pytest.param(
            date(2026, 11, 1),
            Policy(business_days=True, pauses=(Pause(date(2026, 11, 9), date(2026, 11, 13)),)),
            date(2026, 11, 16),
            id="weekend-rolls-into-a-pause-and-on",
        ),
    ],
)
def test_nudge_due(sent_on, policy, due):
    assert nudge_due(sent_on, policy=policy) == due


def test_last_attempt_due_needs_a_policy_of_three():
    assert last_attempt_due(date(2026, 11, 9), policy=CLASSIC) is None
    assert last_attempt_due(date(2026, 11, 9), policy=CLUB) == date(2026, 11, 23)


def test_close_due():
    assert close_due(date(2026, 11, 9), policy=CLASSIC) == date(2026, 11, 23)


@pytest.mark.parametrize(
    ("sent_on", "due"), [(date(2026, 11, 26), date(2026, 12, 1)), (date(2026, 11, 28), date(2026, 12, 2))]
)
def test_second_person_due_counts_business_days(sent_on, due):
    assert second_person_due(sent_on, policy=Policy(second_person_after_days=3)) == due


def test_second_person_is_off_by_default():
    assert second_person_due(date(2026, 11, 26), policy=CLASSIC) is None


@pytest.mark.parametrize(
    "numbers",
    [
        {"nudge_after_days": 4},
        {"nudge_after_days": 15},
        {"attempts_max": 0},
        {"attempts_max": 4},
        {"last_attempt_after_days": 31},
        {"close_after_days": 6},
        {"second_person_after_days": 8},
    ],
    ids=lambda numbers: f"{numbers}",
)
def test_policy_refuses_numbers_out_of_range(numbers):
    with pytest.raises(ValueError, match="must be from"):
        Policy(**numbers)


def test_adjusted_leaves_what_is_not_chosen():
    policy = adjusted(CLUB, nudge_after_days=10, attempts_max=None)

    assert (policy.nudge_after_days, policy.attempts_max) == (10, 3)


def test_adjusted_refuses_a_number_that_does_not_exist():
    with pytest.raises(ValueError, match="no patience"):
        adjusted(CLASSIC, patience=3)


# Attempts -------------------------------------------------------------------------------------------


def test_attempts_count_together_within_six_months():
    sent = [date(2026, 1, 10), date(2026, 1, 17), date(2026, 7, 16)]

    assert current_series(sent) == sent


def test_attempts_count_anew_after_six_months():
    sent = [date(2026, 1, 10), date(2026, 1, 17), date(2026, 7, 17)]

    assert current_series(sent) == [date(2026, 7, 17)]


@pytest.mark.parametrize(
    ("sent", "today", "number", "left"),
    [
        ([], date(2026, 1, 10), 1, 2),
        ([date(2026, 1, 10)], date(2026, 1, 17), 2, 1),
        ([date(2026, 1, 10), date(2026, 1, 17)], date(2026, 2, 1), 3, 0),
        ([date(2026, 1, 10), date(2026, 1, 17)], date(2026, 7, 17), 1, 2),
    ],
)
def test_next_attempt(sent, today, number, left):
    assert next_attempt_number(sent, today=today) == number
    assert attempts_left(sent, policy=CLASSIC, today=today) == left


@pytest.mark.parametrize(("number", "refused"), [(1, False), (3, False), (4, True), (9, True)])
def test_help_is_refused_from_the_fourth_attempt_on(number, refused):
    assert help_refused(number) == ("Silence is an answer too. Others will say yes." if refused else "")


# Properties -----------------------------------------------------------------------------------------


@given(DAYS, st.integers(5, 14), st.integers(2, 3), st.booleans())
def test_due_dates_follow_each_other(sent_on, wait, attempts, business_days):
    policy = Policy(nudge_after_days=wait, attempts_max=attempts, business_days=business_days)
    nudged = nudge_due(sent_on, policy=policy)
    last = last_attempt_due(nudged, policy=policy) or nudged

    assert sent_on < nudged <= last < close_due(last, policy=policy)
    if business_days:
        assert nudged.weekday() < 5


@given(DAYS, st.lists(st.tuples(st.integers(0, 60), st.integers(0, 20)), max_size=4))
def test_nothing_falls_due_in_a_pause(sent_on, spans):
    pauses = tuple(
        Pause(sent_on + timedelta(days=start), sent_on + timedelta(days=start + length))
        for start, length in spans
    )
    due = nudge_due(sent_on, policy=Policy(business_days=True, pauses=pauses))

    assert not any(pause.covers(due) for pause in pauses)
    assert due >= sent_on + timedelta(days=7)
