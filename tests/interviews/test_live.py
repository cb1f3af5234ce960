from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
import time_machine
from django.urls import reverse

from contacts.enums import StayInTouch
from contacts.models import Contact, Promise
from interviews.enums import MarkKind, PlanSection
from interviews.models import Interview, LiveMark, NoteVersion, PlanItem
from interviews.talking import CLOSING
from outreach.enums import RequestStatus
from tests.factories.interviews import NOON, make_interview, make_item
from tests.factories.outreach import sent_request
from tests.plain_browser import Page

JSON = {"Accept": "application/json"}


@pytest.fixture
def talk(owner):
    asked = sent_request(owner, at=NOON - timedelta(days=10))
    return make_interview(owner, asked.contact, request=asked)


@pytest.fixture
def item(talk):
    return make_item(talk)


def url(name, row):
    return reverse(f"interviews:{name}", args=[row.public_id])


def at(minutes):
    return time_machine.travel(NOON + timedelta(minutes=minutes), tick=False)


# The clock


def test_live_start_is_kept_on_the_server_once(talk, as_owner):
    with at(2):
        as_owner.post(url("live_start", talk))
    with at(9):
        as_owner.post(url("live_start", talk))

    talk.refresh_from_db()
    assert talk.started_at == NOON + timedelta(minutes=2)


def test_live_start_lays_the_four_closing_cards_once(talk, as_owner):
    make_item(talk, "What have I not asked that I should have?", section=PlanSection.CLOSING)

    as_owner.post(url("live_start", talk))
    as_owner.post(url("live_start", talk))

    closing = PlanItem.objects.filter(interview=talk, section=PlanSection.CLOSING)
    assert closing.count() == 4


def test_live_shows_the_closing_cards_in_their_words(talk, as_owner):
    as_owner.post(url("live_start", talk))

    page = as_owner.get(url("live", talk))

    assert [card.item.text for card in page.context_data["closing"]] == [
        "What have I not asked that I should have?",
        "Who else would you listen to on this, so that I hear a different view?",
        "Is there anything I can do for you in return, now or later?",
        "May I stay in touch and tell you what I make of this?",
    ]
    words = unescape(page.content.decode())
    assert [words.count(f'<span class="lq__short">{text}</span>') for text, _signs in CLOSING] == [1, 1, 1, 1]
    assert "Time to close. Who else would be good to learn from?" in words


@pytest.mark.parametrize(
    "own",
    [
        "What have we not asked about?",
        "And who else should I hear?",
        "What could I do for you?",
        "Shall we keep in touch?",
    ],
)
def test_live_lays_no_closing_card_that_the_plan_has_in_its_own_words(talk, as_owner, own):
    make_item(talk, own, section=PlanSection.CLOSING)

    as_owner.post(url("live_start", talk))

    closing = PlanItem.objects.filter(interview=talk, section=PlanSection.CLOSING)
    assert (closing.count(), closing.filter(added_live=True).count()) == (4, 3)


def test_live_clock_counts_pauses_out(talk, as_owner):
    for minute, name, data in [
        (0, "live_start", {}),
        (5, "live_pause", {"act": "pause"}),
        (8, "live_pause", {"act": "resume"}),
    ]:
        with at(minute):
            as_owner.post(url(name, talk), data)
    with at(18):
        page = as_owner.get(url("live", talk)).content.decode()

    assert "5:00" in page
    assert 'data-paused-seconds="180"' in page


@pytest.mark.parametrize(
    ("minute", "late", "text"), [(5, "", "15:00"), (16, "soon", "4:00"), (23, "over", "+3:00")]
)
def test_live_clock_turns_amber_and_red(talk, as_owner, minute, late, text):
    with at(0):
        as_owner.post(url("live_start", talk))
    with at(minute):
        page = as_owner.get(url("live", talk))

    assert (page.context_data["clock"].late, page.context_data["clock"].text) == (late, text)


def test_live_finish_holds_the_talk_and_opens_the_debrief(talk, as_owner):
    with at(1):
        as_owner.post(url("live_start", talk))
    with at(24):
        answer = as_owner.post(url("live_finish", talk), {"extended": "on"})
        as_owner.post(url("live_finish", talk))

    talk = Interview.objects.get()
    assert answer.url == reverse("debriefs:debrief_write", args=[talk.public_id])
    assert (talk.status, talk.used_minutes, talk.extended_by_them) == ("held", 23, True)
    assert talk.request.status == RequestStatus.HELD
    assert talk.ends_at == NOON + timedelta(minutes=24)


def test_live_clock_of_a_finished_talk_stands_still_and_urges_nothing(talk, as_owner):
    with at(0):
        as_owner.post(url("live_start", talk))
    with at(22):
        as_owner.post(url("live_finish", talk))
    with at(90):
        clock = as_owner.get(url("live", talk)).context_data["clock"]

    assert (clock.text, clock.late, clock.gone) == ("+2:00", "", "200.0")


def test_live_finish_of_a_forgotten_clock_asks_when_it_ended(talk, as_owner):
    with at(0):
        as_owner.post(url("live_start", talk))
    with at(60 * 9):
        answer = as_owner.post(url("live_finish", talk))

    assert answer.url == url("interview_hold", talk)
    assert Interview.objects.get().status == "scheduled"


def test_live_finish_makes_promises_of_what_was_promised(talk, item, as_owner):
    with at(0):
        as_owner.post(url("live_start", talk))
    with at(5):
        as_owner.post(url("mark_create", talk), {"kind": "promise_mine", "text": "send the survey"})
    with at(20):
        as_owner.post(url("live_finish", talk))

    promise = Promise.objects.get()
    assert (promise.text, promise.side, promise.contact.name) == ("send the survey", "mine", "Leila Moradi")


# Notes


def test_note_autosave_saves_by_revision(item, as_owner):
    answer = as_owner.post(
        url("note_autosave", item), {"text": "Two hours\r\nof forms", "revision": "1"}, headers=JSON
    )

    item.refresh_from_db()
    assert answer.json()["revision"] == 2
    assert (item.notes, item.notes_revision) == ("Two hours\nof forms", 2)


def test_note_autosave_of_two_devices_keeps_both_texts(item, as_owner):
    as_owner.post(url("note_autosave", item), {"text": "From the laptop", "revision": "1"})

    late = as_owner.post(url("note_autosave", item), {"text": "From the phone", "revision": "1"})

    item.refresh_from_db()
    assert late.status_code == 409
    assert late.json() == {"revision": 2, "text": "From the laptop"}
    assert item.notes == "From the laptop"
    assert NoteVersion.objects.get().text == "From the phone"


def test_note_autosave_of_the_same_text_again_is_no_conflict(item, as_owner):
    as_owner.post(url("note_autosave", item), {"text": "Same", "revision": "1"})

    again = as_owner.post(url("note_autosave", item), {"text": "Same", "revision": "1"})

    assert (again.status_code, again.json()["revision"]) == (200, 2)
    assert not NoteVersion.objects.exists()


def test_notes_autosave_saves_what_belongs_to_no_question(talk, as_owner):
    as_owner.post(url("notes_autosave", talk), {"text": "Kind office dog", "revision": "1"})

    assert Interview.objects.get().notes == "Kind office dog"


@pytest.mark.parametrize(
    ("data", "status"),
    [({"text": "x"}, 400), ({"text": "x", "revision": "-1"}, 400),
     ({"text": "x" * 50_001, "revision": "1"}, 413),
     ({"text": "x", "revision": "9" * 30}, 400), ({"text": "a\0b", "revision": "1"}, 200)],
)  # fmt: skip
def test_note_autosave_answers_bad_input_in_json(item, as_owner, data, status):
    answer = as_owner.post(url("note_autosave", item), data, headers=JSON)

    assert answer.status_code == status
    assert answer.headers["Content-Type"].startswith("application/json")


def test_note_autosave_signed_out_leads_to_sign_in(item, client):
    assert client.post(url("note_autosave", item), {"text": "x", "revision": "1"}).status_code == 302


@pytest.mark.parametrize(
    "name",
    [
        "note_autosave",
        "note_save",
        "item_asked",
        "item_skip",
        "item_update",
        "item_move",
        "item_remove",
        "item_fix",
    ],
)
def test_acts_on_a_question_are_404_for_a_stranger(item, as_stranger, name):
    assert as_stranger.post(url(name, item), {"text": "x", "revision": "1"}).status_code == 404


def test_note_save_without_script_saves_and_goes_on(talk, item, as_owner):
    following = make_item(talk, "What is hard?", position=1)

    answer = as_owner.post(url("note_save", item), {"text": "Numbers", "revision": "1", "act": "next"})

    item.refresh_from_db()
    assert item.notes == "Numbers"
    assert item.asked_at is not None
    assert answer.url == f"{url('live', talk)}?q={following.public_id}#q-{following.public_id}"


def test_note_save_without_script_skips(talk, item, as_owner):
    as_owner.post(url("note_save", item), {"text": "", "revision": "1", "act": "skip"})

    item.refresh_from_db()
    assert item.skipped_at is not None


def test_note_save_without_script_marks_the_last_line(talk, item, as_owner):
    as_owner.post(
        url("note_save", item), {"text": "Numbers\nreports are the product", "revision": "1", "act": "quote"}
    )

    mark = LiveMark.objects.get()
    assert (mark.kind, mark.text, mark.plan_item) == (MarkKind.QUOTE, "reports are the product", item)


def test_note_save_that_comes_late_shows_both_texts(talk, item, as_owner):
    as_owner.post(url("note_save", item), {"text": "First", "revision": "1", "act": "save"})

    page = as_owner.post(
        url("note_save", item), {"text": "Second", "revision": "1", "act": "save"}, follow=True
    )

    assert b"First" in page.content
    assert b"Second" in page.content
    assert b"changed somewhere else" in page.content


def test_note_save_of_a_very_long_text_loses_nothing(talk, item, as_owner):
    text = "w" * 50_000 + "rest"

    as_owner.post(url("note_save", item), {"text": text, "revision": "1", "act": "save"})

    item.refresh_from_db()
    assert item.notes + NoteVersion.objects.get().text == text


# Questions and marks


def test_item_asked_keeps_the_first_moment_of_the_device(item, as_owner):
    with at(9):
        as_owner.post(url("item_asked", item), {"at": "2026-11-17T12:03:00Z"}, headers=JSON)
        as_owner.post(url("item_asked", item), {"at": "2026-11-17T12:08:00Z"}, headers=JSON)

    item.refresh_from_db()
    assert item.asked_at == datetime(2026, 11, 17, 12, 3, tzinfo=UTC)


def test_mark_create_sent_again_is_one_mark(talk, item, as_owner):
    data = {
        "kind": "name",
        "text": "Jana Vogel",
        "item": f"q-{item.public_id}",
        "at": "2026-11-17T12:03:00Z",
        "once": "u",
    }
    with at(9):
        for _time in range(2):
            assert as_owner.post(url("mark_create", talk), data, headers=JSON).status_code == 200

    assert LiveMark.objects.get().plan_item == item


@pytest.mark.parametrize("data", [{}, {"kind": "gold", "text": "x"}, {"kind": "quote", "text": " "}])
def test_mark_create_refuses_what_is_no_mark(talk, as_owner, data):
    assert as_owner.post(url("mark_create", talk), data, headers=JSON).status_code == 400


def test_mark_person_puts_a_name_on_the_list_with_who_suggested_them(talk, as_owner):
    mark = LiveMark.objects.create(
        owner=talk.owner, interview=talk, kind="name", text="Jana Vogel, Tern", marked_at=NOON
    )

    as_owner.post(url("mark_person", mark), {"name": "Jana Vogel"})
    as_owner.post(url("mark_person", mark), {"name": "Jana Vogel"})

    person = Contact.objects.get(name="Jana Vogel")
    assert person.introduced_by.name == "Leila Moradi"
    assert LiveMark.objects.get().contact == person


PICKED_UP = {"HX-Request": "true", "HX-Target": "picked-up"}


def marked(talk, kind, text="an intro"):
    return LiveMark.objects.create(owner=talk.owner, interview=talk, kind=kind, text=text, marked_at=NOON)


def typed(response, name):
    """What stands in the fields of this name, in the order of the page."""
    return [form.values[name] for form in Page(response.text).forms.values() if name in form.names]


@pytest.mark.parametrize(
    ("kind", "name", "words"),
    [
        ("name", " ", "Write the name first."),
        ("name", "J" * 201, "at most 200 characters"),
        ("quote", "Jana Vogel", "This mark is not a name."),
        ("promise_mine", "Jana Vogel", "This mark is not a name."),
    ],
)
def test_mark_person_refuses_a_bad_name_in_words(talk, as_owner, kind, name, words):
    response = as_owner.post(url("mark_person", marked(talk, kind)), {"name": name})

    assert response.status_code == 422
    assert words in response.text
    assert Contact.objects.count() == 1


def test_mark_person_keeps_the_name_that_was_too_long(talk, as_owner):
    mark = marked(talk, "name")

    response = as_owner.post(url("mark_person", mark), {"name": "Jana " * 60})

    assert typed(response, "name") == [["Jana " * 60]]
    assert f'href="#name-{mark.public_id}"' in response.text


def test_mark_promise_takes_a_date(talk, as_owner):
    as_owner.post(url("mark_promise", marked(talk, "promise_theirs")), {"due_on": "2026-12-01"})

    assert Promise.objects.get().due_on.isoformat() == "2026-12-01"


@pytest.mark.parametrize(
    ("kind", "due_on", "words"),
    [
        ("promise_theirs", "2026-02-31", "That is not a date."),
        ("promise_mine", "2026-11-01", "The date lies before the promise."),
        ("quote", "2026-12-01", "This mark is not a promise."),
        ("name", "2026-12-01", "This mark is not a promise."),
    ],
)
def test_mark_promise_refuses_a_bad_date_in_words(talk, as_owner, kind, due_on, words):
    response = as_owner.post(url("mark_promise", marked(talk, kind)), {"due_on": due_on})

    assert response.status_code == 422
    assert words in response.text
    assert not Promise.objects.exists()


def test_mark_promise_keeps_the_refused_date_beside_its_mark(talk, as_owner):
    other, mark = marked(talk, "promise_mine"), marked(talk, "promise_theirs")

    response = as_owner.post(url("mark_promise", mark), {"due_on": "2026-11-01"}, headers=PICKED_UP)

    assert typed(response, "due_on") == [[""], ["2026-11-01"]]
    assert f'id="due_on-{mark.public_id}_error"' in response.text
    assert f'id="due_on-{other.public_id}_error"' not in response.text
    assert "<html" not in response.text


def test_live_add_puts_a_question_into_the_talk(talk, as_owner):
    as_owner.post(url("live_add", talk), {"text": "What about the unions of data?"})
    as_owner.post(url("live_add", talk), {"text": "What about the unions of data?"})

    assert PlanItem.objects.get().added_live is True


@pytest.mark.parametrize(
    ("text", "words"), [(" ", "Please fill this in."), ("Why? " * 100, "at most 400 characters")]
)
def test_live_add_refuses_in_words_and_keeps_the_question(talk, as_owner, text, words):
    response = as_owner.post(url("live_add", talk), {"text": text})

    [form] = [one for one in Page(response.text).forms.values() if one.action == url("live_add", talk)]
    assert response.status_code == 422
    assert words in response.text
    assert form.values["text"] == [text]
    assert not PlanItem.objects.exists()


def test_participant_stay_in_touch_is_kept_with_the_person(talk, as_owner, as_stranger):
    participant = talk.participants.get()
    path = reverse("interviews:participant_stay", args=[participant.public_id])

    assert as_stranger.post(path, {"answer": "no"}).status_code == 404
    as_owner.post(path, {"answer": "yes"})
    as_owner.post(path, {"answer": "gold"})

    participant.refresh_from_db()
    assert participant.stay_in_touch == participant.contact.stay_in_touch == StayInTouch.YES


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("live_pause", {"act": "stop"}),
        ("notes_save", {"text": "Kept", "revision": "1", "act": "burn"}),
        ("prep", {"tick": "coffee"}),
    ],
)
def test_unknown_act_on_a_talk_is_refused_in_words(talk, as_owner, name, values):
    answer = as_owner.post(url(name, talk), values)

    assert answer.status_code == 422
    assert "This page cannot do that" in answer.text
    assert values.get("text", "") in answer.text


@pytest.mark.parametrize("name", ["note_save", "item_move"])
def test_unknown_act_on_a_question_is_refused_in_words_and_keeps_the_note(item, as_owner, name):
    answer = as_owner.post(
        url(name, item), {"text": "Numbers", "revision": "1", "act": "burn", "to": "the moon"}
    )

    assert answer.status_code == 422
    assert "This page cannot do that" in answer.text
    item.refresh_from_db()
    assert item.notes == ("Numbers" if name == "note_save" else "")


def test_unknown_answer_about_staying_in_touch_is_refused_in_words(talk, as_owner):
    path = reverse("interviews:participant_stay", args=[talk.participants.get().public_id])

    answer = as_owner.post(path, {"answer": "gold"})

    assert answer.status_code == 422
    assert "This page cannot do that" in answer.text


def test_live_page_has_nothing_but_the_talk_and_says_why_nothing_is_recorded(talk, as_owner):
    page = as_owner.get(url("live", talk)).content.decode()

    assert 'class="side"' not in page
    assert 'class="tabs"' not in page
    assert "Nothing is recorded" in page


def test_live_page_of_a_called_off_talk_leads_back(talk, as_owner):
    as_owner.post(url("interview_cancel", talk), {})

    assert as_owner.get(url("live", talk)).url == url("interview_detail", talk)
