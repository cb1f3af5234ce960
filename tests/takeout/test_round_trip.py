"""An account goes out and comes in again as it was."""

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone

from contacts.models import Contact, Tag
from debriefs.services import merge_themes
from infoview.accounts.models import AuditAct, AuditEvent
from infoview.demo.load import load_demo
from infoview.search.models import SearchEntry
from infoview.takeout.what import taken_models
from scheduler.models import OwnReminder, Reminder
from scheduler.planning import bring_up_to_date, drift
from scheduler.services import dismiss, mark_done, snooze
from tests.factories.everything import DAY, one_of_each
from tests.takeout.conftest import NOW, exported, imported, picture

pytestmark = pytest.mark.django_db


def fresh(owner):
    return get_user_model().objects.get(pk=owner.pk)


def moved(owner, stranger):
    """Export the first account, delete it, and take it into the second."""
    file = exported(owner)
    before = picture(fresh(owner))
    owner.delete()
    imported(stranger, file)
    return before, picture(fresh(stranger))


@pytest.fixture
def demo(owner, library):
    load_demo(owner=owner, now=NOW)
    return owner


def test_the_demo_account_comes_back_without_a_difference(demo, stranger):
    before, after = moved(demo, stranger)

    assert after == before
    assert drift(owner_id=stranger.pk, now=NOW).count == 0


def test_one_row_of_every_model_comes_back_without_a_difference(owner, stranger):
    one_of_each(owner)

    before, after = moved(owner, stranger)

    assert after == before
    assert all(before[model.__name__] for model in taken_models())


def test_beside_the_first_account_all_ids_are_others_and_agree(demo, stranger):
    imported(stranger, exported(demo))

    assert picture(fresh(stranger)) == picture(fresh(demo), seen_as=stranger)


def test_the_same_file_twice_changes_nothing(demo, stranger):
    file = exported(demo)
    imported(stranger, file)
    before = picture(fresh(stranger))

    taken = imported(stranger, file)

    assert taken.total == 0
    assert picture(fresh(stranger)) == before


def test_into_its_own_account_only_what_was_lost_comes_back(demo):
    file = exported(demo)
    contact = (
        Contact.objects.for_user(demo).filter(points__isnull=False, introduced=None).order_by("pk").first()
    )
    before = picture(fresh(demo))
    contact.delete()

    imported(demo, file)

    assert picture(fresh(demo))["Contact"] == before["Contact"]
    assert picture(fresh(demo))["ContactPoint"] == before["ContactPoint"]


def test_what_was_made_again_under_the_same_name_is_known(owner):
    Contact.objects.create(owner=owner, name="Ada")
    tag = Tag.objects.create(owner=owner, name="education")
    file = exported(owner)
    tag.delete()
    Tag.objects.create(owner=owner, name="Education")

    imported(owner, file)

    assert Tag.objects.for_user(owner).count() == 1


def test_an_account_with_other_entries_is_left_alone(owner, stranger):
    from infoview.takeout.archive import Refused  # noqa: PLC0415

    one_of_each(owner)
    Contact.objects.create(owner=stranger, name="Samuel Okoro")
    file = exported(owner)
    before = picture(stranger)

    with pytest.raises(Refused, match="entries of its own"):
        imported(stranger, file)

    assert picture(stranger) == before


def test_nobody_else_gets_a_row(demo, stranger):
    file = exported(demo)
    before = picture(fresh(demo))

    imported(stranger, file)

    assert picture(fresh(demo)) == before


def test_acts_on_reminders_survive(demo, stranger):
    OwnReminder.objects.create(owner=demo, text="Read the report", starts_on=DAY)
    bring_up_to_date(owner=fresh(demo), now=NOW)
    done, gone, later = Reminder.objects.for_user(demo).open().order_by("pk")[:3]
    mark_done(reminder=done, now=NOW, timezone=demo.timezone)
    dismiss(reminder=gone, now=NOW, reason="Not now")
    snooze(reminder=later, choice=timezone.localdate(NOW).replace(day=20), now=NOW, timezone=demo.timezone)

    before, after = moved(demo, stranger)

    assert after["Reminder"] == before["Reminder"]
    assert Reminder.objects.for_user(stranger).get(public_id=gone.public_id).status == "dismissed"
    assert Reminder.objects.for_user(stranger).get(public_id=later.public_id).snoozed_until is not None


def test_a_merge_of_themes_can_still_be_undone(owner, stranger):
    from debriefs.models import Insight, Theme, ThemeEvent  # noqa: PLC0415
    from debriefs.services import undo_merge  # noqa: PLC0415

    rows = one_of_each(owner)
    kept = Theme.objects.create(owner=owner, name="Renewals count", name_key="renewals count")
    merge_themes(kept=kept, merged=rows[Theme], now=NOW)
    imported(stranger, exported(owner))

    event = ThemeEvent.objects.for_user(stranger).get(act="merged")

    assert undo_merge(event=event, now=NOW)
    assert Insight.objects.for_user(stranger).get().theme == event.theme


def test_people_who_introduced_each_other_come_back(owner, stranger):
    ada = Contact.objects.create(owner=owner, name="Ada")
    bea = Contact.objects.create(owner=owner, name="Bea", introduced_by=ada)
    ada.change(introduced_by=bea)

    before, after = moved(owner, stranger)

    assert after == before


def test_an_import_counts_is_noted_and_is_found(demo, stranger):
    imported(stranger, exported(demo))

    assert fresh(stranger).facts_version > 0
    assert AuditEvent.objects.for_user(stranger).get().act == AuditAct.IMPORTED
    found = SearchEntry.objects.for_user(stranger).count()
    assert found == SearchEntry.objects.for_user(demo).count() > 0
