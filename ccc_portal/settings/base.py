"""What every installation shares. The environment is read here and nowhere else."""

from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from ccc_portal.settings.accounts import OIDC_ORIGINS

env = environ.Env()
BASE_DIR = Path(__file__).resolve().parents[2]
DATA_DIR = Path(env("CCC_DATA", default=str(BASE_DIR / "var"))).resolve()

DEBUG = False
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
ROOT_URLCONF = "ccc_portal.urls"
WSGI_APPLICATION = "ccc_portal.wsgi.application"
AUTH_USER_MODEL = "core.User"
SITE_ID = 1

INSTALLED_APPS = [
    "ccc_portal",
    "exchange",
    "progress",
    "stakeholders",
    "molecules",
    "contracts",
    "core",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "axes",
    "csp",
    "django_filters",
    "django_htmx",
    "drf_spectacular",
    "rest_framework",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "exchange.api.frame.frame_api",  # outermost but those two: whatever refuses a request, its answer is framed
    "core.web.methods.refuse_other_methods",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",  # pages only: static files stand compressed on disk
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "core.web.session_limits.limit_sessions",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "axes.middleware.AxesMiddleware",
    "exchange.api.rates.tell_rates",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "ccc_portal.page_frame.page_frame",
            ],
        },
    },
]

# --- data -------------------------------------------------------------------------------------
DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'portal.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # IMMEDIATE takes the write lock at once, so two writers wait for one another instead of failing half-way.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        # FULL waits for the disk at every commit: what a page called signed outlives a power cut.
        # recursive_triggers: an INSERT OR REPLACE is a deletion too, which tables that only grow refuse.
        "init_command": ("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA recursive_triggers=ON;"),
    }
else:
    DATABASES["default"] |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
# A table may be pasted where it may be sent as a file: of the same size, and a little for the rest of its form.
DATA_UPLOAD_MAX_MEMORY_SIZE = 21 * 2**20
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Counts of tries are shared by all processes: each web process with its own would allow as many tries again.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "shared_cache",
        "OPTIONS": {"MAX_ENTRIES": 50_000},
    },
    "pages": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},  # what any process can make again
}
STORAGES = {
    "default": {"BACKEND": "core.durable_files.DurableStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True  # every page names files by their hash; half the files to compress
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [("vendor", BASE_DIR / "static" / "vendor")]
MEDIA_ROOT = DATA_DIR / "media"
MEDIA_URL = "/media/"
# Signed checkpoints of the evidence log, one after the other: best on a volume that the portal can only add to.
CHECKPOINT_FILE = env("CCC_CHECKPOINT_FILE", default=str(DATA_DIR / "checkpoints.log"))

# --- mail ------------------------------------------------------------------------------------
EMAIL_CONFIG = env.email_url("EMAIL_URL", default=f"filemail:///{DATA_DIR / 'mail'}")
if EMAIL_CONFIG["EMAIL_BACKEND"] == "django.core.mail.backends.smtp.EmailBackend":
    EMAIL_CONFIG["EMAIL_BACKEND"] = "core.smtp.EmailBackend"
vars().update(EMAIL_CONFIG)
EMAIL_TIMEOUT = env.int("EMAIL_TIMEOUT", default=15)
# A hand-over takes a dozen answers of the mail server; a worker silent for twenty is taken for dead.
MAIL_LEASE_SECONDS = 20 * EMAIL_TIMEOUT
REPLY_TO = env("REPLY_TO", default="")
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default="portale@portale.example")

# Where readers of mails find the portal; a request knows its own address, a worker does not.
PORTAL_ADDRESS = env("CCC_ADDRESS", default="http://localhost:8000").rstrip("/")
# Whether /it/posta/ shows every mail with sample data: on the machine of who tries the portal out, not in production.
MAIL_SAMPLES = False

# Address of the accessibility statement at form.agid.gov.it; without it the page says that none is published yet.
AGID_STATEMENT_URL = env("AGID_STATEMENT_URL", default="")

# --- languages, numbers, time -----------------------------------------------------------------
LANGUAGE_CODE = "it"
LANGUAGES = [("it", _("Italian")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_THOUSAND_SEPARATOR = False  # years are not grouped; quantities are, by core.quantities
TIME_ZONE = "Europe/Rome"
USE_TZ = True
FORMAT_MODULE_PATH = ["ccc_portal.formats"]

# --- security ---------------------------------------------------------------------------------
# The hash is that of the empty string: Plotly adds one empty <style> and fills it by insertRule (ADR 0006).
EMPTY_STYLE_HASH = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "style-src": [SELF, EMPTY_STYLE_HASH],
        "form-action": [
            SELF,
            *OIDC_ORIGINS,
        ],  # browsers hold to it where a form leads on, as to the city's gateway
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = False
SILENCED_SYSTEM_CHECKS: list[str] = []
# Places where a test of faults may kill a process (core.fail_points): on in the suite, and by hand.
FAIL_POINTS = env.bool("CCC_FAIL_POINTS", default=False)

# --- log --------------------------------------------------------------------------------------
# Django alone tells errors of pages by mail only, which nobody may have set up; here they stand in the output.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "filters": {"no_secret_links": {"()": "core.log_filters.HideSecretLinks"}},
    "handlers": {
        "output": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["no_secret_links"]}
    },
    "loggers": {"django": {"handlers": ["output"], "level": "INFO", "propagate": False}},
}

from ccc_portal.settings.accounts import *  # noqa: E402, F403 - one file per integration, joined here
from ccc_portal.settings.api import *  # noqa: E402, F403 - one file per integration, joined here
from ccc_portal.settings.backups import *  # noqa: E402, F403 - one file per integration, joined here
from ccc_portal.settings.credentials import *  # noqa: E402, F403 - one file per integration, joined here
from ccc_portal.settings.retention import *  # noqa: E402, F403 - one file per integration, joined here
from ccc_portal.settings.sealing import *  # noqa: E402, F403 - one file per integration, joined here
from ccc_portal.settings.workers import *  # noqa: E402, F403 - the same
