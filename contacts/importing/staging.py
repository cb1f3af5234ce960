"""Reading a file in short steps, each a transaction of its own."""

from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any
from uuid import UUID, uuid4

from django.contrib.auth import get_user_model
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
)
from contacts.formats.mapping import ColumnMapping
from contacts.formats.rows import MAX_BYTES, BadRow, PersonRow, Unreadable
from contacts.importing.adding import changes_of, in_words
from contacts.importing.choices import BOTH, SKIP
from contacts.importing.circle import Circle, circle_of
from contacts.importing.holding import NotNow, locked
from contacts.importing.together import complete_firsts, mark_repeats
from contacts.models import (
    Contact,
    ImportBatch,
    ImportMapping,
    ImportRow,
)

STEP_ROWS = 2000
AT_ONCE = 2 * STEP_ROWS  # rows of a file that are brought together with its last step


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


def progress_of(batch: ImportBatch) -> int:
    """Return how much of the file is read, 0 to 100."""
    if batch.state != ImportState.STAGING:
        return 100
    place = batch.options.get("place") or 0
    return min(99, 100 * place // batch.size) if batch.size and batch.format not in ("monica", "json") else 0


@dataclass(slots=True)
class Judged:
    """What is to become of a row."""

    fate: str
    reason: str = ""
    ref: int | None = None
    choice: str = ""
    changes: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Part:
    """What one step read: rows with the place behind each, and what is to become of them.

    seen    the version of the owner's facts that the rows were compared with
    """

    found: list[tuple[int, PersonRow | BadRow]]
    judged: list[Judged]
    mapping: dict[str, Any]
    options: dict[str, Any]
    seen: int


def stage_step(*, batch: ImportBatch, token: UUID, rows: int = STEP_ROWS) -> ImportBatch:
    """Read and match the next rows, once for each token; a token that was used changes nothing.

    The file is read before the transaction begins: others write meanwhile.
    """
    if not _is_next(batch, token):
        return batch
    if _is_read(batch):
        return _bring_together(batch, token)
    try:
        part = _read(batch, rows)
    except Unreadable as error:
        return _fail(batch, token, error)
    batch = _keep(batch, token, part)
    # A short file is through with its last rows; a long one takes further steps.
    while batch.rows_total <= AT_ONCE and _is_read(batch):
        batch = _bring_together(batch, batch.step_token)
    return batch


def _is_next(batch: ImportBatch, token: UUID) -> bool:
    asks = batch.options.get("needs_mapping")
    return batch.step_token == token and batch.state == ImportState.STAGING and not asks


def _is_read(batch: ImportBatch) -> bool:
    return batch.state == ImportState.STAGING and bool(batch.options.get("all_read"))


def _read(batch: ImportBatch, rows: int) -> Part:
    seen = get_user_model()._base_manager.values_list("facts_version", flat=True).get(pk=batch.owner_id)
    options = dict(batch.options)
    source = source_of(batch)
    mapping = _settle_dates(source, batch.mapping, options)
    found = list(islice(source.rows_from(options.get("place")), rows))
    if found:
        options["place"] = found[-1][0]
    options["all_read"] = len(found) < rows
    return Part(found, match_rows(batch.owner, [row for _place, row in found]), mapping, options, seen)


@transaction.atomic
def _keep(batch: ImportBatch, token: UUID, part: Part) -> ImportBatch:
    batch = locked(batch)
    if not _is_next(batch, token):
        return batch
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
        for number, ((_place, row), judged) in enumerate(zip(part.found, part.judged, strict=True), 1)
    )
    return batch.change(
        options={**part.options, **_freshness(batch, part.seen)},
        mapping=part.mapping,
        next_offset=batch.next_offset + len(part.found),
        rows_total=batch.next_offset + len(part.found),
        step_token=uuid4(),
    )


def _freshness(batch: ImportBatch, seen: int) -> dict[str, Any]:
    """Return the version of the facts, and whether only the steps themselves raised it since the first.

    When nothing else was written, applying need not compare again. The lock counted one change.
    """
    before = batch.options.get("facts_version", seen)
    stale = batch.options.get("stale") or seen != before or batch.owner.facts_version != seen + 1
    return {"facts_version": batch.owner.facts_version, "stale": bool(stale)}


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


@transaction.atomic
def _fail(batch: ImportBatch, token: UUID, error: Unreadable) -> ImportBatch:
    batch = locked(batch)
    if not _is_next(batch, token):
        return batch
    where = _(" (line %(n)s)") % {"n": error.line} if error.line else ""
    batch.rows.all().delete()
    return batch.change(
        state=ImportState.FAILED,
        reason=f"{error.reason}{where}"[:300],
        payload=b"",
        step_token=uuid4(),
        counts={},
    )


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


def _bring_together(batch: ImportBatch, token: UUID) -> ImportBatch:
    """Bring together what the file itself holds twice, in two steps; then let the person look."""
    if not batch.options.get("marked"):
        mark_repeats(batch, token)
        return _go_on(batch, token)
    complete_firsts(batch, token)
    return _go_on(batch, token, state=ImportState.STAGED)


@transaction.atomic
def _go_on(batch: ImportBatch, token: UUID, *, state: str = ImportState.STAGING) -> ImportBatch:
    batch = locked(batch)
    if not _is_next(batch, token):
        return batch
    fresh = _freshness(batch, batch.owner.facts_version - 1)
    counts = count_fates(batch) if state == ImportState.STAGED else {}
    options = {**batch.options, **fresh, "marked": True}
    return batch.change(state=state, counts=counts, options=options, step_token=uuid4())


def count_fates(batch: ImportBatch) -> dict[str, int]:
    return dict(batch.rows.order_by().values_list("fate").annotate(n=Count("pk")))


@transaction.atomic
def discard(batch: ImportBatch) -> None:
    """Forget a file that was not taken in."""
    batch = locked(batch)
    if batch.state in (ImportState.APPLIED, ImportState.UNDONE):
        raise NotNow(_("This import was taken in. Undo it instead."))
    batch.delete()
