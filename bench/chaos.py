"""`make chaos`: kill -9 amid saves and imports; what was acknowledged is there, nothing is half there."""

import argparse
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from bench.serve import ROOT, Person, environment, free_port, manage

EMAIL, PASSWORD = "load1@infoview.example", "load test only, never real"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.chaos", description=__doc__)
    parser.add_argument("--kills", type=int, default=6, help="of the server, and as many of an import")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    dice = random.Random(options.seed)
    with tempfile.TemporaryDirectory(prefix="infoview-chaos-") as name:
        folder = Path(name)
        manage(folder, "migrate", "--verbosity", "0")
        manage(folder, "createcachetable")
        manage(folder, "seed_load", "--owners", "1", "--contacts", "200")
        result = {
            "saves": saves(folder, options.kills, dice),
            "imports": imports(folder, options.kills, dice),
        }
    print(json.dumps(result, indent=2))
    bad = (
        result["saves"]["lost"]
        + result["saves"]["broken"]
        + result["imports"]["half"]
        + result["imports"]["wrong_end"]
    )
    sys.exit(1 if bad else 0)


def saves(folder: Path, kills: int, dice: random.Random) -> dict[str, int]:
    """Create people one after another while the server is killed; count what was answered and is gone."""
    acknowledged: list[str] = []
    broken = 0
    for round_number in range(kills):
        port = free_port()
        server = subprocess.Popen(
            [sys.executable, "-m", "infoview.start"], cwd=ROOT, env=environment(folder, port),
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
        _wait(port)
        threading.Timer(dice.uniform(0.5, 2.5), os.killpg, (server.pid, signal.SIGKILL)).start()
        acknowledged += _save_until_killed(port, round_number)
        server.wait(timeout=30)
        broken += _integrity(folder) != "ok"
    names = _names(folder)
    return {
        "kills": kills,
        "acknowledged": len(acknowledged),
        "lost": sum(name not in names for name in acknowledged),
        "unanswered but kept": sum(n.startswith("Chaos ") for n in names) - len(acknowledged),
        "broken": broken,
    }


def _save_until_killed(port: int, round_number: int) -> list[str]:
    done: list[str] = []
    try:
        person = Person(port)
        person.sign_in(EMAIL, PASSWORD)
        person.request("/contacts/add/")
        while True:
            name = f"Chaos {round_number} {len(done)}"
            status, _, _, _ = person.request("/contacts/add/", form={"name": name})
            if status == 302:
                done.append(name)
    except (OSError, SystemExit, ValueError):
        return done
    except Exception as error:
        if type(error).__module__ == "http.client":
            return done
        raise


def imports(folder: Path, kills: int, dice: random.Random) -> dict[str, int]:
    """Kill an import of 2,000 rows at any moment: all of it is in or nothing, and the last run ends at N."""
    rows = 2000
    file = folder / "people.csv"
    lines = [f"Chaosimport{n},Row,chaos{n}@example.org" for n in range(rows)]
    file.write_text("First Name,Last Name,Email Address\n" + "\n".join(lines) + "\n")
    command = [sys.executable, "manage.py", "import_contacts", str(file), "--owner", EMAIL, "--json"]
    half = killed = 0
    for _ in range(kills):
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=environment(folder, 8000),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        time.sleep(dice.uniform(0.5, 4.0))
        killed += process.poll() is None
        process.kill()
        process.wait()
        half += _imported(folder) not in {0, rows}
    subprocess.run(command, cwd=ROOT, env=environment(folder, 8000), check=True, capture_output=True)
    return {
        "kills": killed,
        "half": half,
        "wrong_end": int(_imported(folder) != rows),
        "rows": _imported(folder),
    }


def _wait(port: int) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            if Person(port).request("/healthz")[0] == 200:
                return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("The server did not answer within a minute.")


def _read(folder: Path, sql: str) -> list[tuple[object, ...]]:
    with sqlite3.connect(folder / "infoview.sqlite3", timeout=20) as connection:
        return connection.execute(sql).fetchall()


def _integrity(folder: Path) -> str:
    return str(_read(folder, "PRAGMA integrity_check")[0][0])


def _names(folder: Path) -> set[str]:
    return {str(row[0]) for row in _read(folder, "SELECT name FROM contacts_contact")}


def _imported(folder: Path) -> int:
    rows = _read(folder, "SELECT count(*) FROM contacts_contact WHERE name LIKE 'Chaosimport%'")
    return int(str(rows[0][0]))


if __name__ == "__main__":
    main()
