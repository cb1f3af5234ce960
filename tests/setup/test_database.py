"""What the live connection of the suite's own file database says; the promise is about the same settings."""

import pytest
from django.db import connection

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite only"),
]


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("foreign_keys", 1),
        ("busy_timeout", 20000),
        ("journal_size_limit", 67108864),
    ],
)
def test_connection_holds_the_promise(pragma, value):
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {pragma}")
        assert cursor.fetchone() == (value,)


def test_connection_takes_the_write_lock_at_once(settings):
    assert connection.transaction_mode == "IMMEDIATE"
    assert not settings.DATABASES["default"].get("ATOMIC_REQUESTS")
