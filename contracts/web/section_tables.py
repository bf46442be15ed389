"""A table on the page of its section: its rows with the addresses at which they are changed."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import get_language

from contracts.selectors.rows import ShownPage, ShownRow, row_page
from contracts.tables import Column, TableSpec, find_table
from contracts.web.forms.cells import unit_sign
from contracts.web.guards import OfficeRequest
from contracts.web.section_pages import SectionPlace

EDITORS_OF_ROWS = {"office-action-list": "action-edit"}
"""Lists whose rows have a page each, named by the row's id."""

STORES_OF_VERSION = frozenset({"cells", "boundary", "gap", "clauses"})
"""Where rows live that belong to one version; the others belong to the contract and change in every state."""


@dataclass(frozen=True, slots=True)
class RowView:
    """A row and where it is changed; an address is empty where the person may not, or where the row has no page."""

    shown: ShownRow
    edit_url: str
    delete_url: str


@dataclass(frozen=True, slots=True)
class TableView:
    """One table on the page of a section."""

    page: ShownPage
    title: str
    columns: list[tuple[Column, str]]
    rows: list[RowView]
    create_url: str
    editor_url: str
    may_write: bool


def table_view(request: OfficeRequest, place: SectionPlace, key: str) -> TableView:
    """The rows of one table; search and page of the address are those of the table it names, else of the first."""
    spec = find_table(key)
    asked = request.GET if request.GET.get("tabella", place.spec.tables[0]) == key else {}
    page = row_page(
        place.version,
        spec,
        language=get_language() or place.language,
        search=str(asked.get("q", "")).strip(),
        number=_page_number(str(asked.get("page", ""))),
    )
    is_ours = not spec.edit_url
    return TableView(
        page=page,
        title=f"{spec.number(place.generation)} {spec.title}".strip(),
        columns=[(column, unit_sign(column)) for column in spec.columns],
        rows=[_row_view(place, spec, row) for row in page.rows],
        create_url=place.url("row-create", key) if is_ours and may_write_rows(place, spec) else "",
        editor_url="" if is_ours or not place.can_edit else reverse(spec.edit_url, args=[place.city.slug]),
        may_write=may_write_rows(place, spec),
    )


def may_write_rows(place: SectionPlace, spec: TableSpec) -> bool:
    """Whether the person may change the rows of a table now."""
    return place.may_write or (place.can_edit and spec.store not in STORES_OF_VERSION)


def _row_view(place: SectionPlace, spec: TableSpec, row: ShownRow) -> RowView:
    if spec.edit_url:
        page = EDITORS_OF_ROWS.get(spec.edit_url, "") if place.can_edit else ""
        return RowView(row, reverse(page, args=[place.city.slug, row.row.id]) if page else "", "")
    if not may_write_rows(place, spec):
        return RowView(row, "", "")
    return RowView(
        row,
        place.url("row-edit", spec.key, row.row.id),
        place.url("row-delete", spec.key, row.row.id),
    )


def _page_number(text: str) -> int:
    """The page that an address asks for, the first where that is no number."""
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 6 else 1
