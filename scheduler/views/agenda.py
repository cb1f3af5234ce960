"""A week and a month of everything that is due and planned."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from django.contrib import messages
from django.db.models import Count, F, Prefetch, Q, Window
from django.db.models.functions import Coalesce, RowNumber
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from infoview.shared import clock, words
from infoview.shared.context import now_of
from infoview.shared.days import ONE_DAY, add_months, local_day, moment_at
from infoview.shared.htmx import render_page
from interviews.enums import InterviewStatus
from interviews.models import Interview, Participant
from scheduler import agenda
from scheduler.enums import ReminderKind
from scheduler.models import Reminder, ReminderQuerySet, home_rank
from scheduler.planned import SOFT
from scheduler.planning import bring_up_to_date
from scheduler.words import title_of

# How many reminders of one day are listed; the rest is counted.
LISTED_IN_WEEK, LISTED_IN_MONTH = 30, 4
MOST_TALKS = 300
# Who asks for a day further away has mistyped it.
YEARS_EACH_WAY = 20

# A thank-you may be written from the end of the talk on; in a calendar it stands on the day it is due.
DUE_DAY = Coalesce("snoozed_until", "due_on")


class Thing(NamedTuple):
    title: str
    url: str
    at: datetime | None
    is_late: bool
    is_talk: bool


class Shown(NamedTuple):
    """One day on the page; `more` is how many of its reminders are not listed."""

    on: date
    things: list[Thing]
    more: int
    is_inside: bool


class Span(NamedTuple):
    """What stands on the page between two days: per day the first few, and how many there are in all."""

    entries: list[agenda.Entry]
    more: Counter[date]
    duties: int
    talks: int
    late_before: int


@require_safe
def week(request: HttpRequest) -> HttpResponse:
    today, of = _days(request)
    first = agenda.week_start(of)
    last = first + 6 * ONE_DAY
    span = _span(request, first, last, today=today, listed=LISTED_IN_WEEK)
    now = now_of(request)
    context = {
        "today": today,
        "first": first,
        "last": last,
        "days": [_shown(day, span, now=now) for day in agenda.week(span.entries, of=of)],
        "is_current": first <= today <= last,
        "previous_url": _url("scheduler:week", first - 7 * ONE_DAY),
        "next_url": _url("scheduler:week", first + 7 * ONE_DAY),
        "month_url": _url("scheduler:month", of),
        "sentence": _sentence(span),
        "late_before": span.late_before,
    }
    return render_page(request, "scheduler/week.html", context)


@require_safe
def month(request: HttpRequest) -> HttpResponse:
    today, of = _days(request)
    opening = of.replace(day=1)
    closing = add_months(opening, 1) - ONE_DAY
    first = agenda.week_start(opening)
    last = agenda.week_start(closing) + 6 * ONE_DAY
    span = _span(request, first, last, today=today, listed=LISTED_IN_MONTH)
    now = now_of(request)
    weeks = [[_shown(day, span, now=now) for day in days] for days in agenda.month(span.entries, of=of)]
    context = {
        "today": today,
        "opening": opening,
        "weeks": weeks,
        "weekdays": [day.on for day in weeks[0]],
        "is_current": opening <= today <= closing,
        "is_free": not any(day.things for days in weeks for day in days if day.is_inside),
        "previous_url": _url("scheduler:month", add_months(opening, -1)),
        "next_url": _url("scheduler:month", add_months(opening, 1)),
        "week_url": _url("scheduler:week", of),
        "late_before": span.late_before,
    }
    return render_page(request, "scheduler/month.html", context)


def _days(request: HttpRequest) -> tuple[date, date]:
    """Return today, and the day that the address names; today as well when it names none."""
    owner: Any = request.user
    today = clock.local_date(now_of(request), owner.timezone)
    wanted = request.GET.get("of", "")
    if not wanted:
        return today, today
    try:
        of = date.fromisoformat(wanted[:10]) if len(wanted) == 10 else None
    except ValueError:
        of = None
    if of is None or abs(of.year - today.year) > YEARS_EACH_WAY:
        messages.warning(request, _("That is not a day like 2026-03-31. This is today."))
        return today, today
    return today, of


def _url(name: str, of: date) -> str:
    return f"{reverse(name)}?of={of.isoformat()}"


def _span(request: HttpRequest, first: date, last: date, *, today: date, listed: int) -> Span:
    owner: Any = request.user
    now = now_of(request)
    bring_up_to_date(owner=owner, now=now)
    open_ones = Reminder.objects.for_user(owner).open().exclude(kind=ReminderKind.LEAVE)
    open_ones = open_ones.annotate(day=DUE_DAY)
    inside = open_ones.filter(
        Q(snoozed_until=None, due_on__gte=first, due_on__lte=last)
        | Q(snoozed_until__gte=first, snoozed_until__lte=last)
    )
    counted = Counter(dict(inside.order_by().values_list("day").annotate(n=Count("pk"))))
    rows = _first_of_each_day(inside, listed)
    talks = _talks(owner, first, last)
    late_before = 0
    if first <= today <= last:
        late_before = open_ones.filter(day__lt=first).exclude(kind__in=SOFT).count()
    entries = [
        *(_talk_entry(talk, owner.timezone) for talk in talks),
        *(_entry(row, owner.timezone) for row in rows),
    ]
    more = counted - Counter(row.day for row in rows)
    return Span(entries, more, sum(counted.values()), len(talks), late_before)


def _first_of_each_day(rows: ReminderQuerySet, listed: int) -> Iterable[Any]:
    place = Window(RowNumber(), partition_by=F("day"), order_by=[home_rank(), F("due_at"), F("pk")])
    few = (
        rows.select_related("contact").defer("contact__notes").annotate(place=place).filter(place__lte=listed)
    )
    return list(few.order_by("day", "pk"))


def _talks(owner: Any, first: date, last: date) -> list[Interview]:
    people = Prefetch(
        "participants",
        Participant.objects.for_user(owner).select_related("contact").order_by("-is_main", "pk"),
    )
    rows = Interview.objects.for_user(owner).filter(
        status__in=[InterviewStatus.SCHEDULED, InterviewStatus.HELD],
        starts_at__gte=moment_at(first, time(0), owner.timezone),
        starts_at__lt=moment_at(last + timedelta(days=1), time(0), owner.timezone),
    )
    rows = rows.defer("notes", "opening").order_by("starts_at", "pk").prefetch_related(people)
    return list(rows[:MOST_TALKS])


def _entry(row: Any, timezone: str) -> agenda.Entry:
    at = None if row.all_day or local_day(row.due_at, timezone) != row.day else row.due_at
    return agenda.Entry(row.kind, row.day, at, row.overdue_at, f"{row.pk:020}", row)


def _talk_entry(talk: Interview, timezone: str) -> agenda.Entry:
    on = local_day(talk.starts_at, timezone)
    return agenda.Entry(agenda.INTERVIEW, on, talk.starts_at, None, f"{talk.pk:020}", talk)


def _shown(day: agenda.Day, span: Span, *, now: datetime) -> Shown:
    things = [_thing(entry, now=now) for entry in day.entries]
    return Shown(day.on, things, span.more[day.on], day.is_inside)


def _thing(entry: agenda.Entry, *, now: datetime) -> Thing:
    if entry.kind == agenda.INTERVIEW:
        who = ", ".join(person.contact.name for person in entry.thing.participants.all()) or _("somebody")
        title = _("Conversation with %(who)s") % {"who": who}
        return Thing(title, _page("interviews:interview_detail", entry), entry.at, False, True)
    row = entry.thing
    title = title_of(row.kind, name=row.contact.name if row.contact else "", text=row.text)
    return Thing(title, _page("scheduler:reminder_detail", entry), entry.at, entry.is_late(now), False)


def _page(name: str, entry: agenda.Entry) -> str:
    return reverse(name, args=[entry.thing.public_id])


def _sentence(span: Span) -> str:
    """Return "Four things and two conversations." for the head of the page."""
    parts = []
    if span.duties:
        parts.append(
            ngettext("%(n)s thing", "%(n)s things", span.duties) % {"n": words.number_words(span.duties)}
        )
    if span.talks:
        parts.append(
            ngettext("%(n)s conversation", "%(n)s conversations", span.talks)
            % {"n": words.number_words(span.talks)}
        )
    text = _(" and ").join(parts) if parts else _("Nothing is planned")
    return f"{text[:1].upper()}{text[1:]}."
