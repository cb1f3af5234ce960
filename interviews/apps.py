from django.apps import AppConfig


class InterviewsConfig(AppConfig):
    name = "interviews"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from interviews.preparing import planned_talks  # noqa: PLC0415 -- needs the loaded models
        from interviews.services import note_thanks  # noqa: PLC0415 -- needs the loaded models
        from outreach.board import TALKS  # noqa: PLC0415 -- needs the loaded models
        from outreach.services import SENT_OR_NOT  # noqa: PLC0415 -- needs the loaded models

        SENT_OR_NOT.append(note_thanks)
        TALKS.append(planned_talks)
