"""Templates: the library's to read and copy, the owner's to change."""

from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from infoview.shared.htmx import render_page, toast
from infoview.shared.once import in_turn, once
from outreach.composing import review_of_template, template_named
from outreach.enums import MessageKind
from outreach.forms import OwnTemplateForm
from outreach.models import MessageTemplate, OutreachSettings, OwnTemplate, TemplateFields, TemplateStatus
from outreach.views.common import owner_of

SHOWN = 100


@require_safe
def template_list(request: HttpRequest) -> HttpResponse:
    """Show the owner's templates and the library's, by kind."""
    kind = request.GET.get("kind", "")
    kind = kind if kind in MessageKind.values else ""
    own = OwnTemplate.objects.for_user(request.user)
    library = MessageTemplate.objects.filter(status=TemplateStatus.PUBLISHED, mode=owner_of(request).mode)
    if kind:
        own, library = own.filter(kind=kind), library.filter(kind=kind)
    context = {
        "own": list(own.order_by("name", "pk")[:SHOWN]),
        "library": list(library.order_by("kind", "position", "pk")[:SHOWN]),
        "kind": kind,
        "kinds": MessageKind.choices,
    }
    return render_page(request, "outreach/template_list.html", context, partials=("templates",))


def _to_list(request: HttpRequest, own: OwnTemplate) -> HttpResponse:
    return redirect("outreach:template_list")


@require_http_methods(["GET", "HEAD", "POST"])
@once(OwnTemplate, _to_list)
def template_create(request: HttpRequest) -> HttpResponse:
    """Write an own template, from nothing or from a copy."""
    copied = template_named(request.user, f"library:{request.GET.get('copy', '')[:40]}")
    source = copied if isinstance(copied, MessageTemplate) else None
    own = OwnTemplate(owner=request.user, mode=owner_of(request).mode, copied_from=source)
    initial = copy_of(source) if source else {}
    form = OwnTemplateForm(request.POST or None, instance=own, initial=initial, owner=request.user)
    return _written(request, form)


def copy_of(source: MessageTemplate) -> dict[str, Any]:
    names = [field.name for field in TemplateFields._meta.get_fields()]
    return {name: getattr(source, name) for name in names}


@require_http_methods(["GET", "HEAD", "POST"])
@in_turn
def template_update(request: HttpRequest, public_id: UUID) -> HttpResponse:
    own = get_object_or_404(OwnTemplate.objects.for_user(request.user), public_id=public_id)
    return _written(request, OwnTemplateForm(request.POST or None, instance=own, owner=request.user))


def _written(request: HttpRequest, form: OwnTemplateForm) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                form.save()
        except IntegrityError:
            form.add_error("name", _("You have a template of this name."))
        else:
            toast(request, _("Saved."))
            return _to_list(request, form.instance)
    status = 422 if request.method == "POST" else 200
    shown = {name: str(form[name].value() or "") for name in ("kind", "channel", "subject", "body")}
    review = review_of_template(owner=request.user, settings=OutreachSettings.of(request.user), **shown)
    context = {"form": form, "review": review, "own": form.instance}
    return render_page(
        request, "outreach/template_update.html", context, partials=("template-checks",), status=status
    )


@require_POST
def template_checks(request: HttpRequest) -> HttpResponse:
    """Say what reads badly in a template while it is written."""
    typed = {name: request.POST.get(name, "") for name in ("kind", "channel", "subject", "body")}
    shown = {name: text[:6000].replace("\x00", "") for name, text in typed.items()}
    review = review_of_template(owner=request.user, settings=OutreachSettings.of(request.user), **shown)
    return render_page(request, "outreach/template_update.html#template-checks", {"review": review})


@require_http_methods(["GET", "HEAD", "POST"])
def template_delete(request: HttpRequest, public_id: UUID) -> HttpResponse:
    own = get_object_or_404(OwnTemplate.objects.for_user(request.user), public_id=public_id)
    if request.method == "POST":
        own.delete()
        toast(request, _("The template is gone."))
        return redirect("outreach:template_list")
    context = {
        "title": _("Delete %(name)s?") % {"name": own.name},
        "goes": _("The template goes. There is no way back."),
        "stays": _("Letters that were written from it stay as they are."),
        "action": _("Delete template"),
        "danger": True,
        "back": reverse("outreach:template_update", args=[public_id]),
    }
    return render_page(request, "ui/confirm.html", context)
