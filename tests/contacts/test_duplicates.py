"""Who may be on the list twice: found by what they share, never by a name alone."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from contacts.duplicates import alike, say_apart, take_back_apart
from contacts.models import Contact, NotSame
from tests.factories.contacts import make_contact, make_point

pytestmark = pytest.mark.django_db


def found(owner):
    return [(set(group.refs), group.reason) for group in alike(owner)]


def two(owner, *pairs):
    """Make two people and give each the way to reach them that stands in its place."""
    people = [make_contact(owner, name) for name in ("Leila Moradi", "L. Moradi-Berg")]
    for person, (kind, value) in zip(people, pairs, strict=True):
        make_point(person, kind, value)
    return {person.pk for person in people}


def test_same_mail_in_other_letters_is_found(owner):
    keys = two(owner, ("email", "leila@tern.example"), ("email", "Leila@TERN.example"))

    assert found(owner) == [(keys, "same_email")]


def test_same_phone_with_and_without_country_code_is_found(owner):
    keys = two(owner, ("phone", "+49 89 1234567"), ("phone", "089 1234567"))

    assert found(owner) == [(keys, "same_phone")]


def test_same_short_phone_is_found_and_a_mere_extension_is_not(owner):
    keys = two(owner, ("phone", "123 45 67"), ("phone", "1234567"))
    two(owner, ("phone", "4711"), ("phone", "4711"))

    assert found(owner) == [(keys, "same_phone")]


def test_same_profile_is_found_wherever_it_stands(owner):
    one = make_contact(owner, "Leila Moradi", profile_url="https://de.linkedin.com/in/leila/")
    other = make_contact(owner, "L. M.", profile_url="https://www.linkedin.com/in/Leila")
    third = make_contact(owner, "Leila M.")
    make_point(third, "profile", "linkedin.com/in/leila?trk=x")

    assert found(owner) == [({one.pk, other.pk, third.pk}, "same_profile")]


def test_profile_among_the_ways_of_two_is_found(owner):
    keys = two(owner, ("profile", "xing.com/profile/L_M"), ("profile", "https://www.xing.com/profile/l_m/"))

    assert found(owner) == [(keys, "same_profile")]


def test_same_name_and_organisation_is_found(owner):
    people = [make_contact(owner, name, organisation="Tern GmbH") for name in ("Dr. Ana Silva", "ana silva")]

    assert found(owner) == [({person.pk for person in people}, "same_name_and_organisation")]


def test_similar_name_is_found_within_one_organisation_only(owner):
    people = [
        make_contact(owner, name, organisation="Tern") for name in ("Tom Hargreaves", "Thomas Hargreaves")
    ]
    make_contact(owner, "Tom Hargreaves", organisation="Alder")

    assert found(owner) == [({person.pk for person in people}, "near_name_at_organisation")]


def test_name_alone_is_no_reason(owner):
    make_contact(owner, "Leila Moradi")
    make_contact(owner, "Leila Moradi")
    make_contact(owner, "Leila Moradi", organisation="Tern")

    assert found(owner) == []


def test_mailbox_of_a_house_and_number_of_a_crowd_are_no_reason(owner):
    two(owner, ("email", "info@tern.example"), ("email", "info@tern.example"))
    for number in range(7):
        make_point(make_contact(owner, f"Person {number}"), "phone", "+49 89 1234567")

    assert found(owner) == []


def test_strangers_people_are_not_looked_at(owner, stranger):
    make_point(make_contact(owner), "email", "leila@tern.example")
    make_point(make_contact(stranger), "email", "leila@tern.example")

    assert found(owner) == []


def test_said_to_be_two_is_remembered_and_can_be_taken_back(owner):
    keys = two(owner, ("email", "a@tern.example"), ("email", "a@tern.example"))
    people = list(Contact.objects.filter(pk__in=keys).order_by("pk"))

    say_apart(owner=owner, contacts=people)
    say_apart(owner=owner, contacts=reversed(people))
    assert found(owner) == []
    assert NotSame.objects.count() == 1
    take_back_apart(owner=owner, contacts=people)

    assert found(owner) == [(keys, "same_email")]


def test_a_third_is_still_suggested_when_two_were_said_to_be_two(owner):
    people = [make_contact(owner, name, email="a@tern.example") for name in ("Ana", "Bea", "Cy")]

    say_apart(owner=owner, contacts=people[:2])

    assert found(owner) == [({person.pk for person in people}, "same_email")]
    say_apart(owner=owner, contacts=people)
    assert found(owner) == []


def test_the_number_of_questions_is_the_same_for_few_and_many(owner):
    asked = []
    for many in (3, 300):
        for number in range(many):
            make_contact(
                owner, f"Ana {number} Silva", organisation="Tern", email=f"a{number // 2}-{many}@x.example"
            )
        with CaptureQueriesContext(connection) as queries:
            alike(owner)
        asked.append(len(queries))

    assert asked == [6, 6]
