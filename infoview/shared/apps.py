from django.apps import AppConfig


class SharedConfig(AppConfig):
    name = "infoview.shared"
    label = "shared"
