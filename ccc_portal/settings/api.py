"""The REST API: REST framework and drf-spectacular (ADR 0038)."""

import environ
from django.utils.translation import gettext_lazy as _

env = environ.Env()

API_PREFIX = "/api/"
"""Every address below it answers as the API does, in methods and in problems."""
API_VERSION = "1.0.0"
API_CONTACT = env("CCC_API_CONTACT", default="api@portale.example")

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["exchange.api.authentication.CredentialAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["exchange.api.scopes.HasScopes"],
    "DEFAULT_THROTTLE_CLASSES": ["exchange.api.rates.RateLimit"],
    "DEFAULT_RENDERER_CLASSES": ["exchange.api.media.JsonRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "EXCEPTION_HANDLER": "exchange.api.problems.handle_exception",
    "URL_FORMAT_OVERRIDE": None,
}
SPECTACULAR_SETTINGS = {
    "TITLE": _("Climate City Contracts"),
    "DESCRIPTION": _(
        "Contracts of cities with their actions, molecules and milestones, to read and to exchange."
    ),
    "VERSION": API_VERSION,
    "OAS_VERSION": "3.1.0",
    "CONTACT": {"name": "CCC Portal", "email": API_CONTACT, "url": "https://ccc.example.org"},
    "LICENSE": {"name": "CC BY 4.0", "url": "https://creativecommons.org/licenses/by/4.0/"},
    "TOS": "https://ccc.example.org/it/note-legali/",
    "EXTENSIONS_INFO": {
        "x-summary": _("Exchange of Climate City Contracts"),
        "x-api-id": "urn:uuid:0190a000-0000-7000-8000-0000000000a1",
    },
    "SCHEMA_PATH_PREFIX": r"/api/v1",
    "SCHEMA_PATH_PREFIX_TRIM": True,
    "POSTPROCESSING_HOOKS": ["exchange.api.schema.complete_document"],
}
