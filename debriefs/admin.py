"""The workshop for the categories of the scorecard."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Max, QuerySet
from django.http import HttpRequest

from debriefs.models import Insight, InsightCategory, Theme
from outreach.exchange import YES, Column
from outreach.workshop import CopyingAdmin, copied_name, free_key
from outreach.workshop_files import ExchangeAdmin, Staged, mark_edited

LIBRARY = Path(__file__).resolve().parent / "library"


@cache
def shipped_categories() -> frozenset[str]:
    rows = json.loads((LIBRARY / "insight_categories.json").read_text("utf-8"))["categories"]
    return frozenset(row["key"] for row in rows)


class CategoryForm(forms.ModelForm):
    class Meta:
        model = InsightCategory
        fields = ("name", "covers", "position", "active")
        labels = {"covers": "What it covers", "position": "Place in the list", "active": "Offered"}
        help_texts = {
            "name": "As people see it on the scorecard, such as “How success is measured”.",
            "covers": "A few words that help to choose it.",
            "active": "Switched off, it is no longer offered; insights that have it keep it.",
        }


@admin.register(InsightCategory)
class InsightCategoryAdmin(ExchangeAdmin, CopyingAdmin):
    form = CategoryForm
    list_display = ["name", "covers", "position", "active", "insights"]
    list_filter = ["active"]
    search_fields = ["name", "covers", "key"]
    ordering = ["position", "pk"]
    actions = ["switch_on", "switch_off", "copy"]
    change_list_template = "admin/library/exchange.html"
    copy_is = "not offered yet"

    needed = "name"
    row_form = CategoryForm
    file_mark = "infoview-categories"
    columns = (
        Column("key", "Key", also=("id",)),
        Column("name", "Name"),
        Column("covers", "What it covers"),
        Column("active", "Offered", kind=YES),
    )

    @admin.display(description="Insights, over all people")
    def insights(self, category: Any) -> int:
        return Insight.objects.filter(category=category).count()

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        obj.edited = True
        super().save_model(request, obj, form, change)

    @admin.action(description="Offer them")
    def switch_on(self, request: HttpRequest, queryset: QuerySet[InsightCategory]) -> None:
        self._switch(request, queryset, True)

    @admin.action(description="Offer them no longer")
    def switch_off(self, request: HttpRequest, queryset: QuerySet[InsightCategory]) -> None:
        self._switch(request, queryset, False)

    def _switch(self, request: HttpRequest, queryset: QuerySet[InsightCategory], active: bool) -> None:
        words = ("no", "yes") if active else ("yes", "no")
        for category in queryset.filter(active=not active):
            category.active, category.edited = active, True
            category.save(update_fields=["active", "edited"])
            said = f"Offered (“{words[0]}” → “{words[1]}”)"
            self.log_change(request, category, [{"changed": {"fields": [said]}}])
        self.message_user(request, "Done.")

    def copy_of(self, obj: Any) -> Any:
        rows = InsightCategory.objects
        return rows.create(
            key=free_key(obj.key, rows.values_list("key", flat=True), most=40),
            name=copied_name(obj.name, lambda name: rows.filter(name=name).exists(), most=80),
            covers=obj.covers,
            position=(rows.aggregate(last=Max("position"))["last"] or 0) + 1,
            active=False,
            edited=True,
        )

    def apply(self, request: HttpRequest, holder: Any, staged: Staged, name: str) -> None:
        mark_edited(staged)
        super().apply(request, holder, staged, name)

    def why_kept(self, obj: Any) -> str:
        if obj.key in shipped_categories():
            return "It came with Infoview, and a start would bring it back."
        used = Insight.objects.filter(category=obj).exists() or Theme.objects.filter(category=obj).exists()
        return "People have insights or themes in it." if used else ""

    def take_out(self, obj: Any) -> None:
        obj.active, obj.edited = False, True
        obj.save(update_fields=["active", "edited"])
