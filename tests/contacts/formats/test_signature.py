import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contacts.formats.rows import BadRow, PersonRow
from contacts.formats.signature import parse_signature

GERMAN = """Mit freundlichen Grüßen

Dr. Anna Weber
Head of Learning Design | Tern & Co GmbH
Leopoldstr. 12, 80802 München
T +49 89 1234567 | M: +49 170 7654321
Fax: +49 89 1234568
anna.weber@tern.example | www.tern.example
https://linkedin.com/in/annaweber
This message is confidential and for the intended recipient only.
"""


def test_signature_gives_the_person():
    row = parse_signature(GERMAN)

    assert (row.name, row.prefix, row.job_title) == ("Anna Weber", "Dr.", "Head of Learning Design")
    assert row.organisation == "Tern & Co GmbH"
    assert [point.value for point in row.emails] == ["anna.weber@tern.example"]
    assert [tuple(point) for point in row.phones] == [("+49 89 1234567", ""), ("+49 170 7654321", "mobile")]
    assert [point.value for point in row.profiles] == ["https://linkedin.com/in/annaweber"]
    assert [point.value for point in row.websites] == ["https://www.tern.example"]


@pytest.mark.parametrize(
    ("text", "name", "organisation"),
    [
        ("Jane Doe\nAcme\njane@acme.example", "Jane Doe", "Acme"),
        ("Cheers,\nOlu Bankole\nLab lead at Alder Diagnostics", "Olu Bankole", "Alder Diagnostics"),
        ("-- \nLudwig van Beethoven\nBonn Music Ltd\nComposer", "Ludwig van Beethoven", "Bonn Music Ltd"),
    ],
)
def test_short_signatures(text, name, organisation):
    row = parse_signature(text)

    assert (row.name, row.organisation) == (name, organisation)


def test_pasted_card_is_read_as_a_card():
    row = parse_signature("  \nBEGIN:VCARD\nVERSION:3.0\nFN:Ana Silva\nEMAIL:a@x.example\nEND:VCARD")

    assert (row.name, row.emails[0].value) == ("Ana Silva", "a@x.example")


def test_what_is_left_out_is_said():
    row = parse_signature("Ana Silva\nDean\nCity College\nOffice hours on Mondays\nsilva@college.example")

    assert row.remarks == ("Left out: Office hours on Mondays",)


@pytest.mark.parametrize("text", ["", "hello there", "12345", "BEGIN:VCARD\nEND:VCARD"])
def test_text_without_a_name_is_said_so(text):
    assert isinstance(parse_signature(text), BadRow)


@settings(deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_a_person_or_a_sentence(text):
    assert isinstance(parse_signature(text), PersonRow | BadRow)


@pytest.mark.parametrize("text", ["a@" * 10_000, "1 " * 10_000, "https://" + "a." * 9_000, "-" * 20_000])
def test_text_without_end_and_without_a_name_is_refused(text):
    assert parse_signature(text) == BadRow(1, "No name was found in this text.")


def test_text_without_end_is_cut():
    found = parse_signature("Ana Silva | " * 20_000)

    assert (found.name, found.organisation) == ("Ana Silva", "Ana Silva")
    assert len(found.remarks[0]) < 300


@pytest.mark.parametrize(
    ("line", "role", "house"),
    [
        ("Lab lead, Tern GmbH", "Lab lead", "Tern GmbH"),
        ("Head of Research, Alder", "Head of Research", "Alder"),
        ("Head of Research, Europe", "Head of Research, Europe", ""),
    ],
)
def test_signature_tells_the_house_behind_the_role(line, role, house):
    row = parse_signature(f"Leila Moradi\n{line}\nleila@alder.example")

    assert (row.job_title, row.organisation) == (role, house)
