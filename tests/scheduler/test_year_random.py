"""Any acts in any order: the plan follows the facts, and what the owner ended stays ended."""

import contextlib
import threading
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contacts.models import Contact, Favour, Promise, Touch
from contacts.services import forget_touch
from debriefs.models import InsightCategory
from debriefs.services import add_insight, mark_nothing_to_record, open_debrief, remove_insight
from interviews.models import IllegalMove as NotForThisTalk
from interviews.models import Interview
from interviews.services import (
    BadTime,
    book_interview,
    cancel_interview,
    finish_interview,
    log_past_talk,
    mark_no_show,
    move_interview,
    restore_interview,
)
from outreach import services as outreach
from outreach.models import IllegalMove, OutreachRequest
from scheduler import services
from scheduler.feeds import current_feed
from scheduler.models import OwnReminder, Pause, Reminder, ReminderSettings, Subscription
from scheduler.planning import bring_up_to_date, drift, plan_owner
from scheduler.subscriptions import subscribe
from tests.scheduler.test_planning import asked, talked

START = datetime(2028, 1, 10, 9, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)

# What an act may answer instead of doing it: it says why, and nothing has changed.
DECLINED = (
    IllegalMove, NotForThisTalk, BadTime, outreach.BadMoment, outreach.HelpDeclined, services.SnoozeRefused,
)  # fmt: skip


class World:
    """One owner with three people, and whatever the acts make of it."""

    def __init__(self, owner) -> None:
        self.owner, self.now, self.ended = owner, START, set()
        self.people = [Contact.objects.create(owner=owner, name=f"Person {n}") for n in range(3)]
        self.people[2].change(introduced_by=self.people[0])
        self.category = InsightCategory.objects.create(key="culture", name="Culture")
        self.subscription, _token = subscribe(owner=owner, name="Phone")

    @property
    def zone(self) -> str:
        return self.owner.timezone

    @property
    def today(self) -> date:
        return self.now.astimezone(self.owner.zone).date()

    def person(self, n):
        return Contact.objects.get(pk=self.people[n % 3].pk)

    def request(self, n):
        rows = OutreachRequest.objects.for_user(self.owner).filter(contact=self.people[n % 3])
        return rows.order_by("-pk").first()

    def talk(self, n):
        rows = Interview.objects.for_user(self.owner).filter(participants__contact=self.people[n % 3])
        return rows.order_by("-pk").first()

    def reminder(self, n):
        rows = list(Reminder.objects.for_user(self.owner).open().order_by("pk"))
        return rows[n % len(rows)] if rows else None


def send(world, n, kind):
    request = world.request(n)
    if kind == "request" and (request is None or request.status not in {"draft", "deferred"}):
        request = outreach.start_request(owner=world.owner, contact=world.person(n), today=world.today)
    draft = outreach.draft_message(
        owner=world.owner,
        contact=world.person(n),
        kind=kind,
        request=request,
        body="Hello",
        today=world.today,
    )
    outreach.send_message(message=draft, at=world.now, timezone=world.zone)


def reply(world, n, outcome):
    if request := world.request(n):
        until = world.today + timedelta(days=20) if outcome == "deferred" else None
        outreach.record_reply(
            request=request, outcome=outcome, at=world.now, timezone=world.zone, deferred_until=until
        )


def book(world, n):
    request = world.request(n)
    if request and request.status not in {"accepted", "sent", "nudged"}:
        request = None
    book_interview(
        owner=world.owner, contacts=[world.person(n)], starts_at=world.now + (n + 1) * 9 * HOUR, minutes=20,
        tz_name=world.zone, request=request,
    )  # fmt: skip


def with_talk(act):
    def do(world, n):
        if talk := world.talk(n):
            act(world, talk)

    return do


def with_reminder(act):
    def do(world, n):
        if reminder := world.reminder(n):
            act(world, reminder)

    return do


def finish(world, talk):
    start = min(talk.starts_at, world.now - HOUR)
    finish_interview(
        interview=talk, started_at=start, ended_at=start + timedelta(minutes=25), timezone=world.zone
    )


def debrief(world, talk):
    if talk.status == "held":
        add_insight(
            debrief=open_debrief(interview=talk), category=world.category, takeaway="Calm", now=world.now
        )


def undebrief(world, talk):
    if talk.status == "held" and (row := open_debrief(interview=talk).insights.first()):
        remove_insight(insight=row)


def nothing(world, talk):
    if talk.status == "held":
        mark_nothing_to_record(debrief=open_debrief(interview=talk), now=world.now)


def end(world, reminder, act):
    act()
    world.ended.add((reminder.kind, reminder.subject, reminder.occurrence))


def tick(world, reminder):
    end(
        world, reminder,
        lambda: services.mark_done(reminder=reminder, now=world.now, timezone=world.zone),
    )  # fmt: skip


def dismiss(world, reminder):
    end(world, reminder, lambda: services.dismiss(reminder=reminder, now=world.now))


def reopen(world, n):
    rows = Reminder.objects.for_user(world.owner).filter(ended_by_owner=True).order_by("-ended_at", "-pk")
    if reminder := rows[n % 4 :].first() or rows.first():
        services.reopen(reminder=reminder, now=world.now)
        world.ended.discard((reminder.kind, reminder.subject, reminder.occurrence))
        assert drift(owner_id=world.owner.pk, now=world.now).count == 0


def promise(world, n):
    on = world.today
    Promise.objects.create(
        owner=world.owner, contact=world.person(n), side="mine", text="It", promised_on=on,
        due_on=on + timedelta(days=n),
    )  # fmt: skip


def keep(world, n):
    Promise.objects.for_user(world.owner).filter(contact=world.people[n % 3], withdrawn_at=None).update(
        kept_at=world.now
    )


def forget(world, n):
    touch = Touch.objects.for_user(world.owner).filter(contact=world.people[n % 3]).order_by("-pk").first()
    if touch is not None:
        forget_touch(touch)


def erase(world, n):
    world.person(n).delete()
    world.people[n % 3] = Contact.objects.create(owner=world.owner, name="Somebody new")


def move_to(world, n):
    world.owner.timezone = ["Europe/Berlin", "Pacific/Auckland", "America/New_York", "Asia/Kolkata"][n % 4]
    world.owner.save()


def pause(world, n):
    if n % 2:
        Pause.objects.for_user(world.owner).delete()
    else:
        Pause.objects.create(
            owner=world.owner, starts_on=world.today, ends_on=world.today + timedelta(days=n)
        )


def tune(world, n):
    row, _ = ReminderSettings.objects.get_or_create(owner=world.owner)
    row.change(thank_you_due_hours=12 + n, update_after_months=2 + n % 10, give_back_on=bool(n % 2))


ACTS = [
    lambda w, n: send(w, n, "request"),
    lambda w, n: send(w, n, "nudge"),
    lambda w, n: send(w, n, "last_attempt"),
    lambda w, n: send(w, n, "thank_you"),
    lambda w, n: send(w, n, "update"),
    lambda w, n: reply(w, n, "accepted"),
    lambda w, n: reply(w, n, "declined"),
    lambda w, n: reply(w, n, "deferred"),
    book,
    lambda w, n: log_past_talk(
        owner=w.owner, contact=w.person(n), starts_at=w.now - n * 20 * HOUR - HOUR, minutes=20, tz_name=w.zone
    ),
    with_talk(lambda w, t: move_interview(interview=t, starts_at=w.now + DAY, minutes=30, tz_name=w.zone)),
    with_talk(lambda w, t: cancel_interview(interview=t)),
    with_talk(lambda w, t: mark_no_show(interview=t)),
    with_talk(lambda w, t: restore_interview(interview=t)),
    with_talk(lambda w, t: t.change(prepared_at=w.now)),
    with_talk(finish),
    with_talk(finish),
    with_talk(debrief),
    with_talk(undebrief),
    with_talk(nothing),
    with_reminder(tick),
    with_reminder(tick),
    with_reminder(dismiss),
    with_reminder(
        lambda w, r: services.snooze(reminder=r, choice="3_days", now=w.now, timezone=w.zone)
    ),
    reopen,
    promise,
    keep,
    lambda w, n: Favour.objects.create(
        owner=w.owner, contact=w.person(n), direction="given", text="A link", happened_on=w.today
    ),
    forget,
    erase,
    lambda w, n: w.person(n).change(do_not_contact=n % 2 == 0),
    lambda w, n: w.person(n).change(archived_at=w.now if n % 2 else None),
    lambda w, n: w.person(n).change(stay_in_touch="no" if n % 2 else "yes"),
    lambda w, n: OwnReminder.objects.create(
        owner=w.owner, text="Read", starts_on=w.today, repeats=["", "daily", "monthly"][n % 3]
    ),
    lambda w, n: (r := w.request(n)) and outreach.withdraw(request=r, at=w.now),
    lambda w, n: (r := w.request(n)) and outreach.close_quiet(request=r, at=w.now),
    lambda w, n: (r := w.request(n)) and outreach.reopen(request=r, today=w.today),
    move_to,
    pause,
    tune,
]  # fmt: skip


def check(world):
    world.owner.refresh_from_db()
    bring_up_to_date(owner=world.owner, now=world.now)
    assert drift(owner_id=world.owner.pk, now=world.now).count == 0
    rows = Reminder.objects.for_user(world.owner)
    still_open = set(rows.open().values_list("kind", "subject", "occurrence"))
    assert not still_open & world.ended
    subscription = Subscription.objects.select_related("owner").get(pk=world.subscription.pk)
    first = current_feed(subscription, now=world.now)
    Subscription.objects.update(feed_key="")
    subscription.refresh_from_db()
    assert current_feed(subscription, now=world.now) == first


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], database=None
)
@given(
    steps=st.lists(
        st.tuples(
            st.integers(0, len(ACTS) - 1), st.integers(0, 11), st.sampled_from([0, 1, 7, 30, 300, 4500])
        ),
        min_size=4,
        max_size=14,
    )
)
def test_any_acts_leave_no_drift(owner, steps):
    savepoint = transaction.atomic()
    savepoint.__enter__()
    try:
        with time_machine.travel(START, tick=False) as clock:
            world = World(owner)
            for act, n, hours in steps:
                world.now += hours * HOUR + timedelta(minutes=7)
                clock.move_to(world.now)
                bring_up_to_date(owner=owner, now=world.now)
                with contextlib.suppress(*DECLINED):
                    ACTS[act](world, n)
                check(world)
            call_command("plan_reminders", "--check", "--json")
    finally:
        transaction.set_rollback(True)
        savepoint.__exit__(None, None, None)
        owner.refresh_from_db()


@pytest.mark.django_db(transaction=True)
def test_planners_at_once_make_one_plan(owner):
    for n in range(6):
        asked(owner, Contact.objects.create(owner=owner, name=f"Person {n}"), at=START)
        talked(owner, Contact.objects.create(owner=owner, name=f"Guest {n}"), START + n * HOUR)
    troubles, together = [], threading.Barrier(3)

    def plan():
        try:
            together.wait(10)
            plan_owner(owner_id=owner.pk, now=START + DAY)
        except Exception as error:
            troubles.append(error)
        finally:
            connection.close()

    planners = [threading.Thread(target=plan) for _ in range(3)]
    for planner in planners:
        planner.start()
    for planner in planners:
        planner.join(30)

    assert troubles == []
    assert drift(owner_id=owner.pk, now=START + DAY).count == 0
