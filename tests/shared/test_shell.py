from datetime import UTC, datetime

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser
from django.template.loader import render_to_string
from django.test import Client, RequestFactory, override_settings
from django.urls import reverse

from contacts.models import Contact
from infoview import shell
from infoview.shared.clock import local_date
from infoview.shell import ACTIONS, LIBRARY, MAIN, MORE, OWN


def frame(path="/", user=None):
    request = RequestFactory().get(path)
    request.user = user or AnonymousUser()
    return shell.nav(request)


def test_links_have_a_page():
    links = [*frame().main, *frame().library, *frame().own]

    assert all(link.url.startswith("/") for link in links)


def test_the_place_of_a_page_is_the_one_with_the_longest_path():
    here = [link.place.key for link in frame("/settings/calendar/").rest if link.here]

    assert here == ["calendar"]


def test_only_the_start_page_is_today():
    assert [link.here for link in frame("/").main if link.place.key == "today"] == [True]
    assert [link.here for link in frame("/elsewhere/").main if link.place.key == "today"] == [False]


NOW = datetime(2026, 11, 12, 9, 5, tzinfo=UTC)


def test_counts_are_one_query_beside_the_plan(owner, django_assert_num_queries):
    Contact.objects.create(owner=owner, name="Priya Raman")
    owner.refresh_from_db()
    shell.counts(owner, now=NOW)
    reader = type(owner).objects.get()

    with django_assert_num_queries(2):  # whether the plan is up to date, and all counts
        counted = shell.counts(reader, now=NOW)

    assert counted == {"today": 0, "outreach": 0, "contacts": 1, "interviews": 0}


def test_counts_are_those_of_the_rows(owner, stranger):
    """The statement is prepared once; each owner, day and moment must still get their own."""
    for person, n in ((owner, 3), (stranger, 1)):
        Contact.objects.bulk_create([Contact(owner=person, name=f"Person {i}") for i in range(n)])
    Contact.objects.create(owner=owner, name="Archived", archived_at=NOW)

    for person in (owner, stranger):
        today = local_date(NOW, person.timezone)
        rows = {key: of(person, today, NOW).count() for key, of in shell.COUNTED.items()}
        assert shell.counts(person, now=NOW) == rows


def test_counts_stop_at_the_cap(owner, monkeypatch):
    Contact.objects.bulk_create([Contact(owner=owner, name=f"Person {i}") for i in range(9)])
    monkeypatch.setattr(shell, "CAP", 5)

    assert shell.counts(owner, now=NOW)["contacts"] == 6
    assert shell.Link(shell.MAIN[2], "Contacts", "/contacts/", here=False, count=6).shown_count == "5+"


def test_nothing_is_counted_for_a_part_of_a_page(owner, django_assert_num_queries):
    with django_assert_num_queries(0):
        frame(user=owner).url("today")


def test_palette_is_the_same_for_everybody():
    assert frame("/").palette == frame("/settings/").palette


def test_manifest_names_the_app():
    response = Client().get("/manifest.webmanifest")

    assert response["Content-Type"] == "application/manifest+json"
    assert response.json()["display"] == "standalone"


def test_worker_knows_the_files_of_the_frame_and_no_page():
    text = Client().get("/sw.js").text

    assert text.startswith('const FILES = ["/static/css/tokens.css"')
    assert "/contacts/" not in text


def test_page_that_is_not_there_has_the_frame(as_owner):
    response = as_owner.get("/no-such-page/")

    assert response.status_code == 404
    assert "There is no such page" in response.text
    assert 'class="side"' in response.text


def test_form_without_its_token_is_told_in_words(owner):
    client = Client(enforce_csrf_checks=True)
    client.force_login(owner)

    response = client.post("/settings/theme/", {"theme": "dark"})

    assert response.status_code == 403
    assert "This form is out of date" in response.text


def test_server_error_needs_nothing():
    assert "The fault is ours, not yours." in render_to_string("500.html")


@override_settings(LANGUAGE_CODE="en-gb")
def test_base_holds_the_policy_of_htmx(as_owner):
    page = as_owner.get("/no-such-page/").text

    for setting in (
        '"allowEval":false',
        '"includeIndicatorStyles":false',
        '"historyCacheSize":0',
        '"selfRequestsOnly":true',
    ):
        assert setting in page
    assert 'hx-headers=\'{"X-CSRFToken": "' in page
    assert "/static/django_htmx/htmx-2.min.js" in page


def test_page_before_signing_in_loads_no_htmx(db):
    page = Client().get("/accounts/login/").text

    assert "htmx-2.min.js" not in page
    assert 'id="palette"' not in page


def test_theme_of_the_owner_is_on_the_first_byte(owner, as_owner):
    get_user_model().objects.filter(pk=owner.pk).update(theme="dark")

    assert '<html lang="en" data-theme="dark">' in as_owner.get("/no-such-page/").text


def test_manifest_takes_what_other_apps_share():
    target = Client().get("/manifest.webmanifest").json()["share_target"]

    assert (target["action"], target["method"]) == ("/quick/", "GET")
    assert target["params"] == {"title": "title", "text": "text", "url": "url"}


def test_palette_offers_every_page_and_action(owner):
    drawn = frame(user=owner).palette

    for label in ("Quick add", "Add a person", "Schedule a conversation", "Set a reminder", "Export people"):
        assert label in drawn
    for place in (*MAIN, *LIBRARY, *MORE, *OWN, *ACTIONS):
        assert f'data-href="{reverse(place.route)}"' in drawn
