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


@pytest.mark.parametrize("route", TEXTS)
def test_second_tab_is_told_with_both_texts(as_owner, owner, route):
    place, *names = TEXTS[route].split()
    place = route if place == "-" else place
    row = rows_in_states(owner)[ROW_OF[place]][-1 if place.endswith("debrief_write") else 0]
    address = reverse(place, args=[row.public_id])

    for name in names:
        path, form = next(one for one in forms_of(as_owner, address).items() if route_of(one[0]) == route)
        assert sent(as_owner, path, form, **{name: HERS}).status_code == 302
        told = sent(as_owner, path, form, **{name: MINE})

        assert told.status_code == 422, name
        page = told.content.decode()
        assert HERS in page.split('class="conflict__other">')[1].split("</blockquote>")[0]
        again = next(one for one in Page(page).forms.values() if one.values.get(name) == [MINE])
        stored = next(one for to, one in forms_of(as_owner, address).items() if to == path)
        assert stored.values[name][0].startswith(HERS)
        assert sent(as_owner, path, again).status_code == 302
