"""A year of one owner's life: 60 conversations, day by day, against a table counted by hand.

The rules below are written once more, as plainly as they stand in the documentation, and share no
line with the product. Each day and each act is played through the services at a frozen moment;
after each, what is open, what the calendar shows and what the digest says must be what the table says.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from dateutil.relativedelta import relativedelta
from django.core import mail
from django.db import connection

from contacts.models import Contact, Favour, Promise
from debriefs.models import InsightCategory
from debriefs.services import add_insight, mark_nothing_to_record, open_debrief
from interviews.services import book_interview, cancel_interview, finish_interview, move_interview
from outreach.services import draft_message, log_message, record_reply, send_message, start_request
from scheduler.digest import send_round, sender_name
from scheduler.feeds import current_feed
from scheduler.models import Outgoing, Reminder, ReminderSettings, Subscription
from scheduler.planning import bring_up_to_date, drift
from scheduler.services import mark_done
from scheduler.subscriptions import subscribe

# With 29 February, and both nights on which the clocks change in both zones.
FIRST_DAY = date(2027, 9, 1)
DAYS = 366
TALKS = 60
TALK_HOURS = [time(16), time(10, 30), time(18, 45), time(9, 15), time(23, 30)]
MINUTES = timedelta(minutes=20)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


# What happened to one person: the facts that the table is counted from


@dataclass
class Person:
    name: str
    contact: Contact
    request: object = None
    talk: object = None
    asked: datetime | None = None  # the latest attempt at them that waits for an answer
    attempts: int = 0
    closed: bool = False
    said_yes: datetime | None = None
    called_off: datetime | None = None
    later: date | None = None
    booked: datetime | None = None
    start: datetime | None = None
    ended: datetime | None = None
    prepared: bool = False
    debriefed: bool = False
    thanked: bool = False
    gave_back: bool = False
    promise: date | None = None
    touched: datetime | None = None
    wrote_to: datetime | None = None
    introducer: "Person | None" = None


# The rules, by hand


def table(people: list[Person], now: datetime, zone: ZoneInfo) -> dict[tuple[str, str], date | datetime]:
    """Return kind and name of everything that is open, with its day, or its moment."""
    rows: dict[tuple[str, str], date | datetime] = {}

    def day(moment: datetime) -> date:
        return moment.astimezone(zone).date()

    for one in people:
        if one.asked and not one.closed:
            if one.attempts == 1:
                rows["nudge", one.name] = day(one.asked) + timedelta(days=7)
            else:
                rows["close", one.name] = day(one.asked) + timedelta(days=14)
        if one.said_yes and not one.start and not one.ended:
            rows["find_time", one.name] = day(max(one.said_yes, one.called_off or one.said_yes)) + timedelta(
                days=2
            )
        if one.later:
            rows["deferred", one.name] = one.later
        if one.start and not one.ended and now < one.start:
            if not one.prepared:
                rows["prepare", one.name] = min(max(one.start - 24 * HOUR, one.booked), one.start)
            rows["leave", one.name] = one.start - timedelta(minutes=10)
        if one.promise:
            rows["promise", one.name] = one.promise
        if one.ended:
            if not one.debriefed:
                rows["debrief", one.name] = one.ended
            if not one.thanked:
                rows["thank_you", one.name] = one.ended + 24 * HOUR
            if not one.gave_back:
                rows["give_back", one.name] = day(one.ended) + timedelta(days=30)
            rows["update", one.name] = day(one.touched) + relativedelta(months=6)
            introducer = one.introducer
            if introducer and not (introducer.wrote_to and introducer.wrote_to >= one.ended):
                rows["progress_note", introducer.name] = day(one.ended) + timedelta(days=14)
    return rows


TITLES = {
    "nudge": "Nudge {}",
    "close": "Let {} go kindly",
    "find_time": "Find a time with {}",
    "deferred": "Write to {} again",
    "prepare": "Prepare for {}",
    "debrief": "Debrief: {}",
    "thank_you": "Thank {}",
    "promise": "Promised to {}: the list",
    "update": "Tell {} how it went",
    "give_back": "Give something back to {}",
    "progress_note": "Tell {} what came of the introduction",
}


# The acts


class Life:
    """One owner, what happens, and what must be seen of it."""

    def __init__(self, owner, timezone: str) -> None:
        self.owner, self.timezone, self.zone = owner, timezone, ZoneInfo(timezone)
        owner.timezone = timezone
        owner.save()
        self.people: list[Person] = []
        self.category = InsightCategory.objects.create(key="culture", name="Culture")
        self.subscription, _token = subscribe(owner=owner, name="Phone")
        self.sequences: dict[str, tuple[int, str]] = {}
        ReminderSettings.objects.create(owner=owner, digest="daily", digest_time=time(8))
        self.checked = self.letters = 0

    def at(self, day: int, hour: time) -> datetime:
        return datetime.combine(FIRST_DAY + timedelta(days=day), hour, self.zone).astimezone(UTC)

    # What the owner does, each with what it changes in the table

    def ask(self, one: Person, now: datetime) -> None:
        one.request = start_request(
            owner=self.owner, contact=one.contact, today=now.astimezone(self.zone).date()
        )
        self._send(one, "request", now)
        one.attempts = 1

    def nudge(self, one: Person, now: datetime) -> None:
        self._send(one, "nudge", now)
        one.attempts = 2

    def tick_nudge(self, one: Person, now: datetime) -> None:
        mark_done(reminder=self.reminder("nudge", one), now=now, timezone=self.timezone)
        one.request.refresh_from_db()
        one.asked = one.touched = one.wrote_to = now
        one.attempts = 2

    def ask_again(self, one: Person, now: datetime) -> None:
        self._send(one, "request", now)
        one.attempts, one.later = 1, None

    def _send(self, one: Person, kind: str, now: datetime) -> None:
        draft = draft_message(
            owner=self.owner, contact=one.contact, kind=kind, request=one.request, body="Hello",
            today=now.astimezone(self.zone).date(),
        )  # fmt: skip
        send_message(message=draft, at=now, timezone=self.timezone)
        one.request.refresh_from_db()
        one.asked = one.touched = one.wrote_to = now

    def _reply(self, one: Person, outcome: str, now: datetime, until: date | None = None) -> None:
        record_reply(
            request=one.request, outcome=outcome, at=now, timezone=self.timezone, deferred_until=until
        )
        one.asked, one.touched = None, now

    def say_yes(self, one: Person, now: datetime) -> None:
        self._reply(one, "accepted", now)
        one.said_yes = now

    def say_no(self, one: Person, now: datetime) -> None:
        self._reply(one, "declined", now)

    def say_later(self, one: Person, now: datetime) -> None:
        one.later = now.astimezone(self.zone).date() + timedelta(days=30)
        self._reply(one, "deferred", now, one.later)

    def let_go(self, one: Person, now: datetime) -> None:
        mark_done(reminder=self.reminder("close", one), now=now, timezone=self.timezone)
        one.closed = True

    def book(self, one: Person, now: datetime, start: datetime) -> None:
        one.request.refresh_from_db()
        one.talk = book_interview(
            owner=self.owner, contacts=[one.contact], starts_at=start, minutes=20, tz_name=self.timezone,
            request=one.request,
        )  # fmt: skip
        one.booked, one.start = now, start

    def move(self, one: Person, now: datetime, start: datetime) -> None:
        move_interview(interview=one.talk, starts_at=start, minutes=20, tz_name=self.timezone)
        one.start = start

    def call_off(self, one: Person, now: datetime) -> None:
        cancel_interview(interview=one.talk)
        one.start, one.talk, one.called_off = None, None, now

    def prepare(self, one: Person, now: datetime) -> None:
        one.talk.refresh_from_db()
        one.talk.change(prepared_at=now)
        one.prepared = True

    def hold(self, one: Person, now: datetime) -> None:
        one.talk.refresh_from_db()
        finish_interview(interview=one.talk, started_at=one.start, ended_at=now, timezone=self.timezone)
        one.ended = one.touched = one.wrote_to = now

    def debrief(self, one: Person, now: datetime) -> None:
        one.talk.refresh_from_db()
        debrief = open_debrief(interview=one.talk)
        add_insight(debrief=debrief, category=self.category, takeaway="Calm pace", now=now)
        one.debriefed = True

    def nothing_to_record(self, one: Person, now: datetime) -> None:
        one.talk.refresh_from_db()
        mark_nothing_to_record(debrief=open_debrief(interview=one.talk), now=now)
        one.debriefed = True

    def write(self, one: Person, now: datetime, kind: str) -> None:
        log_message(owner=self.owner, contact=one.contact, kind=kind, at=now, timezone=self.timezone)
        one.touched = one.wrote_to = now
        one.thanked = one.thanked or kind == "thank_you"

    def tick_thanks(self, one: Person, now: datetime) -> None:
        mark_done(reminder=self.reminder("thank_you", one), now=now, timezone=self.timezone)
        one.touched = one.wrote_to = now
        one.thanked = True

    def promise(self, one: Person, now: datetime) -> None:
        on = now.astimezone(self.zone).date()
        one.promise = on + timedelta(days=5)
        Promise.objects.create(
            owner=self.owner,
            contact=one.contact,
            side="mine",
            text="the list",
            promised_on=on,
            due_on=one.promise,
        )

    def keep(self, one: Person, now: datetime) -> None:
        Promise.objects.get(contact=one.contact).change(kept_at=now)
        one.promise = None

    def give(self, one: Person, now: datetime) -> None:
        on = now.astimezone(self.zone).date()
        Favour.objects.create(
            owner=self.owner, contact=one.contact, direction="given", text="An article", happened_on=on
        )
        one.gave_back = True

    def reminder(self, kind: str, one: Person) -> Reminder:
        return Reminder.objects.for_user(self.owner).open().get(kind=kind, contact=one.contact)

    def play(self, acts: list, *, morning: datetime, clock, look: str) -> None:
        """Play one day: its acts and its digest.

        look  "each": before the first act and after every one; "day": before the first and after the last
        """
        done = 0
        for moment, act in sorted([*acts, (morning, None)], key=lambda one: one[0]):
            clock.move_to(moment)
            if act is None:
                self.check_digest(moment)
                continue
            if done == 0:
                self.check(moment)
            act(moment)
            done += 1
            if look == "each" or done == len(acts):
                self.check(moment)

    # What must be seen

    def check(self, now: datetime) -> None:
        """Compare what is open and what the calendar shows with the table."""
        self.owner.refresh_from_db(fields=["facts_version"])
        bring_up_to_date(owner=self.owner, now=now)
        assert drift(owner_id=self.owner.pk, now=now).count == 0
        wanted = table(self.people, now, self.zone)
        rows = Reminder.objects.for_user(self.owner).open().select_related("contact")
        found = {(row.kind, row.contact.name): row.due_on if row.all_day else row.due_at for row in rows}
        assert found == wanted, now
        assert len(rows) == len(found)
        self.check_feed(now, wanted)
        self.checked += 1

    def check_feed(self, now: datetime, wanted: dict) -> None:
        subscription = Subscription.objects.select_related("owner").get(pk=self.subscription.pk)
        body, _etag = current_feed(subscription, now=now)
        events = re.findall(
            r"BEGIN:VEVENT(.*?)END:VEVENT", body.decode().replace("\r\n ", "").replace("\\,", ","), re.S
        )
        shown = []
        for event in events:
            fields = dict(re.findall(r"^(SUMMARY|DTSTART|UID|SEQUENCE)[^:\r]*:(.*)\r$", event, re.M))
            shown.append((fields["SUMMARY"], fields["DTSTART"]))
            self.check_sequence(fields)
        today = now.astimezone(self.zone).date()
        window = (today - timedelta(days=90), today + timedelta(days=400))
        expected = [
            (TITLES[kind].format(name), begins(kind, due))
            for (kind, name), due in wanted.items()
            if kind != "leave" and window[0] <= self.shows_on(kind, name, due) <= window[1]
        ]
        expected += [
            (f"Conversation with {one.name}", one.start.strftime("%Y%m%dT%H%M%SZ"))
            for one in self.people
            if one.start and window[0] <= one.start.date() <= window[1]
        ]
        assert sorted(shown) == sorted(expected), now

    def check_sequence(self, fields: dict[str, str]) -> None:
        """A number that never falls, and rises when the event moves."""
        number, starts = int(fields["SEQUENCE"]), fields["DTSTART"]
        before = self.sequences.get(fields["UID"])
        if before is not None:
            assert number >= before[0]
            assert starts == before[1] or number > before[0], fields
        self.sequences[fields["UID"]] = number, starts

    def shows_on(self, kind: str, name: str, due: date | datetime) -> date:
        if kind == "thank_you":
            due = next(one.ended for one in self.people if one.name == name)
        return due.astimezone(self.zone).date() if isinstance(due, datetime) else due

    def check_digest(self, now: datetime) -> None:
        """Compare the morning's letter, or that there is none, with the table."""
        today = now.astimezone(self.zone).date()
        titles = sorted(
            TITLES[kind].format(name)
            for (kind, name), due in table(self.people, now, self.zone).items()
            if kind not in {"leave", "give_back"} and self.shows_on(kind, name, due) <= today
        )
        talks = sorted(
            f"Conversation with {one.name}"
            for one in self.people
            if one.start and not one.ended and one.start.astimezone(self.zone).date() == today
        )
        mail.outbox.clear()
        send_round(sender=sender_name())
        row = Outgoing.objects.for_user(self.owner).get(local_date=today)
        assert row.state == ("sent" if titles or talks else "empty"), now
        assert len(mail.outbox) == bool(titles or talks)
        if mail.outbox:
            known = "|".join(title.split("{")[0] for title in [*TITLES.values(), "Conversation with {}"])
            lines = re.findall(rf"^  .*?  ((?:{known}).*)$", mail.outbox[0].body, re.M)
            assert sorted(lines) == sorted(titles + talks), now
            self.letters += 1


def begins(kind: str, due: date | datetime) -> str:
    if not isinstance(due, datetime):
        return due.strftime("%Y%m%d")
    # The event of a thank-you is the half hour that ends when it is due.
    starts = due - timedelta(minutes=30) if kind == "thank_you" else due
    return starts.strftime("%Y%m%dT%H%M%SZ")


# The stories: which act on which day after the first note


Act = tuple[datetime, Callable[[datetime], None]]


def stories(life: Life) -> list[Act]:
    """Return every act of the year with its moment, in order; 15 people never say yes."""
    acts: list[Act] = []
    for number in range(TALKS + 15):
        contact = Contact.objects.create(owner=life.owner, name=f"Person {number:02}")
        one = Person(contact.name, contact)
        if number % 6 == 5 and number < TALKS:
            one.introducer = life.people[number - 5]
            contact.change(introduced_by=one.introducer.contact)
        life.people.append(one)
        begin = number * 3
        if number >= TALKS:
            acts += silent(life, one, begin) if number % 3 else declined(life, one, begin)
            continue
        day = [quick, slow, moved, later, called_off, introduced][number % 6](life, one, begin, acts)
        talk(life, one, day, TALK_HOURS[number % 5], acts, number)
    return sorted(acts, key=lambda act: act[0])


def quick(life, one, begin, acts):
    acts += [(life.at(begin, time(9)), lambda now: life.ask(one, now))]
    acts += [(life.at(begin + 2, time(12)), lambda now: life.say_yes(one, now))]
    return begin + 9


def slow(life, one, begin, acts):
    acts += [(life.at(begin, time(23, 30)), lambda now: life.ask(one, now))]
    act = life.nudge if begin % 2 else life.tick_nudge
    acts += [(life.at(begin + 8, time(0, 15)), lambda now: act(one, now))]
    acts += [(life.at(begin + 10, time(7)), lambda now: life.say_yes(one, now))]
    return begin + 16


def moved(life, one, begin, acts):
    quick(life, one, begin, acts)
    first, start = life.at(begin + 6, time(11)), life.at(begin + 11, TALK_HOURS[life.people.index(one) % 5])
    acts += [(life.at(begin + 3, time(8)), lambda now: life.book(one, now, first))]
    acts += [(life.at(begin + 5, time(21)), lambda now: life.move(one, now, start))]
    return begin + 11


def later(life, one, begin, acts):
    acts += [(life.at(begin, time(9)), lambda now: life.ask(one, now))]
    acts += [(life.at(begin + 1, time(22)), lambda now: life.say_later(one, now))]
    acts += [(life.at(begin + 33, time(9)), lambda now: life.ask_again(one, now))]
    acts += [(life.at(begin + 34, time(9)), lambda now: life.say_yes(one, now))]
    return begin + 40


def called_off(life, one, begin, acts):
    quick(life, one, begin, acts)
    first = life.at(begin + 7, time(11))
    acts += [(life.at(begin + 3, time(8)), lambda now: life.book(one, now, first))]
    acts += [(life.at(begin + 6, time(20)), lambda now: life.call_off(one, now))]
    return begin + 15


def introduced(life, one, begin, acts):
    day = quick(life, one, begin, acts)
    acts += [
        (life.at(day + 16, time(10)), lambda now: life.write(one.introducer, now, "progress_note")),
        (life.at(day + 20, time(10)), lambda now: life.give(one, now)),
    ]
    return day


def talk(life, one, day, hour, acts, number):
    start = life.at(day, hour)
    if number % 6 != 2:
        booked = start - (12 if number % 4 == 0 else 60) * HOUR
        acts.append((booked, lambda now: life.book(one, now, start)))
    if number % 2:
        acts.append((start - 3 * HOUR, lambda now: life.prepare(one, now)))
    end = start + MINUTES
    acts.append((end, lambda now: life.hold(one, now)))
    closing = life.nothing_to_record if number % 7 == 3 else life.debrief
    acts.append((end + 2 * HOUR, lambda now: closing(one, now)))
    thank = life.tick_thanks if number % 4 == 1 else lambda one, now: life.write(one, now, "thank_you")
    acts.append((end + 20 * HOUR, lambda now: thank(one, now)))
    if number % 5 == 0:
        acts.append((end + HOUR, lambda now: life.promise(one, now)))
        acts.append((end + 6 * DAY, lambda now: life.keep(one, now)))
    if number % 3 == 0:
        # The update of half a year later, on its day, a little late, or early by a congratulation.
        kind, after = [("update", 184), ("update", 190), ("congratulation", 90)][number % 9 // 3]
        acts.append((life.at(day + after, time(14)), lambda now: life.write(one, now, kind)))


def silent(life, one, begin):
    return [
        (life.at(begin, time(9)), lambda now: life.ask(one, now)),
        (life.at(begin + 7, time(9)), lambda now: life.nudge(one, now)),
        (life.at(begin + 22, time(9)), lambda now: life.let_go(one, now)),
    ]


def declined(life, one, begin):
    return [
        (life.at(begin, time(9)), lambda now: life.ask(one, now)),
        (life.at(begin + 3, time(9)), lambda now: life.say_no(one, now)),
    ]


@pytest.mark.parametrize(
    ("timezone", "look", "days", "talks", "looks"),
    [
        pytest.param(
            "Pacific/Auckland",
            "day",
            DAYS,
            TALKS,
            350,
            marks=pytest.mark.skipif(connection.vendor != "sqlite", reason="an autumn shows the same there"),
        ),
        ("Europe/Berlin", "each", 75, 20, 100),
    ],
    ids=["a year day by day", "an autumn act by act"],
)
def test_year_of_sixty_conversations_is_as_counted_by_hand(owner, timezone, look, days, talks, looks):
    midnight = datetime.combine(FIRST_DAY, time(0), ZoneInfo(timezone)).astimezone(UTC)
    with time_machine.travel(midnight, tick=False) as clock:
        life = Life(owner, timezone)
        acts = [act for act in stories(life) if act[0] < life.at(days, time(0))]
        for day in range(days):
            todays = [act for act in acts if life.at(day, time(0)) <= act[0] < life.at(day + 1, time(0))]
            life.play(todays, morning=life.at(day, time(8)), clock=clock, look=look)

    assert sum(one.ended is not None for one in life.people) == talks
    assert life.checked > looks
    assert life.letters > days * 2 // 3
