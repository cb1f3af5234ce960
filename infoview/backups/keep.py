"""Which backups stay: one of each of the last seven days, and of each of the four weeks before this one."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

DAYS = 7
WEEKS = 4


def to_remove(made: Iterable[datetime], *, now: datetime) -> set[datetime]:
    """Return the moments of the backups that may go.

    The newest of a day or a week (Monday to Sunday, UTC) stands for it, and the newest of all stays in
    any case. None that stays besides is five weeks old. A moment after `now` is left: a clock was wrong.
    """
    past = sorted(moment for moment in made if moment <= now)
    stand_for = {("day", moment.date()): moment for moment in past}
    stand_for |= {("week", _monday(moment)): moment for moment in past}
    today, monday = now.date(), _monday(now)
    wanted = {("day", today - timedelta(days=back)) for back in range(DAYS)}
    wanted |= {("week", monday - timedelta(weeks=back)) for back in range(1, WEEKS + 1)}
    return set(past[:-1]) - {stand_for[place] for place in wanted & stand_for.keys()}


def _monday(moment: datetime) -> date:
    return moment.date() - timedelta(days=moment.weekday())
