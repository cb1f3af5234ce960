"""The cast: `owner` is ada, `stranger` is mallory; each can sit at a browser of their own."""

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from hashlib import blake2b
from pathlib import Path

import django
import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.db import connection
from django.test import Client

from infoview.shared.kept_pages import PAGES

# Playwright's sync API leaves an event loop running in the thread; Django would refuse every query beside it.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

NO_BROWSER = "no Chromium found"
PASSWORD = "a long enough password"
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


# The database: migrating takes ten seconds of work, and most runs have the migrations of the last one


def _migrated(config: pytest.Config) -> Path:
    """Return where a file with exactly these migrations is kept, or would be."""
    digest = blake2b(django.__version__.encode(), digest_size=16)
    for app in apps.get_app_configs():
        for path in sorted(Path(app.path).glob("migrations/*.py")):
            digest.update(path.read_bytes())
    return config.cache.mkdir("migrated") / f"{digest.hexdigest()}.sqlite3"


@pytest.fixture(scope="session")
def django_db_keepdb(request: pytest.FixtureRequest, django_db_modify_db_settings: None) -> bool:
    """Begin with a copy of the migrated file where there is one; `migrate` then finds nothing to do."""
    kept = _migrated(request.config)
    if connection.vendor != "sqlite" or not kept.exists():
        return False
    shutil.copy(kept, connection.settings_dict["TEST"]["NAME"])
    return True


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest, django_db_keepdb: bool, django_db_setup: None, django_db_blocker
) -> None:
    kept = _migrated(request.config)
    if connection.vendor != "sqlite" or kept.exists():
        return
    draft = kept.with_suffix(f".{os.getpid()}")
    with django_db_blocker.unblock():
        connection.ensure_connection()
        with closing(sqlite3.connect(draft)) as copy:
            connection.connection.backup(copy)
    draft.rename(kept)
    for old in sorted(kept.parent.glob("*.sqlite3"), key=lambda path: path.stat().st_mtime)[:-3]:
        old.unlink(missing_ok=True)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark what needs a browser. On another database than SQLite, ask only what asks a database.

    Rules, parsers and the start have said all they know on SQLite; they are half of the suite. So have
    tests of scripts on pages of their own, and of damaged files.
    """
    for item in items:
        if "chromium" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)
    if connection.vendor != "sqlite":
        pure = [item for item in items if not _asks_a_database(item)]
        items[:] = [item for item in items if _asks_a_database(item)]
        config.hook.pytest_deselected(items=pure)


def _asks_a_database(item: pytest.Item) -> bool:
    if item.get_closest_marker("one_database") is not None:
        return False
    wanted = {"db", "transactional_db", "live_server", "postgresql"}
    marked = item.get_closest_marker("django_db") is not None
    return marked or bool(wanted & set(getattr(item, "fixturenames", ())))


def pytest_terminal_summary(terminalreporter) -> None:
    if any(NO_BROWSER in str(report.longrepr) for report in terminalreporter.getreports("skipped")):
        terminalreporter.section("The browser tests were left out: no Chromium was found. Install chromium.")


@pytest.fixture(autouse=True)
def _no_page_kept() -> None:
    """The same keys come again in the next test, with other facts behind them."""
    PAGES.clear()


@pytest.fixture
def django_assert_num_queries(django_assert_num_queries) -> Callable:
    return _of_a_page_made_anew(django_assert_num_queries)


@pytest.fixture
def django_assert_max_num_queries(django_assert_max_num_queries) -> Callable:
    return _of_a_page_made_anew(django_assert_max_num_queries)


def _of_a_page_made_anew(count: Callable) -> Callable:
    def counting(*args, **options):
        PAGES.clear()
        return count(*args, **options)

    return counting


@pytest.fixture(autouse=True)
def _empty_cache(request: pytest.FixtureRequest) -> Iterator[None]:
    """A flush between browser tests does not empty the cache table, and rate limits live there."""
    marker = request.node.get_closest_marker("django_db")
    transactional = bool({"transactional_db", "live_server"} & set(request.fixturenames)) or (
        marker is not None and marker.kwargs.get("transaction", False)
    )
    if transactional:
        request.getfixturevalue("transactional_db")
    yield
    if transactional:
        cache.clear()


def _person(email: str, name: str):
    user = get_user_model().objects.create_user(email=email, password=PASSWORD)
    user.name, user.timezone = name, "Europe/Berlin"
    user.save()
    user.emailaddress_set.create(email=email, verified=True, primary=True)
    return user


@pytest.fixture
def owner(db):
    return _person("ada@infoview.example", "Ada")


@pytest.fixture
def stranger(db):
    return _person("mallory@infoview.example", "Mallory")


@pytest.fixture
def as_owner(owner) -> Client:
    client = Client()
    client.force_login(owner)
    return client


@pytest.fixture
def as_stranger(stranger) -> Client:
    client = Client()
    client.force_login(stranger)
    return client


# The browser


@pytest.fixture(scope="session")
def chromium() -> Iterator:
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        if os.environ.get("REQUIRE_BROWSER") == "1":
            pytest.fail("REQUIRE_BROWSER=1, but no Chromium was found.")
        pytest.skip(NO_BROWSER)
    from playwright.sync_api import expect, sync_playwright  # noqa: PLC0415 -- costs a second; only here

    expect.set_options(
        timeout=15_000
    )  # a browser beside a busy test may be late; what never comes still fails
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=CHROMIUM_FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium, live_server) -> Iterator[Callable]:
    """Return a function that opens a page in a fresh profile; console errors fail the test at its end.

    open_page(signed_in_as=None, **options)    options are those of Playwright's new_context
    """
    contexts, complaints = [], []

    def open_one(*, signed_in_as=None, allow_errors: bool = False, **options):
        context = chromium.new_context(base_url=live_server.url, **options)
        context.set_default_timeout(15_000)
        contexts.append(context)
        if signed_in_as is not None:
            client = Client()
            client.force_login(signed_in_as)
            context.add_cookies(
                [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}]
            )
        page = context.new_page()
        if not allow_errors:
            page.on(
                "console",
                lambda message: complaints.append(message.text) if message.type == "error" else None,
            )
            page.on("pageerror", lambda error: complaints.append(str(error)))
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def page(open_page, owner):
    """ada at a desk."""
    return open_page(signed_in_as=owner, viewport={"width": 1440, "height": 900})


@pytest.fixture
def phone(open_page, owner):
    """ada on a phone."""
    return open_page(
        signed_in_as=owner, viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True
    )
