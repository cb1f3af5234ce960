"""The entry for web servers."""

import codecs
import os
from collections.abc import Callable, Iterable
from typing import Any

from django.core.wsgi import get_wsgi_application
from django.utils.http import parse_header_parameters

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "infoview.settings.local")

FORM_TYPE = "application/x-www-form-urlencoded"
REFUSED = b"We read UTF-8 only, and this request says that it is written in something else.\n"


class PlainLetters:
    """Refuse a request that names letters no page of ours asks for, such as `charset=zlib`.

    Not a middleware: Django reads the address in those letters before the first one, and breaks.
    """

    def __init__(self, answer: Callable[..., Iterable[bytes]]) -> None:
        self.answer = answer

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if is_plain(environ.get("CONTENT_TYPE", "")):
            return self.answer(environ, start_response)
        headers = {
            "Content-Type": "text/plain; charset=utf-8",
            "Content-Length": str(len(REFUSED)),
            "Cache-Control": "no-store",
            "X-Content-Type-Options": "nosniff",
        }
        start_response("415 Unsupported Media Type", list(headers.items()))
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [REFUSED]


def is_plain(content_type: str) -> bool:
    """Return whether Django can read what is sent so; of a form it takes UTF-8 only, by this name."""
    try:
        kind, said = parse_header_parameters(content_type)
        charset = said.get("charset", "utf-8").lower()
        letters = codecs.lookup(charset).name
    except (LookupError, ValueError):
        return False
    return charset == "utf-8" if kind == FORM_TYPE else letters in {"utf-8", "ascii", "iso8859-1"}


application = PlainLetters(get_wsgi_application())
