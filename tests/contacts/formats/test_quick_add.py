from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contacts.formats.quick_add import LONGEST_LINE, NOTE, PERSON, REMINDER, parse

TODAY = date(2026, 11, 11)  # a Wednesday
KNOWN = {"leila moradi": 7, "ana silva": 8}


def understood(text: str) -> dict[str, str]:
    """Return what was understood, as the letters of the line by kind."""
    return {span.kind: text[span.start : span.end] for span in parse(text, today=TODAY, known=KNOWN).spans}


def test_line_of_the_brief_is_understood_whole():
    found = parse("Met Olu Bankole, Tern & Co, at the meetup #edtech follow up in 2 weeks", today=TODAY)

    assert found.kind == PERSON
    assert (found.name, found.first_name, found.last_name) == ("Olu Bankole", "Olu", "Bankole")
    assert (found.organisation, found.how_met, found.tags) == ("Tern & Co", "at the meetup", ("edtech",))
    assert (found.follow_up_on, found.met_on, found.text) == (date(2026, 11, 25), None, "")


def test_spans_show_what_was_understood():
    assert understood("Met Olu Bankole, Tern & Co, at the meetup #edtech follow up in 2 weeks") == {
        "name": "Olu Bankole",
        "organisation": "Tern & Co",
        "how_met": "at the meetup",
        "tag": "#edtech",
        "follow_up": "follow up in 2 weeks",
    }


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        (
            "Coffee with Dr. Jan van der Berg from Alder yesterday, follow up next Tuesday",
            {
                "name": "Jan van der Berg",
                "prefix": "Dr.",
                "organisation": "Alder",
                "met_on": date(2026, 11, 10),
                "follow_up_on": date(2026, 11, 17),
            },
        ),
        (
            "olu bankole, tern gmbh, olu@tern.example",
            {"name": "olu bankole", "organisation": "tern gmbh", "email": "olu@tern.example"},
        ),
        (
            "Add Olu Bankole https://www.linkedin.com/in/olu/ Lab lead at Alder Diagnostics",
            {
                "profile": "https://www.linkedin.com/in/olu/",
                "job_title": "Lab lead",
                "organisation": "Alder Diagnostics",
            },
        ),
        (
            "Sofía Marín (Tern) via Rosa #research +49 170 1234567",
            {
                "name": "Sofía Marín",
                "organisation": "Tern",
                "introduced_by": "Rosa",
                "phone": "+49 170 1234567",
            },
        ),
        (
            "Met Jürgen W. at EdTech Week on Monday. He knows the buyers",
            {"how_met": "at EdTech Week", "met_on": date(2026, 11, 9), "text": "He knows the buyers"},
        ),
        (
            "Spoke to Tomasz Zieliński, Head of service, City College, wants an intro to Pia, "
            "check in in 3 days",
            {
                "job_title": "Head of service",
                "organisation": "City College",
                "text": "wants an intro to Pia",
                "follow_up_on": date(2026, 11, 14),
            },
        ),
        (
            "Ben Whitfield - Kestrel Pay - product manager",
            {"organisation": "Kestrel Pay", "job_title": "product manager"},
        ),
        (
            "talked to Mary-Jane O'Neill of Meadow Trials at the fair last Friday",
            {
                "name": "Mary-Jane O'Neill",
                "organisation": "Meadow Trials",
                "how_met": "at the fair",
                "met_on": date(2026, 11, 6),
            },
        ),
        ("met 李雷 at Tencent", {"name": "李雷", "organisation": "Tencent"}),
        (
            "Met May Chen in May, Google",
            {"name": "May Chen", "met_on": date(2026, 5, 1), "organisation": "Google"},
        ),
        ("Met Will Li and his wife", {"name": "Will Li"}),
        ("Priya", {"name": "Priya", "first_name": "Priya"}),
    ],
)
def test_person_is_understood(text, fields):
    found = parse(text, today=TODAY)

    assert found.kind == PERSON
    assert {field: getattr(found, field) for field in fields} == fields


@pytest.mark.parametrize(
    ("text", "what", "due"),
    [
        ("Remind me to read the report on Friday", "Read the report", date(2026, 11, 13)),
        ("remind me on friday to send the deck", "Send the deck", date(2026, 11, 13)),
        ("Read the annual report by Friday", "Read the annual report", date(2026, 11, 13)),
        ("todo: book the train tomorrow", "Book the train", date(2026, 11, 12)),
        ("Remember the May report on 12 January", "The May report", date(2027, 1, 12)),
        ("buy milk", "Buy milk", None),
    ],
)
def test_reminder_is_understood(text, what, due):
    found = parse(text, today=TODAY)

    assert (found.kind, found.text, found.follow_up_on) == (REMINDER, what, due)


def test_reminder_finds_the_person_it_is_about():
    found = parse("Remind me next week to call Leila Moradi about the pilot", today=TODAY, known=KNOWN)

    assert (found.known, found.text) == (7, "Call Leila Moradi about the pilot")


@pytest.mark.parametrize(
    ("text", "known", "note"),
    [
        ("Leila Moradi: prefers mornings", 7, "Prefers mornings"),
        ("Note on Ana Silva she moves to Berlin", 8, "She moves to Berlin"),
        ("ana silva wants the report", 8, "Wants the report"),
    ],
)
def test_line_on_somebody_known_is_a_note(text, known, note):
    found = parse(text, today=TODAY, known=KNOWN)

    assert (found.kind, found.known, found.text) == (NOTE, known, note)


def test_meeting_somebody_known_again_names_them():
    found = parse("Met Leila Moradi yesterday", today=TODAY, known=KNOWN)

    assert (found.kind, found.known, found.met_on) == (PERSON, 7, date(2026, 11, 10))


@pytest.mark.parametrize(
    ("phrase", "due"),
    [
        ("tomorrow", date(2026, 11, 12)),
        ("in a week", date(2026, 11, 18)),
        ("in two months", date(2027, 1, 11)),
        ("on Wednesday", date(2026, 11, 18)),
        ("next Friday", date(2026, 11, 20)),
        ("in March", date(2027, 3, 1)),
        ("end of March", date(2027, 3, 31)),
        ("mid-January", date(2027, 1, 15)),
        ("on 3 May", date(2027, 5, 3)),
        ("on Dec 1st, 2026", date(2026, 12, 1)),
        ("2026-12-24", date(2026, 12, 24)),
        ("on 24.12.", date(2026, 12, 24)),
        ("end of the month", date(2026, 11, 30)),
        ("in a fortnight", date(2026, 11, 25)),
        ("next month", date(2026, 12, 11)),
    ],
)
def test_follow_up_dates(phrase, due):
    assert parse(f"Met Olu Bankole, follow up {phrase}", today=TODAY).follow_up_on == due


def test_follow_up_never_lies_in_the_past():
    assert parse("Met Olu Bankole, follow up 2020-01-01", today=TODAY).follow_up_on is None


@settings(deadline=None)
@given(st.text(max_size=80))
def test_any_line_is_understood_somehow(text):
    found = parse(text, today=TODAY, known=KNOWN)

    assert found.kind in (PERSON, NOTE, REMINDER)
    assert found.kind != PERSON or found.name


PHRASES = [
    "Met", "Olu", "Bankole", ",", "Tern", "&", "Co", "at", "the", "meetup", "#edtech", "(", ")", "-",
    "follow up in 2 weeks", "on Monday", "yesterday", "via", "Rosa", "from", "a@x.example", "/",
    "linkedin.com/in/a", "+49 170 1234567", "Head of", "Remind me", "to", "note", "31 February",
    "in March", "99.99.",
]  # fmt: skip
WORDS = st.sampled_from(PHRASES)


@settings(deadline=None)
@given(st.lists(WORDS, max_size=16).map(" ".join))
def test_spans_lie_side_by_side_and_within_the_line(text):
    spans = parse(text, today=TODAY, known=KNOWN).spans

    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))


@pytest.mark.parametrize(
    ("begins", "goes_on", "kind"),
    [
        ("", "a ", REMINDER),
        ("", "#", REMINDER),
        ("", "in ", REMINDER),
        ("", "1 ", REMINDER),
        ("Met ", "Ana, ", PERSON),
    ],
)
def test_line_without_end_is_cut_and_understood(begins, goes_on, kind):
    found = parse(begins + goes_on * 50_000, today=TODAY)

    assert found.kind == kind
    assert len(found.text) <= LONGEST_LINE
