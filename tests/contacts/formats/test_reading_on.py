"""A file is read in steps: each goes on where the last one stopped, and nothing is read twice or lost."""

from pathlib import Path

import pytest

from contacts.formats.detect import open_source
from contacts.formats.rows import PersonRow, Point, Unreadable

FILES = Path(__file__).parents[2] / "data" / "imports"


@pytest.mark.parametrize(
    "name",
    [
        "linkedin_quoted_commas_newlines.csv", "linkedin_open_quote.csv", "linkedin_utf16.csv",
        "google_now.csv",
        "csv_no_header.csv", "csv_excel_sep_line.csv", "vcard_many.vcf",
        "vcard_nameless_and_organisation.vcf",
        "vcard_missing_end.vcf", "vcard_cut_off.vcf", "monica.json", "json_ours.json",
    ],
)  # fmt: skip
def test_steps_of_one_row_give_the_whole_file(name):
    data = (FILES / name).read_bytes()
    whole = list(open_source(data).rows())

    stepwise, place = [], None
    while (step := next(open_source(data).rows_from(place), None)) is not None:
        place, row = step
        stepwise.append(row)

    assert stepwise == whole


def test_row_survives_its_json():
    row = PersonRow(7, "Ana Silva", emails=(Point("a@x.example", "work"),), tags=("x",), remarks=("y.",))
    row.facts = {"distance": "senior"}

    assert PersonRow.from_data(row.data(), line=7) == row
    assert "phones" not in row.data()


def test_told_format_is_taken_for_a_table_and_refused_for_another_kind():
    data = (FILES / "csv_one_name_column.csv").read_bytes()

    assert open_source(data, format="outlook").format == "outlook"
    with pytest.raises(Unreadable, match="This is not a vCard file; it looks like CSV"):
        open_source(data, format="vcard")
