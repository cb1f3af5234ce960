"""What the static files promise: nothing from elsewhere, one place for colours, a small first visit."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

ROOT = Path(__file__).resolve().parents[2] / "static"
OURS = [
    path for path in sorted(ROOT.rglob("*")) if path.suffix in {".css", ".js"} and "vendor" not in path.parts
]
SCRIPTS = [path for path in OURS if path.suffix == ".js"]
STYLES = [path for path in OURS if path.suffix == ".css"]
FIRST_VISIT = (
    "css/tokens.css",
    "css/app.css",
    "css/screens.css",
    "js/app.js",
    "django_htmx/htmx-2.min.js",
    "icons.svg",
    "favicon.svg",
    "vendor/newsreader/newsreader-latin-wght-normal.woff2",
)


def name_of(path):
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", OURS, ids=name_of)
def test_file_asks_no_other_host(path):
    text = path.read_text().replace("http://www.w3.org/2000/svg", "")

    assert not re.search(r"(?:https?:)?//[\w-]+\.\w", re.sub(r"/\*.*?\*/", "", text, flags=re.S))


@pytest.mark.parametrize("path", SCRIPTS, ids=name_of)
def test_script_runs_under_the_policy(path):
    text = path.read_text()

    assert not re.search(
        r"\beval\(|new Function|innerHTML|outerHTML\s*=|insertAdjacentHTML|document\.write", text
    )
    assert not re.search(r"setAttribute\(\s*['\"](?:style|on\w+)", text)


@pytest.mark.parametrize("path", [path for path in STYLES if path.name != "tokens.css"], ids=name_of)
def test_colours_are_tokens(path):
    text = re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.S)
    colours = set(re.findall(r"#(?:[0-9a-fA-F]{8}|[0-9a-fA-F]{6}|[0-9a-fA-F]{3})\b", text))

    allowed = {
        "app.css": {"#191c2a", "#eceef4", "#ffffff", "#15171e", "#e5796b", "#d97c70"}  # toast, brand
        | {"#fff", "#000", "#222", "#444", "#bbb", "#ddd"},  # paper
        "accounts.css": {"#fff"},  # a QR code needs white paper
        "admin.css": {"#ffffff", "#5b6070", "#464b5e", "#b0271f", "#8f1f18"},
    }
    assert colours <= allowed.get(path.name, set())


@pytest.mark.parametrize("path", STYLES, ids=name_of)
def test_files_that_styles_name_exist(path):
    for address in re.findall(r'url\("([^"]+)"\)', path.read_text()):
        assert (path.parent / address).resolve().is_file(), address


@pytest.mark.parametrize("path", STYLES, ids=name_of)
def test_braces_of_styles_close(path):
    text = re.sub(r"/\*.*?\*/|\"[^\"]*\"", "", path.read_text(), flags=re.S)

    assert text.count("{") == text.count("}")


@pytest.mark.parametrize("folder", sorted(p for p in (ROOT / "vendor").iterdir() if p.is_dir()), ids=name_of)
def test_vendored_files_bring_their_licence(folder):
    assert (folder / "LICENSE").stat().st_size > 500
    assert f"`{folder.name}/LICENSE`" in (ROOT / "vendor" / "README.md").read_text()


def test_icons_are_symbols_without_their_own_look():
    text = (ROOT / "icons.svg").read_text()

    assert text.count("<symbol") > 50
    assert not re.search(r"stroke=|fill=\"(?!currentColor)|style=|<script|href=", text)


def test_first_visit_stays_small():
    total = 0
    for name in FIRST_VISIT:
        data = Path(finders.find(name)).read_bytes()
        total += len(data) if name.endswith("woff2") else len(gzip.compress(data))

    assert total < 110_000  # leaves 10 KB for the page itself
    assert len(FIRST_VISIT) + 1 <= 12
