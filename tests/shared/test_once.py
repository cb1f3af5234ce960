"""A form sent twice: what makes it the same one, and what happens at one moment."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.urls import reverse

from contacts.models import Contact, Organisation
from debriefs.models import SynthesisSettings
from infoview.shared.once import name_of
from interviews.models import TalkSettings
from outreach.models import Goal, OutreachSettings
from scheduler.models import Pause
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


def at_one_moment(owner, address, data, *, times):
    """Return the status and the address of each answer."""
    start = Barrier(times)

    def send(_nth):
        client = Client(raise_request_exception=False)
        client.force_login(owner)
        start.wait()
        answer = client.post(address, data)
        connection.close()
        return answer.status_code, answer.get("Location")

    with ThreadPoolExecutor(times) as presses:
        return list(presses.map(send, range(times)))


@pytest.mark.django_db(transaction=True)
def test_two_posts_at_one_moment_make_one_row(owner):
    data = {"once": MARK, "name": "Leila Moradi"}

    answers = at_one_moment(owner, reverse("contacts:contact_create"), data, times=2)

    leila = Contact.objects.get()
    assert set(answers) == {(302, reverse("contact_detail", args=[leila.public_id]))}


SYNTHESIS = {"triangulated": 3, "min_debriefs": 10, "base_size": 5, "run_length": 2,
             "threshold_percent": 5, "converging_percent": 20}  # fmt: skip
TALKS = {"core_questions": 5, "max_questions": 8, "amber_minutes_left": 5, "listen_target": 80,
         "early_in_person": 5, "early_video": 2}  # fmt: skip
WORDS = {"warn_words": 90, "strong_words": 140, "ideal_words": 70, "referral_min_interactions": 2}
ONE_OF_A_KIND = {
    "interviews:settings": (TalkSettings, TALKS),
    "debriefs:settings": (SynthesisSettings, SYNTHESIS),
    "outreach:settings": (OutreachSettings, WORDS),
    "contacts:organisation_create": (Organisation, {"name": "Tern & Co"}),
    "scheduler:pause_create": (Pause, {"once": MARK, "starts_on": "2026-03-02", "ends_on": "2026-03-06"}),
    "quick_save": (Contact, {"token": MARK, "kind": "person", "name": "Leila Moradi"}),
}


@pytest.mark.django_db(transaction=True)
def test_eight_posts_at_one_moment_are_answered_and_make_one_row(owner):
    for route, (model, data) in ONE_OF_A_KIND.items():
        answers = at_one_moment(owner, reverse(route), data, times=8)

        assert {status for status, _address in answers} <= {302, 422}, route
        assert model.objects.for_user(owner).count() == 1, route
