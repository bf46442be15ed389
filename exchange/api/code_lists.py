"""The code lists whose words stand in enumerations, with their labels."""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

import orjson
from django.db.models import Choices
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from rest_framework.request import Request

from exchange.api.answers import answer_content, digest
from exchange.api.catalogue import CATALOGUE
from exchange.api.fields import NOT_STATED
from exchange.api.operations import Operation
from exchange.api.queries import read_parameters
from exchange.api.readers import Reader
from exchange.api.views import OpenView, read_reader, unwrap


@cache
def code_lists() -> Mapping[str, type[Choices]]:
    """Every code list that a field names, by its name in addresses."""
    found = {
        one.choices.__name__: one.choices
        for resource in CATALOGUE
        for one in resource.fields.values()
        if one.choices
    }
    return {_kebab(name): found[name] for name in sorted(found)}


class CodeListsView(OpenView):
    """The names of the code lists."""

    def describe(self) -> Operation:
        """A list like any other, without pages."""
        here = "https://ccc.example.org/api/v1/code-lists"
        item = {"name": "sector", "_links": {"self": f"{here}/sector"}}
        links = {"self": here, "next": None, "prev": None}
        return Operation(
            name="list_code_lists",
            tag="service",
            summary=_("List the code lists"),
            description=_("The code lists whose words stand in enumerations."),
            answer={"$ref": "#/components/schemas/CodeListList"},
            example={"items": [item], "limit": 1, "_links": links},
        )

    def get(self, request: Request) -> HttpResponse:
        """All of them; there are too few for pages."""
        asked = unwrap(request)
        read_parameters(asked.GET, ())
        base = read_reader(request, {}).address_of("code-lists")
        items = [{"name": name, "_links": {"self": f"{base}/{name}"}} for name in code_lists()]
        links = {"self": base, "next": None, "prev": None}
        return _answer(asked, {"items": items, "limit": len(items), "_links": links})


class CodeListView(OpenView):
    """One code list."""

    def describe(self) -> Operation:
        """A code list with an example of a word."""
        return Operation(
            name="read_code_list",
            tag="service",
            summary=_("Read a code list"),
            description=_("The words of a code list, with their labels in the language that was agreed on."),
            answer={"$ref": "#/components/schemas/CodeList"},
            example={
                "name": "sector",
                "words": [{"value": "transport", "label": "Transport"}],
                "_links": {"self": "https://ccc.example.org/api/v1/code-lists/sector"},
            },
        )

    def get(self, request: Request, slug: str) -> HttpResponse:
        """Its words with their labels in the reader's language."""
        asked = unwrap(request)
        read_parameters(asked.GET, ())
        if slug not in code_lists():
            raise Http404
        return _answer(asked, tell_code_list(slug, read_reader(request, {})))


def tell_code_list(name: str, reader: Reader) -> dict[str, Any]:
    """A code list as it is answered."""
    words = [
        {"value": str(value) or NOT_STATED, "label": capfirst(str(label))}
        for value, label in code_lists()[name].choices
    ]
    return {"name": name, "words": words, "_links": {"self": f"{reader.address_of('code-lists')}/{name}"}}


def _answer(request: HttpRequest, data: Any) -> HttpResponse:
    content = orjson.dumps(data)
    return answer_content(request, content, digest((content,)))


def _kebab(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", name).lower()
