"""A slip of the hand in a year locks nobody out: it is refused, and one that got in is counted with."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.urls import reverse

from contacts.formats.dates import parse_date
from contacts.models import Promise
from scheduler.models import OwnReminder, Pause
from tests.factories.outreach import make_person

NOW = datetime(2026, 11, 24, 11, tzinfo=UTC)
FAR = ["9999-12-31", "2200-01-01", "1899-12-31", "0001-01-01"]
SAID = "Choose a year from 1900 to 2199."


@pytest.fixture(autouse=True)
def _noon():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.mark.parametrize("day", FAR)
@pytest.mark.parametrize(
    ("name", "fields", "others"),
    [
        ("scheduler:pause_create", ["starts_on", "ends_on"], {}),
        ("scheduler:reminder_create", ["starts_on"], {"text": "Read the guide", "every": 1}),
        (
            "contacts:promise_create",
            ["due_on"],
            {"text": "A list", "side": "mine", "promised_on": "2026-11-20"},
        ),
    ],
)
def test_day_too_far_off_is_refused_in_words(as_owner, owner, day, name, fields, others):
    row = [make_person(owner).public_id] if name.startswith("contacts:") else []

    response = as_owner.post(reverse(name, args=row), {**others, **dict.fromkeys(fields, day)})

    assert response.status_code == 422
    assert SAID in response.text
    assert day in response.text


@pytest.mark.parametrize("day", FAR)
def test_file_names_no_day_too_far_off(day):
    assert parse_date(day) is None


@pytest.mark.parametrize("day", [date.min, date.max])
@pytest.mark.parametrize("timezone", ["Europe/Berlin", "America/New_York"])
def test_far_day_that_is_stored_breaks_no_page(as_owner, owner, day, timezone):
    owner.timezone = timezone
    owner.save()
    OwnReminder.objects.create(owner=owner, text="Read", starts_on=day, repeats="daily", every=1)
    Pause.objects.create(owner=owner, starts_on=min(day, NOW.date()), ends_on=max(day, NOW.date()))
    Promise.objects.create(
        owner=owner,
        contact=make_person(owner),
        side="mine",
        text="A list",
        promised_on=min(day, NOW.date()),
        due_on=day,
    )

    for name in (
        "today",
        "scheduler:reminder_list",
        "scheduler:week",
        "scheduler:settings",
        "contacts:contact_list",
    ):
        assert as_owner.get(reverse(name)).status_code == 200, name
