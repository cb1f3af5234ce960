"""The rule of which backups stay."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from infoview.backups.keep import to_remove

NOW = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)  # a Wednesday
ANY = st.sets(st.timedeltas(timedelta(days=-2), timedelta(days=90)).map(lambda age: NOW - age), max_size=60)


def days_ago(*days: int) -> list[datetime]:
    return [NOW - timedelta(days=back) for back in days]


def test_of_a_year_of_nights_seven_days_and_four_weeks_stay():
    kept = set(days_ago(*range(365))) - to_remove(days_ago(*range(365)), now=NOW)

    # Seven nights (the third of them is a Sunday, too), and the Sundays of the weeks before.
    assert kept == set(days_ago(0, 1, 2, 3, 4, 5, 6, 10, 17, 24))


def test_the_newest_of_a_day_stands_for_it():
    morning, noon = datetime(2026, 11, 24, 6, tzinfo=UTC), datetime(2026, 11, 24, 12, tzinfo=UTC)

    assert to_remove([noon, morning, NOW], now=NOW) == {morning}


def test_one_of_a_clock_that_was_wrong_stays():
    assert to_remove([NOW, NOW + timedelta(days=300)], now=NOW) == set()


@given(ANY)
def test_the_newest_always_stays(made):
    past = [moment for moment in made if moment <= NOW]

    assert not past or max(past) not in to_remove(made, now=NOW)


@given(ANY)
def test_never_more_than_eleven_stay_and_all_but_the_newest_expire_within_five_weeks(made):
    kept = sorted(moment for moment in made - to_remove(made, now=NOW) if moment <= NOW)

    assert len(kept) <= 12
    assert all(NOW - moment < timedelta(weeks=5) for moment in kept[:-1])


@given(ANY)
def test_a_second_look_removes_no_more(made):
    kept = made - to_remove(made, now=NOW)

    assert to_remove(kept, now=NOW) == set()


@given(st.integers(1, 80), st.integers(0, 23))
def test_night_after_night_each_of_the_last_seven_days_stays(nights, hour):
    kept: set[datetime] = set()
    for night in range(nights):
        now = datetime(2026, 1, 1, hour, tzinfo=UTC) + timedelta(days=night)
        kept |= {now}
        kept -= to_remove(kept, now=now)

    assert {now - timedelta(days=back) for back in range(min(nights, 7))} <= kept
    if nights >= 42:
        mondays = {moment.date() - timedelta(days=moment.weekday()) for moment in kept}
        assert len(mondays) == 5
