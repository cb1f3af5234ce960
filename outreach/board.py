"""The board: requests in seven columns, with what is due worked out from the dates."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Case, Count, DateTimeField, F, IntegerField, Q, QuerySet, Value, When, Window
from django.db.models.functions import Coalesce, Greatest, RowNumber

from infoview.shared.days import Pause, WorkingDays
from outreach.cadence import Policy, adjusted, close_due, last_attempt_due, nudge_due
from outreach.enums import (
    COLUMN_STATES,
    DRAFTING,
    MOVED_ON,
    WAITING,
    BoardColumn,
    MessageKind,
    RequestStatus,
)
from outreach.models import Goal, Message, MessageDirection, OutreachRequest
from outreach.policies import policies_of
from outreach.wording import count_words

CARDS = 20
FOLDED = frozenset({BoardColumn.DONE, BoardColumn.MOVED_ON})
# The stage marks of the design, by column.
STAGES = {BoardColumn.NUDGE_DUE: "nudge", BoardColumn.MOVED_ON: "moved"}

# Rooms above say when the owner is away: each entry takes an owner and returns the pauses.
PAUSES: list[Callable[[Any], Iterable[Pause]]] = []

# What follows the latest attempt, once it is due.
CLOSE = "close"


@dataclass(slots=True)
class Card:
    """One request as the board shows it.

    follow_up  "nudge", "last_attempt" or "close" when that is due by now, else ""
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

    @property
    def made(self) -> int:
        return max(0, self.request.attempts - self.request.attempts_forgiven)

    @property
    def moves(self) -> str:
        return " ".join(moves_of(self.request, self.column))


@dataclass(slots=True)
class Column:
    key: BoardColumn
    total: int = 0
    cards: list[Card] = field(default_factory=list)

    @property
    def stage(self) -> str:
        return STAGES.get(self.key, str(self.key))

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


def with_columns(requests: QuerySet[OutreachRequest], patience: Patience, *, today: date) -> QuerySet[Any]:
    """Annotate `follow_up` and `column`, the same answers as `next_step` and `enums.board_column`."""
    counted = Greatest(F("attempts") - F("attempts_forgiven"), Value(1), output_field=IntegerField())
    due: dict[str, Q] = {}
    groups: list[tuple[Q, Policy]] = [(Q(goal=pk), policy) for pk, policy in patience.by_goal.items()]
    others = Q(goal=None) | ~Q(goal__in=list(patience.by_goal)) if groups else Q()
    for whose, policy in [*groups, (others, patience.own)]:
        for step, condition in _due(policy, today).items():
            due[step] = due[step] | (whose & condition) if step in due else whose & condition
    waiting = Q(status__in=sorted(WAITING))
    follow_up = Case(
        *(When(waiting & condition, then=Value(step)) for step, condition in due.items()), default=Value("")
    )
    column = Case(
        When(waiting & ~Q(follow_up=""), then=Value(str(BoardColumn.NUDGE_DUE))),
        *(
            When(status__in=sorted(states), then=Value(str(key)))
            for key, states in COLUMN_STATES.items()
            if key != BoardColumn.NUDGE_DUE
        ),
    )
    return requests.annotate(counted=counted).annotate(follow_up=follow_up).annotate(column=column)


def _due(policy: Policy, today: date) -> dict[str, Q]:
    final = Q(counted__gte=policy.attempts_max)
    first = Q(status=RequestStatus.SENT) | Q(counted=1)
    day = _latest_day(lambda sent_on: close_due(sent_on, policy=policy), today)
    due = {CLOSE: final & Q(last_sent_on__lte=day)}
    for step, is_step, rule in (
        (MessageKind.NUDGE, first, nudge_due),
        (MessageKind.LAST_ATTEMPT, ~first, last_attempt_due),
    ):
        if rule(today, policy=policy) is not None:
            day = _latest_day(lambda sent_on, rule=rule: rule(sent_on, policy=policy), today)
            asks = ~final & is_step & Q(contact__do_not_contact=False)
            due[str(step)] = asks & Q(last_sent_on__lte=day)
        else:
            # The policy knows no such step: after what was sent comes the kind end.
            due[CLOSE] |= ~final & is_step & Q(last_sent_on__lte=day)
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
    """Return the columns in order, each with its first cards and how many there are; three queries."""
    patience = patience_of(owner)
    columns = {key: Column(key) for key in BoardColumn if only is None or key in set(only)}
    for request in _first_of_each(owner, patience, columns, today, goal):
        column = columns[BoardColumn(request.column)]
        column.total = request.total
        column.cards.append(card_of(request, patience, today))
    cards = [card for column in columns.values() for card in column.cards]
    _add_words(owner, cards)
    _add_talks(owner, cards)
    return list(columns.values())


def _first_of_each(
    owner: Any, patience: Patience, keys: Iterable[BoardColumn], today: date, goal: Goal | None
) -> QuerySet[Any]:
    requests = OutreachRequest.objects.for_user(owner)
    requests = requests.filter(goal=goal) if goal else requests
    shown = with_columns(requests, patience, today=today).filter(column__in=[str(key) for key in keys])
    place = {"partition_by": [F("column")], "order_by": order_in_column()}
    return (
        shown.annotate(total=Window(Count("pk"), partition_by=[F("column")]))
        .annotate(place=Window(RowNumber(), **place))
        .filter(place__lte=CARDS)
        .select_related("contact__organisation", "goal")
        .order_by("place", "pk")
    )


def order_in_column() -> list[Any]:
    """Longest wait first where something is due, else the latest news first."""
    latest = Case(
        When(status__in=sorted(WAITING), then=F("last_sent_at")),
        When(status__in=[RequestStatus.ACCEPTED, RequestStatus.DEFERRED], then=F("replied_at")),
        When(status__in=sorted(MOVED_ON), then=F("closed_at")),
        default=F("updated_at"),
        output_field=DateTimeField(),
    )
    due = When(column=str(BoardColumn.NUDGE_DUE), then=F("last_sent_at"))
    waits = Case(due, output_field=DateTimeField())
    return [waits.asc(nulls_last=True), Coalesce(latest, F("updated_at")).desc(), F("pk").asc()]


def card_of(request: Any, patience: Patience, today: date) -> Card:
    """Return the card of an annotated request."""
    since = (today - request.last_sent_on).days if request.last_sent_on else 0
    most = max(patience.of(request.goal_id).attempts_max, request.attempts - request.attempts_forgiven)
    return Card(request, BoardColumn(request.column), request.follow_up, most, max(0, since))


def _add_words(owner: Any, cards: list[Card]) -> None:
    """Count the words of the draft, or of the note that is waited for."""
    by_request = {card.request.pk: card for card in cards if card.request.status in WAITING | DRAFTING}
    if not by_request:
        return
    messages = Message.objects.for_user(owner).filter(
        request__in=list(by_request), direction=MessageDirection.OUT
    )
    for message in messages.filter(Q(status="draft") | Q(attempt__isnull=False)).order_by("pk"):
        card = by_request[message.request_id]
        drafting = card.request.status in DRAFTING
        if message.status == "draft":
            card.draft = message
        if drafting == (message.status == "draft"):
            card.words = count_words(message.body)


def _add_talks(owner: Any, cards: list[Card]) -> None:
    by_request = {card.request.pk: card for card in cards if card.request.status == RequestStatus.SCHEDULED}
    if not by_request:
        return
    rows = OutreachRequest.objects.for_user(owner).filter(
        pk__in=list(by_request), interviews__status="scheduled"
    )
    for pk, starts_at, how in rows.values_list("pk", "interviews__starts_at", "interviews__format"):
        by_request[pk].talk_at, by_request[pk].talk_format = starts_at, how
