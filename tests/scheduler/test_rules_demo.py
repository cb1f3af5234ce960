"""The demo data give exactly the reminders that are written beside them."""

import json
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

import pytest

from infoview.shared.days import moment_at
from outreach.cadence import Policy
from scheduler.facts import (
    ContactFact,
    Facts,
    InterviewFact,
    ParticipantFact,
    PromiseFact,
    RequestFact,
)
from scheduler.rules import plan

DEMO = json.loads((Path(__file__).parents[2] / "infoview/demo/demo.json").read_text())
ZONE = "Europe/Berlin"
TODAY = date(2026, 11, 24)
NOW = moment_at(TODAY, time(12), ZONE)

# The demo's words for three of the kinds.
CODES = {
    "close_or_last_attempt": {"close", "last_attempt"},
    "deferred_recontact": {"deferred"},
    "give_back": {"promise"},
}


def day(offset):
    return TODAY + timedelta(days=offset)


def at(offset, clock="09:00"):
    return moment_at(day(offset), time.fromisoformat(clock), ZONE)


def uid(key):
    return uuid5(NAMESPACE_URL, key)


def demo_facts():
    talks = {talk["id"]: talk for talk in DEMO["interviews"]}
    thanked = {f["interview"]: at(f["day"], "20:00") for f in DEMO["follow_ups"] if f["kind"] == "thank_you"}
    debriefed = {d["interview"]: at(d["day"], "21:00") for d in DEMO["debriefs"]}
    touches = {}
    for entry in [t for t in talks.values() if t["status"] == "held"] + DEMO["follow_ups"]:
        touches.setdefault(entry["contact"], []).append(at(entry["day"], "20:00"))
    contacts = [
        ContactFact(
            uid(c["id"]), c["id"], c["stage"], c["stay_in_touch"], introduced_by=c["introduced_by"],
            last_touch_at=max(touches.get(c["id"], []), default=None),
            last_said_at=max(touches.get(c["id"], []), default=None),
        )
        for c in DEMO["contacts"]
    ]  # fmt: skip
    requests = []
    for r in DEMO["requests"]:
        sent = [at(a["day"]) for a in r["attempts"]]
        replied = r.get("replied_day", -30 if r["state"] in {"held", "scheduled"} else None)
        requests.append(
            RequestFact(
                uid(r["id"]), r["id"], r["contact"], r["state"],
                sent_at=sent[0] if sent else None, last_sent_at=sent[-1] if sent else None,
                attempts=len(sent),
                replied_at=None if replied is None else at(replied),
                closed_at=None if r["closed_day"] is None else at(r["closed_day"]),
                deferred_until=day(40) if r["state"] == "deferred" else None,
            )
        )  # fmt: skip
    interviews = [
        InterviewFact(
            uid(t["id"]), t["id"], t["status"], at(t["day"], t["time"]),
            at(t["day"], t["time"]) + timedelta(minutes=t["actual_minutes"] or t["asked_minutes"]),
            (ParticipantFact(uid(t["id"] + "p"), t["contact"], thanked.get(t["id"])),),
            debriefed_at=debriefed.get(t["id"]),
        )
        for t in talks.values()
    ]  # fmt: skip
    promises = [
        PromiseFact(uid("promise" + r["contact"]), r["contact"], day(r["due_day"]), r["promised"][0])
        for r in DEMO["reciprocity"]
        if "promised" in r
    ]
    policy = Policy(attempts_max=DEMO["settings"]["attempts.max"])
    return Facts(contacts, requests, interviews, promises, policy=policy)


PLANNED = plan(demo_facts(), now=NOW, today=TODAY, timezone=ZONE)


@pytest.mark.parametrize(
    "expected",
    DEMO["expected"]["reminders_due"],
    ids=lambda e: f"{e['kind']}-{e.get('contact', e.get('interview'))}",
)
def test_plan_has_what_the_demo_expects(expected):
    found = [
        p
        for p in PLANNED
        if p.done_at is None
        and p.kind in CODES.get(expected["kind"], {expected["kind"]})
        and expected.get("contact", p.contact) == p.contact
        and expected.get("interview", p.interview) == p.interview
    ]

    assert len(found) == 1
    if "due_day" in expected:
        assert found[0].due_on == day(expected["due_day"])
    if expected.get("overdue"):
        assert found[0].overdue_at <= NOW


def test_plan_of_the_demo_has_nothing_else_due_but_what_the_rules_add():
    due = {
        (p.kind, p.contact)
        for p in PLANNED
        if p.done_at is None and p.due_on <= TODAY and p.kind not in {"give_back", "leave"}
    }

    assert due == {
        ("nudge", "c21"),
        ("debrief", "c12"),
        ("thank_you", "c12"),
        ("debrief", "c13"),
        ("update", "c02"),
        ("last_attempt", "c23"),
        # Grace introduced Hana, who was met a month ago; nobody has told her yet.
        ("progress_note", "c06"),
    }


def test_plan_of_the_demo_update_of_samuel_counts_from_the_thank_you():
    update = next(p for p in PLANNED if p.kind == "update" and p.contact == "c02")

    assert TODAY - timedelta(days=185) == date(2026, 5, 23)
    assert update.due_on == date(2026, 11, 23)
    assert update.overdue_at == datetime(2026, 11, 23, 23, tzinfo=UTC)
