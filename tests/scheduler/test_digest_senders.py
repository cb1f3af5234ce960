"""Senders side by side, as real processes against one database and one mail server; some are killed."""

import json
import os
import subprocess
import sys
import threading
from collections import Counter
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote

import pytest
from django.contrib.auth import get_user_model
from django.db import connection

from infoview.shared import clock
from scheduler.models import Outgoing, OwnReminder, ReminderSettings
from tests.scheduler.smtp import mail_server

pytestmark = pytest.mark.django_db(transaction=True)

ROOT = Path(__file__).resolve().parents[2]
OWNERS = 60


@pytest.fixture
def box():
    with mail_server() as box:
        yield box


@pytest.fixture
def sender(box, tmp_path):
    """Return a function that starts `send_digests --once`; what still runs at the end is killed."""
    started = []

    def start():
        command = [sys.executable, "manage.py", "send_digests", "--once", "--json"]
        variables = {
            "PATH": os.environ["PATH"],
            "DJANGO_SETTINGS_MODULE": "infoview.settings.local",
            "INFOVIEW_DATA_DIR": str(tmp_path),
            "DATABASE_URL": database_url(),
            "EMAIL_URL": f"smtp://127.0.0.1:{box.port}",
            "SECRET_KEY": "only for tests " * 5,
        }
        process = subprocess.Popen(
            command, cwd=ROOT, env=variables, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


def database_url():
    known = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{known['NAME']}"
    user = f"{quote(known['USER'])}:{quote(known['PASSWORD'])}"
    return f"postgres://{user}@{known['HOST'] or 'localhost'}:{known['PORT'] or 5432}/{known['NAME']}"


def owners(count):
    """Make owners whose digest of today fell due an hour ago."""
    hour = (clock.now() - timedelta(hours=1)).time().replace(second=0, microsecond=0)
    made = []
    for n in range(count):
        user = get_user_model().objects.create_user(email=f"reader{n}@infoview.example", timezone="UTC")
        OwnReminder.objects.create(owner=user, text="Read", starts_on=clock.now().date() - timedelta(days=2))
        ReminderSettings.objects.create(
            owner=user, digest="daily", digest_time=hour, quiet_from="12:00", quiet_until="12:00"
        )
        made.append(user.email)
    return made


def result(process):
    out, err = process.communicate(timeout=60)
    assert process.returncode == 0, err
    return json.loads(out)


@pytest.mark.parametrize("senders", [2, 4])
def test_senders_side_by_side_double_nothing_and_miss_nothing(box, sender, senders):
    expected = Counter(owners(OWNERS))
    # The first letter of each sender waits for those of the others, so that they really run at once.
    box.meet = threading.Barrier(senders, action=lambda: setattr(box, "meet", None))

    results = [result(process) for process in [sender() for _ in range(senders)]]

    assert Counter(box.addresses()) == expected
    assert sum(one["sent"] for one in results) == OWNERS
    assert all(one["sent"] for one in results)


def kill_while_held(box, sender, where):
    box.hold = where
    process = sender()
    assert box.held.wait(30)
    process.kill()
    process.wait()
    box.hold = ""
    assert Outgoing.objects.get().state == "sending"
    Outgoing.objects.update(claimed_at=clock.now() - timedelta(minutes=16))


def test_sender_killed_after_the_letter_was_taken_costs_one_repeat(box, sender):
    owners(1)
    kill_while_held(box, sender, "data")

    result(sender())

    assert len(box.message_ids()) == 2
    assert len(set(box.message_ids())) == 1
    assert Outgoing.objects.get().state == "sent"


def test_sender_killed_before_the_letter_was_taken_loses_nothing(box, sender):
    owners(1)
    kill_while_held(box, sender, "greeting")

    result(sender())

    assert len(box.letters) == 1
    assert Outgoing.objects.get().state == "sent"


def test_sender_that_is_asked_to_stop_finishes_the_letter_in_hand(box, sender):
    owners(3)
    box.meet = threading.Barrier(2, action=lambda: setattr(box, "meet", None))
    process = sender()
    while not box.meet.n_waiting:
        assert process.poll() is None
    process.terminate()
    box.meet.wait(20)

    assert result(process)["sent"] == 1
    assert Counter(Outgoing.objects.values_list("state", flat=True)) == {"sent": 1, "due": 2}
