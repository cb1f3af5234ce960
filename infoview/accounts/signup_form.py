"""What we ask at sign-up. The library's form is built on this one, so this module may not import it."""

from functools import cache
from typing import Any
from zoneinfo import available_timezones

from django import forms

from infoview.accounts.models import User, validate_timezone


@cache
def timezone_choices() -> list[tuple[str, Any]]:
    """Return every zone by name, grouped by continent; the ones a browser may report are all here."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for name in sorted(available_timezones()):
        continent, _, place = name.partition("/")
        if place and continent not in ("Etc", "SystemV", "posix", "right"):
            groups.setdefault(continent, []).append((name, place.replace("_", " ").replace("/", ", ")))
    return [("UTC", "UTC"), *groups.items()]


def timezone_field(**options: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label="Time zone",
        choices=timezone_choices,
        validators=[validate_timezone],
        error_messages={"invalid_choice": "Choose a time zone from the list."},
        **options,
    )


class SignupExtras(forms.Form):
    """What we ask beside address and password; the library's form is built on this one."""

    name = forms.CharField(
        label="Your name",
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    timezone = timezone_field(
        required=False,
        initial="UTC",
        widget=forms.Select(attrs={"data-timezone": ""}),
    )

    def signup(self, request: Any, user: User) -> None:
        """Nothing more to do: the adapter saves name and zone with the account."""
