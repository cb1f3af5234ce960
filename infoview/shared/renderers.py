"""Forms in the look of the notebook."""

from django.forms.renderers import TemplatesSetting


class NotebookForms(TemplatesSetting):
    """Set as FORM_RENDERER; needs "django.forms" among the installed apps for the widgets."""

    form_template_name = "ui/form.html"
    field_template_name = "ui/field.html"
    formset_template_name = "ui/formset.html"
