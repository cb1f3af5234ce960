"""Triggers that keep the search table full, owners apart, and each row with its owner.

They are made anew after every migrate, and taken away before it: SQLite rebuilds a
table for many changes and drops its triggers without a word.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from infoview.shared.models import OwnedModel

PREFIX = "infoview_"


@dataclass(frozen=True)
class Source:
    """What of a table is found: the SQL of title and body, with `{row}.` before each column.

    when   a condition on the row; a row that does not meet it is not found
    """

    kind: str
    model: str
    title: str
    body: str
    when: str = ""


def _joined(*columns: str) -> str:
    return " || ' ' || ".join(f"coalesce({{row}}.{column}, '')" for column in columns)


SOURCES = (
    Source(
        "contact",
        "contacts.Contact",
        "{row}.name",
        _joined("job_title", "department", "city", "how_met", "notes", "profile_url"),
    ),
    Source(
        "organisation",
        "contacts.Organisation",
        "{row}.name",
        _joined("industry", "about", "notes", "roles_to_look_for"),
    ),
    Source("research", "contacts.ResearchNote", "''", _joined("text", "source_title")),
    Source("touch", "contacts.Touch", "''", "{row}.summary", "{row}.summary <> ''"),
    Source("promise", "contacts.Promise", "''", "{row}.text"),
    Source("goal", "outreach.Goal", "{row}.title", _joined("question", "success_criteria", "closing_note")),
    Source("gap", "outreach.Gap", "{row}.text", "{row}.answer"),
    Source("request", "outreach.OutreachRequest", "''", "{row}.note", "{row}.note <> ''"),
    Source("message", "outreach.Message", "{row}.subject", "{row}.body"),
    Source("interview", "interviews.Interview", "{row}.aim", _joined("notes", "place", "opening")),
    Source("answer", "interviews.PlanItem", "{row}.text", "{row}.notes"),
    Source("own_question", "interviews.OwnQuestion", "{row}.text", "{row}.purpose"),
    Source(
        "debrief",
        "debriefs.Debrief",
        "''",
        _joined("reflection", "surprised", "who_would_disagree", "what_else"),
    ),
    Source("insight", "debriefs.Insight", "{row}.takeaway", "{row}.implication"),
    Source("theme", "debriefs.Theme", "{row}.name", "{row}.description", "{row}.merged_into_id IS NULL"),
    Source("change", "debriefs.StrategyChange", "{row}.text", "''"),
    Source("reminder", "scheduler.OwnReminder", "{row}.text", "''"),
)


def owned_models() -> list[type[OwnedModel]]:
    return [model for model in apps.get_models() if issubclass(model, OwnedModel)]


def owned_relations() -> Iterator[tuple[type[OwnedModel], models.ForeignKey]]:
    """Yield every foreign key from one owned model to another."""
    for model in owned_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, models.ForeignKey) and issubclass(field.related_model, OwnedModel):
                yield model, field


def create(connection: BaseDatabaseWrapper) -> None:
    statements = _sqlite() if connection.vendor == "sqlite" else _postgresql()
    with connection.cursor() as cursor:
        drop(connection)
        for statement in statements:
            cursor.execute(statement)


def drop(connection: BaseDatabaseWrapper) -> None:
    with connection.cursor() as cursor:
        for name, table in existing(connection):
            suffix = "" if connection.vendor == "sqlite" else f' ON "{table}"'
            cursor.execute(f'DROP TRIGGER IF EXISTS "{name}"{suffix}')


def existing(connection: BaseDatabaseWrapper) -> list[tuple[str, str]]:
    """Return name and table of each trigger of ours in the database."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger' AND name LIKE %s ESCAPE '!'",
                [PREFIX.replace("_", "!_") + "%"],
            )
        else:
            cursor.execute(
                "SELECT tgname, relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid"
                " WHERE NOT tgisinternal AND tgname LIKE %s ESCAPE '!'",
                [PREFIX.replace("_", "!_") + "%"],
            )
        return [(name, table) for name, table in cursor.fetchall()]


def rebuild(connection: BaseDatabaseWrapper) -> int:
    """Fill the search table anew from its sources; return the number of entries."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM search_entry")
        for source in SOURCES:
            table = apps.get_model(source.model)._meta.db_table
            where = f" WHERE {source.when.format(row='s')}" if source.when else ""
            cursor.execute(
                "INSERT INTO search_entry (owner_id, owner_token, kind, object_id, title, body)"
                f" SELECT s.owner_id, 'o' || s.owner_id, '{source.kind}', s.id, {source.title.format(row='s')},"
                f' {source.body.format(row="s")} FROM "{table}" s{where}'
            )
        cursor.execute("SELECT count(*) FROM search_entry")
        return int(cursor.fetchone()[0])


def _upsert(source: Source, row: str) -> str:
    return (
        "INSERT INTO search_entry (owner_id, owner_token, kind, object_id, title, body) VALUES"
        f" ({row}.owner_id, 'o' || {row}.owner_id, '{source.kind}', {row}.id, {source.title.format(row=row)},"
        f" {source.body.format(row=row)}) ON CONFLICT (kind, object_id) DO UPDATE SET"
        " owner_id = excluded.owner_id, owner_token = excluded.owner_token, title = excluded.title, body = excluded.body"
    )


def _remove(source: Source, row: str) -> str:
    return f"DELETE FROM search_entry WHERE kind = '{source.kind}' AND object_id = {row}.id"


def _changed(source: Source) -> str:
    """Return the condition that the update touched anything that is found (both databases read it)."""
    parts = ["old.owner_id <> new.owner_id"]
    for text in (source.title, source.body, *([source.when] if source.when else [])):
        before, after = text.format(row="old"), text.format(row="new")
        if before != after:
            parts.append(f"({before}) IS DISTINCT FROM ({after})")
    return " OR ".join(parts)


def _sqlite() -> Iterator[str]:
    for source in SOURCES:
        table = apps.get_model(source.model)._meta.db_table
        name = f"{PREFIX}{source.kind}_search"
        wanted = f" WHEN {source.when.format(row='new')}" if source.when else ""
        # SQLite says IS NOT where the standard says IS DISTINCT FROM.
        changed = _changed(source).replace("IS DISTINCT FROM", "IS NOT")
        yield f'CREATE TRIGGER "{name}_ai" AFTER INSERT ON "{table}"{wanted} BEGIN {_upsert(source, "new")}; END'
        condition = f"({changed}) AND ({source.when.format(row='new')})" if source.when else changed
        yield (
            f'CREATE TRIGGER "{name}_au" AFTER UPDATE ON "{table}" WHEN {condition}'
            f" BEGIN {_upsert(source, 'new')}; END"
        )
        if source.when:
            yield (
                f'CREATE TRIGGER "{name}_gone" AFTER UPDATE ON "{table}"'
                f" WHEN NOT ({source.when.format(row='new')}) BEGIN {_remove(source, 'new')}; END"
            )
        yield f'CREATE TRIGGER "{name}_ad" AFTER DELETE ON "{table}" BEGIN {_remove(source, "old")}; END'
    yield (
        f'CREATE TRIGGER "{PREFIX}fts_ai" AFTER INSERT ON search_entry BEGIN INSERT INTO'
        " search_fts (rowid, owner_token, title, body) VALUES (new.id, new.owner_token, new.title, new.body); END"
    )
    yield (
        f'CREATE TRIGGER "{PREFIX}fts_ad" AFTER DELETE ON search_entry BEGIN INSERT INTO'
        " search_fts (search_fts, rowid, owner_token, title, body) VALUES ('delete', old.id, old.owner_token, old.title, old.body); END"
    )
    yield (
        f'CREATE TRIGGER "{PREFIX}fts_au" AFTER UPDATE ON search_entry BEGIN INSERT INTO'
        " search_fts (search_fts, rowid, owner_token, title, body) VALUES ('delete', old.id, old.owner_token, old.title, old.body);"
        " INSERT INTO search_fts (rowid, owner_token, title, body) VALUES (new.id, new.owner_token, new.title, new.body); END"
    )
    for model, field in owned_relations():
        table, column = model._meta.db_table, field.column
        parent = field.related_model._meta.db_table
        stranger = (
            f'new.{column} IS NOT NULL AND (SELECT owner_id FROM "{parent}" WHERE id = new.{column})'
            " <> new.owner_id"
        )
        raised = f"SELECT RAISE(ABORT, '{table}.{column} belongs to another owner')"
        yield (
            f'CREATE TRIGGER "{PREFIX}owner_{table}_{column}_i" BEFORE INSERT ON "{table}"'
            f" WHEN {stranger} BEGIN {raised}; END"
        )
        yield (
            f'CREATE TRIGGER "{PREFIX}owner_{table}_{column}_u" BEFORE UPDATE OF "{column}"'
            f' ON "{table}" WHEN {stranger} BEGIN {raised}; END'
        )
    # Without it a parent could walk away from its children.
    for model in owned_models():
        table = model._meta.db_table
        yield (
            f'CREATE TRIGGER "{PREFIX}kept_{table}" BEFORE UPDATE OF owner_id ON "{table}"'
            f" WHEN new.owner_id <> old.owner_id BEGIN SELECT RAISE(ABORT, 'a row of {table} keeps its owner'); END"
        )


def _postgresql() -> Iterator[str]:
    for source in SOURCES:
        table = apps.get_model(source.model)._meta.db_table
        name = f"{PREFIX}{source.kind}_search"
        body = f"{_upsert(source, 'new')};"
        if source.when:
            wanted = source.when.format(row="new")
            body = f"IF {wanted} THEN {body} ELSE {_remove(source, 'new')}; END IF;"
        yield (
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
            f" IF TG_OP = 'DELETE' THEN {_remove(source, 'old')}; RETURN old; END IF;"
            f" IF TG_OP = 'UPDATE' THEN IF NOT ({_changed(source)}) THEN RETURN new; END IF; END IF;"
            f" {body} RETURN new; END $$"
        )
        yield (
            f'CREATE TRIGGER "{name}" AFTER INSERT OR UPDATE OR DELETE ON "{table}"'
            f" FOR EACH ROW EXECUTE FUNCTION {name}()"
        )
    yield (
        f"CREATE OR REPLACE FUNCTION {PREFIX}same_owner() RETURNS trigger LANGUAGE plpgsql AS $$"
        " DECLARE theirs bigint; child bigint; BEGIN"
        " EXECUTE format('SELECT ($1).%I', TG_ARGV[0]) INTO child USING new;"
        " IF child IS NULL THEN RETURN new; END IF;"
        " EXECUTE format('SELECT owner_id FROM %I WHERE id = $1', TG_ARGV[1]) INTO theirs USING child;"
        " IF theirs <> new.owner_id THEN RAISE EXCEPTION '%.% belongs to another owner',"
        " TG_TABLE_NAME, TG_ARGV[0] USING ERRCODE = 'integrity_constraint_violation'; END IF;"
        " RETURN new; END $$"
    )
    for model, field in owned_relations():
        table, column = model._meta.db_table, field.column
        yield (
            f'CREATE TRIGGER "{PREFIX}o_{table}_{column}"'
            f' BEFORE INSERT OR UPDATE OF "{column}" ON "{table}" FOR EACH ROW'
            f" EXECUTE FUNCTION {PREFIX}same_owner('{column}', '{field.related_model._meta.db_table}')"
        )
    yield (
        f"CREATE OR REPLACE FUNCTION {PREFIX}keeps_owner() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        " RAISE EXCEPTION 'a row of % keeps its owner', TG_TABLE_NAME"
        " USING ERRCODE = 'integrity_constraint_violation'; END $$"
    )
    for model in owned_models():
        table = model._meta.db_table
        yield (
            f'CREATE TRIGGER "{PREFIX}kept_{table}" BEFORE UPDATE OF owner_id ON "{table}" FOR EACH ROW'
            f" WHEN (new.owner_id <> old.owner_id) EXECUTE FUNCTION {PREFIX}keeps_owner()"
        )
