from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate, pre_migrate


class SearchConfig(AppConfig):
    name = "infoview.search"
    label = "search"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Framework hooks: no migration may run with our triggers in its way, or leave without them.
        pre_migrate.connect(drop_triggers, sender=self)
        post_migrate.connect(create_triggers, sender=self)


def drop_triggers(using: str, **kwargs: Any) -> None:
    from infoview.search import triggers  # noqa: PLC0415 -- needs the loaded models

    triggers.drop(connections[using])


def create_triggers(using: str, **kwargs: Any) -> None:
    from infoview.search import triggers  # noqa: PLC0415 -- needs the loaded models

    connection = connections[using]
    if "search_entry" in connection.introspection.table_names():
        triggers.create(connection)
