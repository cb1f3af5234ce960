"""Every page of the accounts' library is in our frame, and none of them breaks."""

import re
from pathlib import Path

import allauth
import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.template.loader import get_template
from django.template.loader_tags import ExtendsNode
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse

from tests.conftest import PASSWORD

THEIRS = Path(allauth.__file__).parent / "templates"
FILLERS = {"pk": 1, "key": "none", "uidb36": "1", "token": "none"}


def pages(patterns, path=""):
    """Yield the name and address of each route under /accounts/."""
    for pattern in patterns:
        here = path + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from pages(pattern.url_patterns, here)
        elif here.startswith("accounts/"):
            wanted = re.findall(r"<(?:\w+:)?(\w+)>", here)
            yield pattern.name, reverse(pattern.name, kwargs={name: FILLERS[name] for name in wanted})


PAGES = dict(pages(get_resolver().url_patterns))

# What is never a page of its own here, and why.
NOT_DRAWN = {
    "account_confirm_login_code": "nobody signs in by a code from a letter",
    "account_set_password": "every account has a password, and changes it",
    "mfa_download_recovery_codes": "a file",
    "mfa_login_webauthn": "an answer to the script of the sign-in page",
    "mfa_reauthenticate_webauthn": "one of the choices of mfa_reauthenticate",
}


def known(owner) -> Client:
    """Return the browser of somebody who has just shown who it is."""
    client = Client()
    client.force_login(owner)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return client


def asked_for_code(owner) -> Client:
    client = Client()
    client.post(reverse("account_login"), {"login": owner.email, "password": PASSWORD})
    return client


@pytest.fixture
def visits(owner, stranger):
    """Each page as it is answered to nobody, to somebody, and to somebody with two factors and a key."""
    TOTP.activate(stranger, "JBSWY3DPEHPK3PXP")
    RecoveryCodes.activate(stranger)
    clients = [Client(), known(owner), known(stranger)]
    found = [(name, client.get(address)) for client in clients for name, address in PAGES.items()]
    found += [("mfa_authenticate", asked_for_code(stranger).get(PAGES["mfa_authenticate"]))]
    key = Authenticator.objects.create(user=stranger, type="webauthn", data={"name": "Phone"})
    for name in ("mfa_edit_webauthn", "mfa_remove_webauthn"):
        found.append((name, known(stranger).get(reverse(name, kwargs={"pk": key.pk}))))
    return found


@pytest.mark.django_db
def test_no_page_breaks(visits):
    assert [(name, page.status_code) for name, page in visits if page.status_code >= 500] == []


@pytest.mark.django_db
def test_each_page_is_drawn_in_our_frame(visits):
    drawn = [(name, page) for name, page in visits if page.status_code in (200, 410)]
    shown = [(name, page) for name, page in drawn if page["Content-Type"].startswith("text/html")]

    bare = [name for name, page in shown if "base.html" not in {part.name for part in page.templates}]
    assert bare == []
    assert {name for name, page in shown} == PAGES.keys() - NOT_DRAWN.keys()


def frame_of(name):
    """Follow a template to the last one that it extends."""
    template = get_template(name).template
    while isinstance(node := template.nodelist[0], ExtendsNode):
        name = node.parent_name.var
        template = get_template(name).template
    return name


def test_each_template_of_the_library_ends_in_our_frame():
    names = [
        str(path.relative_to(THEIRS))
        for room in ("account", "mfa", "usersessions")
        for path in (THEIRS / room).rglob("*.html")
        if not {"snippets", "email", "messages"} & set(path.parts)
    ]

    assert len(names) > 30
    assert {name: frame for name in names if (frame := frame_of(name)) != "base.html"} == {}
