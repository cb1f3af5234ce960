"""The pages of calendar addresses: made, shown once, renamed, switched off, renewed, and nobody else's."""

import re
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from infoview.accounts.models import AuditEvent
from scheduler.enums import TitleStyle
from scheduler.models import Subscription
from scheduler.subscriptions import hash_of, subscribe
from scheduler.views.calendars import MOST

pytestmark = pytest.mark.django_db

LIST = reverse("scheduler:subscription_list")
MAKE = reverse("scheduler:subscription_create")


def filled(**changes):
    return {
        "name": "Phone",
        "with_interviews": "on",
        "kinds": ["nudge", "thank_you"],
        "titles": "full",
        **changes,
    }


def page_of(act, calendar):
    return reverse(f"scheduler:subscription_{act}", args=[calendar.public_id])


def token_in(answer):
    return re.search(r"/calendar/([\w-]{43})\.ics", answer.content.decode())[1]


def reads(token):
    return Client().get(f"/calendar/{token}.ics").status_code


@pytest.fixture
def phone(owner):
    calendar, token = subscribe(owner=owner, name="Phone")
    calendar.token = token
    return calendar


def test_made_calendar_is_shown_with_an_address_that_works(as_owner, owner):
    answer = as_owner.post(MAKE, filled())

    made = Subscription.objects.for_user(owner).get()
    assert (made.name, made.kinds, made.with_interviews, made.titles) == (
        "Phone",
        ["nudge", "thank_you"],
        True,
        TitleStyle.FULL,
    )
    assert made.token_hash == hash_of(token_in(answer))
    assert reads(token_in(answer)) == 200


def test_address_is_shown_once(as_owner, owner):
    answer = as_owner.post(MAKE, filled())

    assert "no-store" in answer.headers["Cache-Control"]
    later = as_owner.get(LIST).content.decode()
    made = Subscription.objects.for_user(owner).get()
    later += as_owner.get(page_of("update", made)).content.decode()
    later += as_owner.get(page_of("renew", made)).content.decode()
    assert "Phone" in later
    assert token_in(answer) not in later


def test_first_calendar_has_a_name_to_begin_with(as_owner, owner):
    assert 'value="My calendar"' in as_owner.get(LIST).content.decode()

    subscribe(owner=owner, name="Phone")

    assert 'value="My calendar"' not in as_owner.get(LIST).content.decode()


def test_renamed_calendar_keeps_its_address(as_owner, phone):
    answer = as_owner.post(page_of("update", phone), filled(name="Work", titles="initials", kinds=["nudge"]))

    assert answer.url == LIST
    phone.refresh_from_db()
    assert (phone.name, phone.titles, phone.kinds) == ("Work", "initials", ["nudge"])
    assert reads(phone.token) == 200


def test_switched_off_calendar_is_gone_from_the_list_and_reads_nothing(as_owner, phone):
    answer = as_owner.post(page_of("stop", phone), follow=True)

    assert "None yet." in answer.content.decode()
    assert reads(phone.token) == 404
    assert as_owner.get(page_of("update", phone)).status_code == 404


def test_name_of_a_calendar_switched_off_is_free_again(as_owner, owner, phone):
    as_owner.post(page_of("stop", phone))

    assert as_owner.post(MAKE, filled()).status_code == 200
    assert Subscription.objects.for_user(owner).live().get().name == "Phone"


def test_renewing_is_asked_about_first_and_changes_nothing_by_itself(as_owner, phone):
    page = as_owner.get(page_of("renew", phone)).content.decode()

    assert "A new address for Phone?" in page
    assert reads(phone.token) == 200


def test_renewed_calendar_has_a_new_address_only(as_owner, phone):
    answer = as_owner.post(page_of("renew", phone))

    assert "no-store" in answer.headers["Cache-Control"]
    assert reads(token_in(answer)) == 200
    assert reads(phone.token) == 404
    assert token_in(answer) not in as_owner.get(LIST).content.decode()


def test_each_act_is_noted_without_the_address(as_owner, owner):
    token = token_in(as_owner.post(MAKE, filled()))
    made = Subscription.objects.for_user(owner).get()
    as_owner.post(page_of("renew", made))
    as_owner.post(page_of("stop", made))

    noted = list(AuditEvent.objects.filter(owner=owner, object_kind="calendar").order_by("pk"))
    assert [event.act for event in noted] == ["feed_made", "feed_renewed", "feed_stopped"]
    assert {event.object_id for event in noted} == {made.public_id}
    assert not any(token in str(vars(event)) for event in noted)


WRONG = [
    pytest.param({"name": ""}, "name", id="no-name"),
    pytest.param({"name": "   "}, "name", id="blank"),
    pytest.param({"name": "x" * 61}, "name", id="long"),
    pytest.param({"kinds": ["nonsense"]}, "kinds", id="unknown-kind"),
    pytest.param({"titles": "nonsense"}, "titles", id="unknown-titles"),
]


@pytest.mark.parametrize(("changes", "field"), WRONG)
def test_wrong_input_makes_nothing_and_is_named(as_owner, owner, changes, field):
    answer = as_owner.post(MAKE, filled(**changes))

    assert answer.status_code == 422
    assert list(answer.context_data["form"].errors) == [field]
    assert not Subscription.objects.for_user(owner).exists()


@pytest.mark.parametrize(("changes", "field"), WRONG)
def test_wrong_input_changes_nothing(as_owner, phone, changes, field):
    answer = as_owner.post(page_of("update", phone), filled(**changes))

    assert answer.status_code == 422
    assert list(answer.context_data["form"].errors) == [field]
    phone.refresh_from_db()
    assert phone.name == "Phone"


def test_name_is_taken_once(as_owner, owner, phone):
    work, _token = subscribe(owner=owner, name="Work")

    for page in (MAKE, page_of("update", work)):
        answer = as_owner.post(page, filled(name="Phone"))
        assert answer.status_code == 422
        assert "You have a calendar of this name." in answer.content.decode()


def test_twenty_calendars_are_the_most(as_owner, owner):
    for number in range(MOST):
        subscribe(owner=owner, name=f"Calendar {number}")

    answer = as_owner.post(MAKE, filled())

    assert answer.status_code == 422
    assert "Twenty calendars are the most. Switch one off first." in answer.content.decode()
    assert Subscription.objects.for_user(owner).count() == MOST


@pytest.mark.parametrize("act", ["update", "renew", "stop"])
def test_another_owner_gets_404_and_changes_nothing(as_stranger, phone, act):
    answer = as_stranger.post(page_of(act, phone), filled(name="Theirs"))

    assert answer.status_code == 404
    phone.refresh_from_db()
    assert (phone.name, phone.stopped_at, phone.token_hash) == ("Phone", None, hash_of(phone.token))


def test_list_shows_only_ones_own(as_stranger, phone):
    assert "Phone</a>" not in as_stranger.get(LIST).content.decode()


def test_unknown_calendar_is_404(as_owner):
    assert as_owner.get(reverse("scheduler:subscription_update", args=[uuid4()])).status_code == 404


def test_making_is_not_a_page_to_open(as_owner):
    assert as_owner.get(MAKE).url == reverse("scheduler:subscription_list")
