"""Acts over several rows of people."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from contacts.enums import IS_TOUCH
from contacts.models import Contact, Touch
from infoview.shared import clock


@transaction.atomic
def record_touch(*, contact: Contact, kind: str, at: datetime, timezone: str, summary: str = "") -> Touch:
    """Write one line of the relationship, and move the contact's last touch when it counts.

    timezone  the owner's IANA zone, for the day of it
    """
    touch = Touch.objects.create(
        owner_id=contact.owner_id,
        contact=contact,
        kind=kind,
        happened_at=at,
        happened_on=clock.local_date(at, timezone),
        summary=summary,
    )
    if kind in IS_TOUCH and (contact.last_touch_at is None or at > contact.last_touch_at):
        contact.change(last_touch_at=at)
    return touch


@transaction.atomic
def forget_touch(touch: Touch | None) -> None:
    """Take one line of the relationship back, and the contact's last touch with it."""
    if touch is None:
        return
    contact = touch.contact
    touch.delete()
    refresh_last_touch(contact)


def refresh_last_touch(contact: Contact) -> None:
    latest = Touch.objects.filter(owner_id=contact.owner_id, contact=contact, is_touch=True).aggregate(
        latest=Max("happened_at")
    )["latest"]
    if contact.last_touch_at != latest:
        contact.change(last_touch_at=latest)


