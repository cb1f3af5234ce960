"""What higher rooms know about people on a list: they hang it here, this room never asks them.

The roof fills `NOTES` and `NARROWINGS` when it starts (infoview/apps.py).
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from contacts.models import Organisation


@dataclass(frozen=True, slots=True)
class Note:
    """What stands beside one person.

    stage       key of the mark ({% stage %}), "" when nothing was asked of them
    next_step   the next step in words, "" for none
    tone        "", "amber" or "red"
    heard       number of themes heard from them
    tags        their tags by name; way: their first e-mail address or number
    """

    stage: str = ""
    next_step: str = ""
    tone: str = ""
    heard: int = 0
    tags: tuple[str, ...] = ()
    way: str = ""


@dataclass(frozen=True, slots=True)
class Narrowing:
    """One more way to narrow the list, by what a higher room knows.

    name      its key in the address
    anything  what no choice is called, such as "Any goal"
    narrow    takes people, owner, value and now, and keeps those it is about
    choices   what there is to choose, as (value, words); () where it is rows
    rows      the owner's rows to choose from, in their order; `words` is the column that names them
    """

    name: str
    anything: Any
    narrow: Callable[[Any, Any, Any, datetime], Any]
    choices: Sequence[tuple[str, Any]] = ()
    rows: Callable[[Any], QuerySet[Any]] | None = None
    words: str = "title"


NOTHING = Note()


@dataclass(frozen=True, slots=True)
class Heard:
    """Something that somebody of an organisation said, as its page shows it."""

    text: str
    verbatim: bool
    private: bool
    at: datetime
    name: str
    url: str
    theme: str = ""
    theme_url: str = ""


@dataclass(frozen=True, slots=True)
class AtOrganisation:
    """What stands on the page of an organisation; question_url is where a question begins."""

    heard: tuple[Heard, ...] = ()
    question_url: str = ""


Organisations = Callable[[Any, Organisation], AtOrganisation]
ORGANISATIONS: list[Organisations] = []


def at_organisation(owner: Any, organisation: Organisation) -> AtOrganisation:
    """Return what was heard there, newest first."""
    return ORGANISATIONS[0](owner, organisation) if ORGANISATIONS else AtOrganisation()


Notes = Callable[[Any, Collection[int], datetime], Mapping[int, Note]]
NOTES: list[Notes] = []
NARROWINGS: list[Narrowing] = []


def notes_for(owner: Any, keys: Collection[int], *, now: datetime) -> Mapping[int, Note]:
    """Return what is known beside each of these people, by key of the contact."""
    return NOTES[0](owner, keys, now) if NOTES and keys else {}
