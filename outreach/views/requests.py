"""One request: how it began, what was written, what they said, and how it ends."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from contacts.models import Contact
from contacts.regions import hint_for
from infoview.shared.context import now_of
from infoview.shared.htmx import next_path, render_page, toast
from infoview.shared.once import in_turn
from infoview.shared.words import day_words
from outreach import services
from outreach.board import CLOSE, next_step, patience_of
from outreach.cadence import help_refused
from outreach.composing import template_named, templates_for
from outreach.enums import (
    DRAFTING,
    MOVED_ON,
    WAITING,
    Channel,
    MessageKind,
    Relation,
    RequestStatus,
    board_column,
)
from outreach.forms import (
    LetGoForm,
    LoggedMessageForm,
    ReplyForm,
    RequestForm,
    RequestStartForm,
    people_to_ask,
)
from outreach.models import IllegalMove, Message, MessageStatus, OutreachRequest, OutreachSettings
from outreach.services import BadMoment, HelpDeclined, attempt_number
from outreach.views.common import (
    address,
    message_of,
    owner_of,
    refuse,
    request_of,
    today_of,
    undo_asked,
    undoable,
)
from outreach.views.messages import sent_words

PEOPLE_SHOWN = 20
MESSAGES_SHOWN = 50


# Beginning ----------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def request_create(request: HttpRequest) -> HttpResponse:
    """Choose whom to write to, how, and from which template; then the composer opens."""
    if request.method == "POST":
        return _start(request)
    contact = _person_named(request, request.GET.get("contact", ""))
    if contact is None:
        words = request.GET.get("q", "")[:100].replace("\x00", "")
        found = list(people_to_ask(request.user, words)[: PEOPLE_SHOWN + 1])
        context = {"q": words, "people": found[:PEOPLE_SHOWN], "has_more": len(found) > PEOPLE_SHOWN}
        context["goal"] = request.GET.get("goal", "")
        return render_page(request, "outreach/request_whom.html", context, partials=("people",))
    return _start_page(request, contact, _start_form(request, contact))


def _person_named(request: HttpRequest, named: str) -> Contact | None:
    try:
        public_id = UUID(named)
    except ValueError:
        return None
    people = Contact.objects.for_user(request.user).select_related("organisation", "introduced_by")
    return people.filter(public_id=public_id).first()


def _start_form(request: HttpRequest, contact: Contact) -> RequestStartForm:
    form = RequestStartForm(owner=request.user)
    first = form.goals[0].public_id if form.goals else None
    form.initial = {
        "contact": contact.public_id,
        "goal": request.GET.get("goal") or first,
        "channel": services.usual_channel(contact),
        "relation": services.usual_relation(contact),
    }
    return form


def _start_page(
    request: HttpRequest, contact: Contact, form: RequestStartForm, *, declined: str = "", status: int = 200
) -> HttpResponse:
    channel = form["channel"].value() or Channel.EMAIL
    relation = form["relation"].value() or Relation.COLD
    kind = MessageKind.REQUEST_NOTE if str(channel).startswith("linkedin_note") else MessageKind.REQUEST
    choices = templates_for(request.user, kind, channel=channel, relation=relation, region=contact.region)
    open_ones = OutreachRequest.objects.for_user(request.user).open().filter(contact=contact)
    context = {
        "contact": contact,
        "form": form,
        "choices": choices[:8],
        "chosen": form["template"].value() or (choices[0].value if choices else ""),
        "open_one": open_ones.order_by("-updated_at", "-pk").first(),
        "declined": declined or _refusal(request, contact),
        "hint": hint_for(contact.region) if OutreachSettings.of(request.user).region_hints else None,
    }
    return render_page(
        request, "outreach/request_create.html", context, partials=("template-choice",), status=status
    )


def _refusal(request: HttpRequest, contact: Contact) -> str:
    if contact.last_touch_at is None:
        return ""
    return help_refused(attempt_number(contact, today=today_of(request)))


def _start(request: HttpRequest) -> HttpResponse:
    form = RequestStartForm(request.POST, owner=request.user)
    if not form.is_valid():
        contact = _person_named(request, request.POST.get("contact", ""))
        if contact is None:
            return redirect("outreach:request_create")
        return _start_page(request, contact, form, status=422)
    given = form.cleaned_data
    template = template_named(request.user, given["template"])
    try:
        asked = services.start_request(
            owner=request.user,
            contact=given["contact"],
            goal=given["goal"],
            channel=given["channel"],
            relation=given["relation"],
            template=template,
            today=today_of(request),
        )
        message = services.draft_message(
            owner=request.user,
            contact=asked.contact,
            kind=first_kind(asked),
            request=asked,
            template=template,
            today=today_of(request),
        )
    except HelpDeclined as error:
        return _start_page(request, given["contact"], form, declined=str(error), status=422)
    return redirect("outreach:message_update", message.public_id)


def first_kind(asked: OutreachRequest) -> MessageKind:
    is_note = asked.channel in {Channel.LINKEDIN_NOTE_200, Channel.LINKEDIN_NOTE_300}
    return MessageKind.REQUEST_NOTE if is_note else MessageKind.REQUEST


def next_kind(asked: OutreachRequest) -> MessageKind:
    """Return which note comes next in the series."""
    if asked.status == RequestStatus.SENT:
        return MessageKind.NUDGE
    if asked.status in WAITING:
        return MessageKind.LAST_ATTEMPT
    return first_kind(asked)


# The page -----------------------------------------------------------------------------------------


@require_safe
def request_detail(request: HttpRequest, public_id: UUID) -> HttpResponse:
    asked = request_of(request, public_id)
    return render_page(request, "outreach/request_detail.html", _shown(request, asked))


def _shown(request: HttpRequest, asked: OutreachRequest) -> dict[str, Any]:
    policy = patience_of(request.user).of(asked.goal_id)
    step, today = next_step(asked, policy), today_of(request)
    newest = asked.messages.order_by("-happened_at", "-pk")[:MESSAGES_SHOWN]
    rows = list(newest)
    drafts = [row for row in rows if row.status == MessageStatus.DRAFT]
    made = max(0, asked.attempts - asked.attempts_forgiven)
    due = step is not None and step[1] <= today
    return {
        "asked": asked,
        "contact": asked.contact,
        "column": board_column(asked.status, follow_up_due=due),
        "step": step,
        "is_due": due,
        "policy": policy,
        "made": made,
        "most": max(policy.attempts_max, made),
        "messages_shown": [row for row in rows if row.status != MessageStatus.DRAFT],
        "drafts": drafts,
        "not_sent": _last_sent(asked, rows),
        "talk": _talk_of(asked),
        "declined": help_refused(made + 1) if asked.status in WAITING else "",
        "lede": state_words(asked, step, today=today),
        "can_reply": asked.sent_at is not None and asked.status not in {RequestStatus.HELD},
        "is_waiting": asked.status in WAITING,
        "is_drafting": asked.status in DRAFTING,
        "is_moved_on": asked.status in MOVED_ON,
        "is_deferred": asked.status == RequestStatus.DEFERRED,
        "next_kind": next_kind(asked),
        "thanked": any(row.kind == MessageKind.DECLINE_REPLY for row in rows),
    }


def _last_sent(asked: OutreachRequest, rows: list[Message]) -> Message | None:
    """Return the message that can still be said not to have been sent."""
    last = next((row for row in rows if row.attempt and row.attempt == asked.attempts), None)
    return last if last is not None and services.before_sending(asked, last) is not None else None


def _talk_of(asked: OutreachRequest) -> dict[str, Any] | None:
    if asked.status not in {RequestStatus.SCHEDULED, RequestStatus.HELD}:
        return None
    rows = OutreachRequest.objects.for_user(asked.owner_id).filter(pk=asked.pk, interviews__isnull=False)
    found = (
        rows.exclude(interviews__status="cancelled")
        .order_by("-interviews__starts_at")
        .values("interviews__public_id", "interviews__starts_at", "interviews__status")
        .first()
    )
    if found is None:
        return None
    return {name.removeprefix("interviews__"): value for name, value in found.items()}


AHEAD = {
    CLOSE: gettext_lazy("Silence since %(sent)s. If it stays quiet until %(day)s, let %(name)s go kindly."),
    "nudge": gettext_lazy("The first note went out %(sent)s. One polite nudge on %(day)s."),
    "last_attempt": gettext_lazy("The nudge went out %(sent)s. One last note on %(day)s."),
}
DUE = {
    CLOSE: gettext_lazy("Silence since %(sent)s. Silence is an answer too: let %(name)s go kindly."),
    "nudge": gettext_lazy("The first note went out %(sent)s, no reply. Two lines are enough."),
    "last_attempt": gettext_lazy("The nudge went out %(sent)s, no reply. One last short note."),
}
STATES = {
    RequestStatus.DRAFT: gettext_lazy("Nothing has gone out yet."),
    RequestStatus.READY: gettext_lazy("Ready to send. Infoview never sends it for you."),
    RequestStatus.ACCEPTED: gettext_lazy("%(name)s said yes. Offer two times while it is fresh."),
    RequestStatus.SCHEDULED: gettext_lazy("A time is agreed with %(name)s."),
    RequestStatus.HELD: gettext_lazy("You talked with %(name)s."),
    RequestStatus.DECLINED: gettext_lazy("%(name)s said no. Thank them once, and leave it there."),
    RequestStatus.DEFERRED: gettext_lazy("%(name)s asked for later. Write again on %(day)s."),
    RequestStatus.CLOSED_NO_REPLY: gettext_lazy("No answer, and you moved on. Others will say yes."),
    RequestStatus.WITHDRAWN: gettext_lazy("You took this request back."),
}


def state_words(asked: OutreachRequest, step: tuple[str, date] | None, *, today: date) -> str:
    """Say the state, then the next step."""
    known = {"name": asked.contact.given_name}
    if step is not None and asked.last_sent_on is not None:
        known |= {
            "sent": day_words(asked.last_sent_on, today=today),
            "day": day_words(step[1], today=today),
        }
        return str((DUE if step[1] <= today else AHEAD)[step[0]]) % known
    if asked.deferred_until is not None:
        known["day"] = day_words(asked.deferred_until, today=today)
    return str(STATES.get(RequestStatus(asked.status), "")) % known


@require_http_methods(["GET", "HEAD", "POST"])
@in_turn
def request_update(request: HttpRequest, public_id: UUID) -> HttpResponse:
    asked = request_of(request, public_id)
    form = RequestForm(request.POST or None, instance=asked, owner=request.user)
    if request.method == "POST" and form.is_valid():
        # Only what the form shows: the state may have moved in another tab.
        asked.change(**{name: form.cleaned_data[name] for name in form.Meta.fields})
        toast(request, _("Saved."))
        return redirect("outreach:request_detail", public_id)
    status = 422 if request.method == "POST" else 200
    context = {"asked": asked, "contact": asked.contact, "form": form}
    return render_page(request, "outreach/request_update.html", context, status=status)


# The next note ------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def request_write(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Open the draft of the next note; without one, ask from which template to begin."""
    asked = request_of(request, public_id)
    kind = next_kind(asked)
    if asked.status not in WAITING | DRAFTING | {RequestStatus.DEFERRED}:
        back = address("outreach:request_detail", public_id)
        return refuse(request, _("No further note is due to them here."), back)
    draft = asked.messages.filter(status=MessageStatus.DRAFT, kind=kind).order_by("pk").first()
    if draft is not None:
        return redirect("outreach:message_update", draft.public_id)
    if request.method != "POST":
        return _write_page(request, asked, kind)
    template = template_named(request.user, request.POST.get("template", ""))
    try:
        draft = services.draft_message(
            owner=request.user,
            contact=asked.contact,
            kind=kind,
            request=asked,
            template=template,
            today=today_of(request),
        )
    except HelpDeclined as error:
        return refuse(request, error, address("outreach:request_detail", public_id))
    return redirect("outreach:message_update", draft.public_id)


def _write_page(request: HttpRequest, asked: OutreachRequest, kind: MessageKind) -> HttpResponse:
    contact = asked.contact
    choices = templates_for(
        request.user, kind, channel=asked.channel, relation=asked.relation, region=contact.region
    )
    number = attempt_number(contact, today=today_of(request))
    context = {
        "asked": asked,
        "contact": contact,
        "kind": kind,
        "choices": choices[:8],
        "chosen": choices[0].value if choices else "",
        "declined": help_refused(number),
        "number": number,
        "most": patience_of(request.user).of(asked.goal_id).attempts_max,
        "log_form": _log_form(request, asked),
    }
    return render_page(request, "outreach/request_write.html", context)


def _log_form(request: HttpRequest, asked: OutreachRequest, data: Any = None) -> LoggedMessageForm:
    initial = {"kind": next_kind(asked), "channel": asked.channel}
    return LoggedMessageForm(data, initial=initial, owner=request.user, now=now_of(request))


@require_http_methods(["GET", "HEAD", "POST"])
def request_log(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Record a message that was sent elsewhere, whatever its number."""
    asked = request_of(request, public_id)
    form = _log_form(request, asked, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        before = services.state_of(asked)
        try:
            message = services.log_message(
                owner=request.user,
                contact=asked.contact,
                request=asked,
                kind=form.cleaned_data["kind"],
                channel=form.cleaned_data["channel"],
                body=form.cleaned_data["body"],
                at=form.moment(not_before=asked.last_sent_at),
                timezone=owner_of(request).timezone,
            )
        except BadMoment as error:
            form.add_error("day", str(error))
        else:
            asked.refresh_from_db(fields=services.COLUMNS_OF_STATE)
            undoable(request, sent_words(request, asked), asked, before, message)
            return redirect("outreach:request_detail", public_id)
    status = 422 if request.method == "POST" else 200
    context = {"asked": asked, "contact": asked.contact, "form": form}
    return render_page(request, "outreach/request_log.html", context, status=status)


# Answers and endings ------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def request_reply(request: HttpRequest, public_id: UUID) -> HttpResponse:
    asked = request_of(request, public_id)
    initial = {"outcome": request.GET.get("outcome", "")}
    data = request.POST if request.method == "POST" else None
    form = ReplyForm(data, initial=initial, owner=request.user, now=now_of(request))
    if request.method == "POST" and form.is_valid():
        before, given = services.state_of(asked), form.cleaned_data
        try:
            message = services.record_reply(
                request=asked,
                outcome=given["outcome"],
                at=form.moment(not_before=asked.last_sent_at or asked.sent_at),
                timezone=owner_of(request).timezone,
                body=given["body"],
                deferred_until=given["deferred_until"],
            )
        except BadMoment as error:
            form.add_error("day", str(error))
        except IllegalMove as error:
            form.add_error(None, str(error))
        else:
            undoable(request, reply_words(asked, given["outcome"]), asked, before, message)
            return redirect("outreach:request_detail", public_id)
    status = 422 if request.method == "POST" else 200
    context = {"asked": asked, "contact": asked.contact, "form": form}
    return render_page(request, "outreach/request_reply.html", context, status=status)


def reply_words(asked: OutreachRequest, outcome: str) -> str:
    name = asked.contact.given_name
    said = {
        RequestStatus.ACCEPTED.value: _("%(name)s said yes. Now find a time."),
        RequestStatus.DECLINED.value: _("Noted. Thank %(name)s once, and leave it there."),
        RequestStatus.DEFERRED.value: _("Noted. %(name)s comes back on that day."),
    }
    return said.get(outcome, _("Noted what %(name)s wrote.")) % {"name": name}


@require_POST
def request_let_go(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """End a request: by silence, kindly, or because the owner takes it back."""
    asked = request_of(request, public_id)
    form, before = LetGoForm(request.POST), services.state_of(asked)
    page = address("outreach:request_detail", public_id)
    if not form.is_valid():
        return refuse(request, _("Say how it ends."), page)
    end = services.close_quiet if form.cleaned_data["how"] == "quiet" else services.withdraw
    try:
        end(request=asked, at=now_of(request))
    except IllegalMove as error:
        return refuse(request, error, page)
    said = _("Moved on from %(name)s. Others will say yes.") % {"name": asked.contact.given_name}
    undoable(request, said, asked, before)
    return redirect(next_path(request, page))


@require_POST
def request_reopen(request: HttpRequest, public_id: UUID) -> HttpResponse:
    asked = request_of(request, public_id)
    before, page = services.state_of(asked), address("outreach:request_detail", public_id)
    try:
        services.reopen(request=asked, today=today_of(request))
    except IllegalMove as error:
        return refuse(request, error, page)
    undoable(request, _("Open again, as a draft."), asked, before)
    return redirect(page)


@require_POST
def request_ready(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Put a draft to those that only wait for being sent, or back."""
    asked = request_of(request, public_id)
    page = address("outreach:request_detail", public_id)
    try:
        services.mark_ready(request=asked, ready=request.POST.get("ready") != "no")
    except IllegalMove as error:
        return refuse(request, error, page)
    return redirect(next_path(request, page))


@require_POST
def request_undo(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Take the last act back, as long as nothing has happened since."""
    asked, known = request_of(request, public_id), undo_asked(request)
    back = next_path(request, address("outreach:request_detail", public_id))
    if known is None:
        return refuse(request, _("It is too late to take this back here. Correct it on this page."), back)
    message = message_of(request, UUID(known["message"])) if known["message"] else None
    try:
        services.take_back(request=asked, before=known["before"], after=known["after"], message=message)
    except IllegalMove as error:
        return refuse(request, error, back)
    toast(request, _("Taken back."))
    return redirect(back)
