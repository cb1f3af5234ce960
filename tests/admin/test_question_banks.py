"""Question banks in the workshop: edited, ordered, copied, retired."""

import re

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from infoview.library import load_library
from interviews.admin import check, copy_bank, reordered
from interviews.enums import BankStatus, QuestionStage
from interviews.models import PlanItem, Question, QuestionBank
from tests.factories.everything import one_of_each
from tests.factories.interviews import NOON, make_interview, make_item
from tests.factories.outreach import make_person


def form_of(question, **changes):
    """Return what the page of a question posts."""
    names = (
        "text",
        "purpose",
        "category",
        "stage",
        "framework",
        "seniority",
        "audience",
        "industry",
        "org_size",
        "region_notes",
    )
    values = {name: getattr(question, name) for name in names}
    return {**values, "bank": question.bank_id, "probes": "\n".join(question.probes), **changes}


def change_page(row):
    return reverse(f"admin:interviews_{row._meta.model_name}_change", args=[row.pk])


def bank_form(bank, **changes):
    return {
        "name": bank.name,
        "description": bank.description,
        "mode": bank.mode,
        "status": bank.status,
        **changes,
    }


@pytest.fixture
def bank(library):
    return QuestionBank.objects.get(key="seeker")


@pytest.fixture
def question(bank):
    return bank.questions.get(key="q001")


def test_edited_question_survives_the_next_load(as_staff, question):
    as_staff.post(change_page(question), form_of(question, text="How did you come to this work?"))

    load_library()

    question.refresh_from_db()
    assert question.text == "How did you come to this work?"


def test_saving_without_a_change_leaves_the_question_to_the_files(as_staff, question):
    as_staff.post(change_page(question), form_of(question))

    loaded = load_library()

    assert "questions" not in loaded.kept


def test_history_says_what_a_field_was_and_became(as_staff, question):
    as_staff.post(change_page(question), form_of(question, stage=QuestionStage.CLOSING))

    page = as_staff.get(reverse("admin:interviews_question_history", args=[question.pk]))

    assert "Stage (“Opening” → “Closing”)" in page.content.decode()


def test_history_of_the_bank_tells_of_its_questions(as_staff, bank, question):
    as_staff.post(change_page(question), form_of(question, stage=QuestionStage.CLOSING))

    page = as_staff.get(reverse("admin:interviews_questionbank_history", args=[bank.pk]))

    assert "Stage (“Opening” → “Closing”) for question “q001" in page.content.decode()


def test_deleting_a_question_of_the_files_retires_it(as_staff, question):
    as_staff.post(reverse("admin:interviews_question_delete", args=[question.pk]), {"post": "yes"})

    load_library()

    question.refresh_from_db()
    assert question.retired
    assert not LogEntry.objects.filter(action_flag=3).exists()


def test_deleting_a_question_that_people_planned_retires_it(as_staff, owner):
    one_of_each(owner)
    question = Question.objects.get(bank__key="walk")

    as_staff.post(reverse("admin:interviews_question_delete", args=[question.pk]), {"post": "yes"})

    question.refresh_from_db()
    assert question.retired
    assert PlanItem.objects.get().question == question


def test_deleting_a_question_of_ones_own_deletes_it(as_staff, bank):
    question = bank.questions.create(key="mine", text="What did nobody tell you?", position=999)

    as_staff.post(reverse("admin:interviews_question_delete", args=[question.pk]), {"post": "yes"})

    assert not Question.objects.filter(pk=question.pk).exists()


def test_deleting_a_bank_of_the_files_makes_it_a_draft(as_staff, bank):
    as_staff.post(reverse("admin:interviews_questionbank_delete", args=[bank.pk]), {"post": "yes"})

    bank.refresh_from_db()
    assert bank.status == BankStatus.DRAFT
    assert bank.questions.exists()


def test_new_question_gets_a_key_and_the_last_place(as_staff, bank, question):
    as_staff.post(
        reverse("admin:interviews_question_add"), form_of(question, text="Which meeting would you drop?")
    )

    added = bank.questions.order_by("position").last()
    assert added.text == "Which meeting would you drop?"
    assert added.key == "which-meeting-would-you-drop"


def test_copied_bank_is_a_draft_of_the_questions_in_use(as_staff, bank, question):
    Question.objects.filter(pk=question.pk).update(retired=True)

    as_staff.post(
        reverse("admin:interviews_questionbank_changelist"), {"action": "copy", "_selected_action": [bank.pk]}
    )

    copied = QuestionBank.objects.get(key="seeker-2")
    assert (copied.status, copied.name) == (BankStatus.DRAFT, f"{bank.name} (copy)")
    assert copied.questions.count() == bank.questions.count() - 1
    assert list(copied.questions.order_by("position").values_list("text", flat=True)) == list(
        bank.questions.filter(retired=False).order_by("position", "pk").values_list("text", flat=True)
    )


def test_copied_bank_is_left_alone_by_the_next_load(bank):
    copied = copy_bank(bank)
    copied.questions.all().delete()

    load_library()

    assert copied.questions.count() == 0


def test_empty_bank_is_not_published(as_staff, db):
    bank = QuestionBank.objects.create(key="mine", name="Mine")

    as_staff.post(
        reverse("admin:interviews_questionbank_changelist"),
        {"action": "publish", "_selected_action": [bank.pk]},
    )

    bank.refresh_from_db()
    assert bank.status == BankStatus.DRAFT


@pytest.mark.parametrize("retired", [[], [True, True]], ids=["none", "all-retired"])
def test_empty_bank_is_not_published_by_its_page_either(as_staff, db, retired):
    bank = QuestionBank.objects.create(key="mine", name="Mine")
    for number, gone in enumerate(retired):
        bank.questions.create(key=f"q{number}", text="Why?", retired=gone)

    answer = as_staff.post(change_page(bank), bank_form(bank, name="Ours", status=BankStatus.PUBLISHED))

    assert "This bank holds no questions yet." in answer.content.decode()
    assert QuestionBank.objects.get(key="mine").status == BankStatus.DRAFT


def test_new_bank_begins_as_a_draft(as_staff, db):
    page = reverse("admin:interviews_questionbank_add")
    filled = {"name": "Mine", "description": "", "mode": "seeker"}

    refused = as_staff.post(page, {**filled, "status": BankStatus.PUBLISHED})
    as_staff.post(page, {**filled, "status": BankStatus.DRAFT})

    assert refused.context_data["adminform"].form.errors["status"]
    assert QuestionBank.objects.get().status == BankStatus.DRAFT


def test_bank_with_a_question_is_published_by_its_page(as_staff, db):
    bank = QuestionBank.objects.create(key="mine", name="Mine")
    bank.questions.create(key="q1", text="Why?")

    as_staff.post(change_page(bank), bank_form(bank, status=BankStatus.PUBLISHED))

    bank.refresh_from_db()
    assert bank.status == BankStatus.PUBLISHED


@pytest.mark.parametrize(
    ("places", "expected"),
    [
        pytest.param({1: 3}, "bcade", id="down"),
        pytest.param({5: 1}, "eabcd", id="up"),
        pytest.param({1: 5, 2: 4, 3: 3, 4: 2, 5: 1}, "edcba", id="all"),
        pytest.param({1: 99}, "bcdea", id="beyond-the-end"),
        pytest.param({}, "abcde", id="none"),
    ],
)
def test_reordered(places, expected):
    questions = [Question(pk=number, text=letter) for number, letter in enumerate("abcde", start=1)]

    assert "".join(question.text for question in reordered(questions, places)) == expected


def test_bank_keeps_the_order_that_was_typed(as_staff, bank):
    first, second = bank.questions.order_by("position", "pk")[:2]

    as_staff.post(change_page(bank), bank_form(bank, **{f"place-{first.pk}": "2"}))

    assert list(bank.questions.order_by("position", "pk")[:2]) == [second, first]


def test_bank_says_what_is_no_place_and_keeps_it(as_staff, bank):
    first = bank.questions.order_by("position", "pk").first()

    answer = as_staff.post(change_page(bank), bank_form(bank, **{f"place-{first.pk}": "top"}))

    assert "is no place in the list" in answer.content.decode()
    assert 'value="top"' in answer.content.decode()


@pytest.fixture
def planned(question, owner, stranger):
    """A question in three plans of two people: asked twice, answered once, skipped once."""
    uses = ({"asked_at": NOON, "notes": "secret words"}, {"asked_at": NOON}, {"skipped_at": NOON})
    for number, (person, use) in enumerate(zip((owner, owner, stranger), uses, strict=True)):
        talk = make_interview(person, make_person(person, f"Person {number}"))
        make_item(talk, question.text, question=question, **use)
    return question


def test_question_page_says_how_it_does(as_staff, planned):
    page = as_staff.get(change_page(planned)).content.decode()

    assert "In 3 plans of 2 people: asked 2, answered 1, skipped 1." in page
    assert "secret words" not in page


def test_question_list_and_bank_say_how_it_does(as_staff, planned):
    listed = as_staff.get(reverse("admin:interviews_question_changelist"), {"q": "q001"}).content.decode()
    held = as_staff.get(change_page(planned.bank)).context_data["questions"]

    cells = re.findall(r'class="field-(asked|answered|skipped)">(\d+)<', listed)
    assert cells == [("asked", "2"), ("answered", "1"), ("skipped", "1")]
    assert [(one.asked, one.answered, one.skipped) for one in held if one == planned] == [(2, 1, 1)]


def test_question_page_counts_one_as_one(as_staff, owner):
    one_of_each(owner)
    question = Question.objects.get(bank__key="walk")

    page = as_staff.get(change_page(question)).content.decode()

    assert "In one plan of one person: asked 0, answered 0, skipped 0." in page
    assert "Marked as a favourite once, copied and changed 0 times." in page


def test_question_page_names_the_banks_with_the_same_words(as_staff, question):
    other = copy_bank(question.bank).questions.get(text=question.text)

    page = as_staff.get(change_page(question)).content.decode()

    assert "The same words stand in:" in page
    assert f'<a href="{change_page(other)}">{other.bank}, {other.key}</a>' in page


def test_question_list_stays_flat(as_staff, library, django_assert_max_num_queries):
    with django_assert_max_num_queries(14):
        as_staff.get(reverse("admin:interviews_question_changelist"))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("category", "culture"),
        ("stage", "closing"),
        ("seniority", "senior"),
        ("audience", "peer"),
        ("industry", "tech"),
        ("framework", "trends"),
    ],
)
def test_question_list_filters(as_staff, library, name, value):
    answer = as_staff.get(reverse("admin:interviews_question_changelist"), {f"{name}__exact": value})

    found = set(answer.context_data["cl"].queryset)
    assert found == set(Question.objects.filter(**{name: value}))
    assert 0 < len(found) < Question.objects.count()


def test_question_list_filters_by_bank_and_its_status(as_staff, bank):
    QuestionBank.objects.exclude(pk=bank.pk).update(status=BankStatus.DRAFT)
    page = reverse("admin:interviews_question_changelist")

    for chosen in ({"bank__id__exact": bank.pk}, {"bank__status__exact": "published"}):
        assert set(as_staff.get(page, chosen).context_data["cl"].queryset) == set(bank.questions.all())


def test_question_list_finds_words(as_staff, bank):
    wanted = bank.questions.create(key="mine", text="Which zeppelin do you board?")

    answer = as_staff.get(reverse("admin:interviews_question_changelist"), {"q": "zeppelin"})

    assert list(answer.context_data["cl"].queryset) == [wanted]


def test_remarks_warn_and_never_block(as_staff, question):
    as_staff.post(change_page(question), form_of(question, text="Could you refer me to your manager?"))

    page = as_staff.get(change_page(question)).content.decode()

    question.refresh_from_db()
    assert question.text == "Could you refer me to your manager?"
    assert "Q-REFERRAL" in page


def test_remarks_answer_while_typing(as_staff, db):
    answer = as_staff.post(
        reverse("admin:interviews_question_check"), {"text": "Are you hiring?", "stage": "core"}
    )

    assert "Q-JOB" in answer.content.decode()


def test_courtesy_at_the_end_may_be_closed():
    assert "Q-CLOSED" in {finding.code for finding in check("Do you like your work?", "core")}
    assert "Q-CLOSED" not in {finding.code for finding in check("Do you like your work?", "closing")}


def test_library_has_no_warnings(library):
    loud = {
        question.key
        for question in Question.objects.all()
        for finding in check(question.text, question.stage)
        if finding.severity in ("warn", "strong")
    }

    assert loud == set()


@pytest.mark.parametrize("how", ["action", "page", "delete"])
def test_published_bank_without_a_question_left_becomes_a_draft_and_says_so(as_staff, library, how):
    bank = QuestionBank.objects.create(key="small", name="Small", status=BankStatus.PUBLISHED)
    last = bank.questions.create(key="one", text="What did nobody tell you?")

    if how == "action":
        path = reverse("admin:interviews_question_changelist")
        values = {"action": "retire", "_selected_action": [last.pk]}
    elif how == "page":
        path, values = change_page(last), form_of(last, retired="on")
    else:
        path, values = reverse("admin:interviews_question_delete", args=[last.pk]), {"post": "yes"}
    answer = as_staff.post(path, values, follow=True)

    bank.refresh_from_db()
    assert bank.status == BankStatus.DRAFT
    assert "has no question left to offer, so it is a draft again" in answer.text


def test_bank_with_a_question_left_stays_published(as_staff, bank, question):
    as_staff.post(change_page(question), form_of(question, retired="on"))

    bank.refresh_from_db()
    assert bank.status == BankStatus.PUBLISHED
