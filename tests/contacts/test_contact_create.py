import pytest

from contacts.models import Contact, Organisation
from tests.factories.contacts import make_contact, make_organisation

URL = "/contacts/add/"
NO_POINTS = {"reach-TOTAL_FORMS": "0", "reach-INITIAL_FORMS": "0"}


def typed(name="Leila Moradi", **fields):
    chosen = {"distance": "other", "stance": "unknown", "stage": "new", "stay_in_touch": "not_asked"}
    return {"name": name, **chosen, **NO_POINTS, **fields}


def reach(*rows):
    fields = {"reach-TOTAL_FORMS": str(len(rows)), "reach-INITIAL_FORMS": "0"}
    for at, (kind, value, label) in enumerate(rows):
        fields |= {f"reach-{at}-kind": kind, f"reach-{at}-value": value, f"reach-{at}-label": label}
    return fields


def test_contact_create_needs_a_name_only(as_owner, owner):
    answer = as_owner.post(URL, typed("  Leila   Moradi "))

    contact = Contact.objects.get(owner=owner)
    assert contact.name == "Leila Moradi"
    assert answer.url == f"/contacts/{contact.public_id}/"


def test_contact_create_offers_an_empty_form(as_owner):
    assert as_owner.get(URL, {"name": "Leila", "organisation": "Tern"}).status_code == 200


@pytest.mark.parametrize("name", ["", "   ", "x" * 201, "Le\0ila"])
def test_contact_create_keeps_the_words_when_the_name_is_wrong(as_owner, name):
    answer = as_owner.post(URL, typed(name, notes="Kept words"))

    assert answer.status_code == 422
    assert b"Kept words" in answer.content
    assert not Contact.objects.exists()


def test_contact_create_makes_the_organisation_on_the_fly_once(as_owner, owner):
    make_organisation(owner, "Tern GmbH")

    as_owner.post(URL, typed("A", organisation_name="tern"))
    as_owner.post(URL, typed("B", organisation_name="Alder"))

    assert sorted(Organisation.objects.values_list("name", flat=True)) == ["Alder", "Tern GmbH"]


def test_contact_create_does_not_use_a_strangers_organisation(as_owner, owner, stranger):
    make_organisation(stranger, "Tern")

    as_owner.post(URL, typed(organisation_name="Tern"))

    assert Contact.objects.get().organisation.owner == owner


def test_contact_create_keeps_ways_to_reach_them(as_owner):
    rows = reach(
        ("email", "leila@tern.example", "work"),
        ("phone", "+47 555 01 23", ""),
        ("email", "", ""),
        ("website", "tern.example/leila", ""),
    )

    as_owner.post(URL, {**typed(), **rows})

    points = Contact.objects.get().points.order_by("position")
    assert [(point.kind, point.value, point.is_preferred) for point in points] == [
        ("email", "leila@tern.example", True),
        ("phone", "+47 555 01 23", False),
        ("website", "https://tern.example/leila", False),
    ]


@pytest.mark.parametrize(
    ("kind", "value"), [("email", "no address"), ("phone", "12"), ("website", "javascript:x"), ("fax", "1")]
)
def test_contact_create_refuses_a_way_that_leads_nowhere(as_owner, kind, value):
    answer = as_owner.post(URL, {**typed(), **reach((kind, value, ""))})

    assert answer.status_code == 422
    assert not Contact.objects.exists()


def test_contact_create_takes_tags_with_commas(as_owner):
    as_owner.post(URL, typed(tag_names="#edtech, Health , edtech,, "))

    assert sorted(Contact.objects.get().tags.values_list("name", flat=True)) == ["Health", "edtech"]


def test_contact_create_finds_who_introduced_them(as_owner, owner):
    make_contact(owner, "Ana Costa", organisation="Alder")
    ana = make_contact(owner, "Ana Costa", organisation="Tern & Co, Bergen")

    as_owner.post(URL, typed("Leila", introduced="Ana Costa, Tern & Co, Bergen"))

    assert Contact.objects.get(name="Leila").introduced_by == ana


@pytest.mark.parametrize("name", ["Nobody Known", "Ana Costa"])
def test_contact_create_asks_when_the_introducer_is_unclear(as_owner, owner, name):
    for house in ("Alder", "Tern"):
        make_contact(owner, "Ana Costa", organisation=house)

    assert as_owner.post(URL, typed("Leila", introduced=name)).status_code == 422


def test_contact_create_wants_a_signal_for_a_mentor(as_owner):
    assert as_owner.post(URL, typed(stage="mentor")).status_code == 422
    assert as_owner.post(URL, typed(stage="mentor", stage_signal="Offered a monthly call")).status_code == 302


@pytest.mark.parametrize("points", [{}, {"reach-TOTAL_FORMS": "9999999", "reach-INITIAL_FORMS": "x"}])
def test_contact_create_takes_any_form(as_owner, points):
    assert as_owner.post(URL, {"name": "Leila", **points}).status_code in (302, 422)
