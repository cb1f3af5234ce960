"""What all rooms know about people on a list: the state of asking, the next step, what was heard, tags."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db.models import CharField, Count, DateField, DateTimeField, F, QuerySet, Value
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contacts import beside
from contacts.enums import PointKind
from contacts.models import ContactPoint, ContactTag
from debriefs.models import Insight
from infoview.shared import clock, words
from interviews.enums import InterviewStatus
from interviews.models import Participant
from outreach.enums import board_column
from outreach.models import OutreachRequest
from scheduler.enums import FOLLOW_UPS, ReminderKind
from scheduler.models import Reminder
from scheduler.planned import SOFT
from scheduler.planning import bring_up_to_date


def notes_beside(owner: Any, keys: Collection[int], now: datetime) -> Mapping[int, beside.Note]:
    """Return for each of these people the state of asking, the next step and what was heard, in one query."""
    bring_up_to_date(owner=owner, now=now)
    today = clock.local_date(now, owner.timezone)
    found: dict[int, list[tuple[str, str, datetime | None, date | None, int]]] = defaultdict(list)
    for what, contact_id, word, moment, day, number in _rows_beside(owner, keys, now=now):
        found[contact_id].append((what, word, moment, day, number))
    return {
        key: _note(rows, now=now, today=today, timezone=owner.timezone, hours24=not owner.hour12)
        for key, rows in found.items()
    }


def _rows_beside(owner: Any, keys: Collection[int], *, now: datetime) -> Iterable[tuple[Any, ...]]:
    def part(
        rows: QuerySet[Any], what: str, contact: str, word: Any, moment: Any, day: Any, n: Any
    ) -> QuerySet[Any, Any]:
        return rows.order_by().values_list(
            Value(what, output_field=CharField()), F(contact), word, moment, day, n
        )

    nothing = Value("", output_field=CharField())
    never = Value(None, output_field=DateTimeField())
    no_day = Value(None, output_field=DateField())
    requests = OutreachRequest.objects.for_user(owner).filter(contact__in=keys)
    reminders = (
        Reminder.objects.for_user(owner).open().filter(contact__in=keys).exclude(kind=ReminderKind.LEAVE)
    )
    talks = Participant.objects.for_user(owner).filter(
        contact__in=keys, interview__status=InterviewStatus.SCHEDULED, interview__ends_at__gte=now
    )
    heard = Insight.objects.for_user(owner).filter(contact__in=keys, theme__isnull=False)
    tags = ContactTag.objects.for_user(owner).filter(contact__in=keys)
    ways = ContactPoint.objects.for_user(owner).filter(
        contact__in=keys, kind__in=[PointKind.EMAIL, PointKind.PHONE]
    )
    # PostgreSQL takes the kind of a column from the first two parts: one of them has to know it.
    parts = [
        part(requests, "request", "contact_id", F("status"), never, no_day, F("pk")),
        part(reminders, "reminder", "contact_id", F("kind"), F("overdue_at"), F("shows_on"), F("pk")),
        part(talks, "talk", "contact_id", nothing, F("interview__starts_at"), no_day, F("pk")),
        part(
            heard.values("contact_id"),
            "heard",
            "contact_id",
            nothing,
            never,
            no_day,
            Count("theme", distinct=True),
        ),
        part(tags, "tag", "contact_id", F("tag__name"), never, no_day, F("pk")),
        part(ways, "way", "contact_id", F("value"), never, no_day, F("position")),
    ]
    return parts[0].union(*parts[1:], all=True)


STEPS = {
    ReminderKind.NUDGE: gettext_lazy("Nudge"),
    ReminderKind.SECOND_PERSON: gettext_lazy("Ask a second person"),
    ReminderKind.LAST_ATTEMPT: gettext_lazy("Last note"),
    ReminderKind.CLOSE: gettext_lazy("Let go"),
    ReminderKind.FIND_TIME: gettext_lazy("Find a time"),
    ReminderKind.PREPARE: gettext_lazy("Prepare"),
    ReminderKind.DEBRIEF: gettext_lazy("Debrief"),
    ReminderKind.THANK_YOU: gettext_lazy("Thank-you"),
    ReminderKind.PROMISE: gettext_lazy("Promise"),
    ReminderKind.UPDATE: gettext_lazy("Check in"),
    ReminderKind.DEFERRED: gettext_lazy("Write again"),
    ReminderKind.GIVE_BACK: gettext_lazy("Give back"),
    ReminderKind.PROGRESS_NOTE: gettext_lazy("Tell what came of it"),
    ReminderKind.REVIEW: gettext_lazy("Keep or erase"),
    ReminderKind.STEP: gettext_lazy("Your step"),
    ReminderKind.OWN: gettext_lazy("Reminder"),
}


def _note(
    rows: list[tuple[str, str, datetime | None, date | None, int]],
    *,
    now: datetime,
    today: date,
    timezone: str,
    hours24: bool,
) -> beside.Note:
    requests = sorted((n, word) for what, word, _m, _d, n in rows if what == "request")
    reminders = sorted(
        (day, moment, n, word) for what, word, moment, day, n in rows if what == "reminder" and day and moment
    )
    talks = sorted(moment for what, _w, moment, _d, _n in rows if what == "talk" and moment)
    heard = sum(n for what, _w, _m, _d, n in rows if what == "heard")
    due = any(word in FOLLOW_UPS and day <= today for day, _moment, _n, word in reminders)
    stage = board_column(requests[-1][1], follow_up_due=due).mark if requests else ""
    step, tone = "", ""
    if reminders and (not talks or reminders[0][0] <= today):
        day, overdue_at, _n, kind = reminders[0]
        step = f"{STEPS[ReminderKind(kind)]} {_on(day, today)}"
        tone = "" if kind in SOFT else "red" if overdue_at < now else "amber" if day <= today else ""
    elif talks:
        step = _("Talk %(when)s") % {
            "when": words.moment_words(talks[0], now=now, zone=timezone, hours24=hours24)
        }
    elif not stage and heard:
        stage = "done"
    tags = tuple(sorted((word for what, word, _m, _d, _n in rows if what == "tag"), key=str.casefold))
    ways = sorted((n, word) for what, word, _m, _d, n in rows if what == "way")
    return beside.Note(stage, step, tone, heard, tags, ways[0][1] if ways else "")


def _on(day: date, today: date) -> str:
    if day <= today:
        return _("today")
    said = words.day_words(day, today=today)
    return said if said == _("tomorrow") else _("on %(day)s") % {"day": said}
