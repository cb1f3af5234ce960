import pytest

from contacts.models import Contact, ImportRow, Touch
from debriefs.models import Insight, InsightCategory
from debriefs.services import add_insight, open_debrief
from infoview.accounts.models import AuditEvent
from interviews.models import Interview, Participant
from outreach.models import Message
from scheduler.models import Reminder
from tests.factories.contacts import NOON, make_contact, make_touch
from tests.factories.everything import one_of_each
from tests.factories.interviews import held_interview, make_interview, make_item
from tests.plain_browser import Page

URL = "/contacts/erase/"

pytestmark = pytest.mark.django_db


def make_category():
    return InsightCategory.objects.create(key="zz", name="Market", position=1)


def erase(client, *people, count=None):
    keys = [person.public_id for person in people]
    return client.post(URL, {"contact": keys, "count": len(people) if count is None else count})


def test_delete_in_bulk_asks_first_and_names_the_number(as_owner, owner):
    people = [make_contact(owner, name) for name in ("Adam Berg", "Bea Costa")]

    answer = as_owner.post(
        "/contacts/bulk/", {"contact": [p.public_id for p in people], "action": "delete"}, follow=True
    )

    assert "Erase 2 people?" in Page(answer.content.decode()).text
    assert "Adam Berg, Bea Costa" in Page(answer.content.decode()).text
    assert Contact.objects.count() == 2


def test_erase_takes_the_typed_number(as_owner, owner):
    people = [make_contact(owner, name) for name in ("Adam Berg", "Bea Costa")]
    make_contact(owner, "Cy Dale")

    answer = erase(as_owner, *people)

    assert answer.status_code == 302
    assert [person.name for person in Contact.objects.all()] == ["Cy Dale"]
    assert AuditEvent.objects.filter(act="erased").count() == 1


@pytest.mark.parametrize("count", ["", "1", "3", "two", "2 0"])
def test_erase_refuses_another_number_and_keeps_it(as_owner, owner, count):
    people = [make_contact(owner, name) for name in ("Adam Berg", "Bea Costa")]

    answer = erase(as_owner, *people, count=count)

    assert answer.status_code == 422
    assert f'value="{count}"' in answer.content.decode() or not count
    assert Contact.objects.count() == 2


@pytest.mark.parametrize("query", ["", "?contact=nonsense", "?contact=6f9619ff-8b86-d011-b42d-00cf4fc964ff"])
def test_erase_of_nobody_leads_back(as_owner, query):
    assert as_owner.get(URL + query)["Location"] == "/contacts/"


def test_erase_knows_no_strangers_people(as_owner, owner, stranger):
    theirs = make_contact(stranger)

    assert erase(as_owner, theirs)["Location"] == "/contacts/"
    assert Contact.objects.filter(pk=theirs.pk).exists()


def test_erase_leaves_nothing_of_a_person(as_owner, owner):
    rows = one_of_each(owner)
    contact = rows[Contact]
    people = list(Contact.objects.for_user(owner))
    make_touch(contact)
    row = rows[ImportRow]
    ImportRow.objects.filter(pk=row.pk).update(applied_to=contact, data={"name": contact.name})

    erase(as_owner, *people)

    for model in (Contact, Touch, Message, Participant, ImportRow):
        assert not model.objects.for_user(owner).exists(), model
    assert not Reminder.objects.for_user(owner).filter(contact__isnull=False).exists()


def test_erase_keeps_what_was_learnt_without_name_and_notes(as_owner, owner):
    contact = make_contact(owner)
    talk = held_interview(owner, contact)
    talk.change(notes="Leila said her boss is leaving.")
    make_item(talk, notes="She told me why.")
    debrief = open_debrief(interview=talk)
    add_insight(
        debrief=debrief, category=make_category(), takeaway="Prices are guessed.", contact=contact, now=NOON
    )
    debrief.change(reflection="She was kind.")

    erase(as_owner, contact)

    insight = Insight.objects.select_related("debrief__interview").get()
    talk = insight.debrief.interview
    assert (insight.takeaway, insight.contact) == ("Prices are guessed.", None)
    assert (talk.notes, insight.debrief.reflection, talk.plan_items.get().notes) == ("", "", "")


def test_erase_takes_an_appointment_with_nobody_else_and_leaves_one_with_others(as_owner, owner):
    gone, stays = make_contact(owner, "Adam Berg"), make_contact(owner, "Bea Costa")
    make_interview(owner, gone)
    both = make_interview(owner, stays)
    Participant.objects.create(owner=owner, interview=both, contact=gone, is_main=False)

    erase(as_owner, gone)

    assert list(Interview.objects.all()) == [both]
    assert [one.contact for one in both.participants.all()] == [stays]
