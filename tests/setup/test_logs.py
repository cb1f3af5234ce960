import json
import logging

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infoview import logs


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("/calendar/s3cret.ics", "/calendar/…"),
        ("/accounts/invitation/s3cret/", "/accounts/invitation/…/"),
        ("/accounts/confirm-email/s3cret:x/", "/accounts/confirm-email/…/"),
        ("/accounts/password/reset/key/1-s3cret/", "/accounts/password/reset/key/…/"),
        ("/search/?q=Ada+Lovelace", "/search/?…"),
        ("/contacts/", "/contacts/"),
        ("/calendar/", "/calendar/"),
    ],
)
def test_masked_hides_what_is_a_key_or_was_typed(path, shown):
    assert logs.masked(path) == shown


@given(st.from_regex(r"[A-Za-z0-9_-]{20,60}", fullmatch=True))
def test_masked_hides_every_token(token):
    assert token not in logs.masked(f"GET /calendar/{token}.ics HTTP/1.1")


def test_json_line_leaves_out_what_an_error_says():
    try:
        raise ValueError("a note of Ada's")
    except ValueError as error:
        record = logging.LogRecord(
            "x", logging.ERROR, "f", 1, "It broke", (), (ValueError, error, error.__traceback__)
        )

    line = json.loads(logs.JsonLine().format(record))

    assert line["error"] == "ValueError"
    assert "Ada" not in json.dumps(line)


def test_json_line_is_one_line():
    record = logging.LogRecord("x", logging.INFO, "f", 1, "two\nlines", (), None)

    assert "\n" not in logs.JsonLine().format(record)


@pytest.mark.parametrize("header", ["HTTP_HOST", "HTTP_ORIGIN", "HTTP_REFERER"])
def test_json_line_leaves_out_whom_a_request_names(client, db, caplog, header):
    client.handler.enforce_csrf_checks = True
    named = "call-me.example" if header == "HTTP_HOST" else "https://call-me.example"

    answer = client.post("/accounts/login/", secure=True, **{header: named})

    lines = [logs.JsonLine().format(record) for record in caplog.records]
    assert answer.status_code in {400, 403}
    assert lines
    assert "call-me" not in "".join(lines)


def test_daily_file_keeps_thirty_days(tmp_path):
    for day in range(1, 41):
        (tmp_path / f"infoview-2026-01-{day:02}.log").touch()

    handler = logs.DailyFile(str(tmp_path), "infoview")
    handler.emit(logging.LogRecord("x", logging.INFO, "f", 1, "hello", (), None))

    assert len(list(tmp_path.glob("infoview-*.log"))) == logs.KEPT_DAYS
