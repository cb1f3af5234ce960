"""One line typed in a hurry: shown as it was understood, then kept."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from contacts import services
from contacts.enums import PointKind, Source, TouchKind
from contacts.formats.identity import name_key, profile_key
from contacts.formats.quick_add import LONGEST_LINE, NOTE, PERSON, REMINDER, QuickAdd, Span, parse
from contacts.formats.rows import BadRow, PersonRow
from contacts.formats.shared_page import parse_page
from contacts.formats.signature import parse_signature
from contacts.forms import TagsField, WebAddressField
from contacts.models import Contact, ContactPoint, ContactTag, Touch
from infoview.shared import clock, days, words
from infoview.shared.context import now_of
from infoview.shared.forms import OwnedForm, day_field
from infoview.shared.htmx import render_page, toast
from infoview.shared.once import in_turn, name_of
from infoview.shared.shown_at import shown_at
from scheduler.models import OwnReminder
from scheduler.services import own_reminder

NAMES_MOST = 400
JUST_NOW = timedelta(minutes=5)
NOON = time(12)

KINDS = [
    (PERSON, gettext_lazy("A person")),
    (NOTE, gettext_lazy("A note on somebody")),
    (REMINDER, gettext_lazy("A reminder")),
]


class QuickForm(OwnedForm):
    """What was understood, to be corrected before it is kept."""

    token = forms.UUIDField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(choices=KINDS, widget=forms.HiddenInput)
    contact = forms.ModelChoiceField(
        Contact.objects.none(), required=False, to_field_name="public_id", widget=forms.HiddenInput
    )
    as_new = forms.BooleanField(required=False, label=gettext_lazy("This is somebody else of the same name"))
    name = forms.CharField(required=False, max_length=200, label=gettext_lazy("Name"))
    organisation = forms.CharField(required=False, max_length=200, label=gettext_lazy("Organisation"))
    job_title = forms.CharField(required=False, max_length=200, label=gettext_lazy("Role"))
    how_met = forms.CharField(required=False, max_length=300, label=gettext_lazy("How you met"))
    introduced_by = forms.CharField(required=False, max_length=200, label=gettext_lazy("Introduced by"))
    email = forms.CharField(required=False, max_length=254, label=gettext_lazy("E-mail"))
    phone = forms.CharField(required=False, max_length=60, label=gettext_lazy("Phone"))
    profile = WebAddressField(label=gettext_lazy("Profile address"))
    tags = TagsField(label=gettext_lazy("Tags"))
    text = forms.CharField(
        required=False, max_length=4000, label=gettext_lazy("Note"), widget=forms.Textarea(attrs={"rows": 2})
    )
    met_on = day_field(required=False, label=gettext_lazy("Met on"))
    follow_up_on = day_field(required=False, label=gettext_lazy("Remind me on"))

    SHOWN = {
        PERSON: ("name", "organisation", "job_title", "how_met", "introduced_by", "email", "phone", "profile",
                 "tags", "met_on", "follow_up_on", "text"),
        NOTE: ("text", "tags", "follow_up_on"),
        REMINDER: ("text", "follow_up_on"),
    }  # fmt: skip
    ALWAYS = {
        PERSON: {"name", "organisation", "tags", "follow_up_on"},
        NOTE: {"text"},
        REMINDER: {"text", "follow_up_on"},
    }

    def __init__(self, *args: Any, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.today = today
        self.fields["name"].required = self.chosen_kind == PERSON

    @property
    def chosen_kind(self) -> str:
        kind = self.data.get("kind") if self.is_bound else self.initial.get("kind")
        return kind if kind in self.SHOWN else PERSON

    @property
    def shown(self) -> list[forms.BoundField]:
        """Return the fields that hold something, and those without which it makes no sense."""
        kind = self.chosen_kind
        return [
            self[name]
            for name in self.SHOWN[kind]
            if name in self.ALWAYS[kind] or self[name].value() or self[name].errors
        ]

    def clean_token(self) -> UUID:
        """Name what is made after the words, too: other words in the same form are something else."""
        return name_of(self.owner, self.data, "token") or self.cleaned_data["token"]

    def clean_email(self) -> str:
        address: str = self.cleaned_data["email"]
        if address:
            validate_email(address)
        return address

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        kind = cleaned.get("kind")
        if kind == PERSON and not cleaned.get("name", "").strip() and not cleaned.get("contact"):
            self.add_error("name", _("A name is needed."))
        if kind == NOTE and cleaned.get("contact") is None:
            self.add_error(None, _("This person is no longer on your list."))
        if kind in (NOTE, REMINDER) and not cleaned.get("text", "").strip() and "text" not in self.errors:
            self.add_error("text", _("Write it in a few words."))
        if kind == REMINDER and len(cleaned.get("text", "")) > 300:
            self.add_error("text", _("Use at most 300 letters."))
        for name in ("met_on", "follow_up_on"):
            day = cleaned.get(name)
            if day and not 1950 <= day.year <= self.today.year + 20:
                self.add_error(name, _("That is far away. Check the year."))
        if (met_on := cleaned.get("met_on")) and met_on > self.today:
            self.add_error("met_on", _("That day has not come yet."))
        return cleaned


@dataclass(frozen=True, slots=True)
class Understood:
    """A line with the parts that were understood marked, for the preview."""

    text: str
    kind: str


def understand(owner: Any, line: str, *, today: date) -> tuple[QuickAdd | None, str]:
    """Return what the line says, or None with a sentence that says why not."""
    if "\n" in line.strip():
        row = parse_signature(line)
        if isinstance(row, BadRow):
            return None, row.reason
        return _of_signature(row, owner), " ".join(row.remarks)
    return parse(line, today=today, known=known_in(owner, line)), ""


def known_in(owner: Any, line: str) -> dict[str, int]:
    """Return the people on the list whose name may stand in the line, by name key: one query."""
    parts = line.replace(",", " , ").split()[:200]
    keys = set()
    for size in range(1, 6):
        for at in range(len(parts) - size + 1):
            name = " ".join(parts[at : at + size]).strip(".,;:!?-–—")
            keys |= {name_key(name), name_key(name.removesuffix("'s").removesuffix("’s"))}
    found = Contact.objects.for_user(owner).filter(name_key__in=keys - {""}).order_by("-archived_at", "-pk")
    return dict(found.values_list("name_key", "pk")[:NAMES_MOST])


def understand_page(owner: Any, request: HttpRequest) -> QuickAdd | None:
    """Return the person of a page that was shared with us, None when it is no page or names nobody."""
    given = {name: request.GET.get(name, "").replace("\0", " ") for name in ("title", "text", "url")}
    if request.method == "POST" or request.GET.get("line") or not any(given.values()):
        return None
    found = parse_page(**given)
    if found is not None:
        people = Contact.objects.for_user(owner)
        same = Q(name_key=name_key(found.name)[:200])
        if key := profile_key(found.profile)[:300] if found.profile else "":
            same |= Q(profile_key=key)
        known = people.filter(same).order_by("-profile_key", "pk").first()
        found.known = known.pk if known else None
    return found


def _further(row: PersonRow) -> str:
    """Return what a signature says beyond the fields of the form, a line each: nothing of it is lost."""
    further = [
        *((_("E-mail"), point.value) for point in row.emails[1:]),
        *((_("Phone"), point.value) for point in row.phones[1:]),
        *((_("Profile"), point.value) for point in row.profiles[1:]),
        *((_("Website"), point.value) for point in row.websites),
        (_("Department"), row.department),
        (_("Where"), row.city),
    ]
    return "\n".join([row.notes, *(f"{label}: {value}" for label, value in further if value)]).strip()


def _of_signature(row: PersonRow, owner: Any) -> QuickAdd:
    known = Contact.objects.for_user(owner).filter(name_key=name_key(row.name)[:200]).order_by("pk").first()
    return QuickAdd(
        PERSON,
        name=row.name,
        known=known.pk if known else None,
        job_title=row.job_title,
        organisation=row.organisation,
        email=row.emails[0].value if row.emails else "",
        phone=row.phones[0].value if row.phones else "",
        profile=row.profiles[0].value if row.profiles else "",
        text=_further(row)[:4000],
    )


def marked(line: str, spans: list[Span]) -> list[Understood]:
    """Return the line in pieces, each with what it was understood as; "" for the rest."""
    pieces, at = [], 0
    for span in spans:
        if span.start > at:
            pieces.append(Understood(line[at : span.start], ""))
        pieces.append(Understood(line[span.start : span.end], span.kind))
        at = span.end
    if at < len(line):
        pieces.append(Understood(line[at:], ""))
    return pieces


def _line_of(request: HttpRequest) -> str:
    """Return what was typed, or what another page shared with us: a name, a text, an address."""
    given = request.POST if request.method == "POST" else request.GET
    shared = [given.get(name, "") for name in ("line", "title", "text", "url")]
    text = " ".join(part for part in shared if part.strip()).replace("\0", " ")
    return text.replace("\r\n", "\n").strip()[: LONGEST_LINE if "\n" not in text.strip() else 20_000]


@require_http_methods(["GET", "HEAD", "POST"])
def quick_add(request: HttpRequest) -> HttpResponse:
    """Show what a line was understood as; nothing is kept yet."""
    owner: Any = request.user
    line = _line_of(request)
    today = clock.local_date(now_of(request), owner.timezone)
    context: dict[str, Any] = {"line": line, "said": ""}
    status = 200
    if line:
        found = understand_page(owner, request)
        if found is None:
            found, context["said"] = understand(owner, line, today=today)
        if found is not None:
            context |= _preview(owner, found, line, today=today)
    if request.method == "POST" and "form" not in context:
        context["said"] = context["said"] or _("Write whom you met, or what to remember.")
        status = 422
    return render_page(
        request, "infoview/quick_add.html", context, partials=("quick-preview",), status=status
    )


def _preview(owner: Any, found: QuickAdd, line: str, *, today: date) -> dict[str, Any]:
    known = Contact.objects.for_user(owner).select_related("organisation").filter(pk=found.known or 0).first()
    names = ("name", "organisation", "job_title", "how_met", "introduced_by", "email", "phone", "profile",
             "text", "met_on", "follow_up_on")  # fmt: skip
    kind = found.kind if found.kind != NOTE or known else PERSON
    initial = {name: getattr(found, name) for name in names} | {
        "token": uuid4(),
        "kind": kind,
        "tags": ", ".join(found.tags),
        "contact": known.public_id if known else None,
    }
    if kind == REMINDER and not found.follow_up_on:
        initial["follow_up_on"] = today + timedelta(days=1)
    form = QuickForm(owner=owner, today=today, initial=initial)
    return {"form": form, "known": known, "pieces": marked(line, found.spans), "kind": kind}


@shown_at(lambda _request: reverse("quick_add"))
@in_turn
def quick_save(request: HttpRequest) -> HttpResponse:
    owner: Any = request.user
    now = now_of(request)
    today = clock.local_date(now, owner.timezone)
    form = QuickForm(request.POST, owner=owner, today=today)
    if not form.is_valid():
        known = Contact.objects.for_user(owner).filter(public_id=_uuid(request.POST.get("contact"))).first()
        context = {
            "form": form,
            "line": _line_of(request),
            "known": known,
            "kind": form.chosen_kind,
            "said": "",
        }
        return render_page(
            request, "infoview/quick_add.html", context, partials=("quick-preview",), status=422
        )
    said, contact = save(form, owner=owner, now=now)
    toast(request, said)
    return redirect("contact_detail", contact.public_id) if contact else redirect("today")


def _uuid(text: str | None) -> UUID | None:
    try:
        return UUID(text or "")
    except ValueError:
        return None


@transaction.atomic
def save(form: QuickForm, *, owner: Any, now: datetime) -> tuple[str, Contact | None]:
    """Keep what the form says; the same form a second time changes nothing."""
    typed = form.cleaned_data
    contact: Contact | None = typed["contact"]
    said = _("%(name)s is up to date.")
    match typed["kind"]:
        case kind if kind == REMINDER:
            day = typed["follow_up_on"] or form.today + timedelta(days=1)
            _remind(owner, typed["text"].strip(), day, contact, token=typed["token"])
            when = words.day_words(day, today=form.today)
            return _("You will be reminded %(day)s.") % {"day": when}, None
        case kind if kind == NOTE:
            assert contact is not None
            _note(contact, typed["text"].strip(), now=now)
        case _:
            if contact is None or typed["as_new"]:
                contact = _person(form, owner=owner)
                said = _("%(name)s is on your list.")
            else:
                _complete(contact, typed, now=now)
            if typed["met_on"]:
                _met(contact, typed, now=now, today=form.today)
    if typed["tags"]:
        _tag(contact, typed["tags"])
    if typed["follow_up_on"]:
        text = _("Follow up with %(name)s") % {"name": contact.name}
        _remind(owner, text[:300], typed["follow_up_on"], contact, token=typed["token"])
    return said % {"name": contact.name}, contact


def _person(form: QuickForm, *, owner: Any) -> Contact:
    typed = form.cleaned_data
    made = Contact.objects.for_user(owner).filter(public_id=typed["token"]).first()
    if made is not None:
        return made
    through = _introducer(owner, typed["introduced_by"])
    contact = Contact.objects.create(
        owner=owner,
        public_id=typed["token"],
        name=" ".join(typed["name"].split()),
        job_title=typed["job_title"],
        organisation=services.find_or_make_organisation(owner=owner, name=typed["organisation"]),
        how_met=typed["how_met"],
        met_on=typed["met_on"],
        profile_url=typed["profile"],
        introduced_by=through,
        source=Source.REFERRED if typed["introduced_by"] else Source.EVENT if typed["how_met"] else "",
        source_detail="" if through else typed["introduced_by"],
        notes=typed["text"].strip(),
    )
    _reach(contact, typed)
    return contact


def _introducer(owner: Any, name: str) -> Contact | None:
    found = list(Contact.objects.for_user(owner).filter(name_key=name_key(name)[:200])[:2]) if name else []
    return found[0] if len(found) == 1 else None


def _reach(contact: Contact, typed: dict[str, Any]) -> None:
    for kind, value in ((PointKind.EMAIL, typed["email"]), (PointKind.PHONE, typed["phone"])):
        if value:
            point = ContactPoint(owner_id=contact.owner_id, contact=contact, kind=kind, value=value)
            point.set_keys()
            if not ContactPoint.objects.filter(
                owner_id=contact.owner_id, contact=contact, kind=kind, value_key=point.value_key
            ).exists():
                point.save()


def _complete(contact: Contact, typed: dict[str, Any], *, now: datetime) -> None:
    """Fill what is not known of somebody on the list; nothing is overwritten."""
    gaps = {
        name: typed[key]
        for name, key in (
            ("job_title", "job_title"),
            ("how_met", "how_met"),
            ("met_on", "met_on"),
            ("profile_url", "profile"),
        )
        if typed[key] and not getattr(contact, name)
    }
    if typed["organisation"] and contact.organisation_id is None:
        gaps["organisation"] = services.find_or_make_organisation(
            owner=contact.owner, name=typed["organisation"]
        )
    if gaps:
        contact.change(**gaps)
    _reach(contact, typed)
    if typed["text"].strip():
        _note(contact, typed["text"].strip(), now=now)


def _note(contact: Contact, text: str, *, now: datetime) -> None:
    same = Touch.objects.filter(
        owner_id=contact.owner_id,
        contact=contact,
        kind=TouchKind.NOTE,
        summary=text,
        happened_at__gt=now - JUST_NOW,
    )
    if not same.exists():
        services.record_touch(
            contact=contact, kind=TouchKind.NOTE, at=now, timezone=contact.owner.timezone, summary=text
        )


def _met(contact: Contact, typed: dict[str, Any], *, now: datetime, today: date) -> None:
    zone = contact.owner.timezone
    at = now if typed["met_on"] == today else days.moment_at(typed["met_on"], NOON, zone)
    same = Touch.objects.filter(
        owner_id=contact.owner_id, contact=contact, kind=TouchKind.MEETING, happened_on=typed["met_on"]
    )
    if not same.exists():
        services.record_touch(
            contact=contact, kind=TouchKind.MEETING, at=at, timezone=zone, summary=typed["how_met"]
        )


def _tag(contact: Contact, names: list[str]) -> None:
    for tag in services.find_or_make_tags(owner=contact.owner, names=names):
        ContactTag.objects.get_or_create(owner=contact.owner, contact=contact, tag=tag)


def _remind(owner: Any, text: str, day: date, contact: Contact | None, *, token: UUID) -> None:
    if OwnReminder.objects.for_user(owner).filter(public_id=token).exists():
        return
    own_reminder(owner=owner, text=text, starts_on=day, contact=contact).change(public_id=token)
