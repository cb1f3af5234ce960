"""Two tabs change one text: the second is told, with both texts, and what it did not touch stays newer."""

from collections.abc import Mapping
from hashlib import blake2b
from types import MappingProxyType
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from infoview.shared.once import hidden_once

FIELD = "seen"


class MarkedForm(forms.BaseForm):
    """A form that carries a hidden mark: which showing of it made a row, or what its texts were when shown.

    is_new   whether it makes something, rather than changing the texts that it shows
    others   field name → what is stored now, where it was changed here and somewhere else

    The view fetches the row inside `once.in_turn`. A form without the mark is taken as it is.
    """

    is_new = True
    others: Mapping[str, str] = MappingProxyType({})

    @property
    def marks(self) -> SafeString:
        """Return the hidden mark as a page shows it."""
        if self.is_new:
            return hidden_once()
        seen = mark_of(self.texts())
        return (
            format_html('<input type="hidden" name="{}" value="{}">', FIELD, seen) if seen else SafeString()
        )

    def texts(self) -> dict[str, str]:
        """Return the stored texts as the form shows them."""
        return {
            name: plain(field.prepare_value(self.get_initial_for_field(field, name)))
            for name, field in self.fields.items()
            if isinstance(field, forms.CharField) and not field.widget.is_hidden
        }

    def full_clean(self) -> None:
        if self.is_bound and not self.is_new:
            self._compare(_read(self.data.get(FIELD, "")))
        super().full_clean()

    def _compare(self, seen: dict[str, str]) -> None:
        """Find what was changed here and elsewhere; what was changed only elsewhere stays as it is now."""
        others = {}
        for name, text in self.texts().items() if seen else ():
            here = self.add_prefix(name)
            if here not in self.data or seen.get(name) in {None, digest_of(text)}:
                continue
            typed = plain(self.data[here])
            if digest_of(typed) == seen[name]:
                self.data = self.data.copy()  # type: ignore[attr-defined]
                self.data[here] = text  # type: ignore[index]
            elif typed != text:
                others[name] = text
        self.others = others

    def _clean_form(self) -> None:
        super()._clean_form()  # type: ignore[misc]
        for name in self.others:
            self.add_error(name, _("This was also changed somewhere else."))


def mark_of(texts: Mapping[str, str]) -> str:
    """Return the mark that says how these texts were when they were shown."""
    return " ".join(f"{name}:{digest_of(text)}" for name, text in texts.items())


def plain(value: Any) -> str:
    text = "" if value is None else str(value)
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def digest_of(text: str) -> str:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=9).hexdigest()


def _read(marks: str) -> dict[str, str]:
    pairs = (mark.rpartition(":") for mark in marks.split())
    return {name: digest for name, _colon, digest in pairs}
