"""Registration of the room with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoreConfig(AppConfig):
    """The room `core`."""

    name = "core"
    verbose_name = _("People and background work")
