"""Registration of the room with Django."""

from django.apps import AppConfig


class ContractsConfig(AppConfig):
    """The room `contracts`."""

    name = "contracts"
