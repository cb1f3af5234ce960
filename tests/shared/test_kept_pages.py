"""A page shown twice within a minute is made once, and never outlives what it was made from."""

import re
from datetime import UTC, datetime

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from infoview.shared.kept_pages import HOLES, Kept, Pages
from tests.factories.contacts import make_contact

NOON = datetime(2026, 11, 24, 12, 0, 5, tzinfo=UTC)
URL = "/contacts/"


@pytest.fixture(autouse=True)
def _at_noon():
    with time_machine.travel(NOON, tick=False):
        yield


def queries(client, path=URL, **options):
    """Count the queries of a page that was asked before."""
    with CaptureQueriesContext(connection) as asked:
        client.get(path, **options)
    return len(asked)


def test_the_same_page_is_made_once(as_owner, owner):
    make_contact(owner, "Leila Moradi")
    first = as_owner.get(URL).content

    assert queries(as_owner) == 2  # the session and its owner
    assert HOLES.sub(b"", as_owner.get(URL).content) == HOLES.sub(b"", first)


def test_a_fact_that_changed_is_on_the_next_page(as_owner, owner):
    as_owner.get(URL)
    make_contact(owner, "Leila Moradi")

    assert b"Leila Moradi" in as_owner.get(URL).content


def test_a_setting_that_changed_is_on_the_next_page(as_owner, owner):
    as_owner.get(URL)
    owner.theme = "dark"
    owner.save()

    assert b'data-theme="dark"' in as_owner.get(URL).content


def test_a_message_is_on_the_next_page_and_only_there(as_owner, owner):
    as_owner.get(URL)
    as_owner.post("/contacts/add/", {"name": "Leila Moradi"})
    pages = [as_owner.get(URL).content for _ in range(3)]

    assert [b"is on your list." in page for page in pages] == [True, False, False]


def test_nobody_sees_the_page_of_another(as_owner, as_stranger, owner):
    make_contact(owner, "Leila Moradi")
    as_owner.get(URL)

    assert b"Leila Moradi" not in as_stranger.get(URL).content


def test_signed_out_means_out(as_owner):
    as_owner.get(URL)
    as_owner.logout()

    assert as_owner.get(URL).status_code == 302


def test_the_next_minute_has_its_own_page(as_owner):
    as_owner.get(URL)

    with time_machine.travel(NOON.replace(minute=1), tick=False):
        assert queries(as_owner) > 2


def test_a_part_for_htmx_is_not_the_page(as_owner, owner):
    make_contact(owner, "Leila Moradi")
    as_owner.get(URL)

    part = as_owner.get(URL, headers={"HX-Request": "true", "HX-Target": "people"}).content

    assert part.strip().startswith(b'<section id="people"')


def test_a_form_of_a_kept_page_can_be_sent(owner):
    client = Client(enforce_csrf_checks=True)
    client.force_login(owner)
    contact = make_contact(owner, "Leila Moradi")
    client.get(URL)
    token = re.search(rb'csrfmiddlewaretoken" value="(\w+)"', client.get(URL).content)[1].decode()

    form = {"csrfmiddlewaretoken": token, "contact": str(contact.public_id), "action": "archive", "next": URL}
    assert client.post("/contacts/bulk/", form).status_code == 302

    contact.refresh_from_db()
    assert contact.archived_at is not None


def test_two_showings_have_two_marks_and_two_tokens(rf):
    page = (
        b'<input name="csrfmiddlewaretoken" value="' + b"a" * 64 + b'">'
        b'<input type="hidden" name="once" value="11111111-2222-3333-4444-555555555555">'
    )
    kept = Kept(tuple(HOLES.split(page)), ())

    first, second = (kept.answer(rf.get("/")).content for _ in range(2))

    assert HOLES.sub(b"", first) == HOLES.sub(b"", page)
    assert [a != b for a, b in zip(HOLES.findall(first), HOLES.findall(second), strict=True)] == [True, True]


def test_the_oldest_pages_give_way():
    pages = Pages(most_bytes=250)
    for number in range(3):
        pages.put(number, Kept((b"x" * 100,), ()), NOON)

    assert [pages.get(number) is None for number in range(3)] == [True, False, False]
    assert pages.size == 200


def test_words_that_look_like_a_mark_stay_words(as_owner, owner):
    words = 'name="once" value="11111111-2222-3333-4444-555555555555"'
    make_contact(owner, words)
    first = as_owner.get(URL).content.count(b"11111111-2222-3333-4444-555555555555")

    assert first > 0
    assert as_owner.get(URL).content.count(b"11111111-2222-3333-4444-555555555555") == first
