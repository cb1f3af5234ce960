"""Library rows as files, out and in again: CSV for spreadsheets, JSON for programs (pure)."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from contacts.formats.rows import Unreadable, clean, clean_line, take_off_formula_quote
from contacts.formats.tables import DELIMITERS, Record, records
from contacts.formats.text import Text, read_text
from contacts.formats.write import csv_line

MAX_BYTES = 1024 * 1024
MAX_ROWS = 2000
HEADER_WITHIN = 10  # rows that may stand above the one that names the columns

LINE, LONG, LINES, YES, NUMBER = "line", "long", "lines", "yes", "number"
LISTS = ("rows", "questions", "templates", "categories", "policies")  # what JSON calls its list
NO_TABLE = "This cannot be read as a table. Save it as CSV (UTF-8) or JSON, and choose it again."


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the files.

    name     the field of the row, and its key in JSON
    title    its heading in CSV
    kind     line, long (text with line breaks), lines (a list, one on each line), yes (yes or no)
             or number (a whole one)
    choices  (value, label) pairs where only these are possible; both are understood
    also     other headings and keys that mean the same
    """

    name: str
    title: str
    kind: str = LINE
    choices: tuple[tuple[str, Any], ...] = ()
    also: tuple[str, ...] = ()

    def means(self, heading: str) -> bool:
        return plain(heading) in {plain(self.name), plain(self.title), *map(plain, self.also)}

    def words(self, value: Any) -> str:
        """Return how a value stands in a cell."""
        if self.kind == LINES:
            return "\n".join(map(str, value))
        if self.kind == YES:
            return "yes" if value else "no"
        if self.kind == NUMBER:
            return "" if value is None else str(value)
        return str(dict(self.choices).get(value, value))


@dataclass(frozen=True, slots=True)
class Row:
    """One row that could be read: where it stands, and its filled columns by field name."""

    where: str
    values: dict[str, Any]


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that cannot be taken, where it stands, and why in one sentence."""

    where: str
    reason: str


@dataclass(frozen=True, slots=True)
class Contents:
    """What a file holds; `passed_over` are its headings that mean nothing here."""

    rows: list[Row]
    bad: list[BadRow]
    passed_over: list[str]


class BadValue(ValueError):
    """A value that cannot be taken; the text says why."""


def plain(words: str) -> str:
    return " ".join(words.replace("_", " ").replace("-", " ").casefold().split())


# Out ----------------------------------------------------------------------------------------------


def write_csv(rows: Iterable[Mapping[str, Any]], columns: Sequence[Column]) -> Iterator[str]:
    """Yield a CSV file as text with formulas disarmed, after the BOM by which Excel sees UTF-8."""
    yield "\ufeff" + csv_line([column.title for column in columns])
    for row in rows:
        yield csv_line([column.words(row[column.name]) for column in columns])


def write_json(rows: Iterable[Mapping[str, Any]], columns: Sequence[Column], *, mark: str) -> Iterator[str]:
    """Yield a JSON file as text: {"format", "version", "rows": [...]}."""
    yield f'{{"format": {json.dumps(mark)}, "version": 1, "rows": ['
    comma = "\n"
    for row in rows:
        yield comma + json.dumps({column.name: row[column.name] for column in columns}, ensure_ascii=False)
        comma = ",\n"
    yield "\n]}\n"


# In -----------------------------------------------------------------------------------------------


def read_file(data: bytes, columns: Sequence[Column], *, needed: str) -> Contents:
    """Return the rows of a CSV or JSON file, each bad one with its place and reason.

    needed   the column without which a table is not one of ours
    raises   Unreadable for what is no such file at all
    """
    if len(data) > MAX_BYTES:
        raise Unreadable("This file is larger than 1 MB. Import it in parts.")
    try:
        text = read_text(data)
    except Unreadable as error:
        raise Unreadable("This file is empty." if not data.strip() else NO_TABLE) from error
    needed_column = next(column for column in columns if column.name == needed)
    if text.data.lstrip()[:1] in (b"{", b"["):
        contents = _read_json(text, columns, needed_column)
    else:
        contents = _read_csv(text, columns, needed_column)
    if not contents.rows and not contents.bad:
        raise Unreadable("This file names columns, but holds no rows.")
    return contents


def _read_csv(text: Text, columns: Sequence[Column], needed: Column) -> Contents:
    header, found, rest = _header(text, columns, needed)
    rows: list[Row] = []
    bad: list[BadRow] = []
    for record in rest:
        where = f"Line {record.line}"
        if len(rows) + len(bad) == MAX_ROWS:
            raise Unreadable(f"This file has more than {MAX_ROWS:,} rows. Import it in parts.")
        if record.problem:
            bad.append(BadRow(where, f"This row {record.problem}."))
            continue
        if len(record.cells) > len(header) and any(cell.strip() for cell in record.cells[len(header) :]):
            bad.append(
                BadRow(where, "This row has more values than columns. A comma inside a value needs quotes.")
            )
            continue
        cells = {
            column.name: (column, take_off_formula_quote(cell))
            for column, cell in zip(found, record.cells, strict=False)
            if column is not None
        }
        if any(cell.strip() for _column, cell in cells.values()):
            _take(where, cells.values(), rows, bad, needed)
    passed_over = [clean_line(cell) for cell, column in zip(header, found, strict=True) if column is None]
    return Contents(rows, bad, [cell for cell in passed_over if cell])


def _header(
    text: Text, columns: Sequence[Column], needed: Column
) -> tuple[list[str], list[Column | None], Iterator[Record]]:
    """Return the headings, the column that each one means, and the rows below."""
    best: tuple[int, str, Record] | None = None
    for delimiter in DELIMITERS:
        for number, record in enumerate(records(text, delimiter)):
            if number == HEADER_WITHIN:
                break
            known = sum(any(column.means(cell) for column in columns) for cell in record.cells)
            if any(needed.means(cell) for cell in record.cells) and (best is None or known > best[0]):
                best = (known, delimiter, record)
    if best is None:
        raise Unreadable(f"No column is headed “{needed.title}”. The first row has to name the columns.")
    _known, delimiter, record = best
    found: list[Column | None] = []
    for cell in record.cells:
        column = next((one for one in columns if one.means(cell)), None)
        found.append(None if column in found else column)
    return record.cells, found, records(text, delimiter, start=record.next)


def _read_json(text: Text, columns: Sequence[Column], needed: Column) -> Contents:
    try:
        data = json.loads(text.decode(text.data)[0])
    except json.JSONDecodeError as error:
        raise Unreadable(
            f"This is not sound JSON: {error.msg} in line {error.lineno}.", error.lineno
        ) from error
    except (RecursionError, ValueError) as error:
        raise Unreadable(NO_TABLE) from error
    if isinstance(data, dict):
        data = next(
            (
                data[key]
                for key in ("rows", "questions", "templates", "categories", "policies")
                if key in data
            ),
            None,
        )
    if not isinstance(data, list):
        raise Unreadable("This JSON file holds no list of rows.")
    if len(data) > MAX_ROWS:
        raise Unreadable(f"This file has more than {MAX_ROWS:,} rows. Import it in parts.")
    rows: list[Row] = []
    bad: list[BadRow] = []
    passed_over: dict[str, None] = {}
    for number, entry in enumerate(data, start=1):
        where = f"Entry {number}"
        if not isinstance(entry, dict):
            bad.append(BadRow(where, "This entry is not an object with named values."))
            continue
        cells: dict[str, tuple[Column, Any]] = {}
        for key, value in entry.items():
            column = next((one for one in columns if one.means(key)), None)
            if column is None:
                passed_over.setdefault(clean_line(key))
            else:
                cells.setdefault(column.name, (column, value))
        _take(where, cells.values(), rows, bad, needed)
    return Contents(rows, bad, list(passed_over)[:20])


def _take(
    where: str,
    cells: Iterable[tuple[Column, Any]],
    rows: list[Row],
    bad: list[BadRow],
    needed: Column,
) -> None:
    """Add one row to those that can be taken, or to the bad ones with every reason."""
    values, reasons = {}, []
    for column, cell in cells:
        try:
            value = _value(column, cell)
        except BadValue as error:
            reasons.append(str(error))
        else:
            if value is not None:
                values[column.name] = value
    if not reasons and not values.get(needed.name):
        reasons.append(f"“{needed.title}” is empty.")
    if reasons:
        bad.append(BadRow(where, " ".join(reasons)))
    else:
        rows.append(Row(where, values))


def _value(column: Column, cell: Any) -> Any:
    """Return the value of a cell, or None where it says nothing and what is there stays."""
    if column.kind == YES:
        return _yes(column, cell)
    if column.kind == NUMBER:
        return _number(column, cell)
    if column.kind == LINES and isinstance(cell, list):
        if not all(isinstance(one, str) for one in cell):
            raise BadValue(f"“{column.title}” has to be a list of texts.")
        return [line for one in cell if (line := clean_line(one))]
    if cell is None:
        return None
    if not isinstance(cell, str):
        raise BadValue(f"“{column.title}” has to be text.")
    if column.kind == LINES:
        return [line for one in clean(cell).split("\n") if (line := clean_line(one))]
    if column.kind == LONG:
        return clean(cell)
    words = clean_line(cell)
    return _choice(column, words) if column.choices else words


def _choice(column: Column, words: str) -> str | None:
    for value, label in column.choices:
        if plain(words) in {plain(value), plain(str(label))}:
            return value
    if not words:
        return None
    known = ", ".join(str(label) for _value, label in column.choices)
    raise BadValue(f"“{words[:40]}” is not known as “{column.title}”. Possible: {known}.")


def _yes(column: Column, cell: Any) -> bool | None:
    words = plain(cell) if isinstance(cell, str) else cell
    if words in (None, ""):
        return None
    if words in (True, "yes", "y", "true", "1", "x"):
        return True
    if words in (False, "no", "n", "false", "0"):
        return False
    raise BadValue(f"“{column.title}” has to be yes or no.")


def _number(column: Column, cell: Any) -> int | None:
    words = cell.strip() if isinstance(cell, str) else cell
    if words in (None, ""):
        return None
    if isinstance(words, str) and words.isascii() and words.isdigit() and len(words) < 10:
        return int(words)
    if isinstance(words, int) and not isinstance(words, bool) and 0 <= words < 10**9:
        return words
    raise BadValue(f"“{column.title}” has to be a whole number.")
