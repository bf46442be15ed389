"""Registration of the room with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ContractsConfig(AppConfig):
    """The room `contracts`."""

    name = "contracts"
    verbose_name = _("Contracts")
