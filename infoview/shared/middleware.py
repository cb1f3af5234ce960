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

    It stands after django-htmx (which reads the headers) and before
    LoginRequiredMiddleware, or the sign-in page would land inside a fragment.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        patch_vary_headers(response, ["HX-Request", "HX-Target"])
        if not request.htmx:  # type: ignore[attr-defined]
            return response
        if 300 <= response.status_code < 400 and response.has_header("Location"):
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
    """Let a sign-in that was asked for by a fragment lead back to the page, not to the fragment."""
    parts = urlsplit(location)
    query = parse_qsl(parts.query, keep_blank_values=True)
    page = request.htmx.current_url_abs_path or "/"  # type: ignore[attr-defined]
    fragment = {request.get_full_path(), request.build_absolute_uri()}
    query = [(name, page if name == "next" and value in fragment else value) for name, value in query]
    return urlunsplit(parts._replace(query=urlencode(query, safe="/")))


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
