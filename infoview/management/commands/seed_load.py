import random
from datetime import timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from contacts.models import Contact, ContactPoint, Organisation, Tag
from debriefs.models import Debrief, DebriefGoal, Insight, InsightCategory, Theme
from infoview.library import load_library
from infoview.shared import clock
from interviews.enums import InterviewStatus
from interviews.models import Interview, Participant
from outreach.enums import RequestStatus
from outreach.models import Goal, Message, MessageStatus, OutreachRequest
from scheduler.enums import DigestRhythm
from scheduler.models import OwnReminder, ReminderSettings

PASSWORD = "load test only, never real"
FIRST = (
    "Ada",
    "Bram",
    "Chiara",
    "Derek",
    "Elena",
    "Felix",
    "Grace",
    "Hana",
    "Ines",
    "Jonas",
    "Katrin",
    "Lena",
)
LAST = ("Novak", "Olsen", "Petri", "Quintero", "Raman", "Solberg", "Tanaka", "Weidner", "Yilmaz", "Zielinski")
WORDS = (
    "renewal",
    "pilot",
    "budget",
    "teacher",
    "privacy",
    "growth",
    "campaign",
    "retention",
    "launch",
    "review",
)
BATCH = 1000


class Command(BaseCommand):
    help = (
        "Fill owners load1@infoview.example, load2@… with deterministic data for benchmarks. "
        "The first owner has all the contacts asked for, each further one a hundredth of them."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--owners", type=int, default=1)
        parser.add_argument("--contacts", type=int, default=1000)
        parser.add_argument(
            "--due-digests", type=int, default=0, help="how many owners have a digest due now"
        )
        parser.add_argument("--seed", type=int, default=0)

    def handle(self, *args: Any, **options: Any) -> None:
        if options["owners"] < 1 or options["contacts"] < 1:
            raise CommandError("At least one owner and one contact.")
        load_library()
        users = get_user_model().objects
        made = 0
        for number in range(1, options["owners"] + 1):
            email = f"load{number}@infoview.example"
            if users.filter(email=email).exists():
                continue
            contacts = options["contacts"] if number == 1 else max(20, options["contacts"] // 100)
            with transaction.atomic():
                owner = users.create_user(
                    email, PASSWORD if number == 1 else None, name=f"Load {number}", timezone="Europe/Berlin"
                )
                EmailAddress.objects.create(user=owner, email=email, verified=True, primary=True)
                _Filler(owner, contacts, random.Random(options["seed"] * 100_003 + number)).fill()
                if number <= options["due_digests"]:
                    ReminderSettings.objects.create(owner=owner, digest=DigestRhythm.DAILY)
            made += 1
        self.stdout.write(f"{made} owners made. Sign in as load1@infoview.example, password: {PASSWORD}")


class _Filler:
    """Rows of one owner, in bulk; the same seed gives the same rows."""

    def __init__(self, owner: Any, contacts: int, dice: random.Random) -> None:
        self.owner, self.count, self.dice, self.now = owner, contacts, dice, clock.now()
        self.today = clock.local_date(self.now, owner.timezone)

    def fill(self) -> None:
        self.people()
        self.asking()
        self.talks()
        self.learning()
        self.reminders()

    def text(self, words: int) -> str:
        return " ".join(self.dice.choices(WORDS, k=words)).capitalize() + "."

    def people(self) -> None:
        organisations = [
            Organisation(
                owner=self.owner,
                name=f"Organisation {n}",
                name_key=f"organisation {n}",
                size=self.dice.choice(["start_up", "enterprise", ""]),
            )
            for n in range(max(1, self.count // 20))
        ]
        self.organisations = Organisation.objects.bulk_create(organisations, BATCH)
        Tag.objects.bulk_create([Tag(owner=self.owner, name=word, name_key=word) for word in WORDS])
        people = []
        for n in range(self.count):
            name = f"{self.dice.choice(FIRST)} {self.dice.choice(LAST)} {n}"
            contact = Contact(
                owner=self.owner,
                name=name,
                first_name=name.split()[0],
                job_title=f"{self.dice.choice(WORDS).capitalize()} manager",
                organisation=self.dice.choice(self.organisations),
                department=self.dice.choice(["Marketing", "Sales", "Product", ""]),
                distance=self.dice.choice(["peer_ahead", "senior", "other"]),
                stance=self.dice.choice(["balanced", "critical", "enthusiastic"]),
                notes=self.text(12) if n % 3 == 0 else "",
            )
            contact.set_keys()
            people.append(contact)
        self.contacts = Contact.objects.bulk_create(people, BATCH)
        points = [
            ContactPoint(
                owner=self.owner,
                contact=c,
                kind="email",
                value=f"p{c.pk}@example.org",
                value_key=f"p{c.pk}@example.org",
            )
            for c in self.contacts
        ]
        ContactPoint.objects.bulk_create(points, BATCH)

    def asking(self) -> None:
        self.goal = Goal.objects.create(
            owner=self.owner, title="Understand the work", started_on=self.today - timedelta(days=400)
        )
        states = [
            RequestStatus.SENT,
            RequestStatus.NUDGED,
            RequestStatus.HELD,
            RequestStatus.CLOSED_NO_REPLY,
            RequestStatus.DRAFT,
        ]
        requests = []
        for n in range(int(self.count * 0.3)):
            status = states[n % len(states)]
            sent_at = (
                self.now - timedelta(days=self.dice.randrange(1, 300))
                if status != RequestStatus.DRAFT
                else None
            )
            requests.append(
                OutreachRequest(
                    owner=self.owner,
                    contact=self.contacts[n % self.count],
                    goal=self.goal,
                    status=status,
                    sent_at=sent_at,
                    last_sent_at=sent_at,
                    last_sent_on=sent_at.date() if sent_at else None,
                    attempts=0 if sent_at is None else 2 if status == RequestStatus.NUDGED else 1,
                    replied_at=sent_at if status == RequestStatus.HELD else None,
                    closed_at=sent_at if status == RequestStatus.CLOSED_NO_REPLY else None,
                    column_position=n,
                )
            )
        requests = OutreachRequest.objects.bulk_create(requests, BATCH)
        Message.objects.bulk_create(
            [
                Message(
                    owner=self.owner, contact=r.contact, request=r, body=self.text(60), attempt=1,
                    status=MessageStatus.SENT, happened_at=r.sent_at, happened_on=r.last_sent_on,
                )
                for r in requests
                if r.sent_at
            ],
            BATCH,
        )  # fmt: skip

    def talks(self) -> None:
        interviews = []
        for n in range(max(1, self.count // 10)):
            starts_at = self.now - timedelta(days=3 + n % 380, hours=n % 9)
            if n % 50 == 0:
                starts_at = self.now + timedelta(days=1 + n % 12, hours=n % 5)
            interviews.append(
                Interview(
                    owner=self.owner,
                    goal=self.goal,
                    status=InterviewStatus.SCHEDULED if n % 50 == 0 else InterviewStatus.HELD,
                    starts_at=starts_at,
                    ends_at=starts_at + timedelta(minutes=20),
                    timezone="Europe/Berlin",
                    notes=self.text(40),
                    used_minutes=20,
                )
            )
        self.interviews = Interview.objects.bulk_create(interviews, BATCH)
        Participant.objects.bulk_create(
            [
                Participant(owner=self.owner, interview=i, contact=self.contacts[n % self.count])
                for n, i in enumerate(self.interviews)
            ],
            BATCH,
        )
        held = [
            self.contacts[n % self.count]
            for n, i in enumerate(self.interviews)
            if i.status == InterviewStatus.HELD
        ]
        latest = {c.pk: i.ends_at for c, i in zip(held, self.interviews, strict=False)}
        for contact in held:
            contact.last_touch_at = latest.get(contact.pk, self.now - timedelta(days=30))
        Contact.objects.bulk_update(held, ["last_touch_at"], 500)

    def learning(self) -> None:
        categories = list(InsightCategory.objects.order_by("position"))
        themes = [
            Theme(owner=self.owner, name=f"Theme {n}: {self.text(3)}", name_key=f"theme {n}")
            for n in range(min(500, max(5, self.count // 20)))
        ]
        themes = Theme.objects.bulk_create(themes, BATCH)
        held = [i for i in self.interviews if i.status == InterviewStatus.HELD]
        debriefs = Debrief.objects.bulk_create(
            [Debrief(owner=self.owner, interview=i, finished_at=i.ends_at) for i in held], BATCH
        )
        DebriefGoal.objects.bulk_create(
            [DebriefGoal(owner=self.owner, debrief=d, goal=self.goal) for d in debriefs], BATCH
        )
        people = dict(Participant.objects.for_user(self.owner).values_list("interview_id", "contact_id"))
        Insight.objects.bulk_create(
            [
                Insight(
                    owner=self.owner, debrief=d, contact_id=people[d.interview_id],
                    category=self.dice.choice(categories),
                    takeaway=self.text(8), implication=self.text(6),
                    score=self.dice.choice([None, 1, 2, 3, 4, 5]),
                    stance="against" if k == 9 else "for", theme=self.dice.choice(themes), position=k,
                )
                for d in debriefs
                for k in range(10)
            ],
            BATCH,
        )  # fmt: skip

    def reminders(self) -> None:
        rows = [
            OwnReminder(
                owner=self.owner, text=self.text(4), starts_on=self.today + timedelta(days=n % 380 - 1)
            )
            for n in range(int(self.count * 0.4))
        ]
        OwnReminder.objects.bulk_create(rows, BATCH)
