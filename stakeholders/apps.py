"""Registration of the room with Django."""

from django.apps import AppConfig


class StakeholdersConfig(AppConfig):
    """The room `stakeholders`."""

    name = "stakeholders"
