"""Which column of a table is what: guessed from its header in four languages and from its content (pure)."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from typing import Any, Self

from contacts.formats.dates import parse_date
from contacts.formats.identity import EMAIL, fold, phone_key, profile_host, word_set

# What a column can be taken as, in the words of the mapping page; "" leaves it out.
FIELDS = {
    "name": "Name",
    "first_name": "First name",
    "middle_name": "Middle name",
    "last_name": "Last name",
    "prefix": "Title before the name",
    "suffix": "After the name",
    "pronoun": "Pronoun",
    "job_title": "Role",
    "organisation": "Organisation",
    "department": "Department",
    "email": "E-mail",
    "phone": "Phone",
    "profile": "Profile address",
    "website": "Website",
    "city": "City",
    "country": "Country",
    "tags": "Tags",
    "notes": "Note",
    "how_met": "How you met",
    "introduced_by": "Introduced by",
    "met_on": "Met on",
    "connected_on": "Connected on",
    "last_contact_on": "Last contact",
    "label": "Label of the next column",
    "": "Do not import",
}
DATES = ("met_on", "connected_on", "last_contact_on")
SEVERAL = frozenset({"email", "phone", "profile", "website", "tags", "notes", "label", ""})

SYNONYMS = {
    "name": (
        "name|full name|fullname|display name|person|contact|contact name|who|name full|complete name|"
        "people|vollstandiger name|kompletter name|anzeigename|kontakt|ansprechpartner|vor und nachname|"
        "nom complet|nom et prenom|prenom nom|contacto|nombre completo|nombre y apellidos|persona|file as|"
        "kontaktname"
    ),
    "first_name": (
        "first name|firstname|given name|first|forename|fname|vorname|prenom|nombre|nombre de pila|"
        "primer nombre|givenname"
    ),
    "middle_name": (
        "middle name|middle|additional name|weitere vornamen|zweiter vorname|deuxieme prenom|"
        "segundo nombre|autres prenoms"
    ),
    "last_name": (
        "last name|lastname|family name|surname|last|lname|nachname|familienname|zuname|nom de famille|nom|"
        "apellido|apellidos|primer apellido|familyname|second name"
    ),
    "prefix": (
        "name prefix|prefix|salutation|honorific|anrede|civilite|tratamiento|honorific prefix|"
        "academic title|titel akademisch|akademischer titel"
    ),
    "suffix": "name suffix|suffix|suffixe|sufijo|namenszusatz|honorific suffix",
    "pronoun": "pronoun|pronouns|pronomen|pronoms|pronombres",
    "job_title": (
        "position|job title|jobtitle|role|title|job|occupation|organization title|organisation title|"
        "headline|organization 1 title|current position|current role|job role|function|berufsbezeichnung|"
        "funktion|rolle|beruf|stelle|stellenbezeichnung|jobtitel|poste|fonction|intitule du poste|metier|"
        "profession|puesto|cargo|titulo|puesto de trabajo|rol|designation|work title"
    ),
    "organisation": (
        "company|organisation|organization|organization name|organisation name|employer|company name|firm|"
        "where|works at|current company|organization 1 name|account|account name|business|institution|"
        "firma|unternehmen|arbeitgeber|firmenname|institut|betrieb|organisation oder firma|entreprise|"
        "societe|employeur|nom de l entreprise|etablissement|empresa|organizacion|compania|"
        "nombre de la empresa|company organization|org"
    ),
    "department": (
        "department|organization department|organization 1 department|team|division|unit|abteilung|bereich|"
        "departement|service|departamento|area"
    ),
    "email": (
        "email|e mail|mail|email address|e mail address|emails|primary email|work email|personal email|"
        "home email|email 1|email 2|email 3|e mail 1|e mail 2|e mail 3|e mail 2 address|e mail 3 address|"
        "business email|private email|other email|secondary email|email work|email home|email personal|"
        "e mail adresse|mailadresse|emailadresse|e mail adresse 2|e mail 2 adresse|e mail 3 adresse|"
        "e mail privat|e mail geschaftlich|email geschaftlich|email privat|adresse e mail|adresse mail|"
        "courriel|adresse electronique|adresse de messagerie|e mail 2 adresse de messagerie|correo|"
        "correo electronico|direccion de correo|direccion de correo electronico|email primary|mail address"
    ),
    "phone": (
        "phone|phone number|telephone|mobile|mobile phone|cell|cell phone|tel|phones|work phone|home phone|"
        "business phone|business phone 2|home phone 2|primary phone|other phone|company main phone|phone 1|"
        "phone 2|phone mobile|phone work|phone home|mobile number|telephone number|whatsapp|"
        "primary phone number|telefon|telefonnummer|handy|handynummer|mobil|mobiltelefon|mobilnummer|"
        "telefon geschaftlich|telefon privat|telefon geschaftlich 2|telefon privat 2|telefon firma|"
        "haupttelefon|rufnummer|festnetz|telephone portable|portable|numero de telephone|tel mobile|"
        "telephone bureau|telephone mobile|telefono|movil|celular|numero de telefono|telefono movil|"
        "telefono del trabajo|telefono particular"
    ),
    "profile": (
        "url|linkedin|linkedin url|profile url|profile|linkedin profile|profile link|linkedin profile url|"
        "linkedin link|social profile|xing|xing profil|profil|profil url|profillink|profil linkedin|"
        "lien linkedin|perfil|perfil de linkedin|url del perfil|github|twitter|person linkedin url|"
        "linkedin member url|public profile url"
    ),
    "website": (
        "website|web page|webpage|homepage|web site|site|web|company website|personal web page|blog|"
        "webseite|internetseite|web seite|site web|site internet|pagina web|sitio web|pagina web personal"
    ),
    "city": (
        "city|town|location|based in|lives in|business city|home city|address 1 city|ort|stadt|wohnort|"
        "standort|ort geschaftlich|ort privat|ville|localisation|ciudad|ubicacion|localidad"
    ),
    "country": (
        "country|nation|business country|home country|business country region|home country region|"
        "address 1 country|country region|land|land region|land region geschaftlich|pays|pais"
    ),
    "tags": (
        "tags|tag|labels|label|groups|group|group membership|categories|category|keywords|lists|list|"
        "kategorien|kategorie|schlagworter|stichworter|gruppen|gruppe|etiketten|etiquettes|etiquette|"
        "categorie|groupes|mots cles|etiquetas|etiqueta|grupos|categorias|categoria|palabras clave"
    ),
    "notes": (
        "notes|note|comment|comments|remarks|description|about|details|memo|background|bio|notizen|notiz|"
        "bemerkung|bemerkungen|kommentar|anmerkung|anmerkungen|beschreibung|hinweise|remarque|remarques|"
        "commentaire|commentaires|notas|nota|comentario|comentarios|observaciones|descripcion"
    ),
    "how_met": (
        "how we met|how you met|how met|where we met|met at|met through event|source|context|met where|"
        "where met|kennengelernt|kennengelernt bei|wo kennengelernt|wie kennengelernt|rencontre|"
        "lieu de rencontre|comment rencontre|como nos conocimos|donde nos conocimos"
    ),
    "introduced_by": (
        "introduced by|knows them via|referred by|referrer|via|introduction by|met through|introducer|"
        "vorgestellt von|vermittelt durch|empfohlen von|kontakt uber|presente par|recommande par|"
        "presentado por|recomendado por|first met through"
    ),
    "met_on": (
        "met on|date met|first met|met date|first met on|kennengelernt am|rencontre le|date de rencontre|"
        "conocido el|fecha de encuentro"
    ),
    "connected_on": (
        "connected on|connection date|connected|connected at|connected since|vernetzt am|verbunden am|"
        "kontakt seit|verbunden seit|connexion etablie le|connecte le|en relation depuis|date de connexion|"
        "conectado el|fecha de conexion|contacto desde"
    ),
    "last_contact_on": (
        "last spoke|last contact|last contacted|last touch|last talked|last conversation|last met|"
        "last contact date|last contacted on|last interaction|last spoken|last talked to|letzter kontakt|"
        "zuletzt gesprochen|letztes gesprach|dernier contact|dernier echange|ultimo contacto|"
        "ultima conversacion|last contact on"
    ),
}
FIELD_OF = {
    " ".join(word.split()): field
    for field, words in SYNONYMS.items()
    for word in words.replace("\n", " ").split("|")
}

# Never taken, whatever is mapped: what the product does not want to know (docs/domain.md, section 15).
NEVER = re.compile(
    r"birth|geburt|naissance|nacimiento|anniversary|jahrestag|spouse|ehepartner|ehegatt|\bchildren\b|\bkinder\b|gender"
    r"|geschlecht|\bsexe\b|government id|social security|religion|photo|\bfoto|picture|avatar|\bimage|\bhobby"
    r"|passwor"
)

GOOGLE = re.compile(
    r"(?P<group>e mail|phone|address|organization|website|profile|im|relation|event|custom field|jot"
    r"|external id|calendar link)(?: (?P<number>\d+))? "
    r"(?P<part>type|label|value|name|title|department|city|country|formatted"
    r"|street|region|"
    r"po box|postal code|extended address|service|yomi name|symbol|location|job description)"
)
GOOGLE_VALUES = {"e mail": "email", "phone": "phone", "website": "website", "profile": "profile"}
GOOGLE_PARTS = {
    ("organization", "name"): "organisation",
    ("organization", "title"): "job_title",
    ("organization", "department"): "department",
    ("address", "city"): "city",
    ("address", "country"): "country",
}

LABELS = (
    ("mobile", ("mobile", "cell", "mobil", "handy", "portable", "movil", "celular", "whatsapp")),
    (
        "work",
        ("work", "business", "company", "geschaftlich", "firma", "bureau", "travail", "trabajo", "arbeit"),
    ),
    ("home", ("home", "personal", "private", "privat", "particular", "domicile", "casa")),
    ("other", ("other", "weitere", "autre", "otro")),
)

SALUTATIONS = word_set(
    "mr mrs ms miss mx dr prof herr frau mme m mlle sr sra srta ing mag prof sir rev professor"
)


@lru_cache(maxsize=4096)
def header_key(cell: str) -> str:
    """Return a header as it is compared: "E-Mail (geschäftlich)" is "e mail geschaftlich"."""
    return " ".join(re.sub(r"[^\w]+|_+", " ", fold(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", cell))).split())


@lru_cache(maxsize=4096)
def field_of(cell: str) -> str:
    """Return the field a header names, or ""."""
    key = header_key(cell)
    if found := FIELD_OF.get(key) or FIELD_OF.get(fold(cell).strip()):
        return found
    if google := GOOGLE.fullmatch(key):
        if google["part"] == "value":
            return GOOGLE_VALUES.get(google["group"], "")
        if google["part"] in ("type", "label") and google["group"] in GOOGLE_VALUES:
            return "label"
        if (google["number"] or "1") == "1":
            return GOOGLE_PARTS.get((google["group"], google["part"]), "")
    return ""


def is_known_header(cell: str) -> bool:
    return (
        bool(field_of(cell))
        or GOOGLE.fullmatch(header_key(cell)) is not None
        or bool(NEVER.search(header_key(cell)))
    )


def label_of(cell: str) -> str:
    """Return the label that a header carries: "Business Phone" is "work"."""
    words = set(header_key(cell).split())
    return next((label for label, signs in LABELS if words.intersection(signs)), "")


@dataclass(slots=True, frozen=True)
class ColumnMapping:
    """What each column is taken as.

    header      the header cells as they stand; () when the file has none
    fields      one field name of FIELDS for each column, "" for a column that stays out
    day_first   what the owner said about dates like 03/04/2024; None lets the file decide
    """

    header: tuple[str, ...]
    fields: tuple[str, ...]
    day_first: bool | None = None

    @property
    def names_somebody(self) -> bool:
        return bool({"name", "first_name", "last_name"} & set(self.fields))

    def data(self) -> dict[str, Any]:
        return {"header": list(self.header), "fields": list(self.fields), "day_first": self.day_first}

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Self:
        """Return the mapping that `data()` described; a field we do not know leaves its column out."""
        fields = tuple(field if field in FIELDS else "" for field in data.get("fields", ()))
        return cls(
            tuple(str(cell) for cell in data.get("header", ())), once_each(fields), data.get("day_first")
        )


def header_signature(header: Sequence[str]) -> str:
    """Return what a mapping is remembered by: the same header spelled the same way, 32 hexadecimal digits."""
    return sha256("\x1f".join(header_key(cell) for cell in header).encode("utf-8", "replace")).hexdigest()[
        :32
    ]


def once_each(fields: Sequence[str]) -> tuple[str, ...]:
    """Return `fields` with each single-valued field kept where it stands first."""
    seen: set[str] = set()
    kept = []
    for field in fields:
        kept.append("" if field in seen and field not in SEVERAL else field)
        seen.add(field)
    return tuple(kept)


def guess_mapping(header: Sequence[str], samples: Sequence[Sequence[str]]) -> ColumnMapping:
    """Return the likeliest mapping: by header, and by what the rows hold where it is silent."""
    width = len(header) or max((len(row) for row in samples), default=0)
    columns = [
        [row[at].strip() for row in samples if at < len(row) and row[at].strip()] for at in range(width)
    ]
    fields = [field_of(cell) for cell in header] or [""] * width
    for at in range(width):
        key = header_key(header[at]) if header else ""
        if NEVER.search(key):
            fields[at] = ""
        elif not fields[at] and not GOOGLE.fullmatch(key):
            fields[at] = _by_content(columns[at], has_header=bool(header))
        elif (
            fields[at] == "profile" and columns[at] and not any(profile_host(value) for value in columns[at])
        ):
            fields[at] = "website"
    _settle_titles(header, fields, columns)
    _settle_names(fields, columns)
    _settle_doubles(fields, columns)
    return ColumnMapping(tuple(header), once_each(fields))


def _settle_doubles(fields: list[str], columns: list[list[str]]) -> None:
    # Address books name a role in three columns and fill one of them.
    for name in set(fields) - SEVERAL:
        places = [at for at, field in enumerate(fields) if field == name]
        fullest = max(places, key=lambda at: (len(columns[at]), -at))
        for at in places:
            if at != fullest:
                fields[at] = ""


def _by_content(values: list[str], *, has_header: bool) -> str:
    if not values:
        return ""
    kinds = Counter(_kind(value) for value in values)
    kind, count = kinds.most_common(1)[0]
    if count * 10 < len(values) * 7:
        return ""
    # Under a header nobody understands only what speaks for itself is taken.
    return kind if kind in ("email", "profile", "phone") or not has_header else ""


def _kind(value: str) -> str:
    if EMAIL.fullmatch(value):
        return "email"
    if re.match(r"(?i)https?://|www\.", value):
        return "profile" if profile_host(value) else "website"
    if parse_date(value):
        return ""
    if re.fullmatch(r"[+(]?[\d\s()/.+-]{7,}", value) and 7 <= len(phone_key(value).lstrip("+")) <= 15:
        return "phone"
    if re.fullmatch(r"[^\W\d_][^\d@/\\<>{}|=]{1,60}", value) and 2 <= len(value.split()) <= 5:
        return "name"
    return ""


def _settle_titles(header: Sequence[str], fields: list[str], columns: list[list[str]]) -> None:
    # "Title" is Dr in an address book and Lab lead on a list of contacts.
    titles = [
        at for at, cell in enumerate(header) if header_key(cell) in ("title", "titel", "titre", "titulo")
    ]
    others = [at for at, field in enumerate(fields) if field == "job_title" and at not in titles]
    for at in titles:
        values = [" ".join(fold(value).replace(".", " ").split()) for value in columns[at]]
        salutations = sum(value in SALUTATIONS for value in values)
        if (values and salutations * 2 >= len(values)) or (others and not values):
            fields[at] = "prefix"
        elif others:
            fields[at] = ""
        else:
            fields[at] = "job_title"


def _settle_names(fields: list[str], columns: list[list[str]]) -> None:
    if "name" in fields and "first_name" in fields and "last_name" not in fields:
        # "Vorname" beside "Name": the latter is the family name, unless it holds whole names.
        at = fields.index("name")
        single = sum(" " not in value for value in columns[at])
        if columns[at] and single * 2 >= len(columns[at]):
            fields[at] = "last_name"
    if "last_name" in fields and "first_name" not in fields and "name" not in fields:
        fields[fields.index("last_name")] = "name"
    if "first_name" in fields and not {"last_name", "name"} & set(fields):
        # "Nombre" alone holds whole names.
        at = fields.index("first_name")
        if sum(" " in value for value in columns[at]) * 2 > len(columns[at]):
            fields[at] = "name"
