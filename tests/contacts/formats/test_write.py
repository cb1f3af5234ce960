import csv
import json
from datetime import date
from io import StringIO

import pytest
import vobject
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from vdirsyncer.vobject import Item

from contacts.formats.detect import open_source
from contacts.formats.rows import PersonOut, Point, clean, clean_line, take_off_formula_quote
from contacts.formats.write import disarm, fold_line, write_csv, write_json, write_vcards

FULL = PersonOut(
    name="Ånna Weber, X;Y",
    first_name="Ånna",
    last_name="Weber",
    prefix="Dr.",
    pronoun="she",
    job_title="=cmd()",
    organisation="Tern; Co, Ltd",
    department="R&D",
    emails=tuple(
        Point(f"{letter}@x.example", label)
        for letter, label in zip("abcd", ("work", "Büro, links", "", "home"), strict=True)
    ),
    phones=(Point("+49 89 12345", "mobile"), Point("555 0100")),
    profiles=(Point("https://www.linkedin.com/in/a"),),
    websites=(Point("https://github.com/a", "home"), Point("https://a.example/?q=1,2;3")),
    city="München",
    country="Germany",
    notes="line 1\n=line 2\\n \tand; more, 😀" * 9,
    tags=("a,b", "c;d", 'q"x', '"z"', "@home"),
    how_met="'=at the meetup",
    introduced_by="Rosa",
    met_on=date(2024, 1, 2),
    connected_on=date(2023, 5, 6),
    last_contact_on=date(2024, 2, 29),
    facts={"distance": "senior", "stage_signal": "-said so"},
)
PEOPLE = [FULL, PersonOut(name="Cher"), PersonOut(name="Li Wei Long"), PersonOut(name="Weber, Anna")]
WRITERS = {
    "csv": write_csv,
    "json": write_json,
    "vcard 4.0": write_vcards,
    "vcard 3.0": lambda people: write_vcards(people, version="3.0"),
}


def back(text: str) -> list[PersonOut]:
    return [PersonOut.from_row(row) for row in open_source(text.encode()).rows()]


@pytest.mark.parametrize("kind", WRITERS)
def test_own_export_reads_back_equal(kind):
    assert back("".join(WRITERS[kind](PEOPLE))) == PEOPLE


LINE = st.text(max_size=20).map(clean_line)
NAME = LINE.filter(lambda text: any(letter.isalnum() for letter in text))
POINTS = st.lists(
    st.builds(
        Point,
        st.from_regex(r"[a-z]{1,6}@[a-z]{1,6}\.example", fullmatch=True),
        LINE.map(lambda text: text.replace(":::", "")),
    ),
    max_size=5,
    unique_by=lambda point: point.value,
).map(tuple)
ANYBODY = st.builds(
    PersonOut,
    name=NAME,
    first_name=LINE,
    last_name=LINE,
    job_title=LINE,
    organisation=LINE,
    department=LINE,
    emails=POINTS,
    city=LINE,
    notes=st.text(max_size=60).map(clean),
    how_met=LINE,
    tags=st.lists(
        LINE.filter(lambda text: text and text[0] != "#"), max_size=3, unique_by=lambda text: text.casefold()
    ).map(tuple),
    met_on=st.none() | st.dates(date(1900, 1, 1), date(2199, 12, 31)),
)


@pytest.mark.parametrize("kind", WRITERS)
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(people=st.lists(ANYBODY, min_size=1, max_size=3))
def test_anybody_reads_back_equal(kind, people):
    for person in people:
        if kind.startswith("vcard") and not person.organisation:
            person.department = ""

    assert back("".join(WRITERS[kind](people))) == people


@pytest.mark.parametrize(
    "text", ["=1+1", "+49", "-x", "@a", "\tx", "\rx", "\nx", "＝1", "＋1", "－1", "＠a", "'=1", "''-"]
)
def test_disarm_leaves_no_formula_and_gives_the_value_back(text):
    assert disarm(text) == "'" + text
    assert take_off_formula_quote(disarm(text)) == text


@given(st.text(max_size=12))
def test_disarm_can_always_be_undone(text):
    assert take_off_formula_quote(disarm(text)) == text
    assert disarm(text)[:1] not in tuple("=+-@\t\r\n＝＋－＠")


def test_csv_is_plain_rfc_4180_with_a_bom():
    text = "".join(write_csv([FULL]))

    assert text.startswith("\ufeffName,First name,")
    header, row = csv.reader(StringIO(text[1:], newline=""), strict=True)
    assert len(header) == len(row)
    assert text.endswith("\r\n")


def test_json_is_json():
    whole = json.loads("".join(write_json(PEOPLE)))

    assert whole["people"][0]["emails"][0] == {"value": "a@x.example", "label": "work"}
    assert json.loads("".join(write_json([])))["people"] == []


@pytest.mark.parametrize("version", ["3.0", "4.0"])
def test_vcards_read_the_same_in_vobject(version):
    cards = list(vobject.readComponents("".join(write_vcards(PEOPLE, version=version))))

    first = cards[0]
    assert [card.fn.value for card in cards] == [person.name for person in PEOPLE]
    assert (first.n.value.family, first.n.value.given, first.n.value.prefix) == ("Weber", "Ånna", "Dr.")
    assert first.org.value == ["Tern; Co, Ltd", "R&D"]
    assert first.note.value == FULL.notes
    assert [mail.value for mail in first.email_list] == [
        "a@x.example",
        "b@x.example",
        "c@x.example",
        "d@x.example",
    ]
    assert first.adr.value.city == "München"
    assert first.categories.value == list(FULL.tags)
    assert [label.value for label in first.x_ablabel_list] == ["Büro, links"]


@pytest.mark.parametrize("version", ["3.0", "4.0"])
def test_vcards_read_the_same_in_vdirsyncer(version):
    (card,) = write_vcards([PersonOut(name="Ana Silva", uid="urn:uuid:1")], version=version)

    item = Item(card)

    assert item.uid == "urn:uuid:1"
    assert item.parsed.name == "VCARD"
    assert item.parsed["FN"] == "Ana Silva"


@settings(deadline=None, max_examples=60)
@given(person=ANYBODY)
def test_vcard_of_anybody_is_understood_by_vobject(person):
    card = vobject.readOne("".join(write_vcards([person], version="3.0")))

    assert card.fn.value == person.name
    assert getattr(card, "note", None) is None or card.note.value == person.notes


def test_no_value_can_begin_a_line_of_its_own():
    person = PersonOut(
        name="Ana\r\nBEGIN:VCARD", notes="x\r\nEND:VCARD\nTEL:1", emails=(Point("a@x.example", "x\nTEL:2"),)
    )

    lines = "".join(write_vcards([person])).split("\r\n")

    assert [line for line in lines if line.startswith(("BEGIN", "END", "TEL"))] == [
        "BEGIN:VCARD",
        "END:VCARD",
    ]


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), max_size=300))
def test_folded_lines_are_short_and_unfold(line):
    folded = fold_line(line)

    assert all(len(piece.encode()) <= 75 for piece in folded.split("\r\n"))
    assert folded.replace("\r\n ", "").removesuffix("\r\n") == line
