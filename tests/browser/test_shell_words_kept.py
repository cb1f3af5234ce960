"""No word is lost: fields that save themselves, forms that are kept, the talk without network."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser import shell_pages
from tests.browser.shell_pages import FORM_SENT, LIVE, NOTE, SEEN

pytestmark = [pytest.mark.browser, pytest.mark.one_database, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _shell_pages(settings):
    settings.ROOT_URLCONF = "tests.browser.shell_pages"
    folder = Path(__file__).parent / "shell_templates"
    settings.TEMPLATES = [settings.TEMPLATES[0] | {"DIRS": [*settings.TEMPLATES[0]["DIRS"], folder]}]
    shell_pages.reset()


@pytest.fixture
def page(open_page, owner):
    """ada at a desk, where the server sometimes does not answer."""
    return open_page(signed_in_as=owner, allow_errors=True, viewport={"width": 1280, "height": 900})


STORED = """new Promise((resolve) => {
  indexedDB.open('infoview').onsuccess = (event) => {
    const database = event.target.result;
    if (!database.objectStoreNames.contains('kept')) { resolve(0); return; }
    const count = database.transaction('kept').objectStore('kept').count();
    count.onsuccess = () => resolve(count.result);
  };
})"""


SAVED = re.compile(r"Saved \d")  # with its time, once the server has answered


def saving(page):
    return page.locator("#saving")


def kept_count(page):
    return page.evaluate("Infoview.kept.all().then((all) => all.length)")


def test_note_is_saved_when_typing_stops(page):
    page.goto("/shell/note/")
    page.get_by_label("Note").fill("Recruiting is the hard part.\nTuesday.")

    expect(saving(page)).to_contain_text(SAVED)
    expect(saving(page)).to_have_attribute("data-state", "saved")
    assert (NOTE["text"], NOTE["revision"]) == ("Recruiting is the hard part.\nTuesday.", 2)


def test_note_is_sent_once_for_a_burst_of_typing(page):
    page.goto("/shell/note/")
    page.get_by_label("Note").press_sequentially("one two three", delay=20)
    expect(saving(page)).to_contain_text(SAVED)
    page.wait_for_timeout(900)

    assert [sent["text"] for sent in SEEN] == ["one two three"]


def test_note_is_forgotten_here_once_saved(page):
    page.goto("/shell/note/")
    page.get_by_label("Note").fill("x")
    expect(saving(page)).to_contain_text(SAVED)
    page.wait_for_timeout(100)

    assert kept_count(page) == 0


def test_note_is_kept_and_tried_again_when_the_server_fails(page):
    page.goto("/shell/note/")
    NOTE["broken"] = 500
    page.get_by_label("Note").fill("She hired a nurse.")
    expect(saving(page)).to_have_text("Not saved, kept on this device. Trying again." * 2)

    NOTE["broken"] = 0
    expect(saving(page)).to_have_attribute("data-state", "saved", timeout=6000)
    assert NOTE["text"] == "She hired a nurse."


def test_note_survives_a_closed_tab(page):
    page.goto("/shell/note/")
    NOTE["broken"] = 500
    page.get_by_label("Note").fill("Typed, then the lid was closed.")
    expect(saving(page)).to_have_attribute("data-state", "error")
    context = page.context
    page.close()

    NOTE["broken"] = 0
    again = context.new_page()
    again.goto("/shell/note/")
    expect(again.get_by_label("Note")).to_have_value("Typed, then the lid was closed.")
    expect(saving(again)).to_have_attribute("data-state", "saved")
    # The closing page may have sent it with its last breath, or this one sends it now.
    for _ in range(50):
        if NOTE["text"]:
            break
        again.wait_for_timeout(100)
    assert NOTE["text"] == "Typed, then the lid was closed."


def test_a_note_left_behind_is_named_on_the_next_page(page):
    page.goto("/shell/note/")
    NOTE["broken"] = 500
    page.get_by_label("Note").fill("Left behind.")
    expect(saving(page)).to_have_attribute("data-state", "error")
    page.goto("/shell/parts/")
    NOTE["broken"] = 0
    page.get_by_role("link", name="Open it, and it is saved").click()
    expect(saving(page)).to_contain_text(SAVED)

    assert NOTE["text"] == "Left behind."


def test_note_is_sent_when_the_network_returns(page):
    page.goto("/shell/note/")
    page.context.set_offline(True)
    page.get_by_label("Note").fill("In the tunnel.")
    expect(saving(page)).to_have_attribute("data-state", "error")
    page.context.set_offline(False)

    expect(saving(page)).to_have_attribute("data-state", "saved", timeout=3000)
    assert NOTE["text"] == "In the tunnel."


def test_two_devices_show_both_texts_and_keep_both(page):
    page.goto("/shell/note/")
    NOTE.update(text="From the phone.", revision=7)
    page.get_by_label("Note").fill("From the desk.")
    box = page.get_by_role("alert").filter(has_text="also changed somewhere else")
    expect(box).to_contain_text("From the phone.")
    assert NOTE["text"] == "From the phone."

    box.get_by_role("button", name="Keep both").click()
    expect(saving(page)).to_have_attribute("data-state", "saved")
    assert NOTE["text"] == "From the desk.\n\nFrom the phone."


@pytest.mark.parametrize(
    ("choice", "text"), [("Keep mine", "From the desk."), ("Use the other", "From the phone.")]
)
def test_one_of_two_texts_is_chosen(page, choice, text):
    page.goto("/shell/note/")
    NOTE.update(text="From the phone.", revision=7)
    page.get_by_label("Note").fill("From the desk.")
    page.get_by_role("button", name=choice).click()

    expect(page.get_by_label("Note")).to_have_value(text)
    expect(saving(page)).to_have_attribute("data-state", "saved")
    assert NOTE["text"] == text


def test_kept_text_older_than_the_servers_is_shown_beside_it(page):
    page.goto("/shell/note/")
    NOTE["broken"] = 500
    page.get_by_label("Note").fill("Typed here.")
    expect(saving(page)).to_have_attribute("data-state", "error")
    NOTE.update(text="Written elsewhere since.", revision=5, broken=0)
    page.reload()

    expect(page.get_by_label("Note")).to_have_value("Typed here.")
    expect(page.get_by_role("alert").filter(has_text="also changed")).to_contain_text(
        "Written elsewhere since."
    )


def test_an_answer_lost_on_the_way_is_no_conflict(page):
    page.goto("/shell/note/")
    NOTE["broken"] = 500
    page.get_by_label("Note").fill("Arrived, but the answer was lost.")
    expect(saving(page)).to_have_attribute("data-state", "error")
    NOTE.update(text="Arrived, but the answer was lost.", revision=2, broken=0)

    expect(saving(page)).to_have_attribute("data-state", "saved", timeout=6000)
    expect(page.get_by_role("button", name="Keep both")).to_have_count(0)


def test_an_expired_session_keeps_the_text(page, owner):
    page.goto("/shell/note/")
    NOTE["broken"] = 302
    page.get_by_label("Note").fill("In the middle of a thought.")
    expect(page.get_by_role("link", name="Sign in")).to_be_visible()

    NOTE["broken"] = 0
    page.get_by_role("link", name="Sign in").click()
    expect(page.get_by_label("Note")).to_have_value("In the middle of a thought.")
    expect(saving(page)).to_contain_text(SAVED)


def test_leaving_with_unsaved_text_asks_first(page):
    page.goto("/shell/note/")
    NOTE["broken"] = 500
    page.get_by_label("Note").press_sequentially("Unsaved.")
    expect(saving(page)).to_have_attribute("data-state", "error")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.get_by_role("link", name="Elsewhere").click()
    page.wait_for_url("**/shell/parts/")

    assert asked == ["beforeunload"]


def test_saved_text_does_not_ask(page):
    page.goto("/shell/note/")
    page.get_by_label("Note").press_sequentially("Saved.")
    expect(saving(page)).to_contain_text(SAVED)
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.get_by_role("link", name="Elsewhere").click()
    page.wait_for_url("**/shell/parts/")

    assert asked == []


def test_signing_out_asks_and_then_clears(page):
    page.goto("/shell/note/")
    NOTE["broken"] = 500
    page.get_by_label("Note").press_sequentially("Secret.")
    expect(saving(page)).to_have_attribute("data-state", "error")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.accept()))
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/accounts/login/**")

    assert asked == [
        "Some of what you typed is not saved yet and is only on this device. Sign out and delete it?"
    ]
    assert page.evaluate(STORED) == 0


def test_staying_signed_in_keeps_the_text(page):
    page.goto("/shell/note/")
    NOTE["broken"] = 500
    page.get_by_label("Note").press_sequentially("Precious.")
    expect(saving(page)).to_have_attribute("data-state", "error")
    page.on("dialog", lambda dialog: dialog.dismiss())
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_timeout(300)

    assert kept_count(page) == 1
    expect(page.get_by_label("Note")).to_have_value("Precious.")


# Forms


def fill_form(page):
    page.get_by_label("Name").press_sequentially("Leila Moradi")
    page.get_by_label("About").press_sequentially("Met at the meetup.")
    page.get_by_label("Private").check()
    page.wait_for_timeout(400)


def test_form_comes_back_after_a_reload(page):
    page.goto("/shell/form/")
    fill_form(page)
    page.goto("/shell/parts/")
    page.goto("/shell/form/")

    expect(page.get_by_label("Name")).to_have_value("Leila Moradi")
    expect(page.get_by_label("Private")).to_be_checked()
    expect(page.get_by_text("What you typed at")).to_be_visible()


def test_form_can_start_over(page):
    page.goto("/shell/form/")
    fill_form(page)
    page.reload()
    page.get_by_role("button", name="Start over").click()
    expect(page.get_by_label("Name")).to_have_value("")
    page.reload()

    expect(page.get_by_label("Name")).to_have_value("")


@pytest.mark.parametrize("afterwards", ["/shell/parts/", "/shell/form/"])
def test_form_is_forgotten_once_sent(page, afterwards):
    page.goto("/shell/form/")
    fill_form(page)
    page.get_by_label("Afterwards").fill(afterwards)
    page.get_by_role("button", name="Add person").click()
    expect(page.get_by_text("Person added.")).to_be_visible()
    page.goto("/shell/form/")
    page.wait_for_timeout(300)

    expect(page.get_by_label("Name")).to_have_value("")
    assert len(FORM_SENT) == 1


def test_form_survives_an_expired_session(page, owner):
    page.goto("/shell/form/")
    fill_form(page)
    cookies = page.context.cookies()
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="Add person").click()
    page.wait_for_url("**/accounts/login/?next=/shell/form/")
    assert FORM_SENT == []

    page.context.add_cookies(cookies)
    page.goto("/shell/form/")
    expect(page.get_by_label("Name")).to_have_value("Leila Moradi")
    expect(page.get_by_label("About")).to_have_value("Met at the meetup.")


def test_form_brings_back_only_what_was_changed(page):
    page.goto("/shell/form/?name=Leila")
    page.get_by_label("About").press_sequentially("Met at the meetup.")
    page.wait_for_timeout(400)
    page.goto("/shell/form/?name=Leila+Moradi")

    expect(page.get_by_label("About")).to_have_value("Met at the meetup.")
    expect(page.get_by_label("Name")).to_have_value("Leila Moradi")


def test_form_of_another_account_is_not_shown(page, open_page, owner, stranger):
    page.goto("/shell/form/")
    fill_form(page)
    theirs = open_page(signed_in_as=stranger, allow_errors=True)
    page.context.clear_cookies()
    page.context.add_cookies(theirs.context.cookies())
    page.goto("/shell/form/")
    page.wait_for_timeout(300)

    expect(page.get_by_label("Name")).to_have_value("")


def test_form_pressed_twice_is_sent_once(page):
    page.goto("/shell/form/")
    page.get_by_label("Name").fill("Leila")
    page.get_by_role("button", name="Add person").dblclick()
    expect(page.get_by_text("Person added.")).to_be_visible()

    assert len(FORM_SENT) == 1


# The talk


def test_clock_starts_from_the_servers_time(page):
    page.goto("/shell/live/?ago=12")

    expect(page.locator("[data-clock]")).to_have_text("8:00")
    expect(page.locator(".lbar__clock")).to_have_attribute("data-late", "")


def test_clock_is_amber_in_the_last_five_minutes(page):
    page.goto("/shell/live/?ago=16")

    expect(page.locator(".lbar__clock")).to_have_attribute("data-late", "soon")


def test_clock_counts_up_when_time_is_over(page):
    page.goto("/shell/live/?ago=23")

    expect(page.locator("[data-clock]")).to_have_text("+3:00")
    expect(page.get_by_text("You asked for 20 minutes. Offer to stop.")).to_be_visible()


def test_next_question_takes_the_focus_and_is_noted(page):
    page.goto("/shell/live/")
    page.get_by_text("Question 1?").click()
    expect(page.get_by_label("Notes 1")).to_be_focused()
    page.keyboard.press("Control+Enter")

    expect(page.get_by_label("Notes 2")).to_be_focused()
    expect(page.get_by_label("Notes 1")).to_be_hidden()
    page.wait_for_timeout(200)
    assert [what for what, _ in LIVE] == ["asked1", "asked2"]


def test_mark_takes_the_current_line(page):
    page.goto("/shell/live/")
    page.get_by_text("Question 1?").click()
    page.keyboard.type("First line.\nSay that you do not know.")
    page.keyboard.press("Alt+1")
    expect(page.locator("#q1 [data-marks]")).to_contain_text("Say that you do not know.")
    page.wait_for_timeout(200)

    (_, sent) = LIVE[-1]
    assert (sent["kind"], sent["text"], sent["item"]) == ("quote", "Say that you do not know.", "q1")


def test_mark_without_network_is_sent_later(page):
    page.goto("/shell/live/")
    page.get_by_text("Question 1?").click()
    page.wait_for_timeout(200)
    page.context.set_offline(True)
    page.keyboard.type("Ask Mei-Ling.")
    page.keyboard.press("Alt+2")
    expect(page.locator("#q1 [data-marks]")).to_contain_text("Ask Mei-Ling.")
    assert all(what != "mark" for what, _ in LIVE)

    page.context.set_offline(False)
    page.wait_for_timeout(600)
    assert [sent["kind"] for what, sent in LIVE if what == "mark"] == ["name"]
