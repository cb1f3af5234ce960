"""Files that are whole or not there: drafts beside the place where they will stand."""

import contextlib
import errno
import fcntl
import os
import secrets
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from infoview.backups import Refused

ENDING = ".infoview-part"
KEPT = 3


@contextlib.contextmanager
def draft(path: Path) -> Iterator[Path]:
    """Yield an empty file beside `path`, for nobody else's eyes; what is left of it goes in the end."""
    try:
        sweep(path.parent)
        part, lock = _new_part(path.parent)
    except OSError as error:
        raise Refused(sentence(error, path.parent)) from error
    try:
        yield part
    except OSError as error:
        raise Refused(sentence(error, path.parent)) from error
    finally:
        _remove(part)
        os.close(lock)


def put(part: Path, path: Path) -> None:
    """Let the draft take its place, also after a power cut, and at no moment half of it."""
    _sync(part)
    os.replace(part, path)
    _sync(path.parent)


def sweep(folder: Path) -> None:
    """Remove what killed commands left: a draft that is still written is locked."""
    for part in folder.glob(f".*{ENDING}"):
        with contextlib.suppress(OSError):
            lock = os.open(part, os.O_RDWR)
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                _remove(part)
            finally:
                os.close(lock)


def aside(folder: Path, why: str, *, now: datetime, ending: str) -> Path:
    """Return the path of a new copy in `folder`, such as before-update-20261124-180000-1a2b.sqlite3."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise Refused(sentence(error, folder)) from error
    return folder / f"{why}-{now:%Y%m%d-%H%M%S}-{secrets.token_hex(2)}{ending}"


def keep_newest(folder: Path, why: str, *, ending: str) -> None:
    for old in sorted(folder.glob(f"{why}-*{ending}"))[:-KEPT]:
        _remove(old)


def sentence(error: OSError, folder: Path) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"the disk of {folder} is full; nothing was written."
    if error.errno == errno.ENOENT:
        return f"there is no folder {folder}."
    return f"the folder {folder} cannot be written ({error.strerror or error})."


def _new_part(folder: Path) -> tuple[Path, int]:
    while True:
        part = folder / f".{secrets.token_hex(8)}{ENDING}"
        lock = os.open(part, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
        fcntl.flock(lock, fcntl.LOCK_EX)
        # A sweep may have come between the two.
        if part.exists():
            return part, lock
        os.close(lock)


def _remove(part: Path) -> None:
    for rest in part.parent.glob(f"{part.name}*"):
        rest.unlink(missing_ok=True)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
