"""What the owner chooses before an export."""

from django import forms
from django.utils.translation import gettext_lazy as _


class AccountExportForm(forms.Form):
    private = forms.BooleanField(
        required=False,
        label=_("With what is kept private"),
        help_text=_("Insights and notes of talks that you treat as private stay out unless you tick this."),
    )
