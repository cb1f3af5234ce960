"""The one door to owned rows, and the place where every write is counted."""

from collections.abc import Iterable
from typing import Any, Self, TypeVar

from django.contrib.auth import get_user_model
from django.db import models, transaction
from django.db.models import F

from infoview.shared import clock

M = TypeVar("M", bound=models.Model)


def are_facts(model: Any) -> bool:
    """Return whether a change of such a row counts as a change of the owner's facts."""
    return bool(model.are_facts)


def owner_of(row: Any) -> int | None:
    return row.owner_id


def raise_facts_version(owner_ids: Iterable[int | None], *, using: str | None) -> None:
    """Count one more change of these owners' facts, in the running transaction.

    It comes before the write it belongs to: the owner's row is then always the
    first lock taken, so two writes of one owner wait instead of deadlocking.
    """
    ids = sorted({pk for pk in owner_ids if pk is not None})
    if ids:
        users = get_user_model()._base_manager.using(using)
        users.filter(pk__in=ids).update(facts_version=F("facts_version") + 1)


def raise_every_facts_version() -> None:
    """Make everybody's reminders be counted anew at their next look: a row that all follow changes."""
    get_user_model()._base_manager.update(facts_version=F("facts_version") + 1)


class OwnedQuerySet(models.QuerySet[M]):
    """Rows of owners. `.for_user(owner)` comes first, questions chain after it."""

    def for_user(self, user: Any) -> Self:
        return self.filter(owner=user)

    # Every way to write through a queryset raises the version of the owners concerned.

    def update(self, **changes: Any) -> int:
        if "updated_at" not in changes:
            changes["updated_at"] = clock.now()
        if not are_facts(self.model):
            return super().update(**changes)
        with transaction.atomic(using=self.db):
            raise_facts_version(self._owners(), using=self.db)
            return super().update(**changes)

    update.alters_data = True  # type: ignore[attr-defined]

    def delete(self) -> tuple[int, dict[str, int]]:
        if not are_facts(self.model):
            return super().delete()
        with transaction.atomic(using=self.db):
            raise_facts_version(self._owners(), using=self.db)
            return super().delete()

    delete.alters_data = True  # type: ignore[attr-defined]
    delete.queryset_only = True  # type: ignore[attr-defined]

    def bulk_create(self, objs: Iterable[M], *args: Any, **kwargs: Any) -> list[M]:
        objs = list(objs)
        with transaction.atomic(using=self.db):
            if are_facts(self.model):
                raise_facts_version((owner_of(obj) for obj in objs), using=self.db)
            return super().bulk_create(objs, *args, **kwargs)

    def bulk_update(self, objs: Iterable[M], fields: Iterable[str], batch_size: int | None = None) -> int:
        objs = list(objs)
        moment = clock.now()
        for obj in objs:
            setattr(obj, "updated_at", moment)  # noqa: B010 -- every owned model has it, `Model` does not say so
        with transaction.atomic(using=self.db):
            if are_facts(self.model):
                raise_facts_version((owner_of(obj) for obj in objs), using=self.db)
            return super().bulk_update(objs, [*{*fields, "updated_at"}], batch_size)

    def _owners(self) -> Iterable[int]:
        """Return the owners of these rows; without a query when the filter names one."""
        named = _owner_named(self)
        return [named] if named is not None else set(self.order_by().values_list("owner_id", flat=True))


def _owner_named(queryset: OwnedQuerySet[Any]) -> int | None:
    """Return the owner when an exact owner condition is and-ed into the filter."""
    where: Any = queryset.query.where
    if where.connector != "AND" or where.negated:
        return None
    for child in where.children:
        target: Any = getattr(getattr(child, "lhs", None), "target", None)
        is_owner = (
            getattr(child, "lookup_name", "") == "exact" and getattr(target, "attname", "") == "owner_id"
        )
        if is_owner and target.model is queryset.model and isinstance(child.rhs, int):
            return child.rhs
    return None
