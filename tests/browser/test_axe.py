"""Every page of a filled account: axe finds nothing, nothing scrolls sideways, no script complains.

Each page is loaded once and then looked at wide and light, and narrow and dark: the colours of a scheme
are the same in both widths.
"""

import re

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.urls import reverse
from playwright.sync_api import expect

from contacts import importing
from outreach.models import OutreachRequest
from tests.architecture.routes import PUBLIC, ROW_OF, routes
from tests.axe import violations
from tests.contacts.test_importing import HEAD

pytestmark = [pytest.mark.browser, pytest.mark.visual, pytest.mark.django_db(transaction=True)]

ALL = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LOOKS = [(1440, "light"), (390, "dark")]
# Files, fragments, and pages that others look at: no pages of their own.
NO_PAGE = {
    "scheduler:invite", "contacts:import_step", "interviews:interview_when", "search_palette",
}  # fmt: skip
GROUPS = {
    "today": ("today", "search", "quick", "scheduler:", "settings", "invitation", "account"),
    "people": ("contact", "duplicate", "losing_touch"),
    "asking": ("outreach:",),
    "talks": ("interviews:",),
    "learning": ("debriefs:",),
}
EMPTY = """today contacts:contact_list contacts:organisation_list outreach:goal_list outreach:request_list
    outreach:request_create outreach:template_list interviews:interview_list interviews:question_list
    debriefs:debrief_list debriefs:insight_list debriefs:theme_list debriefs:change_list
    scheduler:reminder_list scheduler:subscription_list losing_touch""".split()


@pytest.fixture
def life(db):
    call_command("load_demo", email="jordan@infoview.example", password="a long enough password", verbosity=0)
    owner = get_user_model().objects.get(email="jordan@infoview.example")
    owner.is_staff = True  # who looks after the place has one page more
    owner.save(update_fields=["is_staff"])
    return owner


def addresses_of(owner, group):
    """Return the address of each page of these rooms, with the newest of the owner's rows."""
    found = []
    for route in routes():
        if not route.name.startswith(GROUPS[group]) or route.name in PUBLIC | dict.fromkeys(NO_PAGE):
            continue
        if "IntConverter" in route.parameters.values():
            continue
        row = None
        if route.has_row:
            row = ROW_OF[route.name].objects.for_user(owner).order_by("-pk").first()
            if row is None:
                continue
        if _takes_get(route):
            found.append(route.address(row and row.public_id))
    return found


def _takes_get(route):
    """Whether the view says that it can be looked at."""
    for cell in getattr(route.view, "__closure__", None) or ():
        if isinstance(cell.cell_contents, list) and "POST" in cell.cell_contents:
            return "GET" in cell.cell_contents
    return True


def look(page, where):
    """Return what is wrong with the page that is open."""
    seen = []
    for width, scheme in LOOKS:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        for one in violations(page, ALL):
            seen += [f"{where} {width} {scheme}: {one['id']}: {node['html'][:140]}" for node in one["nodes"]]
    for width in (375, 320):
        page.set_viewport_size({"width": width, "height": 800})
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            seen.append(f"{where} scrolls sideways at {width}")
    page.set_viewport_size({"width": 1440, "height": 900})
    return seen


@pytest.mark.parametrize("group", GROUPS)
def test_pages_of_a_filled_account_are_for_everybody(open_page, life, group):
    page = open_page(signed_in_as=life, reduced_motion="reduce", viewport={"width": 1440, "height": 900})
    seen = []
    for address in addresses_of(life, group):
        answer = page.goto(address)
        seen += look(page, address) if answer.status == 200 else [f"{address}: {answer.status}"]
    assert not seen, "\n".join(seen)


def test_request_pages_are_for_everybody_whatever_was_answered(open_page, life):
    page = open_page(signed_in_as=life, reduced_motion="reduce", viewport={"width": 1440, "height": 900})
    requests = OutreachRequest.objects.for_user(life).order_by("pk")
    first = {request.status: request.public_id for request in requests.reverse()}
    assert {"accepted", "declined", "deferred", "scheduled", "held", "closed_no_reply"} <= first.keys()
    seen = []
    for status, public_id in first.items():
        page.goto(reverse("outreach:request_detail", args=[public_id]))
        seen += look(page, f"request {status}")
    assert not seen, "\n".join(seen)


def test_request_page_is_for_everybody_right_after_an_answer(open_page, life):
    page = open_page(signed_in_as=life, reduced_motion="reduce", viewport={"width": 1440, "height": 900})
    waiting = OutreachRequest.objects.for_user(life).filter(status="sent").order_by("pk")[0]
    page.goto(reverse("outreach:request_detail", args=[waiting.public_id]))
    page.get_by_role("link", name="Yes").first.click()
    page.locator("main form .btn--primary").first.click()
    expect(page).to_have_url(re.compile(f"/requests/{waiting.public_id}/"))
    waiting.refresh_from_db()
    assert waiting.status == "accepted"

    seen = look(page, "answered")

    assert not seen, "\n".join(seen)


def test_progress_of_an_import_is_for_everybody(open_page, owner):
    rows = "".join(f"Person,No {n},,p{n}@a.example,,,\n" for n in range(3000))
    batch = importing.begin(owner=owner, data=f"{HEAD}{rows}".encode(), file_name="people.csv")
    page = open_page(signed_in_as=owner, reduced_motion="reduce", viewport={"width": 1440, "height": 900})
    page.route("**/step/", lambda _route: None)  # the server is still at it
    page.goto(reverse("contacts:import_detail", args=[batch.public_id]))
    expect(page.locator("#import-progress")).to_be_visible()

    seen = look(page, "import")

    assert not seen, "\n".join(seen)


def test_pages_of_an_empty_account_are_for_everybody(open_page, owner):
    page = open_page(signed_in_as=owner, reduced_motion="reduce", viewport={"width": 1440, "height": 900})
    seen = []
    for name in EMPTY:
        page.goto(reverse(name))
        seen += look(page, name)
    assert not seen, "\n".join(seen)


def test_palette_is_for_everybody(open_page, life):
    page = open_page(signed_in_as=life, reduced_motion="reduce", viewport={"width": 1440, "height": 900})
    page.goto("/")
    page.keyboard.press("/")
    box = page.get_by_role("combobox").first
    box.fill("len")
    expect(page.get_by_role("option").first).to_be_visible()

    seen = look(page, "palette")

    assert not seen, "\n".join(seen)


def test_what_is_wrong_is_found(page):
    page.set_content("<html lang=en><title>x</title><main><h1>x</h1><img src=data:,></main></html>")

    assert "image-alt" in {one["id"] for one in violations(page, ALL)}
