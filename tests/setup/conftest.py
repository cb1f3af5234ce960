"""A PostgreSQL of our own, thrown away at the end."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.setup.starting import free_port

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
