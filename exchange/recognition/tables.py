"""One region of a sheet as a table of the contract."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from contracts.tables import ColumnKind, TableSpec, find_table
from exchange.recognition.arrangement import Arrangement
from exchange.recognition.body import Body
from exchange.recognition.cell_reader import SAMPLE, CellReader
from exchange.recognition.form_reading import FormReading, form_place
from exchange.recognition.forms import FormShape, find_form
from exchange.recognition.grids import Grid, Spot, letters, plain_number
from exchange.recognition.headers import find_header, header_texts
from exchange.recognition.model import Choice, HeaderCell, Notice, RecognisedTable
from exchange.recognition.regions import Region, units_of
from exchange.recognition.sectors import is_sector_table, sector_of
from exchange.recognition.vocabulary import columns_of

FIRST_LINES = 8
SAMPLE_OF_NAMES = 30
Report = Callable[[int], None]


def recognise_region(
    region: Region, *, choice: Choice, language: str, file_format: str = "", report: Report | None = None
) -> RecognisedTable:
    """The table in a region, taken for what the person chose, else for what its title and header say."""
    key = choice.table or region.table
    if not key:
        return _unrecognised(region)
    spec = find_table(key)
    shape = region.form
    if choice.table and choice.table != region.table:
        shape = find_form(region.grid, region.top, wanted=(key,)) if region.header is None else None
        shape = shape if shape is not None and shape.table == key else None
    if shape is not None:
        return _read_form(region, spec, shape, choice=choice, language=language, file_format=file_format)
    return _read_table(region, spec, choice=choice, language=language, file_format=file_format, report=report)


def _read_table(
    region: Region,
    spec: TableSpec,
    *,
    choice: Choice,
    language: str,
    file_format: str,
    report: Report | None,
) -> RecognisedTable:
    header, first = _header(region, spec, choice)
    grid = region.grid
    body = Body(grid, spec, header, first=first, last=region.bottom)
    reader = _reader(region, spec, header, choice=choice, language=language, file_format=file_format)
    reader.learn(_sample(body))
    arrangement = Arrangement(body, spec, reader)
    arrangement.read(report)
    right = letters(max((cell.index for cell in header), default=0))
    left = letters(min((cell.index for cell in header), default=0))
    table = RecognisedTable(
        place=f"{grid.place(region.top)[: -len(str(region.top + 1))]}{left}{region.top + 1}:{right}{region.bottom}",
        title=region.title,
        table=spec.key,
        generation=region.heading.generation_of(spec.key) if region.heading else "",
        header=header,
        rows=arrangement.rows,
        totals=arrangement.totals,
        ambiguous=arrangement.doubts,
        notices=[*_unit_notices(reader, header, grid, region), *arrangement.notices, *_hidden(grid)],
    )
    table.notices += _inherited(table)
    return table


def _read_form(
    region: Region, spec: TableSpec, shape: FormShape, *, choice: Choice, language: str, file_format: str
) -> RecognisedTable:
    grid = region.grid
    shape = replace(shape, labels=_chosen_labels(shape, choice))
    header = [HeaderCell(row, text, key, is_label=True) for row, text, key in shape.labels]
    reader = _reader(region, spec, header, choice=choice, language=language, file_format=file_format)
    reading = FormReading(grid, spec, shape, reader)
    reading.read()
    seen: dict[str, HeaderCell] = {}
    for cell in header:
        seen.setdefault(cell.text, cell)
    return RecognisedTable(
        place=form_place(grid, shape),
        title=region.title,
        table=spec.key,
        generation=region.heading.generation_of(spec.key) if region.heading else "",
        header=list(seen.values()),
        rows=reading.rows,
        totals=reading.totals,
        ambiguous=reading.doubts,
        notices=[*_unit_notices(reader, header, grid, region), *reading.notices, *_hidden(grid)],
        is_form=True,
    )


def _reader(
    region: Region,
    spec: TableSpec,
    header: list[HeaderCell],
    *,
    choice: Choice,
    language: str,
    file_format: str,
) -> CellReader:
    units = [cell.text for cell in header[:1]] + units_of(region)
    reader = CellReader(region.grid, spec, header, choice=choice, language=language, units=units)
    reader.file_format = file_format
    return reader


def _header(region: Region, spec: TableSpec, choice: Choice) -> tuple[list[HeaderCell], int]:
    """The columns of a region for a table, and the first row below them; a person's columns come before all."""
    found = region.header
    first = region.first_row
    if found is None:
        found = find_header(region.grid, region.top, wanted=(spec.key,))
        first = region.top + (found.depth if found else 1)
    texts = found.texts if found else header_texts(region.grid, region.top, 1)
    units = [part.strip() for part in region.units.split("|")] if region.units else []
    texts = tuple(_with_unit(text, units[at] if at < len(units) else "") for at, text in enumerate(texts))
    keys = columns_of(spec.key, texts)
    header = [HeaderCell(at, text, keys[at]) for at, text in enumerate(texts)]
    header = _name_first_column(region, spec, header, first)
    return [cell for cell in _chosen_columns(header, choice) if cell.text or cell.column], first


def _chosen_columns(header: list[HeaderCell], choice: Choice) -> list[HeaderCell]:
    """The header as a person wants it; a column that was given to another header is taken from the first."""
    given = {column for column in choice.columns.values() if column}
    return [
        replace(cell, column=choice.columns[cell.key] or None)
        if cell.key in choice.columns
        else replace(cell, column=None if cell.column in given else cell.column)
        for cell in header
    ]


def _chosen_labels(shape: FormShape, choice: Choice) -> tuple[tuple[int, str, str | None], ...]:
    """The labels of a form with the columns that a person wants."""
    given = {column for column in choice.columns.values() if column}
    return tuple(
        (row, text, choice.columns[text] or None)
        if text in choice.columns
        else (row, text, None if key in given else key)
        for row, text, key in shape.labels
    )


def _with_unit(text: str, unit: str) -> str:
    return f"{text} ({unit.strip('[]()')})" if text and unit else text


def _name_first_column(
    region: Region, spec: TableSpec, header: list[HeaderCell], first: int
) -> list[HeaderCell]:
    """Let the first column name the rows where its header is blank or says something else than its cells do."""
    wanted = next((column for column in spec.columns if column.key in spec.identity), None)
    if wanted is None or any(cell.column == wanted.key for cell in header):
        return header
    used = min((cell.index for cell in header if cell.column), default=len(header))
    for cell in header[:used]:
        texts = _names(region.grid, cell.index, first, region.bottom)
        is_sector = is_sector_table(spec) or wanted.key == "sector"
        fits = sum(1 for text in texts if sector_of(text)) * 3 >= len(texts) if is_sector else not cell.text
        if texts and fits and wanted.kind in (ColumnKind.CHOICE, ColumnKind.TEXT, ColumnKind.TEXTS):
            header[cell.index] = HeaderCell(cell.index, cell.text, wanted.key)
            break
    return header


def _names(grid: Grid, column: int, first: int, last: int) -> list[str]:
    """Some words of a column; none where it holds numbers."""
    values = [grid.value(row, column) for row in range(first, min(last, first + SAMPLE_OF_NAMES))]
    texts = [value for value in values if isinstance(value, str) and not re.fullmatch(r"[\d.,\s]+", value)]
    return texts if len(texts) * 2 > sum(1 for value in values if value is not None) else []


def _sample(body: Body) -> Iterator[tuple[str, Spot]]:
    for row in range(body.first, min(body.last, body.first + SAMPLE)):
        for cell in body.used:
            yield str(cell.column), (row, cell.index)


def _unit_notices(reader: CellReader, header: list[HeaderCell], grid: Grid, region: Region) -> list[Notice]:
    """Say which columns were multiplied to be in their unit."""
    by_factor: dict[str, list[str]] = {}
    for cell in header:
        factor = reader.converted.get(str(cell.column))
        if factor is not None:
            by_factor.setdefault(plain_number(float(factor)), []).append(cell.text or str(cell.column))
    return [
        Notice(
            "import_unit_converted",
            "warning",
            grid.place(region.top),
            {"factor": factor, "columns": list(dict.fromkeys(names))},
            "import_confirm_unit",
        )
        for factor, names in by_factor.items()
    ]


def _inherited(table: RecognisedTable) -> list[Notice]:
    rows = [row.place for row in table.rows if row.inherited]
    if not rows:
        return []
    return [
        Notice("import_filled_down", "note", ", ".join(rows[:20]), {"rows": len(rows)}, "import_filled_down")
    ]


def _hidden(grid: Grid) -> list[Notice]:
    return (
        [Notice("import_hidden_sheet", "note", grid.sheet, {}, "import_hidden_sheet")]
        if grid.is_hidden
        else []
    )


def _unrecognised(region: Region) -> RecognisedTable:
    grid = region.grid
    last = min(region.top + FIRST_LINES, region.bottom)
    right = letters(max((len(grid.rows[row]) for row in range(region.top, last)), default=1) - 1)
    lines = [
        [grid.text(row, at)[:80] for at in range(min(len(grid.rows[row]), 12))]
        for row in range(region.top, last)
    ]
    texts = header_texts(grid, region.top, 1)
    return RecognisedTable(
        place=f"{grid.place(region.top, 0)}:{right}{region.bottom}",
        title=region.title,
        header=[HeaderCell(at, text, None) for at, text in enumerate(texts) if text],
        first_lines=lines,
    )
