"""The embedded installation with static files served from where they lie: compressing them takes half a minute."""

from ccc_portal.settings.embedded import *  # noqa: F403 - settings inherit
from ccc_portal.settings.embedded import STORAGES

STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
WHITENOISE_USE_FINDERS = True
