"""Forms that belong to an owner: only what must be said is asked for."""

import pytest
from django.urls import reverse

from contacts.models import Contact

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
