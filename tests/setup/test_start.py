"""The start, as a person meets it: a process, its words and its exit code."""

import contextlib
import email
import email.policy
import os
import re
import shutil
import socket
import sqlite3
import subprocess
import sys
import urllib.parse
import urllib.request
from pathlib import Path

import pytest

from tests.setup.starting import ROOT, environment, get, refused, running, start

pytestmark = pytest.mark.skipif(
    bool(os.environ.get("DATABASE_URL")), reason="starts by itself on SQLite files"
)


@pytest.fixture(scope="module")
def prepared(tmp_path_factory) -> Path:
    """A data folder that was started once."""
    folder = tmp_path_factory.mktemp("start") / "data"
    result = start(folder, "--prepare-only")
    assert result.returncode == 0, result.stderr
    return folder


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
        contextlib.closing(sqlite3.connect(tmp_path / "infoview.sqlite3")) as copy,
        contextlib.closing(sqlite3.connect(prepared / "infoview.sqlite3")) as source,
    ):
        source.backup(copy)
        copy.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('contacts', '9999_later', 0)"
        )
        copy.commit()

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
    assert "Listens on  127.0.0.1 port 8123" in said
    assert f"Data        {prepared}" in said
    assert "not sent: written to" in said
    assert "http://localhost:8123/accounts/signup/" in said


@pytest.fixture(scope="module")
def demo(tmp_path_factory) -> tuple[Path, str]:
    """A data folder in which the demo was prepared, and what was said; a real server of mail was named."""
    folder = tmp_path_factory.mktemp("demo") / "data"
    result = start(folder, "--demo", "--prepare-only", EMAIL_URL="smtp://mail.example.org")
    assert result.returncode == 0, result.stderr
    return folder, result.stdout


def test_demo_says_how_to_sign_in_and_lies_apart(demo):
    folder, said = demo

    assert f"Data        {folder / 'demo'}" in said
    assert "E-mail      demo@infoview.example" in said
    assert re.search(r"^Password    demo-[0-9a-f]{12}$", said, re.MULTILINE)
    assert "not sent: written to" in said
    assert [path.name for path in folder.iterdir()] == ["demo"]


def test_demo_is_filled_once(demo):
    folder, said = demo

    def rows():
        with contextlib.closing(sqlite3.connect(folder / "demo" / "infoview.sqlite3")) as database:
            tables = ("accounts_user", "contacts_contact", "outreach_message", "debriefs_insight")
            return [database.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables]

    before = rows()
    again = start(folder, "--demo", "--prepare-only").stdout

    assert before[0] == 1
    assert min(before[1:]) > 5
    assert rows() == before
    assert re.findall("Password.*", again) == re.findall("Password.*", said)


def test_start_files_are_for_nobody_else(prepared):
    open_to_others = [path for path in prepared.rglob("*") if path.stat().st_mode & 0o077]

    assert open_to_others == []


def test_start_keeps_the_database_before_it_changes_it(prepared, tmp_path):
    with (
        contextlib.closing(sqlite3.connect(tmp_path / "infoview.sqlite3")) as copy,
        contextlib.closing(sqlite3.connect(prepared / "infoview.sqlite3")) as source,
    ):
        source.backup(copy)
        copy.execute("DELETE FROM django_migrations WHERE app = 'sessions'")
        copy.execute("DROP TABLE django_session")
        copy.commit()

    start(tmp_path, "--prepare-only")

    kept = list((tmp_path / "backups").glob("before-update-*.sqlite3"))
    assert len(kept) == 1
    with contextlib.closing(sqlite3.connect(kept[0])) as copy:
        assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)


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


def test_server_on_https_redirects_and_marks_cookies(prepared, tmp_path):
    with running(copied(prepared, tmp_path / "data"), SITE_URL="https://infoview.example") as port:
        plain = get(port, "/healthz")
        secure = get(port, "/accounts/login/", Host="infoview.example", **{"X-Forwarded-Proto": "https"})

    assert plain.status == 200
    assert "max-age=31536000" in secure.headers["Strict-Transport-Security"]
    assert "__Host-csrftoken" in secure.headers["Set-Cookie"]
    assert "Secure" in secure.headers["Set-Cookie"]


def copied(folder, to):
    """Copy a data folder whose server may still be going: its -wal and -shm come and go."""
    with contextlib.closing(sqlite3.connect(folder / "infoview.sqlite3")) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return shutil.copytree(folder, to, ignore=shutil.ignore_patterns("*-wal", "*-shm"))


def test_server_writes_a_letter_about_an_account_to_the_outbox(prepared, tmp_path):
    data = copied(prepared, tmp_path / "data")
    add = [sys.executable, "manage.py", "add_owner", "ada@infoview.example"]
    subprocess.run(add, cwd=ROOT, env=environment(data), capture_output=True, check=True)
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
    with running(data) as port:
        form = f"http://localhost:{port}/accounts/password/reset/"
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', browser.open(form).read().decode())
        fields = {"csrfmiddlewaretoken": token[1], "email": "ada@infoview.example"}
        browser.open(form, urllib.parse.urlencode(fields).encode())
        (path,) = (data / "outbox").glob("*.eml")
        letter = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
        link = re.search(r"http://\S+/accounts/password/reset/key/\S+", letter.get_body().get_content())
        page = browser.open(link[0]).read().decode()

    assert letter["To"] == "ada@infoview.example"
    assert 'name="password1"' in page


def test_server_answers_while_another_request_is_slow(prepared):
    with running(prepared) as port, contextlib.ExitStack() as stack:
        for _ in range(3):
            slow = stack.enter_context(socket.create_connection(("127.0.0.1", port)))
            slow.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n")

        assert get(port, "/healthz").status == 200
