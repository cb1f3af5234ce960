import pytest

from contacts import exporting
from contacts.models import Contact
from tests.factories.contacts import make_contact

URL = "/contacts/export/"


def content(answer):
    return b"".join(answer.streaming_content).decode()


def test_contact_export_sends_everybody(as_owner, owner, stranger):
    for number in range(3):
        make_contact(owner, f"Person {number}")
    make_contact(stranger, "Somebody Else")

    answer = as_owner.get(URL, {"format": "csv"})
    text = content(answer)

    assert "Person 2" in text
    assert "Somebody Else" not in text
    assert answer["Content-Disposition"].startswith('attachment; filename="people-')


def test_contact_export_sends_those_who_were_ticked(as_owner, owner, stranger):
    chosen, _other = make_contact(owner, "Chosen"), make_contact(owner, "Other")
    theirs = make_contact(stranger, "Theirs")

    text = content(
        as_owner.get(URL, {"format": "json", "contact": [chosen.public_id, theirs.public_id, "x"]})
    )

    assert "Chosen" in text
    assert "Other" not in text
    assert "Theirs" not in text


@pytest.mark.parametrize("format", ["vcard", "vcard3"])
def test_contact_export_sends_cards(as_owner, owner, format):
    make_contact(owner)

    assert content(as_owner.get(URL, {"format": format})).startswith("BEGIN:VCARD")


def test_contact_export_asks_for_the_format_first(as_owner, owner):
    assert b"vCard" in as_owner.get(URL, {"format": "exe"}).content


def test_contact_export_comes_to_everybody_in_chunks(owner, monkeypatch):
    monkeypatch.setattr(exporting, "CHUNK", 2)
    for number in range(5):
        make_contact(owner, f"Same {number // 3}")

    assert len(list(exporting.people_out(Contact.objects.for_user(owner)))) == 5
