"""Where the content of a row comes from, as plain words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Provenance:
    """The source of a row; what is not known is empty. Persons are named to the city's team only."""

    source: str = ""
    note: str = ""
    is_illustrative: bool = False
    entered_by: str = ""
    entered_on: date | None = None
    published_in: str = ""


ByRow = Mapping[str, Provenance]
"""Provenance by the id of the row."""
