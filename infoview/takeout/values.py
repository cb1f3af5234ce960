"""One value of a file for one column: of its type, within its bounds, fit for both databases."""

import re
from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import connection, models

# Beyond these a moment has no day in some time zone.
YEARS = range(2, 9999)
ADDRESSES = ("url", "website", "link")
HARMFUL = ("javascript:", "data:", "vbscript:", "file:", "blob:")
UUID_SHAPE = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def value_of(field: Any, value: Any) -> Any:
    """Return the value for the column; raises ValueError for what does not belong there."""
    if value is None:
        if not field.null:
            raise ValueError(field.name)
        return None
    read = next((read for kind, read in READ if isinstance(field, kind)), None)
    if read is None:
        raise ValueError(field.name)
    value = read(field, value)
    if value in field.empty_values:
        return value
    if field.choices and value not in dict(field.flatchoices):
        raise ValueError(field.name)
    if isinstance(value, str) and field.name.endswith(ADDRESSES) and not _opens_the_web(value):
        raise ValueError(field.name)
    try:
        for validator in field.validators:
            if not isinstance(validator, URLValidator):
                validator(value)
    except ValidationError as error:
        raise ValueError(field.name) from error
    return value


def _opens_the_web(address: str) -> bool:
    """Return whether no browser would run it; half an address may stand there and is no harm."""
    return not "".join(letter for letter in address if letter > " ").lower().startswith(HARMFUL)


def _text(field: models.Field, value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError(field.name)
    _storable(value)
    return value


def _storable(value: str) -> None:
    value.encode()  # half a pair of surrogates is no text
    if "\0" in value:
        raise ValueError("NUL")


def _flag(field: models.Field, value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError(field.name)
    return value


def _number(field: models.Field, value: Any) -> int:
    low, high = connection.ops.integer_field_range(field.get_internal_type())
    if not isinstance(value, int) or isinstance(value, bool):
        raise ValueError(field.name)
    if (low is not None and value < low) or (high is not None and value > high):
        raise ValueError(field.name)
    return value


def _moment(field: models.Field, value: Any) -> datetime:
    moment = datetime.fromisoformat(_text(field, value))
    if moment.tzinfo is None or moment.year not in YEARS:
        raise ValueError(field.name)
    return moment


def _day(field: models.Field, value: Any) -> date:
    day = date.fromisoformat(_text(field, value))
    if day.year not in YEARS:
        raise ValueError(field.name)
    return day


def _clock(field: models.Field, value: Any) -> time:
    moment = time.fromisoformat(_text(field, value))
    if moment.tzinfo is not None:
        raise ValueError(field.name)
    return moment


def _uuid(field: models.Field, value: Any) -> UUID:
    if not UUID_SHAPE.fullmatch(_text(field, value)):
        raise ValueError(field.name)
    return UUID(value)


def _tree(field: models.Field, value: Any) -> Any:
    if type(value) is not type(field.get_default()):
        raise ValueError(field.name)
    _walk(value)
    return value


def _walk(value: Any) -> None:
    if isinstance(value, str):
        _storable(value)
    elif isinstance(value, list):
        for one in value:
            _walk(one)
    elif isinstance(value, dict):
        for name, one in value.items():
            _storable(name)
            _walk(one)


# The first that fits: a moment's column is also a day's.
READ: tuple[tuple[type[models.Field], Callable[[Any, Any], Any]], ...] = (
    (models.BooleanField, _flag),
    (models.IntegerField, _number),
    (models.DateTimeField, _moment),
    (models.DateField, _day),
    (models.TimeField, _clock),
    (models.UUIDField, _uuid),
    (models.JSONField, _tree),
    (models.CharField, _text),
    (models.TextField, _text),
)
