"""Rows of the conversation: one plain function per model, with no surprises."""

from datetime import UTC, datetime

from interviews import services
from interviews.models import Interview, OwnQuestion, PlanItem, Question, QuestionBank
from tests.factories.outreach import make_person

NOON = datetime(2026, 11, 17, 12, 0, tzinfo=UTC)  # a Tuesday


def make_interview(owner, contact=None, starts_at=NOON, minutes=20, **options):
    """An appointment, booked as a person would."""
    contact = contact or make_person(owner)
    return services.book_interview(
        owner=owner,
        contacts=[contact],
        starts_at=starts_at,
        minutes=minutes,
        tz_name="Europe/Berlin",
        **options,
    )


def held_interview(owner, contact=None, starts_at=NOON, minutes=20, **options):
    contact = contact or make_person(owner)
    return services.log_past_talk(
        owner=owner, contact=contact, starts_at=starts_at, minutes=minutes, tz_name="Europe/Berlin", **options
    )


def make_item(interview: Interview, text="How is the work judged?", **fields):
    return PlanItem.objects.create(owner=interview.owner, interview=interview, text=text, **fields)


def make_question(text="How does the week split?", **fields):
    bank = QuestionBank.objects.get_or_create(key="test", defaults={"name": "Test", "status": "published"})[0]
    key = fields.pop("key", f"q{Question.objects.filter(bank=bank).count() + 1}")
    return Question.objects.create(bank=bank, key=key, text=text, **fields)


def make_own_question(owner, text="What would you never do again?", **fields):
    return OwnQuestion.objects.create(owner=owner, text=text, **fields)
