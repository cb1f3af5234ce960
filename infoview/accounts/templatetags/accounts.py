"""What the pages of the door and the settings ask."""

import re

from allauth.account.adapter import get_adapter
from django import template
from django.conf import settings
from django.template import Context

from infoview.accounts import signups

register = template.Library()

# The first that fits: most browsers also claim to be the ones below them.
BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("CriOS/", "Chrome"),
    ("Safari/", "Safari"),
)
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)


@register.simple_tag(takes_context=True)
def signup_is_open(context: Context) -> bool:
    return bool(get_adapter().is_open_for_signup(context["request"]))


@register.simple_tag
def first_account() -> bool:
    return signups.is_first()


@register.simple_tag
def mail_is_sent() -> bool:
    """Say whether there is a mail server; without one letters stay in a folder."""
    return not settings.EMAIL_BACKEND.endswith("OutboxBackend")


@register.filter
def browser(user_agent: str) -> str:
    """Return what a person would call it: Firefox on Linux."""
    name = next((name for sign, name in BROWSERS if sign in user_agent), "")
    system = next((name for sign, name in SYSTEMS if sign in user_agent), "")
    if name and system:
        return f"{name} on {system}"
    return name or system or re.split(r"[/\s]", user_agent)[0][:40] or "Unknown program"
