"""Posts of one owner that must not overtake each other."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.http import HttpRequest, HttpResponse

View = Callable[..., HttpResponse]


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
