"""Talks from before: one that is told by hand, or a whole spreadsheet, with what was taken away from them."""

import base64
import binascii
import zlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contacts.enums import PointKind, Source
from contacts.formats.identity import Known, PeopleIndex
from contacts.formats.past_talks import FIELDS, PastTalkRow, TalkMapping, TalkSource, open_past_talks
from contacts.formats.rows import BadRow, Unreadable
from contacts.models import Contact, ContactPoint
from contacts.services import Reach, find_or_make_organisation, set_points, set_tags
from debriefs import services
from debriefs.models import InsightCategory
from infoview.shared import clock
from infoview.shared.days import moment_at
from interviews.enums import Format
from interviews.models import Interview, Participant
from interviews.services import log_past_talk
from outreach.models import Goal, OutreachRequest

MOST_BYTES = 1_500_000
MOST_ROWS = 2000
MOST_UNPACKED = 8_000_000
MINUTES = 20
LONGEST_STEP = 300
FORMATS = {"video": Format.VIDEO, "phone": Format.PHONE, "in_person": Format.IN_PERSON}
FATES = {
    "new": gettext_lazy("New person"),
    "known": gettext_lazy("Known person"),
    "logged": gettext_lazy("Logged already"),
    "error": gettext_lazy("Not readable"),
}


def category_for_takeaways() -> InsightCategory | None:
    """Return where a takeaway stands that nobody has sorted yet."""
    rows = InsightCategory.objects.filter(active=True)
    return rows.filter(key="other").first() or rows.order_by("-position", "-pk").first()


@transaction.atomic
def log_talk(
    *,
    owner: Any,
    people: Sequence[Contact],
    starts_at: datetime,
    minutes: int,
    notes: str,
    takeaways: Sequence[str],
    now: datetime,
    tz_name: str,
    goal: Goal | None = None,
    format: str = Format.IN_PERSON,
    request: OutreachRequest | None = None,
) -> Interview:
    """Log a talk with its takeaways as rows of its debrief; the same one sent twice is one."""
    category = category_for_takeaways() if takeaways else None
    if takeaways and category is None:
        notes = "\n".join([notes, *takeaways]).strip()
    interview = log_past_talk(
        owner=owner,
        contact=people[0],
        others=people[1:],
        starts_at=starts_at,
        minutes=minutes,
        tz_name=tz_name,
        notes=notes,
        goal=goal,
        format=format,
        request=request,
    )
    if category is not None:
        debrief = services.open_debrief(interview=interview)
        for takeaway in takeaways:
            services.add_insight(
                debrief=debrief, category=category, takeaway=takeaway, now=now, contact=people[0]
            )
    return interview


# A spreadsheet ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Line:
    """What becomes of one row: its fate, in words why, and what is taken over."""

    number: int
    fate: str
    name: str = ""
    held_on: date | None = None
    insights: int = 0
    follow_up_on: date | None = None
    reason: str = ""
    remarks: tuple[str, ...] = ()
    row: PastTalkRow | None = None
    contact_pk: int | None = None

    @property
    def label(self) -> str:
        return str(FATES[self.fate])


@dataclass(frozen=True, slots=True)
class Preview:
    """A file as it would be taken in.

    columns  place, header, chosen field and a sample of each column
    """

    lines: list[Line]
    columns: list[tuple[int, str, str, str]]
    date_words: str
    fates: Counter[str] = field(default_factory=Counter)

    @property
    def good(self) -> int:
        return self.fates["new"] + self.fates["known"]


def pack(data: bytes) -> str:
    """Return the file as a form can carry it to the next page: nothing is kept on the server meanwhile."""
    return base64.b64encode(zlib.compress(data, 9)).decode()


def unpack(text: str) -> bytes:
    """Return the file of a form; raise Unreadable for what is none."""
    try:
        worker = zlib.decompressobj()
        data = worker.decompress(base64.b64decode(text, validate=True), MOST_UNPACKED)
    except (binascii.Error, ValueError, zlib.error) as error:
        raise Unreadable(_("The file did not come through. Choose it again.")) from error
    if worker.unconsumed_tail or not worker.eof:
        raise Unreadable(_("The file did not come through. Choose it again."))
    return data


def preview(data: bytes, *, owner: Any, today: date, fields: Sequence[str] = ()) -> Preview:
    """Read a file and say for each row what would become of it, changing nothing.

    fields   what each column is taken as, where the person chose
    raises   Unreadable for a file that is none, or has no names or dates
    """
    source = open_past_talks(data, default_day_first=True)
    if fields and len(fields) == len(source.mapping.header):
        known = tuple(name if name in FIELDS else "" for name in fields)
        mapping = TalkMapping(source.mapping.header, known, source.mapping.day_first)
        source = open_past_talks(data, mapping=mapping, default_day_first=True)
    columns = _columns(source)
    try:
        rows = list(_bounded(source))
    except Unreadable as error:
        return Preview([Line(error.line or 1, "error", reason=error.reason)], columns, "", Counter(error=1))
    lines = _Reader(owner, today).read(rows)
    return Preview(lines, columns, source.order.said, Counter(line.fate for line in lines))


def _columns(source: TalkSource) -> list[tuple[int, str, str, str]]:
    samples = source.samples
    return [
        (place, header, chosen, next((row[place] for row in samples if place < len(row) and row[place]), ""))
        for place, (header, chosen) in enumerate(
            zip(source.mapping.header, source.mapping.fields, strict=True)
        )
    ]


def _bounded(source: TalkSource) -> list[PastTalkRow | BadRow]:
    found: list[PastTalkRow | BadRow] = []
    for row in source.rows():
        found.append(row)
        if len(found) > MOST_ROWS:
            raise Unreadable(_("More than %(n)s talks at once. Divide the file.") % {"n": f"{MOST_ROWS:,}"})
    return found


class _Reader:
    """The owner's people and talks, against which each row is held."""

    def __init__(self, owner: Any, today: date) -> None:
        self.today = today
        self.index = PeopleIndex()
        rows = (
            Contact.objects.for_user(owner)
            .order_by("pk")
            .values_list("pk", "name", "organisation__name", "profile_url")
        )
        reach: dict[int, list[str]] = {}
        points = ContactPoint.objects.for_user(owner).filter(kind=PointKind.EMAIL)
        for pk, value in points.values_list("contact_id", "value"):
            reach.setdefault(pk, []).append(value)
        for pk, name, house, profile in rows:
            self.index.add(
                Known(pk, name, house or "", tuple(reach.get(pk, ())), (), (profile,) if profile else ())
            )
        talks = Participant.objects.for_user(owner).filter(interview__status="held")
        self.logged = {
            (pk, clock.local_date(at, owner.timezone))
            for pk, at in talks.values_list("contact_id", "interview__starts_at")
        }
        self.new: set[int] = set()

    def read(self, rows: Sequence[PastTalkRow | BadRow]) -> list[Line]:
        return [
            Line(row.line, "error", reason=row.reason) if isinstance(row, BadRow) else self._line(row)
            for row in rows
        ]

    def _line(self, row: PastTalkRow) -> Line:
        told: dict[str, Any] = {
            "name": row.name, "held_on": row.held_on, "insights": len(row.insights),
            "follow_up_on": row.follow_up_on, "remarks": row.remarks,
        }  # fmt: skip
        if row.held_on > self.today:
            return Line(
                row.line, "error", reason=_("That day has not come yet. Schedule the talk instead."), **told
            )
        if row.held_on.year < 1950:
            return Line(row.line, "error", reason=_("That is long ago. Check the year."), **told)
        known = Known(
            -row.line,
            row.name,
            row.organisation,
            [p.value for p in row.emails],
            (),
            [p.value for p in row.profiles],
        )
        match = self.index.find(known)
        ref: Any = match.ref if match else -row.line
        if match is None:
            self.index.add(known)
            self.new.add(ref)
        if (ref, row.held_on) in self.logged:
            reason = _("You have logged a talk with them on that day.")
            return Line(row.line, "logged", reason=reason, contact_pk=ref, **told)
        self.logged.add((ref, row.held_on))
        fate = "new" if ref == -row.line else "known"
        return Line(row.line, fate, row=row, contact_pk=ref, **told)


@transaction.atomic
def take_in(data: bytes, *, owner: Any, now: datetime, fields: Sequence[str] = ()) -> Preview:
    """Log every readable talk that is not logged yet, all at once; return what became of each row."""
    today = clock.local_date(now, owner.timezone)
    read = preview(data, owner=owner, today=today, fields=fields)
    made: dict[int, Contact] = {}
    for line in read.lines:
        if line.row is None or line.contact_pk is None:
            continue
        person = made.get(line.contact_pk)
        if person is None:
            person = _person(owner, line, now=now)
            made[line.contact_pk] = person
        _log_row(owner, person, line.row, now=now)
    return read


def _person(owner: Any, line: Line, *, now: datetime) -> Contact:
    row = line.row
    assert row is not None
    if line.contact_pk is not None and line.contact_pk > 0:
        return Contact.objects.for_user(owner).get(pk=line.contact_pk)
    profile = row.profiles[0].value if row.profiles and row.profiles[0].value.startswith("http") else ""
    person = Contact.objects.create(
        owner=owner,
        name=row.name[:200],
        prefix=row.prefix[:40],
        first_name=row.first_name[:100],
        last_name=row.last_name[:100],
        job_title=row.job_title[:200],
        organisation=find_or_make_organisation(owner=owner, name=row.organisation),
        how_met=row.how_met[:300],
        source=Source.IMPORT,
        profile_url=profile if len(profile) <= 300 else "",
    )
    if row.emails:
        reaches = [Reach(PointKind.EMAIL, point.value[:300], point.label[:40]) for point in row.emails]
        set_points(contact=person, reaches=reaches)
    if row.tags:
        set_tags(contact=person, names=row.tags)
    return person


def _log_row(owner: Any, person: Contact, row: PastTalkRow, *, now: datetime) -> None:
    minutes = row.minutes or MINUTES
    starts_at = moment_at(row.held_on, time(12), owner.timezone)
    if starts_at + timedelta(minutes=minutes) > now:
        starts_at = now.replace(minute=0, second=0, microsecond=0) - timedelta(minutes=minutes)
    notes = "\n".join(part for part in (row.notes, row.medium_said) if part)
    interview = log_talk(
        owner=owner,
        people=[person],
        starts_at=starts_at,
        minutes=minutes,
        notes=notes[:100_000],
        takeaways=row.insights,
        now=now,
        tz_name=owner.timezone,
        format=FORMATS.get(row.medium, Format.VIDEO if row.medium == "chat" else Format.IN_PERSON),
    )
    if row.follow_up_on or row.follow_up:
        text = row.follow_up or _("Get back to %(name)s") % {"name": person.name}
        debrief = services.open_debrief(interview=interview)
        services.add_steps(debrief=debrief, texts=[text[:LONGEST_STEP]], due_on=row.follow_up_on)
