"""A file of people on its way in: read in short steps, looked at, taken in at once, undone as one.

Every row that an import makes carries the moment of the import as its `created_at` and `updated_at`:
what still has both was not edited since, and undo may take it back.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from itertools import islice
from typing import Any, NamedTuple
from uuid import UUID, uuid4

from django.db import connection, transaction
from django.db.models import Count, Q
from django.db.models.fields.reverse_related import ForeignObjectRel
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from contacts.enums import (
    Distance,
    Fate,
    ImportState,
    PointKind,
    Source,
    Stage,
    Stance,
    StayInTouch,
    TouchKind,
)
from contacts.formats import detect
from contacts.formats.identity import (
    REASONS,
    By,
    Known,
    Match,
    PeopleIndex,
    email_key,
    name_key,
    organisation_key,
    point_key,
    profile_key,
)
from contacts.formats.mapping import ColumnMapping
from contacts.formats.rows import MAX_BYTES, BadRow, PersonRow, Point, Unreadable
from contacts.formats.write import FACTS
from contacts.inserting import Inserter
from contacts.models import (
    Contact,
    ContactPoint,
    ContactTag,
    ImportBatch,
    ImportMapping,
    ImportRow,
    MergedContact,
    Organisation,
    Tag,
    Touch,
)
from infoview.accounts.models import AuditAct, AuditEvent, Region, Seniority
from infoview.shared import clock, days
from infoview.shared.querysets import raise_facts_version

STEP_ROWS = 2000
CHUNK = 1000
NOON = time(12)

TAKE, MERGE, BOTH, SKIP = "take", "merge", "both", "skip"
# What may be chosen for a row, the first being what happens when nothing is.
CHOICES: dict[str, tuple[str, ...]] = {
    Fate.NEW: (TAKE, SKIP),
    Fate.UPDATE: (MERGE, SKIP),
    Fate.DUPLICATE: (SKIP, MERGE, BOTH),
    Fate.UNCHANGED: (),
    Fate.ERROR: (),
    Fate.SKIP: (),
}


class NotNow(Exception):
    """The import is in a state in which this cannot be done; the sentence is for the person."""


# Beginning ----------------------------------------------------------------------------------------


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
    batch = _locked(batch)
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


def _locked(batch: ImportBatch) -> ImportBatch:
    """Return the batch as it is now, held against everybody else until the transaction ends."""
    raise_facts_version([batch.owner_id], using=None)
    return ImportBatch.objects.select_for_update().select_related("owner").get(pk=batch.pk)


# Staging ------------------------------------------------------------------------------------------


def progress_of(batch: ImportBatch) -> int:
    """Return how much of the file is read, 0 to 100."""
    if batch.state != ImportState.STAGING:
        return 100
    place = batch.options.get("place") or 0
    return min(99, 100 * place // batch.size) if batch.size and batch.format not in ("monica", "json") else 0


@transaction.atomic
def stage_step(*, batch: ImportBatch, token: UUID, rows: int = STEP_ROWS) -> ImportBatch:
    """Read and match the next rows, once for each token; a token that was used changes nothing."""
    batch = _locked(batch)
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


def _judge(row: PersonRow, circle: "Circle", owner: Any) -> Judged:
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


@dataclass(slots=True)
class Circle:
    """The people whom rows may be about, with what is needed to compare and complete them."""

    index: PeopleIndex = field(default_factory=PeopleIndex)
    people: dict[int, Contact] = field(default_factory=dict)
    points: defaultdict[int, set[tuple[str, str]]] = field(default_factory=lambda: defaultdict(set))
    tags: defaultdict[int, set[str]] = field(default_factory=lambda: defaultdict(set))

    def find(self, row: PersonRow) -> Match | None:
        return self.index.find(_known(0, row))


def _known(ref: int, row: PersonRow) -> Known:
    return Known(
        ref=ref,
        name=row.name,
        organisation=row.organisation,
        emails=[point.value for point in row.emails],
        profiles=[point.value for point in row.profiles],
    )


def circle_of(owner: Any, rows: Collection[PersonRow]) -> Circle:
    """Fetch only those who share a name, an address or a profile with one of the rows."""
    names = {name_key(row.name)[:200] for row in rows}
    mails = {email_key(point.value) for row in rows for point in row.emails} - {""}
    profiles = {profile_key(point.value)[:300] for row in rows for point in row.profiles} - {""}
    keys: set[int] = set()
    people = Contact.objects.for_user(owner).order_by()
    points = ContactPoint.objects.for_user(owner).order_by()
    for found in (
        people.filter(name_key__in=names).values_list("pk", flat=True),
        people.filter(profile_key__in=profiles).values_list("pk", flat=True) if profiles else (),
        points.filter(kind=PointKind.EMAIL, value_key__in=mails).values_list("contact_id", flat=True)
        if mails
        else (),
        points.filter(kind=PointKind.PROFILE, value_key__in=profiles).values_list("contact_id", flat=True)
        if profiles
        else (),
    ):
        keys.update(found)
    return _circle(owner, keys)


def _circle(owner: Any, keys: Iterable[int]) -> Circle:
    circle = Circle()
    keys = list(keys)
    if not keys:
        return circle
    addresses: defaultdict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for contact_id, kind, value, key in (
        ContactPoint.objects.for_user(owner)
        .filter(contact__in=keys)
        .order_by("position", "pk")
        .values_list("contact_id", "kind", "value", "value_key")
    ):
        circle.points[contact_id].add((kind, key))
        addresses[contact_id][kind].append(value)
    links = ContactTag.objects.for_user(owner).filter(contact__in=keys).order_by()
    for contact_id, tag in links.values_list("contact_id", "tag__name_key"):
        circle.tags[contact_id].add(tag)
    contacts = (
        Contact.objects.for_user(owner).filter(pk__in=keys).select_related("organisation").order_by("pk")
    )
    for contact in contacts:
        circle.people[contact.pk] = contact
        profiles = addresses[contact.pk][PointKind.PROFILE]
        circle.index.add(
            Known(
                ref=contact.pk,
                name=contact.name,
                organisation=contact.organisation.name if contact.organisation else "",
                emails=addresses[contact.pk][PointKind.EMAIL],
                profiles=[contact.profile_url, *profiles] if contact.profile_url else profiles,
            )
        )
    return circle


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
        match = index.find(_known(row.line, person))
        if match is None or (not match.sure and _has_marks(person)):
            # Only names and keys stay in memory; the row itself is fetched again when it is needed.
            index.add(_known(row.line, person))
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


def complete(first: PersonRow, other: PersonRow) -> PersonRow:
    """Return the first row with its gaps filled from the other."""
    values: dict[str, Any] = {}
    for name in ("emails", "phones", "profiles", "websites", "tags"):
        mine = getattr(first, name)
        seen = {_point_text(name, one) for one in mine}
        values[name] = (*mine, *(one for one in getattr(other, name) if _point_text(name, one) not in seen))
    for name in (
        "first_name", "last_name", "prefix", "pronoun", "job_title", "organisation", "department", "city",
        "country", "how_met", "introduced_by", "met_on", "connected_on", "last_contact_on",
    ):  # fmt: skip
        values[name] = getattr(first, name) or getattr(other, name)
    values["notes"] = _with_note(first.notes, other.notes)
    values["facts"] = {**other.facts, **first.facts}
    return replace(first, **values)


KINDS = {"emails": "email", "phones": "phone", "profiles": "profile", "websites": "website"}


def _point_text(name: str, one: Point | str) -> str:
    return one.casefold() if isinstance(one, str) else point_key(KINDS[name], one.value)


def _with_note(notes: str, more: str) -> str:
    if not more or more in notes:
        return notes
    joined = f"{notes}\n\n{more}" if notes else more
    return joined if len(joined) <= 50_000 else notes


def count_fates(batch: ImportBatch) -> dict[str, int]:
    return dict(batch.rows.order_by().values_list("fate").annotate(n=Count("pk")))


# What a row adds to a person ----------------------------------------------------------------------

GAPS = (
    "prefix", "pronoun", "job_title", "department", "how_met", "met_on", "connected_on",
)  # fmt: skip
LABELS = {
    "prefix": gettext_lazy("title"),
    "pronoun": gettext_lazy("pronoun"),
    "first_name": gettext_lazy("first name"),
    "last_name": gettext_lazy("last name"),
    "job_title": gettext_lazy("role"),
    "department": gettext_lazy("department"),
    "city": gettext_lazy("place"),
    "how_met": gettext_lazy("how you met"),
    "met_on": gettext_lazy("when you met"),
    "connected_on": gettext_lazy("connected on"),
    "profile_url": gettext_lazy("profile"),
    "notes": gettext_lazy("notes"),
}
DEFAULTS: dict[str, Any] = {
    "distance": Distance.OTHER,
    "stance": Stance.UNKNOWN,
    "stage": Stage.NEW,
    "stay_in_touch": StayInTouch.NOT_ASKED,
}
CHOICES_OF: dict[str, Any] = {
    "distance": Distance, "stance": Stance, "stage": Stage, "stay_in_touch": StayInTouch, "source": Source,
    "region": Region, "seniority": Seniority,
}  # fmt: skip
LENGTHS = {"source_detail": 200, "stage_signal": 300, "preferred_channel": 24}


@dataclass(slots=True)
class Changes:
    """What a row adds to somebody; it fills gaps and never overwrites."""

    columns: dict[str, Any] = field(default_factory=dict)
    organisation: str = ""
    points: list[tuple[str, Point]] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    talked_on: date | None = None

    def __bool__(self) -> bool:
        return bool(self.columns or self.organisation or self.points or self.tags or self.talked_on)


def changes_of(contact: Contact, row: PersonRow, circle: Circle, *, timezone: str) -> Changes:
    changes = Changes()
    for name in GAPS:
        if (value := getattr(row, name)) and not getattr(contact, name):
            changes.columns[name] = value
    if name_key(row.name) == contact.name_key:
        for name in ("first_name", "last_name"):
            if (value := getattr(row, name)) and not getattr(contact, name):
                changes.columns[name] = value
    if (place := place_of(row)) and not contact.city:
        changes.columns["city"] = place
    if (notes := _with_note(contact.notes, row.notes)) != contact.notes:
        changes.columns["notes"] = notes
    _add_points(changes, contact.profile_url, row, circle.points[contact.pk] if contact.pk else set())
    known = circle.tags[contact.pk] if contact.pk else set()
    changes.tags = [tag for tag in dict.fromkeys(row.tags) if tag.strip().casefold()[:60] not in known]
    if row.organisation and contact.organisation is None:
        changes.organisation = row.organisation
    if row.last_contact_on and (
        contact.last_touch_at is None
        or clock.local_date(contact.last_touch_at, timezone) < row.last_contact_on
    ):
        changes.talked_on = row.last_contact_on
    for name, value in facts_of(row).items():
        if (
            getattr(contact, name) == DEFAULTS.get(name, "" if name not in NULLS else None)
            and getattr(contact, name) != value
        ):
            changes.columns[name] = value
    if changes.columns.get("stage") == Stage.MENTOR and not (
        contact.stage_signal or changes.columns.get("stage_signal")
    ):
        del changes.columns["stage"]
    return changes


NULLS = frozenset({"sourced_on", "confirmed_on", "update_after_months"})


def place_of(row: PersonRow) -> str:
    if row.country and row.country.casefold() not in row.city.casefold():
        return ", ".join(part for part in (row.city, row.country) if part)[:120]
    return row.city


def _add_points(changes: Changes, profile_url: str, row: PersonRow, known: set[tuple[str, str]]) -> None:
    seen = set(known)
    own = profile_key(profile_url) if profile_url else ""
    for name, kind in KINDS.items():
        for point in getattr(row, name):
            key = (kind, point_key(kind, point.value)[:300])
            if kind == "profile" and own and profile_key(point.value) == own:
                continue
            if kind == "profile" and not own and "://" in point.value and key not in known:
                changes.columns["profile_url"] = point.value
                own = profile_key(point.value)
                continue
            if key not in seen:
                seen.add(key)
                changes.points.append((kind, point))


def facts_of(row: PersonRow) -> dict[str, Any]:
    """Return the further facts of our own export as values of their columns; nonsense is left out."""
    found: dict[str, Any] = {}
    for name, text in row.facts.items():
        if name not in FACTS:
            continue
        if name in CHOICES_OF:
            if text in CHOICES_OF[name].values and text:
                found[name] = text
        elif name in ("sourced_on", "confirmed_on"):
            try:
                found[name] = date.fromisoformat(text)
            except ValueError:
                continue
        elif name == "update_after_months":
            if text.isdecimal() and len(text) < 3 and 2 <= int(text) <= 12:
                found[name] = int(text)
        elif name == "timezone":
            if _is_zone(text):
                found[name] = text
        elif text:
            found[name] = text[: LENGTHS[name]]
    return found


def _is_zone(text: str) -> bool:
    try:
        return bool(text) and bool(days.local_day(clock.now(), text))
    except (KeyError, ValueError, OSError):
        return False


def in_words(changes: Changes) -> list[str]:
    """Name what is added, for the preview."""
    said = [str(LABELS.get(name, name.replace("_", " "))) for name in changes.columns]
    if changes.organisation:
        said.append(_("organisation"))
    said += [str(PointKind(kind).label) for kind, _point in changes.points]
    said += [f"#{tag}" for tag in changes.tags]
    if changes.talked_on:
        said.append(_("last contact"))
    return list(dict.fromkeys(said))


# Choices ------------------------------------------------------------------------------------------


def choose(*, batch: ImportBatch, choices: Mapping[int, str]) -> int:
    """Keep what the person says about rows, by number; return how many choices were taken."""
    if batch.state != ImportState.STAGED:
        raise NotNow(_("This import is over."))
    rows = list(batch.rows.filter(line__in=list(choices)[:1000]))
    changed = []
    for row in rows:
        choice = choices[row.line]
        if choice in CHOICES[row.fate] and not (choice == MERGE and row.matched_id is None):
            row.choice = choice
            changed.append(row)
    ImportRow.objects.bulk_update(changed, ["choice"], batch_size=200)
    return len(changed)


def choice_of(row: ImportRow) -> str:
    allowed = CHOICES[row.fate]
    return row.choice if row.choice in allowed else allowed[0] if allowed else ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an import comes to."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    skipped: int = 0
    errors: int = 0


def expected(batch: ImportBatch) -> Outcome:
    """Return what applying the batch would do as it stands."""
    counted: defaultdict[str, int] = defaultdict(int)
    for fate, choice, n in batch.rows.order_by().values_list("fate", "choice").annotate(n=Count("pk")):
        row = ImportRow(fate=fate, choice=choice)
        counted[_kind_of(fate, choice_of(row))] += n
    return Outcome(**counted)


def _kind_of(fate: str, choice: str) -> str:
    if fate == Fate.ERROR:
        return "errors"
    if fate == Fate.UNCHANGED:
        return "unchanged"
    return {TAKE: "created", BOTH: "created", MERGE: "updated"}.get(choice, "skipped")


# Applying -----------------------------------------------------------------------------------------


@transaction.atomic
def apply(*, batch: ImportBatch, at: datetime, tag: str = "") -> ImportBatch:
    """Take the rows in, all of them in one transaction; a second call changes nothing."""
    batch = _locked(batch)
    if batch.state == ImportState.APPLIED:
        return batch
    if batch.state != ImportState.STAGED:
        raise NotNow(_("This import is not ready yet."))
    writer = Writer(batch, at, tag)
    numbers = (
        batch.rows.exclude(fate__in=[Fate.ERROR, Fate.UNCHANGED])
        .order_by("line")
        .values_list("line", flat=True)
    )
    lines = list(numbers)
    for start in range(0, len(lines), CHUNK):
        first, last = lines[start], lines[min(start + CHUNK, len(lines)) - 1]
        writer.take(list(batch.rows.filter(line__gte=first, line__lte=last).order_by("line")))
    writer.finish()
    counted = writer.counted
    unchanged = batch.rows.filter(fate=Fate.UNCHANGED).count() + counted["unchanged"]
    batch.rows.filter(applied_to=None).exclude(fate=Fate.ERROR).update(data={})
    counts = {**counted, "unchanged": unchanged, "errors": batch.rows.filter(fate=Fate.ERROR).count()}
    batch.change(
        state=ImportState.APPLIED,
        applied_at=at,
        counts=counts,
        payload=b"",
        tag=writer.tag,
        step_token=uuid4(),
    )
    AuditEvent.objects.create(
        owner=batch.owner,
        actor=batch.owner,
        act=AuditAct.IMPORTED,
        object_kind="import",
        object_id=batch.public_id,
        count=counted["created"] + counted["updated"],
        at=at,
    )
    return batch


class Introduced(NamedTuple):
    """Somebody with the name of who led to them; new: where else the import may write that name."""

    key: int
    source_detail: str
    by: str
    new: bool = False


class Writer:
    """Writes the rows of one import in bulk; it remembers what it made, for names that come up again."""

    def __init__(self, batch: ImportBatch, at: datetime, tag: str) -> None:
        self.batch, self.owner, self.at = batch, batch.owner, at
        # The lock itself counted one change.
        self.compares_again = self.owner.facts_version != batch.options.get("facts_version", -1) + 1
        self.stamp = {"owner_id": batch.owner_id, "created_at": at, "updated_at": at}
        self.counted: dict[str, int] = {"created": 0, "updated": 0, "unchanged": 0, "skipped": 0}
        self.organisations: dict[str, Organisation] = {}
        self.tags: dict[str, Tag] = {}
        self.introductions: list[Introduced] = []
        touch = {"kind": TouchKind.TALK, "is_touch": True, "summary": _("From an imported list.")}
        self.people = Inserter(Contact, self.stamp)
        self.rows = Inserter(ImportRow, {**self.stamp, "batch_id": batch.pk})
        # Two rows of a file can lead to one person; what both bring is there once.
        self.points = Inserter(ContactPoint, self.stamp, ignore_conflicts=True)
        self.links = Inserter(ContactTag, self.stamp, ignore_conflicts=True)
        self.touches = Inserter(Touch, {**self.stamp, **touch})
        self.tag = self._tags([tag])[0] if tag.strip() else None

    def take(self, rows: list[ImportRow]) -> None:
        """Write one chunk of rows."""
        people = {row.pk: PersonRow.from_data(row.data) for row in rows}
        taken = [(row, choice_of(row)) for row in rows]
        merging = [row.matched_id for row, choice in taken if choice == MERGE and row.matched_id]
        fresh = [people[row.pk] for row, choice in taken if choice == TAKE] if self.compares_again else []
        circle = circle_of(self.owner, fresh) if fresh else Circle()
        if missing := set(merging) - circle.people.keys():
            self._join(circle, _circle(self.owner, missing))
        todo: list[tuple[ImportRow, PersonRow, Contact | None]] = []
        for row, choice in taken:
            if choice == SKIP or not choice:
                self.counted["skipped"] += choice == SKIP
                continue
            contact = circle.people.get(row.matched_id) if choice == MERGE and row.matched_id else None
            if choice == TAKE:
                # Somebody who was added since the file was read is completed, not doubled.
                match = circle.find(people[row.pk])
                contact = circle.people[match.ref] if match and match.sure else None  # type: ignore[index]
            todo.append((row, people[row.pk], contact))
        self._make_organisations(person for _row, person, _contact in todo)
        self._write(todo, circle)

    def _join(self, circle: Circle, other: Circle) -> None:
        circle.people |= other.people
        circle.points.update(other.points)
        circle.tags.update(other.tags)

    def _make_organisations(self, people: Iterable[PersonRow]) -> None:
        wanted: dict[str, str] = {}
        for person in people:
            if person.organisation:
                wanted.setdefault(organisation_key(person.organisation)[:200], person.organisation)
        missing = wanted.keys() - self.organisations.keys()
        known = Organisation.objects.for_user(self.owner).filter(name_key__in=missing)
        self.organisations |= {organisation.name_key: organisation for organisation in known}
        new = [
            Organisation(**self.stamp, name=wanted[key], name_key=key)
            for key in wanted
            if key in missing and key not in self.organisations
        ]
        for organisation in Organisation.objects.bulk_create(new):
            self.organisations[organisation.name_key] = organisation

    def _tags(self, names: Iterable[str]) -> list[Tag]:
        wanted: dict[str, str] = {}
        for name in names:
            shown = " ".join(name.replace("\0", "").split()).lstrip("#")[:60]
            if shown:
                wanted.setdefault(shown.casefold()[:60], shown)
        missing = wanted.keys() - self.tags.keys()
        if missing:
            self.tags |= {
                tag.name_key: tag for tag in Tag.objects.for_user(self.owner).filter(name_key__in=missing)
            }
            new = [
                Tag(**self.stamp, name=wanted[key], name_key=key) for key in wanted if key not in self.tags
            ]
            for tag in Tag.objects.bulk_create(new):
                self.tags[tag.name_key] = tag
        return [self.tags[key] for key in wanted]

    def _write(self, todo: list[tuple[ImportRow, PersonRow, Contact | None]], circle: Circle) -> None:
        new: list[tuple[ImportRow, PersonRow, Changes, UUID]] = []
        updated: list[tuple[ImportRow, Contact, Changes]] = []
        before: dict[int, dict[str, Any]] = {}
        for row, person, contact in todo:
            if contact is None:
                changes = changes_of(NOBODY, person, EMPTY, timezone=self.owner.timezone)
                new.append((row, person, changes, uuid4()))
                continue
            changes = changes_of(contact, person, circle, timezone=self.owner.timezone)
            before[row.pk] = self._complete(contact, changes)
            self._remember(circle, contact, changes)
            updated.append((row, contact, changes))
            if person.introduced_by and contact.introduced_by_id is None:
                self.introductions.append(Introduced(contact.pk, contact.source_detail, person.introduced_by))
        keys = self._insert(new)
        self._save({contact.pk: contact for _row, contact, changes in updated if changes}.values())
        self._children([(keys[uid], True, changes) for _row, _person, changes, uid in new])
        self._children([(contact.pk, False, changes) for _row, contact, changes in updated])
        self.counted["created"] += len(new)
        done = sum(bool(changes) for _row, _contact, changes in updated)
        self.counted["updated"] += done
        self.counted["unchanged"] += len(updated) - done
        self._note(
            [(row, keys[uid], person.name, {}, {"made": True}) for row, person, _changes, uid in new]
            + [
                (
                    row,
                    contact.pk,
                    contact.name,
                    before[row.pk],
                    {"values": self._after(before[row.pk], contact)},
                )
                for row, contact, _changes in updated
            ]
        )

    def _insert(self, new: list[tuple[ImportRow, PersonRow, Changes, UUID]]) -> dict[UUID, int]:
        """Insert new people; return their keys."""
        self.people.insert(self._columns(person, changes, uid) for _row, person, changes, uid in new)
        uids = [uid for _row, _person, _changes, uid in new]
        keys = dict(
            Contact.objects.for_user(self.owner).filter(public_id__in=uids).values_list("public_id", "pk")
        )
        for _row, person, changes, uid in new:
            if person.introduced_by:
                detail = "" if "source" in changes.columns else self.batch.file_name
                self.introductions.append(
                    Introduced(keys[uid], detail, person.introduced_by, new="source" not in changes.columns)
                )
        return keys

    def _columns(self, person: PersonRow, changes: Changes, uid: UUID) -> dict[str, Any]:
        columns = {
            "public_id": uid,
            "name": person.name,
            "name_key": name_key(person.name)[:200],
            "sort_key": person.name.strip().casefold()[:200],
            "first_name": person.first_name,
            "last_name": person.last_name,
            **changes.columns,
        }
        if "source" not in columns:
            columns["source"] = Source.IMPORT
            columns.setdefault("source_detail", self.batch.file_name)
        if url := columns.get("profile_url"):
            columns["profile_key"] = profile_key(url)[:300]
        if changes.organisation:
            columns["organisation_id"] = self.organisations[organisation_key(changes.organisation)[:200]].pk
        if changes.talked_on:
            columns["last_touch_at"] = self._moment(changes.talked_on)
        return columns

    def _complete(self, contact: Contact, changes: Changes) -> dict[str, Any]:
        """Set what the row adds, and return what stood there before."""
        before = {name: getattr(contact, name) for name in changes.columns}
        for name, value in changes.columns.items():
            setattr(contact, name, value)
        if changes.organisation:
            before["organisation_id"] = contact.organisation_id
            contact.organisation = self.organisations[organisation_key(changes.organisation)[:200]]
        if changes.talked_on:
            before["last_touch_at"] = contact.last_touch_at
            contact.last_touch_at = self._moment(changes.talked_on)
        return {name: _plain(value) for name, value in before.items()}

    def _remember(self, circle: Circle, contact: Contact, changes: Changes) -> None:
        for kind, point in changes.points:
            circle.points[contact.pk].add((kind, point_key(kind, point.value)[:300]))
        circle.tags[contact.pk].update(tag.strip().casefold()[:60] for tag in changes.tags)

    def _after(self, before: Mapping[str, Any], contact: Contact) -> dict[str, Any]:
        return {name: _plain(getattr(contact, name)) for name in before}

    def _save(self, contacts: Collection[Contact]) -> None:
        for contact in contacts:
            contact.set_keys()
        names = [*GAPS, "first_name", "last_name", "city", "notes", "profile_url", "profile_key", *FACTS]
        Contact.objects.bulk_update(
            contacts, [*dict.fromkeys(names), "organisation", "last_touch_at"], batch_size=100
        )

    def _children(self, made: list[tuple[int, bool, Changes]]) -> None:
        points: list[dict[str, Any]] = []
        touches: list[dict[str, Any]] = []
        links: list[dict[str, Any]] = []
        # All tags of the chunk in one question.
        self._tags(tag for _key, _new, changes in made for tag in changes.tags)
        own = [self.tag.pk] if self.tag else []
        for key, is_new, changes in made:
            mail_seen = not is_new
            for position, (kind, point) in enumerate(changes.points):
                points.append(
                    {
                        "contact_id": key,
                        "kind": kind,
                        "value": point.value,
                        "value_key": point_key(kind, point.value)[:300],
                        "label": point.label,
                        "position": position,
                        "is_preferred": kind == "email" and not mail_seen,
                    }
                )
                mail_seen = mail_seen or kind == "email"
            tags = (
                dict.fromkeys([*(tag.pk for tag in self._tags(changes.tags)), *own]) if changes.tags else own
            )
            links += [{"contact_id": key, "tag_id": tag} for tag in tags]
            if changes.talked_on:
                moment = self._moment(changes.talked_on)
                touches.append({"contact_id": key, "happened_at": moment, "happened_on": changes.talked_on})
        self.points.insert(points)
        self.links.insert(links)
        self.touches.insert(touches)

    def _moment(self, day: date) -> datetime:
        return min(self.at, days.moment_at(day, NOON, self.owner.timezone))

    def _note(self, rows: list[tuple[ImportRow, int, str, dict[str, Any], dict[str, Any]]]) -> None:
        """Keep for each row whom it became and what it replaced; of the file's own words nothing stays."""
        # Deleted and inserted again: on SQLite that is several times as fast as one update for each row.
        self.batch.rows.filter(pk__in=[row.pk for row, *_others in rows]).delete()
        self.rows.insert(
            {
                "line": row.line,
                "fate": row.fate,
                "choice": row.choice,
                "reason": row.reason,
                "matched_id": row.matched_id,
                "applied_to_id": key,
                "before": before,
                "after": after,
                "data": {"at": row.data.get("at"), "name": name},
            }
            for row, key, name, before, after in rows
        )

    def finish(self) -> None:
        """Tie people to whoever introduced them, now that everybody is there."""
        if not self.introductions:
            return
        wanted = {name_key(one.by)[:200] for one in self.introductions}
        found: defaultdict[str, list[int]] = defaultdict(list)
        people = Contact.objects.for_user(self.owner).filter(name_key__in=wanted).order_by()
        for key, name in people.values_list("pk", "name_key"):
            found[name].append(key)
        told: list[tuple[int | None, str, int]] = []
        for one in self.introductions:
            keys = found[name_key(one.by)[:200]]
            if len(keys) == 1 and keys[0] != one.key:
                told.append((keys[0], one.source_detail, one.key))
            elif one.new:
                told.append((None, _("Introduced by %(name)s") % {"name": one.by[:170]}, one.key))
        with connection.cursor() as cursor:
            # `updated_at` stays: it says that nobody edited them since.
            cursor.executemany(
                "UPDATE contacts_contact SET introduced_by_id = %s, source_detail = %s WHERE id = %s", told
            )


EMPTY = Circle()
NOBODY = Contact()


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


# Undoing ------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Undone:
    removed: int = 0
    reverted: int = 0
    kept: list[str] = field(default_factory=list)


@transaction.atomic
def undo(*, batch: ImportBatch, at: datetime) -> Undone:
    """Take back exactly what the import did; who was edited or used since is kept, and named."""
    batch = _locked(batch)
    if batch.state != ImportState.APPLIED or batch.applied_at is None:
        raise NotNow(_("There is nothing to undo."))
    undone = Undone()
    rows = batch.rows.filter(applied_to__isnull=False).order_by("line")
    made = [row.applied_to_id for row in rows.only("applied_to", "after") if row.after.get("made")]
    undone.removed = _remove_made(batch, [key for key in made if key is not None], undone)
    for row in batch.rows.filter(applied_to__isnull=False).select_related("applied_to").order_by("-line"):
        if "values" in row.after:
            _revert(row, batch.applied_at, undone)
    _remove_empty(batch)
    batch.change(state=ImportState.UNDONE, undone_at=at, counts={**batch.counts, "kept": undone.kept[:200]})
    AuditEvent.objects.create(
        owner=batch.owner,
        actor=batch.owner,
        act=AuditAct.IMPORT_UNDONE,
        object_kind="import",
        object_id=batch.public_id,
        count=undone.removed + undone.reverted,
        at=at,
    )
    return undone


def _remove_made(batch: ImportBatch, keys: list[int], undone: Undone) -> int:
    """Remove the people the import made, unless they were edited or used since."""
    removed = 0
    at: Any = batch.applied_at
    for start in range(0, len(keys), CHUNK):
        some = keys[start : start + CHUNK]
        people = Contact.objects.for_user(batch.owner).filter(pk__in=some)
        used = set(people.exclude(updated_at=at).values_list("pk", flat=True))
        for relation in _relations():
            used |= _used(relation, batch, some, at)
        gone = [key for key in some if key not in used]
        undone.kept += people.filter(pk__in=used).order_by("sort_key").values_list("name", flat=True)
        removed += (
            Contact.objects.for_user(batch.owner).filter(pk__in=gone).delete()[1].get("contacts.Contact", 0)
        )
    return removed


def _relations() -> Iterator[ForeignObjectRel]:
    """Yield every way in which a row of any room points at a person."""
    for relation in Contact._meta.get_fields(include_hidden=True):
        if isinstance(relation, ForeignObjectRel) and relation.auto_created and not relation.many_to_many:
            yield relation


def _used(relation: ForeignObjectRel, batch: ImportBatch, keys: list[int], at: datetime) -> set[int]:
    """Return which of these people have a row of this kind that the import did not make."""
    model, name = relation.related_model, relation.field.attname
    # What is derived from facts, such as a reminder, is no use of a person by itself.
    if not getattr(model, "are_facts", True) and model is not MergedContact:
        return set()
    rows = model._base_manager.filter(**{f"{name}__in": keys})
    # What the import wrote itself, untouched since, is no use of the person.
    rows = rows.exclude(created_at=at, updated_at=at)
    return set(rows.values_list(name, flat=True))


def _revert(row: ImportRow, applied_at: datetime, undone: Undone) -> None:
    contact = row.applied_to
    if contact is None:
        return
    back = {}
    for name, old in row.before.items():
        if _plain(getattr(contact, name)) != row.after["values"].get(name):
            undone.kept.append(contact.name)
            continue
        back[name] = _typed(name, old)
    made = {"created_at": applied_at, "updated_at": applied_at}
    owner = contact.owner_id
    ContactPoint.objects.filter(owner_id=owner, contact=contact, **made).delete()
    ContactTag.objects.filter(owner_id=owner, contact=contact, **made).delete()
    Touch.objects.filter(owner_id=owner, contact=contact, **made).delete()
    if back:
        for name, value in back.items():
            setattr(contact, name, value)
        contact.save()
    undone.reverted += 1


def _typed(name: str, value: Any) -> Any:
    column: Any = Contact._meta.get_field(name)
    return column.to_python(value) if value is not None else None


def _remove_empty(batch: ImportBatch) -> None:
    """Take away the organisations and tags the import made and nobody uses."""
    made = Q(created_at=batch.applied_at, updated_at=batch.applied_at)
    for model in (Organisation, Tag):
        rows = model.objects.for_user(batch.owner).filter(made)
        for relation in model._meta.get_fields(include_hidden=True):
            if isinstance(relation, ForeignObjectRel) and relation.auto_created and not relation.many_to_many:
                if relation.related_model is ImportBatch:
                    continue
                users = relation.related_model._base_manager.filter(
                    **{f"{relation.field.name}__isnull": False}
                )
                rows = rows.exclude(pk__in=users.values(relation.field.attname))
        rows.delete()


def said_of(counts: Mapping[str, Any]) -> str:
    """Say in one sentence what an import did."""
    parts = [
        ngettext("%(n)s person is new", "%(n)s people are new", counts.get("created", 0))
        % {"n": counts.get("created", 0)},
        ngettext("%(n)s has more now", "%(n)s have more now", counts.get("updated", 0))
        % {"n": counts.get("updated", 0)},
        ngettext("%(n)s is as it was", "%(n)s are as they were", counts.get("unchanged", 0))
        % {"n": counts.get("unchanged", 0)},
    ]
    return ", ".join(parts) + "."


def discard(batch: ImportBatch) -> None:
    """Forget a file that was not taken in."""
    if batch.state in (ImportState.APPLIED, ImportState.UNDONE):
        raise NotNow(_("This import was taken in. Undo it instead."))
    batch.delete()
