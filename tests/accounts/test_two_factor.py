"""The second factor: an app, its codes, and the day the phone is gone."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core import mail
from django.test import Client
from django.urls import reverse

from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db


def code_for(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


@pytest.fixture
def as_known(as_owner):
    as_owner.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return as_owner


def password_only(owner) -> Client:
    client = Client()
    client.post(reverse("account_login"), {"login": owner.email, "password": PASSWORD})
    return client


@pytest.fixture
def secret(owner) -> str:
    secret = "JBSWY3DPEHPK3PXP"
    TOTP.activate(owner, secret)
    RecoveryCodes.activate(owner)
    return secret


def test_two_factor_asks_who_it_is_first(as_owner):
    assert as_owner.get(reverse("mfa_activate_totp")).url.startswith(reverse("account_reauthenticate"))


def test_authenticator_app_is_switched_on_by_its_code(as_known, owner, django_capture_on_commit_callbacks):
    form = as_known.get(reverse("mfa_activate_totp")).context_data["form"]

    with django_capture_on_commit_callbacks(execute=True):
        as_known.post(reverse("mfa_activate_totp"), {"code": code_for(form.secret)})

    kinds = Authenticator.objects.filter(user=owner).values_list("type", flat=True)
    assert set(kinds) == {"totp", "recovery_codes"}
    assert [letter.subject for letter in mail.outbox][:1] == ["An authenticator app was added"]


def test_authenticator_app_is_drawn_without_a_data_address(as_known):
    page = as_known.get(reverse("mfa_activate_totp")).content

    assert b"<svg" in page
    assert b"data:image" not in page


def test_sign_in_with_a_second_factor_takes_more_than_the_password(owner, secret):
    client = password_only(owner)

    assert client.get(reverse("settings")).status_code == 302


def test_sign_in_with_a_second_factor_opens_with_the_code(owner, secret):
    client = password_only(owner)

    client.post(reverse("mfa_authenticate"), {"code": code_for(secret)})

    assert client.get(reverse("settings")).status_code == 200


def test_sign_in_takes_no_code_twice(owner, secret):
    code = code_for(secret)
    password_only(owner).post(reverse("mfa_authenticate"), {"code": code})
    second = password_only(owner)

    second.post(reverse("mfa_authenticate"), {"code": code})

    assert second.get(reverse("settings")).status_code == 302


def test_recovery_code_opens_once(owner, secret):
    code = RecoveryCodes(Authenticator.objects.get(user=owner, type="recovery_codes")).get_unused_codes()[0]
    first, second = password_only(owner), password_only(owner)

    for client in (first, second):
        client.post(reverse("mfa_authenticate"), {"code": code})

    assert first.get(reverse("settings")).status_code == 200
    assert second.get(reverse("settings")).status_code == 302


def test_admin_site_has_no_page_for_secrets(as_owner, owner):
    owner.is_staff = owner.is_superuser = True
    owner.save(update_fields=["is_staff", "is_superuser"])

    page = as_owner.get(reverse("admin:index")).content.decode()

    assert "/admin/accounts/user/" in page
    assert "/admin/mfa/" not in page
    assert "/admin/account/" not in page
    assert "/admin/usersessions/" not in page


def test_admin_cannot_lock_itself_out(as_owner, owner):
    owner.is_staff = owner.is_superuser = True
    owner.save(update_fields=["is_staff", "is_superuser"])

    as_owner.post(reverse("admin:accounts_user_change", args=[owner.pk]), {"is_active": "", "is_staff": ""})

    owner.refresh_from_db()
    assert owner.is_active
    assert owner.is_staff


def test_admin_switches_an_account_off(as_owner, owner, stranger):
    owner.is_staff = owner.is_superuser = True
    owner.save(update_fields=["is_staff", "is_superuser"])
    theirs = Client()
    theirs.force_login(stranger)

    as_owner.post(reverse("admin:accounts_user_change", args=[stranger.pk]), {"is_active": ""})

    assert theirs.get(reverse("settings")).status_code == 302
