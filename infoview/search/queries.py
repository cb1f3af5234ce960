"""Finding again, over all rooms: what was found, in which words, and the page it stands on."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Case, CharField, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Cast, Coalesce
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from contacts.formats.identity import fold
from contacts.forms import ContactSearchForm
from contacts.models import Contact, Organisation, Promise, ResearchNote, Touch
from debriefs.models import Debrief, Insight, StrategyChange, Theme
from infoview.search.index import count_with, entries_with, words_of
from infoview.search.snippets import Piece, pieces, snippet
from interviews.models import Interview, OwnQuestion, Participant, PlanItem
from outreach.models import Gap, Goal, Message, OutreachRequest
from scheduler.models import OwnReminder

COUNTED_MOST = 1000


@dataclass(frozen=True, slots=True)
class Found:
    """One thing that was found.

    title    its own name, or what it belongs to; pieces, with the words marked
    about    whose or what it is, in a few words
    """

    kind: str
    title: list[Piece]
    snippet: list[Piece]
    about: str
    url: str
    icon: str

    @property
    def name(self) -> str:
        return "".join(piece.text for piece in self.title)


@dataclass(frozen=True, slots=True)
class Group:
    key: str
    label: Any
    icon: str
    kinds: tuple[str, ...]


GROUPS = (
    Group("people", _("People"), "people", ("contact",)),
    Group("organisations", _("Organisations"), "building", ("organisation",)),
    Group("notes", _("Notes"), "note", ("touch", "research", "promise", "request")),
    Group("messages", _("Messages"), "mail", ("message",)),
    Group("talks", _("Conversations"), "chat", ("interview", "answer", "debrief")),
    Group("insights", _("Insights"), "insights", ("insight", "theme", "change")),
    Group("goals", _("Goals"), "target", ("goal", "gap")),
    Group("more", _("Questions and reminders"), "question", ("own_question", "reminder")),
)
KINDS = tuple(kind for group in GROUPS for kind in group.kinds)
ICONS = {kind: group.icon for group in GROUPS for kind in group.kinds}

# Which page a thing stands on, by the name of its address; False: a page without an id of its own.
PAGES: dict[str, tuple[str, bool]] = {
    "contact": ("contact_detail", True),
    "organisation": ("contacts:organisation_detail", True),
    "research": ("contact_detail", True),
    "research_organisation": ("contacts:organisation_detail", True),
    "touch": ("contact_detail", True),
    "promise": ("contact_detail", True),
    "request": ("outreach:request_detail", True),
    "message": ("outreach:message_update", True),
    "interview": ("interviews:interview_detail", True),
    "answer": ("interviews:interview_detail", True),
    "debrief": ("debriefs:debrief_write", True),
    "insight": ("debriefs:debrief_write", True),
    "theme": ("debriefs:theme_detail", True),
    "change": ("debriefs:change_list", False),
    "goal": ("outreach:goal_detail", True),
    "gap": ("outreach:goal_detail", True),
    "own_question": ("interviews:question_list", False),
    "reminder": ("scheduler:reminder_list", False),
}
# What a thing without a name of its own is called, before whose it is.
CALLED = {
    "research": _("Research"),
    "research_organisation": _("Research"),
    "touch": _("Note"),
    "promise": _("Promise"),
    "request": _("Request"),
    "message": _("Message"),
    "interview": _("Conversation"),
    "debrief": _("Debrief"),
}


def find(owner: Any, text: str, limit: int, kinds: Collection[str] | None = None) -> list[Found]:
    """Return the best of what has all the words, in two queries.

    kinds  of KINDS; None for all
    """
    words = words_of(text)
    wanted = tuple(kind for kind in KINDS if kinds is None or kind in kinds)
    if not words or not wanted:
        return []
    entries = entries_with(words, owner_id=owner.pk, kinds=wanted, limit=limit)
    places = _places(owner, entries)
    found = []
    for entry in entries:
        place = places.get((entry["kind"], entry["object_id"]))
        if place is not None and (url := _url(*place[:2])):
            found.append(_found(entry, page=place[0], about=place[2], url=url, words=words))
    return found


def find_people(owner: Any, text: str, limit: int, *, now: datetime) -> list[Found]:
    """Return people by name, organisation, role, tag or notes: each word may stand in another of them.

    Who is called so comes first: somebody just added is not behind everybody whose notes mention them.
    """
    words = words_of(text)
    if not words:
        return []
    form = ContactSearchForm({"q": text[:200]}, owner=owner, now=now)
    people = form.filter(Contact.objects.for_user(owner).select_related("organisation"))
    people = people.annotate(elsewhere=_elsewhere(words)).order_by(
        "elsewhere", F("last_touch_at").desc(nulls_last=True), "sort_key", "pk"
    )
    return [
        Found(
            "contact",
            pieces(contact.name, words),
            snippet(contact.notes, words) if _has(contact.notes, words) else [],
            contact.role_line,
            reverse("contact_detail", args=[contact.public_id]),
            "people",
        )
        for contact in people[:limit]
    ]


def _elsewhere(words: list[str]) -> Case:
    """Return 0 for who is called so, 1 for whom the words only stand somewhere about."""
    named = Q()
    for word in words:
        plain = fold(word)
        named &= Q(name_key__startswith=plain) | Q(name_key__contains=f" {plain}")
    return Case(When(named, then=Value(0)), default=Value(1), output_field=IntegerField())


def _has(text: str, words: list[str]) -> bool:
    return any(piece.marked for piece in snippet(text, words))


def count(owner: Any, text: str, kinds: Collection[str] | None = None) -> int:
    """Return how many things have the words, up to one more than COUNTED_MOST."""
    words = words_of(text)
    wanted = tuple(kind for kind in KINDS if kinds is None or kind in kinds)
    return count_with(words, owner_id=owner.pk, kinds=wanted, most=COUNTED_MOST) if words and wanted else 0


def _found(entry: dict[str, Any], *, page: str, about: str, url: str, words: list[str]) -> Found:
    title, body = entry["title"].strip(), entry["body"]
    called = str(CALLED.get(page, ""))
    if not title:
        title, about = (f"{called}: {about}" if about else called), ""
    elif called and about:
        about = f"{called}, {about}"
    return Found(
        entry["kind"], pieces(title[:300], words), snippet(body, words), about, url, ICONS[entry["kind"]]
    )


def _url(page: str, public_id: UUID) -> str:
    name, has_id = PAGES[page]
    try:
        return reverse(name, args=[public_id] if has_id else [])
    except NoReverseMatch:
        return ""


def _places(owner: Any, entries: Iterable[dict[str, Any]]) -> dict[tuple[str, int], tuple[str, UUID, str]]:
    """Return for each entry its page, the public id in the address, and whose or what it is, in one query."""
    keys: dict[str, list[int]] = {}
    for entry in entries:
        keys.setdefault(entry["kind"], []).append(entry["object_id"])
    parts = [part for kind, ids in keys.items() for part in _parts(owner, kind, ids)]
    if not parts:
        return {}
    rows = parts[0].union(*parts[1:], all=True) if len(parts) > 1 else parts[0]
    return {(kind, key): (page, public_id, about) for kind, page, key, public_id, about in rows if public_id}


def _parts(owner: Any, kind: str, ids: list[int]) -> list[QuerySet[Any, Any]]:
    def part(model: Any, link: Any, about: Any, page: str = kind, **narrowed: Any) -> QuerySet[Any, Any]:
        rows = model.objects.for_user(owner).filter(pk__in=ids, **narrowed).order_by()
        return rows.values_list(
            Value(kind, output_field=CharField()),
            Value(page, output_field=CharField()),
            F("pk"),
            F(link) if isinstance(link, str) else link,
            Coalesce(Cast(about, CharField()), Value("")) if about else Value("", output_field=CharField()),
        )

    def people_of(interview: str) -> Subquery:
        people = Participant.objects.for_user(owner).filter(interview=OuterRef(interview))
        return Subquery(people.order_by("-is_main", "pk").values("contact__name")[:1])

    match kind:
        case "contact":
            return [part(Contact, "public_id", "job_title")]
        case "organisation":
            return [part(Organisation, "public_id", "industry")]
        case "research":
            return [
                part(ResearchNote, "contact__public_id", "contact__name", contact__isnull=False),
                part(
                    ResearchNote, "organisation__public_id", "organisation__name", "research_organisation",
                    contact__isnull=True,
                ),
            ]  # fmt: skip
        case "touch":
            return [part(Touch, "contact__public_id", "contact__name")]
        case "promise":
            return [part(Promise, "contact__public_id", "contact__name")]
        case "request":
            return [part(OutreachRequest, "public_id", "contact__name")]
        case "message":
            return [part(Message, "public_id", "contact__name")]
        case "interview":
            return [part(Interview, "public_id", people_of("pk"))]
        case "answer":
            return [part(PlanItem, "interview__public_id", people_of("interview"))]
        case "debrief":
            return [part(Debrief, "interview__public_id", people_of("interview"))]
        case "insight":
            return [part(Insight, "debrief__interview__public_id", "contact__name")]
        case "theme":
            return [part(Theme, "public_id", "organisation__name")]
        case "change":
            return [part(StrategyChange, "public_id", "goal__title")]
        case "goal":
            return [part(Goal, "public_id", "")]
        case "gap":
            return [part(Gap, "goal__public_id", "goal__title")]
        case "own_question":
            return [part(OwnQuestion, "public_id", "")]
        case _:
            return [part(OwnReminder, "public_id", "contact__name")]
