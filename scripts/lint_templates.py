"""Refuse in templates what the content policy, the partials or our own promises do not allow.

A line that must break a rule says why beside it: {# allowed: reason #}.
"""

import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ALLOWED = "{# allowed:"

FORBIDDEN = {
    r"\|\s*safe\b|safeseq|autoescape\s+off": "text is shown escaped; nothing is declared safe",
    r"<style\b": "styles live in static/css",
    r"\sstyle\s*=": "no style attribute: the content policy refuses it",
    r"\son[a-z]+\s*=": "no inline handler: use a data- hook and static/js",
    r"hx-on|hx-vals\s*=\s*[\"']?js:|javascript:": "no script in attributes",
    r"<script(?![^>]*\bsrc=)(?![^>]*application/json)": "no inline script",
    r"<(script|link|img|iframe|form)\b[^>]*\b(src|href|action)=[\"']?(https?:)?//": "all is ours",
    r"src=[\"']?data:": "no data: addresses",
    r"target=[\"']_blank[\"'](?![^>]*\brel=)": 'a new window needs rel="noopener"',
}
TAG = re.compile(r"{%-?\s*(partialdef|endpartialdef|for|endfor|with|endwith)\b\s*([\w-]*)")


def complaints(path: Path) -> Iterator[str]:
    text = path.read_text(encoding="utf-8")
    lines = text.splitlines()
    for number, line in enumerate(lines, 1):
        for pattern, reason in FORBIDDEN.items():
            if re.search(pattern, line, re.IGNORECASE) and ALLOWED not in line:
                yield f"{path.relative_to(ROOT)}:{number}: {reason}"
    yield from (f"{path.relative_to(ROOT)}:{number}: {reason}" for number, reason in _partials(text, lines))


def _partials(text: str, lines: list[str]) -> Iterator[tuple[int, str]]:
    names: set[str] = set()
    around: list[str] = []
    if "{% partialdef" in text and not re.search(r"{% load [^%]*\bpartials\b", text):
        yield 1, "a template that has partials loads them itself"
    for number, line in enumerate(lines, 1):
        for match in TAG.finditer(line):
            tag, name = match.groups()
            if tag == "partialdef":
                if name in names:
                    yield number, f"the partial {name} is here twice; the last one would win"
                if around:
                    yield (
                        number,
                        f"alone, the partial {name} loses what the {around[-1]} around it sets",
                    )
                names.add(name)
            elif tag in ("for", "with"):
                around.append(tag)
            elif tag in ("endfor", "endwith") and around:
                around.pop()


def _broken(path: Path) -> Iterator[str]:
    from django.template import TemplateSyntaxError  # noqa: PLC0415 -- needs the settings
    from django.template.loader import get_template  # noqa: PLC0415 -- needs the settings

    try:
        get_template(str(path.relative_to(ROOT / "templates")))
    except TemplateSyntaxError as error:
        yield f"{path.relative_to(ROOT)}: {error}"


def _missing_files(path: Path) -> Iterator[str]:
    """Name static files that are not there: on a real server their page would not open."""
    from django.contrib.staticfiles import finders  # noqa: PLC0415 -- needs the settings

    for name in re.findall(r"{%\s*static\s+[\"']([^\"']+)[\"']", path.read_text(encoding="utf-8")):
        if finders.find(name) is None:
            yield f"{path.relative_to(ROOT)}: there is no static file {name}"


def main() -> int:
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "infoview.settings.test")
    import django  # noqa: PLC0415 -- needs the settings

    django.setup()
    found = []
    for path in sorted((ROOT / "templates").rglob("*.*")):
        if path.suffix in (".html", ".svg"):
            found += [*complaints(path), *_broken(path), *_missing_files(path)]
        elif path.suffix == ".txt":
            found += _broken(path)
    print("\n".join(found))
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
