"""What a file of people comes to: one person or one complaint for each row (pure)."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import date
from typing import Any, NamedTuple, Self

MAX_BYTES = 20 * 1024 * 1024
MAX_ROWS = 200_000
MAX_CELL = 100_000  # characters of one value; the csv module stops at 131,072
MAX_RECORD = 1_000_000  # characters of one row

# What no value keeps: control characters (PostgreSQL refuses NUL), halves of surrogate pairs, the BOM,
# and the marks that turn letters round and make a name read as another.
UNWANTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff\u202d\u202e]")
FORMULA_QUOTE = re.compile("'+[=+\\-@\t\r\n＝＋－＠]")


class Unreadable(Exception):
    """The file as a whole cannot be read; the reason is one sentence for the person.

    line    where it shows, or None
    """

    def __init__(self, reason: str, line: int | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.line = line


class Point(NamedTuple):
    """One address or number, with its label in plain words ("work"), or ""."""

    value: str
    label: str = ""


@dataclass(slots=True)
class PersonRow:
    """One person as a file tells them; the first of several addresses is the preferred one.

    line            where the row begins in the file, from 1
    facts           further columns of our own export, by their field name (write.FACTS)
    source_fields   what the file says beyond the fields above, by its own header, for the preview
    remarks         sentences for the preview: what was not taken as it stands
    """

    line: int
    name: str
    first_name: str = ""
    last_name: str = ""
    prefix: str = ""
    pronoun: str = ""
    job_title: str = ""
    organisation: str = ""
    department: str = ""
    emails: tuple[Point, ...] = ()
    phones: tuple[Point, ...] = ()
    profiles: tuple[Point, ...] = ()
    websites: tuple[Point, ...] = ()
    city: str = ""
    country: str = ""
    notes: str = ""
    tags: tuple[str, ...] = ()
    how_met: str = ""
    introduced_by: str = ""
    met_on: date | None = None
    connected_on: date | None = None
    last_contact_on: date | None = None
    facts: dict[str, str] = field(default_factory=dict)
    source_fields: dict[str, str] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()

    def data(self) -> dict[str, Any]:
        """Return the filled fields as plain JSON values, without the line."""
        filled = {}
        for name in FIELD_NAMES:
            value = getattr(self, name)
            if value:
                filled[name] = value.isoformat() if isinstance(value, date) else value
        return filled

    @classmethod
    def from_data(cls, data: Mapping[str, Any], *, line: int = 0) -> Self:
        """Return the row that `data()` described, also after a stay in a JSON column."""
        values = {name: data[name] for name in FIELD_NAMES if data.get(name)}
        for name in POINT_FIELDS & values.keys():
            values[name] = tuple(Point(*point) for point in values[name])
        for name in DATE_FIELDS & values.keys():
            values[name] = date.fromisoformat(values[name])
        for name in TEXT_LISTS & values.keys():
            values[name] = tuple(values[name])
        return cls(line=line, **{"name": "", **values})


FIELD_NAMES = tuple(item.name for item in fields(PersonRow) if item.name != "line")
POINT_FIELDS = frozenset({"emails", "phones", "profiles", "websites"})
DATE_FIELDS = frozenset({"met_on", "connected_on", "last_contact_on"})
TEXT_LISTS = frozenset({"tags", "remarks"})

# The longest values that are kept. A longer name or organisation is a complaint, the rest moves to the notes.
LONGEST = {
    "name": 200, "first_name": 100, "last_name": 100, "prefix": 40, "pronoun": 20, "job_title": 200,
    "organisation": 200, "department": 120, "city": 120, "country": 80, "how_met": 300, "introduced_by": 200,
    "notes": 50_000,
}  # fmt: skip
LONGEST_POINT = 300
LONGEST_LABEL = 40
LONGEST_TAG = 60


@dataclass(slots=True, frozen=True)
class BadRow:
    """A row that cannot be taken, where it begins, and why in one sentence."""

    line: int
    reason: str


@dataclass(slots=True)
class PersonOut:
    """One person on the way out; the field names are those of PersonRow.

    uid     what a vCard is known by, such as "urn:uuid:..."; the other formats leave it out
    """

    name: str
    first_name: str = ""
    last_name: str = ""
    prefix: str = ""
    pronoun: str = ""
    job_title: str = ""
    organisation: str = ""
    department: str = ""
    emails: tuple[Point, ...] = ()
    phones: tuple[Point, ...] = ()
    profiles: tuple[Point, ...] = ()
    websites: tuple[Point, ...] = ()
    city: str = ""
    country: str = ""
    notes: str = ""
    tags: tuple[str, ...] = ()
    how_met: str = ""
    introduced_by: str = ""
    met_on: date | None = None
    connected_on: date | None = None
    last_contact_on: date | None = None
    facts: dict[str, str] = field(default_factory=dict)
    uid: str = ""

    @classmethod
    def from_row(cls, row: PersonRow) -> Self:
        values = asdict(row)
        del values["line"], values["source_fields"], values["remarks"]
        values |= {name: getattr(row, name) for name in POINT_FIELDS}
        return cls(**values)


def clean(text: str) -> str:
    """Return a value as it is kept: no control characters, line breaks as \\n, no blanks at either end."""
    if text.isascii() and text.isprintable():
        return text.strip(" ")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return UNWANTED.sub("", text).strip()


def clean_line(text: str) -> str:
    """Return a value of one line: like `clean`, with every run of blanks and line breaks as one blank."""
    if text.isascii() and text.isprintable():
        return text.strip(" ") if "  " not in text else " ".join(text.split())
    return " ".join(UNWANTED.sub("", text).split())


def take_off_formula_quote(text: str) -> str:
    """Return the value without the quotation mark our export puts before =, +, - and @."""
    return text[1:] if text[:1] == "'" and FORMULA_QUOTE.match(text) else text
