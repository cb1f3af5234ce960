"""A whole talk in a real browser: nothing typed is lost, whatever happens to tab, network and session."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse

from infoview.shared import clock
from interviews.models import Interview, LiveMark, PlanItem
from tests.factories.interviews import make_interview, make_item

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def talk(transactional_db, owner):
    talk = make_interview(owner, starts_at=clock.now() + timedelta(minutes=5))
    for position, text in enumerate(["What did last Tuesday hold?", "What is hard at first?"]):
        make_item(talk, text, position=position)
    return talk


def live(talk):
    return reverse("interviews:live", args=[talk.public_id])


def note(page, number):
    return page.locator("[data-question] textarea").nth(number)


def core(talk):
    return list(PlanItem.objects.filter(interview=talk, section="core").order_by("position"))


def begin(page, talk):
    page.goto(live(talk))
    page.get_by_role("button", name="Start 20 minutes").click()
    page.get_by_text("What did last Tuesday hold?", exact=True).click()


def saved(page):
    page.locator('#saving[data-state="saved"]').wait_for()


def test_live_talk_from_start_to_debrief(page, talk):
    begin(page, talk)
    note(page, 0).fill("Consent forms all day\nreports are the product")
    page.keyboard.press("Alt+1")
    page.keyboard.press("Control+Enter")
    note(page, 1).fill("Saying I do not know yet")
    page.wait_for_timeout(1200)
    saved(page)
    page.get_by_label("They offered to go on longer").check()
    page.locator("#end").get_by_role("button", name="Finish").click()
    page.wait_for_url("**/debriefs/**")

    items = core(talk)
    assert [item.notes.splitlines()[-1] for item in items] == [
        "reports are the product",
        "Saying I do not know yet",
    ]
    assert all(item.asked_at for item in items)
    assert LiveMark.objects.get().text == "reports are the product"
    talk.refresh_from_db()
    assert (talk.status, talk.extended_by_them) == ("held", True)


def test_live_notes_survive_a_closed_tab(page, talk):
    begin(page, talk)
    note(page, 0).fill("Half a sentence")
    page.close(run_before_unload=False)

    again = page.context.new_page()
    again.goto(live(talk))
    again.wait_for_function(
        "document.querySelectorAll('[data-question] textarea')[0].value === 'Half a sentence'"
    )
    saved(again)
    again.wait_for_timeout(1200)

    assert (
        PlanItem.objects.filter(interview=talk, section="core").order_by("position")[0].notes
        == "Half a sentence"
    )


def test_live_notes_survive_a_lost_network(open_page, owner, talk):
    page = open_page(signed_in_as=owner, allow_errors=True)
    begin(page, talk)
    page.wait_for_timeout(300)
    page.context.set_offline(True)
    note(page, 0).fill("Heard on the train\na name: Jana Vogel")
    page.keyboard.press("Alt+2")
    page.locator('#saving[data-state="error"]').wait_for()
    page.context.set_offline(False)
    page.locator('#saving[data-state="saved"]').wait_for(timeout=20_000)
    page.wait_for_timeout(500)

    assert core(talk)[0].notes == "Heard on the train\na name: Jana Vogel"
    page.reload()
    page.wait_for_timeout(1000)
    assert LiveMark.objects.get().text == "a name: Jana Vogel"


def test_live_notes_survive_an_expired_session(open_page, owner, talk):
    page = open_page(signed_in_as=owner, allow_errors=True)
    begin(page, talk)
    page.wait_for_timeout(300)
    Session.objects.all().delete()
    note(page, 0).fill("Typed after the session ended")
    page.get_by_text("You are signed out.").wait_for()

    page.get_by_role("link", name="Sign in").click()
    page.get_by_label("E-mail").fill(owner.email)
    page.get_by_label("Password", exact=True).fill("a long enough password")
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url(f"**{live(talk)}*")
    page.wait_for_function(
        "document.querySelectorAll('[data-question] textarea')[0].value.startsWith('Typed after')"
    )
    page.wait_for_timeout(1500)

    assert core(talk)[0].notes == "Typed after the session ended"


def test_live_two_devices_keep_both_texts(open_page, owner, talk):
    laptop, mobile = (open_page(signed_in_as=owner, allow_errors=True) for _device in range(2))
    begin(laptop, talk)
    laptop.wait_for_timeout(500)
    mobile.goto(live(talk))  # it opens where the laptop is
    note(laptop, 0).fill("From the laptop")
    laptop.wait_for_timeout(1500)
    note(mobile, 0).fill("From the phone")
    mobile.get_by_text("This was also changed somewhere else.").wait_for()
    mobile.get_by_role("button", name="Keep both").click()
    mobile.wait_for_timeout(1500)

    assert core(talk)[0].notes == "From the phone\n\nFrom the laptop"


def test_live_clock_agrees_after_a_reload(page, talk):
    begin(page, talk)
    Interview.objects.filter(pk=talk.pk).update(started_at=clock.now() - timedelta(minutes=16))
    page.reload()
    page.locator('.lbar__clock[data-late="soon"]').wait_for()

    assert page.locator("[data-clock]").inner_text().startswith(("3:", "4:00"))
    assert page.get_by_text("Time to close.").is_visible()


def test_live_works_without_script(open_page, owner, talk):
    page = open_page(signed_in_as=owner, java_script_enabled=False)
    page.goto(live(talk))
    page.get_by_role("button", name="Start 20 minutes").click()
    page.get_by_text("What did last Tuesday hold?", exact=True).click()
    note(page, 0).fill("Typed without script")
    page.locator("[data-question]").nth(1).get_by_role("button", name="Next question").click()
    note(page, 1).fill("And the second")
    page.locator("[data-question]").nth(2).get_by_role("button", name="Next question").click()

    notes = (
        PlanItem.objects.filter(interview=talk, section="core")
        .order_by("position")
        .values_list("notes", flat=True)
    )
    assert list(notes) == ["Typed without script", "And the second"]
