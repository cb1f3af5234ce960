"""The whole story by forms only: no script runs, and nothing is missing for it."""

from datetime import UTC, date, datetime, timedelta

import icalendar
import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client

from tests.factories.story import ASKED, CONNECTIONS, LETTER, PASSWORD, THANKS
from tests.plain_browser import PlainBrowser

MONDAY = datetime(2026, 3, 2, 8, tzinfo=UTC)  # nine in Berlin
TALK = datetime(2026, 3, 13, 15, tzinfo=UTC)  # a Friday at four
UPDATE = "Tell Leila Moradi how it went"
END = TALK + timedelta(minutes=22)


def events(address: str) -> list[icalendar.Event]:
    """Return what a calendar program sees."""
    feed = Client().get(address.removeprefix("http://localhost:8000"))
    assert feed.status_code == 200
    return list(icalendar.Calendar.from_ical(feed.content.decode()).walk("VEVENT"))


def day_of(event: icalendar.Event) -> date:
    start = event["DTSTART"].dt
    return start.date() if isinstance(start, datetime) else start


@pytest.mark.django_db
def test_a_whole_interview_runs_by_forms_only(settings):
    settings.SIGNUPS = "first"
    person = PlainBrowser()
    with time_machine.travel(MONDAY, tick=False) as clock:
        call_command("load_library", verbosity=0)

        # Sign up, goal, gap
        person.open("/accounts/signup/")
        person.submit(
            "Make the account",
            name="Grace",
            email="grace@infoview.example",
            password1=PASSWORD,
            timezone="Europe/Berlin",
        )
        person.click("Write down a goal")
        person.submit("Write it down", title="How do research teams decide what to build?")
        person.submit("Add", text="Who decides, and who pays?")
        address = _subscribe(person)

        # Import, and the same file once more
        person.open("/contacts/import/")
        person.submit("Read the file", file=SimpleUploadedFile("Connections.csv", CONNECTIONS))
        _read_to_the_end(person)
        assert person.says("New 3")
        assert person.says("Nothing new 1")
        person.submit("Import 3 people")
        assert person.says("3 people are new")
        person.click("Import another file")
        person.submit("Read the file", file=SimpleUploadedFile("Connections.csv", CONNECTIONS))
        _read_to_the_end(person)
        assert person.says("Nothing new 4")

        # Request, sent
        person.open("/contacts/").click("Leila Moradi").click("Write a request")
        person.submit("Start writing")
        person.submit("I sent it", subject="How panels are run", body=LETTER)
        assert person.says("Nudge due Mon 9 Mar")

        # Eight days later the nudge is due; then they answer
        clock.shift(timedelta(days=8))
        assert person.open("/").says("Nudge Leila Moradi")
        assert [day_of(one) for one in events(address) if "Nudge" in one["SUMMARY"]] == [date(2026, 3, 9)]
        person.click("Nudge Leila Moradi").click("You asked for a conversation").click("Yes")
        person.submit("Note their answer", body="Gladly. Friday at four?")
        assert not person.open("/").says("Nudge Leila Moradi")

        # Scheduled, prepared
        person.open("/requests/").click("Leila Moradi")
        person.click("Schedule")
        person.submit("Schedule", day="2026-03-13", at="16:00", minutes="20")
        assert person.says("Fri 13 Mar, 16:00")
        person.click("Choose questions").submit("Start with five that suit")
        person.click("Prep sheet").submit("Ready")
        assert any(one["DTSTART"].dt == TALK for one in events(address))

        # The talk; the browser is closed and opened again in the middle of it
        clock.move_to(TALK)
        person.open("/").click("Leila Moradi").click("Open the talk").submit("Start 20 minutes")
        person.submit("Next question", text=ASKED[0])
        person.submit("Next question", nth=2, text=ASKED[1])
        person.submit("Save", text=ASKED[2])
        again = PlainBrowser()
        _sign_in(again)
        again.open(person.path)
        assert all(words in again.html for words in ASKED)
        clock.move_to(END)
        again.submit("Finish")

        # Debrief; the thank-you is due within a day of the end, on Today and in the feed
        again.submit(
            "Add row", category="success_metrics", takeaway="Judged by renewals", theme_name="Renewals decide"
        )
        again.submit("Finish debrief", outcome="confirmed", readiness="3")
        assert again.open("/").says("Thank Leila Moradi")
        assert again.says("Sat 14 by 16:22")
        thanks = [one for one in events(address) if one["SUMMARY"].startswith("Thank")]
        assert [one["DTEND"].dt for one in thanks] == [END + timedelta(hours=24)]

        # Thanked; the update is due six calendar months later
        clock.move_to(END + timedelta(hours=16))
        again.open("/").submit("Write thank-you")
        again.submit("I sent it", subject="Thank you", body=THANKS)
        assert not again.open("/").says("Thank Leila Moradi")
        assert [day_of(one) for one in events(address) if one["SUMMARY"].startswith(UPDATE)] == [
            date(2026, 9, 14)
        ]
        clock.move_to(datetime(2026, 9, 13, 12, tzinfo=UTC))
        _sign_in(again)
        assert not again.open("/").says(UPDATE)
        clock.move_to(datetime(2026, 9, 14, 7, tzinfo=UTC))
        assert again.open("/").says(UPDATE)


def _subscribe(person: PlainBrowser) -> str:
    person.open("/settings/calendar/")
    person.submit("", name="My calendar")
    return next(
        word for word in person.html.replace('"', " ").split() if word.endswith(".ics") and "http" in word
    )


def _read_to_the_end(person: PlainBrowser) -> None:
    for _step in range(20):
        if not person.says("Reading the file"):
            return
        person.submit("Continue")
    raise AssertionError("The file was never read to its end.")


def _sign_in(person: PlainBrowser) -> None:
    person.open("/accounts/login/")
    person.submit("Sign in", login="grace@infoview.example", password=PASSWORD)
    assert person.path == "/"
