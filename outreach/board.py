"""The board: requests in seven columns, with what is due worked out from the dates."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import CharField, Count, F, Q, QuerySet, Value
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from infoview.shared.days import Pause, WorkingDays, local_day
from infoview.shared.kept import Figures
from infoview.shared.words import day_words
from outreach.cadence import Policy, adjusted, close_due, last_attempt_due, nudge_due
from outreach.enums import (
    COLUMN_STATES,
    DRAFTING,
    WAITING,
    BoardColumn,
    MessageKind,
    RequestStatus,
    board_column,
)
from outreach.models import Goal, Message, MessageDirection, OutreachRequest
from outreach.policies import policies_of
from outreach.wording import count_words

CARDS, CARDS_FOLDED = 12, 6
FOLDED = frozenset({BoardColumn.DONE, BoardColumn.MOVED_ON})

# Rooms above say when the owner is away: each entry takes an owner and returns the pauses.
PAUSES: list[Callable[[Any], Iterable[Pause]]] = []


class PlannedTalk(NamedTuple):
    """The next appointment of a request: its moment, its way, and how far it is prepared, in words."""

    at: datetime
    format: str
    prep: str


# The conversation's room says which appointments these requests have; one query for all of them.
TALKS: list[Callable[[Any, list[int]], Mapping[int, PlannedTalk]]] = []

# What follows the latest attempt, once it is due.
CLOSE = "close"


@dataclass(slots=True)
class Card:
    """One request as the board shows it.

    follow_up  "nudge", "last_attempt" or "close" when that is due by now, else ""
    most       how many attempts the policy allows
    days       since the latest attempt
    """

    request: OutreachRequest
    column: BoardColumn
    follow_up: str
    most: int
    days: int
    words: int = 0
    draft: Message | None = None
    talk_at: datetime | None = None
    talk_format: str = ""
    prep: str = ""
    meta: str = ""

    @property
    def made(self) -> int:
        return max(0, self.request.attempts - self.request.attempts_forgiven)

    @property
    def attempts(self) -> str:
        return _("Attempt %(n)s of %(of)s") % {"n": self.made, "of": self.most}

    @property
    def moves(self) -> str:
        return " ".join(moves_of(self.request, self.column))

    @property
    def where(self) -> str:
        """Return where they work, or what they do."""
        organisation = self.request.contact.organisation
        return organisation.name if organisation else self.request.contact.job_title

    @property
    def counted_words(self) -> str:
        return ngettext("%(n)s word", "%(n)s words", self.words) % {"n": self.words} if self.words else ""


@dataclass(slots=True)
class Column:
    key: BoardColumn
    total: int = 0
    cards: list[Card] = field(default_factory=list)

    @property
    def stage(self) -> str:
        return self.key.mark

    @property
    def label(self) -> str:
        return str(self.key.label)

    @property
    def folds(self) -> bool:
        return self.key in FOLDED

    @property
    def more(self) -> int:
        return self.total - len(self.cards)


# Where a card may be moved to by hand. What the move asks for is asked on the way.
MOVES = {
    BoardColumn.DRAFTING: (BoardColumn.SENT, BoardColumn.SCHEDULED, BoardColumn.MOVED_ON),
    BoardColumn.SENT: (
        BoardColumn.REPLIED, BoardColumn.SCHEDULED, BoardColumn.DONE, BoardColumn.MOVED_ON,
    ),
    BoardColumn.NUDGE_DUE: (
        BoardColumn.SENT, BoardColumn.REPLIED, BoardColumn.SCHEDULED, BoardColumn.DONE, BoardColumn.MOVED_ON,
    ),
    BoardColumn.REPLIED: (BoardColumn.SCHEDULED, BoardColumn.DONE, BoardColumn.MOVED_ON),
    BoardColumn.SCHEDULED: (BoardColumn.REPLIED, BoardColumn.DONE),
    BoardColumn.DONE: (),
    BoardColumn.MOVED_ON: (BoardColumn.DRAFTING,),
}  # fmt: skip


def moves_of(request: OutreachRequest, column: BoardColumn) -> list[BoardColumn]:
    moves = list(MOVES[column])
    if request.status == RequestStatus.DEFERRED:
        moves.insert(0, BoardColumn.SENT)
    if request.status == RequestStatus.CLOSED_NO_REPLY:
        moves.append(BoardColumn.REPLIED)
    return moves


# Which requests wait for a follow-up ---------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Patience:
    """The owner's policy, and those of goals that have one of their own, on the owner's calendar."""

    own: Policy
    by_goal: dict[int, Policy]

    def of(self, goal_id: int | None) -> Policy:
        return self.by_goal.get(goal_id, self.own) if goal_id else self.own


def patience_of(owner: Any) -> Patience:
    own, by_goal = policies_of(owner)
    extra = {
        "pauses": tuple(pause for pauses in PAUSES for pause in pauses(owner)),
        "working_days": WorkingDays(owner.country),
    }
    return Patience(adjusted(own, **extra), {pk: adjusted(policy, **extra) for pk, policy in by_goal.items()})


def next_step(request: OutreachRequest, policy: Policy) -> tuple[str, date] | None:
    """Return what follows the latest attempt and on which day; None when no answer is waited for."""
    if request.status not in WAITING or request.last_sent_on is None:
        return None
    counted = max(1, request.attempts - request.attempts_forgiven)
    if counted >= policy.attempts_max:
        return CLOSE, close_due(request.last_sent_on, policy=policy)
    is_first = request.status == RequestStatus.SENT or counted == 1
    due = (nudge_due if is_first else last_attempt_due)(request.last_sent_on, policy=policy)
    kind = MessageKind.NUDGE if is_first else MessageKind.LAST_ATTEMPT
    return (str(kind), due) if due else (CLOSE, close_due(request.last_sent_on, policy=policy))


def follow_up_of(request: OutreachRequest, patience: Patience, *, today: date) -> str:
    """Return "nudge", "last_attempt" or "close" when that is due by today, else ""; the contact is loaded."""
    step = next_step(request, patience.of(request.goal_id))
    if step is None or step[1] > today:
        return ""
    return "" if request.contact.do_not_contact and step[0] != CLOSE else step[0]


def is_due(patience: Patience, *, today: date) -> Q:
    """Return the condition under which `follow_up_of` is not empty."""
    groups: list[tuple[Q, Policy]] = [(Q(goal=pk), policy) for pk, policy in patience.by_goal.items()]
    others = Q(goal=None) | ~Q(goal__in=list(patience.by_goal)) if groups else Q()
    condition = Q()
    for whose, policy in [*groups, (others, patience.own)]:
        condition |= whose & _due(policy, today)
    return Q(status__in=sorted(WAITING)) & condition


def in_column(key: BoardColumn, due: Q) -> Q:
    """Return the condition under which a request stands in this column; `due` is that of `is_due`."""
    if key == BoardColumn.NUDGE_DUE:
        return due
    condition = Q(status__in=sorted(COLUMN_STATES[key]))
    return condition & ~due if key == BoardColumn.SENT else condition


def _due(policy: Policy, today: date) -> Q:
    most = policy.attempts_max
    final = Q(attempts__gte=F("attempts_forgiven") + most) if most > 1 else Q(attempts__gte=0)
    first = Q(status=RequestStatus.SENT) | Q(attempts__lte=F("attempts_forgiven") + 1)
    day = _latest_day(lambda sent_on: close_due(sent_on, policy=policy), today)
    due = final & Q(last_sent_on__lte=day)
    for is_step, rule in ((first, nudge_due), (~first, last_attempt_due)):
        if rule(today, policy=policy) is None:
            # The policy knows no such step: after what was sent comes the kind end.
            due |= ~final & is_step & Q(last_sent_on__lte=day)
            continue
        latest = _latest_day(lambda sent_on, rule=rule: rule(sent_on, policy=policy), today)
        due |= ~final & is_step & Q(last_sent_on__lte=latest) & Q(contact__do_not_contact=False)
    return due


def _latest_day(due_on: Callable[[date], date], today: date) -> date:
    """Return the last day of sending whose follow-up is due by today; due dates only rise with it."""
    day = today
    while due_on(day) > today:
        day -= timedelta(days=1)
    return day


# The page -----------------------------------------------------------------------------------------


def columns_of(
    owner: Any, *, today: date, goal: Goal | None = None, only: Iterable[BoardColumn] | None = None
) -> list[Column]:
    """Return the columns in order, each with its first cards and how many there are; six queries."""
    patience = patience_of(owner)
    due = is_due(patience, today=today)
    keys = set(BoardColumn if only is None else only)
    columns = {key: Column(key) for key in BoardColumn if key in keys}
    requests = OutreachRequest.objects.for_user(owner)
    requests = requests.filter(goal=goal) if goal else requests
    _add_totals(columns, requests, due)
    for request in _first_of_each(owner, requests, columns, due):
        card = card_of(request, patience, today)
        if card.column in columns:
            columns[card.column].cards.append(card)
    for column in columns.values():
        column.cards.sort(key=lambda card: order_of(card.request, column.key))
    cards = [card for column in columns.values() for card in column.cards]
    _add_words(owner, cards)
    _add_talks(owner, cards)
    for card in cards:
        card.meta = _meta(card, owner.timezone, today)
    return list(columns.values())


def totals_figures(owner: Any, today: date) -> Figures:
    """Name the totals of the board on this day, for whoever reads several figures at once."""
    return Figures(owner, f"board:{today}", lambda: totals_of(owner, today=today))


def totals_of(owner: Any, *, today: date) -> dict[BoardColumn, int]:
    """Return how many requests stand in each column, in the order of the board."""
    columns = {key: Column(key) for key in BoardColumn}
    due = is_due(patience_of(owner), today=today)
    _add_totals(columns, OutreachRequest.objects.for_user(owner), due)
    return {key: column.total for key, column in columns.items()}


def _add_totals(columns: dict[BoardColumn, Column], requests: QuerySet[OutreachRequest], due: Q) -> None:
    """Count each state, and beside them what is due: few wait, and all the others need not be asked."""
    all_of_them, nudge_due = requests.order_by(), Value(str(BoardColumn.NUDGE_DUE), CharField())
    states = all_of_them.annotate(key=F("status")).values_list("key").annotate(n=Count("pk"))
    waiting = all_of_them.filter(due).annotate(key=nudge_due).values_list("key").annotate(n=Count("pk"))
    counted = dict(states.union(waiting, all=True))
    totals = Counter({BoardColumn.NUDGE_DUE: counted.pop(BoardColumn.NUDGE_DUE, 0)})
    totals[BoardColumn.SENT] -= totals[BoardColumn.NUDGE_DUE]
    for status, number in counted.items():
        totals[board_column(status, follow_up_due=False)] += number
    for key, column in columns.items():
        column.total = totals[key]


def _first_of_each(
    owner: Any, requests: QuerySet[OutreachRequest], keys: Iterable[BoardColumn], due: Q
) -> QuerySet[OutreachRequest]:
    """Return the first requests of every column in one query; each branch is ordered and cut by itself."""
    wanted = Q(pk__in=[])
    for key in keys:
        first = requests.filter(in_column(key, due)).order_by(*ORDER[key])
        wanted |= Q(pk__in=first.values("pk")[: CARDS_FOLDED if key in FOLDED else CARDS])
    rows = OutreachRequest.objects.for_user(owner).select_related("contact__organisation").only(*SHOWN)
    return rows.filter(wanted).order_by("pk")


SHOWN = (
    "public_id", "status", "referrer", "sent_at", "last_sent_at", "last_sent_on", "attempts",
    "attempts_forgiven", "replied_at", "deferred_until", "closed_at", "updated_at", "goal_id",
    "contact__public_id", "contact__name", "contact__job_title", "contact__do_not_contact",
    "contact__organisation__name",
)  # fmt: skip


# Longest wait first where something is due, else the latest news first.
ORDER = {
    BoardColumn.DRAFTING: ("-updated_at", "pk"),
    BoardColumn.SENT: ("-last_sent_at", "pk"),
    BoardColumn.NUDGE_DUE: ("last_sent_at", "pk"),
    BoardColumn.REPLIED: ("-replied_at", "pk"),
    BoardColumn.SCHEDULED: ("-updated_at", "pk"),
    BoardColumn.DONE: ("-updated_at", "pk"),
    BoardColumn.MOVED_ON: ("-closed_at", "pk"),
}


def order_of(request: OutreachRequest, key: BoardColumn) -> tuple[float, int]:
    """Return the same order as a sort key."""
    name = ORDER[key][0]
    moment: datetime | None = getattr(request, name.removeprefix("-"))
    seconds = moment.timestamp() if moment else 0.0
    return (-seconds if name.startswith("-") else seconds, request.pk)


def card_of(request: OutreachRequest, patience: Patience, today: date) -> Card:
    follow_up = follow_up_of(request, patience, today=today)
    column = board_column(request.status, follow_up_due=bool(follow_up))
    since = (today - request.last_sent_on).days if request.last_sent_on else 0
    most = max(patience.of(request.goal_id).attempts_max, request.attempts - request.attempts_forgiven)
    return Card(request, column, follow_up, most, max(0, since))


def _meta(card: Card, timezone: str, today: date) -> str:
    """Return the small line of a card: how long it has been lying."""
    request = card.request

    def day(moment: datetime) -> str:
        return day_words(local_day(moment, timezone), today=today)

    if card.column == BoardColumn.DRAFTING:
        return _("Edited %(day)s") % {"day": day(card.draft.updated_at)} if card.draft else _("Not started")
    if card.column in {BoardColumn.SENT, BoardColumn.NUDGE_DUE}:
        return ngettext("%(n)s day", "%(n)s days", card.days) % {"n": card.days} if card.days else _("Today")
    if card.column == BoardColumn.REPLIED and request.replied_at:
        return _("Replied %(day)s") % {"day": day(request.replied_at)}
    return day(request.closed_at) if card.column == BoardColumn.MOVED_ON and request.closed_at else ""


def _add_words(owner: Any, cards: list[Card]) -> None:
    """Count the words of the draft, or of the note that is waited for."""
    by_request = {card.request.pk: card for card in cards if card.request.status in WAITING | DRAFTING}
    if not by_request:
        return
    messages = Message.objects.for_user(owner).filter(
        request__in=list(by_request), direction=MessageDirection.OUT
    )
    messages = messages.filter(Q(status="draft") | Q(attempt__isnull=False)).order_by("pk")
    for message in messages.only("request_id", "status", "body", "updated_at"):
        card = by_request[message.request_id]  # type: ignore[index]
        drafting = card.request.status in DRAFTING
        if message.status == "draft":
            card.draft = message
        if drafting == (message.status == "draft"):
            card.words = count_words(message.body)


def _add_talks(owner: Any, cards: list[Card]) -> None:
    by_request = {card.request.pk: card for card in cards if card.request.status == RequestStatus.SCHEDULED}
    if not by_request:
        return
    for planned in TALKS:
        for pk, talk in planned(owner, list(by_request)).items():
            card = by_request[pk]
            card.talk_at, card.talk_format, card.prep = talk.at, talk.format, talk.prep
