"""Nothing that is typed or called up in the workshop ends in a broken page."""

import pytest
from django.urls import reverse

from interviews.models import Question, QuestionBank

HUGE = 10**24


@pytest.mark.parametrize(
    "path",
    [
        f"interviews/question/{HUGE}/change/",
        f"interviews/question/{HUGE}/delete/",
        f"interviews/questionbank/{HUGE}/change/",
        f"interviews/questionbank/{HUGE}/import/",
        f"interviews/questionbank/{HUGE}/export/csv/",
        "interviews/questionbank/1/export/exe/",
        "interviews/questionbank/nothing/change/",
        "interviews/question/?q=%00",
        "interviews/question/?stage__exact=nowhere",
        "interviews/question/?bank__id__exact=x",
        "interviews/question/?p=99999",
        "outreach/messagetemplate/export/exe/",
        "support/?page=-7",
        "support/?page=words",
    ],
)
def test_odd_address_is_answered(as_staff, library, path):
    assert as_staff.get(f"{reverse('admin:index')}{path}").status_code in (200, 302, 404)


@pytest.mark.parametrize("page", ["-1", "0", "9" * 30, "x", ""])
def test_bank_page_takes_any_page_number(as_staff, library, page):
    bank = QuestionBank.objects.get(key="seeker")

    answer = as_staff.get(reverse("admin:interviews_questionbank_change", args=[bank.pk]), {"page": page})

    assert answer.status_code == 200


def test_wrong_method_is_refused(as_staff, library):
    bank = QuestionBank.objects.get(key="seeker")

    assert as_staff.get(reverse("admin:interviews_question_check")).status_code == 405
    assert as_staff.get(reverse("admin:outreach_messagetemplate_check")).status_code == 405
    assert as_staff.post(reverse("admin_support:support")).status_code == 405
    for name in ("export", "import"):
        args = [bank.pk, "csv"] if name == "export" else [bank.pk]
        assert as_staff.put(reverse(f"admin:interviews_questionbank_{name}", args=args)).status_code == 405


@pytest.mark.parametrize("text", ["", "a\x00b", "x" * 401, "\u202e", " \n "])
def test_question_that_cannot_be_kept_is_said_so(as_staff, library, text):
    bank = QuestionBank.objects.get(key="seeker")
    before = Question.objects.count()

    answer = as_staff.post(reverse("admin:interviews_question_add"), {"bank": bank.pk, "text": text})

    assert answer.status_code == 200
    assert answer.context_data["adminform"].form.errors["text"]
    assert Question.objects.count() == before


def test_too_many_follow_up_questions_are_said_so(as_staff, library):
    question = Question.objects.first()
    page = reverse("admin:interviews_question_change", args=[question.pk])

    answer = as_staff.post(page, {"bank": question.bank_id, "text": "Why?", "probes": "why?\n" * 11})

    assert "Keep it to 10 lines." in answer.content.decode()


def test_changed_preview_is_refused(as_staff, library):
    bank = QuestionBank.objects.get(key="seeker")
    page = reverse("admin:interviews_questionbank_import", args=[bank.pk])

    answer = as_staff.post(page, {"preview": "made:up"})

    assert answer.status_code == 422
    assert "This preview is too old." in answer.content.decode()


def test_bank_page_costs_the_same_for_ten_and_for_many(as_staff, library, django_assert_max_num_queries):
    for bank in QuestionBank.objects.all():
        with django_assert_max_num_queries(12):
            as_staff.get(reverse("admin:interviews_questionbank_change", args=[bank.pk]))
