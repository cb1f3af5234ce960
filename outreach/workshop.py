"""What the admin pages of all library rows share: who may edit, what is logged, taking out of use, files."""

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
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
from django.utils.text import slugify

from contacts.formats.rows import Unreadable, clean_line
from outreach.exchange import MAX_BYTES, BadRow, Column, Contents, Row, read_file, write_csv, write_json

SHOWN = 200  # rows of a preview that are shown in full
PREVIEW_SECONDS = 60 * 60
SALT = "library.import"


class LibraryAdmin(admin.ModelAdmin):
    """Rows of the library. Any member of staff edits them; what came with the app is never lost by accident.

    key_source   the field that a new row's key is made from
    """

    key_source: ClassVar[str] = "name"
    delete_confirmation_template = "admin/library/remove.html"
    list_per_page = 50

    class Media:
        css = {"all": ["css/library.css"]}

    def has_module_permission(self, request: HttpRequest) -> bool:
        return _is_staff(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return _is_staff(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return _is_staff(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return _is_staff(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return _is_staff(request)

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Leave out deleting many at once: rows are taken out of use, or removed one by one."""
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if not obj.key:
            obj.key = self.free_key(getattr(obj, self.key_source), self.siblings(obj))
        if not change and not obj.position:
            last = self.siblings(obj).aggregate(last=models.Max("position"))["last"]
            obj.position = 0 if last is None else last + 1
        super().save_model(request, obj, form, change)

    def siblings(self, obj: Any) -> models.QuerySet[Any]:
        """Return the rows among which a key and a place have to be found."""
        return self.model._default_manager.all()

    def free_key(self, words: str, among: models.QuerySet[Any]) -> str:
        return free_key(words, among.values_list("key", flat=True), most=_most(self.model, "key"))

    # History

    def construct_change_message(
        self, request: HttpRequest, form: Any, formsets: Any, add: bool = False
    ) -> Any:
        """Say of each field what it was and what it became."""
        if add:
            return super().construct_change_message(request, form, formsets, add)
        return [{"changed": {"fields": said}}] if (said := changes_of(form)) else []

    # Removing

    def why_kept(self, obj: Any) -> str:
        """Say why this row is taken out of use instead of being deleted; "" when it can go."""
        return ""

    def take_out(self, obj: Any) -> None:
        """Take a kept row out of use."""

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        # The stock page would name rows of owners that hang on this one.
        return [str(obj) for obj in objs], {}, set(), []

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> Any:
        obj = self.get_object(request, object_id)
        why = self.why_kept(obj) if obj is not None else ""
        return super().delete_view(request, object_id, {**(extra_context or {}), "why_kept": why})

    def log_deletions(self, request: HttpRequest, queryset: Any) -> Any:
        kept = [obj for obj in queryset if self.why_kept(obj)]
        for obj in kept:
            self.log_change(request, obj, "Taken out of use.")
        gone = [obj for obj in queryset if obj not in kept]
        return super().log_deletions(request, gone) if gone else kept  # type: ignore[arg-type]

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        why = self.why_kept(obj)
        request.library_kept = why  # type: ignore[attr-defined]
        if why:
            self.take_out(obj)
        else:
            super().delete_model(request, obj)

    def response_delete(self, request: HttpRequest, obj_display: str, obj_id: Any) -> HttpResponse:
        if why := getattr(request, "library_kept", ""):
            self.message_user(request, f"“{obj_display}” is out of use now. {why}", messages.WARNING)
            return redirect(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", obj_id)
        return super().response_delete(request, obj_display, obj_id)


def _is_staff(request: HttpRequest) -> bool:
    return bool(request.user.is_active and request.user.is_staff)  # type: ignore[union-attr]


def _most(model: Any, name: str) -> int:
    return int(model._meta.get_field(name).max_length)


def free_key(words: str, taken: Iterable[str], *, most: int) -> str:
    """Return a short key made from words, with a number behind it where it is taken."""
    taken = set(taken)
    root = slugify(words)[: most - 5].strip("-") or "row"
    number = 1
    key = root
    while key in taken:
        number += 1
        key = f"{root}-{number}"
    return key


def changes_of(form: forms.BaseForm) -> list[str]:
    """Return what a form changes, field by field, in words: Stage (“Core” → “Closing”)."""
    said = []
    for name in getattr(form, "changed_data", ()):
        if name in form.fields:
            now = form.cleaned_data.get(name)
            said.append(change_words(form.fields[name], name, form.initial.get(name), now))
    return said


def change_words(form_field: forms.Field, name: str, before: Any, now: Any) -> str:
    label = str(form_field.label or name.replace("_", " "))
    return f"{label} (“{_shown(form_field, before)}” → “{_shown(form_field, now)}”)"


def _shown(form_field: forms.Field, value: Any) -> str:
    if isinstance(form_field, forms.ModelChoiceField):
        rows = form_field.queryset
        value = rows.filter(pk=value).first() if rows is not None and isinstance(value, int) else value
    elif isinstance(form_field, forms.ChoiceField):
        value = dict(form_field.choices).get(value, value)  # type: ignore[arg-type, call-overload]
    elif isinstance(value, bool):
        value = "yes" if value else "no"
    elif isinstance(value, list):
        value = " / ".join(map(str, value))
    words = " ".join(str("" if value is None else value).split())
    return words if len(words) <= 80 else f"{words[:79].rstrip()}…"


class LinesField(forms.CharField):
    """A list of short texts, typed one on each line."""

    widget = forms.Textarea(attrs={"rows": 3, "cols": 80})

    def __init__(self, *, most: int = 10, longest: int = 300, **options: Any) -> None:
        self.most, self.longest = most, longest
        super().__init__(required=False, empty_value="", **options)

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(map(str, value)) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        lines = [line for one in str(super().to_python(value)).splitlines() if (line := clean_line(one))]
        if len(lines) > self.most:
            raise ValidationError(f"Keep it to {self.most} lines.")
        if any(len(line) > self.longest for line in lines):
            raise ValidationError(f"A line has at most {self.longest} characters.")
        return lines

    def validate(self, value: Any) -> None:
        """Any list will do, also none."""

    def run_validators(self, value: Any) -> None:
        for line in value:
            super().run_validators(line)

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return (initial or []) != self.to_python(data)
        except ValidationError:
            return True


# Files --------------------------------------------------------------------------------------------


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
        raise NotImplementedError

    def new_row(self, holder: Any) -> Any:
        raise NotImplementedError

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
                self._apply(request, holder, staged, told["name"])
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
                str(values[self.needed]), [*known, *seen], most=_most(self._row_model, "key")
            )
        elif len(key) > _most(self._row_model, "key"):
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
                _shown(fields[name], before[name]),
                _shown(fields[name], getattr(instance, name)),
            )
            for name in names
        ]
        return Change(where, instance, words, names)

    @property
    def _row_model(self) -> Any:
        return self.row_form._meta.model

    def _apply(self, request: HttpRequest, holder: Any, staged: Staged, name: str) -> None:
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


def _imported(change: Change) -> list[dict[str, Any]]:
    return [{"changed": {"fields": [f"{label} (“{old}” → “{new}”)" for label, old, new in change.fields]}}]


def _same_words(text: Any) -> str:
    return " ".join(str(text).casefold().split())


def copied_name(name: str, taken: Callable[[str], bool], *, most: int) -> str:
    """Return a name for a copy that nothing else has."""
    number = 1
    while True:
        suffix = " (copy)" if number == 1 else f" (copy {number})"
        copied = name[: most - len(suffix)] + suffix
        if not taken(copied):
            return copied
        number += 1
