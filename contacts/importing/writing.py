"""Taking the rows in: all of them in one transaction, in bulk."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime, time
from typing import Any, NamedTuple
from uuid import UUID, uuid4

from django.db import connection, transaction
from django.utils.translation import gettext as _

from contacts.enums import (
    Fate,
    ImportState,
    Source,
    TouchKind,
)
from contacts.formats.identity import (
    name_key,
    organisation_key,
    point_key,
    profile_key,
)
from contacts.formats.rows import PersonRow
from contacts.formats.write import FACTS
from contacts.importing.adding import GAPS, Changes, changes_of
from contacts.importing.choices import MERGE, SKIP, TAKE, choice_of
from contacts.importing.circle import CHUNK, Circle, circle_around, circle_of
from contacts.importing.holding import NotNow, locked
from contacts.inserting import Inserter
from contacts.models import (
    Contact,
    ContactPoint,
    ContactTag,
    ImportBatch,
    ImportRow,
    Organisation,
    Tag,
    Touch,
)
from infoview.accounts.models import AuditAct, AuditEvent
from infoview.shared import days

NOON = time(12)


@transaction.atomic
def apply(*, batch: ImportBatch, at: datetime, tag: str = "") -> ImportBatch:
    """Take the rows in, all of them in one transaction; a second call changes nothing."""
    batch = locked(batch)
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
        unchanged = self.owner.facts_version == batch.options.get("facts_version", -1) + 1
        self.compares_again = not unchanged or batch.options.get("stale", True)
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
            self._join(circle, circle_around(self.owner, missing))
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
                told = "source" in changes.columns or person.facts
                detail = changes.columns.get("source_detail", "") if told else self.batch.file_name
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
        # A file of our own says where somebody is from, or that nobody knows.
        if "source" not in columns and not person.facts:
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
        return {name: plain(value) for name, value in before.items()}

    def _remember(self, circle: Circle, contact: Contact, changes: Changes) -> None:
        for kind, point in changes.points:
            circle.points[contact.pk].add((kind, point_key(kind, point.value)[:300]))
        circle.tags[contact.pk].update(tag.strip().casefold()[:60] for tag in changes.tags)

    def _after(self, before: Mapping[str, Any], contact: Contact) -> dict[str, Any]:
        return {name: plain(getattr(contact, name)) for name in before}

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


def plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
