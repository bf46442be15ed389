"""What cities print in rows of actions: tonnes in words, years in a timeline, sectors by field of action."""

import re
from typing import cast

from contracts.enums import FieldOfAction, Quantification, Sector
from contracts.tables import TableSpec
from contracts.tables.matching import match_choice
from contracts.tables.wording import plain_words
from exchange.recognition.model import ReadRow

INCLUDED = re.compile(
    r"^(included|inclus[oa]|compres[oa]) (in|nell[ao']?|within)\s+(?P<code>[\w./ -]{2,30})$", re.IGNORECASE
)
NO_EFFECT = re.compile(
    r"no direct (impact|effect)|nessun (impatto|effetto) diretto|not quantifiable|non quantificabil"
)
NOT_YET = re.compile(
    r"not (yet )?estimated|to be estimated|estimated later|non( ancora)? stimat|da stimare|tb[de]"
)
SCOPE_NOTE = re.compile(r"^\s*(?P<number>[\d.,]+)\s*[(\[,;]?\s*(?P<note>[^\W\d].{3,})$")
YEARS = re.compile(r"\b((?:19|20)\d\d)\b")
SPAN = re.compile(r"((?:19|20)\d\d)\s*(?:-|–|—|/|to|until|al|a|fino al)\s*((?:19|20)\d\d)")
PRINTED_WORDS = ("reduction_tco2e", "timeline_note", "sector", "field_of_action")
"""Columns whose printed words say more than their value."""
CODE_LENGTH = 24
NAMED_BY = {
    "action_portfolio": "title",
    "action_outlines": "title",
    "cost_interventions": "title",
    "impact_pathways": "title",
    "indicators": "name",
    "indicator_cards": "name",
}
"""Tables whose rows need a code that the template itself does not ask for, with the column that names a row."""
SECTOR_OF_FIELD = {
    FieldOfAction.ENERGY_SYSTEMS: Sector.ENERGY_SYSTEMS,
    FieldOfAction.BUILT_ENVIRONMENT: Sector.BUILDINGS,
    FieldOfAction.MOBILITY: Sector.TRANSPORT,
    FieldOfAction.GREEN: Sector.AFOLU,
    FieldOfAction.CIRCULAR_ECONOMY: Sector.WASTE,
    FieldOfAction.LAND_USE: Sector.AFOLU,
}


def is_action_table(spec: TableSpec) -> bool:
    """Whether the rows of a table are actions."""
    return spec.store == "actions"


def complete_action(spec: TableSpec, row: ReadRow, number: int, texts: dict[str, str], language: str) -> None:
    """Put what an action's row says in words into the columns that hold it."""
    columns = {column.key for column in spec.columns}
    if "code" in row.cells:
        row.cells["code"] = "".join(str(row.cells["code"]).split()).upper()
    _complete_reduction(row, texts.get("reduction_tco2e", ""), columns)
    if "timeline_note" in columns:
        _complete_years(row, texts.get("timeline_note", ""))
    if "sector" in columns and not row.cells.get("sector"):
        _complete_sector(row, texts)


def _complete_reduction(row: ReadRow, printed: str, columns: set[str]) -> None:
    """Tonnes printed as words: included in another action, no direct effect, not yet estimated."""
    if not printed or "quantification" not in columns:
        return
    words = plain_words(printed)
    found = INCLUDED.match(printed.strip())
    is_text = "reduction_tco2e" in row.errors or "reduction_tco2e" not in row.cells
    if not is_text:
        row.cells.setdefault("quantification", Quantification.QUANTIFIED.value)
        return
    told = ""
    if found:
        told = Quantification.INCLUDED_IN.value
        row.cells.setdefault("included_in", "".join(found["code"].split()).upper())
    elif NO_EFFECT.search(words):
        told = Quantification.NOT_QUANTIFIABLE.value
    elif NOT_YET.search(words):
        told = Quantification.NOT_ESTIMATED.value
    if told:
        row.cells.setdefault("quantification", told)
        row.errors.pop("reduction_tco2e", None)
    row.cells.setdefault("reduction_note", printed)


def _complete_years(row: ReadRow, printed: str) -> None:
    """Years of a printed timeline, where no column of their own gives them."""
    if not printed or row.cells.get("start_year") or row.cells.get("end_year"):
        return
    if span := SPAN.search(printed):
        start, end = int(span[1]), int(span[2])
        row.cells["start_year"], row.cells["end_year"] = start, end
        return
    years = YEARS.findall(printed)
    words = plain_words(printed)
    if len(years) == 1 and re.search(r"\b(by|until|entro|fino|completed|complet|conclus|end)", words):
        row.cells["end_year"] = int(years[0])
    elif len(years) == 1 and re.search(r"\b(from|since|dal|start|inizio|avvio)", words):
        row.cells["start_year"] = int(years[0])


def _complete_sector(row: ReadRow, texts: dict[str, str]) -> None:
    """The sector that a field of action belongs to, where the table prints fields only."""
    field = row.cells.get("field_of_action")
    printed = texts.get("sector") or texts.get("field_of_action", "")
    sector = (
        match_choice(Sector, printed) or SECTOR_OF_FIELD.get(cast("FieldOfAction", field))
        if field or printed
        else None
    )
    if sector:
        row.cells["sector"] = str(sector)
        row.errors.pop("sector", None)


def make_codes(spec: TableSpec, rows: list[ReadRow]) -> bool:
    """Give rows of a table without codes one made of their title, so that the same file gives the same codes again."""
    name = NAMED_BY.get(spec.key)
    if name is None or not rows:
        return False
    seen: dict[str, int] = {}
    for row in rows:
        title = row.cells.get(name)
        text = next(iter(title.values()), "") if isinstance(title, dict) else str(title or "")
        code = re.sub(r"[^A-Z0-9]+", "-", plain_words(text).upper()).strip("-")[:CODE_LENGTH].strip("-")
        if not code:
            continue
        seen[code] = seen.get(code, 0) + 1
        row.cells["code"] = code if seen[code] == 1 else f"{code}-{seen[code]}"
        row.errors.pop("code", None)
    return bool(seen)
