"""Mail where there is no mail server: each letter becomes a file, and nobody pretends that it was sent."""

import os
import re
import secrets
from collections.abc import Sequence
from email.utils import make_msgid
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from infoview.shared import clock


class OutboxBackend(BaseEmailBackend):
    """Writes .eml files, which every mail program opens, to the folder outbox in the data folder."""

    def __init__(self, fail_silently: bool = False, folder: Path | None = None, **options: Any) -> None:
        super().__init__(fail_silently=fail_silently)
        self.folder = folder or Path(settings.DATA_DIR) / "outbox"

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        written = 0
        for message in email_messages:
            if not message.recipients():
                continue
            try:
                self._write(message)
                written += 1
            except OSError:
                if not self.fail_silently:
                    raise
        return written

    def _write(self, message: EmailMessage) -> None:
        # Django would ask the network for this machine's name, and wait for it without one.
        domain = urlsplit(settings.SITE_URL).hostname
        message.extra_headers.setdefault("Message-ID", make_msgid(domain=domain))
        subject = re.sub(r"[^a-z0-9]+", "-", message.subject.lower()).strip("-")[:60] or "mail"
        name = f"{clock.now():%Y-%m-%d-%H%M%S}-{subject}-{secrets.token_hex(3)}.eml"
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = self.folder / f".{name}"
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(message.message().as_bytes())
        draft.rename(self.folder / name)
