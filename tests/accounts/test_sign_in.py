"""Signing in and out, and how long it lasts."""

from datetime import timedelta

import pytest
from django.contrib.auth import authenticate
from django.core import mail
from django.test import Client
from django.urls import reverse

from infoview.accounts.models import AuditAct, AuditEvent
from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db


def sign_in(client: Client, email: str, password: str = PASSWORD, **more: str):
    return client.post(
        reverse("account_login") + more.pop("query", ""), {"login": email, "password": password} | more
    )


def change_password(client: Client, new: str = "another four unlikely words"):
    data = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    return client.post(reverse("account_change_password"), data)


def is_signed_in(client: Client) -> bool:
    return client.get(reverse("settings")).status_code == 200


def test_sign_in_opens_today(client, owner):
    assert sign_in(client, owner.email).url == "/"


def test_sign_in_ignores_the_case_of_the_address(client, owner):
    sign_in(client, owner.email.upper())

    assert is_signed_in(client)


@pytest.mark.parametrize(
    "next_url", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "\\\\evil.example"]
)
def test_sign_in_stays_on_this_site(client, owner, next_url):
    answer = sign_in(client, owner.email, next=next_url)

    assert answer.url == "/"


def test_sign_in_makes_a_new_session_key(client, owner):
    client.get(reverse("account_login"))
    client.session.save()
    before = client.session.session_key

    sign_in(client, owner.email)

    assert client.session.session_key != before


def test_sign_in_stops_guessing_even_with_the_right_password(client, owner):
    for _ in range(6):
        sign_in(client, owner.email, "not the password")

    answer = sign_in(client, owner.email)

    assert "Too many tries" in answer.content.decode()
    assert not is_signed_in(client)


def test_sign_in_limit_ignores_a_made_up_forwarded_address(client, owner):
    for number in range(6):
        client.post(
            reverse("account_login"),
            {"login": owner.email, "password": "not the password"},
            headers={"x-forwarded-for": f"192.0.2.{number}"},
        )

    assert "Too many tries" in sign_in(client, owner.email).content.decode()


def test_sign_in_behind_a_proxy_survives_a_missing_header(client, owner, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 2

    assert sign_in(client, owner.email).status_code == 302


def test_sign_out_takes_a_post(as_owner):
    as_owner.get(reverse("account_logout"))
    assert is_signed_in(as_owner)

    as_owner.post(reverse("account_logout"))
    assert not is_signed_in(as_owner)


def test_sign_out_empties_the_browser(as_owner):
    answer = as_owner.post(reverse("account_logout"))

    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'


@pytest.fixture
def monday(time_machine):
    """The day on which ada signs in; it can be shifted."""
    time_machine.move_to("2026-11-16T09:00:00Z")
    return time_machine


def test_session_ends_after_two_idle_weeks(monday, as_owner):
    monday.shift(timedelta(days=14, hours=1))

    assert not is_signed_in(as_owner)


def test_session_lasts_while_it_is_used(monday, as_owner):
    for _ in range(8):
        monday.shift(timedelta(days=10))
        assert is_signed_in(as_owner)


def test_session_ends_after_ninety_days_in_any_case(monday, as_owner):
    for _ in range(9):
        monday.shift(timedelta(days=10))
        as_owner.get(reverse("settings"))
    monday.shift(timedelta(days=1))

    assert not is_signed_in(as_owner)


def test_session_is_written_at_most_hourly(as_owner, django_assert_num_queries):
    as_owner.get(reverse("settings"))

    with django_assert_num_queries(5):  # session, user, user again for the form, and two for the sidebar
        as_owner.get(reverse("settings"))


def test_password_change_ends_other_sessions(as_owner, owner):
    elsewhere = Client()
    elsewhere.force_login(owner)

    change_password(as_owner, "another four unlikely words")

    assert is_signed_in(as_owner)
    assert not is_signed_in(elsewhere)
    assert authenticate(None, email=owner.email, password="another four unlikely words")


def test_password_change_is_told_by_mail(as_owner, owner):
    change_password(as_owner)

    assert [letter.subject for letter in mail.outbox] == ["Your password was changed"]


def test_password_change_leaves_the_version_of_the_facts_alone(as_owner, owner):
    type(owner).objects.filter(pk=owner.pk).update(facts_version=41)

    change_password(as_owner)

    owner.refresh_from_db()
    assert owner.facts_version == 41


def test_session_end_signs_out_one_other_browser(client, owner):
    elsewhere = Client()
    sign_in(elsewhere, owner.email)
    sign_in(client, owner.email)
    other = next(
        session
        for session in client.get(reverse("usersessions_list")).context_data["sessions"]
        if session.session_key == elsewhere.session.session_key
    )

    client.post(reverse("session_end", args=[other.pk]))

    assert is_signed_in(client)
    assert not is_signed_in(elsewhere)


def test_session_end_of_a_stranger_is_not_found(client, stranger, owner):
    theirs = Client()
    sign_in(theirs, stranger.email)
    session = theirs.get(reverse("usersessions_list")).context_data["sessions"][0]
    sign_in(client, owner.email)

    assert client.post(reverse("session_end", args=[session.pk])).status_code == 404
    assert is_signed_in(theirs)


def test_audit_notes_sign_ins_and_failures(client, owner):
    sign_in(client, owner.email, "not the password")
    sign_in(client, owner.email)
    client.post(reverse("account_logout"))

    acts = AuditEvent.objects.for_user(owner).order_by("pk").values_list("act", flat=True)
    assert list(acts) == [AuditAct.SIGN_IN_FAILED, AuditAct.SIGNED_IN, AuditAct.SIGNED_OUT]
