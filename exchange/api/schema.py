"""The OpenAPI document: operations as their views describe them, components as the resources are described."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.openapi import AutoSchema

from exchange.api.fields import Field, Schema, Text
from exchange.api.operations import LINK, MAYBE_LINK, RATE_HEADERS, item_schema
from exchange.api.problems import KINDS, MEDIA_TYPE
from exchange.api.resources import RESOURCES, Resource

COUNT: Schema = {"type": "integer", "format": "int32", "minimum": 0, "maximum": 2**31 - 1}
SHORT: Schema = {"type": "string", "maxLength": 200}


class FrameSchema(AutoSchema):
    """Asks the view itself, which knows what it answers."""

    def get_operation(
        self, path: str, path_regex: str, path_prefix: str, method: str, registry: Any
    ) -> dict[str, Any] | None:
        """What drf-spectacular asks for each method of a view."""
        written: dict[str, Any] = self.view.describe().write(path)
        return written


def complete_document(result: dict[str, Any], **_others: Any) -> dict[str, Any]:
    """Hook of drf-spectacular: the components that operations refer to, and what each tag holds."""
    result["components"] = {
        "schemas": _schemas(),
        "responses": _problem_answers(_statuses(result["paths"])),
        "parameters": _parameters(),
        "headers": _headers(),
        "securitySchemes": {
            "credential": {
                "type": "http",
                "scheme": "bearer",
                "description": _("A credential of a city, as its office page made it."),
            }
        },
    }
    result["tags"] = [{"name": "service", "description": _("The service itself.")}] + [
        {"name": one.name, "description": str(one.description)} for one in RESOURCES.values()
    ]
    return result


def describe_item(resource: Resource, fields: Iterable[Field], title: Text) -> dict[str, Any]:
    """A component for the items of a resource; only id and links are in every answer, since `fields` chooses."""
    properties = {one.name: {**one.schema, "description": _tell(one)} for one in fields}
    if resource.guard:
        names = {"type": "string", "maxLength": 60}
        properties["withheld"] = {
            "type": "array",
            "maxItems": 100,
            "items": names,
            "description": _(
                "Fields that are null because they are not public, not because they are unknown."
            ),
        }
    properties["_links"] = {"$ref": "#/components/schemas/SelfLink"}
    if resource.embeds:
        properties["_embedded"] = _describe_embeds(resource)
    return {
        "type": "object",
        "title": str(title),
        "description": str(resource.description),
        "required": ["id", "_links"],
        "properties": properties,
    }


def _tell(one: Field) -> str:
    more = f" {_('Only where `fields` names it.')}" if one.is_heavy else ""
    return f"{one.description}{more} {_('Since %(version)s.') % {'version': one.since}}"


def _describe_embeds(resource: Resource) -> dict[str, Any]:
    inside = {}
    for name, link in resource.embeds.items():
        item = item_schema(RESOURCES[link.resource])
        one_or_none = {"anyOf": [item, {"type": "null"}]}
        many = {"type": "array", "maxItems": 100_000, "items": item}
        inside[name] = {**(one_or_none if link.column else many), "description": str(link.description)}
    told = _("What `embed` asked for.")
    return {"type": "object", "description": told, "properties": inside}


def _schemas() -> dict[str, Any]:
    schemas: dict[str, Any] = {}
    for one in RESOURCES.values():
        schemas[one.noun] = describe_item(one, one.public, one.noun)
        if one.internal:
            title = _("%(noun)s, as the team of its city reads it") % {"noun": one.noun}
            schemas[f"Internal{one.noun}"] = describe_item(one, one.fields.values(), title)
        schemas[f"{one.noun}List"] = _list_of(one)
    return schemas | _shared()


def _list_of(resource: Resource) -> dict[str, Any]:
    instant = {"type": "string", "format": "date-time"}
    return {
        "type": "object",
        "description": _("A page of %(things)s.") % {"things": resource.title},
        "required": ["items", "limit", "_links", "sync_token"],
        "properties": {
            "items": {
                "type": "array",
                "maxItems": 200,
                "items": item_schema(resource),
                "description": _("The rows of the page."),
            },
            "limit": {**COUNT, "description": _("Rows on a page.")},
            "_links": {"$ref": "#/components/schemas/PageLinks"},
            "sync_token": {**instant, "description": _("Ask with it as `updated_since` the next time.")},
            "total": {**COUNT, "description": _("Number of all rows, up to 10 000.")},
            "total_is_capped": {"type": "boolean", "description": _("Whether there are more than that.")},
        },
    }


def _shared() -> dict[str, Any]:
    """Components that are of no resource."""
    word = _object(_("A word and its label."), ["value", "label"], value=SHORT, label=SHORT)
    self_link = {"$ref": "#/components/schemas/SelfLink"}
    code_list = _object(_("A code list."), ["name"], name=SHORT, _links=self_link)
    return {
        "Problem": _problem(),
        "SelfLink": _object(_("The address of this."), ["self"], self=LINK),
        "PageLinks": _object(
            _("The addresses of this page and of its neighbours."),
            ["self"],
            self=LINK,
            next=MAYBE_LINK,
            prev=MAYBE_LINK,
        ),
        "CodeList": _object(
            _("The words of an enumeration."),
            ["name", "words", "_links"],
            name=SHORT,
            words=_several(word, 500),
            _links=self_link,
        ),
        "CodeListList": _object(
            _("The code lists."),
            ["items", "limit", "_links"],
            items=_several(code_list, 500),
            limit=COUNT,
            _links={"$ref": "#/components/schemas/PageLinks"},
        ),
        "FeatureCollection": _object(
            _("GeoJSON (RFC 7946)."),
            ["type", "features"],
            type={"type": "string", "const": "FeatureCollection"},
            features=_several({"type": "object", "required": ["type", "geometry", "properties"]}, 10_000),
        ),
    }


def _problem() -> dict[str, Any]:
    faults = _object(
        _("What is wrong in one place."),
        ["reason", "detail"],
        reason=SHORT,
        detail={"type": "string", "maxLength": 2000},
        parameter=SHORT,
        pointer=SHORT,
    )
    return _object(
        _("What went wrong (RFC 9457)."),
        ["type", "title", "status"],
        type={"type": "string", "format": "uri-reference", "maxLength": 300},
        title=SHORT,
        status={"type": "integer", "format": "int32", "minimum": 100, "maximum": 599},
        detail={"type": "string", "maxLength": 2000},
        request_id=SHORT,
        errors=_several(faults, 500),
    )


def _several(item: Schema, most: int) -> Schema:
    return {"type": "array", "maxItems": most, "items": item}


def _object(description: str, required: list[str], /, **properties: Schema) -> dict[str, Any]:
    return {"type": "object", "description": description, "required": required, "properties": properties}


def _statuses(paths: dict[str, dict[str, Any]]) -> set[str]:
    """The statuses that operations answer."""
    return {code for item in paths.values() for operation in item.values() for code in operation["responses"]}


def _problem_answers(wanted: set[str]) -> dict[str, Any]:
    """An answer for each status that is wanted and that problems have."""
    answers: dict[str, Any] = {}
    for kind in (one for one in KINDS if str(one.status.value) in wanted):
        names = (*RATE_HEADERS, *(("Retry-After",) if kind.status in (429, 503) else ()))
        answers[f"Problem{kind.status.value}"] = {
            "description": str(kind.title),
            "headers": {name: {"$ref": f"#/components/headers/{name}"} for name in names},
            "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
        }
    return answers


def _parameters() -> dict[str, Any]:
    language = _("Language of texts and messages: it or en.")
    known = _("ETag of what the client has; answers 304 where nothing changed.")
    told = {
        "AcceptLanguage": ("Accept-Language", language, "it"),
        "IfNoneMatch": ("If-None-Match", known, '"r1.0"'),
    }
    return {
        key: {"name": name, "in": "header", "required": False, "description": text, "schema": SHORT, "example": example}
        for key, (name, text, example) in told.items()
    }  # fmt: skip


def _headers() -> dict[str, Any]:
    counted = {
        "X-RateLimit-Limit": _("Requests that the window allows."),
        "X-RateLimit-Remaining": _("Requests that are left in it."),
        "X-RateLimit-Reset": _("Seconds until it ends."),
        "Retry-After": _("Seconds to wait."),
    }
    told = {
        "ETag": _("Version of what was answered."),
        "Cache-Control": _("no-store, or public for what everyone reads."),
    }
    return {name: {"description": text, "schema": COUNT} for name, text in counted.items()} | {
        name: {"description": text, "schema": SHORT} for name, text in told.items()
    }
