"""Every variable is read once, and nonsense in it stops the start with one sentence."""

import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infoview.settings import environment
from infoview.settings.environment import BadEnvironment

ROOT = Path("/srv/infoview")


def read(**values: str) -> environment.Environment:
    return environment.read(values, root=ROOT)


def test_environment_defaults_serve_one_person_on_this_machine():
    found = read()

    assert (found.host, found.port, found.signups, found.debug) == ("127.0.0.1", 8000, "first", False)
    assert found.site_url == "http://localhost:8000"
    assert found.database["NAME"] == "/srv/infoview/data/infoview.sqlite3"
    assert found.mail.host == ""


def test_environment_counts_empty_variables_as_unset():
    assert read(PORT="", SIGNUPS=" ", DATABASE_URL="", SITE_URL="") == read()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("INFOVIEW_DATA_DIR", "~nosuchuser/infoview"),
        ("INFOVIEW_DATA_DIR", "data\0"),
        ("PORT", "0"),
        ("PORT", "65536"),
        ("PORT", "eighty"),
        ("PORT", "8000.0"),
        ("PORT", "-1"),
        ("PORT", "٨٠٠٠"),
        ("HOST", "my host"),
        ("HOST", "http://127.0.0.1"),
        ("WEB_WORKERS", "0"),
        ("WEB_WORKERS", "many"),
        ("TRUSTED_PROXIES", "yes"),
        ("SIGNUPS", "maybe"),
        ("DEBUG", "perhaps"),
        ("SITE_URL", "infoview.example.org"),
        ("SITE_URL", "ftp://infoview.example.org"),
        ("SITE_URL", "https://infoview.example.org/app"),
        ("SITE_URL", "https://user@infoview.example.org"),
        ("SITE_URL", "https://infoview.example.org:port"),
        ("SITE_URL", "https://"),
        ("ALLOWED_HOSTS", "*"),
        ("ALLOWED_HOSTS", "https://infoview.example.org"),
        ("DATABASE_URL", "mysql://localhost/infoview"),
        ("DATABASE_URL", "postgres://localhost"),
        ("DATABASE_URL", "postgres://localhost:port/infoview"),
        ("DATABASE_URL", "sqlite://"),
        ("DATABASE_URL", "infoview.sqlite3"),
        ("EMAIL_URL", "mail.example.org"),
        ("EMAIL_URL", "smtp://"),
        ("EMAIL_URL", "imap://mail.example.org"),
        ("EMAIL_URL", "smtp://mail.example.org:25?from=nobody"),
        ("EMAIL_URL", "smtp://mail.example.org:25?tls=1"),
    ],
)
def test_environment_refuses_nonsense_by_the_name_of_the_variable(name, value):
    with pytest.raises(BadEnvironment) as caught:
        read(**{name: value})

    assert str(caught.value).startswith(name)
    assert "\n" not in str(caught.value)


ANY_TEXT = [
    "INFOVIEW_DATA_DIR", "PORT", "HOST", "SITE_URL", "DATABASE_URL", "EMAIL_URL", "ALLOWED_HOSTS",
]  # fmt: skip


@given(st.sampled_from(ANY_TEXT), st.text() | st.text().map("~{}".format))
def test_environment_takes_or_refuses_any_text(name, value):
    try:
        found = read(**{name: value})
    except BadEnvironment:
        return

    assert 1 <= found.port <= 65535
    assert "*" not in found.allowed_hosts


def test_database_url_of_postgres_keeps_what_was_quoted():
    found = environment.database(
        "postgres://ada%40x:p%2Fw@db.example:5433/in%20fo?sslmode=require", data_dir=ROOT
    )

    assert (found["USER"], found["PASSWORD"], found["HOST"], found["PORT"]) == (
        "ada@x",
        "p/w",
        "db.example",
        "5433",
    )
    assert found["NAME"] == "in fo"
    assert found["OPTIONS"]["sslmode"] == "require"


def test_email_url_knows_the_three_kinds_of_encryption():
    plain = environment.mail("smtp://mail.example.org")
    starttls = environment.mail("smtp+tls://ada:secret@mail.example.org?from=infoview@example.org")
    tls = environment.mail("smtps://mail.example.org:4465")

    assert (plain.port, plain.starttls, plain.tls) == (25, False, False)
    assert (starttls.port, starttls.starttls, starttls.sender) == (587, True, "infoview@example.org")
    assert (tls.port, tls.tls) == (4465, True)


@pytest.mark.parametrize(
    ("site_url", "secure", "loopback"),
    [
        ("https://infoview.example.org", True, False),
        ("http://localhost:8000", False, True),
        ("http://127.0.0.1:8000", False, True),
        ("http://[::1]:8000", False, True),
        ("http://192.0.2.7", False, False),
        ("http://localhost.example.org", False, False),
    ],
)
def test_site_url_decides_about_security(site_url, secure, loopback):
    found = read(SITE_URL=site_url)

    assert (found.secure, found.loopback) == (secure, loopback)


def test_allowed_hosts_hold_the_site_and_this_machine():
    found = read(SITE_URL="https://infoview.example.org", ALLOWED_HOSTS="infoview.lan, 192.0.2.7")

    assert found.allowed_hosts == (
        "infoview.example.org", "infoview.lan", "192.0.2.7", "localhost", "127.0.0.1", "[::1]",
    )  # fmt: skip


def test_data_dir_and_secret_key_are_for_nobody_else(tmp_path):
    folder = tmp_path / "data"

    key = environment.secret_key({}, data_dir=folder)

    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((folder / "secret_key").stat().st_mode) == 0o600
    assert len(key) >= 50


def test_secret_key_stays_the_same(tmp_path):
    assert environment.secret_key({}, data_dir=tmp_path) == environment.secret_key({}, data_dir=tmp_path)


def test_secret_key_from_outside_must_be_long(tmp_path):
    with pytest.raises(BadEnvironment, match="SECRET_KEY"):
        environment.secret_key({"SECRET_KEY": "secret"}, data_dir=tmp_path)


def test_secret_key_that_was_damaged_is_named(tmp_path):
    (tmp_path / "secret_key").write_text("")

    with pytest.raises(BadEnvironment, match="damaged"):
        environment.secret_key({}, data_dir=tmp_path)


def test_data_dir_below_a_file_cannot_be_written(tmp_path):
    (tmp_path / "file").touch()

    with pytest.raises(BadEnvironment, match="cannot be written"):
        environment.prepare_data_dir(tmp_path / "file" / "data")
