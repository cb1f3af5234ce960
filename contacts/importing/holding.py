"""Holding a batch against everybody else, and what is said when it cannot be done."""

from typing import Any

from django.utils.translation import gettext as _

from contacts.models import ImportBatch
from infoview.shared.querysets import raise_facts_version


class NotNow(Exception):
    """The import is in a state in which this cannot be done; the sentence is for the person."""


class Gone(NotNow):
    """The import was discarded meanwhile."""

    def __init__(self) -> None:
        super().__init__(_("This import is gone: it was discarded meanwhile."))


def held(batch: ImportBatch) -> ImportBatch:
    """Return the batch as it is now, held until the transaction ends; raise Gone when there is none."""
    batches = ImportBatch.objects.select_for_update(of=("self",)).select_related("owner").defer("payload")
    found: Any = batches.filter(pk=batch.pk).first()
    if found is None:
        raise Gone
    return found  # type: ignore[no-any-return]


def locked(batch: ImportBatch) -> ImportBatch:
    """Hold the batch for a change of the owner's facts: their row is the first lock, as everywhere."""
    raise_facts_version([batch.owner_id], using=None)
    return held(batch)
