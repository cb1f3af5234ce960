from datetime import UTC, date, datetime

import pytest
import time_machine

from contacts.models import Favour, Promise, ResearchNote, Tie, Touch
from tests.factories.contacts import (
    NOON,
    make_contact,
    make_favour,
    make_promise,
    make_research,
    make_tie,
    make_touch,
)
from tests.factories.outreach import sent_request

NOW = datetime(2026, 11, 10, 9, 30, tzinfo=UTC)


def url(contact, verb):
    return f"/contacts/{contact.public_id}/{verb}/"


@time_machine.travel(NOW, tick=False)
def test_touch_create_today_is_now_and_counts_as_contact(as_owner, owner):
    contact = make_contact(owner)

    as_owner.post(url(contact, "note"), {"kind": "call", "happened_on": "2026-11-10", "summary": "Hello"})

    contact.refresh_from_db()
    assert contact.last_touch_at == NOW
    assert Touch.objects.get().happened_on == date(2026, 11, 10)


@time_machine.travel(NOW, tick=False)
def test_touch_create_of_an_earlier_day_does_not_move_the_last_contact_back(as_owner, owner):
    contact = make_contact(owner)
    make_touch(contact, at=NOON)

    as_owner.post(url(contact, "note"), {"kind": "meeting", "happened_on": "2026-10-01", "summary": ""})

    contact.refresh_from_db()
    assert contact.last_touch_at == NOON


@pytest.mark.parametrize("kind", ["reaction", "note"])
def test_touch_create_of_a_reaction_or_note_is_no_contact(as_owner, owner, kind):
    contact = make_contact(owner)

    as_owner.post(url(contact, "note"), {"kind": kind, "happened_on": "2026-01-10", "summary": "Nice post"})

    contact.refresh_from_db()
    assert contact.last_touch_at is None
    assert Touch.objects.get().is_touch is False


@time_machine.travel(NOW, tick=False)
@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "call", "happened_on": "2026-11-11"},
        {"kind": "call", "happened_on": "0001-01-01"},
        {"kind": "call", "happened_on": "soon"},
        {"kind": "call"},
        {"kind": "carrier pigeon", "happened_on": "2026-11-10"},
        {"kind": "note", "happened_on": "2026-11-10", "summary": "  "},
        {"kind": "note", "happened_on": "2026-11-10", "summary": "x" * 4001},
        {"kind": "note", "happened_on": "2026-11-10", "summary": "\0"},
    ],
)
def test_touch_create_says_what_is_wrong(as_owner, owner, fields):
    contact = make_contact(owner)

    assert as_owner.post(url(contact, "note"), fields).status_code == 422
    assert not Touch.objects.exists()


def test_touch_delete_moves_the_last_contact_back(as_owner, owner):
    contact = make_contact(owner)
    make_touch(contact, at=NOON)
    later = make_touch(contact, at=NOW)

    as_owner.post(f"/touches/{later.public_id}/delete/")

    contact.refresh_from_db()
    assert contact.last_touch_at == NOON


def test_touch_delete_leaves_what_a_message_recorded(as_owner, owner):
    sent_request(owner)
    touch = Touch.objects.get()

    as_owner.post(f"/touches/{touch.public_id}/delete/")

    assert Touch.objects.count() == 1


def test_research_create_update_and_delete(as_owner, owner):
    contact = make_contact(owner)
    fields = {
        "layer": "person",
        "text": "Spoke on pilots",
        "source_url": "example.org/talk",
        "noted_on": "2026-01-05",
    }

    as_owner.post(url(contact, "research"), fields)
    note = ResearchNote.objects.get()
    as_owner.post(f"/research/{note.public_id}/edit/", {**fields, "text": "Spoke on exits"})
    note.refresh_from_db()
    as_owner.post(f"/research/{note.public_id}/delete/")

    assert (note.text, note.source_url) == ("Spoke on exits", "https://example.org/talk")
    assert not ResearchNote.objects.exists()


def test_promise_create_keep_and_reopen(as_owner, owner):
    contact = make_contact(owner)
    fields = {"side": "mine", "text": "A list", "promised_on": "2026-01-05", "due_on": "2026-02-01"}

    as_owner.post(url(contact, "promise"), fields)
    promise = Promise.objects.get()
    as_owner.post(f"/promises/{promise.public_id}/keep/")
    as_owner.post(f"/promises/{promise.public_id}/keep/")
    as_owner.post(f"/promises/{promise.public_id}/withdraw/")
    promise.refresh_from_db()
    kept = (promise.kept_at is not None, promise.withdrawn_at)
    as_owner.post(f"/promises/{promise.public_id}/reopen/")
    promise.refresh_from_db()

    assert kept == (True, None)
    assert promise.kept_at is None


def test_promise_create_refuses_a_day_before_the_promise(as_owner, owner):
    fields = {"side": "mine", "text": "A list", "promised_on": "2026-01-05", "due_on": "2026-01-01"}

    answer = as_owner.post(url(make_contact(owner), "promise"), fields)

    assert answer.status_code == 422
    assert b"The date lies before the promise." in answer.content


def test_favour_create_and_delete(as_owner, owner):
    contact = make_contact(owner)

    as_owner.post(
        url(contact, "favour"), {"direction": "given", "text": "A survey", "happened_on": "2026-01-05"}
    )
    as_owner.post(f"/favours/{Favour.objects.get().public_id}/delete/")

    assert not Favour.objects.exists()


def test_tie_create_is_once_whichever_way_it_is_said(as_owner, owner):
    one, other = make_contact(owner, "One"), make_contact(owner, "Other")

    as_owner.post(url(other, "tie"), {"other": "One", "reason": "Married"})
    as_owner.post(url(one, "tie"), {"other": "Other"})
    made = Tie.objects.count()
    as_owner.post(f"/contacts/{one.public_id}/tie/{other.public_id}/delete/")

    assert (made, Tie.objects.count()) == (1, 0)


@pytest.mark.parametrize("name", ["", "Leila Moradi", "Nobody", "Mallorys Friend"])
def test_tie_create_refuses_nobody_oneself_and_strangers(as_owner, owner, stranger, name):
    contact = make_contact(owner)
    make_contact(stranger, "Mallorys Friend")

    assert as_owner.post(url(contact, "tie"), {"other": name}).status_code == 422


@pytest.mark.parametrize("verb", ["note", "research", "promise", "favour", "tie"])
def test_forms_about_a_person_are_not_there_for_a_stranger(as_owner, as_stranger, owner, verb):
    contact = make_contact(owner)

    assert as_owner.get(url(contact, verb)).status_code == 200
    assert as_stranger.get(url(contact, verb)).status_code == 404
    assert as_stranger.post(url(contact, verb), {}).status_code == 404


def test_rows_about_a_person_are_not_there_for_a_stranger(as_stranger, owner):
    contact = make_contact(owner)
    other = make_contact(owner, "Other")
    tie = make_tie(contact, other)
    paths = [
        f"/touches/{make_touch(contact).public_id}/delete/",
        f"/research/{make_research(contact).public_id}/edit/",
        f"/research/{make_research(contact).public_id}/delete/",
        f"/favours/{make_favour(contact).public_id}/delete/",
        f"/contacts/{contact.public_id}/tie/{other.public_id}/delete/",
        *(f"/promises/{make_promise(contact).public_id}/{verb}/" for verb in ("keep", "withdraw", "reopen")),
    ]

    assert [as_stranger.post(path).status_code for path in paths] == [404] * len(paths)
    tie.refresh_from_db()
