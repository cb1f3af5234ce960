"""Whatever is uploaded, the readers answer with rows or with one sentence, and soon."""

import json
from dataclasses import asdict

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from contacts.formats.detect import open_source
from contacts.formats.past_talks import PastTalkRow, open_past_talks
from contacts.formats.rows import MAX_BYTES, BadRow, PersonRow, Unreadable

SETTINGS = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])

PIECES = st.sampled_from(
    [
        "Name", "First Name", "Last Name", "E-mail 1 - Value", "E-mail 1 - Label", "Connected On",
        "Notes", "URL",
        ",", ";", "\t", "\n", "\r\n", "\r", '"', '""', "'=", "=1+1", "12 Mar 2024", "03/04/2024",
        " ::: ", "* x",
        "BEGIN:VCARD", "END:VCARD", "FN:", "N:", "ORG:", "PHOTO;ENCODING=b:",
        ";ENCODING=QUOTED-PRINTABLE:", "=C3=BC",
        "=", "\\", "\\n", ":", "TEL;TYPE=", "item1.", "X-ABLabel:", " ", "\ud7ff", "é", "\x00",
        "\u202e", "😀", "Ana",
        "ana@x.example", "https://www.linkedin.com/in/ana", '{"account":', '{"data":[',
        '"type":"contact"', '"values":[',
        "}", "]", "null", "[", "CHARSET=idna", "CHARSET=utf-7", "AGENT:", "Infoview: stage",
    ]
)  # fmt: skip
BEGINNINGS = st.sampled_from(
    [
        "",
        "BEGIN:VCARD\nVERSION:2.1\n",
        "Name,Notes,E-mail,Last contact,Tags\n",
        "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n",
        "Name,E-mail 1 - Label,E-mail 1 - Value,Labels\n",
    ]
)
SOUP = st.builds(
    lambda beginning, pieces: beginning + "".join(pieces), BEGINNINGS, st.lists(PIECES, max_size=60)
)


def storable(row: PersonRow | PastTalkRow | BadRow) -> bool:
    """Whether every database can keep what the row says."""
    said = json.dumps(asdict(row), ensure_ascii=False, default=str)
    return "\\u0000" not in said and said.encode("utf-8", "replace").decode() == said


def faults(reader, data: bytes) -> list:
    """Return the rows that are none or cannot be kept, and a refusal that is not a sentence."""
    try:
        rows = list(reader(data).rows())
    except Unreadable as refused:
        return [] if refused.reason.endswith(".") else [refused.reason]
    return [row for row in rows if not isinstance(row, PersonRow | PastTalkRow | BadRow) or not storable(row)]


@SETTINGS
@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data):
    assert faults(open_source, data) == []


@SETTINGS
@given(SOUP, st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]))
@example("BEGIN:VCARD\nFN;ENCODING=QUOTED-PRINTABLE:=", "utf-8")
@example("BEGIN:VCARD\nFN;CHARSET=idna:x\nEND:VCARD", "utf-8")
@example("Name,Notes\n\ud7ff,x", "utf-8")
def test_any_soup_of_the_formats_is_read_or_refused(text, encoding):
    assert faults(open_source, text.encode(encoding, "replace")) == []


@SETTINGS
@given(SOUP)
def test_any_soup_of_past_talks_is_read_or_refused(text):
    assert faults(open_past_talks, text.encode("utf-8", "replace")) == []


@SETTINGS
@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=8), st.lists, max_leaves=6))
def test_monica_export_of_any_shape_is_read_or_refused(value):
    shapes = [value, {"data": value}, {"data": [{"type": "contact", "values": value}]}]
    for account in [
        *shapes,
        {"data": [{"type": "contact", "values": [{"properties": value, "data": value}]}]},
    ]:
        assert faults(open_source, json.dumps({"account": account}).encode()) == []


def card(body: bytes) -> bytes:
    return b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ana\r\n" + body + b"END:VCARD\r\n"


@pytest.mark.parametrize(
    "photo",
    [
        pytest.param(b"PHOTO;ENCODING=b:" + b"A" * 10_000_000 + b"\r\n", id="one-line"),
        pytest.param(b"PHOTO;ENCODING=b:" + b"\r\n ".join([b"A" * 75] * 130_000) + b"\r\n", id="folded"),
        pytest.param(
            b"PHOTO;BASE64:\r\n" + b"\r\n".join([b"A" * 76] * 130_000) + b"\r\n\r\n", id="not-folded"
        ),
    ],
)
def test_photo_of_ten_megabytes_is_passed_over(photo):
    assert [row.name for row in open_source(card(photo)).rows()] == ["Ana"]


@pytest.mark.parametrize(
    "cell",
    [
        pytest.param(b"x" * 1_000_000, id="plain"),
        pytest.param(b'"' + b"x\n" * 500_000 + b'"', id="lines"),
        pytest.param(b'"' + b'""' * 500_000 + b'"', id="quotes"),
    ],
)
def test_cell_of_a_megabyte_costs_only_its_row(cell):
    rows = list(open_source(b"Name,Notes\nAna," + cell + b"\nBen,ok\n").rows())

    assert [type(row) for row in rows] == [BadRow, PersonRow]
    assert "longer than" in rows[0].reason


def test_line_of_a_megabyte_in_a_card_costs_only_its_card():
    rows = list(open_source(card(b"NOTE:" + b"x" * 1_000_000 + b"\r\n") + card(b"")).rows())

    assert [type(row) for row in rows] == [BadRow, PersonRow]


def test_quotation_mark_that_is_never_closed_is_found_in_linear_time():
    rows = open_source(b'Name,Notes\nAna,"' + b"x\n" * 100_000).rows()

    assert next(rows).reason == "This row opens a quotation mark that is not closed."
    assert sum(1 for _ in rows) == 99_999


def test_file_over_the_limit_is_refused_before_it_is_read():
    with pytest.raises(Unreadable, match="larger than 20 MB"):
        open_source(b"a" * (MAX_BYTES + 1))


def test_more_rows_than_the_limit_are_refused():
    source = open_source(b"Name,E-mail\n" + b"Ana,\n" * 200_001)

    with pytest.raises(Unreadable, match="more than 200,000 rows"):
        for _ in source.rows():
            pass


def test_json_nested_without_end_is_refused():
    with pytest.raises(Unreadable, match="nested too deeply"):
        list(open_source(b'{"account":' + b"[" * 200_000).rows())
