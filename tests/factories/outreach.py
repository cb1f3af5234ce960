"""Rows of asking: one plain function per model, with no surprises."""

from datetime import UTC, date, datetime, timedelta

from contacts.models import Contact
from infoview.shared import clock
from outreach import services
from outreach.models import (
    FollowUpPolicy,
    Gap,
    Goal,
    Message,
    MessageTemplate,
    OutreachRequest,
    OwnTemplate,
    TemplateStatus,
)

NOON = datetime(2026, 11, 2, 12, 0, tzinfo=UTC)  # a Monday


def make_person(owner, name="Leila Moradi", **fields):
    return Contact.objects.create(owner=owner, name=name, **fields)


def make_goal(owner, title="Understand research operations", **fields):
    return Goal.objects.create(owner=owner, title=title, **{"started_on": date(2026, 10, 1), **fields})


def make_gap(goal, text="How is the work judged?", **fields):
    return Gap.objects.create(owner=goal.owner, goal=goal, text=text, **fields)


def make_request(owner, contact=None, **fields):
    contact = contact or make_person(owner)
    return OutreachRequest.objects.create(owner=owner, contact=contact, **fields)


def make_message(request, kind="request", body="Hello Leila", **fields):
    return Message.objects.create(
        owner=request.owner, contact=request.contact, request=request, kind=kind, body=body, **fields
    )


def sent_request(owner, contact=None, at=NOON, *, attempts=1, days_between=8, **fields):
    """A request whose first note (and further ones, days apart) went out."""
    request = make_request(owner, contact, **fields)
    for number, kind in enumerate(["request", "nudge", "last_attempt", "last_attempt"][:attempts]):
        sent_at = at + timedelta(days=days_between * number)
        services.send_message(
            message=make_message(request, kind, body=f"Note {number + 1}"),
            at=sent_at,
            timezone=owner.timezone,
        )
        request.refresh_from_db()
    return request


def make_template(**fields):
    fields = {
        "name": "Saw their work",
        "status": TemplateStatus.PUBLISHED,
        "subject": "A question about {topic}",
        "body": "Hi {first_name},\n\nyour {detail} made me think.\n\nThanks,\n{my_name}",
        **fields,
    }
    return MessageTemplate.objects.create(**{"key": fields["name"].lower().replace(" ", "-"), **fields})


def make_own_template(owner, **fields):
    return OwnTemplate.objects.create(owner=owner, **{"name": "Mine", "body": "Hi {first_name}", **fields})


def make_policy(**fields):
    return FollowUpPolicy.objects.create(**{"key": "club", "name": "Club", "attempts_max": 3, **fields})


def today_of(owner):
    return clock.local_date(clock.now(), owner.timezone)
