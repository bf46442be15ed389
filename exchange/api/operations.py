"""What documents say of an operation, and how that is written in OpenAPI 3.1."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.translation import gettext as _

from exchange.api.answers import JSON
from exchange.api.fields import Schema, Text
from exchange.api.filters import MAX_LENGTH, Parameter
from exchange.api.media import GeoJsonRenderer
from exchange.api.paging import DEFAULT_LIMIT, MOST_ROWS
from exchange.api.resources import Resource

RATE_HEADERS = ("X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset")
READ_PROBLEMS = (400, 401, 403, 405, 406, 429, 500, 503)
_IN_PATH = re.compile(r"\{(\w+)\}")
LINK: Schema = {"type": "string", "format": "uri", "maxLength": 4000}
MAYBE_LINK: Schema = {**LINK, "type": ["string", "null"]}


@dataclass(frozen=True, kw_only=True)
class Operation:
    """One operation; `queries` are its parameters in the query, with an example for each."""

    name: str
    tag: str
    summary: Text
    description: Text
    answer: Schema
    example: Any
    queries: Mapping[str, Parameter | Schema] = field(default_factory=dict)
    media_type: str = JSON
    has_tag: bool = True
    problems: tuple[int, ...] = READ_PROBLEMS

    def write(self, path: str) -> dict[str, Any]:
        """The operation at a path as OpenAPI."""
        in_path = _IN_PATH.findall(path)
        refused = (*self.problems, *((404,) if in_path else ()))
        answers = {"200": self._success()}
        if self.has_tag:
            answers["304"] = {"description": _("The client has it already.")}
        answers |= {str(code): {"$ref": f"#/components/responses/Problem{code}"} for code in sorted(refused)}
        parameters = [_path_parameter(name) for name in in_path]
        parameters += [_query_parameter(name, told) for name, told in self.queries.items()]
        parameters += [
            {"$ref": f"#/components/parameters/{name}"} for name in ("AcceptLanguage", "IfNoneMatch")
        ]
        return {
            "operationId": self.name,
            "summary": str(self.summary),
            "description": str(self.description),
            "tags": [self.tag],
            "parameters": parameters,
            "security": [{}, {"credential": []}],
            "responses": answers,
        }

    def _success(self) -> dict[str, Any]:
        headers = (*RATE_HEADERS, "Cache-Control", *(("ETag",) if self.has_tag else ()))
        return {
            "description": str(self.summary),
            "headers": {name: {"$ref": f"#/components/headers/{name}"} for name in headers},
            "content": {self.media_type: {"schema": dict(self.answer), "example": self.example}},
        }


def list_operation(resource: Resource) -> Operation:
    """Of the rows of a resource."""
    return Operation(
        name=f"list_{resource.name}",
        tag=resource.name,
        summary=_("List %(things)s") % {"things": resource.title},
        description=f"{resource.description} {_words_of(resource)}",
        answer={"$ref": f"#/components/schemas/{resource.noun}List"},
        example=list_example(resource),
        queries=_list_queries(resource),
    )


def item_operation(resource: Resource) -> Operation:
    """Of one row of a resource."""
    return Operation(
        name=f"read_{resource.noun.lower()}",
        tag=resource.name,
        summary=_("Read one of the %(things)s") % {"things": resource.title},
        description=f"{resource.description} {_words_of(resource)}",
        answer=item_schema(resource),
        example=item_example(resource),
        queries=_item_queries(resource),
    )


def geojson_operation(resource: Resource) -> Operation:
    """Of all cities as points."""
    queries: dict[str, Parameter | Schema] = {
        "q": _search(resource),
        "languages": _languages(),
        **resource.filters,
    }
    example = item_example(resource)
    point = {"type": "Point", "coordinates": [example["longitude"], example["latitude"]]}
    told = {"name": example["name"], "slug": example["slug"]}
    feature = {"type": "Feature", "id": example["id"], "geometry": point, "properties": told}
    listed = list_operation(resource)
    return replace(
        listed,
        name=f"map_{resource.name}",
        summary=_("Map the %(things)s") % {"things": resource.title},
        answer={"$ref": "#/components/schemas/FeatureCollection"},
        example={"type": "FeatureCollection", "features": [feature]},
        queries=queries,
        media_type=GeoJsonRenderer.media_type,
    )


def item_schema(resource: Resource) -> Schema:
    """An item as everyone reads it, or as the team of its city does."""
    public = {"$ref": f"#/components/schemas/{resource.noun}"}
    if not resource.internal:
        return public
    return {"anyOf": [{"$ref": f"#/components/schemas/Internal{resource.noun}"}, public]}


def item_example(resource: Resource) -> dict[str, Any]:
    """An item as everyone reads it, without what is heavy."""
    told = {one.name: one.example for one in resource.public if not one.is_heavy}
    address = f"https://ccc.example.org/api/v1/{resource.name}/{told['id']}"
    withheld: dict[str, Any] = {"withheld": []} if resource.guard else {}
    return told | withheld | {"_links": {"self": address}}


def list_example(resource: Resource) -> dict[str, Any]:
    """A page of one item."""
    here = f"https://ccc.example.org/api/v1/{resource.name}"
    return {
        "items": [item_example(resource)],
        "limit": DEFAULT_LIMIT,
        "_links": {"self": here, "next": None, "prev": None},
        "sync_token": "2026-11-22T09:00:00Z",
    }


def _words_of(resource: Resource) -> str:
    return _("Credentials need the scope `%(scope)s`; what is published needs none.") % {
        "scope": f"{resource.scope}:read"
    }


def _item_queries(resource: Resource) -> dict[str, Parameter | Schema]:
    embeds = ", ".join(f"`{name}`" for name in resource.embeds)
    return {
        "fields": _text(
            _("The fields that are wanted, in parentheses those of an embedded resource."), "id,updated_at"
        ),
        "embed": _text(
            _("Resources to embed, at most 5 and 2 levels deep: %(names)s.") % {"names": embeds},
            next(iter(resource.embeds), ""),
        ),
        "languages": _languages(),
    }


def _list_queries(resource: Resource) -> dict[str, Parameter | Schema]:
    sorts = ", ".join(f"`{name}`" for name in resource.sorts)
    order = _("Words to sort by, with a minus for the other way: %(words)s.") % {"words": sorts}
    limit = {
        "type": "integer",
        "format": "int32",
        "minimum": 1,
        "maximum": MOST_ROWS,
        "default": DEFAULT_LIMIT,
    }
    since = _("Only rows changed since then: the `sync_token` of the last time.")
    return {
        **_item_queries(resource),
        "cursor": {
            "description": _("Where the page begins, as `_links` of another page says."),
            "schema": {"type": "string", "maxLength": 4000},
        },
        "limit": {"description": _("Rows on a page."), "schema": limit, "example": 2},
        "sort": _text(order, f"-{resource.default_sort}"),
        "q": _search(resource),
        "count": {
            "description": _("Whether to count all rows, up to 10 000."),
            "schema": {"type": "boolean"},
            "example": True,
        },
        "updated_since": {
            "description": since,
            "schema": {"type": "string", "format": "date-time"},
            "example": "2026-11-22T09:00:00Z",
        },
        **resource.filters,
    }


def _search(resource: Resource) -> Schema:
    columns = ", ".join(dict.fromkeys(column.split("__")[0] for column in resource.searched))
    return _text(_("Text to be found in: %(fields)s.") % {"fields": columns}, "a")


def _languages() -> Schema:
    schema = {"type": "string", "enum": ["all"]}
    return {
        "description": _("`all` answers texts as maps of every language."),
        "schema": schema,
        "example": "all",
    }


def _text(description: Text, example: str) -> Schema:
    schema = {"type": "string", "minLength": 1, "maxLength": MAX_LENGTH}
    return {"description": description, "schema": schema, "example": example}


def _path_parameter(name: str) -> dict[str, Any]:
    form = {"format": "uuid"} if name in ("id", "pk") else {"pattern": "^[a-z0-9-]+$", "maxLength": 60}
    told = {"id": _("Identifier."), "slug": _("Last part of its address.")}
    return {
        "name": name,
        "in": "path",
        "required": True,
        "description": told.get(name, _("Its name.")),
        "schema": {"type": "string", **form},
    }


def _query_parameter(name: str, told: Parameter | Schema) -> dict[str, Any]:
    if isinstance(told, Parameter):
        readers: Mapping[str, Callable[[str], Any]] = {"boolean": "true".__eq__, "integer": int}
        example = readers.get(told.schema["type"], str)(told.example)
        told = {"description": told.description, "schema": dict(told.schema), "example": example}
    return {"name": name, "in": "query", "required": False, **told, "description": str(told["description"])}
