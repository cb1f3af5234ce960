"""What is written down about the running app: a JSON line for each event, a file for each day, 30 days kept.

Nothing that a person typed is logged: no bodies, no queries of a search, no tokens of a calendar.
"""

import json
import logging
import os
import re
import traceback
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

KEPT_DAYS = 30
# The path of a calendar feed, of an invitation, of a confirmation or reset link is itself the key to it.
SECRET_PATHS = re.compile(
    r"(/calendar/|/invitation/|/confirm-email/|/password/reset/key/|/unsubscribe/)(?!done/)[^/\s?\"]+"
)

# A page of another site names it here; anybody else can name anything.
FOREIGN_ORIGIN = re.compile(r"(Origin|Referer) checking failed - .* does not match", re.DOTALL)


def masked(text: str) -> str:
    """Return a request line or path without secrets and without what stands after the question mark."""
    return re.sub(r"\?\S*", "?…", SECRET_PATHS.sub(r"\1…", text))


def said_by(record: logging.LogRecord) -> str:
    """Return what a record says, without what a stranger wrote into the head of a request."""
    if record.name == "django.security.DisallowedHost":
        return "A request for a host that is neither in SITE_URL nor in ALLOWED_HOSTS"
    text = record.getMessage()
    if record.name == "django.security.csrf":
        return FOREIGN_ORIGIN.sub(r"\1 checking failed - it does not match", text)
    return text


class DailyFile(logging.Handler):
    """Appends to a file of the day; any number of processes may do so, since each line is one write."""

    def __init__(self, folder: str, stem: str) -> None:
        super().__init__()
        self.folder, self.stem = Path(folder), stem
        self.day = ""

    def emit(self, record: logging.LogRecord) -> None:
        try:
            self._write(datetime.fromtimestamp(record.created, UTC).date().isoformat(), self.format(record))
        except Exception:
            self.handleError(record)

    def _write(self, day: str, line: str) -> None:
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = self.folder / f"{self.stem}-{day}.log"
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            os.write(descriptor, f"{line}\n".encode())
        finally:
            os.close(descriptor)
        if day != self.day:
            self.day = day
            for old in sorted(self.folder.glob(f"{self.stem}-*.log"))[:-KEPT_DAYS]:
                old.unlink(missing_ok=True)


class JsonLine(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        said: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "from": record.name,
            "text": masked(said_by(record)),
        }
        request = getattr(record, "request", None)
        if request is not None and hasattr(request, "method"):
            said |= {"method": request.method, "path": masked(request.path)}
        if record.exc_info and record.exc_info[0] is not None:
            # The places only: the message of an exception may quote what somebody wrote.
            said["error"] = record.exc_info[0].__name__
            said["where"] = [
                f"{frame.filename}:{frame.lineno} {frame.name}"
                for frame in traceback.extract_tb(record.exc_info[2])
            ]
        return json.dumps(said, ensure_ascii=False)


def settings(folder: Path, *, debug: bool) -> dict[str, Any]:
    """Return Django's LOGGING: everything to the file of the day, errors also to the terminal."""
    console = {"class": "logging.StreamHandler", "level": "INFO" if debug else "ERROR"}
    if not debug:
        console["formatter"] = "json"
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": "infoview.logs.JsonLine"}},
        "handlers": {
            "file": {
                "()": "infoview.logs.DailyFile",
                "folder": str(folder),
                "stem": "infoview",
                "formatter": "json",
                "level": "INFO",
            },
            "console": console,
        },
        "root": {"handlers": ["file", "console"], "level": "INFO"},
        "loggers": {
            "django": {"handlers": [], "level": "INFO", "propagate": True},
            # Anybody can send a foreign host name; that is no news for the terminal.
            "django.security.DisallowedHost": {"handlers": ["file"], "level": "INFO", "propagate": False},
            "django.server": {"handlers": ["console"], "level": "INFO", "propagate": False},
        },
    }
