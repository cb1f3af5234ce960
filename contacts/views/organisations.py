"""Organisations: the list, one with its people, and what is noted about it."""

from typing import Any
from uuid import UUID

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from contacts import beside
from contacts.forms import OrganisationForm, ResearchForm
from contacts.models import Contact, Organisation, ResearchNote
from infoview.search.index import ids_with, words_of
from infoview.shared.context import now_of
from infoview.shared.htmx import render_page, toast
from infoview.shared.once import in_turn, once

PAGE = 50
PAGES_MOST = 2000


def number_of(request: HttpRequest) -> int:
    """Return which page the address asks for, from 0."""
    text = request.GET.get("page", "1")
    return min(int(text), PAGES_MOST) - 1 if text.isdecimal() and len(text) < 6 and int(text) > 0 else 0


def page_url(request: HttpRequest, number: int) -> str:
    query = request.GET.copy()
    query["page"] = str(number + 1)
    return f"{request.path}?{query.urlencode()}"


@require_safe
def organisation_list(request: HttpRequest) -> HttpResponse:
    owner: Any = request.user
    q = request.GET.get("q", "")[:200]
    found = Organisation.objects.for_user(owner)
    for word in words_of(q):
        found = found.filter(pk__in=ids_with(word, "organisation", owner_id=owner.pk))
    number = number_of(request)
    rows = list(found.order_by("name_key", "pk")[number * PAGE : (number + 1) * PAGE + 1])
    more, rows = len(rows) > PAGE, rows[:PAGE]
    counts = dict(
        Contact.objects.for_user(owner)
        .active()
        .filter(organisation__in=rows)
        .order_by()
        .values_list("organisation")
        .annotate(n=Count("pk"))
    )
    context = {
        "organisations": [(row, counts.get(row.pk, 0)) for row in rows],
        "q": q,
        "previous_url": page_url(request, number - 1) if number else "",
        "next_url": page_url(request, number + 1) if more else "",
    }
    return render_page(request, "contacts/organisation_list.html", context, partials=("organisations",))


@require_safe
def organisation_detail(request: HttpRequest, public_id: UUID) -> HttpResponse:
    owner: Any = request.user
    organisation = get_object_or_404(Organisation.objects.for_user(owner), public_id=public_id)
    people = Contact.objects.for_user(owner).active().filter(organisation=organisation)
    shown = list(people.order_by("department", "sort_key", "pk")[: PAGE + 1])
    more, shown = len(shown) > PAGE, shown[:PAGE]
    # What was found about its people in general says something about the house, too.
    notes = ResearchNote.objects.for_user(owner).filter(
        Q(organisation=organisation) | Q(contact__organisation=organisation, layer="organisation")
    )
    there = beside.at_organisation(owner, organisation)
    context = {
        "organisation": organisation,
        "heard": there.heard,
        "question_url": there.question_url,
        "back": request.path,
        "roles": [role for part in organisation.roles_to_look_for.split(",") if (role := part.strip())],
        "people": shown,
        "more": more,
        "notes": notes.select_related("contact").order_by("layer", "-noted_on", "-pk")[:PAGE],
        "research_form": ResearchForm(
            owner=owner, now=now_of(request), initial={"layer": "organisation"}, prefix="research"
        ),
    }
    return render_page(request, "contacts/organisation_detail.html", context)


def _to_organisation(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    return redirect("contacts:organisation_detail", organisation.public_id)


@require_http_methods(["GET", "HEAD", "POST"])
@once(Organisation, _to_organisation)
def organisation_create(request: HttpRequest) -> HttpResponse:
    initial = {"name": request.GET.get("name", "").replace("\0", "")[:200]}
    form = OrganisationForm(request.POST or None, owner=request.user, initial=initial)
    if request.method == "POST" and form.is_valid():
        organisation = form.save()
        toast(request, _("%(name)s is on your list.") % {"name": organisation.name})
        return _to_organisation(request, organisation)
    context = {"form": form}
    return render_page(
        request, "contacts/organisation_create.html", context, status=422 if form.is_bound else 200
    )


@require_http_methods(["GET", "HEAD", "POST"])
@in_turn
def organisation_update(request: HttpRequest, public_id: UUID) -> HttpResponse:
    organisation = get_object_or_404(Organisation.objects.for_user(request.user), public_id=public_id)
    form = OrganisationForm(request.POST or None, owner=request.user, instance=organisation)
    if request.method == "POST" and form.is_valid():
        form.save()
        toast(request, _("Saved."))
        return redirect("contacts:organisation_detail", organisation.public_id)
    context = {"form": form, "organisation": organisation, "name": form.initial["name"]}
    return render_page(
        request, "contacts/organisation_update.html", context, status=422 if form.is_bound else 200
    )
