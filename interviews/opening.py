"""The first half minute: what one says before the first question."""

from typing import Any

from django.utils.translation import gettext as _

from infoview.shared.words import number_words
from interviews.models import Interview


def opening_for(owner: Any, interview: Interview) -> str:
    """Return an opening to start from: thanks, how long, who, what for, no job ask, may I take notes."""
    goal = interview.goal
    headline = owner.headline.strip().rstrip(".")
    minutes = interview.asked_minutes
    words = {15: _("fifteen"), 20: _("twenty"), 30: _("thirty")}
    parts = [
        _("Thank you for making time. I will keep to %(n)s minutes.")
        % {"n": words.get(minutes, number_words(minutes))},
        _("I work as %(headline)s.") % {"headline": with_article(headline)} if headline else "",
        purpose_of(goal.title) if goal else "",
        _("I am not asking for a job or a referral, I want to understand how this works."),
        _("May I take notes?"),
    ]
    return " ".join(part for part in parts if part)


LEARNING = ("understand", "learn", "explore", "find", "get", "know", "see", "compare", "discover", "figure")


def purpose_of(title: str) -> str:
    """Return what the talk is for: a goal that begins with a verb goes on in it, another stands alone."""
    title = title.strip().rstrip(".")
    first, _space, rest = title.partition(" ")
    if first.casefold() in LEARNING:
        return _("I would like to %(goal)s.") % {"goal": f"{first.lower()} {rest}".strip()}
    mark = "" if title.endswith("?") else "."
    return _("What I want to find out: %(goal)s") % {"goal": f"{title}{mark}"}


def with_article(headline: str) -> str:
    return f"{'an' if headline[:1].casefold() in 'aeio' else 'a'} {headline}"
