"""The list of people, one person's own facts, and what is done with several at once."""

from collections.abc import Mapping
from typing import Any, NamedTuple
from uuid import UUID

from django.contrib import messages
from django.core import signing
from django.db import transaction
from django.db.models import Count, Value
from django.db.models.fields import CharField
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from contacts import beside, paging, services
from contacts.enums import Distance, Stage
from contacts.forms import SORTS, BulkForm, ContactForm, ContactSearchForm, person_label, point_formset
from contacts.models import Contact, Organisation, Tag
from infoview.accounts.models import Region
from infoview.shared import clock
from infoview.shared.context import now_of
from infoview.shared.htmx import next_path, render_page, toast
from infoview.shared.kept_pages import kept_page
from infoview.shared.once import in_turn, once

COUNTED_MOST = 1000
CHOICES_MOST = 150
BULK_SALT = "contacts.bulk"


@require_safe
@kept_page
def contact_list(request: HttpRequest) -> HttpResponse:
    owner: Any = request.user
    form = ContactSearchForm(request.GET, owner=owner)
    contacts = form.filter(Contact.objects.for_user(owner).select_related("organisation"))
    page = paging.page_of(contacts, request, order=form.order)
    notes = beside.notes_for(owner, [contact.pk for contact in page.rows], now=now_of(request))
    context = {
        "form": form,
        "people": rows_of(page.rows, notes),
        "page": page,
        "chips": chips_of(form, request),
        "heads": {name: sort_head(request, form.order, name) for name in ("name", "last")},
        "order": SORTS[form.order],
        "in_archive": "archived" in form.chosen,
    }
    if request.htmx.target != "people":  # type: ignore[attr-defined]
        # Counting is for the first page; on the later ones nobody asks how many there are.
        is_first = not {"after", "before"} & request.GET.keys()
        context |= {"counts": counts_of(owner) if is_first else {}, **choices_of(owner, form)}
        context |= {"distances": Distance, "stages": Stage}
    return render_page(request, "contacts/contact_list.html", context, partials=("people",))


class Row(NamedTuple):
    """One person as the list shows them."""

    person: Contact
    note: beside.Note
    url: str
    organisation_url: str


NOBODY = UUID(int=0)


def rows_of(people: list[Contact], notes: Mapping[int, beside.Note]) -> list[Row]:
    """Return people with their addresses; an address is worked out once, not a hundred times."""
    person, organisation = (
        reverse(name, args=[NOBODY]) for name in ("contact_detail", "contacts:organisation_detail")
    )
    return [
        Row(
            contact,
            notes.get(contact.pk, beside.NOTHING),
            person.replace(str(NOBODY), str(contact.public_id)),
            organisation.replace(str(NOBODY), str(contact.organisation.public_id))
            if contact.organisation
            else "",
        )
        for contact in people
    ]


def counts_of(owner: Any) -> dict[str, int]:
    """Return how many people there are and how many of them somebody led to, each up to a bound."""
    some = Contact.objects.for_user(owner).active().order_by("sort_key", "pk")[: COUNTED_MOST + 1]
    return Contact.objects.filter(pk__in=some.values("pk")).aggregate(
        all=Count("pk"), introduced=Count("introduced_by")
    )


def choices_of(owner: Any, form: ContactSearchForm) -> dict[str, Any]:
    """Return tags and organisations to choose from, in one query; of very many only the first."""
    parts = [
        model.objects.for_user(owner)
        .order_by()
        .annotate(kind=Value(kind, output_field=CharField()))
        .values_list("kind", "name", "public_id")
        for kind, model in (("tag", Tag), ("organisation", Organisation))
    ]
    rows = parts[0].union(parts[1], all=True).order_by("kind", "name")[: 2 * CHOICES_MOST]
    found: dict[str, list[tuple[str, str, bool]]] = {"tags": [], "organisations": []}
    for kind, name, public_id in rows:
        here = getattr(form.chosen.get(kind), "public_id", None) == public_id
        if here or len(found[f"{kind}s"]) < CHOICES_MOST:
            found[f"{kind}s"].append((str(public_id), name, here))
    return found


def sort_head(request: HttpRequest, order: str, name: str) -> dict[str, str]:
    """Return address and direction of a column's head; a second click on the last contact turns it round."""
    turned = "quiet" if name == "last" and order == "last" else name
    query = request.GET.copy()
    for gone in ("after", "before"):
        query.pop(gone, None)
    query["sort"] = turned
    direction = {"name": "ascending", "last": "descending", "quiet": "ascending"}.get(order, "")
    here = order == name or (name == "last" and order == "quiet")
    return {"url": f"{request.path}?{query.urlencode()}", "direction": direction if here else ""}


def chips_of(form: ContactSearchForm, request: HttpRequest) -> list[tuple[str, str]]:
    """Return what narrows the list, each with the address without it."""
    names = {
        "q": lambda value: f"“{value}”",
        "tag": lambda value: f"#{value.name}",
        "organisation": lambda value: value.name,
        "distance": lambda value: Distance(value).label,
        "stage": lambda value: Stage(value).label,
        "region": lambda value: Region(value).label,
        "source": lambda value: dict(form.fields["source"].choices)[value],  # type: ignore[attr-defined]
        "never": lambda value: _("Never contacted"),
        "archived": lambda value: _("Archived"),
    }
    chips = []
    for name, say in names.items():
        if name in form.chosen:
            query: QueryDict = request.GET.copy()
            for gone in (name, "after", "before"):
                query.pop(gone, None)
            chips.append((str(say(form.chosen[name])), f"{request.path}?{query.urlencode()}"))
    return chips


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


@require_POST
def contact_bulk(request: HttpRequest) -> HttpResponse:
    owner: Any = request.user
    back = next_path(request, reverse("contacts:contact_list"))
    form = BulkForm(request.POST, owner=owner)
    if not form.is_valid():
        reason = form.errors.get("tag") or [_("Tick the people first.")]
        messages.warning(request, str(reason[0]))
        return redirect(back)
    people = list(form.cleaned_data["contact"])
    match form.cleaned_data["action"]:
        case "export":
            return redirect(f"{reverse('contacts:contact_export')}?{_chosen(people)}")
        case "merge":
            return redirect(f"{reverse('contact_merge')}?{_chosen(people)}")
        case "tag":
            said, undone = _tag(owner, people, form.cleaned_data["tag"])
        case "archive":
            keys = services.archive_contacts(owner=owner, contacts=people, at=clock.now())
            said = ngettext("%(n)s person is archived.", "%(n)s people are archived.", len(keys)) % {
                "n": len(keys)
            }
            undone = {"restore": keys}
        case _:
            count = services.restore_contacts(owner=owner, keys=[person.pk for person in people])
            said = ngettext("%(n)s person is back.", "%(n)s people are back.", count) % {"n": count}
            undone = {}
    toast(request, said, undo=_bulk_undo_path(owner, undone) if undone else "")
    return redirect(back)


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
    if what.get("owner") == owner.pk and "untag" in what:
        services.untag_contacts(owner=owner, contacts=what["untag"], tag=what["tag"])
    elif what.get("owner") == owner.pk:
        services.restore_contacts(owner=owner, keys=what.get("restore", []))
    toast(request, _("Undone."))
    return redirect(back)
