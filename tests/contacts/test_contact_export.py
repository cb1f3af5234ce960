from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.core.management import call_command

from contacts import exporting
from contacts.models import Contact
from tests.factories.contacts import make_contact, make_point, make_touch

URL = "/contacts/export/"


def content(answer):
    return b"".join(answer.streaming_content).decode()


def test_contact_export_sends_everybody(as_owner, owner, stranger):
    for number in range(3):
        make_contact(owner, f"Person {number}")
    make_contact(stranger, "Somebody Else")

    answer = as_owner.get(URL, {"format": "csv"})
    text = content(answer)

    assert "Person 2" in text
    assert "Somebody Else" not in text
    assert answer["Content-Disposition"].startswith('attachment; filename="people-')


def test_contact_export_sends_those_who_were_ticked(as_owner, owner, stranger):
    chosen, _other = make_contact(owner, "Chosen"), make_contact(owner, "Other")
    theirs = make_contact(stranger, "Theirs")

    text = content(
        as_owner.get(URL, {"format": "json", "contact": [chosen.public_id, theirs.public_id, "x"]})
    )

    assert "Chosen" in text
    assert "Other" not in text
    assert "Theirs" not in text


@pytest.mark.parametrize("format", ["vcard", "vcard3"])
def test_contact_export_sends_cards(as_owner, owner, format):
    make_contact(owner)

    assert content(as_owner.get(URL, {"format": format})).startswith("BEGIN:VCARD")


def test_contact_export_asks_for_the_format_first(as_owner, owner):
    assert b"vCard" in as_owner.get(URL, {"format": "exe"}).content


def test_contact_export_comes_to_everybody_in_chunks(owner, monkeypatch):
    monkeypatch.setattr(exporting, "CHUNK", 2)
    for number in range(5):
        make_contact(owner, f"Same {number // 3}")

    assert len(list(exporting.people_out(Contact.objects.for_user(owner)))) == 5


def everything(owner):
    """Somebody of whom everything is known, and who led to somebody else."""
    contact = make_contact(
        owner, "Leila Moradi", organisation="Tern & Co", tags=["edtech", "a, b"], first_name="Leila",
        last_name="Moradi", prefix="Dr", pronoun="she", job_title="=Lab lead", department="R&D",
        distance="senior", seniority="senior", region="DACH", city="Bergen", timezone="Europe/Oslo",
        source="event", source_detail="Meetup", sourced_on=date(2026, 1, 2), how_met="At the meetup",
        met_on=date(2026, 1, 3), connected_on=date(2026, 1, 4), stance="critical", stage="mentor",
        stage_signal="Offered a monthly call", stay_in_touch="yes", update_after_months=4, update_muted=True,
        give_back_off=True, do_not_contact=True, preferred_channel="phone", notes="One\nTwo",
        profile_url="https://www.linkedin.com/in/leila", confirmed_on=date(2026, 2, 1), purpose="Learning",
        notice_on=date(2026, 2, 2), notice_way="by mail", notice_url="https://infoview.example/notice",
    )  # fmt: skip
    make_point(contact, value="leila@tern.example", label="work")
    make_point(contact, "phone", "+47 555 01 23", label="mobile")
    make_point(contact, "website", "https://tern.example")
    make_touch(contact, at=datetime(2026, 3, 1, 23, 30, tzinfo=UTC))
    make_contact(owner, "Adam Berg", introduced_by=contact)
    make_contact(owner, "Bea Costa", introduced_by=contact, source="event", source_detail="Meetup")


def known(owner):
    """Return all that an export says, without the ids of the rows."""
    return [replace(person, uid="") for person in exporting.people_out(Contact.objects.for_user(owner))]


@pytest.mark.parametrize("format", exporting.FORMATS)
def test_contact_export_and_import_give_an_equal_account(owner, stranger, tmp_path, format):
    for user in (owner, stranger):
        user.timezone = "Europe/Oslo"
        user.save()
    everything(owner)
    file = tmp_path / f"people.{exporting.FORMATS[format][1]}"
    call_command("export_contacts", str(file), owner=owner.email, format=format)

    call_command("import_contacts", str(file), owner=stranger.email)

    assert known(stranger) == known(owner)
    assert Contact.objects.for_user(stranger).get(name="Leila Moradi").do_not_contact


def test_contact_export_dates_the_last_contact_by_the_owners_calendar(owner):
    owner.timezone = "Europe/Oslo"
    owner.save()
    make_touch(make_contact(owner), at=datetime(2026, 3, 1, 23, 30, tzinfo=UTC))

    (person,) = exporting.people_out(Contact.objects.for_user(owner))

    assert person.last_contact_on == date(2026, 3, 2)
