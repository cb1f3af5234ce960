from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "infoview.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from infoview.accounts import receivers  # noqa: F401, PLC0415 -- app ready
