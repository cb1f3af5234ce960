from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contacts.formats.identity import (
    By,
    Known,
    PeopleIndex,
    email_key,
    groups_of,
    name_key,
    near_duplicates,
    organisation_key,
    phone_key,
    point_key,
    profile_key,
)


@pytest.mark.parametrize(
    "url",
    [
        "https://www.linkedin.com/in/jane-doe", "http://linkedin.com/in/jane-doe/",
        "https://de.linkedin.com/in/Jane-Doe",
        "linkedin.com/in/jane-doe/en", "https://www.linkedin.com/in/jane-doe?trk=x&utm_source=y",
        "//www.linkedin.com/in/jane-doe#top",
        "https://www.linkedin.com/in/jane%2Ddoe/", "https://www.linkedin.com/mwlite/in/jane-doe",
        " <https://linkedin.com/in/jane-doe> ",
    ],
)  # fmt: skip
def test_profile_key_is_the_same_for_every_spelling(url):
    assert profile_key(url) == "linkedin.com/in/jane-doe"


def test_profile_key_reads_percent_signs_of_names():
    assert profile_key("https://www.linkedin.com/in/j%C3%B6rg-ast") == profile_key("linkedin.com/in/jörg-ast")


@pytest.mark.parametrize(
    "url", ["", "x", "https://www.linkedin.com/company/acme", "https://acme.example/", "linkedin.com"]
)
def test_profile_key_is_empty_for_what_names_nobody(url):
    assert profile_key(url) == ""


def test_profile_key_keeps_the_number_that_tells_people_apart():
    assert profile_key("https://www.facebook.com/profile.php?id=1") != profile_key(
        "https://facebook.com/profile.php?id=2"
    )
    assert profile_key("https://twitter.com/Ana") == profile_key("x.com/ana")


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("Dr. Anna Müller, PhD", "anna muller"), ("Weber, Anna", "anna weber"),
        ("Doe, Jane, PhD", "jane doe"),
        ("Jane Doe MBA", "jane doe"), ("Jane Doe (she/her)", "jane doe"), ("  O’Neill ", "oneill"),
        ("Jack Ma", "jack ma"),
        ("Don Draper", "don draper"), ("Łukasz Żak", "lukasz zak"), ("李 雷", "李 雷"),
        ("Dr Dr Ma", "ma"), ("🎉", "🎉"),
        ("Prof. Dr. Hans-Peter Groß", "hans peter gross"), ("Оля Іванова", "оля іванова"),
    ],
)  # fmt: skip
def test_name_key(written, key):
    assert name_key(written) == key


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("Stripe, Inc.", "stripe"), ("Müller GmbH & Co. KG", "muller"),
        ("Tern & Co", "tern and co"), ("Tern and Co.", "tern and co"),
        ("The Foo Company", "foo"), ("Acme S.A. de C.V.", "acme"), ("Firma sp. z o.o.", "firma"),
        ("Lark und Rowe", "lark and rowe"),
        ("Bang & Olufsen A/S", "bang and olufsen"), ("SE", "se"), ("Alder AG", "alder"),
        ("Le Lac S.A.", "le lac"),
    ],
)  # fmt: skip
def test_organisation_key(written, key):
    assert organisation_key(written) == key


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("+49 (0)89 123-456", "+4989123456"), ("0049 89 123456", "+4989123456"),
        ("tel:+1-555-0100;ext=2", "+15550100"),
        ("555 0100 x12", "5550100"), ("(555) 010-0000 ext. 7", "5550100000"), ("12", ""),
        ("none", ""), ("٠٨٩١٢٣٤", "0891234"),
    ],
)  # fmt: skip
def test_phone_key(written, key):
    assert phone_key(written) == key


def test_email_key():
    assert email_key(" Mailto:Ana@X.example?subject=hi ") == "ana@x.example"
    assert email_key("ana at x.example") == ""


@given(
    st.sampled_from(["email", "phone", "profile", "website", "other"]), st.text(min_size=1).filter(str.strip)
)
def test_point_key_is_never_empty_and_never_raises(kind, value):
    assert point_key(kind, value)


@given(st.text())
def test_keys_take_any_text(text):
    for key in (name_key, organisation_key, profile_key, phone_key, email_key):
        assert isinstance(key(text), str)


@given(st.text(alphabet="abcdéßÅø -'.,", min_size=1))
def test_name_key_does_not_depend_on_case(text):
    assert name_key(text.upper().lower()) == name_key(text.lower())


def index(*people: Known) -> PeopleIndex:
    found = PeopleIndex()
    for person in people:
        found.add(person)
    return found


def test_find_prefers_the_profile_to_the_email():
    people = index(
        Known(1, "Ana Silva", emails=["ana@x.example"]),
        Known(2, "Ana Silva", profiles=["linkedin.com/in/ana"]),
    )

    match = people.find(
        Known(0, "A. S.", emails=["ana@x.example"], profiles=["https://linkedin.com/in/ana/"])
    )

    assert match == (2, By.PROFILE, True)


def test_find_takes_an_email_for_sure_when_the_names_agree():
    people = index(Known(1, "Grace Kimani", "Meadow", emails=["grace@meadow.example"]))

    assert people.find(Known(0, "G. Kimani", emails=["GRACE@meadow.example"])) == (1, By.EMAIL, True)
    assert people.find(Known(0, "Tom Hale", emails=["grace@meadow.example"])) == (1, By.EMAIL, False)


def test_find_does_not_trust_a_shared_mailbox():
    people = index(Known(1, "Grace Kimani", emails=["info@meadow.example"]))

    assert people.find(Known(0, "Tom Hale", emails=["info@meadow.example"])) is None


def test_find_takes_name_with_organisation_across_spellings():
    people = index(Known(1, "Jörg Ast", "Alder GmbH"))

    assert people.find(Known(0, "Jorg Ast", "ALDER")) == (1, By.NAME_AND_ORGANISATION, True)


def test_find_is_never_sure_on_a_name_alone():
    people = index(Known(1, "Ben Whitfield", "Kestrel Pay"))

    assert people.find(Known(0, "Ben Whitfield", "City College")) == (1, By.NAME, False)
    assert people.find(Known(0, "Ben Whitfeld")) is None


def pairs(*people: Known) -> list[tuple]:
    return [tuple(pair) for pair in near_duplicates(people)]


@pytest.mark.parametrize(
    ("a", "b", "reason"),
    [
        (
            Known(1, "A", profiles=["linkedin.com/in/x"]),
            Known(2, "B", profiles=["de.linkedin.com/in/X/"]),
            By.PROFILE,
        ),
        (Known(1, "A", emails=["a@x.example"]), Known(2, "B", emails=["A@X.example"]), By.EMAIL),
        (Known(1, "A", phones=["+49 89 1234567"]), Known(2, "B", phones=["089 1234567"]), By.PHONE),
        (Known(1, "Ana Silva", "Alder AG"), Known(2, "ana silva", "Alder"), By.NAME_AND_ORGANISATION),
        (
            Known(1, "Tom Hargreaves", "Lark & Rowe"),
            Known(2, "Thomas Hargreaves", "Lark and Rowe"),
            By.NEAR_NAME,
        ),
        (Known(1, "G. Kimani", "Meadow"), Known(2, "Grace Kimani", "Meadow"), By.NEAR_NAME),
        (Known(1, "Jorg Ast", "Alder"), Known(2, "Joerg Ast", "Alder"), By.NEAR_NAME),
        (Known(1, "Ben Whitfield", "A"), Known(2, "Ben Whitfield", "B"), By.NAME),
    ],
)
def test_near_duplicates_give_the_reason(a, b, reason):
    assert pairs(a, b) == [(1, 2, reason)]


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (Known(1, "Ana Silva", "Alder"), Known(2, "Ben Whitfield", "Alder")),
        (
            Known(1, "Ana Silva", "A", emails=["info@x.example"]),
            Known(2, "Ben W", "A", emails=["info@x.example"]),
        ),
        (Known(1, "Thomas Berg", "A"), Known(2, "Tomas Berk", "B")),
        (Known(1, "Ana"), Known(2, "Ana")),
    ],
)
def test_near_duplicates_leave_different_people_alone(a, b):
    assert pairs(a, b) == []


def test_near_duplicates_say_a_pair_once_with_the_strongest_reason():
    twin = {"organisation": "Alder", "emails": ["a@x.example"], "profiles": ["linkedin.com/in/a"]}

    assert pairs(Known(1, "Ana Silva", **twin), Known(2, "Ana Silva", **twin)) == [(1, 2, By.PROFILE)]


def test_near_duplicates_of_a_crowd_stay_few():
    crowd = [Known(n, "Ana Silva", "Alder", phones=["+49 89 1234567"]) for n in range(1000)]

    assert len(pairs(*crowd)) < 1000


def test_groups_are_said_once_with_the_strongest_reason():
    found = [(By.NEAR_NAME, [1, 2]), (By.EMAIL, [2, 1]), (By.PHONE, [2, 3])]

    assert groups_of(found, apart=set()) == [((1, 2), By.EMAIL), ((2, 3), By.PHONE)]


def test_groups_fall_apart_where_all_were_said_to_be_others():
    found = [(By.EMAIL, [1, 2, 3, 4])]

    assert groups_of(found, apart={(1, 3), (1, 4), (2, 3), (2, 4)}) == [
        ((1, 2), By.EMAIL),
        ((3, 4), By.EMAIL),
    ]
    assert groups_of([(By.EMAIL, [1, 2])], apart={(1, 2)}) == []


def test_groups_of_a_crowd_go_on_where_the_first_were_told_apart():
    found = [(By.NAME_AND_ORGANISATION, range(9))]
    decided = set(combinations(range(3), 2))

    assert groups_of(found, apart=decided, largest=3) == [((0, 3, 4), By.NAME_AND_ORGANISATION)]


def test_groups_of_a_crowd_begin_with_the_first():
    assert groups_of([(By.NAME_AND_ORGANISATION, range(100))], apart=set(), largest=3) == [
        ((0, 1, 2), By.NAME_AND_ORGANISATION)
    ]
