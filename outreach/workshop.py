"""What the admin pages of library rows share: who may edit, what is logged, taking out of use, copying."""

from collections.abc import Callable, Iterable
from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import slugify

from contacts.formats.rows import clean_line


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
        return free_key(words, among.values_list("key", flat=True), most=most_of(self.model, "key"))

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


class CopyingAdmin(LibraryAdmin):
    """Library rows that can be copied; what a copy `is` until somebody offers it."""

    copy_is: ClassVar[str] = "a draft"

    def copy_of(self, obj: Any) -> Any:
        """Return a stored row with the same words that is offered to nobody yet."""
        raise ImproperlyConfigured(f"{type(self).__name__} does not say how a row is copied.")

    @admin.action(description="Copy, offered to nobody yet")
    def copy(self, request: HttpRequest, queryset: models.QuerySet[Any]) -> None:
        for obj in queryset:
            copied = self.copy_of(obj)
            self.log_addition(request, copied, f"Copied from “{obj}”.")
            link = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[copied.pk])
            said = format_html('“{}” is {}. <a href="{}">Open it</a>', copied, self.copy_is, link)
            self.message_user(request, said, messages.SUCCESS)


class PublishedAdmin(CopyingAdmin):
    """Library rows that are drafts until somebody publishes them."""

    def why_unfit(self, obj: Any) -> str:
        """Say why this row cannot be published as it stands; "" when it can."""
        return ""

    @admin.action(description="Publish: offer them to people")
    def publish(self, request: HttpRequest, queryset: models.QuerySet[Any]) -> None:
        for obj in queryset:
            if why := self.why_unfit(obj):
                self.message_user(request, f"“{obj}” stays as it is. {why}", messages.WARNING)
            else:
                self._set_status(request, obj, "published")

    @admin.action(description="Back to draft: offer them to nobody")
    def unpublish(self, request: HttpRequest, queryset: models.QuerySet[Any]) -> None:
        for obj in queryset:
            self._set_status(request, obj, "draft")

    @transaction.atomic
    def _set_status(self, request: HttpRequest, obj: Any, status: str) -> None:
        if obj.status != status:
            old = obj.get_status_display()
            obj.status = status
            obj.save(update_fields=["status"])
            said = f"Status (“{old}” → “{obj.get_status_display()}”)"
            self.log_change(request, obj, [{"changed": {"fields": [said]}}])
        self.message_user(request, f"“{obj}” is {obj.get_status_display().lower()}.", messages.SUCCESS)

    def take_out(self, obj: Any) -> None:
        obj.status = "draft"
        obj.save(update_fields=["status"])


def _is_staff(request: HttpRequest) -> bool:
    return bool(request.user.is_active and request.user.is_staff)  # type: ignore[union-attr]


def most_of(model: Any, name: str) -> int:
    """Return how long a column may be."""
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
    return f"{label} (“{shown(form_field, before)}” → “{shown(form_field, now)}”)"


def shown(form_field: forms.Field, value: Any) -> str:
    """Return a value of a form as the history says it."""
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


def copied_name(name: str, taken: Callable[[str], bool], *, most: int) -> str:
    """Return a name for a copy that nothing else has."""
    number = 1
    while True:
        suffix = " (copy)" if number == 1 else f" (copy {number})"
        copied = name[: most - len(suffix)] + suffix
        if not taken(copied):
            return copied
        number += 1
