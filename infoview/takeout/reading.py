"""A zip into an account: all of it in one transaction, or one sentence and nothing."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import IO, Any
from uuid import UUID, uuid5

from django.db import DataError, IntegrityError, models, transaction
from django.utils.translation import gettext as _

from infoview.accounts import audit
from infoview.accounts.models import AuditAct, User
from infoview.shared.models import OwnedModel, OwnerSettings
from infoview.shared.querysets import raise_facts_version
from infoview.takeout.archive import Archive, Refused, damaged, newer
from infoview.takeout.values import UUID_SHAPE, value_of
from infoview.takeout.what import (
    IDS_INSIDE,
    LIBRARY,
    NUMBERS_INSIDE,
    PAIRS,
    PROFILE,
    columns_of,
    file_of,
    is_pair,
    library_keys,
    parents_of,
    taken_models,
)
from scheduler.planning import bring_up_to_date, lock_owner

CHUNK = 500


@dataclass
class TakenIn:
    """What an import did: rows by model, and links to library rows this installation does not have."""

    created: dict[str, int] = field(default_factory=dict)
    known: dict[str, int] = field(default_factory=dict)
    links_left_out: int = 0
    private: bool = False

    @property
    def total(self) -> int:
        return sum(self.created.values())


def read_account(*, owner: Any, file: IO[bytes], now: datetime) -> TakenIn:
    """Take the account in `file` into the owner's; raises Refused with a sentence, and writes nothing then.

    Rows that are there already stay as they are, so that the same file twice changes nothing.
    """
    archive = Archive(file)
    try:
        with transaction.atomic():
            owner = lock_owner(owner.pk)
            taken = _Reading(archive, owner).take_in()
            if taken.total:
                raise_facts_version([owner.pk], using=None)
                audit.record(AuditAct.IMPORTED, owner=owner, kind="account", count=taken.total)
    except (IntegrityError, DataError) as error:
        raise Refused(
            _("What is in this file does not fit together, or not with what this account has.")
        ) from error
    except (KeyError, TypeError, ValueError, RecursionError, OverflowError) as error:
        raise damaged() from error
    bring_up_to_date(owner=User.objects.get(pk=owner.pk), now=now)
    return taken


class _Reading:
    """One import. `numbers` are the rows' new numbers by the public ids in the file; `renamed` the ids that
    somebody else here has already, with what they are called now."""

    def __init__(self, archive: Archive, owner: Any) -> None:
        self.archive, self.owner = archive, owner
        self.taken = TakenIn(private=bool(archive.manifest.get("private")))
        self.numbers: dict[type, dict[str, int]] = {}
        self.renamed: dict[str, str] = {}
        self.library = {model: {key: pk for pk, key in library_keys(model).items()} for model in LIBRARY}
        self.models = taken_models()
        self.keys: dict[tuple[str, ...], dict[tuple[Any, ...], int]] = {}
        self.is_recognised = False
        self.is_new = not any(
            model.objects.for_user(owner).exists()
            for model in self.models
            if not issubclass(model, OwnerSettings)
        )

    def take_in(self) -> TakenIn:
        unknown = {name for name in self.archive.names if name.startswith("data/")}
        if unknown - {file_of(model) for model in self.models} - {"data/profile.json"}:
            raise newer()
        for model in self.models:
            self._take_model(model)
        if self.is_new:
            self._take_profile()
        elif not self.is_recognised:
            raise Refused(
                _("This account has entries of its own. Import into a new one, or into the one it is from.")
            )
        return self.taken

    # Profile

    def _take_profile(self) -> None:
        rows = list(self._rows("data/profile.json"))
        if len(rows) != 1:
            raise damaged()
        if rows[0].keys() - set(PROFILE):
            raise newer()
        values = {name: value_of(User._meta.get_field(name), value) for name, value in rows[0].items()}
        User.objects.filter(pk=self.owner.pk).update(**values)

    # Rows

    def _rows(self, name: str) -> Iterator[dict[str, Any]]:
        return self.archive.rows(name) if name in self.archive.names else iter(())

    def _take_model(self, model: type[OwnedModel]) -> None:
        label = model._meta.label_lower
        self.numbers[model] = {}
        self.keys = self._known_keys(model)
        self.taken.created[label] = self.taken.known[label] = 0
        own = [name for name, parent in parents_of(model).items() if parent is model]
        rows, waiting = self._rows(file_of(model)), []
        while chunk := list(islice(rows, CHUNK)):
            ready = [row for row in chunk if self._is_ready(model, own, row)]
            waiting += [row for row in chunk if not self._is_ready(model, own, row)]
            self._take_rows(model, ready)
        while waiting:
            ready = [row for row in waiting if self._is_ready(model, own, row)]
            if not ready:
                return self._take_in_a_ring(model, own, waiting)
            waiting = [row for row in waiting if not self._is_ready(model, own, row)]
            self._take_rows(model, ready)
        return None

    def _is_ready(self, model: type[OwnedModel], own: list[str], row: dict[str, Any]) -> bool:
        return all(row.get(name) is None or row[name] in self.numbers[model] for name in own)

    def _take_in_a_ring(self, model: type[OwnedModel], own: list[str], rows: list[dict[str, Any]]) -> None:
        """Take rows that name each other in a circle: first without those names, which are set afterwards."""
        before = self.taken.created[model._meta.label_lower]
        self._take_rows(model, [{**row, **dict.fromkeys(own)} for row in rows])
        if self.taken.created[model._meta.label_lower] == before:
            return
        numbers = self.numbers[model]
        for row in rows:
            mine = model.objects.for_user(self.owner).filter(pk=numbers[row["public_id"]])
            for name in own:
                if row[name] is not None:
                    mine.update(**{f"{name}_id": numbers[row[name]], "updated_at": models.F("updated_at")})

    def _take_rows(self, model: type[OwnedModel], rows: list[dict[str, Any]]) -> None:
        found = self._found(model, "public_id", [row["public_id"] for row in rows])
        fields = columns_of(model)
        new: list[tuple[str, OwnedModel]] = []
        for raw in rows:
            old = raw["public_id"]
            if old in self.numbers[model]:
                raise damaged()
            here = self._mine(found, old)
            if here is None:
                values = self._values(model, fields, raw)
                values["public_id"] = UUID(self._named_anew(found, old))
                here = next(
                    (pk for key, pks in self.keys.items() if (pk := pks.get(_key_of(key, values)))), None
                )
            if here is not None:
                self.numbers[model][old] = here
                self.taken.known[model._meta.label_lower] += 1
            elif not self._is_replaced(model, values):
                new.append((old, model(owner=self.owner, **values)))
        self._free_unique_ids(model, fields, [row for _old, row in new])
        model.objects.bulk_create([row for _old, row in new], CHUNK)
        self.numbers[model] |= {old: row.pk for old, row in new}
        self.taken.created[model._meta.label_lower] += len(new)

    def _found(self, model: type[OwnedModel], name: str, ids: Iterable[str]) -> dict[str, tuple[int, int]]:
        """Return number and owner of rows that have these ids here, or the ones they would be called by."""
        wanted: list[UUID] = []
        for text in ids:
            if not isinstance(text, str) or not UUID_SHAPE.fullmatch(text):
                raise damaged()
            wanted += [UUID(text), self._other_name(text)]
        # Not the owner's rows alone: an id is taken whoever has it.
        rows = model._base_manager.filter(**{f"{name}__in": wanted})
        return {str(public_id): (pk, owner) for public_id, pk, owner in rows.values_list(name, "pk", "owner")}

    def _other_name(self, old: str) -> UUID:
        return uuid5(self.owner.public_id, old)

    def _mine(self, found: dict[str, tuple[int, int]], old: str) -> int | None:
        for name in (old, str(self._other_name(old))):
            pk, owner = found.get(name, (0, 0))
            if owner == self.owner.pk:
                self.is_recognised = True
                if name != old:
                    self.renamed[old] = name
                return pk
        return None

    def _named_anew(self, found: dict[str, tuple[int, int]], old: str) -> str:
        """Return the id itself, or where another owner has it one that is the same each time."""
        if old in found:
            self.renamed[old] = str(self._other_name(old))
        return self.renamed.get(old, old)

    def _free_unique_ids(self, model: type[OwnedModel], fields: list[Any], rows: list[OwnedModel]) -> None:
        for one in fields:
            if isinstance(one, models.UUIDField) and one.unique and one.name != "public_id":
                texts = {str(getattr(row, one.name)) for row in rows if getattr(row, one.name)}
                found = self._found(model, one.name, texts)
                for row in rows:
                    if str(getattr(row, one.name)) in found:
                        setattr(row, one.name, self._other_name(str(getattr(row, one.name))))

    def _is_replaced(self, model: type[OwnedModel], values: dict[str, Any]) -> bool:
        """Put an owner's choices in place of those a new account came with."""
        if not issubclass(model, OwnerSettings):
            return False
        mine = model.objects.for_user(self.owner)
        if not mine.exists():
            return False
        if self.is_new:
            mine.update(**{name: value for name, value in values.items() if name != "public_id"})
            self.taken.created[model._meta.label_lower] += 1
        return True

    def _known_keys(self, model: type[OwnedModel]) -> dict[tuple[str, ...], dict[tuple[Any, ...], int]]:
        """Return by each unique key what the account has: rows that came back to it under another id."""
        if self.is_new:
            return {}
        keys = {}
        for constraint in model._meta.constraints:
            if isinstance(constraint, models.UniqueConstraint) and constraint.condition is None:
                names = tuple(_column(model, name) for name in constraint.fields if name != "owner")
                rows = model.objects.for_user(self.owner).values_list("pk", *names)
                keys[names] = {tuple(key): pk for pk, *key in rows.iterator()}
        return keys

    # Values

    def _values(self, model: type[OwnedModel], fields: list[Any], raw: dict[str, Any]) -> dict[str, Any]:
        if raw.keys() - {one.name for one in fields}:
            raise newer()
        values: dict[str, Any] = {}
        for one in fields:
            if one.name not in raw:
                continue  # a column that came later has its default
            value = raw[one.name]
            if one.is_relation:
                values[one.attname] = self._number(one, value)
            else:
                values[one.attname] = value_of(one, self._inside(model, one.name, value))
        if is_pair(model):
            names = [f"{name}_id" for name in PAIRS]
            values |= dict(zip(names, sorted(values[name] for name in names), strict=True))
        return values

    def _number(self, one: Any, value: Any) -> int | None:
        if value is None:
            if not one.null:
                raise damaged()
            return None
        model = one.related_model
        if model in self.library:
            return self._library_number(one, value)
        number = self.numbers[model].get(value)
        if number is None:
            raise damaged()
        return number

    def _library_number(self, one: Any, key: str) -> int | None:
        number = self.library[one.related_model].get(key)
        if number is None and not one.null:
            raise Refused(
                _("The library here has no “%(key)s”, which this file needs. Load the library first.")
                % {"key": str(key)[:80]}
            )
        self.taken.links_left_out += number is None
        return number

    def _inside(self, model: type[OwnedModel], name: str, value: Any) -> Any:
        if name in IDS_INSIDE.get(model, ()) and self.renamed:
            return self._with_new_ids(value)
        column, inside = NUMBERS_INSIDE.get(model, ("", {}))
        if name == column and isinstance(value, dict):
            return {
                key: self._numbers_of(inside[key], one) if key in inside else one
                for key, one in value.items()
            }
        return value

    def _numbers_of(self, model: type[OwnedModel], value: Any) -> Any:
        numbers = self.numbers[model]
        if isinstance(value, list):
            return [numbers[public_id] for public_id in value]
        return None if value is None else numbers[value]

    def _with_new_ids(self, value: Any) -> Any:
        if isinstance(value, str):
            return UUID_SHAPE.sub(lambda match: self.renamed.get(match[0], match[0]), value)
        if isinstance(value, dict):
            return {name: self._with_new_ids(one) for name, one in value.items()}
        return [self._with_new_ids(one) for one in value] if isinstance(value, list) else value


def _column(model: type[OwnedModel], name: str) -> str:
    field: Any = model._meta.get_field(name)
    return field.attname


def _key_of(names: tuple[str, ...], values: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(values.get(name) for name in names)
