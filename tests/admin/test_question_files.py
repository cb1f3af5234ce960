"""Question banks as files: what goes out comes in again, and every bad row is named."""

import csv
import io
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from interviews.models import Question, QuestionBank
from tests.big_upload import send_sixty_megabytes


@pytest.fixture
def bank(library):
    return QuestionBank.objects.get(key="seeker")


def export(client, bank, kind):
    answer = client.get(reverse("admin:interviews_questionbank_export", args=[bank.pk, kind]))
    return b"".join(answer.streaming_content)


def upload(client, bank, data, name="questions.csv"):
    page = reverse("admin:interviews_questionbank_import", args=[bank.pk])
    return client.post(page, {"file": SimpleUploadedFile(name, data)})


def confirm(client, bank, previewed):
    page = reverse("admin:interviews_questionbank_import", args=[bank.pk])
    return client.post(page, {"preview": previewed.context_data["preview"]})


def rows_of(bank):
    names = (
        "key",
        "text",
        "probes",
        "category",
        "stage",
        "framework",
        "purpose",
        "seniority",
        "region_notes",
    )
    return list(bank.questions.order_by("position", "pk").values(*names))


@pytest.mark.parametrize("kind", ["csv", "json"])
def test_exported_file_changes_nothing_when_it_comes_back(as_staff, bank, kind):
    previewed = upload(as_staff, bank, export(as_staff, bank, kind), f"questions.{kind}")

    staged = previewed.context_data["staged"]
    assert (staged.count, staged.same, staged.bad) == (0, bank.questions.count(), [])


@pytest.mark.parametrize("kind", ["csv", "json"])
def test_exported_bank_fills_an_empty_one(as_staff, bank, kind):
    other = QuestionBank.objects.create(key="other", name="Other")

    confirm(as_staff, other, upload(as_staff, other, export(as_staff, bank, kind)))

    assert rows_of(other) == rows_of(bank)


def test_exported_csv_holds_no_formula(as_staff, bank):
    bank.questions.filter(key="q001").update(text='=HYPERLINK("x") why?', purpose="@sum", region_notes="+1")

    rows = list(csv.reader(io.StringIO(export(as_staff, bank, "csv").decode("utf-8-sig"))))

    assert not [cell for row in rows for cell in row if cell[:1] in "=+-@" and cell]
    assert rows[1][1] == '\'=HYPERLINK("x") why?'


def test_formula_quote_comes_off_again(as_staff, bank):
    bank.questions.filter(key="q001").update(text="=1+1 why?")

    previewed = upload(as_staff, bank, export(as_staff, bank, "csv"))

    assert previewed.context_data["staged"].count == 0


BAD = (
    "Key;Question;Category;Stage;Follow-up questions\n"
    ";What changed most in your team?;Team dynamics;core;Since when?\n"
    ";;Culture;core;\n"
    ";What is hard here?;Weather;core;\n"
    "q001;How did you begin?;;;\n"
    "q001;Once more?;;;\n"
    "no key!;Why so?;;;\n"
    f";{'long ' * 100}?;;;\n"
)


def test_preview_names_every_bad_row_and_writes_nothing(as_staff, bank):
    before = rows_of(bank)

    previewed = upload(as_staff, bank, BAD.encode())

    staged = previewed.context_data["staged"]
    assert [row.where for row in staged.bad] == ["Line 3", "Line 4", "Line 6", "Line 7", "Line 8"]
    assert (len(staged.new), len(staged.changed)) == (1, 1)
    page = previewed.content.decode()
    assert "“Question” is empty." in page
    assert "“Weather” is not known as “Category”." in page
    assert "This row is in the file twice; the first is line 5." in page
    assert "is no key" in page
    assert "400" in staged.bad[-1].reason
    assert rows_of(bank) == before


def test_confirmed_import_takes_the_good_rows(as_staff, bank):
    confirm(as_staff, bank, upload(as_staff, bank, BAD.encode()))

    added = bank.questions.order_by("position").last()
    assert (added.text, added.category, added.probes) == (
        "What changed most in your team?", "team_dynamics", ["Since when?"],
    )  # fmt: skip
    changed = bank.questions.get(key="q001")
    assert (changed.text, changed.category) == ("How did you begin?", "rapport")


def test_import_stands_in_the_history(as_staff, bank):
    confirm(as_staff, bank, upload(as_staff, bank, BAD.encode()))

    page = as_staff.get(reverse("admin:interviews_questionbank_history", args=[bank.pk])).content.decode()
    question = bank.questions.get(key="q001")
    changed = as_staff.get(reverse("admin:interviews_question_history", args=[question.pk])).content.decode()

    assert "1 added, 1 changed" in page
    assert "→ “How did you begin?”" in changed


def test_import_is_all_or_nothing(as_staff, bank, monkeypatch):
    previewed = upload(as_staff, bank, BAD.encode())
    before = rows_of(bank)
    written = Question.save

    def save(self, **options):
        if options.get("update_fields"):
            raise RuntimeError("power cut")
        written(self, **options)

    monkeypatch.setattr(Question, "save", save)
    with pytest.raises(RuntimeError):
        confirm(as_staff, bank, previewed)

    assert rows_of(bank) == before


def test_confirming_after_somebody_elses_edit_shows_the_preview_again(as_staff, bank):
    previewed = upload(as_staff, bank, BAD.encode())
    bank.questions.filter(key="q001").update(text="Edited in between?")

    answer = confirm(as_staff, bank, previewed)

    assert answer.context_data["again"]
    assert bank.questions.get(key="q001").text == "Edited in between?"


def test_confirming_twice_adds_nothing_twice(as_staff, bank):
    previewed = upload(as_staff, bank, BAD.encode())
    confirm(as_staff, bank, previewed)
    count = bank.questions.count()

    confirm(as_staff, bank, previewed)

    assert bank.questions.count() == count


def test_preview_of_another_bank_is_refused(as_staff, bank):
    other = QuestionBank.objects.create(key="other", name="Other")
    previewed = upload(as_staff, bank, BAD.encode())

    assert confirm(as_staff, other, previewed).status_code == 422
    assert other.questions.count() == 0


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"\x89PNG\r\n\x1a\n" + bytes(2000), id="picture"),
        pytest.param(b"PK\x03\x04" + bytes(2000), id="spreadsheet"),
        pytest.param(b"Name,E-mail\nAda,ada@example.org\n", id="people"),
        pytest.param(b"Question\n", id="header-only"),
        pytest.param(b'{"rows": [', id="half-json"),
        pytest.param(b"[" * 100_000, id="deep-json"),
        pytest.param(b'{"a": 1}', id="other-json"),
        pytest.param(b"Question\n" + b"x?\n" * 400_000, id="too-big"),
        pytest.param(b"Question\n" + b"x?\n" * 3000, id="too-many"),
    ],
)
def test_unreadable_file_is_answered_clearly(as_staff, bank, data):
    answer = upload(as_staff, bank, data)

    assert answer.status_code == 422
    assert answer.context_data["form"].errors["file"]


def test_sixty_megabytes_are_answered_in_words(as_staff, bank):
    page = reverse("admin:interviews_questionbank_import", args=[bank.pk])

    answer, peak = send_sixty_megabytes(as_staff, page)

    assert answer.status_code == 422
    assert "This file is larger than 1 MB. Import it in parts." in answer.content.decode()
    assert peak < 40 * 1024 * 1024


def test_odd_json_entries_are_named(as_staff, bank):
    data = [{"text": 5}, "words", {"text": "Why \x00now?", "probes": ["a", 1]}, {"text": "What for?\x00"}]

    previewed = upload(as_staff, bank, json.dumps(data).encode(), "q.json")

    staged = previewed.context_data["staged"]
    assert [row.where for row in staged.bad] == ["Entry 1", "Entry 2", "Entry 3"]
    assert [change.row.text for change in staged.new] == ["What for?"]


def test_file_of_the_library_itself_is_understood(as_staff, bank):
    from infoview.library import QUESTIONS  # noqa: PLC0415 -- only here

    other = QuestionBank.objects.create(key="other", name="Other")

    previewed = upload(as_staff, other, QUESTIONS.read_bytes(), "question_bank.json")

    assert previewed.context_data["staged"].bad == []
    assert len(previewed.context_data["staged"].new) == 161
