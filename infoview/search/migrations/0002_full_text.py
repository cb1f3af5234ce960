"""Full text on top of the search table: FTS5 on SQLite, a tsvector on PostgreSQL."""

from django.db import migrations

SQLITE = [
    "CREATE VIRTUAL TABLE search_fts USING fts5(owner_token, title, body, content='search_entry', content_rowid='id',"
    " tokenize='unicode61 remove_diacritics 2', prefix='2 3')",
]
SQLITE_BACK = ["DROP TABLE IF EXISTS search_fts"]
POSTGRESQL = [
    "CREATE EXTENSION IF NOT EXISTS unaccent",
    "CREATE EXTENSION IF NOT EXISTS btree_gin",
    "CREATE TEXT SEARCH CONFIGURATION infoview (COPY = simple)",
    "ALTER TEXT SEARCH CONFIGURATION infoview ALTER MAPPING FOR hword, hword_part, word WITH unaccent, simple",
    "ALTER TABLE search_entry ADD COLUMN tsv tsvector GENERATED ALWAYS AS"
    " (setweight(to_tsvector('infoview', left(title, 100000)), 'A')"
    " || setweight(to_tsvector('infoview', left(body, 100000)), 'B')) STORED",
    "CREATE INDEX search_entry_tsv ON search_entry USING gin (owner_id, tsv)",
]
POSTGRESQL_BACK = [
    "ALTER TABLE search_entry DROP COLUMN IF EXISTS tsv",
    "DROP TEXT SEARCH CONFIGURATION IF EXISTS infoview",
]


def run(editor, sqlite, postgresql):
    for statement in sqlite if editor.connection.vendor == "sqlite" else postgresql:
        editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]

    operations = [
        migrations.RunPython(
            lambda apps, editor: run(editor, SQLITE, POSTGRESQL),
            lambda apps, editor: run(editor, SQLITE_BACK, POSTGRESQL_BACK),
        ),
    ]
