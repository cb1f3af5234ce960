"""Time zones as people name them."""

import pytest
from django.core.exceptions import ValidationError

from infoview.accounts.signup_form import timezone_field
from infoview.shared.forms import ZoneField
from infoview.shared.zones import current, current_zones


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("Berlin", "Europe/Berlin"), ("berlin, germany", "Europe/Berlin"), ("Europe/Oslo", "Europe/Oslo"),
        ("europe/oslo", "Europe/Oslo"), ("Sao Paulo", "America/Sao_Paulo"),
        ("S\u00e3o Paulo", "America/Sao_Paulo"),
        (" New  York ", "America/New_York"), ("US/Pacific", "America/Los_Angeles"),
        ("Calcutta", "Asia/Kolkata"),
        ("Japan", "Asia/Tokyo"), ("utc", "UTC"), ("", ""),
    ],
)  # fmt: skip
def test_zone_is_understood_as_a_person_types_it(typed, zone):
    assert ZoneField().clean(typed) == zone


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("Berlim", "no time zone we know. Did you mean Berlin, Germany"),
        ("New Yrok", "Did you mean New York, United States"),
        ("Qqqqq", "Write a city, such as Berlin, New York or Sao Paulo."),
        ("Germany", "several time zones. Choose a city: Berlin or Busingen."),
    ],
)
def test_zone_that_nobody_knows_is_refused_with_what_is_near(typed, said):
    with pytest.raises(ValidationError) as refused:
        ZoneField().clean(typed)

    assert said in refused.value.messages[0]


def test_zones_of_former_days_are_not_offered():
    offered = {zone.name for zone in current_zones()}

    assert {"Europe/Berlin", "Asia/Kolkata", "UTC"} <= offered
    assert not {"US/Pacific", "Asia/Calcutta", "GB", "EST5EDT", "Etc/GMT+5"} & offered
    page = str(timezone_field().widget.render("zone", "UTC"))
    assert "US/Pacific" not in page


def test_zone_field_offers_the_list_with_the_city_first():
    page = ZoneField().widget.render("zone", "", {"id": "id_zone"})

    assert 'list="id_zone-zones"' in page
    assert '<datalist id="id_zone-zones"><option value="UTC"></option><option value="Abidjan, ' in page


def test_zone_that_a_browser_calls_by_a_former_name_is_taken_at_sign_up():
    assert timezone_field().clean("Asia/Calcutta") == current("Asia/Calcutta") == "Asia/Kolkata"
