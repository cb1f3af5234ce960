"""The hour of a digest: the owner's, on every day of every calendar."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from infoview.shared.days import local_day, wall_time
from scheduler.digest_when import back_off, first_moment, latest_due, next_due, out_of_quiet

ZONES = ["Pacific/Auckland", "America/New_York", "Europe/Berlin", "Asia/Kolkata"]


@pytest.mark.parametrize(
    ("day", "at", "timezone", "expected"),
    [
        pytest.param((2026, 3, 28), (8, 0), "Europe/Berlin", "2026-03-28T07:00+00:00", id="winter"),
        pytest.param((2026, 3, 29), (8, 0), "Europe/Berlin", "2026-03-29T06:00+00:00", id="summer"),
        pytest.param((2026, 3, 29), (2, 30), "Europe/Berlin", "2026-03-29T01:00+00:00", id="skipped"),
        pytest.param((2026, 10, 25), (2, 30), "Europe/Berlin", "2026-10-25T00:30+00:00", id="twice"),
        pytest.param(
            (2026, 9, 27), (2, 15), "Pacific/Auckland", "2026-09-26T14:00+00:00", id="skipped-south"
        ),
        pytest.param((2018, 11, 4), (0, 0), "America/Sao_Paulo", "2018-11-04T03:00+00:00", id="no-midnight"),
        pytest.param((2026, 10, 4), (2, 15), "Australia/Lord_Howe", "2026-10-03T15:30+00:00", id="half-hour"),
    ],
)
def test_first_moment_is_the_first_that_is_not_before_the_hour(day, at, timezone, expected):
    assert first_moment(date(*day), time(*at), timezone) == datetime.fromisoformat(expected)


@pytest.mark.parametrize("timezone", ZONES)
@pytest.mark.parametrize("at", [time(8), time(2, 30), time(0), time(23, 45)])
def test_digest_falls_due_once_on_each_local_day_of_a_year(timezone, at):
    now, seen = datetime(2028, 1, 1, 12, tzinfo=UTC), []
    while now < datetime(2029, 1, 2, tzinfo=UTC):
        day, due_at = latest_due(now=now, at=at, timezone=timezone)
        if not seen or seen[-1][0] != day:
            seen.append((day, due_at))
        now += timedelta(minutes=30)

    days = [day for day, _ in seen]
    assert days == [days[0] + timedelta(days=n) for n in range(len(days))]
    assert all(
        local_day(due_at, timezone) == day and wall_time(due_at, timezone) >= at for day, due_at in seen
    )
    assert len(days) >= 366


def test_weekly_digest_falls_due_on_its_weekday():
    thursday = datetime(2026, 3, 5, 12, tzinfo=UTC)

    latest = latest_due(now=thursday, at=time(8), timezone="Europe/Berlin", weekday=0)
    following = next_due(now=thursday, at=time(8), timezone="Europe/Berlin", weekday=0)

    assert (latest[0], following[0]) == (date(2026, 3, 2), date(2026, 3, 9))


@pytest.mark.parametrize(
    ("at", "moved"),
    [
        (time(7), time(8)),
        (time(8), time(8)),
        (time(20), time(8)),
        (time(0), time(8)),
        (time(19, 59), time(19, 59)),
    ],
)
def test_hour_in_the_quiet_hours_moves_to_their_end(at, moved):
    assert out_of_quiet(at, quiet_from=time(20), quiet_until=time(8)) == moved


def test_quiet_hours_that_begin_and_end_at_once_are_none():
    assert out_of_quiet(time(9), quiet_from=time(9), quiet_until=time(9)) == time(9)


def test_back_off_grows_to_six_hours():
    minutes = [back_off(tries).total_seconds() / 60 for tries in range(1, 8)]

    assert minutes == [1, 5, 30, 120, 360, 360, 360]
