"""Digests on their way out: made once a day, claimed once, sent once, and never lost without a word.

Any number of senders may run side by side. A row is claimed by a compare-and-set, and nothing is
locked while the letter is handed over (docs/adr/0006-digest-claims.md).
"""

import contextlib
import logging
import os
import secrets
import smtplib
import socket
import uuid
from collections import Counter
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from django.conf import settings as site
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.db.models import Exists, F, Max, OuterRef
from django.utils.translation import gettext as _

from infoview.shared import clock
from infoview.shared.days import ONE_DAY
from scheduler.digest_letter import digest_of, letter
from scheduler.digest_when import (
    STALE_AFTER,
    TOO_LATE,
    back_off,
    first_moment,
    latest_due,
    next_due,
    out_of_quiet,
)
from scheduler.enums import DigestRhythm, OutgoingState
from scheduler.models import Heartbeat, Outgoing, ReminderSettings

log = logging.getLogger(__name__)

DIGEST, TRIAL = "digest", "trial"
HEARTBEAT = "digests"
KEPT_DAYS = 100
# A sender that was switched off for longer than this does not list every day it missed.
MISSED_SHOWN = 14
# So many letters in a row without an answer: the server is away, the rest waits for the next round.
AWAY_AFTER = 3
TRIALS_A_DAY = 5

DUE, SENDING, SENT = OutgoingState.DUE, OutgoingState.SENDING, OutgoingState.SENT
FAILED, MISSED, EMPTY = OutgoingState.FAILED, OutgoingState.MISSED, OutgoingState.EMPTY


# When


def hour_of(settings: ReminderSettings) -> time:
    """Return the hour it really comes at: one in the quiet hours waits for their end."""
    quiet = {"quiet_from": settings.quiet_from, "quiet_until": settings.quiet_until}
    return out_of_quiet(settings.digest_time, **quiet)


def _when(settings: ReminderSettings) -> dict[str, Any]:
    weekly = settings.digest == DigestRhythm.WEEKLY
    return {
        "at": hour_of(settings),
        "timezone": settings.owner.timezone,
        "weekday": settings.digest_weekday if weekly else None,
    }


def next_digest_at(settings: ReminderSettings, *, now: datetime) -> datetime | None:
    if settings.digest == DigestRhythm.OFF:
        return None
    return next_due(now=now, **_when(settings))[1]


# The owner's choice


@transaction.atomic
def choose_digest(settings: ReminderSettings, *, now: datetime) -> None:
    """Save changed choices; the first letter under them comes at the next hour, not for one that is past."""
    if settings.digest_token is None:
        settings.digest_token = uuid.uuid4()
    settings.save()
    waiting = Outgoing.objects.for_user(settings.owner).filter(kind=DIGEST, state=DUE)
    waiting.update(state=EMPTY, error="")
    if settings.digest != DigestRhythm.OFF:
        day, due_at = latest_due(now=now, **_when(settings))
        Outgoing.objects.bulk_create([_row(settings.owner, day, due_at, EMPTY)], ignore_conflicts=True)


def switch_off(settings: ReminderSettings) -> None:
    if settings.digest != DigestRhythm.OFF:
        settings.change(digest=DigestRhythm.OFF)


# Rows


def _row(owner: Any, day: date, due_at: datetime, state: OutgoingState = DUE, kind: str = DIGEST) -> Outgoing:
    row = Outgoing(owner=owner, kind=kind, local_date=day, due_at=due_at, state=state, next_try_at=due_at)
    # The same for every try, so that a mail program can tell a repeated letter from a new one.
    row.message_id = f"<{kind}.{row.public_id}@{urlsplit(site.SITE_URL).hostname or 'localhost'}>"
    return row


def make_due(*, now: datetime) -> int:
    """Make a row for each digest whose time has come; the unique key lets only one sender succeed.

    returns  for how many owners it could not be worked out
    """
    failed = 0
    latest = dict(
        Outgoing.objects.filter(kind=DIGEST).order_by().values_list("owner_id").annotate(Max("local_date"))
    )
    chosen = ReminderSettings.objects.exclude(digest=DigestRhythm.OFF).filter(owner__is_active=True)
    rows: list[Outgoing] = []
    for settings in chosen.select_related("owner").order_by("pk").iterator(500):
        try:
            rows += _rows_due(settings, latest.get(settings.owner_id), now=now)
        except Exception as error:  # one owner's trouble must not keep the others waiting
            log.warning("No digest for owner %s: %s", settings.owner.public_id, type(error).__name__)
            failed += 1
    Outgoing.objects.bulk_create(rows, ignore_conflicts=True)
    return failed


def _rows_due(settings: ReminderSettings, before: date | None, *, now: datetime) -> list[Outgoing]:
    """Return the letter that is due, and those that were missed before it; none when it was made already."""
    day, due_at = latest_due(now=now, **_when(settings))
    if before is not None and before >= day:
        return []
    rows = _missed_between(settings, before, day)
    is_missed = now - due_at > TOO_LATE
    if is_missed and before is None:
        return rows
    _forget_old(settings.owner, day)
    return [*rows, _row(settings.owner, day, due_at, MISSED if is_missed else DUE)]


def _missed_between(settings: ReminderSettings, before: date | None, day: date) -> list[Outgoing]:
    """Return a row for each digest that never went out because no sender was running."""
    if before is None:
        return []
    when = _when(settings)
    days = [day - n * ONE_DAY for n in range(1, (day - before).days)]
    if when["weekday"] is not None:
        days = [one for one in days if one.weekday() == when["weekday"]]
    return [
        _row(settings.owner, one, first_moment(one, when["at"], when["timezone"]), MISSED)
        for one in days[:MISSED_SHOWN]
    ]


def _forget_old(owner: Any, day: date) -> None:
    Outgoing.objects.for_user(owner).filter(local_date__lt=day - KEPT_DAYS * ONE_DAY).delete()


def take_back_stale(*, now: datetime) -> None:
    """Take back what a stopped sender had claimed, once, with the same Message-ID; then say it failed."""
    stale = Outgoing.objects.filter(kind=DIGEST, state=SENDING, claimed_at__lt=now - STALE_AFTER)
    stale.filter(reclaimed=True).update(
        state=FAILED, error=_("The sender stopped in the middle of it twice. It may have reached you.")
    )
    stale.filter(reclaimed=False).update(state=DUE, reclaimed=True, next_try_at=now)


def pass_over(*, now: datetime) -> None:
    """Let go of digests that tell of another day by now: one current letter, not the missed ones."""
    due = Outgoing.objects.filter(kind=DIGEST, state=DUE)
    newer = Outgoing.objects.filter(
        owner=OuterRef("owner"), kind=DIGEST, local_date__gt=OuterRef("local_date")
    )
    for passed in (due.filter(due_at__lt=now - TOO_LATE), due.filter(Exists(newer))):
        # The keys first: one database does not update a table that the condition reads, too.
        Outgoing.objects.filter(pk__in=list(passed.values_list("pk", flat=True)), state=DUE).update(
            state=MISSED
        )


# Sending


def sender_name() -> str:
    """Return a name that no other sender has, nor this one after a restart."""
    return f"{socket.gethostname()[:40]}:{os.getpid()}:{secrets.token_hex(6)}"


def send_round(
    *,
    sender: str,
    now_from: Callable[[], datetime] = clock.now,
    is_stopping: Callable[[], bool] = lambda: False,
) -> Counter[str]:
    """Send everything that is due, and return how many ended in which state; "retry" is tried again later."""
    now = now_from()
    take_back_stale(now=now)
    failed = make_due(now=now)
    counted: Counter[str] = Counter({FAILED.value: failed} if failed else {})
    pass_over(now=now)
    rows = Outgoing.objects.filter(kind=DIGEST, state=DUE, next_try_at__lte=now)
    away = 0
    for pk in list(rows.order_by("next_try_at", "pk").values_list("pk", flat=True)):
        if is_stopping() or away >= AWAY_AFTER:
            break
        ended = _deliver(pk, sender=sender, now=now_from())
        if ended is None:
            continue
        counted[ended.name] += 1
        away = away + 1 if ended.is_away else 0
    said = ", ".join(f"{n} {name}" for name, n in sorted(counted.items())) or "nothing was due"
    Heartbeat.objects.update_or_create(job=HEARTBEAT, defaults={"at": now_from(), "detail": said})
    return counted


class Ended(NamedTuple):
    """How one try ended: sent, empty, failed or retry; `is_away` when no server answered at all."""

    name: str
    is_away: bool = False


def claim(pk: int, *, sender: str, now: datetime) -> Outgoing | None:
    """Take one row for this sender; None when another one was faster."""
    claimed = Outgoing.objects.filter(pk=pk, state=DUE, next_try_at__lte=now).update(
        state=SENDING, claimed_by=sender, claimed_at=now, attempts=F("attempts") + 1
    )
    return Outgoing.objects.select_related("owner").get(pk=pk) if claimed == 1 else None


def _deliver(pk: int, *, sender: str, now: datetime) -> Ended | None:
    row = claim(pk, sender=sender, now=now)
    if row is None:
        return None
    try:
        settings = _with_token(row.owner)
        if settings.digest == DigestRhythm.OFF or not row.owner.is_active:
            return _finish(row, EMPTY)
        digest = digest_of(row.owner, settings, now=now)
        if digest.is_empty:
            return _finish(row, EMPTY)
        hand_over(letter(row.owner, settings, digest, now=now, message_id=row.message_id))
    except Exception as error:  # one owner's trouble must not keep the others waiting
        return _put_off(row, trouble_of(error), now=now)
    return _finish(row, SENT, sent_at=now, error="")


def _finish(row: Outgoing, state: OutgoingState, **values: Any) -> Ended:
    """End a try; nothing is written when the claim was taken over meanwhile."""
    mine = Outgoing.objects.filter(pk=row.pk, state=SENDING, claimed_by=row.claimed_by)
    mine.update(state=state, **values)
    return Ended(str(state.value))


def _put_off(row: Outgoing, trouble: "Trouble", *, now: datetime) -> Ended:
    again = now + back_off(row.attempts)
    log.warning("Digest %s, try %d: %s", row.public_id, row.attempts, trouble.text)
    if trouble.is_final or again - row.due_at > TOO_LATE:
        return _finish(row, FAILED, error=trouble.text)
    _finish(row, DUE, next_try_at=again, error=trouble.text)
    return Ended("retry", trouble.is_away)


def _with_token(owner: Any) -> ReminderSettings:
    """Return the owner's choices with a token to unsubscribe by."""
    settings, _made = ReminderSettings.objects.get_or_create(owner=owner)
    if settings.digest_token is None:
        ReminderSettings.objects.filter(pk=settings.pk, digest_token=None).update(digest_token=uuid.uuid4())
        settings.refresh_from_db(fields=["digest_token"])
        owner.refresh_from_db(fields=["facts_version"])
    settings.owner = owner
    return settings


def hand_over(message: EmailMessage) -> None:
    """Give one letter to the mail server, over a connection of its own: no letter spoils another's."""
    connection = get_connection()
    connection.open()
    try:
        if not connection.send_messages([message]):
            raise smtplib.SMTPException("Nothing was sent.")
    finally:
        # What was accepted stays accepted, however the parting goes.
        with contextlib.suppress(smtplib.SMTPException, OSError):
            connection.close()


# Trouble


class Trouble(NamedTuple):
    """What went wrong, in a sentence for the owner.

    is_final  trying again would not help
    is_away   no mail server answered, so it is nobody's letter in particular
    """

    text: str
    is_final: bool = False
    is_away: bool = False


def trouble_of(error: Exception) -> Trouble:
    if isinstance(error, smtplib.SMTPRecipientsRefused) and error.recipients:
        code, said = next(iter(error.recipients.values()))
        return _answered(code, said)
    if isinstance(error, smtplib.SMTPAuthenticationError):
        # The operator can repair it: the letters wait, although the code says never.
        return Trouble(_("The mail server does not accept this server's password."), is_away=True)
    if isinstance(error, smtplib.SMTPResponseException):
        return _answered(error.smtp_code, error.smtp_error)
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return Trouble(_("The mail server cannot do what this server asks of it."), is_away=True)
    if isinstance(error, TimeoutError) or "timed out" in str(error):
        return Trouble(_("The mail server did not answer in time."), is_away=True)
    if isinstance(error, ConnectionRefusedError | socket.gaierror):
        return Trouble(_("The mail server cannot be reached."), is_away=True)
    if isinstance(error, smtplib.SMTPException | OSError):
        return Trouble(_("The connection to the mail server broke."), is_away=True)
    log.error("A digest could not be made", exc_info=error)
    return Trouble(_("The letter could not be made. The server's log says why."))


def _answered(code: int, said: bytes | str) -> Trouble:
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
    text = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    is_final = 500 <= code <= 599
    pattern = _("The mail server refused it (%(code)s %(said)s).") if is_final else _(
        "The mail server put it off (%(code)s %(said)s)."
    )  # fmt: skip
    return Trouble((pattern % {"code": code, "said": text[:120]})[:200], is_final=is_final)


# A letter to try


class TrialRefused(Exception):
    """Raised with one sentence."""


def send_trial(owner: Any, *, now: datetime) -> None:
    """Send this owner a letter right now, whatever is due. Raises TrialRefused with a sentence.

    Its row counts the trials of a day, and two clicks at once send one letter.
    """
    settings = _with_token(owner)
    day = clock.local_date(now, owner.timezone)
    Outgoing.objects.bulk_create([_row(owner, day, now, DUE, TRIAL)], ignore_conflicts=True)
    rows = Outgoing.objects.for_user(owner).filter(kind=TRIAL, local_date=day)
    sender = sender_name()
    free = rows.filter(attempts__lt=TRIALS_A_DAY).exclude(state=SENDING, claimed_at__gt=now - STALE_AFTER)
    if not free.update(state=SENDING, claimed_by=sender, claimed_at=now, attempts=F("attempts") + 1):
        if rows.filter(attempts__gte=TRIALS_A_DAY).exists():
            raise TrialRefused(_("Five letters to try are enough for a day."))
        raise TrialRefused(_("One is on its way already."))
    row = rows.get()
    try:
        message_id = row.message_id.replace("@", f".{row.attempts}@")
        digest = digest_of(owner, settings, now=now)
        hand_over(letter(owner, settings, digest, now=now, message_id=message_id))
    except Exception as error:
        trouble = trouble_of(error)
        _finish(row, FAILED, error=trouble.text)
        raise TrialRefused(trouble.text) from error
    _finish(row, SENT, sent_at=now, error="")


# What the owner and the operator see


class Status(NamedTuple):
    """How the digest of one owner does.

    next_at     when the next one falls due; None while it is off
    moved_to    the hour it comes at, when the hour that was chosen lies in the quiet hours
    last_sent   the latest that went out
    trouble     the latest that failed or waits after a failure, when nothing was sent since
    missed      days whose digest never went out
    is_idle     no sender has run for a while, although one is wanted
    to_files    letters are written to files, since there is no mail server
    """

    next_at: datetime | None
    moved_to: time | None
    last_sent: Outgoing | None
    trouble: Outgoing | None
    missed: list[date]
    is_idle: bool
    to_files: bool


# A cron job may come by once an hour.
IDLE_AFTER = timedelta(hours=2)


def status_of(settings: ReminderSettings, *, now: datetime) -> Status:
    rows = list(
        Outgoing.objects.for_user(settings.owner)
        .filter(kind=DIGEST, due_at__gte=now - MISSED_SHOWN * ONE_DAY)
        .order_by("-local_date", "-pk")[: 2 * MISSED_SHOWN]
    )
    last_sent = next((row for row in rows if row.state == SENT), None)
    wrong = [row for row in rows if row.error and row.state in {FAILED, DUE, MISSED}]
    trouble = wrong[0] if wrong and (not last_sent or wrong[0].local_date > last_sent.local_date) else None
    hour = hour_of(settings)
    return Status(
        next_at=next_digest_at(settings, now=now),
        moved_to=hour if hour != settings.digest_time else None,
        last_sent=last_sent,
        trouble=trouble,
        missed=sorted(row.local_date for row in rows if row.state == MISSED and not row.error),
        is_idle=settings.digest != DigestRhythm.OFF and _is_idle(now),
        to_files=site.EMAIL_BACKEND.endswith("OutboxBackend"),
    )


def _is_idle(now: datetime) -> bool:
    beat = Heartbeat.objects.filter(job=HEARTBEAT).first()
    return beat is None or now - beat.at > IDLE_AFTER


def operators_report(*, now: datetime) -> dict[str, Any]:
    """Say how sending does: what waits, what failed in the last day, and whether any sender runs."""
    recent = Outgoing.objects.filter(kind=DIGEST, due_at__gte=now - timedelta(days=2))
    states = Counter(recent.values_list("state", flat=True))
    beat = Heartbeat.objects.filter(job=HEARTBEAT).first()
    wanted = ReminderSettings.objects.exclude(digest=DigestRhythm.OFF).count()
    return {
        "wanted_by_owners": wanted,
        "waiting": states[DUE] + states[SENDING],
        "failed_in_two_days": states[FAILED],
        "missed_in_two_days": states[MISSED],
        "last_round_minutes_ago": None if beat is None else round((now - beat.at).total_seconds() / 60, 1),
        "last_round": "" if beat is None else beat.detail,
        "no_sender_runs": bool(wanted) and (beat is None or now - beat.at > IDLE_AFTER),
    }
