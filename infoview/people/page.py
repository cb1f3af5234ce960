"""The page of one person."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from contacts.models import Contact, Merge, MergedContact, touched_on
from contacts.regions import hint_for
from infoview.people.facts import promises_and_favours, research_of, taps_of, tree_of, ways_and_tags
from infoview.people.links import path_to
from infoview.people.merging import UNDO_FOR, undoable
from infoview.people.timeline import SHOWN, SHOWS, timeline_of
from infoview.shared import clock
from infoview.shared.context import now_of
from infoview.shared.htmx import render_page
from infoview.shared.kept_pages import kept_page
from interviews.models import Interview
from outreach.enums import Channel, RequestStatus, board_column
from outreach.models import OutreachRequest
from scheduler.enums import FOLLOW_UPS, ReminderKind
from scheduler.models import Reminder
from scheduler.planning import bring_up_to_date
from scheduler.words import say

SHOWN_MOST = 3000
# What is written down in the page itself, without leaving it.
ADDED = {
    "touch": gettext_lazy("Note or call"),
    "research": gettext_lazy("Research"),
    "promise": gettext_lazy("Promise"),
    "favour": gettext_lazy("Given or received"),
}


@require_safe
@kept_page
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
        "prefers": dict(Channel.choices).get(contact.preferred_channel, contact.preferred_channel),
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
    merges = Merge.objects.for_user(owner).filter(kept=OuterRef("pk"), merged_at__gt=now - UNDO_FOR)
    return (
        Contact.objects.for_user(owner)
        .select_related("organisation", "introduced_by__introduced_by")
        .annotate(
            merge_at=Subquery(merges.order_by("-pk").values("merged_at")[:1]),
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
        stage = board_column(contact.request_status, follow_up_due=due).mark
    return {
        "merged": undoable(owner, contact, now=now) if contact.merge_at else None,
        "today": today,
        "steps": steps,
        "stage": stage,
        "talk_url": path_to("interviews:interview_detail", contact.talk_uid) if contact.talk_uid else "",
        "request_url": path_to("outreach:request_detail", contact.request_uid) if contact.request_uid else "",
        "idle": None if steps else idle_step(contact),
        "ways": ways,
        "taps": taps_of(contact, ways),
        "adders": [
            (label, path_to(f"contacts:{name}_create", contact.public_id)) for name, label in ADDED.items()
        ],
        "tags": tags,
        "promises": promises,
        "favours": favours,
        "research": research_of(contact),
        "question_url": path_to("interviews:question_create"),
        "tree": tree,
        "hint": hint_for(contact.region) if contact.region else None,
        "silent_days": _silent_days(contact, today=today),
        "menu": menu_of(contact),
        "shows": [
            (key, label, path_to("contact_detail", contact.public_id, show=key))
            for key, label in SHOWS.items()
        ],
    }


def _silent_days(contact: Contact, *, today: date) -> int | None:
    """Return the days since the last talk or message, as the owner's calendar counts them."""
    touched = touched_on(contact, timezone=contact.owner.timezone)
    return (today - touched).days if touched else None


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
    items.append({"label": _("Merge with…"), "icon": "merge", "url": path_to("contact_merge_with", uid)})
    if contact.archived_at:
        url, label, icon = path_to("contacts:contact_restore", uid), _("Bring back"), "undo"
    else:
        url, label, icon = path_to("contacts:contact_archive", uid), _("Archive"), "archive"
    items.append({"label": label, "icon": icon, "url": url, "post": True})
    return [item for item in items if item["url"]]
