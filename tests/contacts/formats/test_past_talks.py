from datetime import date
from pathlib import Path

import pytest

from contacts.formats.past_talks import TalkMapping, open_past_talks, split_insights
from contacts.formats.rows import BadRow, Unreadable

FILES = Path(__file__).parents[2] / "data" / "imports"


def talks(name: str):
    return list(open_past_talks((FILES / name).read_bytes()).rows())


def test_talks_are_read_with_insights_and_follow_up():
    olu, sofia, *_ = talks("talks_english.csv")

    assert (olu.name, olu.held_on, olu.organisation) == ("Olu Bankole", date(2026, 9, 3), "Alder Diagnostics")
    assert (olu.insights, olu.follow_up_on) == (("Trust first", "Pilots are slow"), date(2026, 10, 14))
    assert (olu.medium, olu.minutes) == ("video", 25)
    assert (sofia.insights, sofia.medium, sofia.minutes) == (("One thing", "another thing"), "in_person", 60)


def test_bad_talks_are_named_by_line_and_reason():
    bad = [row for row in talks("talks_english.csv") if isinstance(row, BadRow)]

    assert bad == [
        BadRow(5, "This row does not say who the talk was with."),
        BadRow(6, "“soon” is not a date."),
    ]


def test_words_that_are_no_date_and_no_medium_are_kept():
    ana = talks("talks_english.csv")[-1]

    assert (ana.follow_up, ana.follow_up_on) == ("after summer", None)
    assert (ana.medium, ana.medium_said) == ("", "walk in the park")
    assert ana.remarks == ("“after summer” is not a date; it is kept as the next step.",)


def test_german_spreadsheet_is_understood():
    source = open_past_talks((FILES / "talks_german.csv").read_bytes())

    (row,) = source.rows()

    assert source.encoding == "Windows-1252"
    assert (row.name, row.held_on, row.follow_up_on) == ("Jürgen Groß", date(2026, 9, 3), date(2026, 12, 1))


def test_order_of_dates_is_decided_for_the_file_and_said():
    source = open_past_talks((FILES / "talks_us.csv").read_bytes(), default_day_first=True)

    (row,) = source.rows()

    assert source.order.said == "Dates are read month first, because of 9/30/2026."
    assert (row.name, row.held_on, row.follow_up) == ("Ana Silva", date(2026, 9, 3), "Send report")


def test_owner_decides_what_no_date_decides():
    data = b"Who,When\nAna Silva,3/4/2026\n"
    mapping = TalkMapping(("Who", "When"), ("name", "held_on"), day_first=True)

    assert next(open_past_talks(data, default_day_first=True).rows()).held_on == date(2026, 4, 3)
    assert next(open_past_talks(data).rows()).held_on == date(2026, 3, 4)
    assert next(open_past_talks(data, mapping=mapping).rows()).held_on == date(2026, 4, 3)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"Who,When\n", "no talks"),
        (b"a,b\n1,2\n", "name the columns"),
        (b"Who,Company\nAna,Tern\n", "when the talks were"),
        (b"Date,Notes\n2026-01-02,x\n", "who they were with"),
    ],
)
def test_file_of_no_talks_gets_one_sentence(data, reason):
    with pytest.raises(Unreadable, match=reason):
        list(open_past_talks(data).rows())


@pytest.mark.parametrize(
    ("cell", "insights"),
    [
        ("- a\n- b", ["a", "b"]),
        ("1. a thing 2. b thing", ["a thing", "b thing"]),
        ("• a • b", ["a", "b"]),
        ("a; b ;", ["a", "b"]),
        ("Prices rose by 3. Also x", ["Prices rose by 3. Also x"]),
        ("well-known - thing", ["well-known - thing"]),
        ("a\n\n* b; c", ["a", "b; c"]),
        ("--", []),
    ],
)
def test_insights_are_parted(cell, insights):
    assert split_insights(cell) == insights
