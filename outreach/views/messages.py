"""The composer: one letter, what is said about it, and "I sent it"."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import quote
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from contacts.regions import hint_for
from infoview.shared.context import now_of
from infoview.shared.htmx import render_page, toast
from infoview.shared.shown_at import shown_at
from infoview.shared.words import day_words
from outreach import services
from outreach.board import CLOSE, next_step, patience_of
from outreach.composing import (
    apply_fix,
    asked_three_times,
    findings_of,
    fix_named,
    review,
    template_named,
    templates_for,
    values_for,
    windows_of,
)
from outreach.enums import DRAFTING, WAITING, MessageKind, RequestStatus
from outreach.forms import AutosaveForm, KeepForm, LetterForm, MessageCreateForm, SentForm
from outreach.kinds import ASKING_KINDS, OPENING_KINDS
from outreach.letters import LetterChanged, discard, keep_finding, save_letter
from outreach.models import (
    IllegalMove,
    Message,
    MessageDirection,
    MessageStatus,
    OutreachRequest,
    OutreachSettings,
)
from outreach.policies import policy_of_preset, with_own_numbers
from outreach.services import BadMoment, HelpDeclined
from outreach.templates_fill import fill, slots
from outreach.views.common import address, home_of, message_of, owner_of, refuse, today_of, undoable

PAGE = "outreach/message_update.html"
OFFERS_TIMES = OPENING_KINDS | {MessageKind.RESCHEDULE, MessageKind.REPLY}


@require_http_methods(["GET", "HEAD", "POST"])
def message_update(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Write a draft; what went out is shown where it stands."""
    message = message_of(request, public_id)
    if message.status != MessageStatus.DRAFT:
        return redirect(home_of(message))
    if request.method != "POST":
        return composer(request, message)
    _form, refused = _save(request, message)
    if refused is not None:
        return refused
    toast(request, _("Saved."))
    return redirect("outreach:message_update", public_id)


def _save(request: HttpRequest, message: Message) -> tuple[LetterForm, HttpResponse | None]:
    """Save what was typed; the answer is set when that was not possible."""
    form = LetterForm(request.POST, instance=message, owner=request.user)
    if not form.is_valid():
        return form, composer(request, message, form=form, status=422)
    text = {name: form.cleaned_data[name] for name in ("subject", "body", "channel")}
    revision = form.cleaned_data["revision"]
    try:
        stored = save_letter(message=message, revision=revision, now=now_of(request), **text)
    except LetterChanged as error:
        message.revision = error.stored.revision
        return form, composer(request, message, form=form, other=error.stored, status=422)
    except IllegalMove as error:
        return form, refuse(request, error, home_of(message))
    message.revision = stored.revision
    return form, None


def _page_of(request: HttpRequest, public_id: UUID) -> str:
    message = get_object_or_404(
        Message.objects.for_user(request.user).select_related("contact", "request"), public_id=public_id
    )
    if message.status != MessageStatus.DRAFT:
        return home_of(message)
    return reverse("outreach:message_update", args=[public_id])


def on_a_saved_draft(act: Callable[[HttpRequest, Message], HttpResponse]) -> Callable[..., HttpResponse]:
    """Make a view of an act on a draft: what was typed is saved first."""

    @shown_at(_page_of)
    @wraps(act)
    def view(request: HttpRequest, public_id: UUID) -> HttpResponse:
        message = message_of(request, public_id)
        if message.status != MessageStatus.DRAFT:
            return redirect(home_of(message))
        _form, refused = _save(request, message)
        return refused or act(request, message)

    return view


def composer(
    request: HttpRequest,
    message: Message,
    *,
    form: LetterForm | None = None,
    sent_form: SentForm | None = None,
    other: Message | None = None,
    status: int = 200,
) -> HttpResponse:
    owner, now, asked = request.user, now_of(request), message.request
    settings = settings_of(owner)
    choices = templates_for(
        owner,
        message.kind,
        channel=message.channel,
        relation=asked.relation if asked else "",
        region=message.contact.region,
    )
    address_of_mail = getattr(message, "mail_address", "") or ""
    context = {
        "message": message,
        "contact": message.contact,
        "asked": asked,
        "form": form or LetterForm(instance=message, owner=owner),
        "sent_form": sent_form or SentForm(owner=owner, now=now),
        "other": other,
        "review": review(message, owner=owner, settings=settings),
        "settings": settings,
        "choices": choices,
        "chosen": _chosen(message),
        "mail_address": address_of_mail,
        "mailto": mailto(address_of_mail, message.subject, message.body),
        "offers": windows_of(asked, owner, now=now) if asked and message.kind in OFFERS_TIMES else [],
        "hint": hint_for(message.contact.region) if settings.region_hints else None,
        "attempts": _attempts(message, settings),
        "versions": getattr(message, "version_count", 0),
        "lede": _lede(message),
        "asks_again": message.kind in ASKING_KINDS and asked_three_times(message.contact),
    }
    return render_page(request, PAGE, context, partials=("composer", "checks"), status=status)


def settings_of(owner: Any) -> OutreachSettings:
    rows = OutreachSettings.objects.for_user(owner).select_related("policy")
    return rows.first() or OutreachSettings(owner=owner)


def _lede(message: Message) -> str:
    contact = message.contact
    said = [f"{contact.role_line}."] if contact.role_line else []
    referrer = message.request.referrer if message.request else ""
    if referrer and message.kind in OPENING_KINDS:
        said.append(_("%(name)s suggested them.") % {"name": referrer})
    return " ".join(said)


def _chosen(message: Message) -> str:
    if message.own_template is not None:
        return f"own:{message.own_template.public_id}"
    return f"library:{message.template.key}" if message.template is not None else ""


def mailto(to: str, subject: str, body: str) -> str:
    """Return a mailto address; mail programs want CRLF between lines."""
    asked = {"subject": subject, "body": body.replace("\n", "\r\n")}
    query = "&".join(f"{name}={quote(value, safe='')}" for name, value in asked.items() if value)
    return f"mailto:{quote(to, safe='@')}{f'?{query}' if query else ''}"


def _attempts(message: Message, settings: OutreachSettings) -> dict[str, Any]:
    """Say which attempt this is, how many the policy allows, and what comes after it."""
    asked = message.request
    if asked is None or message.kind not in ASKING_KINDS:
        return {}
    own = asked.goal.policy if asked.goal and asked.goal.policy else settings.policy
    policy = with_own_numbers(policy_of_preset(own), settings)
    made = max(0, asked.attempts - asked.attempts_forgiven)
    return {
        "made": made,
        "number": made + 1,
        "most": max(policy.attempts_max, made),
        "policy": policy,
        "is_last": made + 1 >= policy.attempts_max,
        "is_beyond": made + 1 > policy.attempts_max,
    }


@require_POST
def message_autosave(request: HttpRequest, public_id: UUID) -> JsonResponse:
    """Save one field while typing (docs/ui.md, "Saving fields")."""
    message = get_object_or_404(Message.objects.for_user(request.user), public_id=public_id)
    form = AutosaveForm(request.POST)
    if not form.is_valid():
        reason = next(iter(form.errors.values()))[0]
        return JsonResponse({"error": str(reason)}, status=422)
    field, now = form.cleaned_data["field"], now_of(request)
    typed = {field: form.cleaned_data["text"]}
    try:
        stored = save_letter(message=message, revision=form.cleaned_data["revision"], now=now, **typed)
    except LetterChanged as error:
        stored = error.stored
        return JsonResponse({"revision": stored.revision, "text": getattr(stored, field)}, status=409)
    except IllegalMove as error:
        return JsonResponse({"error": str(error)}, status=422)
    return JsonResponse({"revision": stored.revision, "saved_at": now.isoformat().replace("+00:00", "Z")})


@require_POST
def message_checks(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Say what reads badly in the text as it stands in the browser; nothing is saved."""
    message = message_of(request, public_id)
    message.subject = request.POST.get("subject", "")[:300]
    message.body = request.POST.get("body", "")[:20_000].replace("\r\n", "\n").replace("\x00", "")
    settings = OutreachSettings.of(request.user)
    context = {
        "message": message,
        "settings": settings,
        "review": review(message, owner=request.user, settings=settings),
    }
    return render_page(request, PAGE + "#checks", context)


@on_a_saved_draft
def message_fix(request: HttpRequest, message: Message) -> HttpResponse:
    """Apply one change that a check offers, to the text as typed."""
    owner = request.user
    found = findings_of(message, owner=owner, settings=OutreachSettings.of(owner))
    fix = fix_named(found, request.POST.get("fix", ""))
    if fix is None:
        messages.info(request, _("The letter has changed since. Look again."))
        return _written(request, message)
    values = _values(request, message)
    return _rewritten(request, message, body=apply_fix(message.body, fix, values))


def _values(request: HttpRequest, message: Message) -> dict[str, str]:
    asked = message.request
    return values_for(
        owner=request.user,
        contact=message.contact,
        now=now_of(request),
        goal=asked.goal if asked else None,
        request=asked,
    )


def _rewritten(request: HttpRequest, message: Message, **text: str) -> HttpResponse:
    text = {name: words[:20_000] for name, words in text.items()}
    stored = save_letter(message=message, revision=None, now=now_of(request), keep_before=True, **text)
    message.subject, message.body, message.revision = stored.subject, stored.body, stored.revision
    return _written(request, message)


def _written(request: HttpRequest, message: Message) -> HttpResponse:
    if not request.htmx:  # type: ignore[attr-defined]
        return redirect("outreach:message_update", message.public_id)
    return composer(request, message)


@on_a_saved_draft
def message_keep(request: HttpRequest, message: Message) -> HttpResponse:
    """Leave a finding as it is, with or without a reason; or look at it again."""
    code = request.POST.get("keep", "")
    form = KeepForm({"code": code, "reason": request.POST.get(f"reason-{code}", "")})
    if form.is_valid():
        keep_finding(message=message, **form.cleaned_data)
    return _written(request, message)


@on_a_saved_draft
def message_window(request: HttpRequest, message: Message) -> HttpResponse:
    """Put the times that are offered into the letter, before its closing words."""
    if message.request is None:
        return _written(request, message)
    offered = [one.words for one in windows_of(message.request, request.user, now=now_of(request))]
    wanted = request.POST.getlist("window")
    picked = [words for place, words in enumerate(offered) if str(place) in wanted]
    picked = picked or offered[:2]
    if not picked:
        return _written(request, message)
    line = _("Would %(times)s suit you? Other times are fine too.") % {"times": _(" or ").join(picked)}
    return _rewritten(request, message, body=before_closing(message.body, line))


def before_closing(body: str, line: str) -> str:
    """Return the letter with one more paragraph before the last one, which says goodbye."""
    paragraphs = body.rstrip().split("\n\n")
    if len(paragraphs) < 2:
        return f"{body.rstrip()}\n\n{line}".lstrip()
    return "\n\n".join([*paragraphs[:-1], line, paragraphs[-1]])


@on_a_saved_draft
def message_template(request: HttpRequest, message: Message) -> HttpResponse:
    """Begin again from a template; the text before is kept under the earlier versions."""
    template = template_named(request.user, request.POST.get("template", ""))
    if template is None and request.POST.get("template"):
        messages.info(request, _("This template is not there any more."))
        return _written(request, message)
    services.use_template(message=message, template=template)
    values = _values(request, message)
    subject, body = (fill(template.subject, values), fill(template.body, values)) if template else ("", "")
    if message.body.strip():
        toast(request, _("The text before is under Earlier versions."))
    return _rewritten(request, message, subject=subject[:300], body=body)


@shown_at(_page_of)
def message_send(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Record that the owner sent it."""
    message = message_of(request, public_id)
    if message.status != MessageStatus.DRAFT:
        return redirect(home_of(message))
    form, refused = _save(request, message) if "body" in request.POST else (None, None)
    if refused is not None:
        return refused
    day = request.POST.get("day", today_of(request))
    sent_form = SentForm({"day": day}, owner=request.user, now=now_of(request))
    reason = _not_yet(message)
    if not sent_form.is_valid() or reason:
        if reason:
            sent_form.add_error(None, reason)
        return composer(request, message, form=form, sent_form=sent_form, status=422)
    before = services.state_of(message.request) if message.request else {}
    try:
        at = sent_form.moment(not_before=message.request.last_sent_at if message.request else None)
        services.send_message(message=message, at=at, timezone=owner_of(request).timezone)
    except (BadMoment, IllegalMove) as error:
        sent_form.add_error("day", str(error))
        return composer(request, message_of(request, public_id), form=form, sent_form=sent_form, status=422)
    _say_sent(request, message, before)
    return redirect(home_of(message))


def _not_yet(message: Message) -> str:
    if not message.body.strip():
        return _("The letter is empty. Write it, or record it as sent elsewhere from the request.")
    unfilled = list(dict.fromkeys([*slots(message.subject), *slots(message.body)]))
    if not unfilled:
        return ""
    said = ngettext(
        "One place is still to fill: %(names)s.",
        "%(n)s places are still to fill: %(names)s.",
        len(unfilled),
    )
    return said % {"n": len(unfilled), "names": ", ".join(f"{{{name}}}" for name in unfilled)}


def _say_sent(request: HttpRequest, message: Message, before: dict[str, Any]) -> None:
    asked = message.request
    if asked is None:
        undo = reverse("outreach:message_unsend", args=[message.public_id])
        toast(request, _("Marked as sent."), undo=undo)
        return
    undoable(request, sent_words(request, asked), asked, before, message)


def sent_words(request: HttpRequest, asked: OutreachRequest) -> str:
    """Say that it is noted, and what follows: "Marked as sent. Nudge due Thu 19 Nov."."""
    step = next_step(asked, patience_of(request.user).of(asked.goal_id))
    if step is None:
        return _("Marked as sent.")
    names = {
        CLOSE: _("If it stays quiet, let go on %(day)s."),
        str(MessageKind.NUDGE): _("Nudge due %(day)s."),
        str(MessageKind.LAST_ATTEMPT): _("Last attempt due %(day)s."),
    }
    return f"{_('Marked as sent.')} {names[step[0]] % {'day': day_words(step[1], today=today_of(request))}}"


@require_POST
def message_unsend(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Take "I sent it" back, for another day or none, while nothing else has happened."""
    message = message_of(request, public_id)
    if message.status == MessageStatus.SENT and message.direction == MessageDirection.OUT:
        try:
            services.unsend(message)
        except IllegalMove as error:
            return refuse(request, error, home_of(message))
        toast(request, _("It is a draft again."))
    return redirect("outreach:message_update", public_id)


@require_http_methods(["GET", "HEAD", "POST"])
def message_discard(request: HttpRequest, public_id: UUID) -> HttpResponse:
    message = message_of(request, public_id)
    if message.status != MessageStatus.DRAFT:
        return redirect(home_of(message))
    if request.method == "POST":
        discard(message=message)
        toast(request, _("The draft is gone."))
        return redirect(home_of(message))
    context = {
        "title": _("Throw this draft away?"),
        "goes": _("The text and its earlier versions go. There is no way back."),
        "stays": _("%(name)s and everything that went out stay.") % {"name": message.contact.name},
        "action": _("Throw away"),
        "danger": True,
        "back": reverse("outreach:message_update", args=[public_id]),
    }
    return render_page(request, "ui/confirm.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def message_versions(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show how the draft read before, and bring one of these texts back."""
    message = message_of(request, public_id)
    if message.status != MessageStatus.DRAFT:
        return redirect(home_of(message))
    versions = list(message.versions.order_by("-revision", "-pk"))
    if request.method == "POST":
        found = next((one for one in versions if str(one.public_id) == request.POST.get("version")), None)
        if found is not None:
            _rewritten(request, message, subject=found.subject, body=found.body)
            toast(request, _("The earlier text is back."))
        return redirect("outreach:message_update", public_id)
    context = {"message": message, "contact": message.contact, "versions": versions}
    return render_page(request, "outreach/message_versions.html", context)


# Beginning a message ------------------------------------------------------------------------------


@require_POST
def message_create(request: HttpRequest) -> HttpResponse:
    """Begin a message to a person, or open the draft that is there."""
    form = MessageCreateForm(request.POST, owner=request.user)
    if not form.is_valid():
        return refuse(request, _("Choose a person to write to."), reverse("outreach:request_create"))
    contact, kind = form.cleaned_data["contact"], form.cleaned_data["kind"]
    asked = form.cleaned_data["request"] or _request_of(request, contact, kind)
    if asked is None and kind in ASKING_KINDS:
        return redirect(address("outreach:request_create", contact=contact.public_id))
    if asked is not None and asked.contact_id != contact.pk:
        asked = None
    try:
        message = services.draft_message(
            owner=request.user, contact=contact, kind=kind, request=asked, today=today_of(request)
        )
    except HelpDeclined as error:
        return refuse(request, error, address("outreach:request_detail", asked.public_id))  # type: ignore[union-attr]
    return redirect("outreach:message_update", message.public_id)


def _request_of(request: HttpRequest, contact: Any, kind: str) -> OutreachRequest | None:
    """Return the request that a note of this kind goes on with."""
    if kind not in ASKING_KINDS | {MessageKind.DECLINE_REPLY}:
        return None
    states = DRAFTING if kind in OPENING_KINDS else WAITING
    if kind == MessageKind.DECLINE_REPLY:
        states = frozenset({RequestStatus.DECLINED})
    rows = OutreachRequest.objects.for_user(request.user).filter(contact=contact, status__in=sorted(states))
    return rows.order_by("-last_sent_at", "-pk").first()


@require_safe
def message_detail(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show a message that went out or came in, whole."""
    message = message_of(request, public_id)
    if message.status == MessageStatus.DRAFT:
        return redirect("outreach:message_update", public_id)
    context = {"message": message, "contact": message.contact}
    return render_page(request, "outreach/message_detail.html", context)
