from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from contacts.enums import ImportState
from contacts.models import Contact, ImportBatch
from tests.big_upload import send_sixty_megabytes
from tests.contacts.test_importing import HEAD, LINKEDIN
from tests.factories.contacts import make_contact

URL = "/contacts/import/"
HTMX = {"HX-Request": "true", "HX-Target": "import-progress"}


def upload(client, text, name="Connections.csv", **fields):
    data = text.encode() if isinstance(text, str) else text
    return client.post(URL, {"file": SimpleUploadedFile(name, data, "text/csv"), **fields})


def read_to_the_end(client, answer):
    """Press Continue until the file is read, as somebody without script does; return the preview."""
    page = client.get(answer.url)
    for _step in range(20):
        if "batch" not in page.context_data or page.context_data["batch"].state != ImportState.STAGING:
            return page
        batch = page.context_data["batch"]
        page = client.post(f"{URL}{batch.public_id}/step/", {"token": batch.step_token}, follow=True)
    raise AssertionError("the file was never read")


def test_import_goes_from_upload_to_undo_without_script(as_owner):
    page = read_to_the_end(as_owner, upload(as_owner, LINKEDIN))
    batch = page.context_data["batch"]
    as_owner.post(f"{URL}{batch.public_id}/apply/", {"tag": "Spring"})
    result = as_owner.get(f"{URL}{batch.public_id}/")
    made = Contact.objects.filter(tags__name="Spring").count()
    as_owner.post(f"{URL}{batch.public_id}/undo/")
    undone = as_owner.get(f"{URL}{batch.public_id}/")

    assert page.context_data["taken"] == 2
    assert made == 2
    assert b"2 people are new" in result.content
    assert b"The import is undone" in undone.content
    assert not Contact.objects.exists()


def test_import_step_answers_htmx_with_the_progress_then_leads_on(as_owner, owner):
    text = HEAD + "".join(f"P{n},Last,,p{n}@a.example,,,\n" for n in range(2500))
    batch = ImportBatch.objects.get(public_id=upload(as_owner, text).url.split("/")[-2])

    first = as_owner.post(f"{URL}{batch.public_id}/step/", {"token": batch.step_token}, headers=HTMX)
    batch.refresh_from_db()
    second = as_owner.post(f"{URL}{batch.public_id}/step/", {"token": batch.step_token}, headers=HTMX)

    assert first.content.strip().startswith(b'<section id="import-progress"')
    assert 70 <= first.context_data["percent"] <= 90
    assert second.headers["HX-Redirect"] == f"{URL}{batch.public_id}/"


@pytest.mark.parametrize("token", ["", "nonsense", "846793eb-0e2a-4c70-8e06-f84b557433e3"])
def test_import_step_without_the_right_token_reads_nothing(as_owner, token):
    batch = ImportBatch.objects.get(public_id=upload(as_owner, LINKEDIN).url.split("/")[-2])

    as_owner.post(f"{URL}{batch.public_id}/step/", {"token": token})

    assert batch.rows.count() == 0


def test_import_of_an_unknown_table_asks_for_its_columns_first(as_owner):
    answer = upload(as_owner, "Wer,Wo,Vibe\nLeila Moradi,Tern,warm\n")
    page = as_owner.get(answer.url, follow=True)
    batch = page.context_data["batch"]
    columns = f"{URL}{batch.public_id}/columns/"

    nobody = as_owner.post(columns, {"column-0": "", "column-1": "organisation"})
    twice = as_owner.post(columns, {"column-0": "name", "column-1": "name"})
    right = as_owner.post(columns, {"column-0": "name", "column-1": "organisation", "column-2": "rubbish"})
    read_to_the_end(as_owner, right)
    as_owner.post(f"{URL}{batch.public_id}/apply/")

    assert [(header, shown) for header, shown, _field in page.context_data["columns"]] == [
        ("Wer", "Leila Moradi"), ("Wo", "Tern"), ("Vibe", "warm"),
    ]  # fmt: skip
    assert (nobody.status_code, twice.status_code) == (422, 422)
    assert Contact.objects.get().organisation.name == "Tern"


def test_import_detail_shows_each_rows_fate(as_owner, owner):
    make_contact(owner, "Ana Costa")
    text = "Name,Email,Company\nAna Costa,a@a.example,\nBo Berg,b@a.example,Tern\n,c@a.example,\n"
    batch = ImportBatch.objects.get(public_id=upload(as_owner, text).url.split("/")[-2])
    answer = as_owner.post(
        f"{URL}{batch.public_id}/columns/",
        {f"column-{at}": name for at, name in enumerate(("name", "email", "organisation"))},
    )

    page = read_to_the_end(as_owner, answer)
    new = as_owner.get(f"{URL}{batch.public_id}/?fate=new").content.decode()
    bad = as_owner.get(f"{URL}{batch.public_id}/?fate=error").content.decode()

    assert [(fate, count) for fate, _label, count, _here in page.context_data["fates"]] == [
        ("new", 1), ("duplicate", 1), ("error", 1),
    ]  # fmt: skip
    assert "Same name" in page.content.decode()
    assert "Bo Berg" in new
    assert "Line 4" in bad


def test_import_detail_shows_what_a_known_person_gets(as_owner, owner):
    make_contact(owner, "Leila M.", profile_url="https://linkedin.com/in/leila/", job_title="Head")
    batch = read_to_the_end(as_owner, upload(as_owner, LINKEDIN)).context_data["batch"]

    page = as_owner.get(f"{URL}{batch.public_id}/?fate=update")

    assert [(fate, count) for fate, _label, count, _here in page.context_data["fates"]] == [
        ("new", 1), ("update", 1),
    ]  # fmt: skip
    words = page.content.decode()
    assert 'aria-current="true">Add to somebody you have <b class="num">1</b>' in words
    assert '<th scope="col">Adds</th>' in words
    [row] = page.context_data["rows"]
    assert row["changes"] == ["connected on", "organisation", "E-mail"]
    assert f'<td class="sm">{", ".join(row["changes"])}</td>' in words


def test_import_fills_the_gaps_of_a_known_person_unless_it_is_left_out(as_owner, owner):
    known = make_contact(owner, "Leila M.", profile_url="https://linkedin.com/in/leila/", job_title="Head")
    for choice, points in (("skip", 0), ("merge", 1)):
        batch = read_to_the_end(as_owner, upload(as_owner, LINKEDIN)).context_data["batch"]
        line = batch.rows.get(fate="update").line

        as_owner.post(f"{URL}{batch.public_id}/apply/", {f"choice-{line}": choice})

        assert known.points.count() == points
    known.refresh_from_db()
    assert (known.name, known.job_title) == ("Leila M.", "Head")


def test_import_choose_changes_what_will_be_done(as_owner):
    batch = read_to_the_end(as_owner, upload(as_owner, LINKEDIN)).context_data["batch"]

    answer = as_owner.post(
        f"{URL}{batch.public_id}/choose/",
        {"choice-1": "skip"},
        headers={"HX-Request": "true", "HX-Target": "import-foot"},
    )

    assert b"Import 1 person" in answer.content
    assert b"1 left out" in answer.content


def test_import_apply_takes_the_choices_of_the_page(as_owner):
    batch = read_to_the_end(as_owner, upload(as_owner, LINKEDIN)).context_data["batch"]

    for _twice in range(2):
        as_owner.post(f"{URL}{batch.public_id}/apply/", {"choice-2": "skip"})

    assert Contact.objects.get().name == "Leila Moradi"


def test_import_discard_leaves_nothing(as_owner):
    batch = read_to_the_end(as_owner, upload(as_owner, LINKEDIN)).context_data["batch"]

    as_owner.post(f"{URL}{batch.public_id}/discard/")

    assert not ImportBatch.objects.exists()


def test_import_discard_of_what_was_taken_in_is_refused(as_owner):
    batch = read_to_the_end(as_owner, upload(as_owner, LINKEDIN)).context_data["batch"]
    as_owner.post(f"{URL}{batch.public_id}/apply/")

    as_owner.post(f"{URL}{batch.public_id}/discard/")

    assert ImportBatch.objects.count() == 1


@pytest.mark.parametrize("verb", ["apply", "undo", "choose", "step", "discard"])
def test_import_acts_in_a_wrong_state_say_so(as_owner, verb):
    public_id = upload(as_owner, LINKEDIN).url.split("/")[-2]

    assert as_owner.post(f"{URL}{public_id}/{verb}/").status_code == 302
    assert as_owner.get(f"{URL}{public_id}/{verb}/").status_code == 405


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40,
        b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n",
        b"{}",
        b"prose\n",
        b"\xff\xfe",
    ],
)
def test_import_create_says_in_one_sentence_what_is_wrong(as_owner, data):
    answer = upload(as_owner, data)

    assert answer.status_code == 422
    assert answer.context_data["form"].errors["file"]
    assert not ImportBatch.objects.exists()


def test_import_create_wants_a_file(as_owner):
    assert as_owner.post(URL, {}).status_code == 422
    assert upload(as_owner, b"").status_code == 422
    assert as_owner.post(URL, b"rubbish", content_type="multipart/form-data; boundary=x").status_code in (
        400,
        422,
    )


def test_import_create_refuses_sixty_megabytes_without_keeping_them(as_owner):
    answer, peak = send_sixty_megabytes(as_owner, URL)

    assert answer.status_code == 422
    assert b"larger than 20 MB" in answer.content
    assert peak < 40 * 1024 * 1024


def test_import_create_still_wants_its_token(owner):
    client = Client(enforce_csrf_checks=True)
    client.force_login(owner)

    assert upload(client, LINKEDIN).status_code == 403


def test_import_is_not_there_for_a_stranger(as_owner, as_stranger):
    public_id = upload(as_owner, LINKEDIN).url.split("/")[-2]

    for verb in ("", "columns/"):
        assert as_stranger.get(f"{URL}{public_id}/{verb}").status_code == 404
    for verb in ("step", "choose", "apply", "undo", "discard"):
        assert as_stranger.post(f"{URL}{public_id}/{verb}/").status_code == 404


@pytest.mark.parametrize("rows", [3, 300])
def test_import_detail_asks_as_often_whatever_there_is(as_owner, owner, rows):
    for number in range(rows):
        make_contact(owner, f"P{number} Last", organisation=f"House {number}")
    text = HEAD + "".join(f"P{n},Last,,p{n}@a.example,,,\n" for n in range(rows))
    batch = read_to_the_end(as_owner, upload(as_owner, text)).context_data["batch"]

    with CaptureQueriesContext(connection) as asked:
        as_owner.get(f"{URL}{batch.public_id}/?fate=duplicate")

    assert len(asked) <= 8


@pytest.mark.parametrize("page", ["0", "99999", "x", "²"])
def test_import_detail_takes_any_page(as_owner, page):
    batch = read_to_the_end(as_owner, upload(as_owner, LINKEDIN)).context_data["batch"]

    assert as_owner.get(f"{URL}{batch.public_id}/", {"page": page, "fate": page}).status_code == 200


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("verbs", [("apply", "discard"), ("apply", "apply", "apply", "discard")])
def test_import_applied_and_discarded_at_one_moment_is_one_of_both(owner, as_owner, verbs):
    batch = read_to_the_end(as_owner, upload(as_owner, LINKEDIN)).context_data["batch"]
    start = Barrier(len(verbs))

    def send(verb):
        client = Client()
        client.force_login(owner)
        start.wait()
        answer = client.post(f"{URL}{batch.public_id}/{verb}/")
        connection.close()
        return answer.status_code

    with ThreadPoolExecutor(len(verbs)) as presses:
        answers = set(presses.map(send, verbs))

    people = 2 if ImportBatch.objects.exists() else 0
    assert answers <= {302, 404}
    assert Contact.objects.count() == people
