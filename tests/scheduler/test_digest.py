"""Digests: at the owner's hour, once, and never lost without a word."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine
from django.core import mail
from django.core.management import call_command

from contacts.models import Contact, Promise
from debriefs.models import Step
from debriefs.services import open_debrief
from infoview.shared import clock
from interviews.models import LiveMark
from interviews.services import book_interview
from outreach.services import log_message
from scheduler.digest import (
    choose_digest,
    next_digest_at,
    operators_report,
    send_round,
    sender_name,
    status_of,
)
from scheduler.enums import DigestRhythm, OutgoingState
from scheduler.models import Heartbeat, Outgoing, OwnReminder, Pause, ReminderSettings
from tests.scheduler.smtp import mail_server
from tests.scheduler.test_planning import ZONE, talked

EIGHT = datetime(2026, 3, 2, 7, tzinfo=UTC)  # Monday, 08:00 in Berlin
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def wants(user, rhythm=DigestRhythm.DAILY, at=time(8), **choices):
    return ReminderSettings.objects.create(owner=user, digest=rhythm, digest_time=at, **choices)


def remind(user, text="Read the report", on=date(2026, 3, 2), **fields):
    return OwnReminder.objects.create(owner=user, text=text, starts_on=on, **fields)


def round_at(now):
    with time_machine.travel(now, tick=False):
        return dict(send_round(sender=sender_name()))


def state_of(user, day=date(2026, 3, 2)):
    return Outgoing.objects.for_user(user).get(kind="digest", local_date=day).state


@pytest.fixture
def box(settings):
    with mail_server() as box:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", box.port, 0.5
        yield box


# When


def test_digest_is_off_until_it_is_asked_for(owner):
    remind(owner)

    assert round_at(EIGHT + HOUR) == {}
    assert (mail.outbox, Outgoing.objects.count()) == ([], 0)


def test_digest_goes_out_at_the_hour_and_once_a_day(owner):
    wants(owner)
    remind(owner)
    round_at(EIGHT - DAY)
    mail.outbox.clear()

    assert [round_at(EIGHT + minutes * MINUTE) for minutes in (-1, 0, 1, 600)] == [{}, {"sent": 1}, {}, {}]
    assert round_at(EIGHT + DAY) == {"sent": 1}
    assert len(mail.outbox) == 2


def test_weekly_digest_goes_out_on_its_day(owner):
    wants(owner, DigestRhythm.WEEKLY, digest_weekday=2)
    remind(owner)

    sent = [round_at(EIGHT + n * DAY) for n in range(10)]

    assert [n for n, counts in enumerate(sent) if counts == {"sent": 1}] == [2, 9]


def test_digest_comes_at_the_owners_hour_in_each_zone(owner, stranger):
    stranger.timezone = "Pacific/Auckland"
    stranger.save()
    for user in (owner, stranger):
        wants(user)
        remind(user)
    round_at(datetime(2026, 3, 1, 18, tzinfo=UTC))
    mail.outbox.clear()

    round_at(datetime(2026, 3, 1, 19, tzinfo=UTC))  # 08:00 on Monday in Auckland
    assert [letter.to for letter in mail.outbox] == [[stranger.email]]
    round_at(EIGHT)
    assert [letter.to for letter in mail.outbox] == [[stranger.email], [owner.email]]


@pytest.mark.parametrize("day", [date(2026, 3, 29), date(2026, 10, 25)])
def test_digest_comes_once_on_the_night_the_clocks_change(owner, day):
    wants(owner, at=time(2, 30), quiet_from=time(12), quiet_until=time(12))
    remind(owner, on=date(2026, 3, 1))
    start = datetime(day.year, day.month, day.day, tzinfo=UTC) - 2 * HOUR
    Outgoing.objects.create(
        owner=owner, local_date=day - DAY, due_at=start, next_try_at=start, state="empty", message_id="<a@b>"
    )

    sent = sum(round_at(start + n * 15 * MINUTE).get("sent", 0) for n in range(4 * 24))

    assert sent == 1


def test_hour_in_quiet_hours_waits_for_their_end(owner):
    settings = wants(owner, at=time(6))

    assert next_digest_at(settings, now=EIGHT - HOUR) == EIGHT
    assert status_of(settings, now=EIGHT).moved_to == time(8)


def test_journey_brings_no_second_digest_for_a_day(owner):
    wants(owner)
    remind(owner)
    assert round_at(EIGHT) == {"sent": 1}

    owner.timezone = "America/New_York"
    owner.save()

    assert round_at(EIGHT + 6 * HOUR) == {}
    assert round_at(EIGHT + DAY + 6 * HOUR) == {"sent": 1}


def test_digest_that_is_switched_on_after_its_hour_begins_the_next_day(owner):
    settings = ReminderSettings(owner=owner, digest=DigestRhythm.DAILY, digest_time=time(8))
    remind(owner)
    choose_digest(settings, now=EIGHT + HOUR)

    assert round_at(EIGHT + 2 * HOUR) == {}
    assert round_at(EIGHT + DAY) == {"sent": 1}


def test_digest_that_is_switched_off_while_it_waits_does_not_go_out(owner, box):
    settings = wants(owner)
    remind(owner)
    box.rcpt = lambda address: 451
    round_at(EIGHT)
    box.rcpt = lambda address: 250

    settings.digest = DigestRhythm.OFF
    choose_digest(settings, now=EIGHT + MINUTE)
    round_at(EIGHT + 2 * MINUTE)

    assert box.letters == []


# What


def test_nothing_due_means_no_letter(owner):
    wants(owner)
    remind(owner, on=date(2026, 3, 3))

    assert round_at(EIGHT) == {"empty": 1}
    assert (mail.outbox, state_of(owner)) == ([], OutgoingState.EMPTY)


def test_hints_alone_are_no_reason_to_write(owner):
    wants(owner, give_back_hint_days=7, update_after_months=12)
    elena = Contact.objects.create(owner=owner, name="Elena")
    talk = talked(owner, elena, EIGHT - 8 * DAY)
    debrief = open_debrief(interview=talk)
    debrief.change(nothing_to_record=True, finished_at=EIGHT - 8 * DAY)
    log_message(owner=owner, contact=elena, kind="thank_you", at=EIGHT - 7 * DAY, timezone=ZONE)

    assert round_at(EIGHT) == {"empty": 1}


def test_letter_names_what_is_due_and_todays_conversations(owner):
    wants(owner)
    elena = Contact.objects.create(owner=owner, name="Elena Marchetti", notes="CANARY of a note")
    Promise.objects.create(
        owner=owner,
        contact=elena,
        side="mine",
        text="the list",
        promised_on=EIGHT.date(),
        due_on=EIGHT.date(),
    )
    book_interview(
        owner=owner,
        contacts=[elena],
        starts_at=EIGHT + 4 * HOUR,
        minutes=20,
        tz_name=ZONE,
        place="CANARY café",
    )

    round_at(EIGHT)

    (letter,) = mail.outbox
    html = letter.alternatives[0].content
    assert letter.subject == "Today: two things due and one conversation"
    for text in (letter.body, html):
        assert "Promised to Elena Marchetti: the list" in text
        assert "Conversation with Elena Marchetti" in text
        assert "12:00" in text
        assert "CANARY" not in text


def test_letter_can_be_answered_with_one_click(owner, settings):
    chosen = wants(owner)
    remind(owner)
    round_at(EIGHT)

    chosen.refresh_from_db()
    (letter,) = mail.outbox
    link = f"{settings.SITE_URL}/unsubscribe/{chosen.digest_token}/"
    assert letter.extra_headers["List-Unsubscribe"] == f"<{link}>"
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert link in letter.body


def test_letter_links_to_this_server_and_shows_nothing_from_elsewhere(owner, settings):
    wants(owner)
    remind(owner, text='<img src="https://evil.example/x.gif"> & more')
    round_at(EIGHT)

    html = mail.outbox[0].alternatives[0].content
    assert "<img" not in html
    assert "src=" not in html.replace("src=&quot;", "")
    assert "style=" not in html
    assert html.count('href="') == html.count(f'href="{settings.SITE_URL}/')


def test_promise_from_a_private_conversation_keeps_its_words_to_itself(owner):
    wants(owner)
    elena = Contact.objects.create(owner=owner, name="Elena")
    talk = talked(owner, elena, EIGHT - 2 * DAY)
    day = EIGHT.date()
    promise = Promise.objects.create(
        owner=owner, contact=elena, side="mine", text="CANARY", promised_on=day, due_on=day
    )
    LiveMark.objects.create(
        owner=owner, interview=talk, kind="promise", text="x", marked_at=EIGHT - 2 * DAY, promise=promise
    )
    talk.change(confidentiality="private")

    round_at(EIGHT)

    assert "CANARY" not in mail.outbox[0].body
    assert "a step from a private conversation" in mail.outbox[0].body


def test_step_from_a_private_conversation_keeps_its_words_to_itself(owner):
    wants(owner)
    elena = Contact.objects.create(owner=owner, name="Elena")
    talk = talked(owner, elena, EIGHT - 2 * DAY)
    talk.change(confidentiality="private")
    Step.objects.create(
        owner=owner, debrief=open_debrief(interview=talk), text="CANARY step", due_on=EIGHT.date()
    )

    round_at(EIGHT)

    assert "CANARY" not in mail.outbox[0].body
    assert "a step from a private conversation" in mail.outbox[0].body


def test_people_who_want_no_contact_are_not_in_it(owner):
    wants(owner)
    bea = Contact.objects.create(owner=owner, name="Bea", do_not_contact=True)
    remind(owner, contact=bea)

    assert round_at(EIGHT) == {"empty": 1}


def test_pause_brings_only_conversations(owner):
    wants(owner)
    remind(owner, on=date(2026, 2, 20))
    Pause.objects.create(owner=owner, starts_on=date(2026, 3, 2), ends_on=date(2026, 3, 3))
    assert round_at(EIGHT) == {"empty": 1}

    elena = Contact.objects.create(owner=owner, name="Elena")
    book_interview(owner=owner, contacts=[elena], starts_at=EIGHT + 26 * HOUR, minutes=20, tz_name=ZONE)
    round_at(EIGHT + DAY)

    assert [letter.subject for letter in mail.outbox] == ["Today: one conversation"]


def test_weekly_letter_tells_of_the_week(owner):
    wants(owner, DigestRhythm.WEEKLY)
    remind(owner, text="Friday thing", on=date(2026, 3, 6))
    remind(owner, text="Next week", on=date(2026, 3, 9))

    round_at(EIGHT)

    assert "Friday thing" in mail.outbox[0].body
    assert "Next week" not in mail.outbox[0].body


def test_letter_says_how_many_more_there_are(owner):
    wants(owner)
    for n in range(53):
        remind(owner, text=f"Thing {n}")

    round_at(EIGHT)

    assert "and 3 more" in mail.outbox[0].body
    assert mail.outbox[0].subject == "Today: 53 things due"


# Trouble


def test_put_off_letters_are_tried_again_after_1_5_30_minutes_2_and_6_hours(owner, box):
    wants(owner)
    remind(owner)
    box.rcpt = lambda address: 451
    tries, now = [], EIGHT
    while now < EIGHT + 10 * HOUR:
        if round_at(now).get("retry"):
            tries.append(int((now - EIGHT) / MINUTE))
        now += MINUTE

    box.rcpt = lambda address: 250
    assert tries == [0, 1, 6, 36, 156, 516]
    assert round_at(EIGHT + 15 * HOUR) == {"sent": 1}
    assert len(box.letters) == 1


def test_letter_that_is_put_off_all_day_fails_and_is_shown(owner, box):
    settings = wants(owner)
    remind(owner)
    box.rcpt = lambda address: 451

    tries = sum(sum(round_at(EIGHT + n * 10 * MINUTE).values()) for n in range(6 * 24 - 1))

    assert tries <= 8
    assert state_of(owner) == OutgoingState.FAILED
    assert "put it off (451" in status_of(settings, now=EIGHT + 23 * HOUR).trouble.error


def test_refused_letter_is_not_tried_again_and_stops_nobody_else(owner, stranger, box):
    settings = wants(owner)
    wants(stranger)
    for user in (owner, stranger):
        remind(user)
    box.rcpt = lambda address: 550 if address == owner.email else 250

    assert round_at(EIGHT) == {"failed": 1, "sent": 1}
    assert round_at(EIGHT + HOUR) == {}
    assert box.addresses() == [stranger.email]
    assert "refused it (550" in status_of(settings, now=EIGHT + HOUR).trouble.error


@pytest.mark.parametrize("mood", ["greeting", "data"])
def test_server_that_falls_silent_is_tried_again(owner, box, mood):
    wants(owner)
    remind(owner)
    box.hold = mood

    assert round_at(EIGHT) == {"retry": 1}
    assert "in time" in Outgoing.objects.get().error


def test_server_that_is_not_there_is_tried_again(owner, box, settings):
    wants(owner)
    remind(owner)
    settings.EMAIL_PORT = 1

    assert round_at(EIGHT) == {"retry": 1}
    assert Outgoing.objects.get().error == "The mail server cannot be reached."


def test_server_that_hangs_up_after_the_letter_gets_the_same_letter_again(owner, box):
    wants(owner)
    remind(owner)
    box.drops = True
    round_at(EIGHT)
    box.drops = False

    round_at(EIGHT + MINUTE)

    assert len(box.message_ids()) == 2
    assert len(set(box.message_ids())) == 1


def test_round_ends_when_the_server_is_away_and_the_rest_loses_no_try(
    owner, stranger, django_user_model, box
):
    users = [owner, stranger] + [
        django_user_model.objects.create_user(email=f"u{n}@infoview.example", timezone="Europe/Berlin")
        for n in range(4)
    ]
    for user in users:
        wants(user)
        remind(user)
    box.hold = "greeting"

    assert round_at(EIGHT) == {"retry": 3}
    assert Outgoing.objects.filter(attempts=0).count() == 3


def test_broken_owner_stops_nobody_else(owner, stranger):
    for user in (owner, stranger):
        wants(user)
        remind(user)
    type(owner).objects.filter(pk=owner.pk).update(email="no address\nat all")

    assert round_at(EIGHT) == {"retry": 1, "sent": 1}
    assert [letter.to for letter in mail.outbox] == [[stranger.email]]


def test_owner_whose_hour_cannot_be_worked_out_stops_nobody_else(owner, stranger, caplog):
    for user in (owner, stranger):
        wants(user)
        remind(user)
    type(owner).objects.filter(pk=owner.pk).update(timezone="Nowhere/Land")

    assert round_at(EIGHT) == {"failed": 1, "sent": 1}
    assert [letter.to for letter in mail.outbox] == [[stranger.email]]
    assert str(owner.public_id) in caplog.text
    assert owner.email not in caplog.text


# Senders that are stopped, and days without one


def claimed(user, *, at, reclaimed=False):
    return Outgoing.objects.create(
        owner=user, local_date=date(2026, 3, 2), due_at=EIGHT, next_try_at=EIGHT, state="sending",
        claimed_by="another", claimed_at=at, attempts=1, reclaimed=reclaimed, message_id="<digest.1@here>",
    )  # fmt: skip


def test_claim_of_a_stopped_sender_is_taken_back_once_with_the_same_message_id(owner, box):
    wants(owner)
    remind(owner)
    row = claimed(owner, at=EIGHT)

    assert round_at(EIGHT + 14 * MINUTE) == {}
    assert round_at(EIGHT + 16 * MINUTE) == {"sent": 1}
    row.refresh_from_db()
    assert (row.attempts, row.reclaimed, box.message_ids()) == (2, True, ["<digest.1@here>"])


def test_second_stop_in_the_middle_is_told_instead_of_repeated(owner):
    settings = wants(owner)
    remind(owner)
    claimed(owner, at=EIGHT, reclaimed=True)

    assert round_at(EIGHT + HOUR) == {}
    assert "twice" in status_of(settings, now=EIGHT + HOUR).trouble.error


def test_days_without_a_sender_bring_one_current_letter(owner):
    settings = wants(owner)
    remind(owner)
    round_at(EIGHT)

    assert round_at(EIGHT + 4 * DAY + 2 * HOUR) == {"sent": 1}
    assert status_of(settings, now=EIGHT + 5 * DAY).missed == [date(2026, 3, day) for day in (3, 4, 5)]


def test_letter_of_yesterday_is_passed_over_when_todays_is_due(owner, box):
    wants(owner)
    remind(owner)
    box.rcpt = lambda address: 451
    round_at(EIGHT)
    box.rcpt = lambda address: 250

    assert round_at(EIGHT + DAY) == {"sent": 1}
    assert state_of(owner) == OutgoingState.MISSED
    assert len(box.letters) == 1


def test_letter_is_sent_late_when_it_is_still_of_today(owner):
    wants(owner)
    remind(owner)

    assert round_at(EIGHT + 23 * HOUR) == {"sent": 1}


def test_old_rows_are_forgotten(owner):
    wants(owner)
    for n in (0, 101, 102, 103):
        round_at(EIGHT + n * DAY)

    assert Outgoing.objects.filter(local_date=date(2026, 3, 2)).count() == 0


# The command and the operator


def test_command_says_what_it_did(owner, capsys):
    wants(owner)
    remind(owner)
    with time_machine.travel(EIGHT, tick=False):
        call_command("send_digests", "--once", "--json")

    assert capsys.readouterr().out == '{"sent": 1, "empty": 0, "retry": 0, "failed": 0}\n'
    assert Heartbeat.objects.get(job="digests").at == EIGHT


def test_command_ends_badly_when_a_letter_did_not_go_out(owner, box):
    wants(owner)
    remind(owner)
    box.rcpt = lambda address: 550

    with time_machine.travel(EIGHT, tick=False), pytest.raises(SystemExit):
        call_command("send_digests", "--once")


def test_operator_sees_failures_and_that_no_sender_runs(owner):
    wants(owner)
    claimed(owner, at=EIGHT, reclaimed=True)
    assert operators_report(now=EIGHT + HOUR)["no_sender_runs"]

    round_at(EIGHT + HOUR)

    report = operators_report(now=EIGHT + HOUR + 10 * MINUTE)
    assert (report["no_sender_runs"], report["failed_in_two_days"]) == (False, 1)
    assert report["last_round_minutes_ago"] == 10


def test_rounds_read_the_clock_as_they_go(owner):
    wants(owner)
    remind(owner)
    with time_machine.travel(EIGHT + MINUTE, tick=False):
        send_round(sender=sender_name())
        assert Outgoing.objects.get().sent_at == clock.now()
