"""Today: what is due, what comes up, and how far the questions are."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Prefetch, Q
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from debriefs.models import Insight
from debriefs.summary import figures_of
from debriefs.synthesis import Saturated
from infoview.shared import charts, clock, words
from infoview.shared.context import now_of
from infoview.shared.htmx import render_page
from infoview.shared.kept import read
from infoview.shared.kept_pages import kept_page
from interviews.enums import PlanSection
from interviews.models import Interview, Participant
from outreach.board import totals_figures
from outreach.enums import BoardColumn
from outreach.models import Goal
from scheduler.enums import FOLLOW_UPS, ReminderKind
from scheduler.models import Reminder, ReminderQuerySet, with_subjects
from scheduler.planned import MINUTES, SOFT
from scheduler.planning import bring_up_to_date
from scheduler.words import Said, say

DUE_SHOWN = 12
SOON_DAYS = 14
SOON_SHOWN = 6


@dataclass(frozen=True, slots=True)
class DueItem:
    reminder: Reminder
    said: Said
    is_deadline: bool

    @property
    def path(self) -> str:
        """The address of the reminder; what is done with it stands behind it."""
        return f"/reminders/{self.reminder.public_id}/"

    @property
    def attempts(self) -> int:
        """How many notes went out, where the next one is what is due."""
        request = self.reminder.request
        return request.attempts if request and self.reminder.kind in FOLLOW_UPS else 0


@dataclass(frozen=True, slots=True)
class Talk:
    """One conversation that comes up, with its preparation."""

    interview: Interview
    names: str
    line: str
    prep: list[tuple[str, bool]]
    person: Any

    @property
    def ready(self) -> int:
        return sum(done for _name, done in self.prep)


@dataclass(frozen=True, slots=True)
class Stage:
    key: str
    column: str
    count: int
    marks: range


@require_safe
@kept_page
def today(request: HttpRequest) -> HttpResponse:
    owner: Any = request.user
    now = now_of(request)
    bring_up_to_date(owner=owner, now=now)
    on = clock.local_date(now, owner.timezone)
    kinds = due_kinds(owner, now=now, today=on)
    due = due_items(owner, now=now, today=on) if kinds.total() else []
    talks, unsettled = coming_up(owner, now=now)
    goal = Goal.objects.for_user(owner).current().order_by("position", "pk").first()
    totals, *summary = read(totals_figures(owner, on), *([figures_of(owner, goal)] if goal else []))
    stages = stages_of(totals)
    hinted = sum(kinds[kind] for kind in SOFT)
    duties = kinds.total() - hinted
    context: dict[str, Any] = {
        "today": on,
        "now": now,
        "due": due,
        "due_count": duties,
        "due_more": max(0, duties - len(due)),
        "hints": hinted,
        "unsettled": unsettled,
        "due_minutes": sum(MINUTES[kind] * n for kind, n in kinds.items() if kind not in SOFT),
        "talks": talks,
        "goal": goal,
        "saturation": summary[0].saturation if summary else None,
        "stages": stages,
        "is_new": goal is None and not talks and not any(stage.count for stage in stages),
        "lede": lede(kinds, talks, now=now, timezone=owner.timezone),
    }
    context["spark"] = _spark(context["saturation"])
    return render_page(request, "infoview/today.html", context)


def _due(owner: Any, *, now: datetime, today: date) -> ReminderQuerySet:
    """Keep what shows today; what belongs to an hour still to come waits for it."""
    shown = Reminder.objects.for_user(owner).shown_by(today=today)
    shown = shown.exclude(kind=ReminderKind.LEAVE, due_at__gt=now + timedelta(hours=1))
    return shown.exclude(kind=ReminderKind.DEBRIEF, due_at__gt=now)


def due_kinds(owner: Any, *, now: datetime, today: date) -> Counter[str]:
    """Count what is due, by kind."""
    rows = _due(owner, now=now, today=today).order_by().values_list("kind").annotate(n=Count("pk"))
    return Counter(dict(rows))


def due_items(owner: Any, *, now: datetime, today: date) -> list[DueItem]:
    """Return the first of what is due, in the order of the rules."""
    rows = _due(owner, now=now, today=today).exclude(kind__in=SOFT).in_home_order(now=now)
    return _said(owner, list(with_subjects(rows)[:DUE_SHOWN]), today=today)


def _said(owner: Any, rows: list[Reminder], *, today: date) -> list[DueItem]:
    heard = _takeaways(owner, [row for row in rows if row.kind == ReminderKind.THANK_YOU])
    return [
        DueItem(
            row,
            say(
                row,
                today=today,
                timezone=owner.timezone,
                takeaway=heard.get((row.interview_id, row.contact_id), ""),
            ),
            not row.all_day,
        )
        for row in rows
    ]


def _takeaways(owner: Any, rows: list[Reminder]) -> dict[tuple[int | None, int | None], str]:
    """Return for each talk and person to be thanked what may be mentioned to them."""
    if not rows:
        return {}
    told = Insight.objects.for_user(owner).to_mention(talks=[row.interview_id for row in rows])
    return {key: insight.takeaway for key, insight in told.items()}


def coming_up(owner: Any, *, now: datetime) -> tuple[list[Talk], list[Talk]]:
    """Return the next conversations, and those whose time has passed without an answer."""
    people = Prefetch(
        "participants",
        Participant.objects.for_user(owner)
        .select_related("contact__organisation")
        .order_by("-is_main", "pk"),
    )
    interviews = (
        Interview.objects.for_user(owner)
        .scheduled()
        .filter(starts_at__lt=now + timedelta(days=SOON_DAYS))
        .order_by("starts_at", "pk")
        .defer("notes")
        .prefetch_related(people)
        .annotate(core=Count("plan_items", filter=Q(plan_items__section=PlanSection.CORE)))
    )
    talks = [_talk(interview) for interview in interviews[: 5 * SOON_SHOWN]]
    coming = [talk for talk in talks if talk.interview.ends_at >= now]
    return coming[:SOON_SHOWN], [talk for talk in talks if talk.interview.ends_at < now]


def _talk(interview: Interview) -> Talk:
    people = [participant.contact for participant in interview.participants.all()]
    first = people[0] if people else None
    core = interview.core  # type: ignore[attr-defined]
    steps = [
        (_("Opening"), bool(interview.opening.strip())),
        (
            ngettext("%(n)s question", "%(n)s questions", core) % {"n": core} if core else _("Questions"),
            core > 0,
        ),
        (_("Your one-line aim"), bool(interview.aim.strip())),
        (_("Ready"), interview.prepared_at is not None),
    ]
    return Talk(
        interview=interview,
        names=", ".join(person.name for person in people) or _("A conversation"),
        line=first.role_line if first else "",
        prep=steps,
        person=first,
    )


def stages_of(totals: dict[BoardColumn, int]) -> list[Stage]:
    """Draw how many requests stand in each column of the board."""
    return [Stage(column.mark, column, total, range(min(total, 8))) for column, total in totals.items()]


def lede(kinds: Counter[str], talks: list[Talk], *, now: datetime, timezone: str) -> str:
    """Return one or two true sentences about now."""
    duties = sum(n for kind, n in kinds.items() if kind not in SOFT)
    parts = [
        _counted(kinds[ReminderKind.THANK_YOU], _("one thank-you"), _("%(n)s thank-yous")),
        _counted(
            kinds[ReminderKind.NUDGE] + kinds[ReminderKind.LAST_ATTEMPT], _("one nudge"), _("%(n)s nudges")
        ),
        _counted(kinds[ReminderKind.DEBRIEF], _("one debrief"), _("%(n)s debriefs")),
        _counted(kinds[ReminderKind.UPDATE], _("one check-in"), _("%(n)s check-ins")),
    ]
    named = [part for part in parts if part]
    if named:
        first = _("%(things)s to write.") % {"things": _listed(named)}
    elif duties:
        first = ngettext("%(n)s thing to do.", "%(n)s things to do.", duties) % {
            "n": words.number_words(duties)
        }
    else:
        first = _("Nothing is due.")
    first = first[:1].upper() + first[1:]
    return f"{first} {_next_talk(talks, now=now, timezone=timezone)}".strip()


def _counted(n: int, one: str, many: str) -> str:
    return "" if n == 0 else one if n == 1 else many % {"n": words.number_words(n)}


def _listed(parts: list[str]) -> str:
    return (
        parts[0]
        if len(parts) == 1
        else _("%(most)s and %(last)s") % {"most": ", ".join(parts[:-1]), "last": parts[-1]}
    )


def _next_talk(talks: list[Talk], *, now: datetime, timezone: str) -> str:
    if not talks or talks[0].person is None:
        return ""
    day = clock.local_date(talks[0].interview.starts_at, timezone)
    named = words.day_words(day, today=clock.local_date(now, timezone))
    near = day <= clock.local_date(now, timezone) + timedelta(days=1)
    pattern = _("%(day)s you talk to %(name)s.") if near else _("On %(day)s you talk to %(name)s.")
    text = pattern % {"day": named, "name": talks[0].person.given_name}
    return text[:1].upper() + text[1:]


def _spark(saturation: Saturated | None) -> charts.Spark | None:
    if saturation is None or not saturation.new_themes:
        return None
    return charts.spark(saturation.new_themes[-7:])
