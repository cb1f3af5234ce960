"""The end of an account: all of it, and nothing of anybody else's."""

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core import mail
from django.urls import reverse

from contacts.models import Contact
from infoview.accounts import services
from infoview.accounts.models import User
from infoview.search.triggers import owned_models
from tests.conftest import PASSWORD
from tests.factories.everything import one_of_each

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_known(as_owner):
    """ada, who has just shown that it is her."""
    as_owner.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return as_owner


def test_account_delete_asks_who_it_is_first(as_owner):
    assert as_owner.get(reverse("account_delete")).url.startswith(reverse("account_reauthenticate"))


def test_account_delete_wants_the_address(as_known, owner):
    answer = as_known.post(reverse("account_delete"), {"email": "eve@infoview.example"})

    assert answer.status_code == 422
    assert User.objects.filter(pk=owner.pk).exists()


def test_account_delete_takes_everything_and_nothing_else(
    as_known, owner, stranger, django_capture_on_commit_callbacks
):
    Contact.objects.create(owner=owner, name="Priya Raman")
    theirs = Contact.objects.create(owner=stranger, name="Samuel Okoro")

    with django_capture_on_commit_callbacks(execute=True):
        answer = as_known.post(reverse("account_delete"), {"email": owner.email})

    assert answer.url == reverse("account_login")
    assert list(User.objects.all()) == [stranger]
    assert list(Contact.objects.all()) == [theirs]
    assert [letter.subject for letter in mail.outbox] == ["Your account is deleted"]


def rows_of(user):
    """Return how many rows of each table are theirs."""
    return {
        model._meta.label: count
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if (field.many_to_one or field.one_to_one) and field.concrete and field.related_model is User
        if (count := model._base_manager.filter(**{field.name: user.pk}).count())
    }


def test_account_delete_leaves_no_row_of_the_owner(as_known, owner, stranger):
    one_of_each(owner)
    one_of_each(stranger)
    kept = rows_of(stranger)
    assert {model._meta.label for model in owned_models()} <= rows_of(owner).keys()

    answer = as_known.post(reverse("account_delete"), {"email": owner.email})

    assert answer.url == reverse("account_login")
    assert rows_of(owner) == {}
    assert rows_of(stranger) == kept


def test_account_delete_ends_the_session(as_known, owner):
    as_known.post(reverse("account_delete"), {"email": owner.email})

    assert as_known.get(reverse("settings")).status_code == 302
    assert not any(session.get_decoded().get("_auth_user_id") for session in Session.objects.all())


def test_account_delete_does_not_leave_others_without_an_administrator(owner, stranger):
    User.objects.filter(pk=owner.pk).update(is_superuser=True)
    owner.refresh_from_db()

    with pytest.raises(services.OnlyAdministrator):
        services.delete_account(owner)


def test_account_delete_lets_the_only_person_go(owner):
    User.objects.filter(pk=owner.pk).update(is_superuser=True)
    owner.refresh_from_db()

    services.delete_account(owner)

    assert not User.objects.exists()
