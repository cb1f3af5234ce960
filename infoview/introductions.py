"""What the rooms know about one person, for the question whether an introduction may be asked for."""

from typing import Any

from contacts.enums import FavourDirection, TouchKind
from contacts.models import Contact, Favour, Touch
from interviews.enums import InterviewStatus
from interviews.models import Participant
from outreach.enums import MessageKind
from outreach.gate import Gate, exchange_days, gate
from outreach.models import Message, MessageDirection, MessageStatus, OutreachSettings, ReferralRecord

INTERACTIONS = (TouchKind.TALK, TouchKind.CALL, TouchKind.MEETING)


def gate_of(contact: Contact, *, settings: OutreachSettings | None = None) -> Gate:
    """Return the gate of one person. Six queries, five when the settings are given."""
    owner: Any = contact.owner
    settings = settings or OutreachSettings.of(owner)
    talked = Touch.objects.for_user(owner).filter(contact=contact, kind__in=INTERACTIONS)
    # Letters around an appointment are the asking itself, no exchange of their own.
    letters = list(
        Message.objects.for_user(owner)
        .filter(contact=contact, request=None)
        .exclude(status=MessageStatus.DRAFT)
        .values_list("direction", "happened_on", "kind")
    )
    written = {day for direction, day, _kind in letters if direction == MessageDirection.OUT and day}
    received = {day for direction, day, _kind in letters if direction == MessageDirection.IN and day}
    given = Favour.objects.for_user(owner).filter(contact=contact, direction=FavourDirection.GIVEN)
    talks = Participant.objects.for_user(owner).filter(
        contact=contact, interview__status=InterviewStatus.HELD
    )
    records = ReferralRecord.objects.for_user(owner).filter(contact=contact)
    return gate(
        interactions={
            *talked.values_list("happened_on", flat=True),
            *exchange_days(written=written, received=received),
        },
        talks_unthanked=talks.filter(thank_you=None).count(),
        has_given=any(kind == MessageKind.UPDATE for _direction, _day, kind in letters) or given.exists(),
        records=list(records.order_by("recorded_on", "pk").values_list("state", flat=True)),
        min_interactions=settings.referral_min_interactions,
    )
