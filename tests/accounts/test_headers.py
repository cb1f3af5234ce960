"""What every answer carries."""

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db

OURS = ["style", "script", "img", "font", "connect", "manifest", "worker"]
POLICY = {f"{kind}-src": "'self'" for kind in OURS} | {
    "form-action": "'self'",
    "default-src": "'none'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}


@pytest.fixture(params=["signed-in", "anonymous", "missing"])
def answer(request, client, owner):
    if request.param == "signed-in":
        client.force_login(owner)
    path = {
        "signed-in": reverse("settings"),
        "anonymous": reverse("account_login"),
        "missing": "/no-such-page/",
    }
    return client.get(path[request.param])


def test_headers_hold_the_content_policy(answer):
    policy = dict(part.strip().split(" ", 1) for part in answer["Content-Security-Policy"].split(";"))

    assert policy == POLICY


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("X-Content-Type-Options", "nosniff"),
        ("X-Frame-Options", "DENY"),
        ("Referrer-Policy", "same-origin"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        ("X-Robots-Tag", "noindex, nofollow"),
    ],
)
def test_headers_protect_each_page(answer, name, value):
    assert answer[name] == value


def test_headers_keep_pages_out_of_caches(answer):
    assert "no-store" in answer["Cache-Control"]


def test_cookies_are_out_of_reach_of_scripts_and_other_sites(client, owner):
    answer = client.post(
        reverse("account_login"), {"login": owner.email, "password": "a long enough password"}
    )

    cookie = answer.cookies["sessionid"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_page_is_compressed_and_a_file_to_keep_is_not(client):
    page = client.get(reverse("account_signup"), headers={"accept-encoding": "gzip"})
    manifest = client.get(reverse("manifest"), headers={"accept-encoding": "gzip"})

    assert page["Content-Encoding"] == "gzip"
    assert not manifest.has_header("Content-Encoding")
