"""An act whose refusal shows a page: its own address leads to that page, and the browser stays there."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

UNKNOWN_ACT = gettext_lazy("This page cannot do that. Use one of its buttons.")

View = Callable[..., HttpResponse]


def shown_at(page_of: Callable[..., str]) -> Callable[[View], View]:
    """Make a view of an act: POST acts, and whoever looks at its address is led to the page it belongs to.

    page_of  takes what the view takes and returns the page's path, or answers 404 for a row of somebody else
    """

    def decorate(act: View) -> View:
        @require_http_methods(["GET", "HEAD", "POST"])
        @wraps(act)
        def view(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method != "POST":
                return redirect(page_of(request, *args, **kwargs))
            answer = act(request, *args, **kwargs)
            if answer.status_code == 422:
                # Read by base.html, which is rendered after this.
                request.shown_at = page_of(request, *args, **kwargs)  # type: ignore[attr-defined]
            return answer

        return view

    return decorate
