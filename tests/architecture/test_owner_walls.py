"""No row of one owner can hang on a row of another, or become another's: the database refuses it everywhere."""

import pytest
from django.db import DatabaseError, transaction

from infoview.search.triggers import owned_models, owned_relations
from tests.factories.everything import one_of_each


@pytest.fixture
def rows(owner, stranger):
    return one_of_each(owner), one_of_each(stranger)


@pytest.mark.django_db
def test_every_relation_refuses_a_strangers_row(rows):
    mine, theirs = rows
    for model, field in owned_relations():
        with pytest.raises(DatabaseError, match="belongs to another owner"), transaction.atomic():
            model.objects.filter(pk=mine[model].pk).update(**{field.name: theirs[field.related_model].pk})


@pytest.mark.django_db
def test_every_relation_refuses_a_new_row_on_a_strangers(rows):
    mine, theirs = rows
    for model, field in owned_relations():
        row = model._base_manager.get(pk=mine[model].pk)
        row.pk = row.id = None
        setattr(row, field.attname, theirs[field.related_model].pk)
        with pytest.raises(DatabaseError, match="belongs to another owner"), transaction.atomic():
            model._base_manager.bulk_create([row])
            pytest.fail(f"{model.__name__}.{field.name} let a stranger's row in")


@pytest.mark.django_db
def test_every_row_keeps_its_owner(rows, stranger):
    mine, _theirs = rows
    for model in owned_models():
        with pytest.raises(DatabaseError, match="keeps its owner"), transaction.atomic():
            model._base_manager.filter(pk=mine[model].pk).update(owner=stranger)
            pytest.fail(f"{model.__name__} let its owner change")


def test_owned_models_answer_for_user():
    assert all(hasattr(model.objects, "for_user") for model in owned_models())
