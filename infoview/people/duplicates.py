"""People who may be on the list twice: said to be two, looked at side by side, merged, and apart again."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from contacts.duplicates import alike, say_apart, take_back_apart
from contacts.enums import PointKind
from contacts.formats.identity import Alike, By
from contacts.models import Contact, ContactPoint, Merge, MergedContact
from contacts.views.people import suggestions
from infoview.people import merging
from infoview.people.forms import MergeForm, MergeWithForm
from infoview.shared import clock
from infoview.shared.htmx import next_path, render_page, toast
from infoview.shared.once import in_turn

SHOWN_MOST = 25
NAMESAKES_MOST = 10

REASONS = {
    By.PROFILE: gettext_lazy("Same profile"),
    By.EMAIL: gettext_lazy("Same e-mail"),
    By.PHONE: gettext_lazy("Same phone"),
    By.NAME_AND_ORGANISATION: gettext_lazy("Same name and organisation"),
    By.NEAR_NAME: gettext_lazy("Similar name, same organisation"),
}


@dataclass(frozen=True, slots=True)
class Suggestion:
    """People who may be one, with the reason, and the query that names them."""

    reason: str
    people: list[Contact]
    query: str


@require_safe
def duplicate_list(request: HttpRequest) -> HttpResponse:
    owner: Any = request.user
    found = alike(owner)
    shown = _suggestions(owner, found[:SHOWN_MOST])
    context = {"suggestions": shown, "more": len(found) > SHOWN_MOST, "shown_most": SHOWN_MOST}
    return render_page(request, "infoview/duplicate_list.html", context)


def _suggestions(owner: Any, groups: Sequence[Alike]) -> list[Suggestion]:
    keys = {key for group in groups for key in group.refs}
    people = Contact.objects.for_user(owner).select_related("organisation").in_bulk(list(keys))
    _add_ways(owner, people.values())
    return [
        Suggestion(str(REASONS[group.reason]), those, query_of(those))
        for group in groups
        if len(those := [people[key] for key in group.refs if key in people]) > 1
    ]


def _add_ways(owner: Any, people: Iterable[Contact]) -> None:
    """Put beside each person the addresses and numbers they are known by, in one query."""
    found: dict[int, list[str]] = defaultdict(list)
    people = list(people)
    points = ContactPoint.objects.for_user(owner).filter(contact__in=people)
    shown = points.filter(kind__in=[PointKind.EMAIL, PointKind.PHONE]).order_by("contact", "position", "pk")
    for contact, value in shown.values_list("contact_id", "value"):
        if len(found[contact]) < 3:
            found[contact].append(value)
    for person in people:
        person.ways = found[person.pk]  # type: ignore[attr-defined]


def query_of(people: Iterable[Contact]) -> str:
    query = QueryDict(mutable=True)
    query.setlist("contact", [str(person.public_id) for person in people])
    return query.urlencode()


@require_POST
@in_turn
def duplicate_apart(request: HttpRequest) -> HttpResponse:
    people = _named(request.user, request.POST.getlist("contact") or request.GET.getlist("contact"))
    back = next_path(request, reverse("duplicate_list"))
    if not 2 <= len(people) <= merging.MOST_AT_ONCE:
        messages.warning(request, _("Nobody was chosen."))
    elif "undo" in request.GET:
        take_back_apart(owner=request.user, contacts=people)
        toast(request, _("Undone."))
    else:
        say_apart(owner=request.user, contacts=people)
        undo = f"{reverse('duplicate_apart')}?undo=1&{query_of(people)}"
        toast(request, _("Remembered: not the same."), undo=undo)
    return redirect(back)


def _named(owner: Any, names: Iterable[str]) -> list[Contact]:
    """Return the owner's people of these public ids, in the order given; what is no id is left out."""
    wanted = dict.fromkeys(_uids(names))
    people = Contact.objects.for_user(owner).select_related("organisation", "introduced_by")
    found = {person.public_id: person for person in people.filter(public_id__in=list(wanted))}
    return [found[uid] for uid in wanted if uid in found]


def _uids(names: Iterable[str]) -> list[UUID]:
    found = []
    for name in list(names)[:100]:
        try:
            found.append(UUID(name))
        except ValueError:
            continue
    return found


# Side by side -------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
@in_turn
def contact_merge(request: HttpRequest) -> HttpResponse:
    sent = request.POST if request.method == "POST" else request.GET
    names = sent.getlist("contact")
    people = _in_order(_named(request.user, names))
    if not 2 <= len(people) <= merging.MOST_AT_ONCE or (
        request.method == "POST" and len(people) < len(set(names))
    ):
        return _not_these(request, people, names)
    form = MergeForm(request.POST or None, people=people)
    if request.method == "POST" and form.is_valid():
        return _merge(request, form)
    _add_ways(request.user, people)
    context = {"form": form, "people": people, "query": query_of(people)}
    status = 422 if form.is_bound else 200
    return render_page(request, "infoview/contact_merge.html", context, status=status)


def _in_order(people: list[Contact]) -> list[Contact]:
    """Put the one first whose record is suggested to stay: on the list, talked to last, known for longest."""

    def place(person: Contact) -> tuple[Any, ...]:
        touched = person.last_touch_at
        return (person.archived_at is not None, -touched.timestamp() if touched else 0.0, person.pk)

    return sorted(people, key=place)


def _merge(request: HttpRequest, form: MergeForm) -> HttpResponse:
    kept, gone, values = form.decided()
    merge = merging.merge(kept=kept, gone=gone, values=values, at=clock.now())
    said = ngettext(
        "%(name)s is one person now.", "%(name)s is one person now, out of %(n)s records.", len(gone)
    ) % {"name": merge.kept.name, "n": len(gone) + 1}
    toast(request, said, undo=reverse("merge_undo", args=[merge.public_id]))
    return redirect("contact_detail", merge.kept.public_id)


def _not_these(request: HttpRequest, people: list[Contact], names: list[str]) -> HttpResponse:
    """Say why these cannot be looked at side by side, and lead to where it goes on."""
    before = MergedContact.objects.for_user(request.user).filter(old_public_id__in=_uids(names))
    done = before.select_related("kept").order_by("-pk").first()
    if done is not None:
        return redirect("contact_detail", done.kept.public_id)
    if len(people) == 1:
        return redirect("contact_merge_with", people[0].public_id)
    if people:
        messages.warning(request, _("Up to six people can be merged at once. Tick fewer of them."))
        return redirect("contacts:contact_list")
    messages.warning(request, _("Choose at least two people to merge."))
    return redirect("duplicate_list")


@require_http_methods(["GET", "HEAD", "POST"])
def contact_merge_with(request: HttpRequest, public_id: UUID) -> HttpResponse:
    people = Contact.objects.for_user(request.user).select_related("organisation")
    contact = get_object_or_404(people, public_id=public_id)
    form = MergeWithForm(request.POST or None, owner=request.user, contact=contact)
    if request.method == "POST" and form.is_valid():
        both = [contact, form.cleaned_data["other"]]
        return redirect(f"{reverse('contact_merge')}?{query_of(both)}")
    namesakes = people.filter(name_key=contact.name_key).exclude(pk=contact.pk).order_by("pk")
    context = {
        "form": form,
        "about": contact,
        "back": reverse("contact_detail", args=[contact.public_id]),
        "namesakes": [(one, query_of([contact, one])) for one in namesakes[:NAMESAKES_MOST]],
        **suggestions(request.user),
    }
    status = 422 if form.is_bound else 200
    return render_page(request, "infoview/contact_merge_with.html", context, status=status)


@require_POST
@in_turn
def merge_undo(request: HttpRequest, public_id: UUID) -> HttpResponse:
    merges = Merge.objects.for_user(request.user).select_related("kept")
    merge = get_object_or_404(merges, public_id=public_id)
    try:
        undone = merging.undo(merged=merge, at=clock.now())
    except merging.NotNow as reason:
        messages.warning(request, str(reason))
        return redirect("contact_detail", merge.kept.public_id)
    toast(request, _("Undone: %(names)s is back on your list.") % {"names": ", ".join(undone.people)})
    if undone.kept:
        what = ", ".join(undone.kept)
        messages.warning(request, _("Changed since the merge, and kept as it is: %(what)s.") % {"what": what})
    return redirect("contact_detail", merge.kept.public_id)
