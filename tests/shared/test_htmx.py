import json

import pytest
from django.contrib import messages
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpResponse, HttpResponseRedirect
from django.test import RequestFactory
from django_htmx.middleware import HtmxMiddleware as DjangoHtmxMiddleware

from infoview.shared.htmx import next_path, render_page, toast
from infoview.shared.middleware import HtmxMiddleware

HTMX = {"HX-Request": "true", "HX-Current-URL": "http://testserver/contacts/?q=ada"}


def answer(request, view):
    request._messages = CookieStorage(request)
    return DjangoHtmxMiddleware(HtmxMiddleware(view))(request)


def test_every_answer_varies_on_the_htmx_headers():
    response = answer(RequestFactory().get("/"), lambda request: HttpResponse("page"))

    assert {"HX-Request", "HX-Target"} <= {name.strip() for name in response["Vary"].split(",")}


def test_redirect_to_htmx_moves_the_whole_page():
    request = RequestFactory().post("/requests/", headers=HTMX)

    response = answer(request, lambda request: HttpResponseRedirect("/requests/1/"))

    assert (response.status_code, response["HX-Redirect"]) == (200, "/requests/1/")
    assert "Location" not in response


def test_redirect_keeps_its_cookies():
    def view(request):
        response = HttpResponseRedirect("/")
        response.set_cookie("kept", "yes")
        return response

    response = answer(RequestFactory().get("/", headers=HTMX), view)

    assert response.cookies["kept"].value == "yes"


def test_redirect_without_htmx_stays_a_redirect():
    response = answer(
        RequestFactory().post("/requests/"), lambda request: HttpResponseRedirect("/requests/1/")
    )

    assert (response.status_code, response["Location"]) == (302, "/requests/1/")


def signed_out(request):
    request.user = AnonymousUser()
    page = LoginRequiredMiddleware(lambda request: HttpResponse("never"))
    return page.process_view(request, lambda request: HttpResponse("never"), (), {})


def test_signing_in_from_a_fragment_leads_back_to_the_page():
    request = RequestFactory().get("/reminders/7/", headers=HTMX)

    response = answer(request, signed_out)

    assert response["HX-Redirect"] == "/accounts/login/?next=/contacts/%3Fq%3Dada"


def test_signing_in_from_a_form_leads_back_to_the_page_it_stood_on():
    request = RequestFactory().post(
        "/contacts/7/archive/", headers={"Referer": "http://testserver/contacts/7/"}
    )

    response = answer(request, signed_out)

    assert response["Location"] == "/accounts/login/?next=/contacts/7/"


def test_signing_in_never_leads_to_another_site():
    request = RequestFactory().post(
        "/contacts/7/archive/", headers={"Referer": "https://evil.example/contacts/"}
    )

    response = answer(request, signed_out)

    assert response["Location"] == "/accounts/login/?next=/"


def test_messages_reach_htmx_as_toasts_with_undo():
    def view(request):
        toast(request, "Marked as sent. Nudge due Thu 19 Nov.", undo="/requests/7/undo/")
        messages.error(request, "That was not saved.")
        return HttpResponse("part")

    response = answer(RequestFactory().post("/", headers=HTMX), view)

    assert json.loads(response["HX-Trigger"])["infoview:said"] == [
        {"text": "Marked as sent. Nudge due Thu 19 Nov.", "undo": "/requests/7/undo/", "quiet": True},
        {"text": "That was not saved.", "undo": "", "quiet": False},
    ]


@pytest.mark.parametrize("header", ['{"moved": 1}', "moved"])
def test_messages_keep_the_events_of_the_view(header):
    def view(request):
        toast(request, "Moved to “Replied”.")
        return HttpResponse("part", headers={"HX-Trigger": header})

    response = answer(RequestFactory().post("/", headers=HTMX), view)

    assert json.loads(response["HX-Trigger"]).keys() == {"moved", "infoview:said"}
    assert response["HX-Trigger"].isascii()


def test_messages_wait_for_the_page_that_a_redirect_leads_to():
    def view(request):
        toast(request, "Saved.")
        return HttpResponseRedirect("/")

    request = RequestFactory().post("/", headers=HTMX)
    answer(request, view)

    assert [str(message) for message in messages.get_messages(request)] == ["Saved."]


@pytest.mark.parametrize(
    ("target", "template"),
    [("people", "page.html#people"), ("secret", "page.html"), ("", "page.html")],
)
def test_render_page_serves_only_the_partials_that_the_view_lists(target, template):
    request = RequestFactory().get("/", headers={"HX-Request": "true", "HX-Target": target})
    DjangoHtmxMiddleware(lambda request: HttpResponse())(request)

    response = render_page(request, "page.html", {"n": 1}, partials=("people",), status=422)

    assert (response.template_name, response.status_code) == (template, 422)


@pytest.mark.parametrize(
    ("wanted", "path"),
    [
        ("/contacts/?q=1", "/contacts/?q=1"),
        ("https://evil.example/", "/fallback/"),
        ("//evil.example/", "/fallback/"),
        ("javascript:alert(1)", "/fallback/"),
        ("", "/fallback/"),
    ],
)
def test_next_path_stays_on_this_site(wanted, path):
    assert next_path(RequestFactory().post("/", {"next": wanted}), "/fallback/") == path
