"""Library rows that go out to a file and come in from one: preview, every bad row named, all or nothing."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core import signing
from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from django.db import models, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, StreamingHttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from contacts.formats.rows import Unreadable, clean_line
from outreach.exchange import MAX_BYTES, BadRow, Column, Contents, Row, read_file, write_csv, write_json
from outreach.workshop import LibraryAdmin, free_key, most_of, shown

SHOWN = 200  # rows of a preview that are shown in full
PREVIEW_SECONDS = 60 * 60
SALT = "library.import"


@dataclass(slots=True)
class Change:
    """One row that an import adds or changes: what it is called, and old and new words by field."""

    where: str
    row: Any
    fields: list[tuple[str, str, str]] = field(default_factory=list)
    names: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Staged:
    """What an import would do, looked at before anything is written."""

    new: list[Change] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    same: int = 0
    bad: list[BadRow] = field(default_factory=list)
    passed_over: list[str] = field(default_factory=list)

    @property
    def count(self) -> int:
        return len(self.new) + len(self.changed)

    @property
    def signature(self) -> str:
        """What the preview showed; when it differs at the confirmation, it has to be looked at again."""
        seen = [[one.where, str(one.row), one.fields] for one in (*self.new, *self.changed)]
        return hashlib.sha256(json.dumps([seen, self.same]).encode()).hexdigest()


class UploadForm(forms.Form):
    file = forms.FileField(
        label="File",
        help_text="A CSV or JSON file, at most 1 MB. First you see what it would do.",
        widget=forms.FileInput(attrs={"accept": ".csv,.json,text/csv,application/json"}),
    )

    def clean_file(self) -> Any:
        upload = self.cleaned_data["file"]
        if upload.size > MAX_BYTES:
            raise ValidationError("This file is larger than 1 MB. Import it in parts.")
        return upload


class ExchangeAdmin(LibraryAdmin):
    """Library rows that also go out to a file and come in from one.

    of_a_holder  whether the rows belong to the row whose page this is (the questions of a bank)
    columns      of the files; `needed` is the one that no row goes without
    row_form     checks one row, the same way the page does
    """

    of_a_holder: ClassVar[bool] = False
    columns: ClassVar[Sequence[Column]]
    needed: ClassVar[str]
    row_form: ClassVar[type[forms.ModelForm]]
    file_mark: ClassVar[str]

    def rows_of(self, holder: Any) -> models.QuerySet[Any]:
        """Return the rows in their order."""
        return self.model._default_manager.order_by("position", "pk")

    def new_row(self, holder: Any) -> Any:
        return self.model()

    def get_urls(self) -> list[Any]:
        under = "<int:holder_id>/" if self.of_a_holder else ""
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        view = self.admin_site.admin_view
        return [
            path(f"{under}export/<slug:kind>/", view(self.export_view), name=f"{name}_export"),
            path(f"{under}import/", view(self.import_view), name=f"{name}_import"),
            *super().get_urls(),
        ]

    def export_view(self, request: HttpRequest, kind: str, holder_id: int | None = None) -> Any:
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "HEAD"])
        holder = self._holder(request, holder_id)
        rows = (
            {column.name: getattr(row, column.name) for column in self.columns}
            for row in self.rows_of(holder).iterator(500)
        )
        if kind == "csv":
            text, content_type = write_csv(rows, self.columns), "text/csv; charset=utf-8"
        elif kind == "json":
            text, content_type = write_json(rows, self.columns, mark=self.file_mark), "application/json"
        else:
            raise Http404
        name = f"{holder.key if holder else self.file_mark}.{kind}"
        response = StreamingHttpResponse((piece.encode() for piece in text), content_type=content_type)
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response

    def import_view(self, request: HttpRequest, holder_id: int | None = None) -> Any:
        """Take a file, show what it would do, and do it once that was confirmed."""
        if request.method not in ("GET", "HEAD", "POST"):
            return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
        holder = self._holder(request, holder_id)
        if "preview" in request.POST:
            return self._confirmed(request, holder)
        form = UploadForm(request.POST or None, request.FILES or None)
        if request.method != "POST" or not form.is_valid():
            return self._import_page(request, holder, form, status=422 if form.is_bound else 200)
        upload = form.cleaned_data["file"]
        try:
            contents = read_file(upload.read(), self.columns, needed=self.needed)
        except Unreadable as error:
            form.add_error("file", error.reason)
            return self._import_page(request, holder, form, status=422)
        return self._preview(request, holder, contents, clean_line(upload.name)[:100])

    def _preview(
        self, request: HttpRequest, holder: Any, contents: Contents, name: str, *, again: bool = False
    ) -> HttpResponse:
        staged = self.stage(holder, contents)
        told = {
            "holder": holder.pk if holder else None,
            "user": request.user.pk,
            "name": name,
            "rows": [[row.where, row.values] for row in contents.rows],
            "bad": [[row.where, row.reason] for row in contents.bad],
            "passed_over": contents.passed_over,
            "signature": staged.signature,
        }
        more: dict[str, Any] = {
            "staged": staged,
            "shown_new": staged.new[:SHOWN],
            "shown_changed": staged.changed[:SHOWN],
            "file_name": name,
            "again": again,
            "preview": signing.dumps(told, salt=SALT, compress=True),
        }
        return self._import_page(request, holder, UploadForm(), **more)

    def _confirmed(self, request: HttpRequest, holder: Any) -> HttpResponse:
        try:
            told = signing.loads(request.POST["preview"], salt=SALT, max_age=PREVIEW_SECONDS)
        except signing.BadSignature:
            told = {}
        if told.get("user") != request.user.pk or told.get("holder") != (holder.pk if holder else None):
            form = UploadForm()
            messages.error(request, "This preview is too old. Choose the file again.")
            return self._import_page(request, holder, form, status=422)
        contents = Contents(
            [Row(*row) for row in told["rows"]], [BadRow(*row) for row in told["bad"]], told["passed_over"]
        )
        with transaction.atomic():
            staged = self.stage(holder, contents)
            if staged.signature == told["signature"]:
                self.apply(request, holder, staged, told["name"])
                return redirect(self._home(holder))
        # Somebody else edited these rows in between: nothing was written.
        return self._preview(request, holder, contents, told["name"], again=True)

    def stage(self, holder: Any, contents: Contents) -> Staged:
        """Return what the rows of a file would add and change; nothing is written."""
        staged = Staged(bad=list(contents.bad), passed_over=contents.passed_over)
        known = {row.key: row for row in self.rows_of(holder)}
        words = {_same_words(getattr(row, self.needed)): row.key for row in known.values()}
        seen: dict[str, str] = {}
        for row in contents.rows:
            try:
                self._stage_row(staged, holder, row, known, words, seen)
            except ValidationError as error:
                staged.bad.append(BadRow(row.where, " ".join(error.messages)))
        staged.bad.sort(key=lambda one: (len(one.where), one.where))
        return staged

    def _stage_row(
        self,
        staged: Staged,
        holder: Any,
        row: Row,
        known: dict[str, Any],
        words: dict[str, str],
        seen: dict[str, str],
    ) -> None:
        values = dict(row.values)
        key = values.pop("key", "")
        text = _same_words(values[self.needed])
        if not key:
            key = words.get(text, "") or free_key(
                str(values[self.needed]), [*known, *seen], most=most_of(self._row_model, "key")
            )
        elif len(key) > most_of(self._row_model, "key"):
            raise ValidationError("The key is too long.")
        try:
            validate_slug(key)
        except ValidationError:
            raise ValidationError(
                f"“{key[:40]}” is no key: letters, digits, - and _ only. Leave it empty for a new row."
            ) from None
        if key in seen:
            raise ValidationError(f"This row is in the file twice; the first is {seen[key].lower()}.")
        if words.get(text, key) != key:
            raise ValidationError(f"There is a row with these words already; its key is {words[text]}.")
        seen[key] = row.where
        words[text] = key
        instance = known.get(key)
        is_new = instance is None
        instance = instance or self.new_row(holder)
        instance.key = key
        change = self._checked(row.where, instance, values)
        if is_new:
            staged.new.append(change)
        elif change.names:
            staged.changed.append(change)
        else:
            staged.same += 1

    def _checked(self, where: str, instance: Any, values: dict[str, Any]) -> Change:
        """Lay the values of a file over a row and check it as the page would."""
        fields = self.row_form.base_fields
        before = {name: getattr(instance, name) for name in fields}
        data = {
            name: form_field.prepare_value(values.get(name, before[name]))
            for name, form_field in fields.items()
        }
        form = self.row_form(data, instance=instance)
        if not form.is_valid():
            said = []
            for name, errors in form.errors.items():
                label = str(fields[name].label or name) if name in fields else ""
                said += [f"{label}: {error}" if label else str(error) for error in errors]
            raise ValidationError(said)
        names = [name for name in fields if getattr(instance, name) != before[name]]
        words = [
            (
                str(fields[name].label or name),
                shown(fields[name], before[name]),
                shown(fields[name], getattr(instance, name)),
            )
            for name in names
        ]
        return Change(where, instance, words, names)

    @property
    def _row_model(self) -> Any:
        return self.row_form._meta.model

    def apply(self, request: HttpRequest, holder: Any, staged: Staged, name: str) -> None:
        """Write what was previewed, in the running transaction."""
        last = self.rows_of(holder).aggregate(last=models.Max("position"))["last"]
        place = -1 if last is None else last
        for change in staged.new:
            place += 1
            change.row.position = place
            change.row.save()
        for change in staged.changed:
            change.row.save(update_fields=change.names)
        self._log(request, staged)
        said = f"Imported “{name}”: {len(staged.new)} added, {len(staged.changed)} changed."
        if holder:
            self.log_change(request, holder, said)
        left = f" {len(staged.bad)} could not be taken." if staged.bad else ""
        self.message_user(request, said + left, messages.WARNING if left else messages.SUCCESS)

    def _log(self, request: HttpRequest, staged: Staged) -> None:
        kind = ContentType.objects.get_for_model(self._row_model)
        added: list[dict[str, Any]] = [{"added": {}}]
        told = [(change, ADDITION, added) for change in staged.new]
        told += [(change, CHANGE, _imported(change)) for change in staged.changed]
        LogEntry.objects.bulk_create(
            LogEntry(
                user_id=request.user.pk,
                content_type=kind,
                object_id=change.row.pk,
                object_repr=str(change.row)[:200],
                action_flag=flag,
                change_message=json.dumps(message),
            )
            for change, flag, message in told
        )

    def _holder(self, request: HttpRequest, holder_id: int | None) -> Any:
        if holder_id is None:
            return None
        holder = self.get_object(request, str(holder_id))
        if holder is None:
            raise Http404
        return holder

    def _home(self, holder: Any) -> str:
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_{'change' if holder else 'changelist'}"
        return reverse(name, args=[holder.pk] if holder else [])

    def _import_page(
        self, request: HttpRequest, holder: Any, form: UploadForm, *, status: int = 200, **more: Any
    ) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": f"Import into {holder}" if holder else f"Import {self.opts.verbose_name_plural}",
            "opts": self.opts,
            "holder": holder,
            "home": self._home(holder),
            "import_url": request.path,
            "form": form,
            "columns": self.columns,
            "needed": self.needed,
            **more,
        }
        request.current_app = self.admin_site.name  # type: ignore[attr-defined]
        return TemplateResponse(request, "admin/library/import.html", context, status=status)


def mark_edited(staged: Staged) -> None:
    """Say of rows of the files that they are an editor's now, so that a start leaves them alone."""
    for change in (*staged.new, *staged.changed):
        change.row.edited = True
        change.names.append("edited")


def _imported(change: Change) -> list[dict[str, Any]]:
    return [{"changed": {"fields": [f"{label} (“{old}” → “{new}”)" for label, old, new in change.fields]}}]


def _same_words(text: Any) -> str:
    return " ".join(str(text).casefold().split())
