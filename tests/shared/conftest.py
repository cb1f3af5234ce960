import pytest
from django.template import Template
from django.template.context import make_context
from django.test import RequestFactory


@pytest.fixture
def draw():
    """Return a function that renders a template text, as for a reader in Berlin."""

    def draw_one(text: str, /, *, user=None, path: str = "/", **context) -> str:
        request = RequestFactory().get(path)
        if user is not None:
            request.user = user
        return Template("{% load ui %}" + text).render(make_context(context, request))

    return draw_one
