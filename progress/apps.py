"""Registration of the room with Django."""

from django.apps import AppConfig


class ProgressConfig(AppConfig):
    """The room `progress`."""

    name = "progress"
