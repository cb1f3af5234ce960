"""A file of people on its way in: read in short steps, looked at, taken in at once, undone as one.

Every row that an import makes carries the moment of the import as its `created_at` and `updated_at`:
what still has both was not edited since, and undo may take it back.
"""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import ngettext

from contacts.importing.choices import (
    BOTH,
    CHOICES,
    MERGE,
    SKIP,
    TAKE,
    Outcome,
    choice_of,
    choose,
    expected,
)
from contacts.importing.holding import Gone, NotNow
from contacts.importing.staging import begin, discard, progress_of, set_mapping, source_of, stage_step
from contacts.importing.undoing import Undone, undo
from contacts.importing.writing import apply

__all__ = [
    "BOTH",
    "CHOICES",
    "MERGE",
    "SKIP",
    "TAKE",
    "Gone",
    "NotNow",
    "Outcome",
    "Undone",
    "apply",
    "begin",
    "choice_of",
    "choose",
    "discard",
    "expected",
    "progress_of",
    "said_of",
    "set_mapping",
    "source_of",
    "stage_step",
    "undo",
]


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
