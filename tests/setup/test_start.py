"""The start, as a person meets it: a process, its words and its exit code."""

import contextlib
import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
pytestmark = pytest.mark.skipif(
    bool(os.environ.get("DATABASE_URL")), reason="starts by itself on SQLite files"
)


def start(data_dir: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "infoview.start", *arguments],
        cwd=ROOT,
        env=environment(data_dir, **variables),
        capture_output=True,
        text=True,
        timeout=90,
    )


def environment(data_dir: Path, **variables: str) -> dict[str, str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("DJANGO_")}
    return clean | {"INFOVIEW_DATA_DIR": str(data_dir)} | variables


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def running(data_dir: Path, **variables: str):
    """Serve on a free port; yield its number and end the process."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "infoview.start"],
        cwd=ROOT,
        env=environment(data_dir, PORT=str(port), WEB_WORKERS="1", **variables),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    try:
        for _ in range(240):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                break
            assert process.poll() is None, process.stdout.read()
            time.sleep(0.25)
        yield port
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGTERM)
        process.communicate(timeout=30)


def get(port: int, path: str, **headers: str):
    request = urllib.request.Request(f"http://localhost:{port}{path}", headers=headers)
    try:
        return urllib.request.urlopen(request, timeout=10)
    except urllib.error.HTTPError as error:
        return error


@pytest.fixture(scope="module")
def prepared(tmp_path_factory) -> Path:
    """A data folder that was started once."""
    folder = tmp_path_factory.mktemp("start") / "data"
    result = start(folder, "--prepare-only")
    assert result.returncode == 0, result.stderr
    return folder


def refused(result: subprocess.CompletedProcess[str]) -> str:
    assert result.returncode == 1
    assert "Traceback" not in result.stderr
    lines = result.stderr.strip().splitlines()
    assert len(lines) == 1, result.stderr
    return lines[0]


@pytest.mark.parametrize(
    ("variables", "words"),
    [
        ({"PORT": "http"}, "PORT must be"),
        ({"SIGNUPS": "sometimes"}, "SIGNUPS must be one of"),
        (
            {"DATABASE_URL": "postgres://nobody@127.0.0.1:1/none"},
            "the database none on 127.0.0.1 cannot be reached",
        ),
        ({"SECRET_KEY": "short"}, "SECRET_KEY must have"),
        ({"HOST": "192.0.2.7"}, "cannot be used on 192.0.2.7"),
    ],
)
def test_start_refuses_nonsense_in_one_sentence(tmp_path, variables, words):
    assert words in refused(start(tmp_path / "data", **variables))


def test_start_refuses_a_data_folder_that_cannot_be_written(tmp_path):
    (tmp_path / "file").touch()

    assert "cannot be written" in refused(start(tmp_path / "file" / "data"))


def test_start_refuses_a_taken_port(tmp_path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        sentence = refused(start(tmp_path / "data", PORT=str(port)))

    assert f"port {port} is taken by another program" in sentence


def test_start_refuses_data_of_a_newer_version(prepared, tmp_path):
    with (
        sqlite3.connect(tmp_path / "infoview.sqlite3") as copy,
        sqlite3.connect(prepared / "infoview.sqlite3") as source,
    ):
        source.backup(copy)
        copy.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('contacts', '9999_later', 0)"
        )

    assert "newer version" in refused(start(tmp_path, "--prepare-only"))


def test_manage_names_nonsense_in_one_sentence(tmp_path):
    result = subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=ROOT,
        env=environment(tmp_path, SIGNUPS="sometimes"),
        capture_output=True,
        text=True,
        timeout=60,
    )

    assert "SIGNUPS must be one of" in refused(result)


def test_start_screen_says_where_and_how(prepared):
    said = start(prepared, "--prepare-only", PORT="8123").stdout

    assert "Infoview    http://localhost:8123" in said
    assert f"Data        {prepared}" in said
    assert "not sent: written to" in said
    assert "http://localhost:8123/accounts/signup/" in said


def test_start_files_are_for_nobody_else(prepared):
    open_to_others = [path for path in prepared.rglob("*") if path.stat().st_mode & 0o077]

    assert open_to_others == []


def test_start_keeps_the_database_before_it_changes_it(prepared, tmp_path):
    with (
        sqlite3.connect(tmp_path / "infoview.sqlite3") as copy,
        sqlite3.connect(prepared / "infoview.sqlite3") as source,
    ):
        source.backup(copy)
        copy.execute("DELETE FROM django_migrations WHERE app = 'sessions'")
        copy.execute("DROP TABLE django_session")

    start(tmp_path, "--prepare-only")

    kept = list((tmp_path / "backups").glob("before-update-*.sqlite3"))
    assert len(kept) == 1
    assert sqlite3.connect(kept[0]).execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_server_serves_hashed_files_that_stay(prepared):
    with running(prepared) as port:
        page = get(port, "/accounts/login/").read().decode()
        address = re.search(r'href="(/static/css/tokens\.[0-9a-f]+\.css)"', page).group(1)
        answer = get(port, address, **{"Accept-Encoding": "gzip"})

    assert answer.headers["Content-Encoding"] == "gzip"
    assert "immutable" in answer.headers["Cache-Control"]


def test_server_logs_requests_without_secrets(prepared):
    with running(prepared) as port:
        get(port, "/calendar/do-not-write-this-down.ics?q=nor-this")
        get(port, "/accounts/invitation/nor-that/")

    written = "".join(path.read_text() for path in (prepared / "log").glob("*.log"))
    assert "/calendar/…" in written
    assert not re.search("do-not-write|nor-th", written)


def test_server_refuses_a_foreign_host(prepared):
    with running(prepared) as port:
        assert get(port, "/accounts/login/", Host="evil.example").status == 400


def test_server_on_https_redirects_and_marks_cookies(tmp_path):
    with running(tmp_path / "data", SITE_URL="https://infoview.example") as port:
        plain = get(port, "/healthz")
        secure = get(port, "/accounts/login/", Host="infoview.example", **{"X-Forwarded-Proto": "https"})

    assert plain.status == 200
    assert "max-age=31536000" in secure.headers["Strict-Transport-Security"]
    assert "__Host-csrftoken" in secure.headers["Set-Cookie"]
    assert "Secure" in secure.headers["Set-Cookie"]
