"""A draft of the library is offered to no owner, by no page and under no name they might post."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from interviews.models import FavouriteQuestion, OwnQuestion, PlanItem
from interviews.views.plan import token_of
from outreach.models import Message, OwnTemplate
from tests.factories.interviews import NOON, make_interview, make_question
from tests.factories.outreach import make_message, make_person, make_request, make_template, sent_request

pytestmark = pytest.mark.django_db

WORDS = "How do zeppelins land?"
HTMX = {"HX-Request": "true", "HX-Target": "plan"}


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(NOON - timedelta(days=3), tick=False):
        yield


@pytest.fixture
def question():
    """A question of a bank that is offered, until a test makes the bank a draft."""
    return make_question(WORDS)


@pytest.fixture
def template():
    return make_template(name="Zeppelins")


def taken_back(row):
    row.status = "draft"
    row.save(update_fields=["status"])


# Questions ----------------------------------------------------------------------------------------


def pages_with_questions(owner):
    plan = reverse("interviews:plan_update", args=[make_interview(owner).public_id])
    return [
        reverse("interviews:question_list"),
        reverse("interviews:question_list") + "?q=zeppelins",
        plan,
        f"{plan}?q=zeppelins",
    ]


def test_question_of_a_draft_bank_is_on_no_page(as_owner, owner, question):
    pages = pages_with_questions(owner)
    offered = [WORDS in as_owner.get(page).content.decode() for page in pages]

    taken_back(question.bank)

    assert offered == [True, True, True, True]
    assert [page for page in pages if WORDS in as_owner.get(page).content.decode()] == []


@pytest.mark.parametrize("act", ["plan_add", "question_favourite", "question_create"])
def test_question_of_a_draft_bank_is_not_taken_by_its_name(as_owner, owner, question, act):
    taken_back(question.bank)
    token = token_of(question)

    if act == "plan_add":
        path = reverse("interviews:plan_add", args=[make_interview(owner).public_id])
        as_owner.post(path, {"question": token}, headers=HTMX)
    elif act == "question_favourite":
        as_owner.post(reverse("interviews:question_favourite"), {"question": token, "liked": "yes"})
    else:
        assert (
            WORDS not in as_owner.get(reverse("interviews:question_create"), {"copy": token}).content.decode()
        )

    assert not PlanItem.objects.exists()
    assert not FavouriteQuestion.objects.exists()
    assert not OwnQuestion.objects.exists()


def test_plan_is_not_filled_from_a_draft_bank(as_owner, owner, question):
    taken_back(question.bank)
    talk = make_interview(owner)

    as_owner.post(reverse("interviews:plan_fill", args=[talk.public_id]))

    assert not PlanItem.objects.filter(question=question).exists()


def test_favourite_stays_and_is_hidden_while_its_bank_is_a_draft(as_owner, owner, question):
    FavouriteQuestion.objects.create(owner=owner, question=question)
    taken_back(question.bank)

    page = as_owner.get(reverse("interviews:question_list"), {"favourites": "on"}).content.decode()

    assert WORDS not in page
    assert FavouriteQuestion.objects.count() == 1


# Templates ----------------------------------------------------------------------------------------


def test_draft_template_is_on_no_page(as_owner, owner, template):
    asked = make_request(owner)
    draft = make_message(asked)
    pages = [
        reverse("outreach:template_list"),
        reverse("outreach:request_create") + f"?contact={asked.contact.public_id}",
        reverse("outreach:message_update", args=[draft.public_id]),
    ]
    offered = ["Zeppelins" in as_owner.get(page).content.decode() for page in pages]

    taken_back(template)

    assert offered == [True, True, True]
    assert [page for page in pages if "Zeppelins" in as_owner.get(page).content.decode()] == []


def test_draft_nudge_is_not_offered(as_owner, owner):
    nudge = make_template(name="Zeppelins", kind="nudge")
    page = reverse(
        "outreach:request_write", args=[sent_request(owner, at=NOON - timedelta(days=20)).public_id]
    )
    assert "Zeppelins" in as_owner.get(page, {"kind": "nudge"}).content.decode()

    taken_back(nudge)

    assert "Zeppelins" not in as_owner.get(page, {"kind": "nudge"}).content.decode()


def test_draft_template_is_not_taken_by_its_name(as_owner, owner, template):
    taken_back(template)
    name = f"library:{template.key}"
    draft = make_message(make_request(owner), body="Hello Leila")

    as_owner.post(reverse("outreach:message_template", args=[draft.public_id]), {"template": name})

    draft.refresh_from_db()
    assert draft.template is None
    assert template.body[:20] not in draft.body


def test_draft_template_begins_no_letter(as_owner, owner, template):
    taken_back(template)
    contact = make_person(owner)

    as_owner.post(
        reverse("outreach:request_create") + f"?contact={contact.public_id}",
        {"contact": contact.public_id, "channel": "email", "relation": "cold",
         "template": f"library:{template.key}"},
    )  # fmt: skip

    assert not Message.objects.filter(template=template).exists()


def test_draft_template_is_not_copied(as_owner, template):
    taken_back(template)

    page = as_owner.get(reverse("outreach:template_create"), {"copy": template.key}).content.decode()

    assert "made me think" not in page
    assert not OwnTemplate.objects.exists()
