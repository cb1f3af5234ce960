"""The page of what was found, and the few best of it for the palette."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from infoview.search.index import words_of
from infoview.search.queries import COUNTED_MOST, GROUPS, KINDS, Found, count, find, find_people
from infoview.shared.context import now_of
from infoview.shared.htmx import render_page
from infoview.shared.kept_pages import kept_page

PEOPLE_SHOWN = 12
SHOWN = 60
SHOWN_OF_ONE = 100
PALETTE_PEOPLE = 6
PALETTE_REST = 6


def _asked(request: HttpRequest) -> str:
    return " ".join(request.GET.get("q", "").replace("\0", " ").split())[:200]


@require_safe
@kept_page
def search(request: HttpRequest) -> HttpResponse:
    owner: Any = request.user
    q = _asked(request)
    only = next((group for group in GROUPS if group.key == request.GET.get("in")), None)
    kinds = only.kinds if only else tuple(kind for kind in KINDS if kind != "contact")
    people = (
        find_people(owner, q, SHOWN_OF_ONE if only else PEOPLE_SHOWN, now=now_of(request))
        if not only or only.key == "people"
        else []
    )
    rest = find(owner, q, SHOWN_OF_ONE if only else SHOWN, kinds) if not only or only.key != "people" else []
    total = count(owner, q, kinds) if len(rest) >= SHOWN else len(rest)
    context = {
        "q": q,
        "asked": bool(words_of(q)),
        "only": only,
        "groups": grouped([*people, *rest]),
        "kinds": GROUPS,
        "total": total + len(people),
        "more_than": COUNTED_MOST if total > COUNTED_MOST else 0,
    }
    return render_page(request, "search/search.html", context, partials=("found",))


def grouped(found: list[Found]) -> list[tuple[Any, list[Found]]]:
    """Return what was found by what it is, in the order of the groups, the best of each first."""
    return [(group, rows) for group in GROUPS if (rows := [one for one in found if one.kind in group.kinds])]


@require_safe
def search_palette(request: HttpRequest) -> HttpResponse:
    owner: Any = request.user
    q = _asked(request)
    rest = tuple(kind for kind in KINDS if kind != "contact")
    found = [*find_people(owner, q, PALETTE_PEOPLE, now=now_of(request)), *find(owner, q, PALETTE_REST, rest)]
    return render_page(request, "search/palette.html", {"found": found})
