"""Ids of a stranger's rows, put wherever an id can be put, choose, change and show nothing."""

import inspect
from datetime import date

import pytest
from django import forms
from django.db import models
from django.http import QueryDict

from contacts.models import Contact
from debriefs.models import Debrief, Theme
from infoview.search.triggers import owned_models
from infoview.shared import clock
from infoview.shared.forms import OwnedForm, OwnedModelForm
from infoview.shared.models import OwnedModel
from outreach.models import Gap
from tests.architecture.routes import ROW_OF, ask, routes, rows_in_states
from tests.factories.everything import one_of_each

CANARY = "Mallory's own words"
ROUTES = routes()

# Words for ids in forms and addresses → the row they name; what is not here is found by the field's own name.
NAMES = {
    "into": "Theme", "themes": "Theme", "goals": "Goal", "people": "Contact", "participants": "Contact",
    "item": "PlanItem", "order": "PlanItem", "question": "OwnQuestion", "template": "OwnTemplate",
    "request": "OutreachRequest", "after": "Interview", "before": "Interview", "other": "Contact",
    "mark": "LiveMark", "version": "NoteVersion",
}  # fmt: skip


def owned_forms():
    found, queue = [], [OwnedForm, OwnedModelForm]
    while queue:
        for one in queue.pop().__subclasses__():
            found.append(one)
            queue.append(one)
    ours = {one for one in found if not one.__module__.startswith("tests.") and is_whole(one)}
    return sorted(ours, key=lambda one: one.__name__)


def is_whole(form):
    """A base of others has no model yet."""
    return not issubclass(form, OwnedModelForm) or form._meta.model is not None


def built(form, rows, *, data=QueryDict()):  # noqa: B008 -- it cannot be changed
    """Make the form as a page would, with the owner's rows for whatever it asks for."""
    owner = rows[Contact].owner
    can_give = {
        "owner": owner, "now": clock.now(), "today": date(2026, 3, 2), "contact": rows[Contact],
        "debrief": rows[Debrief], "theme": rows[Theme], "gaps": Gap.objects.for_user(owner),
    }  # fmt: skip
    needed, queue = {}, list(form.__mro__)
    for one in queue:
        for name, parameter in inspect.signature(one.__init__).parameters.items():
            if parameter.kind is parameter.KEYWORD_ONLY and parameter.default is parameter.empty:
                needed[name] = can_give[name]
    return form(data, **needed)


def owned_choices(form):
    return {
        name: field
        for name, field in form.fields.items()
        if isinstance(field, forms.ModelChoiceField) and issubclass(field.queryset.model, OwnedModel)
    }


@pytest.fixture
def two(owner, stranger):
    return one_of_each(owner), one_of_each(stranger)


@pytest.mark.django_db
def test_no_form_offers_a_strangers_row(two, stranger):
    mine, _theirs = two
    walked = 0
    for form in owned_forms():
        for name, field in owned_choices(built(form, mine)).items():
            assert not field.queryset.filter(owner=stranger).exists(), (form.__name__, name)
            assert field.to_field_name == "public_id", (form.__name__, name)
            walked += 1
    assert walked > 15


@pytest.mark.django_db
def test_no_form_takes_a_strangers_row(two):
    mine, theirs = two
    for form in owned_forms():
        for name, field in owned_choices(built(form, mine)).items():
            row = theirs[field.queryset.model]
            for value in (row.public_id, row.pk):
                bound = built(form, mine, data=QueryDict(f"{name}={value}"))
                bound.is_valid()
                chosen = bound.cleaned_data.get(name)
                assert name in bound.errors or not chosen, (form.__name__, name)


def test_no_form_shares_a_choice_between_owners():
    """A queryset set on the class would be seen by every request that runs at the same time."""
    for form in owned_forms():
        for name, field in form.base_fields.items():
            if isinstance(field, forms.ModelChoiceField) and issubclass(field.queryset.model, OwnedModel):
                assert "owner" not in str(field.queryset.query.where), (form.__name__, name)


@pytest.fixture
def foreign(stranger):
    """One of everything of the stranger, each text a canary; returned by the names an id can have."""
    rows = one_of_each(stranger)
    for model in owned_models():
        texts = {
            field.name: CANARY
            for field in model._meta.concrete_fields
            if isinstance(field, (models.CharField, models.TextField))
            if not field.choices
            and field.name.rsplit("_")[-1] in {"text", "name", "title", "body", "takeaway", "notes"}
            if not (field.max_length and field.max_length < len(CANARY))
        }
        if texts and model.__name__ not in {"Theme", "Tag"}:  # one name each, by owner
            model.objects.for_user(stranger).filter(pk=rows[model].pk).update(**texts)
    named = {model.__name__.lower(): row for model, row in rows.items()}
    by_name = {model.__name__: row for model, row in rows.items()}
    return {**named, **{name: by_name[model] for name, model in NAMES.items()}}


@pytest.mark.django_db
def test_no_page_shows_or_changes_a_strangers_row(as_owner, owner, stranger, foreign, caplog):
    caplog.set_level("CRITICAL", logger="django.request")
    rows = rows_in_states(owner)
    data = {name: [row.pk, row.public_id] for name, row in foreign.items()}
    data |= {"text": "A few words", "takeaway": "A few words", "kind": "note", "name": "A few words"}
    stranger.refresh_from_db()
    before, wrong = stranger.facts_version, []
    for route in ROUTES:
        for row in rows[ROW_OF[route.name]] if route.has_row else [None]:
            for method in ("GET", "POST"):
                response = ask(as_owner, method, route.address(row and row.public_id), data)
                said = b"".join(response.streaming_content) if response.streaming else response.content
                if response.status_code >= 500 or CANARY in said.decode().replace("&#x27;", "'"):
                    wrong.append((route.name, method, response.status_code))
    stranger.refresh_from_db()

    assert not wrong, wrong
    assert stranger.facts_version == before


# Hostile queries

PARAMETERS = """page q show state kind from next at in region after before format contact goal request item view
    what title term scope outcome fate by ago index day name sort tag organisation silent stage token template text
    starts month year zone date time minutes""".split()
HOSTILE = {
    "negative": "-1",
    "huge": "9" * 400,
    "nul": "a\0b",
    "not-a-uuid": "00000000-0000-0000-0000-00000000000g",
    "signs": "\u202e\u200d🙂\ud83d' \" <script> %00 \\ {{7*7}} \r\nSet-Cookie: a=b",
    "long": "a" * 10_000,
    "infinite": "NaN",
    "no-such-day": "2026-02-30",
}


@pytest.mark.django_db
@pytest.mark.parametrize("what", HOSTILE)
def test_no_query_breaks_a_page(as_owner, owner, what, caplog):
    caplog.set_level("CRITICAL", logger="django.request")
    rows = one_of_each(owner)
    value = HOSTILE[what].encode("utf-8", "surrogatepass")
    # What names a row may answer 404 for the whole page, and hide what comes after it.
    ids = dict.fromkeys(("contact", "goal", "request", "item", "after"), value)
    rest = dict.fromkeys(set(PARAMETERS) - ids.keys(), value)
    broken = []
    for route in ROUTES:
        address = route.address(rows[ROW_OF[route.name]].public_id if route.has_row else None)
        for data in (rest, ids) if what in {"not-a-uuid", "nul"} else (rest,):
            status = ask(as_owner, "GET", address, data).status_code
            if status >= 500:
                broken.append((route.name, status))
            if status == 405:
                break

    assert not broken, broken
