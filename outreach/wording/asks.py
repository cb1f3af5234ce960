"""Who asks whom: what the checks on asks have in common."""

import re
from collections.abc import Iterator

from outreach.wording.prose import Prose, Span

THIRD = re.compile(
    r"(?:^|[,;]|\b(?:that|how|why|when|while|because|and|as|where|whether|who|which|after|"
    r"before)\b)\s*(?:my |a |an |the |one of my |two of my |some |many |"
    r"most |our |his |her |their |these |other |another |every |each |your )*(?:old |former |"
    r"good |best |younger |older |own |career )*"
    r"(?:s?he|they|who|friends?|colleagues?|brothers?|sisters?|cousins?|wife|husband|partner|"
    r"sons?|daughters?|neighbours?|neighbors?|class"
    r"mates?|flatmates?|students?|candidates?|applicants?|graduates?|people|others|newcomers|"
    r"nurses|engineers|juniors|refugees|parents?|"
    r"pupils?|children|daughters|trainees?|interns?|members?|mother|father|uncle|aunt|"
    r"teachers?|recruiters?|someone(?! like me)|somebody(?! like me)|everyone|somebody else|"
    r"the others)\b"
    r"(?!\s*(?:,|said|told|says|suggested|mentioned|thinks|thought|recommended i|of mine "
    r"(?:said|told|suggested)))"
)


def hits(
    prose: Prose, patterns: tuple[re.Pattern[str], ...], stems: re.Pattern[str]
) -> Iterator[re.Match[str]]:
    """The matches of `patterns` in the sentences in which one of the `stems` occurs."""
    stretches = prose.where(stems)
    for pattern in patterns:
        for start, end in stretches:
            yield from pattern.finditer(prose.said, start, end)


def trim(prose: Prose, match: re.Match[str]) -> Span:
    text = prose.text[match.start() : match.end()]
    lead = len(text) - len(text.lstrip(" ,;"))
    return Span(match.start() + lead, match.start() + len(text.rstrip(" ,;")))


def about_others(prose: Prose, match: re.Match[str]) -> bool:
    """Is it somebody else who asks ("a friend of mine ...")?"""
    sentence = prose.sentence_at(match.start())
    before = prose.said[sentence.start : match.start()]
    return bool(THIRD.search(before)) or bool(THIRD.match(prose.said[match.start() : match.end()]))


def inner_no(matched: str) -> bool:
    """A denial inside the matched words themselves ("I am really not looking for ...")."""
    return bool(
        re.search(
            r"\b(?:not(?! only| just)|never|no|nor|without|neither|[a-z]+n't|rather than|instead of|"
            r"nothing|but (?:only|just))\b",
            matched,
        )
    )
