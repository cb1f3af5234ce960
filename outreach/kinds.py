"""Which messages begin a request, and which count as an attempt (pure)."""

from outreach.enums import ATTEMPT_KINDS, MessageKind, RequestStatus

OPENING_KINDS = frozenset({MessageKind.REQUEST, MessageKind.REQUEST_NOTE, MessageKind.INVITATION})
ASKING_KINDS = frozenset(ATTEMPT_KINDS) | OPENING_KINDS
STATE_AFTER = {MessageKind.NUDGE: RequestStatus.NUDGED, MessageKind.LAST_ATTEMPT: RequestStatus.LAST_ATTEMPT}
