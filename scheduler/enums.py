"""The kinds of reminders, in the order of docs/domain.md, and what became of one."""

from django.db.models import TextChoices


class ReminderKind(TextChoices):
    NUDGE = "nudge", "Nudge"
    SECOND_PERSON = "second_person", "Second person"
    LAST_ATTEMPT = "last_attempt", "Last attempt"
    CLOSE = "close", "Let go"
    FIND_TIME = "find_time", "Find a time"
    PREPARE = "prepare", "Prepare"
    LEAVE = "leave", "Leave or dial in"
    DEBRIEF = "debrief", "Debrief"
    THANK_YOU = "thank_you", "Thank-you"
    PROMISE = "promise", "Promised item"
    UPDATE = "update", "Six-month update"
    DEFERRED = "deferred", "Write again"
    GIVE_BACK = "give_back", "Give back"
    PROGRESS_NOTE = "progress_note", "Progress note"
    REVIEW = "review", "Retention review"
    STEP = "step", "Practical step"
    OWN = "own", "Own reminder"


# What falls due while an answer is awaited.
FOLLOW_UPS = frozenset({ReminderKind.NUDGE, ReminderKind.LAST_ATTEMPT, ReminderKind.CLOSE})

DERIVED = tuple(kind for kind in ReminderKind if kind not in {ReminderKind.STEP, ReminderKind.OWN})


class ReminderStatus(TextChoices):
    OPEN = "open", "Open"
    DONE = "done", "Done"
    DISMISSED = "dismissed", "Dismissed"
    CANCELLED = "cancelled", "Cancelled"


class Repetition(TextChoices):
    NEVER = "", "Once"
    DAILY = "daily", "Every day"
    WEEKLY = "weekly", "Every week"
    MONTHLY = "monthly", "Every month"
    YEARLY = "yearly", "Every year"


class TitleStyle(TextChoices):
    FULL = "full", "Full names"
    INITIALS = "initials", "Initials"
    BUSY = "busy", "Busy: Infoview"


class DigestRhythm(TextChoices):
    OFF = "off", "Off"
    DAILY = "daily", "Every day"
    WEEKLY = "weekly", "Every week"


class OutgoingState(TextChoices):
    DUE = "due", "Due"
    SENDING = "sending", "Sending"
    SENT = "sent", "Sent"
    FAILED = "failed", "Failed"
    MISSED = "missed", "Missed"
    EMPTY = "empty", "Nothing was due"
