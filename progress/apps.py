"""Registration of the room with Django."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProgressConfig(AppConfig):
    """The room `progress`; it listens to the rooms below."""

    name = "progress"
    verbose_name = _("Progress")

    def ready(self) -> None:
        """Connect the receivers, and freeze the progress with every version that is submitted."""
        import_module("progress.receivers")
        freezing = import_module("progress.services.freezing")
        import_module("contracts.lifecycle").register_frozen_part("progress", freezing.freeze_progress)
        import_module("progress.services.personal_rows").register_rows()
