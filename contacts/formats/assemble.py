"""From the values of one row to a person: names made whole, addresses checked, nothing cut (pure)."""

import re
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from contacts.formats.identity import (
    DEGREES,
    EMAIL,
    SUFFIXES,
    TITLES,
    email_key,
    fold,
    phone_key,
    point_key,
    profile_host,
    word_set,
)
from contacts.formats.rows import (
    LONGEST,
    LONGEST_LABEL,
    LONGEST_POINT,
    LONGEST_TAG,
    BadRow,
    PersonRow,
    Point,
    clean,
    clean_line,
)

NO_NAME = "This row has no name."
PLACEHOLDERS = frozenset(
    {"-", "--", "n/a", "na", "none", "null", "nil", "unknown", "unbekannt", "?", ".", "\\n", "(none)"}
)
PARTICLES = word_set(
    "von van der den de del della di da dos das do du la le los el al bin ibn ter ten zu zum zur af av "
    "mac san st o"
)

LABEL = r"[a-z0-9\u00a1-\uffff](?:[a-z0-9\u00a1-\uffff-]{0,61}[a-z0-9\u00a1-\uffff])?"
WEB_ADDRESS = re.compile(
    rf"https?://(?:{LABEL}\.)+(?!-)(?:[a-z\u00a1-\uffff-]{{2,63}}|xn--[a-z0-9]{{1,59}})(?<!-)\.?(?::[0-9]{{1,5}})?"
    r"(?:[/?#][^\s<>\"{}|\\^`]*)?",
    re.I,
)
SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.I)
MAILBOX_LIST = re.compile(r"[;,\s]+")
# The address syntax Django's e-mail field takes, so that what is read can be stored.
STORED_EMAIL = re.compile(
    r"(?:[-!#$%&'*+/=?^_`{}|~0-9A-Z]+(?:\.[-!#$%&'*+/=?^_`{}|~0-9A-Z]+)*)@"
    r"(?:[A-Z0-9\u00a1-\uffff](?:[A-Z0-9\u00a1-\uffff-]{0,61}[A-Z0-9\u00a1-\uffff])?\.)+[A-Z0-9\u00a1-\uffff-]{2,63}",
    re.I,
)


@dataclass(slots=True)
class Draft:
    """The values of one row, cleaned but not yet judged."""

    line: int
    name: str = ""
    first_name: str = ""
    middle_name: str = ""
    last_name: str = ""
    prefix: str = ""
    suffix: str = ""
    pronoun: str = ""
    job_title: str = ""
    organisation: str = ""
    department: str = ""
    city: str = ""
    country: str = ""
    how_met: str = ""
    introduced_by: str = ""
    notes: str = ""
    emails: list[Point] = field(default_factory=list)
    phones: list[Point] = field(default_factory=list)
    profiles: list[Point] = field(default_factory=list)
    websites: list[Point] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    met_on: date | None = None
    connected_on: date | None = None
    last_contact_on: date | None = None
    facts: dict[str, str] = field(default_factory=dict)
    source_fields: dict[str, str] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)
    extra_notes: list[str] = field(default_factory=list)
    as_written: bool = False  # our own export: names and addresses are what they are


def finish(draft: Draft, *, no_name: str = NO_NAME) -> PersonRow | BadRow:
    """Return the person a draft describes, or why it describes none.

    What cannot stand in its field (no address, too long) is kept in the notes and remarked upon.
    """
    name, first, last, prefix = whole_name(draft)
    if not any(letter.isalnum() for letter in name):
        # What there is helps to find the row in the file.
        found = next(
            (point.value for point in (*draft.emails, *draft.phones, *draft.profiles)), draft.organisation
        )
        return BadRow(draft.line, f"{no_name[:-1]}: {found[:80]}." if found else no_name)
    for label, value, longest in (
        ("name", name, LONGEST["name"]),
        ("organisation", draft.organisation, LONGEST["organisation"]),
    ):
        if len(value) > longest:
            return BadRow(draft.line, f"The {label} has {len(value)} letters; {longest} is the most.")
    if len(draft.notes) > LONGEST["notes"]:
        return BadRow(draft.line, f"The note has {len(draft.notes)} letters; {LONGEST['notes']} is the most.")

    row = PersonRow(line=draft.line, name=name, organisation=draft.organisation)
    row.first_name, row.last_name, row.prefix = (
        _fit(draft, first, "first_name"),
        _fit(draft, last, "last_name"),
        prefix[:40],
    )
    for attribute in ("pronoun", "job_title", "department", "city", "country", "how_met", "introduced_by"):
        if value := getattr(draft, attribute):
            setattr(row, attribute, _fit(draft, value, attribute))
    row.emails = _emails(draft) if draft.emails else ()
    row.phones = _phones(draft) if draft.phones else ()
    if draft.profiles or draft.websites:
        row.profiles, row.websites = _addresses(draft)
    if draft.tags:
        row.tags = _tags(draft)
    row.met_on, row.connected_on, row.last_contact_on = (
        draft.met_on,
        draft.connected_on,
        draft.last_contact_on,
    )
    row.facts, row.source_fields = draft.facts, draft.source_fields
    row.notes = (
        "\n".join(part for part in (draft.notes, *draft.extra_notes) if part)
        if draft.extra_notes
        else draft.notes
    )
    row.remarks = tuple(draft.remarks)
    return row


def _fit(draft: Draft, value: str, attribute: str) -> str:
    if len(value) <= LONGEST[attribute]:
        return value
    label = attribute.replace("_", " ").capitalize()
    draft.extra_notes.append(f"{label}: {value}")
    draft.remarks.append(f"{label} is longer than {LONGEST[attribute]} letters; it is kept in the notes.")
    return ""


def whole_name(draft: Draft) -> tuple[str, str, str, str]:
    """Return name, first name, last name and title; each is made from the others where it is missing."""
    if draft.as_written:
        return draft.name, draft.first_name, draft.last_name, draft.prefix
    prefix = "" if draft.prefix.casefold() in PLACEHOLDERS else draft.prefix
    first, last, name = (
        "" if value.casefold() in PLACEHOLDERS else value
        for value in (draft.first_name, draft.last_name, draft.name)
    )
    if first or last:
        titles, first = _titles_off(first)
        prefix = prefix or titles
        if not name:
            name = _joined(first, draft.middle_name, last, draft.suffix)
        elif prefix and name.startswith(prefix + " "):
            name = name[len(prefix) + 1 :].strip()
        if first and draft.middle_name and not last:
            first = f"{first} {draft.middle_name}"
        if not first and " " in last:
            # A whole name in the column of the family name is taken apart; a single word stays where it is.
            titles, first, last = split_name(last)
            prefix = prefix or titles
        return name, first, last if _is_turned(last) else last.partition(",")[0].strip(), prefix
    if not name:
        return draft.middle_name, draft.middle_name, "", prefix
    found_prefix, found_first, found_last = split_name(name)
    if found_prefix and not prefix:
        rest = name[len(found_prefix) :].strip() if name.startswith(found_prefix) else name
        return rest or name, found_first, found_last, found_prefix
    if found_first and found_last and _is_turned(name):
        name = f"{found_first} {found_last}"
    return name, found_first, found_last, prefix


def _joined(first: str, middle: str, last: str, suffix: str) -> str:
    name = " ".join(part for part in (first, middle, last) if part)
    if not name or not suffix:
        return name
    # "Jr." belongs to the name, "PhD" stands behind a comma.
    part_of_name = fold(suffix).replace(".", "") in ("jr", "sr", "ii", "iii", "iv")
    return f"{name} {suffix}" if part_of_name else f"{name}, {suffix}"


def _titles_off(first: str) -> tuple[str, str]:
    words = first.split()
    titles = []
    while len(words) > 1 and fold(words[0]).replace(".", "") in TITLES and words[0].endswith("."):
        titles.append(words.pop(0))
    return " ".join(titles), " ".join(words)


def _is_turned(name: str) -> bool:
    after = fold(name.partition(",")[2]).replace(".", " ").split()
    return bool(after) and not all(word in SUFFIXES for word in after)


@lru_cache(maxsize=8192)
def split_name(name: str) -> tuple[str, str, str]:
    """Return title, first and last name of a whole name, also of "Weber, Anna" and "Ludwig van Beethoven"."""
    head, comma, tail = name.partition(",")
    if comma and _is_turned(name):
        prefix, first, _ = split_name(tail.strip()) if " " in tail.strip() else ("", tail.strip(), "")
        return prefix, " ".join(tail.strip().split()) if not prefix else first, head.strip()
    words = head.split()
    titles = []
    while (
        len(words) > 1
        and fold(words[0]).strip(".").replace(".", "") in TITLES
        and (words[0][-1] == "." or words[0].casefold() not in ("ing",))
    ):
        titles.append(words.pop(0))
    while len(words) > 2 and fold(words[-1]).replace(".", "") in DEGREES:
        words.pop()
    if len(words) < 2:
        return " ".join(titles), words[0] if words else "", ""
    at = len(words) - 1
    while at > 1 and fold(words[at - 1]) in PARTICLES:
        at -= 1
    return " ".join(titles), " ".join(words[:at]), " ".join(words[at:])


def web_address(text: str) -> str:
    """Return `text` as an http(s) address a browser may open, or ""."""
    value = text.strip().strip("<>").strip()
    if SCHEME.match(value) and not re.match(r"(?i)[a-z0-9.-]+\.[a-z]{2,}:\d", value):
        return value if WEB_ADDRESS.fullmatch(value) else ""
    value = "https://" + value.lstrip("/")
    return value if WEB_ADDRESS.fullmatch(value) else ""


def _emails(draft: Draft) -> tuple[Point, ...]:
    kept: dict[str, Point] = {}
    for value, label in draft.emails:
        pieces = [value] if EMAIL.fullmatch(value) else _mailboxes(value)
        for piece in pieces:
            key = email_key(piece)
            if key and STORED_EMAIL.fullmatch(piece) and len(piece) <= LONGEST_POINT:
                kept.setdefault(key, Point(piece, label[:LONGEST_LABEL]))
            else:
                _keep_in_notes(draft, "E-mail", piece, "is not an e-mail address")
    return tuple(kept.values())


def _mailboxes(value: str) -> list[str]:
    if value.casefold() in PLACEHOLDERS:
        return []
    angle = re.findall(r"<([^<>\s]{3,254})>", value)
    if angle and all(EMAIL.fullmatch(piece) for piece in angle):
        return angle
    value = re.sub(r"(?i)\bmailto:", "", value)
    pieces = [piece for piece in MAILBOX_LIST.split(value) if piece]
    return pieces if pieces and all(EMAIL.fullmatch(piece) for piece in pieces) else [value]


def _phones(draft: Draft) -> tuple[Point, ...]:
    kept: dict[str, Point] = {}
    for value, label in draft.phones:
        if value.casefold() in PLACEHOLDERS:
            continue
        value = re.sub(r"(?i)^tel:", "", value)
        key = phone_key(value)
        if key and len(value) <= LONGEST_POINT:
            kept.setdefault(key, Point(value, label[:LONGEST_LABEL]))
        else:
            _keep_in_notes(draft, "Phone", value, "is not a phone number")
    return tuple(kept.values())


def _addresses(draft: Draft) -> tuple[tuple[Point, ...], tuple[Point, ...]]:
    profiles: dict[str, Point] = {}
    websites: dict[str, Point] = {}
    for points, is_profile_column in ((draft.profiles, True), (draft.websites, False)):
        for value, label in points:
            if value.casefold() in PLACEHOLDERS:
                continue
            address = web_address(value)
            if not address or len(address) > LONGEST_POINT:
                _keep_in_notes(
                    draft,
                    "Address",
                    value,
                    "is not a web address" if not address else "is too long for an address",
                )
            elif is_profile_column or (not draft.as_written and profile_host(address)):
                profiles.setdefault(point_key("profile", address), Point(address, label[:LONGEST_LABEL]))
            else:
                websites.setdefault(point_key("website", address), Point(address, label[:LONGEST_LABEL]))
    return tuple(profiles.values()), tuple(websites.values())


def _keep_in_notes(draft: Draft, what: str, value: str, why: str) -> None:
    shown = value if len(value) <= 60 else value[:57] + "..."
    draft.extra_notes.append(f"{what}: {value}")
    draft.remarks.append(f"“{shown}” {why}; it is kept in the notes.")


def _tags(draft: Draft) -> tuple[str, ...]:
    kept: dict[str, str] = {}
    for tag in draft.tags:
        tag = clean_line(tag).removeprefix("#").strip()
        if len(tag) > LONGEST_TAG:
            _keep_in_notes(draft, "Tag", tag, "is too long for a tag")
        elif tag:
            kept.setdefault(tag.casefold(), tag)
    return tuple(kept.values())


def split_tags(text: str) -> list[str]:
    """Return the tags of a cell, parted by commas, semicolons or lines; quotation marks hold one together."""
    if '"' not in text:
        return [tag for piece in re.split(r"[;,\n]", text) if (tag := piece.strip())]
    tags, piece, inside = [], "", False
    for letter in text:
        if letter == '"':
            inside = not inside
            piece += letter
        elif not inside and letter in ";,\n":
            tags.append(piece)
            piece = ""
        else:
            piece += letter
    tags.append(piece)
    return [tag for piece in tags if (tag := _unquoted(piece.strip()))]


def _unquoted(tag: str) -> str:
    return tag[1:-1].replace('""', '"') if len(tag) > 1 and tag[0] == tag[-1] == '"' else tag


def join_tags(tags: tuple[str, ...] | list[str]) -> str:
    """Return tags as one cell that `split_tags` takes apart again."""
    return "; ".join(
        '"' + tag.replace('"', '""') + '"' if re.search(r'[;,"\n]', tag) else tag for tag in tags
    )


__all__ = [
    "Draft",
    "clean",
    "clean_line",
    "finish",
    "join_tags",
    "split_name",
    "split_tags",
    "web_address",
    "whole_name",
]
