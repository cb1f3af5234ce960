"""Whom one is losing: the question to the database, in pieces that an index answers one by one.

People of one interval stand in the order of their last touch, so the most overdue of each interval are the
first of its piece, however many there are. The pieces are then ranked together.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet, Subquery

from contacts import keeping
from contacts.enums import Stage
from contacts.keeping import Rhythm
from contacts.models import Contact, Touch, touched_on
from infoview.shared import days

PAGE = 50
NEVER_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Silence:
    """One person who is overdue.

    since   days since the last touch; over: days since it fell due
    whose   "own", "stage" or "usual": whose interval it is
    """

    person: Contact
    months: int
    since: int
    over: int
    whose: str
    last_kind: str


@dataclass(frozen=True, slots=True)
class Losing:
    """One page of the list: those overdue, whether more follow, and some of those never contacted."""

    silences: list[Silence]
    more: bool
    never: list[Contact]
    more_never: bool


@dataclass(frozen=True, slots=True)
class _Piece:
    """People of one interval: those with an own one of so many months, or those of a stage without one."""

    number: int
    months: int
    own: int | None
    stage: str = ""


def _pieces(rhythm: Rhythm) -> list[_Piece]:
    owns = [_Piece(m, m, m) for m in range(keeping.FEWEST, keeping.MOST + 1)]
    first = keeping.MOST + 1
    return owns + [
        _Piece(first + n, rhythm.months(stage=stage), None, stage) for n, stage in enumerate(Stage.values)
    ]


def losing(owner: Any, *, rhythm: Rhythm, today: date, after: UUID | None = None) -> Losing:
    """Return those overdue on that day, by days over as a share of their interval.

    after  the last person of the page before; somebody who is not on the list any more means its beginning
    """
    edge = _edge(owner, after, rhythm=rhythm, today=today) if after else None
    pieces = {(piece.own, piece.stage): piece for piece in _pieces(rhythm)}
    wanted = Q(pk__in=_never(owner).order_by("-pk")[: NEVER_SHOWN + 1].values("pk"))
    for piece in pieces.values():
        wanted |= Q(pk__in=_most_overdue(owner, piece, today=today, edge=edge).values("pk"))
    never, ranked = [], []
    for contact in _people(owner).filter(wanted).order_by("-pk"):
        contact.owner = owner
        if contact.last_touch_at is None:
            never.append(contact)
        else:
            own = contact.update_after_months
            piece = pieces[own, "" if own else contact.stage]
            silence = _silence(contact, piece, rhythm=rhythm, today=today)
            ranked.append((_key(silence, piece), silence))
    ranked.sort(key=lambda item: item[0])
    return Losing(
        [silence for _rank, silence in ranked[:PAGE]],
        len(ranked) > PAGE,
        never[:NEVER_SHOWN],
        len(never) > NEVER_SHOWN,
    )


def _people(owner: Any) -> QuerySet[Contact]:
    last = Touch.objects.for_user(owner).filter(contact=OuterRef("pk"), is_touch=True)
    return (
        Contact.objects.for_user(owner)
        .select_related("organisation")
        .annotate(last_kind=Subquery(last.order_by("-happened_at", "-pk").values("kind")[:1]))
    )


def _never(owner: Any) -> QuerySet[Contact]:
    return Contact.objects.for_user(owner).to_keep().never_touched()


def _most_overdue(owner: Any, piece: _Piece, *, today: date, edge: tuple | None) -> QuerySet[Contact]:
    """Return the first of the piece, those after the edge when a page begins there."""
    rows = Contact.objects.for_user(owner).to_keep().filter(update_after_months=piece.own)
    if piece.own is None:
        rows = rows.filter(stage=piece.stage)
    last_day = keeping.latest_due(months=piece.months, by=today)
    rows = rows.filter(last_touch_at__lt=_begin_after(last_day, owner))
    if edge is not None:
        rows = rows.filter(_beyond(piece, edge, owner=owner, today=today))
    return rows.order_by("last_touch_at", "pk")[: PAGE + 1]


def _begin_after(day: date, owner: Any) -> Any:
    return days.start_of_day(day + timedelta(days=1), owner.timezone)


def _beyond(piece: _Piece, edge: tuple, *, owner: Any, today: date) -> Q:
    """Return who of the piece ranks behind the edge: in its own piece by moment, in others by days over."""
    weight, number, moment, key = -edge[0], *edge[1:]
    if piece.number == number:
        return Q(last_touch_at__gt=moment) | Q(last_touch_at=moment, pk__gt=key)
    most = keeping.most_over(months=piece.months, below=weight if piece.number > number else weight - 1)
    # What is over by more days than that came before: its last day is the one due a day earlier.
    before = keeping.latest_due(months=piece.months, by=today - timedelta(days=most + 1))
    return Q(last_touch_at__gte=_begin_after(before, owner))


def _key(silence: Silence, piece: _Piece) -> tuple:
    weight = keeping.weight(silence.over, months=silence.months)
    return -weight, piece.number, silence.person.last_touch_at, silence.person.pk


def _edge(owner: Any, public_id: UUID, *, rhythm: Rhythm, today: date) -> tuple | None:
    contact = Contact.objects.for_user(owner).to_keep().filter(public_id=public_id).first()
    if contact is None or contact.last_touch_at is None:
        return None
    contact.owner, contact.last_kind = owner, ""  # type: ignore[attr-defined]
    own = contact.update_after_months
    piece = next(p for p in _pieces(rhythm) if (p.own, p.stage) == (own, "" if own else contact.stage))
    silence = _silence(contact, piece, rhythm=rhythm, today=today)
    return _key(silence, piece) if silence.over >= 0 else None


def _silence(contact: Any, piece: _Piece, *, rhythm: Rhythm, today: date) -> Silence:
    day = touched_on(contact, timezone=contact.owner.timezone)
    assert day is not None
    whose = "own" if piece.own else "stage" if contact.stage in rhythm.by_stage else "usual"
    over = keeping.days_over(day, months=piece.months, today=today)
    return Silence(contact, piece.months, (today - day).days, over, whose, contact.last_kind or "")


def voices(owner: Any, *, most: int) -> Iterator[tuple[str, str, str, str]]:
    """Yield distance, organisation, department and introducer of the people one was in touch with last."""
    people = Contact.objects.for_user(owner).active().filter(last_touch_at__isnull=False)
    rows = people.order_by("-last_touch_at", "-pk").values_list(
        "distance", "organisation__name", "department", "introduced_by__name"
    )
    for distance, organisation, department, introducer in rows[:most]:
        yield distance, organisation or "", department.strip().casefold(), introducer or ""
