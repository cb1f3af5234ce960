"""The list of people, one person's own facts, and what is done with several at once."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, NamedTuple
from urllib.parse import urlsplit
from uuid import UUID

from django.contrib import messages
from django.core import signing
from django.db import transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from contacts import beside, services
from contacts.enums import Distance
from contacts.forms import (
    COLUMNS,
    SORTS,
    BulkForm,
    ContactForm,
    ContactSearchForm,
    SavedViewForm,
    person_label,
    point_formset,
)
from contacts.models import Contact, Organisation, SavedView
from contacts.offering import Offer
from contacts.paging import Asked, page_of
from infoview.accounts.models import Region
from infoview.shared import clock
from infoview.shared.context import now_of
from infoview.shared.htmx import next_path, render_page, toast
from infoview.shared.kept_pages import kept_page
from infoview.shared.once import in_turn, once
from infoview.shared.shown_at import shown_at

BULK_SALT = "contacts.bulk"
LIST = "contacts:contact_list"
RARER = ("distance", "stage", "region", "source", "touched", "missing")


@require_safe
@kept_page
def contact_list(request: HttpRequest) -> HttpResponse:
    is_part = request.htmx.target == "people"  # type: ignore[attr-defined]
    asked = Asked(request.user, request.path, request.GET)
    context = list_context(asked, now=now_of(request), is_part=is_part)
    return render_page(request, "contacts/contact_list.html", context, partials=("people",))


def list_context(asked: Asked, *, now: datetime, is_part: bool = False) -> dict[str, Any]:
    """Return what the list at this address shows.

    is_part  whether only the people are shown, without what stands around them
    """
    # Counting is for the first page; on the later ones nobody asks how many there are.
    is_first = not {"after", "before"} & asked.query.keys()
    offer = Offer(asked.owner, is_whole=not is_part, is_counted=is_first and not is_part)
    form = ContactSearchForm(asked.query, owner=asked.owner, now=now, offer=offer)
    contacts = form.filter(Contact.objects.for_user(asked.owner).select_related("organisation"))
    page = page_of(contacts, asked, order=form.order)
    notes = beside.notes_for(asked.owner, [contact.pk for contact in page.rows], now=now)
    view_form = SavedViewForm(owner=asked.owner, now=now, initial={"query": form.query}, auto_id="view-%s")
    return {
        "form": form,
        "people": rows_of(page.rows, notes, columns=form.columns),
        "page": page,
        "list_path": asked.url(),
        "chips": [(form.words(name), asked.url(**{name: ""})) for name in form.on],
        "heads": {name: sort_head(asked, form.order, name) for name in HEADS},
        "shown": dict.fromkeys(form.columns, True),
        "further": [COLUMNS[name] for name in form.columns if name in SAID],
        "order": SORTS[form.order],
        "in_archive": "archived" in form.chosen,
        "view_form": view_form,
        "view_here": next((view for view in offer.rows["view"] if view.query == form.query), None),
        "offer": offer,
        "counts": offer.counts,
        "rarer": [form[name] for name in RARER],
        "settable": {"distance": Distance.choices, "region": [c for c in Region.choices if c[0]]},
    }


class Row(NamedTuple):
    """One person as the list shows them; `said` are the further columns, as (what it is, words)."""

    person: Contact
    note: beside.Note
    url: str
    organisation_url: str
    said: list[tuple[Any, Any]]
    is_ticked: bool = False


NOBODY = UUID(int=0)

# The further columns, and what they say of a person.
SAID: dict[str, Callable[[Contact, beside.Note], Any]] = {
    "tags": lambda person, note: ", ".join(note.tags),
    "way": lambda person, note: note.way,
    "distance": lambda person, note: person.get_distance_display(),
    "department": lambda person, note: person.department,
    "city": lambda person, note: person.city,
    "region": lambda person, note: person.get_region_display() if person.region else "",
    "source": lambda person, note: person.get_source_display() if person.source else "",
    "added": lambda person, note: person.created_at,
}


def rows_of(people: list[Contact], notes: Mapping[int, beside.Note], *, columns: list[str]) -> list[Row]:
    """Return people with their addresses; an address is worked out once, not a hundred times."""
    person, organisation = (
        reverse(name, args=[NOBODY]) for name in ("contact_detail", "contacts:organisation_detail")
    )
    rows = []
    for contact in people:
        note = notes.get(contact.pk, beside.NOTHING)
        house = contact.organisation
        rows.append(
            Row(
                contact,
                note,
                person.replace(str(NOBODY), str(contact.public_id)),
                organisation.replace(str(NOBODY), str(house.public_id)) if house else "",
                [(COLUMNS[name], SAID[name](contact, note)) for name in columns if name in SAID],
            )
        )
    return rows


# What a column's head sorts by: first one way, then the other.
HEADS = {"name": ("name", "name"), "last": ("last", "quiet"), "added": ("new", "old")}
DIRECTIONS = {"name": "ascending", "last": "descending", "quiet": "ascending", "new": "descending"}


def sort_head(asked: Asked, order: str, name: str) -> dict[str, str]:
    """Return address and direction of a column's head; a second click turns it round."""
    first, turned = HEADS[name]
    return {
        "url": asked.url(sort=turned if order == first else first),
        "direction": DIRECTIONS.get(order, "ascending") if order in HEADS[name] else "",
    }


# Saved views --------------------------------------------------------------------------------------


def _to_view(request: HttpRequest, view: SavedView) -> HttpResponse:
    return redirect(f"{reverse(LIST)}?{view.query}")


@require_http_methods(["GET", "HEAD", "POST"])
@once(SavedView, _to_view)
def view_create(request: HttpRequest) -> HttpResponse:
    form = SavedViewForm(
        request.POST or None,
        owner=request.user,
        now=now_of(request),
        initial={"query": request.GET.urlencode()},
    )
    if request.method == "POST" and form.is_valid():
        view = form.save()
        toast(request, _("“%(name)s” is kept above your list.") % {"name": view.name})
        return _to_view(request, view)
    query = form["query"].value() or ""
    context = {"form": form, "back": f"{reverse(LIST)}?{query}" if query else reverse(LIST)}
    return render_page(request, "contacts/view_create.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@in_turn
def view_update(request: HttpRequest, public_id: UUID) -> HttpResponse:
    view = get_object_or_404(SavedView.objects.for_user(request.user), public_id=public_id)
    form = SavedViewForm(request.POST or None, owner=request.user, now=now_of(request), instance=view)
    if request.method == "POST" and form.is_valid():
        toast(request, _("Saved."))
        return _to_view(request, form.save())
    context = {"form": form, "view": view, "name": form.initial["name"]}
    context["back"] = f"{reverse(LIST)}?{form.initial['query']}"
    return render_page(request, "contacts/view_update.html", context, status=422 if form.is_bound else 200)


@require_POST
def view_delete(request: HttpRequest, public_id: UUID) -> HttpResponse:
    view = get_object_or_404(SavedView.objects.for_user(request.user), public_id=public_id)
    view.delete()
    undo = _bulk_undo_path(request.user, {"view": [view.name, view.query]})
    toast(request, _("“%(name)s” is gone. The people are all there.") % {"name": view.name}, undo=undo)
    return _to_view(request, view)


# One person ---------------------------------------------------------------------------------------


def _to_person(request: HttpRequest, contact: Contact) -> HttpResponse:
    return redirect("contact_detail", contact.public_id)


@require_http_methods(["GET", "HEAD", "POST"])
@once(Contact, _to_person)
def contact_create(request: HttpRequest) -> HttpResponse:
    form = ContactForm(request.POST or None, owner=request.user, initial=_from_address(request))
    points = point_formset(request.POST or None)
    if request.method == "POST" and _are_valid(form, points):
        contact = _save(form, points)
        toast(request, _("%(name)s is on your list.") % {"name": contact.name})
        return _to_person(request, contact)
    status = 422 if form.is_bound else 200
    return render_page(
        request, "contacts/contact_create.html", _form_context(request, form, points), status=status
    )


@require_http_methods(["GET", "HEAD", "POST"])
@in_turn
def contact_update(request: HttpRequest, public_id: UUID) -> HttpResponse:
    people = Contact.objects.for_user(request.user).select_related(
        "organisation", "introduced_by__organisation", "owner"
    )
    contact = get_object_or_404(people, public_id=public_id)
    form = ContactForm(request.POST or None, owner=request.user, instance=contact)
    points = point_formset(request.POST or None, contact=contact)
    if request.method == "POST" and _are_valid(form, points):
        contact = _save(form, points)
        toast(request, _("Saved."))
        return redirect(next_path(request, reverse("contact_detail", args=[contact.public_id])))
    context = {**_form_context(request, form, points), "contact": contact, "name": form.initial["name"]}
    return render_page(request, "contacts/contact_update.html", context, status=422 if form.is_bound else 200)


def _are_valid(form: ContactForm, points: Any) -> bool:
    return all([form.is_valid(), points.is_valid()])


@transaction.atomic
def _save(form: ContactForm, points: Any) -> Contact:
    contact = form.save()
    services.set_points(contact=contact, reaches=points.reaches())
    return contact


def _from_address(request: HttpRequest) -> dict[str, str]:
    """Return what a link to the form fills in: a name from the quick box, an organisation, a profile."""
    wanted = {
        "name": "name",
        "organisation": "organisation_name",
        "profile": "profile_url",
        "introduced": "introduced",
    }
    return {
        field: request.GET[key].replace("\0", "")[:300] for key, field in wanted.items() if key in request.GET
    }


def _form_context(request: HttpRequest, form: ContactForm, points: Any) -> dict[str, Any]:
    return {"form": form, "points": points, **suggestions(request.user)}


def suggestions(owner: Any) -> dict[str, Any]:
    """Return names that the fields of a form offer while one types."""
    people = (
        Contact.objects.for_user(owner)
        .active()
        .select_related("organisation")
        .order_by("-last_touch_at", "pk")
    )
    organisations = Organisation.objects.for_user(owner).order_by("name_key", "pk")
    return {
        "known_people": [person_label(contact) for contact in people[:200]],
        "known_organisations": list(organisations.values_list("name", flat=True)[:300]),
    }


@require_POST
def contact_archive(request: HttpRequest, public_id: UUID) -> HttpResponse:
    contact = get_object_or_404(Contact.objects.for_user(request.user), public_id=public_id)
    if contact.archived_at is None:
        contact.archive(at=clock.now())
    undo = reverse("contacts:contact_restore", args=[contact.public_id])
    toast(request, _("%(name)s is archived. Everything is kept.") % {"name": contact.name}, undo=undo)
    return redirect(next_path(request, reverse("contacts:contact_list")))


@require_POST
def contact_restore(request: HttpRequest, public_id: UUID) -> HttpResponse:
    contact = get_object_or_404(Contact.objects.for_user(request.user), public_id=public_id)
    if contact.archived_at is not None:
        contact.restore()
    toast(request, _("%(name)s is back on your list.") % {"name": contact.name})
    return redirect(next_path(request, reverse("contact_detail", args=[contact.public_id])))


# Several at once ----------------------------------------------------------------------------------


# What has a page of its own.
ELSEWHERE = {"export": "contacts:contact_export", "merge": "contact_merge", "delete": "contact_erase"}


def _list_again(request: HttpRequest) -> str:
    return next_path(request, reverse(LIST))


@shown_at(_list_again)
def contact_bulk(request: HttpRequest) -> HttpResponse:
    owner: Any = request.user
    form = BulkForm(request.POST, owner=owner)
    if not form.is_valid():
        return _refused(request, form)
    people, action = list(form.cleaned_data["contact"]), form.cleaned_data["action"]
    if action in ELSEWHERE:
        return redirect(f"{reverse(ELSEWHERE[action])}?{_chosen(people)}")
    said, undone = _act(owner, people, form)
    toast(request, said, undo=_bulk_undo_path(owner, undone) if undone else "")
    return redirect(_list_again(request))


def _refused(request: HttpRequest, form: BulkForm) -> HttpResponse:
    """Show the list again as it was, with who was ticked and what was typed."""
    messages.warning(request, form.reason)
    there = urlsplit(_list_again(request))
    query = QueryDict(there.query if there.path == reverse(LIST) else "")
    context = list_context(Asked(request.user, reverse(LIST), query), now=now_of(request))
    ticked = set(request.POST.getlist("contact"))
    context["people"] = [
        row._replace(is_ticked=str(row.person.public_id) in ticked) for row in context["people"]
    ]
    context["typed"] = request.POST
    return render_page(request, "contacts/contact_list.html", context, status=422)


def _act(owner: Any, people: list[Contact], form: BulkForm) -> tuple[str, dict[str, Any]]:
    """Do it, and return what to say and what takes it back."""
    match form.cleaned_data["action"]:
        case "tag":
            return _tag(owner, people, form.cleaned_data["tag"])
        case "set":
            return _set(owner, people, *form.cleaned_data["set"].split(":"))
        case "archive":
            keys = services.archive_contacts(owner=owner, contacts=people, at=clock.now())
            said = ngettext("%(n)s person is archived.", "%(n)s people are archived.", len(keys))
            return said % {"n": len(keys)}, {"restore": keys}
        case _:
            count = services.restore_contacts(owner=owner, keys=[person.pk for person in people])
            return ngettext("%(n)s person is back.", "%(n)s people are back.", count) % {"n": count}, {}


def _set(owner: Any, people: list[Contact], column: str, value: str) -> tuple[str, dict[str, Any]]:
    before = services.set_for_contacts(owner=owner, contacts=people, column=column, value=value)
    words = dict({"distance": Distance, "region": Region}[column].choices)[value]
    n = sum(len(keys) for keys in before.values())
    said = ngettext("%(n)s person is changed: %(words)s.", "%(n)s people are changed: %(words)s.", n)
    return said % {"n": n, "words": words}, {"set": column, "before": before} if before else {}


def _chosen(people: list[Contact]) -> str:
    query = QueryDict(mutable=True)
    query.setlist("contact", [str(person.public_id) for person in people])
    return query.urlencode()


def _tag(owner: Any, people: list[Contact], name: str) -> tuple[str, dict[str, Any]]:
    tag, new = services.tag_contacts(owner=owner, contacts=people, name=name)
    said = ngettext("%(n)s person has the tag %(tag)s.", "%(n)s people have the tag %(tag)s.", len(people))
    undone = {"untag": [contact.pk for contact in new], "tag": tag.pk} if new else {}
    return said % {"n": len(people), "tag": tag.name}, undone


def _bulk_undo_path(owner: Any, undone: dict[str, Any]) -> str:
    token = signing.dumps({"owner": owner.pk, **undone}, salt=BULK_SALT, compress=True)
    return f"{reverse('contacts:contact_bulk_undo')}?what={token}"


@require_POST
def contact_bulk_undo(request: HttpRequest) -> HttpResponse:
    owner: Any = request.user
    back = next_path(request, reverse("contacts:contact_list"))
    try:
        what = signing.loads(request.GET.get("what", ""), salt=BULK_SALT, max_age=24 * 60 * 60)
    except signing.BadSignature:
        messages.warning(request, _("This can no longer be undone here."))
        return redirect(back)
    if what.pop("owner", None) == owner.pk:
        _take_back(owner, what)
    toast(request, _("Undone."))
    return redirect(back)


def _take_back(owner: Any, what: dict[str, Any]) -> None:
    if "untag" in what:
        services.untag_contacts(owner=owner, contacts=what["untag"], tag=what["tag"])
    elif "set" in what:
        for value, keys in what["before"].items():
            Contact.objects.for_user(owner).filter(pk__in=keys).update(**{what["set"]: value})
    elif "view" in what:
        name, query = what["view"]
        SavedView.objects.get_or_create(owner=owner, name=name, defaults={"query": query})
    else:
        services.restore_contacts(owner=owner, keys=what.get("restore", []))
