"""When to write again, and when to stop (pure): a note, a polite nudge, perhaps a last attempt, a kind close.

Dates are the owner's. A due date keeps its Saturday or Sunday unless business days are switched on;
then it moves to the next business day. A pause moves what falls into it to the first day back.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta

from infoview.shared.days import NO_HOLIDAYS, Pause, WorkingDays, add_months, day_back

# Silence after three notes is an answer; what was sent all the same is recorded, whatever its number.
MOST_ATTEMPTS_HELPED = 3
NO_FOURTH_ATTEMPT = "Silence is an answer too. Others will say yes."

# After this silence a new note to the same person is a first note again.
MONTHS_UNTIL_ATTEMPTS_COUNT_ANEW = 6

SECOND_PERSON_DAYS = 3

RANGES: dict[str, tuple[int, int]] = {
    "nudge_after_days": (5, 14),
    "attempts_max": (1, MOST_ATTEMPTS_HELPED),
    "last_attempt_after_days": (7, 30),
    "close_after_days": (7, 30),
    "second_person_after_days": (1, 7),
}


@dataclass(frozen=True, slots=True)
class Policy:
    """How patiently an owner asks.

    nudge_after_days          calendar days from the first note
    last_attempt_after_days   calendar days from the nudge
    close_after_days          calendar days from the final attempt
    second_person_after_days  business days from the first note, always; None switches it off
    business_days             whether a due date may not fall on a weekend or public holiday
    raises                    ValueError for a number outside `RANGES`
    """

    nudge_after_days: int = 7
    attempts_max: int = 2
    last_attempt_after_days: int = 14
    close_after_days: int = 14
    second_person_after_days: int | None = None
    business_days: bool = False
    working_days: WorkingDays = NO_HOLIDAYS
    pauses: tuple[Pause, ...] = ()

    def __post_init__(self) -> None:
        for name, (low, high) in RANGES.items():
            value = getattr(self, name)
            if value is not None and not low <= value <= high:
                raise ValueError(f"{name} must be from {low} to {high}, not {value}.")

    def settled(self, day: date) -> date:
        """Return the day on which something counted to fall due on `day` is really due."""
        while True:
            moved = day_back(day, self.pauses)
            if self.business_days:
                moved = self.working_days.on_or_after(moved)
            if moved == day:
                return day
            day = moved


# What holds without any choice; the other presets are rows of the library.
CLASSIC = Policy()


def adjusted(policy: Policy, **changes: object) -> Policy:
    """Return the policy with an owner's or a goal's own numbers; None leaves a number as it is."""
    known = {field.name for field in fields(Policy)}
    if unknown := set(changes) - known:
        raise ValueError(f"A policy has no {', '.join(sorted(unknown))}.")
    return replace(policy, **{name: value for name, value in changes.items() if value is not None})  # type: ignore[arg-type]


def current_series(sent_on: Sequence[date]) -> Sequence[date]:
    """Return the attempts that count together: those after the last silence of six months or more.

    sent_on  the days of all attempts at one person, oldest first
    """
    start = 0
    for index in range(1, len(sent_on)):
        if sent_on[index] >= add_months(sent_on[index - 1], MONTHS_UNTIL_ATTEMPTS_COUNT_ANEW):
            start = index
    return sent_on[start:]


def next_attempt_number(sent_on: Sequence[date], *, today: date) -> int:
    """Return which attempt a note sent today would be; 1 after six months of silence."""
    return len(current_series([*sent_on, today]))


def attempts_left(sent_on: Sequence[date], *, policy: Policy, today: date) -> int:
    """Return how many more notes the policy foresees today; never below 0."""
    return max(0, policy.attempts_max - next_attempt_number(sent_on, today=today) + 1)


def help_refused(attempt_number: int) -> str:
    """Return why the product does not help to draft this attempt; "" when it does."""
    return NO_FOURTH_ATTEMPT if attempt_number > MOST_ATTEMPTS_HELPED else ""


def nudge_due(sent_on: date, *, policy: Policy) -> date | None:
    """Return the day of the nudge; None when the policy stops after the first note."""
    if policy.attempts_max < 2:
        return None
    return policy.settled(sent_on + timedelta(days=policy.nudge_after_days))


def last_attempt_due(nudged_on: date, *, policy: Policy) -> date | None:
    """Return the day of the last attempt; None when the policy stops after the nudge."""
    if policy.attempts_max < 3:
        return None
    return policy.settled(nudged_on + timedelta(days=policy.last_attempt_after_days))


def close_due(final_attempt_on: date, *, policy: Policy) -> date:
    """Return the day on which silence after the final allowed attempt closes the request."""
    return policy.settled(final_attempt_on + timedelta(days=policy.close_after_days))


def second_person_due(sent_on: date, *, policy: Policy) -> date | None:
    """Return the day on which to start with another person of the organisation; None when that is off."""
    if policy.second_person_after_days is None:
        return None
    return policy.settled(policy.working_days.after(sent_on, policy.second_person_after_days))
