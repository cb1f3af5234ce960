"""The words of asking: states of a request with their legal moves, and the kinds of what is written."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from contacts.enums import Channel as Channel  # a channel is known wherever a person is


class RequestStatus(TextChoices):
    DRAFT = "draft", _("Draft")
    READY = "ready", _("Ready to send")
    SENT = "sent", _("Sent")
    NUDGED = "nudged", _("Nudged")
    LAST_ATTEMPT = "last_attempt", _("Last attempt sent")
    ACCEPTED = "accepted", _("They said yes")
    SCHEDULED = "scheduled", _("Scheduled")
    HELD = "held", _("Held")
    DECLINED = "declined", _("They said no")
    DEFERRED = "deferred", _("Asked for later")
    CLOSED_NO_REPLY = "closed_no_reply", _("No answer, moved on")
    WITHDRAWN = "withdrawn", _("Withdrawn")


_S = RequestStatus

DRAFTING = frozenset({_S.DRAFT, _S.READY})
WAITING = frozenset({_S.SENT, _S.NUDGED, _S.LAST_ATTEMPT})
MOVED_ON = frozenset({_S.DECLINED, _S.CLOSED_NO_REPLY, _S.WITHDRAWN})
OPEN = frozenset(_S) - MOVED_ON - {_S.HELD}

# What a person may answer, in any state in which an answer is waited for.
REPLIES = frozenset({_S.ACCEPTED, _S.DECLINED, _S.DEFERRED})

# The legal moves. "Nudge due" and "overdue" are computed, never stored.
NEXT: dict[RequestStatus, frozenset[RequestStatus]] = {
    # A note that went out without having been marked ready first is still a note that went out.
    _S.DRAFT: frozenset({_S.READY, _S.SENT, _S.WITHDRAWN}),
    _S.READY: frozenset({_S.DRAFT, _S.SENT, _S.WITHDRAWN}),
    # With a policy of one attempt the first note is also the final one, hence closing from here.
    _S.SENT: REPLIES | {_S.NUDGED, _S.CLOSED_NO_REPLY, _S.WITHDRAWN},
    _S.NUDGED: REPLIES | {_S.LAST_ATTEMPT, _S.CLOSED_NO_REPLY, _S.WITHDRAWN},
    _S.LAST_ATTEMPT: REPLIES | {_S.CLOSED_NO_REPLY, _S.WITHDRAWN},
    _S.ACCEPTED: frozenset({_S.SCHEDULED, _S.DECLINED, _S.DEFERRED, _S.WITHDRAWN}),
    # Every other way out leads over "accepted", so that no appointment is left behind.
    _S.SCHEDULED: frozenset({_S.HELD, _S.ACCEPTED}),
    _S.HELD: frozenset(),
    # They may come back by themselves before the date.
    _S.DEFERRED: frozenset({_S.SENT, _S.ACCEPTED, _S.DECLINED, _S.WITHDRAWN}),
    _S.DECLINED: frozenset({_S.DRAFT}),
    _S.WITHDRAWN: frozenset({_S.DRAFT}),
    # An answer that comes after all is a fact, and facts are never refused.
    _S.CLOSED_NO_REPLY: REPLIES | {_S.DRAFT},
}


def may_move(old: str, new: str) -> bool:
    return _S(new) in NEXT[_S(old)]


def path(old: str, new: str) -> tuple[RequestStatus, ...]:
    """Return the shortest row of legal moves from one state to another, the first state left out.

    A yes that names a time at once goes sent, accepted, scheduled. Empty when there is no such row,
    or when the states are equal.
    """
    start, goal = _S(old), _S(new)
    came_from: dict[RequestStatus, RequestStatus] = {start: start}
    queue = [start]
    for state in queue:
        for step in sorted(NEXT[state], key=list(_S).index):
            if step not in came_from:
                came_from[step] = state
                queue.append(step)
    if goal not in came_from or goal == start:
        return ()
    steps = [goal]
    while came_from[steps[-1]] != start:
        steps.append(came_from[steps[-1]])
    return tuple(reversed(steps))


class BoardColumn(TextChoices):
    DRAFTING = "drafting", _("Drafting")
    SENT = "sent", _("Sent")
    NUDGE_DUE = "nudge_due", _("Nudge due")
    REPLIED = "replied", _("Replied")
    SCHEDULED = "scheduled", _("Scheduled")
    DONE = "done", _("Done")
    MOVED_ON = "moved_on", _("Moved on")

    @property
    def mark(self) -> str:
        """The key of its stage mark in the design ({% stage %})."""
        return {"nudge_due": "nudge", "moved_on": "moved"}.get(self.value, self.value)


# Sent and Nudge due hold the same states; what is due tells them apart.
COLUMN_STATES: dict[BoardColumn, frozenset[RequestStatus]] = {
    BoardColumn.DRAFTING: DRAFTING,
    BoardColumn.SENT: WAITING,
    BoardColumn.NUDGE_DUE: WAITING,
    BoardColumn.REPLIED: frozenset({_S.ACCEPTED, _S.DEFERRED}),
    BoardColumn.SCHEDULED: frozenset({_S.SCHEDULED}),
    BoardColumn.DONE: frozenset({_S.HELD}),
    BoardColumn.MOVED_ON: MOVED_ON,
}


def board_column(status: str, *, follow_up_due: bool) -> BoardColumn:
    """Return the column of a card.

    follow_up_due  whether a nudge, a last attempt or the closing is due by now
    """
    state = _S(status)
    if state in WAITING:
        return BoardColumn.NUDGE_DUE if follow_up_due else BoardColumn.SENT
    return next(column for column, states in COLUMN_STATES.items() if state in states)


class MessageKind(TextChoices):
    REQUEST = "request", _("First request")
    REQUEST_NOTE = "request_note", _("Connection note")
    NUDGE = "nudge", _("Nudge")
    LAST_ATTEMPT = "last_attempt", _("Last attempt")
    THANK_YOU = "thank_you", _("Thank-you")
    UPDATE = "update", _("Six-month update")
    LIGHT_TOUCH = "light_touch", _("Light touch")
    REFERRAL_PERMISSION = "referral_permission", _("Permission to ask for an introduction")
    REFERRAL_FORWARD = "referral_forward", _("Forwardable note")
    RESCHEDULE = "reschedule", _("Rescheduling")
    DECLINE_REPLY = "decline_reply", _("Reply to a no")
    REPLY = "reply", _("Reply")
    INVITATION = "invitation", _("Programme invitation")
    PROGRESS_NOTE = "progress_note", _("Progress note")
    CONGRATULATION = "congratulation", _("Congratulation")
    OTHER = "other", _("Other message")


# The attempts of a request, in the order in which they are made.
ATTEMPT_KINDS = (MessageKind.REQUEST, MessageKind.NUDGE, MessageKind.LAST_ATTEMPT)


class Relation(TextChoices):
    COLD = "cold", _("No connection yet")
    ALUMNI = "alumni", _("Same school")
    REFERRED = "referred", _("Suggested by someone")
    SHARED_COMMUNITY = "shared_community", _("Shared group")
    INTERNAL_COLLEAGUE = "internal_colleague", _("Colleague")
    FORMER_CANDIDATE = "former_candidate", _("Former candidate")
    ANY = "any", _("Any")


class GoalType(TextChoices):
    FIELD = "field", _("A field")
    ROLE = "role", _("A role")
    ORGANISATION = "organisation", _("An organisation")
    COMPARISON = "comparison", _("A comparison")


class GoalStatus(TextChoices):
    ACTIVE = "active", _("Active")
    EXPLORING = "exploring", _("Exploring")
    PAUSED = "paused", _("Paused")
    ACHIEVED = "achieved", _("Achieved")
    VALIDATED_OUT = "validated_out", _("Not for me")
    ARCHIVED = "archived", _("Archived")


class GapStatus(TextChoices):
    OPEN = "open", _("Open")
    PARTLY_ANSWERED = "partly_answered", _("Partly answered")
    ANSWERED = "answered", _("Answered")
    DROPPED = "dropped", _("Dropped")
