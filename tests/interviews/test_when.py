"""Wall times of a place, the two odd nights of the year, and words for both sides."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviews.when import FarAway, UnknownZone, ends_at, in_both_zones, place_of, read_wall_time

TODAY = date(2026, 11, 11)


def test_read_wall_time_on_a_plain_day():
    reading = read_wall_time(date(2026, 11, 17), time(14), "Europe/Berlin")

    assert (reading.kind, reading.moment) == ("plain", datetime(2026, 11, 17, 13, tzinfo=UTC))
    assert reading.question == ""


@pytest.mark.parametrize(
    ("day", "at", "zone", "choices"),
    [
        (date(2026, 3, 29), time(2, 30), "Europe/Berlin", ("01:30", "03:30")),
        (date(2026, 3, 8), time(2, 30), "America/New_York", ("01:30", "03:30")),
        (date(2026, 9, 27), time(2, 15), "Pacific/Auckland", ("01:15", "03:15")),
        (date(2018, 11, 4), time(0, 30), "America/Sao_Paulo", ("23:30", "01:30")),
        (date(2026, 10, 4), time(2, 10), "Australia/Lord_Howe", ("01:40", "02:40")),
    ],
)
def test_read_wall_time_that_the_clocks_skip(day, at, zone, choices):
    reading = read_wall_time(day, at, zone)

    assert (reading.kind, reading.choices, reading.moment) == ("skipped", choices, None)
    assert f"skip {at:%H:%M}" in reading.question


@pytest.mark.parametrize(
    ("day", "at", "zone", "apart"),
    [
        (date(2026, 10, 25), time(2, 30), "Europe/Berlin", 60),
        (date(2026, 11, 1), time(1, 30), "America/New_York", 60),
        (date(2026, 4, 5), time(2, 15), "Pacific/Auckland", 60),
        (date(2018, 2, 17), time(23, 30), "America/Sao_Paulo", 60),
        (date(2026, 4, 5), time(1, 40), "Australia/Lord_Howe", 30),
    ],
)
def test_read_wall_time_that_comes_twice(day, at, zone, apart):
    reading = read_wall_time(day, at, zone)
    first, second = reading.moments

    assert reading.kind == "doubled"
    assert second - first == timedelta(minutes=apart)
    assert "twice" in reading.question
    assert len(set(reading.choices)) == 2


def test_read_wall_time_names_both_halves_of_the_doubled_hour():
    reading = read_wall_time(date(2026, 10, 25), time(2, 30), "Europe/Berlin")

    assert reading.choices == ("the first 02:30 (CEST)", "the second 02:30 (CET)")
    assert reading.question == "The clocks in Berlin show 02:30 twice on Sun 25 Oct. Which one do you mean?"


@pytest.mark.parametrize("zone", ["Mars/Olympus", "", "../etc/passwd", "\x00", "a" * 300])
def test_read_wall_time_of_a_zone_nobody_knows(zone):
    with pytest.raises(UnknownZone, match="Write it like Europe/Berlin"):
        read_wall_time(date(2026, 11, 17), time(14), zone)


@pytest.mark.parametrize("year", [1, 202, 9999])
def test_read_wall_time_of_a_mistyped_year(year):
    with pytest.raises(FarAway, match="between 1900 and 2200"):
        read_wall_time(date(year, 1, 1), time(0), "Pacific/Auckland")


@pytest.mark.parametrize(
    ("moment", "options", "words"),
    [
        (
            datetime(2026, 11, 17, 14, tzinfo=UTC),
            {"mine": "Europe/London", "theirs": "Europe/Oslo", "whose": "her"},
            "Tue 17 Nov, 14:00; 15:00 her time",
        ),
        (
            datetime(2026, 11, 17, 13, tzinfo=UTC),
            {"mine": "Europe/Berlin", "theirs": "Europe/Vienna"},
            "Tue 17 Nov, 14:00",
        ),
        (
            datetime(2026, 11, 17, 13, tzinfo=UTC),
            {"mine": "Europe/Berlin", "theirs": ""},
            "Tue 17 Nov, 14:00",
        ),
        (
            datetime(2026, 11, 17, 21, tzinfo=UTC),
            {"mine": "Europe/Berlin", "theirs": "Pacific/Auckland"},
            "Tue 17 Nov, 22:00; Wed 18 Nov, 10:00 their time",
        ),
        (
            datetime(2027, 1, 4, 15, tzinfo=UTC),
            {"mine": "America/New_York", "theirs": "Asia/Kolkata", "hours24": False},
            "Mon 4 Jan 2027, 10:00 a.m.; 8:30 p.m. their time",
        ),
    ],
)
def test_in_both_zones(moment, options, words):
    assert in_both_zones(moment, today=TODAY, **options) == words


def test_ends_at_counts_elapsed_minutes_over_a_change_of_the_clocks():
    start = datetime(2026, 10, 25, 2, 50, tzinfo=ZoneInfo("Europe/Berlin"))

    assert ends_at(start, 20) - start.astimezone(UTC) == timedelta(minutes=20)


def test_place_of():
    assert place_of("America/Argentina/Buenos_Aires") == "Buenos Aires"


ZONES = st.sampled_from(
    ["Pacific/Auckland", "America/New_York", "Europe/Berlin", "Asia/Kolkata", "America/Sao_Paulo"]
)


@given(st.datetimes(datetime(2015, 1, 1), datetime(2035, 1, 1)), ZONES)
def test_what_the_clocks_show_leads_back_to_the_moment(naive, zone):
    moment = naive.replace(tzinfo=UTC)
    local = moment.astimezone(ZoneInfo(zone))

    assert moment in read_wall_time(local.date(), local.time(), zone).moments


@given(st.datetimes(datetime(2015, 1, 1), datetime(2035, 1, 1)), ZONES)
def test_every_moment_offered_is_shown_by_the_clocks_unless_they_skip_it(naive, zone):
    reading = read_wall_time(naive.date(), naive.time(), zone)
    shown = {moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None, fold=0) for moment in reading.moments}

    assert (shown == {naive}) is (reading.kind != "skipped")
    assert len(reading.moments) == len(reading.choices) == (1 if reading.kind == "plain" else 2)
