"""The pages on which an owner sets numbers: saved and said, or shown with what was wrong."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from infoview.shared.htmx import render_page, toast


def settings_page(
    request: HttpRequest, template: str, form: forms.ModelForm, *, said: str, **context: Any
) -> HttpResponse:
    """Save what was posted and come back to the page; 422 with the words kept when it was not accepted.

    The view fetches the row inside `once.in_turn`: two first saves at once would both make it.
    """
    if request.method == "POST" and form.is_valid():
        form.save()
        toast(request, said)
        return redirect(request.path)
    status = 422 if request.method == "POST" else 200
    return render_page(request, template, {"form": form, **context}, status=status)
