"""What becomes of each row, and what the person chose for it."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Count
from django.utils.translation import gettext as _

from contacts.enums import (
    Fate,
    ImportState,
)
from contacts.importing.holding import NotNow, held
from contacts.models import (
    ImportBatch,
    ImportRow,
)

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


@transaction.atomic
def choose(*, batch: ImportBatch, choices: Mapping[int, str]) -> int:
    """Keep what the person says about rows, by number; return how many choices were taken."""
    batch = held(batch)
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
