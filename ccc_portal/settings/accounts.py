"""People: how they prove who they are, what stops guessing, and the city's own sign-in (ADR 0029)."""

from typing import Any
from urllib.parse import urlsplit

import environ

env = environ.Env()

AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in (
        ("UserAttributeSimilarityValidator", {}),
        ("MinimumLengthValidator", {"min_length": 12}),
        ("CommonPasswordValidator", {}),
        ("NumericPasswordValidator", {}),
    )
]
# The first makes new passwords; the others still read those made before, which are made anew at the next sign-in.
PASSWORD_HASHERS = [
    f"django.contrib.auth.hashers.{name}" for name in ("Argon2PasswordHasher", "PBKDF2PasswordHasher")
]

# --- how long one stays signed in (core.web.session_limits) -----------------------------------
SESSION_COOKIE_AGE = env.int("CCC_SESSION_HOURS", default=12) * 3600
SESSION_IDLE_SECONDS = env.int("CCC_IDLE_MINUTES", default=60) * 60
SIGNATORY_IDLE_SECONDS = env.int("CCC_SIGNATORY_IDLE_MINUTES", default=30) * 60
# Pages that ask by themselves while nobody reads: they keep nobody signed in.
QUIET_PAGES = {"job-row", "import-row", "export-row", "scenario-row", "section-presence"}

# --- django-allauth ---------------------------------------------------------------------------
ACCOUNT_ADAPTER = "core.web.account_adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # an address that is not ours gets no mail; the page is the same
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = None
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 3
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_FORMS = {"confirm_login_code": "core.web.account_forms.CodeForm"}
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
# The default counts failures by account whatever the address, so that a stranger could keep someone out.
ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip", "confirm_login_code": "3/15m/key"}
LOGIN_REDIRECT_URL = "officer-start"
LOGIN_URL = "account_login"
ACCOUNT_LOGOUT_REDIRECT_URL = "home"
MFA_ADAPTER = "core.web.account_adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Climate City Contracts"
# Browsers offer passkeys on https, and on http for localhost alone; only the embedded default allows the latter.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = False

# --- lock-out: an address that guesses an account's password, for a quarter of an hour --------
AXES_USERNAME_CALLABLE = "core.web.client_address.client_name"
AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # tries while locked do not make the wait longer
AXES_LOCKOUT_TEMPLATE = "account/locked_out.html"
AXES_CLIENT_IP_CALLABLE = "core.web.client_address.client_address"
AXES_DISABLE_ACCESS_LOG = True  # who signed in stands in the list of sessions; no second log of people

# Behind a proxy every request comes from the proxy: name the header that it sets itself, or count the proxies that
# append to X-Forwarded-For. Without either no header is believed, because anyone can send one.
ALLAUTH_TRUSTED_CLIENT_IP_HEADER = env("CCC_ADDRESS_HEADER", default="") or None
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("CCC_PROXIES", default=0)

# --- OpenID Connect: the city's gateway for SPID and CIE (docs/operations.md) -----------------
OIDC_OWN_KEYS = {"id", "name", "client_id", "secret", "origin"}


def read_provider(given: dict[str, Any]) -> dict[str, Any]:
    """One entry of OIDC_PROVIDERS as django-allauth wants it; what is not ours goes into its settings."""
    return {
        "provider_id": given["id"],
        "name": given["name"],
        "client_id": given["client_id"],
        "secret": given.get("secret", ""),
        "settings": {key: value for key, value in given.items() if key not in OIDC_OWN_KEYS},
    }


def read_origin(given: dict[str, Any]) -> str:
    """The site that the browser is sent to: `origin`, else that of `server_url`."""
    parts = urlsplit(given.get("origin") or given["server_url"])
    return f"{parts.scheme}://{parts.netloc}"


OIDC_PROVIDERS: list[dict[str, Any]] = env.json("OIDC_PROVIDERS", default=[])
OIDC_ORIGINS = [read_origin(given) for given in OIDC_PROVIDERS]
SOCIALACCOUNT_ADAPTER = "core.web.account_adapter.ProviderAdapter"
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "provider_class": "core.web.oidc.GatewayProvider",
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [read_provider(given) for given in OIDC_PROVIDERS],
    }
}
# Accounts are made by invitation alone, and the invited address is theirs: whom the gateway vouches for is let in.
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_REQUESTS_TIMEOUT = 5
SOCIALACCOUNT_STORE_TOKENS = False
