"""Who may come in: the first, the invited, everybody or nobody; and nobody learns who has an account."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.db import connection, connections
from django.test import Client
from django.urls import reverse

from infoview.accounts import signups
from infoview.accounts.models import Invitation, User
from infoview.shared import clock

pytestmark = pytest.mark.django_db
PASSWORD = "four unlikely green words"


def sign_up(client: Client, email: str = "grace@infoview.example", **more: str):
    data = {"email": email, "password1": PASSWORD, "name": "Grace", "timezone": "Europe/Oslo"} | more
    return client.post(reverse("account_signup"), data)


@pytest.fixture
def first_only(settings):
    settings.SIGNUPS = "first"


def invitation_path(email: str) -> str:
    _, token = signups.invite(email=email, by=None, now=clock.now())
    return reverse("invitation_accept", args=[token])


def test_signup_makes_the_first_account_administrator_and_signs_in(client, first_only):
    answer = sign_up(client)

    user = User.objects.get()
    assert (answer.status_code, answer.url) == (302, "/")
    assert user.is_staff
    assert user.is_superuser
    assert (user.name, user.timezone) == ("Grace", "Europe/Oslo")
    assert client.session["_auth_user_id"] == str(user.pk)


def test_signup_of_the_first_account_needs_no_mail(client, first_only):
    sign_up(client)

    assert EmailAddress.objects.get().verified
    assert mail.outbox == []


def test_signup_does_not_count_the_demo_as_first(client, first_only):
    User.objects.create_user("demo@infoview.example", PASSWORD, is_demo=True)

    sign_up(client)

    assert User.objects.get(email="grace@infoview.example").is_superuser


def test_signup_closes_after_the_first(client, owner, first_only):
    assert b"closed" in client.get(reverse("account_signup")).content

    sign_up(client)

    assert list(User.objects.values_list("email", flat=True)) == [owner.email]


def test_signup_can_be_closed_to_everybody(client, settings):
    settings.SIGNUPS = "closed"

    sign_up(client)

    assert not User.objects.exists()


def test_signup_by_invitation_needs_no_mail(client, owner, first_only):
    client.get(invitation_path("grace@infoview.example"))

    sign_up(client)

    user = User.objects.get(email="grace@infoview.example")
    assert EmailAddress.objects.get(user=user).verified
    assert not user.is_staff
    assert client.session["_auth_user_id"] == str(user.pk)


def test_invitation_leaves_its_token_out_of_the_address_line(client, owner, first_only):
    answer = client.get(invitation_path("grace@infoview.example"))

    assert answer.url == reverse("account_signup") + "?email=grace%40infoview.example"


def test_invitation_works_once(client, owner, first_only):
    path = invitation_path("grace@infoview.example")
    client.get(path)
    sign_up(client)

    assert Client().get(path).status_code == 410


def test_invitation_ends_after_two_weeks(client, owner, first_only, time_machine):
    time_machine.move_to("2026-11-12T09:00:00Z")
    path = invitation_path("grace@infoview.example")

    time_machine.shift(signups.INVITATION_LASTS)

    assert client.get(path).status_code == 410


def test_invitation_believes_only_the_address_it_was_made_for(client, owner, first_only):
    client.get(invitation_path("grace@infoview.example"))

    sign_up(client, "eve@infoview.example")

    assert not EmailAddress.objects.filter(email="eve@infoview.example", verified=True).exists()
    assert "_auth_user_id" not in client.session


def test_invitation_refuses_another_address_in_words_and_stays_open(client, owner, first_only):
    path = invitation_path("grace@infoview.example")
    client.get(path)

    answer = sign_up(client, "eve@infoview.example")

    assert answer.context_data["form"].errors == {"email": ["This invitation was made for another address."]}
    assert "grace@" not in answer.content.decode()
    assert not User.objects.filter(email="eve@infoview.example").exists()
    assert sign_up(client, "Grace@infoview.example").status_code == 302


def test_invitation_refuses_an_address_with_an_account_like_a_new_one(client, owner, first_only):
    client.get(invitation_path("grace@infoview.example"))

    new, taken = (
        sign_up(client, email).context_data["form"].errors for email in ("eve@infoview.example", owner.email)
    )

    assert new == taken
    assert mail.outbox == []


def test_invitation_is_not_needed_where_everybody_may_sign_up(client, owner):
    client.get(invitation_path("grace@infoview.example"))

    assert sign_up(client, "eve@infoview.example").status_code == 302
    assert User.objects.filter(email="eve@infoview.example").exists()


def test_invitation_keeps_only_a_hash(owner):
    _, token = signups.invite(email="grace@infoview.example", by=owner, now=clock.now())

    assert token not in Invitation.objects.get().token_hash


def test_invitation_made_anew_replaces_the_earlier_one(owner):
    _, first = signups.invite(email="grace@infoview.example", by=owner, now=clock.now())
    signups.invite(email="Grace@infoview.example", by=owner, now=clock.now())

    assert signups.open_invitation(first, now=clock.now()) is None


def test_signup_when_open_must_confirm_the_address(client, owner):
    answer = sign_up(client)

    assert answer.url == reverse("account_email_verification_sent")
    assert "_auth_user_id" not in client.session
    assert [letter.to for letter in mail.outbox] == [["grace@infoview.example"]]


def test_signup_answers_a_taken_address_like_a_new_one(owner):
    new, taken = sign_up(Client()), sign_up(Client(), owner.email)

    assert (new.status_code, new.url) == (taken.status_code, taken.url)
    assert [letter.subject for letter in mail.outbox] == ["Confirm your address", "You have an account"]


def test_password_reset_answers_an_unknown_address_like_a_known_one(owner):
    path = reverse("account_reset_password")

    known, unknown = (Client().post(path, {"email": email}) for email in (owner.email, "no@infoview.example"))

    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    assert len(mail.outbox) == 2


def test_sign_in_answers_an_unknown_address_like_a_wrong_password(owner):
    path = reverse("account_login")

    known, unknown = (
        Client().post(path, {"login": email, "password": "not the password"}).context_data["form"].errors
        for email in (owner.email, "no@infoview.example")
    )

    assert known == unknown


@pytest.mark.parametrize("password", ["short", "password1234", "grace@infoview"])
def test_signup_refuses_weak_passwords(client, owner, password):
    answer = sign_up(client, password1=password)

    assert answer.context_data["form"].errors.keys() == {"password1"}


def test_signup_takes_long_passwords_with_spaces_and_signs(client, owner):
    sign_up(client, password1="ünïcode und  Leerzeichen " * 4)

    assert User.objects.filter(email="grace@infoview.example").exists()


def test_signup_keeps_what_was_typed(client, owner):
    answer = sign_up(client, password1="short")

    assert b'value="Grace"' in answer.content
    assert b'value="grace@infoview.example"' in answer.content


@pytest.mark.parametrize("zone", ["Europe/Nowhere", "../../etc/passwd", "Europe/Oslo\x00"])
def test_signup_refuses_zones_that_do_not_exist(client, owner, zone):
    assert "timezone" in sign_up(client, timezone=zone).context_data["form"].errors


def test_signup_without_script_starts_in_utc(client, owner):
    sign_up(client, timezone="")

    assert User.objects.get(email="grace@infoview.example").timezone == "UTC"


@pytest.mark.parametrize("who", ["new", "taken", "reset", "unknown"])
def test_letters_follow_the_site_address_not_the_host_header(client, owner, settings, who):
    settings.ALLOWED_HOSTS = ["*"]
    settings.SITE_URL = "https://infoview.example"
    client.defaults["HTTP_HOST"] = "evil.example"

    if who in ("new", "taken"):
        sign_up(client, owner.email if who == "taken" else "grace@infoview.example")
    else:
        email = owner.email if who == "reset" else "no@infoview.example"
        client.post(reverse("account_reset_password"), {"email": email})

    (letter,) = mail.outbox
    assert "evil.example" not in letter.message().as_string()
    assert "https://infoview.example/" in letter.body


@pytest.mark.django_db(transaction=True)
def test_signup_of_two_at_once_makes_one_administrator(settings):
    settings.SIGNUPS = "first"
    together = threading.Barrier(2)

    def come(number: int) -> None:
        together.wait()
        sign_up(Client(), f"person{number}@infoview.example")
        connections.close_all()

    threads = [threading.Thread(target=come, args=(number,)) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    connection.close()
    assert User.objects.filter(is_superuser=True).count() == 1
    assert User.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_signup_sent_several_times_at_once_makes_one_account_and_answers_the_same(owner):
    together = threading.Barrier(6)

    def come(_nth: int) -> tuple[int, str | None]:
        client = Client(raise_request_exception=False)
        together.wait()
        answer = sign_up(client)
        connections.close_all()
        return answer.status_code, answer.get("Location")

    with ThreadPoolExecutor(6) as presses:
        answers = set(presses.map(come, range(6)))

    assert answers == {(302, reverse("account_email_verification_sent"))}
    assert User.objects.filter(email="grace@infoview.example").count() == 1


@pytest.mark.django_db(transaction=True)
def test_invitation_lets_one_of_several_at_once_in(owner, first_only):
    people = ["eve@infoview.example", "grace@infoview.example", "grace@infoview.example"]
    path = invitation_path("grace@infoview.example")
    together = threading.Barrier(len(people))

    def come(email: str) -> int:
        client = Client()
        client.get(path)
        together.wait()
        status = sign_up(client, email).status_code
        connections.close_all()
        return status

    with ThreadPoolExecutor(len(people)) as browsers:
        answers = list(browsers.map(come, people))

    assert set(User.objects.values_list("email", flat=True)) == {owner.email, "grace@infoview.example"}
    assert max(answers) < 500
