"""The web server's settings and its access log; gunicorn reads this module (-c python:infoview.server)."""

import logging
import os
from typing import Any

from gunicorn.glogging import Logger

from infoview import logs
from infoview.settings.local import DATA_DIR, ENVIRONMENT

_host = f"[{ENVIRONMENT.host}]" if ":" in ENVIRONMENT.host else ENVIRONMENT.host
bind = f"{_host}:{ENVIRONMENT.port}"
workers = ENVIRONMENT.web_workers
worker_class = "gthread"
threads = 4
# An import of many rows takes longer than a page.
timeout = 120
graceful_timeout = 20
keepalive = 5
# Memory that a library leaks does not pile up for months; spread, so that they do not restart together.
max_requests = 20_000
max_requests_jitter = 4_000
# One copy of the code for all workers.
preload_app = True
wsgi_app = "infoview.wsgi:application"
control_socket_disable = True
accesslog = "-"
errorlog = "-"
loglevel = "warning"
if os.path.isdir("/dev/shm"):
    # The workers' heartbeat; a slow disk must not look like a dead worker.
    worker_tmp_dir = "/dev/shm"


class AccessLog(Logger):
    """One line for each request in the file of the day: who asked for what, never with which secret."""

    def setup(self, cfg: Any) -> None:
        super().setup(cfg)
        self.access_log.handlers = [logs.DailyFile(str(DATA_DIR / "log"), "access")]
        self.access_log.handlers[0].setFormatter(logs.JsonLine())
        self.access_log.setLevel(logging.INFO)

    def access(self, resp: Any, req: Any, environ: dict[str, Any], request_time: Any) -> None:
        status = str(resp.status).split(maxsplit=1)[0]
        self.access_log.info(
            "%s %s %s %s %s bytes %d ms",
            environ.get("REMOTE_ADDR", "-"),
            environ.get("REQUEST_METHOD", "-"),
            logs.masked(environ.get("PATH_INFO", "-")),
            status,
            getattr(resp, "sent", "-"),
            request_time.total_seconds() * 1000,
        )


logger_class = AccessLog


def post_fork(server: Any, worker: Any) -> None:
    """Let no worker inherit a connection that another one uses too."""
    from django.db import connections  # noqa: PLC0415 -- the app is loaded by then

    for connection in connections.all(initialized_only=True):
        connection.connection = None
