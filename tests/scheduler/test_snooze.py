"""How long a reminder may rest."""

from datetime import UTC, date, datetime

import pytest

from scheduler.snooze import SnoozeRefused, snooze_until

ZONE = "Europe/Berlin"
TODAY = date(2026, 11, 24)
ENDED = datetime(2026, 11, 23, 15, 20, tzinfo=UTC)


def snoozed(choice, kind="nudge", due_on=TODAY, today=TODAY, **talk):
    return snooze_until(choice, kind=kind, today=today, due_on=due_on, timezone=ZONE, **talk)


@pytest.mark.parametrize(
    ("choice", "until"),
    [
        ("1_day", date(2026, 11, 25)),
        ("3_days", date(2026, 11, 27)),
        ("1_week", date(2026, 12, 1)),
        (date(2027, 1, 15), date(2027, 1, 15)),
    ],
)
def test_snooze_counts_from_today(choice, until):
    assert snoozed(choice, due_on=date(2026, 11, 20)) == until


def test_snooze_of_what_is_still_to_come_counts_from_its_day():
    assert snoozed("1_day", due_on=date(2026, 12, 10)) == date(2026, 12, 11)


@pytest.mark.parametrize("choice", [TODAY, date(2026, 11, 1), "tomorrow"])
def test_snooze_refuses_what_is_no_later_day(choice):
    with pytest.raises(SnoozeRefused):
        snoozed(choice)


def test_snooze_refuses_a_day_before_the_due_day():
    with pytest.raises(SnoozeRefused, match="not due before"):
        snoozed(date(2026, 11, 26), due_on=date(2026, 12, 10))


@pytest.mark.parametrize(
    ("choice", "until"),
    [("1_day", date(2026, 11, 25)), ("3_days", date(2026, 11, 26)), ("1_week", date(2026, 11, 26))],
)
def test_thank_you_rests_at_most_72_hours_after_the_talk(choice, until):
    assert snoozed(choice, "thank_you", talk_ended_at=ENDED) == until


def test_thank_you_rests_no_longer_once_the_72_hours_are_near():
    with pytest.raises(SnoozeRefused, match="three days at most"):
        snoozed("1_day", "thank_you", today=date(2026, 11, 26), talk_ended_at=ENDED)


def test_prepare_rests_at_most_until_the_day_of_the_talk():
    starts = datetime(2026, 11, 26, 9, 30, tzinfo=UTC)

    assert snoozed("1_week", "prepare", talk_starts_at=starts) == date(2026, 11, 26)
    with pytest.raises(SnoozeRefused, match="does not wait"):
        snoozed("1_day", "prepare", today=date(2026, 11, 26), talk_starts_at=starts)
