"""Dates, times and small numbers in the owner's words (docs/ui.md). Values in, values out; no clock."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.dateformat import format as formatted
from django.utils.translation import gettext, ngettext

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class When:
    """What the margin says.

    big    the first line, such as "6 h left"
    small  the second line, such as "by 16:20"; "" for none
    tone   "red" (late, or hours left), "amber" (today) or ""
    """

    big: str
    small: str = ""
    tone: str = ""


def clock_time(moment: datetime, *, zone: str, hours24: bool = True) -> str:
    """Return the time of day in `zone`: "16:20", or "4:20 p.m." on a 12-hour clock."""
    return formatted(moment.astimezone(ZoneInfo(zone)), "H:i" if hours24 else "g:i a")


def short_date(day: date, *, today: date) -> str:
    """Return "6 Oct", with the year if it is not this one."""
    return formatted(day, "j M" if day.year == today.year else "j M Y")


def day_words(day: date, *, today: date) -> str:
    """Return the day as a sentence names it: "today", "tomorrow", "Thu 19 Nov", "6 Oct"."""
    distance = (day - today).days
    if distance == 0:
        return gettext("today")
    if distance == 1:
        return gettext("tomorrow")
    if distance == -1:
        return gettext("yesterday")
    if abs(distance) <= 14 and day.year == today.year:
        return formatted(day, "D j M")
    return short_date(day, today=today)


def moment_words(moment: datetime, *, now: datetime, zone: str, hours24: bool = True) -> str:
    """Return "tomorrow, 10:30", "Fri 13, 10:30" within a week, else "6 Oct" with the year if needed."""
    day, today = _days(moment, now, zone)
    distance = (day - today).days
    if abs(distance) > 6:
        return short_date(day, today=today)
    name = day_words(day, today=today) if abs(distance) <= 1 else formatted(day, "D j")
    return f"{name}, {clock_time(moment, zone=zone, hours24=hours24)}"


def margin_moment(moment: datetime, *, now: datetime, zone: str, hours24: bool = True) -> When:
    """Return the margin of something that happens or happened: "Fri 13" over "10:30"."""
    day, today = _days(moment, now, zone)
    distance = (day - today).days
    time = clock_time(moment, zone=zone, hours24=hours24)
    if distance == 0:
        return When(gettext("Today"), time)
    if abs(distance) <= 6:
        return When(formatted(day, "D j"), time)
    if day.year == today.year:
        return When(formatted(day, "j M"), time)
    return When(formatted(day, "j M"), formatted(day, "Y"))


def margin_deadline(moment: datetime, *, now: datetime, zone: str, hours24: bool = True) -> When:
    """Return the margin of something to do by a moment: "6 h left" over "by 16:20"."""
    time = clock_time(moment, zone=zone, hours24=hours24)
    left = moment - now
    day, today = _days(moment, now, zone)
    if left < timedelta(0):
        if day == today:
            hours = -left // HOUR
            late = gettext("%(n)s h late") % {"n": hours} if hours else gettext("Late")
            return When(late, gettext("since %(time)s") % {"time": time}, "red")
        return When(_days_late((today - day).days), short_date(day, today=today), "red")
    if left < DAY:
        hours, minutes = left // HOUR, left // timedelta(minutes=1)
        big = gettext("%(n)s h left") % {"n": hours} if hours else gettext("%(n)s min left") % {"n": minutes}
        return When(big, gettext("by %(time)s") % {"time": time}, "red")
    if (day - today).days <= 6:
        return When(formatted(day, "D j"), gettext("by %(time)s") % {"time": time})
    return When(short_date(day, today=today))


def margin_day(day: date, *, today: date) -> When:
    """Return the margin of something due on a day: "Today", "Tomorrow", "Tue 17", "2 days late"."""
    distance = (day - today).days
    if distance < 0:
        return When(_days_late(-distance), short_date(day, today=today), "red")
    if distance == 0:
        return When(gettext("Today"), "", "amber")
    if distance == 1:
        return When(gettext("Tomorrow"))
    if distance <= 6:
        return When(formatted(day, "D j"))
    if day.year == today.year:
        return When(formatted(day, "j M"))
    return When(formatted(day, "j M"), formatted(day, "Y"))


def margin_past_day(day: date, *, today: date) -> When:
    """Return the margin of a fact known by its day, never late: "Today", "Yesterday", "Tue 10", "14 Nov"."""
    distance = (today - day).days
    if distance == 0:
        return When(gettext("Today"))
    if distance == 1:
        return When(gettext("Yesterday"))
    if abs(distance) <= 6:
        return When(formatted(day, "D j"))
    return When(formatted(day, "j M"), "" if day.year == today.year else formatted(day, "Y"))


def ago(moment: datetime, *, now: datetime, zone: str, hours24: bool = True) -> str:
    """Return how long ago: "just now", "12 minutes ago", "yesterday, 21:04", "6 Oct"."""
    minutes = (now - moment) // timedelta(minutes=1)
    if minutes < 1:
        return gettext("just now")
    if minutes < 60:
        return ngettext("%(n)s minute ago", "%(n)s minutes ago", minutes) % {"n": minutes}
    day, today = _days(moment, now, zone)
    if day == today:
        hours = minutes // 60
        return ngettext("%(n)s hour ago", "%(n)s hours ago", hours) % {"n": hours}
    return moment_words(moment, now=now, zone=zone, hours24=hours24)


def number_words(number: int) -> str:
    """Return whole numbers up to nine as words, others as digits."""
    words = (
        gettext("none"), gettext("one"), gettext("two"), gettext("three"), gettext("four"),
        gettext("five"), gettext("six"), gettext("seven"), gettext("eight"), gettext("nine"),
    )  # fmt: skip
    return words[number] if 0 <= number <= 9 else f"{number:,}"


def initials(name: str) -> str:
    """Return the first letters of the first and the last word; "?" when there is no letter."""
    words = ["".join(c for c in word if c.isalnum()) for word in name.split()]
    words = [word for word in words if word]
    if not words:
        return "?"
    return (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper()


def _days(moment: datetime, now: datetime, zone: str) -> tuple[date, date]:
    place = ZoneInfo(zone)
    return moment.astimezone(place).date(), now.astimezone(place).date()


def _days_late(days: int) -> str:
    return ngettext("%(n)s day late", "%(n)s days late", days) % {"n": days}
