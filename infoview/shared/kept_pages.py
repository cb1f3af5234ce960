"""A page that was just shown is shown again as it was, until a fact changes or the minute is over (ADR 8)."""

import re
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache, wraps
from threading import Lock
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.template.response import TemplateResponse

from infoview.shared.context import now_of

View = Callable[..., HttpResponse]

# What is new in each answer: the form token, which is masked anew, and the mark of a form that makes a row.
# Between these quotes nobody's words can stand: in words a quotation mark is written as &quot;.
HOLES = re.compile(
    rb'((?<=name="csrfmiddlewaretoken" value=")\w{64}(?=")'
    rb'|(?<="X-CSRFToken": ")\w{64}(?=")'
    rb'|(?<=name="once" value=")[0-9a-f-]{36}(?="))'
)

# Changed by being here, and shown on no page.
UNSHOWN = {"last_seen_at", "last_login", "password"}
UNSHOWN_IN_SESSION = {"seen_at", "signed_in_at"}


@dataclass(frozen=True, slots=True)
class Kept:
    """A page between its holes, and its headers."""

    pieces: tuple[bytes, ...]
    headers: tuple[tuple[str, str], ...]

    @property
    def size(self) -> int:
        return sum(map(len, self.pieces))

    def answer(self, request: HttpRequest) -> HttpResponse:
        token = get_token(request).encode()
        fresh = [*self.pieces]
        for place in range(1, len(fresh), 2):
            fresh[place] = token if len(fresh[place]) == len(token) else str(uuid4()).encode()
        return HttpResponse(b"".join(fresh), headers=dict(self.headers))


@dataclass
class Pages:
    """The pages that this process keeps, in its memory only; the oldest give way."""

    most_bytes: int = 4 * 1024 * 1024
    minute: datetime | None = None
    size: int = 0
    _kept: OrderedDict[Any, Kept] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def get(self, key: Any) -> Kept | None:
        with self._lock:
            return self._kept.get(key)

    def put(self, key: Any, page: Kept, minute: datetime) -> None:
        """Keep a page of this minute; those of another one are over."""
        with self._lock:
            if minute != self.minute:
                self._forget()
                self.minute = minute
            old = self._kept.pop(key, None)
            self._kept[key] = page
            self.size += page.size - (old.size if old else 0)
            while self.size > self.most_bytes:
                _key, gone = self._kept.popitem(last=False)
                self.size -= gone.size

    def clear(self) -> None:
        with self._lock:
            self._forget()

    def _forget(self) -> None:
        self._kept.clear()
        self.size = 0


PAGES = Pages()


def kept_page(view: View) -> View:
    """Make a view of a page that only reads: asked again, it is answered without being made again.

    The page may depend on the owner's rows and settings, its address, the session and the minute, and on
    nothing else: every write to a row that counts as a fact raises the owner's `facts_version`.
    """

    @wraps(view)
    def keeping(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "GET" or settings.DEBUG or len(get_messages(request)):
            return view(request, *args, **kwargs)
        key = _key_of(request)
        known = PAGES.get(key)
        if known is not None:
            return known.answer(request)
        response = view(request, *args, **kwargs)
        if isinstance(response, TemplateResponse) and response.status_code == 200:
            response.add_post_render_callback(lambda made: _keep(request, key, made))
        return response

    return keeping


def _key_of(request: HttpRequest) -> Any:
    user: Any = request.user
    row = tuple(getattr(user, name) for name in _columns(user._meta.model))
    session = sorted(
        (name, repr(value)) for name, value in request.session.items() if name not in UNSHOWN_IN_SESSION
    )
    htmx = tuple(sorted((name, value) for name, value in request.META.items() if name.startswith("HTTP_HX_")))
    return _minute(request), request.get_host(), request.get_full_path(), row, tuple(session), htmx


@cache
def _columns(users: Any) -> tuple[str, ...]:
    return tuple(field.attname for field in users._meta.concrete_fields if field.attname not in UNSHOWN)


def _minute(request: HttpRequest) -> datetime:
    return now_of(request).replace(second=0, microsecond=0)


def _keep(request: HttpRequest, key: Any, response: HttpResponse) -> None:
    """Keep what was made, unless making it changed what it was made from."""
    told = getattr(get_messages(request), "added_new", False)
    if not told and not response.cookies and _key_of(request) == key:
        pieces = tuple(HOLES.split(response.content))
        PAGES.put(key, Kept(pieces, tuple(response.items())), _minute(request))
