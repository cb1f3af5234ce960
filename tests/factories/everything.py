"""One valid row of every owned model: for the walks that must not forget a table."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

from contacts import models as c
from contacts.enums import FavourDirection, ImportFormat, PointKind, ResearchLayer, Side, TouchKind
from debriefs import models as d
from debriefs.enums import ChangeKind, ThemeAct, ThemeScope
from infoview.search.triggers import owned_models
from interviews import models as i
from interviews.enums import MarkKind
from outreach import models as o
from outreach.enums import RequestStatus
from scheduler import models as s
from scheduler.enums import ReminderKind

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
DAY = date(2026, 3, 2)


def one_of_each(owner: Any) -> dict[type, Any]:
    """Make one row of every owned model for this owner, tied together; return them by model."""
    made: dict[type, Any] = {}

    def make(model: type, **values: Any) -> Any:
        made.setdefault(model, None)
        row = model.objects.create(owner=owner, **values)  # type: ignore[attr-defined]
        made[model] = made[model] or row
        return row

    organisation = make(c.Organisation, name="Quillmark Learning")
    ada = make(c.Contact, name="Elena Marchetti", organisation=organisation)
    bea = make(c.Contact, name="Tomas Lindqvist", introduced_by=ada)
    tag = make(c.Tag, name="education")
    make(c.ContactTag, contact=ada, tag=tag)
    make(c.ContactPoint, contact=ada, kind=PointKind.EMAIL, value="elena@example.org")
    make(c.ResearchNote, contact=ada, layer=ResearchLayer.PERSON, text="Spoke on pilots", noted_on=DAY)
    touch = make(c.Touch, contact=ada, kind=TouchKind.TALK, happened_at=NOON, happened_on=DAY)
    promise = make(c.Promise, contact=ada, side=Side.MINE, text="Reading list", promised_on=DAY, due_on=DAY)
    make(c.Favour, contact=ada, direction=FavourDirection.GIVEN, text="A survey", happened_on=DAY)
    make(c.Tie, a=ada, b=bea)
    make(c.NotSame, a=ada, b=bea)
    make(c.SavedView, name="Quiet ones", query="sort=quiet")
    batch = make(c.ImportBatch, format=ImportFormat.CSV, tag=tag, applied_at=NOON)
    make(c.ImportRow, batch=batch, line=2, fate="new", matched=ada, applied_to=ada)
    make(c.ImportMapping, signature="a" * 64)
    merge = make(c.Merge, kept=ada)
    make(c.MergedContact, merge=merge, kept=ada, old_public_id=uuid4())
    make(c.ErasedIdentity, identity_hash="b" * 64, erased_on=DAY)

    goal = make(o.Goal, title="Understand lifecycle marketing", started_on=DAY)
    gap = make(o.Gap, goal=goal, text="Who decides and who pays?")
    make(o.TargetOrganisation, goal=goal, organisation=organisation)
    own_template = make(o.OwnTemplate, name="Mine", body="Hi {first_name}")
    make(o.OutreachSettings)
    request = make(
        o.OutreachRequest,
        contact=ada,
        goal=goal,
        status=RequestStatus.SENT,
        sent_at=NOON,
        last_sent_at=NOON,
        last_sent_on=DAY,
        attempts=1,
    )
    message = make(
        o.Message,
        contact=ada,
        request=request,
        status=o.MessageStatus.SENT,
        attempt=1,
        happened_at=NOON,
        happened_on=DAY,
        body="Hi Elena",
        own_template=own_template,
    )
    make(o.MessageVersion, message=message, revision=1, saved_at=NOON)
    make(o.ReferralRecord, contact=ada, state=o.ReferralState.ASKED, recorded_on=DAY)

    bank = i.QuestionBank.objects.get_or_create(key="walk", defaults={"name": "Walk"})[0]
    question = i.Question.objects.get_or_create(
        bank=bank, key="q1", defaults={"text": "How is work judged?"}
    )[0]
    own_question = make(i.OwnQuestion, text="What surprised you?")
    make(i.FavouriteQuestion, question=question)
    make(i.TalkSettings)
    interview = make(
        i.Interview,
        request=request,
        goal=goal,
        starts_at=NOON,
        ends_at=NOON + timedelta(minutes=20),
        timezone="Europe/Berlin",
    )
    make(i.Participant, interview=interview, contact=ada, touch=touch, thank_you=message)
    item = make(
        i.PlanItem, interview=interview, question=question, own_question=own_question, gap=gap, text="How?"
    )
    make(
        i.LiveMark, interview=interview, plan_item=item, kind=MarkKind.QUOTE, text="A line", marked_at=NOON,
        contact=bea, promise=promise,
    )  # fmt: skip
    make(i.NoteVersion, interview=interview, plan_item=item, revision=1, text="Other", saved_at=NOON)

    category = d.InsightCategory.objects.get_or_create(key="walk", defaults={"name": "Walk"})[0]
    make(d.SynthesisSettings)
    debrief = make(d.Debrief, interview=interview, finished_at=NOON)
    make(d.DebriefGoal, debrief=debrief, goal=goal)
    theme = make(
        d.Theme, name="Keeping users counts", scope=ThemeScope.ORGANISATION, organisation=organisation
    )
    make(d.Theme, name="Keeping users matters", merged_into=theme)
    make(d.ThemeGap, theme=theme, gap=gap)
    make(d.ThemeEvent, theme=theme, act=ThemeAct.CREATED, happened_at=NOON)
    insight = make(
        d.Insight, debrief=debrief, contact=ada, category=category, takeaway="Renewals first",
        theme=theme, gap=gap, plan_item=item,
    )  # fmt: skip
    make(d.Step, debrief=debrief, text="Learn SQL", due_on=DAY)
    make(d.Opportunity, contact=ada, debrief=debrief, text="Meet the director", mentioned_on=DAY)
    change = make(d.StrategyChange, goal=goal, kind=ChangeKind.CV, text="Lead with renewals", decided_on=DAY)
    make(d.StrategyEvidence, strategy_change=change, theme=theme)
    competency = make(d.Competency, goal=goal, name="SQL")
    make(d.CompetencyEvidence, competency=competency, insight=insight)

    make(
        s.Reminder, kind=ReminderKind.OWN, subject=uuid4(), contact=ada, request=request, interview=interview,
        due_at=NOON, due_on=DAY, overdue_at=NOON, shows_on=DAY, rendered_at=NOON,
    )  # fmt: skip
    make(s.OwnReminder, text="Read the report", contact=ada, starts_on=DAY)
    make(s.Pause, starts_on=DAY, ends_on=DAY)
    make(s.ReminderSettings, digest_token=uuid4())
    make(s.Subscription, name="Phone", token_hash=uuid4().hex * 2)
    make(s.Outgoing, local_date=DAY, due_at=NOON, next_try_at=NOON, message_id="<a@b>")
    missing = set(owned_models()) - made.keys()
    assert not missing, f"one_of_each forgets {sorted(model.__name__ for model in missing)}"
    return made
