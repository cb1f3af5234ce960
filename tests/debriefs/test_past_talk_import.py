from datetime import UTC, date, datetime

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from contacts.models import Contact
from debriefs.models import Insight, InsightCategory, Step
from debriefs.past_talks import MOST_BYTES, pack
from interviews.models import Interview
from tests.big_upload import send_sixty_megabytes
from tests.factories.outreach import make_person

URL = reverse("debriefs:past_talk_import")
NOW = datetime(2026, 11, 17, 15, 30, tzinfo=UTC)
FILE = (
    b"Who,When,Company,Key insights,Follow-up date\n"
    b'Leila Moradi,2026-03-02,,"Budgets are fixed in May; Pilots decide",2026-12-01\n'
    b"Ingrid Solheim,2026-04-14,Fjordvik,Rules change yearly,\n"
    b"Ingrid Solheim,2026-06-01,Fjordvik,,\n"
    b",2026-05-01,Nobody Ltd,Lost,\n"
    b"Yusuf Demir,sometime,,Nice,\n"
    b"Ana Costa,2031-01-01,,Not yet,\n"
)


@pytest.fixture(autouse=True)
def _clock(db):
    InsightCategory.objects.get_or_create(key="other", defaults={"name": "Something else"})
    with time_machine.travel(NOW, tick=False):
        yield


def upload(client, data=FILE, **more):
    return client.post(URL, {"file": SimpleUploadedFile("talks.csv", data, "text/csv"), **more})


def test_past_talk_import_shows_the_fate_of_each_row_and_takes_nothing(owner, as_owner):
    make_person(owner)

    page = upload(as_owner)

    fates = {line.number: line.fate for line in page.context_data["lines"]}
    assert fates == {2: "known", 3: "new", 4: "known", 5: "error", 6: "error", 7: "error"}
    assert "“sometime” is not a date." in page.content.decode()
    assert not Interview.objects.exists()
    assert Contact.objects.count() == 1


def test_past_talk_import_takes_the_good_rows(owner, as_owner):
    make_person(owner)

    page = as_owner.post(URL, {"packed": pack(FILE), "act": "take"})

    assert page.status_code == 200  # the bad rows are listed
    assert Interview.objects.count() == 3
    assert set(Contact.objects.values_list("name", flat=True)) == {"Leila Moradi", "Ingrid Solheim"}
    assert Insight.objects.count() == 3
    assert list(Step.objects.values_list("text", "due_on")) == [
        ("Get back to Leila Moradi", date(2026, 12, 1))
    ]


def test_past_talk_import_of_the_same_file_adds_nothing(owner, as_owner):
    for _time in range(2):
        as_owner.post(URL, {"packed": pack(FILE), "act": "take"})

    assert (Interview.objects.count(), Contact.objects.count(), Insight.objects.count()) == (3, 2, 3)


def test_past_talk_import_lets_the_columns_be_chosen(owner, as_owner):
    data = b"Who,When,What stayed with me\nLeila Moradi,2026-03-02,Pilots decide\n"
    columns = {"column-0": "name", "column-1": "held_on", "column-2": "insights"}

    before = as_owner.post(URL, {"packed": pack(data), "act": "look"}).context_data["lines"]
    after = as_owner.post(URL, {"packed": pack(data), "act": "look", **columns}).context_data["lines"]

    assert [line.insights for line in before] == [0]
    assert [line.insights for line in after] == [1]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, ""),
        (b"just some words\nwithout columns\n", "first row should name the columns"),
        (b"Who,When\n", "no talks"),
        (b"a" * (MOST_BYTES + 1), "larger than 1.5 MB"),
    ],
)
def test_past_talk_import_says_why_a_file_cannot_be_read(as_owner, data, said):
    answer = upload(as_owner, data)

    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_past_talk_import_answers_sixty_megabytes_in_words(as_owner):
    answer, peak = send_sixty_megabytes(as_owner, URL)

    assert answer.status_code == 422
    assert "larger than 1.5 MB" in answer.content.decode()
    assert peak < 40 * 1024 * 1024


@pytest.mark.parametrize("packed", ["", "nonsense!", "AAAA", pack(b"x" * 9_000_000)])
def test_past_talk_import_survives_a_broken_form(as_owner, packed):
    assert as_owner.post(URL, {"packed": packed, "act": "take"}).status_code == 422


def test_past_talk_import_needs_a_file(as_owner):
    assert "Choose a file first." in as_owner.post(URL).content.decode()


def test_past_talk_import_keeps_owners_apart(owner, stranger, as_stranger):
    make_person(owner)

    as_stranger.post(URL, {"packed": pack(FILE), "act": "take"})

    assert Contact.objects.for_user(owner).get().last_touch_at is None
    assert Interview.objects.for_user(stranger).count() == 3
