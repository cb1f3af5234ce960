"""What the list offers to choose from, and what it counts: all of it in one query."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import CharField, Count, F, IntegerField, Q, QuerySet, UUIDField, Value

from contacts import beside
from contacts.models import Contact, Organisation, SavedView, Tag

COUNTED_MOST = 1000
CHOICES_MOST = 150
VIEWS_MOST = 30


class Row(NamedTuple):
    """Something to choose: its name, its public id, and of a saved view what it asks for."""

    name: str
    public_id: UUID
    query: str = ""


class Offer:
    """What there is to choose from. Of very many only the first, and always what is chosen.

    is_whole   whether all is wanted, or only the names of what is chosen
    counts     how many people there are, and how many of them somebody led to, each up to a bound
    """

    def __init__(self, owner: Any, *, is_whole: bool, is_counted: bool = False) -> None:
        self.owner, self.is_whole, self.is_counted = owner, is_whole, is_counted
        self.rows: defaultdict[str, list[Row]] = defaultdict(list)
        self.counts: dict[str, int] = {}

    def names(self, wanted: Mapping[str, UUID]) -> dict[str, str]:
        """Return what the chosen rows are called; those that are not the owner's are left out."""
        parts = list(self._parts(wanted))
        if parts:
            for kind, name, public_id, query, n, m in parts[0].union(*parts[1:], all=True):
                if kind == "counts":
                    self.counts = {"all": n, "introduced": m}
                else:
                    self.rows[kind].append(Row(name, public_id, query))
        for kind in self.rows:
            self.rows[kind].sort(key=lambda row: row.name.casefold())
        return {
            kind: row.name
            for kind, rows in self.rows.items()
            for row in rows
            if row.public_id == wanted.get(kind)
        }

    def _parts(self, wanted: Mapping[str, UUID]) -> Iterable[QuerySet[Any, Any]]:
        mine: dict[str, tuple[QuerySet[Any], str]] = {
            "tag": (Tag.objects.for_user(self.owner).order_by("name_key", "pk"), "name")
        }
        mine["organisation"] = (Organisation.objects.for_user(self.owner).order_by("name_key", "pk"), "name")
        for one in beside.NARROWINGS:
            if one.rows is not None:
                mine[one.name] = (one.rows(self.owner), one.words)
        for kind, (rows, words) in mine.items():
            chosen = Q(public_id=wanted[kind]) if kind in wanted else Q(pk__in=[])
            if self.is_whole:
                chosen |= Q(pk__in=rows[:CHOICES_MOST].values("pk"))
            if self.is_whole or kind in wanted:
                yield _part(rows.filter(chosen), kind, F(words), F("public_id"))
        if self.is_whole:
            views = SavedView.objects.for_user(self.owner)
            first = views.order_by("name", "pk")[:VIEWS_MOST]
            yield _part(
                views.filter(pk__in=first.values("pk")), "view", F("name"), F("public_id"), F("query")
            )
        if self.is_counted:
            people = Contact.objects.for_user(self.owner)
            some = people.active().order_by("sort_key", "pk")[: COUNTED_MOST + 1]
            counted = people.filter(pk__in=some.values("pk")).order_by().values("owner")
            nothing, nobody = Value("", CharField()), Value(None, UUIDField())
            yield _part(counted, "counts", nothing, nobody, nothing, Count("pk"), Count("introduced_by"))


def _part(
    rows: QuerySet[Any], kind: str, name: Any, public_id: Any, query: Any = None, n: Any = None, m: Any = None
) -> QuerySet[Any, Any]:
    zero = Value(0, IntegerField())
    return rows.order_by().values_list(
        Value(kind, CharField()), name, public_id, query or Value("", CharField()), n or zero, m or zero
    )
