"""The week, the month, and the number on the tab."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse
from playwright.sync_api import expect

from contacts.models import Contact
from interviews.services import book_interview, cancel_interview
from scheduler.models import OwnReminder, Reminder
from scheduler.services import snooze
from tests.scheduler.test_planning import ZONE, talked

WEDNESDAY = datetime(2026, 3, 4, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _wednesday():
    with time_machine.travel(WEDNESDAY, tick=False):
        yield


@pytest.fixture
def elena(owner):
    return Contact.objects.create(owner=owner, name="Elena Marchetti")


def remind(user, on, text="Read"):
    return OwnReminder.objects.create(owner=user, text=text, starts_on=on)


def days_of(response):
    shown = response.context_data
    days = shown["days"] if "days" in shown else [day for week in shown["weeks"] for day in week]
    return {day.on: [thing.title for thing in day.things] for day in days if day.things}


def test_week_shows_reminders_and_conversations_on_their_days(as_owner, owner, elena):
    remind(owner, date(2026, 3, 6))
    book_interview(
        owner=owner,
        contacts=[elena],
        starts_at=datetime(2026, 3, 8, 22, 30, tzinfo=UTC),
        minutes=20,
        tz_name=ZONE,
    )

    shown = days_of(as_owner.get(reverse("scheduler:week")))

    assert shown[date(2026, 3, 6)] == ["Read"]
    assert "Conversation with Elena Marchetti" in shown[date(2026, 3, 8)]


@pytest.mark.parametrize("name", ["week", "month"])
def test_thank_you_stands_on_the_day_it_is_due_and_not_on_that_of_the_talk(as_owner, owner, elena, name):
    talked(owner, elena, WEDNESDAY - timedelta(hours=1))

    shown = days_of(as_owner.get(reverse(f"scheduler:{name}")))

    assert "Thank Elena Marchetti" in shown[date(2026, 3, 5)]
    assert "Thank Elena Marchetti" not in shown[date(2026, 3, 4)]


def test_thank_you_that_was_put_off_stands_on_its_new_day(as_owner, owner, elena):
    talked(owner, elena, WEDNESDAY - timedelta(hours=1))
    as_owner.get(reverse("scheduler:week"))
    reminder = Reminder.objects.for_user(owner).get(kind="thank_you")
    snooze(reminder=reminder, choice=date(2026, 3, 6), now=WEDNESDAY, timezone=ZONE)

    shown = days_of(as_owner.get(reverse("scheduler:month")))

    assert [day for day, titles in shown.items() if "Thank Elena Marchetti" in titles] == [date(2026, 3, 6)]


def test_week_marks_today_for_eyes_and_programs(as_owner):
    page = as_owner.get(reverse("scheduler:week")).text

    assert page.count('aria-current="date"') == 1
    assert '<time datetime="2026-03-04">' in page.split('aria-current="date"')[1][:200]


@pytest.mark.parametrize(
    ("name", "of", "before", "after"),
    [
        ("week", "2026-03-31", "2026-03-23", "2026-04-06"),
        ("month", "2026-03-31", "2026-02-01", "2026-04-01"),
        ("month", "2026-01-15", "2025-12-01", "2026-02-01"),
    ],
)
def test_pages_turn_to_the_one_before_and_after(as_owner, name, of, before, after):
    context = as_owner.get(reverse(f"scheduler:{name}"), {"of": of}).context_data

    path = reverse(f"scheduler:{name}")
    assert (context["previous_url"], context["next_url"]) == (f"{path}?of={before}", f"{path}?of={after}")


@pytest.mark.parametrize("name", ["week", "month"])
@pytest.mark.parametrize("of", ["tomorrow", "2026-02-30", "0001-01-01", "9999-12-31", "\0", "x" * 9999])
def test_pages_show_today_when_the_day_is_nonsense(as_owner, name, of):
    response = as_owner.get(reverse(f"scheduler:{name}"), {"of": of})

    assert response.status_code == 200
    assert "That is not a day like 2026-03-31." in response.text
    assert response.context_data["is_current"]


def test_month_shows_whole_weeks_and_marks_its_neighbours(as_owner):
    weeks = as_owner.get(reverse("scheduler:month"), {"of": "2026-04-10"}).context_data["weeks"]

    assert (weeks[0][0].on, weeks[-1][-1].on) == (date(2026, 3, 30), date(2026, 5, 3))
    assert [day.is_inside for day in weeks[0]] == [False, False, True, True, True, True, True]


def test_full_day_lists_a_few_in_the_month_and_counts_the_rest(as_owner, owner):
    for n in range(9):
        remind(owner, date(2026, 3, 20), f"Thing {n}")

    response = as_owner.get(reverse("scheduler:month"))

    (day,) = (day for week in response.context_data["weeks"] for day in week if day.things)
    assert (len(day.things), day.more) == (4, 5)
    assert f'{reverse("scheduler:week")}?of=2026-03-20">5 more</a>' in response.text


def test_week_says_what_is_still_open_from_before(as_owner, owner):
    remind(owner, date(2026, 2, 20))

    assert "One from before is still open." in as_owner.get(reverse("scheduler:week")).text
    assert "from before" not in as_owner.get(reverse("scheduler:week"), {"of": "2026-03-20"}).text


def test_called_off_conversation_is_not_shown(as_owner, owner, elena):
    talk = book_interview(
        owner=owner, contacts=[elena], starts_at=WEDNESDAY + timedelta(days=1), minutes=20, tz_name=ZONE
    )
    cancel_interview(interview=talk)

    assert days_of(as_owner.get(reverse("scheduler:week"))) == {}


@pytest.mark.parametrize("name", ["week", "month"])
def test_pages_show_nothing_of_a_stranger(as_stranger, owner, elena, name):
    remind(owner, date(2026, 3, 4))

    assert days_of(as_stranger.get(reverse(f"scheduler:{name}"))) == {}


@pytest.mark.parametrize("name", ["week", "month"])
def test_pages_cost_the_same_with_three_and_with_many(
    as_owner, owner, elena, name, django_assert_num_queries
):
    path = reverse(f"scheduler:{name}")

    def fill(n):
        remind(owner, date(2026, 3, 5), f"Thing {n}")
        starts = WEDNESDAY + timedelta(days=1, hours=n / 4)
        book_interview(owner=owner, contacts=[elena], starts_at=starts, minutes=15, tz_name=ZONE)

    fill(0)
    as_owner.get(path)
    with django_assert_num_queries(9):
        as_owner.get(path)
    for n in range(1, 12):
        fill(n)
    as_owner.get(path)
    with django_assert_num_queries(9):
        as_owner.get(path)


def test_today_says_on_the_tab_how_much_is_due(as_owner, owner):
    assert "<title>Today · Infoview</title>" in as_owner.get(reverse("today")).text

    remind(owner, date(2026, 3, 1))
    remind(owner, date(2026, 3, 4))

    page = as_owner.get(reverse("today")).text
    assert "<title>(2) Today · Infoview</title>" in page
    assert 'data-due-count="2"' in page


# On a phone


@pytest.mark.parametrize("name", ["week", "month"])
def test_pages_fit_a_phone(owner, phone, elena, name):
    remind(owner, date(2026, 3, 5), "A promise of very many words " * 9)
    phone.goto(reverse(f"scheduler:{name}"))

    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    assert phone.get_by_role("link", name="A promise of very many words").is_visible()


def test_table_of_the_month_keeps_its_meaning_on_a_phone(owner, phone):
    remind(owner, date(2026, 3, 5))
    phone.goto(reverse("scheduler:month"))

    assert phone.get_by_role("table").count() == 1
    assert phone.get_by_role("cell").filter(has_text="Thu 5 Mar").is_visible()


def test_number_on_the_tab_and_the_icon_follows_what_is_ticked(owner, page):
    for text in ("Read", "Write"):
        remind(owner, date(2026, 3, 4), text)
    page.add_init_script("navigator.setAppBadge = (n) => { window.badge = n; return Promise.resolve(); };")
    page.goto("/")
    assert page.evaluate("window.badge") == 2

    page.get_by_role("button", name="Mark done: Read").click()

    expect(page).to_have_title("(1) Today · Infoview")
    assert page.evaluate("window.badge") == 1
