import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import outreach
from outreach.templates_fill import begins_with_a_vowel, fill, fill_places, slots

LIBRARY = json.loads((Path(outreach.__file__).parent / "library" / "message_templates.json").read_text())
TEMPLATES = {template["id"]: template for template in LIBRARY["templates"]}


def test_slots_come_once_in_the_order_of_the_text():
    assert slots("{b} {a} {b} { c } {D} {}") == ["b", "a"]


def test_fill_leaves_unknown_and_empty_slots_as_they_are():
    assert (
        fill("Hi {first_name}, {detail} {x}", {"first_name": "Ana", "detail": " "}) == "Hi Ana, {detail} {x}"
    )


def test_fill_says_where_each_slot_stands():
    filled = fill_places("Hi {first_name}, your {detail}.", {"first_name": "Ana"})

    assert [(place.slot, filled.text[place.start : place.end]) for place in filled.filled] == [
        ("first_name", "Ana")
    ]
    assert [(place.slot, filled.text[place.start : place.end]) for place in filled.unfilled] == [
        ("detail", "{detail}")
    ]


def test_fill_takes_braces_in_a_value_as_they_are():
    assert fill("{a} {b}", {"a": "{b}", "b": "x"}) == "{b} x"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("engineer", "I am an engineer."),
        ("retail manager", "I am a retail manager."),
        ("university lecturer", "I am a university lecturer."),
        ("HR lead", "I am an HR lead."),
        ("UX designer", "I am a UX designer."),
        ("usher", "I am an usher."),
    ],
)
def test_fill_makes_the_article_agree(value, text):
    assert fill("I am a {my_background}.", {"my_background": value}) == text


@pytest.mark.parametrize(
    ("number", "vowel"), [("18-minute", True), ("20", False), ("8", True), ("11", True), ("110", False)]
)
def test_article_before_numbers(number, vowel):
    assert begins_with_a_vowel(number) is vowel


@pytest.mark.parametrize("template", TEMPLATES)
def test_every_template_names_its_slots_and_can_be_filled(template):
    text = TEMPLATES[template]["subject"] + "\n" + TEMPLATES[template]["body"]

    assert sorted(slots(text)) == sorted(TEMPLATES[template]["placeholders"])
    assert fill_places(text, LIBRARY["sample_values"]).unfilled == ()


@pytest.mark.parametrize("template", TEMPLATES)
def test_every_template_keeps_the_length_it_promises(template):
    body = fill(TEMPLATES[template]["body"], LIBRARY["sample_values"])

    assert len(body.split()) == TEMPLATES[template]["words_sample"]


@given(
    st.text(alphabet="ab{}_ \n", max_size=60),
    st.dictionaries(st.sampled_from(["a", "b", "ab"]), st.text(max_size=5)),
)
def test_places_always_fit_the_text(text, values):
    filled = fill_places(text, values)

    assert all(filled.text[place.start : place.end] == "{" + place.slot + "}" for place in filled.unfilled)
    assert all(filled.text[place.start : place.end] == values[place.slot].strip() for place in filled.filled)
