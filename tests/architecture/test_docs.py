"""What the documents say of the project is so."""

import re
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

from django.core.management import get_commands

ROOT = Path(__file__).resolve().parents[2]
DOCS = {path.relative_to(ROOT): path.read_text() for path in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]}
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
LIBRARIES = Path("docs/dependencies.md")
ROOMS = (
    "bench",
    "contacts",
    "debriefs",
    "infoview",
    "interviews",
    "outreach",
    "scheduler",
    "scripts",
    "tests",
)

# What is used without being imported.
NOT_IMPORTED = {
    "argon2-cffi": "the password hasher in the settings",
    "pytest-django": "a plugin",
    "pytest-xdist": "a plugin",
    "pytest-randomly": "a plugin",
    "khal": "a program",
    "ruff": "a program",
    "mypy": "a program",
    "django-stubs": "types for mypy",
    "import-linter": "a program",
}


def plain(requirement: str) -> str:
    """Return the name in a requirement, without range and extras."""
    return re.match(r"[\w.-]+", requirement)[0].lower()


def wanted() -> list[str]:
    return [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["test"]]


def rows() -> list[list[str]]:
    """Return the cells of both tables of libraries."""
    lines = [line for line in DOCS[LIBRARIES].splitlines() if line.startswith("| ")]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [row for row in cells if row[0] not in {"Package", "---"}]


def test_each_library_is_explained_and_no_other():
    explained = [plain(name) for row in rows() for name in row[0].split(", ")]

    assert sorted(explained) == sorted(plain(requirement) for requirement in wanted())


def test_each_library_says_why_and_what_else_there_was():
    assert [row for row in rows() if len(row) != 3 or not all(row)] == []


def test_what_comes_with_the_libraries_is_named():
    locked = re.findall(r"^([\w.-]+)==", (ROOT / "requirements" / "base.txt").read_text(), re.MULTILINE)

    assert [name for name in locked if not re.search(rf"\b{name}\b", DOCS[LIBRARIES])] == []


def test_each_library_is_used():
    modules = {
        plain(distribution): module
        for module, distributions in packages_distributions().items()
        for distribution in distributions
        if not module.startswith("_")
    }
    sources = "\n".join(path.read_text() for room in ROOMS for path in (ROOT / room).rglob("*.py"))
    imported = set(re.findall(r"^\s*(?:from|import) (\w+)", sources, re.MULTILINE))
    imported |= set(
        re.findall(r'^    "(\w+)', (ROOT / "infoview/settings/base.py").read_text(), re.MULTILINE)
    )
    unused = {name for name in map(plain, wanted()) if modules.get(name, name) not in imported}

    assert unused == NOT_IMPORTED.keys()


def test_each_command_of_the_documents_exists():
    named = {
        (str(path), command)
        for path, text in DOCS.items()
        for command in re.findall(r"manage\.py ([a-z_]+)", text)
    }

    assert len(named) > 4
    assert {pair for pair in named if pair[1] not in get_commands()} == set()


def test_each_decision_is_listed():
    decisions = {f"adr/{path.name}" for path in (ROOT / "docs" / "adr").glob("*.md")}

    assert set(re.findall(r"\((adr/[\w-]+\.md)\)", DOCS[Path("docs/architecture.md")])) == decisions


def test_each_link_between_documents_leads_somewhere():
    broken = {
        (str(path), link)
        for path, text in DOCS.items()
        for link in re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", text)
        if not (ROOT / path.parent / link).exists()
    }

    assert broken == set()
