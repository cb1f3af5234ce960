"""A Monica account export in JSON (pure)."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from contacts.formats.assemble import Draft, finish
from contacts.formats.dates import parse_date
from contacts.formats.identity import profile_host
from contacts.formats.rows import BadRow, PersonRow, Point, Unreadable, clean, clean_line
from contacts.formats.text import Text

BROKEN = "This JSON file is broken or cut off."


def load(text: Text) -> Any:
    """Return the JSON of a file; raise Unreadable with the line where it breaks."""
    try:
        return json.loads(text.decode(text.data)[0])
    except json.JSONDecodeError as error:
        raise Unreadable(BROKEN, error.lineno) from None
    except (ValueError, RecursionError):
        raise Unreadable("This JSON file is nested too deeply or holds a number that is too long.") from None


def looks_like(text: Text) -> bool:
    head = text.data[:200_000]
    return (
        b'"account"' in head
        or (b'"contacts"' in head and b'"first_name"' in head)
        or b'"account"' in text.data
    )


def people(text: Text) -> Iterator[PersonRow | BadRow]:
    """Yield the people of an export; `line` counts them from 1."""
    whole = load(text)
    account = _mapping(_mapping(whole).get("account"))
    contacts = _values(account, "contact")
    if contacts is None:
        # Older exports and other tools: a plain list under "contacts".
        contacts = _mapping(whole).get("contacts") if isinstance(whole, dict) else whole
        contacts = _items(contacts)
        if not contacts:
            raise Unreadable("This Monica export holds no people.")
    kinds = _field_types(account)
    names = {
        str(one.get("uuid")): _full_name(_mapping(one.get("properties")))
        for one in contacts
        if isinstance(one, dict)
    }
    for number, contact in enumerate(contacts, 1):
        if not isinstance(contact, dict):
            yield BadRow(number, "This entry is no contact.")
            continue
        properties = _mapping(contact.get("properties")) or contact
        if properties.get("is_partial"):
            continue  # somebody who only exists as a relation of another contact
        yield _person(number, contact, properties, kinds, names)


def _person(
    number: int,
    contact: dict[str, Any],
    properties: Mapping[str, Any],
    kinds: Mapping[str, str],
    names: Mapping[str, str],
) -> PersonRow | BadRow:
    draft = Draft(number)
    draft.first_name = _text(properties.get("first_name"))
    draft.middle_name = _text(properties.get("middle_name"))
    draft.last_name = _text(properties.get("last_name"))
    if not (draft.first_name or draft.last_name):
        draft.first_name = _text(properties.get("nickname"))
    draft.job_title = _text(properties.get("job"))
    draft.organisation = _text(properties.get("company"))
    draft.tags = [
        _text(tag.get("name") if isinstance(tag, dict) else tag) for tag in _items(properties.get("tags"))
    ]
    draft.introduced_by = names.get(str(properties.get("first_met_through")), "")
    draft.how_met = _text(properties.get("first_met_where"))
    met = _mapping(_mapping(properties.get("first_met_date")).get("properties")) or _mapping(
        properties.get("first_met_date")
    )
    if not met.get("is_age_based") and not met.get("is_year_unknown"):
        draft.met_on = parse_date(_text(met.get("date")))
    draft.last_contact_on = parse_date(_text(properties.get("last_talked_to")))
    notes = [clean(str(properties.get("description") or ""))]
    notes += [
        clean(str(_mapping(note.get("properties") or note).get("body") or ""))
        for note in _children(contact, "note")
    ]
    draft.notes = "\n\n".join(note for note in notes if note)
    for one in _children(contact, "contact_field"):
        values = _mapping(one.get("properties")) or one
        _add_field(draft, _text(values.get("data")), kinds.get(str(values.get("type")), ""))
    for one in _children(contact, "address"):
        place = _mapping(one.get("properties")) or one
        if not draft.city:
            draft.city = _text(place.get("city"))
            draft.country = _text(place.get("country"))
    return finish(draft, no_name="This contact has no name.")


def _add_field(draft: Draft, value: str, kind: str) -> None:
    if not value:
        return
    if kind in ("email", "mailto"):
        draft.emails.append(Point(value))
    elif kind in ("phone", "tel"):
        draft.phones.append(Point(value))
    elif profile_host(value):
        draft.profiles.append(Point(value))
    elif "@" in value and " " not in value and "/" not in value and not value.startswith("@"):
        draft.emails.append(Point(value))
    elif value[:4].lower() in ("http", "www."):
        draft.websites.append(Point(value))
    elif kind:
        draft.extra_notes.append(f"{kind.capitalize()}: {value}")
    else:
        draft.extra_notes.append(value)


def _field_types(account: Mapping[str, Any]) -> dict[str, str]:
    kinds = {}
    for one in _items(_mapping(account.get("instance")).get("contact_field_types")):
        if isinstance(one, dict):
            values = _mapping(one.get("properties"))
            kind = (
                _text(values.get("type"))
                or _text(values.get("protocol")).rstrip(":")
                or _text(values.get("name"))
            )
            kinds[str(one.get("uuid"))] = kind.lower()
    return kinds


def _full_name(properties: Mapping[str, Any]) -> str:
    return " ".join(
        part for key in ("first_name", "middle_name", "last_name") if (part := _text(properties.get(key)))
    )


def _values(holder: Mapping[str, Any], kind: str) -> list[Any] | None:
    """Return the values of one kind in a "data" list of {count, type, values}; None without such a list."""
    for one in _items(holder.get("data")):
        if isinstance(one, dict) and one.get("type") == kind:
            return _items(one.get("values"))
    return None


def _children(contact: Mapping[str, Any], kind: str) -> list[dict[str, Any]]:
    found = _values(contact, kind)
    if found is None:
        found = _items(contact.get(kind + "s"))
    return [one for one in found if isinstance(one, dict)]


def _items(value: Any) -> list[Any]:
    # PHP writes a list with gaps as an object with numbers for keys.
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else []


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _text(value: Any) -> str:
    return (
        clean_line(str(value)) if isinstance(value, (str, int, float)) and not isinstance(value, bool) else ""
    )
