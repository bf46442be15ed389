"""Which questions a sheet asks, what is wrong with its answers, and what is still missing."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from contracts.tables.cell_checks import Message, check_cells
from stakeholders.sheets.context import CONTEXT
from stakeholders.sheets.governance import DEVELOPER, GOVERNANCE
from stakeholders.sheets.impacts import ENERGY_USES, IMPACTS
from stakeholders.sheets.spec import SheetField, as_table
from stakeholders.sheets.words import Step

SHEET_FIELDS: tuple[SheetField, ...] = (*CONTEXT, *IMPACTS, *GOVERNANCE, *DEVELOPER)
_NOTHING: tuple[Any, ...] = (None, "", [], {})


def fields_of(variant: str, step: str | None = None) -> tuple[SheetField, ...]:
    """The questions of a variant, of one step or of all."""
    return tuple(one for one in SHEET_FIELDS if one.is_asked(variant) and step in (None, one.step))


def steps_of(variant: str) -> list[Step]:
    """The steps of a variant, in their order."""
    return [step for step in Step if fields_of(variant, step)]


def keep_known(answers: Mapping[str, Any]) -> dict[str, Any]:
    """The answers without those that say nothing: unknown is absent, never zero."""
    return {key: value for key, value in answers.items() if value not in _NOTHING}


def check_answers(variant: str, answers: Mapping[str, Any]) -> dict[str, Message]:
    """What is wrong with the answers, by question; empty where nothing is. What is missing is no fault of a draft."""
    faults = check_cells(as_table(fields_of(variant)), answers)
    if not faults:
        faults |= _check_years(answers) | _check_power(answers)
    return faults


def check_confidential(variant: str, keys: Iterable[str]) -> list[str]:
    """The keys that are no questions of the variant, or that everyone may read."""
    allowed = {one.key for one in fields_of(variant) if one.can_be_confidential}
    return [key for key in keys if key not in allowed]


def missing_fields(variant: str, answers: Mapping[str, Any], step: str | None = None) -> list[SheetField]:
    """The needed questions without an answer."""
    known = keep_known(answers)
    return [one for one in fields_of(variant, step) if one.needed and one.key not in known]


def without_confidential(answers: Mapping[str, Any], confidential: Iterable[str]) -> dict[str, Any]:
    """The answers that everyone may read who may read the sheet."""
    hidden = set(confidential)
    return {key: value for key, value in answers.items() if key not in hidden}


def _check_years(answers: Mapping[str, Any]) -> dict[str, Message]:
    start, end = answers.get("start_year"), answers.get("end_year")
    if start is not None and end is not None and end < start:
        return {"end_year": _("The end year is not before the start year.")}
    return {}


def _check_power(answers: Mapping[str, Any]) -> dict[str, Message]:
    """Certified power is a part of the electricity that is used after the project."""
    used = [answers.get(f"{use.key}_after") for use in ENERGY_USES if use.carrier == "electricity"]
    certified = answers.get("certified_mwh")
    known = [Decimal(amount) for amount in used if amount is not None]
    if certified is not None and known and Decimal(certified) > sum(known):
        return {"certified_mwh": _("This is more than all the electricity used after the project.")}
    return {}
