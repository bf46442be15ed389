"""Sheets of our own workbooks: a hidden row names their columns, so that nothing has to be guessed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from django.conf import settings

from contracts.tables import TABLES, ColumnKind, find_table
from contracts.tables.cells import check_cells
from exchange.enums import CONTINUES, GOES_ON, NO_TABLE, SHEET_MARK
from exchange.recognition.cell_reader import CellReader
from exchange.recognition.grids import Grid, Spot, is_empty, letters
from exchange.recognition.model import Choice, HeaderCell, ReadRow, RecognisedTable

MARK_ROWS = 12
"""The mark stands in one of the first rows, unless somebody moved the table far down."""
LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)
TABLE_KEYS = frozenset({NO_TABLE, *(spec.key for spec in TABLES)})


@dataclass(frozen=True)
class Mark:
    """What a marked sheet says of itself: its table, the row of the names, the language it was written in."""

    table: str
    row: int
    language: str

    @property
    def has_table(self) -> bool:
        """Whether the sheet holds a table; a cover or a list of sources does not."""
        return self.table != NO_TABLE


def find_mark(grid: Grid) -> Mark | None:
    """The mark of a sheet of ours; None where it has none, or is of a table that this portal does not describe."""
    for row in range(min(MARK_ROWS, len(grid.rows))):
        for column in range(len(grid.rows[row])):
            words = grid.text(row, column).split()
            if len(words) == 3 and words[0] == SHEET_MARK and words[1] in TABLE_KEYS:
                return Mark(words[1], row, words[2])
    return None


def read_own_sheets(
    grids: Sequence[Grid], *, choices: Mapping[int, Choice], number_format: str = "auto"
) -> list[RecognisedTable]:
    """The tables of the marked sheets of a file, in their order; `choices` by position as in `recognise_grids`."""
    tables: list[RecognisedTable] = []
    for grid in grids:
        mark = find_mark(grid)
        if mark is None or not mark.has_table:
            continue
        chosen = choices.get(len(tables), Choice())
        choice = replace(chosen, number_format=chosen.number_format or number_format)
        if table := read_own_sheet(grid, mark, choice=choice):
            table.position = len(tables)
            tables.append(table)
    return tables


def leave_out_own_sheets(grids: Sequence[Grid]) -> list[Grid]:
    """The sheets in which tables must be looked for."""
    return [grid for grid in grids if find_mark(grid) is None]


def read_own_sheet(grid: Grid, mark: Mark, *, choice: Choice) -> RecognisedTable | None:
    """The table of a marked sheet, cell by cell; None where it has no rows."""
    columns = _Columns(grid, mark, choice)
    rows = [columns.read(row) for row in range(mark.row + 2, len(grid.rows)) if not grid.is_blank(row)]
    if not rows:
        return None
    right = letters(max((cell.index for cell in columns.header), default=0))
    return RecognisedTable(
        place=f"{grid.place(mark.row + 1, 0)}:{right}{len(grid.rows)}",
        title=grid.text(0, 0)[:300],
        table=columns.spec.key,
        header=columns.header,
        rows=rows,
    )


class _Columns:
    """The columns of a marked sheet, each with what it holds and, of a translated text, its language."""

    def __init__(self, grid: Grid, mark: Mark, choice: Choice) -> None:
        self.grid, self.mark, self.spec = grid, mark, find_table(choice.table or mark.table)
        self._join_parts()
        self.named = list(self._names(choice.columns))
        self.header = [HeaderCell(at, grid.text(mark.row + 1, at), key) for at, key, _language in self.named]
        written = choice.number_format if choice.number_format in LANGUAGES else mark.language
        self.choice = Choice(number_format=written, convert=False)
        self._readers: dict[str, CellReader] = {}

    def read(self, row: int) -> ReadRow:
        """One row; an empty cell is unknown, whatever stands above it."""
        read = ReadRow(row, self.grid.place(row))
        for at, key, language in self.named:
            if not is_empty(self.grid.raw(row, at)):
                self._read_cell(read, (row, at), key, language)
        for column in check_cells(self.spec, read.cells):
            read.errors.setdefault(column, "")
        return read

    def _read_cell(self, read: ReadRow, spot: Spot, key: str, language: str) -> None:
        reader = self._reader(language or self.mark.language)
        found = reader.read(key, spot, number=read.number)
        if found.error is not None or (found.value is None and (found.note or found.trouble)):
            read.errors[key] = self.grid.text(*spot)
        elif language and found.value:
            read.cells[key] = {**read.cells.get(key, {}), **found.value}
        elif found.value is not None:
            read.cells[key] = found.value

    def _join_parts(self) -> None:
        """Texts that were too long for one cell go on in columns beside it."""
        names = [self.grid.text(self.mark.row, at) for at in range(len(self.grid.rows[self.mark.row]))]
        for at, name in enumerate(names):
            first, _mark, part = name.partition(CONTINUES)
            if part and first in names:
                self._join(names.index(first), at)

    def _join(self, first: int, at: int) -> None:
        for row in self.grid.rows[self.mark.row + 2 :]:
            rest = row[at] if at < len(row) else None
            if isinstance(rest, str):
                row[first] = str(row[first] or "").removesuffix(GOES_ON) + rest.removeprefix(GOES_ON)

    def _names(self, chosen: Mapping[str, str]) -> Iterator[tuple[int, str, str]]:
        """Place, key and language of each column that the table has; what a person chose comes first."""
        kinds = {column.key: column.kind for column in self.spec.columns}
        for at in range(len(self.grid.rows[self.mark.row])):
            name = chosen.get(str(at), self.grid.text(self.mark.row, at))
            key, _line, language = name.rpartition("_")
            if kinds.get(key) == ColumnKind.TEXTS and language in LANGUAGES:
                yield at, key, language
            elif name in kinds:
                yield at, name, self.mark.language if kinds[name] == ColumnKind.TEXTS else ""

    def _reader(self, language: str) -> CellReader:
        """Reads cells whose words are in a language; numbers are written as in the language of the sheet."""
        if language not in self._readers:
            self._readers[language] = CellReader(
                self.grid, self.spec, self.header, choice=self.choice, language=language, units=[]
            )
        return self._readers[language]
