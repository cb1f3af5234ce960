"""What higher rooms know about people on a list: they hang it here, this room never asks them.

The roof fills `NOTES` when it starts (infoview/apps.py).
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Note:
    """What stands beside one person.

    stage       key of the mark ({% stage %}), "" when nothing was asked of them
    next_step   the next step in words, "" for none
    tone        "", "amber" or "red"
    heard       number of themes heard from them
    """

    stage: str = ""
    next_step: str = ""
    tone: str = ""
    heard: int = 0


NOTHING = Note()
Notes = Callable[[Any, Collection[int], datetime], Mapping[int, Note]]
NOTES: list[Notes] = []


def notes_for(owner: Any, keys: Collection[int], *, now: datetime) -> Mapping[int, Note]:
    """Return what is known beside each of these people, by key of the contact."""
    return NOTES[0](owner, keys, now) if NOTES and keys else {}
