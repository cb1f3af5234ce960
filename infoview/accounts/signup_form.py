"""What we ask at sign-up. The library's form is built on this one, so this module may not import it."""

import json
from functools import cache
from typing import Any

from django import forms

from infoview.accounts.models import User, validate_timezone
from infoview.shared.zones import current, current_zones, former_names


@cache
def timezone_choices() -> list[tuple[str, Any]]:
    """Return the current zones by name, grouped by continent; former names are understood, not offered."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for name in sorted(zone.name for zone in current_zones()):
        continent, _, place = name.partition("/")
        if place:
            groups.setdefault(continent, []).append((name, place.replace("_", " ").replace("/", ", ")))
    return [("UTC", "UTC"), *groups.items()]


class ZoneChoiceField(forms.TypedChoiceField):
    """A choice of the current zones; browsers still report some of them by former names."""

    def to_python(self, value: Any) -> str:
        return current(super().to_python(value))


def timezone_field(**options: Any) -> forms.TypedChoiceField:
    return ZoneChoiceField(
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
        widget=forms.Select(attrs={"data-timezone": json.dumps(former_names(), separators=(",", ":"))}),
    )

    def signup(self, request: Any, user: User) -> None:
        """Nothing more to do: the adapter saves name and zone with the account."""
