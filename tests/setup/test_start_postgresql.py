"""A start on PostgreSQL, as a person meets it: one of our own, thrown away at the end."""

import os
import shutil
import socketserver
import struct
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tests.setup.starting import free_port, get, refused, running, start

PROGRAMS = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[4]))


@pytest.fixture(scope="module")
def postgresql() -> Iterator[str]:
    """Serve an empty database; yield its address."""
    if not PROGRAMS:
        pytest.skip("no PostgreSQL server is installed")
    folder, port = Path(tempfile.mkdtemp()), free_port()
    # It refuses to run as root.
    user = "postgres" if os.geteuid() == 0 else None
    if user:
        shutil.chown(folder, user)

    def run(program: str, *arguments: str) -> None:
        command = [PROGRAMS[-1].with_name(program), "-D", folder / "data", *arguments]
        # A log of its own: the server would hold a pipe open for as long as it runs.
        with tempfile.TemporaryFile() as said:
            subprocess.run(command, cwd=folder, user=user, stdout=said, stderr=said, check=True)

    run("initdb", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync")
    settings = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c fsync=off"
    run("pg_ctl", "-w", "-o", settings, "start")
    yield f"postgres://postgres@127.0.0.1:{port}/postgres"
    run("pg_ctl", "-w", "-m", "immediate", "stop")
    shutil.rmtree(folder)


def test_start_on_postgresql_makes_the_tables_and_serves(tmp_path, postgresql):
    with running(tmp_path / "data", DATABASE_URL=postgresql) as port:
        status = get(port, "/accounts/login/").status
        health = get(port, "/healthz").read()
    said = start(tmp_path / "data", "--prepare-only", DATABASE_URL=postgresql).stdout

    assert (status, health.strip()) == (200, b"ok")
    assert "Database    postgres on 127.0.0.1 (PostgreSQL)" in said
    assert not (tmp_path / "data" / "infoview.sqlite3").exists()
    with psycopg.connect(postgresql) as database:
        assert database.execute("SELECT count(*) > 0 FROM interviews_question").fetchone() == (True,)


class Greeting(socketserver.StreamRequestHandler):
    """What PostgreSQL says first: no encryption, come in, this is my version, what do you want."""

    def handle(self) -> None:
        while (length := struct.unpack("!i", self.rfile.read(4))[0]) == 8:
            self.rfile.read(length - 4)
            self.wfile.write(b"N")
        self.rfile.read(length - 4)
        self._say(b"R", struct.pack("!i", 0))
        for name, value in {
            "server_version": self.server.version,
            "client_encoding": "UTF8",
            "TimeZone": "UTC",
        }.items():
            self._say(b"S", f"{name}\0{value}\0".encode())
        self._say(b"Z", b"I")
        self.rfile.read(1)

    def _say(self, kind: bytes, content: bytes) -> None:
        self.wfile.write(kind + struct.pack("!i", len(content) + 4) + content)


@pytest.mark.parametrize(("version", "number"), [("14.13", "14"), ("9.6.24", "9")])
def test_start_refuses_an_old_postgresql_in_one_sentence(tmp_path, version, number):
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Greeting) as server:
        server.version = version
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"postgres://postgres@127.0.0.1:{server.server_address[1]}/infoview"

        sentence = refused(start(tmp_path / "data", "--prepare-only", DATABASE_URL=address))
        server.shutdown()

    assert sentence == f"Infoview cannot start: PostgreSQL 15 or newer is needed, and this is {number}."
