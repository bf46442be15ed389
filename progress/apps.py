"""Registration of the room with Django."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProgressConfig(AppConfig):
    """The room `progress`; it listens to the rooms below."""

    name = "progress"
    verbose_name = _("Progress")

    def ready(self) -> None:
        """Connect the receivers."""
        import_module("progress.receivers")
