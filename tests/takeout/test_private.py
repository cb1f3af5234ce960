"""What is kept private goes along only when asked for."""

import json
import zipfile

import pytest

from debriefs.models import Debrief, Insight, Opportunity, Step
from infoview.takeout.what import taken_models
from interviews.enums import Confidentiality
from interviews.models import Interview, LiveMark, NoteVersion, PlanItem
from tests.factories.everything import one_of_each
from tests.takeout.conftest import data_of, exported, imported, picture

pytestmark = pytest.mark.django_db
SECRET = "Zebra"


def in_words(file):
    archive = zipfile.ZipFile(file)
    return {name for name in archive.namelist() if SECRET.encode() in archive.read(name)}


@pytest.fixture
def private_talk(owner):
    """Every text of a talk and its debrief says the word."""
    rows = one_of_each(owner)
    rows[Interview].change(
        confidentiality=Confidentiality.PRIVATE, notes=SECRET, aim=SECRET, opening=SECRET, ended_reason=SECRET
    )
    rows[PlanItem].change(notes=SECRET)
    rows[LiveMark].change(text=SECRET)
    rows[LiveMark].promise.change(text=SECRET)
    rows[NoteVersion].change(text=SECRET)
    rows[Debrief].change(
        reflection=SECRET, surprised=SECRET, what_else=SECRET, kept_findings=[{"code": f"health:{SECRET}"}]
    )
    rows[Insight].change(takeaway=SECRET, implication=SECRET)
    rows[Step].change(text=SECRET)
    rows[Opportunity].change(text=SECRET)
    return rows


def test_a_private_talk_stays_out(owner, private_talk):
    file = exported(owner, private=False)

    assert in_words(file) == set()
    assert data_of(file, "manifest.json")["private"] is False


def test_a_private_talk_goes_along_when_asked_for(owner, private_talk):
    file = exported(owner, private=True)

    assert {"data/debriefs.insight.json", "insights.csv", "talks.csv"} <= in_words(file)
    assert data_of(file, "manifest.json")["private"] is True


def test_one_private_insight_of_a_free_talk_stays_out(owner):
    rows = one_of_each(owner)
    rows[Insight].change(takeaway=SECRET, confidentiality=Confidentiality.PRIVATE)

    assert in_words(exported(owner, private=False)) == set()


def test_what_is_left_without_the_private_rows_can_be_taken_in(owner, stranger, private_talk):
    taken = imported(stranger, exported(owner, private=False))

    assert taken.private is False
    assert not Insight.objects.for_user(stranger).exists()
    assert Interview.objects.for_user(stranger).get().notes == ""


def test_a_file_without_private_rows_takes_none_away(owner, private_talk):
    file = exported(owner, private=False)
    before = picture(owner)

    imported(owner, file)

    assert picture(owner) == before


def test_the_counts_are_those_of_the_rows(owner, private_talk):
    file = exported(owner, private=False)
    counts = data_of(file, "manifest.json")["counts"]

    for model in taken_models():
        rows = json.loads(zipfile.ZipFile(file).read(f"data/{model._meta.label_lower}.json"))
        assert len(rows) == counts[model._meta.label_lower]
