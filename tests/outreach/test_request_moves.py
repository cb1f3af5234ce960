"""The states of a request, and which of them leads to which."""

import itertools

import pytest

from outreach.enums import (
    COLUMN_STATES,
    MOVED_ON,
    NEXT,
    WAITING,
    BoardColumn,
    RequestStatus,
    board_column,
    may_move,
    path,
)

MAIN_PATH = ("draft", "ready", "sent", "nudged", "last_attempt", "accepted", "scheduled", "held")


def test_every_state_has_its_moves():
    assert NEXT.keys() == set(RequestStatus)


@pytest.mark.parametrize(("old", "new"), list(itertools.pairwise(MAIN_PATH)))
def test_the_main_path_is_legal(old, new):
    assert may_move(old, new)


@pytest.mark.parametrize("waiting", sorted(WAITING))
@pytest.mark.parametrize("answer", ["accepted", "declined", "deferred", "closed_no_reply", "withdrawn"])
def test_an_answer_or_an_end_can_come_in_any_waiting_state(waiting, answer):
    assert may_move(waiting, answer)


@pytest.mark.parametrize("ended", sorted(MOVED_ON))
def test_what_has_moved_on_can_be_reopened_to_draft(ended):
    assert may_move(ended, "draft")
    assert not may_move(ended, "sent")


@pytest.mark.parametrize(
    ("old", "new"), [("deferred", "sent"), ("scheduled", "accepted"), ("closed_no_reply", "accepted")]
)
def test_a_move_that_is_legal(old, new):
    assert may_move(old, new)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("draft", "accepted"),
        ("draft", "held"),
        ("ready", "nudged"),
        ("sent", "last_attempt"),
        ("sent", "held"),
        ("last_attempt", "nudged"),
        ("accepted", "closed_no_reply"),
        ("scheduled", "declined"),
        ("declined", "accepted"),
        ("withdrawn", "sent"),
    ],
)
def test_a_move_that_is_not_legal(old, new):
    assert not may_move(old, new)


def test_held_is_final():
    assert NEXT[RequestStatus.HELD] == frozenset()
    assert path("held", "draft") == ()


def test_path_is_the_shortest_row_of_legal_moves():
    assert path("sent", "scheduled") == ("accepted", "scheduled")
    assert path("sent", "sent") == ()


def test_every_state_can_be_reached_from_draft():
    assert {state for state in RequestStatus if path("draft", state)} == set(RequestStatus) - {"draft"}


def test_the_columns_of_the_board_hold_every_state():
    assert frozenset().union(*COLUMN_STATES.values()) == set(RequestStatus)


@pytest.mark.parametrize(
    ("status", "follow_up_due", "column"),
    [
        ("draft", False, BoardColumn.DRAFTING),
        ("ready", False, BoardColumn.DRAFTING),
        ("sent", False, BoardColumn.SENT),
        ("sent", True, BoardColumn.NUDGE_DUE),
        ("nudged", True, BoardColumn.NUDGE_DUE),
        ("last_attempt", False, BoardColumn.SENT),
        ("accepted", False, BoardColumn.REPLIED),
        ("deferred", True, BoardColumn.REPLIED),
        ("scheduled", False, BoardColumn.SCHEDULED),
        ("held", False, BoardColumn.DONE),
        ("declined", False, BoardColumn.MOVED_ON),
        ("closed_no_reply", False, BoardColumn.MOVED_ON),
        ("withdrawn", False, BoardColumn.MOVED_ON),
    ],
)
def test_board_column(status, follow_up_due, column):
    assert board_column(status, follow_up_due=follow_up_due) == column
