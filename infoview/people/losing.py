"""Whom one is losing touch with, and what one's sources are made of."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from contacts.enums import Distance, TouchKind
from contacts.losing import Silence, losing, voices
from contacts.mix import Mix, Share, Voice, mix_of
from infoview.shared import clock
from infoview.shared.context import now_of
from infoview.shared.htmx import render_page
from infoview.shared.once import hidden_once
from scheduler.models import ReminderSettings

VOICES_MOST = 1000
# What one may say was done, on the row itself.
KINDS = (TouchKind.CALL, TouchKind.MEETING, TouchKind.MESSAGE_OUT, TouchKind.MESSAGE_IN)


@require_safe
def losing_touch(request: HttpRequest) -> HttpResponse:
    owner: Any = request.user
    today = clock.local_date(now_of(request), owner.timezone)
    after = _after(request)
    page = losing(owner, rhythm=ReminderSettings.of(owner).rhythm, today=today, after=after)
    context: dict[str, Any] = {
        "people": [(silence, *_said(silence), hidden_once()) for silence in page.silences],
        "more_url": f"{request.path}?after={page.silences[-1].person.public_id}" if page.more else "",
        "is_first": after is None,
        "today": today,
        "kinds": KINDS,
    }
    if after is None:
        context |= {"never": page.never, "more_never": page.more_never}
        context |= {"mix": _mix_in_words(mix_of(Voice(*row) for row in voices(owner, most=VOICES_MOST)))}
    return render_page(request, "infoview/losing_touch.html", context)


def _after(request: HttpRequest) -> UUID | None:
    try:
        return UUID(request.GET.get("after", ""))
    except ValueError:
        return None


LAST = {
    TouchKind.TALK: gettext_lazy("since you talked"),
    TouchKind.CALL: gettext_lazy("since you called"),
    TouchKind.MEETING: gettext_lazy("since you met"),
    TouchKind.MESSAGE_OUT: gettext_lazy("since you wrote"),
    TouchKind.MESSAGE_IN: gettext_lazy("since they wrote"),
}


def _said(silence: Silence) -> tuple[str, str]:
    """Return how long it has been, and why that is long: whose interval, and by how much."""
    since = ngettext("%(n)s day", "%(n)s days", silence.since) % {"n": silence.since}
    last = LAST.get(silence.last_kind, _("since the last contact"))  # type: ignore[call-overload]
    why = {
        "own": _("their own interval is %(n)s months"),
        "stage": _("at stage %(stage)s it is %(n)s months"),
        "usual": _("as usual after %(n)s months"),
    }[silence.whose] % {"n": silence.months, "stage": silence.person.get_stage_display().lower()}
    over = _("due today")
    if silence.over:
        over = ngettext("due %(n)s day ago", "due %(n)s days ago", silence.over) % {"n": silence.over}
    return f"{since} {last}", _("%(over)s, %(why)s") % {"over": over, "why": why}


def _mix_in_words(mix: Mix) -> dict[str, Any]:
    rows = [(Distance(share.name).label, share.n, _percent(share)) for share in mix.distances]
    return {
        "mix": mix,
        "rows": rows,
        "capped": mix.n >= VOICES_MOST,
        "largest": mix.largest and (mix.largest, _percent(mix.largest)),
        "through": mix.through and (mix.through, _percent(mix.through)),
    }


def _percent(share: Share) -> str:
    return "" if share.percent is None else f"{share.percent}%"
