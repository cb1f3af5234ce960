from django.apps import AppConfig


class InfoviewConfig(AppConfig):
    name = "infoview"
    label = "roof"

    def ready(self) -> None:
        from contacts import beside  # noqa: PLC0415 -- needs the loaded models
        from infoview.people.beside import notes_beside  # noqa: PLC0415
        from infoview.people.heard import heard_at  # noqa: PLC0415
        from infoview.people.narrowing import NARROWINGS  # noqa: PLC0415

        beside.NOTES[:] = [notes_beside]
        beside.ORGANISATIONS[:] = [heard_at]
        beside.NARROWINGS[:] = NARROWINGS
