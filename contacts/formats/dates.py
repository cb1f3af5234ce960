"""Dates as files write them, and which of day and month comes first in one (pure)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from contacts.formats.identity import fold
from infoview.shared.days import within

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january januar janner janvier janv enero ene jaenner gennaio gen janeiro januari",
            "feb february februar fevrier fevr fev febrero februari febbraio fevereiro",
            "mar march marz mrz mars marzo maerz maart marco",
            "apr april avril avr abril abr aprile",
            "may mai mayo maggio maio mei",
            "jun june juni juin junio giugno junho",
            "jul july juli juil juillet julio luglio julho",
            "aug august aout agosto ago augustus",
            "sep sept september septembre septiembre settembre setembro set",
            "oct october oktober okt octobre octubre ottobre out outubro",
            "nov november novembre noviembre novembro",
            "dec december dezember dez decembre diciembre dic dicembre dezembro",
        ),
        1,
    )
    for name in names.split()
}

NUMERIC = re.compile(r"(\d{1,2})\s*([./-])\s*(\d{1,2})\s*\2\s*(\d{4}|\d{2})(?!\d)")
ISO = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)")
COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?!\d)")
DAY_MONTH = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th|er|[.ºª])?[\s/-]*(?:de\s+)?([^\W\d_]{3,12})\.?[\s,/-]*(?:de\s+|del\s+)?(\d{4}|\d{2})(?!\d)"
)
MONTH_DAY = re.compile(r"([^\W\d_]{3,12})\.?[\s-]*(\d{1,2})(?:st|nd|rd|th)?,?[\s-]+(\d{4}|\d{2})(?!\d)")
YEAR_MONTH_DAY = re.compile(r"(\d{4})[\s-]+([^\W\d_]{3,12})\.?[\s-]+(\d{1,2})(?!\d)")
WEEKDAY = re.compile(
    r"(?:mon|tue|wed|thu|fri|sat|sun|mo|di|mi|do|fr|sa|so|lun|mar|mer|jeu|ven|sam|dim|mie|jue|vie|sab|dom)[^\W\d_]*[.,]*\s+"
)
SPREADSHEET_DAY = re.compile(r"[2-6]\d{4}(?:\.\d+)?")
TIME_AFTER = re.compile(r"[,t\s]*(?:\bat\b|\bum\b|\ba\b)?\s*\d{1,2}[:.h]\d{2}.*|[,t\s]*(?:utc|gmt|z)?\s*")


@lru_cache(maxsize=4096)
def parse_date(text: str, *, day_first: bool = False) -> date | None:
    """Return the date `text` names, or None; `day_first` decides only what the text leaves open.

    A time of day behind it is passed over, two-digit years are 1970 to 2069, and the day counts of
    spreadsheets (45363) are understood.
    """
    words = fold(text.strip())
    if not words or len(words) > 60:
        return None
    words = WEEKDAY.sub("", words, count=1) if WEEKDAY.match(words) and not MONTH_DAY.match(words) else words
    if found := ISO.match(words):
        return _date(found[1], found[3], found[4]) if _rest(words, found) else None
    if found := NUMERIC.match(words):
        return _numeric(found, day_first=day_first) if _rest(words, found) else None
    if found := COMPACT.match(words):
        return _date(found[1], found[2], found[3]) if _rest(words, found) else None
    if (found := DAY_MONTH.match(words)) and found[2] in MONTHS:
        return _date(found[3], MONTHS[found[2]], found[1]) if _rest(words, found) else None
    if (found := MONTH_DAY.match(words)) and found[1] in MONTHS:
        return _date(found[3], MONTHS[found[1]], found[2]) if _rest(words, found) else None
    if (found := YEAR_MONTH_DAY.match(words)) and found[2] in MONTHS:
        return _date(found[1], MONTHS[found[2]], found[3]) if _rest(words, found) else None
    if SPREADSHEET_DAY.fullmatch(words):
        return date(1899, 12, 30) + timedelta(days=int(words[:5]))
    return None


def _rest(words: str, found: re.Match[str]) -> bool:
    return TIME_AFTER.fullmatch(words, found.end()) is not None


def _numeric(found: re.Match[str], *, day_first: bool) -> date | None:
    first, separator, second, year = found.groups()
    if int(first) > 12 or (int(second) <= 12 and (day_first or separator == ".")):
        return _date(year, second, first)
    return _date(year, first, second)


def _date(year: str, month: str | int, day: str) -> date | None:
    number = int(year)
    if len(year) == 2:
        number += 2000 if number < 70 else 1900
    try:
        found = date(number, int(month), int(day))
    except ValueError:
        return None
    return found if found == within(found) else None


@dataclass(slots=True, frozen=True)
class DateOrder:
    """Which of day and month comes first in a file, and how we know.

    sure    False: no date in the file decides it, or two contradict each other
    said    one sentence for the person; "" when no date leaves it open
    """

    day_first: bool
    sure: bool
    said: str = ""


def date_order(values: Iterable[str], *, default_day_first: bool = False, look_at: int = 300) -> DateOrder:
    """Decide once for a file whether 03/04/2024 is in April or in March.

    One day above 12 decides; points (03.04.2024) are always day first. Reading stops at a contradiction,
    or after `look_at` dates that leave nothing open.
    """
    day_first = month_first = ""
    open_date = ""
    plain = 0
    for value in values:
        found = NUMERIC.match(value.strip())
        if not found:
            plain += bool(value.strip())
            if plain >= look_at and not open_date:
                break
            continue
        if found[2] == ".":
            continue
        first, second = int(found[1]), int(found[3])
        if first > 12 >= second:
            day_first = day_first or value.strip()
        elif second > 12 >= first:
            month_first = month_first or value.strip()
        elif first <= 12 and second <= 12 and first != second:
            open_date = open_date or value.strip()
        if day_first and month_first:
            break
    if day_first and month_first:
        said = (
            f"Dates contradict each other ({day_first}, {month_first}). "
            f"Those in doubt are read {_words(default_day_first)}."
        )
        return DateOrder(default_day_first, False, said)
    if day_first or month_first:
        proof = day_first or month_first
        return DateOrder(
            bool(day_first), True, f"Dates are read {_words(bool(day_first))}, because of {proof}."
        )
    if open_date:
        said = (
            "No date tells whether the day or the month comes first. "
            f"{open_date} is read {_words(default_day_first)}."
        )
        return DateOrder(default_day_first, False, said)
    return DateOrder(default_day_first, True)


def _words(day_first: bool) -> str:
    return "day first" if day_first else "month first"
