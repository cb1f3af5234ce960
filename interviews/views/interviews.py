"""Appointments: which there are, when they are, and what became of them."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from contacts.forms import person_label
from contacts.models import Contact
from contacts.views.people import suggestions
from infoview.shared.context import now_of
from infoview.shared.htmx import next_path, render_page, toast
from infoview.shared.kept_pages import kept_page
from infoview.shared.once import in_turn, name_of, once
from interviews import services
from interviews.enums import Format, InterviewStatus, MarkKind, PlanSection
from interviews.forms import (
    AppointmentForm,
    BookForm,
    HoldForm,
    InterviewForm,
    MarkForm,
    MarkNameForm,
    MarkPromiseForm,
    MoveForm,
    ReasonForm,
    WhenForm,
)
from interviews.models import IllegalMove, Interview, InterviewQuerySet, LiveMark, PlanItem
from interviews.preparing import steps_of
from interviews.talking import PROMISES
from interviews.views.common import (
    FORM_METHODS,
    ICONS,
    given_names_of,
    interview_of,
    names_of,
    people_of,
    posted,
    talk_words,
    way_of,
    when_words,
    with_people,
    zone_of,
)
from outreach.models import OutreachRequest, OutreachSettings

PAGE = 50
OPEN_SHOWN = 20
# Nobody talks on for so long after the end: the clock was not stopped.
FORGOTTEN = timedelta(hours=3)


# The list -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Line:
    """One conversation in a list."""

    interview: Interview
    names: str
    text: str
    icon: str
    url: str


VIEWS = {
    "coming": gettext_lazy("Coming up"),
    "held": gettext_lazy("Talked"),
    "off": gettext_lazy("Called off"),
}


def rows_of(view: str, rows: InterviewQuerySet, *, now: datetime) -> InterviewQuerySet:
    if view == "held":
        return rows.held()
    if view == "off":
        return rows.filter(status__in=[InterviewStatus.CANCELLED, InterviewStatus.NO_SHOW])
    return rows.scheduled().filter(ends_at__gte=now)


@require_safe
@kept_page
def interview_list(request: HttpRequest) -> HttpResponse:
    now, owner = now_of(request), request.user
    view = request.GET.get("show", "")
    rows = Interview.objects.for_user(owner)
    asked = _request_named(request)
    if asked is not None:
        rows = rows.filter(request=asked)
        view = view or "all"
    view = view if view in {*VIEWS, "all"} else "coming"
    chosen = rows if view == "all" else rows_of(view, rows, now=now)
    found, next_url = _page(request, with_people(chosen, owner), ascending=view == "coming")
    counted = _counted(owner, now)
    context = {
        "lines": [_line(request, interview) for interview in found],
        "unsettled": _unsettled(request, rows, now) if view == "coming" and counted["waiting"] else [],
        "next_url": next_url,
        "view": view,
        "views": [(f"?show={key}", label, key == view) for key, label in VIEWS.items()],
        "asked": asked,
        "lede": _lede(counted),
        "now": now,
    }
    return render_page(request, "interviews/interview_list.html", context, partials=("talks",))


def _request_named(request: HttpRequest) -> OutreachRequest | None:
    """Return the request that the address names; one that is not the owner's is 404."""
    try:
        public_id = UUID(request.GET.get("request", ""))
    except ValueError:
        return None
    rows = OutreachRequest.objects.for_user(request.user).select_related("contact__organisation", "goal")
    return get_object_or_404(rows, public_id=public_id)


def _page(request: HttpRequest, rows: QuerySet[Interview], *, ascending: bool) -> tuple[list[Interview], str]:
    """Return one page and the address of the next; a page begins after a row that the address names."""
    try:
        edge = (
            Interview.objects.for_user(request.user)
            .filter(public_id=UUID(request.GET.get("after", "")))
            .first()
        )
    except ValueError:
        edge = None
    if edge is not None and ascending:
        rows = rows.filter(Q(starts_at__gt=edge.starts_at) | Q(starts_at=edge.starts_at, pk__gt=edge.pk))
    elif edge is not None:
        rows = rows.filter(Q(starts_at__lt=edge.starts_at) | Q(starts_at=edge.starts_at, pk__lt=edge.pk))
    order = ("starts_at", "pk") if ascending else ("-starts_at", "-pk")
    found = list(rows.order_by(*order)[: PAGE + 1])
    if len(found) <= PAGE:
        return found, ""
    query = request.GET.copy()
    query["after"] = str(found[PAGE - 1].public_id)
    return found[:PAGE], f"?{query.urlencode()}"


def _line(request: HttpRequest, interview: Interview) -> Line:
    people = people_of(interview)
    parts = [people[0].role_line if people else ""]
    if interview.status == InterviewStatus.SCHEDULED:
        parts += [
            way_of(interview),
            _minutes(interview.asked_minutes),
            talk_words(request, interview, people).partition("; ")[2],
        ]
    elif interview.status == InterviewStatus.HELD:
        parts += [_minutes(interview.used_minutes) if interview.used_minutes else ""]
    else:
        parts += [interview.get_status_display(), interview.ended_reason]
    url = reverse("interviews:interview_detail", args=[interview.public_id])
    icon = ICONS[Format(interview.format)]
    return Line(interview, names_of(people), ". ".join(part.rstrip(".") for part in parts if part), icon, url)


def _minutes(n: int) -> str:
    return ngettext("%(n)s minute", "%(n)s minutes", n) % {"n": n}


def _unsettled(request: HttpRequest, rows: InterviewQuerySet, now: datetime) -> list[Line]:
    """Return those whose time has passed and of which nobody has said how they went."""
    waiting = rows.scheduled().filter(ends_at__lt=now).order_by("-starts_at", "-pk")
    return [_line(request, interview) for interview in with_people(waiting, request.user)[:OPEN_SHOWN]]


def _counted(owner: Any, now: datetime) -> dict[str, int]:
    return Interview.objects.for_user(owner).aggregate(
        held=Count("pk", filter=Q(status=InterviewStatus.HELD)),
        coming=Count("pk", filter=Q(status=InterviewStatus.SCHEDULED, ends_at__gte=now)),
        waiting=Count("pk", filter=Q(status=InterviewStatus.SCHEDULED, ends_at__lt=now)),
    )


def _lede(counted: dict[str, int]) -> str:
    if not any(counted.values()):
        return _("Twenty minutes with somebody who does the work tell more than a day of reading.")
    said = []
    if counted["coming"]:
        said.append(
            _("One conversation ahead.")
            if counted["coming"] == 1
            else _("%(n)s conversations ahead.") % {"n": counted["coming"]}
        )
    if counted["waiting"]:
        said.append(
            _("One waits to be told how it went.")
            if counted["waiting"] == 1
            else _("%(n)s wait to be told how they went.") % {"n": counted["waiting"]}
        )
    if counted["held"]:
        said.append(
            _("You have talked once.")
            if counted["held"] == 1
            else _("You have talked %(n)s times.") % {"n": counted["held"]}
        )
    return " ".join(said)


# Booking ------------------------------------------------------------------------------------------


def _to_interview(request: HttpRequest, interview: Interview) -> HttpResponse:
    return redirect("interviews:interview_detail", interview.public_id)


@require_http_methods(FORM_METHODS)
@once(Interview, _to_interview)
def interview_create(request: HttpRequest) -> HttpResponse:
    owner: Any = request.user
    asked, person = _request_named(request), _person_named(request)
    person = asked.contact if asked else person
    booked = asked and Interview.objects.for_user(owner).scheduled().filter(request=asked).first()
    if booked:
        if request.method != "POST":
            messages.warning(request, _("This request has an appointment already. You can move it here."))
        return redirect("interviews:interview_detail", booked.public_id)
    form = _book_form(request, asked, person)
    if request.method == "POST" and form.is_valid():
        interview = _book(owner, form, asked)
        toast(
            request,
            _("Scheduled: %(when)s.") % {"when": talk_words(request, interview, form.people)},
        )
        return _to_interview(request, interview)
    context = {
        "form": form,
        "asked": asked,
        "windows": _windows(request, asked),
        "back": next_path(request, reverse("interviews:interview_list")),
        **suggestions(owner),
    }
    status = 422 if form.is_bound else 200
    return render_page(request, "interviews/interview_create.html", context, status=status)


def _person_named(request: HttpRequest) -> Contact | None:
    try:
        public_id = UUID(request.GET.get("contact", ""))
    except ValueError:
        return None
    rows = Contact.objects.for_user(request.user).select_related("organisation")
    return get_object_or_404(rows, public_id=public_id)


def _book_form(request: HttpRequest, asked: OutreachRequest | None, person: Contact | None) -> BookForm:
    owner: Any = request.user
    minutes = asked.asked_minutes if asked else OutreachSettings.of(owner).ask_minutes
    return BookForm(
        posted(request),
        owner=owner,
        now=now_of(request),
        theirs=person.timezone if person else "",
        people=[person] if person else [],
        goal=asked.goal if asked else None,
        initial={"minutes": minutes},
    )


def _book(owner: Any, form: BookForm, asked: OutreachRequest | None) -> Interview:
    typed = form.cleaned_data
    assert form.starts_at is not None
    form.people = form.save_people()
    return services.book_interview(
        owner=owner,
        public_id=name_of(owner, form.data),
        contacts=form.people,
        starts_at=form.starts_at,
        minutes=form.length,
        tz_name=form.zone(),
        format=typed["format"],
        request=asked,
        goal=typed["goal"],
        place=typed["place"],
        link=typed["link"],
        phone=typed["phone"],
        kind=typed["kind"],
    )


@dataclass(frozen=True, slots=True)
class Window:
    """A time that the request offered: one tap makes it the appointment."""

    words: str
    values: list[tuple[str, str]]


def _windows(request: HttpRequest, asked: OutreachRequest | None) -> list[Window]:
    owner: Any = request.user
    if asked is None:
        return []
    found = []
    for offered in asked.windows if isinstance(asked.windows, list) else []:
        try:
            start = datetime.fromisoformat(offered["start"])
        except (KeyError, TypeError, ValueError):
            continue
        if start.tzinfo is None or start <= now_of(request):
            continue
        local = start.astimezone(owner.zone)
        values = [
            ("person", person_label(asked.contact)),
            ("day", local.date().isoformat()),
            ("at", f"{local:%H:%M}"),
            ("which", start.astimezone(UTC).isoformat()),
            ("timezone", owner.timezone),
            ("minutes", str(asked.asked_minutes)),
            ("format", Format.VIDEO),
            ("kind", "informational"),
            ("goal", str(asked.goal.public_id) if asked.goal else ""),
        ]
        found.append(Window(when_words(request, start, [asked.contact]), values))
    return found


@require_safe
def interview_when(request: HttpRequest) -> HttpResponse:
    """Say a typed time on both sides' clocks, and ask where the clocks skip or repeat it."""
    owner: Any = request.user
    person = _person_named(request)
    form = WhenForm(request.GET, owner=owner, now=now_of(request), theirs=person.timezone if person else "")
    form.is_valid()
    people = [person] if person else []
    context = {"form": form, "words": when_words(request, form.starts_at, people) if form.starts_at else ""}
    return render_page(request, "interviews/interview_when.html", context, partials=("when-words",))


# One conversation ---------------------------------------------------------------------------------


@require_safe
def interview_detail(request: HttpRequest, public_id: UUID) -> HttpResponse:
    return detail_page(request, interview_of(request, public_id))


def detail_page(
    request: HttpRequest, interview: Interview, *, refused: MarkForm | None = None, status: int = 200
) -> HttpResponse:
    people, now = people_of(interview), now_of(request)
    items = list(
        PlanItem.objects.for_user(request.user).filter(interview=interview).order_by("position", "pk")
    )
    order = list(PlanSection)
    items.sort(key=lambda item: (order.index(PlanSection(item.section)), item.position, item.pk))
    core = sum(item.section == PlanSection.CORE for item in items)
    context = {
        "interview": interview,
        "people": people,
        "person": people[0] if people else None,
        "participants": list(interview.participants.all()),
        "to_thank": [one for one in interview.participants.all() if one.thank_you_id is None],
        "is_debriefed": services.is_debriefed(interview),
        "names": names_of(people),
        "given": given_names_of(people),
        "when": talk_words(request, interview, people),
        "way": way_of(interview),
        "icon": ICONS[Format(interview.format)],
        "items": items,
        "heard": [item for item in items if item.is_answered],
        "marks": _marks(request, interview, refused),
        "refused": refused,
        "versions": list(
            interview.note_versions.select_related("plan_item").order_by("-saved_at", "-pk")[:20]
        ),
        "prep": steps_of(interview, core=core),
        "state": state_of(interview, now=now),
        "debrief_url": reverse("debriefs:debrief_write", args=[interview.public_id]),
        "now": now,
    }
    return render_page(
        request, "interviews/interview_detail.html", context, partials=("picked-up",), status=status
    )


def state_of(interview: Interview, *, now: datetime) -> str:
    """Name what the page is about: ahead, running, passed (nobody has said how it went), held or off."""
    if interview.status == InterviewStatus.HELD:
        return "held"
    if interview.status != InterviewStatus.SCHEDULED:
        return "off"
    if interview.started_at is not None and now < interview.ends_at + FORGOTTEN:
        return "running"
    return "passed" if interview.ends_at < now else "ahead"


def _marks(
    request: HttpRequest, interview: Interview, refused: MarkForm | None
) -> list[tuple[LiveMark, MarkForm | None]]:
    """Return what was marked, each with the form of what may become of it; what was refused stays in it."""
    rows = LiveMark.objects.for_user(request.user).filter(interview=interview)
    found = rows.select_related("contact", "promise").order_by("marked_at", "pk")[:200]
    return [(mark, _form_of(mark, refused)) for mark in found]


def _form_of(mark: LiveMark, refused: MarkForm | None) -> MarkForm | None:
    form: MarkForm | None = None
    if mark.kind == MarkKind.NAME:
        form = MarkNameForm(mark=mark, initial={"name": name_in(mark.text)})
    elif mark.kind in PROMISES:
        due_on = mark.promise.due_on if mark.promise else None
        form = MarkPromiseForm(mark=mark, initial={"due_on": due_on})
    is_refused = refused is not None and refused.mark.pk == mark.pk and type(refused) is type(form)
    return refused if is_refused else form


CAPITALS = re.compile(
    r"[^\W\d_a-z][\w'’-]*(?: (?:de|da|di|van|von|der|den|la|le|al|bin|el|[^\W\d_a-z][\w'’.-]*))+"
)


def name_in(text: str) -> str:
    """Return what looks like a name in a line: words with capitals, else what comes before a comma."""
    found = CAPITALS.search(text)
    return (found[0] if found else re.split(r"[,;:(]| - | – ", text)[0]).strip()[:200]


@require_http_methods(FORM_METHODS)
@in_turn
def interview_update(request: HttpRequest, public_id: UUID) -> HttpResponse:
    interview = interview_of(request, public_id)
    owner: Any = request.user
    names = ("format", "place", "link", "phone", "kind", "aim", "confidentiality")
    form = InterviewForm(
        posted(request),
        owner=owner,
        people=people_of(interview),
        goal=interview.goal,
        initial={name: getattr(interview, name) for name in names},
    )
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        interview.change(goal=typed["goal"], **{name: typed[name] for name in names})
        services.set_people(interview=interview, contacts=form.save_people(), timezone=owner.timezone)
        toast(request, _("Saved."))
        return redirect(next_path(request, reverse("interviews:interview_detail", args=[public_id])))
    context = {
        "form": form,
        "interview": interview,
        "names": names_of(people_of(interview)),
        **suggestions(owner),
    }
    status = 422 if form.is_bound else 200
    return render_page(request, "interviews/interview_update.html", context, status=status)


@require_http_methods(FORM_METHODS)
def interview_move(request: HttpRequest, public_id: UUID) -> HttpResponse:
    interview = interview_of(request, public_id)
    owner: Any = request.user
    people = people_of(interview)
    form = MoveForm(
        posted(request),
        owner=owner,
        now=now_of(request),
        theirs=zone_of(people),
        agreed=interview.timezone,
        interview=interview,
        initial=_time_of(interview),
    )
    if request.method == "POST" and form.is_valid():
        return _moved(request, interview, form)
    if interview.status != InterviewStatus.SCHEDULED:
        messages.warning(request, _("Only an appointment that still stands can be moved."))
        return redirect("interviews:interview_detail", public_id)
    context = {"form": form, "interview": interview, "people": people, "names": names_of(people)}
    context["when"] = talk_words(request, interview, people)
    status = 422 if form.is_bound else 200
    return render_page(request, "interviews/interview_move.html", context, status=status)


def _time_of(interview: Interview) -> dict[str, Any]:
    """Return how the appointment reads in the zone in which it was agreed."""
    form = AppointmentForm.base_fields
    local = interview.starts_at.astimezone(ZoneInfo(interview.timezone))
    known = {value for value, _label in form["minutes"].choices}  # type: ignore[attr-defined]
    length = round((interview.ends_at - interview.starts_at).total_seconds() / 60)
    ends = interview.ends_at.astimezone(local.tzinfo)
    return {
        "day": local.date(),
        "at": local.time(),
        "minutes": length if length in known else 20,
        "until": None if length in known else ends.time(),
    }


def _moved(request: HttpRequest, interview: Interview, form: MoveForm) -> HttpResponse:
    detail = redirect("interviews:interview_detail", interview.public_id)
    assert form.starts_at is not None
    try:
        services.move_interview(
            interview=interview,
            starts_at=form.starts_at,
            minutes=form.length,
            tz_name=form.zone(),
            by_me=form.moved_by_me(),
        )
    except IllegalMove as error:
        messages.warning(request, str(error))
        return detail
    people = people_of(interview)
    said = _("Moved to %(when)s.") % {"when": talk_words(request, interview, people)}
    toast(request, f"{said} {_('Subscribed calendars follow by themselves.')}")
    if form.moved_by_me() and interview.moved_by_me >= 2:
        messages.warning(
            request,
            _(
                "You have moved this talk %(times)s now. That is all right; "
                "a word of thanks for their patience is kind."
            )
            % {
                "times": _("twice")
                if interview.moved_by_me == 2
                else _("%(n)s times") % {"n": interview.moved_by_me}
            },
        )
    return detail


@require_http_methods(FORM_METHODS)
def interview_cancel(request: HttpRequest, public_id: UUID) -> HttpResponse:
    return _call_off(request, public_id, no_show=False)


@require_http_methods(FORM_METHODS)
def interview_no_show(request: HttpRequest, public_id: UUID) -> HttpResponse:
    return _call_off(request, public_id, no_show=True)


def _call_off(request: HttpRequest, public_id: UUID, *, no_show: bool) -> HttpResponse:
    interview = interview_of(request, public_id)
    form = ReasonForm(posted(request), owner=request.user)
    if request.method == "POST" and form.is_valid():
        act = services.mark_no_show if no_show else services.cancel_interview
        try:
            act(interview=interview, reason=form.cleaned_data["reason"])
        except IllegalMove as error:
            messages.warning(request, str(error))
            return redirect("interviews:interview_detail", public_id)
        said = _("Noted: nobody came.") if no_show else _("Called off.")
        toast(request, said, undo=reverse("interviews:interview_restore", args=[public_id]))
        return redirect("interviews:interview_detail", public_id)
    people = people_of(interview)
    context = {"form": form, "interview": interview, "names": names_of(people), "no_show": no_show}
    context["when"] = talk_words(request, interview, people)
    template = "interviews/interview_no_show.html" if no_show else "interviews/interview_cancel.html"
    return render_page(request, template, context, status=422 if form.is_bound else 200)


@require_POST
def interview_restore(request: HttpRequest, public_id: UUID) -> HttpResponse:
    interview = interview_of(request, public_id)
    try:
        services.restore_interview(interview=interview)
        toast(request, _("The appointment stands again."))
    except IllegalMove as error:
        messages.warning(request, str(error))
    return redirect(next_path(request, reverse("interviews:interview_detail", args=[public_id])))


@require_http_methods(FORM_METHODS)
def interview_hold(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Note that the talk took place, without the live screen, or long after it was begun there."""
    interview = interview_of(request, public_id)
    people = people_of(interview)
    began = interview.started_at or interview.starts_at
    local = began.astimezone(ZoneInfo(interview.timezone))
    form = HoldForm(
        posted(request),
        owner=request.user,
        now=now_of(request),
        theirs=zone_of(people),
        agreed=interview.timezone,
        initial={"day": local.date(), "at": local.time(), "minutes": interview.asked_minutes},
    )
    if interview.status == InterviewStatus.HELD:
        return redirect("debriefs:debrief_write", public_id)
    if request.method == "POST" and form.is_valid():
        return _held(request, interview, form)
    context = {
        "form": form,
        "interview": interview,
        "names": names_of(people),
        "given": given_names_of(people),
    }
    return render_page(
        request, "interviews/interview_hold.html", context, status=422 if form.is_bound else 200
    )


def _held(request: HttpRequest, interview: Interview, form: HoldForm) -> HttpResponse:
    owner: Any = request.user
    starts_at, minutes = form.starts_at, form.cleaned_data["minutes"]
    assert starts_at is not None
    try:
        services.finish_interview(
            interview=interview,
            started_at=starts_at,
            ended_at=starts_at + timedelta(minutes=minutes),
            timezone=owner.timezone,
            extended_by_them=form.cleaned_data["extended_by_them"],
        )
    except (IllegalMove, services.BadTime) as error:
        messages.warning(request, str(error))
        return redirect("interviews:interview_detail", interview.public_id)
    toast(request, _("Good. The thank-you is due within a day."))
    return redirect("debriefs:debrief_write", interview.public_id)


@require_http_methods(FORM_METHODS)
def interview_delete(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Take a talk back that was logged by mistake."""
    interview = interview_of(request, public_id)
    detail = reverse("interviews:interview_detail", args=[public_id])
    if not interview.logged_afterwards:
        messages.warning(request, _("A talk that was scheduled stays; cancel it instead."))
        return redirect(detail)
    if request.method == "POST":
        services.remove_past_talk(interview=interview)
        toast(request, _("Taken away."))
        return redirect("interviews:interview_list")
    context = {
        "title": _("Take this talk away?"),
        "goes": _("It was with %(names)s. Its notes and its debrief go with it.")
        % {"names": names_of(people_of(interview))},
        "stays": _("The people stay, and so do themes that others support."),
        "action": _("Take it away"),
        "danger": True,
        "back": detail,
    }
    return render_page(request, "ui/confirm.html", context)
