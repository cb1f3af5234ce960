from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contacts.formats.dates import date_order, parse_date


@pytest.mark.parametrize(
    "text",
    [
        "12 Mar 2024", "12-Mar-24", "2024-03-12", "2024/3/12", "20240312", "12.03.2024",
        "12. März 2024", "12 mars 2024",
        "12 de marzo de 2024", "March 12, 2024", "Mar 12th, 2024", "Tue, 12 Mar 2024 09:00",
        "2024-03-12T10:00:00Z",
        "12.03.2024 16:00", "45363", "03/12/2024", "12 March 2024, 9:30 pm", " 12  Mar  2024 ",
    ],
)  # fmt: skip
def test_parse_date_reads_what_files_write(text):
    assert parse_date(text) == date(2024, 3, 12)


@pytest.mark.parametrize(
    "text", ["", "soon", "31 Feb 2024", "--0412", "2024", "12 Foo 2024", "1/2", "99/99/2024", "1e9"]
)
def test_parse_date_invents_nothing(text):
    assert parse_date(text) is None


@pytest.mark.parametrize(
    ("day_first", "month"), [pytest.param(True, 4, id="day-first"), pytest.param(False, 3, id="month-first")]
)
def test_parse_date_asks_for_the_order_only_when_it_is_open(day_first, month):
    assert parse_date("03/04/2024", day_first=day_first).month == month
    assert parse_date("15/03/2024", day_first=day_first) == date(2024, 3, 15)
    assert parse_date("03/15/2024", day_first=day_first) == date(2024, 3, 15)
    assert parse_date("03.04.2024", day_first=day_first) == date(2024, 4, 3)


def test_parse_date_puts_two_digit_years_into_a_lifetime():
    assert parse_date("7-Feb-22") == date(2022, 2, 7)
    assert parse_date("7-Feb-88") == date(1988, 2, 7)


@given(st.text(max_size=40))
def test_parse_date_never_raises(text):
    parse_date(text)


@given(st.dates(date(1970, 1, 1), date(2069, 12, 31)), st.booleans())
def test_parse_date_reads_back_what_leaves_nothing_open(day, day_first):
    for text in (day.isoformat(), f"{day:%d %b %Y}", f"{day:%d-%b-%y}", f"{day:%d.%m.%Y}"):
        assert parse_date(text, day_first=day_first) == day


def test_date_order_is_decided_by_one_day_above_twelve():
    order = date_order(["03/04/2024", "04/15/2024"], default_day_first=True)

    assert (order.day_first, order.sure) == (False, True)
    assert order.said == "Dates are read month first, because of 04/15/2024."


def test_date_order_says_when_nothing_decides():
    order = date_order(["03/04/2024"], default_day_first=True)

    assert (order.day_first, order.sure) == (True, False)
    assert order.said.endswith("03/04/2024 is read day first.")


def test_date_order_says_when_dates_contradict_each_other():
    order = date_order(["13/01/2024", "01/13/2024", "02/03/2024"])

    assert not order.sure
    assert order.said.startswith("Dates contradict each other (13/01/2024, 01/13/2024).")


def test_date_order_is_silent_when_nothing_is_open():
    assert date_order(["12 Mar 2024", "", "2024-03-12", "3.4.2024", "4/4/2024"]).said == ""
