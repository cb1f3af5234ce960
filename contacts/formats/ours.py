"""Our own JSON of people, read back (pure)."""

import re
from collections.abc import Iterator
from typing import Any

from contacts.formats.assemble import Draft, finish
from contacts.formats.dates import parse_date
from contacts.formats.monica import load
from contacts.formats.rows import (
    DATE_FIELDS,
    POINT_FIELDS,
    BadRow,
    PersonRow,
    Point,
    Unreadable,
    clean,
    clean_line,
)
from contacts.formats.text import Text

MARK = "infoview people"
TEXTS = (
    "name", "first_name", "last_name", "prefix", "pronoun", "job_title", "organisation", "department", "city",
    "country", "how_met", "introduced_by",
)  # fmt: skip


def is_ours(text: Text) -> bool:
    return re.search(rb'"format"\s*:\s*"' + MARK.encode() + rb'"', text.data[:2000]) is not None


def people(text: Text) -> Iterator[PersonRow | BadRow]:
    """Yield the people of our own export; `line` counts them from 1."""
    whole = load(text)
    entries = whole.get("people") if isinstance(whole, dict) else None
    if not isinstance(entries, list) or not entries:
        raise Unreadable("This file holds no people.")
    for number, entry in enumerate(entries, 1):
        yield (
            _person(number, entry) if isinstance(entry, dict) else BadRow(number, "This entry is no person.")
        )


def _person(number: int, entry: dict[str, Any]) -> PersonRow | BadRow:
    draft = Draft(number, as_written=True)
    for name in TEXTS:
        setattr(draft, name, clean_line(str(entry.get(name) or "")))
    draft.notes = clean(str(entry.get("notes") or ""))
    for name in DATE_FIELDS:
        setattr(draft, name, parse_date(str(entry.get(name) or "")))
    for name in POINT_FIELDS:
        given = entry.get(name)
        points: list[Any] = given if isinstance(given, list) else []
        setattr(
            draft,
            name,
            [Point(clean_line(value), clean_line(label)) for value, label in map(_point, points) if value],
        )
    draft.tags = (
        [str(tag) for tag in entry.get("tags") or () if isinstance(tag, str)]
        if isinstance(entry.get("tags"), list)
        else []
    )
    facts = entry.get("facts")
    if isinstance(facts, dict):
        draft.facts = {clean_line(str(key))[:60]: clean(str(value)) for key, value in facts.items() if value}
    return finish(draft, no_name="This person has no name.")


def _point(value: Any) -> tuple[str, str]:
    if isinstance(value, dict):
        return str(value.get("value") or ""), str(value.get("label") or "")
    return (value, "") if isinstance(value, str) else ("", "")
