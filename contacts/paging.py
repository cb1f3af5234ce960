"""Pages of a long list: the next one begins after a row that the address names, so each costs the same."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.http import QueryDict

from contacts.models import Contact

PAGE = 50


@dataclass(frozen=True, slots=True)
class Order:
    """How the list is sorted: a column and its direction; people without a value always stand last."""

    column: str
    descending: bool = False


ORDERS = {
    "name": Order("sort_key"),
    "last": Order("last_touch_at", descending=True),
    "quiet": Order("last_touch_at"),
    "new": Order("created_at", descending=True),
    "old": Order("created_at"),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose list is asked for, and at which address."""

    owner: Any
    path: str
    query: QueryDict

    def url(self, **changed: str) -> str:
        """Return the address with this changed, at the beginning of the list; what is empty is left out."""
        query = self.query.copy()
        for name in ("after", "before", *changed):
            query.pop(name, None)
        for name, value in changed.items():
            if value:
                query[name] = value
        return f"{self.path}?{query.urlencode()}"


@dataclass(frozen=True, slots=True)
class Page:
    rows: list[Contact]
    previous_url: str
    next_url: str


def page_of(contacts: QuerySet[Contact], asked: Asked, *, order: str) -> Page:
    """Return the page that `after` or `before` in the address asks for; the first for a row that is gone."""
    chosen = ORDERS[order]
    backwards = "before" in asked.query
    edge = _edge(asked)
    rows = contacts
    if edge is not None:
        rows = rows.filter(_beyond(chosen, edge, backwards=backwards))
    found = list(rows.order_by(*_ordering(chosen, backwards=backwards))[: PAGE + 1])
    more, found = len(found) > PAGE, found[:PAGE]
    if backwards and edge is not None:
        found.reverse()
        return Page(
            found, _url(asked, "before", found[0]) if more else "", _url(asked, "after", edge_or(found, edge))
        )
    previous = _url(asked, "before", found[0]) if edge is not None and found else ""
    return Page(found, previous, _url(asked, "after", found[-1]) if more else "")


def edge_or(found: list[Contact], edge: Contact) -> Contact:
    return found[-1] if found else edge


def _edge(asked: Asked) -> Contact | None:
    try:
        public_id = UUID(asked.query.get("after") or asked.query.get("before") or "")
    except ValueError:
        return None
    return Contact.objects.for_user(asked.owner).filter(public_id=public_id).first()


def _ordering(order: Order, *, backwards: bool) -> list[Any]:
    column = F(order.column)
    if order.descending != backwards:
        first = column.desc(nulls_first=True) if backwards else column.desc(nulls_last=True)
        return [first, "-pk"]
    # The columns without gaps keep their plain order, which is what the index holds.
    first = column.asc(nulls_first=True) if backwards else column.asc(nulls_last=True)
    return [first if order.column == "last_touch_at" else column.asc(), "pk"]


def _beyond(order: Order, edge: Contact, *, backwards: bool) -> Q:
    """Return the condition of coming after the edge (or before it): by column, then by key."""
    column, value = order.column, getattr(edge, order.column)
    down = order.descending != backwards
    key = Q(pk__lt=edge.pk) if down else Q(pk__gt=edge.pk)
    if value is None:
        # Those without a value stand at the end, whichever way the list runs.
        return (
            Q(**{f"{column}__isnull": True}) & key
            if not backwards
            else Q(**{f"{column}__isnull": False}) | key
        )
    far = Q(**{f"{column}__{'lt' if down else 'gt'}": value})
    near = Q(**{f"{column}__{'lte' if down else 'gte'}": value})
    beyond = near & (far | key)
    if not backwards and order.column == "last_touch_at":
        beyond |= Q(**{f"{column}__isnull": True})
    return beyond


def _url(asked: Asked, edge: str, contact: Contact) -> str:
    return asked.url(**{edge: str(contact.public_id)})
