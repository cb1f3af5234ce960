"""The bytes of the calendar: identities, times, texts and limits, read back by three independent parsers."""

import hashlib
import os
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid5

import ics
import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from infoview.shared.days import add_months, moment_at
from scheduler.ics import (
    MOST_BYTES,
    MOST_EVENTS,
    Event,
    clean,
    clean_line,
    feed,
    in_window,
    interview_event,
    invite,
    reminder_event,
    reminder_uid,
)

CHANGED = datetime(2026, 11, 20, 8, 30, 15, 999_999, tzinfo=UTC)
START = datetime(2026, 11, 27, 9, 30, tzinfo=UTC)
TODAY = date(2026, 11, 24)


def uid(number=1):
    return UUID(int=number)


def conversation(title="Conversation with Priya Raman", *, starts_at=START, number=1, **options):
    return interview_event(
        uid=uid(number), title=title, starts_at=starts_at, ends_at=starts_at + timedelta(minutes=20),
        changed_at=CHANGED, **options,
    )  # fmt: skip


def reminder(kind="nudge", title="Nudge Tomasz", *, due_at=START, due_on=None, number=1, occurrence=1):
    return reminder_event(
        kind=kind, subject=uid(number), occurrence=occurrence, title=title, due_at=due_at,
        due_on=due_on or due_at.date(), changed_at=CHANGED,
    )  # fmt: skip


def lines(data):
    return data.decode().replace("\r\n ", "").split("\r\n")


def only_event(data):
    (event,) = Calendar.from_ical(data).events
    return event


# What stands in it ----------------------------------------------------------------------------------


def test_feed_of_nothing_is_a_calendar_of_properties_alone():
    assert lines(feed([], name="Phone", color="teal")) == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Infoview//Infoview//EN",
        "CALSCALE:GREGORIAN",
        "NAME:Phone",
        "X-WR-CALNAME:Phone",
        "COLOR:teal",
        "REFRESH-INTERVAL;VALUE=DURATION:PT6H",
        "X-PUBLISHED-TTL:PT6H",
        "END:VCALENDAR",
        "",
    ]


def test_feed_of_a_conversation():
    event = conversation(location="https://meet.example/abc", is_tentative=True, sequence=3)

    assert lines(feed([event], name="Phone"))[9:-2] == [
        "BEGIN:VEVENT",
        "UID:00000000-0000-0000-0000-000000000001",
        "DTSTAMP:20261120T083015Z",
        "LAST-MODIFIED:20261120T083015Z",
        "SEQUENCE:3",
        "DTSTART:20261127T093000Z",
        "DTEND:20261127T095000Z",
        "SUMMARY:Conversation with Priya Raman",
        "STATUS:TENTATIVE",
        "TRANSP:OPAQUE",
        "LOCATION:https://meet.example/abc",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        "DESCRIPTION:Conversation with Priya Raman",
        "TRIGGER:-PT1H",
        "END:VALARM",
        "END:VEVENT",
    ]


def test_feed_of_a_reminder_is_one_whole_free_day():
    written = lines(feed([reminder()], name="Phone"))

    assert {"DTSTART;VALUE=DATE:20261127", "DTEND;VALUE=DATE:20261128", "TRANSP:TRANSPARENT"} <= {*written}
    assert "TRIGGER:PT9H" in written


@pytest.mark.parametrize(
    "unwanted",
    [
        "METHOD",
        "SOURCE",
        "ATTACH",
        "ORGANIZER",
        "ATTENDEE",
        "X-WR-TIMEZONE",
        "TZID",
        "VTIMEZONE",
        "VTODO",
        "RRULE",
    ],
)
def test_feed_has_none_of(unwanted):
    data = feed([conversation(), reminder(number=2)], name="Phone")

    assert unwanted.encode() not in data


def test_feed_has_no_uid_of_its_own():
    assert feed([], name="Phone").count(b"UID") == 0


@pytest.mark.parametrize(
    ("kind", "minutes_before", "minutes_after"),
    [("thank_you", 30, 0), ("prepare", 0, 15), ("debrief", 0, 15)],
)
def test_timed_reminders_stand_at_their_moment(kind, minutes_before, minutes_after):
    event = reminder(kind)

    assert event.starts == START - timedelta(minutes=minutes_before)
    assert event.ends == START + timedelta(minutes=minutes_after)
    assert not event.is_busy


def test_leave_has_no_event_of_its_own():
    assert reminder("leave") is None


def test_invite_has_one_event_like_the_feed_and_no_calendar_name():
    written = lines(invite(conversation()))
    block = written[written.index("BEGIN:VEVENT") : written.index("END:VEVENT") + 1]

    assert block == lines(feed([conversation()], name="Phone"))[9:-2]
    assert written[:4] == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Infoview//Infoview//EN",
        "CALSCALE:GREGORIAN",
    ]
    assert len(written) == 4 + len(block) + 2


# Identity -------------------------------------------------------------------------------------------


def test_uid_of_a_reminder_is_of_its_subject_kind_and_number():
    assert reminder_uid("update", uid(), 2) == uuid5(uid(), "update:2")


def test_uid_of_a_reminder_stays_while_its_date_moves():
    assert reminder().uid == reminder(due_at=START + timedelta(days=3), due_on=date(2026, 12, 9)).uid


def test_uids_of_two_kinds_and_two_occurrences_differ():
    uids = {reminder(kind, occurrence=n).uid for kind in ("nudge", "close", "update") for n in (1, 2)}

    assert len(uids) == 6


def test_feed_is_the_same_in_any_order_given():
    events = [conversation(number=n, starts_at=START + timedelta(hours=n % 3)) for n in range(1, 9)]

    assert feed(events, name="Phone") == feed(events[::-1], name="Phone")


SCRIPT = """
import sys
from datetime import UTC, datetime, timedelta
from uuid import UUID
from scheduler.ics import feed, interview_event, reminder_event
at = datetime(2026, 11, 27, 9, 30, tzinfo=UTC)
events = {
    interview_event(
        uid=UUID(int=n), title=f"Grüße {n}", starts_at=at, ends_at=at + timedelta(minutes=n), changed_at=at
    )
    for n in range(1, 40)
} | {
    reminder_event(
        kind=kind, subject=UUID(int=n), occurrence=1, title=kind, due_at=at, due_on=at.date(), changed_at=at
    )
    for n in range(40, 60) for kind in ("nudge", "update", "thank_you")
}
sys.stdout.buffer.write(feed(list(events), name="Phone"))
"""


def test_feed_is_byte_identical_in_other_processes():
    root = Path(__file__).parents[2]
    digests = {
        hashlib.sha256(
            subprocess.run(
                [sys.executable, "-c", SCRIPT], cwd=root, check=True, capture_output=True,
                env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone},
            ).stdout
        ).hexdigest()
        for seed, zone in (("0", "UTC"), ("1", "Asia/Kolkata"), ("12345", "America/New_York"))
    }  # fmt: skip

    assert len(digests) == 1


# Window and limits ----------------------------------------------------------------------------------


@pytest.mark.parametrize(("days", "shown"), [(-91, False), (-90, True), (400, True), (401, False)])
def test_window_reaches_90_days_back_and_400_ahead(days, shown):
    event = reminder(due_at=START, due_on=TODAY + timedelta(days=days))

    assert bool(in_window([event], today=TODAY)) is shown


def test_window_of_two_thousand_reminders_keeps_the_nearest_thousand():
    events = [reminder(number=n, due_on=TODAY + timedelta(days=n % 400)) for n in range(1, 2001)]
    data = feed(events, name="Phone", today=TODAY)
    dates = [event.start for event in Calendar.from_ical(data).events]

    assert len(dates) == MOST_EVENTS
    assert max(dates) < TODAY + timedelta(days=201)
    assert len(data) < MOST_BYTES


def test_feed_of_the_longest_titles_stays_under_a_megabyte():
    events = [
        reminder(number=n, title="👩🏽‍🔬" * 300, due_on=TODAY + timedelta(days=n % 300))
        for n in range(1, 1500)
    ]
    data = feed(events, name="Phone", today=TODAY)

    assert MOST_BYTES - 5_000 < len(data) < MOST_BYTES
    assert data.endswith(b"END:VEVENT\r\nEND:VCALENDAR\r\n")


def test_event_refuses_a_moment_without_a_zone():
    with pytest.raises(ValueError, match="without a zone"):
        conversation(starts_at=datetime(2026, 11, 27, 9, 30))


# Hard cases, read by three parsers ------------------------------------------------------------------


TEXTS = {
    "plain": "Thank Priya Raman",
    "comma-semicolon-colon": "Ada, Ben; and: Cem",
    "quotes": "\"Ada\" and 'Ben'",
    "backslash-n-typed": "C:\\New folder\\notes",
    "backslash-capital-n": "one\\Ntwo",
    "backslash-last": "ends with \\",
    "backslash-comma": "a\\, b",
    "many-backslashes": "\\\\\\\\",
    "german": "Grüße an Frau Müßig",
    "emoji": "Thank Priya 🎉",
    "emoji-family": "👨‍👩‍👧‍👦 👩🏽‍🔬",
    "flags": "🇧🇷🇮🇳🇳🇿",
    "arabic": "شكر الدكتورة هناء الصايغ",
    "hebrew-mixed": "תודה ל-Ada Lovelace (CTO)",
    "rtl-marks": "\u200fשלום\u200e world",
    "chinese": "感谢陈美玲",
    "japanese-long": "面談の準備をする" * 20,
    "hindi": "प्रिया रमन को धन्यवाद",
    "thai": "ขอบคุณคุณสมชาย",
    "vietnamese": "Cảm ơn Nguyễn Thị Ánh",
    "combining": "Zoe\u0308 e\u0301",
    "astral": "𝔘𝔫𝔦𝔠𝔬𝔡𝔢 🂡",
    "ascii-300": "x" * 300,
    "umlaut-300": "ü" * 300,
    "emoji-300": "🎉" * 300,
    "words-300": "word " * 59 + "ends!",
    "exactly-74": "y" * (74 - len("SUMMARY:")),
    "exactly-75": "y" * (75 - len("SUMMARY:")),
    "exactly-76": "y" * (76 - len("SUMMARY:")),
    "fold-on-escape": "z" * (74 - len("SUMMARY:")) + ";;;;\\\\,,",
    "looks-like-a-line": "BEGIN:VEVENT",
    "looks-like-an-end": "END:VCALENDAR",
    "html": "<b>Ada</b> &amp; <script>alert(1)</script>",
    "braces": "{who} %s {{ name }}",
    "caret": "a^nb^'c^^",
    "equals": "X=1;VALUE=DATE:20260101",
    "digits": "20261127T093000Z",
    "spaces-inside-kept-as-one": "Ada Lovelace",
    "nbsp": "Ada\u2009Lovelace",
    "zero-width": "Ada\u200bLovelace",
}


def read_by_icalendar(data):
    event = only_event(data)
    return str(event["SUMMARY"]), event.start, event.end


def read_by_vobject(data):
    event = vobject.readOne(data.decode()).vevent
    return event.summary.value, event.dtstart.value, event.dtend.value


def read_by_ics(data):
    (event,) = ics.Calendar(data.decode()).events
    return event.name, event.begin.datetime, event.end.datetime


PARSERS = [read_by_icalendar, read_by_vobject, read_by_ics]


# ics.py undoes a backslash and an n before two backslashes, and so finds a line break that is not there.
MISREAD_BY_ICS = {"backslash-n-typed", "backslash-capital-n"}


@pytest.mark.parametrize(
    ("text", "read"),
    [
        pytest.param(text, read, id=f"{name}-{read.__name__}")
        for name, text in TEXTS.items()
        for read in PARSERS
        if read is not read_by_ics or name not in MISREAD_BY_ICS
    ],
)
def test_title_survives(text, read):
    data = feed([conversation(text)], name=text[:50])
    title, starts, ends = read(data)

    assert title == " ".join(text.split())
    assert (starts, ends) == (START, START + timedelta(minutes=20))


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_lines_are_short_and_end_in_crlf(text):
    data = feed([conversation(text, location=text, description=text)], name=text)

    assert b"\n" not in data.replace(b"\r\n", b"")
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    assert all(line.decode() or True for line in data.split(b"\r\n"))


def berlin(day, hour, minute=0):
    return moment_at(day, datetime(2000, 1, 1, hour, minute).time(), "Europe/Berlin")


def new_york(day, hour, minute=0):
    return moment_at(day, datetime(2000, 1, 1, hour, minute).time(), "America/New_York")


MOMENTS = {
    "berlin-before-the-spring-change": berlin(date(2026, 3, 29), 1, 30),
    "berlin-in-the-skipped-hour": berlin(date(2026, 3, 29), 2, 30),
    "berlin-in-the-doubled-hour": berlin(date(2026, 10, 25), 2, 30),
    "new-york-in-the-skipped-hour": new_york(date(2026, 3, 8), 2, 30),
    "new-york-in-the-doubled-hour": new_york(date(2026, 11, 1), 1, 30),
    "kolkata-half-hour": datetime(2026, 11, 27, 10, 0, tzinfo=UTC) - timedelta(hours=5, minutes=30),
    "over-midnight": datetime(2026, 12, 31, 23, 50, tzinfo=UTC),
    "leap-day": datetime(2028, 2, 29, 12, tzinfo=UTC),
    "microseconds": datetime(2026, 11, 27, 9, 30, 0, 123_456, tzinfo=UTC),
}


@pytest.mark.parametrize("read", PARSERS)
@pytest.mark.parametrize("starts_at", MOMENTS.values(), ids=MOMENTS)
def test_moment_survives(starts_at, read):
    _, starts, ends = read(feed([conversation(starts_at=starts_at)], name="Phone"))

    assert starts == starts_at.replace(microsecond=0)
    assert ends - starts == timedelta(minutes=20)


@pytest.mark.parametrize("n", [1, 2, 3, 4])
def test_month_end_survives_as_a_whole_day(n):
    day = add_months(date(2026, 8, 31), 6 * n)
    data = feed([reminder("update", due_on=day)], name="Phone")

    assert (only_event(data).start, only_event(data).end) == (day, day + timedelta(days=1))
    assert read_by_vobject(data)[1:] == (day, day + timedelta(days=1))
    assert read_by_ics(data)[1].date() == day


@pytest.mark.parametrize("read", PARSERS)
def test_a_thousand_events_are_all_read(read):
    events = [
        reminder(number=n, title=f"Nudge person {n}", due_on=TODAY + timedelta(days=n % 300))
        for n in range(1, 1001)
    ]
    data = feed(events, name="Phone", today=TODAY)
    counts = {
        read_by_icalendar: lambda: len(Calendar.from_ical(data).events),
        read_by_vobject: lambda: len(vobject.readOne(data.decode()).vevent_list),
        read_by_ics: lambda: len(ics.Calendar(data.decode()).events),
    }

    assert counts[read]() == 1000


# Cleaning -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("dirty", "cleaned"),
    [
        ("a\x00b\x07c\x7fd", "abcd"),
        ("a\r\nb\rc\nd", "a\nb\nc\nd"),
        ("a\x0bb\x0cc\x85d\u2028e\u2029f", "a\nb\nc\nd\ne\nf"),
        ("\ufeffa\ufeffb", "ab"),
        ("a\ud800b\udfffc", "abc"),
        ("tab\tstays", "tab\tstays"),
        ("  outer  ", "outer"),
        ("\x1b[31mred", "[31mred"),
    ],
)
def test_clean(dirty, cleaned):
    assert clean(dirty) == cleaned


def test_clean_line_is_one_line():
    assert clean_line("Ada\r\n  Lovelace\u2028 (CTO)\t") == "Ada Lovelace (CTO)"


def test_clean_line_marks_what_it_cut():
    assert clean_line("x" * 301) == "x" * 299 + "…"
    assert len(clean_line("ü" * 5000)) == 300


@pytest.mark.parametrize("title", ["", "   ", "\x00", "\u2028"])
def test_event_always_has_a_title(title):
    assert "SUMMARY:Infoview" in lines(invite(conversation(title, location="Somewhere")))


def test_description_keeps_its_lines():
    data = invite(conversation(description="one\r\ntwo;\\three"))

    assert str(only_event(data)["DESCRIPTION"]) == "one\ntwo;\\three"


def test_an_end_before_the_start_becomes_a_short_event():
    event = Event(uid(), "Odd", START, START - timedelta(hours=1), CHANGED)

    assert only_event(invite(event)).end == START + timedelta(minutes=15)


@given(st.text(max_size=400), st.text(max_size=200))
def test_any_text_gives_a_calendar_that_reads_back(title, location):
    data = feed([conversation(title, location=location)], name=location)
    event = only_event(data)

    assert str(event["SUMMARY"]) == (clean_line(title) or "Infoview")
    assert str(event.get("LOCATION", "")) == clean_line(location)
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    # Programs that split at every kind of line break must see the same lines as those that split at CRLF.
    assert data.decode().splitlines() == data.decode().split("\r\n")[:-1]


@given(
    st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.timezones()),
    st.timedeltas(timedelta(minutes=1), timedelta(days=2)),
)
def test_any_moment_of_any_zone_reads_back(starts_at, length):
    event = interview_event(
        uid=uid(),
        title="Ada",
        starts_at=starts_at,
        ends_at=(starts_at.astimezone(UTC) + length),
        changed_at=CHANGED,
    )
    read = only_event(invite(event))

    assert read.start == starts_at.astimezone(UTC).replace(microsecond=0)
    assert read.end > read.start
