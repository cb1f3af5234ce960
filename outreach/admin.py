"""The workshop for message templates and follow-up presets."""

import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import admin, messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import path, reverse

from infoview.accounts.models import Mode, Region
from infoview.shared.findings import Finding, Severity
from infoview.shared.querysets import raise_every_facts_version
from outreach.composing import SAMPLES, WORDING_CHANNEL, WORDING_KIND
from outreach.enums import Channel, MessageKind, Relation
from outreach.exchange import LONG, NUMBER, YES, Column
from outreach.models import (
    FollowUpPolicy,
    Goal,
    Message,
    MessageTemplate,
    OutreachSettings,
    OwnTemplate,
    TemplateStatus,
)
from outreach.services import OPENING_KINDS
from outreach.templates_fill import fill
from outreach.wording import check_message, count_chars, count_words
from outreach.workshop import LibraryAdmin, PublishedAdmin, copied_name, free_key
from outreach.workshop_files import ExchangeAdmin, Staged, mark_edited

LIBRARY = Path(__file__).resolve().parent / "library"
BRACES = re.compile(r"\{[^{}\n]{0,60}\}")
# Where a letter goes to strangers in the name of a firm, it says so and links the notice.
RECRUITING = frozenset({Mode.RECRUITER, Mode.AGENCY})


# Slots and wording --------------------------------------------------------------------------------


@cache
def places() -> dict[str, str]:
    """Return the slots that can be filled, each with what it holds."""
    known: dict[str, str] = json.loads((LIBRARY / "message_templates.json").read_text("utf-8"))[
        "placeholders"
    ]
    known.setdefault("window_3", "third concrete window")
    return known


@cache
def samples() -> dict[str, str]:
    """Return words to see a template with."""
    known = json.loads((LIBRARY / "message_templates.json").read_text("utf-8"))["sample_values"]
    return {**SAMPLES, **known}


def unknown_places(text: str) -> list[str]:
    """Return what stands in braces and nothing can fill, as it is written."""
    return list(dict.fromkeys(found for found in BRACES.findall(text) if found[1:-1] not in places()))


def findings_of(values: Mapping[str, Any]) -> list[Finding]:
    """Return the findings on a template as it reads with sample words in its slots."""
    known = samples()
    kind, channel = (
        str(values.get("kind") or MessageKind.REQUEST),
        str(values.get("channel") or Channel.EMAIL),
    )
    if kind in OPENING_KINDS and channel in WORDING_CHANNEL:
        kind = MessageKind.REQUEST_NOTE.value
    mode = values.get("mode")
    found = check_message(
        fill(str(values.get("body") or ""), known),
        kind=WORDING_KIND.get(kind, kind),  # type: ignore[call-overload]
        channel=WORDING_CHANNEL.get(channel, channel),  # type: ignore[call-overload]
        relation=str(values.get("relation") or ""),
        referrer=known["referrer"] if values.get("relation") == "referral" else "",
        subject=fill(str(values.get("subject") or ""), known),
        first_name=known["first_name"],
        region=str(values.get("region") or ""),
        mode=str(mode) if mode in RECRUITING else Mode.SEEKER.value,
    )
    return [finding for finding in found if finding.severity != Severity.PRAISE]


def strong(findings: list[Finding]) -> list[Finding]:
    return [finding for finding in findings if finding.severity == Severity.STRONG]


def why_not_published(findings: list[Finding]) -> str:
    said = " ".join(f"{finding.code}: {finding.message}" for finding in strong(findings))
    return (
        f"This cannot be offered to people yet. {said} Change the words, or keep it as a draft."
        if said
        else ""
    )


# Message templates --------------------------------------------------------------------------------

FIELDS = (
    "name", "kind", "channel", "relation", "region", "mode", "subject", "body", "when_to_use", "note",
    "status",
)  # fmt: skip


class TemplateForm(forms.ModelForm):
    class Meta:
        model = MessageTemplate
        fields = FIELDS
        labels = {"when_to_use": "When to use it", "note": "Remark", "relation": "Relation to the reader"}
        widgets = {
            "body": forms.Textarea(attrs={"rows": 16, "cols": 80}),
            "name": forms.TextInput(attrs={"size": 60}),
            "subject": forms.TextInput(attrs={"size": 60}),
            "when_to_use": forms.TextInput(attrs={"size": 80}),
            "note": forms.TextInput(attrs={"size": 80}),
        }
        help_texts = {
            "name": "What people see in the list, such as “First request, formal”.",
            "kind": "Which message this is.",
            "relation": "How the writer and the reader know each other.",
            "region": "Where the reader works, if the tone is made for that region.",
            "mode": "Who is offered this template.",
            "body": "Write as one person to another. Places such as {first_name} are filled in.",
            "when_to_use": "One sentence that helps to choose it.",
            "note": "Shown to the writer beside the template.",
            "status": "Only a published template is offered to people.",
        }

    def clean_body(self) -> str:
        return self._known(str(self.cleaned_data["body"]).replace("\r\n", "\n").strip())

    def clean_subject(self) -> str:
        return self._known(self.cleaned_data["subject"])

    def _known(self, text: str) -> str:
        if unknown := unknown_places(text):
            raise forms.ValidationError(
                f"Nothing can fill {', '.join(unknown)}. The list below the text names what can be filled."
            )
        return text

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        published = cleaned.get("status") == TemplateStatus.PUBLISHED
        if published and cleaned.get("body") and (why := why_not_published(findings_of(cleaned))):
            self.add_error("status", why)
        return cleaned


@admin.register(MessageTemplate)
class MessageTemplateAdmin(ExchangeAdmin, PublishedAdmin):
    form = TemplateForm
    list_display = ["name", "kind", "channel", "relation", "region", "mode", "status", "remarks_in_short"]
    list_filter = ["status", "kind", "channel", "relation", "region", "mode"]
    search_fields = ["name", "subject", "body", "when_to_use", "key"]
    ordering = ["position", "pk"]
    actions = ["publish", "unpublish", "copy"]
    readonly_fields = ["preview", "known_places", "use"]
    change_list_template = "admin/library/exchange.html"
    fieldsets = [
        (None, {"fields": ["name", "subject", "body", "preview", "known_places"]}),
        ("When it is offered", {"fields": ["kind", "channel", "relation", "region", "mode"]}),
        ("Advice", {"fields": ["when_to_use", "note"]}),
        ("Use", {"fields": ["status", "use"]}),
    ]

    needed = "name"
    row_form = TemplateForm
    file_mark = "infoview-templates"
    columns = (
        Column("key", "Key", also=("id",)),
        Column("name", "Name"),
        *(
            Column(name, title, choices=tuple(words.choices))
            for name, title, words in (
                ("kind", "Kind", MessageKind), ("channel", "Channel", Channel),
                ("relation", "Relation", Relation), ("region", "Region", Region), ("mode", "Mode", Mode),
            )
        ),
        Column("subject", "Subject"),
        Column("body", "Text", kind=LONG, also=("body",)),
        Column("when_to_use", "When to use it"),
        Column("note", "Remark"),
        Column("status", "Status", choices=tuple(TemplateStatus.choices)),
    )  # fmt: skip

    class Media:
        js = ["js/admin_check.js"]

    @admin.display(description="Remarks")
    def remarks_in_short(self, template: Any) -> str:
        codes = dict.fromkeys(finding.code for finding in findings_of(_values(template)))
        return ", ".join(codes) or "–"

    @admin.display(description="With sample words")
    def preview(self, template: Any) -> str:
        context = {"url": reverse("admin:outreach_messagetemplate_check"), **preview_of(_values(template))}
        return render_to_string("admin/library/template_remarks.html", context)

    @admin.display(description="Places you can use")
    def known_places(self, template: Any) -> str:
        rows = [(f"{{{name}}}", about, samples().get(name, "")) for name, about in places().items()]
        return render_to_string("admin/library/places.html", {"places": rows})

    @admin.display(description="Over all people")
    def use(self, template: Any) -> str:
        if template.pk is None:
            return "Not used yet."
        used = Message.objects.filter(template=template).count()
        copies = OwnTemplate.objects.filter(copied_from=template).count()
        came = "Came with Infoview." if template.fingerprint else "Written here."
        return f"Messages begun with it: {used}. Own copies: {copies}. {came} Its key is {template.key}."

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.check_view)
        return [path("check/", view, name="outreach_messagetemplate_check"), *super().get_urls()]

    def check_view(self, request: HttpRequest) -> HttpResponse:
        """Answer with the preview of what stands in the form now, and what is to be said about it."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        values = {name: request.POST.get(name, "")[:6000] for name in FIELDS}
        return render(request, "admin/library/template_preview.html", preview_of(values))

    def why_unfit(self, obj: Any) -> str:
        if unknown := unknown_places(f"{obj.subject}\n{obj.body}"):
            return f"Nothing can fill {', '.join(unknown)}."
        return why_not_published(findings_of(_values(obj)))

    def copy_of(self, obj: Any) -> Any:
        return copy_template(obj)

    def why_kept(self, obj: Any) -> str:
        if obj.fingerprint:
            return "It came with Infoview, and a start would bring it back; as a draft nobody is offered it."
        return ""


def _values(template: MessageTemplate) -> dict[str, Any]:
    return {name: getattr(template, name) for name in FIELDS}


def preview_of(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return a template as a reader would get it, and what is to be said about it."""
    subject, body = str(values.get("subject") or ""), str(values.get("body") or "")
    read = fill(body, samples())
    findings = findings_of(values) if body.strip() else []
    return {
        "empty": not body.strip(),
        "sample_subject": fill(subject, samples()),
        "sample_body": read,
        "words": count_words(read),
        "chars": count_chars(read),
        "unknown": unknown_places(f"{subject}\n{body}"),
        "findings": findings,
        "blocked": bool(strong(findings)),
    }


@transaction.atomic
def copy_template(template: MessageTemplate) -> MessageTemplate:
    """Return a draft with the same words; the files know nothing of it, so it is all the editor's."""
    rows = MessageTemplate.objects
    last = rows.order_by("-position").values_list("position", flat=True).first() or 0
    values = _values(template) | {"status": TemplateStatus.DRAFT, "position": last + 1}
    values["name"] = copied_name(template.name, lambda name: rows.filter(name=name).exists(), most=120)
    key = free_key(template.key, rows.values_list("key", flat=True), most=40)
    return rows.create(key=key, **values)


# Follow-up presets --------------------------------------------------------------------------------


@cache
def shipped_policies() -> frozenset[str]:
    return frozenset(
        row["key"] for row in json.loads((LIBRARY / "policies.json").read_text("utf-8"))["policies"]
    )


NUMBERS = (
    "attempts_max", "nudge_after_days", "last_attempt_after_days", "close_after_days",
    "second_person_after_days",
)  # fmt: skip


class PolicyForm(forms.ModelForm):
    class Meta:
        model = FollowUpPolicy
        fields = (
            "name", "description", *NUMBERS, "business_days", "position",
        )  # fmt: skip
        labels = {
            "attempts_max": "Notes to one person at most",
            "nudge_after_days": "Days until the nudge",
            "last_attempt_after_days": "Days from the nudge to a last attempt",
            "close_after_days": "Days of silence until letting go",
            "second_person_after_days": "Business days until a second person",
            "business_days": "Due dates on business days only",
            "position": "Place in the list",
        }
        help_texts = {
            "attempts_max": "1 to 3. The first request counts; one nudge makes two.",
            "nudge_after_days": "5 to 14.",
            "last_attempt_after_days": "7 to 30. Only with three notes.",
            "close_after_days": "7 to 30, after the last note.",
            "second_person_after_days": "1 to 7; empty: no reminder to ask somebody else there.",
        }


@admin.register(FollowUpPolicy)
class FollowUpPolicyAdmin(ExchangeAdmin, LibraryAdmin):
    """A saved preset changes the reminders of everybody who follows it, at their next look."""

    form = PolicyForm
    list_display = [
        "name", "attempts_max", "nudge_after_days", "last_attempt_after_days", "close_after_days",
        "second_person_after_days", "business_days", "people",
    ]  # fmt: skip
    list_filter = ["attempts_max", "business_days"]
    search_fields = ["name", "description", "key"]
    ordering = ["position", "pk"]
    actions = ["copy"]
    readonly_fields = ["people"]
    change_list_template = "admin/library/exchange.html"

    needed = "name"
    row_form = PolicyForm
    file_mark = "infoview-presets"
    columns = (
        Column("key", "Key", also=("id",)),
        Column("name", "Name"),
        Column("description", "Description"),
        *(Column(name, str(PolicyForm.base_fields[name].label), kind=NUMBER) for name in NUMBERS),
        Column("business_days", "Due dates on business days only", kind=YES),
    )

    @admin.action(description="Copy: begin a new one with the same numbers")
    def copy(self, request: HttpRequest, queryset: QuerySet[FollowUpPolicy]) -> HttpResponse | None:
        """Fill the page of a new preset: presets have no drafts, so nothing is offered before it is saved."""
        if len(queryset) != 1:
            self.message_user(request, "Choose one to copy.", messages.WARNING)
            return None
        [policy] = queryset
        filled = {name: getattr(policy, name) for name in PolicyForm.Meta.fields if name != "position"}
        filled["name"] = copied_name(
            policy.name, lambda name: FollowUpPolicy.objects.filter(name=name).exists(), most=80
        )
        query = urlencode({name: value for name, value in filled.items() if value})
        return redirect(f"{reverse('admin:outreach_followuppolicy_add')}?{query}")

    def apply(self, request: HttpRequest, holder: Any, staged: Staged, name: str) -> None:
        raise_every_facts_version()
        mark_edited(staged)
        super().apply(request, holder, staged, name)

    @admin.display(description="Chosen by (people, goals)")
    def people(self, policy: Any) -> str:
        if policy.pk is None:
            return "0, 0"
        chosen = OutreachSettings.objects.filter(policy=policy).count()
        return f"{chosen}, {Goal.objects.filter(policy=policy).count()}"

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        return [*PolicyForm.Meta.fields, "people"]

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        obj.edited = True
        raise_every_facts_version()  # before the preset: the owners' rows are always the first lock
        super().save_model(request, obj, form, change)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        raise_every_facts_version()
        super().delete_model(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Keep what came with the app: it can be changed, and nobody has to choose it."""
        return super().has_delete_permission(request, obj) and (obj is None or not self.why_kept(obj))

    def why_kept(self, obj: Any) -> str:
        if obj.key in shipped_policies():
            return "It came with Infoview; its numbers can be changed."
        if OutreachSettings.objects.filter(policy=obj).exists() or Goal.objects.filter(policy=obj).exists():
            return "People follow it."
        return ""
