"""The frame in a browser: palette, menus, shortcuts, toasts, focus, the look of each part."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests import axe
from tests.browser import shell_pages

pytestmark = [pytest.mark.browser, pytest.mark.one_database, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _shell_pages(settings):
    settings.ROOT_URLCONF = "tests.browser.shell_pages"
    folder = Path(__file__).parent / "shell_templates"
    settings.TEMPLATES = [settings.TEMPLATES[0] | {"DIRS": [*settings.TEMPLATES[0]["DIRS"], folder]}]
    shell_pages.reset()


def violations(page):
    found = axe.violations(page, ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"])
    return [(one["id"], [node["html"][:160] for node in one["nodes"]]) for one in found]


@pytest.mark.visual
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1440])
def test_parts_have_no_axe_violation(open_page, owner, scheme, width):
    page = open_page(signed_in_as=owner, viewport={"width": width, "height": 900}, color_scheme=scheme)
    page.goto("/shell/parts/")

    assert violations(page) == []


@pytest.mark.visual
def test_open_palette_menu_and_toast_have_no_axe_violation(page):
    page.goto("/shell/parts/")
    page.keyboard.press("/")
    assert violations(page) == []

    page.keyboard.press("Escape")
    page.get_by_role("button", name="More about Priya").click()
    assert violations(page) == []

    page.get_by_role("menuitem", name="Delete").click()
    expect(page.get_by_role("button", name="Undo")).to_be_visible()
    assert violations(page) == []


@pytest.mark.visual
@pytest.mark.parametrize("width", [375, 820])
def test_nothing_scrolls_sideways(open_page, owner, width):
    page = open_page(signed_in_as=owner, viewport={"width": width, "height": 900})
    page.goto("/shell/parts/")

    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0


def test_palette_opens_finds_people_and_goes_there(page):
    page.goto("/shell/parts/")
    page.keyboard.press("Control+k")
    page.get_by_role("combobox").fill("raman")
    expect(page.get_by_role("option", name="Priya Raman")).to_have_attribute("aria-selected", "true")

    page.keyboard.press("Enter")

    page.wait_for_url("**/shell/todo/")


def test_palette_moves_by_arrows_and_returns_focus(page):
    page.goto("/shell/parts/")
    opener = page.get_by_role("link", name="Find or jump to")
    opener.focus()
    page.keyboard.press("Enter")
    first = page.get_by_role("combobox").get_attribute("aria-activedescendant")
    page.keyboard.press("ArrowDown")

    assert page.get_by_role("combobox").get_attribute("aria-activedescendant") != first
    page.keyboard.press("Escape")
    expect(opener).to_be_focused()


def test_menu_moves_by_arrows_and_returns_focus(page):
    page.goto("/shell/parts/")
    opener = page.get_by_role("button", name="More about Priya")
    opener.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("menuitem", name="Export")).to_be_focused()

    page.keyboard.press("ArrowUp")
    expect(page.get_by_role("menuitem", name="Delete")).to_be_focused()
    page.keyboard.press("Home")
    expect(page.get_by_role("menuitem", name="Export")).to_be_focused()
    page.keyboard.press("Escape")
    expect(opener).to_be_focused()


def test_menu_answers_to_its_number(page):
    page.goto("/shell/parts/")
    page.get_by_role("button", name="More about Priya").click()
    expect(page.get_by_role("menuitem", name="Export")).to_be_focused()
    page.keyboard.press("1")

    page.wait_for_url("**/shell/parts/?export=1")


def test_letters_jump_to_places(page):
    page.goto("/shell/todo/")
    page.keyboard.press("n")
    expect(page.locator("#quick")).to_be_focused()

    page.keyboard.type("gt")
    expect(page.locator("#quick")).to_have_value("gt")
    page.locator("#quick").blur()
    page.keyboard.type("gt")
    page.wait_for_url("**/shell/parts/")


def test_n_leads_to_the_quick_page_where_there_is_no_box(page):
    page.goto("/shell/parts/")
    page.keyboard.press("n")

    expect(page).to_have_url(re.compile(r"/quick/$"))


def test_letters_are_quiet_when_switched_off(page, owner):
    owner.shortcuts = False
    owner.save()
    page.goto("/shell/todo/")
    page.keyboard.press("n")

    expect(page.locator("#quick")).not_to_be_focused()


def test_question_mark_lists_the_keys(page):
    page.goto("/shell/todo/")
    page.keyboard.press("?")

    expect(page.get_by_role("dialog", name="Keyboard")).to_be_visible()


def test_toast_offers_undo(page):
    page.goto("/shell/parts/")
    page.get_by_role("button", name="More about Priya").click()
    page.get_by_role("menuitem", name="Delete").click()
    page.get_by_role("button", name="Undo").click()

    expect(page.get_by_text("Taken back.")).to_be_visible()
    assert page.url.endswith("/shell/parts/")


def test_tick_moves_focus_to_the_next_tick(page):
    page.goto("/shell/todo/")
    page.get_by_role("button", name="Mark done: Thank Priya").press("Enter")

    expect(page.get_by_role("button", name="Mark done: Nudge Tomasz")).to_be_focused()
    expect(page.get_by_text("Done.")).to_be_visible()


def test_failed_act_is_a_notice_and_loses_nothing(open_page, owner):
    page = open_page(signed_in_as=owner, allow_errors=True)
    page.goto("/shell/todo/")
    page.get_by_role("button", name="Mark done: broken").click()

    expect(page.get_by_role("alert")).to_contain_text("That did not work. Your data is safe.")
    expect(page.get_by_role("button", name="Mark done: broken")).to_be_visible()


def test_offline_is_said(open_page, owner):
    page = open_page(signed_in_as=owner, allow_errors=True)
    page.goto("/shell/todo/")
    page.context.set_offline(True)

    expect(page.get_by_text("You are offline. Notes are kept on this device.")).to_be_visible()
    page.context.set_offline(False)
    expect(page.get_by_text("You are offline. Notes are kept on this device.")).to_have_count(0)


def test_bulk_bar_counts_and_clears(page):
    page.goto("/shell/parts/")
    bar = page.get_by_role("region", name="With the selected")
    expect(bar).to_be_hidden()

    page.get_by_role("checkbox", name="Select Ada").check()
    expect(bar).to_contain_text("1 selected")
    page.get_by_role("checkbox", name="Select all shown").check()
    expect(bar).to_contain_text("3 selected")
    page.keyboard.press("Escape")
    expect(bar).to_be_hidden()


def test_words_are_counted_while_typing(page):
    page.goto("/shell/parts/")
    page.get_by_label("Message").fill("word " * 112)

    expect(page.locator("[data-words]")).to_have_text("112")
    expect(page.locator("[data-words-chip]")).to_have_text("Trim 13")


def test_words_of_a_check_are_selected(page):
    page.goto("/shell/parts/")
    page.get_by_role("button", name="Show me").last.click()

    picked = "const t = document.activeElement; t.value.slice(t.selectionStart, t.selectionEnd)"
    assert page.evaluate(f"(() => {{ {picked.replace('; t.', '; return t.')} }})()") == "Any openings"


def test_theme_changes_at_once_and_on_the_server(page, owner):
    page.goto("/shell/parts/")
    with page.expect_response("**/settings/theme/"):
        page.get_by_role("button", name="Dark").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")

    page.goto("/shell/todo/")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")


def test_worker_shows_its_page_when_the_server_is_away(open_page, owner):
    page = open_page(signed_in_as=owner, allow_errors=True)
    page.goto("/shell/parts/")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.reload()
    page.context.set_offline(True)
    page.goto("/shell/todo/")

    expect(page.get_by_role("heading", name="You are offline")).to_be_visible()


def test_board_moves_a_card_by_keys(page):
    page.goto("/shell/board/")
    page.locator("#card-1").focus()
    page.keyboard.press("Shift+ArrowRight")

    expect(page.locator("#col-sent #card-1")).to_be_focused()
    expect(page.locator("[data-board-live]")).to_have_text("Yusuf Demir moved to Sent.")


def test_board_moves_a_card_by_the_menu(page):
    page.goto("/shell/board/")
    page.locator("#card-1").focus()
    page.keyboard.press("m")
    page.keyboard.press("4")

    expect(page.locator("#col-replied #card-1")).to_be_focused()


def test_board_moves_a_card_by_dragging(page):
    page.goto("/shell/board/")
    start, end = (
        page.locator("#card-1").bounding_box(),
        page.locator("#col-scheduled [data-list]").bounding_box(),
    )
    page.mouse.move(start["x"] + 20, start["y"] + start["height"] - 5)
    page.mouse.down()
    page.mouse.move(end["x"] + 40, end["y"] + 20, steps=12)
    page.mouse.move(end["x"] + 45, end["y"] + 24, steps=4)
    with page.expect_response("**/move/"):
        page.mouse.up()

    expect(page.locator("#col-scheduled #card-1")).to_be_visible()
    assert shell_pages.CARDS["card-1"] == "scheduled"


def test_board_puts_a_refused_card_back(open_page, owner):
    page = open_page(signed_in_as=owner, allow_errors=True)
    page.goto("/shell/board/")
    page.locator("#card-1").focus()
    page.keyboard.press("m")
    page.keyboard.press("6")

    expect(page.locator("[data-board-live]")).to_have_text("Yusuf Demir was not moved.")
    expect(page.locator("#col-drafting #card-1")).to_be_focused()


def test_rows_are_put_in_order_by_their_grip(page):
    page.goto("/shell/order/")
    grip, last = page.locator("[data-grip]").first, page.locator("[data-item=c]")
    page.mouse.move(grip.bounding_box()["x"] + 5, grip.bounding_box()["y"] + 5)
    page.mouse.down()
    page.mouse.move(last.bounding_box()["x"] + 20, last.bounding_box()["y"] + 10, steps=10)
    page.mouse.move(last.bounding_box()["x"] + 20, last.bounding_box()["y"] + 16, steps=5)
    with page.expect_response("**/shell/order/"):
        page.mouse.up()

    assert shell_pages.ORDER == ["b", "c", "a"]


def test_without_script_undo_and_theme_are_forms(open_page, owner):
    page = open_page(signed_in_as=owner, allow_errors=True, java_script_enabled=False)
    page.goto("/shell/parts/")
    page.get_by_role("button", name="Dark").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    assert page.url.endswith("/shell/parts/")

    page.goto("/shell/todo/")
    page.get_by_role("button", name="Mark done: Thank Priya").click()
    page.goto("/shell/parts/")
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Taken back.")).to_be_visible()


def test_first_visit_is_small(page):
    sizes, hosts = [], set()
    page.on("request", lambda request: hosts.add(request.url.split("/")[2]))
    page.on("requestfinished", lambda request: sizes.append(request.url))
    page.goto("/shell/parts/", wait_until="networkidle")

    assert len(hosts) == 1
    assert len(sizes) <= 12, sizes
