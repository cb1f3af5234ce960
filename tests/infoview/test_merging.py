"""Several people become one, and several again: nothing of anybody is lost, in no room."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import models
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contacts.importing.undoing import undo as undo_import
from contacts.models import (
    Contact,
    ContactPoint,
    ContactTag,
    ImportBatch,
    ImportRow,
    Merge,
    MergedContact,
    NotSame,
    Tie,
    Touch,
)
from contacts.services import forget_touch
from debriefs.models import Insight
from infoview.people import merging
from infoview.people.carrying import keys_to
from infoview.people.choosing import WORKED_OUT, chosen_values, groups
from infoview.search.models import SearchEntry
from infoview.search.triggers import owned_models
from interviews.models import Interview, Participant
from outreach.models import Message, OutreachRequest
from scheduler.models import Reminder
from scheduler.planning import bring_up_to_date, drift
from tests.factories.contacts import (
    make_contact,
    make_favour,
    make_point,
    make_promise,
    make_research,
    make_tag,
    make_tie,
    make_touch,
)
from tests.factories.everything import one_of_each
from tests.factories.interviews import held_interview, make_interview
from tests.factories.outreach import sent_request

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 20, 9, 30, 0, 123456, tzinfo=UTC)
LATER = AT + timedelta(days=3)

# Says when something was last shown or written, not what it says; and the merge's own books.
CLOCKS = {"Reminder": {"rendered_at", "updated_at"}, "Interview": {"updated_at"}}
BOOKS = {Merge, MergedContact}


def merged(kept, *gone, at=AT, **values):
    people = [kept, *gone]
    return merging.merge(kept=kept, gone=gone, values=chosen_values(people, {}) | values, at=at)


def all_rows(owner):
    """Return every row of the owner's as it stands in the database, without the books of merging."""
    return {
        model.__name__: {
            row["id"]: {
                name: value for name, value in row.items() if name not in CLOCKS.get(model.__name__, ())
            }
            for row in model.objects.for_user(owner).values()
        }
        for model in owned_models()
        if model not in BOOKS
    }


def found(owner):
    return set(SearchEntry.objects.for_user(owner).values_list("kind", "object_id", "title", "body"))


def naming(contact):
    """Return every row of every room that names a person, by model and column."""
    return {
        (model.__name__, column): set(
            model._base_manager.filter(**{column: contact.pk}).values_list("pk", flat=True)
        )
        for model, columns in keys_to(Contact)
        for column in columns
    }


def filled(owner):
    """Return somebody of whom every relation of the model holds a row."""
    first = make_contact(owner, "Before everybody")
    rows = one_of_each(owner)
    person = rows[Contact]
    other = make_contact(owner, "Somebody else")
    make_tie(first, person)
    NotSame.objects.create(owner=owner, a=first, b=person)
    interview = rows[Interview]
    interview.marks.create(owner=owner, kind="quote", text="A line", marked_at=AT, contact=person)
    return person, other


# Nothing is lost


def test_every_relation_the_model_has_moves(owner):
    person, kept = filled(owner)
    before = naming(person)
    assert all(before.values()), [name for name, rows in before.items() if not rows]
    counted = {name: len(rows) for name, rows in all_rows(owner).items()}

    merged(kept, person)

    assert not any(naming(person).values())
    after = naming(kept)
    for (model, column), rows in before.items():
        ends = [(model, "a_id"), (model, "b_id")] if column in {"a_id", "b_id"} else [(model, column)]
        assert rows <= set().union(*(after[end] for end in ends)), (model, column)
    assert {name: len(rows) for name, rows in all_rows(owner).items()} == counted | {
        "Contact": counted["Contact"] - 1
    }


def test_undo_gives_every_relation_back(owner):
    person, kept = filled(owner)
    before, entries = all_rows(owner), found(owner)

    merging.undo(merged=merged(kept, person), at=LATER)

    assert all_rows(owner) == before
    assert found(owner) == entries
    assert not Merge.objects.filter(kept=kept).exists()
    assert not MergedContact.objects.filter(old_public_id=person.public_id).exists()


def test_many_become_one_and_many_again(owner):
    kept, *others = [
        make_contact(owner, f"Ana Costa {n}", tags=["x", f"t{n}"], email="a@x.example") for n in range(5)
    ]
    before = all_rows(owner)

    merge = merged(kept, *others)
    assert sorted(tag.name for tag in kept.tags.all()) == ["t0", "t1", "t2", "t3", "t4", "x"]
    merging.undo(merged=merge, at=LATER)

    assert all_rows(owner) == before


def test_merge_that_would_lose_a_row_changes_nothing(owner, monkeypatch):
    kept, gone = make_contact(owner), make_contact(owner)
    make_touch(gone)
    before = all_rows(owner)
    forgetful = [(model, columns) for model, columns in keys_to(Contact) if model is not Touch]
    monkeypatch.setattr(
        merging.carrying, "keys_to", lambda model: iter(forgetful if model is Contact else ())
    )

    with pytest.raises(merging.carrying.WouldBeLost):
        merged(kept, gone)

    assert all_rows(owner) == before


# The same on both


def test_same_tag_point_and_tie_on_both_become_one_and_two_again(owner):
    kept = make_contact(owner, tags=["edtech"], email="leila@tern.example")
    gone = make_contact(owner, tags=["edtech", "panels"])
    third = make_contact(owner, "Bea Costa")
    make_point(gone, value="LEILA@tern.example", label="work", is_preferred=True)
    make_tie(kept, third)
    make_tie(gone, third, reason="Wrote the book together")
    before = all_rows(owner)

    merge = merged(kept, gone)

    assert sorted(tag.name for tag in kept.tags.all()) == ["edtech", "panels"]
    point = ContactPoint.objects.get(contact=kept)
    assert (point.value, point.label, point.is_preferred) == ("leila@tern.example", "work", True)
    assert Tie.objects.get().reason == "Wrote the book together"
    merging.undo(merged=merge, at=LATER)
    assert all_rows(owner) == before


def test_both_in_one_talk_become_one_participant_and_two_again(owner):
    kept, gone = make_contact(owner), make_contact(owner)
    talk = held_interview(owner, kept)
    touch = make_touch(gone, "talk", at=talk.ends_at, summary="Said more at the door")
    Participant.objects.create(owner=owner, interview=talk, contact=gone, touch=touch, stay_in_touch="yes")
    before = all_rows(owner)

    merge = merged(kept, gone)

    one = Participant.objects.get(interview=talk)
    assert (one.contact, one.stay_in_touch) == (kept, "yes")
    assert "Said more at the door" in Touch.objects.get(contact=kept).summary
    merging.undo(merged=merge, at=LATER)
    assert all_rows(owner) == before


def test_two_open_requests_stay_two(owner):
    kept, gone = make_contact(owner), make_contact(owner)
    requests = {sent_request(owner, kept).pk, sent_request(owner, gone).pk}

    merged(kept, gone)

    assert set(OutreachRequest.objects.filter(contact=kept).values_list("pk", flat=True)) == requests
    assert Message.objects.filter(contact=kept).count() == 2


def test_tie_and_not_same_between_the_two_go_and_come_back(owner):
    kept, gone = make_contact(owner), make_contact(owner)
    make_tie(kept, gone, reason="Sisters")
    NotSame.objects.create(owner=owner, a=kept, b=gone)
    before = all_rows(owner)

    merge = merged(kept, gone)

    assert not Tie.objects.exists()
    assert not NotSame.objects.exists()
    merging.undo(merged=merge, at=LATER)
    assert all_rows(owner) == before


def test_one_address_stays_the_preferred_one(owner):
    kept, gone = make_contact(owner), make_contact(owner)
    make_point(kept, value="new@x.example", is_preferred=True)
    make_point(gone, value="old@x.example", is_preferred=True)

    merged(kept, gone)

    preferred = ContactPoint.objects.filter(contact=kept, is_preferred=True)
    assert [point.value for point in preferred] == ["new@x.example"]


def test_profile_that_was_not_chosen_stays_a_way_to_reach_them(owner):
    kept = make_contact(owner, profile_url="https://linkedin.com/in/leila")
    gone = make_contact(owner, profile_url="https://xing.com/profile/Leila_Moradi")

    merge = merged(kept, gone)

    assert ContactPoint.objects.get(contact=kept).value == "https://xing.com/profile/Leila_Moradi"
    merging.undo(merged=merge, at=LATER)
    assert not ContactPoint.objects.exists()


def test_who_asked_for_peace_is_left_in_peace(owner):
    kept, gone = make_contact(owner, stay_in_touch="yes"), make_contact(owner, do_not_contact=True)

    merged(kept, gone)

    kept.refresh_from_db()
    assert (kept.do_not_contact, kept.stay_in_touch) == (True, "yes")


def test_one_put_aside_comes_back_by_one_that_is_not(owner):
    kept, gone = make_contact(owner, archived_at=AT), make_contact(owner)

    merged(kept, gone)

    kept.refresh_from_db()
    assert kept.archived_at is None


# Who led to whom


def test_referral_loops_vanish(owner):
    before_all = make_contact(owner, "Ola Berg")
    gone = make_contact(owner, introduced_by=before_all)
    between = make_contact(owner, "Sam Adeyemi", introduced_by=gone)
    kept = make_contact(owner, introduced_by=between)
    before = all_rows(owner)

    merge = merged(kept, gone)

    kept.refresh_from_db()
    between.refresh_from_db()
    assert between.introduced_by == kept
    assert kept.introduced_by == before_all
    merging.undo(merged=merge, at=LATER)
    assert all_rows(owner) == before


@pytest.mark.parametrize("turned", [False, True])
def test_nobody_introduces_themselves(owner, turned):
    one = make_contact(owner)
    other = make_contact(owner, introduced_by=one)
    before = all_rows(owner)
    kept, gone = (other, one) if turned else (one, other)

    merge = merged(kept, gone)

    kept.refresh_from_db()
    assert kept.introduced_by is None
    merging.undo(merged=merge, at=LATER)
    assert all_rows(owner) == before


# What follows from the facts


def test_last_touch_is_the_latest_of_all(owner):
    kept, gone = make_contact(owner), make_contact(owner)
    make_touch(kept, at=AT - timedelta(days=30))
    make_touch(gone, at=AT - timedelta(days=2))

    merged(kept, gone)

    kept.refresh_from_db()
    assert kept.last_touch_at == AT - timedelta(days=2)


def test_reminders_follow_and_their_identities_stay(owner):
    kept, gone = make_contact(owner), make_contact(owner)
    held_interview(owner, gone, starts_at=AT - timedelta(hours=5))
    make_interview(owner, kept, starts_at=AT + timedelta(days=4))
    bring_up_to_date(owner=owner, now=AT)
    open_before = opened(owner)
    uids = set(Interview.objects.values_list("calendar_uid", flat=True))

    merge = merged(kept, gone)
    owner.refresh_from_db()
    bring_up_to_date(owner=owner, now=AT)

    about_persons = {"update"}
    assert {one[:3] for one in opened(owner) if one[0] not in about_persons} == {
        one[:3] for one in open_before if one[0] not in about_persons
    }
    assert {one[3] for one in opened(owner)} == {kept.pk}
    assert set(Interview.objects.values_list("calendar_uid", flat=True)) == uids
    merging.undo(merged=merge, at=AT)
    owner.refresh_from_db()
    bring_up_to_date(owner=owner, now=AT)
    assert opened(owner) == open_before
    assert drift(owner_id=owner.pk, now=AT).count == 0


def test_calendars_see_the_other_name(owner):
    kept, gone = make_contact(owner), make_contact(owner)
    talk = make_interview(owner, gone)

    merge = merged(kept, gone)
    talk.refresh_from_db()
    assert talk.updated_at == AT
    merging.undo(merged=merge, at=LATER)

    talk.refresh_from_db()
    assert talk.updated_at == LATER


def opened(owner):
    rows = Reminder.objects.for_user(owner).open()
    return set(rows.values_list("kind", "subject", "occurrence", "contact_id", "due_on"))


def test_update_that_was_put_aside_does_not_come_again(owner):
    kept, gone = make_contact(owner), make_contact(owner)
    held_interview(owner, gone, starts_at=AT - timedelta(days=200))
    bring_up_to_date(owner=owner, now=AT)
    row = Reminder.objects.get(kind="update")
    row.change(status="dismissed", ended_at=AT, ended_by_owner=True)

    merged(kept, gone)
    owner.refresh_from_db()
    bring_up_to_date(owner=owner, now=AT)

    row.refresh_from_db()
    assert (row.subject, row.status) == (kept.public_id, "dismissed")
    assert not Reminder.objects.open().filter(kind="update", due_on__lte=AT.date()).exists()


def test_facts_version_rises_with_merge_and_undo(owner):
    kept, gone = make_contact(owner), make_contact(owner)
    owner.refresh_from_db()
    first = owner.facts_version

    merge = merged(kept, gone)
    owner.refresh_from_db()
    second = owner.facts_version
    merging.undo(merged=merge, at=LATER)
    owner.refresh_from_db()

    assert first < second < owner.facts_version


def test_search_finds_the_kept_one_only(owner):
    kept, gone = make_contact(owner, "Leila Moradi"), make_contact(owner, "Lejla Moradi", notes="Plays chess")

    merged(kept, gone)

    people = SearchEntry.objects.for_user(owner).filter(kind="contact")
    assert [entry.object_id for entry in people] == [kept.pk]
    assert "Plays chess" in people.get().body


def test_insights_count_as_one_voice(owner):
    rows = one_of_each(owner)
    kept = make_contact(owner)
    Insight.objects.create(
        owner=owner,
        debrief=rows[Insight].debrief,
        contact=kept,
        category=rows[Insight].category,
        takeaway="Again",
    )

    merged(kept, rows[Contact])

    assert set(Insight.objects.values_list("contact_id", flat=True)) == {kept.pk}


# Imports


def imported(owner, contact, **after):
    batch = ImportBatch.objects.create(owner=owner, state="applied", applied_at=AT - timedelta(hours=1))
    Contact.objects.filter(pk=contact.pk).update(created_at=batch.applied_at, updated_at=batch.applied_at)
    row = ImportRow.objects.create(
        owner=owner, batch=batch, line=1, fate="new", applied_to=contact, after=after
    )
    contact.refresh_from_db()
    return batch, row


def test_import_of_a_merged_person_is_undone_without_the_kept_one(owner):
    kept, gone = make_contact(owner, "Leila Moradi"), make_contact(owner, "Leila Moradi")
    batch, row = imported(owner, gone, made=True)

    merged(kept, gone)
    undone = undo_import(batch=batch, at=LATER)

    row.refresh_from_db()
    assert row.applied_to == kept
    assert undone.kept == ["Leila Moradi"]
    assert Contact.objects.filter(pk=kept.pk).exists()


def test_import_that_changed_a_merged_person_leaves_the_kept_one_alone(owner):
    kept, gone = make_contact(owner, "Leila Moradi"), make_contact(owner, "Leila M.", job_title="Lead")
    batch, row = imported(owner, gone, values={"job_title": "Lead"})
    ImportRow.objects.filter(pk=row.pk).update(before={"job_title": "Intern"})

    merged(kept, gone)
    undone = undo_import(batch=batch, at=LATER)

    kept.refresh_from_db()
    assert (kept.job_title, undone.kept) == ("Lead", ["Leila Moradi"])


def test_import_can_be_undone_as_ever_after_the_merge_was_undone(owner):
    kept, gone = make_contact(owner, "Leila Moradi"), make_contact(owner, "Leila Moradi")
    batch, _row = imported(owner, gone, made=True)

    merging.undo(merged=merged(kept, gone), at=LATER)
    undone = undo_import(batch=batch, at=LATER)

    assert undone.removed == 1
    assert list(Contact.objects.all()) == [kept]


# What was changed since


def test_what_was_edited_since_is_kept_by_the_undo_and_named(owner):
    kept, gone = make_contact(owner, city="Bergen"), make_contact(owner, city="Oslo", job_title="Lead")
    promise = make_promise(gone)
    merge = merged(kept, gone)
    Contact.objects.get(pk=kept.pk).change(job_title="Head of panels")
    promise.change(text="Two reading lists", contact=kept)

    undone = merging.undo(merged=merge, at=LATER)

    kept.refresh_from_db()
    promise.refresh_from_db()
    assert (kept.job_title, kept.city) == ("Head of panels", "Bergen")
    assert undone.kept == ["Role"]
    assert (promise.text, promise.contact_id) == ("Two reading lists", gone.pk)


def test_what_was_added_and_removed_since_stays_so(owner):
    kept, gone = make_contact(owner), make_contact(owner)
    removed, third = make_favour(gone), make_contact(owner, "Bea Costa")
    make_tie(gone, third)
    merge = merged(kept, gone)
    added = make_favour(kept)
    removed.delete()
    third.delete()

    merging.undo(merged=merge, at=LATER)

    assert list(kept.favours.all()) == [added]
    assert not gone.favours.exists()
    assert not Tie.objects.exists()


def test_last_touch_is_counted_anew_when_one_was_removed_since(owner):
    kept, gone = make_contact(owner), make_contact(owner)
    make_touch(kept, at=AT - timedelta(days=1))
    first, second = (make_touch(gone, at=AT - timedelta(days=days)) for days in (9, 5))
    gone.refresh_from_db()
    merge = merged(kept, gone)
    forget_touch(Touch.objects.get(pk=second.pk))

    merging.undo(merged=merge, at=LATER)

    gone.refresh_from_db()
    assert gone.last_touch_at == first.happened_at


def test_later_merge_is_undone_first(owner):
    kept, one, other = make_contact(owner), make_contact(owner), make_contact(owner)
    before = all_rows(owner)
    first, second = merged(kept, one), merged(kept, other, at=AT + timedelta(hours=1))

    with pytest.raises(merging.NotNow, match="later merge"):
        merging.undo(merged=first, at=LATER)
    merging.undo(merged=second, at=LATER)
    merging.undo(merged=first, at=LATER)

    assert all_rows(owner) == before


def test_kept_one_merged_on_leads_the_oldest_address_to_the_last(owner):
    one, two, three = make_contact(owner), make_contact(owner), make_contact(owner)
    before = all_rows(owner)
    first = merged(two, one)
    second = merged(three, Contact.objects.get(pk=two.pk), at=AT + timedelta(hours=1))

    assert {row.kept for row in MergedContact.objects.all()} == {three}
    merging.undo(merged=second, at=LATER)
    merging.undo(merged=first, at=LATER)

    assert all_rows(owner) == before


def test_merge_can_be_undone_for_thirty_days(owner):
    kept, gone = make_contact(owner), make_contact(owner)
    merge = merged(kept, gone)

    offered = merging.undoable(owner, kept, now=AT + timedelta(days=29, hours=23))
    assert (offered.public_id, offered.names) == (merge.public_id, gone.name)
    assert merging.undoable(owner, kept, now=AT + timedelta(days=30)) is None
    with pytest.raises(merging.NotNow, match="30 days"):
        merging.undo(merged=merge, at=AT + timedelta(days=30))


def test_what_can_no_longer_be_undone_is_forgotten(owner):
    old = merged(make_contact(owner), make_contact(owner))

    merged(make_contact(owner), make_contact(owner), at=AT + timedelta(days=31))

    old.refresh_from_db()
    assert old.record == []
    assert old.people.exists()


def test_people_of_two_owners_are_never_merged(owner, stranger):
    mine, theirs = make_contact(owner), make_contact(stranger)

    with pytest.raises(merging.NotNow):
        merged(mine, theirs)


# Any pair


WORDS = st.sampled_from(["", "Lead", "Head"])
CHILDREN = {
    "touch": lambda p, n: make_touch(p, at=AT - timedelta(days=n), summary="Met" * (n % 2)),
    "promise": lambda p, n: make_promise(p, text=f"Item {n}"),
    "favour": lambda p, n: make_favour(p),
    "research": lambda p, n: make_research(p),
    "tag": lambda p, n: ContactTag.objects.get_or_create(
        owner=p.owner, contact=p, tag=p.owner_tags[n % len(p.owner_tags)]
    ),
    "point": lambda p, n: ContactPoint.objects.get_or_create(
        owner=p.owner, contact=p, kind="email", value_key=f"a{n % 3}@x.example",
        defaults={"value": f"A{n % 3}@x.example", "label": "work" * (n % 2), "is_preferred": n % 2 == 0},
    ),
    "tie": lambda p, n: make_tie(p, p.third, reason="Sisters" * (n % 2)),
    "talk": lambda p, n: held_interview(p.owner, p, starts_at=AT - timedelta(days=n + 1)),
    "together": lambda p, n: Participant.objects.get_or_create(
        owner=p.owner, interview=p.talk, contact=p, defaults={"is_main": n % 2 == 0}
    ),
    "request": lambda p, n: sent_request(p.owner, p, at=AT - timedelta(days=20 + n)),
}  # fmt: skip
PERSON = st.fixed_dictionaries(
    {
        "job_title": WORDS,
        "notes": WORDS,
        "stage": st.sampled_from(["new", "ally"]),
        "do_not_contact": st.booleans(),
        "met_on": st.sampled_from([None, date(2026, 1, 2)]),
        "profile_url": st.sampled_from(["", "https://linkedin.com/in/a", "https://xing.com/profile/b"]),
    }
)
HANGING = st.lists(st.tuples(st.sampled_from(sorted(CHILDREN)), st.integers(0, 5)), max_size=6)


@given(people=st.lists(st.tuples(PERSON, HANGING), min_size=2, max_size=3), led=st.integers(0, 2))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_merge_then_undo_gives_the_same_rows(owner, people, led):
    Contact.objects.for_user(owner).delete()
    Interview.objects.for_user(owner).delete()
    third = make_contact(owner, "Bea Costa")
    talk = held_interview(owner, third, starts_at=AT - timedelta(days=9))
    tags = [make_tag(owner, f"tag {n} {third.pk}") for n in range(2)]
    made = [make_contact(owner, "Leila Moradi", **fields) for fields, _hanging in people]
    for person, (_fields, hanging) in zip(made, people, strict=True):
        person.third, person.talk, person.owner_tags = third, talk, tags
        for name, number in hanging:
            CHILDREN[name](person, number)
    Contact.objects.filter(pk=made[-1].pk).update(introduced_by=[None, made[0], third][led])
    kept, *gone = [Contact.objects.get(pk=person.pk) for person in made]
    before, entries = all_rows(owner), found(owner)

    merge = merged(kept, *gone)
    assert Contact.objects.for_user(owner).count() == 2
    undone = merging.undo(merged=merge, at=LATER)

    assert undone.kept == []
    assert all_rows(owner) == before
    assert found(owner) == entries


def test_columns_of_people_are_none_that_the_choice_forgets():
    """A column added to people later is chosen or worked out, never silently dropped."""
    chosen = {field.attname for group in groups() for field in group.fields}
    columns = {field.attname for field in Contact._meta.concrete_fields if isinstance(field, models.Field)}

    assert chosen | WORKED_OUT == columns
