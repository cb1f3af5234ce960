"""How long a reminder may rest (pure): only the day it shows on moves, never the day it is due."""

from datetime import date, datetime, timedelta

from infoview.shared.days import local_day

CHOICES = {"1_day": 1, "3_days": 3, "1_week": 7}

THANK_YOU_HOURS = 72


def gettext_noop(text: str) -> str:
    """Mark a sentence for the translators; whoever shows it passes it on to them (no Django here)."""
    return text


class SnoozeRefused(ValueError):
    """The reminder cannot rest until then; the message says why, for the person."""


def snooze_until(
    choice: str | date,
    *,
    kind: str,
    today: date,
    due_on: date,
    timezone: str,
    talk_starts_at: datetime | None = None,
    talk_ended_at: datetime | None = None,
) -> date:
    """Return the day on which the reminder shows again, or raise SnoozeRefused.

    choice          a key of CHOICES, counted from today or from a due day still to come; or a date
    talk_starts_at  of prepare and leave: they end with the start
    talk_ended_at   of a thank-you: it rests at most until 72 hours after the talk
    """
    if isinstance(choice, str):
        if choice not in CHOICES:
            raise SnoozeRefused(gettext_noop("Choose one day, three days, a week or a date."))
        until = max(today, due_on) + timedelta(days=CHOICES[choice])
    else:
        until = choice
    if until <= today:
        raise SnoozeRefused(gettext_noop("Choose a day after today."))
    if until < due_on:
        raise SnoozeRefused(gettext_noop("It is not due before that day anyway."))
    latest = latest_day(kind, timezone=timezone, talk_starts_at=talk_starts_at, talk_ended_at=talk_ended_at)
    if latest is None or until <= latest:
        return until
    if latest <= today or latest < due_on:
        raise SnoozeRefused(
            gettext_noop("A thank-you waits three days at most. Two lines are enough.")
            if kind == "thank_you"
            else gettext_noop("The conversation does not wait.")
        )
    return latest


def latest_day(
    kind: str,
    *,
    timezone: str,
    talk_starts_at: datetime | None = None,
    talk_ended_at: datetime | None = None,
) -> date | None:
    """Return the last day on which the reminder may show again; None for any."""
    if kind == "thank_you" and talk_ended_at is not None:
        return local_day(talk_ended_at + timedelta(hours=THANK_YOU_HOURS), timezone)
    if kind in {"prepare", "leave"} and talk_starts_at is not None:
        return local_day(talk_starts_at, timezone)
    return None
