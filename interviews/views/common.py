"""What the pages of a conversation share."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, QueryDict
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from contacts.models import Contact
from infoview.shared import clock
from infoview.shared.context import now_of, viewer_of
from interviews.enums import Format
from interviews.models import Interview, Participant
from interviews.when import in_both_zones, place_of

FORM_METHODS = ["GET", "HEAD", "POST"]

ICONS = {
    Format.VIDEO: "video",
    Format.PHONE: "phone",
    Format.COFFEE: "pin",
    Format.LUNCH: "pin",
    Format.IN_PERSON: "pin",
}

POSSESSIVES = {"she": "her", "her": "her", "he": "his", "him": "his"}
SUBJECTS = {"she": "she is", "her": "she is", "he": "he is", "him": "he is"}


def today_of(request: HttpRequest) -> date:
    owner: Any = request.user
    return clock.local_date(now_of(request), owner.timezone)


def posted(request: HttpRequest) -> QueryDict | None:
    """Return what a form posted, which may be nothing at all; None when the form is only shown."""
    return request.POST if request.method == "POST" else None


def with_people(rows: QuerySet[Interview], owner: Any) -> QuerySet[Interview]:
    """Bring the participants along, the main one first, with where they work."""
    people = Participant.objects.for_user(owner).select_related(
        "contact__organisation", "contact__introduced_by"
    )
    people = people.order_by("-is_main", "pk")
    return rows.prefetch_related(Prefetch("participants", people))


def interview_of(request: HttpRequest, public_id: UUID, **told: Any) -> Interview:
    """Return the owner's conversation with its people, and what is to be told beside it, or answer 404."""
    rows = with_people(Interview.objects.for_user(request.user), request.user)
    return get_object_or_404(rows.select_related("goal", "request").annotate(**told), public_id=public_id)


def people_of(interview: Interview) -> list[Contact]:
    """Return who takes part, the main one first; the participants must be prefetched."""
    return [participant.contact for participant in interview.participants.all()]


def names_of(people: Sequence[Contact]) -> str:
    return ", ".join(person.name for person in people) or _("Somebody")


def given_names_of(people: Sequence[Contact]) -> str:
    """Return "Elena", "Elena and Tomas", "Elena, Tomas and Ana"."""
    names = [person.given_name for person in people]
    if len(names) < 2:
        return names[0] if names else _("somebody")
    return _("%(most)s and %(last)s") % {"most": ", ".join(names[:-1]), "last": names[-1]}


def their(people: Sequence[Contact]) -> str:
    """Return "her", "his" or "their", as far as it is known."""
    return (
        POSSESSIVES.get(people[0].pronoun.split("/")[0].strip().lower(), "their")
        if len(people) == 1
        else "their"
    )


def they_are(people: Sequence[Contact]) -> str:
    if len(people) == 1:
        return SUBJECTS.get(people[0].pronoun.split("/")[0].strip().lower(), "they are")
    return "they are"


def zone_of(people: Sequence[Contact]) -> str:
    """Return the zone in which the main person lives, or "" where it is not known."""
    return next((person.timezone for person in people if person.timezone), "")


def when_words(
    request: HttpRequest, starts_at: datetime, people: Sequence[Contact], *, agreed: str = ""
) -> str:
    """Return the time in words on both sides' clocks.

    agreed  the zone in which it was agreed; it stands for theirs where that is not known
    """
    viewer = viewer_of(request)
    theirs = zone_of(people)
    return in_both_zones(
        starts_at,
        mine=viewer.zone,
        theirs=theirs or agreed,
        today=today_of(request),
        whose=their(people) if theirs else place_of(agreed),
        hours24=viewer.hours24,
    )


def talk_words(request: HttpRequest, interview: Interview, people: Sequence[Contact]) -> str:
    """Return when a talk is, in words on both sides' clocks."""
    return when_words(request, interview.starts_at, people, agreed=interview.timezone)


def way_of(interview: Interview) -> str:
    """Return where or how, in words: a place, or how they talk."""
    return interview.place if interview.is_at_a_place and interview.place else interview.get_format_display()
