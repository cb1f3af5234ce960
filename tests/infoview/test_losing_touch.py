from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from contacts import losing as rule
from contacts.models import Contact
from scheduler.models import ReminderSettings
from tests.factories.contacts import make_contact, make_touch
from tests.plain_browser import Page

URL = "/contacts/losing-touch/"
NOW = datetime(2026, 11, 2, 12, tzinfo=UTC)

pytestmark = [pytest.mark.django_db]


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(NOW, tick=False):
        yield


def silent(owner, name, days, **fields):
    contact = make_contact(owner, name, **fields)
    make_touch(contact, at=NOW - timedelta(days=days))
    return contact


def names(response):
    return [silence.person.name for silence, *_rest in response.context_data["people"]]


def never(response):
    return [person.name for person in response.context_data["never"]]


def test_losing_touch_ranks_by_days_over_as_a_share_of_the_interval(as_owner, owner):
    silent(owner, "Half a year and a month", 215)
    silent(owner, "Two months, and two more", 123, update_after_months=2)
    silent(owner, "A year and two months", 425, update_after_months=12)
    silent(owner, "Lately", 20)

    assert names(as_owner.get(URL)) == [
        "Two months, and two more", "Half a year and a month", "A year and two months",
    ]  # fmt: skip


def test_losing_touch_says_since_when_and_why(as_owner, owner):
    ReminderSettings.objects.create(owner=owner, update_ally_months=3)
    silent(owner, "Leila Moradi", 123, stage="ally")

    page = " ".join(as_owner.get(URL).content.decode().split())

    assert "123 days since you called</b>: due 31 days ago, at stage ally it is 3 months." in page


def test_losing_touch_begins_on_the_day_it_falls_due(as_owner, owner):
    contact = make_contact(owner, "Leila Moradi")
    make_touch(contact, at=datetime(2026, 5, 2, 21, 59, tzinfo=UTC))
    make_touch(make_contact(owner, "A day later"), at=datetime(2026, 5, 2, 22, 1, tzinfo=UTC))

    response = as_owner.get(URL)

    assert names(response) == ["Leila Moradi"]
    assert "due today" in response.content.decode()


@pytest.mark.parametrize(
    "wish",
    [{"update_muted": True}, {"stay_in_touch": "no"}, {"do_not_contact": True}, {"archived_at": NOW}],
    ids=lambda wish: next(iter(wish)),
)
def test_losing_touch_leaves_out_the_muted_and_those_who_said_no(as_owner, owner, wish):
    silent(owner, "Leila Moradi", 400, **wish)
    make_contact(owner, "Never", **wish)

    response = as_owner.get(URL)

    assert (names(response), never(response)) == ([], [])


def test_losing_touch_shows_the_never_contacted_apart(as_owner, owner):
    make_contact(owner, "Never")
    make_touch(make_contact(owner, "Liked a post"), "reaction", at=NOW - timedelta(days=400))

    response = as_owner.get(URL)

    assert (names(response), never(response)) == ([], ["Liked a post", "Never"])


@pytest.mark.parametrize(
    ("kind", "is_there"),
    [("reaction", True), ("note", True), ("call", False), ("meeting", False), ("message_in", False)],
)
def test_losing_touch_is_left_by_each_talk_and_message_and_by_no_reaction(as_owner, owner, kind, is_there):
    contact = silent(owner, "Leila Moradi", 400)

    said = {"kind": kind, "summary": "Hello", "happened_on": "2026-11-02"}
    as_owner.post(f"/contacts/{contact.public_id}/note/", said)

    assert (names(as_owner.get(URL)) == ["Leila Moradi"]) == is_there


def test_losing_touch_logs_a_touch_in_place_and_takes_it_back(as_owner, owner):
    silent(owner, "Leila Moradi", 400)
    form = next(
        f for f in Page(as_owner.get(URL).content.decode()).forms.values() if "happened_on" in f.names
    )

    answer = as_owner.post(form.action, form.values)
    after = as_owner.get(URL)
    as_owner.post(next(iter(after.context["messages"])).extra_tags.removeprefix("undo:"))

    assert (answer.status_code, answer["Location"], names(after)) == (302, URL, [])
    assert names(as_owner.get(URL)) == ["Leila Moradi"]


def test_losing_touch_begins_a_message_in_place(as_owner, owner):
    silent(owner, "Leila Moradi", 400)
    form = next(
        f for f in Page(as_owner.get(URL).content.decode()).forms.values() if "/messages/" in f.action
    )

    answer = as_owner.post(form.action, {**form.values, "kind": "light_touch"})

    assert answer.status_code == 302
    assert answer["Location"].startswith("/requests/messages/")


def test_losing_touch_shows_nobody_of_a_stranger(as_owner, owner, stranger):
    theirs = silent(stranger, "Somebody Else", 400, organisation="Elsewhere")
    make_contact(stranger, "Never Else")

    response = as_owner.get(URL, {"after": theirs.public_id})
    first = as_owner.get(URL)

    assert names(response) == names(first) == []
    assert b"Else" not in response.content + first.content


@pytest.mark.parametrize("after", ["", "nonsense", "\0", "6f9619ff-8b86-d011-b42d-00cf4fc964ff"])
def test_losing_touch_takes_any_address(as_owner, owner, after):
    silent(owner, "Leila Moradi", 400)

    assert names(as_owner.get(URL, {"after": after})) == ["Leila Moradi"]


def test_losing_touch_pages_lead_through_everybody_once_in_rank(as_owner, owner, monkeypatch):
    monkeypatch.setattr(rule, "PAGE", 7)
    ReminderSettings.objects.create(owner=owner, update_ally_months=3)
    for number in range(60):
        silent(
            owner, f"Person {number}", 190 + number // 3 * 11,
            stage="ally" if number % 2 else "new", update_after_months=(None, 2, 12, 6)[number % 4],
        )  # fmt: skip
    url, seen = URL, []
    while url:
        response = as_owner.get(url)
        seen += [
            (silence.over / silence.months, silence.person.pk)
            for silence, *_rest in response.context_data["people"]
        ]
        url = response.context_data["more_url"]

    overdue = 60 - sum(1 for n in range(60) if n % 4 == 2 and 190 + n // 3 * 11 < 365)
    assert len({pk for _rank, pk in seen}) == len(seen) == overdue
    assert [rank for rank, _pk in seen] == sorted((rank for rank, _pk in seen), reverse=True)


def test_losing_touch_shows_what_the_sources_are_made_of(as_owner, owner):
    ada = silent(owner, "Ada Novak", 10, distance="recruiter")
    for number in range(4):
        silent(
            owner, f"Senior {number}", 20, distance="senior", organisation="Tern", introduced_by=ada,
            department="Sales" if number % 2 else "Research",
        )  # fmt: skip
    make_contact(owner, "Never", organisation="Elsewhere")

    mix = as_owner.get(URL).context_data["mix"]

    assert mix["rows"] == [("Senior", 4, "80%"), ("Recruiter", 1, "20%")]
    assert (mix["mix"].organisations, mix["mix"].departments) == (1, 2)
    assert [(share.name, percent) for share, percent in (mix["largest"], mix["through"])] == [
        ("Tern", "80%"), ("Ada Novak", "80%"),
    ]  # fmt: skip


def test_losing_touch_calls_small_numbers_small(as_owner, owner):
    silent(owner, "Leila Moradi", 10, distance="senior")

    page = as_owner.get(URL).content.decode()

    assert "the numbers are small" in page
    assert "100%" not in page


@pytest.mark.parametrize("after", [False, True])
def test_losing_touch_asks_as_often_with_3_people_as_with_3000(as_owner, owner, after):
    def asked():
        as_owner.get(URL)
        first = as_owner.get(URL).context_data["people"][0][0].person
        query = {"after": first.public_id} if after else {}
        with CaptureQueriesContext(connection) as queries:
            as_owner.get(URL, query)
        return len(queries)

    for number in range(3):
        silent(owner, f"Person {number}", 300 + number)
    few = asked()
    touched = NOW - timedelta(days=500)
    Contact.objects.bulk_create(
        Contact(owner=owner, name=f"P {n}", stage="ally" if n % 2 else "new", last_touch_at=touched)
        for n in range(2997)
    )

    assert few == asked()
    assert few <= 8
