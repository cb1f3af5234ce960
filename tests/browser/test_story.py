"""The whole story as one person in a real browser, at a desk and on a phone; axe sees every page of it."""

import re
from datetime import UTC, datetime, timedelta

import icalendar
import pytest
import time_machine
from django.core.management import call_command
from django.db import connection
from django.test import Client
from playwright.sync_api import Page, expect

from tests.axe import violations
from tests.factories.story import ASKED, CONNECTIONS, LETTER, PASSWORD, THANKS

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MONDAY = datetime(2026, 3, 2, 8, tzinfo=UTC)  # nine in Berlin
TALK = datetime(2026, 3, 13, 15, tzinfo=UTC)  # a Friday at four
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
DESK = {"viewport": {"width": 1440, "height": 900}, "color_scheme": "light"}
PHONE = {
    "viewport": {"width": 390, "height": 844}, "color_scheme": "dark", "has_touch": True, "is_mobile": True,
}  # fmt: skip


@pytest.fixture
def look():
    """Return a function that looks at a page, and fail at the end with everything that was seen.

    Pages look the same on every database: they are looked at on SQLite, and only walked through elsewhere.
    """
    seen: list[str] = []

    def at(page: Page) -> None:
        page.wait_for_load_state()  # scripts are there: what is typed from here on is saved as it is typed
        if connection.vendor != "sqlite":
            return
        found = violations(page, RULES)
        seen.extend(
            f"{page.url}: {one['id']}: {node['html'][:140]}" for one in found for node in one["nodes"]
        )
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            seen.append(f"{page.url} scrolls sideways")

    yield at
    assert not seen, "\n".join(seen)


def feed_of(path: str) -> dict[str, icalendar.Event]:
    """Return what a calendar program sees, by title."""
    found = icalendar.Calendar.from_ical(Client().get(path).content.decode())
    return {str(one["SUMMARY"]): one for one in found.walk("VEVENT")}


def sign_in(page: Page) -> None:
    page.goto("/accounts/login/")
    page.get_by_label("E-mail").fill("grace@infoview.example")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", name="Today", exact=True)).to_be_visible()


@pytest.mark.parametrize("options", [DESK, PHONE], ids=["desk", "phone"])
def test_a_whole_interview_runs_in_a_browser(open_page, settings, tmp_path, look, options):
    settings.SIGNUPS = "first"
    call_command("load_library", verbosity=0)
    with time_machine.travel(MONDAY) as clock:
        page = open_page(timezone_id="Europe/Berlin", **options)

        # Sign up: the zone comes from the browser
        page.goto("/accounts/signup/")
        page.get_by_label("Your name").fill("Grace")
        page.get_by_label("E-mail").fill("grace@infoview.example")
        page.get_by_label("Password").fill(PASSWORD)
        expect(page.get_by_label("Time zone")).to_have_value("Europe/Berlin")
        look(page)
        page.get_by_role("button", name="Make the account").click()
        expect(page.get_by_role("heading", name="Today", exact=True)).to_be_visible()
        look(page)

        # Goal
        page.get_by_role("link", name="Write down a goal").click()
        page.get_by_label("What do you want to understand?").fill(
            "How do research teams decide what to build?"
        )
        look(page)
        page.get_by_role("button", name="Write it down").click()
        page.get_by_label("Something you do not know yet").fill("Who decides, and who pays?")
        page.get_by_role("button", name="Add", exact=True).click()
        expect(page.get_by_text("Who decides, and who pays?").first).to_be_visible()
        look(page)

        # A calendar
        page.goto("/settings/calendar/")
        look(page)
        page.get_by_label("Name of this calendar").fill("My calendar")
        page.get_by_role("button", name=re.compile("Make|Add|Create")).first.click()
        address = page.locator("[value*='.ics']").first
        feed = "/calendar/" + address.input_value().rsplit("/", 1)[-1]
        look(page)

        # Import
        file = tmp_path / "Connections.csv"
        file.write_bytes(CONNECTIONS)
        page.goto("/contacts/import/")
        page.get_by_label("File").set_input_files(file)
        look(page)
        page.get_by_role("button", name="Read the file").click()
        expect(page.get_by_role("heading", name="Check before importing")).to_be_visible()
        look(page)
        page.get_by_role("button", name="Import 3 people").click()
        expect(page.get_by_role("heading", name="Imported")).to_be_visible()
        look(page)

        # Request, sent
        page.goto("/contacts/")
        look(page)
        page.get_by_role("link", name="Leila Moradi").first.click()
        look(page)
        person = page.url
        page.get_by_role("link", name="Write a request").first.click()
        look(page)
        page.get_by_role("button", name="Start writing").click()
        page.wait_for_url("**/messages/**")
        page.get_by_label("Subject").fill("How panels are run")
        page.get_by_label("Message", exact=True).fill(LETTER)
        expect(page.locator("#saved")).to_contain_text("Saved")
        look(page)
        page.get_by_role("button", name="I sent it").click()
        expect(page.get_by_role("heading", name="Request to Leila Moradi")).to_be_visible()
        look(page)

        # Eight days later the nudge is due; then they answer
        clock.move_to(MONDAY + timedelta(days=8))
        page.goto("/")
        expect(page.get_by_role("link", name="Nudge Leila Moradi")).to_be_visible()
        look(page)
        assert "Nudge Leila Moradi" in feed_of(feed)
        page.goto("/requests/")
        look(page)
        page.goto(person)
        page.get_by_role("link", name="You asked for a conversation").click()
        page.get_by_role("link", name="Yes", exact=True).click()
        look(page)
        page.get_by_role("button", name="Note their answer").click()
        page.get_by_role("link", name="Schedule", exact=True).click()
        page.wait_for_url("**/interviews/create/**")
        look(page)

        # Scheduled, prepared
        page.get_by_label("Day").fill("2026-03-13")
        page.get_by_label("Starts").fill("16:00")
        expect(page.locator("#when-words")).to_contain_text("16:00")
        look(page)
        page.get_by_role("button", name="Schedule", exact=True).last.click()
        expect(page.get_by_text("Fri 13 Mar, 16:00").first).to_be_visible()
        look(page)
        talk = page.url
        assert feed_of(feed)["Conversation with Leila Moradi"]["DTSTART"].dt == TALK
        page.get_by_role("link", name="Choose questions").first.click()
        page.get_by_role("button", name="Start with five that suit").click()
        look(page)
        page.goto(f"{talk}prep/")
        look(page)

        # The talk: the tab is closed in the middle of a word and opened again
        clock.move_to(TALK)
        page.goto(f"{talk}live/")
        look(page)
        page.get_by_role("button", name="Start 20 minutes").click()
        note = page.get_by_role("textbox", name=re.compile("^Notes:"))
        page.get_by_role("link", name="First question").click()
        note.fill(ASKED[0])
        page.get_by_role("button", name="Next question").last.click()
        note.fill(ASKED[1])
        look(page)
        note.press_sequentially(" And more")
        page.close()
        page = page.context.new_page()
        page.goto(f"{talk}live/")
        notes = page.locator("[data-question] textarea")
        expect(notes.nth(0)).to_have_value(ASKED[0])
        expect(notes.nth(1)).to_have_value(f"{ASKED[1]} And more")
        clock.move_to(TALK + timedelta(minutes=22))
        page.reload()
        look(page)
        page.get_by_role("button", name="Finish", exact=True).click()

        # Debrief
        expect(page.get_by_role("heading", name="What did you hear?")).to_be_visible()
        page.get_by_label("Key takeaway of the new row").fill("Judged by renewals, not by sign-ups")
        page.get_by_label("Theme of the new row").fill("Renewals decide")
        page.get_by_role("button", name="Add row").click()
        expect(page.locator("tr.is-full")).to_have_count(1)
        look(page)
        page.get_by_label("Confirmed it").check()
        page.get_by_role("button", name="Finish debrief").click()
        expect(page).to_have_url(re.compile("/insights/"))
        look(page)

        # The thank-you is due within a day of the end, on Today and in the feed
        page.goto("/")
        expect(page.get_by_text("Thank Leila Moradi")).to_be_visible()
        look(page)
        end = feed_of(feed)["Thank Leila Moradi"]["DTEND"].dt
        assert timedelta(hours=24) <= end - (TALK + timedelta(minutes=22)) < timedelta(hours=24, minutes=2)
        page.get_by_role("button", name="Write thank-you").click()
        page.wait_for_url("**/messages/**")
        page.get_by_label("Message", exact=True).fill(THANKS)
        expect(page.locator("#saved")).to_contain_text("Saved")
        look(page)
        page.get_by_role("button", name="I sent it").click()
        page.goto("/")
        expect(page.get_by_text("Thank Leila Moradi")).to_have_count(0)

        # The update is due six calendar months later
        assert feed_of(feed)["Tell Leila Moradi how it went"]["DTSTART"].dt.isoformat() == "2026-09-13"
        clock.move_to(datetime(2026, 9, 13, 7, tzinfo=UTC))
        sign_in(page)
        expect(page.get_by_text("Tell Leila Moradi how it went")).to_be_visible()
        look(page)
