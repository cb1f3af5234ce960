"""What is usual where somebody works: hints for letters, talks and times (pure; docs/domain.md, section 10).

People differ, and the contact's own style wins: nothing here is a rule, and nothing is ever enforced.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from contacts.formats.identity import fold, plain_words

MONDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY = 0, 3, 4, 5, 6
USUAL_WEEKEND = frozenset({SATURDAY, SUNDAY})
OWN_STYLE = "People differ; their own style wins."


@dataclass(frozen=True, slots=True)
class RegionHint:
    """What to keep in mind for a region.

    region      the code that a contact carries; "" is other or unknown
    letters     for writing to them
    talk        for the conversation
    times       for proposing dates
    is_formal   title and surname until they invite otherwise
    minutes     how long to ask for
    """

    region: str
    name: str
    letters: str
    talk: str
    times: str
    is_formal: bool = False
    minutes: int = 20

    @property
    def text(self) -> str:
        """Return the hint in one paragraph."""
        return " ".join(part for part in (self.letters, self.talk, self.times) if part)


OTHER = RegionHint(
    "",
    "Other or unknown",
    letters="Mirror the style of their first message.",
    talk="",
    times="Name the time zone when you propose a time.",
)
HINTS = {
    hint.region: hint
    for hint in (
        RegionHint(
            "USA",
            "USA",
            letters="Brief and direct is welcome. Saying what you are working towards is fine; "
            "asking for a job is still too early.",
            talk="Keep to the minute.",
            times="",
        ),
        RegionHint(
            "DACH",
            "Germany, Austria, Switzerland",
            letters="Use title and surname until invited otherwise. "
            "Lead with your background and a well-prepared question.",
            talk="Send questions ahead if you can. Relationships grow slowly, punctuality is respect.",
            times="",
            is_formal=True,
        ),
        RegionHint(
            "EU",
            "Europe",
            letters="In more formal parts, use title and surname until invited otherwise. "
            "Lead with your background and a well-prepared question.",
            talk="Send questions ahead if you can. Punctuality is respect.",
            times="Holidays and the long summer break differ by country.",
            is_formal=True,
        ),
        RegionHint(
            "LatAm",
            "Latin America",
            letters="The person comes first. An introduction by someone you both know helps.",
            talk="Plan five more minutes for a real exchange, and let the topic come.",
            times="Ask for 30 minutes rather than 20.",
            minutes=30,
        ),
        RegionHint(
            "MENA",
            "Middle East and North Africa",
            letters="Respect for seniority counts: use the full title.",
            talk="Leave the pace to the host.",
            times="Be patient with scheduling. Check the local weekend, prayer times, Ramadan and holidays "
            "before you propose dates; they differ by country.",
            is_formal=True,
        ),
        OTHER,
    )
}


def hint_for(region: str) -> RegionHint:
    """Return the hint for a region code; what the rules do not describe is "other"."""
    return HINTS.get(region, OTHER)


def is_formal(region: str) -> bool:
    """Say whether title and surname are the safer salutation."""
    return hint_for(region).is_formal


# Where the working week is not Monday to Friday. Sources: the governments' notices as of 2022 and later;
# single firms and emirates differ, which the hint says.
WEEKENDS = {
    country: frozenset(days)
    for days, countries in (
        ((FRIDAY, SATURDAY), "DZ BH BD EG IQ IL JO KW LY MV OM PS QA SA SD SY YE"),
        ((THURSDAY, FRIDAY), ""),
        ((FRIDAY,), "IR DJ SO"),
        ((SATURDAY,), "NP"),
        ((FRIDAY, SUNDAY), "BN"),
    )
    for country in countries.split()
}
# The Sharjah week apart, the Emirates rest on Saturday and Sunday and stop at noon on Friday.
HALF_FRIDAY = frozenset({"AE"})

DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def weekend(country: str = "", region: str = "") -> frozenset[int]:
    """Return the rest days, Monday being 0; without a country the usual ones of the region.

    In the Middle East and North Africa Friday may be one of them, so all three are left free there.
    """
    code = country_code(country)
    if code:
        return WEEKENDS.get(code, USUAL_WEEKEND)
    return USUAL_WEEKEND | {FRIDAY} if region == "MENA" else USUAL_WEEKEND


def weekend_hint(country: str = "", region: str = "") -> str:
    """Return a sentence when the local weekend is not the usual one, or may not be; else ""."""
    code = country_code(country)
    if code in HALF_FRIDAY:
        return "Friday is a half working day there; the weekend is Saturday and Sunday."
    if code in WEEKENDS:
        days = sorted(WEEKENDS[code])
        names = " and ".join(DAY_NAMES[day] for day in days)
        return f"The weekend there is usually {names}."
    if region == "MENA" and not code:
        return "In many of these countries the weekend is Friday and Saturday. Check before proposing dates."
    return ""


COUNTRIES = {
    "USA": (
        "US United States|USA|United States of America|America|Vereinigte Staaten|Etats-Unis|Estados Unidos"
    ),
    "UK": (
        "GB United Kingdom|UK|Great Britain|England|Scotland|Wales|Northern Ireland|"
        "Vereinigtes Konigreich|Royaume-Uni|Reino Unido"
    ),
    "DACH": (
        "DE Germany|Deutschland|Allemagne|Alemania;AT Austria|Osterreich|Autriche;CH Switzerland|Schweiz|"
        "Suisse|Svizzera|Suiza;LI Liechtenstein"
    ),
    "EU": (
        "FR France|Frankreich|Francia;ES Spain|Espana|Spanien|Espagne;PT Portugal;IT Italy|Italia|"
        "Italien|Italie;NL Netherlands|The Netherlands|Nederland|Holland|Niederlande|Pays-Bas;BE Belgium|"
        "Belgie|Belgique|Belgien;LU Luxembourg|Luxemburg;IE Ireland|Irland;DK Denmark|Danmark|Danemark;"
        "SE Sweden|Sverige|Schweden|Suede;NO Norway|Norge|Norwegen|Norvege;FI Finland|Suomi|Finnland;"
        "IS Iceland|Island;PL Poland|Polska|Polen|Pologne;CZ Czechia|Czech Republic|Cesko|Tschechien;"
        "SK Slovakia;HU Hungary|Ungarn|Hongrie;RO Romania|Rumanien;BG Bulgaria|Bulgarien;GR Greece|"
        "Griechenland|Grece;HR Croatia|Hrvatska|Kroatien;SI Slovenia|Slowenien;EE Estonia|Estland;"
        "LV Latvia|Lettland;LT Lithuania|Litauen;CY Cyprus|Zypern;MT Malta;RS Serbia|Serbien;UA Ukraine|"
        "Ukraina;BA Bosnia and Herzegovina;ME Montenegro;MK North Macedonia;AL Albania;MD Moldova"
    ),
    "LatAm": (
        "MX Mexico|Mexiko|Mexique;BR Brazil|Brasil|Brasilien|Bresil;AR Argentina|Argentinien;CL Chile;"
        "CO Colombia|Kolumbien;PE Peru;EC Ecuador;BO Bolivia;PY Paraguay;UY Uruguay;VE Venezuela;"
        "CR Costa Rica;PA Panama;GT Guatemala;HN Honduras;SV El Salvador;NI Nicaragua;"
        "DO Dominican Republic|Republica Dominicana;CU Cuba;PR Puerto Rico"
    ),
    "MENA": (
        "AE United Arab Emirates|UAE|Emirates|Vereinigte Arabische Emirate;SA Saudi Arabia|KSA|"
        "Saudi-Arabien;QA Qatar|Katar;KW Kuwait;BH Bahrain;OM Oman;YE Yemen;EG Egypt|Agypten|Egypte|"
        "Egipto;JO Jordan|Jordanien;LB Lebanon|Libanon|Liban;SY Syria|Syrien;IQ Iraq|Irak;IR Iran;"
        "IL Israel;PS Palestine;DZ Algeria|Algerien|Algerie;MA Morocco|Marokko|Maroc|Marruecos;"
        "TN Tunisia|Tunesien|Tunisie;LY Libya|Libyen;SD Sudan;MR Mauritania"
    ),
    "APAC": (
        "IN India|Indien|Inde;CN China|Chine;JP Japan|Japon;KR South Korea|Korea|Republic of Korea|"
        "Sudkorea;SG Singapore|Singapur;AU Australia|Australien|Australie;NZ New Zealand|Neuseeland;"
        "HK Hong Kong;TW Taiwan;MY Malaysia;ID Indonesia|Indonesien;PH Philippines|Philippinen;"
        "TH Thailand;VN Vietnam|Viet Nam;PK Pakistan;BD Bangladesh;LK Sri Lanka;NP Nepal;MV Maldives;"
        "BN Brunei;MM Myanmar;KH Cambodia;LA Laos;MN Mongolia"
    ),
    "Africa": (
        "ZA South Africa|Sudafrika|Afrique du Sud;NG Nigeria;KE Kenya|Kenia;GH Ghana;ET Ethiopia|"
        "Athiopien;TZ Tanzania;UG Uganda;RW Rwanda|Ruanda;SN Senegal;CI Ivory Coast|Cote d'Ivoire;"
        "CM Cameroon|Kamerun;ZM Zambia;ZW Zimbabwe;BW Botswana;NA Namibia;MZ Mozambique;AO Angola;"
        "MU Mauritius;MG Madagascar;DJ Djibouti;SO Somalia;CD Democratic Republic of the Congo|DR Congo;"
        "ML Mali;BF Burkina Faso;BJ Benin;TG Togo"
    ),
}


def _places() -> Iterable[tuple[str, str, str]]:
    for region, entries in COUNTRIES.items():
        for entry in entries.split(";"):
            code, _, names = entry.partition(" ")
            for name in (code, *names.split("|")):
                yield " ".join(plain_words(name)), code, region


CODE_OF = {name: code for name, code, _ in _places()}
REGION_OF = {code: region for _, code, region in _places()}


def country_code(country: str) -> str:
    """Return the two letters of a country written in English, German, French or Spanish, or ""."""
    return CODE_OF.get(" ".join(plain_words(fold(country))), "")


def region_of(country: str) -> str:
    """Return the region code a country belongs to, or ""."""
    return REGION_OF.get(country_code(country), "")
