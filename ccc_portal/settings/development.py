"""The embedded default with Django's debug pages and the gallery of page parts; chosen by name, never by accident."""

from ccc_portal.settings.embedded import *  # noqa: F403 - settings inherit

DEBUG = True
