"""People erased: they and what they said go for good; what was learnt stays, without a name."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from contacts.models import Contact, ImportRow
from debriefs.models import Debrief, Insight
from infoview.accounts.models import AuditAct, AuditEvent
from infoview.shared import clock
from infoview.shared.forms import OwnedForm
from infoview.shared.htmx import render_page, toast
from infoview.shared.once import in_turn
from interviews.models import Interview, LiveMark, NoteVersion, Participant, PlanItem

NAMED_MOST = 5


@transaction.atomic
def erase_people(*, owner: Any, contacts: Iterable[Contact]) -> int:
    """Erase these people: notes, messages, talks, reminders and the rows they were imported from.

    Of a talk with nobody else the insights stay for their themes, without a name; its notes go. A talk
    with others stays theirs.
    """
    keys = [contact.pk for contact in contacts]
    if not keys:
        return 0
    _erase_talks(owner, keys)
    rows = ImportRow.objects.for_user(owner)
    rows.filter(Q(matched__in=keys) | Q(applied_to__in=keys)).delete()
    Contact.objects.for_user(owner).filter(pk__in=keys).delete()
    AuditEvent.objects.create(
        owner=owner, actor=owner, act=AuditAct.ERASED, object_kind="contacts", at=clock.now()
    )
    return len(keys)


def _erase_talks(owner: Any, keys: list[int]) -> None:
    with_them = Participant.objects.for_user(owner).filter(contact__in=keys)
    others = Participant.objects.for_user(owner).filter(interview=OuterRef("pk")).exclude(contact__in=keys)
    talks = Interview.objects.for_user(owner).filter(~Exists(others), pk__in=with_them.values("interview"))
    told = set(
        Insight.objects.for_user(owner)
        .filter(debrief__interview__in=talks)
        .values_list("debrief__interview", flat=True)
    )
    gone = list(talks.exclude(pk__in=told).values_list("pk", flat=True))
    Interview.objects.for_user(owner).filter(pk__in=gone).delete()
    for model in (LiveMark, NoteVersion):
        model.objects.for_user(owner).filter(interview__in=told).delete()
    Interview.objects.for_user(owner).filter(pk__in=told).update(
        notes="", opening="", aim="", place="", link="", phone="", ended_reason=""
    )
    PlanItem.objects.for_user(owner).filter(interview__in=told).update(notes="")
    Debrief.objects.for_user(owner).filter(interview__in=told).update(
        reflection="", surprised="", who_would_disagree="", what_else=""
    )


class EraseForm(OwnedForm):
    """Who is to be erased, and the number typed to show that it is meant."""

    contact = forms.ModelMultipleChoiceField(
        Contact.objects.none(), to_field_name="public_id", widget=forms.MultipleHiddenInput()
    )
    count = forms.CharField(
        max_length=10,
        label=gettext_lazy("Type the number of people"),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        people = cleaned.get("contact")
        if people is not None and "count" in cleaned and cleaned["count"].strip() != str(len(people)):
            self.add_error("count", ValidationError(_("Type %(n)s to erase them.") % {"n": len(people)}))
        return cleaned


@require_http_methods(["GET", "HEAD", "POST"])
@in_turn
def contact_erase(request: HttpRequest) -> HttpResponse:
    owner: Any = request.user
    back = reverse("contacts:contact_list")
    named = EraseForm(request.POST or request.GET, owner=owner)
    named.is_valid()
    people = sorted(named.cleaned_data.get("contact") or (), key=lambda person: (person.sort_key, person.pk))
    if not people:
        messages.warning(request, _("Tick the people first."))
        return redirect(back)
    if request.method == "POST" and named.is_valid():
        n = erase_people(owner=owner, contacts=people)
        toast(request, ngettext("%(n)s person is erased.", "%(n)s people are erased.", n) % {"n": n})
        return redirect(back)
    initial = {"contact": [person.public_id for person in people]}
    form = named if request.method == "POST" else EraseForm(owner=owner, initial=initial)
    context = {**_in_words(people), "form": form, "back": back, "danger": True}
    return render_page(request, "ui/confirm.html", context, status=422 if form.is_bound else 200)


def _in_words(people: list[Contact]) -> dict[str, Any]:
    n = len(people)
    names = ", ".join(person.name for person in people[:NAMED_MOST])
    more = n - NAMED_MOST
    return {
        "title": ngettext("Erase %(n)s person?", "Erase %(n)s people?", n) % {"n": n},
        "goes": _("%(names)s and %(more)s more.") % {"names": names, "more": more}
        if more > 0
        else f"{names}.",
        "stays": _(
            "Notes, messages, talks and reminders go with them. Insights stay for your themes, without a "
            "name. This cannot be undone: to put people aside, archive them."
        ),
        "action": ngettext("Erase %(n)s person", "Erase %(n)s people", n) % {"n": n},
    }
