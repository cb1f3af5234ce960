"""The way of a file of people: upload, columns, reading, looking, taking in, undo."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from contacts import importing
from contacts.enums import Fate, ImportState
from contacts.formats.detect import NAMES
from contacts.formats.mapping import FIELDS, ColumnMapping
from contacts.formats.rows import MAX_ROWS, Unreadable
from contacts.models import ImportBatch, ImportRow
from contacts.uploads import BoundedUpload
from contacts.views.organisations import number_of, page_url
from infoview.shared import clock
from infoview.shared.forms import PlainForm
from infoview.shared.htmx import render_page, toast

PAGE = 50
TOO_LARGE = gettext_lazy("This file is larger than 20 MB. Split it and import the parts.")
CHOICE_WORDS = {
    importing.TAKE: gettext_lazy("Add"),
    importing.MERGE: gettext_lazy("Merge"),
    importing.BOTH: gettext_lazy("Keep both"),
    importing.SKIP: gettext_lazy("Leave out"),
}
FATE_WORDS = {
    Fate.NEW: gettext_lazy("New"),
    Fate.UPDATE: gettext_lazy("Add to somebody you have"),
    Fate.DUPLICATE: gettext_lazy("Might be the same person"),
    Fate.UNCHANGED: gettext_lazy("Nothing new"),
    Fate.ERROR: gettext_lazy("Not readable"),
}


class UploadForm(PlainForm):
    file = forms.FileField(
        label=gettext_lazy("File"), error_messages={"empty": gettext_lazy("This file is empty.")}
    )
    format = forms.ChoiceField(
        required=False,
        label=gettext_lazy("What it is"),
        choices=[("auto", gettext_lazy("Find out")), *NAMES.items()],
        help_text=gettext_lazy("Only if it was taken for something else."),
    )


def _mine(request: HttpRequest) -> QuerySet[ImportBatch]:
    return ImportBatch.objects.for_user(request.user).select_related("owner")


# The first look at the form's token reads the whole upload; our own handler must be in place before.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def import_create(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        request.upload_handlers = [BoundedUpload(request)]
    return _import_create(request)


@csrf_protect
def _import_create(request: HttpRequest) -> HttpResponse:
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        form = UploadForm(request.POST, request.FILES)
        batch = _begin(request, form)
        if batch is not None:
            return redirect("contacts:import_detail", batch.public_id)
    earlier = _mine(request).defer("payload").order_by("-created_at", "-pk")[:10]
    status = 422 if form.is_bound else 200
    return render_page(
        request, "contacts/import_create.html", {"form": form, "earlier": earlier}, status=status
    )


def _begin(request: HttpRequest, form: UploadForm) -> ImportBatch | None:
    """Begin an import with the file of the form, or put on the form what is wrong."""
    if getattr(request, "too_large", False):
        form.errors.pop("file", None)
        form.add_error("file", str(TOO_LARGE))
        return None
    if not form.is_valid():
        return None
    file = form.cleaned_data["file"]
    try:
        return importing.begin(
            owner=request.user,
            data=file.read(),
            file_name=file.name,
            format=form.cleaned_data["format"] or "auto",
        )
    except Unreadable as error:
        where = _(" (line %(n)s)") % {"n": error.line} if error.line else ""
        form.add_error("file", f"{error.reason}{where}")
        return None


@require_safe
def import_detail(request: HttpRequest, public_id: UUID) -> HttpResponse:
    batch = get_object_or_404(_mine(request).defer("payload"), public_id=public_id)
    if batch.state == ImportState.STAGING and batch.options.get("needs_mapping"):
        return redirect("contacts:import_mapping", public_id)
    if batch.state == ImportState.STAGING:
        return render_page(request, "contacts/import_step.html", _progress(batch))
    if batch.state == ImportState.STAGED:
        return render_page(
            request, "contacts/import_detail.html", _preview(request, batch), partials=("import-rows",)
        )
    bad = batch.rows.filter(fate=Fate.ERROR).order_by("line")[:PAGE]
    context = {
        "batch": batch,
        "bad": bad,
        "format": NAMES.get(batch.format, ""),
        "said": importing.said_of(batch.counts),
    }
    return render_page(request, "contacts/import_result.html", context)


def _progress(batch: ImportBatch) -> dict[str, Any]:
    return {"batch": batch, "percent": importing.progress_of(batch), "format": NAMES.get(batch.format, "")}


@require_POST
def import_step(request: HttpRequest, public_id: UUID) -> HttpResponse:
    batch = get_object_or_404(_mine(request), public_id=public_id)
    token = _uuid(request.POST.get("token"))
    if token is not None:
        try:
            batch = importing.stage_step(batch=batch, token=token)
        except importing.NotNow as error:
            return _not_now(request, public_id, error)
    if batch.state != ImportState.STAGING or not request.htmx:  # type: ignore[attr-defined]
        return redirect("contacts:import_detail", public_id)
    return render_page(request, "contacts/import_step.html", _progress(batch), partials=("import-progress",))


def _not_now(request: HttpRequest, public_id: UUID, error: importing.NotNow) -> HttpResponse:
    """Say why it cannot be done, on the page of the import while there is one."""
    messages.warning(request, str(error))
    if isinstance(error, importing.Gone):
        return redirect("contacts:import_create")
    return redirect("contacts:import_detail", public_id)


def _uuid(text: str | None) -> UUID | None:
    try:
        return UUID(text or "")
    except ValueError:
        return None


# Columns ------------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def import_mapping(request: HttpRequest, public_id: UUID) -> HttpResponse:
    batch = get_object_or_404(_mine(request), public_id=public_id)
    if not batch.mapping or batch.state not in (ImportState.STAGING, ImportState.STAGED):
        return redirect("contacts:import_detail", public_id)
    mapping = ColumnMapping.from_data(batch.mapping)
    wrong, status = "", 200
    if request.method == "POST":
        fields = [request.POST.get(f"column-{at}", "") for at in range(len(mapping.fields))]
        day_first = {"day": True, "month": False}.get(request.POST.get("dates", ""))
        mapping = ColumnMapping(
            mapping.header, tuple(name if name in FIELDS else "" for name in fields), day_first
        )
        wrong = _wrong(mapping)
        if not wrong:
            try:
                importing.set_mapping(batch=batch, fields=list(mapping.fields), day_first=day_first)
            except importing.NotNow as error:
                return _not_now(request, public_id, error)
            return redirect("contacts:import_detail", public_id)
        status = 422
    context = {
        "batch": batch,
        "wrong": wrong,
        "columns": _columns(batch, mapping),
        "fields": FIELDS.items(),
        "mapping": mapping,
    }
    return render_page(request, "contacts/import_mapping.html", context, status=status)


def _wrong(mapping: ColumnMapping) -> str:
    if not mapping.names_somebody:
        return _("Choose which column holds the names.")
    kept = ColumnMapping.from_data(mapping.data())
    doubled = next(
        (FIELDS[name] for name, once in zip(mapping.fields, kept.fields, strict=True) if name != once), ""
    )
    return _("%(field)s is chosen twice. Choose it once.") % {"field": doubled} if doubled else ""


def _columns(batch: ImportBatch, mapping: ColumnMapping) -> list[tuple[str, str, str]]:
    """Return header, first values and field of each column."""
    samples = importing.source_of(batch).samples[:20]
    columns = []
    for at, name in enumerate(mapping.fields):
        values = [row[at] for row in samples if at < len(row) and row[at].strip()][:3]
        shown = " · ".join(value[:40] for value in values)
        header = mapping.header[at] if at < len(mapping.header) else ""
        columns.append((header or _("Column %(n)s") % {"n": at + 1}, shown, name))
    return columns


# Looking and choosing -----------------------------------------------------------------------------


def _preview(request: HttpRequest, batch: ImportBatch) -> dict[str, Any]:
    counts = batch.counts
    shown = request.GET.get("fate", "")
    if shown not in FATE_WORDS:
        shown = next(
            (fate for fate in (Fate.DUPLICATE, Fate.NEW, Fate.UPDATE, Fate.ERROR) if counts.get(fate)),
            Fate.UNCHANGED,
        )
    number = number_of(request)
    rows = list(
        batch.rows.filter(fate=shown)
        .select_related("matched__organisation")
        .order_by("line")[number * PAGE : (number + 1) * PAGE + 1]
    )
    more, rows = len(rows) > PAGE, rows[:PAGE]
    outcome = importing.expected(batch)
    return {
        "batch": batch,
        "format": NAMES.get(batch.format, ""),
        "fates": [
            (fate.value, label, counts.get(fate, 0), fate == shown)
            for fate, label in FATE_WORDS.items()
            if counts.get(fate)
        ],
        "shown": shown,
        "rows": [_shown(row) for row in rows],
        "outcome": outcome,
        "taken": outcome.created + outcome.updated,
        "previous_url": page_url(request, number - 1) if number else "",
        "next_url": page_url(request, number + 1) if more else "",
        "rows_most": MAX_ROWS,
    }


def _shown(row: ImportRow) -> dict[str, Any]:
    """Return one row as the preview shows it, with what can be chosen for it."""
    chosen = importing.choice_of(row)
    data = row.data
    allowed = [
        choice
        for choice in importing.CHOICES[row.fate]
        if not (choice == importing.MERGE and row.matched_id is None)
    ]
    return {
        "row": row,
        "at": data.get("at", row.line),
        "name": data.get("name", ""),
        "organisation": data.get("organisation", ""),
        "job_title": data.get("job_title", ""),
        "email": (data.get("emails") or [["", ""]])[0][0],
        "extra": list(data.get("source_fields", {}).items())[:6],
        "changes": row.before.get("changes", []),
        "choices": [(choice, CHOICE_WORDS[choice], choice == chosen) for choice in allowed],
    }


def _choices(request: HttpRequest) -> dict[int, str]:
    found = {}
    for name, value in request.POST.items():
        number = name.removeprefix("choice-")
        if name != number and number.isdecimal() and len(number) < 8:
            found[int(number)] = str(value)
    return found


@require_POST
def import_choose(request: HttpRequest, public_id: UUID) -> HttpResponse:
    batch = get_object_or_404(_mine(request).defer("payload"), public_id=public_id)
    try:
        importing.choose(batch=batch, choices=_choices(request))
    except importing.NotNow as error:
        return _not_now(request, public_id, error)
    if request.htmx:  # type: ignore[attr-defined]
        outcome = importing.expected(batch)
        context = {"batch": batch, "outcome": outcome, "taken": outcome.created + outcome.updated}
        return render_page(request, "contacts/import_detail.html", context, partials=("import-foot",))
    toast(request, _("Your choices are kept."))
    fate = request.POST.get("fate", "")
    page = request.POST.get("page", "")
    query = f"?fate={fate}" if fate in FATE_WORDS else ""
    query += f"&page={page}" if query and page.isdecimal() else ""
    response = redirect("contacts:import_detail", public_id)
    response["Location"] += query
    return response


@require_POST
def import_apply(request: HttpRequest, public_id: UUID) -> HttpResponse:
    batch = get_object_or_404(_mine(request), public_id=public_id)
    try:
        if batch.state == ImportState.STAGED:
            importing.choose(batch=batch, choices=_choices(request))
        was_applied = batch.state == ImportState.APPLIED
        tag = request.POST.get("tag", "").replace("\0", "")[:60]
        batch = importing.apply(batch=batch, at=clock.now(), tag=tag)
    except importing.NotNow as error:
        return _not_now(request, public_id, error)
    if not was_applied:
        toast(request, importing.said_of(batch.counts))
    return redirect("contacts:import_detail", public_id)


@require_POST
def import_undo(request: HttpRequest, public_id: UUID) -> HttpResponse:
    batch = get_object_or_404(_mine(request), public_id=public_id)
    try:
        undone = importing.undo(batch=batch, at=clock.now())
    except importing.NotNow as error:
        return _not_now(request, public_id, error)
    said = ngettext("%(n)s person is gone again.", "%(n)s people are gone again.", undone.removed)
    toast(request, _("Undone.") + " " + said % {"n": undone.removed})
    return redirect("contacts:import_detail", public_id)


@require_POST
def import_discard(request: HttpRequest, public_id: UUID) -> HttpResponse:
    batch = get_object_or_404(_mine(request).defer("payload"), public_id=public_id)
    try:
        importing.discard(batch)
    except importing.NotNow as error:
        return _not_now(request, public_id, error)
    toast(request, _("Nothing of this file was imported."))
    return redirect("contacts:import_create")
