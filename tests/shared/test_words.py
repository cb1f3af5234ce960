from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infoview.shared.words import (
    When,
    ago,
    clock_time,
    day_words,
    initials,
    margin_day,
    margin_deadline,
    margin_moment,
    margin_past_day,
    moment_words,
    number_words,
    short_date,
)

NOW = datetime(2026, 11, 12, 9, 5, tzinfo=UTC)  # a Thursday, 10:05 in Berlin
TODAY = date(2026, 11, 12)
BERLIN = {"now": NOW, "zone": "Europe/Berlin"}


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        pytest.param(
            datetime(2026, 11, 12, 15, 20, tzinfo=UTC), When("6 h left", "by 16:20", "red"), id="hours"
        ),
        pytest.param(
            datetime(2026, 11, 12, 9, 45, tzinfo=UTC), When("40 min left", "by 10:45", "red"), id="minutes"
        ),
        pytest.param(
            datetime(2026, 11, 12, 7, 0, tzinfo=UTC), When("2 h late", "since 08:00", "red"), id="late-today"
        ),
        pytest.param(
            datetime(2026, 11, 12, 9, 0, tzinfo=UTC), When("Late", "since 10:00", "red"), id="just-late"
        ),
        pytest.param(
            datetime(2026, 11, 10, 9, 0, tzinfo=UTC), When("2 days late", "10 Nov", "red"), id="days-late"
        ),
        pytest.param(datetime(2026, 11, 17, 9, 30, tzinfo=UTC), When("Tue 17", "by 10:30"), id="this-week"),
        pytest.param(datetime(2027, 1, 3, 9, 30, tzinfo=UTC), When("3 Jan 2027"), id="next-year"),
    ],
)
def test_margin_deadline_says_the_shortest_true_form(moment, said):
    assert margin_deadline(moment, **BERLIN) == said


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        pytest.param(datetime(2026, 11, 12, 15, 0, tzinfo=UTC), When("Today", "16:00"), id="today"),
        pytest.param(datetime(2026, 11, 13, 9, 30, tzinfo=UTC), When("Fri 13", "10:30"), id="tomorrow"),
        pytest.param(
            datetime(2026, 10, 6, 9, 30, tzinfo=UTC), When("6 Oct", "11:30"), id="older-in-summer-time"
        ),
        pytest.param(datetime(2025, 10, 6, 9, 30, tzinfo=UTC), When("6 Oct", "2025"), id="last-year"),
        pytest.param(
            datetime(2026, 11, 11, 23, 30, tzinfo=UTC), When("Today", "00:30"), id="already-today-in-berlin"
        ),
    ],
)
def test_margin_moment_is_told_in_the_readers_zone(moment, said):
    assert margin_moment(moment, **BERLIN) == said


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (TODAY, When("Today", "", "amber")),
        (date(2026, 11, 13), When("Tomorrow")),
        (date(2026, 11, 17), When("Tue 17")),
        (date(2026, 11, 11), When("1 day late", "11 Nov", "red")),
        (date(2026, 12, 24), When("24 Dec")),
        (date(2027, 5, 3), When("3 May", "2027")),
    ],
)
def test_margin_day(day, said):
    assert margin_day(day, today=TODAY) == said


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (TODAY, When("Today")),
        (date(2026, 11, 11), When("Yesterday")),
        (date(2026, 11, 10), When("Tue 10")),
        (date(2026, 11, 2), When("2 Nov")),
        (date(2025, 11, 2), When("2 Nov", "2025")),
    ],
)
def test_margin_past_day_is_never_late(day, said):
    assert margin_past_day(day, today=TODAY) == said


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (TODAY, "today"),
        (date(2026, 11, 13), "tomorrow"),
        (date(2026, 11, 11), "yesterday"),
        (date(2026, 11, 19), "Thu 19 Nov"),
        (date(2026, 10, 6), "6 Oct"),
        (date(2025, 10, 6), "6 Oct 2025"),
    ],
)
def test_day_words(day, said):
    assert day_words(day, today=TODAY) == said


def test_moment_words_name_the_weekday_within_a_week():
    assert moment_words(datetime(2026, 11, 16, 9, 30, tzinfo=UTC), **BERLIN) == "Mon 16, 10:30"


def test_moment_words_are_a_date_beyond_a_week():
    assert moment_words(datetime(2026, 11, 30, 9, 30, tzinfo=UTC), **BERLIN) == "30 Nov"


def test_clock_time_follows_the_clock_style():
    moment = datetime(2026, 11, 12, 15, 20, tzinfo=UTC)

    assert clock_time(moment, zone="Europe/Berlin") == "16:20"
    assert clock_time(moment, zone="America/New_York", hours24=False) == "10:20 a.m."


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        (0, "just now"),
        (1, "1 minute ago"),
        (12, "12 minutes ago"),
        (125, "2 hours ago"),
        (13 * 60, "yesterday, 21:05"),
        (30 * 24 * 60, "13 Oct"),
    ],
)
def test_ago(minutes, said):
    assert ago(NOW - timedelta(minutes=minutes), **BERLIN) == said


def test_short_date_leaves_out_this_year():
    assert short_date(date(2026, 3, 1), today=TODAY) == "1 Mar"


def test_number_words_end_at_nine():
    assert [number_words(n) for n in (0, 1, 9, 10, 1200)] == ["none", "one", "nine", "10", "1,200"]


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Priya Raman", "PR"),
        ("Mateo Álvarez", "MÁ"),
        ("Mei-Ling van der Chen", "MC"),
        ("Cher", "C"),
        ("  ", "?"),
        ("(!)", "?"),
        ("“Jürgen” W.", "JW"),
    ],
)
def test_initials(name, letters):
    assert initials(name) == letters


@given(st.text(max_size=40))
def test_initials_are_never_empty(name):
    assert initials(name)


@given(st.timedeltas(min_value=timedelta(seconds=1), max_value=timedelta(days=3000)))
def test_margin_deadline_is_red_once_it_has_passed(late):
    assert margin_deadline(NOW - late, **BERLIN).tone == "red"


@given(st.timedeltas(min_value=timedelta(days=1), max_value=timedelta(days=3000)))
def test_margin_deadline_is_calm_a_day_ahead(left):
    assert margin_deadline(NOW + left, **BERLIN).tone == ""
