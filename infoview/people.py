"""One person over all rooms: facts, the timeline, and what comes next."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from django.db.models import (
    CharField,
    Count,
    DateField,
    DateTimeField,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
)
from django.db.models.functions import Cast, Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from contacts import beside
from contacts.enums import Side, TouchKind
from contacts.models import (
    Contact,
    ContactPoint,
    ContactTag,
    Favour,
    MergedContact,
    Promise,
    ResearchNote,
    Tie,
    Touch,
)
from contacts.regions import hint_for
from debriefs.models import Insight
from infoview.shared import clock, words
from infoview.shared.context import now_of
from infoview.shared.htmx import render_page
from interviews.enums import Format, InterviewStatus, MarkKind
from interviews.models import Interview, LiveMark, Participant
from outreach.enums import BoardColumn, MessageKind, RequestStatus, board_column
from outreach.models import Message, MessageDirection, MessageStatus, OutreachRequest
from scheduler.enums import ReminderKind
from scheduler.models import Reminder
from scheduler.planning import bring_up_to_date
from scheduler.words import say

SHOWN = 30
SHOWN_MOST = 3000
LISTED_MOST = 60

STAGE_KEYS = {
    BoardColumn.DRAFTING: "drafting",
    BoardColumn.SENT: "sent",
    BoardColumn.NUDGE_DUE: "nudge",
    BoardColumn.REPLIED: "replied",
    BoardColumn.SCHEDULED: "scheduled",
    BoardColumn.DONE: "done",
    BoardColumn.MOVED_ON: "moved",
}
# Hints, never debts: nothing of them is late.
SOFT = frozenset({ReminderKind.GIVE_BACK})
FOLLOW_UPS = frozenset({ReminderKind.NUDGE, ReminderKind.LAST_ATTEMPT, ReminderKind.CLOSE})


def path_to(name: str, *args: Any, **query: Any) -> str:
    """Return the address of a page with its query, or "" where the page is not there."""
    try:
        path = reverse(name, args=args)
    except NoReverseMatch:
        return ""
    asked = "&".join(f"{key}={value}" for key, value in query.items() if value)
    return f"{path}?{asked}" if asked else path


# Beside people on the list ------------------------------------------------------------------------


def notes_beside(owner: Any, keys: Collection[int], now: datetime) -> Mapping[int, beside.Note]:
    """Return for each of these people the state of asking, the next step and what was heard, in one query."""
    bring_up_to_date(owner=owner, now=now)
    today = clock.local_date(now, owner.timezone)
    found: dict[int, list[tuple[str, str, datetime | None, date | None, int]]] = defaultdict(list)
    for what, contact_id, word, moment, day, number in _rows_beside(owner, keys, now=now):
        found[contact_id].append((what, word, moment, day, number))
    return {
        key: _note(rows, now=now, today=today, timezone=owner.timezone, hours24=not owner.hour12)
        for key, rows in found.items()
    }


def _rows_beside(owner: Any, keys: Collection[int], *, now: datetime) -> Iterable[tuple[Any, ...]]:
    def part(
        rows: QuerySet[Any], what: str, contact: str, word: Any, moment: Any, day: Any, n: Any
    ) -> QuerySet[Any, Any]:
        return rows.order_by().values_list(
            Value(what, output_field=CharField()), F(contact), word, moment, day, n
        )

    nothing = Value("", output_field=CharField())
    never = Value(None, output_field=DateTimeField())
    no_day = Value(None, output_field=DateField())
    requests = OutreachRequest.objects.for_user(owner).filter(contact__in=keys)
    reminders = (
        Reminder.objects.for_user(owner).open().filter(contact__in=keys).exclude(kind=ReminderKind.LEAVE)
    )
    talks = Participant.objects.for_user(owner).filter(
        contact__in=keys, interview__status=InterviewStatus.SCHEDULED, interview__ends_at__gte=now
    )
    heard = Insight.objects.for_user(owner).filter(contact__in=keys, theme__isnull=False)
    parts = [
        part(requests, "request", "contact_id", F("status"), never, no_day, F("pk")),
        part(reminders, "reminder", "contact_id", F("kind"), F("overdue_at"), F("shows_on"), F("pk")),
        part(talks, "talk", "contact_id", nothing, F("interview__starts_at"), no_day, F("pk")),
        part(
            heard.values("contact_id"),
            "heard",
            "contact_id",
            nothing,
            never,
            no_day,
            Count("theme", distinct=True),
        ),
    ]
    return parts[0].union(*parts[1:], all=True)


STEPS = {
    ReminderKind.NUDGE: gettext_lazy("Nudge"),
    ReminderKind.SECOND_PERSON: gettext_lazy("Ask a second person"),
    ReminderKind.LAST_ATTEMPT: gettext_lazy("Last note"),
    ReminderKind.CLOSE: gettext_lazy("Let go"),
    ReminderKind.FIND_TIME: gettext_lazy("Find a time"),
    ReminderKind.PREPARE: gettext_lazy("Prepare"),
    ReminderKind.DEBRIEF: gettext_lazy("Debrief"),
    ReminderKind.THANK_YOU: gettext_lazy("Thank-you"),
    ReminderKind.PROMISE: gettext_lazy("Promise"),
    ReminderKind.UPDATE: gettext_lazy("Check in"),
    ReminderKind.DEFERRED: gettext_lazy("Write again"),
    ReminderKind.GIVE_BACK: gettext_lazy("Give back"),
    ReminderKind.PROGRESS_NOTE: gettext_lazy("Tell what came of it"),
    ReminderKind.REVIEW: gettext_lazy("Keep or erase"),
    ReminderKind.STEP: gettext_lazy("Your step"),
    ReminderKind.OWN: gettext_lazy("Reminder"),
}


def _note(
    rows: list[tuple[str, str, datetime | None, date | None, int]],
    *,
    now: datetime,
    today: date,
    timezone: str,
    hours24: bool,
) -> beside.Note:
    requests = sorted((n, word) for what, word, _m, _d, n in rows if what == "request")
    reminders = sorted(
        (day, moment, n, word) for what, word, moment, day, n in rows if what == "reminder" and day and moment
    )
    talks = sorted(moment for what, _w, moment, _d, _n in rows if what == "talk" and moment)
    heard = sum(n for what, _w, _m, _d, n in rows if what == "heard")
    due = any(word in FOLLOW_UPS and day <= today for day, _moment, _n, word in reminders)
    stage = STAGE_KEYS[board_column(requests[-1][1], follow_up_due=due)] if requests else ""
    step, tone = "", ""
    if reminders and (not talks or reminders[0][0] <= today):
        day, overdue_at, _n, kind = reminders[0]
        step = f"{STEPS[ReminderKind(kind)]} {_on(day, today)}"
        tone = "" if kind in SOFT else "red" if overdue_at < now else "amber" if day <= today else ""
    elif talks:
        step = _("Talk %(when)s") % {
            "when": words.moment_words(talks[0], now=now, zone=timezone, hours24=hours24)
        }
    elif not stage and heard:
        stage = "done"
    return beside.Note(stage, step, tone, heard)


def _on(day: date, today: date) -> str:
    if day <= today:
        return _("today")
    said = words.day_words(day, today=today)
    return said if said == _("tomorrow") else _("on %(day)s") % {"day": said}


beside.NOTES[:] = [notes_beside]


# The page of one person ---------------------------------------------------------------------------


@require_safe
def contact_detail(request: HttpRequest, public_id: UUID) -> HttpResponse:
    owner: Any = request.user
    now = now_of(request)
    contact = _with_state(owner, now=now).filter(public_id=public_id).first()
    if contact is None:
        return redirect("contact_detail", _merged_into(owner, public_id), permanent=False)
    contact.owner = owner
    show = request.GET.get("show", "")
    start = _start(request)
    timeline = timeline_of(contact, start=start, show=show, now=now)
    context = {
        "contact": contact,
        "now": now,
        "show": show if show in SHOWS else "",
        "timeline": timeline[:SHOWN],
        "more_url": _more_url(request, start + SHOWN) if len(timeline) > SHOWN else "",
        "start": start,
    }
    if request.htmx.target != "timeline-more":  # type: ignore[attr-defined]
        context |= _around(contact, now=now)
    return render_page(request, "infoview/contact_detail.html", context, partials=("timeline-more",))


def _merged_into(owner: Any, public_id: UUID) -> UUID:
    """Return the address of the person this one was merged into, or raise 404."""
    merged = MergedContact.objects.for_user(owner).select_related("kept")
    return get_object_or_404(merged, old_public_id=public_id).kept.public_id


def _with_state(owner: Any, *, now: datetime) -> QuerySet[Contact]:
    """Return people with the state of asking and the coming talk as further columns: one query for all."""
    requests = OutreachRequest.objects.for_user(owner).filter(contact=OuterRef("pk")).order_by("-pk")
    talks = (
        Interview.objects.for_user(owner)
        .scheduled()
        .filter(participants__contact=OuterRef("pk"), ends_at__gte=now)
        .order_by("starts_at", "pk")
    )
    return (
        Contact.objects.for_user(owner)
        .select_related("organisation", "introduced_by")
        .annotate(
            request_uid=Subquery(requests.values("public_id")[:1]),
            request_status=Subquery(requests.values("status")[:1]),
            request_attempts=Subquery(requests.values("attempts")[:1]),
            talk_uid=Subquery(talks.values("public_id")[:1]),
            talk_at=Subquery(talks.values("starts_at")[:1]),
        )
    )


def _start(request: HttpRequest) -> int:
    text = request.GET.get("from", "0")
    return min(int(text), SHOWN_MOST) if text.isdecimal() and len(text) < 6 else 0


def _more_url(request: HttpRequest, start: int) -> str:
    if start > SHOWN_MOST:
        return ""
    query = request.GET.copy()
    query["from"] = str(start)
    return f"{request.path}?{query.urlencode()}"


def _around(contact: Any, *, now: datetime) -> dict[str, Any]:
    owner = contact.owner
    bring_up_to_date(owner=owner, now=now)
    today = clock.local_date(now, owner.timezone)
    reminders = list(
        Reminder.objects.for_user(owner)
        .open()
        .filter(contact=contact)
        .exclude(kind=ReminderKind.LEAVE)
        .select_related("contact", "request", "interview")
        .order_by("shows_on", "pk")[:6]
    )
    steps = [(reminder, say(reminder, today=today, timezone=owner.timezone)) for reminder in reminders]
    ways, tags = ways_and_tags(contact)
    promises, favours = promises_and_favours(contact)
    tree = tree_of(contact)
    due = any(reminder.kind in FOLLOW_UPS and reminder.shows_on <= today for reminder in reminders)
    stage = ""
    if contact.request_status:
        stage = STAGE_KEYS[board_column(contact.request_status, follow_up_due=due)]
    return {
        "today": today,
        "steps": steps,
        "stage": stage,
        "talk_url": path_to("interviews:interview_detail", contact.talk_uid) if contact.talk_uid else "",
        "request_url": path_to("outreach:request_detail", contact.request_uid) if contact.request_uid else "",
        "idle": None if steps else idle_step(contact),
        "ways": ways,
        "tags": tags,
        "promises": promises,
        "favours": favours,
        "research": research_of(contact),
        "tree": tree,
        "hint": hint_for(contact.region) if contact.region else None,
        "silent_days": (now - contact.last_touch_at).days if contact.last_touch_at else None,
        "menu": menu_of(contact),
        "shows": [
            (key, label, path_to("contact_detail", contact.public_id, show=key))
            for key, label in SHOWS.items()
        ],
    }


def idle_step(contact: Any) -> tuple[str, str, str, str]:
    """Return what could come next when nothing is due: title, why, label and address of the act."""
    if contact.do_not_contact:
        return _("Leave in peace"), _("They asked not to be contacted."), "", ""
    if contact.talk_uid:
        return (
            _("Prepare the conversation"),
            _("Five questions and one sentence about why you ask."),
            _("Open prep"),
            path_to("interviews:prep", contact.talk_uid),
        )
    if contact.request_status in {RequestStatus.DRAFT, RequestStatus.READY}:
        return (
            _("Finish the request"),
            _("A draft is waiting."),
            _("Open the draft"),
            path_to("outreach:request_detail", contact.request_uid),
        )
    if contact.request_status in {RequestStatus.SENT, RequestStatus.NUDGED, RequestStatus.LAST_ATTEMPT}:
        return (
            _("Wait for an answer"),
            _("Nothing to do before the nudge is due."),
            _("They answered"),
            path_to("outreach:request_detail", contact.request_uid),
        )
    if contact.request_status in {RequestStatus.ACCEPTED, RequestStatus.DEFERRED}:
        return (
            _("Find a time"),
            _("They said yes. Offer two or three times."),
            _("Schedule"),
            path_to("interviews:interview_create", contact=contact.public_id, request=contact.request_uid),
        )
    return (
        _("Ask for a conversation"),
        _("You are asking for their view, not a role."),
        _("Write a request"),
        path_to("outreach:request_create", contact=contact.public_id),
    )


def menu_of(contact: Contact) -> list[dict[str, Any]]:
    uid = contact.public_id
    items: list[dict[str, Any]] = [
        {"label": _("Edit"), "icon": "pencil", "url": path_to("contacts:contact_update", uid)},
        {
            "label": _("Write a request"),
            "icon": "mail",
            "url": path_to("outreach:request_create", contact=uid),
        },
        {
            "label": _("Schedule a conversation"),
            "icon": "calendar",
            "url": path_to("interviews:interview_create", contact=uid),
        },
        {
            "label": _("Log a past talk"),
            "icon": "chat",
            "url": path_to("debriefs:past_talk_create", contact=uid),
        },
        {
            "label": _("Set a reminder"),
            "icon": "bell",
            "url": path_to("scheduler:reminder_create", contact=uid),
        },
        {
            "label": _("Export this person"),
            "icon": "download",
            "url": path_to("contacts:contact_export", contact=uid),
        },
    ]
    if contact.archived_at:
        url, label, icon = path_to("contacts:contact_restore", uid), _("Bring back"), "undo"
    else:
        url, label, icon = path_to("contacts:contact_archive", uid), _("Archive"), "archive"
    items.append({"label": label, "icon": icon, "url": url, "post": True})
    return [item for item in items if item["url"]]


# Facts, each list bounded -------------------------------------------------------------------------


def _text(value: str = "") -> Value:
    return Value(value, output_field=CharField())


@dataclass(frozen=True, slots=True)
class Way:
    kind: str
    value: str
    label: str
    href: str


def ways_and_tags(contact: Contact) -> tuple[list[Way], list[tuple[str, UUID]]]:
    """Return how to reach them and their tags, in one query."""
    points = ContactPoint.objects.for_user(contact.owner).filter(contact=contact).order_by()
    links = ContactTag.objects.for_user(contact.owner).filter(contact=contact).order_by()
    rows = points.values_list(_text("way"), "kind", "value", "label", "public_id", "position").union(
        links.values_list(
            _text("tag"),
            _text(),
            "tag__name",
            _text(),
            "tag__public_id",
            Value(0, output_field=IntegerField()),
        ),
        all=True,
    )
    ways, tags = [], []
    for what, kind, value, label, public_id, position in rows:
        if what == "tag":
            tags.append((value, public_id))
        else:
            ways.append((position, Way(kind, value, label, _href(kind, value))))
    if contact.profile_url and all(way.value != contact.profile_url for _p, way in ways):
        ways.append(
            (LISTED_MOST, Way("profile", contact.profile_url, "", _href("profile", contact.profile_url)))
        )
    ordered = [way for _position, way in sorted(ways, key=lambda pair: (pair[0], pair[1].value))]
    return ordered[:LISTED_MOST], sorted(tags)[:LISTED_MOST]


def _href(kind: str, value: str) -> str:
    """Return a link for an address; only what is plainly one becomes a link."""
    if kind == "email" and "@" in value and not any(letter.isspace() for letter in value):
        return f"mailto:{value}"
    if kind == "phone":
        digits = "".join(letter for letter in value if letter.isdigit() or letter == "+")
        return f"tel:{digits}" if digits else ""
    return value if value.startswith(("https://", "http://")) else ""


@dataclass(frozen=True, slots=True)
class Line:
    """A promise or a favour as the page lists it."""

    side: str
    text: str
    day: date | None
    public_id: UUID
    due_on: date | None = None
    over: str = ""


def promises_and_favours(contact: Contact) -> tuple[list[Line], dict[str, list[Line]]]:
    """Return promises, the open ones first, and what was given and received, in one query."""
    promises = Promise.objects.for_user(contact.owner).filter(contact=contact, withdrawn_at=None).order_by()
    favours = Favour.objects.for_user(contact.owner).filter(contact=contact).order_by()
    never = Value(None, output_field=DateTimeField())
    no_day = Value(None, output_field=DateField())
    rows = promises.values_list(
        _text("promise"), "side", "text", "promised_on", "due_on", "kept_at", "public_id"
    ).union(
        favours.values_list(_text("favour"), "direction", "text", "happened_on", no_day, never, "public_id"),
        all=True,
    )
    made: list[Line] = []
    done: dict[str, list[Line]] = {"given": [], "received": []}
    for what, side, text, day, due_on, kept_at, public_id in rows.order_by("-promised_on")[: 3 * LISTED_MOST]:
        if what == "favour":
            done[side].append(Line(side, text, day, public_id))
        else:
            made.append(Line(side, text, day, public_id, due_on, "kept" if kept_at else ""))
    made.sort(key=lambda line: (bool(line.over), line.due_on or date.max))
    return made, done


def research_of(contact: Contact) -> list[ResearchNote]:
    """Return what was found about the person, and about their organisation and its field."""
    about = Q(contact=contact)
    if contact.organisation_id:
        about |= Q(organisation=contact.organisation_id)
    notes = ResearchNote.objects.for_user(contact.owner).filter(about)
    found = list(notes.order_by("-noted_on", "-pk")[:LISTED_MOST])
    order = ("person", "organisation", "industry")
    return sorted(found, key=lambda note: order.index(note.layer))


@dataclass(frozen=True, slots=True)
class Relative:
    name: str
    public_id: UUID
    job_title: str
    last_touch_at: datetime | None
    reason: str = ""


@dataclass(slots=True)
class Tree:
    """Who led to whom around one person; tied are those who are not independent of them."""

    introducer: Contact | None
    beside: list[Relative] = field(default_factory=list)
    below: list[Relative] = field(default_factory=list)
    tied: list[Relative] = field(default_factory=list)

    @property
    def grows(self) -> bool:
        return bool(self.introducer or self.below)


def tree_of(contact: Contact) -> Tree:
    """Return the people around one, in one query."""
    owner = contact.owner
    people = Contact.objects.for_user(owner).order_by()
    columns = ("name", "public_id", "job_title", "last_touch_at")
    parts: list[QuerySet[Any, Any]] = [
        people.filter(introduced_by=contact).values_list(_text("below"), *columns, _text())
    ]
    if contact.introduced_by_id:
        siblings = people.filter(introduced_by=contact.introduced_by_id).exclude(pk=contact.pk)
        parts.append(siblings.values_list(_text("beside"), *columns, _text()))
    for mine, theirs in (("a", "b"), ("b", "a")):
        ties = Tie.objects.for_user(owner).filter(**{mine: contact}).order_by()
        parts.append(ties.values_list(_text("tied"), *(f"{theirs}__{name}" for name in columns), "reason"))
    tree = Tree(contact.introduced_by)
    for what, name, public_id, job_title, last_touch_at, reason in parts[0].union(*parts[1:], all=True)[
        :LISTED_MOST
    ]:
        getattr(tree, what).append(Relative(name, public_id, job_title, last_touch_at, reason))
    for rows in (tree.beside, tree.below, tree.tied):
        rows.sort(key=lambda relative: relative.name.casefold())
    return tree


# The timeline -------------------------------------------------------------------------------------

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
    edit_url: str = ""
    themes: list[tuple[str, str]] = field(default_factory=list)
    scores: list[tuple[str, int]] = field(default_factory=list)
    takeaways: list[str] = field(default_factory=list)
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
            mark="direction",
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
    entry.url = path_to("outreach:message_update", row["ref"])
    entry.said, entry.text = entry.text, ""
    if len(entry.said) > 280:
        count = len(entry.said.split())
        entry.summary = ngettext("%(n)s word", "%(n)s words", count) % {"n": count}
        if row["head"]:
            entry.summary += f", “{row['title']}”"


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
    page = "debriefs:debrief_write" if status == InterviewStatus.HELD else "interviews:interview_detail"
    entry.url = path_to(page, row["ref"]) or path_to("interviews:interview_detail", row["ref"])


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
        .annotate(talk=F("debrief__interview__public_id"))[: 10 * SHOWN]
    )
    for insight in insights:
        entry = by_talk[insight.talk]  # type: ignore[attr-defined]
        if insight.theme and insight.theme.name not in dict(entry.themes):
            entry.themes.append(
                (insight.theme.name, path_to("debriefs:theme_detail", insight.theme.public_id))
            )
        elif not insight.theme and len(entry.takeaways) < 3:
            entry.takeaways.append(insight.takeaway)
        if insight.score:
            entry.scores.append((insight.category.name, insight.score))
