"""The same form sent twice makes one row: the row is named after the form and what was typed into it."""

import json
from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID, uuid4, uuid5

from django.contrib.auth import get_user_model
from django.db import transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.html import format_html
from django.utils.safestring import SafeString

from infoview.shared.models import OwnedModel

FIELD = "once"

View = Callable[..., HttpResponse]


def hidden_once() -> SafeString:
    """Draw the hidden field that tells one showing of a form from another."""
    return format_html('<input type="hidden" name="{}" value="{}">', FIELD, uuid4())


def name_of(owner: Any, posted: Any, mark: str = FIELD) -> UUID | None:
    """Return the public id of the row that this form makes, None where the form has no mark.

    The same words in the same form have the same name. Other words do not, so that somebody who
    goes back and types something else loses nothing; neither do the same words of somebody else.
    """
    if not isinstance(posted, QueryDict):
        return None
    try:
        shown = UUID(posted.get(mark, ""))
    except ValueError:
        return None
    typed = sorted(
        (name, values)
        for name, values in posted.lists()
        if name not in {mark, "csrfmiddlewaretoken", "kept-here"}
    )
    return uuid5(shown, json.dumps([owner.pk, typed]))


def in_turn(view: View) -> View:
    """Let an owner's posts to this view wait for each other: each sees what the one before has stored."""

    @wraps(view)
    def waiting(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "POST":
            return view(request, *args, **kwargs)
        with transaction.atomic():
            # The owner's row is the first lock of every write (querysets.raise_facts_version).
            owner = get_user_model()._base_manager.filter(pk=request.user.pk)
            owner.select_for_update(no_key=True).values_list("pk").first()
            return view(request, *args, **kwargs)

    return waiting


def once(model: type[OwnedModel], lead: Callable[[HttpRequest, Any], HttpResponse]) -> Callable[[View], View]:
    """Make a view of a form that makes one row, by the name that `name_of` gives it.

    lead   answers with the page to which a row just made leads; a form sent again is answered the same
    """

    def decorate(view: View) -> View:
        @in_turn
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            name = name_of(request.user, request.POST) if request.method == "POST" else None
            made = model.objects.for_user(request.user).filter(public_id=name).first() if name else None
            return view(request, *args, **kwargs) if made is None else lead(request, made)

        return guarded

    return decorate
