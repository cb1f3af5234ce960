"""A form sent twice: what makes it the same one, and what happens at one moment."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.urls import reverse

from contacts.models import Contact
from infoview.shared.once import name_of
from outreach.models import Goal
from tests.plain_browser import PlainBrowser

MARK = "6f1c4f4e-1d6f-4a4e-9a3c-0a8f0f1b2c3d"


def posted(**typed):
    data = QueryDict(mutable=True)
    data.update({"once": MARK} | typed)
    return data


@pytest.mark.django_db
def test_name_belongs_to_the_form_its_words_and_its_owner(owner, stranger):
    name = name_of(owner, posted(title="Pricing"))

    assert name == name_of(owner, posted(title="Pricing", csrfmiddlewaretoken="another"))
    assert name != name_of(owner, posted(title="Pricing, in detail"))
    assert name != name_of(stranger, posted(title="Pricing"))


@pytest.mark.django_db
@pytest.mark.parametrize("mark", ["", "nonsense", MARK[:-1]])
def test_form_without_a_good_mark_has_no_name(owner, mark):
    assert name_of(owner, QueryDict(f"once={mark}&title=Pricing")) is None


@pytest.mark.django_db
def test_going_back_and_typing_something_else_makes_another(owner):
    browser = PlainBrowser()
    browser.client.force_login(owner)
    form = browser.open(reverse("outreach:goal_create")).html

    browser.submit("Write it down", title="Understand pricing")
    browser.path, browser.html = reverse("outreach:goal_create"), form
    browser.submit("Write it down", title="Understand churn")

    assert set(Goal.objects.values_list("title", flat=True)) == {"Understand pricing", "Understand churn"}


@pytest.mark.django_db(transaction=True)
def test_two_posts_at_one_moment_make_one_row(owner):
    address = reverse("contacts:contact_create")
    start = Barrier(2)

    def send(_nth):
        client = Client()
        client.force_login(owner)
        start.wait()
        answer = client.post(address, {"once": MARK, "name": "Leila Moradi"})
        connection.close()
        return answer.status_code, answer["Location"]

    with ThreadPoolExecutor(2) as presses:
        answers = set(presses.map(send, range(2)))

    leila = Contact.objects.get()
    assert answers == {(302, reverse("contact_detail", args=[leila.public_id]))}
