"""Without a mail server letters are files, and nobody pretends that they were sent."""

import email
import stat

import pytest
from django.core import mail
from django.core.mail import EmailMessage

from infoview.mail import OutboxBackend


@pytest.fixture
def outbox(tmp_path):
    return OutboxBackend(folder=tmp_path / "outbox")


def test_outbox_writes_a_letter_that_mail_programs_open(outbox):
    outbox.send_messages(
        [EmailMessage("Grüße, Ada", "Bis bald ✓", "infoview@localhost", ["ada@infoview.example"])]
    )

    (path,) = outbox.folder.iterdir()
    letter = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    assert path.suffix == ".eml"
    assert letter["Subject"] == "Grüße, Ada"
    assert letter.get_content().strip() == "Bis bald ✓"


def test_outbox_is_for_nobody_else(outbox):
    outbox.send_messages([EmailMessage("Hello", "…", None, ["ada@infoview.example"])])

    (path,) = outbox.folder.iterdir()
    assert stat.S_IMODE(outbox.folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_outbox_names_this_site_not_this_machine(outbox):
    outbox.send_messages([EmailMessage("Hello", "…", None, ["ada@infoview.example"])])

    (path,) = outbox.folder.iterdir()
    assert b"@localhost>" in path.read_bytes()


def test_outbox_counts_what_it_wrote(outbox):
    letters = [
        EmailMessage("Hello", "…", None, ["ada@infoview.example"]),
        EmailMessage("To nobody", "…", None, []),
    ]

    assert outbox.send_messages(letters) == 1


def test_outbox_survives_a_subject_of_slashes(outbox):
    outbox.send_messages([EmailMessage("../../etc/passwd", "…", None, ["ada@infoview.example"])])

    (path,) = outbox.folder.iterdir()
    assert path.parent == outbox.folder


def test_outbox_refuses_a_header_in_a_subject(outbox):
    with pytest.raises(mail.BadHeaderError):
        outbox.send_messages(
            [EmailMessage("Hello\nBcc: all@example.org", "…", None, ["ada@infoview.example"])]
        )
