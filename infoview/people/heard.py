"""What was heard at one organisation, for its page."""

from typing import Any

from contacts.beside import AtOrganisation, Heard
from contacts.models import Organisation
from debriefs.models import Insight
from infoview.people.links import path_to

HEARD_MOST = 30


def heard_at(owner: Any, organisation: Organisation) -> AtOrganisation:
    """Return what its people said in talks, the newest first, in one query."""
    insights = (
        Insight.objects.for_user(owner)
        .filter(contact__organisation=organisation)
        .select_related("contact", "theme", "debrief__interview")
        .order_by("-debrief__interview__starts_at", "position", "pk")
    )
    return AtOrganisation(
        tuple(_heard(insight) for insight in insights[:HEARD_MOST]), path_to("interviews:question_create")
    )


def _heard(insight: Insight) -> Heard:
    theme, person = insight.theme, insight.contact
    return Heard(
        text=insight.takeaway,
        verbatim=insight.is_verbatim,
        private=insight.is_private,
        at=insight.debrief.interview.starts_at,
        name=person.name if person else "",
        url=path_to("debriefs:debrief_write", insight.debrief.interview.public_id),
        theme=theme.name if theme else "",
        theme_url=path_to("debriefs:theme_detail", theme.public_id) if theme else "",
    )
