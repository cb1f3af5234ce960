"""The whole account as a download on the settings pages."""

import io
import json
import zipfile

import pytest
from django.urls import reverse

from contacts.models import Contact
from infoview.accounts.models import AuditAct, AuditEvent
from tests.conftest import PASSWORD
from tests.factories.everything import one_of_each

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_known(as_owner):
    """ada, who has just shown that it is her."""
    as_owner.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return as_owner


def download(client, **data):
    answer = client.post(reverse("account_export"), data)
    return answer, zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))


@pytest.mark.parametrize("method", ["get", "post"])
def test_account_export_asks_who_it_is_first(as_owner, owner, method):
    answer = getattr(as_owner, method)(reverse("account_export"))

    assert answer.url.startswith(reverse("account_reauthenticate"))
    assert not AuditEvent.objects.for_user(owner).filter(act=AuditAct.EXPORTED).exists()


def test_account_export_is_offered_in_the_settings(as_known):
    assert reverse("account_export").encode() in as_known.get(reverse("settings")).content
    assert as_known.get(reverse("account_export")).status_code == 200


def test_account_export_sends_a_file_that_no_cache_keeps(as_known, owner):
    one_of_each(owner)

    answer, archive = download(as_known)

    assert answer["Cache-Control"] == "no-store"
    assert answer["Content-Disposition"].startswith('attachment; filename="infoview-')
    assert json.loads(archive.read("manifest.json"))["private"] is False
    assert archive.testzip() is None


def test_account_export_is_noted(as_known, owner):
    download(as_known)

    event = AuditEvent.objects.for_user(owner).get(act=AuditAct.EXPORTED)
    assert (event.actor, event.object_kind) == (owner, "account")


def test_account_export_says_when_private_rows_are_in(as_known, owner):
    _answer, archive = download(as_known, private="on")

    assert json.loads(archive.read("manifest.json"))["private"] is True


def test_account_export_of_a_stranger_holds_nothing_of_the_owner(owner, as_stranger):
    Contact.objects.create(owner=owner, name="Elena Marchetti")
    as_stranger.post(reverse("account_reauthenticate"), {"password": PASSWORD})

    _answer, archive = download(as_stranger, private="on")

    assert not any(b"Elena" in archive.read(name) for name in archive.namelist())
    assert not any(json.loads(archive.read("manifest.json"))["counts"].values())
