"""Accounts for support: who is here and may come in; nothing of what they wrote, no secrets of theirs."""

from typing import Any

import allauth.account.admin
import allauth.mfa.admin
import allauth.usersessions.admin  # noqa: F401 -- they register their tables; we take them off again
from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import admin
from django.contrib.auth.models import Group
from django.http import HttpRequest

from infoview.accounts.models import User

# Keys, addresses of machines and confirmation links are nobody's business but the owner's.
for model in (EmailAddress, EmailConfirmation, Authenticator, UserSession, Group):
    if admin.site.is_registered(model):
        admin.site.unregister(model)


@admin.register(User)
class UserAdmin(admin.ModelAdmin):
    """Staff may switch an account off and on, and name other staff; all else is done elsewhere."""

    list_display = ["email", "name", "is_active", "is_staff", "date_joined", "last_seen_at"]
    list_filter = ["is_active", "is_staff"]
    search_fields = ["email", "name"]
    ordering = ["email", "pk"]
    fields = ["email", "name", "date_joined", "last_seen_at", "is_active", "is_staff", "is_superuser"]
    readonly_fields = ["email", "name", "date_joined", "last_seen_at"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """Nobody locks themselves out, and only an administrator makes another."""
        fields = list(self.readonly_fields)
        if not request.user.is_superuser or (obj is not None and obj.pk == request.user.pk):
            fields += ["is_active", "is_staff", "is_superuser"]
        return fields

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        obj.save(update_fields=form.changed_data)
