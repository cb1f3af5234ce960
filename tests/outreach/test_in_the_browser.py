"""Composing and moving cards with script: what the browser alone can show."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from infoview.shared import clock
from outreach.models import Message, OutreachRequest
from outreach.views.messages import mailto
from tests.factories.contacts import make_point
from tests.factories.outreach import make_goal, make_message, make_person, make_request, sent_request

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LETTER = """Hi Leila,

your two-page guide changed how I see this work. Could I ask you for 20 minutes on Tuesday? I would also love
to hear about any openings on your team.

If not, no problem at all.

Thanks,
Ada"""


def compose(page, message):
    page.goto(reverse("outreach:message_update", args=[message.public_id]))


@pytest.fixture
def message(owner):
    return make_message(make_request(owner, make_person(owner)), subject="Hello", body=LETTER)


@pytest.mark.parametrize("who", ["page", "phone"])
def test_a_fix_is_applied_with_one_tap_and_writing_goes_on(request, who, message):
    page = request.getfixturevalue(who)
    compose(page, message)

    page.get_by_role("button", name="Remove the sentence").click()
    page.get_by_text("This reads as asking for a job").wait_for(state="detached")
    page.locator("#msg").press_sequentially(" And more.")
    page.wait_for_selector("#saved[data-state=saved] >> text=Saved")
    page.wait_for_timeout(1500)

    message.refresh_from_db()
    assert "openings" not in message.body
    assert "And more." in message.body
    assert page.locator(".conflict").count() == 0


def test_words_of_a_goal_are_kept_while_their_wording_is_looked_at(page):
    title = "What do you want to understand?"
    page.goto(reverse("outreach:goal_create"))

    with page.expect_response(f"**{reverse('outreach:goal_wording')}"):
        page.get_by_label(title).press_sequentially("Get a job in pricing")
    page.reload()

    expect(page.get_by_label(title)).to_have_value("Get a job in pricing")


@pytest.mark.parametrize("by", ["button", "Enter"])
def test_a_gap_that_was_added_does_not_come_back_into_its_box(page, owner, by):
    goal = make_goal(owner)
    page.goto(reverse("outreach:goal_detail", args=[goal.public_id]))
    box = page.get_by_label("Something you do not know yet")
    box.press_sequentially("How are nurses scheduled?")
    if by == "Enter":
        box.press("Enter")
    else:
        page.locator("#gaps").get_by_role("button", name="Add").click()

    expect(page.locator("#gaps .entry")).to_have_count(1)
    expect(page.locator("#goal-answered")).to_contain_text("0 of 1")
    expect(page.locator("#goal-lede")).to_contain_text("0 of 1 answered")
    expect(box).to_have_value("")
    page.reload()
    expect(box).to_have_value("")
    expect(page.get_by_text("What you typed at")).to_have_count(0)


@pytest.mark.parametrize("status", [422, 500, 0])
def test_a_gap_that_was_not_added_is_still_there_after_a_reload(open_page, owner, status):
    page = open_page(signed_in_as=owner, allow_errors=True)
    goal = make_goal(owner)
    page.goto(reverse("outreach:goal_detail", args=[goal.public_id]))
    box = page.get_by_label("Something you do not know yet")
    add = reverse("outreach:gap_create", args=[goal.public_id])
    page.route(f"**{add}", lambda route: route.fulfill(status=status) if status else route.abort())
    box.press_sequentially("How are nurses scheduled?")
    with page.expect_event("requestfinished" if status else "requestfailed"):
        box.press("Enter")
    page.reload()

    expect(box).to_have_value("How are nurses scheduled?")


def test_checks_follow_the_typing(page, message):
    compose(page, message)
    assert page.get_by_text("This reads as asking for a job").is_visible()

    page.locator("#msg").fill(LETTER.replace("any openings on your team", "how your team works"))

    page.get_by_text("This reads as asking for a job").wait_for(state="detached")


def test_the_text_of_now_is_counted_copied_and_handed_to_the_mail_app(page, message):
    make_point(message.contact, value="leila@tern.example")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    compose(page, message)
    count = page.locator("#composer .checks__count [data-words]")
    expect(count).to_have_text(str(len(LETTER.split())))

    page.locator("#msg").fill("Hi Leila,\n\nfive words & no more")
    expect(count).to_have_text("7")

    page.get_by_role("button", name="Copy text").click()
    expect(page.get_by_text("Copied.")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == "Hi Leila,\n\nfive words & no more"

    mail = page.get_by_role("link", name="Open in mail app")
    mail.evaluate("link => link.addEventListener('click', (event) => event.preventDefault())")
    mail.click()
    expect(mail).to_have_attribute(
        "href", mailto("leila@tern.example", "Hello", "Hi Leila,\n\nfive words & no more")
    )


def test_pressing_fix_right_after_typing_loses_nothing(page, message):
    compose(page, message)
    page.locator("#msg").press("Control+End")
    page.locator("#msg").press_sequentially("\nPS: typed just now")

    page.get_by_role("button", name="Remove the sentence").click()
    page.get_by_text("This reads as asking for a job").wait_for(state="detached")

    message.refresh_from_db()
    assert "PS: typed just now" in message.body
    page.wait_for_timeout(800)
    assert page.locator(".conflict").count() == 0


def test_enter_in_the_subject_saves_and_sends_nothing(page, message):
    compose(page, message)

    page.locator("#subj").fill("Another subject")
    page.locator("#subj").press("Enter")
    page.wait_for_load_state()

    message.refresh_from_db()
    assert (message.subject, message.status, message.body) == ("Another subject", "draft", LETTER)


def test_i_sent_it_and_undo(page, message):
    compose(page, message)

    page.get_by_role("button", name="I sent it").click()
    page.get_by_text("Marked as sent.").wait_for()
    page.get_by_role("button", name="Undo").click()
    page.get_by_text("Taken back.").wait_for()

    assert Message.objects.get().status == "draft"


def test_refused_sending_stays_at_the_letter_with_what_was_typed(open_page, owner, message):
    page = open_page(signed_in_as=owner, allow_errors=True)  # the 422 is a line in the console
    compose(page, message)
    page.locator("#msg").fill("Dear {first_name}, may I ask?")
    page.get_by_role("button", name="I sent it").click()
    expect(page.get_by_text("One place is still to fill")).to_be_visible()
    expect(page).to_have_url(re.compile(reverse("outreach:message_update", args=[message.public_id]) + "$"))

    asked = []
    page.on(
        "request", lambda request: asked.append(request.method) if request.is_navigation_request() else None
    )
    page.reload()

    expect(page.locator("#msg")).to_have_value("Dear {first_name}, may I ask?")
    assert asked == ["GET"]


# The board


@pytest.fixture
def silent(owner):
    return sent_request(owner, make_person(owner, "Olga Silent"), at=clock.now() - timedelta(days=30))


def card(page, request):
    return page.locator(f"#card-{request.public_id}")


def open_board(page):
    page.goto(reverse("outreach:request_list"))


def test_a_card_is_moved_by_menu_and_taken_back(page, silent):
    open_board(page)
    card(page, silent).get_by_role("button", name="Move Olga Silent").click()
    page.get_by_role("menuitem", name="Moved on").click()
    page.locator("#col-moved_on [data-count]", has_text="1").wait_for()
    assert OutreachRequest.objects.get().status == "closed_no_reply"

    page.get_by_role("button", name="Undo").click()
    page.locator("#col-nudge_due [data-count]", has_text="1").wait_for()

    assert OutreachRequest.objects.get().status == "sent"


def test_a_card_is_moved_by_keys(page, silent):
    open_board(page)
    card(page, silent).focus()

    page.keyboard.press("Shift+ArrowRight")
    page.wait_for_url("**/reply/")

    assert page.get_by_role("heading", name="What did Olga say?").is_visible()


def test_a_card_is_dragged(page, owner):
    draft = make_request(owner, make_person(owner, "Jonas Keller"))
    open_board(page)

    start = card(page, draft).bounding_box()
    end = page.locator("#col-sent").bounding_box()
    page.mouse.move(start["x"] + 30, start["y"] + 50)
    page.mouse.down()
    page.mouse.move(end["x"] + 60, end["y"] + 90, steps=12)
    page.mouse.move(end["x"] + 62, end["y"] + 92)
    page.mouse.up()

    page.wait_for_url("**/write/")
    assert page.url.endswith(reverse("outreach:request_write", args=[draft.public_id]))
    expect(page.get_by_role("heading", name="The first note")).to_be_visible()
    assert OutreachRequest.objects.get().status == "draft"


def test_a_move_that_is_not_possible_says_so(page, silent):
    open_board(page)
    card(page, silent).focus()

    page.keyboard.press("m")

    assert page.get_by_role("menuitem", name="Drafting").is_disabled()
