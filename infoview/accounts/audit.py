"""What happened in an account: who, when, which act, which object; never a value."""

from typing import Any
from uuid import UUID

from infoview.accounts.models import AuditAct, AuditEvent, User


def record(
    act: AuditAct,
    *,
    owner: User,
    actor: Any = None,
    kind: str = "",
    object_id: UUID | None = None,
    count: int = 1,
) -> AuditEvent:
    """Note one act in the owner's account; `actor` is who did it, the owner where it is left out."""
    return AuditEvent.objects.create(
        owner=owner, actor=actor or owner, act=act, object_kind=kind, object_id=object_id, count=count
    )
