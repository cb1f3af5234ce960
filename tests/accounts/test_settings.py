"""The owner's own settings, invitations by staff, and the admin site's second lock."""

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.urls import reverse

from infoview.accounts.models import Invitation, User

pytestmark = pytest.mark.django_db


def profile(owner: User, **changes: str) -> dict[str, str]:
    choices = ["seniority", "region", "country", "mode", "timezone", "theme"]
    texts = ["name", "headline", "profile_url", "privacy_notice_url", "what_i_do_not_know"]
    return (
        {name: getattr(owner, name) for name in choices + texts}
        | {"hour12": "no", "shortcuts": "on"}
        | changes
    )


def test_settings_save_what_was_changed(as_owner, owner):
    as_owner.post(
        reverse("settings"), profile(owner, name="Ada L.", hour12="yes", theme="dark", country="gb")
    )

    owner.refresh_from_db()
    assert (owner.name, owner.hour12, owner.theme, owner.country) == ("Ada L.", True, "dark", "GB")


def test_settings_render_with_the_theme_chosen(as_owner, owner):
    as_owner.post(reverse("settings"), profile(owner, theme="dark"))

    assert b'<html lang="en" data-theme="dark">' in as_owner.get(reverse("settings")).content


def test_settings_a_new_zone_changes_the_facts(as_owner, owner):
    as_owner.post(reverse("settings"), profile(owner, timezone="Asia/Kolkata"))

    before = owner.facts_version
    owner.refresh_from_db()
    assert owner.facts_version == before + 1


def test_settings_a_new_name_changes_no_facts(as_owner, owner):
    as_owner.post(reverse("settings"), profile(owner, name="Ada L."))

    before = owner.facts_version
    owner.refresh_from_db()
    assert owner.facts_version == before


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("timezone", "Europe/Nowhere"),
        ("country", "Germany"),
        ("country", "1X"),
        ("profile_url", "javascript:alert(1)"),
        ("profile_url", "ftp://example.org"),
        ("privacy_notice_url", "example"),
        ("theme", "pink"),
        ("mode", "spy"),
        ("hour12", "maybe"),
        ("name", "x" * 121),
    ],
)
def test_settings_refuse_nonsense_and_keep_the_words(as_owner, owner, field, value):
    answer = as_owner.post(
        reverse("settings"), profile(owner, headline="Retail marketing manager") | {field: value}
    )

    assert answer.status_code == 422
    assert field in answer.context_data["form"].errors
    assert b"Retail marketing manager" in answer.content


def test_settings_ignore_columns_that_are_not_asked_for(as_owner, owner):
    as_owner.post(
        reverse("settings"), profile(owner, is_staff="on", is_superuser="on", email="eve@infoview.example")
    )

    owner.refresh_from_db()
    assert (owner.is_staff, owner.is_superuser, owner.email) == (False, False, "ada@infoview.example")


def test_theme_goes_back_to_the_page(as_owner, owner):
    answer = as_owner.post(reverse("theme"), {"theme": "dark", "next": "/contacts/"})

    owner.refresh_from_db()
    assert answer.url == "/contacts/"
    assert owner.theme == "dark"


def test_theme_refuses_an_unknown_look(as_owner):
    assert as_owner.post(reverse("theme"), {"theme": "pink"}).status_code == 422


def test_email_change_waits_for_the_new_address(as_owner, owner):
    sign_in_again(as_owner, owner)

    as_owner.post(reverse("account_email"), {"action_add": "", "email": "new@infoview.example"})

    owner.refresh_from_db()
    assert owner.email == "ada@infoview.example"
    assert [letter.to for letter in mail.outbox] == [["new@infoview.example"]]


def test_email_change_asks_who_it_is_first(as_owner):
    answer = as_owner.post(reverse("account_email"), {"action_add": "", "email": "new@infoview.example"})

    assert answer.url.startswith(reverse("account_reauthenticate"))
    assert mail.outbox == []


def test_email_change_takes_hold_with_its_link(as_owner, owner):
    sign_in_again(as_owner, owner)
    as_owner.post(reverse("account_email"), {"action_add": "", "email": "new@infoview.example"})
    link = next(word for word in mail.outbox[0].body.split() if "/confirm-email/" in word)

    as_owner.post(link.removeprefix("http://localhost:8000"))

    owner.refresh_from_db()
    assert owner.email == "new@infoview.example"
    assert "Your address was changed" in [letter.subject for letter in mail.outbox]


def sign_in_again(client, owner) -> None:
    client.post(reverse("account_reauthenticate"), {"password": "a long enough password"})


# Invitations


@pytest.fixture
def as_staff(as_owner, owner):
    owner.is_staff = owner.is_superuser = True
    owner.save(update_fields=["is_staff", "is_superuser"])
    return as_owner


def test_invitation_create_shows_the_link_once(as_staff):
    answer = as_staff.post(reverse("invitation_create"), {"email": "grace@infoview.example"})

    assert answer.context_data["link"].startswith("http://localhost:8000/accounts/invitation/")
    assert answer.context_data["link"] not in as_staff.get(reverse("invitation_list")).content.decode()


def test_invitation_create_refuses_somebody_who_is_here(as_staff, stranger):
    answer = as_staff.post(reverse("invitation_create"), {"email": stranger.email.upper()})

    assert answer.status_code == 422
    assert not Invitation.objects.exists()


def test_invitation_withdraw_ends_the_link(as_staff):
    as_staff.post(reverse("invitation_create"), {"email": "grace@infoview.example"})

    as_staff.post(reverse("invitation_withdraw", args=[Invitation.objects.get().pk]))

    assert not Invitation.objects.exists()


@pytest.mark.parametrize("name", ["invitation_list", "invitation_create"])
def test_invitations_are_for_staff(as_owner, name):
    method = as_owner.get if name == "invitation_list" else as_owner.post

    assert method(reverse(name)).status_code == 403


# The admin site


def test_admin_wants_a_second_factor_where_the_setting_says_so(as_staff, settings):
    settings.ADMIN_NEEDS_SECOND_FACTOR = True

    assert as_staff.get(reverse("admin:index")).url == reverse("mfa_index")


def test_admin_opens_with_a_second_factor(as_staff, owner, settings):
    settings.ADMIN_NEEDS_SECOND_FACTOR = True
    Authenticator.objects.create(user=owner, type=Authenticator.Type.TOTP, data={})

    assert as_staff.get(reverse("admin:index")).status_code == 200


def test_admin_is_closed_to_owners(as_owner):
    assert as_owner.get(reverse("admin:index"), follow=True).status_code == 403


def test_admin_sends_strangers_to_our_door(client):
    answer = client.get(reverse("admin:index"), follow=True)

    assert answer.redirect_chain[-1][0].startswith(reverse("account_login"))


def test_admin_goes_out_by_our_door(as_staff):
    assert as_staff.post("/admin/logout/").url == reverse("account_login")


# An address without TLS


def test_open_address_is_told_to_staff_on_every_page(as_staff, settings):
    settings.SITE_IS_OPEN = True

    assert b"travel in the clear" in as_staff.get(reverse("account_email")).content


def test_open_address_is_not_told_to_others(as_owner, settings):
    settings.SITE_IS_OPEN = True

    assert b"travel in the clear" not in as_owner.get(reverse("account_email")).content
