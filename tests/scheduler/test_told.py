"""What letters and Today may name of a talk: what the person said, never what is kept private."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse

from debriefs.models import InsightCategory, StrategyChange, StrategyEvidence, Theme
from debriefs.services import add_insight, open_debrief
from infoview.shared import clock
from interviews.services import set_people
from outreach.composing import review
from outreach.models import Message, OutreachSettings
from scheduler.enums import ReminderKind
from scheduler.models import Reminder
from scheduler.planning import bring_up_to_date
from scheduler.writing import write_for
from tests.factories.interviews import held_interview
from tests.factories.outreach import make_goal, make_person

NOW = datetime(2026, 11, 24, 11, tzinfo=UTC)  # a Tuesday, noon in Berlin
SICK = "Her manager is on sick leave with burnout"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _noon():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def talk(owner):
    InsightCategory.objects.create(key="culture", name="Culture")
    return held_interview(owner, make_person(owner, "Priya Rao"), NOW - timedelta(hours=3))


def note(talk, takeaway, **values):
    category = InsightCategory.objects.get(key="culture")
    return add_insight(
        debrief=open_debrief(interview=talk), category=category, takeaway=takeaway, now=NOW, **values
    )


def thank_you(owner, name="Priya Rao"):
    bring_up_to_date(owner=owner, now=clock.now())
    row = Reminder.objects.open().get(kind=ReminderKind.THANK_YOU, contact__name=name)
    return write_for(row, owner=owner).body


@pytest.mark.parametrize(
    "hidden",
    [{"takeaway": SICK}, {"takeaway": "Budgets shrink", "confidentiality": "private"},
     {"takeaway": "Pilots decide", "implication": SICK}],
    ids=["sensitive", "private", "sensitive implication"],
)  # fmt: skip
def test_thank_you_and_today_name_the_first_thing_that_may_be_told(owner, as_owner, talk, hidden):
    note(talk, **{"implication": "Leave her team alone", **hidden})
    note(talk, "Outcomes count")

    letter, page = thank_you(owner), as_owner.get("/").text

    assert "What stays with me: Outcomes count." in letter
    assert "Mention: Outcomes count" in page
    for words in hidden.values():
        assert words not in letter
        assert f"Mention: {words}" not in page
    assert "Leave her team alone" not in letter


def test_private_talk_is_thanked_for_without_its_words(owner, as_owner, talk):
    talk.change(confidentiality="private")
    note(talk, "Budgets shrink")

    assert "Budgets" not in thank_you(owner)
    assert "Budgets" not in as_owner.get("/").text


def test_sensitive_words_kept_with_a_reason_may_be_told(owner, talk):
    row = note(talk, SICK)
    row.change(
        kept_findings=[{"code": name, "reason": "She writes about it"} for *_, name in row.open_findings()]
    )

    assert SICK in thank_you(owner)


def test_each_person_of_a_talk_is_told_their_own_words(owner, as_owner, talk):
    priya, tom = talk.participants.get().contact, make_person(owner, "Tom Hale")
    set_people(interview=talk, contacts=[priya, tom], timezone="Europe/Berlin")
    note(talk, "Outcomes count", contact=priya)

    assert "Outcomes" in thank_you(owner)
    assert "Outcomes" not in thank_you(owner, "Tom Hale")
    assert as_owner.get("/").text.count("Mention: Outcomes count") == 1


def changed(owner, text, *themes):
    change = StrategyChange.objects.create(
        owner=owner, goal=make_goal(owner), kind="cv", text=text, decided_on=date(2026, 11, 24)
    )
    for theme in themes:
        StrategyEvidence.objects.create(owner=owner, strategy_change=change, theme=theme)


def test_update_tells_only_of_changes_that_rest_on_what_they_said_openly(owner, talk):
    note(talk, "Outcomes count", theme_name="Outcomes")
    note(talk, "Budgets shrink", theme_name="Budgets", confidentiality="private")
    other = held_interview(owner, make_person(owner, "Tom Hale"), NOW - timedelta(hours=5))
    note(other, "Features win", theme_name="Features")
    themes = {theme.name: theme for theme in Theme.objects.all()}
    changed(owner, "Lead with outcomes", themes["Outcomes"])
    changed(owner, "Ask for less", themes["Budgets"])
    changed(owner, "List every feature", themes["Features"])
    changed(owner, f"Wait: {SICK}", themes["Outcomes"])
    row = Reminder(owner=owner, kind=ReminderKind.UPDATE, contact=talk.participants.get().contact)

    letter = write_for(row, owner=owner).body

    assert "Lead with outcomes" in letter
    assert [text for text in ("Ask for less", "every feature", "burnout") if text in letter] == []
    assert Message.objects.count() == 1


def test_theme_shows_open_words_first_and_marks_private_ones(owner, as_owner, talk):
    note(talk, "Outcomes count, truly", theme_name="Outcomes")
    note(talk, "Only money counts", theme_name="Outcomes", confidentiality="private", evidence="verbatim")
    page = as_owner.get(reverse("debriefs:insight_list")).text
    assert "Outcomes count, truly" in page
    assert "Only money" not in page

    themes = as_owner.get(reverse("debriefs:theme_detail", args=[Theme.objects.get().public_id])).text
    assert themes.count("Kept private") == 1


def test_only_verbatim_words_stand_in_quotation_marks(owner, as_owner, talk):
    note(talk, "Outcomes count", theme_name="Outcomes")
    note(talk, "We never ship on Fridays", theme_name="Calm", evidence="verbatim")

    page = as_owner.get(reverse("debriefs:insight_list")).text

    assert '<p class="said tri__q">Outcomes count</p>' in page
    assert '<blockquote class="said tri__q">We never ship on Fridays</blockquote>' in page


def test_drafted_thank_you_counts_as_specific_by_what_was_noted(owner, talk):
    note(talk, "Outcomes count, not features")
    thank_you(owner)

    said = review(Message.objects.get(), owner=owner, settings=OutreachSettings.of(owner))

    assert "M-TAKEAWAY" not in [check.code for check in said.checks]
    assert "Something they said" in [check.title for check in said.checks]


def test_letters_begin_with_a_capital_after_the_greeting(owner, talk):
    update = Reminder(owner=owner, kind=ReminderKind.UPDATE, contact=talk.participants.get().contact)

    assert thank_you(owner).startswith("Hi Priya,\n\nThank you for")
    assert write_for(update, owner=owner).body.startswith("Hi Priya,\n\nA short word")
