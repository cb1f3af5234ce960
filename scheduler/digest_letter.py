"""What a digest says: titles and times, never a note, a message or a private word."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.conf import settings as site
from django.core.mail import EmailMultiAlternatives
from django.db.models import Prefetch
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.dateformat import format as formatted
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from infoview.shared import words
from infoview.shared.days import ONE_DAY, local_day, moment_at
from interviews.models import Interview, Participant
from scheduler.enums import DigestRhythm, ReminderKind
from scheduler.models import Pause, Reminder, ReminderQuerySet, ReminderSettings, with_privacy, with_subjects
from scheduler.planned import SOFT
from scheduler.planning import bring_up_to_date
from scheduler.words import title_of

# Longer lists are for the app: a letter says how many more there are.
MOST_LINES = 50

# Talks whose time passed longer ago than this are not asked about in a letter any more.
ASKED_ABOUT = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Line:
    """One thing in a letter. `when` is for the margin; `is_late` makes it red."""

    when: str
    title: str
    url: str
    is_late: bool = False


@dataclass(frozen=True, slots=True)
class Digest:
    """What one letter tells: due by today, conversations, and, in a weekly one, what the week brings."""

    due: Sequence[Line] = ()
    due_count: int = 0
    talks: Sequence[Line] = ()
    coming: Sequence[Line] = ()
    coming_count: int = 0

    @property
    def is_empty(self) -> bool:
        return not (self.due_count or self.talks or self.coming_count)

    @property
    def due_more(self) -> int:
        return self.due_count - len(self.due)

    @property
    def coming_more(self) -> int:
        return self.coming_count - len(self.coming)


def digest_of(owner: Any, settings: ReminderSettings, *, now: datetime) -> Digest:
    """Gather what is due for this owner now; the plan is brought up to date first."""
    bring_up_to_date(owner=owner, now=now)
    today = local_day(now, owner.timezone)
    last = today + 6 * ONE_DAY if settings.digest == DigestRhythm.WEEKLY else today
    with override("en-gb"):
        talks = _talks(owner, now=now, today=today, last=last)
        if Pause.objects.for_user(owner).filter(starts_on__lte=today, ends_on__gte=today).exists():
            return Digest(talks=talks)
        asked = _unsettled(owner, now=now, today=today)
        due, due_count = _due(owner, now=now, today=today)
        coming, coming_count = _coming(owner, now=now, today=today, last=last)
        return Digest([*asked, *due], len(asked) + due_count, talks, coming, coming_count)


def _reminders(owner: Any) -> ReminderQuerySet:
    """Keep what a letter may speak of: duties, and nobody who asked to be left alone."""
    return (
        Reminder.objects.for_user(owner)
        .open()
        .exclude(kind__in=[ReminderKind.LEAVE, *SOFT])
        .exclude(contact__do_not_contact=True)
    )


def _due(owner: Any, *, now: datetime, today: date) -> tuple[list[Line], int]:
    rows = _reminders(owner).filter(shows_on__lte=today).exclude(kind=ReminderKind.DEBRIEF, due_at__gt=now)
    return _lines(rows.in_home_order(now=now), owner, now=now, today=today)


def _coming(owner: Any, *, now: datetime, today: date, last: date) -> tuple[list[Line], int]:
    if last == today:
        return [], 0
    rows = _reminders(owner).filter(shows_on__gt=today, shows_on__lte=last)
    return _lines(rows.order_by("shows_on", "due_at", "pk"), owner, now=now, today=today)


def _lines(rows: ReminderQuerySet, owner: Any, *, now: datetime, today: date) -> tuple[list[Line], int]:
    shown = list(with_privacy(with_subjects(rows))[: MOST_LINES + 1])
    count = len(shown) if len(shown) <= MOST_LINES else rows.count()
    return [_line(row, owner, now=now, today=today) for row in shown[:MOST_LINES]], count


def _line(row: Reminder, owner: Any, *, now: datetime, today: date) -> Line:
    is_late = row.overdue_at <= now
    return Line(
        when=_when(row, owner, is_late=is_late, today=today),
        title=_title(row),
        url=_address("scheduler:reminder_detail", row.public_id),
        is_late=is_late,
    )


def _title(row: Reminder) -> str:
    text = row.text
    if row.of_private_talk:  # type: ignore[attr-defined]  # read by with_privacy
        text = _("a step from a private conversation") if text else ""
    return _plain(title_of(row.kind, name=row.contact.name if row.contact else "", text=text))


def _when(row: Reminder, owner: Any, *, is_late: bool, today: date) -> str:
    """Return a time that is still true when the letter is read: "by 16:20", never "6 h left"."""
    ends_on = row.due_on if row.all_day else local_day(row.overdue_at, owner.timezone)
    if is_late and ends_on < today:
        return words.margin_day(ends_on, today=today).big
    day = words.margin_day(max(row.shows_on, ends_on), today=today).big
    if row.all_day:
        return day
    at = words.clock_time(row.overdue_at, zone=owner.timezone, hours24=not owner.hour12)
    if is_late:
        return _("since %(time)s") % {"time": at}
    if ends_on == today:
        return _("by %(time)s") % {"time": at}
    return _("%(day)s, %(time)s") % {"day": day, "time": at}


def _interviews(owner: Any, **when: datetime) -> list[Interview]:
    people = Prefetch(
        "participants",
        Participant.objects.for_user(owner).select_related("contact").order_by("-is_main", "pk"),
    )
    rows = Interview.objects.for_user(owner).scheduled().filter(**when).defer("notes", "opening")
    return list(rows.order_by("starts_at", "pk").prefetch_related(people)[:MOST_LINES])


def _names(interview: Interview) -> str:
    return ", ".join(_plain(person.contact.name) for person in interview.participants.all()) or _("somebody")


def _talks(owner: Any, *, now: datetime, today: date, last: date) -> list[Line]:
    until = moment_at(last + ONE_DAY, time(0), owner.timezone)
    lines = []
    for talk in _interviews(owner, ends_at__gte=now, starts_at__lt=until):
        day = words.margin_day(local_day(talk.starts_at, owner.timezone), today=today).big
        at = words.clock_time(talk.starts_at, zone=owner.timezone, hours24=not owner.hour12)
        lines.append(
            Line(
                when=at if last == today else _("%(day)s, %(time)s") % {"day": day, "time": at},
                title=_("Conversation with %(who)s") % {"who": _names(talk)},
                url=_address("interviews:interview_detail", talk.public_id),
            )
        )
    return lines


def _unsettled(owner: Any, *, now: datetime, today: date) -> list[Line]:
    """Ask about the talks whose time has passed without a word whether they took place."""
    return [
        Line(
            when=words.short_date(local_day(talk.starts_at, owner.timezone), today=today),
            title=_("Did you talk to %(who)s?") % {"who": _names(talk)},
            url=_address("interviews:interview_detail", talk.public_id),
        )
        for talk in _interviews(owner, ends_at__lt=now, ends_at__gte=now - ASKED_ABOUT)
    ]


def _plain(text: str) -> str:
    """Return the text on one line, without characters that would mean something to a mail program."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


# The letter


def letter(
    owner: Any, settings: ReminderSettings, digest: Digest, *, now: datetime, message_id: str
) -> EmailMultiAlternatives:
    """Return the letter, as plain text and HTML; `settings` must have its token."""
    today = local_day(now, owner.timezone)
    unsubscribe = _address("scheduler:digest_unsubscribe", settings.digest_token)
    with override("en-gb"):
        is_weekly = settings.digest == DigestRhythm.WEEKLY
        context: dict[str, Any] = {
            "digest": digest,
            "is_weekly": is_weekly,
            "heading": _("This week") if is_weekly else _("Today"),
            "day": f"{formatted(today, 'D')} {words.short_date(today, today=today)}",
            "sentence": sentence(digest),
            "today_url": _address("today"),
            "settings_url": _address("scheduler:settings"),
            "unsubscribe_url": unsubscribe,
            "email": owner.email,
        }
        subject = _("%(heading)s: %(sentence)s") % {
            "heading": context["heading"],
            "sentence": context["sentence"].rstrip("."),
        }
        message = EmailMultiAlternatives(
            subject=subject,
            body=render_to_string("emails/digest_body.txt", context),
            to=[owner.email],
            headers={
                "Message-ID": message_id,
                # One click, without a visit and without a sign-in (RFC 8058).
                "List-Unsubscribe": f"<{unsubscribe}>",
                "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
                # Nobody's holiday notice should answer it.
                "Auto-Submitted": "auto-generated",
            },
        )
        message.attach_alternative(render_to_string("emails/digest_body.html", context), "text/html")
    return message


def sentence(digest: Digest) -> str:
    """Say in one line what the letter holds, without a name: it may show on a locked screen."""
    parts = []
    if digest.due_count:
        parts.append(
            ngettext("%(n)s thing due", "%(n)s things due", digest.due_count)
            % {"n": words.number_words(digest.due_count)}
        )
    if digest.talks:
        parts.append(
            ngettext("%(n)s conversation", "%(n)s conversations", len(digest.talks))
            % {"n": words.number_words(len(digest.talks))}
        )
    if digest.coming_count:
        parts.append(_("%(n)s more coming up") % {"n": words.number_words(digest.coming_count)})
    if not parts:
        return _("nothing is due.")
    joined = parts[0] if len(parts) == 1 else _("%(most)s and %(last)s") % {
        "most": ", ".join(parts[:-1]), "last": parts[-1],
    }  # fmt: skip
    return f"{joined}."


def _address(name: str, *args: Any) -> str:
    """Return a whole address; its host is that of the settings, never of a request."""
    return f"{site.SITE_URL.rstrip('/')}{reverse(name, args=args)}"
