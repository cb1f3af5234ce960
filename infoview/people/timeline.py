"""What happened with one person, over all rooms, newest first."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from django.db.models import (
    Case,
    CharField,
    DateTimeField,
    Exists,
    F,
    IntegerField,
    OuterRef,
    QuerySet,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from contacts.enums import Side, TouchKind
from contacts.models import Contact, Favour, Promise, ResearchNote, Touch
from debriefs.models import Insight
from infoview.people.links import path_to
from interviews.enums import Confidentiality, Format, InterviewStatus, MarkKind
from interviews.models import LiveMark, Participant
from outreach.enums import MessageKind, RequestStatus
from outreach.models import Message, MessageDirection, MessageStatus, OutreachRequest

SHOWN = 30

SHOWS = {
    "": gettext_lazy("Everything"),
    "talks": gettext_lazy("Conversations"),
    "messages": gettext_lazy("Messages"),
    "notes": gettext_lazy("Notes"),
}
SHOWN_KINDS = {
    "talks": {"talk"},
    "messages": {"message"},
    "notes": {"touch", "promise", "favour", "research"},
}


@dataclass(slots=True)
class Entry:
    """One line of the timeline.

    on      set instead of `at` where only the day is known
    said    something they said, in their words
    private whether what they said is kept private; of a takeaway it stands beside its text
    """

    kind: str
    at: datetime
    title: str
    icon: str = "note"
    node: str = "icon"
    on: date | None = None
    text: str = ""
    said: str = ""
    summary: str = ""
    url: str = ""
    attempt: int = 0
    remove_url: str = ""
    undo_url: str = ""
    edit_url: str = ""
    themes: list[tuple[str, str]] = field(default_factory=list)
    scores: list[tuple[str, int]] = field(default_factory=list)
    takeaways: list[tuple[str, bool]] = field(default_factory=list)
    private: bool = False
    public_id: UUID | None = None

    @property
    def when(self) -> date | datetime:
        return self.on or self.at


def timeline_of(contact: Contact, *, start: int, show: str, now: datetime) -> list[Entry]:
    """Return up to one more than a page of entries, newest first: one query, and one for what was heard."""
    parts = _timeline_parts(contact)
    wanted = SHOWN_KINDS.get(show)
    chosen = [rows for kind, rows in parts.items() if wanted is None or kind in wanted]
    merged = chosen[0].union(*chosen[1:], all=True) if len(chosen) > 1 else chosen[0]
    rows = merged.order_by("-moment", "ref")[start : start + SHOWN + 1]
    entries = [_entry(row, contact, now=now) for row in rows]
    _add_heard(contact, [entry for entry in entries if entry.kind == "talk"])
    return entries


def _timeline_parts(contact: Contact) -> dict[str, QuerySet[Any, Any]]:
    owner = contact.owner

    def part(
        rows: QuerySet[Any], kind: str, *, at: Any, uid: Any = "public_id", word: Any = "", title: Any = "",
        text: Any = "", mark: Any = "", n: Any = None,
    ) -> QuerySet[Any, Any]:  # fmt: skip
        """Give the rows the columns that all parts have in common."""

        def column(value: Any, output: Any) -> Any:
            return Value("", output_field=output) if value == "" else Cast(value, output)

        return rows.order_by().values(
            what=Value(kind, output_field=CharField()),
            moment=F(at) if isinstance(at, str) else at,
            ref=F(uid),
            word=column(word, CharField()),
            head=column(title, CharField()),
            said=column(text, TextField()),
            mark=column(mark, CharField()),
            number=Value(0, output_field=IntegerField()) if n is None else n,
        )

    mine = {"contact": contact}
    touches = (
        Touch.objects.for_user(owner)
        .filter(**mine)
        .exclude(Exists(Message.objects.for_user(owner).filter(touch=OuterRef("pk"))))
        .exclude(Exists(Participant.objects.for_user(owner).filter(touch=OuterRef("pk"))))
    )
    messages = Message.objects.for_user(owner).filter(**mine).exclude(status=MessageStatus.DRAFT)
    talks = Participant.objects.for_user(owner).filter(**mine)
    quote = (
        LiveMark.objects.for_user(owner)
        .filter(interview=OuterRef("interview"), kind=MarkKind.QUOTE)
        .order_by("marked_at", "pk")
        .values("text")[:1]
    )
    requests = OutreachRequest.objects.for_user(owner).filter(**mine, closed_at__isnull=False)
    introduced = Contact.objects.for_user(owner).filter(introduced_by=contact)
    return {
        "touch": part(touches, "touch", at="happened_at", word="kind", text="summary"),
        "message": part(
            messages,
            "message",
            at="happened_at",
            word="kind",
            title="subject",
            text="body",
            # Of a request, the way back stands on its page.
            mark=Case(
                When(direction=MessageDirection.OUT, request__isnull=True, then=Value("alone")),
                default=F("direction"),
            ),
            n=Coalesce("attempt", 0),
        ),
        "talk": part(
            talks,
            "talk",
            at="interview__starts_at",
            uid="interview__public_id",
            word="interview__status",
            title="interview__format",
            text=Coalesce(Subquery(quote), Value("")),
            mark="interview__confidentiality",
            n=Coalesce("interview__used_minutes", "interview__asked_minutes"),
        ),
        "promise": part(
            Promise.objects.for_user(owner).filter(**mine),
            "promise",
            at=Cast("promised_on", DateTimeField()),
            word="side",
            text="text",
        ),
        "favour": part(
            Favour.objects.for_user(owner).filter(**mine),
            "favour",
            at=Cast("happened_on", DateTimeField()),
            word="direction",
            text="text",
        ),
        "research": part(
            ResearchNote.objects.for_user(owner).filter(**mine),
            "research",
            at=Cast("noted_on", DateTimeField()),
            word="layer",
            title="source_title",
            text="text",
        ),
        "closed": part(requests, "closed", at="closed_at", word="status", text="note"),
        "introduced": part(
            introduced,
            "introduced",
            at=_since(),
            title="name",
            text="job_title",
            mark=_since_day(),
        ),
        "added": part(
            Contact.objects.for_user(owner).filter(pk=contact.pk),
            "added",
            at=_since(),
            text="how_met",
            mark=_since_day(),
        ),
    }


def _since() -> Coalesce:
    """Return since when somebody is known: the day they were found on, else when they were written down."""
    return Coalesce(Cast("sourced_on", DateTimeField()), "created_at")


def _since_day() -> Coalesce:
    return Coalesce(Cast("sourced_on", CharField()), Value(""))


DAYS_ONLY = {"promise", "favour", "research"}


def _entry(row: dict[str, Any], contact: Contact, *, now: datetime) -> Entry:
    kind = row["what"]
    entry = Entry(kind, row["moment"], "", text=row["said"], public_id=row["ref"])
    if kind in DAYS_ONLY or (kind in {"introduced", "added"} and row["mark"]):
        entry.on = row["moment"].astimezone(UTC).date()
    MAKERS[kind](entry, row, contact, now)
    return entry


TOUCHES = {
    TouchKind.TALK: (gettext_lazy("You talked"), "chat"),
    TouchKind.MESSAGE_OUT: (gettext_lazy("You wrote"), "mail"),
    TouchKind.MESSAGE_IN: (gettext_lazy("They wrote"), "nudge"),
    TouchKind.CALL: (gettext_lazy("You called"), "phone"),
    TouchKind.MEETING: (gettext_lazy("You met"), "people"),
    TouchKind.REACTION: (gettext_lazy("A reaction to a post"), "heart"),
    TouchKind.NOTE: (gettext_lazy("Note"), "note"),
}
WROTE = {
    MessageKind.REQUEST: gettext_lazy("You asked for a conversation"),
    MessageKind.REQUEST_NOTE: gettext_lazy("You asked to connect"),
    MessageKind.NUDGE: gettext_lazy("You nudged"),
    MessageKind.LAST_ATTEMPT: gettext_lazy("You wrote a last note"),
    MessageKind.THANK_YOU: gettext_lazy("You said thank you"),
    MessageKind.UPDATE: gettext_lazy("You told them how it went"),
    MessageKind.CONGRATULATION: gettext_lazy("You congratulated them"),
    MessageKind.PROGRESS_NOTE: gettext_lazy("You told them what came of it"),
}
TALKED = {
    InterviewStatus.HELD: gettext_lazy("Conversation"),
    InterviewStatus.SCHEDULED: gettext_lazy("Conversation planned"),
    InterviewStatus.CANCELLED: gettext_lazy("Conversation called off"),
    InterviewStatus.NO_SHOW: gettext_lazy("Nobody came to the conversation"),
}


def _touch(entry: Entry, row: dict[str, Any], contact: Contact, now: datetime) -> None:
    title, entry.icon = TOUCHES[TouchKind(row["word"])]
    entry.title = str(title)
    entry.remove_url = path_to("contacts:touch_delete", row["ref"])


def _message(entry: Entry, row: dict[str, Any], contact: Contact, now: datetime) -> None:
    kind = MessageKind(row["word"])
    if row["mark"] == MessageDirection.IN:
        entry.title, entry.icon = _("They replied"), "nudge"
    else:
        entry.title, entry.icon = str(WROTE.get(kind, kind.label)), "mail"
        entry.attempt = row["number"]
    if row["mark"] == "alone":
        entry.undo_url = path_to("outreach:message_unsend", row["ref"])
    entry.url = path_to("outreach:message_update", row["ref"])
    entry.said, entry.text = entry.text, ""
    if len(entry.said) > 280:
        count = len(entry.said.split())
        entry.summary = ngettext("%(n)s word", "%(n)s words", count) % {"n": count}
        if row["head"]:
            entry.summary += f", “{row['head']}”"


def _talk(entry: Entry, row: dict[str, Any], contact: Contact, now: datetime) -> None:
    status = InterviewStatus(row["word"])
    entry.title, entry.icon = str(TALKED[status]), "chat"
    entry.node = "pen" if status == InterviewStatus.HELD else "icon"
    if status == InterviewStatus.SCHEDULED and entry.at < now:
        entry.title = _("Conversation, not closed yet")
    how = Format(row["head"]).label
    minutes = ngettext("%(n)s minute", "%(n)s minutes", row["number"]) % {"n": row["number"]}
    if status in {InterviewStatus.HELD, InterviewStatus.SCHEDULED}:
        entry.title = f"{entry.title}, {minutes}"
    entry.said, entry.text = entry.text, how
    entry.private = bool(entry.said) and row["mark"] == Confidentiality.PRIVATE
    page = "debriefs:debrief_write" if status == InterviewStatus.HELD else "interviews:interview_detail"
    entry.url = path_to(page, row["ref"])


def _promise(entry: Entry, row: dict[str, Any], contact: Contact, now: datetime) -> None:
    entry.title, entry.icon = Side(row["word"]).label, "flag"


def _favour(entry: Entry, row: dict[str, Any], contact: Contact, now: datetime) -> None:
    entry.title = _("You gave something back") if row["word"] == "given" else _("They did something for you")
    entry.icon = "heart"
    entry.remove_url = path_to("contacts:favour_delete", row["ref"])


def _research(entry: Entry, row: dict[str, Any], contact: Contact, now: datetime) -> None:
    entry.title, entry.icon = _("You found out"), "search"
    entry.edit_url = path_to("contacts:research_update", row["ref"])


def _closed(entry: Entry, row: dict[str, Any], contact: Contact, now: datetime) -> None:
    entry.title, entry.icon = str(RequestStatus(row["word"]).label), "minus"
    entry.url = path_to("outreach:request_detail", row["ref"])


def _introduced(entry: Entry, row: dict[str, Any], contact: Contact, now: datetime) -> None:
    entry.title = _("Suggested you talk to %(name)s") % {"name": row["head"]}
    entry.icon, entry.url = "user-plus", path_to("contact_detail", row["ref"])


def _added(entry: Entry, row: dict[str, Any], contact: Contact, now: datetime) -> None:
    through = contact.introduced_by
    entry.title = (
        _("Added, suggested by %(name)s") % {"name": through.name} if through else _("Added to your list")
    )
    entry.node = "dot"


MAKERS = {
    "touch": _touch, "message": _message, "talk": _talk, "promise": _promise, "favour": _favour,
    "research": _research, "closed": _closed, "introduced": _introduced, "added": _added,
}  # fmt: skip


def _add_heard(contact: Contact, talks: list[Entry]) -> None:
    """Put beside each talk what was learnt from this person in it."""
    if not talks:
        return
    by_talk = {entry.public_id: entry for entry in talks}
    insights = (
        Insight.objects.for_user(contact.owner)
        .filter(contact=contact, debrief__interview__public_id__in=list(by_talk))
        .select_related("theme", "category")
        .order_by("position", "pk")
        .annotate(talk=F("debrief__interview__public_id"), of_talk=F("debrief__interview__confidentiality"))[
            : 10 * SHOWN
        ]
    )
    for insight in insights:
        entry = by_talk[insight.talk]  # type: ignore[attr-defined]
        if insight.theme and insight.theme.name not in dict(entry.themes):
            entry.themes.append(
                (insight.theme.name, path_to("debriefs:theme_detail", insight.theme.public_id))
            )
        elif not insight.theme and len(entry.takeaways) < 3:
            treated = insight.confidentiality or insight.of_talk  # type: ignore[attr-defined]
            entry.takeaways.append((insight.takeaway, treated == Confidentiality.PRIVATE))
        if insight.score:
            entry.scores.append((insight.category.name, insight.score))
