"""The list narrowed, its columns, and views of it that are kept."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from contacts.models import Contact, SavedView
from infoview.people.narrowing import NOT_ASKED
from outreach.models import Goal, OutreachRequest
from outreach.services import start_request
from tests.factories.contacts import DAY, NOON, make_contact, make_point, make_tag, make_touch
from tests.plain_browser import Page

URL = "/contacts/"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(NOON, tick=False):
        yield


def names(response):
    return [row.person.name for row in response.context_data["people"]]


def chips(response):
    return dict(response.context_data["chips"])


def make_goal(owner, title="Understand pricing"):
    return Goal.objects.create(owner=owner, title=title, started_on=DAY)


def asked(contact, goal=None, **fields):
    request = start_request(owner=contact.owner, contact=contact, goal=goal, today=DAY)
    OutreachRequest.objects.for_user(contact.owner).filter(pk=request.pk).update(**fields)
    return request


@pytest.mark.parametrize(
    ("query", "fields"),
    [
        ("distance=senior", {"distance": "senior"}),
        ("region=DACH", {"region": "DACH"}),
        ("source=alumni", {"source": "alumni"}),
        ("stage=ally", {"stage": "ally"}),
    ],
    ids=["distance", "region", "source", "stage"],
)
def test_list_is_narrowed_by_a_field(as_owner, owner, query, fields):
    make_contact(owner, "Wanted", **fields)
    make_contact(owner, "Other")

    assert names(as_owner.get(f"{URL}?{query}")) == ["Wanted"]


@pytest.mark.parametrize(
    ("touched", "found"),
    [
        ("30", ["At 30"]),
        ("90", ["At 30", "At 31"]),
        ("over-90", ["At 181", "At 400"]),
        ("over-180", ["At 181", "At 400"]),
        ("over-365", ["At 400"]),
    ],
)
def test_list_is_narrowed_by_the_last_touch(as_owner, owner, touched, found):
    make_contact(owner, "Never")
    for number in (30, 31, 181, 400):
        make_touch(make_contact(owner, f"At {number}"), at=NOON - timedelta(days=number))

    assert sorted(names(as_owner.get(URL, {"touched": touched}))) == sorted(found)


@pytest.mark.parametrize("missing", ["way", "organisation", "role", "tag", "region", "source", "notes"])
def test_list_is_narrowed_to_those_who_lack_something(as_owner, owner, missing):
    whole = {
        "organisation": "Tern", "job_title": "Lead", "tags": ["a"], "region": "EU", "source": "alumni",
        "notes": "Kind.", "email": "a@tern.example",
    }  # fmt: skip
    make_contact(owner, "Whole", **whole)
    lacking = {"way": "email", "role": "job_title", "tag": "tags"}.get(missing, missing)
    make_contact(owner, "Lacking", **{name: value for name, value in whole.items() if name != lacking})

    response = as_owner.get(URL, {"missing": missing})

    assert names(response) == ["Lacking"]
    assert len(chips(response)) == 1


def test_list_is_narrowed_by_the_state_of_asking(as_owner, owner):
    make_contact(owner, "Nobody asked")
    asked(make_contact(owner, "Drafted"))
    asked(make_contact(owner, "Answered"), status="accepted")
    both = make_contact(owner, "Asked twice")
    asked(both, status="declined")
    asked(both, status="draft")

    found = {
        value: names(as_owner.get(URL, {"asked": value}))
        for value in (NOT_ASKED, "drafting", "replied", "moved_on")
    }

    assert found == {
        NOT_ASKED: ["Nobody asked"], "drafting": ["Asked twice", "Drafted"], "replied": ["Answered"],
        "moved_on": [],
    }  # fmt: skip


def test_list_tells_those_waiting_from_those_to_be_nudged(as_owner, owner):
    late = NOON - timedelta(days=8)
    for name, at in (("Due", late), ("Waiting", NOON)):
        asked(
            make_contact(owner, name),
            status="sent",
            attempts=1,
            sent_at=at,
            last_sent_at=at,
            last_sent_on=at.date(),
        )

    assert names(as_owner.get(URL, {"asked": "nudge_due"})) == ["Due"]
    assert names(as_owner.get(URL, {"asked": "sent"})) == ["Waiting"]


def test_list_is_narrowed_by_the_goal_and_names_it(as_owner, owner):
    goal = make_goal(owner)
    asked(make_contact(owner, "Wanted"), goal)
    asked(make_contact(owner, "Other"), make_goal(owner, "Another"))

    response = as_owner.get(URL, {"goal": goal.public_id})

    assert names(response) == ["Wanted"]
    assert list(chips(response)) == ["Understand pricing"]


def test_list_does_not_know_a_strangers_goal_or_view(as_owner, owner, stranger):
    make_contact(owner, "Leila Moradi")
    goal = make_goal(stranger, "Zebra goal")
    SavedView.objects.create(owner=stranger, name="Zebra view", query="stage=ally")

    response = as_owner.get(URL, {"goal": goal.public_id})

    assert (names(response), chips(response)) == (["Leila Moradi"], {})
    assert b"Zebra" not in response.content


def test_each_chip_takes_its_filter_away_and_leaves_the_others(as_owner, owner):
    make_contact(owner, "Both", distance="senior", region="EU")
    make_contact(owner, "Senior", distance="senior")
    make_contact(owner, "Europe", region="EU")

    both = as_owner.get(URL, {"distance": "senior", "region": "EU", "sort": "new"})

    assert names(both) == ["Both"]
    assert names(as_owner.get(chips(both)["Europe"])) == ["Senior", "Both"]
    assert names(as_owner.get(chips(both)["Senior"])) == ["Europe", "Both"]


def test_filters_are_chosen_again_when_the_address_is_opened(as_owner, owner):
    tag = make_tag(owner, "health", make_contact(owner))
    query = {
        "q": "leila",
        "tag": str(tag.public_id),
        "distance": "other",
        "missing": "notes",
        "sort": "quiet",
    }

    form = next(f for f in Page(as_owner.get(URL, query).content.decode()).forms.values() if "q" in f.names)

    assert {name: form.values[name] for name in query} == {name: [value] for name, value in query.items()}


def test_rarer_filters_wait_behind_a_disclosure(as_owner, owner):
    page = as_owner.get(URL).content.decode()

    behind = page[page.index('<details class="filters__more">') : page.index("</details>")]
    assert 'name="missing"' in behind
    assert 'name="organisation"' not in behind


# Columns ------------------------------------------------------------------------------------------


def test_list_shows_the_chosen_columns(as_owner, owner):
    contact = make_contact(owner, "Leila Moradi", tags=["b", "a"], city="Oslo", organisation="Tern & Co")
    make_point(contact, value="second@tern.example", position=1)
    make_point(contact, value="first@tern.example", position=0)

    response = as_owner.get(URL, {"cols": ["tags", "way", "city"]})

    [row] = response.context_data["people"]
    assert [str(words) for _label, words in row.said] == ["a, b", "first@tern.example", "Oslo"]
    assert b"Tern &amp; Co</a>" not in response.content
    assert b"Next step" not in response.content[response.content.index(b"<table") :]


def test_list_sorts_by_the_day_added_both_ways(as_owner, owner):
    for number, name in enumerate(("First", "Second")):
        make_contact(owner, name, created_at=NOON + timedelta(minutes=number))
    newest = as_owner.get(URL, {"cols": "added", "sort": "new"})

    assert names(newest) == ["Second", "First"]
    assert names(as_owner.get(newest.context_data["heads"]["added"]["url"])) == ["First", "Second"]


@pytest.mark.parametrize(
    "query", ["cols=nonsense", "touched=5", "missing=everything", "goal=1", "asked=maybe"]
)
def test_list_leaves_out_a_filter_it_cannot_read(as_owner, owner, query):
    make_contact(owner, "Leila Moradi")

    response = as_owner.get(f"{URL}?{query}")

    assert (names(response), chips(response)) == (["Leila Moradi"], {})


# Views --------------------------------------------------------------------------------------------


def view_form(client, query):
    forms = Page(client.get(f"{URL}?{query}").content.decode()).forms.values()
    return next(form for form in forms if form.action == "/contacts/views/add/")


def test_view_keeps_filters_order_and_columns_under_a_name(as_owner, owner):
    make_contact(owner, "Wanted", distance="senior")
    make_contact(owner, "Other")
    form = view_form(as_owner, "q=&distance=senior&sort=quiet&cols=city&after=x&nonsense=1")

    answer = as_owner.post(form.action, {**form.values, "name": " Quiet  seniors "})
    response = as_owner.get(answer["Location"])

    assert SavedView.objects.get().name == "Quiet seniors"
    assert answer["Location"] == f"{URL}?distance=senior&sort=quiet&cols=city"
    assert names(response) == ["Wanted"]
    assert response.context_data["view_here"].name == "Quiet seniors"


def test_view_is_not_offered_for_the_plain_list(as_owner, owner):
    make_contact(owner)

    assert b"Save this view" not in as_owner.get(URL).content


def test_view_of_a_name_that_is_taken_is_refused_with_the_words_kept(as_owner, owner):
    SavedView.objects.create(owner=owner, name="Quiet", query="sort=quiet")

    answer = as_owner.post("/contacts/views/add/", {"name": "Quiet", "query": "stage=ally"})

    assert answer.status_code == 422
    assert b"You have a view of this name." in answer.content
    assert b'value="Quiet"' in answer.content
    assert b'value="stage=ally"' in answer.content


def test_view_is_renamed_and_taken_away_and_put_back(as_owner, owner):
    view = SavedView.objects.create(owner=owner, name="Quiet", query="sort=quiet")

    as_owner.post(f"/contacts/views/{view.public_id}/edit/", {"name": "Silent", "query": view.query})
    gone = as_owner.post(f"/contacts/views/{view.public_id}/delete/", follow=True)
    left = SavedView.objects.count()
    as_owner.post(list(gone.context["messages"])[-1].extra_tags.removeprefix("undo:"))

    assert left == 0
    assert SavedView.objects.values_list("name", "query").get() == ("Silent", "sort=quiet")


# Budget -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("later", [False, True], ids=["first page", "later page"])
@pytest.mark.parametrize("target", ["", "people"], ids=["whole", "part"])
def test_list_asks_as_often_with_3_people_as_with_3000(as_owner, owner, later, target):
    tag, goal = make_tag(owner, "many"), make_goal(owner)
    query = {
        "q": "person", "tag": tag.public_id, "goal": goal.public_id, "asked": "sent", "touched": "90",
        "cols": ["tags", "way", "stage"], "sort": "last",
    }  # fmt: skip

    def count():
        headers = {"HX-Request": "true", "HX-Target": target} if target else {}
        as_owner.get(URL, query, headers=headers)
        page = {"after": Contact.objects.order_by("pk").first().public_id} if later else {}
        with CaptureQueriesContext(connection) as queries:
            as_owner.get(URL, query | page, headers=headers)
        return len(queries)

    def fill(numbers):
        people = Contact.objects.bulk_create(
            Contact(owner=owner, name=f"Person {n}", sort_key=f"person {n}", last_touch_at=NOON)
            for n in numbers
        )
        tag.contact_links.model.objects.bulk_create(
            tag.contact_links.model(owner=owner, contact=contact, tag=tag) for contact in people
        )
        OutreachRequest.objects.bulk_create(
            OutreachRequest(
                owner=owner, contact=contact, goal=goal, status="sent", attempts=1, sent_at=NOON,
                last_sent_at=NOON, last_sent_on=DAY,
            )
            for contact in people
        )  # fmt: skip

    fill(range(3))
    few = count()
    fill(range(3, 3000))

    assert few == count()
    assert few <= 8
