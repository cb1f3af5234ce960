"""The workshop in a real browser: the content policy holds, axe finds nothing, dragging and keys renumber."""

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from playwright.sync_api import expect

from infoview.library import load_library
from interviews.models import QuestionBank
from outreach.models import MessageTemplate
from tests.axe import violations

pytestmark = pytest.mark.visual
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


@pytest.fixture
def grace(transactional_db):
    load_library()
    return get_user_model().objects.create_user(
        "grace@infoview.example", "a long enough password", is_staff=True
    )


def pages():
    bank = QuestionBank.objects.get(key="recruiter")
    question = bank.questions.first()
    template = MessageTemplate.objects.get(key="t01")
    return [
        reverse("admin:index"),
        reverse("admin_support:support"),
        reverse("admin:interviews_questionbank_changelist"),
        reverse("admin:interviews_questionbank_change", args=[bank.pk]),
        reverse("admin:interviews_questionbank_import", args=[bank.pk]),
        reverse("admin:interviews_question_changelist"),
        reverse("admin:interviews_question_change", args=[question.pk]),
        reverse("admin:interviews_question_history", args=[question.pk]),
        reverse("admin:interviews_question_delete", args=[question.pk]),
        reverse("admin:outreach_messagetemplate_changelist"),
        reverse("admin:outreach_messagetemplate_change", args=[template.pk]),
        reverse("admin:outreach_followuppolicy_changelist"),
        reverse("admin:debriefs_insightcategory_changelist"),
    ]


@pytest.mark.parametrize(("scheme", "width"), [("light", 1440), ("dark", 390)])
def test_pages_have_no_barrier(open_page, grace, scheme, width):
    # axe tries out inline styles on some of the stock pages; the policy refuses them and the console says so.
    size = {"width": width, "height": 900}
    page = open_page(signed_in_as=grace, viewport=size, color_scheme=scheme, allow_errors=True)
    found = {}
    for address in pages():
        page.goto(address)
        results = violations(page, RULES)
        found[address] = [(one["id"], [node["target"] for node in one["nodes"]][:3]) for one in results]

    assert {address: said for address, said in found.items() if said} == {}


def test_pages_keep_the_content_policy(open_page, grace):
    page = open_page(signed_in_as=grace, viewport={"width": 1440, "height": 900})
    for address in pages():
        assert page.goto(address).ok, address


def test_arrow_keys_move_a_question_and_save_keeps_it(open_page, grace):
    bank = QuestionBank.objects.get(key="recruiter")
    first, second = bank.questions.order_by("position", "pk")[:2]
    page = open_page(signed_in_as=grace, viewport={"width": 1440, "height": 900})
    page.goto(reverse("admin:interviews_questionbank_change", args=[bank.pk]))

    page.locator("[data-grip]").first.press("ArrowDown")
    expect(page.locator("[data-row] input").nth(0)).to_have_attribute("name", f"place-{second.pk}")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".messagelist")).to_contain_text("was changed")

    assert list(bank.questions.order_by("position", "pk")[:2]) == [second, first]


def test_dragging_a_question_renumbers_the_places(open_page, grace):
    bank = QuestionBank.objects.get(key="recruiter")
    page = open_page(signed_in_as=grace, viewport={"width": 1440, "height": 900})
    page.goto(reverse("admin:interviews_questionbank_change", args=[bank.pk]))
    name = page.locator("[data-row] input").nth(0).get_attribute("name")

    page.locator("[data-grip]").nth(0).hover()
    page.mouse.down()
    box = page.locator("[data-row]").nth(2).bounding_box()
    for step in range(1, 6):
        page.mouse.move(box["x"] + 20, box["y"] + box["height"] * step / 6)
    page.mouse.up()

    expect(page.locator(f"input[name={name}]")).to_have_value("3")


def test_remarks_follow_the_words(open_page, grace):
    template = MessageTemplate.objects.get(key="t01")
    page = open_page(signed_in_as=grace, viewport={"width": 1440, "height": 900})
    page.goto(reverse("admin:outreach_messagetemplate_change", args=[template.pk]))

    page.get_by_label("Body").fill("Hi {first_name}, are there any openings on your team?")

    expect(page.locator("[data-check]")).to_contain_text("M-JOB")
    expect(page.locator("[data-check]")).to_contain_text("It cannot be published as it stands.")
