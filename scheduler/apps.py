from django.apps import AppConfig


class SchedulerConfig(AppConfig):
    name = "scheduler"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from outreach.board import PAUSES  # noqa: PLC0415 -- needs the loaded models
        from scheduler.gather import pauses_of  # noqa: PLC0415 -- needs the loaded models

        PAUSES.append(pauses_of)
