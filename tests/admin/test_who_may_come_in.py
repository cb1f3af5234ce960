"""The admin site is for staff; of owners it shows figures only."""

import pytest
from django.contrib import admin
from django.urls import reverse

from debriefs.models import InsightCategory
from infoview.accounts.models import AuditAct, AuditEvent
from infoview.search.triggers import owned_models
from interviews.models import Question, QuestionBank
from outreach.models import FollowUpPolicy, MessageTemplate
from tests.factories.everything import one_of_each

LIBRARY = [QuestionBank, Question, MessageTemplate, FollowUpPolicy, InsightCategory]
CANARY = "Zaunkoenigin"


def pages():
    """Return the address of every page of the library that needs no row."""
    found = [reverse("admin:index"), reverse("admin_support:support")]
    for model in LIBRARY:
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        found += [reverse(f"{name}_changelist"), reverse(f"{name}_add")]
    files = (MessageTemplate, FollowUpPolicy, InsightCategory)
    return [*found, *(reverse(f"admin:{m._meta.app_label}_{m._meta.model_name}_import") for m in files)]


def pages_of_rows():
    found = []
    for model in LIBRARY:
        row = model.objects.order_by("pk").first()
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        found += [reverse(f"{name}_{view}", args=[row.pk]) for view in ("change", "history", "delete")]
    bank = QuestionBank.objects.order_by("pk").first()
    return [*found, reverse("admin:interviews_questionbank_import", args=[bank.pk])]


def test_anonymous_is_sent_to_sign_in(client, library):
    for page in [*pages(), *pages_of_rows()]:
        answer = client.get(page)

        assert answer.status_code == 302, page
        assert reverse("account_login") in answer["Location"] or "/admin/login/" in answer["Location"], page


def test_owner_who_is_not_staff_is_refused(as_owner, library):
    for page in [*pages(), *pages_of_rows()]:
        answer = as_owner.get(page)

        assert answer.status_code in (302, 403, 404), page
        assert b"library" not in answer.content, page


def test_staff_opens_every_page(as_staff, library):
    for page in [*pages(), *pages_of_rows()]:
        if "policy" in page and page.endswith("/delete/"):
            continue  # what came with the app has no such page
        assert as_staff.get(page).status_code == 200, page


def test_no_table_of_owners_is_registered(db):
    assert not set(owned_models()) & set(admin.site._registry)


NO_PROSE = {"timezone", "token_hash", "country"}


def takes_prose(field):
    plain = field.get_internal_type() in ("CharField", "TextField") and not field.choices and not field.unique
    return plain and field.editable and field.name not in NO_PROSE and not field.validators[1:]


@pytest.fixture
def canary(owner):
    """Put the word into every text an owner can write."""
    for model, row in one_of_each(owner).items():
        prose = {
            field: str(getattr(row, field.name))
            for field in model._meta.concrete_fields
            if takes_prose(field)
        }
        said = {field.name: f"{CANARY} {text}"[: field.max_length or 200] for field, text in prose.items()}
        if said:
            model.objects.filter(pk=row.pk).update(**said)
    return owner


def test_no_text_of_an_owner_is_shown_anywhere(as_staff, library, canary):
    used = Question.objects.get(bank__key="walk")
    more = [
        reverse("admin:interviews_question_change", args=[used.pk]),
        reverse("admin:interviews_question_delete", args=[used.pk]),
        reverse("admin:interviews_questionbank_change", args=[used.bank_id]),
        reverse("admin:interviews_questionbank_delete", args=[used.bank_id]),
        reverse("admin:debriefs_insightcategory_delete", args=[InsightCategory.objects.get(key="walk").pk]),
        reverse("admin:accounts_user_change", args=[canary.pk]),
    ]
    for page in [*pages(), *pages_of_rows(), *more]:
        answer = as_staff.get(page)

        assert CANARY not in answer.content.decode(), page
        assert "Elena" not in answer.content.decode(), page
        assert "Quillmark" not in answer.content.decode() or "template" in page, page


def test_support_counts_what_an_owner_has(as_staff, owner, stranger):
    one_of_each(owner)

    answer = as_staff.get(reverse("admin_support:support"))

    by_email = {row.owner.email: row for row in answer.context_data["rows"]}
    row = by_email[owner.email]
    assert (row.contacts, row.requests, row.talks, row.insights, row.reminders) == (2, 1, 0, 1, 1)
    assert by_email[stranger.email].contacts == 0


def test_support_notes_each_look_in_the_account_looked_at(as_staff, staff, owner):
    as_staff.get(reverse("admin_support:support"))

    event = AuditEvent.objects.for_user(owner).get()
    assert (event.act, event.actor, event.object_kind) == (AuditAct.ADMIN_OPENED, staff, "support")


def test_support_needs_the_second_factor_where_the_admin_does(as_staff, settings):
    settings.ADMIN_NEEDS_SECOND_FACTOR = True

    answer = as_staff.get(reverse("admin_support:support"))

    assert answer.status_code == 302
    assert answer["Location"] == reverse("mfa_index")
