"""How patiently an owner follows up: the library's preset, the owner's own numbers, a goal's own preset."""

from dataclasses import replace
from typing import Any

from outreach.cadence import CLASSIC, SECOND_PERSON_DAYS, Policy, adjusted
from outreach.models import FollowUpPolicy, Goal, OutreachSettings


def policy_of_preset(preset: FollowUpPolicy | None) -> Policy:
    if preset is None:
        return CLASSIC
    return Policy(
        nudge_after_days=preset.nudge_after_days,
        attempts_max=preset.attempts_max,
        last_attempt_after_days=preset.last_attempt_after_days,
        close_after_days=preset.close_after_days,
        second_person_after_days=preset.second_person_after_days,
        business_days=preset.business_days,
    )


def with_own_numbers(policy: Policy, settings: OutreachSettings) -> Policy:
    """Return the preset with the numbers the owner set; empty ones stay as the preset says."""
    policy = adjusted(
        policy,
        nudge_after_days=settings.nudge_after_days,
        attempts_max=settings.attempts_max,
        last_attempt_after_days=settings.last_attempt_after_days,
        close_after_days=settings.close_after_days,
        business_days=settings.business_days,
    )
    if settings.second_person_on is None:
        return policy
    days = settings.second_person_after_days or policy.second_person_after_days or SECOND_PERSON_DAYS
    return replace(policy, second_person_after_days=days if settings.second_person_on else None)


def policies_of(owner: Any) -> tuple[Policy, dict[int, Policy]]:
    """Return the owner's policy, and by goal (primary key) those that a goal has of its own."""
    settings = OutreachSettings.objects.for_user(owner).select_related("policy").first()
    settings = settings or OutreachSettings(owner=owner)
    own = with_own_numbers(policy_of_preset(settings.policy), settings)
    goals = Goal.objects.for_user(owner).filter(policy__isnull=False).select_related("policy")
    return own, {goal.pk: with_own_numbers(policy_of_preset(goal.policy), settings) for goal in goals}


def policy_for(owner: Any, goal: Goal | None = None) -> Policy:
    """Return the policy by which a request of this goal is followed up."""
    own, by_goal = policies_of(owner)
    return by_goal.get(goal.pk, own) if goal else own
