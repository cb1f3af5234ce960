"""Rows that name one row are made to name another, whatever room they live in, step by step and back again.

The relations of the models are walked, so that one added later is carried along without anybody thinking
of it. Each step is written down as plain values; taken back in the reverse order they give the rows as
they were, but for what was changed in between.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, TypeAlias

from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.db.models import F, Q
from django.db.models.fields.reverse_related import ForeignObjectRel

Row: TypeAlias = models.Model
Model: TypeAlias = type[models.Model]
Steps: TypeAlias = list[dict[str, Any]]
Refuse: TypeAlias = Callable[[Model], None]

# What says when and by whom a row was written, and under which name: never taken over from another row.
OWN = frozenset({"id", "owner_id", "public_id", "created_at", "updated_at"})
JOINED_BY = {"CharField": "; ", "TextField": "\n\n"}


class WouldBeLost(Exception):
    """Taking a row away would take others with it: whoever asked has forgotten a relation."""


# The relations ------------------------------------------------------------------------------------


def keys_to(model: Model) -> Iterator[tuple[Model, list[str]]]:
    """Yield every model that has keys to this one, with the columns they are in."""
    found: dict[Model, list[str]] = {}
    for relation in model._meta.get_fields(include_hidden=True):
        if isinstance(relation, ForeignObjectRel) and relation.auto_created and not relation.many_to_many:
            found.setdefault(relation.related_model, []).append(relation.field.attname)
    yield from sorted(found.items(), key=lambda item: item[0]._meta.label)


def once_only(model: Model, columns: Iterable[str]) -> list[tuple[list[str], Q]]:
    """Return the columns that are unique together with one of these, each with the rows it holds for."""
    wanted = set(columns)
    groups: list[tuple[Sequence[str], Q]] = [
        (constraint.fields, constraint.condition or Q())
        for constraint in model._meta.constraints
        if isinstance(constraint, models.UniqueConstraint)
    ]
    groups += [(names, Q()) for names in model._meta.unique_together]
    groups += [((field.name,), Q()) for field in model._meta.concrete_fields if field.unique]
    named = [([_column(model, name) for name in names], condition) for names, condition in groups]
    return [(names, condition) for names, condition in named if wanted & set(names)]


def ordered_pair(model: Model, columns: Sequence[str]) -> bool:
    """Return whether the row joins two different ones, the smaller key first."""
    smaller = [
        Q(**{f"{_name(model, a)}__lt": F(_name(model, b))}) for a in columns for b in columns if a != b
    ]
    checks = [c.condition for c in model._meta.constraints if isinstance(c, models.CheckConstraint)]
    return any(condition in smaller for condition in checks)


def _column(model: Model, name: str) -> str:
    field: Any = model._meta.get_field(name)
    return str(field.attname)


def _name(model: Model, column: str) -> str:
    return next(field.name for field in model._meta.concrete_fields if field.attname == column)


# Forwards -----------------------------------------------------------------------------------------


def carry(model: Model, *, into: int, gone: Sequence[int], steps: Steps, but: Iterable[int] = ()) -> None:
    """Let every row that names one of the `gone` name `into` instead.

    but   rows of the model itself that are left alone
    """
    for child, columns in keys_to(model):
        rows = child._base_manager.all()
        if child is model:
            rows = rows.exclude(pk__in=[*but])
        if not once_only(child, columns) and not ordered_pair(child, columns):
            for column in columns:
                _carry_all(rows, column, into, gone, steps)
            continue
        for pk in _naming(rows, columns, gone).order_by("pk").values_list("pk", flat=True):
            row = child._base_manager.filter(pk=pk).first()
            if row is not None:  # it may have gone with one before it
                _carry_one(row, columns, into, gone, steps)


def _naming(rows: models.QuerySet[Any], columns: Sequence[str], keys: Sequence[int]) -> Any:
    wanted = Q()
    for column in columns:
        wanted |= Q(**{f"{column}__in": keys})
    return rows.filter(wanted)


def _carry_all(rows: models.QuerySet[Any], column: str, into: int, gone: Sequence[int], steps: Steps) -> None:
    for old in gone:
        keys = list(rows.filter(**{column: old}).order_by("pk").values_list("pk", flat=True))
        move(rows.model, keys, column, old, into, steps)


def move(model: Model, keys: list[int], column: str, old: Any, new: Any, steps: Steps) -> None:
    """Write one value in the place of another in all of these rows."""
    if keys:
        model._base_manager.filter(pk__in=keys).update(**{column: new})
        steps.append(
            {"do": "move", "model": model._meta.label, "column": column, "old": old, "new": new, "rows": keys}
        )


def _carry_one(row: Row, columns: Sequence[str], into: int, gone: Sequence[int], steps: Steps) -> None:
    """Move a row that may be there already, or that joins two: then it is folded into the other."""
    model = type(row)
    named = {column: getattr(row, column) for column in columns}
    named = {column: into if key in gone else key for column, key in named.items()}
    if ordered_pair(model, columns):
        keys = list(named.values())
        if keys[0] == keys[1]:
            drop(row, steps)  # nobody is tied to themselves
            return
        named = dict(zip(columns, _in_order(model, columns, keys), strict=True))
    other = _same(row, columns, named)
    if other is None:
        change(row, named, steps)
    else:
        fold(other, row, steps)


def _in_order(model: Model, columns: Sequence[str], keys: Sequence[Any]) -> list[Any]:
    first = Q(**{f"{_name(model, columns[0])}__lt": F(_name(model, columns[1]))})
    checks = [c.condition for c in model._meta.constraints if isinstance(c, models.CheckConstraint)]
    return sorted(keys, reverse=first not in checks)


def _same(row: Row, columns: Sequence[str], named: dict[str, Any]) -> Row | None:
    """Return the row that says the same of the same already."""
    manager = type(row)._base_manager
    for group, condition in once_only(type(row), columns):
        wanted = {column: named.get(column, getattr(row, column)) for column in group}
        if None in wanted.values() or not manager.filter(condition, pk=row.pk).exists():
            continue
        other = manager.filter(condition, **wanted).exclude(pk=row.pk).first()
        if other is not None:
            return other
    return None


def fold(stays: Row, goes: Row, steps: Steps) -> None:
    """Take over what the one that stays leaves open, carry what hangs on the other, and take that away."""
    keys = {column for group, _when in once_only(type(stays), _columns(stays)) for column in group}
    taken, twins = _taken(stays, goes, keys - _one_to_one(stays))
    carry(type(stays), into=stays.pk, gone=[goes.pk], steps=steps)
    drop(goes, steps)
    change(stays, taken, steps)
    for mine, theirs in twins:
        fold(mine, theirs, steps)


def _columns(row: Row) -> list[str]:
    return [field.attname for field in row._meta.concrete_fields]


def _one_to_one(row: Row) -> set[str]:
    return {field.attname for field in row._meta.concrete_fields if field.one_to_one}


def _taken(stays: Row, goes: Row, keys: set[str]) -> tuple[dict[str, Any], list[tuple[Row, Row]]]:
    """Return the values to take over, and the rows of which both have one of their own."""
    taken: dict[str, Any] = {}
    twins: list[tuple[Row, Row]] = []
    for field in stays._meta.concrete_fields:
        column = field.attname
        mine, theirs = getattr(stays, column), getattr(goes, column)
        if column in OWN | keys or mine == theirs or is_open(field, theirs):
            continue
        if is_open(field, mine):
            taken[column] = theirs
        elif field.one_to_one:
            twins.append((getattr(stays, field.name), getattr(goes, field.name)))
        elif joined := _joined(field, mine, theirs):
            taken[column] = joined
    return taken, twins


def is_open(field: Any, value: Any) -> bool:
    """Return whether nothing was said here: nothing written, or what every new row says."""
    return (
        value in (None, "", [], {})
        or (bool(field.choices) and value == field.get_default())
        or value is False
    )


def _joined(field: Any, mine: str, theirs: str) -> str:
    """Return both texts, one behind the other, where there is room and neither holds the other."""
    between = JOINED_BY.get(field.get_internal_type(), "")
    if not between or not field.blank or field.choices or not field.editable or theirs in mine:
        return ""
    both = f"{mine}{between}{theirs}"
    return both if field.max_length is None or len(both) <= field.max_length else ""


def change(row: Row, values: dict[str, Any], steps: Steps) -> None:
    """Write these columns of one row, and remember what was there."""
    fields = {field.attname: field for field in row._meta.concrete_fields}
    differing = {column: value for column, value in values.items() if getattr(row, column) != value}
    if not differing:
        return
    before = {column: plain(fields[column], row) for column in differing}
    for column, value in differing.items():
        setattr(row, column, value)
    type(row)._base_manager.filter(pk=row.pk).update(**differing)
    pairs = {column: [before[column], plain(fields[column], row)] for column in differing}
    steps.append({"do": "change", "model": row._meta.label, "row": row.pk, "values": pairs})


def drop(row: Row, steps: Steps) -> None:
    """Take a row away and remember all of it; nothing else may go with it."""
    values = {field.attname: plain(field, row) for field in row._meta.concrete_fields}
    steps.append({"do": "drop", "model": row._meta.label, "values": values})
    _total, gone = type(row)._base_manager.filter(pk=row.pk).delete()
    if set(gone) != {row._meta.label}:
        raise WouldBeLost(f"{row._meta.label} would take {sorted(gone)} along")


def made(row: Row, steps: Steps) -> None:
    """Remember that this row was written on the way."""
    values = {field.attname: plain(field, row) for field in row._meta.concrete_fields}
    steps.append({"do": "make", "model": row._meta.label, "values": values})


def plain(field: Any, row: Row) -> Any:
    """Return a value as it can be written down and read again exactly."""
    value = field.value_from_object(row)
    if value is None or isinstance(value, bool | int | float | str | list | dict):
        return value
    return field.value_to_string(row)


# Backwards ----------------------------------------------------------------------------------------


def take_back(steps: Steps, *, kept: Callable[[Model, str, str], None]) -> None:
    """Undo the steps, the last one first; what was changed since stays as it is and is told to `kept`.

    kept   is called with the model, the column ("" for a whole row) and the key of what stays
    """
    for step in reversed(steps):
        model: Model = apps.get_model(step["model"])
        try:
            with transaction.atomic():
                BACK[step["do"]](model, step, kept)
        except IntegrityError:
            kept(model, "", str(step.get("row", "")))


def _move_back(model: Model, step: dict[str, Any], kept: Any) -> None:
    rows = model._base_manager.filter(pk__in=step["rows"], **{step["column"]: step["new"]})
    rows.update(**{step["column"]: step["old"]})


def _change_back(model: Model, step: dict[str, Any], kept: Any) -> None:
    row = model._base_manager.filter(pk=step["row"]).first()
    if row is None:
        return
    fields = {field.attname: field for field in model._meta.concrete_fields}
    back: dict[str, Any] = {}
    for column, (before, after) in step["values"].items():
        if plain(fields[column], row) == after:
            back[column] = _read(fields[column], before)
        else:
            kept(model, column, str(row.pk))
    keys = {child_columns for child_columns in step["values"] if fields[child_columns].is_relation}
    if keys - back.keys() and ordered_pair(model, sorted(keys)):
        return
    _forget_what_is_gone(model, back)
    if back:
        model._base_manager.filter(pk=row.pk).update(**back)


def _put_back(model: Model, step: dict[str, Any], kept: Any) -> None:
    fields = {field.attname: field for field in model._meta.concrete_fields}
    values = {column: _read(fields[column], value) for column, value in step["values"].items()}
    lacking = _forget_what_is_gone(model, values)
    if lacking:
        kept(model, "", "")  # what it belonged to was removed since
        return
    model(**values).save_base(raw=True, force_insert=True)


def _forget_what_is_gone(model: Model, values: dict[str, Any]) -> bool:
    """Leave out whom a row names where they are gone since; return whether it cannot be without them."""
    for field in model._meta.concrete_fields:
        key = values.get(field.attname)
        if not field.is_relation or key is None:
            continue
        there = field.related_model._base_manager.filter(pk=key).exists()  # type: ignore[union-attr]
        taken = field.one_to_one and model._base_manager.filter(**{field.attname: key}).exists()
        if (there and not taken) or field.related_model is model:
            continue
        if not field.null:
            return True
        values[field.attname] = None
    return False


def _unmake(model: Model, step: dict[str, Any], kept: Any) -> None:
    row = model._base_manager.filter(pk=step["values"]["id"]).first()
    if row is None:
        return
    now = {field.attname: plain(field, row) for field in model._meta.concrete_fields}
    if now == step["values"]:
        model._base_manager.filter(pk=row.pk).delete()
    else:
        kept(model, "", str(row.pk))


def _read(field: Any, value: Any) -> Any:
    return None if value is None else field.to_python(value)


BACK = {"move": _move_back, "change": _change_back, "drop": _put_back, "make": _unmake}
