from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.gate import exchange_days, gate
from outreach.models import ReferralState

DAY = date(2026, 3, 2)
OPEN = {
    "interactions": [DAY, DAY + timedelta(days=30)],
    "talks_unthanked": 0,
    "has_given": True,
    "records": [],
}


def test_gate_opens_when_all_holds():
    found = gate(**OPEN)

    assert found.is_open
    assert (found.interactions, found.opened_by) == (2, "")


@pytest.mark.parametrize(
    ("changed", "missing"),
    [
        ({"interactions": [DAY]}, "interactions"),
        ({"interactions": [DAY, DAY]}, "interactions"),
        ({"min_interactions": 3}, "interactions"),
        ({"talks_unthanked": 1}, "thank_you"),
        ({"has_given": False}, "give_back"),
        ({"records": ["asked", "declined"]}, "declined"),
        ({"records": ["offered", "declined"]}, "declined"),
    ],
)
def test_gate_names_what_stands_in_the_way(changed, missing):
    assert gate(**OPEN | changed).missing == (missing,)


@pytest.mark.parametrize("opening", ["offered", "granted", "overridden"])
def test_gate_opens_at_once_by_an_offer_a_yes_or_a_reason(opening):
    found = gate(interactions=[], talks_unthanked=1, has_given=False, records=["declined", opening])

    assert found.is_open
    assert found.opened_by == opening


@given(
    st.lists(st.dates()), st.integers(0, 3), st.booleans(), st.lists(st.sampled_from(ReferralState.values))
)
def test_gate_is_open_or_says_why(days, unthanked, gave, records):
    found = gate(interactions=days, talks_unthanked=unthanked, has_given=gave, records=records)

    assert found.is_open != bool(found.missing)
    assert found.interactions == len(set(days))


def test_exchange_needs_both_sides():
    later = DAY + timedelta(days=2)

    assert exchange_days(written=[DAY], received=[]) == set()
    assert exchange_days(written=[], received=[DAY]) == set()
    assert exchange_days(written=[DAY], received=[later]) == {later}
    assert exchange_days(written=[later], received=[DAY]) == {later}
