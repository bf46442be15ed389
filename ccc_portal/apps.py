"""Registration of the composition root with Django (it holds pages and commands that join rooms)."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """The composition root."""

    name = "ccc_portal"
