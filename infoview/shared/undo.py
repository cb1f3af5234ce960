"""A row that was taken out travels with the page as a signed text, and can be put back from it."""

from typing import Any, TypeVar

from django.core import serializers, signing
from django.db import transaction
from django.http import HttpRequest

from infoview.shared.models import OwnedModel

Row = TypeVar("Row", bound=OwnedModel)

SALT = "infoview.undo"
SECONDS = 60 * 60
WAITING = "taken-out"


def token_of(row: OwnedModel) -> str:
    """Return the row as a signed text. It is stored nowhere: what was removed is gone from the database."""
    return signing.dumps(serializers.serialize("json", [row]), salt=SALT, compress=True)


@transaction.atomic
def put_back(model: type[Row], token: str, *, owner: Any, **place: Any) -> Row | None:
    """Write the row again, or return None when the text is too old, another's, or for another place.

    place  what the row belongs to, such as interview=…; what else it named and is gone meanwhile stays out
    """
    try:
        text = signing.loads(token, salt=SALT, max_age=SECONDS)
    except signing.BadSignature:
        return None
    row = next(iter(serializers.deserialize("json", text))).object
    belongs = all(getattr(row, f"{name}_id", None) == one.pk for name, one in place.items())
    if not isinstance(row, model) or row.owner_id != owner.pk or not belongs:
        return None
    known = model.objects.for_user(owner).filter(public_id=row.public_id).first()
    if known is not None:
        return known
    _forget_what_is_gone(row)
    row.pk = None
    row.save()
    return row


def _forget_what_is_gone(row: OwnedModel) -> None:
    for field in row._meta.concrete_fields:
        there = getattr(field.remote_field, "model", None)
        key = getattr(row, field.attname)
        if there is not None and field.null and key and not there._base_manager.filter(pk=key).exists():
            setattr(row, field.attname, None)


def keep_for_next_page(request: HttpRequest, token: str) -> None:
    """Without script the page comes with the next request: the text waits in the session until then."""
    request.session[WAITING] = token


def kept_for_this_page(request: HttpRequest) -> str:
    return str(request.session.pop(WAITING, "")) if WAITING in request.session else ""
