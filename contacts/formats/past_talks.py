"""A spreadsheet of talks held before: who, when, what was said, when to follow up (pure)."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Self

from contacts.formats.assemble import NO_NAME, Draft, finish, split_tags
from contacts.formats.dates import DateOrder, date_order, parse_date
from contacts.formats.identity import EMAIL, barred
from contacts.formats.mapping import header_key, header_signature, once_each
from contacts.formats.rows import (
    MAX_ROWS,
    BadRow,
    Point,
    Unreadable,
    clean,
    clean_line,
    take_off_formula_quote,
)
from contacts.formats.tables import (
    DELIMITERS,
    HEADER_WITHIN,
    MAX_COLUMNS,
    Record,
    check_width,
    first_records,
    head_of,
    header_of,
    records,
)
from contacts.formats.text import Text, read_text

# What a column can be taken as, in the words of the mapping page; "" leaves it out.
FIELDS = {
    "name": "Who",
    "first_name": "First name",
    "last_name": "Last name",
    "held_on": "When",
    "organisation": "Organisation",
    "job_title": "Role",
    "email": "E-mail",
    "profile": "Profile address",
    "insights": "Key insights",
    "notes": "Notes",
    "follow_up_on": "Follow-up date",
    "follow_up": "Follow-up, in words",
    "medium": "How (call, video, in person)",
    "minutes": "Minutes",
    "how_met": "How you met",
    "introduced_by": "Introduced by",
    "tags": "Tags",
    "": "Do not import",
}
SYNONYMS = {
    "name": (
        "who|name|person|contact|contact name|full name|interviewee|people|spoke with|spoke to|talked to|"
        "with|talk with|interview partner|informant|expert|kontakt|gesprachspartner|gesprachspartnerin|"
        "interviewpartner|mit wem|wer|vollstandiger name|avec qui|qui|nom complet|interlocuteur|quien|"
        "con quien|persona|contacto|nombre completo|entrevistado"
    ),
    "first_name": "first name|firstname|given name|vorname|prenom|nombre",
    "last_name": "last name|lastname|surname|family name|nachname|nom|apellido|apellidos",
    "held_on": (
        "when|date|held on|date of talk|talk date|interview date|meeting date|date of interview|"
        "conversation date|call date|day|met on|date met|spoke on|last spoke|datum|wann|gesprachsdatum|"
        "datum des gesprachs|termin|tag|quand|date de l entretien|date entretien|le|cuando|fecha|"
        "fecha de la entrevista|fecha de la charla"
    ),
    "organisation": (
        "organisation|organization|company|employer|where|firm|works at|institution|firma|unternehmen|"
        "arbeitgeber|entreprise|societe|employeur|empresa|organizacion|compania"
    ),
    "job_title": (
        "role|title|job title|position|job|their role|current role|rolle|funktion|stelle|poste|fonction|"
        "puesto|cargo|rol"
    ),
    "email": (
        "email|e mail|email address|e mail address|mail|e mail adresse|courriel|adresse e mail|correo|"
        "correo electronico"
    ),
    "profile": ("linkedin|linkedin url|profile|url|profile url|link|linkedin profile|profil|perfil"),
    "insights": (
        "key insights|insights|insight|takeaways|key takeaways|takeaway|key takeaway|learnings|"
        "key learnings|learned|what i learned|what i learnt|lessons|lessons learned|key points|findings|"
        "highlights|main points|erkenntnisse|wichtigste erkenntnisse|einsichten|gelernt|"
        "was ich gelernt habe|kernaussagen|enseignements|points cles|idees cles|ce que j ai appris|"
        "aprendizajes|ideas clave|puntos clave|conclusiones|lo que aprendi"
    ),
    "notes": (
        "notes|note|comments|comment|summary|details|what we discussed|discussed|topics|topic|description|"
        "remarks|notizen|notiz|bemerkungen|zusammenfassung|themen|commentaires|remarques|resume|sujets|"
        "notas|comentarios|resumen|temas"
    ),
    "follow_up_on": (
        "follow up date|followup date|follow up on|next follow up|follow up by|next contact|"
        "next contact on|due|due date|remind me|reminder|reminder date|check in on|next date|follow up due|"
        "wiedervorlage|wiedervorlage am|nachfassen am|nachster kontakt|erinnerung|relance|date de relance|"
        "prochain contact|relancer le|seguimiento|fecha de seguimiento|proximo contacto"
    ),
    "follow_up": (
        "follow up|followup|next step|next steps|action|actions|to do|todo|action items|nachste schritte|"
        "nachster schritt|prochaine etape|prochaines etapes|proximo paso|proximos pasos"
    ),
    "medium": ("medium|how|channel|format|type|via call|mode|kanal|art|canal|formato|call or in person"),
    "minutes": ("minutes|duration|length|min|duration min|dauer|dauer min|duree|duracion|minuten|minutos"),
    "how_met": ("how we met|how you met|source|context|kennengelernt|rencontre|como nos conocimos"),
    "introduced_by": (
        "introduced by|referred by|via|referrer|introduction by|vermittelt durch|presente par|presentado por"
    ),
    "tags": "tags|tag|labels|category|categories|kategorie|schlagworter|etiquettes|etiquetas",
}
FIELD_OF = {word: name for name, words in SYNONYMS.items() for word in barred(words)}
DATES = ("held_on", "follow_up_on")

BULLET = re.compile(r"^\s*(?:[-*•‣◦▪–—·>]+|\(?\d{1,2}[.)]|[a-z]\))\s+")
NUMBERED = re.compile(r"\(?1[.)]\s")
MINUTES = re.compile(r"(\d{1,3})(?:[.,](\d))?\s*(h\b|hr|hour|stunde|heure|hora|std)?", re.I)
MEDIA = (
    ("video", ("video", "videocall", "zoom", "teams", "meet", "skype", "online", "webex", "facetime")),
    ("phone", ("phone", "call", "telefon", "telephone", "telefono", "anruf", "appel", "llamada")),
    (
        "in_person",
        ("person", "coffee", "lunch", "dinner", "office", "kaffee", "mittag", "cafe", "site", "personlich"),
    ),
    ("chat", ("chat", "message", "email", "mail", "linkedin", "whatsapp", "nachricht", "mensaje")),
)
LONGEST_INSIGHT = 2000


@dataclass(slots=True)
class PastTalkRow:
    """One talk as a file tells it.

    insights      one each, bullets taken off
    medium        "video", "phone", "in_person", "chat" or ""
    medium_said   the words of the file, where they name none of these
    follow_up     the next step in words
    """

    line: int
    name: str
    held_on: date
    first_name: str = ""
    last_name: str = ""
    prefix: str = ""
    organisation: str = ""
    job_title: str = ""
    emails: tuple[Point, ...] = ()
    profiles: tuple[Point, ...] = ()
    insights: tuple[str, ...] = ()
    notes: str = ""
    follow_up_on: date | None = None
    follow_up: str = ""
    medium: str = ""
    medium_said: str = ""
    minutes: int | None = None
    how_met: str = ""
    introduced_by: str = ""
    tags: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


@dataclass(slots=True, frozen=True)
class TalkMapping:
    """What each column is taken as: one of FIELDS for each, "" for a column that stays out."""

    header: tuple[str, ...]
    fields: tuple[str, ...]
    day_first: bool | None = None

    @property
    def complete(self) -> bool:
        return bool({"name", "first_name", "last_name"} & set(self.fields)) and "held_on" in self.fields

    def data(self) -> dict[str, Any]:
        return {"header": list(self.header), "fields": list(self.fields), "day_first": self.day_first}

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Self:
        names = tuple(name if name in FIELDS else "" for name in data.get("fields", ()))
        return cls(tuple(str(cell) for cell in data.get("header", ())), names, data.get("day_first"))


@dataclass(slots=True)
class TalkSource:
    """A file of past talks as recognised; `order` says how its dates are read, in words in `order.said`."""

    text: Text
    encoding: str
    delimiter: str
    mapping: TalkMapping
    signature: str
    start: int
    order: DateOrder
    samples: list[list[str]] = field(default_factory=list)

    def rows(self) -> Iterator[PastTalkRow | BadRow]:
        """Yield every talk and every complaint, in the order of the file."""
        if not self.mapping.complete:
            missing = "when the talks were" if "held_on" not in self.mapping.fields else "who they were with"
            raise Unreadable(f"No column says {missing}. Choose which one does.")
        for count, record in enumerate(records(self.text, self.delimiter, start=self.start)):
            if count >= MAX_ROWS:
                raise Unreadable(f"This file has more than {MAX_ROWS:,} rows.", record.line)
            row = self._row(record)
            if row is not None:
                yield row

    def _row(self, record: Record) -> PastTalkRow | BadRow | None:
        if record.problem:
            return BadRow(record.line, f"This row {record.problem}.")
        cells = [clean(take_off_formula_quote(cell)) for cell in record.cells]
        width = len(self.mapping.fields)
        if not any(cells):
            return None
        if any(cells[width:]):
            return BadRow(
                record.line,
                f"This row has {len(cells)} values, the header names {width}. "
                "A comma inside a value needs quotation marks around it.",
            )
        cells += [""] * (width - len(cells))
        values: dict[str, list[str]] = {}
        for name, cell in zip(self.mapping.fields, cells, strict=False):
            if name and cell:
                values.setdefault(name, []).append(cell)
        return _talk(record.line, values, day_first=self.order.day_first)


def open_past_talks(
    data: bytes, *, mapping: TalkMapping | None = None, default_day_first: bool = False
) -> TalkSource:
    """Recognise a CSV of past talks; raise Unreadable for what is none.

    default_day_first   how 3/4/2024 is read in a file where no date decides it
    """
    text = read_text(data)
    head = head_of(text)
    best: tuple[tuple[int, int], str, list[Record], int] | None = None
    for delimiter in DELIMITERS:
        found = first_records(records(head, delimiter), HEADER_WITHIN)
        for at, record in enumerate(found):
            cells = record.cells[:MAX_COLUMNS]
            score = len({_field_of(cell) for cell in cells if len(cell) <= 80} - {""})
            rank = (score, len(record.cells))
            if score and (best is None or rank > best[0]):
                best = (rank, delimiter, found, at)
    if best is None or best[0][0] < 2:
        raise Unreadable("The first row should name the columns: who, when, key insights, follow-up date.")
    _, delimiter, found, at = best
    check_width(found[at])
    header = header_of(found[at])
    start = found[at].next
    samples = [
        [clean(cell) for cell in record.cells]
        for record in first_records(records(head, delimiter, start=start), 50)
    ]
    if not samples:
        raise Unreadable("This file names columns, but no talks.", found[at].line)
    if mapping is None or len(mapping.fields) != len(header):
        mapping = TalkMapping(header, _guess(header, samples))
    columns = [place for place, name in enumerate(mapping.fields) if name in DATES]
    if mapping.day_first is None:
        order = date_order(
            (
                record.cells[place]
                for record in records(text, delimiter, start=start)
                for place in columns
                if place < len(record.cells)
            ),
            default_day_first=default_day_first,
        )
    else:
        order = DateOrder(mapping.day_first, True)
    return TalkSource(
        text, text.encoding, delimiter, mapping, header_signature(("talks", *header)), start, order, samples
    )


def _field_of(cell: str) -> str:
    return FIELD_OF.get(header_key(cell), "")


def _guess(header: Sequence[str], samples: Sequence[Sequence[str]]) -> tuple[str, ...]:
    fields = [_field_of(cell) for cell in header]
    columns = [[row[at] for row in samples if at < len(row) and row[at]] for at in range(len(header))]
    for at, values in enumerate(columns):
        if fields[at] == "follow_up" and _share(values, lambda value: parse_date(value) is not None) > 0.6:
            fields[at] = "follow_up_on"
        elif fields[at] == "follow_up_on" and values and not any(parse_date(value) for value in values):
            fields[at] = "follow_up"
        elif not fields[at] and values:
            if "held_on" not in fields and _share(values, lambda value: parse_date(value) is not None) > 0.8:
                fields[at] = "held_on"
            elif "email" not in fields and _share(values, lambda value: bool(EMAIL.fullmatch(value))) > 0.8:
                fields[at] = "email"
    if "first_name" in fields and "last_name" not in fields and "name" not in fields:
        fields[fields.index("first_name")] = "name"
    if "last_name" in fields and "first_name" not in fields and "name" not in fields:
        fields[fields.index("last_name")] = "name"
    return once_each(fields)


def _share(values: Sequence[str], test: Any) -> float:
    return sum(1 for value in values if test(value)) / len(values) if values else 0.0


def _talk(line: int, values: dict[str, list[str]], *, day_first: bool) -> PastTalkRow | BadRow:
    def one(name: str) -> str:
        return clean_line(values[name][0]) if name in values else ""

    draft = Draft(line, name=one("name"), first_name=one("first_name"), last_name=one("last_name"))
    draft.organisation, draft.job_title = one("organisation"), one("job_title")
    draft.how_met, draft.introduced_by = one("how_met"), one("introduced_by")
    draft.emails = [Point(clean_line(value)) for value in values.get("email", ())]
    draft.profiles = [Point(clean_line(value)) for value in values.get("profile", ())]
    draft.tags = [tag for value in values.get("tags", ()) for tag in split_tags(value)]
    draft.notes = "\n\n".join(values.get("notes", ()))
    person = finish(draft)
    if isinstance(person, BadRow):
        nameless = person.reason.startswith(NO_NAME[:-1])
        return BadRow(line, "This row does not say who the talk was with.") if nameless else person
    said = one("held_on")
    held_on = parse_date(said, day_first=day_first)
    if held_on is None:
        return BadRow(
            line, f"“{said[:60]}” is not a date." if said else "This row does not say when the talk was."
        )
    row = PastTalkRow(
        line, person.name, held_on, person.first_name, person.last_name, person.prefix, person.organisation,
        person.job_title, person.emails, person.profiles,
    )  # fmt: skip
    row.how_met, row.introduced_by, row.tags = person.how_met, person.introduced_by, person.tags
    notes, remarks = [person.notes], list(person.remarks)
    insights = [point for value in values.get("insights", ()) for point in split_insights(value)]
    row.insights = tuple(point for point in insights if len(point) <= LONGEST_INSIGHT)
    for point in insights:
        if len(point) > LONGEST_INSIGHT:
            notes.append(point)
            remarks.append("An insight is very long; it is kept in the notes.")
    row.follow_up = one("follow_up")
    if due := one("follow_up_on"):
        row.follow_up_on = parse_date(due, day_first=day_first)
        if row.follow_up_on is None and not row.follow_up:
            row.follow_up = due
            remarks.append(f"“{due[:60]}” is not a date; it is kept as the next step.")
        elif row.follow_up_on is None:
            notes.append(f"Follow-up date: {due}")
            remarks.append(f"“{due[:60]}” is not a date; it is kept in the notes.")
    row.medium, row.medium_said = _medium(one("medium"))
    if minutes := one("minutes"):
        row.minutes = _minutes(minutes)
        if row.minutes is None:
            notes.append(f"Length: {minutes}")
    row.notes = "\n".join(part for part in notes if part)
    row.remarks = tuple(remarks)
    return row


def split_insights(text: str) -> list[str]:
    """Return the insights of one cell: one a line, or parted by semicolons or bullets, marks taken off."""
    lines = [line.strip() for line in clean(text).split("\n") if line.strip()]
    if len(lines) == 1:
        lines = _parts_of_line(lines[0])
    else:
        lines = [part for line in lines for part in ([line] if BULLET.match(line) else line.split(";"))]
    points = [BULLET.sub("", line).strip(" \t;") for line in lines]
    return [point for point in points if any(letter.isalnum() for letter in point)]


def _parts_of_line(line: str) -> list[str]:
    # Only a line that begins with a mark is parted at that mark: "by 3. Also" is no list.
    if NUMBERED.match(line):
        return re.split(r"\s+(?=\(?\d{1,2}[.)]\s)", line)
    if line[0] in "•‣◦▪*" or line.startswith(("- ", "– ")):
        return re.split(rf"\s+(?={re.escape(line[0])}\s*\S)", line)
    return re.split(r"\s*[•‣◦▪]\s*", line) if "•" in line else line.split(";")


def _medium(text: str) -> tuple[str, str]:
    words = set(header_key(text).split())
    for medium, signs in MEDIA:
        if words.intersection(signs):
            return medium, ""
    return "", text


def _minutes(text: str) -> int | None:
    found = MINUTES.match(text.strip())
    if not found:
        return None
    whole, part, hours = found.groups()
    minutes = int(whole) * 60 + int(part or 0) * 6 if hours else int(whole)
    return minutes if 1 <= minutes <= 600 else None
