"""A start on PostgreSQL, as a person meets it."""

import socketserver
import struct
import threading

import psycopg
import pytest

from tests.setup.starting import get, refused, running, start


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
