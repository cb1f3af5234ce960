"""Whatever name of a field a view reads, a hostile value in it gets an answer in words, on both databases."""

import logging
import re
from pathlib import Path

import pytest
from django.conf import settings

from tests.architecture.routes import ROW_OF, ask, routes, rows_in_states

ROOT = Path(settings.BASE_DIR)
ROOMS = ["contacts", "outreach", "interviews", "debriefs", "scheduler", "infoview"]
READS = re.compile(r"""request\.(GET|POST)(?:\.get|\.getlist)?[(\[]\s*f?["']([\w-]+)["'{]""")
FIELD = re.compile(r"""^    (\w+) = (?:forms\.)?\w*Field\(""", re.MULTILINE)

VALUES = {
    "a nul": "library:\x00",
    "digits of another script": "²",
    "very many digits": "9" * 3000,
}


def _names(method: str) -> set[str]:
    """Return the names of all fields that any view of ours reads from the query, or from the body."""
    sources = [path.read_text() for room in ROOMS for path in (ROOT / room).rglob("*.py")]
    read = {name for text in sources for found, name in READS.findall(text) if found == method}
    if method == "POST":
        read |= {name for text in sources for name in FIELD.findall(text)}
    return read


@pytest.fixture
def addresses(owner):
    rows = rows_in_states(owner)
    return [
        (route.name, route.address(rows[ROW_OF[route.name]][-1].public_id if route.has_row else None))
        for route in routes()
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("value", VALUES.values(), ids=VALUES)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_hostile_value_in_every_field_is_answered(as_owner, addresses, caplog, value, method):
    caplog.set_level(logging.CRITICAL, logger="django.request")
    data = dict.fromkeys(sorted(_names(method)), value)

    broken = []
    for name, address in addresses:
        status = ask(as_owner, method, address, data).status_code
        if status >= 500:
            broken.append((name, status))

    assert not broken, " ".join(map(str, broken))


@pytest.mark.parametrize(
    ("method", "few"), [("GET", {"q", "page", "show"}), ("POST", {"text", "revision", "fix"})]
)
def test_names_are_found_in_the_views(method, few):
    assert few <= _names(method)
