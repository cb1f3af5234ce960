"""Whether asking for an introduction is due (pure): it grows out of talks, thanks and something given back.

Closed until all hold: enough completed interactions on different days, a thank-you for each talk, an update
or a give-back, and no declined ask on record. An unasked offer opens it at once, as does the typed reason
of the owner.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

Missing = Literal["interactions", "thank_you", "give_back", "declined"]

# What the records say, by the values of ReferralState.
OPENING = frozenset({"granted", "offered", "overridden"})
CLOSING = frozenset({"declined"})


@dataclass(frozen=True, slots=True)
class Gate:
    """Open or not, and why.

    interactions  days on which something was completed between the two
    missing       what still stands in the way, in the order in which it is said; empty when open
    opened_by     granted, offered or overridden, where that alone opened it; else ""
    """

    interactions: int
    missing: tuple[Missing, ...]
    opened_by: str = ""

    @property
    def is_open(self) -> bool:
        return not self.missing


def gate(
    *,
    interactions: Collection[date],
    talks_unthanked: int,
    has_given: bool,
    records: Sequence[str],
    min_interactions: int = 2,
) -> Gate:
    """Return whether an introduction may be asked for.

    interactions     the owner's dates of held talks, logged calls and meetings, and two-way exchanges
    talks_unthanked  held talks without a thank-you
    has_given        whether an update or a give-back is logged
    records          what was said about introductions, oldest first; the latest answer holds
    """
    days = len(set(interactions))
    answers = [record for record in records if record in OPENING | CLOSING]
    latest = answers[-1] if answers else ""
    if latest in OPENING:
        return Gate(days, (), latest)
    checks: tuple[tuple[Missing, bool], ...] = (
        ("declined", latest in CLOSING),
        ("interactions", days < min_interactions),
        ("thank_you", talks_unthanked > 0),
        ("give_back", not has_given),
    )
    return Gate(days, tuple(name for name, fails in checks if fails))


def exchange_days(*, written: Collection[date], received: Collection[date]) -> set[date]:
    """Return the days on which an exchange was completed: each of them wrote, and this was the answer."""
    first_out, first_in = min(written, default=None), min(received, default=None)
    if first_out is None or first_in is None:
        return set()
    answers = {day for day in received if day >= first_out}
    return answers or {day for day in written if day >= first_in}
