"""No row of one owner can hang on a row of another: the database refuses it, on every relation there is."""

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
def test_insert_refuses_a_strangers_row(rows, owner):
    mine, theirs = rows
    contact = next(row for model, row in theirs.items() if model.__name__ == "Contact")
    touch = next(model for model in mine if model.__name__ == "Touch")
    values = {"kind": "call", "happened_at": mine[touch].happened_at, "happened_on": mine[touch].happened_on}

    with pytest.raises(DatabaseError, match="belongs to another owner"), transaction.atomic():
        touch.objects.create(owner=owner, contact=contact, **values)


def test_owned_models_answer_for_user():
    assert all(hasattr(model.objects, "for_user") for model in owned_models())
