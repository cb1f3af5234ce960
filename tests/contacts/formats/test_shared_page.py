import pytest
from hypothesis import given
from hypothesis import strategies as st

from contacts.formats.shared_page import parse_page

PROFILE = "https://www.linkedin.com/in/leila"


@pytest.mark.parametrize(
    ("title", "fields"),
    [
        ("Leila Moradi | LinkedIn", ("Leila Moradi", "", "")),
        ("(3) Leila Moradi - Lab lead - Tern & Co | LinkedIn", ("Leila Moradi", "Lab lead", "Tern & Co")),
        ("leila-m (Leila Moradi) · GitHub", ("Leila Moradi", "", "")),
        ("Leila Moradi", ("Leila Moradi", "", "")),
        ("Dr. Leila Moradi – Head of Research", ("Leila Moradi", "Head of Research", "")),
    ],
)
def test_page_names_its_person(title, fields):
    found = parse_page(title=title, url=PROFILE)

    assert (found.name, found.job_title, found.organisation) == fields
    assert found.profile == PROFILE


@pytest.mark.parametrize("title", ["", "Ten ways to hire in 2026", "https://x.example/", "Inbox"])
def test_page_without_a_name_is_nobody(title):
    assert parse_page(title=title, url=PROFILE) is None


@pytest.mark.parametrize(
    ("url", "text", "kept"),
    [
        ("javascript:alert(1)", "", ""),
        ("data:text/html,x", "", ""),
        ("", f"See {PROFILE}?trk=share", PROFILE),
        ("https://tern.example/team?id=7", "", "https://tern.example/team?id=7"),
        ("https://x.example/" + "a" * 400, "", ""),
    ],
)
def test_page_keeps_only_an_address_that_opens(url, text, kept):
    assert parse_page(title="Leila Moradi", text=text, url=url).profile == kept


@given(st.text(max_size=400), st.text(max_size=400), st.text(max_size=400))
def test_any_page_is_a_person_or_nobody(title, text, url):
    found = parse_page(title=title, text=text, url=url)

    assert found is None or found.name.strip()
