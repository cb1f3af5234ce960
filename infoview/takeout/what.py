"""What of an account is taken along: every owned model, unless it stands here with a reason."""

from typing import Any

from django.db.models import ForeignKey, Q

from contacts.models import (
    Contact,
    ImportBatch,
    ImportRow,
    Merge,
    Organisation,
    Promise,
    SavedView,
    Touch,
)
from debriefs.models import (
    PRIVATE,
    CompetencyEvidence,
    Debrief,
    DebriefGoal,
    Insight,
    InsightCategory,
    Opportunity,
    Step,
    Theme,
    ThemeEvent,
)
from infoview.search.triggers import owned_models
from infoview.shared.models import OwnedModel
from interviews.enums import Confidentiality
from interviews.models import Interview, LiveMark, NoteVersion, Participant, PlanItem, Question
from outreach.models import FollowUpPolicy, Gap, MessageTemplate
from scheduler.models import Outgoing, Reminder, ReminderSettings, Subscription

FORMAT = "infoview-account"
VERSION = 1

LEFT_OUT: dict[type[OwnedModel], str] = {
    ImportBatch: "how a file came in, for undoing it; what came in is taken along",
    ImportRow: "how a file came in, for undoing it; what came in is taken along",
    Subscription: "its address is a secret; make a new one",
    Outgoing: "digests on their way out of this installation",
}

# Columns that are secrets, or that only hold where they were written.
LEFT_EMPTY: dict[type[OwnedModel], frozenset[str]] = {
    ReminderSettings: frozenset({"digest_token"}),
    Merge: frozenset({"record"}),
}

# What of the person is taken along, and what is not: how they sign in, and what belongs to this installation.
PROFILE = (
    "name", "timezone", "country", "mode", "theme", "hour12", "shortcuts", "headline", "region", "seniority",
    "profile_url", "what_i_do_not_know", "is_demo", "privacy_notice_url",
)  # fmt: skip
NOT_PROFILE = (
    "id", "password", "last_login", "is_superuser", "is_staff", "is_active", "date_joined", "email",
    "public_id", "facts_version", "last_seen_at", "deletion_due_at",
)  # fmt: skip

# Rows of the library are named by keys that are the same everywhere.
LIBRARY: dict[type, tuple[str, ...]] = {
    FollowUpPolicy: ("key",),
    MessageTemplate: ("key",),
    InsightCategory: ("key",),
    Question: ("bank__key", "key"),
}

# Numbers of rows that stand inside a JSON column, by the name beside them.
NUMBERS_INSIDE: dict[type[OwnedModel], tuple[str, dict[str, type[OwnedModel]]]] = {
    ThemeEvent: (
        "before",
        {"kept": Theme, "insights": Insight, "gaps": Gap, "organisation": Organisation},
    ),
}

# Public ids that stand in other columns than foreign keys.
IDS_INSIDE: dict[type[OwnedModel], tuple[str, ...]] = {
    SavedView: ("query",),
    Reminder: ("subject", "undo"),
}

# Two people in one row, the one with the smaller number first.
PAIRS = ("a", "b")

# Kept private ------------------------------------------------------------------------------------

_TALK = Q(interview__confidentiality=Confidentiality.PRIVATE)
_DEBRIEF = Q(debrief__interview__confidentiality=Confidentiality.PRIVATE)


def _of_private_talks(model: type[OwnedModel], column: str) -> Any:
    rows = model.objects.filter(_TALK, **{f"{column}__isnull": False})
    return rows.values(column)


def held_back() -> dict[type[OwnedModel], Q]:
    """Return which rows go along only when asked for."""
    return {
        Insight: PRIVATE,
        LiveMark: _TALK,
        NoteVersion: _TALK,
        Step: _DEBRIEF,
        Opportunity: _DEBRIEF,
        Promise: Q(pk__in=_of_private_talks(LiveMark, "promise")),
    }


def blanked() -> dict[type[OwnedModel], tuple[Q, tuple[str, ...]]]:
    """Return of which rows which columns are empty unless asked for."""
    return {
        Interview: (Q(confidentiality=Confidentiality.PRIVATE), ("aim", "opening", "notes", "ended_reason")),
        PlanItem: (_TALK, ("notes",)),
        Debrief: (_TALK, ("reflection", "surprised", "who_would_disagree", "what_else", "kept_findings")),
        Reminder: (_TALK, ("text",)),
        Touch: (Q(pk__in=_of_private_talks(Participant, "touch")), ("summary",)),
    }


# They hang on a talk or its debrief, and say nothing of what was heard.
NOTHING_PRIVATE = (Participant, DebriefGoal, CompetencyEvidence)

# -------------------------------------------------------------------------------------------------


def taken_models() -> list[type[OwnedModel]]:
    """Return what is taken along, parents first; what names rows by their ids comes last."""
    models = [model for model in owned_models() if model not in LEFT_OUT]
    ordered: list[type[OwnedModel]] = []

    def visit(model: type[OwnedModel]) -> None:
        if model in ordered:
            return
        for parent in sorted(parents_of(model).values(), key=lambda parent: parent._meta.label):
            if parent is not model:
                visit(parent)
        ordered.append(model)

    for model in models:
        visit(model)
    late = [*NUMBERS_INSIDE, *IDS_INSIDE]
    return [model for model in ordered if model not in late] + late


def parents_of(model: type[OwnedModel]) -> dict[str, type[OwnedModel]]:
    """Return the owned models this one names, by column."""
    return {
        field.name: field.related_model
        for field in columns_of(model)
        if isinstance(field, ForeignKey) and issubclass(field.related_model, OwnedModel)
    }


def columns_of(model: type[OwnedModel]) -> list[Any]:
    """Return the columns that are taken along; the owner is whoever takes them in."""
    apart = LEFT_EMPTY.get(model, frozenset()) | {"owner"}
    return [
        field for field in model._meta.concrete_fields if not field.primary_key and field.name not in apart
    ]


def is_pair(model: type[OwnedModel]) -> bool:
    return set(PAIRS) <= set(parents_of(model)) and all(parents_of(model)[name] is Contact for name in PAIRS)


def file_of(model: type[OwnedModel]) -> str:
    return f"data/{model._meta.label_lower}.json"


def library_keys(model: type) -> dict[int, str]:
    """Return the keys of the library's rows by their numbers."""
    rows = model._default_manager.values_list("pk", *LIBRARY[model])  # type: ignore[attr-defined]
    return {pk: "/".join(key) for pk, *key in rows}
