import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from contacts.models import Touch
from debriefs.models import InsightCategory
from debriefs.services import add_insight, open_debrief
from infoview.search.queries import COUNTED_MOST, KINDS, PAGES, find
from tests.factories.contacts import (
    DAY,
    NOON,
    make_contact,
    make_organisation,
    make_promise,
    make_research,
    make_touch,
)
from tests.factories.everything import one_of_each
from tests.factories.interviews import held_interview, make_item
from tests.factories.outreach import make_gap, make_goal, make_message, make_person, make_request

ODD = [
    '"',
    "a* OR",
    "NEAR(",
    "'; drop",
    "\0",
    "%_",
    "(",
    "ä" * 500,
    "-",
    "∅",
    "col:x",
    "''",
    "\\",
    "&|!",
    "٣",
    "ⅷ",
    "ﬁ",
    "x" * 3000,
]


def found(response):
    return {group.key: [one.name for one in rows] for group, rows in response.context_data["groups"]}


def test_search_finds_in_every_room(as_owner, owner, stranger):
    for person in (owner, stranger):
        contact = make_contact(person, "Leila Needle", notes="x")
        make_organisation(person, "Needle Works")
        make_touch(contact, "note", summary="A needle in the note")
        make_research(contact, "Found a needle")
        make_promise(contact, "Bring the needle")
        make_message(make_request(person, contact), body="Needle question")
        make_gap(make_goal(person, "Needle goal"), "Which needle?")

    answer = as_owner.get("/search/", {"q": "needle"})

    groups = found(answer)
    assert {key: sorted(names) for key, names in groups.items()} == {
        "people": ["Leila Needle"],
        "organisations": ["Needle Works"],
        "notes": ["Note: Leila Needle", "Promise: Leila Needle", "Research: Leila Needle"],
        "messages": ["Message: Leila Needle"],
        "goals": ["Needle goal", "Which needle?"],
    }


def talk_about(owner, **said):
    """Return a held talk with an answer noted, and an insight drawn from it."""
    talk = held_interview(owner, make_person(owner, "Leila Moradi"))
    item = make_item(talk, "How is it judged?", notes=said.pop("notes", ""), asked_at=NOON)
    category = InsightCategory.objects.get_or_create(key="test", defaults={"name": "Test"})[0]
    values = {"takeaway": "By renewals", **said}
    add_insight(debrief=open_debrief(interview=talk), category=category, plan_item=item, now=NOON, **values)
    return talk


@pytest.mark.parametrize(
    ("said", "group", "page"),
    [
        ({"notes": "Renewals, said the needle"}, "talks", "interviews:interview_detail"),
        ({"takeaway": "Needles come first"}, "insights", "debriefs:debrief_write"),
        ({"implication": "Learn to thread needles"}, "insights", "debriefs:debrief_write"),
    ],
    ids=["answer", "takeaway", "implication"],
)
def test_search_finds_what_was_said_and_what_was_drawn_from_it(as_owner, owner, stranger, said, group, page):
    talk = talk_about(owner, **said)
    talk_about(stranger, **said)

    answer = as_owner.get("/search/", {"q": "needle"})

    [(found_in, [one])] = [(group.key, rows) for group, rows in answer.context_data["groups"]]
    assert (found_in, one.url.split("#")[0]) == (group, reverse(page, args=[talk.public_id]))
    assert "<mark>" in answer.content.decode()
    assert as_owner.get(one.url).status_code == 200


def test_search_finds_a_changed_answer_by_its_new_words(as_owner, owner):
    talk = talk_about(owner, notes="A needle")

    talk.plan_items.get().change(notes="A thread")

    assert not found(as_owner.get("/search/", {"q": "needle"}))
    assert list(found(as_owner.get("/search/", {"q": "thread"}))) == ["talks"]


def test_every_kind_that_is_found_leads_to_a_page_that_is_there(as_owner, owner):
    one_of_each(owner)
    for table in ("contacts_touch", "outreach_outreachrequest"):
        column = "summary" if table == "contacts_touch" else "note"
        with connection.cursor() as cursor:
            cursor.execute(f"UPDATE {table} SET {column} = 'words'")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE search_entry SET body = body || ' needle' WHERE owner_id = %s", [owner.pk])

    results = find(owner, "needle", 500)

    assert {one.kind for one in results} == set(KINDS)
    assert {one.url for one in results if as_owner.get(one.url, follow=True).status_code != 200} == set()


def test_search_by_words_in_different_places_of_a_person(as_owner, owner):
    make_contact(owner, "Leila Moradi", organisation="Tern & Co", tags=["edtech"])

    assert found(as_owner.get("/search/", {"q": "leila tern edtech"})) == {"people": ["Leila Moradi"]}


def test_search_looks_in_one_kind(as_owner, owner):
    contact = make_contact(owner, "Needle")
    make_touch(contact, "note", summary="needle")

    assert list(found(as_owner.get("/search/", {"q": "needle", "in": "notes"}))) == ["notes"]
    assert list(found(as_owner.get("/search/", {"q": "needle", "in": "people"}))) == ["people"]
    assert list(found(as_owner.get("/search/", {"q": "needle", "in": "nonsense"}))) == ["people", "notes"]


def test_search_escapes_and_marks(as_owner, owner):
    make_touch(make_contact(owner), "note", summary="<i> needle </i> & more")

    page = as_owner.get("/search/", {"q": "needle"}).content

    assert b"&lt;i&gt; <mark>needle</mark> &lt;/i&gt; &amp; more" in page


def test_search_says_more_than_a_thousand_instead_of_counting(as_owner, owner):
    contact = make_contact(owner)

    Touch.objects.bulk_create(
        Touch(
            owner=owner,
            contact=contact,
            kind="note",
            is_touch=False,
            happened_at=NOON,
            happened_on=DAY,
            summary="needle",
        )
        for _number in range(COUNTED_MOST + 10)
    )

    assert b"More than 1,000 found" in as_owner.get("/search/", {"q": "needle"}).content


@pytest.mark.parametrize("q", ODD)
def test_search_takes_any_words(as_owner, owner, q):
    make_contact(owner, notes="a b c")

    assert as_owner.get("/search/", {"q": q}).status_code == 200
    assert as_owner.get("/search/palette/", {"q": q}).status_code == 200


def test_search_of_nothing_asks_for_words(as_owner):
    assert b"What do you remember of it?" in as_owner.get("/search/").content
    assert b"No such words yet." in as_owner.get("/search/", {"q": "zzz"}).content


def test_search_answers_htmx_with_what_was_found(as_owner, owner):
    make_contact(owner)

    answer = as_owner.get("/search/", {"q": "leila"}, headers={"HX-Request": "true", "HX-Target": "found"})

    assert answer.content.strip().startswith(b'<section id="found"')


def test_search_palette_offers_options(as_owner, owner):
    contact = make_contact(owner, "Leila <Moradi>", job_title="Lab lead")

    page = as_owner.get("/search/palette/", {"q": "lei"}).content.decode()

    assert f'role="option" aria-selected="false" data-href="/contacts/{contact.public_id}/"' in page
    assert "Leila &lt;Moradi&gt;" in page


@pytest.mark.parametrize("path", ["/search/", "/search/palette/"])
@pytest.mark.parametrize("rows", [3, 300])
def test_search_asks_as_often_whatever_there_is(as_owner, owner, path, rows):
    for number in range(rows):
        contact = make_contact(owner, f"Needle {number}", organisation=f"Needle {number}")
        make_touch(contact, "note", summary="needle")
        make_research(contact, "needle")
    as_owner.get(path)

    with CaptureQueriesContext(connection) as asked:
        as_owner.get(path, {"q": "needle"})

    assert len(asked) <= 8


def test_every_kind_has_a_page():
    assert set(PAGES) >= set(KINDS)


def test_search_palette_finds_by_name_before_who_is_only_mentioned(as_owner, owner):
    for number in range(20):
        make_touch(make_contact(owner, f"Person {number}", notes="Knows Leila Moradi"))
    make_contact(owner, "Leïla Moradi")

    page = as_owner.get("/search/palette/", {"q": "leil"}).content.decode()

    assert re.findall(r'palette__name">([^<]*)', page)[0] == "Leïla Moradi"
