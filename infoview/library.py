"""Bring the library in: question banks, message templates, insight categories, follow-up presets.

The files are under version control. A second load changes what nobody edited, and leaves the rest alone.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import transaction

from debriefs.models import InsightCategory
from infoview.shared.querysets import raise_every_facts_version
from interviews.enums import BankStatus, QuestionMode
from interviews.models import Question, QuestionBank
from outreach.enums import Channel, MessageKind, Relation
from outreach.models import FollowUpPolicy, MessageTemplate, TemplateStatus

ROOT = Path(__file__).resolve().parent.parent
QUESTIONS = ROOT / "interviews/library/question_bank.json"
TEMPLATES = ROOT / "outreach/library/message_templates.json"
POLICIES = ROOT / "outreach/library/policies.json"
CATEGORIES = ROOT / "debriefs/library/insight_categories.json"

BANKS = {
    QuestionMode.SEEKER: ("seeker", "Questions for exploring work", "What to ask people about their work."),
    QuestionMode.RECRUITER: (
        "recruiter",
        "Questions for recruiting",
        "Market soundings and lost candidates.",
    ),
    QuestionMode.INTERNAL: (
        "internal",
        "Questions for internal programmes",
        "Mobility inside one organisation.",
    ),
}
REGIONS = {"neutral": ""}


@dataclass
class Loaded:
    """What a load did, by kind of row."""

    created: dict[str, int] = field(default_factory=dict)
    updated: dict[str, int] = field(default_factory=dict)
    kept: dict[str, int] = field(default_factory=dict)

    def count(self, fate: str, kind: str) -> None:
        counts = getattr(self, fate)
        counts[kind] = counts.get(kind, 0) + 1


@transaction.atomic
def load_library() -> Loaded:
    """Load every library file; return what was created, updated, and kept because it was edited."""
    loaded = Loaded()
    _questions(loaded)
    _templates(loaded)
    for path, kind, model, rows in (
        (POLICIES, "policies", FollowUpPolicy, "policies"),
        (CATEGORIES, "categories", InsightCategory, "categories"),
    ):
        for position, values in enumerate(_read(path)[rows]):
            _load_plain(loaded, kind, model, {**values, "position": position})
    return loaded


def fingerprint(values: Mapping[str, Any]) -> str:
    """Return the hash of a row's content: equal to the stored one as long as nobody edited it."""
    text = json.dumps(
        {key: str(value) if not isinstance(value, list) else value for key, value in values.items()},
        sort_keys=True,
    )
    return hashlib.sha256(text.encode()).hexdigest()


def _read(path: Path) -> dict[str, Any]:
    return json.loads(path.read_text(encoding="utf-8"))


def _questions(loaded: Loaded) -> None:
    banks = {}
    for position, (mode, (key, name, about)) in enumerate(BANKS.items()):
        defaults = {
            "name": name,
            "description": about,
            "mode": mode,
            "status": BankStatus.PUBLISHED,
            "position": position,
        }
        banks[mode], _made = QuestionBank.objects.get_or_create(key=key, defaults=defaults)
    known = {(row.bank_id, row.key): row for row in Question.objects.filter(bank__in=banks.values())}
    for position, raw in enumerate(_read(QUESTIONS)["questions"]):
        bank = banks[raw["mode"]]
        values = {
            "text": raw["text"],
            "category": raw["category"],
            "stage": raw["stage"],
            "framework": raw["framework"],
            "purpose": raw["purpose"],
            "probes": raw["follow_up"],
            "seniority": raw["seniority"],
            "audience": raw["audience"].replace(" ", "_"),
            "industry": raw["industry"],
            "org_size": raw["org_size"].replace("-", "_").replace(" ", "_"),
            "region_notes": raw["region_notes"],
        }
        new = Question(bank=bank, key=raw["id"], position=position)
        _load_printed(loaded, "questions", known.get((bank.pk, raw["id"])), new, values)


def _templates(loaded: Loaded) -> None:
    known = {row.key: row for row in MessageTemplate.objects.all()}
    for position, raw in enumerate(_read(TEMPLATES)["templates"]):
        values = {
            "name": raw["name"],
            "kind": _kind(raw["kind"]),
            "channel": _channel(raw["channel"]),
            "relation": Relation(raw["relation"].replace(" ", "_")).value,
            "region": REGIONS.get(raw["region_tone"], raw["region_tone"]),
            "mode": raw["mode"],
            "subject": raw["subject"],
            "body": raw["body"],
            "when_to_use": raw["when_to_use"],
            "note": raw["note"],
        }
        new = MessageTemplate(key=raw["id"], position=position, status=TemplateStatus.PUBLISHED)
        _load_printed(loaded, "templates", known.get(raw["id"]), new, values)


def _kind(kind: str) -> str:
    return MessageKind({"second_attempt": "last_attempt"}.get(kind, kind)).value


def _channel(channel: str) -> str:
    return Channel(channel.lower().replace(" ", "_")).value


def _load_printed(loaded: Loaded, kind: str, row: Any, new: Any, values: Mapping[str, Any]) -> None:
    """Create a row, or bring an unedited one up to date; its fingerprint tells."""
    fresh = fingerprint(values)
    if row is None:
        row = new
        loaded.count("created", kind)
    elif row.fingerprint == fresh:
        return
    elif row.fingerprint != fingerprint({name: getattr(row, name) for name in values}):
        loaded.count("kept", kind)
        return
    else:
        loaded.count("updated", kind)
    for name, value in values.items():
        setattr(row, name, value)
    row.fingerprint = fresh
    row.save()


def _load_plain(loaded: Loaded, kind: str, model: Any, values: Mapping[str, Any]) -> None:
    """Create a row, or bring one up to date that was never saved in the admin."""
    row = model.objects.filter(key=values["key"]).first()
    if row is None:
        model.objects.create(**values)
        loaded.count("created", kind)
    elif row.edited:
        loaded.count("kept", kind)
    elif any(getattr(row, name) != value for name, value in values.items()):
        if model is FollowUpPolicy:
            raise_every_facts_version()
        model.objects.filter(pk=row.pk).update(**values)
        loaded.count("updated", kind)
