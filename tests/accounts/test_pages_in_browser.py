"""The door and the settings in a real browser: nothing for axe to find, the content policy kept."""

import re

import pytest
from django.urls import reverse

from infoview.accounts import signups
from infoview.shared import clock
from tests.axe import violations
from tests.conftest import PASSWORD

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LOOKS = [("light", 1440), ("dark", 390)]


def complaints(page) -> list[str]:
    found = violations(page, RULES)
    return [f"{one['id']}: {node['html'][:160]}" for one in found for node in one["nodes"]]


def scrolls_sideways(page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth > innerWidth")


@pytest.mark.visual
@pytest.mark.parametrize(("scheme", "width"), LOOKS)
@pytest.mark.parametrize(
    "path",
    [
        "/accounts/login/",
        "/accounts/signup/",
        "/accounts/password/reset/",
        "/accounts/password/reset/done/",
        "/accounts/confirm-email/",
        "/accounts/confirm-email/none/",
        "/accounts/password/reset/key/1-none/",
        "/accounts/invitation/none/",
        "/accounts/inactive/",
    ],
)
def test_door_is_for_everybody(open_page, owner, scheme, width, path):
    page = open_page(
        color_scheme=scheme,
        viewport={"width": width, "height": 900},
        allow_errors="invitation" in path,  # the browser reports each 410
    )

    page.goto(path)

    assert complaints(page) == []
    assert not scrolls_sideways(page)


@pytest.mark.visual
@pytest.mark.parametrize(("scheme", "width"), LOOKS)
def test_settings_are_for_everybody(open_page, owner, scheme, width):
    owner.is_staff = owner.is_superuser = True
    owner.save(update_fields=["is_staff", "is_superuser"])
    signups.invite(email="grace@infoview.example", by=owner, now=clock.now())
    page = open_page(signed_in_as=owner, color_scheme=scheme, viewport={"width": width, "height": 900})
    page.goto(reverse("account_delete"))
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()

    for name in [
        "account_delete", "settings", "account_email", "account_change_password", "mfa_index",
        "mfa_activate_totp", "mfa_add_webauthn", "usersessions_list", "invitation_list", "account_logout",
    ]:  # fmt: skip
        page.goto(reverse(name))
        assert complaints(page) == [], name
        assert not scrolls_sideways(page), name


def test_signup_takes_the_zone_of_the_browser(open_page, owner):
    page = open_page(timezone_id="Asia/Kolkata")

    page.goto(reverse("account_signup"))

    assert re.fullmatch("Asia/(Kolkata|Calcutta)", page.get_by_label("Time zone").input_value())


def test_passkey_is_added_and_opens_the_door(open_page, owner):
    page = open_page(signed_in_as=owner)
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    device = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
        "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": device})
    page.goto(reverse("mfa_add_webauthn"))
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("Name").fill("My laptop")
    page.get_by_label("Passwordless").check()
    page.get_by_role("button", name="Add it").click()
    page.wait_for_url(lambda url: "/add/" not in url)

    page.context.clear_cookies()
    page.goto(reverse("account_login") + "?next=" + reverse("settings"))
    page.get_by_role("button", name="Sign in with a passkey").click()

    page.wait_for_url("**" + reverse("settings"))
