from django.apps import AppConfig


class DebriefsConfig(AppConfig):
    name = "debriefs"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from debriefs.services import is_debriefed, said_by  # noqa: PLC0415 -- needs the loaded models
        from interviews.services import DEBRIEFED  # noqa: PLC0415 -- needs the loaded models
        from outreach.composing import SAID  # noqa: PLC0415 -- needs the loaded models

        SAID[:] = [said_by]
        DEBRIEFED[:] = [is_debriefed]
