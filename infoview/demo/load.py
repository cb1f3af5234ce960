"""Fill one account from demo.json through the same acts a person would do, dates relative to now."""

import json
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid5

from django.db import transaction

from contacts.enums import FavourDirection, PointKind, Side, Source, Stage, TouchKind
from contacts.models import Contact, ContactPoint, Favour, Organisation, Promise
from contacts.services import record_touch
from debriefs.enums import OpportunityStatus
from debriefs.models import (
    Debrief,
    DebriefGoal,
    Insight,
    InsightCategory,
    Opportunity,
    StrategyChange,
    StrategyEvidence,
    Theme,
    ThemeGap,
)
from debriefs.synthesis import theme_evidence
from infoview.shared.days import moment_at
from interviews.enums import PlanSection
from interviews.models import Interview, PlanItem, Question
from interviews.services import book_interview, finish_interview
from outreach.enums import Channel, MessageKind, RequestStatus
from outreach.models import (
    Gap,
    Goal,
    MessageTemplate,
    OutreachRequest,
    OutreachSettings,
    ReferralRecord,
    ReferralState,
)
from outreach.services import (
    close_quiet,
    draft_message,
    log_message,
    mark_ready,
    record_reply,
    send_message,
    withdraw,
)

DATA = Path(__file__).with_name("demo.json")
GOAL_TYPES = {"organisation comparison": "comparison"}
FOLLOW_UP_KINDS = {
    "thank_you": MessageKind.THANK_YOU,
    "update": MessageKind.UPDATE,
    "light_touch": MessageKind.LIGHT_TOUCH,
    "resource": MessageKind.OTHER,
}
# What the slots of the demo's questions hold.
SLOTS = {"topic": "teacher communities", "role": "lifecycle marketer"}


@transaction.atomic
def load_demo(*, owner: Any, now: datetime) -> bool:
    """Fill the account; return False when it was filled before, and change nothing then."""
    loader = _Loader(owner, json.loads(DATA.read_text(encoding="utf-8")), now)
    if Goal.objects.filter(public_id=loader.uuid("g1")).exists():
        return False
    loader.load()
    return True


class _Loader:
    """The rows of one load by their keys in the file."""

    def __init__(self, owner: Any, data: dict[str, Any], now: datetime) -> None:
        self.owner, self.data, self.now = owner, data, now
        self.zone = owner.timezone
        self.today = now.astimezone(owner.zone).date()
        self.organisations: dict[str, Organisation] = {}
        self.contacts: dict[str, Contact] = {}
        self.goals: dict[str, Goal] = {}
        self.gaps: dict[str, Gap] = {}
        self.requests: dict[str, OutreachRequest] = {}
        self.interviews: dict[str, Interview] = {}
        self.themes: dict[str, Theme] = {}

    def load(self) -> None:
        self.profile()
        self.people()
        self.goals_and_gaps()
        self.asking()
        self.talks()
        self.follow_ups()
        self.debriefs()
        self.strategy()
        self.giving()

    # Helpers

    def uuid(self, key: str) -> Any:
        return uuid5(self.owner.public_id, f"demo:{key}")

    def day(self, offset: int) -> date:
        return self.today + timedelta(days=offset)

    def at(self, offset: int, clock: str = "09:00") -> datetime:
        """Return the moment on that day; one that would lie ahead of a past day is now."""
        moment = moment_at(self.day(offset), time.fromisoformat(clock), self.zone)
        return min(moment, self.now) if offset <= 0 else moment

    # Parts

    def profile(self) -> None:
        persona = self.data["persona"]
        owner = self.owner
        owner.name = owner.name or persona["name"]
        owner.headline = "retail marketing manager"
        owner.region, owner.seniority = persona["region"], persona["seniority"]
        owner.profile_url = persona["profile_link"]
        owner.what_i_do_not_know = "\n".join(persona["what_i_do_not_know"])
        owner.is_demo = True
        owner.save()
        settings = self.data["settings"]
        OutreachSettings.objects.create(
            owner=owner,
            attempts_max=settings["attempts.max"],
            ask_minutes=settings["ask.minutes"],
            region_hints=settings["region.hints"],
        )

    def people(self) -> None:
        for raw in self.data["organisations"]:
            self.organisations[raw["id"]] = Organisation.objects.create(
                owner=self.owner,
                public_id=self.uuid(raw["id"]),
                name=raw["name"],
                industry=raw["industry"],
                size=raw["size"].replace("-", "_").replace(" ", "_"),
                headcount=raw["headcount"],
                region=raw["region"],
                about=raw["about"],
            )
        for raw in self.data["contacts"]:
            self.contacts[raw["id"]] = self._contact(raw)
        for raw in self.data["contacts"]:
            if raw["introduced_by"]:
                self.contacts[raw["id"]].change(introduced_by=self.contacts[raw["introduced_by"]])

    def _contact(self, raw: dict[str, Any]) -> Contact:
        words = raw["name"].split()
        prefix = "Dr" if words[0] == "Dr" else ""
        named = words[1:] if prefix else words
        contact = Contact.objects.create(
            owner=self.owner,
            public_id=self.uuid(raw["id"]),
            name=raw["name"],
            prefix=prefix,
            first_name=named[0],
            last_name=" ".join(named[1:]),
            job_title=raw["title"],
            department=raw["department"],
            organisation=self.organisations[raw["organisation"]],
            distance=raw["distance"],
            seniority=raw["seniority"],
            region=raw["region"],
            source=Source(raw["source"].replace(" ", "_")),
            sourced_on=self.day(-220),
            stance=raw["stance"],
            stage=raw["stage"] if raw["stage_signal"] or raw["stage"] != Stage.MENTOR else Stage.ALLY,
            stage_signal=raw["stage_signal"],
            stay_in_touch=raw["stay_in_touch"],
            preferred_channel=_channel(raw["preferred_channel"]),
            notes=raw["note"],
        )
        ContactPoint.objects.create(
            owner=self.owner, contact=contact, kind=PointKind.EMAIL, value=raw["email"]
        )
        return contact

    def goals_and_gaps(self) -> None:
        for position, raw in enumerate(self.data["goals"]):
            self.goals[raw["id"]] = Goal.objects.create(
                owner=self.owner,
                public_id=self.uuid(raw["id"]),
                title=raw["title"],
                type=GOAL_TYPES.get(raw["type"], raw["type"]),
                pillars=raw["pillars"],
                status=raw["status"],
                success_criteria=raw.get("success_criteria", ""),
                started_on=self.day(raw["start_day"]),
                closed_on=self.day(raw["closed_day"]) if "closed_day" in raw else None,
                closing_note=raw.get("closing_note", ""),
                position=position,
            )
        for position, raw in enumerate(self.data["gaps"]):
            self.gaps[raw["id"]] = Gap.objects.create(
                owner=self.owner,
                public_id=self.uuid(raw["id"]),
                goal=self.goals[raw["goal"]],
                text=raw["text"],
                status=raw["status"],
                position=position,
            )

    def asking(self) -> None:
        templates = {template.key: template for template in MessageTemplate.objects.all()}
        for position, raw in enumerate(self.data["requests"]):
            contact = self.contacts[raw["contact"]]
            introducer = contact.introduced_by
            request = OutreachRequest.objects.create(
                owner=self.owner,
                public_id=self.uuid(raw["id"]),
                contact=contact,
                goal=self.goals["g1"],
                channel=_channel(raw["channel"]),
                relation=raw["relation"].replace(" ", "_"),
                referrer=introducer.name if introducer else "",
                asked_minutes=raw["asked_minutes"],
                note=raw["note"],
                column_position=position,
                created_at=self.at(raw["created_day"]),
            )
            self.requests[raw["id"]] = request
            self._attempts(request, raw, templates)
            self._answer(request, raw)

    def _attempts(
        self, request: OutreachRequest, raw: dict[str, Any], templates: dict[str, MessageTemplate]
    ) -> None:
        template = templates.get(raw["template"] or "")
        for attempt in raw["attempts"]:
            draft = draft_message(
                owner=self.owner,
                contact=request.contact,
                kind=attempt["kind"],
                request=request,
                body=attempt["text"],
                channel=_channel(attempt["channel"]),
                template=template if attempt["kind"] == MessageKind.REQUEST else None,
                today=self.day(attempt["day"]),
            )
            send_message(message=draft, at=self.at(attempt["day"]), timezone=self.zone)
        if raw.get("draft_text"):
            draft_message(
                owner=self.owner,
                contact=request.contact,
                kind=MessageKind.REQUEST,
                request=request,
                body=raw["draft_text"],
                template=template,
                today=self.today,
            )

    def _answer(self, request: OutreachRequest, raw: dict[str, Any]) -> None:
        state = RequestStatus(raw["state"])
        last = raw["attempts"][-1]["day"] if raw["attempts"] else raw["created_day"]
        request.refresh_from_db()
        if state == RequestStatus.READY:
            mark_ready(request=request)
        elif state == RequestStatus.WITHDRAWN:
            withdraw(request=request, at=self.at(raw["closed_day"]))
        elif state == RequestStatus.CLOSED_NO_REPLY:
            close_quiet(request=request, at=self.at(raw["closed_day"]))
        elif state == RequestStatus.DECLINED:
            self._reply(request, state, raw["closed_day"])
        elif state == RequestStatus.DEFERRED:
            self._reply(request, state, last + 1, deferred_until=self.day(_days_named(raw["note"])))
        elif state in {RequestStatus.ACCEPTED, RequestStatus.SCHEDULED, RequestStatus.HELD}:
            self._reply(request, RequestStatus.ACCEPTED, raw.get("replied_day", last + 1))

    def _reply(self, request: OutreachRequest, outcome: str, day: int, **options: Any) -> None:
        at = self.at(day, "10:00")
        record_reply(request=request, outcome=outcome, at=at, timezone=self.zone, **options)

    def talks(self) -> None:
        asked = {
            raw["interview"]: self.requests[raw["id"]] for raw in self.data["requests"] if raw["interview"]
        }
        for raw in self.data["interviews"]:
            self.interviews[raw["id"]] = self._talk(raw, asked.get(raw["id"]))
        questions = {question.key: question for question in Question.objects.filter(bank__key="seeker")}
        for plan in self.data["plans"]:
            self._plan(self.interviews[plan["interview"]], plan, questions)

    def _talk(self, raw: dict[str, Any], request: OutreachRequest | None) -> Interview:
        starts_at = self.at(raw["day"], raw["time"])
        used = raw["actual_minutes"] or raw["asked_minutes"]
        if raw["status"] == "held":
            starts_at = min(starts_at, self.now - timedelta(minutes=used))
        booked_at = (request.replied_at if request else None) or starts_at - timedelta(days=3)
        interview = book_interview(
            owner=self.owner,
            contacts=[self.contacts[raw["contact"]]],
            starts_at=starts_at,
            minutes=raw["asked_minutes"],
            tz_name=self.zone,
            format=raw["format"],
            request=request,
            goal=self.goals["g1"],
            link="https://talk.example.org/room" if raw["format"] == "video" else "",
        )
        Interview.objects.filter(pk=interview.pk).update(
            public_id=self.uuid(raw["id"]), notes=raw["notes"],
            created_at=min(booked_at, starts_at, self.now), listening_estimate=raw["listening_estimate"],
        )  # fmt: skip
        interview.refresh_from_db()
        if raw["status"] == "held":
            finish_interview(
                interview=interview,
                started_at=starts_at,
                ended_at=starts_at + timedelta(minutes=used),
                timezone=self.zone,
                used_minutes=used,
            )
        return interview

    def _plan(self, interview: Interview, plan: dict[str, Any], questions: dict[str, Question]) -> None:
        rows: list[tuple[str, Question | None, str]] = [
            (_section(questions[key]), questions[key], questions[key].text) for key in plan["questions"]
        ]
        rows += [(PlanSection.CORE, None, text) for text in plan["own"]]
        rows += [(PlanSection.RESERVE, questions[key], questions[key].text) for key in plan["reserve"]]
        for position, (section, question, text) in enumerate(rows):
            PlanItem.objects.create(
                owner=self.owner,
                interview=interview,
                question=question,
                section=section,
                framework=question.framework if question else "none",
                category=question.category if question else "",
                text=_filled(text),
                probes=question.probes if question else [],
                position=position,
                gap=self.gaps["k6"] if position == 1 else None,
            )

    def follow_ups(self) -> None:
        for raw in self.data["follow_ups"]:
            contact = self.contacts[raw["contact"]]
            contact.refresh_from_db()
            if raw["kind"] == "quarterly_talk":
                record_touch(
                    contact=contact, kind=TouchKind.CALL, at=self.at(raw["day"], "17:00"), timezone=self.zone,
                    summary=raw["text"],
                )  # fmt: skip
                continue
            message = log_message(
                owner=self.owner,
                contact=contact,
                kind=FOLLOW_UP_KINDS[raw["kind"]],
                at=self.at(raw["day"], "20:00"),
                timezone=self.zone,
                body=raw["text"],
                channel=_channel(raw["channel"]),
            )
            if raw["resource"]:
                message.change(resource=raw["resource"])
            if raw["interview"]:
                people = self.interviews[raw["interview"]].participants
                people.filter(contact=contact).update(thank_you=message)

    def debriefs(self) -> None:
        categories = {category.key: category for category in InsightCategory.objects.all()}
        for raw in self.data["themes"]:
            self.themes[raw["id"]] = Theme.objects.create(
                owner=self.owner,
                public_id=self.uuid(raw["id"]),
                name=raw["name"],
                scope=raw["scope"],
                category=categories[raw["category"]],
            )
        for raw in self.data["gaps"]:
            for theme in raw["themes"]:
                ThemeGap.objects.create(owner=self.owner, theme=self.themes[theme], gap=self.gaps[raw["id"]])
        for raw in self.data["debriefs"]:
            self._debrief(raw, categories)

    def _debrief(self, raw: dict[str, Any], categories: dict[str, InsightCategory]) -> None:
        interview = self.interviews[raw["interview"]]
        finished = max(self.at(raw["day"], "21:00"), interview.ends_at)
        contact = self.contacts[raw["contact"]]
        debrief = Debrief.objects.create(
            owner=self.owner,
            public_id=self.uuid(raw["id"]),
            interview=interview,
            outcome=raw["outcome"],
            readiness=raw["readiness"],
            stance=contact.stance,
            reflection=raw["reflection"],
            finished_at=finished,
        )
        for goal in raw["goals"]:
            DebriefGoal.objects.create(owner=self.owner, debrief=debrief, goal=self.goals[goal])
        Insight.objects.bulk_create(
            Insight(
                owner=self.owner,
                public_id=self.uuid(row["id"]),
                debrief=debrief,
                contact=contact,
                category=categories[row["category"]],
                takeaway=row["takeaway"],
                implication=row["implication"],
                stance=row["stance"],
                theme=self.themes[row["theme"]],
                position=position,
            )
            for position, row in enumerate(raw["insights"])
        )

    def strategy(self) -> None:
        levels = {evidence.theme.pk: evidence.count for evidence in theme_evidence(self.owner)}
        for raw in self.data["strategy_changes"]:
            change = StrategyChange.objects.create(
                owner=self.owner,
                public_id=self.uuid(raw["id"]),
                goal=self.goals["g1"],
                kind=raw["kind"],
                text=raw["text"],
                decided_on=self.day(raw["day"]),
                status=raw["status"],
            )
            for theme in (self.themes[key] for key in raw["evidence"]):
                StrategyEvidence.objects.create(
                    owner=self.owner, strategy_change=change, theme=theme, level_then=levels.get(theme.pk, 0)
                )

    def giving(self) -> None:
        for raw in self.data["opportunities_mentioned"]:
            contact = self.contacts[raw["contact"]]
            Opportunity.objects.create(
                owner=self.owner,
                contact=contact,
                text=raw["text"],
                mentioned_on=self.day(raw["day"]),
                status=OpportunityStatus(raw["status"]),
            )
            if raw["status"] == OpportunityStatus.PERMISSION_FIRST:
                ReferralRecord.objects.create(
                    owner=self.owner,
                    contact=contact,
                    state=ReferralState.OFFERED,
                    recorded_on=self.day(raw["day"]),
                    reason=raw["text"],
                )
        for raw in self.data["reciprocity"]:
            self._favours(raw)

    def _favours(self, raw: dict[str, Any]) -> None:
        contact = self.contacts[raw["contact"]]
        contact.refresh_from_db()
        last = contact.last_touch_at
        on = last.astimezone(self.owner.zone).date() if last else self.today
        for direction, texts in self._both_ways(raw):
            for text in texts:
                Favour.objects.create(
                    owner=self.owner, contact=contact, direction=direction, text=text, happened_on=on
                )
        for text in raw.get("promised", ()):
            Promise.objects.create(
                owner=self.owner,
                contact=contact,
                side=Side.MINE,
                text=text,
                promised_on=on,
                due_on=self.day(raw["due_day"]),
            )

    @staticmethod
    def _both_ways(raw: dict[str, Any]) -> Iterable[tuple[str, list[str]]]:
        return (FavourDirection.GIVEN, raw["given"]), (FavourDirection.RECEIVED, raw["received"])


def _channel(name: str) -> str:
    return Channel(name.lower().replace(" ", "_")).value


def _section(question: Question) -> str:
    return PlanSection(question.stage).value


def _filled(text: str) -> str:
    for slot, value in SLOTS.items():
        text = text.replace("{" + slot + "}", value)
    return text


def _days_named(note: str) -> int:
    """Return the number of days that the note of a deferred request names ("due in 40 days")."""
    return next(int(word) for word in note.split() if word.isdigit())
