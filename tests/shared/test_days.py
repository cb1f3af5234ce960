"""Calendar days, months, business days and pauses; wall times on the nights when the clocks change."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from dateutil.relativedelta import relativedelta
from dateutil.rrule import DAILY, rrule
from hypothesis import given
from hypothesis import strategies as st

from infoview.shared.days import (
    Pause,
    WorkingDays,
    add_months,
    countries_with_holidays,
    day_back,
    local_day,
    moment_at,
    same_time_on,
    start_of_day,
)

PLAIN = WorkingDays()
DAYS = st.dates(date(2000, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    ("day", "at", "zone", "utc"),
    [
        pytest.param(date(2026, 3, 8), time(2, 30), "America/New_York", "2026-03-08T07:30", id="skipped"),
        pytest.param(date(2026, 11, 1), time(1, 30), "America/New_York", "2026-11-01T05:30", id="doubled"),
        pytest.param(
            date(2026, 3, 29), time(2, 30), "Europe/Berlin", "2026-03-29T01:30", id="berlin-skipped"
        ),
        pytest.param(
            date(2026, 10, 25), time(2, 30), "Europe/Berlin", "2026-10-25T00:30", id="berlin-doubled"
        ),
        pytest.param(date(2026, 9, 27), time(2, 30), "Pacific/Auckland", "2026-09-26T14:30", id="auckland"),
        pytest.param(date(2026, 11, 24), time(9), "Asia/Kolkata", "2026-11-24T03:30", id="half-hour"),
        pytest.param(
            date(2026, 11, 24), time(9), "America/Sao_Paulo", "2026-11-24T12:00", id="no-change-any-more"
        ),
    ],
)
def test_moment_at(day, at, zone, utc):
    assert moment_at(day, at, zone) == datetime.fromisoformat(utc).replace(tzinfo=UTC)


def test_start_of_day_where_midnight_is_skipped():
    assert start_of_day(date(2018, 11, 4), "America/Sao_Paulo") == datetime(2018, 11, 4, 3, tzinfo=UTC)


def test_local_day_of_a_late_evening_is_not_the_day_in_utc():
    assert local_day(datetime(2026, 11, 25, 4, 30, tzinfo=UTC), "America/New_York") == date(2026, 11, 24)


def test_same_time_on_keeps_nine_o_clock_over_the_change():
    nine = moment_at(date(2026, 10, 24), time(9), "Europe/Berlin")

    assert same_time_on(date(2026, 10, 25), nine, "Europe/Berlin") - nine == timedelta(hours=25)


@pytest.mark.parametrize(
    ("day", "months", "due"),
    [
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2028, 2, 29), 48, date(2032, 2, 29)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
    ],
)
def test_add_months_at_month_ends(day, months, due):
    assert add_months(day, months) == due


@given(DAYS, st.integers(-240, 240))
def test_add_months_agrees_with_relativedelta(day, months):
    assert add_months(day, months) == day + relativedelta(months=months)


@pytest.mark.parametrize(
    ("day", "due"),
    [
        (date(2026, 11, 26), date(2026, 12, 1)),
        (date(2026, 11, 27), date(2026, 12, 2)),
        (date(2026, 11, 28), date(2026, 12, 2)),
        (date(2026, 11, 29), date(2026, 12, 2)),
    ],
)
def test_three_business_days_after(day, due):
    assert PLAIN.after(day, 3) == due


@given(DAYS, st.integers(1, 15))
def test_business_days_agree_with_rrule(day, count):
    start = datetime.combine(day + timedelta(days=1), time(0))

    assert PLAIN.after(day, count) == rrule(DAILY, byweekday=range(5), dtstart=start, count=count)[-1].date()


@pytest.mark.parametrize(
    ("country", "subdivision", "day", "is_business_day"),
    [
        ("DE", "", date(2026, 12, 25), False),
        ("DE", "BY", date(2026, 1, 6), False),
        ("DE", "BE", date(2026, 1, 6), True),
        ("DE", "nowhere", date(2026, 12, 25), False),
        ("US", "", date(2026, 11, 26), False),
        ("SA", "", date(2026, 11, 27), False),
        ("SA", "", date(2026, 11, 29), True),
        ("", "", date(2026, 12, 25), True),
        ("XX", "", date(2026, 12, 25), True),
    ],
)
def test_working_days_know_the_holidays_and_weekends_of_a_country(country, subdivision, day, is_business_day):
    assert WorkingDays(country, subdivision).includes(day) is is_business_day


def test_countries_with_holidays_are_two_letter_codes():
    assert {"DE", "US", "NZ", "IN", "BR"} <= countries_with_holidays().keys()
    assert all(len(code) == 2 for code in countries_with_holidays())


def test_day_back_goes_through_pauses_that_follow_each_other():
    pauses = [Pause(date(2026, 7, 1), date(2026, 7, 5)), Pause(date(2026, 7, 6), date(2026, 7, 9))]

    assert day_back(date(2026, 7, 2), pauses) == date(2026, 7, 10)
    assert day_back(date(2026, 7, 10), pauses) == date(2026, 7, 10)


def test_pause_cannot_end_before_it_begins():
    with pytest.raises(ValueError, match="cannot end"):
        Pause(date(2026, 7, 2), date(2026, 7, 1))


@given(
    DAYS,
    st.times(),
    st.sampled_from(["Pacific/Auckland", "America/New_York", "Europe/Berlin", "Asia/Kolkata"]),
)
def test_moment_at_shows_the_time_or_the_skipped_time_later(day, at, zone):
    shown = moment_at(day, at, zone).astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    asked = datetime.combine(day, at)

    assert shown in {asked, asked + timedelta(hours=1)}
