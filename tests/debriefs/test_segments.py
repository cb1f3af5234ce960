"""Segments: what each part of the owner's people says by itself, and which part nobody has asked."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from contacts.models import Contact, Organisation
from debriefs.models import InsightCategory
from debriefs.services import add_insight, open_debrief
from debriefs.summary import count, count_segments
from interviews.services import log_past_talk
from outreach.models import Goal

MONDAY = datetime(2026, 3, 2, 8, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture
def goal(owner):
    InsightCategory.objects.create(key="culture", name="Culture")
    return Goal.objects.create(owner=owner, title="Understand it", started_on=MONDAY.date())


@pytest.fixture
def heard(owner, goal):
    """Return a function that notes themes of a talk with somebody new, each talk a day later."""
    days = iter(range(100))

    def hear(*themes, house=None, **about):
        day = next(days)
        contact = Contact.objects.create(owner=owner, name=f"Person {day}", organisation=house, **about)
        talk = log_past_talk(
            owner=owner, contact=contact, starts_at=MONDAY + timedelta(days=day), minutes=20,
            tz_name="Europe/Berlin", goal=goal,
        )  # fmt: skip
        debrief = open_debrief(interview=talk)
        for theme in themes:
            add_insight(
                debrief=debrief, category=InsightCategory.objects.get(), takeaway="Said so", theme_name=theme,
                now=MONDAY,
            )  # fmt: skip
        return contact

    return hear


def house(owner, name, **about):
    return Organisation.objects.create(owner=owner, name=name, **about)


def segments(owner, goal, by):
    return {one.name: one for one in count_segments(owner, goal, by)}


def test_theme_triangulated_over_all_is_one_source_in_each_segment(owner, goal, heard):
    for distance in ("senior", "recruiter", "same_level"):
        heard("Pace", distance=distance)

    assert count(owner, goal).strong == 1
    assert {name: one.levels for name, one in segments(owner, goal, "distance").items()} == {
        name: {"single": 1} for name in ("senior", "recruiter", "same_level")
    }


def test_two_of_one_department_are_one_voice_in_their_segment(owner, goal, heard):
    acme = house(owner, "Acme", size="enterprise")
    heard("Pace", house=acme, department="Sales")
    heard("Pace", house=acme, department="Sales")
    heard("Pace", house=house(owner, "Else", size="enterprise"))

    found = segments(owner, goal, "size")["enterprise"]

    assert (found.talks, found.themes, found.levels) == (3, 1, {"emerging": 1})
    assert found.best[1] == 2


def test_each_segment_has_a_state_of_its_own(owner, goal, heard):
    for number in range(10):
        heard("Pace", "Tools" if number < 4 else "Pace", region="DACH")
    heard("Budgets", region="USA")

    found = segments(owner, goal, "region")

    assert (found["DACH"].state, found["USA"].state) == ("saturated", "gathering")


def test_region_is_that_of_the_organisation_where_the_person_has_none(owner, goal, heard):
    heard("Pace", house=house(owner, "Acme", region="UK"))
    heard("Pace", house=house(owner, "Else", region="UK"), region="USA")

    assert {name: one.talks for name, one in segments(owner, goal, "region").items()} == {"UK": 1, "USA": 1}


def test_industries_are_told_apart_without_case(owner, goal, heard):
    heard("Pace", house=house(owner, "Acme", industry="Retail banking"))
    heard("Pace", house=house(owner, "Else", industry="retail  Banking"))

    [found] = segments(owner, goal, "industry").values()

    assert (found.name.casefold(), found.talks) == ("retail banking", 2)


def test_inference_is_no_voice_in_a_segment_either(owner, goal, heard):
    talk = heard(distance="senior").participations.get().interview
    add_insight(
        debrief=talk.debrief, category=InsightCategory.objects.get(), takeaway="I guess", theme_name="Pace",
        evidence="inference", now=MONDAY,
    )  # fmt: skip

    found = segments(owner, goal, "distance")["senior"]

    assert (found.levels, found.best) == ({"none": 1}, None)


def test_page_names_the_segment_that_nobody_asked(owner, goal, heard, as_owner):
    heard("Pace", house=house(owner, "Acme", size="enterprise"))
    start = house(owner, "Small", size="start_up")
    for name in ("Ann", "Bob"):
        Contact.objects.create(owner=owner, name=name, organisation=start)

    page = as_owner.get(reverse("debriefs:insight_list")).content.decode()

    assert "Segment by segment" in page
    assert '<th scope="row">Start-up</th><td colspan="7" class="ink2">Nobody asked yet; you know 2' in page


@pytest.mark.parametrize(
    ("by", "shown"),
    [("size", "Enterprise"), ("distance", "Senior"), ("region", "Latin America"), ("industry", "Film")],
)
def test_page_parts_by(owner, goal, heard, as_owner, by, shown):
    place = house(owner, "Acme", size="enterprise", industry="Film")
    heard("Pace", house=place, distance="senior", region="LatAm")

    answer = as_owner.get(reverse("debriefs:insight_list"), {"by": by})

    [row] = answer.context_data["segments"]
    assert (row["label"], row["levels"], row["best"].name) == (shown, [0, 0, 1], "Pace")
    assert f'<th scope="row">{shown}</th><td class="num">1</td>' in answer.content.decode()


def test_page_follows_a_change_of_a_segment_at_once(owner, goal, heard, as_owner):
    someone = heard("Pace", distance="senior")
    page = reverse("debriefs:insight_list") + "?by=distance"
    assert '<th scope="row">Senior</th>' in as_owner.get(page).content.decode()

    someone.change(distance="recruiter")

    words = as_owner.get(page).content.decode()
    assert '<th scope="row">Recruiter</th>' in words
    assert '<th scope="row">Senior</th>' not in words


def test_segments_of_another_owner_are_not_counted(owner, goal, heard, stranger):
    theirs = house(stranger, "Acme", size="start_up")
    Contact.objects.create(owner=stranger, name="Ann", organisation=theirs)
    heard("Pace", house=house(owner, "Acme", size="enterprise"))

    assert set(segments(owner, goal, "size")) == {"enterprise"}
