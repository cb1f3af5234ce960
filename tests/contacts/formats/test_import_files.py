"""Every file in tests/data/imports comes out as written in its expected.json."""

import json
from pathlib import Path

import pytest

from contacts.formats.detect import open_source
from contacts.formats.rows import BadRow, PersonRow, Unreadable

FILES = Path(__file__).parents[2] / "data" / "imports"
EXPECTED = json.loads((FILES / "expected.json").read_text())
READABLE = {name: expected for name, expected in EXPECTED.items() if "unreadable" not in expected}
UNREADABLE = {name: expected["unreadable"] for name, expected in EXPECTED.items() if "unreadable" in expected}


def told(row: PersonRow, field: str):
    """Return a field of a row as expected.json writes it."""
    if field.endswith("_labels"):
        return [point.label for point in getattr(row, field.removesuffix("_labels") + "s")]
    if field in ("emails", "phones", "profiles", "websites"):
        return [point.value for point in getattr(row, field)]
    value = getattr(row, field)
    if field.endswith("_on"):
        return value.isoformat() if value else None
    return list(value) if isinstance(value, tuple) else value


@pytest.mark.parametrize("name", READABLE)
def test_file_gives_the_people_it_holds(name):
    expected = READABLE[name]

    rows = list(open_source((FILES / name).read_bytes()).rows())

    people = [row for row in rows if isinstance(row, PersonRow)]
    assert [row.name for row in people] == [person["name"] for person in expected["people"]]
    for row, person in zip(people, expected["people"], strict=True):
        fields = person.keys() - {"never", "remarks", "emails_set"}
        assert {field: told(row, field) for field in fields} == {field: person[field] for field in fields}
        assert sorted(told(row, "emails")) == sorted(person.get("emails_set", told(row, "emails")))
        assert all(any(said in remark for remark in row.remarks) for said in person.get("remarks", ()))
        assert not [word for word in person.get("never", ()) if word in repr(row)]


@pytest.mark.parametrize("name", READABLE)
def test_file_names_each_bad_row_by_line_and_reason(name):
    expected = READABLE[name].get("bad", [])

    bad = [row for row in open_source((FILES / name).read_bytes()).rows() if isinstance(row, BadRow)]

    assert [row.line for row in bad] == [line for line, _ in expected]
    assert all(reason in row.reason for row, (_, reason) in zip(bad, expected, strict=True))
    assert all(row.reason.endswith(".") for row in bad)


@pytest.mark.parametrize("name", READABLE)
def test_file_is_recognised_by_its_content(name):
    expected = READABLE[name]

    source = open_source((FILES / name).read_bytes())
    list(source.rows())

    assert source.format == expected["format"]
    assert source.encoding == expected.get("encoding", source.encoding)
    assert expected.get("said", "") in " ".join([*source.said, source.dates_said])


@pytest.mark.parametrize("name", UNREADABLE)
def test_file_that_is_no_list_of_people_gets_one_sentence(name):
    with pytest.raises(Unreadable) as refused:
        list(open_source((FILES / name).read_bytes()).rows())

    assert UNREADABLE[name] in refused.value.reason
    assert refused.value.reason.endswith(".")


def test_files_and_expectations_match():
    assert {path.name for path in FILES.iterdir() if not path.name.startswith("talks_")} - {
        "expected.json"
    } == set(EXPECTED)
    assert len(EXPECTED) >= 60
