"""Signing in, passwords, the profile, invitations, and the end of an account."""

from typing import Any, ClassVar

from allauth.account import forms as library
from allauth.account.adapter import get_adapter
from allauth.core import context
from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext as _

from infoview.accounts.models import User
from infoview.accounts.signup_form import timezone_field
from infoview.shared.forms import PlainForm, WordedForm, reword
from infoview.shared.zones import current, current_zones


class OurWords:
    """The library's forms in our words: a label above each field, no grey text inside it."""

    labels: ClassVar[dict[str, str]] = {
        "login": "E-mail",
        "email": "E-mail",
        "password": "Password",
        "password1": "Password",
        "password2": "The same once more",
        "oldpassword": "Your present password",
    }
    hints: ClassVar[dict[str, str]] = {}
    fields: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            reword(field)
            field.widget.attrs.pop("placeholder", None)
            field.label = self.labels.get(name, field.label)
            field.help_text = self.hints.get(name, "")


NEW_PASSWORD = "At least 12 characters, such as four words that do not belong together."


class LoginForm(OurWords, library.LoginForm):
    pass


class SignupForm(OurWords, library.SignupForm):
    hints = {
        "name": "As you sign your notes.",
        "password1": NEW_PASSWORD,
        "timezone": "Taken from your browser. Days and due times are counted in it.",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(["name", "email", "password1", "timezone"])

    def clean_email(self) -> str:
        """Take only the address that an invitation was made for, where one is needed; never say which."""
        email: str = self.cleaned_data["email"].lower()
        if not get_adapter().may_sign_up_with(context.request, email):
            raise forms.ValidationError(_("This invitation was made for another address."))
        return str(super().clean_email())


class ChangePasswordForm(OurWords, library.ChangePasswordForm):
    labels = OurWords.labels | {"password1": "The new one"}
    hints = {"password1": NEW_PASSWORD}


class SetPasswordForm(OurWords, library.SetPasswordForm):
    hints = {"password1": NEW_PASSWORD}


class ResetPasswordForm(OurWords, library.ResetPasswordForm):
    pass


class ResetPasswordKeyForm(OurWords, library.ResetPasswordKeyForm):
    labels = OurWords.labels | {"password1": "The new one"}
    hints = {"password1": NEW_PASSWORD}


class ChangeEmailForm(OurWords, library.ChangeEmailForm):
    labels = {"email": "The new address"}


class ReauthenticateForm(OurWords, library.ReauthenticateForm):
    pass


class ProfileForm(WordedForm, forms.ModelForm):
    timezone = timezone_field(help_text="Due times and days are counted in it.")
    hour12 = forms.TypedChoiceField(
        label="Hours",
        choices=[("no", "16:20"), ("yes", "4:20 pm")],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )

    class Meta:
        model = User
        fields = [
            "name", "headline", "seniority", "region", "country", "profile_url", "mode", "privacy_notice_url",
            "what_i_do_not_know", "timezone", "theme", "hour12", "shortcuts",
        ]  # fmt: skip
        labels = {
            "name": "Your name",
            "headline": "What you do now",
            "seniority": "Experience",
            "region": "Where you write to people",
            "country": "Country",
            "profile_url": "Your public profile",
            "mode": "How you use Infoview",
            "privacy_notice_url": "Your privacy notice",
            "what_i_do_not_know": "What I do not know yet",
            "theme": "Look",
            "shortcuts": "Single-letter shortcuts",
        }
        help_texts = {
            "country": "Two letters, such as DE. Public holidays follow it.",
            "profile_url": "A page that says who you are, for the notes you send.",
            "privacy_notice_url": "Only for recruiters and programmes: the page your notes link to.",
            "what_i_do_not_know": "Honest gaps make good questions. Only you see this.",
            "shortcuts": "Such as g then t for Today. Switch them off if you speak to your computer.",
        }
        widgets = {
            "what_i_do_not_know": forms.Textarea(attrs={"rows": 4}),
            "theme": forms.RadioSelect,
            "country": forms.TextInput(attrs={"size": 2, "maxlength": 2, "autocomplete": "country"}),
            "name": forms.TextInput(attrs={"autocomplete": "name"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["hour12"] = "yes" if self.instance.hour12 else "no"
        zone = current(self.instance.timezone)
        self.initial["timezone"] = zone if any(zone == known.name for known in current_zones()) else "UTC"

    def clean_country(self) -> str:
        country = self.cleaned_data["country"].strip().upper()
        if country and not (country.isascii() and country.isalpha() and len(country) == 2):
            raise forms.ValidationError("Write the two letters of the country, such as DE or US.")
        return country

    def clean_profile_url(self) -> str:
        return _web_address(self.cleaned_data["profile_url"])

    def clean_privacy_notice_url(self) -> str:
        return _web_address(self.cleaned_data["privacy_notice_url"])

    def save(self, commit: bool = True) -> User:
        """Save the changed columns only: another tab may have changed the others."""
        user: User = self.instance
        if commit and self.changed_data:
            user.save(update_fields=self.changed_data)
        return user


class ThemeForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ["theme"]


class InvitationForm(PlainForm):
    email = forms.EmailField(
        label="Their e-mail address", max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "off"})
    )

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"].lower()
        if User.objects.filter(email__iexact=email).exists():
            raise forms.ValidationError("This address has an account.")
        return email


class AccountDeleteForm(PlainForm):
    email = forms.CharField(
        label="Your e-mail address, to be sure", widget=forms.EmailInput(attrs={"autocomplete": "off"})
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        if email.strip().lower() != self.user.email.lower():
            raise forms.ValidationError("This is not the address of this account.")
        return email


def _web_address(text: str) -> str:
    text = text.strip()
    if text:
        URLValidator(
            schemes=["http", "https"], message="Write a web address, such as https://example.org/me."
        )(text)
    return text
