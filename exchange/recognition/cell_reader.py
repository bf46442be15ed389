"""Cells of a grid as values of columns: number formats, units, formulas, percentages, doubts."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from contracts.tables import Column, ColumnKind, TableSpec
from contracts.tables.cells import Parsed, decimal_text, detect_number_format, parse_cell
from contracts.tables.numbers import read_number
from contracts.tables.units import header_factor, unit_factor
from exchange.recognition.grids import Grid, Spot, as_text, is_empty, plain_number
from exchange.recognition.model import AmbiguousCell, Choice, HeaderCell

SAMPLE = 5_000
SINGLE = re.compile(r"[1-9]\d{0,2}([.,])\d{3}(?![\d.,])")
GROUP_SIGN = {"it": ".", "en": ","}
NUMBERS = (ColumnKind.NUMBER, ColumnKind.INTEGER)
WORDS = (ColumnKind.CHOICE, ColumnKind.CHOICES, ColumnKind.BOOLEAN)
QUANTITY = re.compile(r"_(tco2e|eur|mwh|value)$")
HAS_UNIT = re.compile(r"\d\s*[^\W\d_]")


@dataclass(frozen=True)
class Reading:
    """What a cell gave: a value, a doubt, or the text that could not be read; `trouble` names what the file lacks."""

    value: Any = None
    doubt: AmbiguousCell | None = None
    error: str | None = None
    trouble: str = ""
    note: str = ""
    """The printed text of a quantity that is no number, where the table keeps such texts."""


class CellReader:
    """Reads the cells of one table."""

    def __init__(
        self,
        grid: Grid,
        spec: TableSpec,
        header: list[HeaderCell],
        *,
        choice: Choice,
        language: str,
        units: list[str],
    ) -> None:
        self.grid = grid
        self.language = language
        self.columns = {column.key: column for column in spec.columns}
        self.factors = {
            str(cell.column): _factor(self.columns[str(cell.column)], cell.text, units)
            for cell in header
            if cell.column and choice.convert
        }
        self.lenient = choice.lenient
        self.chosen = choice.number_format if choice.number_format in GROUP_SIGN else ""
        self.detected = ""
        self.is_even = False
        self.file_format = ""
        self._known: dict[tuple[str, str], Parsed] = {}

    def learn(self, spots: Iterable[tuple[str, Spot]]) -> None:
        """Find out how the numbers of this table are written."""
        texts = [
            value for column, spot in spots if isinstance(value := self.printed_number(column, spot), str)
        ]
        self.detected = detect_number_format(texts) or ""
        signs = {found[1] for text in texts if (found := SINGLE.search(text))}
        self.is_even = bool(self.detected) and signs <= {GROUP_SIGN[self.detected]}

    def read(self, column: str, spot: Spot, *, number: int) -> Reading:
        """The value of a cell in a column."""
        spec = self.columns[column]
        trouble = self._trouble(spec, spot)
        text, number_format = ("", "") if trouble else self._text(spec, spot)
        if not text:
            return Reading(trouble=trouble)
        parsed = self._parse(spec, text, number_format)
        factor = self._factor_of(column, text)
        if parsed.ambiguous_readings:
            doubt = AmbiguousCell(self.grid.place(*spot), number, column, text, (), "")
            return self._settle(spec, text, parsed, factor, doubt)
        if parsed.error:
            return self._unreadable(spec, text)
        return Reading(_times(parsed.value, factor), trouble=self._unit_trouble(spec, text))

    @property
    def number_format(self) -> Any:
        """How numbers are read: as chosen, as found out where nothing contradicts it, else with doubts."""
        return self.chosen or (self.detected if self.is_even else "auto")

    @property
    def converted(self) -> dict[str, Decimal]:
        """The columns whose unit is not that of the file, with what their numbers are multiplied by."""
        return {column: factor for column, factor in self.factors.items() if factor != 1}

    def _parse(self, spec: Column, text: str, number_format: Any) -> Parsed:
        """Parse a cell; words of vocabularies come again and again, so that they are kept."""
        if spec.kind not in WORDS:
            return parse_cell(spec, text, number_format=number_format, language=self.language)
        known = self._known.get((spec.key, text))
        if known is None:
            known = parse_cell(spec, text, number_format=number_format, language=self.language)
            self._known[spec.key, text] = known
        return known

    def _text(self, spec: Column, spot: Spot) -> tuple[str, str]:
        """The cell as text and the format to read it in; what the file holds as a number is beyond doubt."""
        value = self.grid.value(*spot)
        if isinstance(value, bool) or not isinstance(value, int | float):
            return (str(value).strip() if isinstance(value, str) else as_text(value)), self.number_format
        if spot in self.grid.percents:
            return f"{plain_number(round(value * 100, 10))}%", "en"
        return plain_number(value), "en"

    def _settle(
        self, spec: Column, text: str, parsed: Parsed, factor: Decimal, doubt: AmbiguousCell
    ) -> Reading:
        """A doubt to be confirmed, with the reading that the table, else the file, else the language makes likelier."""
        likely = self.detected or self.file_format or ("it" if self.language == "it" else "en")
        proposed = self._parse(spec, text, likely).value or parsed.ambiguous_readings[0]
        readings = tuple(str(_times(reading, factor)) for reading in parsed.ambiguous_readings)
        proposal = _times(proposed, factor)
        doubt = AmbiguousCell(doubt.place, doubt.number, doubt.column, text, readings, str(proposal))
        return Reading(proposal, doubt=doubt)

    def _unreadable(self, spec: Column, text: str) -> Reading:
        """A text that the column cannot hold: kept as a note, taken as unknown and told, or an error of the row."""
        if spec.computed:
            return Reading()
        if spec.kind in NUMBERS and self.note_of(spec.key):
            return Reading(note=text)
        if not spec.required and spec.kind in WORDS:
            return Reading(trouble="unknown_word")
        return Reading(trouble="unreadable") if self.lenient and not spec.required else Reading(error=text)

    def _unit_trouble(self, spec: Column, text: str) -> str:
        """Whether the cell itself names a unit that is not the column's, so that its number was converted."""
        if spec.kind not in NUMBERS or not HAS_UNIT.search(text):
            return ""
        printed = read_number(text)
        return "cell_unit" if printed and unit_factor(spec, printed.unit) not in (None, 1) else ""

    def note_of(self, column: str) -> str:
        """The column that keeps a quantity as it is printed, empty where there is none."""
        note = f"{QUANTITY.sub('', column)}_note"
        return note if note in self.columns else ""

    def _trouble(self, spec: Column, spot: Spot) -> str:
        """What keeps a cell from having a value: a formula without result, an error, a number that is merged."""
        if spot in self.grid.formulas:
            return "formula_unknown"
        if spot in self.grid.errors:
            return "cell_error"
        is_merged = spec.kind in NUMBERS and self.grid.corner(*spot) != spot
        return "merged_number" if is_merged and not is_empty(self.grid.value(*spot)) else ""

    def _factor_of(self, column: str, text: str) -> Decimal:
        factor = self.factors.get(column, Decimal(1))
        return Decimal(1) if factor != 1 and HAS_UNIT.search(text) else factor

    def printed_number(self, column: str, spot: Spot) -> str | None:
        """The text of a quantity as the file prints it; None where the file holds a number or the column words."""
        if self.columns[column].kind not in NUMBERS:
            return None
        value = self.grid.value(*spot)
        return value if isinstance(value, str) and len(value) < 60 else None


def _factor(column: Column, header: str, units: list[str]) -> Decimal:
    """What the numbers of a column are multiplied by: its own header decides, else a line above the table."""
    factors = (header_factor(column, text) for text in (header, *units) if text)
    return next((factor for factor in factors if factor != 1), Decimal(1))


def _times(value: Any, factor: Decimal) -> Any:
    """A quantity in the unit of its column; notation keys and texts stay."""
    if factor == 1 or value is None or not re.fullmatch(r"-?\d+(\.\d+)?", str(value)):
        return value
    product = Decimal(str(value)) * factor
    return decimal_text(product) if isinstance(value, str) else int(product)
