"""The suite: in-memory SQLite, or PostgreSQL and Redis when DATABASE_URL and CELERY_BROKER_URL name them."""

import atexit
import shutil
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
MAIL_SAMPLES = True
API_ENVIRONMENT = "test"
# In memory, because tests without a database use it too; tests/core/test_shared_cache.py tries the real one.
CACHES = {name: {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"} for name in ("default", "pages")}
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
FAIL_POINTS = True
CELERY_TASK_ALWAYS_EAGER = False
CHECKPOINT_FILE = ""
KEY_DIR = Path(tempfile.mkdtemp(prefix="ccc-test-keys-"))
atexit.register(shutil.rmtree, KEY_DIR, ignore_errors=True)
KEY_PASSWORD = "only-for-tests"  # noqa: S105 - no secret
TSA_URL = TSA_ROOTS = SIGNATURE_ROOTS = ""
