import re
from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
import time_machine

from contacts.models import Contact, Touch
from scheduler.models import OwnReminder
from tests.factories.contacts import make_contact
from tests.factories.everything import one_of_each

NOW = datetime(2026, 11, 10, 9, 30, tzinfo=UTC)
pytestmark = pytest.mark.usefixtures("at_half_past_nine")


@pytest.fixture
def at_half_past_nine():
    with time_machine.travel(NOW, tick=False):
        yield


def understood(client, line):
    return client.post("/quick/", {"line": line})


def keep(client, answer, **changed):
    """Press the button below what was understood."""
    form = answer.context_data["form"]
    fields = {name: form[name].value() for name in form.fields}
    data = {name: "" if value in (None, False) else value for name, value in fields.items()}
    return client.post("/quick/save/", {**data, **changed})


def test_quick_add_shows_what_it_understood_and_keeps_nothing(as_owner):
    line = "Met Leila Moradi, Tern & Co, at the meetup #edtech follow up in 2 weeks"

    form = understood(as_owner, line).context_data["form"]

    assert form.initial["name"] == "Leila Moradi"
    assert form.initial["organisation"] == "Tern & Co"
    assert form.initial["tags"] == "edtech"
    assert form.initial["follow_up_on"] == date(2026, 11, 24)
    assert not Contact.objects.exists()


def test_quick_save_makes_person_organisation_tag_and_reminder(as_owner, owner):
    line = "Met Leila Moradi, Tern & Co, at the meetup #edtech follow up in 2 weeks"

    answer = keep(as_owner, understood(as_owner, line))

    contact = Contact.objects.get()
    reminder = OwnReminder.objects.get()
    assert answer.url == f"/contacts/{contact.public_id}/"
    assert (contact.organisation.name, [tag.name for tag in contact.tags.all()]) == ("Tern & Co", ["edtech"])
    assert "meetup" in contact.how_met
    assert (reminder.text, reminder.starts_on, reminder.contact) == (
        "Follow up with Leila Moradi", date(2026, 11, 24), contact,
    )  # fmt: skip


def test_quick_save_twice_is_once(as_owner):
    answer = understood(as_owner, "Met Leila Moradi yesterday, follow up in 2 weeks #edtech")

    keep(as_owner, answer)
    keep(as_owner, answer)

    assert (Contact.objects.count(), OwnReminder.objects.count(), Touch.objects.count()) == (1, 1, 1)


def test_quick_save_of_a_meeting_counts_as_contact(as_owner):
    keep(as_owner, understood(as_owner, "Met Leila Moradi yesterday"))

    touch = Touch.objects.get()
    assert (touch.kind, touch.happened_on) == ("meeting", date(2026, 11, 9))


def test_quick_save_notes_something_on_a_known_person(as_owner, owner):
    contact = make_contact(owner)

    keep(as_owner, understood(as_owner, "Leila Moradi: likes plain questions"))

    touch = Touch.objects.get()
    assert (touch.contact, touch.kind, touch.is_touch) == (contact, "note", False)
    assert "likes plain questions" in touch.summary.lower()
    assert Contact.objects.count() == 1


def test_quick_save_makes_a_reminder(as_owner):
    keep(as_owner, understood(as_owner, "Remind me to read the May report on Friday"))

    reminder = OwnReminder.objects.get()
    assert (reminder.text, reminder.starts_on) == ("Read the May report", date(2026, 11, 13))


def test_quick_save_completes_a_known_person_or_makes_another(as_owner, owner):
    contact = make_contact(owner)

    answer = understood(as_owner, "Met Leila Moradi from Tern & Co")
    keep(as_owner, answer)
    contact.refresh_from_db()
    keep(as_owner, answer, as_new="on")

    assert contact.organisation.name == "Tern & Co"
    assert Contact.objects.count() == 2


def test_quick_save_takes_a_pasted_signature(as_owner):
    text = "Best,\nLeila Moradi\nLab lead, Tern GmbH\nleila@tern.example\n+47 555 01 23"

    keep(as_owner, understood(as_owner, text))

    contact = Contact.objects.get()
    assert contact.name == "Leila Moradi"
    assert sorted(contact.points.values_list("kind", flat=True)) == ["email", "phone"]


def test_quick_save_lets_what_was_understood_be_corrected(as_owner):
    keep(as_owner, understood(as_owner, "Met Leila Moradi"), name="Leyla Moradi", organisation="Alder")

    contact = Contact.objects.get()
    assert (contact.name, contact.organisation.name) == ("Leyla Moradi", "Alder")


@pytest.mark.parametrize(
    "changed",
    [
        {"name": ""},
        {"name": "x" * 201},
        {"email": "nowhere"},
        {"met_on": "2027-01-01"},
        {"follow_up_on": "9999-12-31"},
        {"profile": "javascript:x"},
        {"token": "nonsense"},
        {"kind": "boss"},
        {"kind": "note"},
        {"kind": "reminder", "text": ""},
        {"contact": "nonsense"},
    ],
)
def test_quick_save_keeps_the_words_when_something_is_wrong(as_owner, changed):
    answer = keep(as_owner, understood(as_owner, "Met Leila Moradi, Tern"), **changed)

    assert answer.status_code == 422
    assert not Contact.objects.exists()


@pytest.mark.parametrize("whose", ["owner", "stranger"])
def test_quick_save_makes_a_new_row_when_its_token_is_the_id_of_another(as_owner, request, owner, whose):
    there = one_of_each(request.getfixturevalue(whose))

    for kind, typed, model in (
        ("person", {"name": "Zed Foo"}, Contact),
        ("reminder", {"text": "Buy a pen", "follow_up_on": "2026-11-12"}, OwnReminder),
    ):
        posted = {"token": there[model].public_id, "kind": kind} | typed
        assert as_owner.post("/quick/save/", posted).status_code == 302

    assert Contact.objects.for_user(owner).filter(name="Zed Foo").exists()
    assert OwnReminder.objects.for_user(owner).filter(text="Buy a pen").exists()


def test_quick_save_takes_no_strangers_person(as_owner, stranger):
    theirs = make_contact(stranger, "Somebody Else")
    answer = keep(as_owner, understood(as_owner, "Met Leila Moradi"), contact=str(theirs.public_id))

    assert answer.status_code == 422
    assert not Touch.objects.exists()


@pytest.mark.parametrize(
    "line", ["", "   ", "\0", "#", ",,,", "x" * 5000, "🙂", "1/1/1", "\n\n\n", "a\nb", "<b>Eve</b> & co"]
)
def test_quick_add_takes_any_line(as_owner, line):
    answer = understood(as_owner, line)

    assert answer.status_code in (200, 422)
    assert b"<b>Eve" not in answer.content


def test_quick_add_takes_what_another_page_shares(as_owner):
    answer = as_owner.get("/quick/", {"title": "Leila Moradi", "url": "https://www.linkedin.com/in/leila"})

    form = answer.context_data["form"]
    assert form.initial["name"] == "Leila Moradi"
    assert form.initial["profile"] == "https://www.linkedin.com/in/leila"


def test_quick_add_answers_htmx_with_the_preview(as_owner):
    answer = as_owner.post(
        "/quick/", {"line": "Met Leila"}, headers={"HX-Request": "true", "HX-Target": "quick-preview"}
    )

    assert re.match(rb'\s*<section id="quick-preview"', answer.content)


def test_quick_save_is_a_post(as_owner):
    assert as_owner.get("/quick/save/").url == "/quick/"
    assert as_owner.post("/quick/save/", {"token": str(uuid4())}).status_code == 422


def test_today_has_the_quick_box(as_owner):
    assert b'id="quick"' in as_owner.get("/").content


def test_quick_add_says_who_is_new_and_who_is_up_to_date(as_owner, owner):
    keep(as_owner, understood(as_owner, "Met Leila Moradi"))
    assert "Leila Moradi is on your list." in as_owner.get("/").text

    keep(as_owner, understood(as_owner, "Met Leila Moradi"))
    assert "Leila Moradi is up to date." in as_owner.get("/").text


def test_quick_add_fills_in_a_shared_profile_and_keeps_nothing(as_owner):
    shared = {
        "title": "Leila Moradi - Lab lead - Tern & Co | LinkedIn",
        "url": "https://linkedin.com/in/leila",
    }

    form = as_owner.get("/quick/", shared).context_data["form"]

    assert [form.initial[name] for name in ("name", "job_title", "organisation", "profile")] == [
        "Leila Moradi", "Lab lead", "Tern & Co", "https://linkedin.com/in/leila",
    ]  # fmt: skip
    assert not Contact.objects.exists()


def test_quick_add_knows_a_shared_profile_whatever_its_title(as_owner, owner):
    known = make_contact(owner, "Leila M.", profile_url="https://www.linkedin.com/in/leila")

    shared = {"title": "Leila Moradi | LinkedIn", "url": "https://linkedin.com/in/leila/?trk=x"}

    assert as_owner.get("/quick/", shared).context_data["known"] == known


@pytest.mark.parametrize(
    "shared",
    [
        {"title": "<script>alert(1)</script> Moradi", "url": "javascript:alert(1)"},
        {"title": "Leila Moradi", "text": "<img src=x onerror=alert(1)>", "url": "data:text/html,x"},
        {"title": "Leila\0 Moradi" * 400, "text": "x" * 30_000, "url": "https://x.example/" + "\"'>" * 99},
    ],
)
def test_quick_add_only_fills_in_what_a_hostile_page_shares(as_owner, shared):
    answer = as_owner.get("/quick/", shared)

    assert answer.status_code == 200
    for danger in ("<script>alert", "<img src=x", 'value="javascript:', 'value="data:'):
        assert danger not in answer.text
    assert not Contact.objects.exists()


def test_quick_add_loses_nothing_of_a_signature(as_owner):
    text = "Leila Moradi\nLab lead, Tern GmbH\nleila@tern.example\nhome@leila.example\nwww.tern.example"

    form = as_owner.post("/quick/", {"line": text}).context_data["form"]

    assert form.initial["email"] == "leila@tern.example"
    assert form.initial["text"] == "E-mail: home@leila.example\nWebsite: https://www.tern.example"


def test_quick_add_takes_a_pasted_card(as_owner):
    card = "BEGIN:VCARD\nVERSION:4.0\nFN:Leila Moradi\nORG:Tern & Co\nEMAIL:leila@tern.example\nEND:VCARD"

    keep(as_owner, understood(as_owner, card))

    contact = Contact.objects.get()
    assert (contact.name, contact.organisation.name) == ("Leila Moradi", "Tern & Co")
    assert contact.points.get().value == "leila@tern.example"


@pytest.mark.parametrize("path", ["/", "/contacts/", "/settings/", "/goals/"])
def test_quick_add_is_one_tap_away_on_every_page(as_owner, path):
    assert as_owner.get(path).text.count(' href="/quick/"') == 2
