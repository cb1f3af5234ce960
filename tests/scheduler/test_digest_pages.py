"""The digest's choices, and the way out of it from the letter."""

from datetime import UTC, datetime, time
from uuid import uuid4

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse

from scheduler.models import Heartbeat, Outgoing, OwnReminder, ReminderSettings

MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)  # 10:00 in Berlin
CHOICES = {
    "digest": "daily", "digest_time": "08:30", "digest_weekday": "0",
    "quiet_from": "20:00", "quiet_until": "08:00",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _monday():
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.fixture
def chosen(owner):
    return ReminderSettings.objects.create(owner=owner, digest="daily", digest_token=uuid4())


def page_of(client):
    return client.get(reverse("scheduler:settings"))


# Choosing


def test_digest_update_saves_and_says_when_the_next_comes(as_owner, owner):
    response = as_owner.post(reverse("scheduler:digest_update"), CHOICES, follow=True)

    settings = ReminderSettings.of(owner)
    assert (settings.digest, settings.digest_time) == ("daily", time(8, 30))
    assert settings.digest_token is not None
    assert "The next letter comes tomorrow, 08:30." in response.text


def test_digest_update_moves_an_hour_out_of_the_quiet_ones_and_says_so(as_owner):
    as_owner.post(reverse("scheduler:digest_update"), CHOICES | {"digest_time": "06:00"})

    assert (
        "You chose 06:00, which lies in your quiet hours; it comes at their end, at 08:00."
        in page_of(as_owner).text
    )


@pytest.mark.parametrize(
    "wrong",
    [
        {"digest": "hourly"},
        {"digest_time": "25:00"},
        {"digest_weekday": "7"},
        {"quiet_from": ""},
        {"digest_time": "\0"},
    ],
)
def test_digest_update_refuses_nonsense_and_keeps_what_was_typed(as_owner, owner, wrong):
    response = as_owner.post(reverse("scheduler:digest_update"), CHOICES | wrong)

    assert response.status_code == 422
    assert "What you typed is still here." in response.text
    assert ReminderSettings.of(owner).digest == "off"


def test_digest_update_that_changes_nothing_leaves_a_waiting_letter(as_owner, owner):
    as_owner.post(reverse("scheduler:digest_update"), CHOICES)
    Outgoing.objects.update(state="due")

    as_owner.post(reverse("scheduler:digest_update"), CHOICES)

    assert Outgoing.objects.get().state == "due"


def test_settings_say_when_nobody_sends(as_owner, chosen):
    assert "Nobody sends letters on this server" in page_of(as_owner).text

    Heartbeat.objects.create(job="digests", at=MONDAY)

    assert "Nobody sends letters on this server" not in page_of(as_owner).text


def test_settings_show_the_latest_failure_until_one_goes_out(as_owner, owner, chosen):
    values = {"owner": owner, "due_at": MONDAY, "next_try_at": MONDAY}
    Outgoing.objects.create(
        **values,
        local_date="2026-03-02",
        state="failed",
        error="The mail server refused it.",
        message_id="<1@a>",
    )
    assert "The mail server refused it." in page_of(as_owner).text

    Outgoing.objects.create(
        **values, local_date="2026-03-03", state="sent", sent_at=MONDAY, message_id="<2@a>"
    )

    assert "The mail server refused it." not in page_of(as_owner).text


def sent_one(owner):
    values = {"owner": owner, "due_at": MONDAY, "next_try_at": MONDAY, "local_date": "2026-03-02"}
    return Outgoing.objects.create(**values, state="sent", sent_at=MONDAY, message_id="<1@a>")


def test_settings_say_when_the_last_one_went_out(as_owner, owner, chosen):
    sent_one(owner)

    assert "The last one went out " in page_of(as_owner).text


def test_settings_of_a_server_without_mail_never_say_that_one_went_out(as_owner, owner, chosen, settings):
    settings.EMAIL_BACKEND = "infoview.mail.OutboxBackend"
    sent_one(owner)

    page = page_of(as_owner).text

    assert "The last one was written to a file " in page
    assert "went out" not in page


def test_settings_cost_few_queries(as_owner, chosen, django_assert_max_num_queries):
    page_of(as_owner)
    with django_assert_max_num_queries(10):
        page_of(as_owner)


# Trying


def test_digest_try_sends_one_letter_now_even_when_nothing_is_due(as_owner, owner):
    response = as_owner.post(reverse("scheduler:digest_try"), follow=True)

    assert [letter.to for letter in mail.outbox] == [[owner.email]]
    assert mail.outbox[0].subject == "Today: nothing is due"
    assert f"Sent to {owner.email}." in response.text


def test_digest_try_shows_what_is_due(as_owner, owner):
    OwnReminder.objects.create(owner=owner, text="Read", starts_on=MONDAY.date())

    as_owner.post(reverse("scheduler:digest_try"))

    assert "Read" in mail.outbox[0].body


def test_digest_try_is_not_the_digest_of_the_day(as_owner, owner):
    as_owner.post(reverse("scheduler:digest_try"))

    assert not Outgoing.objects.filter(kind="digest").exists()


def test_digest_try_ends_after_five_a_day(as_owner):
    answers = [as_owner.post(reverse("scheduler:digest_try"), follow=True).text for _ in range(6)]

    assert len(mail.outbox) == 5
    assert len({letter.extra_headers["Message-ID"] for letter in mail.outbox}) == 5
    assert "Five letters to try are enough for a day." in answers[-1]


def test_digest_try_says_what_the_mail_server_said(as_owner, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", 1, 1

    response = as_owner.post(reverse("scheduler:digest_try"), follow=True)

    assert "The mail server cannot be reached." in response.text


# Out of it


def unsubscribe(client, settings, **options):
    return client.post(reverse("scheduler:digest_unsubscribe", args=[settings.digest_token]), **options)


def test_unsubscribe_needs_one_post_without_sign_in_cookie_or_redirect(chosen):
    response = unsubscribe(Client(enforce_csrf_checks=True), chosen, data={"List-Unsubscribe": "One-Click"})

    chosen.refresh_from_db()
    assert (response.status_code, chosen.digest) == (200, "off")


def test_unsubscribe_asks_a_person_first(client, chosen):
    response = client.get(reverse("scheduler:digest_unsubscribe", args=[chosen.digest_token]))

    chosen.refresh_from_db()
    assert "Stop the letters" in response.text
    assert chosen.digest == "daily"


def test_unsubscribe_twice_is_harmless(client, chosen):
    assert [unsubscribe(client, chosen).status_code for _ in range(2)] == [200, 200]


def test_unsubscribe_by_a_strangers_token_is_not_found(client, chosen):
    path = reverse("scheduler:digest_unsubscribe", args=[uuid4()])

    assert (client.get(path).status_code, client.post(path).status_code) == (404, 404)


def test_unsubscribe_changes_nothing_of_somebody_else(client, chosen, stranger):
    theirs = ReminderSettings.objects.create(owner=stranger, digest="daily", digest_token=uuid4())

    unsubscribe(client, chosen)

    theirs.refresh_from_db()
    assert theirs.digest == "daily"


def test_links_of_the_letter_lead_to_their_page_after_sign_in(client, as_owner, owner, settings):
    OwnReminder.objects.create(owner=owner, text="Read", starts_on=MONDAY.date())
    as_owner.post(reverse("scheduler:digest_try"))
    link = next(word for word in mail.outbox[0].body.split() if "/reminders/" in word)
    path = link.removeprefix(settings.SITE_URL)

    assert client.get(path).headers["Location"].endswith(f"?next={path}")
    assert as_owner.get(path).status_code == 200


# The operator


def test_health_is_not_well_while_a_digest_is_wanted_and_nobody_sends(as_owner, owner, chosen):
    owner.is_staff = True
    owner.save()
    path = f"{reverse('health')}?full=1"
    assert as_owner.get(path).status_code == 503

    Heartbeat.objects.create(job="digests", at=MONDAY, detail="3 sent")

    report = as_owner.get(path).json()
    assert report["ok"]
    assert (report["digests"]["last_round"], report["digests"]["last_round_minutes_ago"]) == ("3 sent", 0)
