"""Nothing typed is lost: each form in which somebody writes is kept by the browser until it was accepted."""

import logging
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

import pytest
from django.urls import resolve

from tests.architecture.routes import ROW_OF, routes, rows_in_states

WRITTEN = {"text", "textarea", "tel", "url", "email"}

# Forms whose words are no text of their own: a pick from a list, or a search.
NOT_WRITTEN = {
    "contacts:contact_bulk": "one tag for the people that are ticked",
}


class Written(HTMLParser):
    """The POST forms of a page in which somebody writes, and whether they are kept."""

    def __init__(self, html):
        super().__init__()
        self.forms, self.fields, self.open = {}, [], None
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "form":
            self.open = attrs.get("id") or f"form {len(self.forms)}"
            self.forms[self.open] = attrs
        kind = tag if tag == "textarea" else attrs.get("type", "text") if tag == "input" else ""
        if kind in WRITTEN and attrs.get("name") and not {"data-autosave", "readonly"} & attrs.keys():
            self.fields.append((attrs.get("form", self.open), attrs["name"]))

    def handle_endtag(self, tag):
        if tag == "form":
            self.open = None

    def unkept(self):
        for form, name in self.fields:
            attrs = self.forms.get(form, {})
            if attrs.get("method", "get").lower() == "post" and "data-keep" not in attrs:
                yield attrs.get("action", ""), name


@pytest.mark.django_db
def test_each_form_in_which_somebody_writes_is_kept(as_owner, owner, caplog):
    caplog.set_level(logging.CRITICAL, logger="django.request")
    rows, lost = rows_in_states(owner), set()
    for route in routes():
        for row in rows[ROW_OF[route.name]] if route.has_row else [None]:
            address = route.address(row and row.public_id)
            response = as_owner.get(address)
            if response.status_code != 200 or not response["Content-Type"].startswith("text/html"):
                continue
            for action, name in Written(response.content.decode()).unkept():
                view = resolve(urlsplit(urljoin(address, action)).path).view_name
                lost.add((view, name))

    assert [one for one in sorted(lost) if one[0] not in NOT_WRITTEN] == []
