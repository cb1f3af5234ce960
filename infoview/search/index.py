"""Asking the full-text index: it knows words, kinds and owners, and no room."""

import re
import unicodedata
from typing import Any

from django.db import connection
from django.db.models.expressions import RawSQL

WORD = re.compile(r"\w+")
WORDS_MOST = 8
WORD_MOST = 60
RANKED = 300


def words_of(text: str) -> list[str]:
    """Return the words to look for, each once, in order; nothing else of the text reaches the database."""
    found = WORD.findall(unicodedata.normalize("NFC", text[:1000].replace("\0", " ")).replace("_", " "))
    return list(dict.fromkeys(word[:WORD_MOST].casefold() for word in found))[:WORDS_MOST]


def match_of(words: list[str], *, owner_id: int, fields: str = "title body") -> str:
    """Return what the index of this database is asked: every word, as the beginning of one."""
    if connection.vendor == "sqlite":
        wanted = " AND ".join(f'{{{fields}}} : "{word}" *' for word in words)
        return f"owner_token:o{owner_id} AND {wanted}"
    return " & ".join(f"'{word}':*" for word in words)


def ids_with(word: str, kind: str, *, owner_id: int) -> RawSQL:
    """Return a subquery: the keys of the rows of a kind in which a word begins like this."""
    if connection.vendor == "sqlite":
        return RawSQL(
            # The plus keeps SQLite from reading every entry of the kind to look each one up in the index.
            "SELECT e.object_id FROM search_fts JOIN search_entry e ON e.id = search_fts.rowid"
            " WHERE search_fts MATCH %s AND +e.kind = %s",
            [match_of([word], owner_id=owner_id), kind],
        )
    return RawSQL(
        "SELECT e.object_id FROM search_entry e WHERE e.owner_id = %s AND e.kind = %s"
        " AND e.tsv @@ to_tsquery('infoview', %s)",
        [owner_id, kind, match_of([word], owner_id=owner_id)],
    )


def entries_with(
    words: list[str], *, owner_id: int, kinds: tuple[str, ...], limit: int
) -> list[dict[str, Any]]:
    """Return the best entries: kind, object_id, title, body; those with the words in the title first."""
    marks = ", ".join(["%s"] * len(kinds))
    match = match_of(words, owner_id=owner_id)
    if connection.vendor == "sqlite":
        # Ranking a word that ten thousand rows have takes a page's whole time: the newest rows that have the
        # words, and the newest that have them in the title, are ranked among each other.
        newest = (
            "SELECT * FROM (SELECT e.id AS id, bm25(search_fts, 0.0, 5.0, 1.0) AS place FROM search_fts"
            " JOIN search_entry e ON e.id = search_fts.rowid"
            f" WHERE search_fts MATCH %s AND e.kind IN ({marks})"
            f" ORDER BY search_fts.rowid DESC LIMIT {RANKED})"
        )
        statement = (
            f"SELECT e.kind, e.object_id, e.title, e.body FROM ({newest} UNION ALL {newest}) found"
            " JOIN search_entry e ON e.id = found.id"
            " GROUP BY e.id ORDER BY min(found.place), e.id DESC LIMIT %s"
        )
        titled = match_of(words, owner_id=owner_id, fields="title")
        values: list[Any] = [titled, *kinds, match, *kinds, limit]
    else:
        statement = (
            "SELECT e.kind, e.object_id, e.title, e.body FROM search_entry e"
            f" WHERE e.owner_id = %s AND e.tsv @@ to_tsquery('infoview', %s) AND e.kind IN ({marks})"
            " ORDER BY ts_rank(e.tsv, to_tsquery('infoview', %s)) DESC, e.id DESC LIMIT %s"
        )
        values = [owner_id, match, *kinds, match, limit]
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def count_with(words: list[str], *, owner_id: int, kinds: tuple[str, ...], most: int) -> int:
    """Return how many entries have the words; at most `most` + 1, which costs the same whatever there is."""
    marks = ", ".join(["%s"] * len(kinds))
    match = match_of(words, owner_id=owner_id)
    if connection.vendor == "sqlite":
        inner = (
            "SELECT 1 FROM search_fts JOIN search_entry e ON e.id = search_fts.rowid"
            f" WHERE search_fts MATCH %s AND e.kind IN ({marks}) LIMIT %s"
        )
        values: list[Any] = [match, *kinds, most + 1]
    else:
        inner = (
            "SELECT 1 FROM search_entry e WHERE e.owner_id = %s AND e.tsv @@ to_tsquery('infoview', %s)"
            f" AND e.kind IN ({marks}) LIMIT %s"
        )
        values = [owner_id, match, *kinds, most + 1]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM ({inner}) AS found", values)
        return int(cursor.fetchone()[0])
