"""Each form of each page, filled with nonsense: it is answered in words, and what was typed is still there."""

import logging
from urllib.parse import urljoin, urlsplit

import pytest
from django.urls import resolve

from tests.architecture.routes import ROW_OF, ask, routes, rows_in_states
from tests.plain_browser import Page

TYPED = "Kept \U0001f33f words & <b>'quotes'</b>"
TEXTS = {"text", "textarea", "search", "tel"}
NONSENSE = {
    "date": "2026-02-30", "time": "25:61", "number": "-1e999", "select": "no such choice", "email": "a@",
    "url": "htp:/",
}  # fmt: skip

# Not our pages' own: the frame's switches, and what ends the session.
FRAME = {"theme", "account_logout"}

# What is too long is refused everywhere but here, and here is why.
TAKES_LONG = {
    "quick_add": "shows what it understood, and keeps nothing yet",
    "interviews:note_save": "keeps beside the note what is too long for it",
    "interviews:notes_save": "keeps beside the note what is too long for it",
}


@pytest.fixture
def forms(as_owner, owner):
    """Return each form of each page once, by where it goes and what it asks for."""
    found = {}
    rows = rows_in_states(owner)
    for route in routes():
        # The newest first: of two rows in one state the ones made here are the whole ones.
        for row in reversed(rows[ROW_OF[route.name]] if route.has_row else [None]):
            address = route.address(row and row.public_id)
            response = as_owner.get(address)  # some pages make what they show when it is first opened
            if response.status_code != 200 or not response["Content-Type"].startswith("text/html"):
                continue
            for form in Page(response.content.decode()).forms.values():
                actions = [attrs.get("formaction") or form.action or address for _said, attrs in form.buttons]
                for action in dict.fromkeys(actions):
                    path = urljoin(address, action)
                    if form.method != "post" or action.startswith("#"):
                        continue
                    name = resolve(urlsplit(path).path).view_name
                    if name not in FRAME and TEXTS & set(form.names.values()):
                        found.setdefault((name, tuple(sorted(form.names))), (path, form))
    return found


@pytest.mark.django_db
@pytest.mark.parametrize("longest", [False, True], ids=["nonsense", "too long"])
def test_bad_form_is_answered_with_the_words_kept(as_owner, forms, caplog, longest):
    caplog.set_level(logging.CRITICAL, logger="django.request")
    wrong, refused = [], set()
    for (name, _fields), (path, form) in forms.items():
        data = {key: list(values) for key, values in form.values.items()}
        for key, kind in form.names.items():
            if kind in TEXTS:
                data[key] = TYPED + "x" * longest * (120_000 if kind == "textarea" else 5_000)
            elif kind in NONSENSE and not longest:
                data[key] = NONSENSE[kind]
        response = ask(as_owner, "POST", path, data)
        said = response.content.decode()
        if response.status_code not in {200, 302, 409, 413, 422}:
            wrong.append((name, response.status_code))
        if longest and response.status_code < 400 and name not in TAKES_LONG:
            wrong.append((name, "took what is too long"))
        if response.status_code == 422 and "json" not in response["Content-Type"]:
            refused.add(name)
            kept = Page(said)
            values = [value for one in kept.forms.values() for many in one.values.values() for value in many]
            if not any(TYPED in value for value in values):
                wrong.append((name, "lost the words"))
    assert not wrong, wrong
    assert len(refused) > 15
