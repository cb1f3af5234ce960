"""Start and stop what is measured: the app as `make run` does, and the floor beside it."""

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from urllib.parse import urlencode

KEPT_ALIVE = 1.0

ROOT = Path(__file__).resolve().parent.parent


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment(folder: Path, port: int) -> dict[str, str]:
    inherited = {k: v for k, v in os.environ.items() if k not in {"DJANGO_SETTINGS_MODULE", "SECRET_KEY"}}
    return {
        **inherited,
        "INFOVIEW_DATA_DIR": str(folder),
        "PORT": str(port),
        "SITE_URL": f"http://localhost:{port}",
        "WEB_WORKERS": "1",
    }


def manage(folder: Path, *words: str) -> str:
    done = subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=ROOT, env=environment(folder, 8000), capture_output=True, text=True, check=True,
    )  # fmt: skip
    return done.stdout


@contextmanager
def app(folder: Path) -> Iterator[int]:
    port = free_port()
    with _running([sys.executable, "-m", "infoview.start"], environment(folder, port), port, "/healthz"):
        yield port


@contextmanager
def floor(folder: Path) -> Iterator[int]:
    port = free_port()
    command = [
        sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{port}", "--workers", "1", "--threads", "4",
        "--log-level", "warning", "bench.floor.wsgi:application",
    ]  # fmt: skip
    with _running(command, _floor_environment(folder), port, "/null"):
        yield port


def _floor_environment(folder: Path) -> dict[str, str]:
    return {
        **os.environ,
        "FLOOR_DATABASE": str(folder / "floor.sqlite3"),
        "DJANGO_SETTINGS_MODULE": "bench.floor.settings",
    }


def start_seconds(server: AbstractContextManager[int]) -> float:
    """Return how long a server takes from its first breath to its first answer, and end it again."""
    began = time.perf_counter()
    with server:
        return time.perf_counter() - began


def prepare_floor(folder: Path) -> str:
    """Make the database of the floor; return the session key of a signed-in person."""
    env = _floor_environment(folder)
    code = (
        "import django; django.setup()\n"
        "from django.core.management import call_command; call_command('migrate', verbosity=0)\n"
        "from django.contrib.auth.models import User\n"
        "from django.contrib.auth import SESSION_KEY, BACKEND_SESSION_KEY, HASH_SESSION_KEY\n"
        "from django.contrib.sessions.backends.db import SessionStore\n"
        "u, _ = User.objects.get_or_create(username='floor'); u.set_unusable_password(); u.save()\n"
        "s = SessionStore(); s[SESSION_KEY] = str(u.pk)\n"
        "s[BACKEND_SESSION_KEY] = 'django.contrib.auth.backends.ModelBackend'\n"
        "s[HASH_SESSION_KEY] = u.get_session_auth_hash(); s.save(); print(s.session_key)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=env, capture_output=True, text=True, check=True
    )
    return done.stdout.strip().splitlines()[-1]


@contextmanager
def _running(command: list[str], env: dict[str, str], port: int, path: str) -> Iterator[None]:
    process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    try:
        _wait(process, port, path)
        yield
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            process.kill()


def _wait(process: subprocess.Popen[bytes], port: int, path: str) -> None:
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        if process.poll() is not None:
            said = process.stderr.read().decode()[-2000:] if process.stderr else ""
            raise SystemExit(f"The server ended by itself: {said}")
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", path)
            connection.getresponse().read()
        except OSError:
            time.sleep(0.02)
        else:
            return
    raise SystemExit("The server did not answer within two minutes.")


class Person:
    """Somebody at a browser without a cache: one kept connection, cookies, forms."""

    def __init__(self, port: int, *, host: str = "localhost", cookie: str = "") -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.host = f"{host}:{port}"
        self.used = 0.0
        self.cookies = dict([cookie.split("=", 1)]) if cookie else {}

    def request(
        self, path: str, *, form: dict[str, str] | None = None, headers: dict[str, str] | None = None
    ) -> tuple[int, bytes, dict[str, str], float]:
        """Return status, body, headers (lower case) and seconds."""
        sent = {
            "Host": self.host,
            "Accept-Encoding": "gzip",
            "Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items()),
            **(headers or {}),
        }
        body = None
        if form is not None:
            sent |= {"Content-Type": "application/x-www-form-urlencoded", "Origin": f"http://{self.host}"}
            body = urlencode({"csrfmiddlewaretoken": self.cookies.get("csrftoken", ""), **form})
        if time.monotonic() - self.used > KEPT_ALIVE:
            # The server hangs up on a line that is silent for a while.
            self.connection.close()
        self.used = time.monotonic()
        began = time.perf_counter()
        self.connection.request("POST" if form is not None else "GET", path, body=body, headers=sent)
        answer = self.connection.getresponse()
        content = answer.read()
        seconds = time.perf_counter() - began
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.split(";")[0]
        return answer.status, content, {k.lower(): v for k, v in answer.getheaders()}, seconds

    def sign_in(self, email: str, password: str) -> None:
        self.request("/accounts/login/")
        status, _, _, _ = self.request("/accounts/login/", form={"login": email, "password": password})
        if status != 302:
            raise SystemExit(f"Signing in as {email} answered {status}.")

    def token(self, path: str) -> str:
        found = re.search(rb'name="csrfmiddlewaretoken" value="([^"]+)"', self.request(path)[1])
        return found[1].decode() if found else ""
