"""People out again: CSV with formulas disarmed, vCard 4.0 and 3.0, JSON; piece by piece (pure)."""

import csv
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from datetime import date
from io import StringIO

from contacts.formats.assemble import join_tags
from contacts.formats.ours import MARK
from contacts.formats.rows import PersonOut, Point, clean, clean_line
from contacts.formats.vcard import OWN, OWN_PRODUCT

# Further facts that only our own files carry; the keys are the names of the columns of a contact.
FACTS = (
    "distance", "seniority", "region", "timezone", "source", "source_detail", "sourced_on", "stance", "stage",
    "stage_signal", "stay_in_touch", "update_after_months", "preferred_channel", "confirmed_on",
    "do_not_contact", "update_muted", "give_back_off", "purpose", "notice_on", "notice_way", "notice_url",
)  # fmt: skip

TEXT_COLUMNS = (
    ("name", "Name"), ("first_name", "First name"), ("last_name", "Last name"), ("prefix", "Name prefix"),
    ("pronoun", "Pronoun"), ("job_title", "Role"), ("organisation", "Organisation"),
    ("department", "Department"), ("city", "City"), ("country", "Country"), ("how_met", "How you met"),
    ("introduced_by", "Introduced by"), ("met_on", "Met on"), ("connected_on", "Connected on"),
    ("last_contact_on", "Last contact"),
)  # fmt: skip
POINT_COLUMNS = (
    ("emails", "E-mail", 3),
    ("phones", "Phone", 3),
    ("profiles", "Profile", 2),
    ("websites", "Website", 2),
)

FORMULA = re.compile("'*[=+\\-@\t\r\n＝＋－＠]")


def disarm(text: str) -> str:
    """Return a value that no spreadsheet takes for a formula; `rows.take_off_formula_quote` gives it back."""
    return "'" + text if text and FORMULA.match(text) else text


def write_csv(people: Iterable[PersonOut], *, facts: Sequence[str] = FACTS) -> Iterator[str]:
    """Yield a CSV file as text, RFC 4180, beginning with the BOM that Excel needs to see UTF-8.

    What goes beyond the columns of a kind shares the last of them, parted by " ::: ".
    """
    header = [title for _, title in TEXT_COLUMNS]
    for _, title, count in POINT_COLUMNS:
        for number in range(1, count + 1):
            header += [f"{title} {number} - Label", f"{title} {number} - Value"]
    header += ["Tags", "Notes", *(f"Infoview: {key}" for key in facts)]
    yield "\ufeff" + csv_line(header)
    for person in people:
        cells = [_plain(getattr(person, name)) for name, _ in TEXT_COLUMNS]
        for name, _, count in POINT_COLUMNS:
            cells += _point_cells(getattr(person, name), count)
        cells += [join_tags(person.tags), person.notes, *(str(person.facts.get(key, "")) for key in facts)]
        yield csv_line(cells)


def csv_line(cells: Sequence[str]) -> str:
    """Return one line of CSV with every cell disarmed."""
    line = StringIO()
    csv.writer(line, lineterminator="\r\n").writerow([disarm(clean(cell)) for cell in cells])
    return line.getvalue()


def _plain(value: str | date | None) -> str:
    return value.isoformat() if isinstance(value, date) else value or ""


def _point_cells(points: Sequence[Point], count: int) -> list[str]:
    cells = []
    for number in range(count):
        group = points[number:] if number == count - 1 else points[number : number + 1]
        cells += [" ::: ".join(label for _, label in group), " ::: ".join(value for value, _ in group)]
        if not any(label for _, label in group):
            cells[-2] = ""
    return cells


def write_json(people: Iterable[PersonOut]) -> Iterator[str]:
    """Yield a JSON file as text: {"format", "version", "people": [...]}, empty fields left out."""
    yield f'{{"format": "{MARK}", "version": 1, "people": ['
    comma = "\n"
    for person in people:
        yield comma + json.dumps(person_data(person), ensure_ascii=False)
        comma = ",\n"
    yield "\n]}\n"


def person_data(person: PersonOut) -> dict[str, object]:
    """Return the filled fields of a person as plain JSON values."""
    data: dict[str, object] = {}
    for item in fields(person):
        value = getattr(person, item.name)
        if not value or item.name == "uid":
            continue
        if item.name in ("emails", "phones", "profiles", "websites"):
            data[item.name] = [
                {"value": point.value, "label": point.label} if point.label else {"value": point.value}
                for point in value
            ]
        elif isinstance(value, date):
            data[item.name] = value.isoformat()
        else:
            data[item.name] = list(value) if isinstance(value, tuple) else value
    return data


STANDARD_TYPES = {"work": "work", "home": "home", "mobile": "cell", "fax": "fax", "pager": "pager"}


def write_vcards(people: Iterable[PersonOut], *, version: str = "4.0") -> Iterator[str]:
    """Yield one card after the other as text; version is "4.0" (RFC 6350) or "3.0" (RFC 2426)."""
    for person in people:
        yield "".join(fold_line(line) for line in _card(person, version))


def _card(person: PersonOut, version: str) -> Iterator[str]:
    yield "BEGIN:VCARD"
    yield f"VERSION:{version}"
    yield f"PRODID:{OWN_PRODUCT}People//EN"
    if person.uid:
        yield f"UID:{escape(clean_line(person.uid))}"
    yield f"FN:{escape(clean_line(person.name))}"
    first = person.first_name or ("" if person.last_name else person.name)
    structured = ";".join(
        escape(clean_line(part)) for part in (person.last_name, first, "", person.prefix, "")
    )
    yield f"N:{structured}"
    if not person.first_name and not person.last_name:
        # Readers want a structured name; ours must know that there was none.
        yield f"{OWN}NAME-IN-ONE:1"
    if person.organisation or person.department:
        yield f"ORG:{escape(clean_line(person.organisation))}" + (
            f";{escape(clean_line(person.department))}" if person.department else ""
        )
    if person.job_title:
        yield f"TITLE:{escape(clean_line(person.job_title))}"
    item = 0
    for name, points in (("EMAIL", person.emails), ("TEL", person.phones)):
        for place, point in enumerate(points):
            item += 1
            yield from _point(name, point, item, preferred=place == 0 and len(points) > 1, version=version)
    for kind, points in (("profile", person.profiles), ("website", person.websites)):
        for point in points:
            item += 1
            yield from _point("URL", point, item, version=version, parameters=f";X-INFOVIEW-KIND={kind}")
    if person.city or person.country:
        yield f"ADR:;;;{escape(clean_line(person.city))};;;{escape(clean_line(person.country))}"
    if person.tags:
        yield "CATEGORIES:" + ",".join(escape(clean_line(tag)) for tag in person.tags)
    if person.notes:
        yield f"NOTE:{escape(clean(person.notes))}"
    further = {
        "PRONOUN": person.pronoun,
        "HOW-MET": person.how_met,
        "INTRODUCED-BY": person.introduced_by,
        "MET-ON": _plain(person.met_on),
        "CONNECTED-ON": _plain(person.connected_on),
        "LAST-CONTACT-ON": _plain(person.last_contact_on),
    }
    further |= {
        re.sub(r"[^A-Z0-9-]", "-", key.upper().replace("_", "-")): str(value)
        for key, value in person.facts.items()
    }
    for key, value in further.items():
        if value:
            yield f"{OWN}{key}:{escape(clean(value))}"
    yield "END:VCARD"


def _point(
    name: str, point: Point, item: int, *, version: str, preferred: bool = False, parameters: str = ""
) -> Iterator[str]:
    standard = STANDARD_TYPES.get(point.label, "")
    types = [standard] if standard else []
    if preferred and version == "3.0":
        types.append("pref")
    if types:
        parameters += ";TYPE=" + ",".join(types)
    if preferred and version == "4.0":
        parameters += ";PREF=1"
    value = clean_line(point.value) if name == "URL" else escape(clean_line(point.value))
    if point.label and not standard:
        yield f"item{item}.{name}{parameters}:{value}"
        yield f"item{item}.X-ABLabel:{escape(clean_line(point.label))}"
    else:
        yield f"{name}{parameters}:{value}"


def escape(text: str) -> str:
    return text.replace("\\", "\\\\").replace("\n", "\\n").replace(",", "\\,").replace(";", "\\;")


def fold_line(line: str) -> str:
    """Return a content line in pieces of at most 75 bytes, no letter cut, ended by CRLF."""
    if len(line) <= 75 and line.isascii():
        return line + "\r\n"
    pieces: list[str] = []
    piece: list[str] = []
    size = 0
    for letter in line:
        width = len(letter.encode("utf-8", "replace"))
        if size + width > 75:
            pieces.append("".join(piece))
            piece, size = [], 1  # the blank that begins the next line counts
        piece.append(letter)
        size += width
    return "\r\n ".join([*pieces, "".join(piece)]) + "\r\n"
