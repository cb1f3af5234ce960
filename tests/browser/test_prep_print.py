"""The prep sheet on paper: one page, A4 and Letter, with everything that one may need."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from contacts.models import ResearchNote
from infoview.shared import clock
from tests.factories.interviews import make_interview, make_item
from tests.factories.outreach import make_gap, make_goal, make_person

pytestmark = pytest.mark.django_db(transaction=True)

QUESTIONS = (
    "What did you work on last Tuesday, hour by hour?",
    "When someone joins your team from outside research, what do they struggle with first?",
    "What are you reading or watching closely in this field right now?",
    "What would have to be true for someone like me to be a safe hire?",
    "I noticed that the consent form changed in March; how did that change your interviews?",
)


@pytest.fixture
def full_sheet(transactional_db, owner):
    owner.what_i_do_not_know = "How budgets move\nWhat a junior does all day"
    owner.save()
    goal = make_goal(owner, question="Is operations work a real door into research, or a side room?")
    for text in ("How is the work judged, and by whom?", "Which certificates count?"):
        make_gap(goal, text)
    grace = make_person(owner, "Grace Kimani")
    person = make_person(
        owner,
        "Samuel Adeyemi",
        region="DACH",
        timezone="America/New_York",
        introduced_by=grace,
        how_met="At the meetup",
    )
    for layer, text in (
        ("person", "Wrote “The consent form is the interview”"),
        ("industry", "New rules from May"),
    ):
        ResearchNote.objects.create(
            owner=owner, contact=person, layer=layer, text=text, noted_on="2026-01-05"
        )
    talk = make_interview(
        owner, person, clock.now() + timedelta(days=1), goal=goal, link="https://talk.example.org/room/77"
    )
    for position, text in enumerate(QUESTIONS):
        make_item(talk, text, position=position, probes=["Can you think of one person?"])
    for position in range(3):
        make_item(
            talk, f"Which part of week {position} would you give away?", section="reserve", position=position
        )
    return talk


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_prep_sheet_prints_on_one_page(page, full_sheet, paper):
    page.goto(reverse("interviews:prep", args=[full_sheet.public_id]))
    printed = page.pdf(format=paper, prefer_css_page_size=False)

    assert len(re.findall(rb"/Type\s*/Page\b(?!s)", printed)) == 1


def test_prep_sheet_leaves_out_the_frame_on_paper(page, full_sheet):
    page.goto(reverse("interviews:prep", args=[full_sheet.public_id]))
    page.emulate_media(media="print")

    assert not page.locator("#prep-steps").is_visible()
    assert not page.locator(".side").is_visible()
    for words in (
        *QUESTIONS,
        "Suggested by Grace Kimani",
        "What I do not know",
        "https://talk.example.org/room/77",
    ):
        assert page.get_by_text(words).first.is_visible(), words
