"""Answers for htmx: one partial of the page that would otherwise be shown whole."""

from collections.abc import Collection, Mapping
from typing import Any

from django.contrib import messages
from django.contrib.messages.storage.base import Message
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils.http import url_has_allowed_host_and_scheme

UNDO_TAG = "undo:"


def render_page(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any],
    *,
    partials: Collection[str] = (),
    status: int = 200,
) -> TemplateResponse:
    """Render the page, or the one of its partials whose id is the element htmx will replace."""
    target = request.htmx.target  # type: ignore[attr-defined]
    if target in partials:
        template = f"{template}#{target}"
    return TemplateResponse(request, template, dict(context), status=status)


def toast(request: HttpRequest, text: str, *, undo: str = "") -> None:
    """Say in a toast what was done; `undo` is the path that a POST takes it back with."""
    messages.success(request, text, extra_tags=f"{UNDO_TAG}{undo}" if undo else "")


def undo_path(message: Message) -> str:
    """Return the path that takes the act back, or ""."""
    for tag in (message.extra_tags or "").split():
        if tag.startswith(UNDO_TAG):
            return tag.removeprefix(UNDO_TAG)
    return ""


def next_path(request: HttpRequest, default: str) -> str:
    """Return the `next` that the form or query names when it stays on this site, else `default`."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if safe and wanted.startswith("/") else default
