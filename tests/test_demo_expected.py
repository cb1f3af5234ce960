"""Everything the demo data promise in `expected` comes out of the product itself."""

import json
import re
from collections import Counter
from datetime import UTC, datetime, timedelta
from html import unescape
from itertools import accumulate
from pathlib import Path
from uuid import uuid5

import pytest
import time_machine
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils.html import strip_tags

from contacts.models import Contact
from debriefs.models import Theme
from debriefs.synthesis import saturation_of, theme_evidence
from infoview.introductions import gate_of
from infoview.shared.words import number_words
from interviews.models import Interview
from outreach.models import Goal, OutreachRequest
from scheduler.models import Reminder
from scheduler.planning import bring_up_to_date

DEMO = json.loads((Path(__file__).parents[1] / "infoview/demo/demo.json").read_text(encoding="utf-8"))
EXPECTED = DEMO["expected"]
# Noon in Berlin, where the demo lives; a second date shows that none of it hangs on the first.
NOONS = [datetime(2026, 11, 24, 11, tzinfo=UTC), datetime(2028, 2, 29, 11, tzinfo=UTC)]

# The demo's words for kinds that the rules name otherwise, or leave to the policy.
KINDS = {
    "close_or_last_attempt": {"close", "last_attempt"},
    "deferred_recontact": {"deferred"},
    "give_back": {"promise"},
}

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", params=NOONS, ids=lambda noon: noon.date().isoformat())
def life(request, django_db_setup, django_db_blocker):
    """The owner of the demo, at noon; loaded once for all that only look."""
    noon = request.param
    with django_db_blocker.unblock(), transaction.atomic():
        with time_machine.travel(noon, tick=False):
            call_command("load_demo", email="jordan@infoview.example", password="a long enough password")
            owner = get_user_model().objects.get(email="jordan@infoview.example")
            bring_up_to_date(owner=owner, now=noon)
        owner.noon = noon
        yield owner
        transaction.set_rollback(True)


def keyed(owner, model, prefix, number=40):
    """Return the demo's rows of this model by their keys in the file."""
    keys = {uuid5(owner.public_id, f"demo:{prefix}{n:02}"): f"{prefix}{n:02}" for n in range(1, number)}
    found = model.objects.for_user(owner).filter(public_id__in=keys)
    return {keys[row.public_id]: row for row in found}


def test_demo_gives_the_saturation(life):
    goal = Goal.objects.for_user(life).get(public_id=uuid5(life.public_id, "demo:g1"))

    found = saturation_of(life, goal)

    assert found.new_themes == EXPECTED["new_themes_per_debrief"]
    assert found.state.base == EXPECTED["base_themes_first_4"]
    assert [
        {"after_debrief": p.after, "new_in_last_3": p.run, "ratio": round(p.ratio, 4), "state": p.state}
        for p in found.state.history
        if p.after >= 7
    ] == EXPECTED["saturation_history"]


def test_demo_gives_the_triangulation(life):
    keys = {theme.pk: key for key, theme in keyed(life, Theme, "t").items()}

    found = {
        keys[one.theme.pk]: {
            "supporting_contacts": one.people,
            "independent": one.count,
            "against": one.against,
            "status": one.level,
            "contested": one.contested,
            "one_sided": bool(one.one_sided),
        }
        for one in theme_evidence(life)
    }

    assert found == EXPECTED["triangulation"]


def test_demo_gives_the_states_of_the_requests(life):
    found = Counter(OutreachRequest.objects.for_user(life).values_list("status", flat=True))

    assert found == EXPECTED["request_states"]


@pytest.mark.parametrize(
    "expected",
    EXPECTED["reminders_due"],
    ids=lambda one: f"{one['kind']}-{one.get('contact', one.get('interview'))}",
)
def test_demo_gives_the_reminder(life, expected):
    rows = (
        Reminder.objects.for_user(life)
        .open()
        .filter(kind__in=KINDS.get(expected["kind"], {expected["kind"]}))
    )
    if "contact" in expected:
        rows = rows.filter(contact=keyed(life, Contact, "c")[expected["contact"]])
    else:
        rows = rows.filter(interview=keyed(life, Interview, "i")[expected["interview"]])

    [found] = rows

    if "due_day" in expected:
        assert found.due_on == life.noon.date() + timedelta(days=expected["due_day"])
    if expected.get("overdue"):
        assert found.overdue_at <= life.noon


def test_demo_gives_the_update_six_months_after_the_last_touch(life):
    [expected] = [one for one in EXPECTED["reminders_due"] if one["kind"] == "update"]
    contact = keyed(life, Contact, "c")[expected["contact"]]
    touched_on = contact.last_touch_at.astimezone(life.zone).date()

    found = Reminder.objects.for_user(life).open().get(kind="update", contact=contact)

    assert touched_on == life.noon.date() + timedelta(days=expected["last_touch_day"])
    assert (touched_on.isoformat(), found.due_on.isoformat()) in {
        ("2026-05-23", "2026-11-23"),
        ("2027-08-28", "2028-02-28"),
    }


@pytest.mark.parametrize(("key", "expected"), EXPECTED["referral_gate"].items())
def test_demo_gives_the_referral_gate(life, key, expected):
    found = gate_of(keyed(life, Contact, "c")[key])

    assert found.is_open == (expected == "open")
    if expected == "locked: one interaction":
        assert (found.missing, found.interactions) == (("interactions",), 1)


def test_demo_loads_once(life):
    life.refresh_from_db()
    version = life.facts_version
    rows = {
        model: model.objects.for_user(life).count() for model in (Contact, OutreachRequest, Interview, Theme)
    }

    call_command("load_demo", email=life.email)

    life.refresh_from_db()
    assert life.facts_version == version
    assert {model: model.objects.for_user(life).count() for model in rows} == rows


BADGES = {
    "triangulated": "Triangulated.",
    "emerging": "Emerging",
    "single": "One source",
    "contested": "Contested",
    "one_sided": "people say so",
}


def insights_page(life, goal):
    browser = Client()
    browser.force_login(life)
    return browser.get(reverse("debriefs:insight_list"), {"goal": goal, "all": ""}).content.decode()


def test_insights_page_shows_each_theme_of_the_demo_with_its_badges(life):
    names = {theme.name: key for key, theme in keyed(life, Theme, "t").items()}

    found = {}
    for entry in insights_page(life, "all").split('<li class="entry tri')[1:]:
        entry, words = entry.split("</li>")[0], unescape(strip_tags(entry.split("</li>")[0]))
        [name] = [name for name in names if name in words]
        voices, talks = re.search(r"(\d+) of (\d+)", words).groups()
        found[names[name]] = (int(voices), talks, {key for key, badge in BADGES.items() if badge in words})

    assert found == {
        key: (
            one["independent"],
            "12",
            {one["status"], *(badge for badge in ("contested", "one_sided") if one[badge])},
        )
        for key, one in EXPECTED["triangulation"].items()
    }


def test_insights_page_says_the_state_of_the_demo(life):
    page = insights_page(life, uuid5(life.public_id, "demo:g1"))
    words = " ".join(unescape(strip_tags(page)).split())

    assert "Saturated: the last three talks brought next to nothing new." in words
    assert "Sharpen your CV to what the work asks for." in words
    strong = sum(one["status"] == "triangulated" for one in EXPECTED["triangulation"].values())
    assert f"{number_words(strong).capitalize()} things you can rely on, the rest is still to test." in words
    assert f"{sum(EXPECTED['new_themes_per_debrief'])} in all" in words


def test_insights_chart_of_the_demo_has_the_numbers(life):
    page = insights_page(life, uuid5(life.public_id, "demo:g1"))
    new = ", ".join(map(str, EXPECTED["new_themes_per_debrief"]))
    totals = ", ".join(map(str, accumulate(EXPECTED["new_themes_per_debrief"])))

    assert f"New each time: {new}. In all so far: {totals}." in page
