"""The pages of a conversation: axe finds nothing, and nothing scrolls sideways."""

from datetime import timedelta

import pytest
from django.urls import reverse

from infoview.shared import clock
from interviews import talking
from interviews.models import LiveMark
from tests.axe import violations
from tests.factories.interviews import (
    held_interview,
    make_interview,
    make_item,
    make_own_question,
    make_question,
)
from tests.factories.outreach import make_gap, make_goal, make_person

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def addresses(transactional_db, owner):
    now = clock.now()
    make_question()
    make_own_question(owner)
    goal = make_goal(owner)
    make_gap(goal)
    talk = make_interview(owner, starts_at=now + timedelta(hours=30), goal=goal)
    item = make_item(talk, "How old are you?")
    running = make_interview(owner, make_person(owner, "Grace Kimani"), now - timedelta(minutes=18))
    make_item(running, notes="Two hours of forms")
    talking.begin(interview=running, now=now - timedelta(minutes=18))
    passed = make_interview(owner, make_person(owner, "Yusuf Demir"), now - timedelta(hours=3))
    held = held_interview(owner, make_person(owner, "Ana Costa"), now - timedelta(days=3), notes="Kind")
    for kind in ("quote", "name", "promise_mine"):
        LiveMark.objects.create(owner=owner, interview=held, kind=kind, text="Jana Vogel", marked_at=now)

    def url(name, row):
        return reverse(f"interviews:{name}", args=[row.public_id])

    names = (
        "interview_detail",
        "interview_update",
        "interview_move",
        "interview_cancel",
        "plan_update",
        "prep",
    )
    return [
        reverse("interviews:interview_list"),
        reverse("interviews:interview_create"),
        reverse("interviews:question_list"),
        reverse("interviews:question_create"),
        reverse("debriefs:past_talk_create"),
        reverse("debriefs:past_talk_import"),
        *[url(name, talk) for name in (*names, "live")],
        url("item_update", item),
        url("live", running),
        url("interview_detail", passed),
        url("interview_hold", passed),
        url("interview_detail", held),
    ]


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (390, "dark")])
def test_interview_pages_have_no_axe_violation(open_page, owner, addresses, scheme, width):
    page = open_page(
        signed_in_as=owner, viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True
    )
    found = []
    for address in addresses:
        page.goto(address)
        result = violations(page)
        found += [(address, one["id"], one["nodes"][0]["html"]) for one in result]
        if page.evaluate("document.documentElement.scrollWidth") > width:
            found.append((address, "scrolls sideways", ""))

    assert found == []
