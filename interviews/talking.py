"""Acts while people talk: begun, paused, a note saved, a line marked; and what they leave behind."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contacts.enums import Side, Source, StayInTouch
from contacts.formats.identity import name_key
from contacts.models import Contact, Promise
from infoview.shared import clock
from infoview.shared.querysets import raise_facts_version
from interviews.enums import InterviewStatus, MarkKind, PlanSection, QuestionCategory
from interviews.models import IllegalMove, Interview, LiveMark, NoteVersion, Participant, PlanItem
from interviews.services import finish_interview

# What one asks at the end, and the words by which a plan that has it already is known.
CLOSING = (
    (gettext_lazy("What have I not asked that I should have?"), ("not asked",)),
    (gettext_lazy("Who else would you listen to on this, so that I hear a different view?"), ("who else",)),
    (
        gettext_lazy("Is there anything I can do for you in return, now or later?"),
        ("do for you", "in return"),
    ),
    (gettext_lazy("May I stay in touch and tell you what I make of this?"), ("in touch",)),
)
STAY_IN_TOUCH = "in touch"
ONE_SECOND = timedelta(seconds=1)

PROMISES = {MarkKind.PROMISE_MINE: Side.MINE, MarkKind.PROMISE_THEIRS: Side.THEIRS}


class BadMark(Exception):
    """The mark cannot become that; the text says why, for the person."""


# The clock ----------------------------------------------------------------------------------------


@transaction.atomic
def begin(*, interview: Interview, now: datetime) -> Interview:
    """Start the clock; begun twice, on two devices, it started once. The closing cards are laid ready.

    raises  IllegalMove when the talk was called off or is over
    """
    _look_afresh(interview)
    if interview.status != InterviewStatus.SCHEDULED:
        raise IllegalMove(_("This talk is over, or was called off."))
    if interview.started_at is None:
        interview.change(started_at=now)
    lay_closing_cards(interview)
    return interview


def lay_closing_cards(interview: Interview) -> None:
    """Add those of the four closing questions that the plan does not have in its own words."""
    items = list(PlanItem.objects.filter(owner_id=interview.owner_id, interview=interview))
    known = " ".join(item.text.casefold() for item in items)
    last = max((item.position for item in items), default=-1)
    for text, signs in CLOSING:
        if not any(sign in known for sign in signs):
            last += 1
            PlanItem.objects.create(
                owner_id=interview.owner_id,
                interview=interview,
                section=PlanSection.CLOSING,
                category=QuestionCategory.CLOSING,
                text=str(text),
                position=last,
                added_live=True,
            )


@transaction.atomic
def pause(*, interview: Interview, now: datetime) -> None:
    _look_afresh(interview)
    if interview.status == InterviewStatus.SCHEDULED and interview.started_at and interview.paused_at is None:
        interview.change(paused_at=max(now, interview.started_at))


@transaction.atomic
def resume(*, interview: Interview, now: datetime) -> None:
    _look_afresh(interview)
    if interview.paused_at is not None:
        waited = max(0, round((now - interview.paused_at).total_seconds()))
        interview.change(paused_at=None, paused_seconds=interview.paused_seconds + waited)


def seconds_talked(interview: Interview, *, now: datetime) -> int:
    """Return how long they have talked, pauses left out."""
    if interview.started_at is None:
        return 0
    if interview.status == InterviewStatus.HELD and interview.used_minutes is not None:
        return interview.used_minutes * 60
    until = interview.paused_at or now
    return max(0, round((until - interview.started_at).total_seconds()) - interview.paused_seconds)


@transaction.atomic
def finish(*, interview: Interview, now: datetime, timezone: str, extended_by_them: bool) -> Interview:
    """End the talk now: it is held, and what was promised in it is kept as promises."""
    _look_afresh(interview)
    if interview.status == InterviewStatus.HELD:
        return interview
    if interview.started_at is None:
        raise IllegalMove(_("This talk has not begun."))
    minutes = max(1, round(seconds_talked(interview, now=now) / 60))
    finish_interview(
        interview=interview,
        started_at=interview.started_at,
        ended_at=max(now, interview.started_at + ONE_SECOND),
        timezone=timezone,
        extended_by_them=extended_by_them,
        used_minutes=minutes,
    )
    keep_promises(interview=interview, timezone=timezone)
    return interview


@transaction.atomic
def keep_promises(*, interview: Interview, timezone: str) -> None:
    """Make a promise of each marked one; a date can follow."""
    marks = LiveMark.objects.filter(
        owner_id=interview.owner_id, interview=interview, kind__in=list(PROMISES), promise=None
    )
    for mark in marks.select_related("interview").order_by("pk"):
        promise_of_mark(mark=mark, due_on=None, timezone=timezone)


# Notes --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of a note: the revision and text that stand now, and whether this text lost a race."""

    revision: int
    text: str
    lost: bool = False


@transaction.atomic
def save_note(
    *, interview: Interview, item: PlanItem | None, text: str, revision: int, now: datetime, device: str = ""
) -> Saved:
    """Save the note of a question, or of the talk itself, when it is still the one that was read.

    A text that comes too late overwrites nothing; it is kept beside what stands.
    """
    row: Any = item or interview
    rows = type(row).objects.filter(owner_id=row.owner_id, pk=row.pk, notes_revision=revision)
    if rows.update(notes=text, notes_revision=F("notes_revision") + 1):
        return Saved(revision + 1, text)
    row.refresh_from_db(fields=["notes", "notes_revision"])
    if row.notes == text:
        return Saved(row.notes_revision, text)
    keep_version(interview=interview, item=item, text=text, revision=revision, now=now, device=device)
    return Saved(row.notes_revision, row.notes, lost=True)


def keep_version(
    *, interview: Interview, item: PlanItem | None, text: str, revision: int, now: datetime, device: str
) -> None:
    """Keep a text that lost; of one device that goes on typing only the latest."""
    if not text.strip():
        return
    revision = max(revision, 0)  # a page that named none
    known = NoteVersion.objects.filter(
        owner_id=interview.owner_id,
        interview=interview,
        plan_item=item,
        revision=revision,
        device=device[:80],
    ).first()
    if known is not None:
        known.change(text=text, saved_at=now)
        return
    NoteVersion.objects.create(
        owner_id=interview.owner_id,
        interview=interview,
        plan_item=item,
        revision=revision,
        text=text,
        device=device[:80],
        saved_at=now,
    )


# Questions ----------------------------------------------------------------------------------------


def mark_asked(*, item: PlanItem, at: datetime) -> None:
    """Remember when a question was first asked; one that was skipped before was asked after all."""
    values: dict[str, Any] = {}
    if item.asked_at is None:
        values["asked_at"] = at
    if item.skipped_at is not None:
        values["skipped_at"] = None
    if values:
        item.change(**values)


def mark_skipped(*, item: PlanItem, at: datetime) -> None:
    if item.skipped_at is None:
        item.change(skipped_at=at, asked_at=None if not item.is_answered else item.asked_at)


@transaction.atomic
def add_question(*, interview: Interview, text: str, after: PlanItem | None) -> PlanItem:
    """Put a question that came up behind the one that is being talked about."""
    _look_afresh(interview)
    rows = PlanItem.objects.filter(owner_id=interview.owner_id, interview=interview)
    known = rows.filter(text=text, added_live=True).first()
    if known is not None:
        return known
    section = PlanSection.CORE
    if after is not None and after.section == PlanSection.CORE:
        position = after.position + 1
        rows.filter(section=section, position__gte=position).update(position=F("position") + 1)
    else:
        last = rows.filter(section=section).aggregate(last=Max("position"))["last"]
        position = 0 if last is None else last + 1
    return PlanItem.objects.create(
        owner_id=interview.owner_id,
        interview=interview,
        section=section,
        text=text,
        position=position,
        added_live=True,
    )


# Marks --------------------------------------------------------------------------------------------


@transaction.atomic
def add_mark(*, interview: Interview, item: PlanItem | None, kind: str, text: str, at: datetime) -> LiveMark:
    """Mark a line; the same post sent again, after a lost answer, is the same mark."""
    _look_afresh(interview)
    mark, _made = LiveMark.objects.get_or_create(
        owner_id=interview.owner_id, interview=interview, kind=kind, text=text, marked_at=at,
        defaults={"plan_item": item},
    )  # fmt: skip
    return mark


@transaction.atomic
def person_of_mark(*, mark: LiveMark, name: str) -> tuple[Contact, bool]:
    """Put a name that came up on the list, suggested by whom they talked to; return them, and whether new."""
    raise_facts_version([mark.owner_id], using=None)
    mark.refresh_from_db()
    if mark.contact is not None:
        return mark.contact, False
    main = main_person(mark.interview)
    known = (
        Contact.objects.filter(owner_id=mark.owner_id, name_key=name_key(name)[:200]).order_by("pk").first()
    )
    person = known or Contact.objects.create(
        owner_id=mark.owner_id,
        name=name,
        introduced_by=main,
        source=Source.REFERRED,
        source_detail=(main.name if main else "")[:200],
        how_met=mark.text[:300] if mark.text != name else "",
    )
    # Somebody with whom there was contact before was known without this introduction.
    is_stranger = known is not None and known.introduced_by_id is None and known.last_touch_at is None
    if known is not None and is_stranger and main is not None and known.pk != main.pk:
        known.change(introduced_by=main)
    mark.change(contact=person)
    return person, known is None


@transaction.atomic
def promise_of_mark(*, mark: LiveMark, due_on: date | None, timezone: str) -> Promise:
    """Keep a marked promise as one, or change its date."""
    raise_facts_version([mark.owner_id], using=None)
    if mark.kind not in PROMISES:
        raise BadMark(_("This mark is not a promise."))
    promised_on = clock.local_date(mark.marked_at, timezone)
    if due_on is not None and due_on < promised_on:
        raise BadMark(_("The date lies before the promise."))
    if mark.promise is not None:
        if mark.promise.due_on != due_on:
            mark.promise.change(due_on=due_on)
        return mark.promise
    main = main_person(mark.interview)
    if main is None:
        raise BadMark(_("Nobody is named in this talk."))
    promise = Promise.objects.create(
        owner_id=mark.owner_id,
        contact=main,
        side=PROMISES[MarkKind(mark.kind)],
        text=mark.text[:300],
        promised_on=promised_on,
        due_on=due_on,
    )
    mark.change(promise=promise)
    return promise


def main_person(interview: Interview) -> Contact | None:
    rows = Participant.objects.filter(owner_id=interview.owner_id, interview=interview).select_related(
        "contact"
    )
    main = rows.order_by("-is_main", "pk").first()
    return main.contact if main else None


@transaction.atomic
def set_stay_in_touch(*, participant: Participant, answer: str) -> None:
    """Keep what they said to "May I stay in touch?"; not having asked takes nothing back from before."""
    participant.change(stay_in_touch=answer)
    contact = participant.contact
    if answer != StayInTouch.NOT_ASKED and contact.stay_in_touch != answer:
        contact.change(stay_in_touch=answer)


def _look_afresh(interview: Interview) -> None:
    """Take the owner's lock, then read the row as it is now."""
    raise_facts_version([interview.owner_id], using=None)
    interview.refresh_from_db()
