"""The same account for people and other programs: spreadsheets, cards, a calendar."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from contacts.exporting import export
from contacts.formats.write import csv_line
from contacts.models import Contact
from debriefs.models import Insight
from infoview.shared import clock
from interviews.enums import Confidentiality
from interviews.models import Interview, Participant
from outreach.models import OutreachRequest
from scheduler import feeds, ics

CHUNK = 500


def files(
    owner: Any, *, private: bool, stays: Collection[UUID]
) -> Iterator[tuple[str, Iterable[str | bytes]]]:
    """Yield the names of the files with their pieces.

    stays  public ids of rows that are held back: no event may tell of them
    """
    people = Contact.objects.for_user(owner)
    yield "contacts.csv", export(people, format="csv")
    yield "requests.csv", _table(REQUEST, _requests(owner))
    yield "talks.csv", _table(TALK, _talks(owner, private=private))
    yield "insights.csv", _table(INSIGHT, _insights(owner, private=private))
    yield "contacts.vcf", export(people, format="vcard")
    yield "calendar.ics", ics.archive(_events(owner, stays), name="Infoview")


REQUEST = ("Person", "Goal", "State", "Channel", "First sent", "Last sent", "Attempts", "Answered", "Note")
TALK = ("Starts (UTC)", "Ends (UTC)", "Time zone", "People", "Kind", "Format", "State", "Aim", "Notes")
INSIGHT = (
    "Talk on", "Person", "Category", "Takeaway", "Implication", "Theme", "Score", "Stance", "Evidence",
    "Confidentiality",
)  # fmt: skip


def _table(header: Iterable[str], rows: Iterable[Iterable[Any]]) -> Iterator[str]:
    yield "\ufeff" + csv_line(list(header))
    for row in rows:
        yield csv_line([_cell(value) for value in row])


def _cell(value: Any) -> str:
    if isinstance(value, datetime | date):
        return value.isoformat()
    return "" if value is None else str(value)


def _in_chunks(rows: QuerySet[Any]) -> Iterator[Any]:
    """Yield rows in the order of their numbers, with what is prefetched, a few hundred at a time."""
    after = 0
    while chunk := list(rows.filter(pk__gt=after).order_by("pk")[:CHUNK]):
        yield from chunk
        after = chunk[-1].pk


def _requests(owner: Any) -> Iterator[Iterable[Any]]:
    for row in _in_chunks(OutreachRequest.objects.for_user(owner).select_related("contact", "goal")):
        sent = clock.local_date(row.sent_at, owner.timezone) if row.sent_at else None
        replied = clock.local_date(row.replied_at, owner.timezone) if row.replied_at else None
        yield (
            row.contact.name, row.goal.title if row.goal else "", row.get_status_display(),
            row.get_channel_display(), sent, row.last_sent_on, row.attempts, replied, row.note,
        )  # fmt: skip


def _with_people(owner: Any) -> QuerySet[Interview]:
    people = Participant.objects.for_user(owner).select_related("contact__organisation")
    return Interview.objects.for_user(owner).prefetch_related(
        Prefetch("participants", people.order_by("-is_main", "pk"))
    )


def _talks(owner: Any, *, private: bool) -> Iterator[Iterable[Any]]:
    for row in _in_chunks(_with_people(owner)):
        told = private or row.confidentiality != Confidentiality.PRIVATE
        people = ", ".join(participant.contact.name for participant in row.participants.all())
        yield (
            row.starts_at, row.ends_at, row.timezone, people, row.get_kind_display(),
            row.get_format_display(), row.get_status_display(),
            row.aim if told else "", row.notes if told else "",
        )  # fmt: skip


def _insights(owner: Any, *, private: bool) -> Iterator[Iterable[Any]]:
    rows = Insight.objects.for_user(owner)
    rows = rows if private else rows.free_to_tell()
    for row in _in_chunks(rows.select_related("debrief__interview", "contact", "category", "theme")):
        held = clock.local_date(row.debrief.interview.starts_at, owner.timezone)
        treated = row.confidentiality or row.debrief.interview.confidentiality
        yield (
            held, row.contact.name if row.contact else "", row.category.name, row.takeaway, row.implication,
            row.theme.name if row.theme else "", row.score, row.get_stance_display(),
            row.get_evidence_display(), Confidentiality(treated).label,
        )  # fmt: skip


def _events(owner: Any, stays: Collection[UUID]) -> Iterator[ics.Event]:
    for row in _in_chunks(_with_people(owner).filter(status__in=feeds.SHOWN)):
        yield feeds.event_of(row)
    for row in _in_chunks(feeds.open_reminders(owner)):
        event = feeds.reminder_event_of(row)
        if event is not None and row.subject not in stays:
            yield event
