from django.apps import AppConfig


class InfoviewConfig(AppConfig):
    name = "infoview"
    label = "roof"

    def ready(self) -> None:
        from contacts.beside import NOTES  # noqa: PLC0415 -- needs the loaded models
        from infoview.people.beside import notes_beside  # noqa: PLC0415

        NOTES[:] = [notes_beside]
