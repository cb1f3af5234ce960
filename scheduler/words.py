"""What a reminder says: its title, one line of why, and the one act that belongs to it."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from infoview.shared import clock, words
from outreach.enums import MessageKind
from scheduler.enums import ReminderKind as Kind
from scheduler.models import Reminder

# Reminders that are answered by writing something, and what is written.
WRITES: dict[str, MessageKind] = {
    Kind.NUDGE: MessageKind.NUDGE,
    Kind.LAST_ATTEMPT: MessageKind.LAST_ATTEMPT,
    Kind.THANK_YOU: MessageKind.THANK_YOU,
    Kind.UPDATE: MessageKind.UPDATE,
    Kind.DEFERRED: MessageKind.REQUEST,
    Kind.PROGRESS_NOTE: MessageKind.PROGRESS_NOTE,
}

# Those that belong to one request; the rest is written to the person.
OF_REQUEST = frozenset({Kind.NUDGE, Kind.LAST_ATTEMPT, Kind.DEFERRED})

NODES: dict[str, str] = {
    Kind.NUDGE: "nudge",
    Kind.SECOND_PERSON: "user-plus",
    Kind.LAST_ATTEMPT: "nudge",
    Kind.CLOSE: "heart",
    Kind.FIND_TIME: "calendar",
    Kind.PREPARE: "note",
    Kind.LEAVE: "clock",
    Kind.DEBRIEF: "pencil",
    Kind.THANK_YOU: "heart",
    Kind.PROMISE: "flag",
    Kind.UPDATE: "mail",
    Kind.DEFERRED: "mail",
    Kind.GIVE_BACK: "heart",
    Kind.PROGRESS_NOTE: "mail",
    Kind.REVIEW: "shield",
    Kind.STEP: "target",
    Kind.OWN: "bell",
}


# What each says; the words are looked up when they are needed, and a feed needs thousands.
TITLES: dict[str, str] = {
    Kind.NUDGE: gettext_noop("Nudge %(name)s"),
    Kind.SECOND_PERSON: gettext_noop("Ask a second person beside %(name)s"),
    Kind.LAST_ATTEMPT: gettext_noop("One last note to %(name)s"),
    Kind.CLOSE: gettext_noop("Let %(name)s go kindly"),
    Kind.FIND_TIME: gettext_noop("Find a time with %(name)s"),
    Kind.PREPARE: gettext_noop("Prepare for %(name)s"),
    Kind.LEAVE: gettext_noop("Get ready for %(name)s"),
    Kind.DEBRIEF: gettext_noop("Debrief: %(name)s"),
    Kind.THANK_YOU: gettext_noop("Thank %(name)s"),
    Kind.PROMISE: gettext_noop("Promised to %(name)s: %(text)s"),
    Kind.UPDATE: gettext_noop("Tell %(name)s how it went"),
    Kind.DEFERRED: gettext_noop("Write to %(name)s again"),
    Kind.GIVE_BACK: gettext_noop("Give something back to %(name)s"),
    Kind.PROGRESS_NOTE: gettext_noop("Tell %(name)s what came of the introduction"),
    Kind.REVIEW: gettext_noop("Keep or erase: %(name)s"),
    Kind.STEP: "%(text)s",
    Kind.OWN: "%(text)s",
}


@dataclass(frozen=True, slots=True)
class Said:
    """One reminder in words.

    posts  whether the act is a POST (it makes a draft, or records something) instead of a page
    """

    title: str
    detail: str
    action: str = ""
    url: str = ""
    icon: str = ""
    posts: bool = False
    about: str = ""


def title_of(kind: str, *, name: str, text: str = "") -> str:
    """Return the verb and the name: the same words on Today, in the calendar and in the digest."""
    return _(TITLES[kind]) % {"name": name or _("somebody"), "text": text}


def say(reminder: Reminder, *, today: date, timezone: str, takeaway: str = "") -> Said:
    """Put one reminder into words; its contact, request and interview must be loaded.

    takeaway  something they said, for the thank-you
    """
    name = reminder.contact.name if reminder.contact else ""
    about = reverse("contact_detail", args=[reminder.contact.public_id]) if reminder.contact else ""
    title = title_of(reminder.kind, name=name, text=reminder.text)
    detail = _detail(reminder, today=today, timezone=timezone, takeaway=takeaway)
    action, url, icon, posts = _act(reminder)
    return Said(title, detail, action, url, icon, posts, about)


def _detail(reminder: Reminder, *, today: date, timezone: str, takeaway: str) -> str:
    kind, request, talk = reminder.kind, reminder.request, reminder.interview
    sent = words.day_words(request.last_sent_on, today=today) if request and request.last_sent_on else ""
    held = words.day_words(clock.local_date(talk.ends_at, timezone), today=today) if talk else ""
    match kind:
        case Kind.NUDGE:
            return _("First note sent %(day)s, no reply. Two lines are enough.") % {"day": sent}
        case Kind.LAST_ATTEMPT:
            return _("Last note sent %(day)s. If this one stays quiet too, let them go kindly.") % {
                "day": sent
            }
        case Kind.CLOSE:
            return _("Last note sent %(day)s, no reply. Silence is an answer too.") % {"day": sent}
        case Kind.SECOND_PERSON:
            return _("First note sent %(day)s. Another person there may have more time.") % {"day": sent}
        case Kind.FIND_TIME:
            return _("They said yes. Offer two or three times before it goes stale.")
        case Kind.PREPARE:
            return _("Five questions and one sentence about why you ask.")
        case Kind.LEAVE:
            return _("Be a few minutes early, no more.")
        case Kind.DEBRIEF:
            return _("You talked %(day)s. One row is enough.") % {"day": held}
        case Kind.THANK_YOU if takeaway:
            return _("You talked %(day)s. Mention: %(takeaway)s") % {"day": held, "takeaway": takeaway}
        case Kind.THANK_YOU:
            return _("You talked %(day)s. Name one thing they said.") % {"day": held}
        case Kind.UPDATE:
            return _("Say what you did with their advice, ask for nothing.")
        case Kind.DEFERRED:
            return _("They asked you to write again around now.")
        case Kind.GIVE_BACK:
            return _("An article, an answer, an introduction: only if something fits.")
        case Kind.PROGRESS_NOTE:
            return _("They introduced you. Say what came of it, ask for nothing.")
        case Kind.REVIEW:
            return _("Keep no longer than needed: renew the notice or erase.")
        case _:
            return reminder.contact.name if reminder.contact else ""


def _act(reminder: Reminder) -> tuple[str, str, str, bool]:
    """Return label, address, icon and whether it is a POST."""
    kind, talk, request = reminder.kind, reminder.interview, reminder.request
    write = reverse("scheduler:reminder_write", args=[reminder.public_id])
    person = reverse("contact_detail", args=[reminder.contact.public_id]) if reminder.contact else ""
    match kind:
        case Kind.NUDGE | Kind.LAST_ATTEMPT:
            return _("Open nudge"), write, "nudge", True
        case Kind.THANK_YOU:
            return _("Write thank-you"), write, "heart", True
        case Kind.UPDATE | Kind.PROGRESS_NOTE:
            return _("Check in"), write, "mail", True
        case Kind.DEFERRED:
            return _("Write again"), write, "mail", True
        case Kind.CLOSE:
            return _("Let go"), reverse("scheduler:reminder_done", args=[reminder.public_id]), "heart", True
        case Kind.FIND_TIME if request:
            return (
                _("Schedule"),
                f"{reverse('interviews:interview_create')}?request={request.public_id}",
                "calendar",
                False,
            )
        case Kind.SECOND_PERSON:
            return _("Choose someone"), reverse("contacts:contact_list"), "user-plus", False
        case Kind.PREPARE if talk:
            return _("Prepare"), reverse("interviews:prep", args=[talk.public_id]), "note", False
        case Kind.LEAVE if talk:
            return _("Open the talk"), reverse("interviews:live", args=[talk.public_id]), "chat", False
        case Kind.DEBRIEF if talk:
            return _("Debrief"), reverse("debriefs:debrief_write", args=[talk.public_id]), "pencil", False
        case _ if person:
            return _("Open"), person, "", False
        case _:
            return "", "", "", False
