"""Who is the same person: keys that names, organisations, addresses and profiles are compared by (pure)."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Container, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import combinations, pairwise
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, unquote, urlencode


def barred(text: str) -> list[str]:
    return text.split("|")


def word_set(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Letters that Unicode does not take apart into a base and a mark.
PLAIN = str.maketrans(
    {
        "ø": "o", "đ": "d", "ð": "d", "ł": "l", "æ": "ae", "œ": "oe", "þ": "th", "ħ": "h", "ı": "i",
        "ŧ": "t", "ŋ": "n", "ĸ": "k", "ə": "e", "ﬁ": "fi", "ﬂ": "fl",
    }
)  # fmt: skip

TITLES = word_set(
    """mr mrs ms miss mx dr prof professor sir dame lady rev dipl diplom magister herr frau fraulein mme
    madame mlle monsieur sr sra srta senor senora dra doktor doctor docteur univ dipling dring drmed
    ing"""
)
# After a comma anything short of this kind is a degree; without one only what nobody bears as a name:
# "Anna Ma" is a person.
DEGREES = word_set(
    """phd md mba msc bsc llm llb jd jr ii iii iv esq cpa cfa pmp dds rn mph edd dphil frsa obe mbe cbe
    mfa acca cissp spc"""
)
SUFFIXES = DEGREES | word_set(
    """ma ba ms bs sr dr pe csm psm csp shrm scp cp phr sphr ceng fca cma mcips pgmp prince2 itil mag
    dipl ing m a sc phil rer nat med habil he him his she her hers they them"""
)

LEGAL_FORMS = tuple(
    tuple(form.split())
    for form in barred(
        "inc|incorporated|llc|l l c|ltd|limited|plc|corp|corporation|company|co|llp|lp|pllc|pte ltd|pte|"
        "pty ltd|pty|private limited|pvt ltd|pvt|gmbh|gmbh and co kg|gmbh und co kg|ag|ag and co kg|kg|"
        "kgaa|se|ug|ohg|gbr|mbh|ggmbh|ev|eg|sa|s a|sas|sasu|sarl|sarlu|eurl|scop|snc|spa|srl|srls|sl|slu|"
        "sa de cv|s de rl de cv|sapi de cv|bv|nv|vof|ab|asa|as|a s|oy|oyj|aps|kk|sp z oo|sp zoo|zrt|kft|"
        "doo|sro|spol s r o|ltda|eireli|sagl|oü|inc ltd|holding ltd|bhd|sdn bhd"
    )
)
LEGAL_BY_LENGTH = tuple(
    (size, frozenset(form for form in LEGAL_FORMS if len(form) == size))
    for size in sorted({len(form) for form in LEGAL_FORMS}, reverse=True)
)

# A mailbox of a house is nobody's own: it never says by itself that two people are one.
SHARED_MAILBOXES = word_set(
    """info office contact kontakt hello hallo mail post team admin support sales service jobs careers
    career hr press presse marketing noreply no-reply webmaster enquiries inquiries reception
    sekretariat contacto ventas bonjour accueil recruiting recruitment talent people bewerbung"""
)

PROFILE_HOSTS = word_set(
    """linkedin.com xing.com github.com gitlab.com twitter.com x.com facebook.com instagram.com bsky.app
    mastodon.social threads.net researchgate.net orcid.org medium.com behance.net dribbble.com
    stackoverflow.com angel.co wellfound.com viadeo.com about.me keybase.io academia.edu"""
)
TRACKING = re.compile(r"utm_|trk|fbclid|gclid|mc_|ref$|src$|originalsubdomain|lipi|licu|igsh", re.I)
EMAIL = re.compile(r"[^\s@<>,;:\"()\[\]\\]{1,64}@[^\s@<>,;:\"()\[\]\\/]{1,253}")
BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
NOT_WORD = re.compile(r"[^\w]+|_+")

NICKNAMES = {
    nick: full
    for full, nicks in {
        "alexander": "alex sasha", "alexandra": "alex sandra", "andrew": "andy drew", "anthony": "tony",
        "benjamin": "ben", "catherine": "cathy kate katie", "katherine": "kate katie kathy",
        "charles": "charlie chuck", "christine": "chris tina", "christopher": "chris",
        "daniel": "dan danny", "david": "dave", "deborah": "deb debbie", "edward": "ed eddie ted",
        "elizabeth": "liz beth lizzie eliza", "francisco": "paco", "frederick": "fred",
        "gabriel": "gabe", "gregory": "greg", "james": "jim jimmy jamie", "jennifer": "jen jenny",
        "jessica": "jess", "john": "jack johnny", "jonathan": "jon", "jose": "pepe",
        "joseph": "joe joey", "joshua": "josh", "kenneth": "ken", "lawrence": "larry",
        "margaret": "maggie meg peggy", "matthew": "matt", "maximilian": "max", "michael": "mike mick",
        "nicholas": "nick", "nicole": "nicky", "pamela": "pam", "patricia": "pat patty trish",
        "patrick": "pat paddy", "peter": "pete", "philip": "phil", "rebecca": "becky",
        "richard": "rick dick rich", "robert": "bob rob bobby", "ronald": "ron", "samantha": "sam",
        "samuel": "sam", "sebastian": "seb", "stephen": "steve", "steven": "steve", "susan": "sue",
        "theodore": "ted theo", "thomas": "tom tommy", "timothy": "tim", "victoria": "vicky",
        "vincent": "vince", "william": "bill will liam", "zachary": "zach",
    }.items()
    for nick in nicks.split()
}  # fmt: skip


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """Return `text` in lower case without accents; letters of other scripts stay as they are."""
    if text.isascii():
        return text.lower()
    folded = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(
        letter
        for letter in folded
        if not ("\u0300" <= letter <= "\u036f" or unicodedata.category(letter) == "Cf")
    )
    return unicodedata.normalize("NFC", kept.translate(PLAIN))


def plain_words(text: str) -> list[str]:
    """Return the folded words of `text`, apostrophes and full stops closed up (O'Neill, S.A.)."""
    closed = fold(text).replace("'", "").replace("\u2019", "").replace(".", "")
    return NOT_WORD.sub(" ", closed).split()


def _name_words(name: str) -> list[str]:
    # A full stop ends a title ("Dr.Weber"), so names part there; initials part as well ("J.R.").
    closed = fold(name).replace("'", "").replace("\u2019", "").replace("ph.d", "phd").replace("m.d.", "md")
    return NOT_WORD.sub(" ", closed).split()


@lru_cache(maxsize=8192)
def name_key(name: str) -> str:
    """Return the name as it is compared: no case, accents, titles, degrees; "Weber, Anna" is "anna weber"."""
    bare = BRACKETS.sub(" ", name)
    parts = [
        words for part in (bare if bare.strip(" ,.") else name).split(",") if (words := _name_words(part))
    ]
    while len(parts) > 1 and all(word in SUFFIXES for word in parts[-1]):
        parts.pop()
    if len(parts) > 1 and len(parts[0]) <= 3:
        parts = [*parts[1:], parts[0]]
    words = [word for part in parts for word in part]
    stripped = words[:]
    while len(stripped) > 1 and stripped[0] in TITLES:
        stripped.pop(0)
    while len(stripped) > 1 and stripped[-1] in DEGREES:
        stripped.pop()
    return " ".join(stripped) or " ".join(name.casefold().split())


@lru_cache(maxsize=8192)
def organisation_key(name: str) -> str:
    """Return the organisation's name as it is compared: no case, accent or legal form (Tern GmbH: tern)."""
    spelled = name.replace("&", " and ").replace("+", " and ")
    words = ["and" if word in ("und", "et", "y") else word for word in plain_words(spelled)]
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    shortened = True
    while shortened:
        shortened = False
        for size, forms in LEGAL_BY_LENGTH:
            # "Tern & Co" is a name of its own, "Tern Co" is not.
            if len(words) > size and tuple(words[-size:]) in forms and words[-size - 1] != "and":
                words = words[:-size]
                shortened = True
                break
    return " ".join(words) or " ".join(name.casefold().split())


def email_key(text: str) -> str:
    """Return the address as it is compared, or "" when it is none."""
    address = text.strip().strip("<>").strip()
    if address[:7].lower() == "mailto:":
        address = unquote(address[7:]).partition("?")[0]
    return address.casefold() if EMAIL.fullmatch(address) else ""


def is_shared_mailbox(address: str) -> bool:
    return address.partition("@")[0].casefold().rstrip("0123456789") in SHARED_MAILBOXES


@lru_cache(maxsize=8192)
def phone_key(text: str) -> str:
    """Return the digits, + before a country code, no extension; "" for fewer than four digits."""
    number = unicodedata.normalize("NFKC", text).strip()
    if number[:4].lower() == "tel:":
        number = number[4:]
    number = re.split(
        r"(?i)(?:;|,|#|\bext\.?|\bextension|\bdw\.?|\bposte|(?<=\d)\s*x(?=\s*\d))", number, maxsplit=1
    )[0]
    number = number.replace("(0)", "") if number.lstrip().startswith(("+", "00")) else number
    digits = "".join(str(unicodedata.digit(letter)) for letter in number if letter.isdigit())
    if len(digits) < 4:
        return ""
    if number.lstrip(" (").startswith("+"):
        return "+" + digits
    return "+" + digits[2:] if digits.startswith("00") and len(digits) > 8 else digits


def profile_host(url: str) -> str:
    """Return the known profile site `url` leads to, such as "linkedin.com", or ""."""
    host = _split_url(url)[0]
    return next((known for known in PROFILE_HOSTS if host == known or host.endswith("." + known)), "")


def _split_url(url: str) -> tuple[str, str, str]:
    text = url.strip().strip("<>").strip()
    text = re.sub(r"(?i)^(?:https?:)?/*(?=[^/])", "", text, count=1)
    text = text.partition("#")[0]
    text, _, query = text.partition("?")
    host, _, path = text.partition("/")
    host = host.rpartition("@")[2].partition(":")[0].casefold().removeprefix("www.")
    return host, path, query


@lru_cache(maxsize=8192)
def profile_key(url: str) -> str:
    """Return the address of a profile as it is compared, or "" when it names nobody.

    Scheme, www, country subdomain, trailing slash, language, query, case and percent signs do not count.
    A company page or a bare host says nothing about one person and gives "".
    """
    host, path, query = _split_url(url)
    if "." not in host or re.search(r"\s", host):
        return ""
    steps = [unicodedata.normalize("NFC", unquote(step)).strip().casefold() for step in path.split("/")]
    steps = [step for step in steps if step]
    if host == "linkedin.com" or host.endswith(".linkedin.com"):
        return _linkedin_key(steps)
    if host in ("m.facebook.com", "mobile.twitter.com", "m.xing.com"):
        host = host.partition(".")[2]
    if host in ("twitter.com", "x.com"):
        host = "x.com"
    if not steps:
        return ""
    kept = ""
    if steps[-1] == "profile.php" or host not in PROFILE_HOSTS:
        pairs = [(key, value) for key, value in parse_qsl(query, errors="replace") if not TRACKING.match(key)]
        kept = "?" + urlencode(sorted(pairs), errors="replace") if pairs else ""
    if host == "xing.com" and steps[0] == "profile":
        steps = steps[:2]
    return host + "/" + "/".join(steps) + kept


def _linkedin_key(steps: list[str]) -> str:
    if steps[:1] == ["mwlite"]:
        steps = steps[1:]
    if len(steps) >= 2 and steps[0] == "in":
        return "linkedin.com/in/" + steps[1]
    if len(steps) >= 2 and steps[0] in ("pub", "profile", "sales", "talent", "recruiter"):
        return "linkedin.com/" + "/".join(steps)
    return ""


def point_key(kind: str, value: str) -> str:
    """Return the key of an email, phone, profile, website or other address; never empty for text."""
    if kind == "email":
        key = email_key(value)
    elif kind == "phone":
        key = phone_key(value)
    elif kind in ("profile", "website"):
        key = profile_key(value)
        if not key:
            host, path, _ = _split_url(value)
            key = f"{host}/{path.strip('/')}".rstrip("/").casefold()
    else:
        key = ""
    return key or " ".join(value.casefold().split())


# Matching a file against the people one has


class By:
    """Why two are taken for one; the order is the order of trust."""

    PROFILE = "same_profile"
    EMAIL = "same_email"
    PHONE = "same_phone"
    NAME_AND_ORGANISATION = "same_name_and_organisation"
    NEAR_NAME = "near_name_at_organisation"
    NAME = "same_name"


REASONS = {
    By.PROFILE: "Same profile",
    By.EMAIL: "Same e-mail",
    By.PHONE: "Same phone",
    By.NAME_AND_ORGANISATION: "Same name and organisation",
    By.NEAR_NAME: "Similar name, same organisation",
    By.NAME: "Same name",
}


@dataclass(slots=True)
class Known:
    """Somebody to compare with; `ref` is whatever the caller knows them by and can sort by."""

    ref: Hashable
    name: str
    organisation: str = ""
    emails: Sequence[str] = ()
    phones: Sequence[str] = ()
    profiles: Sequence[str] = ()


class Match(NamedTuple):
    """The one a row is about.

    sure    False: the facts point to one person but the names disagree, or it is the name alone.
            Show it as a possible duplicate; never merge it by itself.
    """

    ref: Hashable
    by: str
    sure: bool


@dataclass(slots=True)
class PeopleIndex:
    """The people known so far, found by key in constant time; add rows of the file as they come."""

    by_profile: dict[str, Hashable] = field(default_factory=dict)
    by_email: dict[str, Hashable] = field(default_factory=dict)
    by_name_and_organisation: dict[tuple[str, str], Hashable] = field(default_factory=dict)
    by_name: dict[str, list[Hashable]] = field(default_factory=dict)
    names: dict[Hashable, str] = field(default_factory=dict)

    def add(self, person: Known) -> None:
        """Take a person in; whoever came first keeps a key."""
        name = name_key(person.name)
        for url in person.profiles:
            if key := profile_key(url):
                self.by_profile.setdefault(key, person.ref)
        for address in person.emails:
            if key := email_key(address):
                self.by_email.setdefault(key, person.ref)
        if person.organisation:
            self.by_name_and_organisation.setdefault(
                (name, organisation_key(person.organisation)), person.ref
            )
        refs = self.by_name.setdefault(name, [])
        if person.ref not in self.names:
            refs.append(person.ref)
        self.names.setdefault(person.ref, name)

    def find(self, person: Known) -> Match | None:
        """Return who this is: by profile, else e-mail, else name with organisation; else by name, unsure."""
        name = name_key(person.name)
        for url in person.profiles:
            ref = self.by_profile.get(profile_key(url))
            if ref is not None:
                return Match(ref, By.PROFILE, True)
        doubtful = None
        for address in person.emails:
            key = email_key(address)
            ref = self.by_email.get(key)
            if ref is not None:
                if names_agree(name, self.names[ref]):
                    return Match(ref, By.EMAIL, True)
                if not is_shared_mailbox(key):
                    doubtful = doubtful or Match(ref, By.EMAIL, False)
        if person.organisation:
            ref = self.by_name_and_organisation.get((name, organisation_key(person.organisation)))
            if ref is not None:
                return Match(ref, By.NAME_AND_ORGANISATION, True)
        if doubtful:
            return doubtful
        refs = self.by_name.get(name)
        return Match(refs[0], By.NAME, False) if refs else None


def names_agree(a: str, b: str) -> bool:
    """Say whether two name keys can be one person: a shared word, an initial or a short form is enough."""
    if a == b:
        return True
    words_a, words_b = a.split(), b.split()
    if not words_a or not words_b:
        return False
    if words_a[-1] == words_b[-1]:
        return _given_agree(words_a[0], words_b[0])
    return len(set(words_a) & set(words_b)) >= min(len(words_a), len(words_b))


def _given_agree(a: str, b: str) -> bool:
    if a == b or NICKNAMES.get(a, a) == NICKNAMES.get(b, b):
        return True
    if len(a) == 1 or len(b) == 1:
        return a[0] == b[0]
    return b in _nick_readings(a) or a in _nick_readings(b)


@lru_cache(maxsize=1024)
def _nick_readings(name: str) -> frozenset[str]:
    # Short forms are shared ("Chris", "Alex"), so ask the other way round by prefix as well.
    return frozenset({NICKNAMES.get(name, name), *(nick for nick, full in NICKNAMES.items() if full == name)})


class DuplicatePair(NamedTuple):
    a: Hashable
    b: Hashable
    reason: str


ALL_PAIRS_UP_TO = 250  # people of one organisation that are compared each with each
CROWD = 6  # a number or name that more people share says nothing about any two of them
NEAR = 87


def near_duplicates(people: Iterable[Known]) -> list[DuplicatePair]:
    """Return pairs that may be one person, each once with its strongest reason, in the order of trust.

    Linear but for the near names, which are only looked for within one organisation.
    """
    found: dict[tuple[Hashable, Hashable], str] = {}
    position: dict[Hashable, int] = {}
    profiles: defaultdict[str, list[Hashable]] = defaultdict(list)
    emails: defaultdict[str, list[Hashable]] = defaultdict(list)
    phones: defaultdict[str, list[Hashable]] = defaultdict(list)
    names: defaultdict[str, list[tuple[Hashable, str]]] = defaultdict(list)
    houses: defaultdict[str, list[tuple[Hashable, str]]] = defaultdict(list)

    for place, person in enumerate(people):
        position[person.ref] = place
        name = name_key(person.name)
        house = organisation_key(person.organisation) if person.organisation else ""
        for key in {profile_key(url) for url in person.profiles} - {""}:
            profiles[key].append(person.ref)
        for key in {email_key(address) for address in person.emails} - {""}:
            if not is_shared_mailbox(key):
                emails[key].append(person.ref)
        for key in {phone_tail(number) for number in person.phones} - {""}:
            phones[key].append(person.ref)
        names[name].append((person.ref, house))
        if house:
            houses[house].append((person.ref, name))

    def note(a: Hashable, b: Hashable, reason: str) -> None:
        pair = (a, b) if position[a] < position[b] else (b, a)
        found.setdefault(pair, reason)

    for groups, reason in ((profiles, By.PROFILE), (emails, By.EMAIL), (phones, By.PHONE)):
        for refs in groups.values():
            if 1 < len(refs) <= CROWD:
                for a, b in combinations(refs, 2):
                    note(a, b, reason)
    for bearers in names.values():
        if len(bearers) < 2:
            continue
        in_house: defaultdict[str, list[Hashable]] = defaultdict(list)
        for ref, house in bearers:
            in_house[house].append(ref)
        for house, refs in in_house.items():
            if house and len(refs) > 1:
                # Neighbours are enough in a crowd: merging the first two brings up the next.
                pairs = combinations(refs, 2) if len(refs) <= CROWD else pairwise(refs)
                for a, b in pairs:
                    note(a, b, By.NAME_AND_ORGANISATION)
    for near_pair in near_names(houses):
        note(*near_pair, By.NEAR_NAME)
    for name, bearers in names.items():
        if 1 < len(bearers) <= CROWD and " " in name:
            for (a, _), (b, _) in combinations(bearers, 2):
                note(a, b, By.NAME)

    trust = {reason: place for place, reason in enumerate(REASONS)}
    ordered = sorted(
        found.items(), key=lambda item: (trust[item[1]], position[item[0][0]], position[item[0][1]])
    )
    return [DuplicatePair(a, b, reason) for (a, b), reason in ordered]


def phone_tail(number: str) -> str:
    """Return the digits that two spellings of one number share, or "" for too few of them."""
    # A number with and without its country code is one number; nine digits tell people apart.
    digits = phone_key(number).lstrip("+0")
    return digits[-9:] if len(digits) >= 7 else ""


def near_names(
    houses: Mapping[Any, Sequence[tuple[Hashable, str]]], *, all_pairs_up_to: int = ALL_PAIRS_UP_TO
) -> Iterator[tuple[Hashable, Hashable]]:
    """Yield pairs with similar name keys within one organisation; the work for each is bounded.

    houses  organisation → (ref, name key) of its people
    """
    for people in houses.values():
        if len(people) < 2:
            continue
        if len(people) <= all_pairs_up_to:
            yield from _near_in(people)
            continue
        blocks: defaultdict[str, list[tuple[Hashable, str]]] = defaultdict(list)
        for ref, name in people:
            words = name.split()
            for key in {words[-1][:3], words[0][:1] + words[-1][-2:]} if words else ():
                blocks[key].append((ref, name))
        for block in blocks.values():
            # A surname that hundreds bear in one house is no hint; keep the work bounded.
            yield from _near_in(block[:all_pairs_up_to])


def _near_in(people: Sequence[tuple[Hashable, str]]) -> Iterator[tuple[Hashable, Hashable]]:
    from rapidfuzz import fuzz, process  # noqa: PLC0415 -- 31 ms and 6 MB that only this page needs

    names = [name for _, name in people]
    for place, (ref, name) in enumerate(people[:-1]):
        rest = names[place + 1 :]
        seen = set()
        for _, _, offset in process.extract(
            name, rest, scorer=fuzz.token_sort_ratio, processor=None, score_cutoff=NEAR, limit=None
        ):
            seen.add(offset)
        last, first = name.rpartition(" ")[2], name.partition(" ")[0]
        for offset, other in enumerate(rest):
            if offset in seen or " " not in name or other.rpartition(" ")[2] != last or " " not in other:
                continue
            if _given_agree(first, other.partition(" ")[0]):
                seen.add(offset)
        for offset in sorted(seen):
            if rest[offset] != name:
                yield ref, people[place + 1 + offset][0]


class Alike(NamedTuple):
    """Records that may be one person, and why; in the order of their refs."""

    refs: tuple[int, ...]
    reason: str


def groups_of(
    found: Iterable[tuple[str, Iterable[int]]], *, apart: Container[tuple[int, int]], largest: int = CROWD
) -> list[Alike]:
    """Return who may be one person, the most trusted reason first, each set once.

    found    reason and the refs of those who share something
    apart    pairs that were said to be two people, the smaller ref first
    largest  how many are put together at most; of more the first ones, which bring up the next
    """
    trust = {reason: place for place, reason in enumerate(REASONS)}
    sets: list[Alike] = []
    known: defaultdict[int, list[set[int]]] = defaultdict(list)
    parts = [
        Alike(part if len(part) <= largest else _around_first(part, apart, largest), reason)
        for reason, refs in found
        for part in _together(sorted(set(refs)), apart)
        if len(part) > 1
    ]
    for part in sorted(parts, key=lambda one: (trust[one.reason], one.refs)):
        members = set(part.refs)
        if any(members <= other for other in known[part.refs[0]]):
            continue
        sets.append(part)
        for ref in part.refs:
            known[ref].append(members)
    return sets


def _together(refs: Sequence[int], apart: Container[tuple[int, int]]) -> Iterator[tuple[int, ...]]:
    """Yield those who hang together when the pairs that are apart are taken out."""
    left = list(refs)
    while left:
        part, rest = [left[0]], left[1:]
        for ref in part:  # grows while it is read
            near = [other for other in rest if (min(ref, other), max(ref, other)) not in apart]
            part += near
            rest = [other for other in rest if other not in near]
        yield tuple(sorted(part))
        left = rest


def _around_first(refs: Sequence[int], apart: Container[tuple[int, int]], largest: int) -> tuple[int, ...]:
    """Return the first one with those nobody has told apart from it: what was decided never comes again."""
    first, *others = refs
    return (first, *[ref for ref in others if (first, ref) not in apart][: largest - 1])
