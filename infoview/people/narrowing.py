"""How the list of people is narrowed by what higher rooms know: the state of asking, and the goal."""

from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy

from contacts.beside import Narrowing
from contacts.models import Contact
from infoview.shared import clock
from interviews.models import Participant
from outreach.enums import COLUMN_STATES, BoardColumn
from outreach.models import Goal, OutreachRequest
from scheduler.enums import FOLLOW_UPS
from scheduler.models import Reminder
from scheduler.planning import bring_up_to_date

NOT_ASKED = "not_asked"


def asked(people: QuerySet[Contact], owner: Any, value: str, now: datetime) -> QuerySet[Contact]:
    """Keep those whose latest request stands in that column of the board, or who were never asked."""
    requests = OutreachRequest.objects.for_user(owner)
    if value == NOT_ASKED:
        return people.exclude(pk__in=requests.values("contact"))
    column = BoardColumn(value)
    later = requests.filter(contact=OuterRef("contact"), pk__gt=OuterRef("pk"))
    latest = requests.filter(~Exists(later), status__in=sorted(COLUMN_STATES[column]))
    people = people.filter(pk__in=latest.values("contact"))
    if column in {BoardColumn.SENT, BoardColumn.NUDGE_DUE}:
        bring_up_to_date(owner=owner, now=now)
        today = clock.local_date(now, owner.timezone)
        due = Q(pk__in=_follow_ups(owner).filter(shows_on__lte=today).values("contact"))
        people = people.filter(due if column == BoardColumn.NUDGE_DUE else ~due)
    return people


def _follow_ups(owner: Any) -> QuerySet[Reminder]:
    # A row without a person would make the database say "unknown" of everybody who is not among them.
    return Reminder.objects.for_user(owner).open().filter(kind__in=sorted(FOLLOW_UPS), contact__isnull=False)


def for_goal(people: QuerySet[Contact], owner: Any, value: Any, now: datetime) -> QuerySet[Contact]:
    """Keep those who were asked for that goal, or talked to about it."""
    asked_for = OutreachRequest.objects.for_user(owner).filter(goal__public_id=value)
    talked = Participant.objects.for_user(owner).filter(interview__goal__public_id=value)
    return people.filter(Q(pk__in=asked_for.values("contact")) | Q(pk__in=talked.values("contact")))


NARROWINGS = (
    Narrowing(
        "asked",
        gettext_lazy("Any outreach"),
        asked,
        choices=((NOT_ASKED, gettext_lazy("Not asked yet")), *BoardColumn.choices),
    ),
    Narrowing(
        "goal",
        gettext_lazy("Any goal"),
        for_goal,
        rows=lambda owner: Goal.objects.for_user(owner).order_by("status", "position", "pk"),
    ),
)
