"""Every page of asking opens for its owner, and is not there for anybody else."""

from datetime import date

import pytest
from django.urls import reverse

from outreach import services
from tests.factories.outreach import (
    make_gap,
    make_goal,
    make_message,
    make_own_template,
    make_person,
    make_request,
    make_template,
    sent_request,
)
from tests.outreach.test_services import reply


@pytest.fixture
def rows(owner):
    goal = make_goal(owner)
    person = make_person(owner, job_title="Research operations manager", region="DACH", prefix="Dr")
    request = make_request(owner, person, goal=goal)
    make_template()
    return {
        "goal": goal,
        "gap": make_gap(goal),
        "request": request,
        "message": make_message(request, body="Hi Leila,\n\nyour talk on {topic} made me think."),
        "template": make_own_template(owner),
        "contact": person,
    }


PLAIN = [
    "goal_list",
    "goal_create",
    "request_list",
    "request_create",
    "template_list",
    "template_create",
    "settings",
]
GET = {
    "goal_detail": "goal",
    "goal_update": "goal",
    "gap_update": "gap",
    "request_detail": "request",
    "request_update": "request",
    "request_log": "request",
    "request_reply": "request",
    "message_update": "message",
    "message_versions": "message",
    "message_discard": "message",
    "template_update": "template",
    "template_delete": "template",
}
POST = {
    "goal_move": "goal",
    "gap_create": "goal",
    "gap_move": "gap",
    "request_move": "request",
    "request_write": "request",
    "request_let_go": "request",
    "request_reopen": "request",
    "request_ready": "request",
    "request_undo": "request",
    "message_autosave": "message",
    "message_checks": "message",
    "message_fix": "message",
    "message_keep": "message",
    "message_window": "message",
    "message_template": "message",
    "message_send": "message",
    "message_unsend": "message",
    "message_detail": "message",
}
# Acts whose refusal draws a page: whoever looks at the address is led to that page.
SHOWN_AT = {
    "goal_move": "goal_detail", "gap_create": "goal_detail",
    **dict.fromkeys(
        ("message_fix", "message_keep", "message_window", "message_template", "message_send"),
        "message_update",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", PLAIN)
def test_page_opens(as_owner, rows, name):
    assert as_owner.get(reverse(f"outreach:{name}")).status_code == 200


@pytest.mark.parametrize("name", PLAIN)
def test_page_opens_empty(as_owner, name):
    assert as_owner.get(reverse(f"outreach:{name}")).status_code == 200


@pytest.mark.parametrize("name", GET)
def test_page_of_a_row_opens(as_owner, rows, name):
    response = as_owner.get(reverse(f"outreach:{name}", args=[rows[GET[name]].public_id]))

    assert response.status_code == 200


@pytest.mark.parametrize("name", [*GET, *POST])
def test_a_stranger_gets_404(as_stranger, rows, name):
    address = reverse(f"outreach:{name}", args=[rows[{**GET, **POST}[name]].public_id])

    for answer in (as_stranger.get(address), as_stranger.post(address)):
        assert answer.status_code in {404, 405}


@pytest.mark.parametrize("name", POST)
def test_nothing_changes_by_get(as_owner, rows, name):
    if name in {"request_write", "message_detail"}:
        return
    public_id = rows[POST[name]].public_id

    answer = as_owner.get(reverse(f"outreach:{name}", args=[public_id]))

    if name in SHOWN_AT:
        assert answer.url == reverse(f"outreach:{SHOWN_AT[name]}", args=[public_id])
    else:
        assert answer.status_code == 405


@pytest.mark.parametrize("attempts", [1, 2, 3])
@pytest.mark.parametrize("outcome", ["", "accepted", "declined", "deferred"])
def test_request_page_opens_in_every_state(as_owner, owner, attempts, outcome):
    request = sent_request(owner, attempts=attempts)
    if outcome:
        reply(request, outcome, deferred_until=date(2027, 1, 5))

    for name in ("request_detail", "request_write"):
        assert as_owner.get(reverse(f"outreach:{name}", args=[request.public_id])).status_code in {200, 302}


@pytest.mark.parametrize("view", ["", "?view=list", "?goal=nonsense", "?view=list&column=x&page=9999999"])
def test_board_opens_with_requests_in_every_column(as_owner, owner, view):
    for attempts in (0, 1, 2):
        sent_request(owner, make_person(owner, f"P{attempts}"), attempts=attempts)
    services.mark_scheduled(sent_request(owner, make_person(owner, "S")))
    services.mark_held(sent_request(owner, make_person(owner, "H")))

    assert as_owner.get(reverse("outreach:request_list") + view).status_code == 200
