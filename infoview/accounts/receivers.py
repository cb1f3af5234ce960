"""What the framework tells us about sign-ins; our own rooms call each other directly."""

from typing import Any

from allauth.account import signals as account
from allauth.mfa import signals as two_factor
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver
from django.http import HttpRequest

from infoview.accounts import audit
from infoview.accounts.middleware import SEEN_AT, SIGNED_IN_AT
from infoview.accounts.models import AuditAct, User
from infoview.shared import clock


@receiver(user_logged_in)
def begin_session(request: HttpRequest, user: User, **options: Any) -> None:
    now = clock.now()
    request.session[SIGNED_IN_AT] = request.session[SEEN_AT] = now.timestamp()
    User.objects.filter(pk=user.pk).update(last_seen_at=now)
    audit.record(AuditAct.SIGNED_IN, owner=user)


@receiver(user_logged_out)
def end_session(request: HttpRequest, user: User | None, **options: Any) -> None:
    request.signed_out = True  # type: ignore[attr-defined]
    if user is not None and user.pk is not None:
        audit.record(AuditAct.SIGNED_OUT, owner=user)


@receiver(user_login_failed)
def note_failure(credentials: dict[str, Any], **options: Any) -> None:
    user = User.objects.filter(
        email__iexact=str(credentials.get("email") or credentials.get("username") or "")
    ).first()
    if user is not None:
        audit.record(AuditAct.SIGN_IN_FAILED, owner=user)


@receiver([account.password_changed, account.password_set, account.password_reset])
def note_password(user: User, **options: Any) -> None:
    audit.record(AuditAct.PASSWORD_CHANGED, owner=user)


@receiver(account.email_changed)
def note_email(user: User, **options: Any) -> None:
    audit.record(AuditAct.EMAIL_CHANGED, owner=user)


@receiver([two_factor.authenticator_added, two_factor.authenticator_removed, two_factor.authenticator_reset])
def note_two_factor(user: User, **options: Any) -> None:
    audit.record(AuditAct.MFA_CHANGED, owner=user)
