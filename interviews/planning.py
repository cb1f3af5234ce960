"""The plan of one talk: what is in it, in which order, and what the checks say to it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, Max, OuterRef, Q, QuerySet

from contacts.enums import ResearchLayer
from contacts.models import Contact, ResearchNote
from infoview.shared import undo
from infoview.shared.findings import Finding, Fix, Severity
from infoview.shared.querysets import raise_facts_version
from interviews.enums import PlanSection, QuestionStage
from interviews.guide import PlanReview, check_plan, check_question
from interviews.guide.suggest import Candidate, Situation, Suggestion, industry_of, suggest
from interviews.models import FavouriteQuestion, Interview, OwnQuestion, PlanItem, Question, TalkSettings
from interviews.preparing import note_readiness
from outreach.composing import words_of_goal
from outreach.enums import GapStatus
from outreach.models import Gap, Goal
from outreach.templates_fill import SLOT, fill, slots

SECTION_OF_STAGE = {
    QuestionStage.OPENING: PlanSection.OPENING,
    QuestionStage.CORE: PlanSection.CORE,
    QuestionStage.CLOSING: PlanSection.CLOSING,
}
RESERVE_WANTED = 3
CLAUSE = re.compile(r"(?:how|what|why|where|when|which|who|whether|if)\b", re.I)
MOST_ITEMS = 40
LONGEST_QUESTION = 400
MOST_WEIGHED = 5000
GAPS_WEIGHED = 60


class FullPlan(Exception):
    """Nobody asks that many questions."""


@dataclass(frozen=True, slots=True)
class Row:
    """One question of the plan as the page shows it.

    unfilled  names of slots that still wait for a word
    """

    item: PlanItem
    findings: list[Finding]
    unfilled: list[str]
    first: bool
    last: bool


@dataclass(frozen=True, slots=True)
class Section:
    key: str
    label: str
    rows: list[Row] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Plan:
    """wanted: how many core questions the owner likes; missing: how many of these and of the reserve."""

    sections: list[Section]
    review: PlanReview
    count: int
    wanted: int
    missing: int

    @property
    def core(self) -> int:
        return len(next(section.rows for section in self.sections if section.key == PlanSection.CORE))


def items_of(interview: Interview) -> list[PlanItem]:
    """Return the plan in the order in which it is talked through."""
    order = {section: place for place, section in enumerate(PlanSection)}
    rows = PlanItem.objects.filter(owner_id=interview.owner_id, interview=interview).select_related(
        "gap", "question"
    )
    items = list(rows.order_by("position", "pk"))
    return sorted(items, key=lambda item: (order[PlanSection(item.section)], item.position, item.pk))


def plan_of(interview: Interview, settings: TalkSettings) -> Plan:
    items = items_of(interview)
    sections = []
    for section in PlanSection:
        mine = [item for item in items if item.section == section]
        rows = [
            Row(item, check_item(item), slots(item.text), place == 0, place == len(mine) - 1)
            for place, item in enumerate(mine)
        ]
        sections.append(Section(section.value, str(section.label), rows))
    review = review_of(items, interview, settings)
    return Plan(sections, review, len(items), settings.core_questions, sum(missing_of(items, settings)))


def check_item(item: PlanItem) -> list[Finding]:
    findings = check_question(item.text)
    if item.question is not None and _is_stock(item.text, item.question.text):
        # Whatever it ties together, others are asked the same.
        findings = [finding for finding in findings if finding.severity != Severity.PRAISE]
    if item.section == PlanSection.CLOSING:
        # Courtesy questions at the end may be answered with yes or no.
        findings = [finding for finding in findings if finding.code not in {"Q-CLOSED", "Q-GENERIC"}]
    return findings


def _is_stock(text: str, question: str) -> bool:
    """Return whether the text is the question of the bank, whatever fills its slots."""
    fixed = SLOT.split(question)[::2]
    return re.fullmatch(".+".join(re.escape(words) for words in fixed), text, re.DOTALL) is not None


def review_of(items: Sequence[PlanItem], interview: Interview, settings: TalkSettings) -> PlanReview:
    core = [item for item in items if item.section == PlanSection.CORE]
    open_gaps = {GapStatus.OPEN, GapStatus.PARTLY_ANSWERED}
    return check_plan(
        core=[item.text for item in core],
        asked_minutes=interview.asked_minutes,
        linked_to_gaps=sum(item.gap is not None and item.gap.status in open_gaps for item in core),
        frameworks={item.framework for item in items},
        has_closing=any(item.section == PlanSection.CLOSING for item in items),
        core_wanted=settings.core_questions,
        core_most=settings.max_questions,
    )


# Acts ---------------------------------------------------------------------------------------------


@transaction.atomic
def add_to_plan(
    *,
    interview: Interview,
    now: datetime,
    question: Question | None = None,
    own: OwnQuestion | None = None,
    text: str = "",
    section: str = "",
    gap: Gap | None = None,
    settings: TalkSettings | None = None,
) -> PlanItem:
    """Put a question of a bank, one's own, or a new text into the plan; the same question twice is one.

    section  "" means the one it is made for; beyond the wanted number of core questions it is kept in reserve
    """
    _look_afresh(interview)
    items = items_of(interview)
    source: Any = question or own
    wording = _filled(source.text, interview) if source else text
    known = next((item for item in items if item.text == wording or _same(item, question, own)), None)
    if known is not None:
        return known
    if len(items) >= MOST_ITEMS:
        raise FullPlan
    section = section or _section_for(source, items, settings or TalkSettings.of(interview.owner))
    item = PlanItem.objects.create(
        owner_id=interview.owner_id,
        interview=interview,
        question=question,
        own_question=own,
        gap=gap,
        section=section,
        framework=source.framework if source else "none",
        category=source.category if source else "",
        text=wording,
        probes=list(source.probes) if source else [],
        position=_next_position(interview, section),
    )
    note_readiness(interview=interview, now=now)
    return item


def _filled(text: str, interview: Interview) -> str:
    """Put what is known of the main person and of the goal into the places of a question; the rest stays.

    An observation is the owner's own sentence, and the team the owner's own: those are filled in by hand.
    """
    if not slots(text):
        return text
    people = Contact.objects.for_user(interview.owner_id).filter(participations__interview=interview)
    people = people.order_by("-participations__is_main", "participations__pk")
    person = people.select_related("organisation").first()
    values = _of_person(person) if person else {}
    filled = fill(text, values | _of_goal(interview.goal))
    return filled if len(filled) <= LONGEST_QUESTION else text


def _of_person(person: Contact) -> dict[str, str]:
    notes = ResearchNote.objects.filter(owner_id=person.owner_id, contact=person).exclude(source_title="")
    read = notes.filter(layer=ResearchLayer.PERSON).order_by("-noted_on", "-pk")
    return {
        "organisation": person.organisation.name if person.organisation else "",
        "role": person.job_title,
        "region": person.city,
        "topic": read.values_list("source_title", flat=True).first() or "",
    }


def _of_goal(goal: Goal | None) -> dict[str, str]:
    """Return what the goal names; a whole clause, such as "how teams decide", fits into no question."""
    named = words_of_goal(goal)
    return {name: words for name, words in named.items() if words and not CLAUSE.match(words)}


def _same(item: PlanItem, question: Question | None, own: OwnQuestion | None) -> bool:
    return bool((question and item.question_id == question.pk) or (own and item.own_question_id == own.pk))


def _section_for(source: Any, items: Sequence[PlanItem], settings: TalkSettings) -> str:
    section = SECTION_OF_STAGE[QuestionStage(source.stage)] if source else PlanSection.CORE
    core = sum(item.section == PlanSection.CORE for item in items)
    if section == PlanSection.CORE and core >= settings.core_questions:
        return PlanSection.RESERVE
    return section


def _next_position(interview: Interview, section: str) -> int:
    rows = PlanItem.objects.filter(owner_id=interview.owner_id, interview=interview, section=section)
    last = rows.aggregate(last=Max("position"))["last"]
    return 0 if last is None else last + 1


@transaction.atomic
def move_item(*, item: PlanItem, by: int) -> None:
    """Move a question up (-1) or down (1) within its section; at the edge it stays."""
    _look_afresh(item.interview)
    rows = list(_section_rows(item))
    place = next((n for n, row in enumerate(rows) if row.pk == item.pk), None)
    if place is None or not 0 <= place + by < len(rows):
        return
    rows[place], rows[place + by] = rows[place + by], rows[place]
    _renumber(rows)


@transaction.atomic
def reorder(*, interview: Interview, order: Sequence[str]) -> None:
    """Put the questions of a section into this order; ids that are not in the plan are left out."""
    _look_afresh(interview)
    rows = PlanItem.objects.filter(owner_id=interview.owner_id, interview=interview)
    known = {str(row.public_id): row for row in rows.order_by("position", "pk")}
    wanted = [known[public_id] for public_id in dict.fromkeys(order) if public_id in known]
    if not wanted:
        return
    section = wanted[0].section
    wanted = [row for row in wanted if row.section == section]
    rest = [row for row in known.values() if row.section == section and row not in wanted]
    _renumber([*wanted, *rest])


def _renumber(rows: Sequence[PlanItem]) -> None:
    for position, row in enumerate(rows):
        if row.position != position:
            row.change(position=position)


def _section_rows(item: PlanItem) -> Any:
    rows = PlanItem.objects.filter(
        owner_id=item.owner_id, interview_id=item.interview_id, section=item.section
    )
    return rows.order_by("position", "pk")


@transaction.atomic
def put_into(*, item: PlanItem, section: str, now: datetime) -> None:
    if item.section != section:
        item.change(section=section, position=_next_position(item.interview, section))
        note_readiness(interview=item.interview, now=now)


@transaction.atomic
def remove_from_plan(*, item: PlanItem, now: datetime) -> bool:
    """Take a question out; one with notes under it stays, and False says so."""
    if item.is_answered:
        return False
    interview = item.interview
    item.delete()
    note_readiness(interview=interview, now=now)
    return True


@transaction.atomic
def put_back(*, interview: Interview, token: str, now: datetime) -> PlanItem | None:
    """Put back a question that was taken out, or return None when that is not possible any more."""
    item = undo.put_back(PlanItem, token, owner=interview.owner, interview=interview)
    if item is not None:
        note_readiness(interview=interview, now=now)
    return item


def fix_of(text: str, code: str, number: int) -> Fix | None:
    """Return the offered change that a button names."""
    for finding in check_question(text):
        if finding.code == code and 0 <= number < len(finding.fixes):
            return finding.fixes[number]
    return None


def worst_of(findings: Sequence[Finding]) -> str:
    order = [Severity.STRONG, Severity.WARN, Severity.INFO, Severity.PRAISE]
    return next((str(severity) for severity in order if any(f.severity == severity for f in findings)), "")


# Suggestions --------------------------------------------------------------------------------------


def missing_of(items: Sequence[PlanItem], settings: TalkSettings) -> tuple[int, int]:
    """Return how many core questions and how many in reserve are wanted and would still find room."""
    room = MOST_ITEMS - len(items)
    core = settings.core_questions - sum(item.section == PlanSection.CORE for item in items)
    reserve = RESERVE_WANTED - sum(item.section == PlanSection.RESERVE for item in items)
    core = max(0, min(core, room))
    return core, max(0, min(reserve, room - core))


@transaction.atomic
def fill_plan(*, interview: Interview, people: Sequence[Contact], mode: str, now: datetime) -> None:
    """Add what suits this talk: first the core questions that are missing, then those in reserve."""
    _look_afresh(interview)
    settings, items = TalkSettings.of(interview.owner), items_of(interview)
    core, reserve = missing_of(items, settings)
    if not core + reserve:
        return
    gaps = {str(gap.public_id): gap for gap in gaps_of(interview)[:GAPS_WEIGHED]}
    found = suggestions_for(
        interview,
        people,
        items,
        bank=bank_for(interview.owner, mode=mode),
        gaps=list(gaps.values()),
        count=core + reserve,
    )
    for place, (question, one) in enumerate(found):
        add_to_plan(
            interview=interview,
            now=now,
            question=question,
            section=PlanSection.CORE if place < core else PlanSection.RESERVE,
            gap=gaps.get(one.gap),
        )


def gaps_of(interview: Interview) -> QuerySet[Gap]:
    """Return the open gaps of the talk's goal; without a goal, those of all current ones."""
    rows = Gap.objects.filter(owner_id=interview.owner_id).unanswered()
    rows = (
        rows.filter(goal=interview.goal)
        if interview.goal
        else rows.filter(goal__status__in=["active", "exploring"])
    )
    return rows.order_by("goal_id", "position", "pk")


def bank_for(owner: Any, *, mode: str) -> list[Question]:
    """Return the published questions for this mode, each with whether the owner `liked` it."""
    liked = FavouriteQuestion.objects.filter(owner=owner, question=OuterRef("pk"))
    rows = Question.objects.published().filter(bank__mode=mode).annotate(liked=Exists(liked))
    return list(rows.order_by("bank__position", "position", "pk")[:MOST_WEIGHED])


def suggestions_for(
    interview: Interview,
    people: Sequence[Contact],
    items: Sequence[PlanItem],
    *,
    bank: Sequence[Question],
    gaps: Sequence[Gap],
    count: int = 6,
) -> list[tuple[Question, Suggestion]]:
    """Return core questions of the bank that suit this talk, each with its reason."""
    questions = {str(question.pk): question for question in bank if question.stage == QuestionStage.CORE}
    candidates = [
        Candidate(key, q.text, q.category, q.framework, q.seniority, q.audience, q.industry, q.org_size)
        for key, q in questions.items()
    ]
    situation = _situation(interview, people, items, gaps)
    favourites = {str(question.pk) for question in bank if question.liked}  # type: ignore[attr-defined]
    found = suggest(candidates, replace(situation, favourites=favourites), count=count)
    return [(questions[one.key], one) for one in found]


def _situation(
    interview: Interview, people: Sequence[Contact], items: Sequence[PlanItem], gaps: Sequence[Gap]
) -> Situation:
    person = people[0] if people else None
    house = person.organisation if person else None
    person_keys, house_keys = _asked_before(interview, person)
    return Situation(
        goal_type=interview.goal.type if interview.goal else "",
        distance=person.distance if person else "",
        seniority=person.seniority if person else "",
        industry=industry_of(house.industry) if house else "",
        org_size=house.size if house else "",
        gaps=[(str(gap.public_id), gap.text) for gap in gaps],
        in_plan={str(item.question_id) for item in items if item.question_id},
        asked_person=person_keys,
        asked_there=house_keys,
        frameworks={item.framework for item in items},
        categories={item.category for item in items},
    )


def _asked_before(interview: Interview, person: Contact | None) -> tuple[set[str], set[str]]:
    """Return the questions this person was asked, and those that others at the same organisation were."""
    if person is None:
        return set(), set()
    of_person = Q(interview__participants__contact=person)
    of_house = (
        Q(interview__participants__contact__organisation=person.organisation)
        if person.organisation
        else Q(pk=None)
    )
    rows = (
        PlanItem.objects.filter(owner_id=interview.owner_id, question__isnull=False, interview__status="held")
        .filter(Q(asked_at__isnull=False) | ~Q(notes=""))
        .exclude(interview=interview)
        .filter(of_person | of_house)
        .values_list("question_id", "interview__participants__contact_id")
    )
    mine: set[str] = set()
    there: set[str] = set()
    for question, contact in rows[:2000]:
        (mine if contact == person.pk else there).add(str(question))
    return mine, there


def _look_afresh(interview: Interview) -> None:
    raise_facts_version([interview.owner_id], using=None)
