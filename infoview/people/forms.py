"""What is chosen when several records are one person."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contacts.formats.identity import name_key
from contacts.forms import PersonNameField, find_person
from contacts.models import Contact
from infoview.people.choosing import chosen_values, questions
from infoview.shared.forms import OwnedForm, PlainForm

MISSING = gettext_lazy("Choose one of them.")


class MergeForm(PlainForm):
    """Which record stays, and whose value where they differ.

    people   the one who is suggested to stay first; organisation and introducer must be loaded
    """

    def __init__(self, data: Any, *, people: Sequence[Contact]) -> None:
        super().__init__(data)
        self.people = {str(person.public_id): person for person in people}
        self.questions = questions(people)
        self.fields["kept"] = self._choice([(uid, person.name) for uid, person in self.people.items()])
        for question in self.questions:
            self.fields[question.key] = self._choice([(one.uid, one.text) for one in question.options])

    @staticmethod
    def _choice(choices: list[tuple[str, str]]) -> forms.ChoiceField:
        # What differs since the page was shown was not asked: it goes as it would be suggested.
        words = {"invalid_choice": MISSING, "required": MISSING}
        return forms.ChoiceField(choices=choices, required=False, initial=choices[0][0], error_messages=words)

    @property
    def rows(self) -> list[dict[str, Any]]:
        """Return each question with what is chosen so far, as the page shows it."""
        return [
            {
                "question": question,
                "chosen": self._chosen(question.key),
                "errors": self.errors_of(question.key),
            }
            for question in self.questions
        ]

    @property
    def chosen_kept(self) -> str:
        return self._chosen("kept")

    def _chosen(self, key: str) -> str:
        value = self[key].value() or self.fields[key].initial
        known = {uid for uid, _text in self.fields[key].choices}  # type: ignore[attr-defined]
        return str(value) if value in known else ""

    def errors_of(self, key: str) -> list[str]:
        return [str(error) for error in self.errors.get(key, [])]

    def decided(self) -> tuple[Contact, list[Contact], dict[str, Any]]:
        """Return who stays, who goes into them, and the columns of the one who stays."""
        picked = {key: value for key, value in self.cleaned_data.items() if value}
        kept = self.people[picked.pop("kept", next(iter(self.people)))]
        gone = [person for person in self.people.values() if person != kept]
        return kept, gone, chosen_values([kept, *gone], picked)


class MergeWithForm(OwnedForm):
    """Somebody else on the list who is the same person."""

    other = PersonNameField(label=gettext_lazy("Who is the same person"), required=True)

    def __init__(self, *args: Any, contact: Contact, **options: Any) -> None:
        self.contact = contact
        super().__init__(*args, **options)

    def clean_other(self) -> Contact:
        text = self.cleaned_data["other"]
        others = Contact.objects.for_user(self.owner).exclude(pk=self.contact.pk)
        namesakes = list(others.filter(name_key=name_key(text)[:200]).order_by("pk")[:2])
        other = namesakes[0] if len(namesakes) == 1 else find_person(self.owner, text)
        if other is None or other.pk == self.contact.pk:
            raise ValidationError(_("Choose somebody else."))
        return other
