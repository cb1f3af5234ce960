"""The owner, invitations, and what happened in the account."""

import uuid
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Lower

from infoview.shared import clock
from infoview.shared.querysets import OwnedQuerySet


def validate_timezone(value: str) -> None:
    try:
        ZoneInfo(value)
    except (KeyError, ValueError, OSError) as error:
        raise ValidationError(
            "“%(value)s” is not a time zone. Write it like Europe/Berlin.", params={"value": value}
        ) from error


class Mode(models.TextChoices):
    SEEKER = "seeker", "I explore work for myself"
    RECRUITER = "recruiter", "I recruit"
    AGENCY = "agency", "I work for an agency"
    INTERNAL = "internal", "I run an internal programme"


class Theme(models.TextChoices):
    SYSTEM = "system", "As the device"
    LIGHT = "light", "Light"
    DARK = "dark", "Dark"


class Region(models.TextChoices):
    UNKNOWN = "", "Other or unknown"
    USA = "USA", "USA"
    UK = "UK", "United Kingdom"
    EU = "EU", "Europe"
    DACH = "DACH", "Germany, Austria, Switzerland"
    LATAM = "LatAm", "Latin America"
    MENA = "MENA", "Middle East and North Africa"
    APAC = "APAC", "Asia and Pacific"
    AFRICA = "Africa", "Africa"


class Seniority(models.TextChoices):
    UNKNOWN = "", "Unknown"
    ENTRY = "entry", "Entry"
    MID = "mid", "Mid"
    SENIOR = "senior", "Senior"


class UserManager(BaseUserManager["User"]):
    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        if not email:
            raise ValueError("An account needs an e-mail address.")
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractUser):
    """The owner of everything that is not library.

    facts_version  counts the changes of the owner's facts; plans, feeds and badges
                   remember the version they were made for
    """

    username = None  # type: ignore[assignment]
    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    email = models.EmailField("e-mail", unique=True)
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=120, blank=True)
    timezone = models.CharField(max_length=64, default="UTC", validators=[validate_timezone])
    country = models.CharField(max_length=2, blank=True, help_text="For public holidays, such as DE.")
    mode = models.CharField(max_length=12, choices=Mode, default=Mode.SEEKER)
    theme = models.CharField(max_length=8, choices=Theme, default=Theme.SYSTEM)
    hour12 = models.BooleanField("12-hour clock", default=False)
    shortcuts = models.BooleanField("single-letter shortcuts", default=True)
    headline = models.CharField(
        max_length=160, blank=True, help_text="One short phrase, such as retail marketing manager."
    )
    region = models.CharField(max_length=8, choices=Region, blank=True)
    seniority = models.CharField(max_length=8, choices=Seniority, blank=True)
    profile_url = models.CharField(max_length=300, blank=True)
    what_i_do_not_know = models.TextField(blank=True, max_length=4000)
    is_demo = models.BooleanField(default=False, editable=False)
    facts_version = models.BigIntegerField(default=0, editable=False)
    last_seen_at = models.DateTimeField(null=True, editable=False)
    deletion_due_at = models.DateTimeField(null=True, blank=True, editable=False)
    privacy_notice_url = models.CharField(max_length=300, blank=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects: ClassVar[UserManager] = UserManager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="accounts_user_email_once",
                violation_error_message="This address has an account.",
            ),
        ]

    def __str__(self) -> str:
        return self.email

    def save(self, *, update_fields: Any = None, **options: Any) -> None:
        """Save, but never write back a version that other writes have raised in the meantime."""
        if update_fields is None and not self._state.adding:
            update_fields = [
                f.name for f in self._meta.concrete_fields if f.name not in {"id", "facts_version"}
            ]
        super().save(update_fields=update_fields, **options)

    def get_full_name(self) -> str:
        return self.name or self.email

    def get_short_name(self) -> str:
        return self.name.split()[0] if self.name.strip() else self.email

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)


class Invitation(models.Model):
    """One link by which one person may sign up while sign-up is closed to others.

    token_hash  SHA-256 of the token in the link, hex; the token itself is shown once
    """

    email = models.EmailField(blank=True)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )
    created_at = models.DateTimeField(default=clock.now, editable=False)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(expires_at__gt=models.F("created_at")),
                name="accounts_invitation_expires_later",
                violation_error_message="An invitation must end after it was made.",
            )
        ]

    def __str__(self) -> str:
        return f"Invitation {self.pk}"


class AuditAct(models.TextChoices):
    SIGNED_IN = "signed_in", "Signed in"
    SIGN_IN_FAILED = "sign_in_failed", "Sign-in failed"
    SIGNED_OUT = "signed_out", "Signed out"
    PASSWORD_CHANGED = "password_changed", "Password changed"
    EMAIL_CHANGED = "email_changed", "E-mail address changed"
    MFA_CHANGED = "mfa_changed", "Two-factor sign-in changed"
    SESSION_ENDED = "session_ended", "Session ended"
    EXPORTED = "exported", "Exported"
    IMPORTED = "imported", "Imported"
    IMPORT_UNDONE = "import_undone", "Import undone"
    MERGED = "merged", "Merged"
    MERGE_UNDONE = "merge_undone", "Merge undone"
    ERASED = "erased", "Erased"
    FEED_MADE = "feed_made", "Calendar address made"
    FEED_RENEWED = "feed_renewed", "Calendar address renewed"
    FEED_STOPPED = "feed_stopped", "Calendar address switched off"
    ADMIN_OPENED = "admin_opened", "Opened in the admin site"
    DELETION_ASKED = "deletion_asked", "Deletion of the account asked for"
    DELETION_STOPPED = "deletion_stopped", "Deletion of the account stopped"


class AuditEvent(models.Model):
    """Who did what to which object, and when; never a value."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(default=clock.now)
    act = models.CharField(max_length=24, choices=AuditAct)
    object_kind = models.CharField(max_length=40, blank=True)
    object_id = models.UUIDField(null=True)
    count = models.PositiveIntegerField(default=1)

    objects = OwnedQuerySet.as_manager()
    are_facts: ClassVar[bool] = False

    class Meta:
        indexes = [
            models.Index(fields=["owner", "-at"], name="accounts_audit_recent")
        ]  # what happened in my account

    def __str__(self) -> str:
        return f"AuditEvent {self.pk} ({self.act})"
