"""Whether the app is well: one word for everybody, the details for staff."""

import shutil
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from infoview.backups import services
from infoview.shared import clock
from scheduler.digest import operators_report
from scheduler.models import Heartbeat

LITTLE_DISK = 200 * 1024 * 1024


@login_not_required  # a monitor has no account; one word tells nobody anything
@require_safe
def health(request: HttpRequest) -> HttpResponse:
    if request.GET.get("full"):
        if not (request.user.is_authenticated and request.user.is_staff):
            raise PermissionDenied
        details = full_report()
        return JsonResponse(details, status=200 if details["ok"] else 503)
    well = _database_answers()
    return HttpResponse(
        "ok" if well else "the database does not answer",
        status=200 if well else 503,
        content_type="text/plain",
    )


def full_report() -> dict[str, Any]:
    if not _database_answers():
        return {"ok": False, "database": "does not answer"}
    executor = MigrationExecutor(connection)
    pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    free = shutil.disk_usage(settings.DATA_DIR).free
    digests = operators_report(now=clock.now())
    return {
        "ok": not pending and free > LITTLE_DISK and not digests["no_sender_runs"],
        "database": connection.vendor,
        "pending_migrations": [f"{migration.app_label}.{migration.name}" for migration, _ in pending],
        "disk_free_mb": free // (1024 * 1024),
        "mail": "outbox" if settings.EMAIL_BACKEND.endswith("OutboxBackend") else "server",
        "newest_backup_hours_ago": _hours_since_backup(),
        "jobs_hours_ago": {
            job: _hours_since(at.timestamp()) for job, at in Heartbeat.objects.values_list("job", "at")
        },
        "digests": digests,
    }


def _database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            return bool(cursor.fetchone() == (1,))
    except DatabaseError:
        return False


def _hours_since_backup() -> float | None:
    """Return the age of the last good backup in hours: noted by the command, or a file in `backups/`."""
    noted = Heartbeat.objects.filter(job=services.JOB).values_list("at", flat=True)
    times = [at.timestamp() for at in noted]
    for path in (Path(settings.DATA_DIR) / "backups").glob("[!.]*"):
        if not path.name.startswith("before-restore"):  # what was given up is no backup
            times.append(path.stat().st_mtime)
    return _hours_since(max(times)) if times else None


def _hours_since(timestamp: float) -> float:
    return round((clock.now().timestamp() - timestamp) / 3600, 1)
