"""`make bench`: pages, writes, weights and growth, each as a ratio to the floor measured in the same run."""

import argparse
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from gzip import decompress
from pathlib import Path
from typing import Any

from bench.serve import ROOT, Person, app, environment, floor, manage, prepare_floor, start_seconds

ROUNDS = 5
PASSWORD = "load test only, never real"

# What is read, with the ratio to page1 that must hold.
PAGES = {
    "Today": ("/", 3.0),
    "contacts": ("/contacts/", 2.5),
    "reminders": ("/reminders/", 2.5),
    "interviews": ("/interviews/", 2.5),
    "search": ("/search/?q=renewal", 2.5),
    "contact page": ("{contact}", 2.0),
    "board": ("/requests/", 3.0),
    "insights": ("/insights/", 3.0),
}
UUID = "[0-9a-f-]{36}"
GROWING = ("Today", "contacts", "search")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--contacts", type=int, default=10_000)
    parser.add_argument("--owners", type=int, default=51)
    parser.add_argument("--requests", type=int, default=30, help="per page and round")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="infoview-bench-") as name:
        result = run(Path(name), options.contacts, options.owners, options.requests)
    print(json.dumps(result, indent=2) if options.json else table(result))


def run(folder: Path, contacts: int, owners: int, requests: int) -> dict[str, object]:
    small, large = folder / "small", folder / "large"
    for each, count, people in ((small, contacts // 10, 2), (large, contacts, owners)):
        manage(each, "migrate", "--verbosity", "0")
        manage(each, "createcachetable")
        manage(each, "seed_load", "--owners", str(people), "--contacts", str(count))
    link = json.loads(
        manage(large, "calendar_link", "--owner", "load1@infoview.example", "--name", "Bench", "--json")
    )["url"]
    session = prepare_floor(folder)
    begun = starts(folder)
    with ExitStack() as stack:
        floor_port = stack.enter_context(floor(folder))
        ports = {"small": stack.enter_context(app(small)), "large": stack.enter_context(app(large))}
        at_floor = Person(floor_port, host="127.0.0.1", cookie=f"sessionid={session}")
        signed_in = {size: Person(port) for size, port in ports.items()}
        for person in signed_in.values():
            person.sign_in("load1@infoview.example", PASSWORD)
        result = measure(at_floor, signed_in, re.sub(r"^https?://[^/]+", "", link), requests)
    return {**result, "starts": begun, "queries": queries(large), "import": imports(folder, contacts)}


def starts(folder: Path) -> dict[str, float]:
    """Return in seconds how long the app takes to begin in an empty folder, then again, and the floor."""
    fresh = folder / "fresh"
    fresh.mkdir()
    return {
        "first": round(start_seconds(app(fresh)), 2),
        "second": round(min(start_seconds(app(fresh)) for _ in range(3)), 2),
        "floor": round(min(start_seconds(floor(folder)) for _ in range(3)), 2),
    }


def times(person: Person, path: str, count: int, headers: dict[str, str] | None = None) -> list[float]:
    _ask(person, path, headers)
    return [_ask(person, path, headers) for _ in range(count)]


def times_anew(person: Person, path: str, count: int) -> list[float]:
    """Ask for pages that no process has kept: each time under an address of its own."""
    mark = "&" if "?" in path else "?"
    return [_ask(person, f"{path}{mark}anew={time.monotonic_ns()}") for _ in range(count)]


def _ask(person: Person, path: str, headers: dict[str, str] | None = None) -> float:
    status, _, _, seconds = person.request(path, headers=headers)
    if status not in {200, 304}:
        raise SystemExit(f"{path} answered {status}.")
    return seconds


def measure(at_floor: Person, people: dict[str, Person], feed: str, count: int) -> dict[str, object]:
    contact = {size: _first_contact(person) for size, person in people.items()}
    ratios: dict[str, list[float]] = {}
    tails: dict[str, list[float]] = {}
    made_anew: dict[str, list[float]] = {}
    growth: dict[str, list[float]] = {}

    def note(name: str, values: list[float], base: list[float]) -> None:
        ratios.setdefault(name, []).append(statistics.median(values) / statistics.median(base))
        tails.setdefault(name, []).append(statistics.quantiles(values, n=20)[-1] / statistics.median(base))

    for _ in range(ROUNDS):
        page1, null = times(at_floor, "/page1", count), times(at_floor, "/null", count)
        for name, (path, _must) in PAGES.items():
            address = path.format(contact=contact["large"])
            note(name, times(people["large"], address, count), page1)
            large = times_anew(people["large"], address, count)
            made_anew.setdefault(name, []).append(statistics.median(large) / statistics.median(page1))
            if name in GROWING:
                small = times_anew(people["small"], path.format(contact=contact["small"]), count)
                growth.setdefault(name, []).append(statistics.median(large) / statistics.median(small))
        for name, write in WRITES.items():
            note(name, write(people["large"], count), page1)
        etag = people["large"].request(feed)[2]["etag"]  # the writes before it have changed the feed
        note("feed 304 / null", times(people["large"], feed, count, {"If-None-Match": etag}), null)
        note("feed 200 / null", times(people["large"], feed, count), null)
    weights = {
        name: len(people["large"].request(path.format(contact=contact["large"]))[1])
        for name, (path, _) in PAGES.items()
    }
    return {
        "ratios": {name: round(statistics.median(values), 2) for name, values in ratios.items()},
        "p95": {name: round(statistics.median(values), 2) for name, values in tails.items()},
        "must": {
            **{name: must for name, (_, must) in PAGES.items()},
            **dict.fromkeys(WRITES, 2.0),
            "feed 304 / null": 3.0,
        },
        "anew": {name: round(statistics.median(values), 2) for name, values in made_anew.items()},
        "growth": {name: round(statistics.median(values), 2) for name, values in growth.items()},
        "compressed bytes": weights,
        "first visit": first_visit(people["large"]),
    }


def _page(person: Person, path: str) -> str:
    _, body, headers, _ = person.request(path)
    return (decompress(body) if headers.get("content-encoding") == "gzip" else body).decode()


def _in_page(person: Person, path: str, pattern: str) -> re.Match[str]:
    found = re.search(pattern, _page(person, path))
    if found is None:
        raise SystemExit(f"{path} does not show {pattern}.")
    return found


def _first_contact(person: Person) -> str:
    return _in_page(person, "/contacts/", rf'href="(/contacts/{UUID}/)"')[1]


def _write(person: Person, path: str, form: dict[str, str]) -> tuple[bytes, float]:
    status, body, _, took = person.request(path, form=form)
    if status not in {200, 302}:
        raise SystemExit(f"{path} answered {status}.")
    return body, took


def create_contacts(person: Person, count: int) -> list[float]:
    """Create contacts as the page does, and take none back: each is one row more among ten thousand."""
    person.request("/contacts/add/")
    return [
        _write(person, "/contacts/add/", {"name": f"Bench Person {number}"})[1] for number in range(count)
    ]


def tick_reminders(person: Person, count: int) -> list[float]:
    """Tick a reminder; bringing it back in between is not timed."""
    reminder = _in_page(person, "/reminders/", rf'action="(/reminders/{UUID}/)done/"')[1]
    seconds = []
    for _ in range(count):
        seconds.append(_write(person, f"{reminder}done/", {})[1])
        _write(person, f"{reminder}reopen/", {})
    return seconds


def autosave_notes(person: Person, count: int) -> list[float]:
    """Save the notes of a talk as they are typed."""
    talk = _in_page(person, "/interviews/", rf'href="(/interviews/{UUID}/)')[1]
    where = _in_page(person, f"{talk}live/", r'data-autosave="([^"]+)"[^>]*data-revision="(\d+)"')
    revision, seconds = where[2], []
    for number in range(count):
        form = {"text": f"Noted while they talked, {number}.", "revision": revision}
        body, took = _write(person, where[1], form)
        revision = str(json.loads(body)["revision"])
        seconds.append(took)
    return seconds


WRITES = {
    "create contact": create_contacts,
    "tick a reminder": tick_reminders,
    "autosave": autosave_notes,
}


def first_visit(person: Person) -> dict[str, int]:
    """Return compressed bytes and requests of Today with everything it links, as a new browser loads it."""
    _, body, headers, _ = person.request("/")
    page = decompress(body) if headers.get("content-encoding") == "gzip" else body
    assets = set(re.findall(rb'(?:src|href)="(/static/[^"#]+)', page))
    total = len(body) + sum(len(person.request(asset.decode())[1]) for asset in sorted(assets))
    return {"bytes": total, "requests": 1 + len(assets)}


def queries(folder: Path) -> dict[str, int]:
    """Count the queries of each page, in a process of its own on the same data."""
    paths = {name: path for name, (path, _) in PAGES.items()}
    return _apart("count_queries", folder, json.dumps(paths))


def imports(folder: Path, rows: int) -> dict[str, float]:
    """Take in a file of so many people, in a process and a folder of its own."""
    fresh = folder / "import"
    manage(fresh, "migrate", "--verbosity", "0")
    return _apart("import_people", fresh, str(rows))


def _apart(script: str, folder: Path, *words: str) -> dict[str, Any]:
    """Run one of our scripts in a process of its own; return the JSON of its last line."""
    code = (ROOT / f"bench/{script}.py").read_text()
    env = {**environment(folder, 8000), "DJANGO_SETTINGS_MODULE": "infoview.settings.local"}
    done = subprocess.run(
        [sys.executable, "-c", code, *words], cwd=ROOT, env={**env, "PYTHONPATH": os.fspath(ROOT)},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return dict(json.loads(done.stdout.strip().splitlines()[-1]))


def table(result: dict[str, object]) -> str:
    ratios, p95, must = result["ratios"], result["p95"], result["must"]
    lines = [f"{'':18}{'p50':>8}{'p95':>8}{'must':>8}{'anew':>8}{'queries':>9}{'bytes':>9}"]
    counts, weights, anew = result["queries"], result["compressed bytes"], result["anew"]
    cell: Callable[[object], str] = lambda value: "" if value is None else str(value)  # noqa: E731
    for name, ratio in ratios.items():  # type: ignore[attr-defined]
        lines.append(
            f"{name:18}{ratio:>8}{cell(p95.get(name)):>8}{cell(must.get(name)):>8}"  # type: ignore[attr-defined]
            f"{cell(anew.get(name)):>8}"  # type: ignore[attr-defined]
            f"{cell(counts.get(name)):>9}{cell(weights.get(name)):>9}"  # type: ignore[attr-defined]
        )
    lines += [
        "",
        "times of page1 of the floor (feed: of its null view); medians of five interleaved rounds",
        "anew: the page was not kept from the look before (a fact has changed, or a minute is over)",
    ]
    lines += [
        f"growth to ten times the contacts, pages made anew: {result['growth']}",
        f"import: {result['import']}",
        f"first visit: {result['first visit']}",
        f"seconds until the first answer: {result['starts']}",
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
