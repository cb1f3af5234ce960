"""The small parts of a page: icons, tally strokes, stage marks, names, dates (docs/ui.md)."""

from datetime import date, datetime
from functools import cache
from zlib import crc32

from django import template
from django.contrib.messages.storage.base import Message
from django.forms import BoundField, widgets
from django.template import Context
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy, ngettext

from infoview.shared import clock, strokes, words
from infoview.shared import htmx as answers
from infoview.shared.context import Viewer, now_of, viewer_of

register = template.Library()

ANONYMOUS = Viewer(zone="UTC")

STAGES = {
    "drafting": gettext_lazy("Drafting"),
    "sent": gettext_lazy("Sent"),
    "nudge": gettext_lazy("Nudge due"),
    "replied": gettext_lazy("Replied"),
    "scheduled": gettext_lazy("Scheduled"),
    "done": gettext_lazy("Done"),
    "moved": gettext_lazy("Moved on"),
}
RING = '<circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" stroke-width="1.6"{}/>'
DISC = '<circle cx="8" cy="8" r="6.8" fill="currentColor"/>'
# The shape fills up as the stage advances; colour only helps.
STAGE_SHAPES = {
    "drafting": RING.format(' stroke-dasharray="2.2 2.5"'),
    "sent": RING.format("") + '<path d="M8 8V4.2A3.8 3.8 0 0 1 11.8 8z" fill="currentColor"/>',
    "nudge": DISC + '<path d="M8 4.5v4M8 11.2v.1" class="cut"/>',
    "replied": RING.format("") + '<path d="M8 4.2a3.8 3.8 0 0 1 0 7.6z" fill="currentColor"/>',
    "scheduled": RING.format("") + '<path d="M8 8V4.2A3.8 3.8 0 1 1 4.2 8z" fill="currentColor"/>',
    "done": DISC + '<path d="M5 8.2l2.1 2.1L11 6.2" class="cut"/>',
    "moved": RING.format("") + '<path d="M5.3 8h5.4" stroke="currentColor" stroke-width="1.6"/>',
}


# Pictures


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """Draw an icon of static/icons.svg; without a label it is only decoration."""
    if label:
        return format_html(
            '<svg class="icon" role="img" aria-label="{}"><use href="{}"/></svg>', label, _icon_address(name)
        )
    return _plain_icon(name)


@cache
def _plain_icon(name: str) -> SafeString:
    return format_html('<svg class="icon" aria-hidden="true"><use href="{}"/></svg>', _icon_address(name))


@cache
def _icon_address(name: str) -> str:
    return f"{static('icons.svg')}#{name}"


@register.simple_tag(takes_context=True)
def csrf_field(context: Context) -> SafeString:
    """Make the hidden field once for many forms: `{% csrf_field as csrf %}`, then `{{ csrf }}`."""
    return format_html('<input type="hidden" name="csrfmiddlewaretoken" value="{}">', context["csrf_token"])


@register.simple_tag
def tally(count: int, of: int = 0, label: str = "", kind: str = "") -> SafeString:
    """Draw a count as strokes: `{% tally 2 3 "Attempt 2 of 3" %}`; above 20 it is a number."""
    said = label or (f"{count} / {of}" if of else str(count))
    if max(count, of) > strokes.LIMIT:
        number = f"{count} / {of}" if of else str(count)
        return format_html('<span class="num" role="img" aria-label="{}">{}</span>', said, number)
    drawn = strokes.tally(count, of)
    return format_html(
        '<svg class="tally{}" viewBox="0 0 {} 16" role="img" aria-label="{}">'
        '<path class="off" d="{}"/><path d="{}"/></svg>',
        f" tally--{kind}" if kind else "",
        f"{drawn.width:g}",
        said,
        drawn.still_open,
        drawn.made,
    )


@register.simple_tag
def stage(key: str, label: str = "") -> SafeString:
    """Show how far a request is: a mark that fills up, and its name."""
    return format_html(
        '<span class="stage stage--{}">{}{}</span>', key, stage_mark(key), label or STAGES[key]
    )


@cache
def stage_mark(key: str) -> SafeString:
    return format_html('<svg viewBox="0 0 16 16" aria-hidden="true">' + STAGE_SHAPES[key] + "{}</svg>", "")


@register.simple_tag
def who(name: str, size: str = "") -> SafeString:
    """Show a person's initials in a colour that stays the same for the name; no picture is fetched."""
    colour = ("", " who--b", " who--c", " who--d", " who--e")[crc32(name.encode()) % 5]
    size = f" who--{size}" if size else ""
    return format_html(
        '<span class="who{}{}" aria-hidden="true">{}</span>', colour, size, words.initials(name)
    )


@register.simple_tag
def theme_hl(name: str, url: str = "") -> SafeString:
    """Mark a theme that people told the owner, as a highlighted word."""
    if url:
        return format_html('<a class="hl" href="{}">{}</a>', url, name)
    return format_html('<span class="hl">{}</span>', name)


@register.simple_tag
def marked(text: str, start: int, end: int) -> SafeString:
    """Show a text with the words from `start` to `end` marked."""
    if not 0 <= start < end <= len(text):
        return format_html("{}", text)
    return format_html("{}<mark>{}</mark>{}", text[:start], text[start:end], text[end:])


@register.simple_tag
def kbd(keys: str) -> SafeString:
    """Show keys, a space between them: `{% kbd "g t" %}`."""
    return format_html_join(" ", "<kbd>{}</kbd>", ((key,) for key in keys.split()))


# Dates in the reader's words: the zone and the clock style are the reader's, `now` is the page's


@register.simple_tag(takes_context=True)
def margin_when(context: Context, value: date | datetime | None, kind: str = "moment") -> SafeString:
    """Fill the margin of an entry.

    value  a date is a day something is due, or with kind="day" a day of the past; a datetime is a moment,
           with kind="deadline" an end, with kind="day" only its day
    """
    when = _when(context, value, kind)
    if when is None:
        return format_html('<p class="entry__when">{}</p>', "")
    tone = f" is-{when.tone}" if when.tone else ""
    return format_html('<p class="entry__when{}"><b>{}</b>{}</p>', tone, when.big, when.small)


@register.simple_tag(takes_context=True)
def when_words(context: Context, value: date | datetime | None, kind: str = "moment") -> SafeString:
    """Say the same as the margin in one line, for cards and tables."""
    when = _when(context, value, kind)
    if when is None:
        return format_html("{}", "")
    comma = "" if when.small.isdecimal() else ","  # "3 May 2027"
    text = f"{when.big}{comma} {when.small}" if when.small else when.big
    if not when.tone:
        return format_html("{}", text)
    return format_html('<span class="{}">{}</span>', when.tone, text)


def _when(context: Context, value: date | datetime | None, kind: str) -> words.When | None:
    if value is None:
        return None
    viewer, now = _viewer(context), _now(context)
    today = clock.local_date(now, viewer.zone)
    if kind == "day":
        day = clock.local_date(value, viewer.zone) if isinstance(value, datetime) else value
        return words.margin_past_day(day, today=today)
    if not isinstance(value, datetime):
        return words.margin_day(value, today=today)
    say = words.margin_deadline if kind == "deadline" else words.margin_moment
    return say(value, now=now, zone=viewer.zone, hours24=viewer.hours24)


@register.simple_tag(takes_context=True)
def head_when(context: Context, value: date | datetime) -> SafeString:
    """Fill the margin of a page head with a day: "Thu" over "12 Nov"."""
    day = clock.local_date(value, _viewer(context).zone) if isinstance(value, datetime) else value
    today = clock.local_date(_now(context), _viewer(context).zone)
    weekday = template.defaultfilters.date(day, "D")
    return format_html('<p class="head__margin"><b>{}</b>{}</p>', weekday, words.short_date(day, today=today))


@register.simple_tag(takes_context=True)
def day_words(context: Context, value: date | datetime | None) -> str:
    """Say a day inside a sentence: "today", "Thu 19 Nov", "6 Oct"."""
    if value is None:
        return ""
    viewer, now = _viewer(context), _now(context)
    day = clock.local_date(value, viewer.zone) if isinstance(value, datetime) else value
    return words.day_words(day, today=clock.local_date(now, viewer.zone))


@register.simple_tag(takes_context=True)
def moment_words(context: Context, value: datetime | None) -> str:
    """Say a moment: "tomorrow, 10:30", "Fri 13, 10:30", "6 Oct"."""
    if value is None:
        return ""
    viewer = _viewer(context)
    return words.moment_words(value, now=_now(context), zone=viewer.zone, hours24=viewer.hours24)


@register.simple_tag(takes_context=True)
def ago(context: Context, value: datetime | None) -> str:
    """Say how long ago: "12 minutes ago", "yesterday, 21:04"."""
    if value is None:
        return ""
    viewer = _viewer(context)
    return words.ago(value, now=_now(context), zone=viewer.zone, hours24=viewer.hours24)


@register.simple_tag(takes_context=True)
def clock_time(context: Context, value: datetime | None, zone: str = "") -> str:
    """Say the time of day, in the reader's zone or in the one named (the other person's)."""
    if value is None:
        return ""
    viewer = _viewer(context)
    return words.clock_time(value, zone=zone or viewer.zone, hours24=viewer.hours24)


@register.simple_tag(takes_context=True)
def time_tag(context: Context, value: datetime) -> SafeString:
    """Say a moment in a <time> element that programs can read."""
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), moment_words(context, value))


@register.filter
def in_words(number: int) -> str:
    """Say a whole number up to nine as a word, for sentences."""
    return words.number_words(int(number))


@register.filter
def initials(name: str) -> str:
    """Say a name in two letters."""
    return words.initials(name)


@register.filter
def people(number: int) -> str:
    """Say "1 person", "4 people"."""
    return ngettext("%(n)s person", "%(n)s people", number) % {"n": f"{number:,}"}


@register.filter
def talks(number: int) -> str:
    """Say "1 conversation", "7 conversations"."""
    return ngettext("%(n)s conversation", "%(n)s conversations", number) % {"n": f"{number:,}"}


@register.filter
def first_word(text: str) -> str:
    """Say the first word only, for the foot of a chart; at most eleven letters."""
    word = (str(text).split() or [""])[0]
    return word if len(word) <= 11 else f"{word[:10]}…"


@register.filter
def capital(text: str) -> str:
    """Raise the first letter, for a sentence that begins with a day or number word."""
    text = str(text)
    return text[:1].upper() + text[1:]


@register.filter
def undo_path(message: Message) -> str:
    """Name the path that takes back what a message tells of."""
    return answers.undo_path(message)


@register.filter
def percent_of(part: int, whole: int) -> str:
    """Say a share, "57%"; nothing where there is nothing to share. Show the count beside it."""
    return f"{round(100 * part / whole)}%" if whole else ""


def _viewer(context: Context) -> Viewer:
    request = getattr(context, "request", None) or context.get("request")
    return viewer_of(request) if request is not None else context.get("viewer") or ANONYMOUS


def _now(context: Context) -> datetime:
    known = context.get("now")
    if isinstance(known, datetime):
        return known
    request = getattr(context, "request", None) or context.get("request")
    return now_of(request) if request is not None else clock.now()


# Fields

CLASSES = (
    (widgets.CheckboxInput, ""),
    (widgets.RadioSelect, ""),
    (widgets.CheckboxSelectMultiple, ""),
    (widgets.HiddenInput, ""),
    (widgets.Textarea, "textarea"),
    (widgets.Select, "select"),
    (widgets.Input, "input"),
    (widgets.MultiWidget, "input"),
)


@register.simple_tag
def widget(field: BoundField, extra: str = "") -> SafeString:
    """Draw a field's control with the class of its kind; it is tied to its hint and error by Django."""
    kind = next((name for cls, name in CLASSES if isinstance(field.field.widget, cls)), "input")
    own = field.field.widget.attrs.get("class", "")
    classes = " ".join(part for part in (kind, own, extra) if part)
    return field.as_widget(attrs={"class": classes} if classes else {})


@register.filter
def field_kind(field: BoundField) -> str:
    """Name how a field stands beside its label: "check", "group", "hidden" or "plain"."""
    drawn = field.field.widget
    if drawn.is_hidden:
        return "hidden"
    if isinstance(drawn, widgets.CheckboxInput):
        return "check"
    return "group" if field.use_fieldset else "plain"


@register.filter
def other_text(field: BoundField) -> str | None:
    """Return what is stored, where it was changed somewhere else while it was changed here; else None."""
    return getattr(field.form, "others", {}).get(field.name)
