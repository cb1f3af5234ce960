"""Templates of the library and one's own, and how patiently to follow up."""

import pytest
from django.urls import reverse

from outreach.models import OutreachSettings, OwnTemplate
from outreach.policies import policy_for
from tests.factories.outreach import make_own_template, make_policy, make_template

FORM = {
    "name": "Mine",
    "kind": "request",
    "channel": "email",
    "relation": "any",
    "region": "",
    "subject": "Hello",
    "body": "Hi {first_name}",
    "when_to_use": "",
}
SETTINGS = {
    "ask_minutes": "20",
    "warn_words": "100",
    "strong_words": "150",
    "ideal_words": "75",
    "note_max_chars": "300",
    "region_hints": "on",
    "referral_min_interactions": "2",
    "second_person_on": "",
    "business_days": "",
}


def test_a_library_template_is_copied_and_changed(as_owner):
    template = make_template()
    address = reverse("outreach:template_create") + f"?copy={template.key}"
    assert b"your {detail} made me think" in as_owner.get(address).content

    as_owner.post(address, {**FORM, "body": "Changed"})

    own = OwnTemplate.objects.get()
    assert (own.body, own.copied_from) == ("Changed", template)


def test_two_templates_of_one_name_are_refused_in_words(as_owner, owner):
    make_own_template(owner)

    response = as_owner.post(reverse("outreach:template_create"), FORM)

    assert response.status_code == 422
    assert b"You have a template of this name." in response.content


@pytest.mark.parametrize(
    "data", [{"name": ""}, {"body": ""}, {"kind": "x"}, {"body": "x" * 6001}, {"name": "\x00"}]
)
def test_a_bad_template_is_refused(as_owner, data):
    assert as_owner.post(reverse("outreach:template_create"), {**FORM, **data}).status_code == 422


def test_a_draft_of_the_library_is_not_shown(as_owner):
    make_template(name="Unfinished", status="draft")

    assert b"Unfinished" not in as_owner.get(reverse("outreach:template_list")).content


def test_a_template_is_checked_as_it_would_read(as_owner):
    body = "Hi {first_name}, do you have any openings on your team?"

    response = as_owner.post(reverse("outreach:template_checks"), {**FORM, "body": body})

    assert b"asking for a job" in response.content


def test_settings_choose_a_preset_and_adjust_it(as_owner, owner):
    preset = make_policy(nudge_after_days=9)

    as_owner.post(reverse("outreach:settings"), {**SETTINGS, "policy": preset.pk, "close_after_days": "21"})

    policy = policy_for(owner)
    assert (policy.nudge_after_days, policy.attempts_max, policy.close_after_days) == (9, 3, 21)


@pytest.mark.parametrize(
    "data",
    [{"attempts_max": "4"}, {"nudge_after_days": "4"}, {"close_after_days": "x"}, {"ask_minutes": "25"},
     {"warn_words": "9"}, {"warn_words": "150", "strong_words": "110"}, {"policy": "999"}],
)  # fmt: skip
def test_numbers_outside_their_range_are_refused(as_owner, data):
    assert as_owner.post(reverse("outreach:settings"), {**SETTINGS, **data}).status_code == 422
    assert not OutreachSettings.objects.exists()


def test_saving_settings_twice_is_one_row(as_owner):
    for _ in range(2):
        as_owner.post(reverse("outreach:settings"), SETTINGS)

    assert OutreachSettings.objects.count() == 1
