"""Every text of every row is hostile, and every page, file and feed that shows it stays whole."""

import logging
from html.parser import HTMLParser

import icalendar
import pytest
from django.core.exceptions import ValidationError
from django.db import models

from infoview.search.triggers import owned_models
from infoview.shared import clock
from scheduler.enums import ReminderKind
from scheduler.planning import bring_up_to_date
from scheduler.subscriptions import subscribe
from tests.architecture.routes import ROW_OF, ask, routes, rows_in_states

SCRIPT = "\"><script>alert(1)</script>{{7*7}}&'"
WORDS = {
    "script": SCRIPT,
    "address": "JavaScript:alert(1)//",
    # Turned writing that is never turned back, an emoji of several signs, a lone joiner, controls
    "signs": f"{SCRIPT}\u202e\u2066\U0001f469\u200d\U0001f52c\U0001f1e9\u200d\x07\x1b\r\nBEGIN:VEVENT,;\\n{{% load x %}}",
}  # fmt: skip


def spoil(owner, words: str) -> int:
    """Write the words into every text that somebody can type; a row keeps what it would not take."""
    spoilt = 0
    for model in owned_models():
        for row in model.objects.for_user(owner):
            for field in model._meta.concrete_fields:
                if not isinstance(field, (models.CharField, models.TextField)) or field.choices:
                    continue
                if (
                    field.name.endswith(("_key", "hash", "signature", "timezone", "message_id"))
                    or not field.editable
                ):
                    continue
                text = f"{words[: (field.max_length or 5000) - 6]}{row.pk}"
                try:
                    field.clean(text, row)
                except ValidationError:
                    continue
                setattr(row, field.attname, text)
                spoilt += 1
            row.save()
    return spoilt


class Scripts(HTMLParser):
    """What of a page would run, or is not as we write it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "script" and not given.get("src") and given.get("type") != "application/json":
            self.found.append(self.get_starttag_text())
        self.found += [f"{tag} {name}" for name in given if name.startswith("on") or name == "style"]
        self.found += [
            f"{tag} {name}={value}"
            for name, value in attrs
            if name in {"href", "src", "action", "formaction"}
            and (value or "").lower().startswith("javascript:")
        ]


@pytest.fixture(params=WORDS)
def spoilt(request, owner):
    rows = rows_in_states(owner)
    count = spoil(owner, WORDS[request.param])
    assert count > 120
    bring_up_to_date(owner=owner, now=clock.now())
    return rows


@pytest.mark.django_db
def test_no_page_breaks_or_runs_what_was_typed(as_owner, owner, spoilt, caplog):
    caplog.set_level(logging.CRITICAL, logger="django.request")
    wrong, read = [], 0
    for route in routes():
        for row in spoilt[ROW_OF[route.name]] if route.has_row else [None]:
            response = ask(as_owner, "GET", route.address(row and row.public_id))
            if response.status_code == 405:
                break
            text = (b"".join(response.streaming_content) if response.streaming else response.content).decode()
            if response.status_code >= 500:
                wrong.append((route.name, response.status_code))
            if not response.get("Content-Type", "").startswith("text/html"):
                continue
            wrong += [(route.name, found) for found in Scripts(text).found]
            wrong += [(route.name, "raw")] * ("<script>alert" in text)
            # Twice escaped is a defect, too: people would read &lt; and &amp;.
            wrong += [(route.name, "escaped twice")] * (
                "&amp;lt;script" in text or "&amp;quot;&amp;gt;" in text
            )
            wrong += [(route.name, "run as a template")] * (f"{7 * 7}&amp;&#x27;" in text)
            read += "alert(1)" in text
    assert not wrong, wrong
    assert read > 40


@pytest.mark.django_db
def test_feed_keeps_its_lines_whatever_was_typed(client, owner, spoilt):
    _made, token = subscribe(owner=owner, name="Phone", kinds=ReminderKind.values, titles="full")

    feed = client.get(f"/calendar/{token}.ics")

    assert feed.status_code == 200
    events = icalendar.Calendar.from_ical(feed.content.decode()).walk("VEVENT")
    assert all(str(event["UID"]).count("BEGIN") == 0 for event in events)
    assert len(events) == feed.content.decode().count("\r\nBEGIN:VEVENT\r\n") > 0
