"""Talks from before: told by hand, or brought in as a spreadsheet."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from contacts.formats.past_talks import FIELDS
from contacts.formats.rows import Unreadable
from contacts.models import Contact
from contacts.views.people import suggestions
from debriefs import past_talks
from infoview.shared import clock
from infoview.shared.context import now_of
from infoview.shared.htmx import render_page, toast
from interviews.forms import PastTalkForm
from interviews.views.common import posted
from outreach.models import IllegalMove, OutreachRequest

FORM_METHODS = ["GET", "HEAD", "POST"]
LINES_SHOWN = 500


@require_http_methods(FORM_METHODS)
def past_talk_create(request: HttpRequest) -> HttpResponse:
    owner: Any = request.user
    asked, person = _named(request, OutreachRequest, "request"), _named(request, Contact, "contact")
    if asked is not None:
        person = asked.contact
    form = PastTalkForm(
        posted(request),
        owner=owner,
        now=now_of(request),
        people=[person] if person else [],
        theirs=person.timezone if person else "",
        goal=asked.goal if asked else None,
    )
    if request.method == "POST" and form.is_valid():
        return _logged(request, form, asked)
    context = {"form": form, "person": person, **suggestions(owner)}
    return render_page(
        request, "debriefs/past_talk_create.html", context, status=422 if form.is_bound else 200
    )


def _named(request: HttpRequest, model: Any, name: str) -> Any:
    try:
        public_id = UUID(request.GET.get(name, ""))
    except ValueError:
        return None
    related = ("contact__organisation", "goal") if model is OutreachRequest else ("organisation",)
    return get_object_or_404(
        model.objects.for_user(request.user).select_related(*related), public_id=public_id
    )


def _logged(request: HttpRequest, form: PastTalkForm, asked: OutreachRequest | None) -> HttpResponse:
    typed = form.cleaned_data
    assert form.starts_at is not None
    try:
        interview = past_talks.log_talk(
            owner=request.user,
            people=form.save_people(),
            starts_at=form.starts_at,
            minutes=typed["minutes"],
            notes=typed["notes"],
            takeaways=typed["takeaways"],
            now=now_of(request),
            tz_name=form.zone(),
            goal=typed["goal"],
            format=typed["format"],
            request=asked,
        )
    except IllegalMove as error:
        messages.warning(request, str(error))
        return redirect("outreach:request_detail", asked.public_id if asked else "")
    toast(request, _("Logged.") if typed["takeaways"] else _("Logged. What did you take away?"))
    return redirect("debriefs:debrief_write", interview.public_id)


# A spreadsheet ------------------------------------------------------------------------------------


@require_http_methods(FORM_METHODS)
def past_talk_import(request: HttpRequest) -> HttpResponse:
    """Upload, look at what would become of each row, take it in."""
    if request.method != "POST":
        return _page(request)
    try:
        data = _file_of(request)
        if request.POST.get("act") == "take":
            return _taken(request, data)
        today = clock.local_date(now_of(request), request.user.timezone)  # type: ignore[union-attr]
        read = past_talks.preview(data, owner=request.user, today=today, fields=_fields(request))
    except Unreadable as error:
        return _page(request, reason=error.reason, status=422)
    return _page(request, read=read, packed=past_talks.pack(data), status=200)


def _file_of(request: HttpRequest) -> bytes:
    """Return the file that was chosen now, or the one that the page before carries along."""
    upload = request.FILES.get("file")
    if upload is None:
        packed = request.POST.get("packed", "")
        if not packed:
            raise Unreadable(_("Choose a file first."))
        return past_talks.unpack(packed)
    if (upload.size or 0) > past_talks.MOST_BYTES:
        raise Unreadable(_("This file is larger than 1.5 MB. A list of talks is smaller; divide it."))
    data: bytes = upload.read()
    if not data.strip():
        raise Unreadable(_("This file is empty."))
    return data


def _fields(request: HttpRequest) -> list[str]:
    return [
        request.POST.get(f"column-{place}", "") for place in range(100) if f"column-{place}" in request.POST
    ]


def _taken(request: HttpRequest, data: bytes) -> HttpResponse:
    read = past_talks.take_in(data, owner=request.user, now=now_of(request), fields=_fields(request))
    good = read.good
    said = (
        ngettext("%(n)s talk logged.", "%(n)s talks logged.", good) % {"n": good}
        if good
        else _("Nothing new to log.")
    )
    toast(request, said)
    if read.fates["error"]:
        messages.warning(
            request, _("%(n)s rows could not be read. They are listed below.") % {"n": read.fates["error"]}
        )
        return _page(request, read=read, packed="", taken=True)
    return redirect("debriefs:debrief_list")


def _page(
    request: HttpRequest,
    *,
    read: past_talks.Preview | None = None,
    packed: str = "",
    reason: str = "",
    taken: bool = False,
    status: int = 200,
) -> HttpResponse:
    context = {
        "read": read,
        "lines": _shown(read) if read else [],
        "more": max(0, len(read.lines) - LINES_SHOWN) if read else 0,
        "counts": [
            (past_talks.FATES[fate], read.fates[fate]) for fate in past_talks.FATES if read.fates[fate]
        ]
        if read
        else [],
        "packed": packed,
        "reason": reason,
        "taken": taken,
        "fields": list(FIELDS.items()),
    }
    return render_page(request, "debriefs/past_talk_import.html", context, status=status)


def _shown(read: past_talks.Preview) -> list[past_talks.Line]:
    """Return the rows with what went wrong first."""
    return sorted(read.lines, key=lambda line: (line.fate != "error", line.number))[:LINES_SHOWN]
