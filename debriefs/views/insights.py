"""What can be relied on, and whether talks still teach anything."""

import csv
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from contacts.enums import Distance, OrganisationSize
from contacts.formats.write import disarm
from debriefs import saturation as rule
from debriefs.models import Debrief, InsightCategory, Theme
from debriefs.segments import Segment
from debriefs.summary import BARS_SHOWN, PULL_BY, Summary, count, shown, summary_and_segments
from debriefs.synthesis import Saturated, ThemeEvidence, theme_evidence
from infoview.accounts.models import Region
from infoview.shared import charts, words
from infoview.shared.htmx import render_page
from infoview.shared.kept_pages import kept_page
from interviews.models import Participant
from outreach.models import Goal

MOST_SHOWN = 500
NAMES_FIT = 7


@require_safe
@kept_page
def insight_list(request: HttpRequest) -> HttpResponse:
    owner: Any = request.user
    goals = list(Goal.objects.for_user(owner).exclude(status="archived").order_by("position", "pk")[:50])
    goal = _goal(request, goals)
    if request.GET.get("format") == "csv":
        return _csv(theme_evidence(owner, goal))
    by = request.GET.get("by", "size")
    segments_by = by if by in SEGMENTS_BY else "size"
    summary, segments = summary_and_segments(owner, goal, segments_by)
    if "all" in request.GET:
        summary = count(owner, goal)
    chosen = shown(owner, summary.weights[:MOST_SHOWN])
    context = {
        "goals": goals,
        "goal": goal,
        "saturation": summary.saturation,
        "strong": [item for item in chosen if item.level == "triangulated"],
        "weak": [item for item in chosen if item.level != "triangulated"],
        "weak_more": max(0, summary.themes - len(chosen)),
        "untagged": summary.untagged,
        "lede": _lede(summary.strong, summary.themes, summary.saturation),
        "segments_by": segments_by,
        "segment_choices": list(SEGMENTS_BY.items()),
        "segments": _segments(owner, segments_by, segments),
        **_figures(owner, summary, by),
    }
    return render_page(request, "debriefs/insight_list.html", context)


def _figures(owner: Any, summary: Summary, by: str) -> dict[str, Any]:
    saturation = summary.saturation
    names = _names_of_talks(owner, summary.debriefs[-BARS_SHOWN:])
    by = by if by in PULL_BY else "size"
    used, rows = summary.pull[by]
    categories = InsightCategory.objects.in_bulk(used) if used else {}
    labels = dict(Distance.choices if by == "distance" else OrganisationSize.choices)
    return {
        "chart": _chart(saturation, names) if names else None,
        "chart_heads": [_("Conversation"), _("New"), _("Total")],
        "chart_note": _chart_note(summary),
        "measures": _measures(summary),
        "yardsticks": rule.YARDSTICKS,
        "funnel": charts.funnel(
            list(zip((_("Asked"), _("Replied"), _("Said yes"), _("Talked")), summary.asked, strict=True)),
            lit=_("Talked"),
        ),
        "pull_by": by,
        "pull_heads": [categories[pk].name for pk in used if pk in categories],
        "pull": charts.number_grid(
            [(str(labels.get(group) or _("Unknown")), means, talks) for group, means, talks in rows]
        ),
    }


SEGMENTS_BY = {
    "size": gettext_lazy("Type"),
    "distance": gettext_lazy("Role"),
    "region": gettext_lazy("Region"),
    "industry": gettext_lazy("Industry"),
}
SEGMENT_NAMES = {"size": OrganisationSize, "distance": Distance, "region": Region}
STATES = {
    "gathering": gettext_lazy("Gathering"),
    "converging": gettext_lazy("Converging"),
    "saturated": gettext_lazy("Saturated"),
}


def _segments(owner: Any, by: str, segments: list[Segment]) -> list[dict[str, Any]]:
    """Put the segments into words; their strongest themes are read in one query."""
    best = {segment.best[0] for segment in segments if segment.best}
    themes = Theme.objects.for_user(owner).in_bulk(best) if best else {}
    labels = dict(SEGMENT_NAMES[by].choices) if by in SEGMENT_NAMES else {}
    return [
        {
            "label": labels.get(one.name, one.name) if one.name else _("Unknown"),
            "segment": one,
            "levels": [one.levels.get(level, 0) for level in ("triangulated", "emerging", "single")],
            "state": STATES[one.state],
            "best": themes.get(one.best[0]) if one.best else None,
        }
        for one in segments
    ]


def _chart(saturation: Saturated, names: list[str]) -> charts.BarsLine:
    """Draw the latest talks; the line goes on from what the earlier ones brought."""
    new = saturation.new_themes[-BARS_SHOWN:]
    return charts.bars_line(new, labels=names, before=saturation.heard - sum(new))


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


def _names_of_talks(owner: Any, debriefs: list[int]) -> list[str]:
    """Return the main person of each of these debriefs, in their order."""
    rows = (
        Participant.objects.for_user(owner)
        .filter(interview__in=Debrief.objects.for_user(owner).filter(pk__in=debriefs).values("interview"))
        .order_by("-is_main", "pk")
        .values_list("interview__debrief", "contact__first_name", "contact__name")
    )
    people: dict[int, str] = {}
    for debrief, first, name in rows:
        # Under many narrow bars only initials have room.
        people.setdefault(debrief, words.initials(name) if len(debriefs) > NAMES_FIT else first or name)
    return [people.get(debrief, _("Someone")) for debrief in debriefs]


def _lede(count: int, themes: int, saturation: Saturated) -> str:
    if not themes:
        return _("Nothing heard yet. The first debrief starts here.")
    if count and count >= themes:
        first = ngettext("%(n)s thing you can rely on.", "%(n)s things you can rely on.", count) % {
            "n": words.number_words(count).capitalize()
        }
    elif count:
        first = ngettext(
            "%(n)s thing you can rely on, the rest is still to test.",
            "%(n)s things you can rely on, the rest is still to test.",
            count,
        ) % {"n": words.number_words(count).capitalize()}
    else:
        first = _("Nothing yet to rely on: no theme has three unrelated voices.")
    return f"{first} {saturation.headline}"


def _chart_note(summary: Summary) -> str:
    saturation = summary.saturation
    state = {
        "gathering": _("Gathering."),
        "converging": _("Converging: answers begin to repeat."),
        "saturated": _("Saturated: the last three talks brought next to nothing new."),
    }[saturation.state.state]
    note = f"{state} {saturation.sentence}"
    if summary.fell_back_after:
        note += " " + _("It was saturated before; talk %(n)s took that back.") % {
            "n": summary.fell_back_after
        }
    if saturation.debriefs > BARS_SHOWN:
        note += " " + _("Drawn are the last %(shown)s of %(all)s conversations.") % {
            "shown": BARS_SHOWN,
            "all": saturation.debriefs,
        }
    return note


def _measures(summary: Summary) -> list[tuple[str, str]]:
    """Return the three published measures in words; they often disagree, so they stand side by side."""
    guest, francis, cover, order = summary.guest, summary.francis, summary.saturation.coverage, summary.order
    rows = []
    if not guest.is_assessable:
        rows.append(
            (_("Guest, Namey and Chen (2020)"), _("Not assessable yet: six talks with themes are needed."))
        )
    else:
        last = guest.steps[-1]
        share = "–" if last.ratio is None else f"{last.ratio:.0%}"
        reached = (
            _("reached at %(k)s+2") % {"k": guest.reached_after}
            if guest.reached_after
            else _("not reached at 5%")
        )
        rows.append(
            (
                _("Guest, Namey and Chen (2020)"),
                _(
                    "%(run)s new in the last two talks, %(share)s of the %(base)s themes of the first four; "
                    "%(reached)s."
                )
                % {"run": last.run, "share": share, "base": guest.base, "reached": reached}
                + (
                    " " + _("With fewer than 20 themes at the start, 5% means nothing new.")
                    if guest.base < 20
                    else ""
                ),
            )
        )
    rows.append(
        (
            _("Francis et al. (2010)"),
            _("Met at talk %(n)s.") % {"n": francis}
            if francis
            else _("Not met: ten talks, then three without anything new."),
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
        return _("Saturation (Guest) would be reached in %(share).0f%% of orders.") % {
            "share": 100 * order.reached_share
        }
    most = f"{order.p95:.0f}" if order.p95 is not None else _("never")
    return _(
        "Saturation (Guest) would come after talk %(low).0f to %(high)s, half of the time by %(median).0f."
    ) % {
        "low": order.p05 or 0,
        "high": most,
        "median": order.median,
    }


def _csv(evidence: list[ThemeEvidence]) -> HttpResponse:
    """Write the themes for a spreadsheet; what is private stays out, and no cell can be a formula."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="insights.csv"'
    writer = csv.writer(response, quoting=csv.QUOTE_ALL)
    writer.writerow(["theme", "scope", "independent", "people", "against", "level", "contested", "takeaways"])
    for item in evidence:
        shown = [i.takeaway for i in item.insights if not i.is_private]
        row = [
            item.theme.name, item.theme.scope, item.count, item.people, item.against, item.level,
            "yes" if item.contested else "no", " | ".join(shown),
        ]  # fmt: skip
        writer.writerow([disarm(str(cell)) for cell in row])
    return response
