import re
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from contacts.models import ResearchNote
from infoview.library import load_library
from interviews.enums import PlanSection, QuestionCategory
from interviews.models import PlanItem
from interviews.planning import add_to_plan, check_item
from interviews.views.plan import token_of
from tests.factories.contacts import make_contact
from tests.factories.interviews import (
    NOON,
    held_interview,
    make_interview,
    make_item,
    make_own_question,
    make_question,
)
from tests.factories.outreach import make_gap, make_goal, make_person

HTMX = {"HX-Request": "true", "HX-Target": "plan"}


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(NOON - timedelta(days=3), tick=False):
        yield


@pytest.fixture
def talk(owner):
    return make_interview(owner, goal=make_goal(owner))


def url(name, row):
    return reverse(f"interviews:{name}", args=[row.public_id])


def texts(talk, section="core"):
    return list(
        PlanItem.objects.filter(interview=talk, section=section)
        .order_by("position")
        .values_list("text", flat=True)
    )


def test_plan_add_takes_a_question_of_the_bank_once(talk, as_owner):
    question = make_question(framework="insights", probes=["How often?"])

    for _time in range(2):
        as_owner.post(url("plan_add", talk), {"question": token_of(question)})

    item = PlanItem.objects.get()
    assert (item.question, item.framework, item.probes, item.section) == (
        question,
        "insights",
        ["How often?"],
        "core",
    )


def test_plan_add_keeps_the_sixth_in_reserve(talk, as_owner):
    for n in range(6):
        as_owner.post(
            url("plan_add", talk), {"question": token_of(make_question(f"How is part {n} judged?"))}
        )

    assert (len(texts(talk)), len(texts(talk, PlanSection.RESERVE))) == (5, 1)


def test_plan_add_takes_ones_own_words_and_question(talk, owner, as_owner):
    as_owner.post(url("plan_add", talk), {"text": "What would you give away?"})
    as_owner.post(url("plan_add", talk), {"question": f"own:{make_own_question(owner).public_id}"})

    assert texts(talk) == ["What would you give away?", "What would you never do again?"]


def test_plan_add_knows_no_strangers_question(talk, stranger, as_owner):
    answer = as_owner.post(
        url("plan_add", talk), {"question": f"own:{make_own_question(stranger).public_id}"}, follow=True
    )

    assert b"no longer in the bank" in answer.content
    assert texts(talk) == []


@pytest.mark.parametrize("data", [{}, {"text": " "}, {"text": "x" * 401}])
def test_plan_add_answers_bad_input_with_the_page(talk, as_owner, data):
    assert as_owner.post(url("plan_add", talk), data).status_code == 422


@pytest.mark.parametrize("token", ["q:99999999", "q:x", "own:x", "nonsense", "q:" + "9" * 40, "\0"])
def test_plan_add_survives_any_token(talk, as_owner, token):
    assert as_owner.post(url("plan_add", talk), {"question": token}).status_code == 302


def test_item_move_changes_order_and_section(talk, as_owner):
    first, second = make_item(talk, "One?", position=0), make_item(talk, "Two?", position=1)

    as_owner.post(url("item_move", second), {"to": "up"})
    assert texts(talk) == ["Two?", "One?"]
    as_owner.post(url("item_move", first), {"to": "reserve"})

    assert (texts(talk), texts(talk, "reserve")) == (["Two?"], ["One?"])


def test_plan_reorder_by_dragging(talk, stranger, as_owner):
    items = [make_item(talk, f"{n}?", position=n) for n in range(3)]
    foreign = make_item(make_interview(stranger))

    answer = as_owner.post(
        url("plan_reorder", talk),
        {"order": [str(i.public_id) for i in (items[2], foreign, items[0], items[1])]},
    )

    assert answer.status_code == 204
    assert texts(talk) == ["2?", "0?", "1?"]


def test_item_update_rewords_links_a_gap_and_moves(talk, as_owner):
    gap = make_gap(talk.goal)
    item = make_item(talk)
    data = {
        "text": "How is it judged here?",
        "section": "reserve",
        "gap": gap.public_id,
        "probes": "By whom?\nHow often?",
    }

    as_owner.post(url("item_update", item), data)

    item.refresh_from_db()
    assert (item.text, item.section, item.gap, item.probes) == (
        "How is it judged here?",
        "reserve",
        gap,
        ["By whom?", "How often?"],
    )


def test_item_update_keeps_typed_words_when_it_fails(talk, as_owner):
    item = make_item(talk)

    answer = as_owner.post(url("item_update", item), {"text": "y" * 500, "section": "core"}, headers=HTMX)

    assert answer.status_code == 422
    assert b"y" * 500 in answer.content


def test_item_fix_takes_the_offered_rewrite(talk, as_owner):
    item = make_item(talk, "How old are you?")
    page = as_owner.get(url("plan_update", talk)).content.decode()

    as_owner.post(url("item_fix", item), {"fix": "Q-PROTECTED:0"})

    item.refresh_from_db()
    assert 'value="Q-PROTECTED:0"' in page
    assert item.text.startswith("How do people with different lengths of experience")


@pytest.mark.parametrize("fix", ["", "Q-JOB:0", "Q-PROTECTED:99", "Q-PROTECTED:x", ":"])
def test_item_fix_that_is_gone_changes_nothing(talk, as_owner, fix):
    item = make_item(talk, "How old are you?")

    as_owner.post(url("item_fix", item), {"fix": fix})

    item.refresh_from_db()
    assert item.text == "How old are you?"


def test_item_remove_keeps_what_has_notes(talk, as_owner):
    blank, noted = make_item(talk, "One?"), make_item(talk, "Two?", notes="Much")

    for item in (blank, noted):
        as_owner.post(url("item_remove", item))

    assert texts(talk) == ["Two?"]


def test_plan_update_suggests_for_a_gap_and_says_why(talk, as_owner):
    make_gap(talk.goal, "Which privacy rules shape campaigns?")
    make_question("Which privacy rules decide what you may send?", category="challenges")
    make_question("What makes you laugh at work?", category="culture", audience="recruiter")

    suggested = as_owner.get(url("plan_update", talk)).context_data["suggested"]

    assert [one["text"] for one in suggested] == ["Which privacy rules decide what you may send?"]
    assert suggested[0]["why"] == "You do not know yet: Which privacy rules shape campaigns?"


def test_plan_update_does_not_suggest_what_this_person_was_asked(owner, talk, as_owner):
    question = make_question(category="challenges")
    person = talk.participants.get().contact
    earlier = held_interview(owner, person, NOON - timedelta(days=90))
    make_item(earlier, question.text, question=question, notes="Two days")

    assert as_owner.get(url("plan_update", talk)).context_data["suggested"] == []


def fill_bank():
    for n, category in enumerate(QuestionCategory.values[:10]):
        make_question(f"How does part {n} work?", category=category, framework="insights")


def test_plan_fill_adds_five_to_ask_and_three_in_reserve_once(talk, as_owner):
    fill_bank()

    for _time in range(2):
        as_owner.post(url("plan_fill", talk))

        assert (len(texts(talk)), len(texts(talk, "reserve"))) == (5, 3)


def test_plan_fill_finds_enough_in_the_bank_that_comes_along(talk, as_owner):
    load_library()

    as_owner.post(url("plan_fill", talk))

    assert (len(texts(talk)), len(texts(talk, "reserve"))) == (5, 3)


def test_plan_fill_adds_only_what_is_missing(talk, as_owner):
    fill_bank()
    for n in range(4):
        make_item(talk, f"Mine {n}?", section="core" if n < 3 else "reserve")

    as_owner.post(url("plan_fill", talk))

    assert (len(texts(talk)), len(texts(talk, "reserve"))) == (5, 3)
    assert texts(talk)[:3] == ["Mine 0?", "Mine 1?", "Mine 2?"]


def test_plan_fill_stops_where_the_plan_is_full(talk, as_owner):
    fill_bank()
    for n in range(39):
        make_item(talk, f"Mine {n}?", section="opening", position=n)

    as_owner.post(url("plan_fill", talk))

    assert (len(texts(talk)), len(texts(talk, "reserve"))) == (1, 0)


def test_plan_fill_is_offered_until_the_reserve_is_full_too(talk, as_owner):
    fill_bank()
    offer = reverse("interviews:plan_fill", args=[talk.public_id])
    for n in range(5):
        make_item(talk, f"Mine {n}?", position=n)

    before = as_owner.get(url("plan_update", talk)).content.decode()
    as_owner.post(offer)

    assert offer in before
    assert offer not in as_owner.get(url("plan_update", talk)).content.decode()


def test_plan_update_checks_the_plan_and_shows_what_is_covered(talk, as_owner):
    make_item(talk, framework="trends")

    review = as_owner.get(url("plan_update", talk)).context_data["plan"].review

    assert {finding.code for finding in review.findings} == {"P-FEW", "P-GAP", "P-CLOSING"}
    assert dict(review.coverage)["trends"] is True


def test_plan_update_saves_aim_and_opening(talk, as_owner):
    as_owner.post(
        url("plan_update", talk), {"aim": "A door or a side room?", "opening": "Thank you for making time."}
    )

    talk.refresh_from_db()
    assert (talk.aim, talk.opening) == ("A door or a side room?", "Thank you for making time.")


@pytest.mark.parametrize(
    "query",
    ["q=week", "category=challenges&stage=core", "industry=tech", "favourites=on", "category=x", "q=%00"],
)
def test_plan_update_searches_the_bank(talk, as_owner, query):
    make_question()

    answer = as_owner.get(
        f"{url('plan_update', talk)}?{query}", headers={"HX-Request": "true", "HX-Target": "bank"}
    )

    assert answer.status_code == 200
    assert b'id="bank"' in answer.content


def test_plan_update_is_one_partial_for_htmx(talk, as_owner):
    answer = as_owner.post(url("plan_add", talk), {"text": "How is it judged?"}, headers=HTMX)

    assert b'id="plan"' in answer.content
    assert b"<html" not in answer.content


def test_prep_ready_counts_once_there_are_questions(talk, as_owner):
    as_owner.post(url("prep", talk), {"tick": "ready"})
    talk.refresh_from_db()
    assert talk.prepared_at is None

    as_owner.post(url("plan_add", talk), {"text": "How is it judged?"})
    talk.refresh_from_db()
    assert talk.prepared_at is not None

    as_owner.post(url("prep", talk), {"tick": "ready"})
    talk.refresh_from_db()
    assert talk.prepared_at is None


def test_prep_shows_everything_for_the_talk(owner, as_owner):
    grace = make_person(owner, "Grace Kimani")
    person = make_person(
        owner, region="DACH", timezone="America/New_York", introduced_by=grace, how_met="At the meetup"
    )
    goal = make_goal(owner)
    make_gap(goal, "Who decides?")
    talk = make_interview(owner, person, goal=goal, link="https://talk.example.org/room")
    make_item(talk)
    held_interview(owner, person, NOON - timedelta(days=90), notes="She likes pilots")

    page = as_owner.get(url("prep", talk)).content.decode()

    for words in (
        "Suggested by Grace Kimani", "At the meetup", "Who decides?", "07:00 their time", "talk.example.org",
        "She likes pilots", "What have I not asked", "not asking for a job",
    ):  # fmt: skip
        assert words in page, words


def test_bank_question_names_the_organisation_that_is_known(owner, as_owner):
    talk = make_interview(owner, make_contact(owner, "Priya Rao", organisation="Tern & Co"))
    question = make_question("How does {organisation} decide what to build?")

    for _time in range(2):
        as_owner.post(url("plan_add", talk), {"question": token_of(question)})

    assert texts(talk) == ["How does Tern & Co decide what to build?"]


def test_bank_question_keeps_its_slot_where_no_organisation_is_known(talk, as_owner):
    as_owner.post(url("plan_add", talk), {"question": token_of(make_question("Why {organisation}?"))})

    assert texts(talk) == ["Why {organisation}?"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("How do you tell a strong {role}?", "How do you tell a strong data analyst?"),
        ("Where does {field} go?", "Where does public health go?"),
        ("What is paid in {region}?", "What is paid in Porto?"),
        ("How did you come to {topic}?", "How did you come to Maps for nurses?"),
        ("I noticed {observation}; why?", "I noticed {observation}; why?"),
    ],
)
def test_bank_question_is_filled_from_contact_goal_and_research(owner, as_owner, words, said):
    priya = make_contact(owner, "Priya Rao", city="Porto", job_title="Head of Data")
    ResearchNote.objects.create(
        owner=owner, contact=priya, layer="person", source_title="Maps for nurses", text="Read it",
        noted_on=NOON.date(),
    )  # fmt: skip
    talk = make_interview(
        owner, priya, goal=make_goal(owner, title="Understand data analyst in public health")
    )

    as_owner.post(url("plan_add", talk), {"question": token_of(make_question(words))})

    assert texts(talk) == [said]
    assert ("Fill in:" in as_owner.get(url("plan_update", talk)).text) == ("{" in said)


def test_bank_question_takes_no_clause_of_a_goal_for_a_role(owner, as_owner):
    priya = make_contact(owner, "Priya Rao", job_title="Head of Data")
    talk = make_interview(owner, priya, goal=make_goal(owner, title="Understand how teams decide"))

    as_owner.post(url("plan_add", talk), {"question": token_of(make_question("Who makes a good {role}?"))})

    assert texts(talk) == ["Who makes a good Head of Data?"]


def test_only_a_question_that_is_not_of_the_bank_is_praised(owner):
    words = "How does {organisation} weigh speed versus quality?"
    talk = make_interview(owner, make_contact(owner, "Priya Rao", organisation="Tern & Co"))
    item = add_to_plan(interview=talk, now=NOON, question=make_question(words))
    assert "Q-STRATEGIC" not in [found.code for found in check_item(item)]

    item.change(text="How did the merger with Wren change speed versus quality?")
    assert "Q-STRATEGIC" in [found.code for found in check_item(item)]


def test_plan_add_says_that_a_question_is_there_already(talk, as_owner):
    question = make_question()
    make_item(talk, question.text, question=question)

    answer = as_owner.post(url("plan_add", talk), {"question": token_of(question)}, follow=True)

    assert "That one is in the plan already." in answer.text


def test_plan_tells_the_bank_to_look_again(talk, as_owner):
    answer = as_owner.post(url("plan_add", talk), {"question": token_of(make_question())}, headers=HTMX)

    assert "planned" in answer["HX-Trigger-After-Settle"]


def test_item_taken_out_is_put_back_where_it_stood(talk, as_owner):
    for place, text in enumerate(["One?", "Two?", "Three?"]):
        make_item(talk, text, position=place)
    gone = as_owner.post(url("item_remove", PlanItem.objects.get(text="Two?")), headers=HTMX)
    assert texts(talk) == ["One?", "Three?"]
    token = re.search(r'name="row" value="([^"]+)"', gone.content.decode())[1]

    as_owner.post(url("plan_restore", talk), {"row": token}, headers=HTMX)

    assert texts(talk) == ["One?", "Two?", "Three?"]
