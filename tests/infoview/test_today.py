"""Today: what is due and in which order, what comes up, the goal, the outreach strip, and the first steps."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse

from debriefs.models import InsightCategory, Step
from infoview.accounts.models import Mode
from infoview.shared import clock
from infoview.shared.kept_pages import PAGES
from outreach import services
from outreach.enums import BoardColumn
from outreach.models import OutreachSettings
from scheduler.models import OwnReminder, Reminder
from scheduler.planned import KINDS
from scheduler.services import bring_up_to_date, dismiss, mark_done, snooze
from tests.debriefs.test_themes import heard
from tests.factories.contacts import make_contact, make_promise
from tests.factories.interviews import held_interview, make_interview, make_item
from tests.factories.outreach import make_goal, make_person, make_policy, make_request, sent_request
from tests.outreach.test_services import reply
from tests.plain_browser import Page

NOW = datetime(2026, 11, 24, 11, tzinfo=UTC)  # a Tuesday, noon in Berlin
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _noon():
    with time_machine.travel(NOW, tick=False):
        yield


def today(client):
    PAGES.clear()  # a page made anew tells what is in it
    return client.get("/")


def open_reminders(owner):
    bring_up_to_date(owner=owner, now=clock.now())
    return list(Reminder.objects.for_user(owner).open().order_by("pk"))


def page_of(client):
    return Page(today(client).text)


def due(client):
    return [item.reminder.kind for item in today(client).context_data["due"]]


# What is due, and in which order


def update_late(owner):
    held_interview(owner, make_person(owner, "Met in spring"), NOW - 200 * DAY)


def close_late(owner):
    sent_request(owner, make_person(owner, "Silent"), NOW - 30 * DAY, attempts=2)


def last_attempt_late(owner):
    OutreachSettings.objects.create(owner=owner, attempts_max=3)
    sent_request(owner, make_person(owner, "Still silent"), NOW - 40 * DAY, attempts=2)


def second_person_late(owner):
    OutreachSettings.objects.create(owner=owner, second_person_on=True, second_person_after_days=3)
    sent_request(owner, make_contact(owner, "In a house", organisation="Tern & Co"), NOW - 5 * DAY)


def deferred_late(owner):
    request = sent_request(owner, make_person(owner, "Later"), NOW - 30 * DAY)
    reply(request, "deferred", at=NOW - 20 * DAY, deferred_until=NOW.date() - DAY)


def prepare_late(owner):
    make_interview(owner, make_person(owner, "Met tonight"), NOW + timedelta(hours=6))


def nudge_late(owner):
    sent_request(owner, make_person(owner, "Asked"), NOW - 9 * DAY)


def find_time_late(owner):
    request = sent_request(owner, make_person(owner, "Said yes"), NOW - 9 * DAY)
    reply(request, "accepted", at=NOW - 5 * DAY)


def promise_late(owner):
    make_promise(make_contact(owner, "Promised"), due_on=NOW.date() - DAY)


def debrief_and_thank_you_late(owner):
    held_interview(owner, make_person(owner, "Met on Sunday"), NOW - 2 * DAY)


def leave_soon(owner):
    make_interview(owner, make_person(owner, "Met now"), NOW + timedelta(minutes=8))


def progress_note_late(owner):
    introducer = make_person(owner, "Introduced them")
    with time_machine.travel(NOW - 20 * DAY, tick=False):
        held_interview(owner, make_person(owner, "Met", introduced_by=introducer), NOW - 20 * DAY)


def review_late(owner):
    owner.mode = Mode.RECRUITER
    owner.save()
    make_contact(owner, "Kept for long", notice_on=NOW.date() - 400 * DAY)


def step_due(owner):
    Step.objects.create(owner=owner, text="Learn SQL", due_on=NOW.date())


def own_due(owner):
    OwnReminder.objects.create(
        owner=owner, text="Say hello", starts_on=NOW.date(), contact=make_person(owner)
    )


LATE = (
    update_late, close_late, prepare_late, nudge_late, find_time_late, promise_late,
    debrief_and_thank_you_late,
)  # fmt: skip


def test_today_shows_what_is_late_in_the_order_of_the_rules(as_owner, owner):
    for make in LATE:
        make(owner)

    assert due(as_owner) == [
        "thank_you", "debrief", "promise", "find_time", "nudge", "prepare", "close", "update",
    ]  # fmt: skip


def test_today_shows_the_rest_after_what_is_late(as_owner, owner):
    sent_request(owner, make_person(owner, "Due today"), NOW - 7 * DAY)
    update_late(owner)

    assert due(as_owner) == ["update", "nudge"]


def test_today_orders_one_kind_by_how_late_it_is(as_owner, owner):
    for days in (8, 12, 10):
        sent_request(owner, make_person(owner, f"{days} days"), NOW - days * DAY)

    people = [item.reminder.contact.name for item in today(as_owner).context_data["due"]]

    assert people == ["12 days", "10 days", "8 days"]


def test_today_leaves_out_what_is_still_to_come(as_owner, owner):
    sent_request(owner, at=NOW - 6 * DAY)

    assert due(as_owner) == []


def test_today_says_how_many_things_and_how_long_they_take(as_owner, owner):
    debrief_and_thank_you_late(owner)
    nudge_late(owner)

    assert "3 things, about 13 minutes" in page_of(as_owner).text


def test_today_shows_twelve_and_says_how_many_more(as_owner, owner):
    for n in range(14):
        sent_request(owner, make_person(owner, f"Person {n}"), NOW - 9 * DAY)

    page = page_of(as_owner)

    assert len(due(as_owner)) == 12
    assert "14 things, about 42 minutes" in page.text
    assert ("2 more things", reverse("scheduler:reminder_list")) in page.links


ACTS = {
    "thank_you": (debrief_and_thank_you_late, "Write thank-you"),
    "debrief": (debrief_and_thank_you_late, "Debrief"),
    "promise": (promise_late, "Open"),
    "find_time": (find_time_late, "Schedule"),
    "nudge": (nudge_late, "Open nudge"),
    "prepare": (prepare_late, "Prepare"),
    "close": (close_late, "Let go"),
    "update": (update_late, "Check in"),
    "second_person": (second_person_late, "Choose someone"),
    "last_attempt": (last_attempt_late, "Open nudge"),
    "leave": (leave_soon, "Open the talk"),
    "deferred": (deferred_late, "Write again"),
    "progress_note": (progress_note_late, "Check in"),
    "review": (review_late, "Open"),
    "own": (own_due, "Open"),
}


@pytest.mark.parametrize("kind", ACTS)
def test_today_offers_one_act_for_each_kind_and_it_leads_on(as_owner, owner, kind):
    make, words = ACTS[kind]
    make(owner)

    page = today(as_owner)

    said = next(item.said for item in page.context_data["due"] if item.reminder.kind == kind)
    assert (said.action, said.url in page.text) == (words, True)
    follow = as_owner.post if said.posts else as_owner.get
    assert follow(said.url, follow=True).status_code == 200


def test_today_has_an_act_for_every_kind_but_a_step_and_a_hint():
    assert set(KINDS) - set(ACTS) == {"step", "give_back"}


def test_a_step_that_stands_alone_is_ticked_and_leads_nowhere(as_owner, owner):
    step_due(owner)

    [item] = today(as_owner).context_data["due"]

    assert (item.said.title, item.said.action) == ("Learn SQL", "")


def test_a_hint_stands_beside_what_is_due_and_is_no_duty(as_owner, owner):
    with time_machine.travel(NOW - 31 * DAY, tick=False):
        held_interview(owner, make_person(owner, "Generous"), NOW - 31 * DAY)
        for reminder in open_reminders(owner):
            if reminder.kind in {"thank_you", "debrief"}:
                mark_done(reminder=reminder, now=NOW - 31 * DAY, timezone=owner.timezone)

    page = page_of(as_owner)

    assert due(as_owner) == []
    assert "One person gave you something." in page.text


# What comes up


def test_what_comes_up_says_who_when_and_how(as_owner, owner):
    make_interview(owner, make_contact(owner, "Leila Moradi", job_title="Head of Research"), NOW + 3 * DAY)

    page = page_of(as_owner)

    assert "Head of Research. Video, 20 minutes." in page.text
    assert today(as_owner).context_data["lede"].endswith("On Fri 27 Nov you talk to Leila.")


@pytest.mark.parametrize(
    ("done", "ready", "words"),
    [
        ([], [], "Start prep"),
        (["opening"], ["Opening"], "Finish prep"),
        (["opening", "aim", "question"], ["Opening", "1 question", "Your one-line aim"], "Finish prep"),
        (
            ["opening", "aim", "question", "ready"],
            ["Opening", "1 question", "Your one-line aim", "Ready"],
            "Open prep",
        ),
    ],
)
def test_what_comes_up_shows_how_far_its_preparation_is(as_owner, owner, done, ready, words):
    talk = make_interview(owner, starts_at=NOW + 3 * DAY)
    prepare(talk, *done)

    page = today(as_owner)

    [shown] = page.context_data["talks"]
    assert [name for name, is_ready in shown.prep if is_ready] == ready
    assert f'aria-label="Preparation: {len(ready)} of 4 ready"' in page.text
    assert (words, reverse("interviews:prep", args=[talk.public_id])) in Page(page.text).links


def prepare(talk, *done):
    facts = {"opening": "Thank you.", "aim": "How work is judged", "ready": NOW}
    names = {"ready": "prepared_at"}
    talk.change(**{names.get(key, key): value for key, value in facts.items() if key in done})
    if "question" in done:
        make_item(talk)


def test_what_comes_up_goes_two_weeks_ahead(as_owner, owner):
    for days in (1, 13, 15):
        make_interview(owner, make_person(owner, f"In {days} days"), NOW + days * DAY)

    names = [talk.names for talk in today(as_owner).context_data["talks"]]

    assert names == ["In 1 days", "In 13 days"]


def test_a_talk_whose_time_has_passed_is_asked_about(as_owner, owner):
    talk = make_interview(owner, make_person(owner, "Leila Moradi"), NOW - timedelta(hours=2))

    page = page_of(as_owner)

    assert "Did you talk to Leila Moradi?" in page.text
    assert ("Answer", reverse("interviews:interview_detail", args=[talk.public_id])) in page.links


def test_nothing_coming_up_offers_to_schedule_or_to_log(as_owner):
    page = page_of(as_owner)

    assert ("Schedule one", reverse("interviews:interview_create")) in page.links
    assert ("log one you had", reverse("debriefs:past_talk_create")) in page.links


# The goal, and whether talks still teach anything


def test_the_goal_stands_with_its_talks_and_what_they_still_teach(as_owner, owner):
    InsightCategory.objects.create(key="culture", name="Culture")
    goal = make_goal(owner, target_talks=10)
    heard(owner, goal, make_person(owner, "Ann"), ["Pace", "Pay"])
    heard(owner, goal, make_person(owner, "Bob"), ["Pace", "Trust"], day=1)

    page = page_of(as_owner)

    assert "2 of 10 conversations" in page.text
    assert "Each talk still adds something. Three new themes so far." in page.text
    assert (goal.title, reverse("outreach:goal_detail", args=[goal.public_id])) in page.links


def test_a_goal_without_a_talk_says_what_starts_the_curve(as_owner, owner):
    make_goal(owner)

    assert "Nothing heard yet. The first debrief starts the curve." in page_of(as_owner).text


def test_a_goal_that_has_ended_is_not_the_one_on_today(as_owner, owner):
    make_goal(owner, status="achieved")
    current = make_goal(owner, "Understand pricing")

    assert today(as_owner).context_data["goal"] == current


# The strip of outreach, and the board


def every_column(owner):
    make_request(owner, make_person(owner, "Drafted"))
    sent_request(owner, make_person(owner, "Fresh"), NOW - DAY)
    nudge_late(owner)
    close_late(owner)
    find_time_late(owner)
    deferred_late(owner)
    services.mark_held(sent_request(owner, make_person(owner, "Held"), NOW - 9 * DAY))
    reply(sent_request(owner, make_person(owner, "Said no"), NOW - 9 * DAY), "declined", at=NOW - DAY)


def stages(client):
    return {stage.column: stage.count for stage in today(client).context_data["stages"]}


def columns(client):
    page = client.get(reverse("outreach:request_list"))
    return {column.key: column.total for column in page.context_data["columns"]}


def test_the_strip_counts_each_column_of_the_board(as_owner, owner):
    every_column(owner)

    assert stages(as_owner) == columns(as_owner) == {
        "drafting": 1, "sent": 1, "nudge_due": 2, "replied": 2, "scheduled": 0, "done": 1, "moved_on": 1,
    }  # fmt: skip


@pytest.mark.parametrize("rest", ["snoozed", "dismissed"])
def test_a_nudge_that_rests_is_still_due_on_the_strip_and_on_the_board(as_owner, owner, rest):
    nudge_late(owner)
    [nudge] = [reminder for reminder in open_reminders(owner) if reminder.kind == "nudge"]
    if rest == "snoozed":
        snooze(reminder=nudge, choice="3_days", now=NOW, timezone=owner.timezone)
    else:
        dismiss(reminder=nudge, now=NOW)

    assert due(as_owner) == []
    assert stages(as_owner)["nudge_due"] == columns(as_owner)["nudge_due"] == 1


def test_a_goals_own_policy_counts_on_the_strip_as_on_the_board(as_owner, owner):
    sent_request(owner, at=NOW - 9 * DAY, goal=make_goal(owner, policy=make_policy(nudge_after_days=14)))

    assert stages(as_owner)["sent"] == columns(as_owner)["sent"] == 1


def test_the_strip_leads_to_the_columns_of_the_board(as_owner, owner):
    every_column(owner)
    board = as_owner.get(reverse("outreach:request_list")).text

    addresses = [href for _said, href in page_of(as_owner).links if "#col-" in href]

    assert addresses == [f"{reverse('outreach:request_list')}#col-{key}" for key in BoardColumn]
    assert all(f'id="col-{key}"' in board for key in BoardColumn)


# Nothing there yet, and nothing left


def test_an_empty_today_shows_three_steps(as_owner):
    page = page_of(as_owner)

    steps = [
        ("Write the question you want answered.", reverse("outreach:goal_create")),
        ("List three people", reverse("contacts:import_create")),
        ("Send the first request.", reverse("outreach:request_create")),
    ]
    assert [link for link in page.links if link in steps] == steps
    assert "Nothing is due." in page.text


def test_a_day_with_everything_done_says_so(as_owner, owner):
    make_goal(owner)

    assert "Done for today." in page_of(as_owner).text


@pytest.mark.parametrize("times", [1, 15])
def test_today_costs_the_same_with_few_and_many(as_owner, owner, times, django_assert_max_num_queries):
    goal = make_goal(owner)
    for n in range(times):
        sent_request(owner, make_person(owner, f"Silent {n}"), NOW - 9 * DAY, goal=goal)
        make_interview(owner, make_person(owner, f"Soon {n}"), NOW + DAY)
        held_interview(owner, make_person(owner, f"Met {n}"), NOW - 2 * DAY, goal=goal)
    today(as_owner)  # brings the plan up to date

    with django_assert_max_num_queries(12):
        today(as_owner)
