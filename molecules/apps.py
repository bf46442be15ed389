"""Registration of the room with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MoleculesConfig(AppConfig):
    """The room `molecules`."""

    name = "molecules"
    verbose_name = _("Molecules")
