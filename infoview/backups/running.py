"""Who uses the data folder: a server shares it, a restore has it alone. The lock goes with its process."""

import contextlib
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path

from infoview.backups import Refused

LOCK = "in_use.lock"


def mark_serving(data_dir: Path) -> None:
    """Hold a share of the folder for as long as this process lives, and the server it becomes."""
    lock = _open(data_dir)
    try:
        fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError as error:
        os.close(lock)
        raise Refused("a backup is being restored just now; try again when that is done.") from error
    os.set_inheritable(lock, True)


@contextlib.contextmanager
def alone(data_dir: Path) -> Iterator[None]:
    """Keep every server away meanwhile; raise Refused when one runs."""
    lock = _open(data_dir)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        os.close(lock)
        raise Refused(
            "Infoview is running, or is being restored already; stop it first, then restore."
        ) from error
    try:
        yield
    finally:
        os.close(lock)


def _open(data_dir: Path) -> int:
    try:
        return os.open(data_dir / LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise Refused(f"the data folder {data_dir} cannot be written ({error.strerror}).") from error
