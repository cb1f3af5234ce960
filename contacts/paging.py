"""Pages of a long list: the next one begins after a row that the address names, so each costs the same."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.http import HttpRequest, QueryDict

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
}


@dataclass(frozen=True, slots=True)
class Page:
    rows: list[Contact]
    previous_url: str
    next_url: str


def page_of(contacts: QuerySet[Contact], request: HttpRequest, *, order: str) -> Page:
    """Return the page that `after` or `before` in the address asks for; the first for a row that is gone."""
    chosen = ORDERS[order]
    backwards = "before" in request.GET
    edge = _edge(request)
    rows = contacts
    if edge is not None:
        rows = rows.filter(_beyond(chosen, edge, backwards=backwards))
    found = list(rows.order_by(*_ordering(chosen, backwards=backwards))[: PAGE + 1])
    more, found = len(found) > PAGE, found[:PAGE]
    if backwards and edge is not None:
        found.reverse()
        return Page(
            found, _url(request, before=found[0]) if more else "", _url(request, after=edge_or(found, edge))
        )
    previous = _url(request, before=found[0]) if edge is not None and found else ""
    return Page(found, previous, _url(request, after=found[-1]) if more else "")


def edge_or(found: list[Contact], edge: Contact) -> Contact:
    return found[-1] if found else edge


def _edge(request: HttpRequest) -> Contact | None:
    try:
        public_id = UUID(request.GET.get("after") or request.GET.get("before") or "")
    except ValueError:
        return None
    return Contact.objects.for_user(request.user).filter(public_id=public_id).first()


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


def _url(request: HttpRequest, *, after: Contact | None = None, before: Contact | None = None) -> str:
    query: QueryDict = request.GET.copy()
    for name in ("after", "before"):
        query.pop(name, None)
    if after is not None:
        query["after"] = str(after.public_id)
    if before is not None:
        query["before"] = str(before.public_id)
    return f"{request.path}?{query.urlencode()}"
