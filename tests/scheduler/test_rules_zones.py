"""The same rules in five cities, over both nights when the clocks change, and for any facts at all."""

import json
from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given, settings
from hypothesis import strategies as st

from infoview.shared.days import Pause, moment_at
from outreach.cadence import RANGES, Policy
from scheduler.facts import (
    ContactFact,
    Facts,
    InterviewFact,
    OwnReminderFact,
    ParticipantFact,
    PromiseFact,
    RequestFact,
)
from scheduler.rules import HOME_ORDER, KINDS, TIMED, plan

CITIES = ("Pacific/Auckland", "America/New_York", "Europe/Berlin", "Asia/Kolkata", "America/Sao_Paulo")
NOW = datetime(2026, 11, 24, 11, tzinfo=UTC)
LIBRARY = json.loads((Path(__file__).parents[2] / "outreach/library/policies.json").read_text())
PRESETS = {
    row["key"]: Policy(**{name: row[name] for name in (*RANGES, "business_days")})
    for row in LIBRARY["policies"]
}


def at(day, clock, city):
    return moment_at(day, time.fromisoformat(clock), city)


def shown(moment, city):
    return moment.astimezone(ZoneInfo(city)).strftime("%Y-%m-%d %H:%M")


def sent(moment, status="sent", attempts=1):
    return RequestFact(UUID(int=1), 1, 1, status, sent_at=moment, last_sent_at=moment, attempts=attempts)


def held(ends):
    part = ParticipantFact(UUID(int=2), 1)
    return InterviewFact(UUID(int=1), 1, "held", ends - timedelta(minutes=20), ends, (part,))


def planned(kind, city, **facts):
    return next(
        p
        for p in plan(Facts(**facts), now=NOW, today=NOW.date(), timezone=city)
        if p.kind == kind and not p.done_at
    )


# Twenty-four hours are elapsed hours ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("city", "held_on", "due"),
    [
        ("Pacific/Auckland", date(2026, 4, 4), "2026-04-05 15:20"),
        ("Pacific/Auckland", date(2026, 9, 26), "2026-09-27 17:20"),
        ("America/New_York", date(2026, 3, 7), "2026-03-08 17:20"),
        ("America/New_York", date(2026, 10, 31), "2026-11-01 15:20"),
        ("Europe/Berlin", date(2026, 3, 28), "2026-03-29 17:20"),
        ("Europe/Berlin", date(2026, 10, 24), "2026-10-25 15:20"),
        ("Asia/Kolkata", date(2026, 3, 28), "2026-03-29 16:20"),
        ("America/Sao_Paulo", date(2026, 10, 31), "2026-11-01 16:20"),
        ("Europe/Berlin", date(2028, 2, 28), "2028-02-29 16:20"),
        ("Asia/Kolkata", date(2026, 12, 31), "2027-01-01 16:20"),
    ],
)
def test_thank_you_is_due_after_24_elapsed_hours(city, held_on, due):
    ends = at(held_on, "16:20", city)
    thanks = planned("thank_you", city, interviews=[held(ends)])

    assert shown(thanks.due_at, city) == due
    assert thanks.due_at - ends == timedelta(hours=24)


# Days are the owner's days --------------------------------------------------------------------------


@pytest.mark.parametrize("city", CITIES)
@pytest.mark.parametrize(
    ("preset", "dates"),
    [
        ("classic", ["nudge +7", "close +21"]),
        ("three_b_seven", ["nudge +7", "close +21"]),
        ("club", ["nudge +7", "last_attempt +21", "close +35"]),
        ("gentle", ["nudge +14", "close +35"]),
    ],
)
@pytest.mark.parametrize(
    "start",
    [
        date(2026, 1, 31),
        date(2026, 3, 5),
        date(2026, 3, 26),
        date(2026, 9, 24),
        date(2026, 10, 22),
        date(2028, 2, 22),
    ],
    ids=str,
)
def test_a_silent_request_played_to_its_end(preset, dates, start, city):
    request, seen = sent(at(start, "09:00", city)), []
    status = {"nudge": "nudged", "last_attempt": "last_attempt"}
    while request.status != "closed_no_reply":
        (due,) = (
            p
            for p in plan(
                Facts(requests=[request], policy=PRESETS[preset]), now=NOW, today=NOW.date(), timezone=city
            )
            if not p.done_at and p.kind != "second_person"
        )
        assert shown(due.due_at, city) == f"{due.due_on} 09:00"
        seen.append(f"{due.kind} +{(due.due_on - start).days}")
        if due.kind == "close":
            break
        request = request._replace(
            status=status[due.kind], last_sent_at=due.due_at, attempts=request.attempts + 1
        )

    assert seen == dates


@pytest.mark.parametrize("city", CITIES)
def test_every_day_of_a_year_a_nudge_keeps_its_hour_and_is_late_at_midnight(city):
    for day in (date(2026, 1, 1) + timedelta(days=n) for n in range(365)):
        nudge = planned("nudge", city, requests=[sent(at(day, "09:00", city))])

        due_on = day + timedelta(days=7)
        assert nudge.due_on == due_on
        assert shown(nudge.due_at, city) == f"{due_on} 09:00"
        assert shown(nudge.overdue_at, city) == f"{due_on + timedelta(days=1)} 00:00"


def test_a_note_sent_late_in_new_york_counts_from_the_day_there():
    nudge = planned("nudge", "America/New_York", requests=[sent(datetime(2026, 11, 3, 4, 30, tzinfo=UTC))])

    assert nudge.due_on == date(2026, 11, 9)


def test_a_due_time_that_the_clocks_skip_is_moved_on():
    nudge = planned(
        "nudge", "America/New_York", requests=[sent(at(date(2026, 3, 1), "02:30", "America/New_York"))]
    )

    assert shown(nudge.due_at, "America/New_York") == "2026-03-08 03:30"


def test_a_due_time_that_comes_twice_is_the_first():
    nudge = planned(
        "nudge", "America/New_York", requests=[sent(at(date(2026, 10, 25), "01:30", "America/New_York"))]
    )

    assert nudge.due_at == datetime(2026, 11, 1, 5, 30, tzinfo=UTC)


def test_a_journey_moves_the_days_and_not_the_elapsed_hours():
    facts = {"requests": [sent(datetime(2026, 11, 2, 22, tzinfo=UTC))], "interviews": [held(NOW)]}

    assert planned("nudge", "Europe/Berlin", **facts).due_on == date(2026, 11, 9)
    assert planned("nudge", "Pacific/Auckland", **facts).due_on == date(2026, 11, 10)
    assert (
        planned("thank_you", "Europe/Berlin", **facts).due_at
        == planned("thank_you", "Pacific/Auckland", **facts).due_at
    )


@pytest.mark.parametrize("city", CITIES)
def test_every_day_of_a_year_an_update_is_due_where_dateutil_says(city):
    for day in (date(2027, 7, 1) + timedelta(days=n) for n in range(366)):
        ends = at(day, "23:40", city)
        contact = ContactFact(UUID(int=9), 1, last_touch_at=ends)
        update = planned("update", city, contacts=[contact], interviews=[held(ends)])

        assert update.due_on == day + relativedelta(months=6)
        assert shown(update.due_at, city) == f"{update.due_on} 23:40"


# Any facts at all -----------------------------------------------------------------------------------


MOMENTS = st.datetimes(datetime(2024, 1, 1), datetime(2027, 6, 1), timezones=st.just(UTC))
NAMED = st.dates(date(2025, 1, 1), date(2028, 1, 1))
STATES = ("draft", "ready", "sent", "nudged", "last_attempt", "accepted", "scheduled", "held",
          "declined", "deferred", "closed_no_reply", "withdrawn")  # fmt: skip


@st.composite
def lives(draw):
    people = draw(st.integers(1, 5))
    contact = st.integers(1, people)
    contacts = [
        ContactFact(
            UUID(int=1000 + pk), pk, draw(st.sampled_from(["new", "ally", "mentor"])),
            draw(st.sampled_from(["yes", "no", "not_asked"])), draw(st.booleans()), draw(st.booleans()),
            draw(st.none() | contact), draw(st.none() | MOMENTS), draw(st.none() | MOMENTS),
            draw(st.none() | NAMED),
        )
        for pk in range(1, people + 1)
    ]  # fmt: skip
    requests = []
    for pk in range(draw(st.integers(0, 6))):
        first, last = sorted([draw(MOMENTS), draw(MOMENTS)])
        requests.append(
            RequestFact(
                UUID(int=2000 + pk), pk, draw(contact), draw(st.sampled_from(STATES)),
                draw(st.none() | st.integers(1, 2)),
                first, last, draw(st.integers(1, 5)), 0, draw(st.sampled_from([None, last])),
                draw(st.sampled_from([None, last])),
                draw(st.none() | NAMED),
            )
        )  # fmt: skip
    interviews = []
    for pk in range(draw(st.integers(0, 5))):
        start = draw(MOMENTS)
        parts = tuple(
            ParticipantFact(UUID(int=4000 + 10 * pk + person), person, draw(st.none() | MOMENTS))
            for person in sorted(draw(st.sets(contact, max_size=2)))
        )
        interviews.append(
            InterviewFact(
                UUID(int=3000 + pk), pk, draw(st.sampled_from(["scheduled", "held", "cancelled", "no_show"])),
                start, start + timedelta(minutes=20), parts, draw(st.none() | st.integers(0, 5)),
                draw(st.booleans()),
                draw(st.none() | MOMENTS), draw(st.none() | MOMENTS), draw(st.none() | MOMENTS),
            )
        )  # fmt: skip
    promises = [PromiseFact(UUID(int=5000 + n), 1, draw(NAMED)) for n in range(draw(st.integers(0, 2)))]
    own = [
        OwnReminderFact(
            UUID(int=6000 + n), draw(NAMED), repeats=draw(st.sampled_from(["", "daily", "monthly"])),
            every=draw(st.integers(1, 52)), done_count=draw(st.integers(0, 3)),
        )
        for n in range(draw(st.integers(0, 2)))
    ]  # fmt: skip
    first = draw(NAMED)
    pauses = draw(st.sampled_from([(), (Pause(first, first + timedelta(days=20)),)]))
    policy = Policy(
        attempts_max=draw(st.integers(1, 3)), second_person_after_days=draw(st.none() | st.integers(1, 7)),
        business_days=draw(st.booleans()), pauses=pauses,
    )  # fmt: skip
    return Facts(contacts, requests, interviews, promises, own=own, policy=policy)


def plan_of(facts, city, now=NOW):
    return plan(facts, now=now, today=now.astimezone(ZoneInfo(city)).date(), timezone=city)


@given(lives(), st.sampled_from(CITIES))
@settings(deadline=None)
def test_one_reminder_per_key_and_one_open_per_kind_and_subject(facts, city):
    reminders = plan_of(facts, city)

    assert len({p.key for p in reminders}) == len(reminders)
    assert max(Counter((p.kind, p.subject) for p in reminders if p.done_at is None).values(), default=0) <= 1


@given(lives(), st.sampled_from(CITIES))
@settings(deadline=None)
def test_days_and_moments_of_a_reminder_agree(facts, city):
    for p in plan_of(facts, city):
        assert p.due_at.tzinfo is UTC
        assert p.due_at.astimezone(ZoneInfo(city)).date() == p.due_on
        assert p.overdue_at >= p.due_at
        assert p.all_day is (p.kind not in TIMED)


@given(lives(), st.sampled_from(CITIES), st.randoms(use_true_random=False))
@settings(deadline=None)
def test_the_order_of_the_facts_changes_nothing(facts, city, rng):
    shuffled = Facts(
        rng.sample(facts.contacts, len(facts.contacts)),
        rng.sample(facts.requests, len(facts.requests)),
        rng.sample(facts.interviews, len(facts.interviews)),
        facts.promises,
        own=facts.own,
        policy=facts.policy,
    )

    assert {p.key: p for p in plan_of(shuffled, city)} == {p.key: p for p in plan_of(facts, city)}


@given(lives(), st.sampled_from(CITIES))
@settings(deadline=None)
def test_nothing_but_appointments_falls_due_in_a_pause(facts, city):
    for p in plan_of(facts, city):
        if p.done_at is None and p.kind not in {"prepare", "leave", "debrief"}:
            assert not any(pause.covers(p.due_on) for pause in facts.policy.pauses)


@given(lives(), st.sampled_from(CITIES))
@settings(deadline=None)
def test_nothing_is_asked_of_people_who_want_no_contact(facts, city):
    silenced = {contact.pk for contact in facts.contacts if contact.do_not_contact}
    asking = {
        "nudge",
        "last_attempt",
        "thank_you",
        "deferred",
        "find_time",
        "update",
        "give_back",
        "progress_note",
    }

    assert not [
        p for p in plan_of(facts, city) if not p.done_at and p.kind in asking and p.contact in silenced
    ]


@given(lives(), st.sampled_from(CITIES))
@settings(deadline=None)
def test_a_reply_ends_every_follow_up(facts, city):
    answered = [r._replace(status="declined", replied_at=r.last_sent_at) for r in facts.requests]
    kinds = {p.kind for p in plan_of(Facts(facts.contacts, answered, policy=facts.policy), city)}

    assert not kinds & {"nudge", "second_person", "last_attempt", "close", "find_time", "deferred"}


def test_the_home_order_begins_as_the_rules_say_and_has_every_kind():
    assert HOME_ORDER[:8] == (
        "thank_you", "debrief", "promise", "find_time", "nudge", "prepare", "close", "update",
    )  # fmt: skip
    assert sorted(HOME_ORDER) == sorted(KINDS)
