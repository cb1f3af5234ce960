"""What the owner types about a conversation: with whom, when, how, and how it went."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contacts.formats.identity import name_key
from contacts.forms import PersonNameField, WebAddressField, find_person, person_label
from contacts.models import Contact
from contacts.services import find_or_make_organisation
from infoview.shared import clock
from infoview.shared.forms import (
    OwnedForm,
    OwnedModelForm,
    PlainForm,
    ZoneField,
    by_public_id,
    day_field,
    time_field,
)
from interviews.enums import (
    Audience,
    Confidentiality,
    Format,
    Framework,
    InterviewKind,
    QuestionCategory,
    QuestionIndustry,
    QuestionOrgSize,
    QuestionSeniority,
    QuestionStage,
)
from interviews.models import FavouriteQuestion, Interview, LiveMark, OwnQuestion, PlanItem, Question
from interviews.when import FarAway, Reading, UnknownZone, clock_words, place_of, read_wall_time
from outreach.enums import GoalStatus
from outreach.models import Gap, Goal

LENGTHS = ((15, "15"), (20, "20"), (30, "30"), (45, "45"), (60, "60"))
SHORTEST, LONGEST = 5, 240
# An appointment may be written down while it runs; what lies further back is logged instead.
LATE = timedelta(hours=12)
OTHER_ZONE = "other"
PEOPLE = ("person", "person_2", "person_3", "person_4")
EARLIEST = date(1950, 1, 1)


def goals_of(owner: Any, *, chosen: Goal | None = None) -> QuerySet[Goal]:
    """Return the goals a talk can serve: the current ones, and the one it serves already."""
    current = Q(status__in=[GoalStatus.ACTIVE, GoalStatus.EXPLORING, GoalStatus.PAUSED])
    return (
        Goal.objects.for_user(owner)
        .filter(current | Q(pk=chosen.pk if chosen else None))
        .order_by("position", "pk")
    )


# When ---------------------------------------------------------------------------------------------


class WhenForm(OwnedForm):
    """A day and a time on somebody's clocks.

    reading    what the clocks say to that; it asks where they skip or repeat the time
    starts_at  the moment in UTC, once it is clear
    """

    day = day_field(label=gettext_lazy("Day"))
    at = time_field(label=gettext_lazy("Starts"))
    timezone = forms.ChoiceField(label=gettext_lazy("On whose clock"))
    other_zone = ZoneField(
        label=gettext_lazy("Another time zone"),
        help_text=gettext_lazy("A city, such as Oslo or New York."),
    )
    which = forms.CharField(required=False, max_length=40)

    def __init__(
        self, *args: Any, owner: Any, now: datetime, theirs: str = "", agreed: str = "", **options: Any
    ) -> None:
        super().__init__(*args, owner=owner, **options)
        self.now, self.theirs = now, theirs
        self.reading: Reading | None = None
        self.starts_at: datetime | None = None
        self.fields["timezone"].choices = _zones(owner.timezone, theirs, agreed)
        self.fields["timezone"].initial = agreed or owner.timezone

    @property
    def hours24(self) -> bool:
        return not self.owner.hour12

    @property
    def choices(self) -> list[tuple[str, str, bool]]:
        """Return what to choose from while the time is unclear: value, words, whether it is chosen."""
        if self.reading is None or self.reading.kind == "plain":
            return []
        chosen = self.data.get(self.add_prefix("which"), "")
        pairs = zip(self.reading.moments, self.reading.choices, strict=True)
        return [(moment.isoformat(), words, moment.isoformat() == chosen) for moment, words in pairs]

    def zone(self) -> str:
        chosen: str = self.cleaned_data["timezone"]
        return self.cleaned_data["other_zone"] if chosen == OTHER_ZONE else chosen

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or {}
        if typed.get("timezone") == OTHER_ZONE and "other_zone" in typed and not typed["other_zone"]:
            self.add_error("other_zone", _("Which time zone? Write a city, such as Oslo."))
        if not {"day", "at", "timezone", "other_zone"} & self.errors.keys():
            self.read(typed)
        return typed

    def read(self, typed: dict[str, Any]) -> None:
        try:
            self.reading = read_wall_time(typed["day"], typed["at"], self.zone(), hours24=self.hours24)
        except (UnknownZone, FarAway) as error:
            self.add_error("day", str(error))
            return
        self.starts_at = self.reading.moment
        if self.starts_at is None:
            chosen = typed.get("which", "")
            self.starts_at = next((m for m in self.reading.moments if m.isoformat() == chosen), None)
            if self.starts_at is None:
                self.add_error("which", self.reading.question)


def _zones(mine: str, theirs: str, agreed: str) -> list[tuple[str, str]]:
    zones = {mine: _("Your time, %(place)s") % {"place": place_of(mine)}}
    if theirs and theirs not in zones:
        zones[theirs] = _("Their time, %(place)s") % {"place": place_of(theirs)}
    if agreed and agreed not in zones:
        zones[agreed] = place_of(agreed)
    return [*zones.items(), (OTHER_ZONE, _("Another time zone"))]


class AppointmentForm(WhenForm):
    """When two people will talk, for how long; another talk at that time is told of, and may be kept."""

    minutes = forms.TypedChoiceField(
        label=gettext_lazy("Minutes you asked for"), choices=LENGTHS, coerce=int, initial=20
    )
    until = time_field(
        label=gettext_lazy("Ends"),
        required=False,
        help_text=gettext_lazy("Only if you agreed on another end."),
    )
    keep_both = forms.BooleanField(label=gettext_lazy("Keep both"), required=False)

    def __init__(self, *args: Any, interview: Interview | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.interview = interview
        self.clash: Interview | None = None
        self.length = 0

    def clean(self) -> dict[str, Any]:
        typed = super().clean()
        if self.starts_at is not None and not {"minutes", "until"} & self.errors.keys():
            self._measure(typed)
        if self.starts_at is not None and not {"minutes", "until", "which"} & self.errors.keys():
            self._is_ahead(self.starts_at)
            self._look_for_clash(self.starts_at, self.starts_at + timedelta(minutes=self.length), typed)
        return typed

    def _measure(self, typed: dict[str, Any]) -> None:
        self.length = typed["minutes"]
        if typed["until"] is None:
            return
        if typed["until"] <= typed["at"]:
            self.add_error("until", _("The talk must end after it starts."))
            return
        ends = read_wall_time(typed["day"], typed["until"], self.zone()).moments
        later = [moment for moment in ends if self.starts_at is not None and moment > self.starts_at]
        self.length = round((later[0] - self.starts_at).total_seconds() / 60) if later else 0  # type: ignore[operator]
        if not SHORTEST <= self.length <= LONGEST:
            self.add_error("until", _("A conversation lasts five minutes to four hours."))

    def _is_ahead(self, starts_at: datetime) -> None:
        if starts_at < self.now - LATE:
            self.add_error("day", _("That time has passed. If you talked then, log it as a past talk."))

    def _look_for_clash(self, starts_at: datetime, ends_at: datetime, typed: dict[str, Any]) -> None:
        rows = (
            Interview.objects.for_user(self.owner)
            .scheduled()
            .filter(starts_at__lt=ends_at, ends_at__gt=starts_at)
        )
        if self.interview is not None:
            rows = rows.exclude(pk=self.interview.pk)
        self.clash = rows.prefetch_related("contacts").order_by("starts_at", "pk").first()
        if self.clash is not None and not typed.get("keep_both"):
            names = ", ".join(person.name for person in self.clash.contacts.all())
            said = [
                clock_words(m, self.owner.timezone, hours24=self.hours24)
                for m in (self.clash.starts_at, self.clash.ends_at)
            ]
            self.add_error(
                "keep_both",
                _("You talk to %(names)s from %(start)s to %(end)s then. Tick “Keep both” if that is fine.")
                % {"names": names or _("somebody"), "start": said[0], "end": said[1]},
            )


class MoveForm(AppointmentForm):
    by_me = forms.ChoiceField(
        label=gettext_lazy("Who asked for it"),
        choices=(("them", gettext_lazy("They did")), ("me", gettext_lazy("I did"))),
        widget=forms.RadioSelect,
        initial="them",
    )

    def moved_by_me(self) -> bool:
        return bool(self.cleaned_data["by_me"] == "me")


# With whom and how --------------------------------------------------------------------------------


class PeopleForm(OwnedForm):
    """Up to four people by name; somebody new is added to the list when the form is saved.

    known  the person whom the address of the page names
    """

    person = PersonNameField(
        label=gettext_lazy("With"),
        required=True,
        help_text=gettext_lazy("Somebody new is added to your people; write where they work behind a comma."),
    )
    person_2 = PersonNameField(label=gettext_lazy("And"))
    person_3 = PersonNameField(label=gettext_lazy("And"))
    person_4 = PersonNameField(label=gettext_lazy("And"))

    def __init__(self, *args: Any, owner: Any, people: Sequence[Contact] = (), **options: Any) -> None:
        super().__init__(*args, owner=owner, **options)
        self.known = {person_label(person): person for person in people}
        for name, label in zip(PEOPLE, self.known, strict=False):
            self.fields[name].initial = label
        self.people: list[Contact] = []
        self.new_people: dict[str, str] = {}

    @property
    def has_others(self) -> bool:
        return any(self[name].value() or name in self.errors for name in PEOPLE[1:])

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or {}
        for name in PEOPLE:
            text = " ".join(str(typed.get(name) or "").split())
            if text:
                self._find(name, text)
        return typed

    def _find(self, field: str, text: str) -> None:
        if text in self.known:
            self.people.append(self.known[text])
            return
        name, _comma, house = (part.strip() for part in text.partition(", "))
        if len(name) > 200 or len(house) > 200:
            self.add_error(field, _("A name has at most 200 letters."))
            return
        try:
            found = find_person(self.owner, text)
        except ValidationError as error:
            if (
                Contact.objects.for_user(self.owner)
                .filter(name_key__in=[name_key(text)[:200], name_key(name)])
                .exists()
            ):
                self.add_error(field, error)
                return
            found = Contact(owner=self.owner, name=name)
            self.new_people[name] = house
        if found is not None:
            self.people.append(found)

    def save_people(self) -> list[Contact]:
        """Return who was named, each once, the main one first; new ones are saved."""
        for person in self.people:
            if person.pk is None:
                person.organisation = find_or_make_organisation(
                    owner=self.owner, name=self.new_people[person.name]
                )
                person.save()
        return list({person.pk: person for person in self.people}.values())


class HowForm(OwnedForm):
    """How they talk, and what for."""

    format = forms.ChoiceField(label=gettext_lazy("How"), choices=Format.choices, initial=Format.VIDEO)
    place = forms.CharField(label=gettext_lazy("Place"), required=False, max_length=300)
    link = WebAddressField(label=gettext_lazy("Link"), max_length=500)
    phone = forms.CharField(
        label=gettext_lazy("Phone number"),
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"inputmode": "tel"}),
    )
    goal = by_public_id(
        forms.ModelChoiceField(
            Goal.objects.none(),
            label=gettext_lazy("For your goal"),
            required=False,
            empty_label=gettext_lazy("None"),
        )
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind of talk"), choices=InterviewKind.choices, initial=InterviewKind.INFORMATIONAL
    )

    def __init__(self, *args: Any, owner: Any, goal: Goal | None = None, **options: Any) -> None:
        super().__init__(*args, owner=owner, **options)
        self.fields["goal"].queryset = goals_of(owner, chosen=goal)
        self.fields["goal"].initial = goal.public_id if goal else None


class BookForm(AppointmentForm, PeopleForm, HowForm):
    """A new appointment."""

    field_order = [*PEOPLE, "day", "at", "minutes", "timezone", "other_zone", "until", "which", "format"]


class InterviewForm(PeopleForm, HowForm):
    """Everything about a talk but its time."""

    is_new = False

    aim = forms.CharField(
        label=gettext_lazy("What you want to know, in one line"), required=False, max_length=400
    )
    confidentiality = forms.ChoiceField(
        label=gettext_lazy("How they want it treated"),
        choices=Confidentiality.choices,
        help_text=gettext_lazy("Ask: “How would you like me to treat this?”"),
    )


class ReasonForm(OwnedForm):
    reason = forms.CharField(
        label=gettext_lazy("Why"), required=False, max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )


class HoldForm(WhenForm):
    """When a talk really began, and how long it took."""

    minutes = forms.IntegerField(label=gettext_lazy("Minutes"), min_value=1, max_value=600)
    extended_by_them = forms.BooleanField(label=gettext_lazy("They offered to go on longer"), required=False)

    def clean(self) -> dict[str, Any]:
        typed = super().clean()
        if self.starts_at is None or not typed.get("minutes"):
            return typed
        if self.starts_at + timedelta(minutes=typed["minutes"]) > self.now + timedelta(minutes=1):
            self.add_error("minutes", _("That talk would not be over yet. Check the start and the minutes."))
        return typed


class PastTalkForm(WhenForm, PeopleForm):
    """A talk that came about by chance, or before all this."""

    minutes = forms.IntegerField(label=gettext_lazy("Minutes, about"), min_value=1, max_value=600, initial=20)
    format = forms.ChoiceField(label=gettext_lazy("How"), choices=Format.choices, initial=Format.IN_PERSON)
    goal = by_public_id(
        forms.ModelChoiceField(
            Goal.objects.none(),
            label=gettext_lazy("For your goal"),
            required=False,
            empty_label=gettext_lazy("None"),
        )
    )
    takeaways = forms.CharField(
        label=gettext_lazy("What you took away"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 5, "class": "said"}),
        help_text=gettext_lazy("One per line. Each becomes a row of the debrief."),
    )
    notes = forms.CharField(
        label=gettext_lazy("Notes"),
        required=False,
        max_length=100_000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    field_order = [
        *PEOPLE,
        "day",
        "at",
        "minutes",
        "format",
        "takeaways",
        "notes",
        "goal",
        "timezone",
        "other_zone",
    ]

    def __init__(
        self, *args: Any, owner: Any, now: datetime, goal: Goal | None = None, **options: Any
    ) -> None:
        super().__init__(*args, owner=owner, now=now, **options)
        self.fields["goal"].queryset = goals_of(owner, chosen=goal)
        self.fields["goal"].initial = goal.public_id if goal else None
        self.fields["at"].required = False
        self.fields["at"].help_text = _("Noon if you do not know.")
        self.fields["day"].initial = clock.local_date(now, owner.timezone)

    def clean_at(self) -> time:
        self.is_guess = self.cleaned_data["at"] is None
        return self.cleaned_data["at"] or time(12)

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"]
        if day < EARLIEST:
            raise ValidationError(_("That is long ago. Check the year."))
        return day

    def clean(self) -> dict[str, Any]:
        typed = super().clean()
        if self.starts_at is None or not typed.get("minutes"):
            return typed
        if clock.local_date(self.starts_at, self.owner.timezone) > clock.local_date(
            self.now, self.owner.timezone
        ):
            self.add_error("day", _("That day has not come yet. Schedule the talk instead."))
        elif self.starts_at + timedelta(minutes=typed["minutes"]) > self.now:
            if self.is_guess:
                # Noon is still to come, so it was earlier; in whole hours, so that sent twice it is the same.
                hour = self.now.replace(minute=0, second=0, microsecond=0)
                self.starts_at = hour - timedelta(minutes=typed["minutes"])
            else:
                self.add_error(
                    "minutes", _("That talk would not be over yet. Check the start and the minutes.")
                )
        return typed

    def clean_takeaways(self) -> list[str]:
        lines = [line.strip().lstrip("-*• ").strip() for line in self.cleaned_data["takeaways"].splitlines()]
        lines = [line for line in lines if line]
        if any(len(line) > 2000 for line in lines):
            raise ValidationError(
                _("One of the lines is longer than 2,000 letters. Divide it, or put it into the notes.")
            )
        if len(lines) > 50:
            raise ValidationError(_("Fifty takeaways at most. Put the rest into the notes."))
        return lines


# Questions ----------------------------------------------------------------------------------------

QUESTION_FILTERS = (
    ("category", gettext_lazy("Any topic"), QuestionCategory.choices),
    ("stage", gettext_lazy("Any stage"), QuestionStage.choices),
    ("seniority", gettext_lazy("Any level"), QuestionSeniority.choices),
    ("audience", gettext_lazy("Anyone"), Audience.choices),
    ("industry", gettext_lazy("Any industry"), QuestionIndustry.choices),
    ("org_size", gettext_lazy("Any size"), QuestionOrgSize.choices),
    ("framework", gettext_lazy("Any family"), Framework.choices),
)


class QuestionSearchForm(OwnedForm):
    """What is looked for in the banks; a value that is not understood is left out, never an error page."""

    q = forms.CharField(
        required=False,
        max_length=200,
        label=gettext_lazy("Search questions"),
        widget=forms.TextInput(
            attrs={
                "type": "search",
                "placeholder": gettext_lazy("Words of the question"),
                "autocomplete": "off",
            }
        ),
    )
    favourites = forms.BooleanField(required=False)

    def __init__(self, data: Any, *, owner: Any) -> None:
        super().__init__(data, owner=owner)
        for name, nothing, choices in QUESTION_FILTERS:
            kept = [(value, label) for value, label in choices if value != "any"]
            self.fields[name] = forms.ChoiceField(required=False, choices=[("", nothing), *kept])
        self.is_valid()
        self.chosen = {name: value for name, value in self.cleaned_data.items() if value}

    @property
    def selects(self) -> list[forms.BoundField]:
        return [self[name] for name, _nothing, _choices in QUESTION_FILTERS]

    def filter(self, questions: QuerySet[Question]) -> QuerySet[Question]:
        """Keep the questions that fit; one that is made for everybody fits every level, industry and size."""
        for name in ("category", "stage", "framework"):
            if name in self.chosen:
                questions = questions.filter(**{name: self.chosen[name]})
        for name in ("seniority", "audience", "industry", "org_size"):
            if name in self.chosen:
                questions = questions.filter(**{f"{name}__in": [self.chosen[name], "any"]})
        if "favourites" in self.chosen:
            liked = FavouriteQuestion.objects.for_user(self.owner)
            questions = questions.filter(pk__in=liked.values("question"))
        return _with_words(questions, self.chosen.get("q", ""))

    def filter_own(self, questions: QuerySet[OwnQuestion]) -> QuerySet[OwnQuestion]:
        for name in ("category", "stage", "framework"):
            if name in self.chosen:
                questions = questions.filter(**{name: self.chosen[name]})
        return _with_words(questions, self.chosen.get("q", ""))


def _with_words(questions: Any, text: str) -> Any:
    for word in text.replace("\0", " ").split()[:8]:
        questions = questions.filter(Q(text__icontains=word) | Q(purpose__icontains=word))
    return questions


class LinesField(forms.CharField):
    """A few short texts, one a line."""

    def __init__(self, *, most: int = 10, longest: int = 300, **options: Any) -> None:
        self.most, self.longest = most, longest
        super().__init__(
            **{
                "required": False,
                "max_length": most * (longest + 2),
                "widget": forms.Textarea(attrs={"rows": 2, "class": "said"}),
                **options,
            }
        )

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(str(line) for line in value) if isinstance(value, list | tuple) else value

    def clean(self, value: Any) -> list[str]:  # type: ignore[override]
        lines = [line.strip() for line in (super().clean(value) or "").splitlines() if line.strip()]
        if len(lines) > self.most:
            raise ValidationError(_("%(n)s lines at most.") % {"n": self.most})
        if any(len(line) > self.longest for line in lines):
            raise ValidationError(_("A line has at most %(n)s letters.") % {"n": self.longest})
        return lines


def question_field(**options: Any) -> forms.CharField:
    return forms.CharField(
        **{
            "label": gettext_lazy("Question"),
            "max_length": 400,
            "widget": forms.Textarea(attrs={"rows": 2, "class": "said"}),
            **options,
        }
    )


class OwnQuestionForm(OwnedModelForm):
    """A question of one's own."""

    text = question_field(
        help_text=gettext_lazy("What only they can tell you. How, why or which brings out more.")
    )
    probes = LinesField(
        label=gettext_lazy("If they are brief"), help_text=gettext_lazy("Follow-ups, one per line.")
    )

    class Meta:
        model = OwnQuestion
        fields = ("text", "category", "stage", "framework", "purpose", "probes")
        labels = {
            "category": gettext_lazy("Topic"),
            "framework": gettext_lazy("Family"),
            "purpose": gettext_lazy("What it is good for"),
        }

    def clean_text(self) -> str:
        return " ".join(self.cleaned_data["text"].split())


class PlanItemForm(OwnedModelForm):
    """One question in a plan, in one's own words for this person."""

    text = question_field()
    probes = LinesField(
        label=gettext_lazy("If they are brief"), help_text=gettext_lazy("Follow-ups, one per line.")
    )
    gap = by_public_id(
        forms.ModelChoiceField(
            Gap.objects.none(),
            label=gettext_lazy("Speaks to the gap"),
            required=False,
            empty_label=gettext_lazy("None"),
        )
    )

    class Meta:
        model = PlanItem
        fields = ("text", "section", "gap", "probes")
        labels = {"section": gettext_lazy("When")}

    def __init__(self, *args: Any, owner: Any, gaps: QuerySet[Gap], **options: Any) -> None:
        super().__init__(*args, owner=owner, **options)
        self.fields["gap"].queryset = gaps

    def clean_text(self) -> str:
        return " ".join(self.cleaned_data["text"].split())


class NewQuestionForm(OwnedForm):
    """A question written straight into the plan."""

    text = question_field(label=gettext_lazy("A question of your own"))

    def clean_text(self) -> str:
        return " ".join(self.cleaned_data["text"].split())


class MarkForm(PlainForm):
    """What becomes of one mark; its fields carry the mark in their ids, for the page shows many."""

    def __init__(self, data: Any = None, *, mark: LiveMark, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, auto_id=f"%s-{mark.public_id}", initial=initial)
        self.mark = mark


class MarkNameForm(MarkForm):
    name = forms.CharField(
        label=gettext_lazy("Their name"),
        max_length=200,
        error_messages={"required": gettext_lazy("Write the name first.")},
    )

    def clean_name(self) -> str:
        return " ".join(self.cleaned_data["name"].split())


class MarkPromiseForm(MarkForm):
    due_on = day_field(
        required=False,
        label=gettext_lazy("Until"),
        error_messages={"invalid": gettext_lazy("That is not a date.")},
    )


class OpeningForm(OwnedForm):
    """Aim and opening of a talk."""

    is_new = False

    aim = forms.CharField(
        label=gettext_lazy("What you want to know, in one line"),
        required=False,
        max_length=400,
        widget=forms.TextInput(attrs={"class": "said"}),
    )
    opening = forms.CharField(
        label=gettext_lazy("How you begin"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4, "class": "said"}),
        help_text=gettext_lazy(
            "Thanks, who you are, why them, that you ask for neither job nor referral, how long, "
            "may you take notes."
        ),
    )
