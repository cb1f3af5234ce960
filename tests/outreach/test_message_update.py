"""The composer."""

from datetime import timedelta

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from infoview.shared import clock
from outreach import services
from outreach.models import Message, MessageVersion
from outreach.views.messages import mailto
from tests.factories.outreach import (
    make_message,
    make_own_template,
    make_person,
    make_request,
    make_template,
    sent_request,
)

GOOD = """Hi Leila,

your two-page guide on recruiting patients changed how I see this work. I have taught science for nine
years and try to understand what research operations are like from the inside.

Could I ask you a few questions, 20 minutes at most? Tuesday after 15:00 or Thursday morning would suit me.

If this is a bad month, no reply needed at all.

Thanks,
Ada"""
JOB = GOOD.replace("If this", "I would also love to hear about any openings on your team.\n\nIf this")


def url(name, message):
    return reverse(f"outreach:{name}", args=[message.public_id])


@pytest.fixture
def message(owner):
    return make_message(make_request(owner, make_person(owner, job_title="Lead")), subject="Hello", body=GOOD)


def post(client, name, message, *, htmx="", **data):
    headers = {"HX-Request": "true", "HX-Target": htmx} if htmx else {}
    data = {"subject": "Hello", "body": GOOD, "channel": "email", "revision": message.revision, **data}
    return client.post(url(name, message), data, headers=headers)


# Saving


def test_saving_writes_the_letter(as_owner, message):
    response = post(as_owner, "message_update", message, body=GOOD + "!")

    message.refresh_from_db()
    assert response.status_code == 302
    assert (message.body, message.revision) == (GOOD + "!", 2)


def test_a_letter_that_is_too_long_keeps_its_words(as_owner, message):
    response = post(as_owner, "message_update", message, body="word " * 5000)

    assert response.status_code == 422
    assert b"word word" in response.content


def test_a_null_character_is_refused_with_a_reason(as_owner, message):
    assert post(as_owner, "message_update", message, body="a\x00b").status_code == 422


def test_two_tabs_see_both_texts(as_owner, message):
    post(as_owner, "message_update", message, body="from the first tab")

    response = post(as_owner, "message_update", message, body="from the second tab")

    assert response.status_code == 422
    assert b"from the first tab" in response.content
    assert b"from the second tab" in response.content


def test_saving_again_keeps_mine(as_owner, message):
    post(as_owner, "message_update", message, body="from the first tab")

    post(as_owner, "message_update", message, body="from the second tab", revision=2)

    message.refresh_from_db()
    assert message.body == "from the second tab"


def test_a_sent_message_is_not_written_over(as_owner, owner):
    message = sent_request(owner).messages.get()

    post(as_owner, "message_update", message, body="other")

    message.refresh_from_db()
    assert message.body == "Note 1"


# Autosave


def autosave(client, message, **data):
    data = {"field": "body", "text": "new", "revision": message.revision, **data}
    return client.post(url("message_autosave", message), data)


def test_autosave_answers_with_the_next_revision(as_owner, message):
    response = autosave(as_owner, message)

    assert response.json()["revision"] == 2
    assert Message.objects.get().body == "new"


def test_autosave_of_an_older_revision_answers_with_the_newer_text(as_owner, message):
    autosave(as_owner, message, text="from elsewhere")

    response = autosave(as_owner, message, text="mine")

    assert response.status_code == 409
    assert response.json() == {"revision": 2, "text": "from elsewhere"}
    assert Message.objects.get().body == "from elsewhere"


def test_autosave_saves_the_subject(as_owner, message):
    autosave(as_owner, message, field="subject", text="A question\nabout it")

    assert Message.objects.get().subject == "A question about it"


@pytest.mark.parametrize(
    "data",
    [{"field": "status"}, {"text": "x" * 20_001}, {"text": "\x00"}, {"revision": "x"}, {"revision": -1}],
)
def test_autosave_refuses_nonsense_with_a_sentence(as_owner, message, data):
    response = autosave(as_owner, message, **data)

    assert response.status_code == 422
    assert response.json()["error"]


def test_autosave_after_sending_says_so(as_owner, owner):
    message = sent_request(owner).messages.get()

    response = autosave(as_owner, message)

    assert response.status_code == 422
    assert "marked as sent" in response.json()["error"]


# Checks


def test_checks_answer_with_the_partial_only(as_owner, message):
    response = as_owner.post(url("message_checks", message), {"body": JOB}, headers={"HX-Request": "true"})

    text = response.content.decode()
    assert text.strip().startswith('<div id="checks"')
    assert "any openings on your team" in text
    assert Message.objects.get().body == GOOD


def test_a_good_letter_has_nothing_to_fix(as_owner, message):
    response = as_owner.get(url("message_update", message))

    assert response.context_data["review"].to_fix == 0
    assert "Easy to say no" in response.content.decode()


def test_a_fix_is_applied_with_one_tap(as_owner, message):
    post(as_owner, "message_update", message, body=JOB)
    review = as_owner.get(url("message_update", message)).context_data["review"]
    job = next(check for check in review.checks if check.code == "M-JOB")

    post(as_owner, "message_fix", message, body=JOB, revision=2, fix=job.fixes[0].value)

    message.refresh_from_db()
    assert "openings" not in message.body
    assert MessageVersion.objects.filter(body=JOB).exists()


@pytest.mark.parametrize("fix", ["", "M-JOB", "M-JOB:99:0", "M-JOB:x:0", "M-LEN:0:9", "M-JOB:²:0", "::"])
def test_a_fix_that_is_not_there_changes_nothing(as_owner, message, fix):
    response = post(as_owner, "message_fix", message, fix=fix)

    assert response.status_code == 302
    assert Message.objects.get().body == GOOD


def test_a_fix_by_htmx_answers_with_the_composer(as_owner, message):
    response = post(as_owner, "message_fix", message, htmx="composer", body=JOB, fix="M-JOB:0:0")

    assert response.status_code == 200
    assert response.content.decode().strip().startswith("<form")


def test_a_finding_is_kept_with_a_reason_and_looked_at_again(as_owner, message):
    data = {"keep": "M-JOB", "reason-M-JOB": "They posted it themselves"}
    post(as_owner, "message_keep", message, body=JOB, **data)
    message.refresh_from_db()
    assert message.kept_findings == [{"code": "M-JOB", "reason": "They posted it themselves"}]
    review = as_owner.get(url("message_update", message)).context_data["review"]
    assert review.to_fix == 0

    post(as_owner, "message_keep", message, body=JOB, revision=2, keep="M-JOB")

    message.refresh_from_db()
    assert message.kept_findings == []


def test_nearly_the_same_letter_to_somebody_else_warns(as_owner, owner, message):
    other = make_request(owner, make_person(owner, "Mateo Álvarez"))
    services.send_message(
        message=make_message(other, body=GOOD.replace("Leila", "Mateo")),
        at=clock.now(),
        timezone=owner.timezone,
    )

    review = as_owner.get(url("message_update", message)).context_data["review"]

    assert "M-REUSE" in [check.code for check in review.checks]


@pytest.mark.parametrize("channel", ["linkedin_note_300", "linkedin_note_200"])
def test_a_connection_note_has_a_limit_of_characters(as_owner, message, channel):
    Message.objects.update(channel=channel, body="x" * 301)

    review = as_owner.get(url("message_update", message)).context_data["review"]

    assert review.most_chars == int(channel[-3:])
    assert "M-CHARS" in [check.code for check in review.checks]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=400))
def test_no_text_breaks_the_checks(as_owner, message, text):
    response = as_owner.post(url("message_checks", message), {"body": text, "subject": text})

    assert response.status_code == 200


# Templates and times


def test_a_template_is_filled_with_what_is_known(as_owner, owner, message):
    template = make_own_template(
        owner, subject="For {first_name}", body="Hi {first_name}, {detail} {minutes} min, {my_name}"
    )

    post(as_owner, "message_template", message, template=f"own:{template.public_id}")

    message.refresh_from_db()
    assert message.subject == "For Leila"
    assert message.body == "Hi Leila, {detail} 20 min, Ada"
    assert MessageVersion.objects.filter(body=GOOD).exists()


@pytest.mark.parametrize("value", ["own:nonsense", "library:none", "x", "own:", "library:\x00"])
def test_a_template_that_is_not_there_changes_nothing(as_owner, message, value):
    post(as_owner, "message_template", message, template=value)

    assert Message.objects.get().body == GOOD


def test_a_strangers_template_is_not_there(as_owner, stranger, message):
    theirs = make_own_template(stranger, body="secret")

    post(as_owner, "message_template", message, template=f"own:{theirs.public_id}")

    assert Message.objects.get().body == GOOD


def test_times_are_put_before_the_closing(as_owner, message):
    post(as_owner, "message_window", message, window=["0", "2"])

    message.refresh_from_db()
    assert message.body.count("Would ") == 1
    assert message.body.endswith("Thanks,\nAda")


def test_the_windows_stay_the_same_on_the_next_look(as_owner, message):
    first = as_owner.get(url("message_update", message)).context_data["offers"]

    assert as_owner.get(url("message_update", message)).context_data["offers"] == first
    assert len(first) == 3


# Sent


def send(client, message, **data):
    return post(client, "message_send", message, day=clock.now().date().isoformat(), **data)


def test_i_sent_it_moves_the_request(as_owner, message):
    response = send(as_owner, message)

    message.request.refresh_from_db()
    assert response.status_code == 302
    assert message.request.status == "sent"


def test_i_sent_it_twice_counts_once(as_owner, message):
    send(as_owner, message)
    response = send(as_owner, message)

    message.request.refresh_from_db()
    assert response.status_code == 302
    assert message.request.attempts == 1


def test_unfilled_places_block_i_sent_it(as_owner, message):
    response = send(as_owner, message, body=GOOD + " {detail} {topic}")

    assert response.status_code == 422
    assert "2 places are still to fill" in response.content.decode()
    assert Message.objects.get().status == "draft"


def test_an_empty_letter_was_not_sent(as_owner, message):
    assert send(as_owner, message, body=" ").status_code == 422


@pytest.mark.parametrize(
    "day",
    [
        lambda today: today + timedelta(days=2),
        lambda _today: "nonsense",
        lambda _today: "",
        lambda _t: "0001-01-01",
    ],
)
def test_a_day_that_cannot_be_is_refused(as_owner, message, day):
    response = post(as_owner, "message_send", message, day=day(clock.now().date()))

    assert response.status_code == 422
    assert Message.objects.get().status == "draft"


def test_a_nudge_before_the_note_is_refused(as_owner, owner):
    request = sent_request(owner, at=clock.now() - timedelta(days=8))
    nudge = make_message(request, "nudge", body="Just a short nudge, no is fine.")

    response = post(
        as_owner, "message_send", nudge, body=nudge.body, day=(clock.now() - timedelta(days=9)).date()
    )

    assert response.status_code == 422
    assert "cannot be older" in response.content.decode()


def test_sending_can_be_taken_back(as_owner, message):
    response = send(as_owner, message)
    page = as_owner.get(response.url)
    undo = next(m for m in page.context["messages"]).extra_tags.removeprefix("undo:")

    as_owner.post(undo)

    message.refresh_from_db()
    message.request.refresh_from_db()
    assert (message.status, message.request.status, message.request.attempts) == ("draft", "draft", 0)


def test_a_thank_you_is_sent_without_a_request(as_owner, owner):
    person = make_person(owner)
    thanks = Message.objects.create(
        owner=owner, contact=person, kind="thank_you", body="Thanks for the point on pilots."
    )

    response = post(as_owner, "message_send", thanks, body=thanks.body)

    thanks.refresh_from_db()
    assert response.url == reverse("contact_detail", args=[person.public_id])
    assert thanks.status == "sent"


# Beginning


def create(client, contact, kind, **data):
    return client.post(
        reverse("outreach:message_create"), {"contact": contact.public_id, "kind": kind, **data}
    )


def test_message_create_opens_the_same_draft_twice(as_owner, owner):
    make_template(name="Thanks", kind="thank_you", body="Thank you, {first_name}")
    person = make_person(owner)

    first = create(as_owner, person, "thank_you")

    assert create(as_owner, person, "thank_you").url == first.url
    assert Message.objects.get().body == "Thank you, Leila"


def test_a_nudge_finds_its_request(as_owner, owner):
    request = sent_request(owner)

    create(as_owner, request.contact, "nudge")

    assert Message.objects.get(kind="nudge").request == request


def test_a_fourth_attempt_gets_no_help(as_owner, owner):
    request = sent_request(owner, at=clock.now() - timedelta(days=60), attempts=3)

    response = create(as_owner, request.contact, "last_attempt", request=request.public_id)

    page = as_owner.get(response.url)
    assert "Silence is an answer too. Others will say yes." in page.content.decode()
    assert not Message.objects.filter(status="draft").exists()


def test_a_strangers_person_cannot_be_written_to(as_owner, stranger):
    create(as_owner, make_person(stranger), "thank_you")

    assert not Message.objects.exists()


def test_discarding_asks_first_and_leaves_what_was_sent(as_owner, message):
    assert as_owner.get(url("message_discard", message)).status_code == 200

    as_owner.post(url("message_discard", message))

    assert not Message.objects.exists()


def test_an_earlier_version_comes_back(as_owner, message):
    post(as_owner, "message_update", message, body="much later")
    version = MessageVersion.objects.get()

    as_owner.post(url("message_versions", message), {"version": version.public_id})

    message.refresh_from_db()
    assert message.body == GOOD
    assert MessageVersion.objects.filter(body="much later").exists()


def test_the_mail_link_encodes_the_letter():
    assert (
        mailto("a@b.example", "Q & A?", "x\ny") == "mailto:a@b.example?subject=Q%20%26%20A%3F&body=x%0D%0Ay"
    )


def test_the_composer_costs_twelve_queries_at_most(as_owner, owner, message, django_assert_max_num_queries):
    for n in range(5):
        sent_request(owner, make_person(owner, f"P{n}"))
    as_owner.get(url("message_update", message))

    with django_assert_max_num_queries(12):
        as_owner.get(url("message_update", message))


def test_three_asks_in_a_row_warn_before_the_fourth(as_owner, owner):
    request = sent_request(owner, at=clock.now() - timedelta(days=60), attempts=3)
    again = make_message(make_request(owner, request.contact), body=GOOD)

    page = as_owner.get(url("message_update", again)).content.decode()

    assert "The last three times you asked for something." in page
