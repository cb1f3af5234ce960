"""The draft that answers a reminder, begun with what is known: their words, what changed since."""

from typing import Any

from django.utils.translation import gettext as _

from debriefs.models import Insight, StrategyChange
from debriefs.sensitive import check_note
from outreach.models import Message
from outreach.services import HelpDeclined, draft_message
from scheduler.enums import ReminderKind
from scheduler.models import Reminder
from scheduler.words import OF_REQUEST, WRITES

# How many changes an update tells of: the newest few, not a report.
MOST_CHANGES = 2
MOST_READ = 20


def write_for(reminder: Reminder, *, owner: Any) -> Message | None:
    """Return the draft for this reminder, made if there is none; None when nothing is to be written.

    raises  HelpDeclined when it would be a fourth note to somebody who stays silent
    """
    kind = WRITES.get(reminder.kind)
    if kind is None or reminder.contact is None:
        return None
    request = reminder.request if reminder.kind in OF_REQUEST else None
    return draft_message(
        owner=owner,
        contact=reminder.contact,
        kind=kind,
        request=request,
        subject=_subject(reminder),
        body=_body(reminder, owner),
    )


def _subject(reminder: Reminder) -> str:
    return _("Thank you") if reminder.kind == ReminderKind.THANK_YOU else ""


def _body(reminder: Reminder, owner: Any) -> str:
    """Return the beginning of the text; the sentences that only the owner knows are left to the owner."""
    contact = reminder.contact
    assert contact is not None
    mine = owner.get_short_name() if owner.name else ""
    if reminder.kind == ReminderKind.THANK_YOU:
        lines = _thanks(reminder, owner)
    elif reminder.kind in {ReminderKind.UPDATE, ReminderKind.PROGRESS_NOTE}:
        lines = _news(reminder, owner)
    else:
        return ""
    greeting = _("Hi %(name)s,") % {"name": contact.given_name}
    return "\n\n".join([greeting, *lines, *([_("Best wishes,") + f"\n{mine}"] if mine else [])])


def _thanks(reminder: Reminder, owner: Any) -> list[str]:
    told = Insight.objects.for_user(owner).to_mention(talks=[reminder.interview_id])
    insight = told.get((reminder.interview_id, reminder.contact_id))
    lines = [_("Thank you for your time and for speaking so openly.")]
    if insight is not None:
        lines.append(_("What stays with me: %(takeaway)s.") % {"takeaway": _clause(insight.takeaway)})
        if insight.implication:
            lines.append(
                _("I will take it with me: %(implication)s.") % {"implication": _clause(insight.implication)}
            )
    return lines


def _news(reminder: Reminder, owner: Any) -> list[str]:
    contact = reminder.contact
    assert contact is not None
    changes = StrategyChange.objects.for_user(owner).told_by(contact).order_by("-decided_on", "-pk")
    if contact.last_touch_at is not None:
        changes = changes.filter(decided_on__gte=contact.last_touch_at.date())
    told = [change for change in changes[:MOST_READ] if not check_note(change.text)]
    lines = [_("A short word on what became of our conversation.")]
    lines += [
        _("I took your advice on board: %(change)s.") % {"change": _clause(change.text)}
        for change in told[:MOST_CHANGES]
    ]
    return [*lines, _("No need to answer. I wanted you to know.")]


def _clause(text: str) -> str:
    return " ".join(text.split()).rstrip(" .!?")


__all__ = ["HelpDeclined", "write_for"]
