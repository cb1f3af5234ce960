"""Support: how much everybody has, never what; each look is noted in the account looked at."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path
from django.views.decorators.http import require_safe

from contacts.models import Contact
from debriefs.models import Insight
from infoview.accounts.models import AuditAct, AuditEvent, User
from infoview.shared.querysets import OwnedQuerySet
from interviews.enums import InterviewStatus
from interviews.models import Interview
from outreach.models import OutreachRequest
from scheduler.enums import ReminderStatus
from scheduler.models import Reminder

PAGE = 50

admin.site.site_header = "Infoview library"
admin.site.site_title = "Infoview library"
admin.site.index_title = "What everybody is offered"


@dataclass(frozen=True, slots=True)
class Counts:
    """One account in figures."""

    owner: User
    contacts: int
    requests: int
    talks: int
    insights: int
    reminders: int


COUNTED: dict[str, OwnedQuerySet[Any]] = {
    "contacts": Contact.objects.all(),
    "requests": OutreachRequest.objects.all(),
    "talks": Interview.objects.filter(status=InterviewStatus.HELD),
    "insights": Insight.objects.all(),
    "reminders": Reminder.objects.filter(status=ReminderStatus.OPEN),
}


def counts_of(owners: Sequence[User]) -> list[Counts]:
    """Return the figures of these owners; one query for each kind of row, however many owners."""
    figures: dict[int, dict[str, int]] = {owner.pk: dict.fromkeys(COUNTED, 0) for owner in owners}
    for name, rows in COUNTED.items():
        mine = rows.filter(owner__in=owners).order_by().values_list("owner").annotate(count=Count("pk"))
        for owner_id, count in mine:
            figures[owner_id][name] = count
    return [Counts(owner=owner, **figures[owner.pk]) for owner in owners]


@require_safe
def support(request: HttpRequest) -> HttpResponse:
    """Show staff how much each account holds, by page; write into each account that it was looked at."""
    people = User.objects.only("email", "is_active", "is_staff", "date_joined", "last_login", "last_seen_at")
    page = Paginator(people.order_by("email", "pk"), PAGE).get_page(request.GET.get("page"))
    owners = list(page.object_list)
    AuditEvent.objects.bulk_create(
        AuditEvent(owner=owner, actor_id=request.user.pk, act=AuditAct.ADMIN_OPENED, object_kind="support")
        for owner in owners
    )
    context = {
        **admin.site.each_context(request),
        "title": "Support",
        "rows": counts_of(owners),
        "page": page,
    }
    request.current_app = admin.site.name  # type: ignore[attr-defined]
    return TemplateResponse(request, "admin/support.html", context)


# Under the name "admin", so that the second lock of the admin site holds for it, too.
urlpatterns = [path("support/", admin.site.admin_view(support), name="support")]
