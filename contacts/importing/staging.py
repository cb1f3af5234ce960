"""Reading a file in short steps, each a transaction of its own."""

from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Count
from django.utils.translation import gettext as _

from contacts.enums import (
    Fate,
    ImportState,
)
from contacts.formats import detect
from contacts.formats.identity import (
    REASONS,
    By,
    Match,
    PeopleIndex,
)
from contacts.formats.mapping import ColumnMapping
from contacts.formats.rows import MAX_BYTES, BadRow, PersonRow, Unreadable
from contacts.importing.adding import changes_of, complete, in_words
from contacts.importing.choices import BOTH, SKIP, NotNow
from contacts.importing.circle import CHUNK, Circle, circle_of, known_of
from contacts.models import (
    Contact,
    ImportBatch,
    ImportMapping,
    ImportRow,
)
from infoview.shared.querysets import raise_facts_version

STEP_ROWS = 2000


def begin(*, owner: Any, data: bytes, file_name: str = "", format: str = "auto") -> ImportBatch:
    """Recognise a file and keep it for the steps that follow; raise Unreadable for no list of people."""
    if len(data) > MAX_BYTES:
        raise Unreadable(_("This file is larger than 20 MB. Split it and import the parts."))
    source = detect.open_source(data, format=format)
    remembered = _remembered(owner, source)
    return ImportBatch.objects.create(
        owner=owner,
        format=source.format,
        file_name=" ".join(file_name.replace("\0", "").split())[:120],
        encoding=source.encoding[:20],
        payload=data,
        size=len(source.text.data),
        mapping=(remembered or source.mapping).data() if source.mapping else {},
        options={
            "said": source.said,
            "signature": source.signature,
            "asked_format": format,
            # A table that nobody has seen before is looked at by a person first.
            "needs_mapping": source.format == "csv" and remembered is None,
        },
    )


def _remembered(owner: Any, source: detect.Source) -> ColumnMapping | None:
    if source.mapping is None:
        return None
    kept = ImportMapping.objects.for_user(owner).filter(signature=source.signature).first()
    if kept is None:
        return None
    mapping = ColumnMapping.from_data(kept.mapping)
    fits = len(mapping.fields) == len(source.mapping.fields) and mapping.names_somebody
    return replace(mapping, header=source.mapping.header) if fits else None


def source_of(batch: ImportBatch) -> detect.Source:
    mapping = ColumnMapping.from_data(batch.mapping) if batch.mapping else None
    return detect.open_source(
        bytes(batch.payload), format=batch.options.get("asked_format", "auto"), mapping=mapping
    )


@transaction.atomic
def set_mapping(*, batch: ImportBatch, fields: list[str], day_first: bool | None) -> ImportBatch:
    """Take the columns as the person says, remember it for the next such file, and read from the start."""
    batch = locked(batch)
    if batch.state not in (ImportState.STAGING, ImportState.STAGED):
        raise NotNow(_("This import is over."))
    header = ColumnMapping.from_data(batch.mapping).header
    mapping = ColumnMapping.from_data({"header": header, "fields": fields, "day_first": day_first})
    ImportMapping.objects.update_or_create(
        owner=batch.owner,
        signature=batch.options.get("signature", ""),
        defaults={"mapping": {**mapping.data(), "day_first": None}},
    )
    batch.rows.all().delete()
    kept = {
        name: batch.options[name] for name in ("said", "signature", "asked_format") if name in batch.options
    }
    return batch.change(
        mapping=mapping.data(),
        options={**kept, "needs_mapping": False},
        state=ImportState.STAGING,
        next_offset=0,
        rows_total=0,
        counts={},
        step_token=uuid4(),
    )


def locked(batch: ImportBatch) -> ImportBatch:
    """Return the batch as it is now, held against everybody else until the transaction ends."""
    raise_facts_version([batch.owner_id], using=None)
    return ImportBatch.objects.select_for_update().select_related("owner").get(pk=batch.pk)


def progress_of(batch: ImportBatch) -> int:
    """Return how much of the file is read, 0 to 100."""
    if batch.state != ImportState.STAGING:
        return 100
    place = batch.options.get("place") or 0
    return min(99, 100 * place // batch.size) if batch.size and batch.format not in ("monica", "json") else 0


@transaction.atomic
def stage_step(*, batch: ImportBatch, token: UUID, rows: int = STEP_ROWS) -> ImportBatch:
    """Read and match the next rows, once for each token; a token that was used changes nothing."""
    batch = locked(batch)
    if batch.step_token != token or batch.state != ImportState.STAGING or batch.options.get("needs_mapping"):
        return batch
    options = dict(batch.options)
    if options.get("all_read"):
        return _finish_staging(batch)
    try:
        source = source_of(batch)
        mapping = _settle_dates(source, batch.mapping, options)
        found = list(islice(source.rows_from(options.get("place")), rows))
    except Unreadable as error:
        return _fail(batch, error)
    matched = match_rows(batch.owner, [row for _place, row in found])
    ImportRow.objects.bulk_create(
        ImportRow(
            owner_id=batch.owner_id,
            batch=batch,
            line=batch.next_offset + number,
            fate=judged.fate,
            reason=judged.reason[:300],
            data={"at": row.line, **(row.data() if isinstance(row, PersonRow) else {})},
            matched_id=judged.ref,
            before={"changes": judged.changes} if judged.changes else {},
            choice=judged.choice,
        )
        for number, ((_place, row), judged) in enumerate(zip(found, matched, strict=True), 1)
    )
    options["place"] = found[-1][0] if found else options.get("place")
    options["all_read"] = len(found) < rows
    batch.change(
        options=options,
        mapping=mapping,
        next_offset=batch.next_offset + len(found),
        rows_total=batch.next_offset + len(found),
        step_token=uuid4(),
    )
    return _finish_staging(batch) if options["all_read"] and len(found) < CHUNK else batch


def _settle_dates(source: detect.Source, mapping: dict[str, Any], options: dict[str, Any]) -> dict[str, Any]:
    """Decide once how dates are read: each look at the whole column costs a reading of the file."""
    if (
        source.table is None
        or mapping.get("day_first") is not None
        or not source.table.mapping.names_somebody
    ):
        return mapping
    order = source.table.dates()
    if source.dates_said:
        options["dates_said"] = source.dates_said
    return {**mapping, "day_first": order.day_first}


def _fail(batch: ImportBatch, error: Unreadable) -> ImportBatch:
    where = _(" (line %(n)s)") % {"n": error.line} if error.line else ""
    batch.rows.all().delete()
    return batch.change(
        state=ImportState.FAILED,
        reason=f"{error.reason}{where}"[:300],
        payload=b"",
        step_token=uuid4(),
        counts={},
    )


@dataclass(slots=True)
class Judged:
    """What is to become of a row."""

    fate: str
    reason: str = ""
    ref: int | None = None
    choice: str = ""
    changes: list[str] = field(default_factory=list)


def match_rows(owner: Any, rows: list[PersonRow | BadRow]) -> list[Judged]:
    """Compare rows of a file with the people there are."""
    people = [row for row in rows if isinstance(row, PersonRow)]
    circle = circle_of(owner, people)
    return [
        Judged(Fate.ERROR, row.reason) if isinstance(row, BadRow) else _judge(row, circle, owner)
        for row in rows
    ]


def _judge(row: PersonRow, circle: Circle, owner: Any) -> Judged:
    match = circle.find(row)
    if match is None:
        return Judged(Fate.NEW, " ".join(row.remarks))
    contact = circle.people[match.ref]  # type: ignore[index]
    if not match.sure:
        return Judged(Fate.DUPLICATE, REASONS[match.by], contact.pk, _usual_choice(match, row, contact))
    changes = changes_of(contact, row, circle, timezone=owner.timezone)
    if changes:
        return Judged(Fate.UPDATE, REASONS[match.by], contact.pk, changes=in_words(changes))
    return Judged(Fate.UNCHANGED, REASONS[match.by], contact.pk)


def _usual_choice(match: Match, row: PersonRow, contact: Contact) -> str:
    """Two of one name at two known organisations are two people; everything else is for the person to say."""
    elsewhere = row.organisation and contact.organisation and match.by == By.NAME
    return BOTH if elsewhere else SKIP


def _finish_staging(batch: ImportBatch) -> ImportBatch:
    """Bring together what the file itself holds twice, count, and let the person look."""
    _bring_together(batch)
    # When nothing was written since, applying need not compare again.
    options = {**batch.options, "facts_version": batch.owner.facts_version}
    return batch.change(
        state=ImportState.STAGED, counts=count_fates(batch), options=options, step_token=uuid4()
    )


def _bring_together(batch: ImportBatch) -> None:
    """Let rows of the file that are one person become one row: the first takes what the later ones add."""
    index = PeopleIndex()
    changed: dict[int, ImportRow] = {}
    rows = (
        batch.rows.filter(fate=Fate.NEW)
        .order_by("line")
        .only("line", "fate", "data", "reason", "batch", "choice")
    )
    for row in rows.iterator(chunk_size=CHUNK):
        person = PersonRow.from_data(row.data)
        match = index.find(known_of(row.line, person))
        if match is None or (not match.sure and _has_marks(person)):
            # Only names and keys stay in memory; the row itself is fetched again when it is needed.
            index.add(known_of(row.line, person))
            continue
        first_line: int = match.ref  # type: ignore[assignment]
        first = changed.get(first_line) or batch.rows.get(line=first_line)
        where = _("The same person as in line %(n)s.") % {"n": first.data.get("at", first.line)}
        if match.sure:
            together = complete(PersonRow.from_data(first.data), person)
            first.data = {"at": first.data.get("at", first.line), **together.data()}
            row.fate, row.reason = Fate.UNCHANGED, where
            changed[first.line] = first
        else:
            row.fate, row.choice = Fate.DUPLICATE, SKIP
            row.reason = _("The same name as in line %(n)s.") % {"n": first.data.get("at", first.line)}
        changed[row.line] = row
    ImportRow.objects.bulk_update(changed.values(), ["fate", "reason", "data", "choice"], batch_size=200)


def _has_marks(person: PersonRow) -> bool:
    """Say whether more than the name tells who this is."""
    return bool(person.emails or person.profiles or person.organisation)


def count_fates(batch: ImportBatch) -> dict[str, int]:
    return dict(batch.rows.order_by().values_list("fate").annotate(n=Count("pk")))


def discard(batch: ImportBatch) -> None:
    """Forget a file that was not taken in."""
    if batch.state in (ImportState.APPLIED, ImportState.UNDONE):
        raise NotNow(_("This import was taken in. Undo it instead."))
    batch.delete()
