"""The two views that answer every resource: its rows a page at a time, and one row."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

import orjson
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language
from rest_framework.request import Request
from rest_framework.views import APIView

from exchange.api.answers import OPTIONS, answer_content, answer_unread, digest
from exchange.api.operations import Operation, item_operation, list_operation
from exchange.api.paging import Cursor, order_rows
from exchange.api.queries import OF_ITEMS, OF_LISTS, ListQuery, read_languages, read_parameters
from exchange.api.readers import Reader
from exchange.api.reading import Page, read_items
from exchange.api.resources import Resource
from exchange.api.schema import FrameSchema
from exchange.api.selections import Selection, read_selection

MOST_COUNTED = 10_000


class FrameView(APIView):
    """What all views of the API share; each names the scopes that it needs, by method."""

    is_open_to_readers = True
    schema = FrameSchema()

    @property
    def required_scopes(self) -> dict[str, str]:
        """What a credential needs, by method; a method that is not named is nobody's."""
        return {}

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer, without reading anything where the client surely has it."""
        return answer_unread(request) or super().dispatch(request, *args, **kwargs)

    def describe(self) -> Operation:
        """What documents say of reading this."""
        raise NotImplementedError

    def options(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        """The methods there are."""
        return HttpResponse(status=HTTPStatus.NO_CONTENT, headers={"Allow": ", ".join(self.allowed_methods)})


class OpenView(FrameView):
    """A view that tells nothing of anybody, and so needs no scope."""

    @property
    def required_scopes(self) -> dict[str, str]:
        """None."""
        return {"GET": "anyone"}


class ResourceView(FrameView):
    """A view of one resource, given to `as_view`."""

    resource: Resource = None  # type: ignore[assignment]  # each route gives its own

    @property
    def required_scopes(self) -> dict[str, str]:
        """That of the resource."""
        return {"GET": f"{self.resource.scope}:read"}


class ListView(ResourceView):
    """Rows of a resource."""

    def describe(self) -> Operation:
        """As the resource is described."""
        return list_operation(self.resource)

    def get(self, request: Request) -> HttpResponse:
        """One page of the rows that the reader may see."""
        asked = unwrap(request)
        query = ListQuery(self.resource, read_parameters(asked.GET, (*OF_LISTS, *self.resource.filters)))
        reader = read_reader(request, query.parameters)
        rows = query.narrow(self.resource.rows(reader))
        require_scopes(request, query.selection)
        page, has_more = read_page(query, rows, reader)
        items = orjson.dumps(page.items, option=OPTIONS)
        envelope: dict[str, Any] = {
            "items": orjson.Fragment(items),
            "limit": query.limit,
            "_links": link_pages(asked, query, page, has_more=has_more),
            "sync_token": query.sync_token,
        }
        if query.wants_count:
            total = rows.order_by()[: MOST_COUNTED + 1].count()
            envelope |= {"total": min(total, MOST_COUNTED), "total_is_capped": total > MOST_COUNTED}
        tag = digest((items, asked.get_full_path().encode(), query.sync_token[:10].encode()))
        return answer_content(asked, orjson.dumps(envelope), f"l-{tag}", is_weak=True)


class ItemView(ResourceView):
    """One row of a resource."""

    def describe(self) -> Operation:
        """As the resource is described."""
        return item_operation(self.resource)

    def get(self, request: Request, pk: UUID) -> HttpResponse:
        """The row, where the reader may see it."""
        asked = unwrap(request)
        parameters = read_parameters(asked.GET, OF_ITEMS)
        reader = read_reader(request, parameters)
        selection = read_selection(self.resource, parameters.get("fields", ""), parameters.get("embed", ""))
        require_scopes(request, selection)
        page = read_items(self.resource.rows(reader, pk=pk), selection, reader, ["revision"])
        if not page.items:
            raise Http404
        content = orjson.dumps(page.items[0], option=OPTIONS)
        return answer_content(asked, content, f"r{page.columns['revision'][0]}.{digest((content,))}")


def unwrap(request: Request) -> HttpRequest:
    """Django's request inside that of REST framework."""
    inside: HttpRequest = request._request  # noqa: SLF001 - REST framework names no other way
    return inside


def read_reader(request: Request, parameters: Any) -> Reader:
    """Whoever asks, in the language that was agreed on."""
    origin = f"{request.scheme}://{request.get_host()}"
    return Reader(request.user, get_language() or "it", origin, read_languages(parameters))


def require_scopes(request: Request, selection: Selection) -> None:
    """Refuse a credential that lacks the scope of what it wants embedded; who is signed out needs none."""
    scopes = getattr(request.auth, "scopes", None)
    if scopes is not None and any(f"{one.resource.scope}:read" not in scopes for one in selection.walk()):
        raise PermissionDenied


def read_page(query: ListQuery, rows: Any, reader: Reader) -> tuple[Page, bool]:
    """The rows of a page in their order, and whether there are more in the direction that was asked for."""
    columns = [key.column for key in query.keys]
    backward = query.cursor is not None and query.cursor.is_backward
    ordered = order_rows(rows, query.keys, query.cursor)[: query.limit + 1]
    page = read_items(ordered, query.selection, reader, columns)
    has_more = len(page.items) > query.limit
    step = slice(query.limit - 1, None, -1) if backward else slice(query.limit)
    return Page(page.items[step], {name: values[step] for name, values in page.columns.items()}), has_more


def link_pages(
    request: HttpRequest, query: ListQuery, page: Page, *, has_more: bool
) -> dict[str, str | None]:
    """The addresses of this page and of its neighbours, null where there is none."""
    backward = query.cursor is not None and query.cursor.is_backward
    has_next = bool(page.items) and (backward or has_more)
    has_before = bool(page.items) and (has_more if backward else query.cursor is not None)
    return {
        "self": request.build_absolute_uri(),
        "next": _link(request, query, page, -1) if has_next else None,
        "prev": _link(request, query, page, 0) if has_before else None,
    }


def _link(request: HttpRequest, query: ListQuery, page: Page, place: int) -> str:
    values = tuple(page.columns[key.column][place] for key in query.keys)
    parameters = request.GET.copy()
    parameters["cursor"] = Cursor(values, place == 0, query.sync_token).sign(query.fingerprint)
    return request.build_absolute_uri(f"{request.path}?{parameters.urlencode()}")
