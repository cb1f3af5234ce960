"""The same form sent twice makes one row, and leads to the same page."""

from urllib.parse import urljoin, urlsplit

import pytest
import time_machine
from django.urls import resolve, reverse

from contacts import models as c
from infoview.search.triggers import owned_models
from scheduler.models import Reminder
from tests.architecture.routes import ROW_OF, routes, rows_in_states
from tests.plain_browser import Page

pytestmark = pytest.mark.django_db

DAY = "2026-03-02"

# Each form that makes something: the page it stands on, and what is typed.
FORMS = {
    "contacts:contact_create": ("-", {"name": "Leila Moradi", "notes": "Met at the fair."}),
    "contacts:view_create": ("-", {"name": "Loud ones"}),
    "contacts:touch_create": ("-", {"summary": "Called."}),
    "contacts:research_create": ("-", {"text": "Spoke in Oslo.", "layer": "person"}),
    "contacts:organisation_research_create": ("contacts:organisation_detail", {"research-text": "Moved."}),
    "contacts:promise_create": ("-", {"text": "The reading list"}),
    "contacts:favour_create": ("-", {"text": "A survey", "direction": "given"}),
    "contacts:tie_create": ("-", {"other": "Priya Raman"}),
    "contacts:organisation_create": ("-", {"name": "Tern & Co"}),
    "outreach:goal_create": ("-", {"title": "Understand pricing"}),
    "outreach:gap_create": ("outreach:goal_detail", {"text": "Who sets the price?"}),
    "outreach:template_create": ("-", {"name": "Short", "body": "Hello"}),
    "interviews:interview_create": ("-", {"person": "Elena Marchetti", "day": "2026-03-09", "at": "10:00"}),
    "interviews:question_create": ("-", {"text": "What would you do first?"}),
    "interviews:plan_add": ("interviews:plan_update", {"text": "What would you do last?"}),
    "interviews:live_add": ("interviews:live", {"text": "And then?"}),
    "debriefs:past_talk_create": ("-", {"person": "Elena Marchetti", "day": DAY, "at": "08:00"}),
    "debriefs:insight_create": ("debriefs:debrief_write", {"takeaway": "Prices are guessed."}),
    "debriefs:change_create": ("-", {"text": "Ask about prices", "kind": "cv"}),
    "scheduler:reminder_create": ("-", {"text": "Read the report"}),
    "scheduler:pause_create": ("scheduler:settings", {"starts_on": DAY, "ends_on": DAY}),
    "scheduler:subscription_create": ("scheduler:subscription_list", {"name": "Laptop"}),
    "quick_save": ("quick_add", {}),
}
# Those that make something and have no form of words that could be sent twice.
OTHERS = {
    "contacts:import_create": "a file; it is looked at before anything is taken in",
    "debriefs:past_talk_import": "a file; rows known by day and person are left out",
    "outreach:request_create": "to somebody who is being written to already, it opens that draft",
    "outreach:message_create": "it opens the draft that is there",
    "interviews:mark_create": "sent by a script, again after a lost answer (tests/interviews/test_live.py)",
    "invitation_create": "the workshop's own",
    "quick_add": "keeps nothing",
}


def counts():
    """Return how many rows there are of each kind, without what is derived from the others."""
    return {model.__name__: model.objects.count() for model in owned_models() if model is not Reminder}


def page_of(route, owner):
    place = FORMS[route][0] if FORMS[route][0] != "-" else route
    rows = rows_in_states(owner)
    c.Contact.objects.create(owner=owner, name="Priya Raman")
    if place not in ROW_OF:
        return reverse(place) + "?line=Met Leila Moradi at the fair"
    row = rows[ROW_OF[place]][-1 if place.endswith("debrief_write") else 0]
    return reverse(place, args=[row.public_id])


def form_of(client, address, route):
    forms = Page(client.get(address).content.decode()).forms.values()
    paths = [(urljoin(address, form.action), form) for form in forms if form.method == "post"]
    return next(
        one
        for one in paths
        if resolve(urlsplit(one[0]).path).view_name == route and FORMS[route][1].keys() <= one[1].names.keys()
    )


def test_each_form_that_makes_something_is_tried():
    making = {route.name for route in routes() if route.name.endswith(("_create", "_add", "_import"))}

    assert making <= FORMS.keys() | OTHERS.keys()


@pytest.mark.parametrize("route", FORMS)
@time_machine.travel(f"{DAY}T12:00:00Z", tick=False)
def test_form_sent_twice_makes_one_row(as_owner, owner, route):
    path, form = form_of(as_owner, page_of(route, owner), route)
    data = form.values | FORMS[route][1]
    before = counts()

    first, made = as_owner.post(path, data), counts()
    second, after = as_owner.post(path, data), counts()

    assert made != before, Page(first.content.decode()).text
    assert after == made
    assert first.status_code in {200, 302}
    if first.status_code == 302:
        assert second.status_code == 302
        assert second["Location"] == first["Location"]
