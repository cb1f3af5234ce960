"""Writing a draft: saved by compare-and-set, with earlier versions kept."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from infoview.shared.querysets import raise_facts_version
from outreach.models import IllegalMove, Message, MessageStatus, MessageVersion

VERSIONS_KEPT = 20
BETWEEN_VERSIONS = timedelta(minutes=10)


class LetterChanged(Exception):
    """Somebody (the owner, in another tab) saved a newer text; `stored` is the row that has it."""

    def __init__(self, stored: Message) -> None:
        super().__init__(_("This was also changed somewhere else."))
        self.stored = stored


@transaction.atomic
def save_letter(
    *, message: Message, revision: int | None, now: datetime, keep_before: bool = False, **text: str
) -> Message:
    """Save subject, body or channel of a draft, if nobody saved since the writer's revision.

    revision     the one the writer saw; None writes over whatever is there
    keep_before  keep the text before as a version, however young the latest one is
    returns      the row as stored
    raises       LetterChanged; IllegalMove when the message went out meanwhile
    """
    raise_facts_version([message.owner_id], using=None)
    stored = Message.objects.for_user(message.owner_id).get(pk=message.pk)
    if stored.status != MessageStatus.DRAFT:
        raise IllegalMove(_("This was marked as sent. What was sent stays as it was."))
    if all(getattr(stored, name) == value for name, value in text.items()):
        return stored
    if revision is not None and revision != stored.revision:
        raise LetterChanged(stored)
    if text.get("body", stored.body) != stored.body:
        _keep_version(stored, now, always=keep_before)
    return stored.change(**text, revision=stored.revision + 1)


def _keep_version(message: Message, now: datetime, *, always: bool) -> None:
    """Keep how the draft reads now, before it is changed a lot: at most every ten minutes of writing."""
    if not message.body.strip():
        return
    rows = message.versions.order_by("-revision").values_list("pk", "revision", "saved_at")
    kept = list(rows[:VERSIONS_KEPT])
    if kept and (kept[0][1] == message.revision or (not always and now - kept[0][2] < BETWEEN_VERSIONS)):
        return
    MessageVersion.objects.create(
        owner_id=message.owner_id,
        message=message,
        revision=message.revision,
        subject=message.subject,
        body=message.body,
        saved_at=now,
    )
    if len(kept) >= VERSIONS_KEPT:
        message.versions.filter(pk=kept[-1][0]).delete()


@transaction.atomic
def keep_finding(*, message: Message, code: str, reason: str) -> None:
    """Leave a finding as it is, with the writer's reason; a second time, look at it again."""
    raise_facts_version([message.owner_id], using=None)
    message.refresh_from_db(fields=["kept_findings"])
    kept: list[dict[str, Any]] = [one for one in message.kept_findings if one.get("code") != code]
    if len(kept) == len(message.kept_findings):
        kept.append({"code": code, "reason": reason})
    message.change(kept_findings=kept[-30:])


@transaction.atomic
def discard(*, message: Message) -> None:
    """Throw a draft away; what went out stays."""
    raise_facts_version([message.owner_id], using=None)
    Message.objects.for_user(message.owner_id).drafts().filter(pk=message.pk).delete()
