"""Reading imports for the officers' pages."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from contracts.models import City
from contracts.tables import TABLES, Column, find_section, find_table
from contracts.tables.cells import format_cell
from exchange.enums import ImportState
from exchange.models import ImportedTable, ImportRun
from exchange.models.imports import CHUNK_ROWS
from exchange.recognition.refusal_words import tell_refusal
from exchange.selectors.import_words import PROPOSALS, table_title, tell_notice
from exchange.selectors.row_errors import tell_error

DOUBTS_SHOWN = 50
SEVERITY_ORDER = ("error", "warning", "note")


@dataclass(frozen=True, slots=True)
class TableSummary:
    """One table of a file: what it was taken for, and how much of it is ready."""

    table: ImportedTable
    title: str
    errors: int
    doubts: int
    wanted: int

    @property
    def is_ready(self) -> bool:
        """Whether nothing keeps it from being imported."""
        return bool(self.table.table) and not self.errors and not self.doubts


@dataclass(frozen=True, slots=True)
class ShownFinding:
    """A finding in words."""

    severity: str
    place: str
    message: str
    proposal: str


@dataclass(frozen=True, slots=True)
class ShownCell:
    """A cell of the preview: its value in words, or what is wrong with it."""

    text: str
    error: str = ""
    is_doubt: bool = False
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row of the preview; `number` is its line in the file."""

    number: int
    place: str
    is_wanted: bool
    cells: list[ShownCell]


@dataclass(frozen=True, slots=True)
class ShownDoubt:
    """A cell that may mean two things, with its readings as the reader writes them."""

    index: int
    place: str
    column: str
    text: str
    readings: list[tuple[str, str]]
    chosen: str


@dataclass(frozen=True, slots=True)
class ShownHeader:
    """A column of the file and the column of the table it is."""

    field: str
    letter: str
    text: str
    column: str
    label: str


def list_imports(city: City) -> QuerySet[ImportRun]:
    """The imports of a city's contract, newest first."""
    return (
        ImportRun.objects.filter(version__contract__city=city)
        .select_related("version__contract__city", "made_by")
        .annotate(table_count=Count("tables"))
        .order_by("-created_at", "-pk")
    )


def summarise_tables(run: ImportRun) -> list[TableSummary]:
    """The tables of a file in their order, in one query."""
    return [summarise_table(table) for table in run.tables.order_by("position")]


def summarise_table(table: ImportedTable) -> TableSummary:
    """What a table holds and what is still open in it."""
    left_out = set(table.left_out)
    return TableSummary(
        table=table,
        title=table_title(table.table) or _("not recognised"),
        errors=len(set(table.error_rows) - left_out),
        doubts=sum(1 for cell in table.ambiguous if not cell["chosen"] and cell["number"] not in left_out),
        wanted=table.row_count - len(left_out),
    )


def list_findings(table: ImportedTable) -> list[ShownFinding]:
    """What was noticed about a table, the gravest first."""
    found = [
        ShownFinding(
            finding["severity"],
            finding["place"],
            tell_notice(finding),
            str(PROPOSALS.get(finding["proposal"], "")),
        )
        for finding in table.findings
    ]
    return sorted(found, key=lambda finding: SEVERITY_ORDER.index(finding.severity))


def list_headers(table: ImportedTable) -> list[ShownHeader]:
    """The columns of the file, each with the column of the table it was taken for."""
    labels = {column.key: str(column.label) for column in columns_of_table(table.table)}
    return [
        ShownHeader(
            f"column-{number}",
            cell["letter"],
            cell["text"] or _("(no header)"),
            cell["column"],
            labels.get(cell["column"], ""),
        )
        for number, cell in enumerate(table.header)
    ]


def list_doubts(table: ImportedTable) -> list[ShownDoubt]:
    """The first cells that nobody confirmed yet."""
    left_out = set(table.left_out)
    spec = {column.key: column for column in columns_of_table(table.table)}
    open_cells = [
        (index, cell)
        for index, cell in enumerate(table.ambiguous)
        if not cell["chosen"] and cell["number"] not in left_out
    ]
    return [
        ShownDoubt(
            index=index,
            place=cell["place"],
            column=str(spec[cell["column"]].label),
            text=cell["text"],
            readings=[(one, _write(spec[cell["column"]], one)) for one in cell["readings"]],
            chosen=cell["proposal"],
        )
        for index, cell in open_cells[:DOUBTS_SHOWN]
    ]


def shown_columns(table: ImportedTable) -> list[Column]:
    """The columns of the table that the file fills, in the order of the file; the row's name first."""
    spec = {column.key: column for column in columns_of_table(table.table)}
    keys = dict.fromkeys(cell["column"] for cell in table.header if cell["column"] in spec)
    if "sector" in spec and "sector" not in keys:
        keys = {"sector": None, **keys}
    return [spec[key] for key in keys]


def preview_rows(table: ImportedTable, *, start: int, count: int) -> list[ShownRow]:
    """Some rows of a table; only the chunks that hold them are read."""
    first, last = start // CHUNK_ROWS, (start + count - 1) // CHUNK_ROWS
    chunks = table.chunks.filter(number__range=(first, last)).order_by("number")
    rows = [row for chunk in chunks for row in chunk.rows]
    offset = start - first * CHUNK_ROWS
    columns = [*shown_columns(table), *_given_columns(table, rows)]
    doubts = {(cell["number"], cell["column"]): cell for cell in table.ambiguous}
    return [_show_row(table, row, columns, doubts) for row in rows[offset : offset + count]]


def preview_columns(table: ImportedTable, *, start: int, count: int) -> list[Column]:
    """The columns of the preview: those of the file, and those that were told from other cells."""
    first, last = start // CHUNK_ROWS, (start + count - 1) // CHUNK_ROWS
    rows = [row for chunk in table.chunks.filter(number__range=(first, last)) for row in chunk.rows]
    return [*shown_columns(table), *_given_columns(table, rows)]


def columns_of_table(table: str) -> tuple[Column, ...]:
    """The columns of a table; none where it was not recognised."""
    return find_table(table).columns if table else ()


def table_choices() -> list[tuple[str, str]]:
    """Every table of the contract by the number and name that people know it by."""
    return [
        (
            spec.key,
            f"{spec.number() or spec.number('v1') or find_section(spec.section).number()} {spec.title}".strip(),
        )
        for spec in TABLES
    ]


def tell_run_refusal(run: ImportRun) -> str:
    """Why a file was not read, in the active language; empty where it was."""
    return tell_refusal(run.refusal) if "refused" in run.refusal else ""


def refused_rows(run: ImportRun) -> list[dict[str, str]]:
    """What kept the rows of an import from being taken."""
    rows: list[dict[str, str]] = run.refusal.get("rows", [])
    return rows


def show_results(run: ImportRun) -> list[dict[str, Any]]:
    """What came of an import, table by table."""
    return [result | {"title": table_title(result["table"])} for result in run.results]


def is_waiting(run: ImportRun) -> bool:
    """Whether the person is to decide."""
    return run.state == ImportState.RECOGNISED


def _given_columns(table: ImportedTable, rows: list[dict[str, Any]]) -> list[Column]:
    shown = {column.key for column in shown_columns(table)}
    used = {key for row in rows for key in (*row["cells"], *row["errors"])} - shown
    return [column for column in columns_of_table(table.table) if column.key in used]


def _show_row(
    table: ImportedTable,
    row: dict[str, Any],
    columns: list[Column],
    doubts: dict[tuple[int, str], dict[str, Any]],
) -> ShownRow:
    cells = [_show_cell(table, row, column, doubts.get((row["number"], column.key))) for column in columns]
    return ShownRow(row["number"], row["place"], row["number"] not in set(table.left_out), cells)


def _show_cell(
    table: ImportedTable, row: dict[str, Any], column: Column, doubt: dict[str, Any] | None
) -> ShownCell:
    error = row["errors"].get(column.key)
    if error is not None:
        return ShownCell(error, tell_error(table.table, column.key, error), is_number=column.is_number)
    value = row["cells"].get(column.key)
    if doubt is not None:
        value = doubt["chosen"] or value
    text = _write(column, value)
    return ShownCell(text, is_doubt=doubt is not None and not doubt["chosen"], is_number=column.is_number)


def _write(column: Column, value: Any) -> str:
    return format_cell(column, value, get_language() or "it")
