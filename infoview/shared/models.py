"""What every owned row has."""

import uuid
from collections.abc import Sequence
from functools import cache, reduce
from operator import and_
from typing import Any, ClassVar, Self, cast

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import BaseConstraint, CheckConstraint

from infoview.shared import clock
from infoview.shared.querysets import OwnedQuerySet, raise_facts_version


class OwnedModel(models.Model):
    """One owner's row: it answers `.for_user(owner)` and is named outside by `public_id`.

    are_facts  whether a change of the row can change a reminder, the calendar or a count;
               rows that are themselves derived from facts say False
    """

    are_facts: ClassVar[bool] = True

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    created_at = models.DateTimeField(default=clock.now, editable=False)
    updated_at = models.DateTimeField(default=clock.now, editable=False)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{type(self).__name__} {self.public_id}"

    def get_constraints(self) -> list[tuple[type[models.Model], Sequence[BaseConstraint]]]:
        """Leave out the checks when all hold: one question to the database instead of one for each."""
        constraints = super().get_constraints()
        together = _all_checks_of(type(self))
        try:
            if together is not None:
                together.validate(type(self), self)
        except ValidationError:
            return constraints
        return [
            (model, [one for one in those if not isinstance(one, CheckConstraint)])
            for model, those in constraints
        ]

    def save(self, *, update_fields: Any = None, using: str | None = None, **options: Any) -> None:
        if not self._state.adding:
            self.updated_at = clock.now()
            if update_fields is not None:
                update_fields = {*update_fields, "updated_at"}
        with transaction.atomic(using=using):
            if self.are_facts:
                raise_facts_version([self.owner_id], using=using)
            super().save(update_fields=update_fields, using=using, **options)

    def delete(self, using: str | None = None, keep_parents: bool = False) -> tuple[int, dict[str, int]]:
        with transaction.atomic(using=using):
            if self.are_facts:
                raise_facts_version([self.owner_id], using=using)
            return super().delete(using=using, keep_parents=keep_parents)

    def change(self, **values: Any) -> Self:
        """Set and save just these columns."""
        for name, value in values.items():
            setattr(self, name, value)
        self.save(update_fields=list(values))
        return self


@cache
def _all_checks_of(model: type[models.Model]) -> CheckConstraint | None:
    checks = [one.condition for one in model._meta.constraints if isinstance(one, CheckConstraint)]
    return CheckConstraint(condition=reduce(and_, checks), name="all_checks") if checks else None


class OwnerSettings(OwnedModel):
    """One row of choices per owner; without a row the defaults of the columns hold."""

    owner = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")

    class Meta:
        abstract = True

    @classmethod
    def of(cls, owner: Any) -> Self:
        """Return the owner's saved choices, or unsaved defaults."""
        saved = cls.objects.for_user(owner).first()
        return cls(owner=owner) if saved is None else cast("Self", saved)
