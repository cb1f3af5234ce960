from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infoview.shared.days import WorkingDays
from outreach.windows import BEARABLE, propose, said

ZONES = ["Europe/Berlin", "America/New_York", "America/Sao_Paulo", "Asia/Kolkata", "Pacific/Auckland", "UTC"]


@given(
    today=st.dates(date(2025, 1, 1), date(2030, 1, 1)),
    mine=st.sampled_from(ZONES),
    theirs=st.sampled_from(ZONES),
)
def test_three_hours_on_three_days_suit_both(today, mine, theirs):
    found = propose(today=today, mine=mine, theirs=theirs)

    assert len({window.start.astimezone(ZoneInfo(mine)).date() for window in found}) == 3
    for window in found:
        there = window.start.astimezone(ZoneInfo(theirs))
        assert BEARABLE[0] <= there.time() <= BEARABLE[1]
        assert window.start.astimezone(ZoneInfo(mine)).date() >= today + timedelta(days=2)


def test_evenings_come_first():
    found = propose(today=date(2026, 11, 2), mine="Europe/Berlin", theirs="Europe/Berlin")

    assert said(found[0], "Europe/Berlin") == "Wednesday 4 November, 17:00 to 18:00"


def test_an_appointment_is_left_free():
    free = propose(today=date(2026, 11, 2), mine="UTC", theirs="UTC")[0]

    found = propose(today=date(2026, 11, 2), mine="UTC", theirs="UTC", busy=[(free.start, free.end)])

    assert found[0].start != free.start


@pytest.mark.parametrize(("country", "day"), [("DE", date(2026, 12, 25)), ("US", date(2026, 11, 26))])
def test_holidays_are_left_out(country, day):
    found = propose(
        today=day - timedelta(days=3), mine="UTC", theirs="UTC", working_days=WorkingDays(country)
    )

    assert day not in {window.start.date() for window in found}


def test_a_friday_of_rest_is_left_out():
    found = propose(today=date(2026, 11, 2), mine="UTC", theirs="UTC", rest_days=(4,))

    assert 4 not in {window.start.weekday() for window in found}
