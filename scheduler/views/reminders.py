"""The list of reminders, and what can be done with one."""

from collections.abc import Callable
from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from contacts.models import Contact
from infoview.shared import clock, words
from infoview.shared.context import now_of
from infoview.shared.htmx import next_path, render_page, toast
from infoview.shared.kept_pages import kept_page
from infoview.shared.once import once
from infoview.shared.shown_at import shown_at
from outreach.models import IllegalMove
from outreach.services import BadMoment
from scheduler import services
from scheduler.enums import ReminderKind, ReminderStatus
from scheduler.forms import DismissForm, OwnReminderForm, SnoozeForm
from scheduler.models import OwnReminder, Reminder, ReminderQuerySet, with_subjects
from scheduler.planned import SOFT
from scheduler.words import say
from scheduler.writing import HelpDeclined, write_for

PAGE = 50
SNOOZE_SALT = "scheduler.snooze"
UNDO_SECONDS = 60 * 60


def _mine(request: HttpRequest) -> ReminderQuerySet:
    return with_subjects(Reminder.objects.for_user(request.user))


def _said(request: HttpRequest, reminder: Reminder) -> Any:
    owner: Any = request.user
    return say(reminder, today=clock.local_date(now_of(request), owner.timezone), timezone=owner.timezone)


@require_safe
@kept_page
def reminder_list(request: HttpRequest) -> HttpResponse:
    owner: Any = request.user
    now = now_of(request)
    services.bring_up_to_date(owner=owner, now=now)
    today = clock.local_date(now, owner.timezone)
    which = request.GET.get("show", "open")
    rows = _mine(request)
    if which == "done":
        rows = rows.filter(status__in=[ReminderStatus.DONE, ReminderStatus.DISMISSED]).order_by(
            "-ended_at", "-pk"
        )
    elif which == "hints":
        rows = rows.open().filter(kind__in=SOFT).order_by("-due_on", "-pk")
    else:
        rows = rows.open().exclude(kind__in=[ReminderKind.LEAVE, *SOFT]).order_by("shows_on", "due_at", "pk")
    page, following = _page(request, rows)
    context = {
        "today": today,
        "which": which,
        "items": [(row, _said(request, row)) for row in page],
        "next_url": following,
        "form": OwnReminderForm(owner=owner, initial={"starts_on": today, "every": 1}),
    }
    return render_page(request, "scheduler/reminder_list.html", context, partials=("reminders",))


def _page(request: HttpRequest, rows: ReminderQuerySet) -> tuple[list[Reminder], str]:
    """Return one page of rows, and the address of the next one or ""."""
    number = request.GET.get("page", "1")
    start = (max(1, min(int(number), 1000)) - 1) * PAGE if number.isdecimal() and len(number) < 6 else 0
    found = list(rows[start : start + PAGE + 1])
    if len(found) <= PAGE:
        return found, ""
    query = request.GET.copy()
    query["page"] = str(start // PAGE + 2)
    return found[:PAGE], f"{request.path}?{query.urlencode()}"


@require_safe
def reminder_detail(request: HttpRequest, public_id: UUID) -> HttpResponse:
    reminder = get_object_or_404(_mine(request), public_id=public_id)
    return render_page(request, "scheduler/reminder_detail.html", _detail_context(request, reminder))


def _detail_context(request: HttpRequest, reminder: Reminder, **forms: Any) -> dict[str, Any]:
    own = None
    if reminder.kind == ReminderKind.OWN:
        own = OwnReminder.objects.for_user(request.user).filter(public_id=reminder.subject).first()
    return {
        "reminder": reminder,
        "said": _said(request, reminder),
        "own": own,
        "snooze_form": SnoozeForm(),
        "dismiss_form": DismissForm(),
        "back": next_path(request, reverse("today")),
        **forms,
    }


def _after(request: HttpRequest) -> HttpResponse:
    """Answer an act on one reminder: for htmx the entry is gone, else the page it was done on."""
    if request.htmx.target:  # type: ignore[attr-defined]
        return HttpResponse("")
    return redirect(next_path(request, reverse("today")))


def _undo(reminder: Reminder) -> str:
    return reverse("scheduler:reminder_reopen", args=[reminder.public_id])


@require_POST
def reminder_done(request: HttpRequest, public_id: UUID) -> HttpResponse:
    owner: Any = request.user
    reminder = get_object_or_404(_mine(request), public_id=public_id)
    note = request.POST.get("note", "").replace("\0", "")[:300]
    try:
        services.mark_done(reminder=reminder, now=clock.now(), timezone=owner.timezone, note=note)
    except (IllegalMove, BadMoment) as error:
        messages.error(request, str(error))
        return redirect(next_path(request, reverse("today")))
    toast(request, _("Done."), undo=_undo(reminder))
    return _after(request)


def _page_of(request: HttpRequest, public_id: UUID) -> str:
    get_object_or_404(Reminder.objects.for_user(request.user), public_id=public_id)
    return reverse("scheduler:reminder_detail", args=[public_id])


@shown_at(_page_of)
def reminder_dismiss(request: HttpRequest, public_id: UUID) -> HttpResponse:
    reminder = get_object_or_404(_mine(request), public_id=public_id)
    form = DismissForm(request.POST)
    if not form.is_valid():
        context = _detail_context(request, reminder, dismiss_form=form)
        return render_page(request, "scheduler/reminder_detail.html", context, status=422)
    services.dismiss(reminder=reminder, now=clock.now(), reason=form.cleaned_data["reason"])
    toast(request, _("Let go. It does not come back."), undo=_undo(reminder))
    return _after(request)


@require_POST
def reminder_reopen(request: HttpRequest, public_id: UUID) -> HttpResponse:
    reminder = get_object_or_404(_mine(request), public_id=public_id)
    try:
        if request.GET.get("was"):
            _unsnooze(reminder, request.GET["was"])
        else:
            services.reopen(reminder=reminder, now=clock.now())
    except (IllegalMove, services.SnoozeRefused) as error:
        messages.error(request, str(error))
    else:
        is_back = reminder.status == ReminderStatus.OPEN
        toast(request, _("It is back.") if is_back else _("It is done or past by now."))
    return redirect(next_path(request, reverse("today")))


def _way_back(reminder: Reminder) -> str:
    """Return the path that takes the next snooze back to the day of now."""
    until = reminder.snoozed_until.isoformat() if reminder.snoozed_until else ""
    was = signing.dumps([reminder.shows_on.isoformat(), until], salt=SNOOZE_SALT)
    return f"{_undo(reminder)}?{urlencode({'was': was})}"


def _unsnooze(reminder: Reminder, was: str) -> None:
    try:
        shows_on, until = signing.loads(was, salt=SNOOZE_SALT, max_age=UNDO_SECONDS)
    except signing.BadSignature:
        raise services.SnoozeRefused(_("It is too late to take that back.")) from None
    services.unsnooze(
        reminder=reminder,
        shows_on=date.fromisoformat(shows_on),
        until=date.fromisoformat(until) if until else None,
        now=clock.now(),
    )


@shown_at(_page_of)
def reminder_snooze(request: HttpRequest, public_id: UUID) -> HttpResponse:
    owner: Any = request.user
    reminder = get_object_or_404(_mine(request), public_id=public_id)
    form, way_back = SnoozeForm(request.POST), _way_back(reminder)
    refused: Callable[[str | None, str], None] = form.add_error
    if form.is_valid():
        try:
            now = clock.now()
            services.snooze(reminder=reminder, choice=form.choice, now=now, timezone=owner.timezone)
        except services.SnoozeRefused as error:
            refused("on_date" if form.cleaned_data.get("on_date") else None, str(error))
    if form.errors:
        context = _detail_context(request, reminder, snooze_form=form)
        return render_page(request, "scheduler/reminder_detail.html", context, status=422)
    day = words.day_words(reminder.shows_on, today=clock.local_date(now, owner.timezone))
    toast(request, _("Back %(day)s.") % {"day": _on(day)}, undo=way_back)
    return _after(request)


def _on(day: str) -> str:
    return day if day in {_("today"), _("tomorrow")} else _("on %(day)s") % {"day": day}


@require_POST
def reminder_write(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Make, or find again, the draft that answers this reminder, and open it."""
    reminder = get_object_or_404(_mine(request), public_id=public_id)
    try:
        draft = write_for(reminder, owner=request.user)
    except HelpDeclined as error:
        messages.warning(request, str(error))
        return redirect("scheduler:reminder_detail", public_id)
    if draft is None:
        messages.error(request, _("Nothing is written for this one."))
        return redirect("scheduler:reminder_detail", public_id)
    return redirect("outreach:message_update", draft.public_id)


def _to_list(request: HttpRequest, own: OwnReminder) -> HttpResponse:
    return redirect(next_path(request, reverse("scheduler:reminder_list")))


@require_http_methods(["GET", "HEAD", "POST"])
@once(OwnReminder, _to_list)
def reminder_create(request: HttpRequest) -> HttpResponse:
    owner: Any = request.user
    today = clock.local_date(now_of(request), owner.timezone)
    contact = Contact.objects.for_user(owner).filter(public_id=_uuid(request.GET.get("contact"))).first()
    initial = {"starts_on": today, "every": 1, "contact": contact.public_id if contact else None}
    form = OwnReminderForm(request.POST or None, owner=owner, initial=initial)
    if request.method == "POST" and form.is_valid():
        made = form.save()
        day = words.day_words(made.starts_on, today=today)
        toast(request, _("You will be reminded %(day)s.") % {"day": _on(day)})
        return _to_list(request, made)
    status = 422 if form.is_bound else 200
    return render_page(
        request, "scheduler/reminder_create.html", {"form": form, "contact": contact}, status=status
    )


@require_POST
def own_reminder_stop(request: HttpRequest, public_id: UUID) -> HttpResponse:
    own = get_object_or_404(OwnReminder.objects.for_user(request.user), public_id=public_id)
    own.change(stopped_at=clock.now())
    toast(request, _("Stopped."))
    return redirect("scheduler:reminder_list")


def _uuid(text: str | None) -> UUID | None:
    try:
        return UUID(text or "")
    except ValueError:
        return None
