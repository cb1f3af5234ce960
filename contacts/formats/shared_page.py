"""A page of another site that was shared with us: its title, a text and its address (pure)."""

import re

from contacts.formats.assemble import split_name, web_address
from contacts.formats.identity import fold, profile_host
from contacts.formats.quick_add import PERSON, URL, QuickAdd
from contacts.formats.rows import clean, clean_line
from contacts.formats.signature import looks_like_name

LONGEST_TITLE = 300
LONGEST_TEXT = 1000
# What sites put behind the name of somebody, as one part of the title.
SITES = frozenset(
    "linkedin xing github gitlab mastodon bluesky x twitter facebook instagram youtube researchgate orcid"
    " medium about profile home".split()
)
BETWEEN = re.compile(r"\s+[|·•]\s+|\s+[-–—]\s+|\s+/\s+X$")
UNREAD = re.compile(r"^\(\d{1,4}\+?\)\s*")
IN_BRACKETS = re.compile(r"^[\w.-]+ \(([^()]+)\)$")


def parse_page(*, title: str, text: str = "", url: str = "") -> QuickAdd | None:
    """Return the person a page is about, None when its title names nobody. All of it is hostile text."""
    text = clean(text[:LONGEST_TEXT])
    address = _address(url) or _address(text) or _address(title)
    parts = _parts(URL.sub(" ", title[:LONGEST_TITLE]))
    if not parts or not looks_like_name(parts[0]):
        return None
    found = QuickAdd(PERSON, profile=address)
    found.prefix, found.first_name, found.last_name = split_name(parts[0])
    found.name = parts[0].removeprefix(found.prefix).strip() or parts[0]
    if len(parts) > 2:
        found.job_title, found.organisation = parts[1][:200], parts[2][:200]
    elif len(parts) == 2:
        found.job_title = parts[1][:200]
    rest = clean_line(URL.sub(" ", text))
    found.text = "" if rest in clean_line(title) else rest
    return found


def _address(text: str) -> str:
    match = URL.search(text[:LONGEST_TEXT])
    address = web_address(match[0].rstrip(".)")) if match else ""
    if not address or len(address) > 300:
        return ""
    # Behind the question mark stand the marks of who shared it.
    return address.split("?", 1)[0] if profile_host(address) else address


def _parts(title: str) -> list[str]:
    """Return what a title says, without the site and the number of unread messages."""
    title = UNREAD.sub("", clean_line(title))
    parts = [part.strip(" ,;:") for part in BETWEEN.split(title)]
    parts = [part for part in parts if part and fold(part) not in SITES]
    if parts and (inner := IN_BRACKETS.match(parts[0])):
        parts[0] = inner[1]
    return parts
