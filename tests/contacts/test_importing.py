from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from contacts import importing, services
from contacts.enums import Fate, ImportState
from contacts.exporting import export
from contacts.formats.rows import Unreadable
from contacts.importing.together import complete_firsts, mark_repeats
from contacts.models import Contact, ContactPoint, ImportBatch, Organisation, Tag, Touch
from tests.factories.contacts import NOON, make_contact, make_point

AT = datetime(2026, 11, 5, 8, tzinfo=UTC)
HEAD = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
LINKEDIN = (
    'Notes:\n"When exporting your connection data, you may notice that some are missing."\n\n'
    + HEAD
    + "Leila,Moradi,https://www.linkedin.com/in/leila,leila@tern.example,Tern & Co,Lab lead,12 Mar 2024\n"
    + 'Ana,Costa,https://www.linkedin.com/in/ana,,"Alder, Inc.",Researcher,07 Feb 2022\n'
)


def staged(owner, text, *, format="auto", rows=2000):
    batch = importing.begin(owner=owner, data=text.encode(), file_name="file.csv", format=format)
    if batch.options.get("needs_mapping"):
        batch.change(options={**batch.options, "needs_mapping": False})
    while batch.state == ImportState.STAGING:
        batch = importing.stage_step(batch=batch, token=batch.step_token, rows=rows)
    return batch


def taken(owner, text, **options):
    return importing.apply(batch=staged(owner, text, **options), at=AT)


def fates(batch):
    return list(batch.rows.order_by("line").values_list("fate", flat=True))


def everything(owner):
    return [
        (contact.name, contact.job_title, contact.organisation and contact.organisation.name, contact.notes,
         sorted(contact.points.values_list("kind", "value")),
         sorted(contact.tags.values_list("name", flat=True)))
        for contact in Contact.objects.for_user(owner).order_by("name", "pk")
    ]  # fmt: skip


def test_import_of_linkedin_makes_people(owner):
    batch = taken(owner, LINKEDIN)

    leila = Contact.objects.get(name="Leila Moradi")
    assert batch.counts == {"created": 2, "updated": 0, "unchanged": 0, "skipped": 0, "errors": 0}
    assert (leila.job_title, leila.organisation.name, leila.profile_url) == (
        "Lab lead", "Tern & Co", "https://www.linkedin.com/in/leila",
    )  # fmt: skip
    assert str(leila.connected_on) == "2024-03-12"
    assert leila.last_touch_at is None
    assert [point.value for point in leila.points.all()] == ["leila@tern.example"]


def test_import_of_the_same_file_again_changes_nothing(owner):
    taken(owner, LINKEDIN)
    before = everything(owner)

    for _again in range(2):
        batch = taken(owner, LINKEDIN)
        assert batch.counts == {"created": 0, "updated": 0, "unchanged": 2, "skipped": 0, "errors": 0}

    assert everything(owner) == before


@pytest.mark.parametrize("rows", [1, 2, 3, 2000])
def test_stage_step_comes_to_the_same_in_steps_of_any_size(owner, rows):
    text = HEAD + "".join(f"P{n},Last{n},,p{n}@a.example,House {n % 3},,\n" for n in range(7))

    batch = staged(owner, text, rows=rows)

    assert fates(batch) == [Fate.NEW] * 7
    assert batch.rows_total == 7


def test_stage_step_runs_once_for_each_token(owner):
    batch = importing.begin(owner=owner, data=LINKEDIN.encode())
    token = batch.step_token

    importing.stage_step(batch=batch, token=token)
    importing.stage_step(batch=batch, token=token)
    importing.stage_step(batch=batch, token=uuid4())

    assert batch.rows.count() == 2


def test_stage_step_matches_by_profile_then_mail_then_name_and_organisation(owner):
    make_contact(owner, "Leila M.", profile_url="https://linkedin.com/in/leila/", job_title="Head")
    make_contact(owner, "Ana Costa", organisation="Alder")

    batch = staged(owner, LINKEDIN)

    assert fates(batch) == [Fate.UPDATE, Fate.UPDATE]
    assert [row.matched.name for row in batch.rows.order_by("line")] == ["Leila M.", "Ana Costa"]


def test_apply_fills_gaps_and_overwrites_nothing(owner):
    make_contact(
        owner, "Leila Moradi", organisation="Tern & Co", job_title="Head of lab", notes="Met at a fair"
    )

    taken(owner, LINKEDIN)

    leila = Contact.objects.get(name="Leila Moradi")
    assert leila.job_title == "Head of lab"
    assert leila.profile_url == "https://www.linkedin.com/in/leila"
    assert leila.points.get().value == "leila@tern.example"


def test_import_never_merges_on_a_name_alone(owner):
    make_contact(owner, "Ana Costa")

    batch = taken(owner, "Name,Email\nAna Costa,ana@else.example\n")

    assert batch.counts["skipped"] == 1
    assert Contact.objects.count() == 1
    assert not ContactPoint.objects.exists()


def test_import_takes_two_of_one_name_at_two_houses_as_two(owner):
    make_contact(owner, "Ana Costa", organisation="Kestrel")
    text = "Name,Company\nAna Costa,City College\n"

    for _again in range(2):
        taken(owner, text)

    assert Contact.objects.count() == 2


def test_choose_lets_a_possible_duplicate_be_merged_or_kept_apart(owner):
    make_contact(owner, "Ana Costa")
    batch = staged(owner, "Name,Email\nAna Costa,ana@else.example\n")

    importing.choose(batch=batch, choices={1: "merge"})
    importing.choose(batch=batch, choices={1: "nonsense", 99: "merge"})
    importing.apply(batch=batch, at=AT)

    assert Contact.objects.get().points.get().value == "ana@else.example"


def test_choose_leaves_a_new_person_out(owner):
    batch = staged(owner, LINKEDIN)

    importing.choose(batch=batch, choices={1: "skip"})
    batch = importing.apply(batch=batch, at=AT)

    assert batch.counts["skipped"] == 1
    assert [contact.name for contact in Contact.objects.all()] == ["Ana Costa"]


def test_import_brings_a_person_together_who_is_in_the_file_twice(owner):
    rows = "Ana Costa,ana@a.example,,One\nAna Costa,ANA@a.example,+47 555 0123,Two\nBo,,,\nBo,,,\n"
    text = f"Name,Email,Phone,Notes\n{rows}"

    batch = taken(owner, text)

    ana = Contact.objects.get(name="Ana Costa")
    assert fates(batch) == [Fate.NEW, Fate.UNCHANGED, Fate.NEW, Fate.DUPLICATE]
    assert sorted(ana.points.values_list("kind", flat=True)) == ["email", "phone"]
    assert ana.notes == "One\n\nTwo"


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("A B,a@x.example,x\n", id="one address"),
        pytest.param("A B,,x\n", id="one name"),
        pytest.param("P{half} B,p{half}@x.example,x\n", id="pairs"),
    ],
)
def test_import_brings_rows_together_in_queries_for_each_thousand(owner, line):
    counted = []
    for size in (1000, 3000):
        text = "Name,Email,Notes\n" + "".join(line.format(half=n // 2) for n in range(size))
        with CaptureQueriesContext(connection) as asked:
            batch = staged(owner, text)
        counted.append(len(asked))

    first, *_others = batch.rows.order_by("line")
    assert first.data["notes"] == "x"
    assert counted[1] - counted[0] < 60


def test_import_brings_many_different_facts_of_one_person_together(owner):
    text = "Name,Email,Phone\n" + "".join(f"A B,a@x.example,+47 {n:06}\n" for n in range(2500))

    batch = staged(owner, text)

    phones = [value for value, _label in batch.rows.get(fate=Fate.NEW).data["phones"]]
    assert phones == [f"+47 {n:06}" for n in range(2500)]
    assert batch.counts == {"new": 1, "unchanged": 2499}


@pytest.mark.django_db(transaction=True)
def test_stage_step_writes_at_most_a_chunk_in_each_transaction(owner):
    text = HEAD + "A,B,,a@x.example,,,\n" * 4500
    batch = importing.begin(owner=owner, data=text.encode())
    while not batch.options.get("all_read"):
        batch = importing.stage_step(batch=batch, token=batch.step_token)

    with CaptureQueriesContext(connection) as asked:
        importing.stage_step(batch=batch, token=batch.step_token)

    marks = [query["sql"] for query in asked if "SET fate" in query["sql"]]
    begun = sum(query["sql"].startswith("BEGIN") for query in asked)
    assert [sql.partition(" times")[0] for sql in marks] == ["1000", "1000", "1000", "1000", "499"]
    assert begun == len(marks) + 1


@pytest.mark.django_db(transaction=True)
def test_stage_step_reads_and_compares_before_it_begins_a_transaction(owner):
    batch = importing.begin(owner=owner, data=LINKEDIN.encode())

    with CaptureQueriesContext(connection) as asked:
        importing.stage_step(batch=batch, token=batch.step_token)

    first = next(at for at, query in enumerate(asked) if query["sql"].startswith("BEGIN"))
    compared = [at for at, query in enumerate(asked) if "name_key" in query["sql"]]
    assert compared
    assert all(at < first for at in compared)


def test_apply_completes_somebody_who_was_added_between_two_steps(owner):
    batch = importing.begin(owner=owner, data=LINKEDIN.encode())
    batch = importing.stage_step(batch=batch, token=batch.step_token, rows=2)
    make_contact(owner, "Leila Moradi", organisation="Tern & Co")
    batch = importing.stage_step(batch=batch, token=batch.step_token, rows=2)

    importing.apply(batch=batch, at=AT)

    assert Contact.objects.filter(name="Leila Moradi").count() == 1


def test_stage_step_goes_on_after_a_kill_amid_the_marks(owner):
    rows = "".join(f"P{n} B,p{n % 5}@x.example,note {n}\n" for n in range(5)) * 3
    text = f"Name,Email,Notes\n{rows}"
    batch = importing.begin(owner=owner, data=text.encode())
    batch.change(options={**batch.options, "needs_mapping": False})
    batch = importing.stage_step(batch=batch, token=batch.step_token, rows=15)
    whole = staged(owner, text)

    mark_repeats(batch, batch.step_token)
    complete_firsts(batch, batch.step_token)
    while batch.state == ImportState.STAGING:
        batch = importing.stage_step(batch=batch, token=batch.step_token)

    columns = ("line", "fate", "reason", "choice", "data")
    assert [*batch.rows.order_by("line").values(*columns)] == [*whole.rows.order_by("line").values(*columns)]


def test_import_names_bad_rows_and_takes_the_good_ones(owner):
    batch = taken(owner, HEAD + "Leila,Moradi,,l@a.example,,,\n,,,nobody@a.example,,,\n")

    [bad] = batch.rows.filter(fate=Fate.ERROR)
    assert (batch.counts["created"], batch.counts["errors"], bad.data["at"]) == (1, 1, 3)
    assert bad.reason


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x00\x01\x02\xff" * 50,
        b"just prose, nothing else",
        b"BEGIN:VCALENDAR\nEND:VCALENDAR",
        b"{}",
        b"Name,Email\n",
    ],
)
def test_begin_refuses_what_is_no_list_of_people(owner, data):
    with pytest.raises(Unreadable):
        importing.begin(owner=owner, data=data)

    assert not ImportBatch.objects.exists()


def test_apply_twice_is_once(owner):
    batch = staged(owner, LINKEDIN)

    importing.apply(batch=batch, at=AT)
    importing.apply(batch=batch, at=AT)

    assert Contact.objects.count() == 2


def test_discard_leaves_an_import_that_was_taken_in_meanwhile(owner):
    batch = staged(owner, LINKEDIN)
    importing.apply(batch=batch, at=AT)

    with pytest.raises(importing.NotNow):
        importing.discard(batch)

    assert ImportBatch.objects.get().state == ImportState.APPLIED


@pytest.mark.parametrize("do", [lambda batch: importing.apply(batch=batch, at=AT), importing.discard])
def test_an_import_that_was_discarded_meanwhile_is_gone(owner, do):
    batch = staged(owner, LINKEDIN)
    importing.discard(batch)

    with pytest.raises(importing.Gone):
        do(batch)

    assert not Contact.objects.exists()


def test_apply_completes_somebody_who_was_added_since_the_file_was_read(owner):
    batch = staged(owner, LINKEDIN)
    make_contact(owner, "Leila Moradi", organisation="Tern & Co")

    importing.apply(batch=batch, at=AT)

    assert Contact.objects.filter(name="Leila Moradi").count() == 1


def test_apply_ties_people_to_who_introduced_them_in_the_same_file(owner):
    taken(
        owner,
        "Name,Email,Introduced by\n"
        "Bo,bo@a.example,Ana Costa\nAna Costa,ana@a.example,\nCy,cy@a.example,Nobody Known\n",
    )

    assert Contact.objects.get(name="Bo").introduced_by.name == "Ana Costa"
    assert Contact.objects.get(name="Cy").source_detail == "Introduced by Nobody Known"


def test_apply_keeps_the_last_contact_as_a_touch_once(owner):
    text = "Name,Email,Last contact\nBo,bo@a.example,2026-09-03\n"

    for _again in range(2):
        taken(owner, text)

    contact = Contact.objects.get()
    assert str(contact.last_touch_at.date()) == "2026-09-03"
    assert Touch.objects.count() == 1


def test_apply_gives_the_batch_a_tag(owner):
    importing.apply(batch=staged(owner, LINKEDIN), at=AT, tag="Spring list")

    assert Contact.objects.filter(tags__name="Spring list").count() == 2


def test_import_sees_no_strangers_people(owner, stranger):
    make_contact(stranger, "Leila Moradi", organisation="Tern & Co")

    assert fates(staged(owner, LINKEDIN)) == [Fate.NEW, Fate.NEW]


def test_undo_leaves_nothing_of_the_import(owner):
    batch = importing.apply(batch=staged(owner, LINKEDIN), at=AT, tag="Spring list")

    undone = importing.undo(batch=batch, at=NOON)

    assert (undone.removed, undone.kept) == (2, [])
    for model in (Contact, ContactPoint, Organisation, Tag):
        assert not model.objects.exists()


def test_undo_puts_back_what_was_filled_in(owner):
    make_contact(owner, "Leila Moradi", organisation="Tern & Co", notes="Old")
    before = everything(owner)
    text = "Name,Company,Email,Role,Notes,Tags\nLeila Moradi,Tern,l@a.example,Head,New,lab\n"
    batch = taken(owner, text)
    changed = everything(owner)

    importing.undo(batch=batch, at=NOON)

    assert changed != before
    assert everything(owner) == before


def test_undo_keeps_and_names_who_was_edited_or_used_since(owner):
    batch = taken(owner, HEAD + "".join(f"P{n},Last,,p{n}@a.example,,,\n" for n in range(4)))
    edited, called, introducer, _left = Contact.objects.order_by("name")
    edited.change(job_title="Head")
    services.record_touch(contact=called, kind="note", at=AT, timezone="UTC", summary="Hello")
    make_contact(owner, "Somebody", introduced_by=introducer)

    undone = importing.undo(batch=batch, at=NOON)

    assert (undone.removed, undone.kept) == (1, ["P0 Last", "P1 Last", "P2 Last"])


def test_undo_keeps_a_value_that_was_edited_since(owner):
    make_contact(owner, "Leila Moradi", organisation="Tern & Co")
    batch = taken(owner, LINKEDIN)
    Contact.objects.get(name="Leila Moradi").change(job_title="Director")

    undone = importing.undo(batch=batch, at=NOON)

    leila = Contact.objects.get(name="Leila Moradi")
    assert (leila.job_title, leila.profile_url) == ("Director", "")
    assert "Leila Moradi" in undone.kept


def test_undo_twice_says_so(owner):
    batch = taken(owner, LINKEDIN)
    importing.undo(batch=batch, at=NOON)

    with pytest.raises(importing.NotNow):
        importing.undo(batch=batch, at=NOON)


def test_payload_and_rows_do_not_outlive_the_import(owner):
    batch = taken(owner, LINKEDIN)
    batch.refresh_from_db()

    assert bytes(batch.payload) == b""
    assert all(set(row.data) <= {"at", "name"} for row in batch.rows.all())


def test_set_mapping_is_remembered_for_the_next_file_of_its_kind(owner):
    text = "Wer,Wo\nLeila Moradi,Tern\n"
    batch = importing.begin(owner=owner, data=text.encode())
    importing.set_mapping(batch=batch, fields=["name", "organisation"], day_first=None)

    again = importing.begin(owner=owner, data=text.encode())

    assert again.options["needs_mapping"] is False
    assert again.mapping["fields"] == ["name", "organisation"]


def test_own_export_comes_back_unchanged(owner):
    contact = make_contact(
        owner,
        "=Leila Moradi",
        organisation="Tern",
        tags=["a, b"],
        notes="Line\nline",
        distance="senior",
        city="Bergen",
    )
    make_point(contact, "phone", "+47 555 0123", label="work")
    for format in ("csv", "vcard", "json"):
        batch = taken(owner, "".join(export(Contact.objects.for_user(owner), format=format)))
        assert batch.counts["unchanged"] == 1, (format, list(batch.rows.values("fate", "before", "reason")))
