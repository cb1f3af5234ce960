"""What is noted about one person: touches, research, promises, favours, ties."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from contacts import services
from contacts.forms import FavourForm, PromiseForm, ResearchForm, TieForm, TouchForm
from contacts.models import Contact, Favour, Organisation, Promise, ResearchNote, Tie, Touch
from contacts.views.people import suggestions
from infoview.shared import clock
from infoview.shared.context import now_of
from infoview.shared.htmx import next_path, render_page, toast
from infoview.shared.once import in_turn, once

FORM_METHODS = ["GET", "HEAD", "POST"]
ADD_HERE = "add-here"
HEADINGS = {
    "contacts/touch_create.html": gettext_lazy("Add a note"),
    "contacts/research_create.html": gettext_lazy("Add research"),
    "contacts/promise_create.html": gettext_lazy("Add a promise"),
    "contacts/favour_create.html": gettext_lazy("Add what was given or received"),
}


def _person(request: HttpRequest, public_id: UUID) -> Contact:
    people = Contact.objects.for_user(request.user).select_related("organisation")
    return get_object_or_404(people, public_id=public_id)


def _page(contact: Contact) -> str:
    return reverse("contact_detail", args=[contact.public_id])


def _page_of(about: Contact | Organisation | None) -> str:
    """Return the page on which a note about somebody or some place stands."""
    if isinstance(about, Contact):
        return _page(about)
    return reverse("contacts:organisation_detail", args=[about.public_id]) if about else reverse("today")


def _to_page(request: HttpRequest, row: Any) -> HttpResponse:
    """Lead back to the page on which a row is noted."""
    about = row.contact or getattr(row, "organisation", None)
    return redirect(next_path(request, _page_of(about)))


def _answer(
    request: HttpRequest,
    template: str,
    form: Any,
    about: Contact | Organisation,
    save: Callable[[], tuple[str, str]],
) -> HttpResponse:
    """Save a valid form and lead back to the page it belongs to, else show it.

    save   does it, and returns what to say and the path that takes it back
    """
    page = _page_of(about)
    if request.method == "POST" and form.is_valid():
        said, undo = save()
        toast(request, said, undo=undo)
        return redirect(next_path(request, page))
    context = {"form": form, "about": about, "back": page}
    if request.htmx.target == ADD_HERE:  # type: ignore[attr-defined]
        # In the page itself: the same form without a page around it.
        context["heading"] = HEADINGS.get(template, "")
        template = "contacts/add_here.html"
    return render_page(request, template, context, status=422 if form.is_bound else 200)


@require_http_methods(FORM_METHODS)
@once(Touch, _to_page)
def touch_create(request: HttpRequest, public_id: UUID) -> HttpResponse:
    owner: Any = request.user
    contact = _person(request, public_id)
    blank = Touch(owner=owner, contact=contact)
    initial = {"kind": request.GET["kind"]} if "kind" in request.GET else None
    form = TouchForm(request.POST or None, owner=owner, now=now_of(request), instance=blank, initial=initial)

    def save() -> tuple[str, str]:
        typed = form.cleaned_data
        touch = services.record_touch(
            contact=contact,
            kind=typed["kind"],
            at=form.instance.happened_at,
            timezone=owner.timezone,
            summary=typed["summary"],
            public_id=form.instance.public_id,
        )
        said = _("Noted. The months until the next check-in begin anew.") if touch.is_touch else _("Noted.")
        return said, reverse("contacts:touch_delete", args=[touch.public_id])

    return _answer(request, "contacts/touch_create.html", form, contact, save)


@require_POST
def touch_delete(request: HttpRequest, public_id: UUID) -> HttpResponse:
    touch = get_object_or_404(
        Touch.objects.for_user(request.user).select_related("contact"), public_id=public_id
    )
    contact = touch.contact
    if services.is_recorded_elsewhere(touch):
        toast(request, _("This belongs to a message or a conversation. Change it there."))
    else:
        services.forget_touch(touch)
        toast(request, _("Taken back."))
    return redirect(next_path(request, _page(contact)))


# Research -----------------------------------------------------------------------------------------


@require_http_methods(FORM_METHODS)
@once(ResearchNote, _to_page)
def research_create(request: HttpRequest, public_id: UUID) -> HttpResponse:
    contact = _person(request, public_id)
    note = ResearchNote(owner=request.user, contact=contact)
    return _research(request, note, contact)


@require_http_methods(FORM_METHODS)
@once(ResearchNote, _to_page)
def organisation_research_create(request: HttpRequest, public_id: UUID) -> HttpResponse:
    organisation = get_object_or_404(Organisation.objects.for_user(request.user), public_id=public_id)
    return _research(request, ResearchNote(owner=request.user, organisation=organisation), organisation)


@require_http_methods(FORM_METHODS)
@in_turn
def research_update(request: HttpRequest, public_id: UUID) -> HttpResponse:
    notes = ResearchNote.objects.for_user(request.user).select_related("contact", "organisation")
    note = get_object_or_404(notes, public_id=public_id)
    return _research(request, note, note.contact or note.organisation)


def _research(request: HttpRequest, note: ResearchNote, about: Any) -> HttpResponse:
    prefix = "research" if "research-text" in request.POST else None
    form = ResearchForm(
        request.POST or None, owner=request.user, now=now_of(request), instance=note, prefix=prefix
    )

    def save() -> tuple[str, str]:
        saved = form.save()
        return _("Noted."), reverse("contacts:research_delete", args=[saved.public_id])

    return _answer(request, "contacts/research_create.html", form, about, save)


@require_POST
def research_delete(request: HttpRequest, public_id: UUID) -> HttpResponse:
    notes = ResearchNote.objects.for_user(request.user).select_related("contact", "organisation")
    note = get_object_or_404(notes, public_id=public_id)
    about = note.contact or note.organisation
    page = _page_of(about)
    note.delete()
    toast(request, _("Taken away."))
    return redirect(next_path(request, page))


# Promises and favours -----------------------------------------------------------------------------


@require_http_methods(FORM_METHODS)
@once(Promise, _to_page)
def promise_create(request: HttpRequest, public_id: UUID) -> HttpResponse:
    contact = _person(request, public_id)
    blank = Promise(owner=request.user, contact=contact)
    form = PromiseForm(request.POST or None, owner=request.user, now=now_of(request), instance=blank)

    def save() -> tuple[str, str]:
        promise = form.save()
        said = _("Noted. You are reminded on the day.") if promise.due_on else _("Noted.")
        return said, reverse("contacts:promise_withdraw", args=[promise.public_id])

    return _answer(request, "contacts/promise_create.html", form, contact, save)


def _promise(request: HttpRequest, public_id: UUID) -> Promise:
    return get_object_or_404(
        Promise.objects.for_user(request.user).select_related("contact"), public_id=public_id
    )


@require_POST
def promise_keep(request: HttpRequest, public_id: UUID) -> HttpResponse:
    promise = _promise(request, public_id)
    services.keep_promise(promise, at=clock.now())
    toast(request, _("Kept."), undo=reverse("contacts:promise_reopen", args=[promise.public_id]))
    return redirect(next_path(request, _page(promise.contact)))


@require_POST
def promise_withdraw(request: HttpRequest, public_id: UUID) -> HttpResponse:
    promise = _promise(request, public_id)
    services.withdraw_promise(promise, at=clock.now())
    toast(request, _("Withdrawn."), undo=reverse("contacts:promise_reopen", args=[promise.public_id]))
    return redirect(next_path(request, _page(promise.contact)))


@require_POST
def promise_reopen(request: HttpRequest, public_id: UUID) -> HttpResponse:
    promise = _promise(request, public_id)
    services.reopen_promise(promise)
    toast(request, _("It is open again."))
    return redirect(next_path(request, _page(promise.contact)))


@require_http_methods(FORM_METHODS)
@once(Favour, _to_page)
def favour_create(request: HttpRequest, public_id: UUID) -> HttpResponse:
    contact = _person(request, public_id)
    blank = Favour(owner=request.user, contact=contact)
    form = FavourForm(request.POST or None, owner=request.user, now=now_of(request), instance=blank)

    def save() -> tuple[str, str]:
        return _("Noted."), reverse("contacts:favour_delete", args=[form.save().public_id])

    return _answer(request, "contacts/favour_create.html", form, contact, save)


@require_POST
def favour_delete(request: HttpRequest, public_id: UUID) -> HttpResponse:
    favour = get_object_or_404(
        Favour.objects.for_user(request.user).select_related("contact"), public_id=public_id
    )
    page = _page(favour.contact)
    favour.delete()
    toast(request, _("Taken away."))
    return redirect(next_path(request, page))


# Ties ---------------------------------------------------------------------------------------------


@require_http_methods(FORM_METHODS)
def tie_create(request: HttpRequest, public_id: UUID) -> HttpResponse:
    contact = _person(request, public_id)
    form = TieForm(request.POST or None, owner=request.user, contact=contact)
    if request.method == "POST" and form.is_valid():
        form.save()
        toast(request, _("Noted. Their voices count as one."))
        return redirect(next_path(request, _page(contact)))
    context = {"form": form, "about": contact, "back": _page(contact), **suggestions(request.user)}
    return render_page(request, "contacts/tie_create.html", context, status=422 if form.is_bound else 200)


@require_POST
def tie_delete(request: HttpRequest, public_id: UUID, other_id: UUID) -> HttpResponse:
    contact = _person(request, public_id)
    pair = {public_id, other_id}
    Tie.objects.for_user(request.user).filter(Q(a__public_id__in=pair, b__public_id__in=pair)).delete()
    toast(request, _("They count as two voices again."))
    return redirect(next_path(request, _page(contact)))
