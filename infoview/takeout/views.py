"""The whole account as a download."""

from tempfile import TemporaryFile
from typing import Any

from allauth.account.decorators import reauthentication_required
from django.http import FileResponse, HttpResponse
from django.views.decorators.http import require_http_methods

from infoview.accounts import audit
from infoview.accounts.models import AuditAct
from infoview.shared import clock
from infoview.shared.context import now_of
from infoview.shared.htmx import render_page
from infoview.takeout.forms import AccountExportForm
from infoview.takeout.writing import write_account


@require_http_methods(["GET", "HEAD", "POST"])
@reauthentication_required
def account_export(request: Any) -> HttpResponse | FileResponse:
    """Offer the export, or send it; it is built in a temporary file that goes when it is sent."""
    form = AccountExportForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return render_page(request, "takeout/account_export.html", {"form": form}, status=status)
    now = now_of(request)
    file = TemporaryFile()  # noqa: SIM115 -- the answer closes it
    write_account(owner=request.user, out=file, private=form.cleaned_data["private"], now=now)
    audit.record(AuditAct.EXPORTED, owner=request.user, kind="account")
    file.seek(0)
    day = clock.local_date(now, request.user.timezone)
    response = FileResponse(file, as_attachment=True, filename=f"infoview-{day.isoformat()}.zip")
    response["Cache-Control"] = "no-store"
    return response
