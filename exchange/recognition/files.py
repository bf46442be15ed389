"""From the grids of a file to its tables and what is wrong with them."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from contracts.tables.checks import CheckContext, TableFinding, check_tables
from exchange.recognition.bands import split_bands
from exchange.recognition.grids import Grid, is_empty
from exchange.recognition.model import Choice, Notice, ReadRow, RecognisedTable
from exchange.recognition.own_sheets import leave_out_own_sheets, read_own_sheets
from exchange.recognition.regions import Region, find_regions
from exchange.recognition.tables import recognise_region

Report = Callable[[int, int], None]
AS_RECOGNISED = Choice()


def recognise_grids(
    grids: list[Grid],
    *,
    name: str = "",
    language: str = "it",
    number_format: str = "auto",
    table: str = "",
    choices: Mapping[int, Choice] | None = None,
    report: Report | None = None,
) -> list[RecognisedTable]:
    """The tables of a file in their order, with findings.

    `choices` are what a person decided, by the position of the table; `table` is what all of them are said to be,
    `number_format` how all numbers are written. `report` hears the number of rows done and of all rows.
    """
    tables = read_own_sheets(grids, choices=choices or {}, number_format=number_format)
    regions = _regions(leave_out_own_sheets(grids), name)
    total = sum(region.bottom - region.top for region in regions)
    done = 0
    of_forms: dict[str, Choice] = {}
    for position, region in enumerate(regions, start=len(tables)):
        chosen = (choices or {}).get(position, AS_RECOGNISED)
        if region.form is not None:
            chosen = of_forms.setdefault(region.table, chosen)
        choice = replace(
            chosen, table=chosen.table or table, number_format=chosen.number_format or number_format
        )
        found = recognise_region(region, choice=choice, language=language, report=_from(report, done, total))
        found.position = position
        tables.append(found)
        done += region.bottom - region.top
    joined = _join_forms(tables)
    _settle_generations(joined)
    return joined


def _regions(grids: list[Grid], name: str) -> list[Region]:
    """The regions of all sheets; a file in which none is found is one region a sheet, for a person to name."""
    parts = [(part, f"{part.sheet} {name}") for grid in grids for part in split_bands(grid)]
    regions = [region for part, words in parts for region in find_regions(part, name=words)]
    return regions or [region for grid in grids for region in _whole(grid)]


def _from(report: Report | None, done: int, total: int) -> Callable[[int], None] | None:
    """The report of one table as part of the report of the file."""
    return None if report is None else lambda rows: report(done + rows, total)


def _whole(grid: Grid) -> list[Region]:
    """A sheet in which nothing was found, as one unrecognised table."""
    rows = [row for row in range(len(grid.rows)) if any(not is_empty(value) for value in grid.rows[row])]
    return [Region(grid, rows[0], rows[-1] + 1, first_row=rows[0] + 1)] if rows else []


def _join_forms(tables: list[RecognisedTable]) -> list[RecognisedTable]:
    """One table of all forms of a kind: cities print one form per action, often one per sheet."""
    joined: list[RecognisedTable] = []
    first: dict[str, RecognisedTable] = {}
    for table in tables:
        whole = first.get(table.table) if table.is_form else None
        if whole is None:
            joined.append(table)
            if table.is_form:
                first[table.table] = table
            continue
        offset = max((row.number for row in whole.rows), default=0) + 1
        _renumber(table, offset)
        whole.rows += table.rows
        whole.ambiguous += table.ambiguous
        whole.notices = _join_notices([*whole.notices, *table.notices])
        known = {cell.text for cell in whole.header}
        whole.header += [cell for cell in table.header if cell.text not in known]
    return joined


def _join_notices(notices: list[Notice]) -> list[Notice]:
    """One notice of each check, with the places of all."""
    joined: dict[str, Notice] = {}
    for notice in notices:
        known = joined.get(notice.check)
        if known is None:
            joined[notice.check] = notice
            continue
        numbers = {
            name: value + notice.numbers.get(name, 0) if isinstance(value, int) else value
            for name, value in known.numbers.items()
        }
        places = ", ".join(filter(None, (known.place, notice.place)))
        joined[notice.check] = replace(known, place=places, numbers=numbers)
    return list(joined.values())


def _renumber(table: RecognisedTable, offset: int) -> None:
    for row in table.rows:
        row.number += offset
    table.ambiguous = [
        type(cell)(cell.place, cell.number + offset, cell.column, cell.text, cell.readings, cell.proposal)
        for cell in table.ambiguous
    ]


def _settle_generations(tables: list[RecognisedTable]) -> None:
    """A file is of one generation: what most titles tell holds for those that tell nothing."""
    for table in tables:
        if not table.generation and table.table == "emissions_gap":
            columns = {cell.column for cell in table.header}
            table.generation = "v2" if "portfolio_tco2e" in columns else "v1"
    told = Counter(table.generation for table in tables if table.generation)
    if told:
        usual = told.most_common(1)[0][0]
        for table in tables:
            if table.table and not table.generation:
                table.generation = usual


def check_recognised(tables: list[RecognisedTable]) -> list[tuple[int, Notice]]:
    """What the checks find in the tables of a file alone: the position of the table, and the finding at its cells."""
    plain: dict[str, list[dict[str, Any]]] = {}
    rows: dict[str, tuple[int, ReadRow]] = {}
    for position, table in enumerate(tables):
        if not table.table:
            continue
        for row in sorted([*table.rows, *table.totals], key=lambda one: one.number):
            name = f"{position}:{row.number}:{int(row.is_total)}"
            rows[name] = (position, row)
            cells = {key: value for key, value in row.cells.items() if not key.startswith("_")}
            plain.setdefault(table.table, []).append(
                cells | {"_id": name, "_place": row.place, "_total": row.is_total, "_raw": row.printed}
            )
    found = check_tables(plain, CheckContext()) if plain else []
    return [_place(finding, tables, rows) for finding in found]


def _place(
    finding: TableFinding, tables: list[RecognisedTable], rows: dict[str, tuple[int, ReadRow]]
) -> tuple[int, Notice]:
    """The table that a finding is about, and the finding with the cells of the file as its place."""
    position, row = rows.get(finding.row, (-1, None))
    if row is None:
        position = next((at for at, table in enumerate(tables) if table.table == finding.table), 0)
        place = finding.place
    else:
        place = (
            ", ".join(cell_place(tables[position], row, column) for column in finding.columns) or row.place
        )
    return position, Notice(finding.check, finding.severity, place, dict(finding.numbers), finding.proposal)


def cell_place(table: RecognisedTable, row: ReadRow, column: str) -> str:
    """The cell of the file that holds a column of a row; the row where none does."""
    if column in row.places:
        return row.places[column]
    letter = next((cell.letter for cell in table.header if cell.column == column), "")
    sheet, _mark, _number = row.place.rpartition("!")
    return f"{sheet}!{letter}{row.number + 1}" if letter and not table.is_form else row.place
