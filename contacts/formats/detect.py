"""What a file is, told from its content, and its people one by one (pure)."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from contacts.formats import monica, ours, tables, vcard
from contacts.formats.mapping import ColumnMapping, header_signature
from contacts.formats.rows import MAX_ROWS, BadRow, PersonRow, Unreadable
from contacts.formats.text import Text, read_text

FORMATS = ("linkedin", "google", "outlook", "csv", "vcard", "monica", "json")
TABLES = frozenset({"linkedin", "google", "outlook", "csv"})


@dataclass(slots=True)
class Source:
    """A file that was recognised.

    format      one of FORMATS
    encoding    which encoding was taken, such as "UTF-8 with BOM"
    mapping     for tables: what the columns are taken as; None for the others
    signature   for tables: what to remember a mapping by
    samples     for tables: the first rows, for the mapping page
    said        sentences for the preview
    """

    text: Text
    format: str
    encoding: str
    mapping: ColumnMapping | None = None
    signature: str = ""
    samples: list[list[str]] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    table: tables.Table | None = None

    @property
    def dates_said(self) -> str:
        """Return how the dates of a table are read, in one sentence, or "" when none leaves it open."""
        if self.table is None or not self.table.mapping.names_somebody:
            return ""
        return self.table.dates().said

    def rows(self) -> Iterator[PersonRow | BadRow]:
        """Yield every person and every complaint, in the order of the file."""
        return (row for _, row in self.rows_from(None))

    def rows_from(self, start: int | None) -> Iterator[tuple[int, PersonRow | BadRow]]:
        """Yield rows with the place to go on from: hand the last one in again to continue after it.

        Going on costs no second reading of what came before. Raises Unreadable past MAX_ROWS rows of a call.
        """
        if self.table is not None:
            found: Iterator[Any] = self.table.rows(start)
        elif self.format == "vcard":
            found = vcard.cards(self.text, start=start or 0)
        else:
            found = islice(self._json_rows(), start or 0, None)
        for count, (place, row) in enumerate(found):
            if count >= MAX_ROWS:
                raise Unreadable(
                    f"This file has more than {MAX_ROWS:,} rows. Split it and import the parts.", row.line
                )
            yield place, row

    def _json_rows(self) -> Iterator[tuple[int, PersonRow | BadRow]]:
        module = monica if self.format == "monica" else ours
        yield from enumerate(module.people(self.text), 1)


def open_source(data: bytes, *, format: str = "auto", mapping: ColumnMapping | None = None) -> Source:
    """Recognise a file by its content; raise Unreadable, with one sentence, for what is no list of people.

    format      "auto", or what the person says it is; a file that is something else is refused
    mapping     for tables: the person's own choice, taken when it has as many columns as the file
    """
    text = read_text(data)
    start = text.data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    found = _recognise(text, start, mapping)
    if format != "auto" and format != found.format and not (format in TABLES and found.format in TABLES):
        raise Unreadable(f"This is not a {NAMES[format]} file; it looks like {NAMES[found.format]}.")
    if format in TABLES and found.table is not None:
        found.table.format = found.format = format
    return found


NAMES = {
    "linkedin": "LinkedIn", "google": "Google Contacts", "outlook": "Outlook", "csv": "CSV", "vcard": "vCard",
    "monica": "Monica", "json": "JSON",
}  # fmt: skip


def _recognise(text: Text, start: bytes, mapping: ColumnMapping | None) -> Source:
    upper = start[:11].upper()
    if upper == b"BEGIN:VCARD" or vcard.begins_within(text.data[:65536]):
        return Source(text, "vcard", text.encoding)
    if upper.startswith(b"BEGIN:VCAL"):
        raise Unreadable("This is a calendar file, not a list of people.")
    if start[:1] in (b"{", b"["):
        kind = "json" if ours.is_ours(text) else "monica"
        if kind == "monica" and not monica.looks_like(text):
            raise Unreadable("This JSON is not a Monica export and not one of ours.")
        return Source(text, kind, text.encoding)
    table = tables.find_table(text, mapping=mapping)
    return Source(
        text,
        table.format,
        text.encoding,
        table.mapping,
        header_signature(table.mapping.header),
        table.samples,
        table.said,
        table,
    )
