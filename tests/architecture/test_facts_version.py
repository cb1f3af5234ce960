"""Every way to write an owner's fact raises the owner's facts version in the same transaction."""

import pytest
from django.db import transaction

from infoview.search.triggers import owned_models
from tests.factories.everything import one_of_each


def version_of(owner):
    owner.refresh_from_db()
    return owner.facts_version


@pytest.fixture
def rows(owner):
    return one_of_each(owner)


@pytest.mark.django_db
def test_each_way_to_write_raises_the_version(owner, stranger, rows):
    for model in (model for model in owned_models() if model.are_facts):
        row = model.objects.filter(pk=rows[model].pk).first()
        if row is None:
            continue  # gone with its parent
        writes = [
            row.save,
            lambda m=model, r=row: m.objects.for_user(owner).update(created_at=r.created_at),
            lambda m=model, r=row: m.objects.filter(pk=r.pk).update(created_at=r.created_at),
            lambda m=model, r=row: m.objects.bulk_update([r], ["created_at"]),
        ]
        for write in writes:
            before = version_of(owner)

            write()

            assert version_of(owner) > before, model.__name__
    assert version_of(stranger) == 0


@pytest.mark.django_db
def test_deleting_an_instance_raises_the_version(owner, rows):
    # What hangs on others goes first: more rows are still there to be deleted.
    for model in (model for model in reversed(owned_models()) if model.are_facts):
        row = model.objects.for_user(owner).first()
        if row is None:
            continue  # gone with its parent
        before = version_of(owner)

        row.delete()

        assert version_of(owner) > before, model.__name__


@pytest.mark.django_db
def test_version_and_write_stand_or_fall_together(owner, rows):
    contact = next(row for model, row in rows.items() if model.__name__ == "Contact")
    before = version_of(owner)

    try:
        with transaction.atomic():
            contact.change(name="Somebody else")
            raise RuntimeError
    except RuntimeError:
        pass

    assert version_of(owner) == before
    contact.refresh_from_db()
    assert contact.name == "Elena Marchetti"


@pytest.mark.django_db
def test_bulk_create_raises_the_version_once(owner):
    contact = next(model for model in owned_models() if model.__name__ == "Contact")
    before = version_of(owner)

    contact.objects.bulk_create([contact(owner=owner, name=f"Person {n}") for n in range(20)])

    assert version_of(owner) == before + 1
