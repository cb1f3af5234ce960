import pytest

from contacts.regions import HINTS, country_code, hint_for, is_formal, region_of, weekend, weekend_hint


@pytest.mark.parametrize("region", HINTS)
def test_hint_has_words_and_is_no_order(region):
    text = hint_for(region).text

    assert text.endswith(".")
    assert not [word for word in ("must", "never", "always") if f" {word} " in text.lower()]


def test_hint_for_a_region_without_words_is_to_mirror_them():
    assert hint_for("APAC").text.startswith("Mirror the style of their first message.")
    assert hint_for("") is hint_for("Atlantis")


@pytest.mark.parametrize(
    ("region", "formal"),
    [("DACH", True), ("EU", True), ("MENA", True), ("USA", False), ("LatAm", False), ("", False)],
)
def test_formality_by_region(region, formal):
    assert is_formal(region) is formal


def test_latin_america_asks_for_thirty_minutes():
    assert (hint_for("LatAm").minutes, hint_for("USA").minutes) == (30, 20)


@pytest.mark.parametrize(
    ("country", "region", "days"),
    [
        ("Saudi Arabia", "MENA", {4, 5}),
        ("UAE", "MENA", {5, 6}),
        ("Morocco", "MENA", {5, 6}),
        ("Iran", "MENA", {4}),
        ("Nepal", "APAC", {5}),
        ("", "MENA", {4, 5, 6}),
        ("Deutschland", "DACH", {5, 6}),
        ("", "", {5, 6}),
    ],
)
def test_weekend_of_a_country(country, region, days):
    assert weekend(country, region) == days


def test_weekend_hint_speaks_only_where_it_differs():
    assert weekend_hint("Egypt") == "The weekend there is usually Friday and Saturday."
    assert weekend_hint("AE").startswith("Friday is a half working day")
    assert weekend_hint("", "MENA").endswith("Check before proposing dates.")
    assert weekend_hint("France", "EU") == weekend_hint() == ""


@pytest.mark.parametrize(
    ("written", "code", "region"),
    [
        ("Österreich", "AT", "DACH"),
        ("États-Unis", "US", "USA"),
        ("México", "MX", "LatAm"),
        ("u.k.", "GB", "UK"),
        ("de", "DE", "DACH"),
        ("Côte d'Ivoire", "CI", "Africa"),
        ("Narnia", "", ""),
        ("", "", ""),
    ],
)
def test_country_is_known_in_four_languages(written, code, region):
    assert (country_code(written), region_of(written)) == (code, region)
