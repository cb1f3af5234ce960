"""Real calendar programs read the running server: vdirsyncer fetches, khal lists, calcurse imports."""

import os
import shutil
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from contacts.models import Contact
from infoview.shared import clock
from interviews.services import book_interview, cancel_interview, move_interview
from scheduler.models import OwnReminder
from scheduler.subscriptions import renew, subscribe

BERLIN = ZoneInfo("Europe/Berlin")

VDIRSYNCER = """
[general]
status_path = "status/"
[pair feed]
a = "feed_local"
b = "feed_remote"
collections = null
conflict_resolution = "b wins"
[storage feed_local]
type = "filesystem"
path = "cal/"
fileext = ".ics"
[storage feed_remote]
type = "http"
url = "{url}"
"""
KHAL = """
[calendars]
[[feed]]
path = {folder}/cal
[locale]
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
local_timezone = Europe/Berlin
default_timezone = Europe/Berlin
[sqlite]
path = {folder}/khal.db
"""


class Reader:
    """A person with vdirsyncer and khal, subscribed to one address."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "cal").mkdir()
        (folder / "khal.conf").write_text(KHAL.format(folder=folder))

    def subscribe(self, url: str) -> None:
        (self.folder / "vdirsyncer.conf").write_text(VDIRSYNCER.format(url=url))
        self.run("vdirsyncer", "discover")

    def run(self, program: str, *words: str) -> subprocess.CompletedProcess[str]:
        environment = {
            **os.environ,
            "HOME": str(self.folder),
            "VDIRSYNCER_CONFIG": str(self.folder / "vdirsyncer.conf"),
        }
        path = Path(sys.executable).with_name(program)
        return subprocess.run(
            [path, *words], cwd=self.folder, env=environment, stdin=subprocess.DEVNULL,
            capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip

    def sync(self) -> subprocess.CompletedProcess[str]:
        return self.run("vdirsyncer", "sync", "--force-delete")

    def agenda(self, first: datetime) -> list[str]:
        listed = self.run(
            "khal", "-c", "khal.conf", "list", "--day-format", "", "--format", "{start}|{end}|{title}",
            f"{first:%Y-%m-%d}", "14d",
        )  # fmt: skip
        return [line for line in listed.stdout.splitlines() if line]


@pytest.fixture
def reader(tmp_path):
    return Reader(tmp_path)


@pytest.fixture
def talk(owner, live_server, settings):
    settings.SITE_URL = live_server.url
    elena = Contact.objects.create(owner=owner, name="Zoë Krähenbühl; 🦉, \\o/")
    today = clock.now().astimezone(BERLIN).replace(hour=0, minute=0, second=0, microsecond=0)
    starts_at = (today + timedelta(days=5)).replace(hour=14, minute=30)
    return book_interview(
        owner=owner, contacts=[elena], starts_at=starts_at, minutes=20, tz_name="Europe/Berlin"
    )


def test_vdirsyncer_and_khal_follow_edits_deletions_and_renewal(owner, talk, reader, live_server):
    subscription, token = subscribe(owner=owner, name="Phone")
    OwnReminder.objects.create(owner=owner, text="Read the report", starts_on=talk.starts_at.date())
    start = clock.now()
    day = f"{talk.starts_at.astimezone(BERLIN):%Y-%m-%d}"
    title = "Conversation with Zoë Krähenbühl; 🦉, \\o/"
    reader.subscribe(f"{live_server.url}/calendar/{token}.ics")

    assert reader.sync().returncode == 0
    first = reader.agenda(start)
    assert f"{day} 14:30|{day} 14:50|{title}" in [line.split(" ⏰")[0].rstrip() for line in first]
    assert any("Read the report" in line and "14:30" not in line for line in first)

    move_interview(
        interview=talk, starts_at=talk.starts_at + timedelta(hours=2), minutes=30, tz_name="Europe/Berlin"
    )
    reader.sync()
    moved = [line for line in reader.agenda(start) if title in line]
    assert len(moved) == 1
    assert moved[0].startswith(f"{day} 16:30|{day} 17:00")

    cancel_interview(interview=talk)
    reader.sync()
    assert not [line for line in reader.agenda(start) if title in line]

    token = renew(subscription=subscription, now=clock.now())
    assert reader.sync().returncode != 0
    reader.subscribe(f"{live_server.url}/calendar/{token}.ics")
    assert reader.sync().returncode == 0


def test_calcurse_takes_everything_in(owner, talk, tmp_path):
    calcurse = shutil.which("calcurse")
    if calcurse is None:
        if os.environ.get("REQUIRE_BROWSER") == "1":
            pytest.fail("calcurse is missing.")
        pytest.skip("calcurse is not installed")

    _subscription, token = subscribe(owner=owner, name="Desk")
    (tmp_path / "feed.ics").write_bytes(Client().get(f"/calendar/{token}.ics").content)

    done = subprocess.run(
        [calcurse, "-D", str(tmp_path / "calcurse"), "-i", str(tmp_path / "feed.ics")],
        capture_output=True, text=True, timeout=30, check=False,
    )  # fmt: skip

    assert done.returncode == 0
    assert "0 skipped" in done.stdout
