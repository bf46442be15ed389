"""The media types that are spoken."""

from collections.abc import Mapping
from typing import Any

import orjson
from rest_framework.renderers import BaseRenderer

from exchange.api.answers import JSON, OPTIONS


class JsonRenderer(BaseRenderer):
    """JSON by orjson."""

    media_type = JSON
    format = "json"
    charset = None

    def render(
        self,
        data: Any,
        accepted_media_type: str | None = None,
        renderer_context: Mapping[str, Any] | None = None,
    ) -> bytes:
        """The data as bytes."""
        return orjson.dumps(data, option=OPTIONS, default=str)


class GeoJsonRenderer(JsonRenderer):
    """GeoJSON (RFC 7946)."""

    media_type = "application/geo+json"
    format = "geojson"
