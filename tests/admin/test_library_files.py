"""Templates, presets and categories: as files, copied, in lists and in their history."""

import csv
import io
import json
from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from debriefs.models import InsightCategory
from infoview.library import load_library
from outreach.models import FollowUpPolicy, MessageTemplate, OutreachSettings, TemplateStatus
from scheduler.enums import ReminderKind
from scheduler.models import Reminder
from scheduler.planning import bring_up_to_date
from tests.factories.everything import one_of_each

KINDS = [MessageTemplate, FollowUpPolicy, InsightCategory]
kinds = pytest.mark.parametrize("model", KINDS, ids=lambda model: model._meta.model_name)


def page(model, name, *args):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{name}", args=args)


def export(client, model, kind="csv"):
    answer = client.get(page(model, "export", kind))
    assert f'.{kind}"' in answer["Content-Disposition"]
    return b"".join(answer.streaming_content)


def upload(client, model, data, name="rows.csv"):
    return client.post(page(model, "import"), {"file": SimpleUploadedFile(name, data)})


def confirm(client, model, previewed):
    return client.post(page(model, "import"), {"preview": previewed.context_data["preview"]}, follow=True)


def act(client, rows, action):
    model = type(rows[0])
    posted = {"action": action, "_selected_action": [row.pk for row in rows]}
    return client.post(page(model, "changelist"), posted, follow=True)


def posted_by(form):
    """Return what a browser sends for a form as it stands."""
    values = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in values.items() if value is not None and value is not False}


def history(client, row):
    return client.get(page(type(row), "history", row.pk)).content.decode()


# Out and in again ---------------------------------------------------------------------------------


@kinds
@pytest.mark.parametrize("kind", ["csv", "json"])
def test_exported_rows_change_nothing_when_they_come_back(as_staff, library, model, kind):
    previewed = upload(as_staff, model, export(as_staff, model, kind), f"rows.{kind}")

    staged = previewed.context_data["staged"]
    assert (staged.count, staged.bad, staged.same) == (0, [], model.objects.count())


@kinds
def test_exported_rows_fill_an_empty_library(as_staff, library, model):
    data = export(as_staff, model)
    before = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    model.objects.all().delete()

    confirm(as_staff, model, upload(as_staff, model, data))

    assert list(csv.reader(io.StringIO(export(as_staff, model).decode("utf-8-sig")))) == before
    assert len(before) > 3


@kinds
def test_list_offers_its_files(as_staff, library, model):
    listed = as_staff.get(page(model, "changelist")).content.decode()

    for address in (page(model, "import"), page(model, "export", "csv"), page(model, "export", "json")):
        assert f'href="{address}"' in listed


# Templates ----------------------------------------------------------------------------------------

BODY = "Hi {first_name},\n\nyour talk on pilots made me look anew. May I ask you two questions?\n\n{my_name}"
TEMPLATES = [
    {"name": "About a talk", "body": BODY},
    {"key": "t01", "name": "Renamed", "body": BODY},
    {"name": "Empty", "body": ""},
]


def as_file(rows, kind):
    if kind == "json":
        return json.dumps({"templates": rows}).encode()
    text = io.StringIO()
    writer = csv.DictWriter(text, ["key", "name", "body"])
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


@pytest.mark.parametrize("kind", ["csv", "json"])
def test_confirmed_import_of_templates_adds_and_changes(as_staff, library, kind):
    previewed = upload(as_staff, MessageTemplate, as_file(TEMPLATES, kind), f"t.{kind}")
    assert not MessageTemplate.objects.filter(name__in=["About a talk", "Renamed"]).exists()

    said = confirm(as_staff, MessageTemplate, previewed).content.decode()

    added = MessageTemplate.objects.get(name="About a talk")
    assert (added.key, added.body, added.status) == ("about-a-talk", BODY, TemplateStatus.DRAFT)
    changed = MessageTemplate.objects.get(key="t01")
    assert (changed.name, changed.status) == ("Renamed", TemplateStatus.PUBLISHED)
    assert not MessageTemplate.objects.filter(name="Empty").exists()
    assert "1 added, 1 changed. 1 could not be taken." in said


@pytest.mark.parametrize("kind", ["csv", "json"])
def test_imported_template_has_old_and_new_in_its_history(as_staff, library, kind):
    old = MessageTemplate.objects.get(key="t01").name

    confirm(
        as_staff, MessageTemplate, upload(as_staff, MessageTemplate, as_file(TEMPLATES, kind), f"t.{kind}")
    )

    assert f"Name (“{old}” → “Renamed”)" in history(as_staff, MessageTemplate.objects.get(key="t01"))
    assert "Added." in history(as_staff, MessageTemplate.objects.get(name="About a talk"))


def test_imported_template_survives_the_next_load(as_staff, library):
    confirm(as_staff, MessageTemplate, upload(as_staff, MessageTemplate, as_file(TEMPLATES, "csv")))

    load_library()

    assert MessageTemplate.objects.get(key="t01").name == "Renamed"


# Presets ------------------------------------------------------------------------------------------


def nudge_due(owner, now):
    owner.refresh_from_db()
    bring_up_to_date(owner=owner, now=now)
    return Reminder.objects.for_user(owner).get(kind=ReminderKind.NUDGE).due_on


def test_imported_preset_moves_the_reminders_and_survives_the_next_load(as_staff, owner, library):
    one_of_each(owner)
    OutreachSettings.objects.for_user(owner).update(policy=FollowUpPolicy.objects.get(key="classic"))
    now = datetime(2026, 3, 3, 9, tzinfo=UTC)
    before = nudge_due(owner, now)
    data = b"Key,Name,Days until the nudge\nclassic,Classic,10\n"

    confirm(as_staff, FollowUpPolicy, upload(as_staff, FollowUpPolicy, data))
    load_library()

    assert nudge_due(owner, now) == before + timedelta(days=3)
    assert FollowUpPolicy.objects.get(key="classic").edited


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("soon", "“Days until the nudge” has to be a whole number."),
        ("-7", "“Days until the nudge” has to be a whole number."),
        ("7.5", "“Days until the nudge” has to be a whole number."),
        ("90", "Days until the nudge: Ensure this value is less than or equal to 14."),
    ],
)
def test_number_of_a_preset_that_cannot_be_is_named(as_staff, library, cell, said):
    data = f"Key,Name,Days until the nudge\nclassic,Classic,{cell}\n".encode()

    [bad] = upload(as_staff, FollowUpPolicy, data).context_data["staged"].bad

    assert bad.reason == said


def test_copy_of_a_preset_is_offered_once_it_is_saved(as_staff, library):
    FollowUpPolicy.objects.filter(key="classic").update(nudge_after_days=9)
    count = FollowUpPolicy.objects.count()

    filled = act(as_staff, [FollowUpPolicy.objects.get(key="classic")], "copy")

    assert FollowUpPolicy.objects.count() == count
    form = filled.context_data["adminform"].form
    posted = posted_by(form)
    as_staff.post(page(FollowUpPolicy, "add"), posted)
    copied = FollowUpPolicy.objects.get(name="Classic (copy)")
    assert (copied.nudge_after_days, copied.business_days, copied.edited) == (9, False, True)


def test_one_preset_is_copied_at_a_time(as_staff, library):
    answer = act(as_staff, list(FollowUpPolicy.objects.order_by("pk")[:2]), "copy")

    assert "Choose one to copy." in answer.content.decode()


# Categories ---------------------------------------------------------------------------------------


def test_copied_category_is_not_offered_yet(as_staff, library):
    category = InsightCategory.objects.get(key="culture")

    said = act(as_staff, [category], "copy").content.decode()

    copied = InsightCategory.objects.get(key="culture-2")
    assert (copied.name, copied.covers, copied.active) == (f"{category.name} (copy)", category.covers, False)
    assert f"“{copied.name}” is not offered yet." in said
    assert f"Copied from “{category.name}”." in history(as_staff, copied)


def test_imported_category_survives_the_next_load(as_staff, library):
    data = b"Key,Name,Offered\nculture,Ways of working,no\n"

    confirm(as_staff, InsightCategory, upload(as_staff, InsightCategory, data))
    load_library()

    category = InsightCategory.objects.get(key="culture")
    assert (category.name, category.active) == ("Ways of working", False)
    assert "→ “Ways of working”" in history(as_staff, category)


# History ------------------------------------------------------------------------------------------


def test_saved_preset_has_old_and_new_in_its_history(as_staff, library):
    policy = FollowUpPolicy.objects.get(key="classic")
    change = page(FollowUpPolicy, "change", policy.pk)
    form = as_staff.get(change).context_data["adminform"].form

    as_staff.post(change, posted_by(form) | {"nudge_after_days": 10})

    assert "Days until the nudge (“7” → “10”)" in history(as_staff, policy)


def test_category_switched_off_has_old_and_new_in_its_history(as_staff, library):
    category = InsightCategory.objects.get(key="culture")

    act(as_staff, [category], "switch_off")

    assert "Offered (“yes” → “no”)" in history(as_staff, category)


def test_template_taken_back_has_old_and_new_in_its_history(as_staff, library):
    template = MessageTemplate.objects.get(key="t01")

    act(as_staff, [template], "unpublish")

    assert "Status (“Published” → “Draft”)" in history(as_staff, template)


# Lists --------------------------------------------------------------------------------------------


FILTERS = [
    (MessageTemplate, "status", "draft"),
    (MessageTemplate, "kind", "nudge"),
    (MessageTemplate, "channel", "email"),
    (MessageTemplate, "relation", "cold"),
    (MessageTemplate, "region", "DACH"),
    (MessageTemplate, "mode", "recruiter"),
    (FollowUpPolicy, "attempts_max", 3),
    (FollowUpPolicy, "business_days", 1),
    (InsightCategory, "active", 0),
]


@pytest.mark.parametrize(
    ("model", "name", "value"), FILTERS, ids=lambda part: getattr(part, "__name__", part)
)
def test_list_filters(as_staff, library, model, name, value):
    MessageTemplate.objects.filter(key="t01").update(status="draft")
    FollowUpPolicy.objects.filter(key="classic").update(attempts_max=3, business_days=True)
    InsightCategory.objects.filter(key="culture").update(active=False)

    found = set(
        as_staff.get(page(model, "changelist"), {f"{name}__exact": value}).context_data["cl"].queryset
    )

    assert found == set(model.objects.filter(**{name: value}))
    assert 0 < len(found) < model.objects.count()


@kinds
def test_list_finds_words(as_staff, library, model):
    wanted = model.objects.create(key="mine", name="Zeppelins")

    answer = as_staff.get(page(model, "changelist"), {"q": "zeppelin"})

    assert list(answer.context_data["cl"].queryset) == [wanted]
