"""A browser without script: it follows the links and sends the forms that are really on the page."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.test import Client

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
UNSEEN = {"script", "style", "datalist", "template"}


@dataclass
class Form:
    """One form of the page: `values` as they stand, `names` with their sort of field, `buttons` by words."""

    action: str
    method: str
    values: dict[str, list[str]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    buttons: list[tuple[str, dict[str, str]]] = field(default_factory=list)


class Page(HTMLParser):
    """The forms, links and words of one page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.forms: dict[str, Form] = {}
        self.links: list[tuple[str, str]] = []
        self.words: list[str] = []
        self._open: list[str] = []
        self._form = ""
        self._link: dict[str, Any] | None = None
        self._button: dict[str, Any] | None = None
        self._select: dict[str, Any] | None = None
        self._area: dict[str, Any] | None = None
        self._later: list[tuple[str, str, str, bool, str]] = []
        self._later_buttons: list[tuple[str, str, dict[str, str]]] = []
        self.feed(html)
        # A field may name a form that comes after it.
        for form, name, value, counts, kind in self._later:
            if form in self.forms:
                self.forms[form].names[name] = kind
                if counts:
                    self.forms[form].values.setdefault(name, []).append(value)
        for form, said, attrs in self._later_buttons:
            if form in self.forms:
                self.forms[form].buttons.append((said, attrs))

    @property
    def text(self) -> str:
        return re.sub(r"\s+", " ", " ".join(self.words))

    def _keep(self, attrs: dict[str, str], value: str, kind: str, *, counts: bool = True) -> None:
        if attrs.get("name") and "disabled" not in attrs:
            self._later.append((attrs.get("form", self._form), attrs["name"], value, counts, kind))

    def handle_starttag(self, tag: str, given: list[tuple[str, str | None]]) -> None:
        attrs = {name: value or "" for name, value in given}
        if tag not in VOID:
            self._open.append(tag)
        if tag == "form":
            self._form = attrs.get("id") or f"form {len(self.forms)}"
            self.forms[self._form] = Form(attrs.get("action", ""), attrs.get("method", "get").lower())
        elif tag == "a" and attrs.get("href"):
            self._link = {"href": attrs["href"], "words": []}
        elif tag == "button" or (tag == "input" and attrs.get("type") == "submit"):
            self._button = {"attrs": attrs, "words": [attrs.get("aria-label", ""), attrs.get("value", "")]}
        elif tag == "select":
            self._select = {"attrs": attrs, "values": [], "chosen": []}
        elif tag == "option" and self._select is not None:
            self._select["values"].append(attrs.get("value", ""))
            if "selected" in attrs:
                self._select["chosen"].append(attrs.get("value", ""))
        elif tag == "textarea":
            self._area = {"attrs": attrs, "words": []}
        elif tag == "input":
            kind = attrs.get("type", "text")
            if kind in {"checkbox", "radio"}:
                self._keep(attrs, attrs.get("value", "on"), kind, counts="checked" in attrs)
            elif kind not in {"button", "reset", "image"}:
                self._keep(attrs, attrs.get("value", ""), kind, counts=kind != "file")

    def handle_endtag(self, tag: str) -> None:
        while tag in self._open and self._open.pop() != tag:
            pass
        if tag == "form":
            self._form = ""
        elif tag == "a" and self._link is not None:
            self.links.append((_squeezed(self._link["words"]), self._link["href"]))
            self._link = None
        elif tag == "button" and self._button is not None:
            attrs = self._button["attrs"]
            if attrs.get("type", "submit") == "submit" and "disabled" not in attrs:
                words = _squeezed(self._button["words"][2:]) or attrs.get("aria-label", "")
                self._later_buttons.append((attrs.get("form", self._form), words, attrs))
            self._button = None
        elif tag == "select" and self._select is not None:
            chosen = self._select["chosen"]
            if not chosen and "multiple" not in self._select["attrs"]:
                chosen = self._select["values"][:1]
            self._keep(self._select["attrs"], "", tag, counts=False)
            for value in chosen:
                self._keep(self._select["attrs"], value, tag)
            self._select = None
        elif tag == "textarea" and self._area is not None:
            self._keep(self._area["attrs"], "".join(self._area["words"]).removeprefix("\n"), tag)
            self._area = None

    def handle_data(self, data: str) -> None:
        if UNSEEN & set(self._open):
            return
        self.words.append(data)
        for place in (self._link, self._button, self._area):
            if place is not None:
                place["words"].append(data)


def _squeezed(words: list[str]) -> str:
    return re.sub(r"\s+", " ", " ".join(words)).strip()


class PlainBrowser:
    """One person at a browser without script; it stands on one page."""

    def __init__(self) -> None:
        self.client = Client(enforce_csrf_checks=True)
        self.path = "/"
        self.html = ""

    @property
    def page(self) -> Page:
        return Page(self.html)

    def open(self, path: str) -> "PlainBrowser":
        return self._arrive(path, self.client.get(path, follow=True))

    def _arrive(self, path: str, response: Any, *, status: int = 200) -> "PlainBrowser":
        if getattr(response, "redirect_chain", None):
            path = urljoin(path, response.redirect_chain[-1][0])
        assert response.status_code == status, f"{path}: {response.status_code}"
        self.path, self.html = urlsplit(path)._replace(fragment="").geturl(), response.content.decode()
        return self

    def click(self, words: str) -> "PlainBrowser":
        """Follow the first link with these words."""
        found = [href for said, href in self.page.links if words in said]
        assert found, f"no link “{words}” on {self.path}: {[said for said, _href in self.page.links]}"
        return self.open(urljoin(self.path, found[0]))

    def submit(self, button: str, *, nth: int = 1, status: int = 200, **values: Any) -> "PlainBrowser":
        """Fill in these fields and press the nth button with these words; any other field stays as it is."""
        page = self.page
        found = [
            (form, attrs)
            for form in page.forms.values()
            for said, attrs in form.buttons
            if button in said and values.keys() <= form.names.keys()
        ]
        if len(found) >= nth:
            return self._send(*found[nth - 1], values, status)
        there = [(sorted(form.names), [said for said, _ in form.buttons]) for form in page.forms.values()]
        raise AssertionError(f"no button “{button}” with {sorted(values)} on {self.path}: {there}")

    def _send(
        self, form: Form, button: dict[str, str], values: dict[str, Any], status: int
    ) -> "PlainBrowser":
        data: dict[str, Any] = {name: list(kept) for name, kept in form.values.items()} | values
        if button.get("name"):
            data.setdefault(button["name"], button.get("value", ""))
        action = urljoin(self.path, button.get("formaction") or form.action or self.path)
        assert not urlsplit(action).netloc, f"a form that leaves the site: {action}"
        send = self.client.post if form.method == "post" else self.client.get
        return self._arrive(action, send(action, data, follow=True), status=status)

    def says(self, words: str) -> bool:
        return words in self.page.text
