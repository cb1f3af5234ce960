"""Every route there is: signed in only, the right methods only, one's own rows only, whatever is asked."""

import logging

import pytest

from infoview.search.triggers import owned_models
from tests.architecture.routes import METHODS_OF, PUBLIC, ROW_OF, ask, routes, rows_in_states

ROUTES = routes()
WITH_ROW = [route for route in ROUTES if route.has_row]
HTMX = {"HX-Request": "true", "HX-Target": "main"}


@pytest.fixture(autouse=True)
def _quiet(caplog):
    """Hundreds of refusals are what is asked for here; each would be a line in the log."""
    caplog.set_level(logging.CRITICAL, logger="django.request")


@pytest.fixture
def rows(owner):
    return rows_in_states(owner)


def test_each_route_with_a_row_says_whose_it_is():
    assert sorted(route.name for route in WITH_ROW) == sorted(ROW_OF)
    assert set(ROW_OF.values()) <= set(owned_models())


def test_no_route_shows_a_primary_key_of_an_owned_row():
    numbered = {route.name for route in ROUTES if "IntConverter" in route.parameters.values()}

    # Invitations and sessions are the operator's and the account's; neither is an owned row.
    assert numbered == {"invitation_withdraw", "session_end"}


# Nobody signed in


@pytest.mark.django_db
def test_anonymous_is_led_to_sign_in_everywhere_but_where_it_is_said(client):
    open_doors = set()
    for route in ROUTES:
        for method in ("GET", "POST"):
            response = ask(client, method, route.address())
            if response.status_code != 302 or not response["Location"].startswith("/accounts/login/?next="):
                open_doors.add(route.name)

    assert open_doors == set(PUBLIC)


@pytest.mark.django_db
def test_anonymous_fragment_leads_the_whole_page_to_sign_in(client):
    left = [
        route.name
        for route in ROUTES
        if route.name not in PUBLIC
        if not ask(client, "GET", route.address(), **HTMX)
        .get("HX-Redirect", "")
        .startswith("/accounts/login/")
    ]

    assert left == []


@pytest.mark.django_db
def test_public_routes_show_nothing_to_who_has_no_token(client):
    statuses = {
        route.name: ask(client, "GET", route.address()).status_code
        for route in ROUTES
        if route.name in PUBLIC
    }

    assert statuses == {
        "manifest": 200,
        "service_worker": 200,
        "health": 200,
        "scheduler:feed": 404,
        "scheduler:digest_unsubscribe": 404,
        "invitation_accept": 410,
    }


# Methods and rows


@pytest.mark.django_db
def test_wrong_method_is_refused(as_owner):
    taken = [
        (route.name, method)
        for route in ROUTES
        for method in ("PUT", "PATCH", "DELETE", "TRACE")
        if ask(as_owner, method, route.address()).status_code != 405
    ]

    assert taken == []


@pytest.mark.django_db
def test_what_only_shows_takes_no_post_and_what_only_acts_is_not_looked_at(as_owner):
    all_three = {"GET", "HEAD", "POST"}
    taken = {
        route.name: {
            method for method in all_three if ask(as_owner, method, route.address()).status_code != 405
        }
        for route in ROUTES
    }

    assert taken == dict.fromkeys(taken, all_three) | METHODS_OF


@pytest.mark.django_db
def test_owner_reaches_each_row_and_no_state_breaks_a_page(as_owner, rows):
    failed = []
    for route in ROUTES:
        of_model = rows[ROW_OF[route.name]] if route.has_row else [None]
        addresses = [route.address(row and row.public_id) for row in of_model]
        for method in ("GET", "POST"):
            statuses = [ask(as_owner, method, address).status_code for address in addresses]
            # What belongs to another state may be missing, but not in every state.
            if max(statuses) >= 500 or (route.has_row and set(statuses) == {404}):
                failed.append((route.name, method, statuses))

    assert failed == []


@pytest.mark.django_db
@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "fragment"])
def test_stranger_finds_nothing(as_stranger, rows, headers):
    found = []
    for route in WITH_ROW:
        for row in rows[ROW_OF[route.name]]:
            for method in ("GET", "POST"):
                status = ask(as_stranger, method, route.address(row.public_id), **headers).status_code
                if status not in (404, 405):
                    found.append((route.name, method, status))

    assert found == []


@pytest.mark.django_db
def test_row_of_nobody_is_not_there(as_owner):
    found = []
    for route in WITH_ROW:
        statuses = {method: ask(as_owner, method, route.address()).status_code for method in ("GET", "POST")}
        if 404 not in statuses.values() or not set(statuses.values()) <= {404, 405}:
            found.append((route.name, statuses))

    assert found == []


@pytest.mark.django_db
def test_looking_changes_no_fact(as_owner, owner, rows):
    changed = []
    for route in ROUTES:
        owner.refresh_from_db()
        before = owner.facts_version
        as_owner.get(route.address(rows[ROW_OF[route.name]][0].public_id if route.has_row else None))
        owner.refresh_from_db()
        if owner.facts_version != before:
            changed.append(route.name)

    assert changed == []
