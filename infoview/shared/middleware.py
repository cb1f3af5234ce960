"""What every answer to htmx has in common."""

import json
from collections.abc import Callable
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

from infoview.shared.htmx import undo_path

QUIET = {"success", "info", "debug"}


class HtmxMiddleware:
    """Vary on the htmx headers, redirect the whole page, and carry messages to the toasts.

    A sign-in that a fragment or a form asked for leads back to the page it stood on.

    It stands after django-htmx (which reads the headers) and before
    LoginRequiredMiddleware, or the sign-in page would land inside a fragment.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        # Only pages differ for htmx: a calendar program gets the same bytes as everybody.
        if response.get("Content-Type", "text/html").startswith("text/html"):
            patch_vary_headers(response, ["HX-Request", "HX-Target"])
        redirects = 300 <= response.status_code < 400 and response.has_header("Location")
        if not request.htmx:  # type: ignore[attr-defined]
            if redirects and request.method == "POST":
                response["Location"] = _back_to_page(request, response["Location"])
            return response
        if redirects:
            return _redirected(request, response)
        if not response.has_header("HX-Redirect") and not response.has_header("HX-Refresh"):
            _carry_messages(request, response)
        return response


def _redirected(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Turn a redirect into one of the whole page: the browser would follow a 302 inside the fragment."""
    answer = HttpResponse(status=200)
    answer.cookies = response.cookies
    for name, value in response.items():
        if name.lower() not in {"location", "content-length", "content-type"}:
            answer[name] = value
    answer["HX-Redirect"] = _back_to_page(request, response["Location"])
    return answer


def _back_to_page(request: HttpRequest, location: str) -> str:
    """Let `next` name the page, where it names this fragment or this form's address."""
    parts = urlsplit(location)
    query = parse_qsl(parts.query, keep_blank_values=True)
    own = {request.get_full_path(), request.build_absolute_uri()}
    if not any(name == "next" and value in own for name, value in query):
        return location
    page = page_of(request)
    query = [(name, page if name == "next" and value in own else value) for name, value in query]
    return urlunsplit(parts._replace(query=urlencode(query, safe="/")))


def page_of(request: HttpRequest) -> str:
    """Return the path of the page that sent this request, or the start page."""
    if request.htmx:  # type: ignore[attr-defined]
        return request.htmx.current_url_abs_path or "/"  # type: ignore[attr-defined]
    page = urlsplit(request.headers.get("Referer", ""))
    if page.netloc != request.get_host():
        return "/"
    return urlunsplit(("", "", page.path, page.query, ""))


def _carry_messages(request: HttpRequest, response: HttpResponse) -> None:
    if not hasattr(request, "_messages"):
        return
    said = [
        {"text": str(message), "undo": undo_path(message), "quiet": message.level_tag in QUIET}
        for message in messages.get_messages(request)
    ]
    if said:
        response["HX-Trigger"] = json.dumps(
            {**_events(response.get("HX-Trigger", "")), "infoview:said": said}
        )


def _events(header: str) -> dict[str, object]:
    """Read a header that is JSON or names events, comma between."""
    if header.startswith("{"):
        return dict(json.loads(header))
    return {name.strip(): None for name in header.split(",") if name.strip()}
