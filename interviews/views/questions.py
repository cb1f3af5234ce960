"""The question banks as an owner sees them, their favourites and their own questions."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from contacts.models import ResearchNote
from infoview.shared.htmx import next_path, render_page, toast
from infoview.shared.once import in_turn, once
from interviews.forms import OwnQuestionForm, QuestionSearchForm
from interviews.guide import check_question
from interviews.models import FavouriteQuestion, OwnQuestion, PlanItem, Question
from interviews.views.common import FORM_METHODS, posted
from interviews.views.plan import mode_of, question_named, token_of

PAGE = 50
OWN_SHOWN = 50


@require_safe
def question_list(request: HttpRequest) -> HttpResponse:
    owner: Any = request.user
    search = QuestionSearchForm(request.GET, owner=owner)
    rows = search.filter(Question.objects.published().filter(bank__mode=mode_of(owner)))
    number = request.GET.get("page", "1")
    page = int(number) if number.isdecimal() and 0 < len(number) < 5 and int(number) else 1
    start = (page - 1) * PAGE
    found = list(
        rows.select_related("bank").order_by("bank__position", "position", "pk")[start : start + PAGE + 1]
    )
    own = list(
        search.filter_own(OwnQuestion.objects.for_user(owner)).order_by("-created_at", "-pk")[:OWN_SHOWN]
    )
    shown = found[:PAGE]
    liked = set(
        FavouriteQuestion.objects.for_user(owner)
        .filter(question__in=shown)
        .values_list("question_id", flat=True)
    )
    records = _records(owner, "question", [one.pk for one in shown])
    own_records = _records(owner, "own_question", [one.pk for one in own])
    context = {
        "search": search,
        "own": [(one, own_records.get(one.pk, "")) for one in own]
        if "favourites" not in search.chosen and page == 1
        else [],
        "questions": [(one, token_of(one), one.pk in liked, records.get(one.pk, "")) for one in shown],
        "previous_url": _page_url(request, page - 1) if page > 1 else "",
        "next_url": _page_url(request, page + 1) if len(found) > PAGE else "",
    }
    return render_page(request, "interviews/question_list.html", context, partials=("questions",))


def _page_url(request: HttpRequest, number: int) -> str:
    query = request.GET.copy()
    query["page"] = str(number)
    return f"?{query.urlencode()}"


def _records(owner: Any, relation: str, keys: list[int]) -> dict[int, str]:
    """Return in words what became of each question in the owner's talks, in one query."""
    rows = (
        PlanItem.objects.for_user(owner)
        .filter(**{f"{relation}__in": keys})
        .order_by()
        .values_list(relation)
        .annotate(
            planned=Count("pk"),
            asked=Count("pk", filter=Q(asked_at__isnull=False)),
            answered=Count("pk", filter=~Q(notes="")),
            skipped=Count("pk", filter=Q(skipped_at__isnull=False)),
        )
    )
    return {key: _said(planned, asked, answered, skipped) for key, planned, asked, answered, skipped in rows}


def _said(planned: int, asked: int, answered: int, skipped: int) -> str:
    parts = [_("planned %(n)s") % {"n": planned}]
    parts += [
        words % {"n": n}
        for n, words in (
            (asked, _("asked %(n)s")),
            (answered, _("answered %(n)s")),
            (skipped, _("skipped %(n)s")),
        )
        if n
    ]
    return ", ".join(parts)


@require_POST
def question_favourite(request: HttpRequest) -> HttpResponse:
    """Mark a question of the bank as a favourite, or take the mark away; which of both, the form says."""
    question = question_named(request.user, request.POST.get("question", ""))
    back = next_path(request, reverse("interviews:question_list"))
    if not isinstance(question, Question):
        messages.warning(request, _("That question is no longer in the bank."))
        return redirect(back)
    if request.POST.get("liked") == "no":
        FavouriteQuestion.objects.for_user(request.user).filter(question=question).delete()
    else:
        FavouriteQuestion.objects.get_or_create(owner=request.user, question=question)
    if request.htmx.target:  # type: ignore[attr-defined]
        liked = request.POST.get("liked") != "no"
        context = {"token": token_of(question), "liked": liked, "text": question.text, "next": back}
        return render_page(request, "interviews/favourite.html", context)
    return redirect(back)


@require_POST
def question_check(request: HttpRequest) -> HttpResponse:
    """Say what a question asks for, while it is typed."""
    text = request.POST.get("text", "")[:400]
    findings = check_question(text) if text.strip() else []
    return render_page(request, "interviews/question_check.html", {"text": text, "findings": findings})


def _to_list(request: HttpRequest, question: OwnQuestion) -> HttpResponse:
    return redirect(next_path(request, reverse("interviews:question_list")))


@require_http_methods(FORM_METHODS)
@once(OwnQuestion, _to_list)
def question_create(request: HttpRequest) -> HttpResponse:
    """Write a question of one's own, from nothing or as a copy."""
    source = question_named(request.user, request.GET.get("copy", ""))
    copied = ("text", "category", "stage", "framework", "purpose", "probes")
    initial = {name: getattr(source, name) for name in copied} if source else {}
    found = _research_named(request)
    if found is not None and not source:
        initial["text"] = question_about(found)
    blank = OwnQuestion(owner=request.user, copied_from=source if isinstance(source, Question) else None)  # type: ignore[misc]
    form = OwnQuestionForm(posted(request), owner=request.user, instance=blank, initial=initial)
    return _question(request, form, _("Noted."), source=source, found=found)


def _research_named(request: HttpRequest) -> ResearchNote | None:
    """Return what was found out that the question is to be about, None when the address names nothing."""
    try:
        named = UUID(request.GET.get("research", ""))
    except ValueError:
        return None
    return ResearchNote.objects.for_user(request.user).filter(public_id=named).first()


def question_about(found: ResearchNote) -> str:
    """Return words to begin with, to be put into one's own."""
    text = " ".join(found.text.split()).rstrip(".")
    return _("I read that %(text)s. How do you see that?") % {"text": Truncator(text).chars(300)}


@require_http_methods(FORM_METHODS)
@in_turn
def question_update(request: HttpRequest, public_id: UUID) -> HttpResponse:
    question = get_object_or_404(OwnQuestion.objects.for_user(request.user), public_id=public_id)
    form = OwnQuestionForm(posted(request), owner=request.user, instance=question)
    return _question(request, form, _("Saved."), question=question)


def _question(request: HttpRequest, form: OwnQuestionForm, said: str, **context: Any) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        text = form.cleaned_data["text"]
        known = (
            OwnQuestion.objects.for_user(request.user).filter(text=text).exclude(pk=form.instance.pk).exists()
        )
        if not known:
            form.save()
        toast(request, said if not known else _("You have this question already."))
        return _to_list(request, form.instance)
    text = str(form["text"].value() or "")
    context |= {"form": form, "text": text, "findings": check_question(text) if text.strip() else []}
    return render_page(
        request, "interviews/question_create.html", context, status=422 if form.is_bound else 200
    )


@require_POST
def question_delete(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Take a question of one's own away; where it was asked it stays in the plan of that talk."""
    question = get_object_or_404(OwnQuestion.objects.for_user(request.user), public_id=public_id)
    question.delete()
    toast(request, _("Taken away. Where you asked it, it stays."))
    return redirect("interviews:question_list")
