"""The scorecard: rows are saved as typed, one row is enough, and nothing typed is lost."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
from django.urls import reverse

from contacts.models import Contact
from debriefs.enums import Outcome
from debriefs.models import Debrief, Insight, InsightCategory, Step, Theme
from debriefs.sensitive import check_note
from debriefs.views.debriefs import heard_in
from infoview.shared import undo
from interviews.models import LiveMark, Participant, PlanItem
from interviews.services import book_interview, finish_interview
from outreach.models import Gap, Goal

MONDAY = datetime(2026, 3, 2, 8, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def categories():
    return [InsightCategory.objects.create(key=k, name=k.capitalize()) for k in ("culture", "challenges")]


@pytest.fixture
def talk(owner):
    elena = Contact.objects.create(owner=owner, name="Elena Marchetti")
    goal = Goal.objects.create(owner=owner, title="Understand it", started_on=MONDAY.date())
    booked = book_interview(
        owner=owner, contacts=[elena], starts_at=MONDAY, minutes=20, tz_name="Europe/Berlin", goal=goal
    )
    return finish_interview(
        interview=booked, started_at=MONDAY, ended_at=MONDAY + timedelta(minutes=20), timezone="Europe/Berlin"
    )


def url(name, row):
    return reverse(f"debriefs:{name}", args=[row.public_id])


def add(client, talk, **values):
    data = {"category": "culture", "takeaway": "Calm pace", "implication": "Ask about pace", **values}
    return client.post(url("insight_create", talk), data)


def test_first_row_finishes_the_debrief_for_the_talks_goal(as_owner, talk):
    add(as_owner, talk, theme_name="Calm pace pays", score="4")

    debrief = Debrief.objects.get()
    insight = Insight.objects.get()
    assert debrief.finished_at is not None
    assert list(debrief.goals.all()) == [talk.goal]
    assert (insight.theme.name, insight.score, insight.contact.name) == (
        "Calm pace pays",
        4,
        "Elena Marchetti",
    )


def test_same_row_sent_twice_is_one(as_owner, talk):
    add(as_owner, talk)
    add(as_owner, talk)

    assert Insight.objects.count() == 1


def test_empty_row_keeps_what_was_typed(as_owner, talk):
    answer = add(as_owner, talk, takeaway=" ", implication="A long thought")

    assert answer.status_code == 422
    assert "A long thought" in answer.content.decode()
    assert Insight.objects.count() == 0


def test_cell_saves_itself_and_refuses_an_old_revision(as_owner, talk):
    add(as_owner, talk)
    insight = Insight.objects.get()
    cell = {"field": "takeaway", "text": "Calm pace, mostly", "revision": insight.revision}

    saved = as_owner.post(url("insight_autosave", insight), cell)
    stale = as_owner.post(url("insight_autosave", insight), {**cell, "text": "Something else"})

    assert saved.json()["revision"] == 2
    assert (stale.status_code, stale.json()) == (409, {"revision": 2, "text": "Calm pace, mostly"})


def test_finishing_without_a_row_says_what_to_do(as_owner, talk):
    answer = as_owner.post(url("debrief_finish", talk), {"reflection": "Kept words"})

    assert answer.status_code == 422
    assert "One row is enough" in answer.content.decode()
    assert "Kept words" in answer.content.decode()


def test_nothing_to_record_is_an_answer(as_owner, talk):
    as_owner.get(url("debrief_write", talk))

    as_owner.post(url("debrief_finish", talk), {"nothing": "1"})

    assert Debrief.objects.get().nothing_to_record


def test_steps_become_tasks_once(as_owner, talk):
    add(as_owner, talk)
    form = {"steps": "Learn SQL\n\nRead the report", "goals": [str(talk.goal.public_id)]}

    as_owner.post(url("debrief_finish", talk), form)
    as_owner.post(url("debrief_finish", talk), form)

    assert sorted(Step.objects.values_list("text", flat=True)) == ["Learn SQL", "Read the report"]


def test_sensitive_words_are_named_and_kept_with_one_act(as_owner, talk):
    add(as_owner, talk, takeaway="Her manager is on sick leave with burnout")
    page = as_owner.get(url("debrief_write", talk)).content.decode()
    assert "notice--privacy" in page

    as_owner.post(url("insight_keep_finding", Insight.objects.get()), {"how": "private"})

    assert Insight.objects.get().confidentiality == "private"


def test_profession_cannot_save_sensitive_words(as_owner, owner, talk):
    owner.mode = "recruiter"
    owner.save()

    answer = add(as_owner, talk, takeaway="Her manager is on sick leave with burnout")

    assert answer.status_code == 422
    assert Insight.objects.count() == 0


def test_scheduled_talk_is_not_debriefed_yet(as_owner, owner):
    elena = Contact.objects.create(owner=owner, name="Elena")
    ahead = book_interview(owner=owner, contacts=[elena], starts_at=MONDAY, minutes=20, tz_name="UTC")

    assert as_owner.get(url("debrief_write", ahead)).status_code == 302
    assert Debrief.objects.count() == 0


def test_stranger_sees_and_changes_nothing(as_owner, as_stranger, talk):
    add(as_owner, talk, theme_name="Mine")
    insight, theme = Insight.objects.get(), Theme.objects.get()

    paths = [url("debrief_write", talk), url("theme_detail", theme)]
    posts = [
        url("insight_create", talk),
        url("debrief_finish", talk),
        url("insight_update", insight),
        url("insight_autosave", insight),
        url("insight_delete", insight),
        url("theme_update", theme),
        url("theme_merge", theme),
    ]

    assert {as_stranger.get(path).status_code for path in paths} == {404}
    assert {as_stranger.post(path).status_code for path in posts} == {404}


def test_page_costs_the_same_with_one_row_and_with_thirty(as_owner, talk, django_assert_max_num_queries):
    add(as_owner, talk)
    as_owner.get(url("debrief_write", talk))
    with django_assert_max_num_queries(12) as few:
        as_owner.get(url("debrief_write", talk))
    for n in range(29):
        add(as_owner, talk, takeaway=f"Takeaway {n}", theme_name=f"Theme {n % 5}")

    as_owner.get(url("debrief_write", talk))  # the first page after a change plans anew
    with django_assert_max_num_queries(12) as many:
        as_owner.get(url("debrief_write", talk))

    assert len(many) == len(few)


def test_notes_stand_under_their_questions_with_what_was_marked(as_owner, owner, talk):
    item = PlanItem.objects.create(
        owner=owner, interview=talk, section="core", text="What is hard?", notes="Night shifts", position=1
    )
    LiveMark.objects.create(
        owner=owner, interview=talk, plan_item=item, kind="quote", text="We lost two people", marked_at=MONDAY
    )
    LiveMark.objects.create(owner=owner, interview=talk, kind="name", text="Ask Jon", marked_at=MONDAY)
    PlanItem.objects.create(owner=owner, interview=talk, section="closing", text="Unasked", position=2)

    asked, rest = heard_in(talk)

    assert (asked.question, asked.notes) == ("What is hard?", "Night shifts")
    assert asked.marks == [("quote", "Their words", "We lost two people")]
    assert (rest.question, rest.marks) == ("", [("name", "A name", "Ask Jon")])
    page = as_owner.get(url("debrief_write", talk)).content.decode()
    assert "Night shifts" in page
    assert "“We lost two people”" in page


def test_readiness_is_one_of_five(as_owner, talk):
    add(as_owner, talk)

    as_owner.post(url("debrief_finish", talk), {"readiness": "4"})

    page = as_owner.get(url("debrief_write", talk)).content.decode()
    assert '<input type="radio" name="readiness" value="4" checked>' in page


@pytest.mark.parametrize("outcome", Outcome.values)
def test_outcome_is_stored_and_shown(as_owner, talk, outcome):
    add(as_owner, talk)

    as_owner.post(url("debrief_finish", talk), {"outcome": outcome})

    assert Debrief.objects.get().outcome == outcome
    page = as_owner.get(url("debrief_write", talk)).content.decode()
    assert f'<input type="radio" name="outcome" value="{outcome}" checked>{Outcome(outcome).label}' in page
    assert (
        f"<p>{Outcome(outcome).label}</p>" in as_owner.get(reverse("debriefs:debrief_list")).content.decode()
    )


def test_unknown_outcome_is_refused(as_owner, talk):
    add(as_owner, talk)

    assert as_owner.post(url("debrief_finish", talk), {"outcome": "triumph"}).status_code == 422
    assert Debrief.objects.get().outcome == ""


def test_what_is_under_more_is_stored_and_shown(as_owner, owner, talk):
    other = Goal.objects.create(owner=owner, title="Compare two places", started_on=MONDAY.date())
    add(as_owner, talk)
    more = {
        "stance": "critical",
        "surprised": "Nobody measures it",
        "who_would_disagree": "Their head of sales",
        "what_else": "A plan for May",
        "reflection": "Ask shorter questions",
    }

    as_owner.post(
        url("debrief_finish", talk),
        {
            **more,
            "goals": [str(other.public_id)],
            "steps": "Learn SQL",
            "opportunities_text": "A trial week\nA talk at the fair",
            "listening_estimate": "70",
        },
    )

    debrief = Debrief.objects.get()
    assert {name: getattr(debrief, name) for name in more} == more
    assert list(debrief.goals.all()) == [other]
    assert sorted(debrief.opportunities.values_list("text", "status")) == [
        ("A talk at the fair", "noted"),
        ("A trial week", "noted"),
    ]
    talk.refresh_from_db()
    assert talk.listening_estimate == 70
    shown = as_owner.get(url("debrief_write", talk)).context_data["form"]
    assert {name: shown[name].value() for name in more} == more
    assert shown["goals"].value() == [other.public_id]
    assert shown["listening_estimate"].value() == 70


def test_finishing_again_without_more_keeps_the_stance(as_owner, talk):
    add(as_owner, talk)
    as_owner.post(url("debrief_finish", talk), {"stance": "critical"})

    as_owner.post(url("debrief_finish", talk), {"outcome": "confirmed"})

    assert Debrief.objects.get().stance == "critical"


@pytest.mark.parametrize("estimate", ["-1", "101", "most"])
def test_estimate_of_listening_is_a_percentage(as_owner, talk, estimate):
    add(as_owner, talk)

    answer = as_owner.post(url("debrief_finish", talk), {"listening_estimate": estimate})

    assert answer.status_code == 422
    assert '<details class="dmore" open>' in answer.content.decode()


def test_what_is_under_more_of_a_row_is_stored_and_shown(as_owner, owner, talk):
    gap = Gap.objects.create(owner=owner, goal=talk.goal, text="Who decides?")
    jon = Contact.objects.create(owner=owner, name="Jon Berg")
    Participant.objects.create(owner=owner, interview=talk, contact=jon, is_main=False)
    add(as_owner, talk)
    insight = Insight.objects.get()
    more = {"stance": "against", "evidence": "verbatim", "confidentiality": "no_name"}

    as_owner.post(
        url("insight_update", insight),
        {"category": "culture", "takeaway": "Calm pace", "implication": "", "more": "1", **more,
         "contact": str(jon.public_id), "gap": str(gap.public_id)},
    )  # fmt: skip

    insight.refresh_from_db()
    assert {name: getattr(insight, name) for name in more} == more
    assert (insight.contact, insight.gap, insight.first_hand) == (jon, gap, False)
    page = as_owner.get(url("debrief_write", talk)).content.decode()
    for value in (*more.values(), jon.public_id, gap.public_id):
        assert f'<option value="{value}" selected>' in page


def test_goals_are_offered_by_their_titles(as_owner, talk):
    page = as_owner.get(url("debrief_write", talk)).text

    assert "Understand it</label>" in " ".join(page.split()).replace(" </label>", "</label>")
    assert "Goal " + str(talk.goal.public_id) not in page


# What the notes check marks

SENSITIVE = "The team is calm. She is pregnant and on leave soon."


def finding_of(as_owner, talk):
    answer = add(as_owner, talk, takeaway=SENSITIVE)
    page = as_owner.get(answer.url).text
    assert "Remove these words" in page or "Remove the sentence" in page
    return {"code": unescape(re.search(r'name="code" value="([^"]+)"', page)[1])}


def test_marked_words_are_removed_with_one_press(as_owner, talk):
    found = finding_of(as_owner, talk)
    labels = [fix.label for fix in check_note(SENSITIVE)[0].fixes]

    as_owner.post(
        url("insight_keep_finding", Insight.objects.get()),
        found | {"fix": labels.index("Remove the sentence")},
    )

    assert Insight.objects.get().takeaway == "The team is calm."


def test_marked_words_are_kept_only_with_a_reason(as_owner, talk):
    found = finding_of(as_owner, talk)

    for reason in (" ", "She says it on her own page."):
        assert Insight.objects.get().kept_findings == []
        as_owner.post(
            url("insight_keep_finding", Insight.objects.get()), found | {"how": "open", "reason": reason}
        )

    assert Insight.objects.get().kept_findings == [found | {"reason": "She says it on her own page."}]


# A row that was removed


def removed_of(answer):
    return re.search(r'name="row" value="([^"]+)"', answer.content.decode())[1]


@pytest.mark.parametrize(
    "headers", [{}, {"HX-Request": "true", "HX-Target": "scorecard"}], ids=["page", "fragment"]
)
def test_removed_row_is_put_back_as_it_was(as_owner, talk, headers):
    add(as_owner, talk, theme_name="Calm pace pays", score="4")
    insight = Insight.objects.select_related("theme").get()
    gone = as_owner.post(url("insight_delete", insight), headers=headers, follow=True)
    assert Insight.objects.count() == 0

    as_owner.post(url("insight_restore", talk), {"row": removed_of(gone)}, headers=headers)

    back = Insight.objects.get()
    for name in ("public_id", "takeaway", "implication", "score", "theme", "contact", "position"):
        assert getattr(back, name) == getattr(insight, name)
    assert Debrief.objects.get().finished_at is not None


def test_removed_row_is_kept_nowhere_once_its_page_was_shown(as_owner, talk):
    add(as_owner, talk)
    as_owner.post(url("insight_delete", Insight.objects.get()), follow=True)

    assert b'name="row"' not in as_owner.get(url("debrief_write", talk)).content
    assert "taken-out" not in as_owner.session


def test_removed_row_of_somebody_else_is_not_put_back(as_owner, as_stranger, talk, stranger):
    add(as_owner, talk)
    token = undo.token_of(Insight.objects.get())
    other = Contact.objects.create(owner=stranger, name="Olga")
    theirs = book_interview(owner=stranger, contacts=[other], starts_at=MONDAY, minutes=20, tz_name="UTC")
    finish_interview(
        interview=theirs, started_at=MONDAY, ended_at=MONDAY + timedelta(minutes=9), timezone="UTC"
    )

    as_stranger.post(url("insight_restore", theirs), {"row": token})

    assert not Insight.objects.for_user(stranger).exists()
