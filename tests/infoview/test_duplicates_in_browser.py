"""Two records of one person, at a real browser: found, merged by keyboard, and apart again."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from contacts.models import Contact
from tests.factories.contacts import make_contact

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def pair(owner):
    kept = make_contact(
        owner, "Leila Moradi", organisation="Tern & Co", email="leila@tern.example", job_title="Lead"
    )
    gone = make_contact(
        owner,
        "Lejla Moradi",
        organisation="Tern Lab",
        email="leila@tern.example",
        job_title="Researcher",
        city="Oslo",
    )
    return kept, gone


def press_on(page, role, name):
    """Walk to it with the Tab key and press it, as somebody without a mouse does."""
    target = page.get_by_role(role, name=name)
    for _step in range(80):
        page.keyboard.press("Tab")
        if target.evaluate("element => element === document.activeElement"):
            page.keyboard.press("Enter")
            return
    pytest.fail(f"the Tab key never came to {name}")


def test_two_are_merged_by_keyboard_and_taken_apart(page, owner):
    kept, gone = pair(owner)
    page.goto("/contacts/duplicates/")

    press_on(page, "link", re.compile("Compare.*Leila Moradi"))
    expect(page.get_by_role("heading", name="One person?")).to_be_visible()
    roles = page.get_by_role("group", name="Role")
    roles.get_by_role("radio").first.focus()
    page.keyboard.press("ArrowDown")
    expect(roles.get_by_role("radio", name="Researcher")).to_be_checked()
    press_on(page, "button", "Merge into one person")
    expect(page.get_by_role("heading", name="Leila Moradi", level=1)).to_be_visible()
    expect(page.get_by_text("Researcher, Tern & Co")).to_be_visible()
    assert list(Contact.objects.values_list("pk", "city")) == [(kept.pk, "Oslo")]

    press_on(page, "button", "Undo the merge")
    expect(page.get_by_text("Undone: Lejla Moradi is back on your list.")).to_be_visible()
    assert set(Contact.objects.values_list("pk", "job_title")) == {(kept.pk, "Lead"), (gone.pk, "Researcher")}


@pytest.mark.visual
@pytest.mark.parametrize("look", [(1440, "light"), (390, "dark")], ids=["wide", "narrow"])
def test_pages_fit_and_can_be_read_by_everybody(open_page, owner, look, tmp_path):
    width, scheme = look
    kept, gone = pair(owner)
    page = open_page(signed_in_as=owner, viewport={"width": width, "height": 844}, color_scheme=scheme)

    for number, address in enumerate(
        [
            "/contacts/duplicates/",
            f"/contacts/merge/?contact={kept.public_id}&contact={gone.public_id}",
            f"/contacts/{kept.public_id}/merge/",
        ]
    ):
        page.goto(address)
        page.screenshot(path=tmp_path / f"{number}.png", full_page=True)
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, address
        found = Axe().run(page).response["violations"]
        assert found == [], [(one["id"], one["nodes"][0]["html"]) for one in found]
