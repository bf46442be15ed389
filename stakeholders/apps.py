"""Registration of the room with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StakeholdersConfig(AppConfig):
    """The room `stakeholders`."""

    name = "stakeholders"
    verbose_name = _("Stakeholders")
