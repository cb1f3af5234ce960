"""The library loaded again after its files were edited: what nobody touched follows, the rest stays."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from debriefs.models import InsightCategory
from infoview import library
from infoview.library import load_library
from infoview.search.triggers import owned_models
from interviews.models import FavouriteQuestion, OwnQuestion, PlanItem, Question
from outreach.models import FollowUpPolicy, MessageTemplate, OutreachSettings, OwnTemplate
from scheduler.enums import ReminderKind
from scheduler.models import Reminder
from scheduler.planning import bring_up_to_date
from tests.factories.everything import one_of_each

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 3, 9, tzinfo=UTC)
FILES = {
    "QUESTIONS": ("questions", "id"),
    "TEMPLATES": ("templates", "id"),
    "POLICIES": ("policies", "key"),
    "CATEGORIES": ("categories", "key"),
}


@pytest.fixture
def edit(tmp_path, monkeypatch):
    """Return a function that edits rows of a library file, as a new version of the app would."""

    def edit_file(name, changes):
        rows, key = FILES[name]
        data = json.loads(getattr(library, name).read_text(encoding="utf-8"))
        for row in data[rows]:
            row.update(changes.get(row[key], {}))
        copy = tmp_path / f"{name}.json"
        copy.write_text(json.dumps(data), encoding="utf-8")
        monkeypatch.setattr(library, name, copy)

    return edit_file


def owned_rows(owner):
    return {
        model: list(model.objects.filter(owner=owner).order_by("pk").values()) for model in owned_models()
    }


def test_same_files_change_nothing():
    load_library()

    again = load_library()

    assert (again.created, again.updated, again.kept) == ({}, {}, {})


def test_edited_files_are_counted_and_followed(edit):
    load_library()
    edit("QUESTIONS", {"q001": {"text": "What led you here?"}, "q002": {"purpose": "To begin"}})
    edit("TEMPLATES", {"t01": {"name": "First steps"}})
    edit("POLICIES", {"classic": {"nudge_after_days": 8}})
    edit("CATEGORIES", {"culture": {"covers": "How people work together"}})

    loaded = load_library()

    assert (loaded.created, loaded.kept) == ({}, {})
    assert loaded.updated == {"questions": 2, "templates": 1, "policies": 1, "categories": 1}
    assert Question.objects.get(bank__key="seeker", key="q001").text == "What led you here?"
    assert MessageTemplate.objects.get(key="t01").name == "First steps"
    assert FollowUpPolicy.objects.get(key="classic").nudge_after_days == 8
    assert InsightCategory.objects.get(key="culture").covers == "How people work together"


def test_update_is_counted_once(edit):
    load_library()
    edit("QUESTIONS", {"q001": {"text": "What led you here?"}})
    load_library()

    assert load_library().updated == {}


def test_what_was_edited_here_is_kept_and_counted(edit):
    load_library()
    Question.objects.filter(key="q001", bank__key="seeker").update(text="Ours?")
    InsightCategory.objects.filter(key="culture").update(name="Ours", edited=True)
    edit("QUESTIONS", {"q001": {"text": "Theirs?"}, "q002": {"text": "What came next?"}})
    edit("CATEGORIES", {"culture": {"name": "Theirs"}})

    loaded = load_library()

    assert loaded.updated == {"questions": 1}
    assert loaded.kept == {"questions": 1, "categories": 1}
    assert Question.objects.get(key="q001", bank__key="seeker").text == "Ours?"
    assert InsightCategory.objects.get(key="culture").name == "Ours"


def test_rows_of_owners_stay_as_they_are(edit, owner):
    load_library()
    made = one_of_each(owner)
    question = Question.objects.get(key="q001", bank__key="seeker")
    template = MessageTemplate.objects.get(key="t01")
    FavouriteQuestion.objects.create(owner=owner, question=question)
    OwnQuestion.objects.create(owner=owner, text="Mine?", copied_from=question)
    OwnTemplate.objects.create(owner=owner, name="Copy", body="Mine", copied_from=template)
    PlanItem.objects.create(
        owner=owner, interview=made[PlanItem].interview, question=question, text="Asked so"
    )
    before = owned_rows(owner)
    edit("QUESTIONS", {"q001": {"text": "What led you here?"}})
    edit("TEMPLATES", {"t01": {"body": "Hi {first_name}, new words."}})

    loaded = load_library()

    assert loaded.updated == {"questions": 1, "templates": 1}
    assert owned_rows(owner) == before


def test_new_numbers_of_a_preset_reach_the_reminders_of_those_who_follow_it(edit, owner):
    load_library()
    one_of_each(owner)
    OutreachSettings.objects.for_user(owner).update(policy=FollowUpPolicy.objects.get(key="classic"))

    def due():
        owner.refresh_from_db()
        bring_up_to_date(owner=owner, now=NOW)
        return Reminder.objects.for_user(owner).get(kind=ReminderKind.NUDGE).due_on

    before = due()
    edit("POLICIES", {"classic": {"nudge_after_days": 10}})

    load_library()

    assert due() == before + timedelta(days=3)
