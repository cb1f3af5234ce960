"""The slots of a template, and what fills them (pure)."""

import re
from collections.abc import Mapping

SLOT = re.compile(r"\{([a-z][a-z0-9_]{0,39})\}")


def slots(text: str) -> list[str]:
    """Return the names of the slots in the order in which they first stand in the text."""
    return list(dict.fromkeys(SLOT.findall(text)))


def fill(text: str, values: Mapping[str, str]) -> str:
    """Return the text with each known slot filled; the others stay as they are."""
    return SLOT.sub(lambda match: values.get(match[1]) or match[0], text)
