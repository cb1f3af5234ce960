"""No model, column or secret is forgotten."""

import zipfile

import pytest
from django.db import models

from debriefs.models import Debrief, Insight
from infoview.accounts.models import User
from infoview.search.triggers import owned_models
from infoview.takeout.values import READ
from infoview.takeout.what import (
    IDS_INSIDE,
    LEFT_OUT,
    LIBRARY,
    NOT_PROFILE,
    NOTHING_PRIVATE,
    NUMBERS_INSIDE,
    PROFILE,
    blanked,
    columns_of,
    file_of,
    held_back,
    parents_of,
    taken_models,
)
from interviews.models import Interview, LiveMark, PlanItem
from scheduler.models import ReminderSettings, Subscription
from tests.factories.everything import one_of_each
from tests.takeout.conftest import data_of, exported


def test_every_owned_model_is_taken_or_left_with_a_reason():
    assert {*taken_models(), *LEFT_OUT} == set(owned_models())
    assert not set(taken_models()) & set(LEFT_OUT)


def test_parents_come_before_what_hangs_on_them():
    order = taken_models()

    for model in order:
        for parent in parents_of(model).values():
            assert order.index(parent) <= order.index(model), (model, parent)


def test_every_column_can_be_read_back():
    kinds = tuple(kind for kind, _read in READ)

    for model in taken_models():
        for field in columns_of(model):
            assert field.is_relation or isinstance(field, kinds), field
            if field.is_relation:
                assert field.related_model in LIBRARY or field.related_model in taken_models(), field


def test_every_column_of_the_person_is_decided():
    assert {field.name for field in User._meta.concrete_fields} == {*PROFILE, *NOT_PROFILE}


def test_every_column_that_holds_ids_or_trees_is_known():
    """A new JSON or UUID column has to say whether rows are named inside."""
    plain = {"kept_findings", "pillars", "windows", "probes", "prep_done", "mapping", "kinds", "public_id"}
    own = {"calendar_uid", "old_public_id"}
    inside = {name for names in IDS_INSIDE.values() for name in names}
    inside |= {column for column, _models in NUMBERS_INSIDE.values()}

    for model in taken_models():
        for field in columns_of(model):
            if isinstance(field, models.JSONField | models.UUIDField):
                assert field.name in plain | own | inside, field


def test_what_hangs_on_a_talk_says_what_is_private():
    spoken = {Interview, PlanItem, LiveMark, Debrief, Insight}
    decided = {*held_back(), *blanked(), *NOTHING_PRIVATE}

    for model in taken_models():
        if spoken & set(parents_of(model).values()):
            assert model in decided, model


@pytest.mark.django_db
def test_every_model_has_a_file_with_its_rows(owner):
    one_of_each(owner)
    file = exported(owner)
    counts = data_of(file, "manifest.json")["counts"]

    for model in taken_models():
        assert len(data_of(file, file_of(model))) == counts[model._meta.label_lower] > 0


@pytest.mark.django_db
def test_no_secret_goes_along(owner, stranger):
    rows = one_of_each(owner)
    one_of_each(stranger)
    archive = zipfile.ZipFile(exported(owner))
    text = b"".join(archive.read(name) for name in archive.namelist()).decode()

    assert owner.password not in text
    assert rows[Subscription].token_hash not in text
    assert str(rows[ReminderSettings].digest_token) not in text
    assert stranger.email not in text
