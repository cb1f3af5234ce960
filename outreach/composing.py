"""What stands around a letter: what fills it, what reads badly in it, and how to put it better."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.dateformat import format as formatted
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contacts.enums import ResearchLayer, Source, TouchKind
from contacts.models import Contact, ResearchNote, Touch
from contacts.regions import weekend
from infoview.accounts.models import Mode
from infoview.shared import clock
from infoview.shared.days import WorkingDays
from infoview.shared.findings import Finding, Fix, Severity
from outreach import windows
from outreach.enums import Channel, GoalType, MessageKind, Relation
from outreach.kinds import ASKING_KINDS, OPENING_KINDS
from outreach.models import (
    Goal,
    Message,
    MessageTemplate,
    OutreachRequest,
    OutreachSettings,
    OwnTemplate,
    TemplateStatus,
)
from outreach.templates_fill import fill, slots, without_slots
from outreach.windows import TimeWindow
from outreach.wording import Limits, check_message, count_chars, count_words, similarity
from outreach.wording.detail import detail
from outreach.wording.exits import way_out
from outreach.wording.prose import Prose
from outreach.wording.takeaway import takeaway, told_again
from outreach.wording.times import length as length_named
from outreach.wording.times import window as window_named

# Only those who recruit owe a notice; an internal programme writes to colleagues.
NOTICE_MODES = frozenset({Mode.RECRUITER, Mode.AGENCY})

# How the rules of wording name things.
WORDING_KIND = {MessageKind.LAST_ATTEMPT: "second_attempt"}
WORDING_CHANNEL = {
    Channel.LINKEDIN_NOTE_300: "LinkedIn note 300",
    Channel.LINKEDIN_NOTE_200: "LinkedIn note 200",
}
# A room above knows what somebody said in their talks, as far as it may be told them in a letter.
SAID: list[Callable[[Contact], Iterable[str]]] = []
COMPARED = 100  # earlier letters that a new one is compared with


# Filling ------------------------------------------------------------------------------------------


def values_for(
    *,
    owner: Any,
    contact: Contact,
    now: datetime,
    goal: Goal | None = None,
    request: OutreachRequest | None = None,
    more: Mapping[str, str] | None = None,
) -> dict[str, str]:
    """Return what is known for the slots of a template; what is not known is left out.

    more  what another room knows, such as the takeaway of a talk
    """
    today = clock.local_date(now, owner.timezone)
    values = {
        "first_name": contact.given_name,
        "title_surname": f"{contact.prefix} {contact.last_name}".strip() if contact.prefix else "",
        "organisation": contact.organisation.name if contact.organisation else "",
        "my_name": owner.name,
        "my_background": owner.headline,
        "profile_link": owner.profile_url,
        "notice_link": owner.privacy_notice_url,
        "shared_tie": contact.source_detail if contact.source in SHARED else "",
        "detail": _detail_of(contact),
        "last_talk": _last_talk(contact, today),
        **words_of_goal(goal),
        **(_of_request(request, owner, now) if request else {}),
        **(more or {}),
    }
    return {name: value for name, value in values.items() if value}


SHARED = frozenset(
    {Source.ALUMNI, Source.SHARED_GROUP, Source.ASSOCIATION, Source.EVENT, Source.FORMER_COLLEAGUE}
)


def _detail_of(contact: Contact) -> str:
    notes = ResearchNote.objects.filter(owner_id=contact.owner_id, contact=contact)
    note = notes.filter(layer=ResearchLayer.PERSON).order_by("-noted_on", "-pk").first()
    if note is None:
        return ""
    return note.source_title or (note.text if len(note.text) <= 80 and "\n" not in note.text else "")


def _last_talk(contact: Contact, today: date) -> str:
    talks = Touch.objects.filter(owner_id=contact.owner_id, contact=contact, kind=TouchKind.TALK)
    on = talks.order_by("-happened_at", "-pk").values_list("happened_on", flat=True).first()
    if on is None:
        return ""
    return _("in %(month)s") % {"month": formatted(on, "F" if (today - on).days < 330 else "F Y")}


LEARNING = ("understand ", "learn about ", "explore ", "find out about ", "get to know ")


def words_of_goal(goal: Goal | None) -> dict[str, str]:
    """Read "Understand lifecycle marketing in education products" as role and field."""
    if goal is None or goal.title.rstrip().endswith("?"):
        return {}
    said = goal.title.strip().rstrip(".")
    for beginning in LEARNING:
        if said.casefold().startswith(beginning):
            said = said[len(beginning) :]
    if goal.type == GoalType.FIELD:
        return {"field": said}
    role, between, field = said.partition(" in ")
    return {"role": role, **({"field": field} if between else {})} if goal.type == GoalType.ROLE else {}


def _of_request(request: OutreachRequest, owner: Any, now: datetime) -> dict[str, str]:
    values = {"referrer": request.referrer, "minutes": str(request.asked_minutes)}
    offered = windows_of(request, owner, now=now)
    values |= {f"window_{n}": window.words for n, window in enumerate(offered, start=1)}
    if request.last_sent_on:
        days = (clock.local_date(now, owner.timezone) - request.last_sent_on).days
        values["sent_when"] = (
            formatted(request.last_sent_on, r"\o\n j F")
            if days > 10
            else _("last %(day)s") % {"day": formatted(request.last_sent_on, "l")}
        )
    return values


@dataclass(frozen=True, slots=True)
class Offer:
    """A time to offer: `words` as the letter says it, `theirs` whether their clocks show another time."""

    window: TimeWindow
    words: str
    zone: str
    theirs: bool


def windows_of(request: OutreachRequest, owner: Any, *, now: datetime) -> list[Offer]:
    """Return three times to offer, the same ones all day long as long as the calendar is."""
    theirs = request.contact.timezone or owner.timezone
    offered = windows.propose(
        today=clock.local_date(now, owner.timezone),
        mine=owner.timezone,
        theirs=theirs,
        working_days=WorkingDays(owner.country),
        rest_days=weekend(region=request.contact.region),
        busy=_appointments(owner, now),
    )
    differs = [one.start.astimezone(ZoneInfo(theirs)).utcoffset() for one in offered] != [
        one.start.astimezone(ZoneInfo(owner.timezone)).utcoffset() for one in offered
    ]
    return [Offer(one, windows.said(one, theirs, of_theirs=differs), theirs, differs) for one in offered]


def _appointments(owner: Any, now: datetime) -> list[tuple[datetime, datetime]]:
    rows = OutreachRequest.objects.for_user(owner).filter(
        interviews__status="scheduled", interviews__ends_at__gte=now
    )
    return list(rows.values_list("interviews__starts_at", "interviews__ends_at")[:50])


# Checking -----------------------------------------------------------------------------------------

TITLES = {
    "M-LEN": gettext_lazy("Longer than busy people read"),
    "M-CHARS": gettext_lazy("Too long for the network"),
    "M-EXIT": gettext_lazy("No easy way to say no"),
    "M-WINDOW": gettext_lazy("No time offered"),
    "M-DURATION": gettext_lazy("No length named"),
    "M-PERSONAL": gettext_lazy("Nothing only they would get"),
    "M-REFERRER": gettext_lazy("Who suggested them is missing"),
    "M-GENERIC": gettext_lazy("A stock opening"),
    "M-JOB": gettext_lazy("This reads as asking for a job"),
    "M-REFERRAL": gettext_lazy("This asks them to stand up for you"),
    "M-CV": gettext_lazy("This brings in your papers"),
    "M-PRESSURE": gettext_lazy("This presses"),
    "M-TAKEAWAY": gettext_lazy("Nothing they said is in it"),
    "M-REUSE": gettext_lazy("You sent nearly this to somebody else"),
    "M-TONE": gettext_lazy("Title and surname may be expected"),
    "M-NOTICE": gettext_lazy("The notice is missing"),
}
ADVICE = {
    "M-EXIT": gettext_lazy("Add one line that makes no an easy answer."),
    "M-WINDOW": gettext_lazy("Offer two or three windows, and say that others are fine."),
    "M-DURATION": gettext_lazy("Say how long: 15, 20 or 30 minutes."),
    "M-PERSONAL": gettext_lazy("Name one thing they did, said or decided. A job title is not enough."),
    "M-GENERIC": gettext_lazy("Start with the reason you chose this person."),
    "M-JOB": gettext_lazy("You are asking for their view, not a role. Without it, saying yes is easier."),
    "M-REFERRAL": gettext_lazy("Too early. First a conversation, then perhaps their name."),
    "M-CV": gettext_lazy("A profile link is enough. Send a CV only if they ask."),
    "M-PRESSURE": gettext_lazy("It is a favour. Leave room."),
    "M-TAKEAWAY": gettext_lazy("Quote one point from your debrief."),
    "M-NOTICE": gettext_lazy("Say that there is no vacancy and link the notice."),
}
SLOTS = "SLOTS"


@dataclass(frozen=True, slots=True)
class Offered:
    """A ready change: the button's words, and the value by which it is asked for."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Check:
    """One line beside the letter.

    state  ok, warn, info or off (the writer keeps it)
    words  those of the letter that it is about
    find   the words as they stand in the letter, for "Show me"
    """

    state: str
    title: str
    words: str = ""
    why: str = ""
    code: str = ""
    find: str = ""
    strong: bool = False
    fixes: tuple[Offered, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Review:
    """Everything that is said about one letter."""

    checks: tuple[Check, ...]
    words: int
    chars: int
    most_words: int | None
    strong_words: int
    most_chars: int | None
    unfilled: tuple[str, ...]

    @property
    def to_fix(self) -> int:
        return sum(check.state == "warn" for check in self.checks)

    @property
    def aim(self) -> int:
        """How many words are too many for this kind."""
        return (self.most_words or 99) + 1

    @property
    def signature(self) -> str:
        """The set of warnings: a screen reader is told only when it changes."""
        return " ".join(sorted(check.code for check in self.checks if check.state == "warn"))


def limits_of(settings: OutreachSettings) -> Limits:
    return Limits(
        request_warn=settings.warn_words,
        request_strong=settings.strong_words,
        note_chars=settings.note_max_chars,
        minutes=settings.ask_minutes,
    )


def wording_kind(message: Message) -> str:
    if message.kind in OPENING_KINDS and message.channel in WORDING_CHANNEL:
        return str(MessageKind.REQUEST_NOTE)
    return WORDING_KIND.get(MessageKind(message.kind), str(message.kind))


def findings_of(
    message: Message, *, owner: Any, settings: OutreachSettings, compare: bool = True
) -> list[Finding]:
    """Return the findings on the letter as it stands in `message`, saved or not.

    compare  whether to look for the same letter to somebody else
    """
    contact, kind = message.contact, wording_kind(message)
    found = check_message(
        message.body,
        kind=kind,
        channel=WORDING_CHANNEL.get(Channel(message.channel), str(message.channel)),
        relation=message.request.relation if message.request else "",
        referrer=message.request.referrer if message.request else "",
        subject=message.subject,
        first_name=contact.given_name,
        region=contact.region,
        mode=owner.mode if owner.mode in NOTICE_MODES else Mode.SEEKER,
        limits=limits_of(settings),
        said=said_by(contact) if kind == MessageKind.THANK_YOU else (),
        is_letter=True,
    )
    return [*found, *(_reused(message, owner) if compare else [])]


def said_by(contact: Contact) -> list[str]:
    """Return what this person said, as far as it may be told; a person who is not kept has said nothing."""
    return [] if contact.pk is None else [words for said in SAID for words in said(contact)]


def _reused(message: Message, owner: Any) -> list[Finding]:
    """Warn of a body that went nearly the same to somebody else."""
    if message.kind not in OPENING_KINDS or count_words(message.body) < 15:
        return []
    others = (
        Message.objects.for_user(owner)
        .sent()
        .filter(kind__in=sorted(OPENING_KINDS))
        .exclude(contact=message.contact_id)
        .select_related("contact__organisation")
        .order_by("-happened_at", "-pk")[:COMPARED]
    )
    mine, words = _names(message.contact, owner), set(message.body.split())
    for other in others:
        # Two letters that share few words are not worth the closer look.
        if len(words & set(other.body.split())) * 2 < len(words):
            continue
        if similarity(message.body, other.body, [*mine, *_names(other.contact, owner)]) >= Limits().reuse:
            say = _("It is nearly what you sent to %(name)s. Make it about this person.")
            return [Finding("M-REUSE", "", Severity.WARN, say % {"name": other.contact.name})]
    return []


def _names(contact: Contact, owner: Any) -> list[str]:
    organisation = contact.organisation.name if contact.organisation else ""
    return [name for name in (contact.name, contact.first_name, organisation, owner.name) if name]


def review(message: Message, *, owner: Any, settings: OutreachSettings, compare: bool = True) -> Review:
    """Return the checks beside a letter."""
    kind, limits = wording_kind(message), limits_of(settings)
    kept = {one["code"]: one.get("reason", "") for one in message.kept_findings if isinstance(one, dict)}
    findings = findings_of(message, owner=owner, settings=settings, compare=compare)
    found = _as_checks(message, findings, kept)
    unfilled = tuple(dict.fromkeys(slots(message.subject) + slots(message.body)))
    open_slots = (_slots_check(unfilled),) if unfilled else ()
    said = said_by(message.contact) if kind == MessageKind.THANK_YOU else []
    good = _good(Prose(without_slots(message.body)), kind, said)
    is_note = kind == MessageKind.REQUEST_NOTE
    return Review(
        checks=tuple(sorted([*open_slots, *(good if message.body.strip() else ()), *found], key=_order)),
        words=count_words(message.body),
        chars=count_chars(message.body),
        most_words=None if is_note else limits.words(kind),
        strong_words=limits.request_strong,
        most_chars=limits.chars(WORDING_CHANNEL.get(Channel(message.channel), "")) if is_note else None,
        unfilled=unfilled,
    )


SAMPLES = {
    "first_name": "Margarethe",
    "title_surname": "Dr Oberhauser",
    "organisation": "Quillmark Learning",
    "detail": "talk on pilot programmes",
    "topic": "teacher onboarding",
    "field": "education products",
    "role": "lifecycle marketing",
    "minutes": "20",
    "window_1": "Tuesday 4-6 pm",
    "window_2": "Thursday before 10 am",
    "window_3": "Friday at noon",
    "my_name": "Jordan Vale",
    "my_background": "retail marketing manager",
    "referrer": "Imani Brandt",
    "takeaway": "teachers decide in the first three weeks",
    "new_reason": "Your post on renewal calendars",
    "sent_when": "last Tuesday",
    "last_talk": "in March",
}


def review_of_template(
    *, owner: Any, settings: OutreachSettings, kind: str, channel: str, subject: str, body: str
) -> Review:
    """Return the checks of a template as it would read with sample words in its slots."""
    message = Message(
        owner=owner,
        contact=Contact(owner=owner, name="Margarethe Oberhauser", first_name="Margarethe"),
        kind=kind if kind in MessageKind.values else MessageKind.REQUEST,
        channel=channel if channel in Channel.values else Channel.EMAIL,
        subject=fill(subject, SAMPLES),
        body=fill(body, SAMPLES),
    )
    said = review(message, owner=owner, settings=settings, compare=False)
    # A slot is no fault in a template; a change at the sample's place would not fit the template.
    checks = tuple(replace(check, fixes=(), find="") for check in said.checks if check.code != SLOTS)
    return replace(said, checks=checks, unfilled=tuple(dict.fromkeys([*slots(subject), *slots(body)])))


def _order(check: Check) -> int:
    """What presses first, then what to look at, what is good, and what the writer keeps."""
    if check.state == "warn":
        return 0 if check.code == SLOTS else 1 if check.strong else 2
    return {"info": 3, "ok": 4}.get(check.state, 5)


def _slots_check(unfilled: tuple[str, ...]) -> Check:
    number = len(unfilled)
    title = _("One place still to fill") if number == 1 else _("%(n)s places still to fill") % {"n": number}
    words = ", ".join(f"{{{name}}}" for name in unfilled)
    return Check("warn", title, words, code=SLOTS, find=f"{{{unfilled[0]}}}")


def _good(prose: Prose, kind: str, told: Iterable[str]) -> tuple[Check, ...]:
    """Return what the letter does well, each with its words."""
    good: list[Check] = []

    def add(title: str, *spans: Any) -> None:
        words = [" ".join(prose.text[span.start : span.end].split()).strip(" .,;") for span in spans if span]
        good.append(Check("ok", title, ", ".join(_short(word, 70) for word in words)))

    if kind in {"request", "request_note"} and (span := detail(prose)):
        add(_("A detail only they would get"), span)
    if kind == "request":
        window, length = window_named(prose), length_named(prose)
        if window and length:
            add(_("A length and a time offered"), length, window)
        elif window:
            add(_("A time offered"), window)
        elif length:
            add(_("A length named"), length)
    if kind == "thank_you" and (span := takeaway(prose) or told_again(prose, told)):
        add(_("Something they said"), span)
    if kind in {"request", "nudge", "second_attempt", "referral_permission", "reschedule"} and (
        span := way_out(prose)
    ):
        add(_("Easy to say no"), span)
    return tuple(good)


def _as_checks(message: Message, findings: Iterable[Finding], kept: Mapping[str, str]) -> list[Check]:
    checks = []
    for place, finding in enumerate(findings):
        words = " ".join(message.body[finding.start : finding.end].split())
        shown = "" if finding.code in {"M-LEN", "M-CHARS"} else _short(words, 90)
        checks.append(
            Check(
                state=_state(finding, kept),
                title=str(TITLES.get(finding.code, finding.code)),
                words=shown,
                why=str(ADVICE.get(finding.code) or finding.message),
                code=finding.code,
                find=message.body[finding.start : finding.end][:200],
                strong=finding.severity == Severity.STRONG,
                fixes=tuple(
                    Offered(fix.label, f"{finding.code}:{place}:{number}")
                    for number, fix in enumerate(finding.fixes)
                ),
                reason=kept.get(finding.code, ""),
            )
        )
    return checks


def _state(finding: Finding, kept: Mapping[str, str]) -> str:
    if finding.code in kept:
        return "off"
    return "warn" if finding.severity in {Severity.WARN, Severity.STRONG} else "info"


def fix_named(findings: list[Finding], value: str) -> Fix | None:
    """Return the change that a button asks for, or None when the letter has changed under it."""
    code, _sep, rest = value.partition(":")
    place, _sep, number = rest.partition(":")
    if not (place.isdecimal() and number.isdecimal() and len(place) < 4 and len(number) < 4):
        return None
    if int(place) >= len(findings) or findings[int(place)].code != code:
        return None
    fixes = findings[int(place)].fixes
    return fixes[int(number)] if int(number) < len(fixes) else None


def apply_fix(body: str, fix: Fix, values: Mapping[str, str]) -> str:
    """Return the letter with the change, and its slots filled with what is known."""
    return Fix(fix.label, fix.start, fix.end, fill(fix.replacement, values)).apply(body)


# Templates that fit -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Choice:
    """A template in the picker; `value` is what the form posts."""

    value: str
    template: MessageTemplate | OwnTemplate

    @property
    def is_own(self) -> bool:
        return isinstance(self.template, OwnTemplate)


def templates_for(
    owner: Any, kind: str, *, channel: str = "", relation: str = "", region: str = ""
) -> list[Choice]:
    """Return the owner's and the library's templates of a kind, those that fit best first."""
    kinds = [kind]
    if kind in OPENING_KINDS:
        is_note = channel in WORDING_CHANNEL
        kinds = sorted(OPENING_KINDS, key=lambda one: (one == MessageKind.REQUEST_NOTE) != is_note)
    own = OwnTemplate.objects.for_user(owner).filter(kind__in=kinds).order_by("name", "pk")[:50]
    library = (
        MessageTemplate.objects.filter(kind__in=kinds, mode=owner.mode, status=TemplateStatus.PUBLISHED)
        .order_by("position", "pk")[:100]
    )  # fmt: skip
    choices = [Choice(f"own:{one.public_id}", one) for one in own]
    choices += [Choice(f"library:{one.key}", one) for one in library]

    def fitness(choice: Choice) -> int:
        one = choice.template
        points = 6 * (one.kind == kinds[0]) + 4 * (one.channel == channel)
        points += 3 if one.relation == relation else 1 if one.relation == Relation.ANY else -2
        return points + (3 if one.region and one.region == region else -3 if one.region else 0)

    return sorted(choices, key=fitness, reverse=True)


def best_template(
    owner: Any, kind: str, *, contact: Contact, channel: str, request: OutreachRequest | None
) -> MessageTemplate | OwnTemplate | None:
    choices = templates_for(
        owner,
        kind,
        channel=channel,
        relation=request.relation if request else "",
        region=contact.region,
    )
    return choices[0].template if choices else None


def asked_three_times(contact: Contact) -> bool:
    """Return whether the last three touches were all asks by the owner: the next one asks for too much."""
    if contact.last_touch_at is None:
        return False
    latest = Touch.objects.filter(owner_id=contact.owner_id, contact=contact, is_touch=True)
    three = latest.order_by("-happened_at", "-pk").values("pk")[:3]
    asks = ASKING_KINDS | {MessageKind.REFERRAL_PERMISSION, MessageKind.REFERRAL_FORWARD}
    found = Message.objects.filter(owner_id=contact.owner_id, touch__in=three, kind__in=sorted(asks))
    return found.count() == 3


def template_named(owner: Any, value: str) -> MessageTemplate | OwnTemplate | None:
    """Return the template that a form names, if the owner may use it."""
    where, _sep, name = value.replace("\0", "").partition(":")
    if where == "library":
        return MessageTemplate.objects.filter(key=name, status=TemplateStatus.PUBLISHED).first()
    if where == "own":
        try:
            return OwnTemplate.objects.for_user(owner).filter(public_id=UUID(name)).first()
        except ValueError:
            return None
    return None


def _short(words: str, most: int) -> str:
    return words if len(words) <= most else f"{words[: most - 1].rstrip()}…"
