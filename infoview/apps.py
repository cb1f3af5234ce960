from django.apps import AppConfig


class InfoviewConfig(AppConfig):
    name = "infoview"
    label = "roof"
