"""Message templates, follow-up presets and insight categories in the workshop."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from debriefs.models import Insight, InsightCategory
from infoview.library import load_library
from outreach.admin import FIELDS, findings_of, strong, unknown_places
from outreach.models import FollowUpPolicy, MessageTemplate, OutreachSettings, TemplateStatus
from scheduler.enums import ReminderKind
from scheduler.models import Reminder
from scheduler.planning import bring_up_to_date
from tests.factories.everything import one_of_each

JOB = "Hi {first_name},\n\nare there any openings on your team? I would love to apply.\n\n{my_name}"


def values_of(template, **changes):
    return {**{name: getattr(template, name) for name in FIELDS}, **changes}


def change_page(row):
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


def act(client, row, action):
    page = reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_changelist")
    return client.post(page, {"action": action, "_selected_action": [row.pk]}, follow=True)


@pytest.fixture
def template(library):
    return MessageTemplate.objects.get(key="t01")


def test_every_template_of_the_library_may_be_published(library):
    loud = {one.key: strong(findings_of(values_of(one))) for one in MessageTemplate.objects.all()}

    assert {key: found for key, found in loud.items() if found} == {}
    assert [one.key for one in MessageTemplate.objects.all() if unknown_places(one.subject + one.body)] == []


def test_strong_finding_blocks_publishing(as_staff, template):
    answer = as_staff.post(change_page(template), values_of(template, body=JOB))

    assert "This cannot be offered to people yet. M-JOB" in answer.content.decode()
    assert "are there any openings on your team" in answer.content.decode()
    template.refresh_from_db()
    assert "openings" not in template.body


def test_draft_may_hold_a_strong_finding(as_staff, template):
    as_staff.post(change_page(template), values_of(template, body=JOB, status="draft"))

    template.refresh_from_db()
    assert template.body == JOB


def test_publish_action_refuses_a_strong_finding(as_staff, template):
    MessageTemplate.objects.filter(pk=template.pk).update(body=JOB, status="draft")

    answer = act(as_staff, template, "publish")

    template.refresh_from_db()
    assert template.status == TemplateStatus.DRAFT
    assert "M-JOB" in answer.content.decode()


@pytest.mark.parametrize("place", ["{firstname}", "{First name}", "{x}", "{}"])
def test_unknown_place_is_refused(as_staff, template, place):
    answer = as_staff.post(
        change_page(template), values_of(template, body=f"{template.body}\n{place}", status="draft")
    )

    assert f"Nothing can fill {place}." in answer.content.decode()


def test_preview_shows_sample_words_while_typing(as_staff, template):
    answer = as_staff.post(
        reverse("admin:outreach_messagetemplate_check"),
        values_of(template, body="Dear {first_name}, are you hiring?"),
    )

    page = answer.content.decode()
    assert "Dear Margarethe, are you hiring?" in page
    assert "It cannot be published as it stands." in page


def test_edited_template_survives_the_next_load(as_staff, template):
    body = template.body.replace("Best wishes", "With thanks")
    as_staff.post(change_page(template), values_of(template, body=body))

    load_library()

    template.refresh_from_db()
    assert template.body == body


def test_deleting_a_template_of_the_files_makes_it_a_draft(as_staff, template):
    as_staff.post(reverse("admin:outreach_messagetemplate_delete", args=[template.pk]), {"post": "yes"})

    load_library()

    template.refresh_from_db()
    assert template.status == TemplateStatus.DRAFT


def test_copied_template_is_a_draft(as_staff, template):
    act(as_staff, template, "copy")

    copied = MessageTemplate.objects.get(key="t01-2")
    assert (copied.status, copied.body, copied.fingerprint) == (TemplateStatus.DRAFT, template.body, "")


def test_exported_templates_change_nothing_when_they_come_back(as_staff, library):
    answer = as_staff.get(reverse("admin:outreach_messagetemplate_export", args=["csv"]))
    data = b"".join(answer.streaming_content)

    previewed = as_staff.post(
        reverse("admin:outreach_messagetemplate_import"), {"file": SimpleUploadedFile("t.csv", data)}
    )

    staged = previewed.context_data["staged"]
    assert (staged.count, staged.bad, staged.same) == (0, [], MessageTemplate.objects.count())


def test_imported_template_with_a_strong_finding_is_a_bad_row(as_staff, library):
    data = b"Name,Text,Status\nOne,Are there any openings on your team?,published\nTwo,{nobody},draft\n"

    previewed = as_staff.post(
        reverse("admin:outreach_messagetemplate_import"), {"file": SimpleUploadedFile("t.csv", data)}
    )

    first, second = previewed.context_data["staged"].bad
    assert "M-JOB" in first.reason
    assert "Nothing can fill {nobody}." in second.reason


def test_unknown_choice_of_a_template_is_named_with_those_that_are_possible(as_staff, library):
    data = b"Name,Text,Kind\nOne,Hello,Postcard\n"

    previewed = as_staff.post(
        reverse("admin:outreach_messagetemplate_import"), {"file": SimpleUploadedFile("t.csv", data)}
    )

    [bad] = previewed.context_data["staged"].bad
    assert bad.reason.startswith("“Postcard” is not known as “Kind”. Possible: First request, ")


# Presets ------------------------------------------------------------------------------------------


def policy_form(policy, **changes):
    names = (
        "name", "description", "attempts_max", "nudge_after_days", "last_attempt_after_days",
        "close_after_days", "position",
    )  # fmt: skip
    return {**{name: getattr(policy, name) for name in names}, "second_person_after_days": "", **changes}


def nudge_due(owner, now):
    owner.refresh_from_db()
    bring_up_to_date(owner=owner, now=now)
    return Reminder.objects.for_user(owner).get(kind=ReminderKind.NUDGE).due_on


def test_saved_preset_moves_the_reminders_of_those_who_follow_it(as_staff, owner, library):
    one_of_each(owner)
    policy = FollowUpPolicy.objects.get(key="classic")
    OutreachSettings.objects.for_user(owner).update(policy=policy)
    now = datetime(2026, 3, 3, 9, tzinfo=UTC)
    before = nudge_due(owner, now)

    as_staff.post(change_page(policy), policy_form(policy, nudge_after_days=10))

    assert nudge_due(owner, now) == before + timedelta(days=3)


def test_saved_preset_survives_the_next_load(as_staff, library):
    policy = FollowUpPolicy.objects.get(key="classic")
    as_staff.post(change_page(policy), policy_form(policy, nudge_after_days=10))

    load_library()

    policy.refresh_from_db()
    assert (policy.nudge_after_days, policy.edited) == (10, True)


def test_number_out_of_range_is_refused(as_staff, library):
    policy = FollowUpPolicy.objects.get(key="classic")

    answer = as_staff.post(change_page(policy), policy_form(policy, nudge_after_days=15, attempts_max=4))

    assert set(answer.context_data["adminform"].form.errors) == {"nudge_after_days", "attempts_max"}


def test_shipped_preset_cannot_be_deleted(as_staff, library):
    policy = FollowUpPolicy.objects.get(key="classic")

    answer = as_staff.post(reverse("admin:outreach_followuppolicy_delete", args=[policy.pk]), {"post": "yes"})

    assert answer.status_code == 403
    assert FollowUpPolicy.objects.filter(key="classic").exists()


# Categories ---------------------------------------------------------------------------------------


def test_deleting_a_shipped_category_switches_it_off(as_staff, library):
    category = InsightCategory.objects.get(key="culture")

    as_staff.post(reverse("admin:debriefs_insightcategory_delete", args=[category.pk]), {"post": "yes"})
    load_library()

    category.refresh_from_db()
    assert (category.active, category.edited) == (False, True)


def test_deleting_a_category_in_use_switches_it_off(as_staff, owner):
    one_of_each(owner)
    category = InsightCategory.objects.get(key="walk")

    as_staff.post(reverse("admin:debriefs_insightcategory_delete", args=[category.pk]), {"post": "yes"})

    category.refresh_from_db()
    assert not category.active
    assert Insight.objects.get().category == category


def test_renamed_category_survives_the_next_load(as_staff, library):
    category = InsightCategory.objects.get(key="culture")
    as_staff.post(
        change_page(category),
        {"name": "Ways of working", "covers": "", "position": category.position, "active": "on"},
    )

    load_library()

    category.refresh_from_db()
    assert category.name == "Ways of working"


def test_new_category_gets_a_key_and_the_last_place(as_staff, library):
    last = InsightCategory.objects.order_by("position").last()

    as_staff.post(
        reverse("admin:debriefs_insightcategory_add"),
        {"name": "Tools", "covers": "", "position": "0", "active": "on"},
    )

    added = InsightCategory.objects.get(name="Tools")
    assert (added.key, added.position, added.edited) == ("tools", last.position + 1, True)
