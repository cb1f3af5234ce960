"""Keeping a whole copy of the database, and bringing one back."""

from collections.abc import Iterable

# Every database of ours has tables of these rooms.
ROOMS = {"accounts", "contacts", "interviews"}


class Refused(Exception):
    """Raised with one sentence for the operator; nothing was changed."""


class Unfinished(Exception):
    """Raised with one sentence for the operator when the work was done, and what belongs to it was not."""


def is_ours(applied: Iterable[tuple[str, str]]) -> bool:
    """Return whether these migrations are those of a database of Infoview."""
    return {app for app, _ in applied} >= ROOMS
