"""Each part of templates/ui/ is drawn once, with what docs/ui.md says it takes."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django import forms
from django.template.loader import render_to_string
from django.test import RequestFactory

from infoview.shared import charts

UI = Path(__file__).resolve().parents[2] / "templates" / "ui"
NOW = datetime(2026, 11, 12, 9, 5, tzinfo=UTC)


class NoteForm(forms.Form):
    text = forms.CharField(label="Note")


PARTS = {
    "brand": ({}, "brand__mark"),
    "bulk": ({"actions": [{"label": "Archive", "value": "archive", "icon": "archive"}]}, 'value="archive"'),
    "checklist": (
        {
            "checks": [
                {"state": "warn", "title": "Asks for a job", "words": "any openings", "why": "It is."}
            ],
            "field": "msg",
        },
        'data-find="any openings" data-in="#msg"',
    ),
    "put_back": (
        {"token": "t", "url": "/back/", "text": "Row removed.", "target": "#rows"},
        'name="row" value="t"',
    ),
    "conflict": ({"other": "<b>Hers"}, "&lt;b&gt;Hers"),
    "copy": ({"field": "url"}, 'data-copy="#url"'),
    "crumb": ({"trail": [("/contacts/", "Contacts")], "here": "Priya"}, '<a href="/contacts/">Contacts</a>'),
    "door_head": ({}, "brand"),
    "empty": (
        {"title": "Who would you ask?", "steps": ["A", "B"], "url": "/", "action": "Add"},
        "<li>A</li>",
    ),
    "entry": (
        {
            "when": date(2026, 11, 12),
            "title": "Thank Priya",
            "url": "/p/",
            "node": "pen",
            "icon": "chat",
            "now": NOW,
        },
        '<h3><a href="/p/">Thank Priya</a></h3>',
    ),
    "errors": ({"form": NoteForm({})}, "One thing needs another look."),
    "field": ({"field": NoteForm()["text"]}, '<label for="id_text">Note'),
    "field_error": ({"field": NoteForm({})["text"]}, 'id="id_text_error"'),
    "field_hint": ({"field": NoteForm()["text"]}, ""),
    "filters_q": ({"field": NoteForm()["text"]}, "filters__q"),
    "foot": ({}, "More pages"),
    "form": ({"form": NoteForm(), "fields": [(NoteForm()["text"], [])], "hidden_fields": []}, 'name="text"'),
    "formset": ({"formset": forms.formset_factory(NoteForm)()}, "TOTAL_FORMS"),
    "menu": (
        {
            "id": "m",
            "label": "More",
            "items": [
                {"label": "Export", "icon": "download", "url": "/x/"},
                {"label": "Delete", "url": "/d/", "post": True, "danger": True, "fields": [("a", 1)]},
            ],
        },
        '<form method="post" action="/d/" role="none">',
    ),
    "menu_button": ({"id": "m", "label": "More about Priya"}, 'popovertarget="m"'),
    "meter": ({"width": 40}, 'width="40"'),
    "node": ({"kind": "strength", "strength": 3}, "node--s3"),
    "notice": ({"kind": "privacy", "icon": "lock", "title": "About Dan.", "text": "<b>"}, "&lt;b&gt;"),
    "notices": ({}, 'id="notices"'),
    "pagination": ({"next_url": "?after=3", "target": "#people"}, 'hx-target="#people"'),
    "palette": ({}, 'role="combobox"'),
    "saving": ({"at": NOW}, 'data-state="saved"'),
    "score": ({"label": "Pace", "name": "s", "value": 4}, 'value="4" checked'),
    "seg": ({"label": "View", "choices": [("/a/", "Board", True)]}, 'aria-current="true"'),
    "side": ({}, "Infoview"),
    "sort_head": ({"label": "Name", "url": "?sort=name", "direction": "ascending"}, 'aria-sort="ascending"'),
    "steps": ({"names": ["Upload", "Check", "Import"], "step": 2}, '<li data-n="2" aria-current="step">'),
    "table": ({"caption": "New", "heads": ["Talk", "New"], "rows": [("Ada", 3)]}, '<th scope="row">Ada</th>'),
    "tabs": ({}, "tabs"),
    "tick": ({"url": "/done/", "label": "Mark done: Thank Priya"}, 'aria-pressed="false"'),
    "toast": ({"text": "Done.", "undo": "/undo/", "next": "/"}, 'action="/undo/"'),
    "toasts": ({}, 'role="status"'),
    "words": ({"field": "msg", "words": 12}, 'data-words-for="msg"'),
    "confirm": ({"title": "Delete Priya?", "action": "Delete", "danger": True, "back": "/"}, "btn--danger"),
    "charts/bars_line": (
        {
            "chart": charts.bars_line([6, 5, 1], labels=["Hannah Weiss", "Daniel Osei", "Rosa"]),
            "id": "sat",
            "title": "New themes",
            "heads": ["Conversation", "New", "Total"],
        },
        '<desc id="sat-d">New each time: 6, 5, 1.',
    ),
    "charts/dots": (
        {
            "chart": charts.dots([1, 3], low=1, high=5),
            "id": "d",
            "title": "Pull",
            "heads": ["Who"],
            "rows": [("Ada", 1)],
        },
        "plot__mark",
    ),
    "charts/funnel": (
        {"rows": charts.funnel([("Asked", 8), ("Replied", 4)]), "id": "f", "title": "Funnel"},
        "50%",
    ),
    "charts/number_grid": (
        {
            "lines": charts.number_grid([("Agency", [3.5, None], 1)]),
            "first": "Kind",
            "heads": ["Day", "Pace"],
            "title": "Pull",
        },
        "one voice, not a pattern",
    ),
    "charts/spark": ({"chart": charts.spark([3, 1]), "label": "New themes"}, 'aria-label="New themes: 3, 1"'),
    "charts/table": ({"heads": ["A"], "rows": [("x", 1)], "caption": "c"}, "Show as a table"),
}


@pytest.mark.django_db
@pytest.mark.parametrize("name", PARTS)
def test_part_is_drawn(name, owner):
    context, expected = PARTS[name]
    request = RequestFactory().get("/contacts/")
    request.user = owner

    html = render_to_string(f"ui/{name}.html", context, request)

    assert expected in html
    assert "{{" not in html
    assert "{%" not in html


def test_no_part_is_forgotten():
    names = {str(path.relative_to(UI).with_suffix("")) for path in UI.rglob("*.html")}

    assert names <= PARTS.keys(), "list the new part here and in docs/ui.md"
