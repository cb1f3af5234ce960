"""vCards 2.1, 3.0 and 4.0, many to a file, card by card in flat memory; pictures are passed over (pure)."""

import binascii
import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO

from contacts.formats.assemble import Draft, finish
from contacts.formats.dates import parse_date
from contacts.formats.identity import profile_host
from contacts.formats.rows import MAX_CELL, BadRow, PersonRow, Point, clean, clean_line
from contacts.formats.text import Text

MAX_CARD = 1_000_000  # bytes of one card, pictures not counted
PASSED_OVER = frozenset(
    {
        b"PHOTO",
        b"LOGO",
        b"SOUND",
        b"KEY",
        b"X-MS-CARDPICTURE",
        b"X-WAB-GENDER",
        b"BDAY",
        b"X-ANNIVERSARY",
        b"ANNIVERSARY",
        b"GENDER",
        b"X-SPOUSE",
        b"DEATHDATE",
        b"BIRTHPLACE",
    }
)
BASE64_LINE = re.compile(rb"[A-Za-z0-9+/=\s]*")
PARAMETER = re.compile(r';([^=;:"]*)(?:=((?:"[^"]*"|[^;":]*)(?:,(?:"[^"]*"|[^;":]*))*))?')
APPLE_LABEL = re.compile(r"_\$!<(.*)>!\$_")
# Only what a phone book was ever written in: some of Python's codecs are no encodings of text, or slow.
CHARSETS = re.compile(
    r"utf-?8|utf-?16(?:le|be)?|us-ascii|ascii|iso-?8859-\d{1,2}|latin-?1|windows-?\d{3,4}|cp\d{3,4}|koi8-[ru]|big5"
    r"|shift-?jis|sjis|euc-(?:jp|kr)|gb2312|gbk|gb18030|iso-2022-jp|macintosh|mac-roman"
)
NETWORKS = {
    "linkedin": "https://www.linkedin.com/in/{}", "twitter": "https://x.com/{}", "x": "https://x.com/{}",
    "github": "https://github.com/{}", "xing": "https://www.xing.com/profile/{}",
    "facebook": "https://www.facebook.com/{}", "instagram": "https://www.instagram.com/{}",
}  # fmt: skip
SYSTEM_GROUPS = frozenset({"mycontacts", "my contacts"})
TYPE_LABELS = {"cell": "mobile", "iphone": "mobile"}
TYPES_WITHOUT_NEWS = frozenset({"pref", "internet", "voice", "x400", "msg", "text", "dom", "intl", "uri"})
OWN = "X-INFOVIEW-"
OWN_PRODUCT = "-//Infoview//"


def begins_within(head: bytes) -> bool:
    """Say whether a card begins at the start of a line in `head`, and before anything else of note."""
    found = re.search(rb"(?im)^[ \t]*BEGIN:VCARD[ \t]*\r?$", head)
    return found is not None and head[: found.start()].count(b"\n") < 20 and b"," not in head[: found.start()]


@dataclass(slots=True)
class Property:
    """One line of a card: group ("item1"), name, parameters in capitals, and the value as it stands."""

    group: str
    name: str
    parameters: dict[str, list[str]]
    value: str

    def types(self) -> list[str]:
        return [
            piece.lower() for kind in self.parameters.get("TYPE", ()) for piece in kind.split(",") if piece
        ]

    @property
    def preferred(self) -> bool:
        return "pref" in self.types() or bool(self.parameters.get("PREF"))


@dataclass(slots=True)
class _Card:
    line: int
    properties: list[Property] = field(default_factory=list)
    size: int = 0
    problem: str = ""


def cards(text: Text, *, start: int = 0) -> Iterator[tuple[int, PersonRow | BadRow]]:
    """Yield each card as a person or a complaint, with the byte behind; a broken card costs only itself."""
    card: _Card | None = None
    nested = 0
    for line, begin, after, raw in _logical_lines(text, start):
        word = raw[:24].strip().upper() if raw[:1] in b"BbEe \t" else b""
        if word.startswith(b"BEGIN:VCARD"):
            if card is not None and (nested or _is_agent(card)):
                nested += 1
                continue
            if card is not None:
                yield begin, BadRow(card.line, "This card has no end.")
            card = _Card(line)
        elif word.startswith(b"END:VCARD"):
            if nested:
                nested -= 1
            elif card is not None:
                yield after, _person(card)
                card = None
        elif card is not None and not nested:
            card.size += len(raw)
            if card.size > MAX_CARD:
                card.problem = card.problem or f"This card is longer than {MAX_CARD:,} letters."
                card.properties.clear()
            elif not card.problem:
                _take(card, raw, line, text)
        elif card is None and raw.strip():
            yield after, BadRow(line, "This line stands outside any card.")
    if card is not None:
        yield len(text.data), BadRow(card.line, "This card has no end; the file seems cut off.")


def _is_agent(card: _Card) -> bool:
    return (
        bool(card.properties)
        and card.properties[-1].name == "AGENT"
        and not card.properties[-1].value.strip()
    )


def _logical_lines(text: Text, start: int) -> Iterator[tuple[int, int, int, bytes]]:
    """Yield line number, first byte, byte behind, and each unfolded line; skipped ones are never joined."""
    stream = BytesIO(text.data)
    stream.seek(start)
    number = text.line_number(start)
    begin = after = start
    pieces: list[bytes] = []
    size, first, skipping, quoted, base64 = 0, number, False, False, False

    while raw := stream.readline():
        here, number = number, number + 1
        if quoted:
            # Soft line breaks of quoted-printable: the line ends in "=", the next has no blank before it.
            piece = raw.rstrip(b"\r\n")
            quoted = piece.endswith(b"=")
            if size <= MAX_CARD and not skipping:
                pieces.append(piece[:-1] if quoted else piece)
            size += len(raw)
            after += len(raw)
            continue
        if raw[:1] in (b" ", b"\t") and raw.strip():
            if not skipping and size <= MAX_CARD:
                pieces.append(raw.rstrip(b"\r\n")[1:])
            size += len(raw)
            after += len(raw)
            continue
        if base64 and b":" not in raw[:200] and raw.strip() and BASE64_LINE.fullmatch(raw[:200]):
            size += len(raw)
            after += len(raw)
            continue
        if pieces:
            yield first, begin, after, b"".join(pieces)
            pieces = []
        begin = after
        after += len(raw)
        if not raw.strip():
            skipping = base64 = False
            continue
        head = raw[:200].upper()
        name = re.split(rb"[;:]", head, maxsplit=1)[0].rpartition(b".")[2].strip()
        skipping = name in PASSED_OVER
        base64 = skipping or b"BASE64" in head or b"ENCODING=B" in head
        first, size = here, len(raw)
        if skipping:
            pieces = []
            quoted = b"QUOTED-PRINTABLE" in head and raw.rstrip(b"\r\n").endswith(b"=")
            continue
        pieces = [raw.rstrip(b"\r\n")]
        quoted = b"QUOTED-PRINTABLE" in head and pieces[0].endswith(b"=")
        if quoted:
            pieces[0] = pieces[0][:-1]
    if pieces:
        yield first, begin, after, b"".join(pieces)


def _take(card: _Card, raw: bytes, line: int, text: Text) -> None:
    colon = _colon(raw)
    if colon < 0:
        card.problem = f"Line {line} of this card has no name and value."
        return
    head, value = raw[:colon].decode("latin-1"), raw[colon + 1 :]
    name, _, rest = head.partition(";")
    group, _, name = name.strip().rpartition(".")
    parameters: dict[str, list[str]] = {}
    for key, content in PARAMETER.findall(";" + _decoded_parameter(rest, text) if rest else ""):
        key = key.strip().upper()
        if not content and key:
            # vCard 2.1 leaves the word TYPE out.
            encoding = key in ("QUOTED-PRINTABLE", "BASE64", "8BIT", "7BIT", "B")
            parameters.setdefault("ENCODING" if encoding else "TYPE", []).append(key)
        elif key:
            parameters.setdefault(key, []).append(
                content.replace('"', "").replace("^n", "\n").replace("^'", '"')
            )
    if len(value) > MAX_CELL * 4:
        card.problem = f"Line {line} of this card is longer than {MAX_CELL:,} letters."
        return
    decoded, readable = _decoded(value, parameters, text)
    if not readable:
        card.problem = f"Line {line} of this card holds bytes that are not {text.encoding}."
        return
    card.properties.append(Property(group.lower(), name.strip().upper(), parameters, decoded))


def _decoded_parameter(rest: str, text: Text) -> str:
    return rest if rest.isascii() else rest.encode("latin-1").decode(text.codec, "replace")


def _colon(raw: bytes) -> int:
    """Return where the value begins; a colon inside a quoted parameter does not count."""
    at = raw.find(b":")
    quote = raw.find(b'"', 0, at)
    while quote >= 0 and at >= 0:
        close = raw.find(b'"', quote + 1)
        if close < 0:
            return at
        at = raw.find(b":", close) if close > at else at
        quote = raw.find(b'"', close + 1, at) if at >= 0 else -1
    return at


def _decoded(value: bytes, parameters: dict[str, list[str]], text: Text) -> tuple[str, bool]:
    encoding = (parameters.get("ENCODING") or [""])[0].upper()
    charset = (parameters.get("CHARSET") or [""])[0]
    if encoding == "QUOTED-PRINTABLE":
        value = quopri.decodestring(value)
    elif encoding in ("B", "BASE64"):
        try:
            value = binascii.a2b_base64(value)
        except binascii.Error:
            return "", True
    named = charset.lower().replace("_", "-")
    for codec in (named if CHARSETS.fullmatch(named) else text.codec, "utf-8", text.codec):
        try:
            return value.decode(codec), True
        except (UnicodeError, LookupError):
            continue
    return "", False


def split_escaped(value: str, separator: str) -> list[str]:
    """Return the parts of a value at `separator`, where it is not escaped; the escapes are taken off."""
    if "\\" not in value:
        return value.split(separator)
    parts: list[str] = []
    piece: list[str] = []
    letters = iter(value)
    for letter in letters:
        if letter == "\\":
            following = next(letters, "\\")
            piece.append("\n" if following in "nN" else following)
        elif letter == separator:
            parts.append("".join(piece))
            piece = []
        else:
            piece.append(letter)
    return [*parts, "".join(piece)]


def unescape(value: str) -> str:
    return (
        split_escaped(value, "\x00")[0]
        if "\x00" not in value
        else split_escaped(value.replace("\x00", ""), "\x00")[0]
    )


def _person(card: _Card) -> PersonRow | BadRow:
    if card.problem:
        return BadRow(card.line, card.problem)
    draft = Draft(card.line)
    draft.as_written = any(
        one.name == "PRODID" and one.value.startswith(OWN_PRODUCT) for one in card.properties
    )
    labels = {
        one.group: _plain_label(one.value)
        for one in card.properties
        if one.name in ("X-ABLABEL", "X-ABLABEL2") and one.group
    }
    kind = ""
    version = next((one.value.strip() for one in card.properties if one.name == "VERSION"), "")
    company = False
    preferred: dict[str, list[Point]] = {"emails": [], "phones": [], "profiles": [], "websites": []}
    for one in card.properties:
        reader = READERS.get(one.name)
        if reader is not None:
            reader(draft, one, labels.get(one.group, ""), preferred)
        elif one.name in ("KIND", "X-ADDRESSBOOKSERVER-KIND"):
            kind = one.value.strip().lower()
        elif one.name == "X-ABSHOWAS":
            company = one.value.strip().upper() == "COMPANY"
        elif one.name.startswith(OWN) and len(one.name) > len(OWN):
            _own(draft, one.name.removeprefix(OWN), clean(unescape(one.value)))
    for attribute, points in preferred.items():
        if points:
            setattr(draft, attribute, points + getattr(draft, attribute))
    if kind == "group":
        return BadRow(card.line, "This card is a group, not a person.")
    if kind in ("org", "location", "device", "application") or (
        company and not (draft.first_name or draft.last_name)
    ):
        shown = draft.organisation or draft.name
        return BadRow(
            card.line, f"This card is an organisation, not a person{': ' + shown if shown else ''}."
        )
    if draft.as_written:
        return finish(draft, no_name="This card has no name.")
    if not (draft.first_name or draft.last_name) and draft.name and draft.name == draft.organisation:
        return BadRow(card.line, f"This card is an organisation, not a person: {draft.organisation}.")
    if not (draft.first_name or draft.last_name or draft.name) and draft.organisation:
        return BadRow(card.line, f"This card has no name, only an organisation: {draft.organisation}.")
    if not card.properties or (not version and len(card.properties) == 0):
        return BadRow(card.line, "This card is empty.")
    return finish(draft, no_name="This card has no name.")


def _plain_label(value: str) -> str:
    value = clean_line(unescape(value))
    found = APPLE_LABEL.fullmatch(value)
    return found[1].lower() if found else value


def _label(one: Property, label: str) -> str:
    if label:
        return label
    types = one.types()
    if "fax" in types:
        return "fax"
    for kind in types:
        if kind in TYPES_WITHOUT_NEWS:
            continue
        return clean_line(TYPE_LABELS.get(kind, kind.removeprefix("x-")))
    return ""


def _add(
    draft: Draft, attribute: str, value: str, one: Property, label: str, preferred: dict[str, list[Point]]
) -> None:
    value = clean_line(value)
    if value:
        point = Point(value, _label(one, label))
        (preferred[attribute] if one.preferred else getattr(draft, attribute)).append(point)


def _fn(draft: Draft, one: Property, label: str, preferred: dict[str, list[Point]]) -> None:
    if not draft.name or one.preferred:
        draft.name = clean_line(unescape(one.value)) or draft.name


def _n(draft: Draft, one: Property, label: str, preferred: dict[str, list[Point]]) -> None:
    if draft.first_name or draft.last_name:
        return
    parts = [" ".join(clean_line(unescape(piece)) for piece in _commas(part)) for part in _parts(one.value)]
    parts += [""] * (5 - len(parts))
    draft.last_name, draft.first_name, draft.middle_name, draft.prefix, draft.suffix = (
        part.strip() for part in parts[:5]
    )


def _parts(value: str) -> list[str]:
    """Return the components at unescaped semicolons, escapes kept."""
    return [
        part.replace("\x01", "\\\\").replace("\x02", "\\;")
        for part in value.replace("\\\\", "\x01").replace("\\;", "\x02").split(";")
    ]


def _commas(value: str) -> list[str]:
    return [
        part.replace("\x01", "\\\\").replace("\x02", "\\,")
        for part in value.replace("\\\\", "\x01").replace("\\,", "\x02").split(",")
    ]


def _org(draft: Draft, one: Property, label: str, preferred: dict[str, list[Point]]) -> None:
    parts = [clean_line(unescape(part)) for part in _parts(one.value)]
    if not draft.organisation:
        draft.organisation = parts[0]
        draft.department = ", ".join(part for part in parts[1:] if part)


def _title(draft: Draft, one: Property, label: str, preferred: dict[str, list[Point]]) -> None:
    value = clean_line(unescape(one.value))
    if one.name == "TITLE" or not draft.job_title:
        draft.job_title = value or draft.job_title


def _email(draft: Draft, one: Property, label: str, preferred: dict[str, list[Point]]) -> None:
    _add(draft, "emails", re.sub(r"(?i)^mailto:", "", unescape(one.value)), one, label, preferred)


def _tel(draft: Draft, one: Property, label: str, preferred: dict[str, list[Point]]) -> None:
    value = unescape(one.value)
    if value[:4].lower() == "tel:":
        value = re.sub(r"(?i);ext=", " ext. ", value[4:])
    _add(draft, "phones", value, one, label, preferred)


def _url(draft: Draft, one: Property, label: str, preferred: dict[str, list[Point]]) -> None:
    value = clean_line(unescape(one.value))
    kinds = one.parameters.get("X-INFOVIEW-KIND")
    is_profile = (
        "profile" in kinds if kinds else profile_host(value) or _label(one, label).casefold() == "profile"
    )
    attribute = "profiles" if is_profile else "websites"
    _add(draft, attribute, value, one, label, preferred)


def _social(draft: Draft, one: Property, label: str, preferred: dict[str, list[Point]]) -> None:
    value = clean_line(unescape(one.value))
    kinds = [kind for kind in one.types() if kind in NETWORKS]
    value = re.sub(r"(?i)^x-apple:", "", value)
    if value and not re.match(r"(?i)https?:|www\.|[\w-]+\.[\w.-]+/", value):
        if not kinds or re.search(r"[\s/:@]", value.lstrip("@")):
            if one.name == "IMPP":
                draft.source_fields.setdefault("Chat", value[:300])
            return
        value = NETWORKS[kinds[0]].format(value.lstrip("@"))
    _add(draft, "profiles", value, one, label or (kinds[0] if kinds else ""), preferred)


def _note(draft: Draft, one: Property, label: str, preferred: dict[str, list[Point]]) -> None:
    note = clean(unescape(one.value))
    draft.notes = f"{draft.notes}\n\n{note}" if draft.notes and note else draft.notes or note


def _categories(draft: Draft, one: Property, label: str, preferred: dict[str, list[Point]]) -> None:
    draft.tags += [
        tag
        for part in _commas(one.value)
        if (tag := clean_line(unescape(part))) and (draft.as_written or tag.lower() not in SYSTEM_GROUPS)
    ]


def _adr(draft: Draft, one: Property, label: str, preferred: dict[str, list[Point]]) -> None:
    parts = [clean_line(unescape(part)) for part in _parts(one.value)]
    parts += [""] * (7 - len(parts))
    if not draft.city and not draft.country:
        draft.city, draft.country = parts[3], parts[6]


def _own(draft: Draft, name: str, value: str) -> None:
    key = name.lower().replace("-", "_")
    if not value:
        return
    if key == "name_in_one":
        draft.first_name = draft.last_name = ""
    elif key in ("met_on", "connected_on", "last_contact_on"):
        setattr(draft, key, parse_date(value))
    elif key in ("how_met", "introduced_by", "pronoun"):
        setattr(draft, key, clean_line(value))
    else:
        draft.facts[key] = value


def _pronoun(draft: Draft, one: Property, label: str, preferred: dict[str, list[Point]]) -> None:
    draft.pronoun = draft.pronoun or clean_line(unescape(one.value))


READERS = {
    "FN": _fn, "N": _n, "ORG": _org, "TITLE": _title, "ROLE": _title, "EMAIL": _email, "TEL": _tel,
    "URL": _url, "X-SOCIALPROFILE": _social, "SOCIALPROFILE": _social, "IMPP": _social, "NOTE": _note,
    "CATEGORIES": _categories, "ADR": _adr, "PRONOUNS": _pronoun,
}  # fmt: skip
