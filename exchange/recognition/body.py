"""The rows under a header: which hold data, which are sums, headings of groups, details, notes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from contracts.tables import ColumnKind, TableSpec
from contracts.tables.cells import parse_cell
from contracts.tables.wording import plain_words
from exchange.recognition.grids import Grid, Spot, is_empty
from exchange.recognition.model import HeaderCell

TOTAL_WORDS = r"(sub-?|grand |overall |gran )?(total[ei]?s?|sum|somma|sub-?totale|gesamt|summe)"
TOTAL = re.compile(rf"^{TOTAL_WORDS}\b|\b(total|totale)( \(.*\))?$")
ONLY_TOTAL = re.compile(
    rf"^{TOTAL_WORDS}( (general[ei]|complessiv[oi]|overall|of|the|di|per|delle|dei|tutt[ei]|all|actions?|azioni|ghg|"
    r"emissions?|emissioni|reductions?|riduzion[ei]|costs?|cost[oi]|investments?|investiment[oi]|portfolio|portafoglio|"
    r"interventions?|interventi|in|t|tco2e?|co2e?|eur|€|\(.*\)))*$"
)
DETAIL = re.compile(r"^(-|–|•)?\s*(of which|thereof|di cui|davon|including|incl\.|tra cui)\b")
NOTE = re.compile(
    r"^(\*|\(?\d{1,2}\)\s|[¹²³]|notes?\b|nota\b|sources?\s*:|fonte\b|fonti\b|n\.?b\.?\b|legend|legenda"
    r"|comment|data source)"
)
LABELS = ("sector", "label", "activity", "subsector", "field_of_action", "code", "title", "name", "item")


class RowKind(StrEnum):
    """What a row under a header is."""

    DATA = "data"
    TOTAL = "total"
    GROUP = "group"
    DETAIL = "detail"
    NOTE = "note"
    HEADER = "header"


@dataclass
class BodyRow:
    """A row of the file with the cell that each column has in it; `given` are values that no cell of it holds."""

    number: int
    kind: RowKind
    label: str
    spots: dict[str, Spot]
    given: dict[str, str] = field(default_factory=dict)


class Body:
    """Walks the rows of one table."""

    def __init__(
        self, grid: Grid, spec: TableSpec, header: list[HeaderCell], *, first: int, last: int
    ) -> None:
        self.grid = grid
        self.spec = spec
        self.header = header
        self.first = first
        self.last = last
        self.used = [cell for cell in header if cell.column]
        self.label_index = self._label_index()
        self.printed = {part for cell in header for part in re.split(r" / | \(", cell.text)}

    def rows(self) -> Iterator[BodyRow]:
        """The rows that hold anything, in their order, each with its kind."""
        for row in range(self.first, self.last):
            if self.grid.is_blank(row):
                continue
            yield self._row(row)

    def _row(self, row: int) -> BodyRow:
        spots = {str(cell.column): (row, cell.index) for cell in self.used}
        label = self.grid.text(row, self.label_index)
        filled = sum(1 for value in self.grid.rows[row] if not is_empty(value))
        return BodyRow(row, self._kind(row, label, filled), label, spots)

    def _kind(self, row: int, label: str, filled: int) -> RowKind:
        words = plain_words(label) if len(label) < 200 else ""
        if self._repeats_header(row, label):
            return RowKind.HEADER
        if self._is_total(words, filled):
            return RowKind.TOTAL
        if DETAIL.match(label.casefold().strip()):
            return RowKind.DETAIL
        if filled == 1 and len(self.used) > 1:
            only = next(
                self.grid.text(row, column)
                for column in range(len(self.grid.rows[row]))
                if self.grid.text(row, column)
            )
            is_note = NOTE.match(only.casefold()) or len(only) > 120
            return RowKind.NOTE if is_note else RowKind.GROUP
        return RowKind.DATA

    def _is_total(self, words: str, filled: int) -> bool:
        if not words:
            return False
        if self.spec.total_row:
            return bool(TOTAL.search(words))
        return bool(ONLY_TOTAL.match(words)) and filled < max(3, len(self.used))

    def _repeats_header(self, row: int, label: str) -> bool:
        if label and label not in self.printed:
            return False
        texts = [(self.grid.text(row, cell.index), cell.text) for cell in self.header if cell.text]
        same = sum(1 for text, title in texts if text and _prints(title, text))
        return same >= 2 and same > len(texts) / 2

    def _label_index(self) -> int:
        """The column that names the rows: the leftmost that is used and holds words."""
        words = [
            cell
            for cell in self.used
            if self.spec.column(str(cell.column)).kind
            in (ColumnKind.TEXT, ColumnKind.TEXTS, ColumnKind.CHOICE)
        ]
        return min((cell.index for cell in words), default=0)


def _prints(title: str, text: str) -> bool:
    """Whether a header, with its group and unit, prints this text."""
    return title == text or title.endswith(f"/ {text}") or title.startswith((f"{text} (", f"{text} / "))


def means(spec: TableSpec, column: str, text: str) -> str:
    """The word of a column's vocabulary that a text means, empty where it means none."""
    try:
        wanted = spec.column(column)
    except KeyError:
        return ""
    if wanted.kind != ColumnKind.CHOICE:
        return ""
    return str(parse_cell(wanted, text, language="en").value or "")
