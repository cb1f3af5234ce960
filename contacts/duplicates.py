"""Who may be on the list twice: each question is one query over an index, and none compares all with all."""

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator
from itertools import combinations, islice
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q
from django.db.models.functions import Right

from contacts.enums import PointKind
from contacts.formats.identity import (
    CROWD,
    Alike,
    By,
    groups_of,
    is_shared_mailbox,
    near_names,
    phone_tail,
)
from contacts.models import Contact, ContactPoint, NotSame

# What one look at the list takes in: as these are decided, the next ones come up.
ROWS_MOST = 600
NEAR_MOST = 200
COMPARED_MOST = 50_000
HOUSE_ALL_PAIRS = 60
TAIL = 9

Shared = Iterator[tuple[str, Iterable[int]]]


def alike(owner: Any) -> list[Alike]:
    """Return people of the owner who may be one, by key of the contact, the most trusted reason first."""
    apart = set(NotSame.objects.for_user(owner).values_list("a_id", "b_id"))
    found = [*_same_profile_or_mail(owner), *_same_phone(owner), *_same_name(owner)]
    found += _near_name(owner, apart)
    return groups_of(found, apart=apart)


def _same_profile_or_mail(owner: Any) -> Shared:
    bearers: defaultdict[tuple[str, str], set[int]] = defaultdict(set)
    points = ContactPoint.objects.for_user(owner)
    people = Contact.objects.for_user(owner)
    same_point = points.filter(kind=OuterRef("kind"), value_key=OuterRef("value_key"))
    as_profile = people.filter(profile_key=OuterRef("value_key"))
    rows = points.filter(kind__in=[PointKind.EMAIL, PointKind.PROFILE]).filter(
        Exists(same_point.exclude(contact=OuterRef("contact")))
        | Q(Exists(as_profile.exclude(pk=OuterRef("contact"))), kind=PointKind.PROFILE)
    )
    for kind, key, contact in _some(rows, "kind", "value_key", "contact_id"):
        bearers[kind, key].add(contact)
    other = people.filter(profile_key=OuterRef("profile_key")).exclude(pk=OuterRef("pk"))
    in_point = points.filter(kind=PointKind.PROFILE, value_key=OuterRef("profile_key")).exclude(
        contact=OuterRef("pk")
    )
    with_profile = people.exclude(profile_key="").filter(Exists(other) | Exists(in_point))
    for key, contact in _some(with_profile, "profile_key", "pk"):
        bearers[PointKind.PROFILE, key].add(contact)
    for (kind, key), contacts in bearers.items():
        is_mail = kind == PointKind.EMAIL
        if len(contacts) <= CROWD and not (is_mail and is_shared_mailbox(key)):
            yield By.EMAIL if is_mail else By.PROFILE, contacts


def _some(rows: Any, *columns: str) -> Iterable[Any]:
    return rows.order_by(*columns).values_list(*columns)[:ROWS_MOST]


def _same_phone(owner: Any) -> Shared:
    """A number with and without its country code is one number: only its end is compared."""
    points = ContactPoint.objects.for_user(owner).filter(kind=PointKind.PHONE)
    phones = points.annotate(tail=Right("value_key", TAIL))
    shared = phones.order_by("tail").values("tail").annotate(n=Count("contact", distinct=True))
    tails = shared.filter(n__gt=1, n__lte=CROWD).values("tail")[:ROWS_MOST]
    bearers: defaultdict[str, set[int]] = defaultdict(set)
    for key, contact in phones.filter(tail__in=tails).order_by("pk").values_list("value_key", "contact_id"):
        bearers[phone_tail(key)].add(contact)
    yield from ((By.PHONE, contacts) for tail, contacts in bearers.items() if tail)


def _same_name(owner: Any) -> Shared:
    people = Contact.objects.for_user(owner).filter(organisation__isnull=False)
    # Counted in groups: to ask for each person would be slow where one organisation has thousands.
    both = people.order_by("name_key", "organisation").values("name_key", "organisation")
    names = both.annotate(n=Count("pk")).filter(n__gt=1).values("name_key")[:ROWS_MOST]
    bearers: defaultdict[tuple[str, int], list[int]] = defaultdict(list)
    for name, house, contact in _some(people.filter(name_key__in=names), "name_key", "organisation_id", "pk"):
        bearers[name, house].append(contact)
    yield from ((By.NAME_AND_ORGANISATION, contacts) for contacts in bearers.values())


def _near_name(owner: Any, apart: Container[tuple[int, int]]) -> Shared:
    people = Contact.objects.for_user(owner).filter(organisation__isnull=False)
    rows = people.order_by("organisation_id", "pk").values_list("organisation_id", "pk", "name_key")
    houses: defaultdict[int, list[tuple[int, str]]] = defaultdict(list)
    for house, contact, name in rows[:COMPARED_MOST]:
        houses[house].append((contact, name))
    pairs: Any = near_names(houses, all_pairs_up_to=HOUSE_ALL_PAIRS)
    undecided = (pair for pair in pairs if (min(pair), max(pair)) not in apart)
    yield from ((By.NEAR_NAME, pair) for pair in islice(undecided, NEAR_MOST))


# Said to be two ------------------------------------------------------------------------------------


def say_apart(*, owner: Any, contacts: Iterable[Contact]) -> None:
    """Remember that each of these is somebody else."""
    keys = sorted(contact.pk for contact in contacts)
    NotSame.objects.bulk_create(
        (NotSame(owner=owner, a_id=a, b_id=b) for a, b in combinations(keys, 2)), ignore_conflicts=True
    )


def take_back_apart(*, owner: Any, contacts: Iterable[Contact]) -> None:
    """Forget that they were said to be different people."""
    keys = [contact.pk for contact in contacts]
    NotSame.objects.for_user(owner).filter(a__in=keys, b__in=keys, a__lt=F("b")).delete()
