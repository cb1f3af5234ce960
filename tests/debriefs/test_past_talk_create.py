from datetime import UTC, datetime

import pytest
import time_machine
from django.urls import reverse

from contacts.models import Contact, Touch
from debriefs.models import Debrief, Insight, InsightCategory
from interviews.models import Interview
from outreach.enums import RequestStatus
from tests.factories.outreach import make_person, make_request, sent_request

URL = reverse("debriefs:past_talk_create")
NOW = datetime(2026, 11, 17, 15, 30, tzinfo=UTC)
TALK = {
    "person": "Leila Moradi", "day": "2026-10-02", "at": "14:00", "minutes": "30", "format": "coffee",
    "timezone": "Europe/Berlin", "takeaways": "- Budgets are fixed in May\nPilots decide", "notes": "Kind",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _clock(db):
    InsightCategory.objects.get_or_create(key="other", defaults={"name": "Something else"})
    with time_machine.travel(NOW, tick=False):
        yield


def test_past_talk_create_logs_talk_debrief_and_touch(owner, as_owner):
    person = make_person(owner)

    answer = as_owner.post(URL, TALK)

    talk = Interview.objects.get()
    assert answer.url == reverse("debriefs:debrief_write", args=[talk.public_id])
    assert (talk.starts_at, talk.used_minutes, talk.format) == (
        datetime(2026, 10, 2, 12, tzinfo=UTC),
        30,
        "coffee",
    )
    assert list(Insight.objects.order_by("position").values_list("takeaway", "contact")) == [
        ("Budgets are fixed in May", person.pk), ("Pilots decide", person.pk)
    ]  # fmt: skip
    assert Debrief.objects.get().finished_at is not None
    assert Touch.objects.get().kind == "talk"


def test_past_talk_create_makes_somebody_new(owner, as_owner):
    as_owner.post(URL, TALK | {"person": "Ingrid Solheim, Fjordvik"})

    assert Contact.objects.for_user(owner).get().organisation.name == "Fjordvik"


def test_past_talk_create_without_takeaways_leaves_the_debrief_open(owner, as_owner):
    make_person(owner)

    as_owner.post(URL, TALK | {"takeaways": ""})

    assert not Debrief.objects.filter(finished_at__isnull=False).exists()


def test_past_talk_create_twice_is_once(owner, as_owner):
    make_person(owner)

    for _time in range(2):
        as_owner.post(URL, TALK | {"at": "", "day": "2026-11-17"})

    assert Interview.objects.count() == 1
    assert Insight.objects.count() == 2


def test_past_talk_create_this_morning_without_a_time_is_over_by_now(owner, as_owner):
    make_person(owner)

    with time_machine.travel(datetime(2026, 11, 17, 8, 10, tzinfo=UTC), tick=False):
        as_owner.post(URL, TALK | {"at": "", "day": "2026-11-17"})

    assert Interview.objects.get().ends_at == datetime(2026, 11, 17, 8, 0, tzinfo=UTC)


def test_past_talk_create_holds_the_request_it_answers(owner, as_owner):
    asked = sent_request(owner, at=datetime(2026, 9, 20, 9, tzinfo=UTC))

    as_owner.post(f"{URL}?request={asked.public_id}", TALK)

    asked.refresh_from_db()
    assert asked.status == RequestStatus.HELD
    assert Interview.objects.get().request == asked


@pytest.mark.parametrize(
    "change",
    [{"day": "2026-11-18"}, {"day": "1066-10-14"}, {"day": "x"}, {"minutes": "0"}, {"minutes": "9999"},
     {"person": ""},
     {"takeaways": "x" * 2001}, {"takeaways": "\n".join(str(n) for n in range(60))}, {"notes": "n" * 100_001},
     {"day": "2026-11-17", "at": "16:20"}, {"day": "2026-03-29", "at": "02:30"}],
)  # fmt: skip
def test_past_talk_create_answers_bad_input_clearly(owner, as_owner, change):
    make_person(owner)

    assert as_owner.post(URL, TALK | change).status_code == 422
    assert not Interview.objects.exists()


def test_past_talk_create_knows_no_strangers(stranger, as_owner):
    theirs = make_request(stranger)

    assert as_owner.get(f"{URL}?request={theirs.public_id}").status_code == 404
    assert as_owner.get(f"{URL}?contact={theirs.contact.public_id}").status_code == 404


def test_past_talk_create_page_costs_few_queries(as_owner, django_assert_max_num_queries):
    as_owner.get(URL)

    with django_assert_max_num_queries(10):
        assert as_owner.get(URL).status_code == 200
