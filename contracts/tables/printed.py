"""What an action's reduction and time say in words: "Included in LENDEB2", "by 2025"."""

import re
from dataclasses import dataclass, field
from typing import Any

from contracts.enums import Quantification
from contracts.tables.cells import parse_cell
from contracts.tables.matching import match_choice
from contracts.tables.numbers import NumberFormat
from contracts.tables.registry import find_table
from contracts.tables.wording import plain_words

_INCLUDED = re.compile(r"^\s*(?:included\s+in|compres[oa]\s+in|inclus[oa]\s+in)\s+(.+?)\s*$", re.IGNORECASE)
_YEAR = r"((?:19|20)\d\d)"
_SPAN = re.compile(rf"^(?:from |dal? )?{_YEAR} ?(?:-|/|to|until|al?|fino al) ?{_YEAR}$")
_END = re.compile(
    rf"^(?:by|until|within|completed (?:in|by)|end(?:ing)?(?: in| of)?|entro(?: il)?|fino al|conclus[oa] nel"
    rf"|completat[oa] nel|fine) {_YEAR}$"
)
_START = re.compile(
    rf"^(?:from|since|start(?:ing|ed)?(?: in| from)?|dal|a partire dal|avvi(?:o|ato|ata) nel) {_YEAR}$"
)


@dataclass(frozen=True)
class PrintedReduction:
    """Cells of the action portfolio, and the readings of the tonnes where they are open."""

    cells: dict[str, Any] = field(default_factory=dict)
    ambiguous_readings: tuple[str | int, ...] = ()


def read_reduction(text: str, *, number_format: NumberFormat = "auto") -> PrintedReduction:
    """Tonnes with their quantification; words that are not a number stay as a note beside what they tell."""
    shown = text.strip()[:200]
    column = find_table("action_portfolio").column("reduction_tco2e")
    parsed = parse_cell(column, shown, number_format=number_format, language="en")
    if parsed.value is not None or parsed.ambiguous_readings:
        cells = {"quantification": Quantification.QUANTIFIED.value, "reduction_tco2e": parsed.value}
        return PrintedReduction(cells, parsed.ambiguous_readings)
    cells = {"quantification": Quantification.NOT_ESTIMATED.value, "reduction_tco2e": None}
    if not shown:
        return PrintedReduction(cells)
    cells["reduction_note"] = shown
    if found := _INCLUDED.match(shown):
        cells |= {"quantification": Quantification.INCLUDED_IN.value, "included_in": found[1]}
    elif told := match_choice(Quantification, shown):
        cells["quantification"] = told
    return PrintedReduction(cells)


def read_timeline(text: str) -> dict[str, Any]:
    """Start and end where the words tell them, and always the words; a year alone tells neither."""
    words = plain_words(text)
    cells: dict[str, Any] = {"timeline_note": text.strip() or None}
    if found := _SPAN.match(words):
        cells |= {"start_year": int(found[1]), "end_year": int(found[2])}
    elif found := _END.match(words):
        cells["end_year"] = int(found[1])
    elif found := _START.match(words):
        cells["start_year"] = int(found[1])
    return cells
