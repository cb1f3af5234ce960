import re
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from contacts.models import Contact, ContactPoint, Favour, Promise, ResearchNote, Touch
from debriefs.models import Debrief, Insight, InsightCategory, Theme
from infoview.shared.kept_pages import PAGES
from interviews.enums import MarkKind
from interviews.models import Interview, LiveMark, Participant
from outreach.enums import RequestStatus
from tests.factories.contacts import (
    DAY,
    NOON,
    make_contact,
    make_favour,
    make_point,
    make_promise,
    make_research,
    make_tie,
    make_touch,
)
from tests.factories.outreach import make_request, sent_request


def url(contact):
    return f"/contacts/{contact.public_id}/"


def titles(response):
    return [entry.title for entry in response.context_data["timeline"]]


def hold_talk(contact, at=NOON, **fields):
    interview = Interview.objects.create(
        owner=contact.owner,
        starts_at=at,
        ends_at=at + timedelta(minutes=24),
        timezone="Europe/Berlin",
        **{"status": "held", "used_minutes": 24, **fields},
    )
    touch = make_touch(contact, kind="talk", at=at)
    Participant.objects.create(owner=contact.owner, interview=interview, contact=contact, touch=touch)
    return interview


def test_contact_detail_shows_facts(as_owner, owner):
    contact = make_contact(
        owner, organisation="Tern & Co", job_title="Lab lead", city="Bergen", email="leila@tern.example"
    )
    make_point(contact, "phone", "+47 555 01 23", label="work")

    page = as_owner.get(url(contact)).content.decode()

    for words in (
        "Lab lead, Tern &amp; Co",
        "Bergen",
        "mailto:leila@tern.example",
        "tel:+475550123",
        "Phone, work",
    ):
        assert words in page


def test_contact_detail_of_a_stranger_is_not_there(as_stranger, owner):
    assert as_stranger.get(url(make_contact(owner))).status_code == 404


def test_contact_detail_of_nobody_is_not_there(as_owner):
    assert as_owner.get(f"/contacts/{uuid4()}/").status_code == 404


def test_contact_detail_leads_from_a_merged_person_to_the_kept_one(as_owner, owner):
    kept, old = make_contact(owner), uuid4()
    kept.merged_from.create(owner=owner, old_public_id=old)

    assert as_owner.get(f"/contacts/{old}/").url == url(kept)


def test_timeline_merges_all_rooms_newest_first(as_owner, owner):
    contact = make_contact(owner, how_met="At a meetup")
    contact.change(created_at=NOON - timedelta(days=60))
    sent_request(owner, contact, at=NOON)
    make_touch(contact, "call", at=NOON + timedelta(days=2), summary="Quick hello")
    hold_talk(contact, at=NOON + timedelta(days=5))
    make_promise(contact, promised_on=date(2026, 11, 8))
    make_favour(contact, happened_on=date(2026, 11, 9))
    make_research(contact, noted_on=date(2026, 10, 1))

    assert titles(as_owner.get(url(contact))) == [
        "You gave something back",
        "I promised",
        "Conversation, 24 minutes",
        "You called",
        "You asked for a conversation",
        "You found out",
        "Added to your list",
    ]


def test_timeline_shows_a_message_once_though_it_is_a_touch_too(as_owner, owner):
    contact = make_contact(owner)
    sent_request(owner, contact, attempts=2)

    assert len(titles(as_owner.get(url(contact)))) == 3


def test_timeline_shows_what_was_heard_in_a_talk(as_owner, owner):
    contact = make_contact(owner)
    interview = hold_talk(contact)
    LiveMark.objects.create(
        owner=owner, interview=interview, kind=MarkKind.QUOTE, text="That is the job.", marked_at=NOON
    )
    debrief = Debrief.objects.create(owner=owner, interview=interview, finished_at=NOON)
    category = InsightCategory.objects.get_or_create(key="culture", defaults={"name": "Culture"})[0]
    theme = Theme.objects.create(owner=owner, name="Recruiting is hard")
    Insight.objects.create(
        owner=owner, debrief=debrief, contact=contact, category=category, takeaway="x", theme=theme, score=5
    )

    [_added, entry] = as_owner.get(url(contact)).context_data["timeline"]

    assert entry.said == "That is the job."
    assert [name for name, _url in entry.themes] == ["Recruiting is hard"]
    assert entry.scores == [(category.name, 5)]


def test_timeline_shows_only_the_kind_that_is_asked_for(as_owner, owner):
    contact = make_contact(owner)
    sent_request(owner, contact)
    make_touch(contact, "note", summary="Likes tea")

    assert titles(as_owner.get(url(contact), {"show": "messages"})) == ["You asked for a conversation"]
    assert titles(as_owner.get(url(contact), {"show": "notes"})) == ["Note"]
    assert titles(as_owner.get(url(contact), {"show": "talks"})) == []


def test_timeline_goes_on_where_it_ended(as_owner, owner):
    contact = make_contact(owner)
    contact.change(created_at=NOON - timedelta(days=90))
    for number in range(45):
        make_touch(contact, "note", at=NOON - timedelta(hours=number), summary=f"Note {number}")

    first = as_owner.get(url(contact))
    more = as_owner.get(
        first.context_data["more_url"], headers={"HX-Request": "true", "HX-Target": "timeline-more"}
    )

    assert [entry.text for entry in first.context_data["timeline"]] == [f"Note {n}" for n in range(30)]
    assert [entry.text for entry in more.context_data["timeline"]][:15] == [
        f"Note {n}" for n in range(30, 45)
    ]
    assert b"<h1>" not in more.content


def test_timeline_escapes_what_was_typed(as_owner, owner):
    contact = make_contact(owner, "<b>Eve</b>")
    make_touch(contact, "note", summary="<script>alert(1)</script>")

    page = as_owner.get(url(contact)).content

    assert b"<script>alert" not in page
    assert b"<b>Eve" not in page


@pytest.mark.parametrize("value", ["javascript:alert(1)", "data:text/html,x"])
def test_contact_detail_links_to_no_script(as_owner, owner, value):
    contact = make_contact(owner, profile_url=value)
    make_point(contact, "website", value)

    assert f'href="{value[:10]}' not in as_owner.get(url(contact)).content.decode()


@time_machine.travel(datetime(2026, 11, 10, 9, tzinfo=UTC), tick=False)
def test_next_step_is_the_nudge_when_it_is_due(as_owner, owner):
    contact = make_contact(owner, "Tomas Berg")
    sent_request(owner, contact, at=NOON)

    response = as_owner.get(url(contact))

    assert response.context_data["steps"][0][1].title == "Nudge Tomas Berg"
    assert response.context_data["stage"] == "nudge"


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (None, "Ask for a conversation"),
        (RequestStatus.DRAFT, "Finish the request"),
        (RequestStatus.WITHDRAWN, "Ask for a conversation"),
    ],
)
def test_next_step_follows_the_state_of_asking(as_owner, owner, status, said):
    contact = make_contact(owner)
    if status:
        make_request(owner, contact, status=status)

    assert as_owner.get(url(contact)).context_data["idle"][0] == said


def test_next_step_leaves_in_peace_who_asked_for_it(as_owner, owner):
    assert (
        as_owner.get(url(make_contact(owner, do_not_contact=True))).context_data["idle"][0]
        == "Leave in peace"
    )


def test_tree_shows_who_led_to_whom(as_owner, owner):
    hannah = make_contact(owner, "Hannah")
    priya = make_contact(owner, "Priya", introduced_by=hannah)
    make_contact(owner, "Grace", introduced_by=hannah)
    make_contact(owner, "Mei", introduced_by=priya)
    make_tie(priya, make_contact(owner, "Olu"), "Married")

    tree = as_owner.get(url(priya)).context_data["tree"]

    assert tree.introducer == hannah
    assert [person.name for person in tree.beside] == ["Grace"]
    assert [person.name for person in tree.below] == ["Mei"]
    assert [(person.name, person.reason) for person in tree.tied] == [("Olu", "Married")]


def test_promises_show_the_open_ones_first(as_owner, owner):
    contact = make_contact(owner)
    make_promise(contact, "Done", kept_at=NOON)
    make_promise(contact, "Gone", withdrawn_at=NOON)
    make_promise(contact, "Open", side="theirs")

    lines = as_owner.get(url(contact)).context_data["promises"]

    assert [(line.side, line.text, line.over) for line in lines] == [
        ("theirs", "Open", ""),
        ("mine", "Done", "kept"),
    ]


CONTACT_PAGE_ASKS = 12


@pytest.mark.parametrize("rows", [3, 3000])
def test_contact_detail_asks_as_often_whatever_there_is(as_owner, owner, rows):
    boss = make_contact(owner, "Boss")
    contact = make_contact(owner, organisation="Tern", introduced_by=boss, tags=["a", "b"])
    sent_request(owner, contact, attempts=2)
    mine = {"owner": owner, "contact": contact}
    for model, fields in (
        (Touch, {"kind": "note", "is_touch": False, "happened_at": NOON, "happened_on": DAY, "summary": "x"}),
        (ResearchNote, {"layer": "person", "text": "x", "noted_on": DAY}),
        (Promise, {"side": "mine", "text": "x", "promised_on": DAY, "due_on": date(2026, 12, 1)}),
        (Favour, {"direction": "given", "text": "x", "happened_on": DAY}),
    ):
        model.objects.bulk_create(model(**mine, **fields) for _number in range(rows))
    ContactPoint.objects.bulk_create(
        ContactPoint(**mine, kind="email", value=f"a{n}@x.example", value_key=f"a{n}@x.example")
        for n in range(rows)
    )
    names = [f"Below {number}" for number in range(rows)]
    Contact.objects.bulk_create(
        Contact(owner=owner, name=name, name_key=name, sort_key=name, introduced_by=contact, sourced_on=DAY)
        for name in names
    )
    hold_talk(contact, NOON + timedelta(hours=1))
    as_owner.get(url(contact))

    PAGES.clear()
    with CaptureQueriesContext(connection) as asked:
        assert as_owner.get(url(contact)).status_code == 200

    assert len(asked) == CONTACT_PAGE_ASKS


def test_timeline_folds_a_long_letter_under_its_subject(as_owner, owner):
    contact = make_contact(owner)
    request = sent_request(owner, contact)
    request.messages.update(subject="A question about your work", body="word " * 120)

    (entry,) = [
        entry for entry in as_owner.get(url(contact)).context_data["timeline"] if entry.kind == "message"
    ]

    assert entry.summary == "120 words, “A question about your work”"


@pytest.mark.skipif(connection.vendor != "sqlite", reason="asks SQLite how it looks rows up")
def test_page_reads_only_what_belongs_to_this_person(as_owner, owner):
    address = url(make_contact(owner))
    as_owner.get(address)
    PAGES.clear()
    with CaptureQueriesContext(connection) as asked:
        as_owner.get(address)

    with connection.cursor() as cursor:
        plans = [
            step[3]
            for query in asked.captured_queries
            for step in cursor.execute(f"EXPLAIN QUERY PLAN {query['sql']}").fetchall()
        ]
    whole_account = re.compile(r"SEARCH (contacts|interviews|outreach|debriefs)_\S+ USING .*\(owner_id=\?\)")
    assert [plan for plan in plans if whole_account.match(plan)] == []


@pytest.mark.parametrize(
    ("stored", "shown"),
    [("linkedin_message", "LinkedIn message"), ("video, after 15:00", "video, after 15:00")],
)
def test_contact_detail_says_in_words_what_they_prefer(as_owner, owner, stored, shown):
    page = as_owner.get(url(make_contact(owner, preferred_channel=stored))).text

    assert f"<dt>Prefers</dt><dd>{shown}</dd>" in page


def test_one_minute_is_no_minutes(as_owner, owner):
    talk = hold_talk(make_contact(owner), used_minutes=1)

    pages = [
        as_owner.get(path).text
        for path in (
            "/interviews/?show=held",
            reverse("interviews:interview_detail", args=[talk.public_id]),
            reverse("debriefs:debrief_write", args=[talk.public_id]),
        )
    ]

    assert [page for page in pages if "1 minute" not in page or "1 minutes" in page] == []


def test_timeline_marks_what_is_kept_private(as_owner, owner):
    contact = make_contact(owner)
    talk = hold_talk(contact, confidentiality="private")
    LiveMark.objects.create(
        owner=owner, interview=talk, kind=MarkKind.QUOTE, text="They will close", marked_at=NOON
    )
    debrief = Debrief.objects.create(owner=owner, interview=talk)
    category = InsightCategory.objects.get_or_create(key="culture", defaults={"name": "Culture"})[0]
    for words, treated in (("As the talk", ""), ("Free to tell", "free")):
        Insight.objects.create(
            owner=owner, debrief=debrief, contact=contact, category=category, takeaway=words,
            confidentiality=treated,
        )  # fmt: skip

    answer = as_owner.get(url(contact))

    (entry,) = [entry for entry in answer.context_data["timeline"] if entry.kind == "talk"]
    assert entry.private
    assert entry.takeaways == [("As the talk", True), ("Free to tell", False)]
    assert answer.text.count("Kept private") == 2


@time_machine.travel(datetime(2026, 11, 4, 7, tzinfo=UTC), tick=False)
def test_days_since_the_last_contact_are_those_of_the_calendar(as_owner, owner):
    contact = make_contact(owner)
    make_touch(contact, at=datetime(2026, 11, 2, 19, tzinfo=UTC))

    assert "2 days ago" in as_owner.get(url(contact)).text


def test_research_leads_to_a_question_about_it(as_owner, owner):
    contact = make_contact(owner)
    note = make_research(contact, "They hire in spring.", source_title="Annual report")
    link = re.search(r'href="(/questions/[^"]*research=[^"]*)"', as_owner.get(url(contact)).text)[1]

    page = as_owner.get(link.replace("&amp;", "&"))

    assert str(note.public_id) in link
    assert page.context_data["form"]["text"].value() == (
        "I read that They hire in spring. How do you see that?"
    )
    assert "Annual report" in page.text


def test_tree_goes_two_steps_in_both_directions(as_owner, owner):
    first = make_contact(owner, "First")
    hannah = make_contact(owner, "Hannah", introduced_by=first)
    priya = make_contact(owner, "Priya", introduced_by=hannah)
    mei = make_contact(owner, "Mei", introduced_by=priya)
    make_contact(owner, "Zoe", introduced_by=mei)

    answer = as_owner.get(url(priya))

    tree = answer.context_data["tree"]
    assert tree.introducer.introduced_by == first
    assert [(one.name, [further.name for further in one.below]) for one in tree.below] == [("Mei", ["Zoe"])]
    assert re.search(r">First</a>.*>Hannah</a>.*>Priya</strong>.*>Mei</a>.*>Zoe</a>", answer.text, re.S)


def test_one_tap_writes_calls_and_opens_the_profile(as_owner, owner):
    contact = make_contact(owner, email="leila@tern.example", profile_url="https://x.example/leila")
    make_point(contact, "phone", "+47 555 01 23")

    taps = [href for _label, _icon, href in as_owner.get(url(contact)).context_data["taps"]]
    contact.change(do_not_contact=True)

    assert taps == [
        "mailto:leila@tern.example",
        "tel:+475550123",
        "sms:+475550123",
        "https://x.example/leila",
    ]
    assert as_owner.get(url(contact)).context_data["taps"] == []


@pytest.mark.parametrize("name", ["touch", "research", "promise", "favour"])
def test_form_is_added_in_the_page_itself(as_owner, owner, name):
    contact = make_contact(owner)
    address = reverse(f"contacts:{name}_create", args=[contact.public_id])
    here = {"HX-Request": "true", "HX-Target": "add-here"}

    shown = as_owner.get(address, headers=here)
    refused = as_owner.post(address, {"text": "", "kind": "note"}, headers=here)

    assert f'hx-get="{address}"' in as_owner.get(url(contact)).text
    assert (shown.status_code, refused.status_code) == (200, 422)
    for answer in (shown, refused):
        assert answer.text.lstrip().startswith('<section id="add-here"')


def test_form_in_the_page_leads_back_to_the_whole_page(as_owner, owner):
    contact = make_contact(owner)
    address = reverse("contacts:touch_create", args=[contact.public_id])
    typed = {"kind": "call", "happened_on": "2026-11-02", "summary": "Short call"}

    answer = as_owner.post(address, typed, headers={"HX-Request": "true", "HX-Target": "add-here"})

    assert answer["HX-Redirect"] == url(contact)
    assert "You called" in titles(as_owner.get(url(contact)))
