import pytest

from contacts.formats.detect import open_source
from contacts.formats.past_talks import open_past_talks
from contacts.formats.rows import Unreadable
from contacts.formats.tables import MAX_COLUMNS, Record, header_of

WIDE = ",".join(f"Column {n}" for n in range(MAX_COLUMNS - 2)).encode()


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"," * 300_000 + b"\n", id="only commas"),
        pytest.param(b"Name,Email,Notes," + WIDE + b"\nA B,a@x.example\n", id="header"),
        pytest.param(b"A B,a@x.example" + b",1" * MAX_COLUMNS + b"\n", id="no header"),
    ],
)
def test_open_source_refuses_more_columns_than_its_page_takes(data):
    with pytest.raises(Unreadable, match=r"columns\. Keep at most 500"):
        open_source(data)


def test_open_source_takes_as_many_columns_as_its_page_takes():
    source = open_source(b"Name,Email," + WIDE + b"\nA B,a@x.example\n")

    assert source.mapping is not None
    assert len(source.mapping.fields) == MAX_COLUMNS


def test_open_past_talks_refuses_too_many_columns():
    with pytest.raises(Unreadable, match="Keep at most 500"):
        open_past_talks(b"Who,When,Key insights," + WIDE + b"\nA B,2026-05-01,x\n")


def test_header_of_leaves_out_names_that_are_empty_at_the_end():
    assert header_of(Record(1, 0, ["Name", "", "Email", "", ""], "")) == ("Name", "", "Email")
