"""The embedded portal, as the proofs of faults start it: no compressed files of pages, passwords that are fast."""

from ccc_portal.settings.embedded import *  # noqa: F403 - settings inherit
from ccc_portal.settings.embedded import STORAGES

STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
