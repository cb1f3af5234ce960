"""Where the lines of a person's page lead to."""

from typing import Any

from django.urls import reverse


def path_to(name: str, *args: Any, **query: Any) -> str:
    """Return the address of a page; what is empty in the query is left out."""
    return reverse(name, args=args, query={key: value for key, value in query.items() if value} or None)
