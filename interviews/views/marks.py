"""What was marked during a talk, looked through afterwards: names become people, promises get a date."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from infoview.shared.htmx import toast
from infoview.shared.shown_at import shown_at
from interviews import talking
from interviews.enums import MarkKind
from interviews.forms import MarkForm, MarkNameForm, MarkPromiseForm
from interviews.models import LiveMark
from interviews.views.common import interview_of
from interviews.views.interviews import detail_page


def _mark_of(request: HttpRequest, public_id: UUID) -> LiveMark:
    rows = LiveMark.objects.for_user(request.user).select_related("interview", "contact", "promise")
    return get_object_or_404(rows, public_id=public_id)


def _answer(request: HttpRequest, mark: LiveMark) -> HttpResponse:
    if request.htmx.target == "picked-up":  # type: ignore[attr-defined]
        return detail_page(request, interview_of(request, mark.interview.public_id))
    return redirect(f"{reverse('interviews:interview_detail', args=[mark.interview.public_id])}#marks-h")


def _refused(request: HttpRequest, mark: LiveMark, form: MarkForm) -> HttpResponse:
    interview = interview_of(request, mark.interview.public_id)
    return detail_page(request, interview, refused=form, status=422)


def _page_of(request: HttpRequest, public_id: UUID) -> str:
    return reverse("interviews:interview_detail", args=[_mark_of(request, public_id).interview.public_id])


@shown_at(_page_of)
def mark_person(request: HttpRequest, public_id: UUID) -> HttpResponse:
    mark = _mark_of(request, public_id)
    form = MarkNameForm(request.POST, mark=mark)
    if mark.kind != MarkKind.NAME:
        form.add_error(None, _("This mark is not a name."))
    if not form.is_valid():
        return _refused(request, mark, form)
    person, made = talking.person_of_mark(mark=mark, name=form.cleaned_data["name"])
    said = _("%(name)s is on your list now.") if made else _("%(name)s was on your list already.")
    toast(request, said % {"name": person.name})
    return _answer(request, mark)


@shown_at(_page_of)
def mark_promise(request: HttpRequest, public_id: UUID) -> HttpResponse:
    mark = _mark_of(request, public_id)
    owner: Any = request.user
    form = MarkPromiseForm(request.POST, mark=mark)
    if form.is_valid():
        due_on = form.cleaned_data["due_on"]
        try:
            talking.promise_of_mark(mark=mark, due_on=due_on, timezone=owner.timezone)
        except talking.BadMark as error:
            form.add_error("due_on", str(error))
    if form.errors:
        return _refused(request, mark, form)
    toast(request, _("Noted."))
    return _answer(request, mark)


@require_POST
def mark_delete(request: HttpRequest, public_id: UUID) -> HttpResponse:
    mark = _mark_of(request, public_id)
    LiveMark.objects.for_user(request.user).filter(pk=mark.pk).delete()
    return _answer(request, mark)
