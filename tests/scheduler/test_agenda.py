"""Days, weeks and months in reading order."""

from datetime import UTC, date, datetime, timedelta

import pytest

from scheduler.agenda import Entry, days, month, week

NOW = datetime(2026, 11, 24, 11, tzinfo=UTC)
TODAY = date(2026, 11, 24)
PAST = NOW - timedelta(hours=3)


def kinds(entries):
    return [entry.kind for entry in entries]


def test_a_hint_is_never_late():
    assert not Entry("give_back", TODAY - timedelta(days=90), overdue_at=PAST).is_late(NOW)


def test_days_have_whole_day_things_first_and_then_go_by_the_clock():
    entries = [
        Entry("prepare", TODAY, NOW),
        Entry("interview", TODAY, NOW),
        Entry("thank_you", TODAY, PAST),
        Entry("nudge", TODAY),
    ]
    (day,) = days(entries, first=TODAY, last=TODAY)

    assert kinds(day.entries) == ["nudge", "thank_you", "interview", "prepare"]


def test_days_show_empty_days_too():
    shown = days([Entry("nudge", TODAY)], first=TODAY, last=TODAY + timedelta(days=2))

    assert [len(day.entries) for day in shown] == [1, 0, 0]


@pytest.mark.parametrize(
    ("first_weekday", "first"), [(0, date(2026, 11, 23)), (6, date(2026, 11, 22)), (5, date(2026, 11, 21))]
)
def test_week_begins_on_the_day_the_owner_likes(first_weekday, first):
    shown = week([], of=TODAY, first_weekday=first_weekday)

    assert [day.on for day in shown] == [first + timedelta(days=n) for n in range(7)]


def test_month_is_whole_weeks_with_the_neighbours_marked():
    weeks = month([Entry("nudge", TODAY)], of=TODAY)

    assert [len(row) for row in weeks] == [7] * 6
    assert (weeks[0][0].on, weeks[-1][-1].on) == (date(2026, 10, 26), date(2026, 12, 6))
    assert sum(day.is_inside for row in weeks for day in row) == 30


def test_month_of_a_february_that_fits_four_weeks():
    assert len(month([], of=date(2027, 2, 14))) == 4
