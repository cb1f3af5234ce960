"""Themes: weighed by unrelated people, merged and taken apart, counted the same by both readers."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from contacts.models import Contact, Organisation, Tie
from debriefs.models import InsightCategory, Theme
from debriefs.services import add_insight, merge_themes, open_debrief, theme_named, undo_merge
from debriefs.summary import count
from debriefs.synthesis import saturation_of, theme_evidence
from interviews.services import log_past_talk
from outreach.models import Goal

MONDAY = datetime(2026, 3, 2, 8, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture
def goal(owner):
    InsightCategory.objects.create(key="culture", name="Culture")
    return Goal.objects.create(owner=owner, title="Understand it", started_on=MONDAY.date())


def heard(owner, goal, contact, themes, day=0, **values):
    talk = log_past_talk(
        owner=owner, contact=contact, starts_at=MONDAY + timedelta(days=day), minutes=20,
        tz_name="Europe/Berlin", goal=goal,
    )  # fmt: skip
    debrief = open_debrief(interview=talk)
    category = InsightCategory.objects.get(key="culture")
    for theme in themes:
        add_insight(
            debrief=debrief, category=category, takeaway=f"{contact.name} on {theme}", theme_name=theme,
            now=MONDAY, **values,
        )  # fmt: skip


def person(owner, name, **values):
    return Contact.objects.create(owner=owner, name=name, **values)


def levels(owner, goal):
    return {item.theme.name: item.count for item in theme_evidence(owner, goal)}


def test_two_of_one_department_are_one_voice_and_the_page_says_so(owner, goal, as_owner):
    acme = Organisation.objects.create(owner=owner, name="Acme")
    for n, name in enumerate(("Ann", "Bob")):
        heard(owner, goal, person(owner, name, organisation=acme, department="Sales"), ["Pace"], day=n)

    assert levels(owner, goal) == {"Pace": 1}
    page = as_owner.get(reverse("debriefs:insight_list")).content.decode()
    assert "count as one voice: same department" in page


def test_declared_tie_joins_two_voices(owner, goal):
    ann, bob = person(owner, "Ann"), person(owner, "Bob")
    heard(owner, goal, ann, ["Pace"])
    heard(owner, goal, bob, ["Pace"], day=1)
    assert levels(owner, goal) == {"Pace": 2}

    Tie.objects.create(owner=owner, a=ann, b=bob)

    assert levels(owner, goal) == {"Pace": 1}


def test_inference_supports_nothing_and_is_no_new_theme(owner, goal):
    heard(owner, goal, person(owner, "Ann"), ["Pace"], evidence="inference")

    assert levels(owner, goal) == {"Pace": 0}
    assert saturation_of(owner, goal).new_themes == [0]


def test_merging_equals_having_had_one_and_can_be_undone(owner, goal):
    for n, (name, theme) in enumerate((("Ann", "Pace"), ("Bob", "Speed"), ("Cy", "Speed"))):
        heard(owner, goal, person(owner, name), [theme], day=n)
    pace, speed = Theme.objects.get(name="Pace"), Theme.objects.get(name="Speed")

    event = merge_themes(kept=pace, merged=speed, now=MONDAY)
    assert levels(owner, goal) == {"Pace": 3}
    assert theme_named(owner=owner, name="speed", now=MONDAY) == pace

    assert undo_merge(event=event, now=MONDAY)
    assert levels(owner, goal) == {"Pace": 1, "Speed": 2}


def test_kept_figures_say_what_the_rows_say(owner, goal):
    people = [person(owner, name, stance="critical") for name in ("Ann", "Bob", "Cy", "Di")]
    people[1].change(introduced_by=people[0])
    for n, someone in enumerate(people):
        heard(owner, goal, someone, ["Pace", f"Only {n}"], day=n)
    heard(owner, goal, person(owner, "Eve"), ["Pace"], day=9, stance="against")

    kept = {w.theme: w for w in count(owner, goal).weights}

    for item in theme_evidence(owner, goal):
        weight = kept[item.theme.pk]
        assert (weight.count, len(weight.supporting), len(weight.against)) == (
            item.count, item.people, item.against,
        )  # fmt: skip
        assert (weight.contested, weight.one_sided) == (item.contested, item.one_sided)
        assert weight.latest_at == item.latest_at


def test_insights_page_follows_a_change_at_once(owner, goal, as_owner):
    ann = person(owner, "Ann")
    heard(owner, goal, ann, ["Pace"])
    assert "Ann" in as_owner.get(reverse("debriefs:insight_list")).content.decode()

    ann.change(name="Renamed Person", first_name="Renamed")

    page = as_owner.get(reverse("debriefs:insight_list")).content.decode()
    assert "Renamed" in page
    assert ">Ann<" not in page


def test_private_words_stay_out_of_the_export(owner, goal, as_owner):
    heard(owner, goal, person(owner, "Ann"), ["=Pace"], confidentiality="private")
    heard(owner, goal, person(owner, "Bob"), ["=Pace"], day=1)

    export = as_owner.get(reverse("debriefs:insight_list") + "?format=csv").content.decode()

    assert "Bob on =Pace" in export
    assert "Ann on" not in export
    assert '"\'=Pace"' in export


def test_insights_cost_the_same_with_three_and_with_sixty_themes(
    owner, goal, as_owner, django_assert_max_num_queries
):
    heard(owner, goal, person(owner, "Ann"), ["A", "B", "C"])
    as_owner.get(reverse("debriefs:insight_list"))
    heard(owner, goal, person(owner, "Bob"), [f"Theme {n}" for n in range(60)], day=1)
    as_owner.get(reverse("debriefs:insight_list"))

    with django_assert_max_num_queries(12):
        as_owner.get(reverse("debriefs:insight_list"))


def test_insights_chart_of_41_talks_goes_on_from_the_first(owner, goal, as_owner):
    ann = person(owner, "Ann")
    for day in range(41):
        heard(owner, goal, ann, [f"Theme {day}", "Pace"], day=day)

    page = as_owner.get(reverse("debriefs:insight_list"))

    rows = page.context_data["chart"].rows
    assert (len(rows), rows[0][1:], rows[-1][1:]) == (40, (1, 3), (1, 42))
    assert "42 in all" in page.content.decode()
    assert "the last 40 of 41 conversations" in page.content.decode()


@pytest.mark.parametrize(
    ("talks", "headline"),
    [
        ([], "Nothing heard yet."),
        ([[]], "No themes named yet."),
        ([["A", "B"], ["C"]], "Each talk still adds something."),
        ([["A"], ["A"], ["B"]], "Talks still add something, though not each."),
        ([["A", "B"], ["A"], ["B"]], "The last two talks added nothing new."),
    ],
)
def test_headline_says_what_the_talks_bear_out(owner, goal, talks, headline):
    for day, themes in enumerate(talks):
        heard(owner, goal, person(owner, f"Person {day}"), themes or ["A"], day=day)
        if not themes:
            Theme.objects.all().delete()

    assert saturation_of(owner, goal).headline == headline


def test_rest_is_named_only_where_there_is_one(owner, goal, as_owner):
    for day, name in enumerate(("Ann", "Bob", "Cy")):
        heard(owner, goal, person(owner, name), ["Pace"], day=day)
    page = as_owner.get(reverse("debriefs:insight_list")).text
    assert "One thing you can rely on." in page

    heard(owner, goal, person(owner, "Dee"), ["Speed"], day=4)
    page = as_owner.get(reverse("debriefs:insight_list")).text
    assert "One thing you can rely on, the rest is still to test." in page
