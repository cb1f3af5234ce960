"""What no template may do; and what every part must be able to do: be drawn."""

import re
from pathlib import Path

from django.template import TemplateDoesNotExist, TemplateSyntaxError
from django.template.loader import get_template

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
TEXTS = {str(path.relative_to(ROOT / "templates")): path.read_text(encoding="utf-8") for path in TEMPLATES}

# Drawn by a library that holds no text of a person.
SAFE_ALLOWED = {"mfa/totp/activate_form.html": {"totp_svg"}}

FORBIDDEN = {
    "an inline style": re.compile(r"\sstyle\s*=", re.I),
    "a style element": re.compile(r"<style\b", re.I),
    "a handler in an attribute": re.compile(r"\s(?:on[a-z]+|hx-on[:\w-]*)\s*=", re.I),
    "a script body": re.compile(r"<script(?![^>]*(?:\ssrc=|application/json))[^>]*>", re.I),
    "a javascript: or data: address": re.compile(
        r"(?:href|src|action)\s*=\s*[\"']?\s*(?:javascript|data):", re.I
    ),
    "an address of another host": re.compile(r"(?:src|srcset|action|hx-\w+)\s*=\s*[\"'](?:https?:)?//", re.I),
    "a stylesheet of another host": re.compile(r"<link[^>]+href\s*=\s*[\"'](?:https?:)?//", re.I),
    "autoescape off": re.compile(r"{%\s*autoescape\s+off"),
    "JavaScript in htmx": re.compile(r"hx-(?:vals|headers|vars)\s*=\s*[\"']\s*(?:js|javascript):", re.I),
    "a filter in hx-trigger": re.compile(r"hx-trigger\s*=\s*\"(?:[^\"]*,\s*)?[\w:.-]+\["),
    "a query in a template": re.compile(r"{[{%][^}]*(?:\w\.\w+\.all|\.exists|_set)\b"),
}


def test_templates_stay_within_the_policy():
    found = [
        (name, what) for name, text in TEXTS.items() for what, rule in FORBIDDEN.items() if rule.search(text)
    ]

    assert found == []


def test_templates_escape_what_people_wrote():
    trusted = {
        (name, variable)
        for name, text in TEXTS.items()
        for variable in re.findall(r"{{\s*([\w.]+)\s*\|\s*safe\b", text)
    }

    assert {pair for pair in trusted if pair[1] not in SAFE_ALLOWED.get(pair[0], ())} == set()


def broken(names):
    """Return what cannot be made of a template, with the reason."""
    found = {}
    for name in names:
        try:
            get_template(name)
        except (TemplateDoesNotExist, TemplateSyntaxError) as error:
            found[name] = str(error)
    return found


def test_templates_compile():
    assert len(TEXTS) > 200
    assert broken(TEXTS) == {}


def test_templates_include_what_exists():
    missing = []
    for name, text in TEXTS.items():
        for included in re.findall(r"{%\s*(?:include|extends)\s+\"([^\"{]+)\"", text):
            try:
                get_template(included)
            except TemplateDoesNotExist:
                missing.append((name, included))

    assert missing == []


def test_icons_of_templates_exist():
    known = set(re.findall(r'<symbol id="([\w-]+)"', (ROOT / "static" / "icons.svg").read_text()))

    used = {
        (name, icon)
        for name, text in TEXTS.items()
        for icon in re.findall(r"{%\s*icon\s+\"([\w-]+)\"|\b(?:action_)?icon=\"([\w-]+)\"", text)
        for icon in icon
        if icon
    }
    assert {pair for pair in used if pair[1] not in known} == set()


# Partials: named like the element they replace, complete when drawn alone

DEFINED = re.compile(r"{%\s*partialdef\s+([\w-]+)[^%]*%}(.*?){%\s*endpartialdef\b[^%]*%}", re.S)
TAG = re.compile(r"{%\s*(partialdef|with|endwith|for|endfor)\b")
PARTIALS = [(name, partial, body) for name, text in TEXTS.items() for partial, body in DEFINED.findall(text)]


def test_partials_are_named_like_the_element_they_replace():
    strays = [(name, partial) for name, partial, body in PARTIALS if f'id="{partial}"' not in body]

    assert strays == []


def test_partials_stand_outside_with_and_for():
    """What those set is lost, silently, when the partial is drawn alone."""
    inside = []
    for name, text in TEXTS.items():
        depth = 0
        for tag in TAG.findall(text):
            depth += {"with": 1, "for": 1, "endwith": -1, "endfor": -1}.get(tag, 0)
            if tag == "partialdef" and depth:
                inside.append(name)

    assert inside == []


def test_partial_names_are_used_once_in_a_template():
    names = [(name, partial) for name, partial, _ in PARTIALS]

    assert len(names) == len(set(names))


def test_partials_are_found_by_their_name():
    assert len(PARTIALS) > 20
    assert broken(f"{name}#{partial}" for name, partial, _ in PARTIALS) == {}
