"""Tables of people: LinkedIn, Google, Outlook and any other CSV, row by row in flat memory (pure)."""

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import NamedTuple

from contacts.formats.assemble import Draft, finish, split_tags
from contacts.formats.dates import DateOrder, date_order, parse_date
from contacts.formats.identity import barred
from contacts.formats.mapping import (
    DATES,
    NEVER,
    ColumnMapping,
    guess_mapping,
    header_key,
    is_known_header,
    label_of,
)
from contacts.formats.rows import (
    MAX_CELL,
    MAX_RECORD,
    BadRow,
    PersonRow,
    Point,
    Unreadable,
    clean,
    clean_line,
    take_off_formula_quote,
)
from contacts.formats.text import Text

DELIMITERS = (",", ";", "\t", "|")
HEADER_WITHIN = 40  # records that are searched for the header
HEAD_BYTES = 256 * 1024
SAMPLE_ROWS = 50
MAX_COLUMNS = 500  # address books write a hundred; each is a field of the page of columns

LINKEDIN, GOOGLE, OUTLOOK, CSV = "linkedin", "google", "outlook", "csv"

OUTLOOK_KEYS = frozenset(
    barred(
        "adresse de messagerie|anzeigename fur e mail|assistant s phone|business city|business fax|"
        "business phone|business street|company main phone|direccion de correo electronico|"
        "e mail 2 address|e mail 2 adresse|e mail 3 address|e mail address|e mail adresse|"
        "e mail display name|fax geschaftlich|home street|internet free busy|office location|"
        "ort geschaftlich|page web|rue bureau|strasse geschaftlich|tel mobile|telefon assistent|"
        "telefon geschaftlich|telefono del trabajo|telephone bureau|web page|webseite|"
        "weitere vornamen"
    )
)
OWN_KEYS = frozenset({"name", "how you met", "introduced by", "met on", "connected on"})
FACT = "infoview "  # how the header of a further column of our own export begins


class Record(NamedTuple):
    """One row as cells; `next` is the byte at which the row after it begins."""

    line: int
    next: int
    cells: list[str]
    problem: str


def records(text: Text, delimiter: str, *, start: int = 0) -> Iterator[Record]:
    """Yield the rows from the byte `start` on, blank ones left out, in linear time and flat memory.

    A quotation mark that is never closed costs its own row, not the rest of the file.
    """
    opening = re.compile(rf'(?:^|{re.escape(delimiter)}) *"'.encode())
    data = text.data
    stream = BytesIO(data)
    stream.seek(start)
    number = text.line_number(start)
    after = start
    while raw := stream.readline():
        begin, here, number = after, number, number + 1
        after += len(raw)
        if raw.isspace():
            continue
        problem = ""
        if b'"' in raw and _ends_inside(raw, opening):
            end = _end_of_record(data, begin, after, opening, delimiter.encode())
            if end is None:
                # Only this row is lost: the rows below begin anew.
                problem = "opens a quotation mark that is not closed"
            else:
                number += data.count(b"\n", after, end) + (not data.endswith(b"\n", after, end))
                after = end
                stream.seek(after)
        if not problem and after - begin > MAX_RECORD:
            problem = f"is longer than {MAX_RECORD:,} letters"
        cells: list[str] = []
        if not problem:
            line, readable = text.decode(data[begin:after])
            if not readable:
                problem = (
                    f"holds bytes that are not {text.encoding}; save the file as UTF-8 and import it again"
                )
            elif b'"' in raw:
                cells, problem = _cells(line, delimiter)
            else:
                cells = line.rstrip("\r\n").split(delimiter)
            if after - begin > MAX_CELL and not problem and max(map(len, cells)) > MAX_CELL:
                problem = f"has a value longer than {MAX_CELL:,} letters"
        yield Record(here, after, cells, problem)


TO_CLOSING_QUOTE = re.compile(rb'(?:[^"]++|"")*+"')


def _ends_inside(line: bytes, opening: re.Pattern[bytes], at: int = 0) -> bool:
    """Say whether a quotation mark is open at the end of the line, looked at from `at` outside of any."""
    while found := opening.search(line, at):
        closed = TO_CLOSING_QUOTE.match(line, found.end())
        if not closed:
            return True
        at = closed.end()
    return False


def _end_of_record(
    data: bytes, begin: int, after: int, opening: re.Pattern[bytes], delimiter: bytes
) -> int | None:
    """Return the byte behind a row of several lines, or None when its quotation mark is not closed.

    A mark that closes amid a value belonged to another row.
    """
    at = after
    while True:
        closed = TO_CLOSING_QUOTE.match(data, at)
        if not closed:
            return None
        end = data.find(b"\n", closed.end()) + 1 or len(data)
        if data[closed.end() : closed.end() + 80].lstrip(b" ")[:1] not in (b"", b"\r", b"\n", delimiter):
            return None
        if not _ends_inside(data[closed.end() : end], opening):
            return end
        at = end


def _cells(block: str, delimiter: str) -> tuple[list[str], str]:
    try:
        row = next(csv.reader([block.rstrip("\r\n")], delimiter=delimiter, skipinitialspace=True), [])
    except csv.Error:
        if len(block) > MAX_CELL:
            return [], f"has a value longer than {MAX_CELL:,} letters"
        return [], "cannot be taken apart into values"
    return row, ""


@dataclass(slots=True)
class Table:
    """A table as recognised: where its rows begin and what its columns are taken as.

    start       the byte at which the first row of people begins
    said        sentences for the preview: lines passed over, how dates are read
    """

    text: Text
    format: str
    delimiter: str
    header_line: int
    start: int
    mapping: ColumnMapping
    samples: list[list[str]] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    order: DateOrder | None = None

    def rows(self, start: int | None = None) -> Iterator[tuple[int, PersonRow | BadRow]]:
        """Yield each row with the byte at which the next one begins."""
        mapping = self.mapping
        if not mapping.names_somebody:
            raise Unreadable("No column holds names. Choose which one does.", self.header_line or None)
        maker = RowMaker(mapping, self.format, day_first=self.dates().day_first)
        maker.open_end = len(self.text.data) if not self.text.data.endswith(b"\n") else 0
        for record in records(self.text, self.delimiter, start=self.start if start is None else start):
            if record.problem:
                yield record.next, BadRow(record.line, f"This row {record.problem}.")
                continue
            row = maker.row(record)
            if row is not None:
                yield record.next, row

    def dates(self) -> DateOrder:
        """Return how the dates of the mapped columns are read; the first call looks at the whole column."""
        if self.order is None:
            self.order = self._decide_dates()
        return self.order

    def _decide_dates(self) -> DateOrder:
        columns = [at for at, name in enumerate(self.mapping.fields) if name in DATES]
        if self.mapping.day_first is not None:
            return DateOrder(self.mapping.day_first, True)
        if not columns:
            return DateOrder(False, True)
        return date_order(
            record.cells[at]
            for record in records(self.text, self.delimiter, start=self.start)
            for at in columns
            if at < len(record.cells)
        )


def find_table(text: Text, *, mapping: ColumnMapping | None = None) -> Table:
    """Recognise a table by its content: delimiter, header, columns; no fixed line is skipped."""
    head = head_of(text)
    told = re.match(r"(?i)\ufeff?sep=(.)\r?\n", text.decode(head.data[:16])[0])
    chosen = None
    for delimiter in (told[1],) if told and told[1] in DELIMITERS else DELIMITERS:
        found = first_records(records(head, delimiter), HEADER_WITHIN)
        if told:
            found = found[1:]
        if not found:
            continue
        candidate = _header_among(found)
        widths = [len(record.cells) for record in found if not record.problem]
        usual = max(set(widths), key=widths.count) if widths else 0
        rank = (candidate[0], usual if usual > 1 else 0)
        if chosen is None or rank > chosen[0]:
            chosen = (rank, delimiter, found, candidate)
    if chosen is None:
        raise Unreadable("This file is empty.")
    (score, _), delimiter, found, (_, place, has_header) = chosen
    header_record = found[place]
    if header_record.problem:
        raise Unreadable(f"The first row {header_record.problem}.", header_record.line)
    if score == 0 and len(header_record.cells) < 2:
        raise Unreadable(
            "No table of people was found. The first row should name the columns, such as Name and E-mail.",
            header_record.line,
        )
    check_width(header_record)
    header = header_of(header_record) if has_header else ()
    start = header_record.next if has_header else (found[place - 1].next if place else 0)
    if told and not has_header and not place:
        start = text.data.find(b"\n") + 1
    sample_records = first_records(records(head, delimiter, start=start), SAMPLE_ROWS)
    samples = [
        [clean(take_off_formula_quote(cell)) for cell in record.cells]
        for record in sample_records
        if not record.problem
    ]
    if not any(True for _ in first_records(records(text, delimiter, start=start), 1)):
        raise Unreadable("This file names columns, but no people.", header_record.line)
    if not has_header:
        for record in sample_records:
            check_width(record)
    guessed = guess_mapping(header, samples)
    kind = _format_of(header, guessed)
    if kind == OUTLOOK and "title" in (keys := [header_key(cell) for cell in header]):
        guessed = ColumnMapping(
            header, tuple("prefix" if keys[at] == "title" else name for at, name in enumerate(guessed.fields))
        )
    if mapping is not None and len(mapping.fields) != len(guessed.fields):
        mapping = None
    table = Table(
        text, kind, delimiter, header_record.line if has_header else 0, start, mapping or guessed, samples
    )
    if has_header and place > 0:
        lines = header_record.line - 1
        table.said.append(
            f"The first {lines} lines before the column names were passed over."
            if lines > 1
            else "One line before the column names was passed over."
        )
    if not has_header:
        table.said.append("The file does not name its columns; they were guessed from what they hold.")
    return table


def header_of(record: Record) -> tuple[str, ...]:
    """Return the names of the columns, those at the end that have none left out."""
    header = [clean_line(cell) for cell in record.cells]
    while header and not header[-1]:
        header.pop()
    return tuple(header)


def check_width(record: Record) -> None:
    """Raise Unreadable for more columns than the page that asks about them could take in."""
    if len(record.cells) > MAX_COLUMNS:
        raise Unreadable(
            f"This file has {len(record.cells):,} columns. Keep at most {MAX_COLUMNS} of them.", record.line
        )


def head_of(text: Text) -> Text:
    if len(text.data) <= HEAD_BYTES:
        return text
    cut = text.data.rfind(b"\n", 0, HEAD_BYTES) + 1
    return Text(text.data[: cut or HEAD_BYTES], text.encoding)


def first_records(found: Iterator[Record], count: int) -> list[Record]:
    kept = []
    for record in found:
        kept.append(record)
        if len(kept) == count:
            break
    return kept


def _header_among(found: Sequence[Record]) -> tuple[int, int, bool]:
    """Return how many column names are understood, where the header stands, and whether there is one."""
    best, place = 0, -1
    for at, record in enumerate(found):
        if len(record.cells) > MAX_COLUMNS:
            continue
        score = sum(1 for cell in record.cells if len(cell) <= 80 and is_known_header(cell))
        # A preamble of prose can hold one such word by chance, never two in cells of their own.
        if score > best and (score > 1 or at == 0):
            best, place = score, at
    if place >= 0:
        return best, place, True
    widest = max((len(record.cells) for record in found if not record.problem), default=0)
    place = next((at for at, record in enumerate(found) if len(record.cells) == widest), 0)
    cells = found[place].cells[:MAX_COLUMNS]
    holds_data = any(re.search(r"\S@\S+\.\S|https?://|\d{6,}", cell) or parse_date(cell) for cell in cells)
    return 0, place, not holds_data


def _format_of(header: Sequence[str], mapping: ColumnMapping) -> str:
    keys = {header_key(cell) for cell in header}
    fields = set(mapping.fields)
    if keys >= OWN_KEYS:
        return CSV
    if any(
        re.fullmatch(
            r"(e mail|phone|address|organization|website) \d+ (type|label|value|name|formatted)", key
        )
        for key in keys
    ):
        return GOOGLE
    if {"first name", "organization name", "labels"} <= keys or {
        "given name",
        "family name",
        "group membership",
    } <= keys:
        return GOOGLE
    if "connected_on" in fields and fields & {"first_name", "last_name", "name"} and len(header) <= 12:
        return LINKEDIN
    if (
        {"first name", "last name", "company", "position"} <= keys
        and keys & {"url", "email address"}
        and len(header) <= 8
    ):
        return LINKEDIN
    if len(keys & OUTLOOK_KEYS) >= 3:
        return OUTLOOK
    return CSV


ONE_LINE = {
    "name", "first_name", "middle_name", "last_name", "prefix", "suffix", "pronoun", "job_title",
    "organisation", "department", "city", "country", "how_met", "introduced_by",
}  # fmt: skip
POINTS = {"email": "emails", "phone": "phones", "profile": "profiles", "website": "websites"}
SYSTEM_GROUPS = frozenset({"mycontacts", "my contacts", "other contacts", "meine kontakte"})


class RowMaker:
    """The mapping made ready once, so that a row costs microseconds."""

    def __init__(self, mapping: ColumnMapping, kind: str, *, day_first: bool) -> None:
        self.width = len(mapping.fields)
        self.strict = kind in (LINKEDIN, GOOGLE, OUTLOOK)
        self.kind = kind
        self.google = kind == GOOGLE
        self.own = {header_key(cell) for cell in mapping.header} >= OWN_KEYS
        self.day_first = day_first
        self.open_end = 0  # where the file ends, when no line end does
        self.plain = [(at, name) for at, name in enumerate(mapping.fields) if name in ONE_LINE]
        self.dates = [(at, name) for at, name in enumerate(mapping.fields) if name in DATES]
        self.points = []
        for at, name in enumerate(mapping.fields):
            if name in POINTS:
                label_at = at - 1 if at and mapping.fields[at - 1] == "label" else None
                fixed = label_of(mapping.header[at]) if mapping.header and label_at is None else ""
                self.points.append((at, POINTS[name], label_at, fixed))
        self.notes = [at for at, name in enumerate(mapping.fields) if name == "notes"]
        self.tags = [at for at, name in enumerate(mapping.fields) if name == "tags"]
        self.left_out = []
        self.facts = []
        for at, cell in enumerate(mapping.header):
            key = header_key(cell)
            if mapping.fields[at] == "" and key.startswith(FACT):
                self.facts.append((at, key.removeprefix(FACT).replace(" ", "_")))
            elif mapping.fields[at] == "" and key and self._is_worth_showing(key):
                self.left_out.append((at, cell))

    def _seems_cut_off(self, record: Record) -> bool:
        # These two always write every column; of the others only the last line tells, when nothing ends it.
        if self.kind in (LINKEDIN, GOOGLE):
            return True
        return self.kind == OUTLOOK and record.next == self.open_end

    def _is_worth_showing(self, key: str) -> bool:
        # Of the hundred columns of an address book only the owner's own ones say something.
        if NEVER.search(key):
            return False
        return key.startswith("custom field") if self.strict else True

    def row(self, record: Record) -> PersonRow | BadRow | None:
        cells = record.cells
        if len(cells) != self.width:
            if len(cells) > self.width:
                if any(cell.strip() for cell in cells[self.width :]):
                    return BadRow(
                        record.line,
                        f"This row has {len(cells)} values, the header names {self.width}. "
                        "A comma inside a value needs quotation marks around it.",
                    )
            elif self._seems_cut_off(record) and any(cell.strip() for cell in cells):
                return BadRow(
                    record.line,
                    f"This row has {len(cells)} of {self.width} values; it seems cut off.",
                )
            cells = cells[: self.width] + [""] * (self.width - len(cells))
        if not any(cells) or not "".join(cells).strip():
            return None
        draft = Draft(record.line, as_written=self.own)
        for at, name in self.plain:
            if cells[at]:
                setattr(draft, name, clean_line(take_off_formula_quote(cells[at])))
        for at, name in self.dates:
            if cells[at] and (value := clean_line(take_off_formula_quote(cells[at]))):
                found = parse_date(value, day_first=self.day_first)
                setattr(draft, name, found)
                if found is None:
                    draft.extra_notes.append(f"{name.replace('_', ' ').capitalize()}: {value}")
                    draft.remarks.append(f"“{value[:60]}” is not a date; it is kept in the notes.")
        for at, attribute, label_at, fixed in self.points:
            if cells[at]:
                self._add_points(
                    getattr(draft, attribute), cells[at], cells[label_at] if label_at is not None else fixed
                )
        if self.notes:
            draft.notes = "\n\n".join(
                note for at in self.notes if cells[at] and (note := clean(take_off_formula_quote(cells[at])))
            )
        for at in self.tags:
            if cells[at]:
                draft.tags += self._tags(clean(take_off_formula_quote(cells[at])))
        for at, key in self.facts:
            if cells[at] and (value := clean(take_off_formula_quote(cells[at]))):
                draft.facts[key] = value
        for at, title in self.left_out:
            if cells[at] and (value := clean(cells[at])):
                draft.source_fields[title] = value[:2000]
        return finish(draft)

    def _add_points(self, points: list[Point], cell: str, label: str) -> None:
        value = clean_line(take_off_formula_quote(cell))
        label = clean_line(take_off_formula_quote(label))
        if not (self.google or self.own):
            points.append(Point(value, label))
            return
        values = value.split(" ::: ")
        labels = [word.strip() for word in label.split(":::")]
        if len(labels) != len(values):
            labels = [labels[0]] * len(values)
        for piece, word in zip(values, labels, strict=True):
            if not piece.strip():
                continue
            if self.own:
                points.append(Point(piece.strip(), word.strip()))
            elif word.startswith("* "):
                points.insert(0, Point(piece.strip(), word[2:].casefold()))
            else:
                points.append(Point(piece.strip(), word.removeprefix("*").strip().casefold()))

    def _tags(self, value: str) -> list[str]:
        if not self.google:
            return split_tags(value)
        tags = [tag.strip() for tag in value.split(" ::: ")]
        return [
            name
            for tag in tags
            if (name := tag.removeprefix("* ").strip()) and name.casefold() not in SYSTEM_GROUPS
        ]
