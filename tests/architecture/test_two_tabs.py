"""Two tabs change the same text: the second is told with both texts, and nothing is lost."""

import logging
from urllib.parse import urljoin, urlsplit

import pytest
from django.urls import resolve, reverse

from tests.architecture.routes import ROW_OF, routes, rows_in_states
from tests.plain_browser import Page

pytestmark = pytest.mark.django_db

HERS, MINE = "Written in the other tab", "Written in this tab"

# Each form that shows stored words: the page it stands on, and those of its texts that are tried.
TEXTS = {
    "contacts:contact_update": "- name job_title city notes how_met tag_names organisation_name",
    "contacts:research_update": "- text source_title",
    "contacts:view_update": "- name",
    "contacts:organisation_update": "- name about notes",
    "outreach:goal_update": "- title question success_criteria pillars",
    "outreach:goal_move": "outreach:goal_detail closing_note",
    "outreach:gap_update": "- text answer",
    "outreach:request_update": "- note referrer",
    "outreach:template_update": "- name subject body when_to_use",
    "interviews:plan_update": "- aim opening",
    "interviews:item_update": "- text probes",
    "interviews:interview_update": "- aim place",
    "interviews:question_update": "- text purpose",
    "debriefs:theme_update": "debriefs:theme_detail name group description",
    "debriefs:change_update": "- text",
    "debriefs:insight_update": "debriefs:debrief_write takeaway implication theme_name",
    "debriefs:debrief_finish": "debriefs:debrief_write reflection surprised who_would_disagree what_else",
    "scheduler:subscription_update": "- name",
}


def forms_of(client, address):
    """Return the forms of a page that show stored texts, by where they go."""
    response = client.get(address)
    if response.status_code != 200 or not response["Content-Type"].startswith("text/html"):
        return {}
    forms = Page(response.content.decode()).forms.values()
    return {urljoin(address, form.action): form for form in forms if "seen" in form.names}


def page_of(client, owner, route):
    """Return the address of a page on which a form stands, and the row it shows."""
    place = TEXTS[route].split()[0]
    place = route if place == "-" else place
    rows = rows_in_states(owner)[ROW_OF[place]]
    # Only a talk that was held, the last of them, takes a debrief.
    rows = rows[-1:] if route == "debriefs:debrief_finish" else rows
    pages = ((reverse(place, args=[row.public_id]), row) for row in rows)
    return next(
        (address, row)
        for address, row in pages
        if any(route_of(path) == route for path in forms_of(client, address))
    )


def form_at(client, address, route):
    return next(one for one in forms_of(client, address).items() if route_of(one[0]) == route)


def stored(row):
    facts = type(row).objects.filter(pk=row.pk).values().get()
    return {name: fact for name, fact in facts.items() if name != "updated_at"}


def route_of(path):
    return resolve(urlsplit(path).path).view_name


def sent(client, path, form, **typed):
    _said, button = form.buttons[-1]
    pressed = {button["name"]: button["value"]} if button.get("name") else {}
    return client.post(path, form.values | typed | pressed)


def test_each_form_that_shows_stored_texts_is_tried(as_owner, owner, caplog):
    caplog.set_level(logging.CRITICAL, logger="django.request")
    rows, found = rows_in_states(owner), set()
    for route in routes():
        for row in rows[ROW_OF[route.name]] if route.has_row else [None]:
            found |= {route_of(path) for path in forms_of(as_owner, route.address(row and row.public_id))}

    assert found == TEXTS.keys()


# Sent as they stand, these say something: where a goal goes, and that the opening is as suggested.
ACTS = {"outreach:goal_move", "interviews:plan_update"}


@pytest.mark.parametrize("route", sorted(TEXTS.keys() - ACTS))
def test_form_sent_as_it_stands_changes_nothing(as_owner, owner, route):
    address, row = page_of(as_owner, owner, route)
    path, form = form_at(as_owner, address, route)
    before = stored(row)

    assert sent(as_owner, path, form).status_code == 302
    assert stored(row) == before


@pytest.mark.parametrize("route", TEXTS)
def test_second_tab_is_told_with_both_texts(as_owner, owner, route):
    address, _row = page_of(as_owner, owner, route)

    for name in TEXTS[route].split()[1:]:
        path, form = form_at(as_owner, address, route)
        assert sent(as_owner, path, form, **{name: HERS}).status_code == 302
        told = sent(as_owner, path, form, **{name: MINE})

        assert told.status_code == 422, name
        page = told.content.decode()
        assert HERS in page.split('class="conflict__other">')[1].split("</blockquote>")[0]
        again = next(one for one in Page(page).forms.values() if one.values.get(name) == [MINE])
        assert form_at(as_owner, address, route)[1].values[name][0].startswith(HERS)
        assert sent(as_owner, path, again).status_code == 302
