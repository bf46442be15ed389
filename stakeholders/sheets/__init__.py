"""The action sheet of organisations: one declarative description of each question (Milan's Annex 2)."""

from stakeholders.sheets.answers import (
    SHEET_FIELDS,
    check_answers,
    check_confidential,
    fields_of,
    keep_known,
    missing_fields,
    steps_of,
    without_confidential,
)
from stakeholders.sheets.impacts import ENERGY_USES, EnergyUse, factor_names
from stakeholders.sheets.spec import SheetField
from stakeholders.sheets.words import ImpactSector, Step

__all__ = [
    "ENERGY_USES",
    "SHEET_FIELDS",
    "EnergyUse",
    "ImpactSector",
    "SheetField",
    "Step",
    "check_answers",
    "check_confidential",
    "factor_names",
    "fields_of",
    "keep_known",
    "missing_fields",
    "steps_of",
    "without_confidential",
]
