"""A pasted e-mail signature or vCard, taken as one person (pure)."""

import re

from contacts.formats.assemble import PARTICLES, Draft, finish, web_address
from contacts.formats.identity import LEGAL_FORMS, TITLES, fold, phone_key, plain_words, profile_host
from contacts.formats.quick_add import EMAIL, ROLE_WORDS, URL, role_at
from contacts.formats.rows import BadRow, PersonRow, Point, Unreadable, clean_line
from contacts.formats.text import read_text
from contacts.formats.vcard import cards

GREETING = re.compile(
    r"\s*(?:(?:kind|best|warm|many|with|mit|herzliche|freundliche|viele|beste|liebe|schone)\b.*|regards|thank.*"
    r"|cheers.*|sincerely.*|yours\b.*|best|all the best.*|gru(?:ss|ß)e?.*|vg|lg|mfg|cordialement.*"
    r"|bien a vous.*|saludos.*|atentamente.*|un saludo.*|--+|__+|sent from my.*|\*+|=+)[,.!]?\s*"
)
FAX = re.compile(r"\bfax\b|^f[:. ]")
STREET = re.compile(
    r"(?i)\b(?:street|st\.|avenue|ave\.?|road|rd\.|suite|floor|platz|weg|rue|calle|via|blvd|p\.?o\.? box)\b"
    r"|postfach\b|stra(?:ss|ß)e\b|str\.|^\W*(?:[a-z]-?)?\d{4,5}\s+\S"
)
DISCLAIMER = re.compile(
    r"confidential|intended recipient|please consider|registergericht|handelsregister|amtsgericht|ust-id"
    r"|vat\b|geschaftsfuhr"
)


def parse_signature(text: str) -> PersonRow | BadRow:
    """Return the person of a pasted e-mail signature or vCard; what is left out is said."""
    text = text[:20_000]
    if re.search(r"(?im)^\s*BEGIN:VCARD", text):
        try:
            rows = [row for _, row in cards(read_text(text.encode("utf-8", "replace").lstrip()))]
        except Unreadable as error:
            return BadRow(1, error.reason)
        return next(
            (row for row in rows if isinstance(row, PersonRow)),
            rows[0] if rows else BadRow(1, "This card is empty."),
        )
    draft = Draft(1)
    rest: list[str] = []
    for raw in text.splitlines():
        line = clean_line(raw).strip("*_|•> ")
        if not line or GREETING.fullmatch(fold(line)) or DISCLAIMER.search(fold(line)):
            continue
        rest += _take_points(draft, line)
    rest = [piece for piece in rest if piece and not STREET.search(piece)]
    name_at = next((at for at, piece in enumerate(rest) if looks_like_name(piece)), None)
    if name_at is None:
        return BadRow(1, "No name was found in this text.")
    draft.name = rest.pop(name_at)
    for piece in rest[:]:
        if not draft.job_title and (role := role_at(piece))[0]:
            draft.job_title, house = clean_line(role[0]), role[2]
            head, _comma, tail = draft.job_title.rpartition(", ")
            if head and not house and _is_house(tail, _domain(draft)):
                draft.job_title, house = head, tail
            draft.organisation = draft.organisation or clean_line(house)
            rest.remove(piece)
    if not draft.organisation:
        draft.organisation = _house_among(rest, _domain(draft))
        if draft.organisation:
            rest.remove(draft.organisation)
    if (
        rest
        and not draft.department
        and re.search(r"(?i)\b(?:department|dept|division|team|abteilung|group|unit)\b", rest[0])
    ):
        draft.department = rest.pop(0)
    if rest:
        draft.remarks.append("Left out: " + "; ".join(rest)[:280])
    return finish(draft)


def _take_points(draft: Draft, line: str) -> list[str]:
    """Take addresses and numbers out of a line and return what is left, in pieces."""
    for match in EMAIL.finditer(line):
        draft.emails.append(Point(match[0].rstrip(".")))
    line = EMAIL.sub(" | ", line)
    for match in URL.finditer(line):
        address = web_address(match[0].rstrip(".)"))
        if address:
            (draft.profiles if profile_host(address) else draft.websites).append(Point(address))
    line = URL.sub(" | ", line)
    pieces: list[str] = []
    for piece in re.split(r"\s*[|•·]\s*|\s{3,}|\t", line):
        number = re.search(r"\+?\(?\d[\d\s()/.-]{5,}\d", piece)
        if number and 7 <= len(phone_key(number[0]).lstrip("+")) <= 15 and not STREET.search(piece):
            label = fold(piece[: number.start()])
            if not FAX.search(label):
                kind = "mobile" if re.search(r"mobil|cell|handy|^m\b|portable|movil", label.strip()) else ""
                draft.phones.append(Point(number[0].strip(), kind))
            continue
        piece = re.sub(
            r"(?i)^(?:e-?mail|mail|web|website|linkedin|phone|tel|t|e|w|m|in)\s*[:.]?\s*$", "", piece
        ).strip(" ,;:-–—")
        if piece:
            pieces += (
                [part.strip() for part in re.split(r"\s[–—-]\s", piece)] if len(piece) < 120 else [piece]
            )
    return pieces


def looks_like_name(piece: str) -> bool:
    """Say whether a line could be the name of a person: two to five words, none of them a role."""
    if (
        not 3 <= len(piece) <= 60
        or re.search(r"[\d@/:&]", piece)
        or ROLE_WORDS.intersection(plain_words(piece))
    ):
        return False
    bare = piece.split(",")[0]
    words = [word for word in bare.split() if fold(word).strip(".") not in TITLES]
    if not 2 <= len(words) <= 5 or tuple(plain_words(words[-1])) in LEGAL_FORMS:
        return False
    return all(not word[0].islower() or fold(word) in PARTICLES for word in words)


def _domain(draft: Draft) -> str:
    return draft.emails[0].value.rpartition("@")[2].split(".")[0].casefold() if draft.emails else ""


def _has_legal_form(piece: str) -> bool:
    words = plain_words(piece)
    return bool(words) and any(tuple(words[-size:]) in LEGAL_FORMS for size in (1, 2, 3))


def _is_of_domain(piece: str, domain: str) -> bool:
    joined, domain = "".join(plain_words(piece)), domain.replace("-", "")
    return bool(domain and joined) and (domain in joined or joined in domain)


def _is_house(piece: str, domain: str) -> bool:
    return _has_legal_form(piece) or _is_of_domain(piece, domain)


def _house_among(pieces: list[str], domain: str) -> str:
    for piece in pieces:
        if _has_legal_form(piece):
            return piece
    for piece in pieces:
        if _is_of_domain(piece, domain):
            return piece
    return next(
        (
            piece
            for piece in pieces
            if len(piece) <= 60 and len(piece.split()) <= 6 and not piece[0].islower()
        ),
        "",
    )
