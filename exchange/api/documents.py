"""The OpenAPI document, made once per language and process."""

from functools import cache
from typing import Any

import orjson
import yaml
from django.conf import settings
from django.http import HttpResponse
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from drf_spectacular.generators import SchemaGenerator
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request

from exchange.api.answers import JSON, answer_content, digest
from exchange.api.media import JsonRenderer
from exchange.api.queries import read_parameters
from exchange.api.readers import BASE
from exchange.api.views import OpenView, unwrap

YAML = "application/yaml"
SOMEWHERE = "https://ccc.example.org"
"""The address in the document that the repository holds."""


class YamlRenderer(BaseRenderer):
    """Names the media type; the view makes the content itself."""

    media_type = YAML
    format = "yaml"
    charset = None


class OpenApiView(OpenView):
    """The document that describes the API."""

    form = "json"
    schema = None  # type: ignore[assignment]  # the document is no part of itself

    def get_renderers(self) -> list[BaseRenderer]:
        """Of the one form that the address names."""
        return [YamlRenderer() if self.form == "yaml" else JsonRenderer()]

    def get(self, request: Request) -> HttpResponse:
        """The document in the reader's language."""
        asked = unwrap(request)
        read_parameters(asked.GET, ())
        content = write_document(get_language() or "it", self.form, settings.PORTAL_ADDRESS)
        media_type = YAML if self.form == "yaml" else JSON
        return answer_content(asked, content, digest((content,)), media_type=media_type)


@cache
def write_document(language: str, form: str, portal: str) -> bytes:
    """The document as `json` or `yaml`, its words in a language, of the portal at an address."""
    document = make_document(language, portal)
    if form == "json":
        return orjson.dumps(document)
    dumped: str = yaml.safe_dump(document, sort_keys=False, allow_unicode=True, width=110)
    return dumped.encode()


def make_document(language: str, portal: str = SOMEWHERE) -> Any:
    """The document as plain data."""
    with override(language):
        made = SchemaGenerator().get_schema(request=None, public=True)
        made["servers"] = [{"url": f"{portal}{BASE}", "description": _("This portal")}]
        return orjson.loads(orjson.dumps(made, default=str))
