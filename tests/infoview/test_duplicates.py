"""The pages of possible duplicates: suggestions, side by side, merge, undo, and the old address."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from contacts.models import Contact, Merge, NotSame
from infoview.people.merging import MOST_AT_ONCE
from tests.factories.contacts import NOON, make_contact, make_point, make_promise, make_touch
from tests.plain_browser import Page

pytestmark = pytest.mark.django_db


def pair(owner):
    kept = make_contact(
        owner, "Leila Moradi", email="leila@tern.example", job_title="Lab lead", notes="Met in Oslo."
    )
    make_touch(kept, at=NOON)
    kept.refresh_from_db()
    gone = make_contact(
        owner,
        "Lejla Moradi",
        email="leila@tern.example",
        job_title="Researcher",
        city="Bergen",
        notes="Likes chess.",
    )
    return kept, gone


def query(*people):
    return "&".join(f"contact={person.public_id}" for person in people)


def compare(*people):
    return f"/contacts/merge/?{query(*people)}"


def form_with(response, words):
    forms = Page(response.content.decode()).forms.values()
    return next(form for form in forms if any(words in said for said, _attrs in form.buttons))


def merge_by_form(client, *people, **picked):
    form = form_with(client.get(compare(*people)), "Merge into one person")
    return client.post("/contacts/merge/", form.values | picked)


# Suggestions


def test_list_says_who_and_why(as_owner, owner):
    kept, gone = pair(owner)

    response = as_owner.get("/contacts/duplicates/")

    [one] = response.context_data["suggestions"]
    assert (one.reason, {person.pk for person in one.people}) == ("Same e-mail", {kept.pk, gone.pk})
    page = response.content.decode()
    assert "Lab lead" in page
    assert "leila@tern.example" in page


def test_list_of_nobody_says_so(as_owner):
    assert "Nobody seems to be on your list twice." in as_owner.get("/contacts/duplicates/").content.decode()


def test_list_of_a_stranger_is_another(as_stranger, owner):
    pair(owner)

    assert as_stranger.get("/contacts/duplicates/").context_data["suggestions"] == []


def test_not_the_same_is_remembered_and_can_be_undone(as_owner, owner):
    pair(owner)
    form = form_with(as_owner.get("/contacts/duplicates/"), "Not the same")

    page = as_owner.post(form.action, form.values, follow=True)
    assert page.context_data["suggestions"] == []
    undo = form_with(page, "Undo")
    page = as_owner.post(undo.action, undo.values, follow=True)

    assert len(page.context_data["suggestions"]) == 1
    assert not NotSame.objects.exists()


def test_not_the_same_takes_no_strangers_people(as_stranger, owner):
    people = pair(owner)

    as_stranger.post("/contacts/duplicates/apart/", {"contact": [person.public_id for person in people]})

    assert not NotSame.objects.exists()


def test_list_is_bounded_and_costs_the_same_with_few_and_many(as_owner, owner):
    asked = []
    for many in (3, 60):
        for number in range(many):
            for name in ("Ana", "Bea"):
                make_contact(
                    owner, f"{name} {number}", email=f"a{number}-{many}@tern.example", organisation="Tern"
                )
        as_owner.get("/contacts/")
        with CaptureQueriesContext(connection) as queries:
            response = as_owner.get("/contacts/duplicates/")
        asked.append(len(queries))

    assert len(response.context_data["suggestions"]) == 25
    assert "These are the first 25." in response.content.decode()
    assert asked[0] == asked[1] <= 12, [entry["sql"] for entry in queries.captured_queries]


# Side by side


def test_compare_asks_only_where_they_differ(as_owner, owner):
    form = as_owner.get(compare(*pair(owner))).context_data["form"]

    assert [question.label for question in form.questions] == ["Name", "Role", "Notes"]


def test_compare_costs_the_same_for_two_and_six(as_owner, owner):
    people = [
        make_contact(owner, f"Ana {n}", organisation=f"House {n}", email=f"a{n}@x.example") for n in range(6)
    ]
    asked = []
    as_owner.get("/contacts/")
    for some in (people[:2], people):
        with CaptureQueriesContext(connection) as queries:
            assert as_owner.get(compare(*some)).status_code == 200
        asked.append(len(queries))

    assert asked[0] == asked[1] <= 12


def test_merge_as_suggested_keeps_the_one_talked_to_and_fills_gaps(as_owner, owner):
    kept, gone = pair(owner)

    response = merge_by_form(as_owner, gone, kept)

    assert response.url == f"/contacts/{kept.public_id}/"
    kept.refresh_from_db()
    assert (kept.name, kept.job_title, kept.city) == ("Leila Moradi", "Lab lead", "Bergen")
    assert kept.notes == "Met in Oslo.\n\nLikes chess."
    assert not Contact.objects.filter(pk=gone.pk).exists()


def test_merge_takes_the_values_that_were_chosen(as_owner, owner):
    kept, gone = pair(owner)
    theirs, mine = str(gone.public_id), str(kept.public_id)

    merge_by_form(as_owner, kept, gone, kept=theirs, name=mine, job_title=theirs, notes=theirs)

    gone.refresh_from_db()
    assert (gone.name, gone.job_title, gone.notes) == ("Leila Moradi", "Researcher", "Likes chess.")
    assert gone.name_key == "leila moradi"


def test_merge_of_six_at_once_and_no_more(as_owner, owner):
    people = [make_contact(owner, f"Ana {number}") for number in range(MOST_AT_ONCE + 1)]

    page = as_owner.get(compare(*people), follow=True).content.decode()
    assert "Up to six people can be merged at once." in page
    merge_by_form(as_owner, *people[:MOST_AT_ONCE])

    assert Contact.objects.count() == 2


def test_merge_sent_twice_merges_once(as_owner, owner):
    people = pair(owner)
    form = form_with(as_owner.get(compare(*people)), "Merge into one person")

    first = as_owner.post("/contacts/merge/", form.values)
    second = as_owner.post("/contacts/merge/", form.values)

    assert first.url == second.url
    assert Merge.objects.count() == 1


def test_choice_that_is_none_is_refused_in_words(as_owner, owner):
    people = pair(owner)

    response = merge_by_form(as_owner, *people, job_title="no such choice")

    assert response.status_code == 422
    assert "Choose one of them." in response.content.decode()
    assert Contact.objects.count() == 2


@pytest.mark.parametrize("names", ["", "contact=x", "contact=00000000-0000-0000-0000-000000000000"])
def test_compare_of_nobody_leads_to_the_list(as_owner, names):
    assert as_owner.get(f"/contacts/merge/?{names}").url == "/contacts/duplicates/"


def test_strangers_people_are_neither_compared_nor_merged(as_stranger, owner, stranger):
    people = pair(owner)
    mine = make_contact(stranger)

    assert as_stranger.get(compare(*people)).url == "/contacts/duplicates/"
    data = {"contact": [mine.public_id, *(person.public_id for person in people)], "kept": mine.public_id}
    as_stranger.post("/contacts/merge/", data)

    assert Contact.objects.count() == 3


def test_mentor_of_one_and_stage_of_another_stay_whole(as_owner, owner):
    kept = make_contact(owner, stage="ally", email="a@x.example")
    gone = make_contact(owner, stage="mentor", stage_signal="Calls every month", email="a@x.example")

    merge_by_form(as_owner, kept, gone, stage=str(gone.public_id))

    kept.refresh_from_db()
    assert (kept.stage, kept.stage_signal) == ("mentor", "Calls every month")


# From the list and from a page


def test_bulk_merge_leads_to_the_comparison(as_owner, owner):
    people = pair(owner)
    data = {"action": "merge", "contact": [person.public_id for person in people]}

    page = as_owner.post("/contacts/bulk/", data, follow=True)

    assert {person.pk for person in page.context_data["people"]} == {person.pk for person in people}


def test_bulk_merge_of_one_asks_with_whom(as_owner, owner):
    one = make_contact(owner)

    page = as_owner.post("/contacts/bulk/", {"action": "merge", "contact": [one.public_id]}, follow=True)

    assert page.redirect_chain[-1][0] == f"/contacts/{one.public_id}/merge/"


def test_merge_with_a_namesake_by_name(as_owner, owner):
    one, other = make_contact(owner), make_contact(owner)

    page = as_owner.get(f"/contacts/{one.public_id}/merge/")
    assert [person.pk for person, _query in page.context_data["namesakes"]] == [other.pk]
    response = as_owner.post(f"/contacts/{one.public_id}/merge/", {"other": "leila moradi"})

    assert response.url == compare(one, other)


@pytest.mark.parametrize("name", ["Nobody Known", "Leila Moradi", ""])
def test_merge_with_nobody_else_keeps_the_words(as_owner, owner, name):
    one = make_contact(owner)

    response = as_owner.post(f"/contacts/{one.public_id}/merge/", {"other": name})

    assert response.status_code == 422
    assert f'value="{name}"' in response.content.decode() or not name


def test_places_lead_to_the_duplicates(as_owner, owner):
    one = make_contact(owner)

    assert "/contacts/duplicates/" in as_owner.get("/contacts/").content.decode()
    assert f"/contacts/{one.public_id}/merge/" in as_owner.get(f"/contacts/{one.public_id}/").content.decode()


# Afterwards


def test_old_address_leads_on_for_the_owner_only(as_owner, as_stranger, owner):
    kept, gone = pair(owner)
    merge_by_form(as_owner, kept, gone)

    assert as_owner.get(f"/contacts/{gone.public_id}/").url == f"/contacts/{kept.public_id}/"
    assert as_stranger.get(f"/contacts/{gone.public_id}/").status_code == 404


def test_undo_on_the_page_brings_both_back(as_owner, owner):
    kept, gone = pair(owner)
    promise = make_promise(gone)
    page = as_owner.get(merge_by_form(as_owner, kept, gone).url)
    form = form_with(page, "Undo the merge")

    said = as_owner.post(form.action, form.values, follow=True).content.decode()

    assert "Undone: Lejla Moradi is back on your list." in said
    promise.refresh_from_db()
    assert promise.contact == gone
    assert as_owner.get(f"/contacts/{gone.public_id}/").status_code == 200


def test_undo_names_what_was_changed_since(as_owner, owner):
    kept, gone = pair(owner)
    merge_by_form(as_owner, kept, gone)
    Contact.objects.get(pk=kept.pk).change(city="Oslo")
    merge = Merge.objects.get()

    said = as_owner.post(f"/contacts/merges/{merge.public_id}/undo/", follow=True).content.decode()

    assert "Changed since the merge, and kept as it is: City." in said


def test_undo_is_offered_for_thirty_days(as_owner, owner):
    kept, gone = pair(owner)
    with time_machine.travel(NOON, tick=False):
        merge_by_form(as_owner, kept, gone)
    merge = Merge.objects.get()

    for days, offered in ((29, True), (31, False)):
        with time_machine.travel(NOON + timedelta(days=days), tick=False):
            page = as_owner.get(f"/contacts/{kept.public_id}/").content.decode()
            assert ("Undo the merge" in page) is offered
    with time_machine.travel(NOON + timedelta(days=31), tick=False):
        said = as_owner.post(f"/contacts/merges/{merge.public_id}/undo/", follow=True).content.decode()
    assert "A merge can be undone for 30 days." in said


def test_undo_of_a_stranger_is_not_there(as_owner, as_stranger, owner):
    merge_by_form(as_owner, *pair(owner))

    assert as_stranger.post(f"/contacts/merges/{Merge.objects.get().public_id}/undo/").status_code == 404


def test_page_of_a_merged_person_stays_within_its_questions(as_owner, owner):
    kept, gone = pair(owner)
    make_point(gone, "phone", "+47 555 01 23")
    merge_by_form(as_owner, kept, gone)
    as_owner.get(f"/contacts/{kept.public_id}/")

    with CaptureQueriesContext(connection) as queries:
        as_owner.get(f"/contacts/{kept.public_id}/")

    assert len(queries) <= 12
