import pytest
from hypothesis import given
from hypothesis import strategies as st

from contacts.formats.detect import open_source
from contacts.formats.mapping import (
    FIELDS,
    ColumnMapping,
    field_of,
    guess_mapping,
    header_signature,
    label_of,
)


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("E-Mail-Adresse", "email"), ("Courriel", "email"), ("Correo electrónico", "email"),
        ("Vorname", "first_name"),
        ("Prénom", "first_name"), ("Apellidos", "last_name"), ("Arbeitgeber", "organisation"),
        ("Puesto", "job_title"),
        ("Telefon (geschäftlich)", "phone"), ("LinkedIn URL", "profile"), ("Vernetzt am", "connected_on"),
        ("firstName", "first_name"), ("first_name", "first_name"), ("Schlagwörter", "tags"),
        ("Étiquettes", "tags"),
        ("E-mail 7 - Value", "email"), ("Organization 2 - Name", ""), ("Shoe size", ""),
    ],
)  # fmt: skip
def test_field_of_a_header_in_four_languages(header, field):
    assert field_of(header) == field


def test_label_of_a_header():
    assert [label_of(cell) for cell in ("Business Phone", "Handy privat", "E-mail")] == ["work", "mobile", ""]


def test_guess_reads_content_where_there_is_no_header():
    mapping = guess_mapping(
        [], [["Ana Silva", "x", "ana@x.example", "+49 89 1234567", "https://linkedin.com/in/ana"]]
    )

    assert mapping.fields == ("name", "", "email", "phone", "profile")


@pytest.mark.parametrize(
    ("values", "field"),
    [
        pytest.param(["Dr", "Ms."], "prefix", id="address-book"),
        pytest.param(["Lab lead", "Dean"], "job_title", id="list"),
    ],
)
def test_guess_tells_the_two_meanings_of_title(values, field):
    mapping = guess_mapping(["Name", "Title"], [["Ana", value] for value in values])

    assert mapping.fields == ("name", field)


def test_guess_never_takes_a_birthday_or_a_photo():
    mapping = guess_mapping(["Name", "Geburtstag", "Photo"], [["Ana", "1.2.1980", "https://x.example/a.jpg"]])

    assert mapping.fields == ("name", "", "")


def test_guess_takes_the_fuller_of_two_columns_for_one_field():
    mapping = guess_mapping(["Name", "Occupation", "Job title"], [["Ana", "", "Dean"], ["Ben", "", "Cook"]])

    assert mapping.fields == ("name", "", "job_title")


def test_signature_forgets_spelling_and_remembers_order():
    assert header_signature(["E-Mail", "Name"]) == header_signature(["e mail", "NAME"])
    assert header_signature(["E-Mail", "Name"]) != header_signature(["Name", "E-Mail"])
    assert len(header_signature(["x"] * 500)) == 32


def test_mapping_survives_its_json_and_drops_what_it_does_not_know():
    mapping = ColumnMapping(("A", "B", "C"), ("name", "email", ""), True)

    assert ColumnMapping.from_data(mapping.data()) == mapping
    assert ColumnMapping.from_data({"header": ["A"], "fields": ["password"]}).fields == ("",)
    assert ColumnMapping.from_data({"fields": ["name", "name", "email", "email"]}).fields == (
        "name",
        "",
        "email",
        "email",
    )


def test_mapping_of_the_owner_is_followed():
    data = b"Col A,Col B\nTern,Ana Silva\n"
    mapping = ColumnMapping(("Col A", "Col B"), ("organisation", "name"))

    (row,) = open_source(data, mapping=mapping).rows()

    assert (row.name, row.organisation) == ("Ana Silva", "Tern")


def test_mapping_of_another_width_is_not_followed():
    source = open_source(b"Name,E-mail\nAna,a@x.example\n", mapping=ColumnMapping(("x",), ("name",)))

    assert source.mapping.fields == ("name", "email")


def test_mapping_says_how_dates_are_read():
    mapping = ColumnMapping(("Name", "Last contact"), ("name", "last_contact_on"), day_first=True)

    (row,) = open_source(b"Name,Last contact\nAna,03/04/2024\n", mapping=mapping).rows()

    assert row.last_contact_on.month == 4


@given(
    st.lists(st.text(max_size=12), max_size=8),
    st.lists(st.lists(st.text(max_size=12), max_size=10), max_size=5),
)
def test_guess_gives_a_known_field_for_every_column(header, samples):
    mapping = guess_mapping(header, samples)

    assert len(mapping.fields) == (len(header) or max((len(row) for row in samples), default=0))
    assert set(mapping.fields) <= set(FIELDS)
