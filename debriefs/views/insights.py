"""What can be relied on, and whether talks still teach anything."""

import csv
from collections import Counter, defaultdict
from typing import Any
from uuid import UUID

from django.db.models import Avg, Count
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from contacts.enums import Distance, OrganisationSize
from contacts.formats.write import disarm
from debriefs import saturation as rule
from debriefs.models import Debrief, Insight, SynthesisSettings
from debriefs.synthesis import Saturated, ThemeEvidence, saturation_of, theme_evidence
from infoview.shared import charts, words
from infoview.shared.htmx import render_page
from interviews.enums import Confidentiality
from outreach.enums import RequestStatus
from outreach.models import Goal, OutreachRequest

STRONG_SHOWN = 30
WEAK_SHOWN = 12


@require_safe
def insight_list(request: HttpRequest) -> HttpResponse:
    owner: Any = request.user
    goals = list(Goal.objects.for_user(owner).exclude(status="archived").order_by("position", "pk")[:50])
    goal = _goal(request, goals)
    settings = SynthesisSettings.of(owner)
    evidence = theme_evidence(owner, goal, settings=settings)
    if request.GET.get("format") == "csv":
        return _csv(evidence)
    saturation = saturation_of(owner, goal, settings=settings)
    names = _names_of_talks(owner, goal)
    strong = [item for item in evidence if item.level == "triangulated"]
    weak = [item for item in evidence if item.level != "triangulated"]
    everything = "all" in request.GET
    context = {
        "goals": goals,
        "goal": goal,
        "saturation": saturation,
        "strong": strong if everything else strong[:STRONG_SHOWN],
        "weak": weak if everything else weak[:WEAK_SHOWN],
        "weak_more": 0 if everything else max(0, len(weak) - WEAK_SHOWN),
        "untagged": Insight.objects.for_user(owner).untagged().count(),
        "lede": _lede(strong, evidence, saturation),
        "chart": charts.bars_line(saturation.new_themes[-40:], labels=names[-40:]) if names else None,
        "chart_heads": [_("Conversation"), _("New"), _("Total")],
        "chart_note": _chart_note(saturation),
        "measures": _measures(saturation),
        "yardsticks": rule.YARDSTICKS,
        "funnel": _funnel(owner, goal, saturation),
        **_pull(owner, goal, request.GET.get("by", "size")),
    }
    return render_page(request, "debriefs/insight_list.html", context)


def _goal(request: HttpRequest, goals: list[Goal]) -> Goal | None:
    """Return the goal asked for: the first one unless the address says all, or another of the owner's."""
    wanted = request.GET.get("goal", "")
    if wanted == "all" or not goals:
        return None
    if not wanted:
        return goals[0]
    try:
        public_id = UUID(wanted)
    except ValueError as error:
        raise Http404 from error
    found = next((goal for goal in goals if goal.public_id == public_id), None)
    if found is None:
        raise Http404
    return found


def _names_of_talks(owner: Any, goal: Goal | None) -> list[str]:
    debriefs = Debrief.objects.for_user(owner).finished().order_by("interview__starts_at", "pk")
    if goal is not None:
        debriefs = debriefs.filter(goals=goal)
    people: dict[int, str] = {}
    rows = debriefs.order_by("interview__starts_at", "pk", "-interview__participants__is_main")
    for pk, name in rows.values_list("pk", "interview__participants__contact__name"):
        people.setdefault(pk, name or _("Someone"))
    return list(people.values())


def _lede(strong: list[ThemeEvidence], evidence: list[ThemeEvidence], saturation: Saturated) -> str:
    if not evidence:
        return _("Nothing heard yet. The first debrief starts here.")
    count = len(strong)
    if count:
        first = ngettext(
            "%(n)s thing you can rely on, the rest is still to test.",
            "%(n)s things you can rely on, the rest is still to test.",
            count,
        ) % {"n": words.number_words(count).capitalize()}
    else:
        first = _("Nothing yet to rely on: no theme has three unrelated voices.")
    return f"{first} {saturation.headline}"


def _chart_note(saturation: Saturated) -> str:
    state = {
        "gathering": _("Gathering."),
        "converging": _("Converging: answers begin to repeat."),
        "saturated": _("Saturated: the last three talks brought next to nothing new."),
    }[saturation.state.state]
    note = f"{state} {saturation.sentence}"
    if saturation.state.fell_back_after:
        note += " " + _("It was saturated before; talk %(n)s took that back.") % {"n": saturation.state.fell_back_after}
    return note


def _measures(saturation: Saturated) -> list[tuple[str, str]]:
    """Return the three published measures in words; they often disagree, so they stand side by side."""
    themes = saturation.themes_by_interview
    guest, francis, cover = rule.guest(themes), rule.francis(themes), saturation.coverage
    order = rule.order_effect(themes, rounds=200) if guest.is_assessable else None
    rows = []
    if not guest.is_assessable:
        rows.append((_("Guest, Namey and Chen (2020)"), _("Not assessable yet: six talks with themes are needed.")))
    else:
        last = guest.steps[-1]
        share = "–" if last.ratio is None else f"{last.ratio:.0%}"
        reached = (
            _("reached at %(k)s+2") % {"k": guest.reached_after} if guest.reached_after else _("not reached at 5%")
        )
        rows.append(
            (
                _("Guest, Namey and Chen (2020)"),
                _("%(run)s new in the last two talks, %(share)s of the %(base)s themes of the first four; %(reached)s.")
                % {"run": last.run, "share": share, "base": guest.base, "reached": reached}
                + (" " + _("With fewer than 20 themes at the start, 5% means nothing new.") if guest.base < 20 else ""),
            )
        )
    rows.append(
        (
            _("Francis et al. (2010)"),
            _("Met at talk %(n)s.") % {"n": francis} if francis else _("Not met: ten talks, then three without anything new."),
        )
    )
    rows.append(
        (
            _("Coverage (Chao)"),
            _("%(seen)s themes heard, about %(unseen).1f unheard; coverage %(cover).0f%%.")
            % {"seen": cover.seen, "unseen": cover.unseen, "cover": 100 * cover.coverage}
            + ("" if cover.is_reliable else " " + _("Below six talks this is a guess.")),
        )
    )
    if order is not None:
        rows.append((_("If the talks had come in another order"), _order_words(order)))
    return rows


def _order_words(order: rule.OrderEffect) -> str:
    if order.median is None:
        return _("Saturation (Guest) would be reached in %(share).0f%% of orders.") % {"share": 100 * order.reached_share}
    most = f"{order.p95:.0f}" if order.p95 is not None else _("never")
    return _("Saturation (Guest) would come after talk %(low).0f to %(high)s, half of the time by %(median).0f.") % {
        "low": order.p05 or 0,
        "high": most,
        "median": order.median,
    }


def _funnel(owner: Any, goal: Goal | None, saturation: Saturated) -> list[charts.Row]:
    requests = OutreachRequest.objects.for_user(owner)
    if goal is not None:
        requests = requests.filter(goal=goal)
    by_status = dict(requests.order_by().values_list("status").annotate(n=Count("pk")))
    sent = requests.filter(sent_at__isnull=False).count()
    counts = Counter(by_status)
    yes = counts[RequestStatus.ACCEPTED] + counts[RequestStatus.SCHEDULED] + counts[RequestStatus.HELD]
    replied = yes + counts[RequestStatus.DECLINED] + counts[RequestStatus.DEFERRED]
    return charts.funnel(
        [
            (_("Asked"), sent),
            (_("Replied"), min(replied, sent)),
            (_("Said yes"), min(yes, sent)),
            (_("Talked"), counts[RequestStatus.HELD]),
        ],
        lit=_("Talked"),
    )


def _pull(owner: Any, goal: Goal | None, by: str) -> dict[str, Any]:
    """Return the averaged scores by organisation size or by distance: mean per category, and how many talks."""
    field = "contact__distance" if by == "distance" else "contact__organisation__size"
    labels = dict(Distance.choices if by == "distance" else OrganisationSize.choices)
    rows = Insight.objects.for_user(owner).filter(score__isnull=False)
    if goal is not None:
        rows = rows.filter(debrief__goals=goal)
    heads: dict[str, int] = {}
    cells: dict[str, dict[str, float]] = defaultdict(dict)
    grouped = rows.order_by("category__position").values_list(field, "category__name").annotate(mean=Avg("score"))
    for group, category, mean in grouped:
        heads.setdefault(category, len(heads))
        cells[group or ""][category] = mean
    talks = dict(rows.order_by().values_list(field).annotate(n=Count("debrief", distinct=True)))
    grid = [
        (str(labels.get(group, group) or _("Unknown")), [cells[group].get(head) for head in heads], talks.get(group or None, talks.get(group, 0)))
        for group in sorted(cells)
    ]
    return {"pull_by": "distance" if by == "distance" else "size", "pull_heads": list(heads), "pull": charts.number_grid(grid)}


def _csv(evidence: list[ThemeEvidence]) -> HttpResponse:
    """Write the themes for a spreadsheet; what is private stays out, and no cell can be a formula."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="insights.csv"'
    writer = csv.writer(response, quoting=csv.QUOTE_ALL)
    writer.writerow(["theme", "scope", "independent", "people", "against", "level", "contested", "takeaways"])
    for item in evidence:
        shown = [i.takeaway for i in item.insights if _is_open(i)]
        row = [
            item.theme.name, item.theme.scope, item.count, item.people, item.against, item.level,
            "yes" if item.contested else "no", " | ".join(shown),
        ]  # fmt: skip
        writer.writerow([disarm(str(cell)) for cell in row])
    return response


def _is_open(insight: Insight) -> bool:
    treated = insight.confidentiality or insight.debrief.interview.confidentiality
    return treated != Confidentiality.PRIVATE

