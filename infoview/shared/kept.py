"""Figures that are counted once for each state of an owner's facts, and read back until a fact changes."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache

KEPT_FOR = 7 * 24 * 3600

# Raise it when the shape of anything kept changes, or an older version's figures would be read.
VERSION = 4


@dataclass(frozen=True, slots=True)
class Figures:
    """What is wanted of an owner: `what` names it and everything it depends on besides the facts.

    Only numbers and keys are kept, no names and no words.
    """

    owner: Any
    what: str
    count: Callable[[], Any]

    @property
    def key(self) -> str:
        return f"{self.what}:{VERSION}:{self.owner.pk}:{self.owner.facts_version}"


def read(*wanted: Figures) -> list[Any]:
    """Return these figures, counting and keeping those that are not kept yet. One query when all are."""
    found = cache.get_many([figures.key for figures in wanted])
    anew = {figures.key: figures.count() for figures in wanted if figures.key not in found}
    if anew:
        cache.set_many(anew, KEPT_FOR)
    return [{**found, **anew}[figures.key] for figures in wanted]
