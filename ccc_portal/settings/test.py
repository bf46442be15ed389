"""The suite: in-memory SQLite, or PostgreSQL and Redis when DATABASE_URL and CELERY_BROKER_URL name them."""

import tempfile
from pathlib import Path

from ccc_portal.settings.base import *  # noqa: F403 - settings inherit
from ccc_portal.settings.base import DATABASES, env

SECRET_KEY = "only-for-tests"  # noqa: S105 - no secret
ALLOWED_HOSTS = ["*"]
if not env("DATABASE_URL", default=""):
    DATABASES["default"]["NAME"] = ":memory:"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
STATIC_ROOT = Path(tempfile.gettempdir()) / "ccc-test-static"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CELERY_TASK_ALWAYS_EAGER = False
