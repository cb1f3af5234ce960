import json

import pytest
from allauth.account.models import EmailAddress
from django.core.management import CommandError, call_command

from infoview.accounts.models import Invitation, User

pytestmark = pytest.mark.django_db
PASSWORD = "four unlikely green words"


def test_add_owner_makes_a_verified_account():
    call_command("add_owner", "Grace@Infoview.example", password=PASSWORD)

    user = User.objects.get()
    assert user.email == "grace@infoview.example"
    assert user.check_password(PASSWORD)
    assert not user.is_staff
    assert EmailAddress.objects.get(user=user, verified=True, primary=True)


def test_add_owner_twice_changes_nothing():
    call_command("add_owner", "grace@infoview.example", password=PASSWORD, staff=True)
    before = User.objects.values().get()

    call_command("add_owner", "grace@infoview.example", password=PASSWORD, staff=True)

    assert User.objects.values().get() == before
    assert EmailAddress.objects.count() == 1


def test_add_owner_for_staff_opens_the_admin_site():
    call_command("add_owner", "grace@infoview.example", password=PASSWORD, staff=True)

    assert User.objects.get().is_staff


@pytest.mark.parametrize(
    ("email", "password"),
    [("grace", PASSWORD), ("grace@infoview.example", "short"), ("grace@infoview.example", "")],
)
def test_add_owner_refuses_nonsense(email, password):
    with pytest.raises(CommandError):
        call_command("add_owner", email, password=password)

    assert not User.objects.exists()


def test_invite_prints_the_link(capsys):
    call_command("invite", "grace@infoview.example", json=True)

    answer = json.loads(capsys.readouterr().out)
    assert answer["url"].startswith("http://localhost:8000/accounts/invitation/")
    assert Invitation.objects.get().email == "grace@infoview.example"


def test_invite_refuses_somebody_who_is_here(owner):
    with pytest.raises(CommandError, match="has an account"):
        call_command("invite", owner.email)
