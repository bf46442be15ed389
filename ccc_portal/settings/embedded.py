"""One machine, nothing installed beside Python: SQLite, files as broker, secrets and keys made at first start."""

import os
import secrets

from ccc_portal.settings.base import *  # noqa: F403 - settings inherit
from ccc_portal.settings.base import ALLOWED_HOSTS, DATA_DIR, KEY_PASSWORD, env


def read_or_make_secret(name: str) -> str:
    """A secret of the installation from the data folder; made there, readable by its owner only, when missing."""
    path = DATA_DIR / name
    DATA_DIR.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(descriptor, "w") as file:
        key = secrets.token_urlsafe(50)
        file.write(key)
    return key


SECRET_KEY = env("SECRET_KEY", default="") or read_or_make_secret("secret_key")
MAIL_SAMPLES = True
API_ENVIRONMENT = "demo"
ALLOWED_HOSTS = ALLOWED_HOSTS or ["localhost", "127.0.0.1", "[::1]"]
KEY_PASSWORD = KEY_PASSWORD or read_or_make_secret("key_password")
KEYS_AT_MIGRATE = True
# Passkeys on http://localhost; on any other http address browsers refuse them themselves.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
