"""Time zones as people name them: the current ones, city first, and what somebody typed (pure)."""

import re
import unicodedata
from collections.abc import Iterator
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from typing import NamedTuple
from zoneinfo import available_timezones

UTC = "UTC"
SUGGESTED = 3


class Zone(NamedTuple):
    """One current zone: its name, and its place as people say it."""

    name: str
    city: str
    country: str

    @property
    def label(self) -> str:
        return f"{self.city}, {self.country}" if self.country else self.city


def _lines(name: str) -> Iterator[list[str]]:
    text = (files("tzdata.zoneinfo") / name).read_text(encoding="utf-8")
    return (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))


@cache
def current_zones() -> tuple[Zone, ...]:
    """Return the zones that name a place of today, in the order of their cities; UTC first."""
    countries = {row[0]: row[1] for row in _lines("iso3166.tab")}
    known = available_timezones()
    zones = [Zone(row[2], city_of(row[2]), countries.get(row[0], "")) for row in _lines("zone.tab")]
    return (Zone(UTC, UTC, ""), *sorted((zone for zone in zones if zone.name in known), key=_by_city))


def _by_city(zone: Zone) -> tuple[str, str]:
    return fold(zone.city), zone.name


def city_of(name: str) -> str:
    return name.rsplit("/", 1)[-1].replace("_", " ")


@cache
def former_names() -> dict[str, str]:
    """Return for each name of former days, such as US/Pacific, the current one."""
    current = {zone.name for zone in current_zones()}
    links = {}
    for (line,) in _lines("tzdata.zi"):
        if line.startswith("L "):
            _kind, target, name = line.split()
            links[name] = target
    found = {}
    for name in links:
        target = name
        while target in links and target not in current:
            target = links[target]
        if name not in current and target in current:
            found[name] = target
    return found | dict.fromkeys(("GMT", "Etc/UTC", "Etc/GMT", "Zulu", "UCT", "Universal"), UTC)


def current(name: str) -> str:
    """Return the current name of a zone; one that has no other stays as it is."""
    return former_names().get(name, name)


def fold(text: str) -> str:
    """Return text as it is compared: without case, accents, underscores and commas."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(one for one in plain if not unicodedata.combining(one))
    return " ".join(re.sub(r"[_,.'’-]", " ", letters).split())


@cache
def _known() -> dict[str, tuple[str, ...]]:
    """Return which zones a folded name may mean: of a city, of a zone now or formerly, of a country."""
    means: dict[str, list[str]] = {}
    spoken = [(words, zone.name) for zone in current_zones() for words in (zone.name, zone.label, zone.city)]
    spoken += [(words, now) for old, now in former_names().items() for words in (old, city_of(old))]
    for words, name in [*spoken, *((zone.country, zone.name) for zone in current_zones())]:
        zones = means.setdefault(fold(words), [])
        if name not in zones:
            zones.append(name)
    means.pop("", None)
    return {words: tuple(zones) for words, zones in means.items()}


def zones_meant(text: str) -> tuple[str, ...]:
    """Return the zones that somebody may mean: one when it is clear, none when nobody knows it."""
    return _known().get(fold(text), ())


def near(text: str) -> list[str]:
    """Return up to three places that are written much like this, as a person would type them."""
    labels = {zone.name: zone.label for zone in current_zones()}
    found: list[str] = []
    for words in get_close_matches(fold(text)[:64], _known(), n=8, cutoff=0.6):
        found += [labels[name] for name in _known()[words] if labels[name] not in found]
    return found[:SUGGESTED]
