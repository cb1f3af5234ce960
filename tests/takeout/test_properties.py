"""Whatever stands in the rows comes back: formulas, emoji, line breaks, every number and day."""

import csv
import io
import tracemalloc
import uuid
import zipfile
from contextlib import suppress
from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, models, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contacts.formats.rows import take_off_formula_quote
from contacts.models import Contact, ContactPoint
from debriefs.models import Insight
from infoview.accounts.models import User
from infoview.takeout.what import IDS_INSIDE, NUMBERS_INSIDE, columns_of, taken_models
from scheduler.models import Reminder
from tests.factories.everything import one_of_each
from tests.takeout.conftest import NOW, exported, imported, picture

QUERIES_OUT, QUERIES_IN = 260, 420

pytestmark = pytest.mark.django_db

LETTERS = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
HOSTILE = st.sampled_from(
    ["=1+1", "'=1+1", "@SUM(A1)", "-2", "👩‍🚒 é", "a\r\nb\n\rc", '"";,\\', "\u2028\u0085\ufeff", "]\n[", "\t"]
)
TEXT = st.one_of(HOSTILE, st.text(LETTERS, min_size=1, max_size=40))
TREE = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 2**53) | TEXT,
    lambda one: st.lists(one, max_size=3),
    max_leaves=4,
)
MOMENT = st.datetimes(datetime(1900, 1, 1), datetime(2300, 1, 1), timezones=st.just(UTC))


def value_for(field):
    """Return what may stand in a column, or None where other columns or a list of choices decide."""
    decided = field.choices or field.unique or field.is_relation or field.name.endswith(("_key", "timezone"))
    if decided or (isinstance(field, models.IntegerField) and len(field.validators) > 2):
        return None
    if isinstance(field, models.BooleanField):
        return st.booleans()
    if isinstance(field, models.PositiveIntegerField | models.PositiveSmallIntegerField):
        return st.integers(1, 30_000)
    if isinstance(field, models.JSONField):
        return (
            st.lists(TREE, max_size=3) if field.default is list else st.dictionaries(TEXT, TREE, max_size=3)
        )
    if isinstance(field, models.TextField | models.CharField):
        return TEXT.map(lambda text: text[: field.max_length or 40])
    if isinstance(field, models.DateTimeField):
        return MOMENT
    if isinstance(field, models.DateField):
        return st.dates(date(1900, 1, 1), date(2300, 1, 1))
    return st.times() if isinstance(field, models.TimeField) else None


def disturb(owner, data):
    """Put arbitrary values into every row, column by column, as far as the database takes them."""
    changed = 0
    for model in taken_models():
        inside = {*IDS_INSIDE.get(model, ()), NUMBERS_INSIDE.get(model, ("",))[0]}
        for field in columns_of(model) if model is not Reminder else ():  # those are planned anew
            strategy = None if field.name in inside else value_for(field)
            if strategy is not None:
                values = {"updated_at": NOW, field.name: data.draw(strategy)}
                with suppress(IntegrityError), transaction.atomic():  # another column decides
                    changed += model.objects.for_user(owner).update(**values)
    assert changed > 150


@settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_arbitrary_rows_of_every_model_come_back(data):
    with transaction.atomic():
        one, two = (User.objects.create_user(f"{uuid.uuid4()}@infoview.example") for _ in range(2))
        one_of_each(one)
        disturb(one, data)
        file = exported(one)
        before = picture(User.objects.get(pk=one.pk))
        one.delete()

        imported(two, file)

        assert picture(User.objects.get(pk=two.pk)) == before
        transaction.set_rollback(True)


@pytest.mark.parametrize("text", ["=HYPERLINK(1)", "'=1", "+1", "-1", "@x", "👩‍🚒", 'say "hi", all\nof you'])
def test_tables_are_disarmed_and_read_back(owner, text):
    rows = one_of_each(owner)
    rows[Insight].change(takeaway=text)
    Contact.objects.for_user(owner).update(notes=text)
    archive = zipfile.ZipFile(exported(owner))

    for name, column in (("insights.csv", "Takeaway"), ("contacts.csv", "Notes")):
        lines = csv.DictReader(io.StringIO(archive.read(name).decode("utf-8-sig"), newline=""))
        cell = next(line[column] for line in lines)
        assert cell[0] not in "=+-@\t"
        assert take_off_formula_quote(cell) == text


def add_people(owner, count):
    people = [
        Contact(
            owner=owner, name=f"Person {n}", name_key=f"person {n}", sort_key=f"person {n}", notes="n" * 200
        )
        for n in range(count)
    ]
    Contact.objects.bulk_create(people, 500)
    ContactPoint.objects.bulk_create(
        [
            ContactPoint(owner=owner, contact=p, kind="email", value=f"{p.pk}@x.y", value_key=f"{p.pk}@x.y")
            for p in people
        ],
        500,
    )


def test_three_thousand_people_cost_memory_and_queries_by_the_chunk(
    owner, stranger, django_assert_max_num_queries
):
    add_people(owner, 3000)
    exported(stranger)  # what is loaded once is loaded
    tracemalloc.start()

    with django_assert_max_num_queries(QUERIES_OUT):
        file = exported(owner)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    with django_assert_max_num_queries(QUERIES_IN):
        taken = imported(stranger, file)

    assert taken.created["contacts.contact"] == 3000
    assert most < 40_000_000
