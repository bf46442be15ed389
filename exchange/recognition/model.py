"""What the recognition answers: tables with their columns, rows, doubts and findings."""

from dataclasses import dataclass, field
from typing import Any

from exchange.recognition.grids import letters


@dataclass(frozen=True)
class Choice:
    """What a person decided about a table that was found in a file; empty means "as recognised".

    `columns` gives another column ("" for none) to a header by its `key`, `number_format` is how its numbers are
    written, `convert` whether thousands of tonnes and the like become the unit of the column, `lenient` whether
    cells that cannot be read are taken as unknown where the column may be empty.
    """

    table: str = ""
    columns: dict[str, str] = field(default_factory=dict)
    number_format: str = ""
    convert: bool = True
    lenient: bool = False


@dataclass(frozen=True)
class HeaderCell:
    """One column of a file: where it stands, what is printed above it, which column of the table it is."""

    index: int
    text: str
    column: str | None
    is_label: bool = False
    """Whether it is a label of a form; forms repeat their labels in other rows."""

    @property
    def key(self) -> str:
        """What a person's choice of a column is kept under."""
        return self.text if self.is_label else str(self.index)

    @property
    def letter(self) -> str:
        """The name of the column in a spreadsheet; of a form, the number of the label's row."""
        return str(self.index + 1) if self.is_label else letters(self.index)


@dataclass
class ReadRow:
    """One row of a recognised table.

    `errors` are cells that could not be read, as they are printed ("" where a value is missing); `places` name cells
    that do not stand in the row's own line; `printed` are the numbers that the file holds as text.
    """

    number: int
    place: str
    cells: dict[str, Any] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    printed: dict[str, str] = field(default_factory=dict)
    is_total: bool = False
    inherited: tuple[str, ...] = ()


@dataclass(frozen=True)
class AmbiguousCell:
    """A number that may mean two things; `proposal` is what the rest of the table makes likelier."""

    place: str
    number: int
    column: str
    text: str
    readings: tuple[str, ...]
    proposal: str


@dataclass(frozen=True)
class Notice:
    """Something about a table that the person must know; the words are in `contracts.selectors.findings` and here."""

    check: str
    severity: str
    place: str
    numbers: dict[str, Any] = field(default_factory=dict)
    proposal: str = ""


@dataclass
class RecognisedTable:
    """A table of a file; `table` is empty where it was not recognised: then `first_lines` shows what stands there."""

    place: str
    title: str
    position: int = 0
    table: str = ""
    generation: str = ""
    header: list[HeaderCell] = field(default_factory=list)
    rows: list[ReadRow] = field(default_factory=list)
    totals: list[ReadRow] = field(default_factory=list)
    ambiguous: list[AmbiguousCell] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    first_lines: list[list[str]] = field(default_factory=list)
    is_form: bool = False

    @property
    def unrecognised_columns(self) -> list[str]:
        """Headers that are no column of the table."""
        return [cell.text for cell in self.header if cell.column is None and cell.text]

    @property
    def has_errors(self) -> bool:
        """Whether a row holds a cell that could not be read."""
        return any(row.errors for row in self.rows)
