"""What an operator may decide from outside: every variable, read and checked in one place.

Nothing here knows Django. Nonsense raises BadEnvironment with one sentence for the person who starts the app.
"""

import contextlib
import ipaddress
import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

SIGNUPS = ("first", "open", "invite", "closed")
LOOPBACK_NAMES = ("localhost", "127.0.0.1", "[::1]")


class BadEnvironment(Exception):
    """Raised with one sentence that names the variable and what would be right."""


@dataclass(frozen=True, slots=True)
class Mail:
    """Where mail goes; without a host it is written to files."""

    host: str = ""
    port: int = 0
    user: str = ""
    password: str = ""
    starttls: bool = False
    tls: bool = False
    sender: str = ""


@dataclass(frozen=True, slots=True)
class Environment:
    data_dir: Path
    database: dict[str, Any]
    site_url: str
    allowed_hosts: tuple[str, ...]
    host: str
    port: int
    web_workers: int
    signups: str
    trusted_proxies: int
    mail: Mail
    debug: bool

    @property
    def secure(self) -> bool:
        """Whether people reach the app by https."""
        return self.site_url.startswith("https://")

    @property
    def site_name(self) -> str:
        """The host of the address, such as infoview.example.org."""
        return urlsplit(self.site_url).hostname or "localhost"

    @property
    def loopback(self) -> bool:
        """Whether the address is this machine's own."""
        return _is_loopback(self.site_name)


def read(values: Mapping[str, str], *, root: Path) -> Environment:
    """Return the checked environment; an empty variable counts as unset.

    root    the folder that a relative INFOVIEW_DATA_DIR starts from
    raises  BadEnvironment
    """
    values = {name: text.strip() for name, text in values.items() if text.strip()}
    data_dir = root / _folder(values, "INFOVIEW_DATA_DIR", default="data")
    host = _host(values.get("HOST", "127.0.0.1"))
    port = _number(values, "PORT", default=8000, low=1, high=65535)
    site_url = _site_url(values.get("SITE_URL", ""), port=port)
    return Environment(
        data_dir=data_dir,
        database=database(values.get("DATABASE_URL", ""), data_dir=data_dir),
        site_url=site_url,
        allowed_hosts=_allowed_hosts(values.get("ALLOWED_HOSTS", ""), site_url=site_url),
        host=host,
        port=port,
        web_workers=_number(values, "WEB_WORKERS", default=2, low=1, high=64),
        signups=_choice(values, "SIGNUPS", SIGNUPS),
        trusted_proxies=_number(values, "TRUSTED_PROXIES", default=0, low=0, high=10),
        mail=mail(values.get("EMAIL_URL", "")),
        debug=_yes_or_no(values, "DEBUG"),
    )


def database(url: str, *, data_dir: Path) -> dict[str, Any]:
    """Return the default entry of DATABASES for `DATABASE_URL`; without one, a file in the data folder."""
    if not url:
        return sqlite(data_dir / "infoview.sqlite3")
    parts = _split(url, "DATABASE_URL")
    if parts.scheme == "sqlite":
        path = unquote(parts.path)[1:]  # sqlite:///relative, sqlite:////absolute
        if parts.netloc or not path:
            raise BadEnvironment(
                "DATABASE_URL must name a file, such as sqlite:////srv/infoview/infoview.sqlite3."
            )
        return sqlite(data_dir.parent / path)
    if parts.scheme not in ("postgres", "postgresql"):
        raise BadEnvironment(
            "DATABASE_URL must begin with postgres:// or sqlite://, such as postgres://user:password@host:5432/infoview."
        )
    name = unquote(parts.path)[1:]
    if not name or "/" in name:
        raise BadEnvironment(
            "DATABASE_URL must end in a database name, such as postgres://user:password@host:5432/infoview."
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "OPTIONS": {"connect_timeout": 5} | dict(parse_qsl(parts.query)),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


def sqlite(path: Path) -> dict[str, Any]:
    """Return the entry of DATABASES for a file.

    IMMEDIATE: a transaction that reads first and writes later would else fail at once, whatever the timeout.
    FULL: a commit that was answered survives a power cut.
    """
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
                "PRAGMA journal_size_limit=67108864;"
            ),
        },
        # Opening a file means reading its whole schema: each thread keeps its connection.
        "CONN_MAX_AGE": None,
    }


def mail(url: str) -> Mail:
    """Return the mail server of `EMAIL_URL`: smtp://, smtp+tls:// (STARTTLS) or smtps://."""
    if not url:
        return Mail()
    parts = _split(url, "EMAIL_URL")
    if parts.scheme not in ("smtp", "smtp+tls", "smtps") or not parts.hostname:
        raise BadEnvironment(
            "EMAIL_URL must look like smtp://host:port, smtp+tls://user:password@host:587 or smtps://host:465."
        )
    query = dict(parse_qsl(parts.query))
    sender = query.pop("from", "")
    if query or parts.path not in ("", "/"):
        raise BadEnvironment("EMAIL_URL takes nothing after the port but ?from=address.")
    if sender and not re.fullmatch(r"[^@\s<>]+@[^@\s<>]+", sender):
        raise BadEnvironment("EMAIL_URL names a sender in ?from= that is not an e-mail address.")
    return Mail(
        host=parts.hostname,
        port=parts.port or {"smtp": 25, "smtp+tls": 587, "smtps": 465}[parts.scheme],
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        starttls=parts.scheme == "smtp+tls",
        tls=parts.scheme == "smtps",
        sender=sender,
    )


def prepare_data_dir(data_dir: Path) -> None:
    """Make the data folder, for nobody else's eyes; raise BadEnvironment when it cannot be written."""
    try:
        data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        probe = data_dir / f".probe-{secrets.token_hex(8)}"
        probe.touch(mode=0o600)
        probe.unlink()
    except OSError as error:
        raise BadEnvironment(
            f"the data folder {data_dir} cannot be written ({error.strerror}); "
            "set INFOVIEW_DATA_DIR to a folder that can."
        ) from error


def secret_key(values: Mapping[str, str], *, data_dir: Path) -> str:
    """Return SECRET_KEY, or the key in the data folder, which is made on the first start."""
    given = values.get("SECRET_KEY", "").strip()
    if given:
        if len(given) < 50:
            raise BadEnvironment(
                "SECRET_KEY must have at least 50 characters; leave it out and one is made for you."
            )
        return given
    path = data_dir / "secret_key"
    prepare_data_dir(data_dir)
    write_once(path, secrets.token_urlsafe(64))
    try:
        key = path.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise BadEnvironment(f"the secret key in {path} cannot be read.") from error
    if len(key) < 50:
        raise BadEnvironment(
            f"the secret key in {path} is damaged; bring it back from a backup, or delete the file."
        )
    return key


def write_once(path: Path, text: str) -> None:
    """Write a whole file for nobody else's eyes; leave it when it is there, or another process was first."""
    if path.exists():
        return
    draft = path.with_name(f".{path.name}-{secrets.token_hex(8)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    with contextlib.suppress(FileExistsError):
        os.link(draft, path)
    draft.unlink()


def _number(values: Mapping[str, str], name: str, *, default: int, low: int, high: int) -> int:
    text = values.get(name, str(default))
    if not (text.isascii() and text.isdigit()) or not low <= int(text[:9]) <= high:
        raise BadEnvironment(f"{name} must be a whole number from {low} to {high}, not {text!r}.")
    return int(text)


def _folder(values: Mapping[str, str], name: str, *, default: str) -> Path:
    text = values.get(name, default)
    try:
        folder = Path(text).expanduser()
        if b"\0" in os.fsencode(folder):
            raise ValueError(text)
    except (RuntimeError, ValueError) as error:  # nobody of that name; letters that no path has
        raise BadEnvironment(
            f"{name} must be a folder, such as data or /srv/infoview, not {text!r}."
        ) from error
    return folder


def _choice(values: Mapping[str, str], name: str, choices: tuple[str, ...]) -> str:
    text = values.get(name, choices[0])
    if text not in choices:
        raise BadEnvironment(f"{name} must be one of {', '.join(choices)}, not {text!r}.")
    return text


def _yes_or_no(values: Mapping[str, str], name: str) -> bool:
    text = values.get(name, "no").lower()
    if text in ("1", "true", "yes", "on"):
        return True
    if text in ("0", "false", "no", "off"):
        return False
    raise BadEnvironment(f"{name} must be yes or no, not {text!r}.")


def _host(text: str) -> str:
    if not _is_host(text):
        raise BadEnvironment(
            f"HOST must be an address of this machine, such as 127.0.0.1 or 0.0.0.0, not {text!r}."
        )
    return text


def _site_url(text: str, *, port: int) -> str:
    if not text:
        return f"http://localhost:{port}"
    parts = _split(text, "SITE_URL")
    # urlsplit drops tabs and line breaks; what it read must be what was written.
    if parts.scheme not in ("http", "https") or not _is_host(parts.hostname or "") or re.search(r"\s", text):
        raise BadEnvironment(
            "SITE_URL must be the address people type, such as https://infoview.example.org."
        )
    if parts.path not in ("", "/") or parts.query or parts.fragment or parts.username is not None:
        raise BadEnvironment(
            "SITE_URL must be a bare address without a path, such as https://infoview.example.org."
        )
    return f"{parts.scheme}://{parts.netloc}".lower()


def _allowed_hosts(text: str, *, site_url: str) -> tuple[str, ...]:
    hosts = [name for name in re.split(r"[,\s]+", text.lower()) if name]
    for name in hosts:
        if not _is_host(name.removeprefix(".").removeprefix("[").removesuffix("]")):
            raise BadEnvironment(
                f"ALLOWED_HOSTS must hold bare host names separated by commas, not {name!r}."
            )
    site = urlsplit(site_url).hostname or ""
    return tuple(dict.fromkeys([f"[{site}]" if ":" in site else site, *hosts, *LOOPBACK_NAMES]))


def _split(text: str, name: str) -> Any:
    try:
        parts = urlsplit(text)
        parts.port  # noqa: B018 -- reading it is what checks it
    except ValueError as error:
        raise BadEnvironment(f"{name} is not a complete address.") from error
    return parts


def _is_host(text: str) -> bool:
    with contextlib.suppress(ValueError):
        ipaddress.ip_address(text)
        return True
    label = r"(?!-)[A-Za-z0-9_-]{1,63}(?<!-)"
    return len(text) <= 253 and re.fullmatch(rf"{label}(\.{label})*", text) is not None


def _is_loopback(name: str) -> bool:
    with contextlib.suppress(ValueError):
        return ipaddress.ip_address(name).is_loopback
    return name == "localhost"
