"""A form sent after the session ended: the words come back to be copied, and nothing else does."""

from html import escape
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse

from contacts.models import Contact
from tests.plain_browser import PlainBrowser

FORM = "application/x-www-form-urlencoded"
BY_HAND = {"Accept": "text/html,application/xhtml+xml;q=0.9"}
WORDS = "She said: <b>prices</b> are guessed.\nThen tea."


def send(path, data, headers=BY_HAND, client=None):
    return (client or Client()).post(path, urlencode(data), content_type=FORM, headers=headers)


@pytest.mark.django_db
def test_words_come_back_after_the_session_ended(owner):
    leila = Contact.objects.create(owner=owner, name="Leila Moradi")
    address = reverse("contacts:contact_update", args=[leila.public_id])
    browser = PlainBrowser()
    browser.client.force_login(owner)
    page = next(form for form in browser.open(address).page.forms.values() if "notes" in form.names)
    del browser.client.cookies["sessionid"]

    typed = {name: values[0] for name, values in page.values.items()} | {"notes": WORDS}
    answer = send(address, typed, BY_HAND | {"Referer": f"http://testserver{address}"}, browser.client)

    said = answer.content.decode()
    assert answer.status_code == 403
    assert f"readonly>\n{escape(WORDS)}</textarea>" in said
    assert f"{reverse('account_login')}?next={address}" in said
    assert page.values["csrfmiddlewaretoken"][0] not in said
    assert answer["Cache-Control"] == "no-store"
    leila.refresh_from_db()
    assert leila.notes == ""


@pytest.mark.django_db
def test_secrets_do_not_come_back():
    secret = {"oldpassword": "a long secret", "password1": "b secret", "code": "abc def", "note": "Words"}
    said = send(reverse("contacts:contact_create"), secret).content.decode()

    assert "Words" in said
    assert not any(value in said for value in list(secret.values())[:3])


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("data", "headers"),
    [
        pytest.param({"name": "Leila"}, {}, id="a-script-that-saves"),
        pytest.param({"name": "Leila"}, BY_HAND | {"HX-Request": "true"}, id="a-fragment"),
        pytest.param({"name": "Leila", "kept-here": "yes"}, BY_HAND, id="a-browser-that-keeps-them"),
        pytest.param({"act": "7"}, BY_HAND, id="nothing-written"),
    ],
)
def test_without_words_to_lose_the_sign_in_is_asked_for(data, headers):
    answer = send(reverse("contacts:contact_create"), data, headers)

    assert answer.get("HX-Redirect", answer.get("Location", "")).startswith(reverse("account_login"))


@pytest.mark.django_db
def test_another_site_cannot_put_words_on_the_page():
    strict = Client(enforce_csrf_checks=True)

    answer = send(reverse("contacts:contact_create"), {"name": "Planted words"}, client=strict)

    assert answer.status_code == 403
    assert b"Planted words" not in answer.content


@pytest.mark.django_db
def test_upload_of_a_stranger_is_not_read():
    answer = Client().post(reverse("contacts:import_create"), {"format": "csv"}, headers=BY_HAND)

    assert answer.status_code == 302
