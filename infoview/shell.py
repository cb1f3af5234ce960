"""The frame around each page: where one can go, and how much waits there."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import Enum
from functools import cache
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, get_script_prefix, reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from contacts.models import Contact
from infoview.shared import clock
from infoview.shared.context import now_of
from interviews.models import Interview
from outreach.models import OutreachRequest
from scheduler.enums import ReminderKind
from scheduler.models import Reminder
from scheduler.planned import SOFT
from scheduler.planning import bring_up_to_date

# What stands beside a name in the sidebar: key → the rows to count, for an owner, a day and a moment.
# All are counted in one query, each up to CAP, so that a page costs the same with 30 and 30,000.
Rows = Callable[[Any, date, datetime], QuerySet[Any]]
COUNTED: dict[str, Rows] = {
    "today": lambda owner, today, now: (
        Reminder.objects.for_user(owner).shown_by(today=today).exclude(kind__in=(*SOFT, ReminderKind.LEAVE))
    ),
    "outreach": lambda owner, today, now: OutreachRequest.objects.for_user(owner).open(),
    "contacts": lambda owner, today, now: Contact.objects.for_user(owner).active(),
    "interviews": lambda owner, today, now: Interview.objects.for_user(owner).upcoming(now=now),
}
CAP = 1000


@dataclass(frozen=True, slots=True, eq=False)  # a place is itself; comparing would translate its label
class Place:
    """One page that the frame links to.

    key    names its count, and the letter after `g` that goes there
    route  a URL name; a place without its page is not shown
    also   beginnings of other paths that belong to it
    """

    key: str
    label: Any
    icon: str
    route: str
    keys: str = ""
    also: tuple[str, ...] = ()
    due: bool = False


MAIN = (
    Place("today", _("Today"), "sun", "today", "g t", due=True),
    Place("outreach", _("Outreach"), "board", "outreach:request_list", "g o"),
    Place("contacts", _("Contacts"), "people", "contacts:contact_list", "g c"),
    Place("interviews", _("Interviews"), "chat", "interviews:interview_list", also=("/debriefs/",)),
    Place("insights", _("Insights"), "insights", "debriefs:insight_list", "g i"),
)
LIBRARY = (
    Place("goals", _("Goals"), "target", "outreach:goal_list"),
    Place("questions", _("Questions"), "question", "interviews:question_list"),
    Place("templates", _("Templates"), "note", "outreach:template_list"),
    Place("calendar", _("Calendar"), "calendar", "scheduler:subscription_list", also=("/calendar/",)),
)
OWN = (Place("settings", _("Settings"), "settings", "settings"),)
MORE = (
    Place("reminders", _("Reminders"), "snooze", "scheduler:reminder_list"),
    Place("organisations", _("Organisations"), "building", "contacts:organisation_list"),
    Place("import", _("Import people"), "upload", "contacts:import_create"),
)
ACTIONS = (
    Place("write", _("Write a request"), "pencil", "outreach:request_create", "c"),
    Place("add", _("Add a person"), "user-plus", "contacts:contact_create"),
    Place("log", _("Log a past talk"), "chat", "debriefs:past_talk_create"),
    Place("goal", _("Write down a goal"), "target", "outreach:goal_create"),
    Place("quick", _("Quick add"), "plus", "quick_add"),
    Place("schedule", _("Schedule a conversation"), "calendar", "interviews:interview_create"),
    Place("remind", _("Set a reminder"), "bell", "scheduler:reminder_create"),
    Place("organisation", _("Add an organisation"), "building", "contacts:organisation_create"),
    Place("export", _("Export people"), "download", "contacts:contact_export"),
)
# Addresses that the frame needs and does not list.
UNSEEN = {"search", "search_palette", "account_logout", "theme", "manifest", "service_worker"}
TABS = ("today", "outreach", "contacts", "insights")


@dataclass(frozen=True, slots=True)
class Link:
    """A place as one page shows it."""

    place: Place
    label: str
    url: str
    here: bool
    count: int | None = None

    @property
    def shown_count(self) -> str:
        return f"{CAP}+" if self.count is not None and self.count > CAP else str(self.count or "")


@dataclass
class Shell:
    """The frame of one page. Nothing is counted before the sidebar asks."""

    request: HttpRequest
    _links: dict[tuple[Place, ...], list[Link]] = field(default_factory=dict)

    @property
    def main(self) -> list[Link]:
        return self._linked(MAIN, with_counts=True)

    @property
    def tabs(self) -> list[Link]:
        return [link for link in self.main if link.place.key in TABS]

    @property
    def library(self) -> list[Link]:
        return self._linked(LIBRARY)

    @property
    def own(self) -> list[Link]:
        return self._linked(OWN)

    @property
    def rest(self) -> list[Link]:
        """The pages that the tabs of a phone leave out."""
        pages = [*self.main, *self.library, *self._linked(MORE), *self.own]
        return [link for link in pages if link.place.key not in TABS]

    def url(self, route: str) -> str:
        return self._addresses.get(route, "")

    @property
    def name(self) -> str:
        user = self.request.user
        return getattr(user, "name", "") or user.get_username()

    @property
    def manifest(self) -> str:
        return self.url("manifest")

    @property
    def service_worker(self) -> str:
        return self.url("service_worker")

    @property
    def home(self) -> str:
        return self.url("today") or get_script_prefix()

    @property
    def search(self) -> str:
        return self.url("search")

    @property
    def palette(self) -> str:
        """The palette and the list of keys, drawn: the same on every page and for everybody."""
        return _palette(*self._kind)

    @property
    def sign_out(self) -> str:
        return self.url("account_logout")

    @property
    def theme(self) -> str:
        return self.url("theme")

    @cached_property
    def _kind(self) -> tuple[str, str, str]:
        return get_script_prefix(), settings.ROOT_URLCONF, get_language() or ""

    @cached_property
    def _addresses(self) -> Mapping[str, str]:
        return _addresses(*self._kind[:2])

    @cached_property
    def counts(self) -> Mapping[str, int]:
        return counts(self.request.user, now=now_of(self.request))

    def _linked(self, places: tuple[Place, ...], *, with_counts: bool = False) -> list[Link]:
        if places not in self._links:
            found = self.counts if with_counts else {}
            here = self._here
            self._links[places] = [
                Link(place, label, url, here=place is here, count=found.get(place.key))
                for place, label, url in _shown(places, *self._kind)
            ]
        return self._links[places]

    @cached_property
    def _here(self) -> Place | None:
        """The place with the longest path that this page lies under."""
        path, best, length = self.request.path, None, 0
        for place in (*MAIN, *LIBRARY, *MORE, *OWN):
            home = self.url(place.route)
            for start in (home, *place.also) if home else ():
                under = path == start if start == self.home else path.startswith(start)
                if under and len(start) > length:
                    best, length = place, len(start)
        return best


def nav(request: HttpRequest) -> Shell:
    """Return the frame of this page; settings.SHELL names this function."""
    return Shell(request)


def counts(user: Any, *, now: datetime) -> Mapping[str, int]:
    """Count what waits behind each place, in one query; the plan it reads is brought up to date first."""
    if not user.is_authenticated:
        return {}
    bring_up_to_date(owner=user, now=now)
    sql, places = _count_statement(connection.vendor, CAP)
    values = _adapted(user.pk, clock.local_date(now, user.timezone), now)
    with connection.cursor() as cursor:
        cursor.execute(sql, [values[place] if isinstance(place, _Open) else place for place in places])
        return dict(zip(COUNTED, cursor.fetchone(), strict=True))


class _Open(Enum):
    """What a prepared statement leaves open."""

    OWNER = 0
    TODAY = 1
    NOW = 2


# Putting the query together takes Django ten times as long as the database needs to answer it, and
# every page asks. So it is written once for each process, with these values where the real ones go.
_STAND_INS = (-1, date(1, 1, 1), datetime(1, 1, 1, tzinfo=UTC))


@cache
def _count_statement(vendor: str, cap: int) -> tuple[str, list[Any]]:
    open_places = {value: place for place, value in _adapted(*_STAND_INS).items()}
    parts, places = [], []
    for rows in COUNTED.values():
        sql, values = rows(*_STAND_INS).order_by().values("pk")[: cap + 1].query.sql_with_params()
        parts.append(f"(SELECT COUNT(*) FROM ({sql}) few)")  # noqa: S608 -- made of Django's own statements
        places += [open_places.get(value, value) for value in values]
    return f"SELECT {', '.join(parts)}", places


def _adapted(owner: int, today: date, now: datetime) -> dict[_Open, Any]:
    """Return the values as this database takes them."""
    ops = connection.ops
    return {
        _Open.OWNER: owner,
        _Open.TODAY: ops.adapt_datefield_value(today),
        _Open.NOW: ops.adapt_datetimefield_value(now),
    }


@cache
def _shown(places: tuple[Place, ...], prefix: str, urls: str, language: str) -> list[tuple[Place, str, str]]:
    """Return those of the places that have a page, with their names in this language."""
    known = _addresses(prefix, urls)
    return [(place, str(place.label), known[place.route]) for place in places if place.route in known]


@cache
def _palette(prefix: str, urls: str, language: str) -> str:
    pages = (*MAIN, *LIBRARY, *MORE, *OWN)
    known = _addresses(prefix, urls)
    context = {
        "actions": _shown(ACTIONS, prefix, urls, language),
        "pages": _shown(pages, prefix, urls, language),
        "search": known.get("search", ""),
        "url": known.get("search_palette", ""),
    }
    return render_to_string("ui/palette.html", context)


@cache
def _addresses(prefix: str, urls: str) -> dict[str, str]:
    """Return the address of each route that the frame knows; those without a page are left out.

    prefix, urls  what addresses depend on: they are worked out once for each
    """
    found = {}
    routes = {place.route for place in (*MAIN, *LIBRARY, *MORE, *OWN, *ACTIONS)}
    for route in routes | {
        "search",
        "search_palette",
        "account_logout",
        "theme",
        "manifest",
        "service_worker",
    }:
        try:
            found[route] = reverse(route)
        except NoReverseMatch:
            continue
    return found
