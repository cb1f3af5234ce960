import pytest

from contacts.models import Contact
from tests.contacts.test_contact_create import reach, typed
from tests.factories.contacts import make_contact, make_point


def url(contact, verb="edit"):
    return f"/contacts/{contact.public_id}/{verb}/"


def test_contact_update_shows_what_is_known(as_owner, owner):
    boss = make_contact(owner, "Ana Costa", organisation="Alder")
    contact = make_contact(
        owner, organisation="Tern", tags=["edtech"], email="leila@tern.example", introduced_by=boss
    )

    page = as_owner.get(url(contact)).content.decode()

    for words in ('value="Tern"', 'value="edtech"', "leila@tern.example", 'value="Ana Costa, Alder"'):
        assert words in page


def test_contact_update_changes_what_was_typed(as_owner, owner):
    contact = make_contact(owner, organisation="Tern", tags=["edtech"])
    make_point(contact, value="old@tern.example")

    as_owner.post(
        url(contact), {**typed("Leila M.", tag_names="health"), **reach(("email", "new@tern.example", ""))}
    )

    contact = Contact.objects.get(pk=contact.pk)
    assert (contact.name, contact.organisation) == ("Leila M.", None)
    assert [tag.name for tag in contact.tags.all()] == ["health"]
    assert [point.value for point in contact.points.all()] == ["new@tern.example"]


def test_contact_update_refuses_to_introduce_oneself(as_owner, owner):
    contact = make_contact(owner)

    answer = as_owner.post(url(contact), typed("Leila Moradi", introduced="Leila Moradi"))

    assert answer.status_code == 422
    assert b"Nobody introduces themselves." in answer.content


def test_contact_update_is_not_there_for_a_stranger(as_stranger, owner):
    contact = make_contact(owner)

    assert as_stranger.get(url(contact)).status_code == 404
    assert as_stranger.post(url(contact), typed("Stolen")).status_code == 404


def test_contact_archive_and_restore(as_owner, as_stranger, owner):
    contact = make_contact(owner)

    assert as_stranger.post(url(contact, "archive")).status_code == 404
    as_owner.post(url(contact, "archive"))
    as_owner.post(url(contact, "archive"))
    archived = Contact.objects.archived().count()
    as_owner.post(url(contact, "restore"))

    assert (archived, Contact.objects.archived().count()) == (1, 0)


def test_contact_archive_is_a_post(as_owner, owner):
    assert as_owner.get(url(make_contact(owner), "archive")).status_code == 405


@pytest.mark.parametrize(
    ("stored", "shown", "typed", "kept"),
    [
        ("linkedin_message", "LinkedIn message", "LinkedIn message", "linkedin_message"),
        ("", "", "e-mail", "email"),
        ("email", "E-mail", "video, after 15:00", "video, after 15:00"),
    ],
)
def test_contact_update_says_what_they_prefer_in_words(as_owner, owner, stored, shown, typed, kept):
    contact = make_contact(owner, preferred_channel=stored)
    address = f"/contacts/{contact.public_id}/edit/"

    form = as_owner.get(address).context_data["form"]
    as_owner.post(address, {"name": "Leila Moradi", "distance": "other", "stance": "unknown", "stage": "new",
                            "stay_in_touch": "not_asked", "preferred_channel": typed})  # fmt: skip

    contact.refresh_from_db()
    assert str(form["preferred_channel"].value()) == shown
    assert contact.preferred_channel == kept


def test_contact_update_refuses_an_introduction_that_goes_in_a_circle(as_owner, owner):
    first = make_contact(owner, "First")
    second = make_contact(owner, "Second", introduced_by=first)
    make_contact(owner, "Third", introduced_by=second)

    answer = as_owner.post(url(first), typed("First", introduced="Third"))

    first.refresh_from_db()
    assert answer.status_code == 422
    assert "through this person" in answer.text
    assert first.introduced_by is None
