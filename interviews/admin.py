"""The workshop for question banks: edited, ordered, checked, copied, exchanged; of owners only counts."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import path, reverse

from contacts.formats.rows import clean_line
from infoview.shared.findings import Finding, Severity
from interviews.enums import (
    Audience,
    BankStatus,
    Framework,
    QuestionCategory,
    QuestionIndustry,
    QuestionOrgSize,
    QuestionSeniority,
    QuestionStage,
)
from interviews.guide import check_question
from interviews.models import FavouriteQuestion, OwnQuestion, PlanItem, Question, QuestionBank
from outreach.exchange import LINES, YES, Column
from outreach.workshop import LibraryAdmin, LinesField, PublishedAdmin, copied_name, free_key
from outreach.workshop_files import ExchangeAdmin, Staged

PLACE = "place-"
PAGE = 200  # questions of one page of a bank; more would be more fields than a form may have

# Three figures of a question over all owners; never who, never what was said.
USED = {
    "asked": Count("uses", filter=Q(uses__asked_at__isnull=False)),
    "answered": Count("uses", filter=Q(uses__notes__gt="")),
    "skipped": Count("uses", filter=Q(uses__skipped_at__isnull=False)),
}
FIELDS = (
    "text", "purpose", "probes", "category", "stage", "framework", "seniority", "audience", "industry",
    "org_size", "region_notes", "retired",
)  # fmt: skip
HELP = {
    "text": "Ask one thing, openly: how, what, which, why. The reader fills in places such as {topic}.",
    "purpose": "What this question is good for, in one sentence. The reader sees it while choosing.",
    "probes": "Follow-up questions, one on each line.",
    "category": "Under which heading the answer is filed.",
    "stage": "Where in the talk it belongs.",
    "framework": "Trends, insights, advice, resources, assignments: a plan should touch all five.",
    "seniority": "The level of the person asked.",
    "audience": "The kind of person asked.",
    "region_notes": "Customs to mind when asking, such as “LatAm: allow a few unhurried minutes here”.",
    "retired": "No longer offered in new plans. Plans that hold it keep it.",
}


def check(text: str, stage: str) -> list[Finding]:
    """Return what is to be said about a question; a courtesy at the end may be answered with yes or no."""
    found = check_question(text)
    if stage == QuestionStage.CLOSING:
        found = [finding for finding in found if finding.code != "Q-CLOSED"]
    return found


class QuestionRowForm(forms.ModelForm):
    """One question without its bank, as a file brings it."""

    probes = LinesField(label="Follow-up questions", help_text=HELP["probes"])

    class Meta:
        model = Question
        fields = FIELDS
        labels = {"text": "Question", "org_size": "Organisation size", "region_notes": "Customs"}
        help_texts = HELP
        widgets = {
            "text": forms.Textarea(attrs={"rows": 3, "cols": 80, "maxlength": 400}),
            "purpose": forms.Textarea(attrs={"rows": 2, "cols": 80, "maxlength": 300}),
            "region_notes": forms.Textarea(attrs={"rows": 2, "cols": 80, "maxlength": 400}),
        }

    def clean_text(self) -> str:
        return clean_line(self.cleaned_data["text"])

    def clean_purpose(self) -> str:
        return clean_line(self.cleaned_data["purpose"])

    def clean_region_notes(self) -> str:
        return clean_line(self.cleaned_data["region_notes"])


class QuestionForm(QuestionRowForm):
    class Meta(QuestionRowForm.Meta):
        fields = ("bank", *FIELDS)  # type: ignore[assignment]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        bank, key = cleaned.get("bank"), self.instance.key
        if bank and key and Question.objects.filter(bank=bank, key=key).exclude(pk=self.instance.pk).exists():
            self.add_error(
                "bank", "That bank has a question with this key. Copy the text into a new question."
            )
        return cleaned


def has_questions(bank: QuestionBank) -> bool:
    """Say whether there is anything to offer; a bank that is only retired questions is empty."""
    return bank.pk is not None and bank.questions.filter(retired=False).exists()


def unpublish_emptied(admin: LibraryAdmin, request: HttpRequest, banks: Iterable[int]) -> None:
    """Make a published bank that has nothing left to offer a draft again, and say so."""
    for bank in QuestionBank.objects.filter(pk__in=banks, status=BankStatus.PUBLISHED).order_by("pk"):
        if has_questions(bank):
            continue
        bank.status = BankStatus.DRAFT
        bank.save(update_fields=["status"])
        said = "Status (“Published” → “Draft”): no question was left to offer"
        LibraryAdmin.log_change(admin, request, bank, [{"changed": {"fields": [said]}}])
        admin.message_user(
            request, f"“{bank}” has no question left to offer, so it is a draft again.", messages.WARNING
        )


class BankForm(forms.ModelForm):
    """A bank, with the places of its questions as they were typed or dragged."""

    class Meta:
        model = QuestionBank
        fields = ("name", "description", "mode", "status")
        widgets = {
            "name": forms.TextInput(attrs={"size": 60}),
            "description": forms.TextInput(attrs={"size": 80}),
        }
        help_texts = {
            "description": "One sentence for the people who choose questions.",
            "mode": "Who is offered these questions.",
            "status": "Only a published bank is offered to people.",
        }

    def clean_status(self) -> str:
        status: str = self.cleaned_data["status"]
        if status == BankStatus.PUBLISHED and not has_questions(self.instance):
            raise ValidationError("This bank holds no questions yet. Keep it a draft until it does.")
        return status

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        self.places: dict[int, int] = {}
        for name, value in self.data.items():
            pk = name.removeprefix(PLACE)
            if name.startswith(PLACE) and pk.isdecimal() and len(pk) < 19:
                if not (str(value).strip().isdecimal() and 0 < len(str(value).strip()) < 7):
                    raise ValidationError(
                        f"“{str(value)[:20]}” is no place in the list. Type a number such as 3."
                    )
                self.places[int(pk)] = int(value)
        return cleaned


def reordered(questions: list[Question], places: dict[int, int]) -> list[Question]:
    """Return the questions in their new order; a moved one takes the place of the one that was there."""

    def place(numbered: tuple[int, Question]) -> tuple[int, int]:
        now, question = numbered
        wanted = places.get(question.pk, now)
        return wanted, (wanted > now) - (wanted < now)

    return [question for _now, question in sorted(enumerate(questions, start=1), key=place)]


@admin.register(QuestionBank)
class QuestionBankAdmin(ExchangeAdmin, PublishedAdmin):
    form = BankForm
    list_display = ["name", "mode", "status", "in_use", "out_of_use", "asked"]
    list_filter = ["status", "mode"]
    search_fields = ["name", "description", "questions__text"]
    ordering = ["position", "pk"]
    actions = ["publish", "unpublish", "copy"]
    change_form_template = "admin/library/bank.html"

    of_a_holder = True
    needed = "text"
    row_form = QuestionRowForm
    file_mark = "infoview-questions"
    columns = (
        Column("key", "Key", also=("id",)),
        Column("text", "Question", also=("Text",)),
        *(
            Column(name, title, choices=tuple(words.choices))
            for name, title, words in (
                ("category", "Category", QuestionCategory), ("stage", "Stage", QuestionStage),
                ("framework", "Framework", Framework), ("seniority", "Seniority", QuestionSeniority),
                ("audience", "Audience", Audience), ("industry", "Industry", QuestionIndustry),
                ("org_size", "Organisation size", QuestionOrgSize),
            )
        ),
        Column("purpose", "Purpose"),
        Column("probes", "Follow-up questions", kind=LINES, also=("follow_up", "Probes")),
        Column("region_notes", "Customs", also=("Region notes",)),
        Column("retired", "Retired", kind=YES),
    )  # fmt: skip

    class Media:
        js = ["vendor/sortablejs/Sortable.min.js", "js/admin_order.js"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[QuestionBank]:
        count = Count("questions", distinct=True, filter=Q(questions__retired=False))
        gone = Count("questions", distinct=True, filter=Q(questions__retired=True))
        return super().get_queryset(request).annotate(used_questions=count, retired_questions=gone)

    @admin.display(description="Questions", ordering="used_questions")
    def in_use(self, bank: Any) -> int:
        return int(bank.used_questions)

    @admin.display(description="Retired", ordering="retired_questions")
    def out_of_use(self, bank: Any) -> int:
        return int(bank.retired_questions)

    @admin.display(description="Asked, over all people")
    def asked(self, bank: Any) -> int:
        return PlanItem.objects.filter(question__bank=bank, asked_at__isnull=False).count()

    # Its questions, in one list

    def rows_of(self, holder: Any) -> QuerySet[Question]:
        return Question.objects.filter(bank=holder).order_by("position", "pk")

    def new_row(self, holder: Any) -> Question:
        return Question(bank=holder)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        bank = self.get_object(request, object_id)
        more = self._questions(request, bank) if bank is not None else {}
        return super().change_view(request, object_id, form_url, {**(extra_context or {}), **more})

    def _questions(self, request: HttpRequest, bank: Any) -> dict[str, Any]:
        rows = self.rows_of(bank)
        total = rows.count()
        pages = max(1, -(-total // PAGE))
        asked = request.GET.get("page", "")
        page = min(int(asked), pages) if asked.isdecimal() and 0 < len(asked) < 5 and int(asked) else 1
        start = (page - 1) * PAGE
        shown = list(rows.annotate(**USED)[start : start + PAGE])
        for number, question in enumerate(shown, start=start + 1):
            found = check(question.text, question.stage)
            question.place = request.POST.get(f"{PLACE}{question.pk}", number)  # type: ignore[attr-defined]
            question.warnings = [f for f in found if f.severity in WARNINGS]  # type: ignore[attr-defined]
        return {
            "questions": shown,
            "total": total,
            "page": page,
            "pages": range(1, pages + 1),
            "start": start + 1,
        }

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        form.was_reordered = False
        if not form.places:
            return
        before = list(self.rows_of(form.instance).only("pk", "position"))
        after = reordered(before, form.places)
        if after != before:
            for position, question in enumerate(after):
                question.position = position
            Question.objects.bulk_update(after, ["position"], 500)
            form.was_reordered = True

    def construct_change_message(
        self, request: HttpRequest, form: Any, formsets: Any, add: bool = False
    ) -> Any:
        message = super().construct_change_message(request, form, formsets, add)
        if getattr(form, "was_reordered", False):
            message = [*message, {"changed": {"fields": ["Order of the questions"]}}]
        return message

    # Acts

    def apply(self, request: HttpRequest, holder: Any, staged: Staged, name: str) -> None:
        super().apply(request, holder, staged, name)
        unpublish_emptied(self, request, [holder.pk])

    def why_unfit(self, obj: Any) -> str:
        return "" if has_questions(obj) else "It holds no questions yet."

    def copy_of(self, obj: Any) -> Any:
        return copy_bank(obj)

    def why_kept(self, obj: Any) -> str:
        questions = Question.objects.filter(bank=obj)
        if questions.exclude(fingerprint="").exists():
            return "It came with Infoview, and a start would bring it back; as a draft nobody is offered it."
        if _used(questions).exists():
            return "People have its questions in their plans; as a draft nobody else is offered it."
        return ""


WARNINGS = (Severity.WARN, Severity.STRONG, Severity.INFO)


def _used(questions: QuerySet[Question]) -> QuerySet[Question]:
    """Return the questions that somebody has planned, marked or made their own."""
    return questions.filter(
        Q(models.Exists(PlanItem.objects.filter(question=models.OuterRef("pk"))))
        | Q(models.Exists(FavouriteQuestion.objects.filter(question=models.OuterRef("pk"))))
        | Q(models.Exists(OwnQuestion.objects.filter(copied_from=models.OuterRef("pk"))))
    )


@transaction.atomic
def copy_bank(bank: QuestionBank) -> QuestionBank:
    """Return a draft of the same questions; the files know nothing of it, so it is all the editor's."""
    questions = list(bank.questions.filter(retired=False).order_by("position", "pk"))
    banks = QuestionBank.objects
    last = banks.aggregate(last=models.Max("position"))["last"] or 0
    copied = banks.create(
        key=free_key(bank.key, banks.values_list("key", flat=True), most=60),
        name=copied_name(bank.name, lambda name: banks.filter(name=name).exists(), most=120),
        description=bank.description,
        mode=bank.mode,
        status=BankStatus.DRAFT,
        position=last + 1,
    )
    for position, question in enumerate(questions):
        question.pk, question.bank, question.position, question.fingerprint = None, copied, position, ""
    Question.objects.bulk_create(questions, 500)
    return copied


@admin.register(Question)
class QuestionAdmin(LibraryAdmin):
    form = QuestionForm
    key_source = "text"
    list_display = [
        "text", "bank", "category", "stage", "seniority", "asked", "answered", "skipped", "retired",
    ]  # fmt: skip
    list_filter = [
        "bank", "category", "stage", "seniority", "audience", "industry", "framework",
        "bank__status", "retired",
    ]  # fmt: skip
    list_select_related = ["bank"]
    search_fields = ["text", "purpose", "key"]
    ordering = ["bank", "position", "pk"]
    readonly_fields = ["remarks", "use", "origin"]
    actions = ["retire", "bring_back"]
    fieldsets = [
        (None, {"fields": ["bank", "text", "remarks", "purpose", "probes"]}),
        ("When to ask it", {"fields": ["category", "stage", "framework"]}),
        ("Whom to ask it", {"fields": ["seniority", "audience", "industry", "org_size", "region_notes"]}),
        ("Use", {"fields": ["retired", "use", "origin"]}),
    ]

    class Media:
        js = ["js/admin_check.js"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Question]:
        return super().get_queryset(request).annotate(**USED)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        """Choose a bank from a plain list: its page is one click away in the path above."""
        form_field = super().formfield_for_foreignkey(db_field, request, **options)
        if form_field is not None:
            form_field.queryset = QuestionBank.objects.order_by("position", "pk")
        return form_field

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **options: Any) -> Any:
        form = super().get_form(request, obj, change=change, **options)
        widget: Any = form.base_fields["bank"].widget
        widget.can_add_related = widget.can_change_related = widget.can_view_related = False
        return form

    def siblings(self, obj: Any) -> QuerySet[Question]:
        return Question.objects.filter(bank=obj.bank)

    @admin.display(description="Asked", ordering="asked")
    def asked(self, question: Any) -> int:
        return int(question.asked)

    @admin.display(description="Answered", ordering="answered")
    def answered(self, question: Any) -> int:
        return int(question.answered)

    @admin.display(description="Skipped", ordering="skipped")
    def skipped(self, question: Any) -> int:
        return int(question.skipped)

    @admin.display(description="Remarks")
    def remarks(self, question: Any) -> str:
        context = {
            "url": reverse("admin:interviews_question_check"),
            "findings": check(question.text, question.stage) if question.text else [],
            "empty": not question.text,
        }
        return render_to_string("admin/library/remarks.html", context)

    @admin.display(description="Over all people")
    def use(self, question: Any) -> str:
        if question.pk is None:
            return "Not used yet."
        uses = PlanItem.objects.filter(question=question)
        figures = uses.aggregate(
            people=Count("owner", distinct=True),
            planned=Count("pk"),
            asked=Count("pk", filter=Q(asked_at__isnull=False)),
            answered=Count("pk", filter=Q(notes__gt="")),
            skipped=Count("pk", filter=Q(skipped_at__isnull=False)),
        )
        figures["favourites"] = FavouriteQuestion.objects.filter(question=question).count()
        figures["copies"] = OwnQuestion.objects.filter(copied_from=question).count()
        elsewhere = (
            Question.objects.filter(text=question.text).exclude(pk=question.pk).select_related("bank")[:20]
        )
        context = {"figures": figures, "elsewhere": elsewhere}
        return render_to_string("admin/library/use.html", context)

    @admin.display(description="Origin")
    def origin(self, question: Any) -> str:
        if question.pk is None:
            return "Written here."
        came = "Came with Infoview." if question.fingerprint else "Written here."
        return f"{came} Its key in files is {question.key}."

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.check_view)
        return [path("check/", view, name="interviews_question_check"), *super().get_urls()]

    def check_view(self, request: HttpRequest) -> HttpResponse:
        """Answer with the remarks on what stands in the form now."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        text = clean_line(request.POST.get("text", "")[:400])
        findings = check(text, request.POST.get("stage", "")) if text else []
        return render(request, "admin/library/findings.html", {"findings": findings, "empty": not text})

    @admin.action(description="Retire: offer them in no new plan")
    def retire(self, request: HttpRequest, queryset: QuerySet[Question]) -> None:
        self._set_retired(request, queryset, True)

    @admin.action(description="Bring back into use")
    def bring_back(self, request: HttpRequest, queryset: QuerySet[Question]) -> None:
        self._set_retired(request, queryset, False)

    @transaction.atomic
    def _set_retired(self, request: HttpRequest, queryset: QuerySet[Question], retired: bool) -> None:
        changed = list(
            Question.objects.filter(pk__in=queryset.values("pk"), retired=not retired).select_related("bank")
        )
        Question.objects.filter(pk__in=[question.pk for question in changed]).update(retired=retired)
        words = ("no", "yes") if retired else ("yes", "no")
        for question in changed:
            self.log_change(
                request, question, [{"changed": {"fields": [f"Retired (“{words[0]}” → “{words[1]}”)"]}}]
            )
        said = "retired" if retired else "in use again"
        self.message_user(request, f"{len(changed)} of the chosen are {said} now.", messages.SUCCESS)
        unpublish_emptied(self, request, {question.bank_id for question in changed})

    @transaction.atomic
    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        banks = set(Question.objects.filter(pk=obj.pk).values_list("bank_id", flat=True))
        super().save_model(request, obj, form, change)
        unpublish_emptied(self, request, banks | {obj.bank_id})

    @transaction.atomic
    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        bank = obj.bank_id
        super().delete_model(request, obj)
        unpublish_emptied(self, request, [bank])

    # What happens to a question is part of the history of its bank

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        self._tell_bank(request, obj, {"added": {"name": "question", "object": str(obj)}})
        return super().log_addition(request, obj, message)

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        for one in message if isinstance(message, list) else ():
            told = {**one.get("changed", {}), "name": "question", "object": str(obj)}
            self._tell_bank(request, obj, {"changed": told})
        if isinstance(message, str):
            self._tell_bank(
                request, obj, {"changed": {"fields": [message], "name": "question", "object": str(obj)}}
            )
        return super().log_change(request, obj, message)

    def _tell_bank(self, request: HttpRequest, question: Question, message: dict[str, Any]) -> None:
        super().log_change(request, question.bank, [message])

    def why_kept(self, obj: Any) -> str:
        if obj.fingerprint:
            return "It came with Infoview, and a start would bring it back; retired, it is in no new plan."
        if _used(Question.objects.filter(pk=obj.pk)).exists():
            return "People have it in their plans; retired, it is offered in no new one."
        return ""

    def take_out(self, obj: Any) -> None:
        obj.retired = True
        obj.save(update_fields=["retired"])
