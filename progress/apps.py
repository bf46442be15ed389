"""Registration of the room with Django."""

from importlib import import_module

from django.apps import AppConfig


class ProgressConfig(AppConfig):
    """The room `progress`; it listens to the rooms below."""

    name = "progress"

    def ready(self) -> None:
        """Connect the receivers."""
        import_module("progress.receivers")
