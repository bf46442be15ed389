"""What the importer recognises in a file, as one plain object: `manage.py inspect_table` and the services read it."""

from collections.abc import Mapping
from typing import Any

from exchange.recognition.files import Report, check_recognised, recognise_grids
from exchange.recognition.grids import Grid
from exchange.recognition.model import AmbiguousCell, Choice, Notice, RecognisedTable


def read_tables(
    grids: list[Grid],
    *,
    name: str = "",
    language: str = "it",
    number_format: str = "auto",
    table: str = "",
    choices: Mapping[int, Choice] | None = None,
    report: Report | None = None,
) -> list[RecognisedTable]:
    """The tables of a file with everything that was noticed about them, the findings of the checks included."""
    tables = recognise_grids(
        grids,
        name=name,
        language=language,
        number_format=number_format,
        table=table,
        choices=choices,
        report=report,
    )
    for position, finding in check_recognised(tables):
        tables[position].notices.append(finding)
    return tables


def describe_ambiguous(cell: AmbiguousCell) -> dict[str, Any]:
    """A cell with two readings."""
    return {
        "place": cell.place,
        "column": cell.column,
        "text": cell.text,
        "readings": list(cell.readings),
        "proposal": cell.proposal,
    }


def describe_notice(notice: Notice) -> dict[str, Any]:
    """A finding, its numbers as JSON holds them."""
    return {
        "check": notice.check,
        "severity": str(notice.severity),
        "place": notice.place,
        "numbers": notice.numbers,
        "proposal": notice.proposal,
    }
