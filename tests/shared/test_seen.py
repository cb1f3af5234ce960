"""Texts that change in two tabs: what is compared, what is told, what stays."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from contacts.models import Contact
from tests.plain_browser import PlainBrowser


def person(owner, **facts):
    return Contact.objects.create(owner=owner, name="Leila Moradi", **facts)


def tab(owner, contact):
    """Return a browser without script in which the person is being edited."""
    browser = PlainBrowser()
    browser.client.force_login(owner)
    return browser.open(reverse("contacts:contact_update", args=[contact.public_id]))


@pytest.mark.django_db
def test_second_save_shows_both_texts_and_counts_when_sent_again(owner):
    leila = person(owner, notes="Met at the fair.")
    first, second = tab(owner, leila), tab(owner, leila)

    first.submit("Save", notes="Met at the fair.\nLikes tea.")
    second.submit("Save", notes="Met at the fair.\nHas a dog.", status=422)

    leila.refresh_from_db()
    assert leila.notes == "Met at the fair.\nLikes tea."
    assert second.says("This was also changed somewhere else.")
    assert second.says("Met at the fair. Likes tea.")
    form = next(form for form in second.page.forms.values() if "notes" in form.names)
    assert form.values["notes"] == ["Met at the fair.\nHas a dog."]

    second.submit("Save", notes="Met at the fair.\nLikes tea. Has a dog.")

    leila.refresh_from_db()
    assert leila.notes == "Met at the fair.\nLikes tea. Has a dog."


@pytest.mark.django_db
def test_text_that_was_changed_only_in_the_other_tab_stays_changed(owner):
    leila = person(owner, notes="Met at the fair.", city="Oslo")
    first, second = tab(owner, leila), tab(owner, leila)

    first.submit("Save", notes="Likes tea.")
    second.submit("Save", city="Bergen")

    leila.refresh_from_db()
    assert (leila.notes, leila.city) == ("Likes tea.", "Bergen")


@pytest.mark.django_db
def test_same_words_in_both_tabs_are_no_conflict(owner):
    leila = person(owner)
    first, second = tab(owner, leila), tab(owner, leila)

    first.submit("Save", notes="Likes tea.")
    second.submit("Save", notes="Likes tea.")

    assert second.path == reverse("contact_detail", args=[leila.public_id])


@pytest.mark.django_db
def test_conflict_is_told_beside_another_error(owner):
    leila = person(owner)
    first, second = tab(owner, leila), tab(owner, leila)

    first.submit("Save", notes="Likes tea.")
    second.submit("Save", name="", notes="Has a dog.", status=422)

    assert second.says("This was also changed somewhere else.")
    assert second.says("Likes tea.")


@pytest.mark.django_db(transaction=True)
def test_of_two_saves_at_one_moment_one_is_told(owner):
    leila = person(owner)
    page = tab(owner, leila)
    form = next(form for form in page.page.forms.values() if "notes" in form.names)
    start = Barrier(2)

    def save(words):
        client = Client()
        client.force_login(owner)
        start.wait()
        answer = client.post(page.path, form.values | {"notes": words})
        connection.close()
        return answer.status_code

    with ThreadPoolExecutor(2) as tabs:
        answers = list(tabs.map(save, ["Likes tea.", "Has a dog."]))

    assert sorted(answers) == [302, 422]
