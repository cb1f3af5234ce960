"""Rows of one file that are one person become one row: read at leisure, written in short transactions."""

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext as _

from contacts.enums import Fate, ImportState
from contacts.formats.identity import PeopleIndex
from contacts.formats.rows import PersonRow
from contacts.importing.adding import complete
from contacts.importing.choices import SKIP
from contacts.importing.circle import CHUNK, known_of
from contacts.models import ImportBatch, ImportRow

TABLE = ImportRow._meta.db_table


class Repeat(NamedTuple):
    """A row about somebody of an earlier row; at: where that one stands in the file."""

    line: int
    first: int
    at: int
    sure: bool


def mark_repeats(batch: ImportBatch, token: UUID) -> None:
    """Say of each row that repeats an earlier one what it is; done again, it changes nothing more.

    What is marked is no longer new, and never told the index anything: whoever goes on
    after a kill finds the same firsts.
    """
    statement = (
        f"UPDATE {TABLE} SET fate = %s, choice = %s, reason = %s, before = %s"  # noqa: S608 -- our own name
        " WHERE batch_id = %s AND line = %s AND fate = %s"
    )
    _write(batch, token, statement, [_mark(batch, repeat) for repeat in _repeats(batch)])


def _repeats(batch: ImportBatch) -> Iterator[Repeat]:
    index = PeopleIndex()
    places: dict[int, int] = {}
    rows = batch.rows.filter(fate=Fate.NEW).order_by("line").values_list("line", "data")
    for line, data in rows.iterator(chunk_size=CHUNK):
        person = PersonRow.from_data(data)
        known = known_of(line, person)
        match = index.find(known)
        if match is None or (not match.sure and _has_marks(person)):
            # Only names and keys stay in memory.
            index.add(known)
            places[line] = data.get("at", line)
            continue
        first: int = match.ref  # type: ignore[assignment]
        yield Repeat(line, first, places[first], match.sure)


def _has_marks(person: PersonRow) -> bool:
    """Say whether more than the name tells who this is."""
    return bool(person.emails or person.profiles or person.organisation)


def _mark(batch: ImportBatch, repeat: Repeat) -> list[Any]:
    where = {"n": repeat.at}
    if repeat.sure:
        said = [Fate.UNCHANGED.value, "", _("The same person as in line %(n)s.") % where]
    else:
        said = [Fate.DUPLICATE.value, SKIP, _("The same name as in line %(n)s.") % where]
    of = json.dumps({"of": repeat.first} if repeat.sure else {})
    return [*said, of, batch.pk, repeat.line, Fate.NEW.value]


def complete_firsts(batch: ImportBatch, token: UUID) -> None:
    """Let the first row of each person take what the later ones add; done again, it adds nothing more."""
    later: defaultdict[int, list[int]] = defaultdict(list)
    marked = batch.rows.filter(fate=Fate.UNCHANGED, matched=None).order_by("line")
    for line, before in marked.values_list("line", "before").iterator(chunk_size=CHUNK):
        if "of" in before:
            later[before["of"]].append(line)
    statement = f"UPDATE {TABLE} SET data = %s WHERE batch_id = %s AND line = %s"  # noqa: S608 -- our own name
    for firsts in _portions(later):
        rows = _rows(batch, [line for first in firsts for line in (first, *later[first][:CHUNK])])
        values = []
        for first in firsts:
            row = complete(PersonRow.from_data(rows[first]), _people(batch, rows, later[first]))
            data = {"at": rows[first].get("at", first), **row.data()}
            values.append([json.dumps(data), batch.pk, first])
        _write(batch, token, statement, values)


def _portions(later: dict[int, list[int]]) -> Iterator[list[int]]:
    """Yield the firsts in portions of about a chunk of rows."""
    portion: list[int] = []
    size = 0
    for first, lines in later.items():
        portion.append(first)
        size += 1 + len(lines)
        if size >= CHUNK:
            yield portion
            portion, size = [], 0
    if portion:
        yield portion


def _rows(batch: ImportBatch, lines: list[int]) -> dict[int, dict[str, Any]]:
    rows: dict[int, dict[str, Any]] = {}
    for start in range(0, len(lines), CHUNK):
        rows |= (
            batch.rows.filter(line__in=lines[start : start + CHUNK]).order_by().values_list("line", "data")
        )
    return rows


def _people(batch: ImportBatch, rows: dict[int, dict[str, Any]], lines: list[int]) -> Iterator[PersonRow]:
    """Yield these rows in their order; the first chunk is at hand, the rest is fetched as it is needed."""
    for start in range(0, len(lines), CHUNK):
        some = lines[start : start + CHUNK]
        known = _rows(batch, some) if start else rows
        yield from (PersonRow.from_data(known[line]) for line in some)


def _write(batch: ImportBatch, token: UUID, statement: str, values: Sequence[list[Any]]) -> None:
    """Write a chunk of rows in each transaction, while the batch is still at this step."""
    mine = ImportBatch.objects.filter(pk=batch.pk, step_token=token, state=ImportState.STAGING)
    for start in range(0, len(values), CHUNK):
        with transaction.atomic():
            if not mine.select_for_update().values_list("pk").first():
                return
            with connection.cursor() as cursor:
                cursor.executemany(statement, values[start : start + CHUNK])
