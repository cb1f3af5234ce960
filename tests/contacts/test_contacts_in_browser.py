"""People at a real browser: search as one types, bulk with undo, import with progress, palette, quick box."""

import pytest
from playwright.sync_api import expect

from contacts.models import Contact
from tests.contacts.test_importing import HEAD
from tests.factories.contacts import make_contact, make_touch

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_list_narrows_while_one_types_and_keeps_its_address(page, owner):
    make_contact(owner, "Leila Moradi", organisation="Tern")
    make_contact(owner, "Adam Berg")
    page.goto("/contacts/")

    page.get_by_label("Search contacts").press_sequentially("tern")

    expect(page.get_by_role("link", name="Adam Berg")).to_have_count(0)
    expect(page.get_by_role("link", name="Leila Moradi")).to_be_visible()
    assert "q=tern" in page.url
    page.get_by_role("link", name="“tern”").click()
    expect(page.get_by_role("link", name="Adam Berg")).to_be_visible()


def test_bulk_archive_and_undo(page, owner):
    for name in ("Adam Berg", "Bea Costa", "Cy Dale"):
        make_contact(owner, name)
    page.goto("/contacts/")

    page.get_by_label("Select Adam Berg").check()
    page.get_by_label("Select Cy Dale").check()
    page.get_by_role("button", name="Archive").click()
    expect(page.get_by_role("link", name="Adam Berg")).to_have_count(0)
    page.get_by_role("button", name="Undo").click()

    expect(page.get_by_role("link", name="Adam Berg")).to_be_visible()
    expect(page.get_by_role("link", name="Cy Dale")).to_be_visible()


def test_import_reads_on_by_itself_and_can_be_undone(page, tmp_path):
    file = tmp_path / "Connections.csv"
    rows = "".join(f"P{n},Last,,p{n}@a.example,,,\n" for n in range(4500))
    file.write_text("Notes:\n\n" + HEAD + rows)
    page.goto("/contacts/import/")

    page.get_by_label("File").set_input_files(file)
    page.get_by_role("button", name="Read the file").click()
    expect(page.get_by_role("heading", name="Check before importing")).to_be_visible()
    page.get_by_label("What to do with P0 Last").select_option("skip")
    page.get_by_role("button", name="Import 4499 people").click()
    expect(page.get_by_role("heading", name="Imported")).to_be_visible()
    made = Contact.objects.count()
    page.get_by_role("button", name="Undo this import").click()
    expect(page.get_by_role("heading", name="The import is undone")).to_be_visible()

    assert made == 4499
    assert not Contact.objects.exists()


def test_palette_jumps_to_a_person(page, owner):
    contact = make_contact(owner, "Leila Moradi", job_title="Lab lead")
    page.goto("/contacts/")

    page.keyboard.press("/")
    page.get_by_role("combobox", name="Find a person").press_sequentially("leila")
    option = page.get_by_role("option", name="Leila Moradi")
    expect(option).to_be_visible()
    option.click()

    page.wait_for_url(f"**/contacts/{contact.public_id}/")


def test_quick_box_shows_what_it_understood_then_keeps_it(phone):
    phone.goto("/")

    phone.locator("#quick").fill("Met Leila Moradi, Tern & Co, at the meetup #edtech follow up in 2 weeks")
    phone.locator("form.quick button").click()
    expect(phone.get_by_label("Organisation")).to_have_value("Tern & Co")
    phone.get_by_role("button", name="Add person").click()
    phone.wait_for_url("**/contacts/*-*/")

    expect(phone.get_by_role("heading", name="Leila Moradi")).to_be_visible()
    assert Contact.objects.get().organisation.name == "Tern & Co"


def test_timeline_shows_earlier_entries_below(page, owner):
    contact = make_contact(owner)
    for number in range(45):
        make_touch(contact, "note", summary=f"Note number {number}")
    page.goto(f"/contacts/{contact.public_id}/")

    page.get_by_role("link", name="Show earlier").click()

    expect(page.locator(".timeline > li")).to_have_count(46)


def test_phone_adds_somebody_from_any_page_by_touch(phone):
    phone.goto("/goals/")

    phone.get_by_role("navigation", name="Tabs").get_by_role("link", name="Add").tap()
    phone.get_by_label("What happened?").fill("Met Leila Moradi, Tern & Co, at the meetup #edtech")
    phone.get_by_role("button", name="Understand it").tap()
    expect(phone.get_by_label("Organisation")).to_have_value("Tern & Co")
    button = phone.get_by_role("button", name="Add person")
    assert button.bounding_box()["height"] >= 40
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")
    button.tap()

    expect(phone.get_by_role("heading", name="Leila Moradi")).to_be_visible()


def test_quick_box_takes_a_pasted_signature_with_its_lines(page):
    page.goto("/")

    page.locator("#quick").evaluate(
        """(box) => {
            const data = new DataTransfer();
            data.setData('text/plain', 'Leila Moradi\\nLab lead, Tern GmbH\\nleila@tern.example');
            const pasted = { clipboardData: data, bubbles: true, cancelable: true };
            box.dispatchEvent(new ClipboardEvent('paste', pasted));
        }"""
    )
    page.locator("form.quick button").click()

    expect(page.get_by_label("E-mail")).to_have_value("leila@tern.example")
    expect(page.get_by_label("Organisation")).to_have_value("Tern GmbH")


def test_palette_jumps_to_a_person_by_keys_alone(page, owner):
    contact = make_contact(owner, "Leila Moradi")
    page.goto("/goals/")

    page.keyboard.press("Control+k")
    page.keyboard.type("leil")
    expect(page.get_by_role("option", name="Leila Moradi")).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")

    page.wait_for_url(f"**/contacts/{contact.public_id}/")


def test_note_is_added_in_the_page_of_a_person(phone, owner):
    contact = make_contact(owner)
    phone.goto(f"/contacts/{contact.public_id}/")

    phone.get_by_role("link", name="Note or call").tap()
    expect(phone.get_by_role("heading", name="Add a note")).to_be_focused()
    phone.get_by_label("In a few words").fill("Likes long walks")
    phone.get_by_role("button", name="Save").tap()

    expect(phone.locator(".timeline")).to_contain_text("Likes long walks")


def test_bookmark_opens_quick_add_with_the_name_of_another_page(page):
    page.goto("/quick/")
    page.get_by_text("From another page or app").click()
    bookmark = page.get_by_role("link", name="Add to Infoview").get_attribute("href")
    page.goto("/goals/")
    page.evaluate("document.title = 'Leila Moradi - Lab lead - Tern & Co | LinkedIn'")

    with page.context.expect_page() as opened:
        page.evaluate(bookmark.removeprefix("javascript:"))

    expect(opened.value.get_by_label("Name")).to_have_value("Leila Moradi")
    expect(opened.value.get_by_label("Organisation")).to_have_value("Tern & Co")
    assert not Contact.objects.exists()


def press_until(page, role, name, key="Tab", most=80):
    """Move by keys alone until that part has the focus."""
    wanted = page.get_by_role(role, name=name, exact=True).first
    for _step in range(most):
        if wanted.evaluate("one => one === document.activeElement"):
            return wanted
        page.keyboard.press(key)
    raise AssertionError(f"{name} is not reached by keys")


def test_filters_become_chips_and_a_saved_view_by_keys_on_a_phone(phone, owner):
    make_contact(owner, "Leila Moradi", distance="recruiter", email="leila@tern.example")
    make_contact(owner, "Adam Berg", distance="recruiter")
    make_contact(owner, "Bea Costa")
    phone.goto("/contacts/")

    press_until(phone, "searchbox", "Search contacts")
    more = phone.locator(".filters__more > summary")
    for _step in range(20):
        if more.evaluate("one => one === document.activeElement"):
            break
        phone.keyboard.press("Tab")
    phone.keyboard.press("Enter")
    press_until(phone, "combobox", "Any distance")
    phone.keyboard.press("r")
    expect(phone.get_by_role("link", name="Recruiter remove")).to_be_visible()
    press_until(phone, "combobox", "Nothing missing")
    phone.keyboard.press("ArrowDown")
    expect(phone.get_by_role("link", name="Leila Moradi")).to_have_count(0)
    assert {"distance=recruiter", "missing=way"} <= set(phone.url.split("?")[1].split("&"))
    fits = "all => all.every((one) => one.getBoundingClientRect().right <= innerWidth)"
    assert phone.locator(".filters select, .filters label, .chips > *").evaluate_all(fits)

    save = phone.locator(".saveview > summary")
    for _step in range(60):
        if save.evaluate("one => one === document.activeElement"):
            break
        phone.keyboard.press("Tab")
    phone.keyboard.press("Enter")
    press_until(phone, "textbox", "Name of the view")
    phone.keyboard.type("Recruiters out of reach")
    phone.keyboard.press("Enter")

    view = phone.get_by_role("navigation", name="Saved views").get_by_role(
        "link", name="Recruiters out of reach"
    )
    expect(view).to_have_attribute("aria-current", "page")
    press_until(phone, "link", "Recruiter remove")
    phone.keyboard.press("Enter")
    expect(phone.get_by_role("link", name="Recruiter remove")).to_have_count(0)
    press_until(phone, "link", "Recruiters out of reach")
    phone.keyboard.press("Enter")
    expect(phone.get_by_role("link", name="Adam Berg")).to_be_visible()
    expect(phone.get_by_role("link", name="Bea Costa")).to_have_count(0)
    assert phone.url.endswith("?distance=recruiter&missing=way")
