from django.apps import AppConfig


class InfoviewConfig(AppConfig):
    name = "infoview"
    label = "roof"

    def ready(self) -> None:
        from contacts.beside import NOTES, ORGANISATIONS  # noqa: PLC0415 -- needs the loaded models
        from infoview.people.beside import notes_beside  # noqa: PLC0415
        from infoview.people.heard import heard_at  # noqa: PLC0415

        NOTES[:] = [notes_beside]
        ORGANISATIONS[:] = [heard_at]
