"""Registration of the room with Django."""

from django.apps import AppConfig


class MoleculesConfig(AppConfig):
    """The room `molecules`."""

    name = "molecules"
