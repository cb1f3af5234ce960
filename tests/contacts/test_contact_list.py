from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from contacts.models import Contact
from infoview.shared.kept_pages import PAGES
from tests.factories.contacts import NOON, make_contact, make_tag, make_touch

URL = "/contacts/"


def names(response):
    return [row.person.name for row in response.context_data["people"]]


def test_contact_list_shows_only_the_owners_people(as_owner, owner, stranger):
    make_contact(owner, "Leila Moradi")
    make_contact(stranger, "Somebody Else")

    response = as_owner.get(URL)

    assert names(response) == ["Leila Moradi"]
    assert b"Somebody Else" not in response.content


def test_contact_list_sorts_by_name_whatever_the_case(as_owner, owner):
    for name in ("zoe", "Adam", "bea"):
        make_contact(owner, name)

    assert names(as_owner.get(URL)) == ["Adam", "bea", "zoe"]


def test_contact_list_sorts_by_last_talk_with_the_never_contacted_at_the_end(as_owner, owner):
    make_contact(owner, "Never")
    make_touch(make_contact(owner, "Long ago"), at=NOON - timedelta(days=90))
    make_touch(make_contact(owner, "Lately"), at=NOON)

    assert names(as_owner.get(URL, {"sort": "last"})) == ["Lately", "Long ago", "Never"]
    assert names(as_owner.get(URL, {"sort": "quiet"})) == ["Long ago", "Lately", "Never"]


@pytest.mark.parametrize("sort", ["name", "last", "quiet", "new"])
def test_contact_list_pages_lead_through_everybody_once_and_back(as_owner, owner, sort):
    for number in range(120):
        contact = make_contact(owner, f"Person {number // 3:03}")
        if number % 2:
            make_touch(contact, at=NOON - timedelta(hours=number // 4))
    url, seen, pages = f"{URL}?sort={sort}", [], []
    while url:
        response = as_owner.get(url)
        pages.append([row.person.pk for row in response.context_data["people"]])
        seen += pages[-1]
        last, url = response, response.context_data["page"].next_url
    back = as_owner.get(last.context_data["page"].previous_url)

    assert len(seen) == len(set(seen)) == 120
    assert [row.person.pk for row in back.context_data["people"]] == pages[1]
    assert back.context_data["page"].next_url
    assert back.context_data["page"].previous_url


@pytest.mark.parametrize(
    "words",
    ["leila", "LEI", "mora", "tern", "leila tern", "edtech", "researcher", "pilots", "zoë", "zoe"],
)
def test_contact_list_finds_by_name_organisation_role_tag_and_notes(as_owner, owner, words):
    make_contact(
        owner, "Leila Moradi", organisation="Tern & Co", tags=["edtech"], job_title="Researcher",
        notes="Knows about pilots; introduced me to Zoë.",
    )  # fmt: skip
    make_contact(owner, "Adam Berg", organisation="Alder")

    assert names(as_owner.get(URL, {"q": words})) == ["Leila Moradi"]


@pytest.mark.parametrize(
    "words", ['"', "a* OR", "NEAR(", "'; drop table", "\0", "%_", "(", "ä" * 500, "-", "∅", "col:x"]
)
def test_contact_list_takes_any_search(as_owner, owner, words):
    make_contact(owner)

    assert as_owner.get(URL, {"q": words}).status_code == 200


def test_contact_list_filters_combine_and_show_as_chips(as_owner, owner):
    wanted = make_contact(owner, "Wanted", distance="senior", stage="ally")
    make_contact(owner, "Other", distance="senior")
    tag = make_tag(owner, "health", wanted)

    response = as_owner.get(URL, {"tag": tag.public_id, "distance": "senior", "stage": "ally", "never": "on"})

    assert names(response) == ["Wanted"]
    assert [text for text, _url in response.context_data["chips"]] == [
        "#health",
        "Senior",
        "Ally",
        "Never contacted",
    ]


def test_contact_list_leaves_archived_people_out_until_asked(as_owner, owner):
    make_contact(owner, "Here")
    make_contact(owner, "Aside", archived_at=NOON)

    assert names(as_owner.get(URL)) == ["Here"]
    assert names(as_owner.get(URL, {"archived": "on"})) == ["Aside"]


@pytest.mark.parametrize(
    "query", ["tag=nonsense", "organisation=1", "stage=boss", "after=x", "before=\0", "sort=up", "page=9"]
)
def test_contact_list_leaves_out_what_it_cannot_read(as_owner, owner, query):
    make_contact(owner, "Leila Moradi")

    assert names(as_owner.get(f"{URL}?{query}")) == ["Leila Moradi"]


def test_contact_list_does_not_filter_by_a_strangers_tag(as_owner, owner, stranger):
    make_contact(owner, "Leila Moradi")
    tag = make_tag(stranger, "theirs")

    assert names(as_owner.get(URL, {"tag": tag.public_id})) == ["Leila Moradi"]


def test_contact_list_answers_htmx_with_the_people_alone(as_owner, owner):
    make_contact(owner, "Leila Moradi")

    response = as_owner.get(URL, headers={"HX-Request": "true", "HX-Target": "people"})

    assert response.content.strip().startswith(b'<section id="people"')


@pytest.mark.parametrize("rows", [3, 300])
def test_contact_list_asks_as_often_whatever_there_is(as_owner, owner, rows):
    for number in range(rows):
        contact = make_contact(owner, f"Person {number}", organisation=f"House {number % 40}")
    make_tag(owner, "many", contact)
    as_owner.get(URL)

    PAGES.clear()
    with CaptureQueriesContext(connection) as first:
        as_owner.get(URL)
    with CaptureQueriesContext(connection) as later:
        as_owner.get(URL, {"q": "person", "sort": "last", "after": contact.public_id})

    assert len(first) <= 8
    assert len(later) <= 8


def test_contact_list_of_nobody_teaches_the_first_step(as_owner):
    response = as_owner.get(URL)

    assert b"Who would you ask?" in response.content
    assert reverse("contacts:contact_create").encode() in response.content


def test_contact_bulk_tags_and_takes_it_back(as_owner, owner):
    people = [make_contact(owner, name) for name in ("A", "B")]
    make_tag(owner, "health", people[0])

    answer = as_owner.post(
        "/contacts/bulk/",
        {"contact": [p.public_id for p in people], "action": "tag", "tag": "Health"},
        follow=True,
    )
    tagged = set(Contact.objects.filter(tags__name_key="health").values_list("name", flat=True))
    undo = next(iter(answer.context["messages"])).extra_tags.removeprefix("undo:")
    as_owner.post(undo)

    assert tagged == {"A", "B"}
    assert set(Contact.objects.filter(tags__name_key="health").values_list("name", flat=True)) == {"A"}


def test_contact_bulk_archives_and_takes_it_back(as_owner, owner):
    people = [make_contact(owner, name) for name in ("A", "B")]

    answer = as_owner.post(
        "/contacts/bulk/", {"contact": [p.public_id for p in people], "action": "archive"}, follow=True
    )
    archived = Contact.objects.archived().count()
    as_owner.post(next(iter(answer.context["messages"])).extra_tags.removeprefix("undo:"))

    assert (archived, Contact.objects.archived().count()) == (2, 0)


def test_contact_bulk_touches_no_strangers_people(as_owner, stranger):
    theirs = make_contact(stranger)

    as_owner.post("/contacts/bulk/", {"contact": [theirs.public_id], "action": "archive"})

    theirs.refresh_from_db()
    assert theirs.archived_at is None


def test_contact_bulk_undo_of_somebody_else_changes_nothing(as_owner, as_stranger, owner):
    contact = make_contact(owner)
    answer = as_owner.post(
        "/contacts/bulk/", {"contact": [contact.public_id], "action": "archive"}, follow=True
    )

    as_stranger.post(next(iter(answer.context["messages"])).extra_tags.removeprefix("undo:"))

    contact.refresh_from_db()
    assert contact.archived_at is not None


@pytest.mark.parametrize("data", [{}, {"action": "archive"}, {"action": "tag", "contact": "nonsense"}])
def test_contact_bulk_says_what_is_missing(as_owner, data):
    answer = as_owner.post("/contacts/bulk/", data, follow=True)

    assert [message.level_tag for message in answer.context["messages"]] == ["warning"]


@pytest.mark.parametrize(
    ("chosen", "field", "value"),
    [("distance:senior", "distance", "senior"), ("region:LatAm", "region", "LatAm")],
)
def test_contact_bulk_sets_a_field_and_takes_it_back(as_owner, owner, chosen, field, value):
    people = [make_contact(owner, "A", distance="recruiter", region="EU"), make_contact(owner, "B")]
    before = list(Contact.objects.order_by("pk").values_list(field, flat=True))

    answer = as_owner.post(
        "/contacts/bulk/",
        {"contact": [p.public_id for p in people], "action": "set", "set": chosen},
        follow=True,
    )
    changed = set(Contact.objects.values_list(field, flat=True))
    as_owner.post(next(iter(answer.context["messages"])).extra_tags.removeprefix("undo:"))

    assert changed == {value}
    assert list(Contact.objects.order_by("pk").values_list(field, flat=True)) == before


def test_contact_bulk_refused_keeps_the_list_the_ticks_and_the_tag(as_owner, owner):
    ticked = make_contact(owner, "Ticked", distance="senior")
    make_contact(owner, "Open", distance="senior")
    make_contact(owner, "Elsewhere")

    answer = as_owner.post(
        "/contacts/bulk/",
        {"contact": ticked.public_id, "action": "tag", "tag": "x" * 61, "next": f"{URL}?distance=senior"},
    )

    assert answer.status_code == 422
    assert [(row.person.name, row.is_ticked) for row in answer.context_data["people"]] == [
        ("Open", False), ("Ticked", True),
    ]  # fmt: skip
    assert f'value="{"x" * 61}"' in answer.content.decode()
    assert as_owner.get("/contacts/bulk/", {"next": f"{URL}?distance=senior"}).status_code == 302


def test_contact_bulk_without_anybody_keeps_the_tag(as_owner, owner):
    make_contact(owner)

    answer = as_owner.post("/contacts/bulk/", {"action": "tag", "tag": "Health"})

    assert (answer.status_code, "Tick the people first." in answer.content.decode()) == (422, True)
    assert 'value="Health"' in answer.content.decode()
