from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from contacts.models import Organisation
from debriefs.models import Debrief, Insight, InsightCategory
from interviews.models import Interview
from tests.factories.contacts import NOON, make_contact, make_organisation, make_research


def heard(contact, text, *, rows=1):
    """Let somebody say something, `rows` times; the first of it is returned."""
    owner = contact.owner
    talk = Interview.objects.create(
        owner=owner,
        starts_at=NOON,
        ends_at=NOON + timedelta(minutes=20),
        timezone="UTC",
        status="held",
        used_minutes=20,
    )
    debrief = Debrief.objects.create(owner=owner, interview=talk)
    category = InsightCategory.objects.get_or_create(key="culture", defaults={"name": "Culture"})[0]
    return Insight.objects.bulk_create(
        Insight(owner=owner, debrief=debrief, contact=contact, category=category, takeaway=text)
        for _number in range(rows)
    )[0]


def test_organisation_list_counts_its_people(as_owner, owner):
    make_contact(owner, "A", organisation="Tern")
    make_contact(owner, "B", organisation="Tern")
    make_organisation(owner, "Alder")

    found = as_owner.get("/organisations/").context_data["organisations"]

    assert [(organisation.name, count) for organisation, count in found] == [("Alder", 0), ("Tern", 2)]


def test_organisation_list_finds_by_name_and_notes(as_owner, owner, stranger):
    make_organisation(owner, "Tern", notes="Diary studies")
    make_organisation(owner, "Alder")
    make_organisation(stranger, "Tern Two")

    for words in ("tern", "diary"):
        found = as_owner.get("/organisations/", {"q": words}).context_data["organisations"]
        assert [organisation.name for organisation, _count in found] == ["Tern"]


@pytest.mark.parametrize("page", ["0", "-1", "x", "9" * 30, "²"])
def test_organisation_list_takes_any_page_number(as_owner, page):
    assert as_owner.get("/organisations/", {"page": page}).status_code == 200


@pytest.mark.parametrize("rows", [3, 300])
def test_organisation_list_asks_as_often_whatever_there_is(as_owner, owner, rows):
    for number in range(rows):
        make_contact(owner, f"P {number}", organisation=f"House {number}")
    as_owner.get("/organisations/")

    with CaptureQueriesContext(connection) as asked:
        as_owner.get("/organisations/")

    assert len(asked) <= 8


def test_organisation_detail_shows_people_and_research(as_owner, owner):
    contact = make_contact(owner, "Leila", organisation="Tern")
    make_research(contact, "They hire in spring", layer="organisation")
    make_research(contact, "Plays chess", layer="person")

    page = as_owner.get(f"/organisations/{contact.organisation.public_id}/").content.decode()

    assert "Leila" in page
    assert "They hire in spring" in page
    assert "Plays chess" not in page


def test_organisation_detail_is_not_there_for_a_stranger(as_stranger, owner):
    organisation = make_organisation(owner)

    for verb in ("", "edit/", "research/"):
        assert as_stranger.get(f"/organisations/{organisation.public_id}/{verb}").status_code == 404


def test_organisation_create_refuses_a_second_of_the_name(as_owner, owner):
    as_owner.post("/organisations/add/", {"name": "Tern"})

    answer = as_owner.post("/organisations/add/", {"name": "TERN GmbH"})

    assert answer.status_code == 422
    assert b"You have an organisation of this name." in answer.content
    assert Organisation.objects.count() == 1


def test_organisation_update_saves_facts(as_owner, owner):
    organisation = make_organisation(owner)

    as_owner.post(
        f"/organisations/{organisation.public_id}/edit/", {"name": "Tern", "website": "tern.example"}
    )

    organisation.refresh_from_db()
    assert (organisation.name, organisation.name_key, organisation.website) == (
        "Tern",
        "tern",
        "https://tern.example",
    )


def test_organisation_research_is_noted_from_its_page(as_owner, owner):
    organisation = make_organisation(owner)
    fields = {
        "research-layer": "industry",
        "research-text": "Rules changed",
        "research-noted_on": "2026-01-05",
    }

    as_owner.post(f"/organisations/{organisation.public_id}/research/", fields)

    assert organisation.research_notes.get().text == "Rules changed"


def test_organisation_detail_shows_departments_and_roles_to_look_for(as_owner, owner):
    contact = make_contact(owner, "Leila", organisation="Tern", department="Research")
    make_contact(owner, "Adam", organisation="Tern")
    contact.organisation.change(roles_to_look_for="Lab lead, Buyer")

    answer = as_owner.get(f"/organisations/{contact.organisation.public_id}/")

    assert answer.context_data["roles"] == ["Lab lead", "Buyer"]
    assert '<h3 class="layer">Research</h3>' in answer.text
    assert "Department not known" in answer.text


@pytest.mark.parametrize("rows", [3, 300])
def test_organisation_detail_shows_what_was_heard_there(as_owner, owner, rows):
    contact = make_contact(owner, "Leila", organisation="Tern")
    said = heard(contact, "They will hire", rows=rows)
    said.change(confidentiality="private")
    heard(make_contact(owner, "Adam", organisation="Alder"), "Elsewhere")
    address = f"/organisations/{contact.organisation.public_id}/"
    as_owner.get(address)

    with CaptureQueriesContext(connection) as asked:
        answer = as_owner.get(address)

    assert "They will hire" in answer.text
    assert answer.text.count("Kept private") == 1
    assert "Elsewhere" not in answer.text
    assert len(asked) == 8
