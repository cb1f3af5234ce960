"""Events to iCalendar bytes (pure): a feed for subscribers, and one file to take along.

Calendar programs agree on little: so there are only VEVENTs, only UTC or whole days, one plain alarm,
identities that never change, and nothing that differs from one rendering to the next.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID, uuid5

from icalendar import Calendar, vText
from icalendar.parser import Contentline

from infoview.shared.days import ONE_DAY

PRODID = "-//Infoview//Infoview//EN"
REFRESH = timedelta(hours=6)

# Google stops reading at 1 MB, and slow programs well before 2,000 events.
MOST_EVENTS = 1000
MOST_BYTES = 1_000_000
PAST_DAYS = 90
FUTURE_DAYS = 400

LONGEST_LINE = 75
LONGEST_TITLE = 300
LONGEST_TEXT = 2000
LONGEST_ALARM = 80
LARGEST_SEQUENCE = 2**31 - 1

COLORS = (
    "crimson", "darkorange", "goldenrod", "olivedrab", "seagreen", "teal",
    "steelblue", "royalblue", "slateblue", "mediumvioletred", "sienna", "slategray",
)  # fmt: skip

BUSY = "busy: Infoview"

# How long a timed reminder takes in the calendar, and whether it ends or begins with its due moment.
_TIMED = {
    "thank_you": (timedelta(minutes=-30), timedelta(0)),
    "prepare": (timedelta(0), timedelta(minutes=15)),
    "debrief": (timedelta(0), timedelta(minutes=15)),
}


@dataclass(frozen=True, slots=True)
class Event:
    """One event.

    starts, ends  both aware moments, or both dates; of dates `ends` is the day after the last
    raises        ValueError for a moment without a zone
    changed_at    last change of anything shown here; never the moment of rendering
    sequence      a stored counter: it rises when start, end or status change
    is_busy       whether the time counts as taken
    """

    uid: UUID
    title: str
    starts: datetime | date
    ends: datetime | date
    changed_at: datetime
    sequence: int = 0
    is_busy: bool = False
    is_tentative: bool = False
    location: str = ""
    description: str = ""
    url: str = ""

    def __post_init__(self) -> None:
        for moment in (self.starts, self.ends, self.changed_at):
            if isinstance(moment, datetime) and moment.tzinfo is None:
                raise ValueError("A moment without a zone would float in every calendar.")

    @property
    def is_whole_day(self) -> bool:
        return not isinstance(self.starts, datetime)

    @property
    def starts_on(self) -> date:
        """Return the first day; of a moment its day in UTC, which is near enough for a window of months."""
        return self.starts.astimezone(UTC).date() if isinstance(self.starts, datetime) else self.starts


def interview_event(
    *,
    uid: UUID,
    title: str,
    starts_at: datetime,
    ends_at: datetime,
    changed_at: datetime,
    sequence: int = 0,
    is_tentative: bool = False,
    location: str = "",
    description: str = "",
    url: str = "",
) -> Event:
    return Event(
        uid, title, starts_at, ends_at, changed_at, sequence, True, is_tentative, location, description, url
    )


def reminder_event(
    *,
    kind: str,
    subject: UUID,
    occurrence: int,
    title: str,
    due_at: datetime,
    due_on: date,
    changed_at: datetime,
    sequence: int = 0,
    description: str = "",
    url: str = "",
) -> Event | None:
    """Return the event of a reminder; None for one that the alarm of its conversation speaks for.

    due_on  the day it shows on, of a whole-day reminder: a later one while it is snoozed
    """
    if kind == "leave":
        return None
    starts: datetime | date = due_on
    ends: datetime | date = due_on + ONE_DAY
    if kind in _TIMED:
        before, after = _TIMED[kind]
        starts, ends = due_at.astimezone(UTC) + before, due_at.astimezone(UTC) + after
    uid = reminder_uid(kind, subject, occurrence)
    return Event(uid, title, starts, ends, changed_at, sequence, description=description, url=url)


def reminder_uid(kind: str, subject: UUID, occurrence: int) -> UUID:
    """Return the identity of a reminder's event: it stays while dates move."""
    return uuid5(subject, f"{kind}:{occurrence}")


# Choosing -------------------------------------------------------------------------------------------


def in_window(events: Iterable[Event], *, today: date) -> list[Event]:
    """Return the events worth showing, the nearest to today first, and no more than a calendar takes.

    What happens comes before what happened.
    """
    first, last = today - timedelta(days=PAST_DAYS), today + timedelta(days=FUTURE_DAYS)
    shown = [event for event in events if first <= event.starts_on <= last]
    shown.sort(key=lambda e: (e.starts_on < today, abs((e.starts_on - today).days), _in_order(e)))
    return shown[:MOST_EVENTS]


# Rendering ------------------------------------------------------------------------------------------


def feed(events: Sequence[Event], *, name: str, color: str = COLORS[4], today: date | None = None) -> bytes:
    """Return the calendar as bytes; the same events give the same bytes in any process and any order.

    today  when given, only the window around it is shown; events beyond the limits are left out, last first
    """
    chosen = in_window(events, today=today) if today is not None else list(events)[:MOST_EVENTS]
    head, tail = _frame(name=name, color=color)
    room = MOST_BYTES - len(head) - len(tail)
    written = []
    for event in chosen:
        block = _block(event)
        room -= len(block)
        if room < 0:
            break
        written.append((_in_order(event), block))
    return head + b"".join(block for _, block in sorted(written)) + tail


def archive(events: Iterable[Event], *, name: str) -> Iterator[bytes]:
    """Yield a whole calendar piece by piece, to be kept rather than subscribed to: without any limit."""
    head, tail = _frame(name=name)
    yield head
    for event in events:
        yield _block(event)
    yield tail


def invite(event: Event) -> bytes:
    """Return a file with this one event, to be opened once; no METHOD, so that nobody is written to."""
    head, tail = _frame()
    return head + _block(event) + tail


def clean(text: str, *, longest: int = LONGEST_TEXT) -> str:
    """Return the text without what calendars trip over; every kind of line break becomes LF."""
    text = _BREAKS.sub("\n", text)
    text = _UNWANTED.sub("", text).strip()
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def clean_line(text: str, *, longest: int = LONGEST_TITLE) -> str:
    return clean(" ".join(clean(text, longest=max(longest, len(text))).split()), longest=longest)


# CR LF, CR, VT, FF, the separators of the information kind, NEL, LS and PS: all are line breaks somewhere.
_BREAKS = re.compile("\r\n|[\r\v\f\x1c\x1d\x1e\x85\u2028\u2029]")
# Other controls, the byte order mark, surrogates without a partner, and what is no character at all.
_UNWANTED = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ufeff\ud800-\udfff\ufffe\uffff]")


class _Text(vText):
    """TEXT as RFC 5545 writes it; the library would turn a typed backslash-N into a line break."""

    def to_ical(self) -> bytes:
        escaped = self.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")
        return escaped.encode("utf-8")


def _in_order(event: Event) -> tuple[datetime, str]:
    starts = event.starts
    if not isinstance(starts, datetime):
        starts = datetime.combine(starts, time(0), UTC)
    return starts.astimezone(UTC), str(event.uid)


def _frame(*, name: str = "", color: str = "") -> tuple[bytes, bytes]:
    calendar = Calendar()
    calendar.add("PRODID", PRODID)
    calendar.add("VERSION", "2.0")
    calendar.add("CALSCALE", "GREGORIAN")
    if name:
        title = clean_line(name, longest=100) or "Infoview"
        calendar.add("NAME", _Text(title))
        calendar.add("X-WR-CALNAME", _Text(title))
        calendar.add("REFRESH-INTERVAL", REFRESH, parameters={"VALUE": "DURATION"})
        calendar.add("X-PUBLISHED-TTL", "PT6H")
        calendar.add("COLOR", color if color in COLORS else COLORS[4])
    written: bytes = calendar.to_ical()
    # The last one: a calendar may be named like an end.
    head, end, tail = written.rpartition(b"END:VCALENDAR")
    return head, end + tail


def _block(event: Event) -> bytes:
    """Return BEGIN:VEVENT to END:VEVENT; the alarm comes last, as some programs insist."""
    starts, ends = _span(event)
    as_date = ";VALUE=DATE" if event.is_whole_day else ""
    title = clean_line(event.title) or "Infoview"
    changed = _stamp(event.changed_at.astimezone(UTC))
    lines = [
        "BEGIN:VEVENT",
        f"UID:{event.uid}",
        f"DTSTAMP:{changed}",
        f"LAST-MODIFIED:{changed}",
        f"SEQUENCE:{min(max(event.sequence, 0), LARGEST_SEQUENCE)}",
        f"DTSTART{as_date}:{_stamp(starts)}",
        f"DTEND{as_date}:{_stamp(ends)}",
        _text("SUMMARY", title),
        f"STATUS:{'TENTATIVE' if event.is_tentative else 'CONFIRMED'}",
        f"TRANSP:{'OPAQUE' if event.is_busy else 'TRANSPARENT'}",
    ]
    if description := clean(event.description):
        lines.append(_text("DESCRIPTION", description))
    if location := clean_line(event.location):
        lines.append(_text("LOCATION", location))
    if url := clean_line(event.url, longest=LONGEST_TEXT).replace(" ", "%20"):
        lines.append(f"URL:{url}")
    lines += [
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        _text("DESCRIPTION", clean_line(title, longest=LONGEST_ALARM)),
        "TRIGGER:PT9H" if event.is_whole_day else "TRIGGER:-PT1H",
        "END:VALARM",
        "END:VEVENT",
        "",
    ]
    return b"\r\n".join(_folded(line) for line in lines)


def _folded(line: str) -> bytes:
    # The library folds letter by letter; most lines are short and need none of it.
    if line.isascii() and len(line) < LONGEST_LINE:
        return line.encode()
    folded: bytes = Contentline(line).to_ical()  # type: ignore[no-untyped-call]
    return folded


def _text(name: str, value: str) -> str:
    return f"{name}:{_Text(value).to_ical().decode()}"


def _stamp(value: datetime | date) -> str:
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")[:19].replace("-", "").replace(":", "") + "Z"
    return value.isoformat().replace("-", "")


def _span(event: Event) -> tuple[datetime | date, datetime | date]:
    """Return start and end of one type; an end that is not after the start would be refused."""
    starts, ends = event.starts, event.ends
    if isinstance(starts, datetime):
        starts = starts.astimezone(UTC).replace(microsecond=0)
        ends = ends.astimezone(UTC).replace(microsecond=0) if isinstance(ends, datetime) else starts
        return starts, ends if ends > starts else starts + timedelta(minutes=15)
    ends = ends if not isinstance(ends, datetime) else starts
    return starts, ends if ends > starts else starts + ONE_DAY
