"""The search table follows its sources whatever writes them, and migrating mends the triggers."""

import re

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection

from contacts.models import Contact, Organisation
from debriefs.models import Theme
from infoview.search.models import SearchEntry
from infoview.search.triggers import SOURCES, drop, existing, owned_models, owned_relations, rebuild
from tests.factories.everything import one_of_each

pytestmark = pytest.mark.django_db


def found(**where):
    return set(SearchEntry.objects.filter(**where).values_list("kind", "title"))


def test_bulk_writes_are_found(owner):
    people = [Contact(owner=owner, name=f"Person {n}") for n in range(3)]
    for person in people:
        person.set_keys()
    Contact.objects.bulk_create(people)
    Contact.objects.filter(name="Person 1").update(name="Zoë")
    Contact.objects.filter(name="Person 2").delete()

    assert found(kind="contact") == {("contact", "Person 0"), ("contact", "Zoë")}


def test_cascade_takes_entries_along(owner):
    one_of_each(owner)

    owner.delete()

    assert SearchEntry.objects.count() == 0


def test_merged_theme_is_not_found(owner):
    kept = Theme.objects.create(owner=owner, name="Keeping users counts")
    merged = Theme.objects.create(owner=owner, name="Keeping matters")

    Theme.objects.filter(pk=merged.pk).update(merged_into=kept)
    assert found(kind="theme") == {("theme", "Keeping users counts")}

    Theme.objects.filter(pk=merged.pk).update(merged_into=None)
    assert found(kind="theme") == {("theme", "Keeping users counts"), ("theme", "Keeping matters")}


def test_rebuild_finds_the_same(owner):
    one_of_each(owner)
    before = set(
        SearchEntry.objects.values_list("owner_id", "owner_token", "kind", "object_id", "title", "body")
    )

    rebuild(connection)

    after = set(
        SearchEntry.objects.values_list("owner_id", "owner_token", "kind", "object_id", "title", "body")
    )
    assert after == before
    assert {kind for _, _, kind, _, _, _ in after} == {source.kind for source in SOURCES} - {
        "request",
        "touch",
    }


def test_each_row_has_one_entry_however_often_it_is_written(owner):
    one_of_each(owner)
    rows = []
    for source in SOURCES:
        model = apps.get_model(source.model)
        table = model._meta.db_table
        condition = source.when.format(row=table) or "1 = 1"
        for column in re.findall(r"{row}\.(\w+)", f"{source.title} {source.body}"):
            model._base_manager.update(**{column: "Once"})
            model._base_manager.update(**{column: f"{source.kind} {column}"})
        rows += [(source.kind, row.pk) for row in model._base_manager.extra(where=[condition])]

    assert sorted(SearchEntry.objects.values_list("kind", "object_id")) == sorted(rows)


def test_every_source_relation_and_owned_table_has_its_trigger():
    names = {name for name, _table in existing(connection)}
    per_relation = 2 if connection.vendor == "sqlite" else 1

    assert sum("owner_" in n or "infoview_o_" in n for n in names) == per_relation * len(
        list(owned_relations())
    )
    assert all(any(f"infoview_{source.kind}_search" in n for n in names) for source in SOURCES)
    assert {f"infoview_kept_{model._meta.db_table}" for model in owned_models()} <= names


@pytest.mark.django_db(transaction=True)
def test_migrating_mends_lost_triggers(owner):
    before = set(existing(connection))
    drop(connection)
    Organisation.objects.create(owner=owner, name="Unseen")
    assert found() == set()

    call_command("migrate", verbosity=0)

    assert set(existing(connection)) == before
