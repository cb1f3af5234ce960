"""The one table that search reads; database triggers write it, no code of ours does."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from infoview.shared.querysets import OwnedQuerySet


class SearchEntry(models.Model):
    """One findable text. kind and object_id name the row it was taken from.

    owner_token  the owner as one word, so that the full-text index itself can leave out the others
    """

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20)
    object_id = models.BigIntegerField()
    owner_token = models.CharField(max_length=24)
    title = models.TextField()
    body = models.TextField()

    objects = OwnedQuerySet.as_manager()
    are_facts: ClassVar[bool] = False

    class Meta:
        db_table = "search_entry"
        constraints = [models.UniqueConstraint(fields=["kind", "object_id"], name="search_entry_once")]

    def __str__(self) -> str:
        return f"SearchEntry {self.kind} {self.object_id}"
