"""Forms that belong to an owner: only what must be said is asked for."""

from datetime import UTC, date, datetime

import pytest
from django import forms
from django.urls import reverse

from contacts.models import Contact
from infoview.shared.forms import PlainForm
from interviews.services import log_past_talk
from outreach.models import Goal

pytestmark = pytest.mark.django_db


def test_name_alone_makes_a_person_with_the_defaults(as_owner):
    answer = as_owner.post(reverse("contacts:contact_create"), {"name": "Leila Moradi"})

    leila = Contact.objects.get()
    assert answer.status_code == 302
    assert (leila.name, leila.distance, leila.stage) == ("Leila Moradi", "other", "new")


def test_choice_sent_empty_keeps_what_the_row_has(as_owner, owner):
    leila = Contact.objects.create(owner=owner, name="Leila Moradi", distance="senior")

    as_owner.post(
        reverse("contacts:contact_update", args=[leila.public_id]), {"name": "Leila", "distance": ""}
    )

    leila.refresh_from_db()
    assert (leila.name, leila.distance) == ("Leila", "senior")


class Asked(PlainForm):
    name = forms.CharField()
    reason = forms.CharField(error_messages={"required": "Say why."})
    share = forms.IntegerField(min_value=1, max_value=100)


@pytest.mark.parametrize(("share", "said"), [("101", "At most 100."), ("0", "At least 1.")])
def test_fields_speak_our_words_and_the_forms_own_stand_above_them(share, said):
    errors = Asked({"share": share}).errors

    assert (errors["name"], errors["reason"], errors["share"]) == (
        ["Please fill this in."],
        ["Say why."],
        [said],
    )


def test_range_of_a_model_is_said_in_our_words(as_owner, owner):
    goal = Goal.objects.create(owner=owner, title="Understand it", started_on=date(2026, 3, 2))
    talk = log_past_talk(
        owner=owner, contact=Contact.objects.create(owner=owner, name="Leila Moradi"), goal=goal,
        starts_at=datetime(2026, 3, 2, 8, tzinfo=UTC), minutes=20, tz_name="Europe/Berlin",
    )  # fmt: skip

    page = as_owner.post(
        reverse("debriefs:debrief_finish", args=[talk.public_id]), {"listening_estimate": "120"}
    ).text

    assert "At most 100." in page
    assert "Ensure this value" not in page


@pytest.mark.parametrize(
    "address",
    [
        "contacts:contact_create",
        "debriefs:change_create",
        "outreach:template_create",
        "outreach:goal_create",
    ],
)
def test_nothing_is_offered_as_a_row_of_dashes(as_owner, address):
    page = as_owner.get(reverse(address))

    assert page.status_code == 200
    assert "---------" not in page.text
