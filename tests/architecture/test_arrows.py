"""Foreign keys point down the house, as imports do; import-linter cannot see them, nor what it was not told of."""

import re
import tomllib
from pathlib import Path

from django.apps import apps

ROOT = Path(__file__).resolve().parents[2]
LINTER = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
LAYERS = next(contract for contract in LINTER["contracts"] if contract["name"] == "Rooms point one way")[
    "layers"
]

ORDER = [
    "shared",
    "accounts",
    "contacts",
    "outreach",
    "interviews",
    "debriefs",
    "scheduler",
    "search",
    "roof",
]
OURS = [model for model in apps.get_models() if model._meta.app_label in ORDER]


def test_relations_point_down():
    upward = [
        f"{model.__name__}.{field.name}"
        for model in OURS
        for field in model._meta.get_fields()
        if field.is_relation and not field.auto_created and field.related_model in OURS
        if ORDER.index(field.related_model._meta.app_label) > ORDER.index(model._meta.app_label)
    ]

    assert upward == []


def test_rooms_with_tables_are_known():
    ours = ("infoview", "contacts", "outreach", "interviews", "debriefs", "scheduler")
    labels = {m._meta.app_label for m in apps.get_models() if m.__module__.startswith(ours)}

    assert labels <= set(ORDER)


def test_no_model_orders_itself_unasked():
    assert [model.__name__ for model in OURS if model._meta.ordering] == []


def inside(package):
    """Return the modules and packages that lie directly in a package."""
    folder = ROOT / package.replace(".", "/")
    found = {path.stem for path in folder.glob("*.py")} | {
        path.parent.name for path in folder.glob("*/__init__.py")
    }
    return {f"{package}.{name}" for name in found - {"__init__"}}


def test_import_linter_knows_each_room_and_each_module_of_the_roof():
    rooms = {path.parent.name for path in ROOT.glob("*/apps.py")}
    parted = inside("infoview.search")
    modules = (inside("infoview") | parted | rooms) - {"infoview", "infoview.search"}

    assert {name for layer in LAYERS for name in re.findall(r"[\w.]+", layer)} == modules
    assert set(LINTER["root_packages"]) == rooms


def test_import_linter_orders_the_rooms_as_the_document_does():
    drawn = re.search(r"^roof → (.*)$", (ROOT / "docs" / "architecture.md").read_text(), re.MULTILINE)[1]
    ordered = [layer.removeprefix("infoview.") for layer in LAYERS if " " not in layer]

    assert drawn.split(" → ") == ordered
