"""What axe finds on a page that is open in the browser."""

from collections.abc import Collection
from typing import Any

from axe_playwright_python.sync_playwright import Axe

AXE = Axe()


def violations(page: Any, rules: Collection[str] = (), *, context: Any = None) -> list[dict[str, Any]]:
    """Return what breaks one of the rules (all of them without a name); what passes is not sent over."""
    options: dict[str, Any] = {"resultTypes": ["violations"], "preload": False}
    if rules:
        options["runOnly"] = list(rules)
    if page.evaluate("typeof window.axe") == "undefined":
        page.evaluate(AXE.axe_script)
    found = page.evaluate("([context, options]) => axe.run(context || document, options)", [context, options])
    return found["violations"]
