"""Computing the action sheets of a commitment with the factors of its city, and telling the result."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from contracts.models import Contract, EmissionFactor
from contracts.selectors.factors import usable_factors
from contracts.selectors.versions import current_version
from contracts.tables.numbers import decimal_text
from emissions.stakeholder_sheet import (
    EnergyChange,
    Impact,
    OtherEmissions,
    PowerCredit,
    SheetFactor,
    SheetLine,
    SheetResult,
    compute_sheet,
)
from stakeholders.models import ActionSheet
from stakeholders.sheets import ENERGY_USES, ImpactSector, factor_names, fields_of

SCHEMA = "ccc-sheet-result/1"
OF_NOTHING = SheetFactor(Decimal(0), "kg/MWh", "Renewable electricity made on the spot: 0 by convention.")


def factors_for(contract: Contract, answers: Mapping[str, Any]) -> dict[str, EmissionFactor]:
    """The factor for each use of energy.

    The city's own come before general ones, then the baseline year of the current version, CO2e before CO2,
    kilograms as the sheet counts, and the newest.
    """
    version = current_version(contract)
    year = version.baseline_year if version else None
    rows = list(usable_factors(contract.city))
    found = {}
    for key, names in factor_names(answers).items():
        fitting = [row for row in rows if row.carrier in names]
        if fitting:
            found[key] = min(fitting, key=lambda row: _rank(row, names, year))
    return found


def _rank(row: EmissionFactor, names: tuple[str, ...], year: int | None) -> tuple[Any, ...]:
    """The smaller, the better the factor fits."""
    return (
        row.city_id is None,
        names.index(row.carrier),
        row.year != year,
        row.gas != "CO2e",
        not row.unit.startswith("kg/"),
        -(row.year or 0),
        str(row.pk),
    )


def read_results(contract: Contract, variant: str, answers: Mapping[str, Any]) -> dict[str, Any]:
    """What a sheet's answers come to, with its receipt, as it is stored: decimals are strings, unknown is null."""
    factors = factors_for(contract, answers)
    asked = {one.key for one in fields_of(variant)}
    known = {key: value for key, value in answers.items() if key in asked}
    return _as_json(_compute(known, {key: _plain(row) for key, row in factors.items()}), factors)


def _compute(answers: Mapping[str, Any], factors: Mapping[str, SheetFactor]) -> SheetResult:
    grid = factors.get("grid")
    return compute_sheet(
        [
            EnergyChange(
                use.key,
                use.sector,
                _amount(answers, f"{use.key}_before"),
                _amount(answers, f"{use.key}_after"),
                factors.get(use.key),
            )
            for use in ENERGY_USES
        ],
        [
            PowerCredit(key, ImpactSector.ENERGY, _amount(answers, key), own, grid)
            for key, own in (("renewable_mwh", OF_NOTHING), ("certified_mwh", factors.get("certified")))
        ],
        [
            OtherEmissions(
                f"{sector}_other",
                sector,
                _amount(answers, f"{sector}_other_before"),
                _amount(answers, f"{sector}_other_after"),
            )
            for sector in ImpactSector
        ],
    )


def sum_reductions(sheets: Iterable[ActionSheet]) -> Decimal | None:
    """What the sheets save together, t CO2e a year; None where there is none, one is unknown, or they add emissions."""
    amounts = [sheet.reduction_tco2e for sheet in sheets]
    known = [amount for amount in amounts if amount is not None]
    if not known or len(known) < len(amounts):
        return None
    total = sum(known, Decimal(0))
    return total if total >= 0 else None


def _amount(answers: Mapping[str, Any], key: str) -> Decimal | None:
    value = answers.get(key)
    return None if value is None else Decimal(value)


def _plain(row: EmissionFactor) -> SheetFactor:
    parts = (row.publisher, row.edition, str(row.year or ""), row.source)
    return SheetFactor(row.value, row.unit, ", ".join(part for part in parts if part))


def _as_json(result: SheetResult, factors: Mapping[str, EmissionFactor]) -> dict[str, Any]:
    return {
        "schema": SCHEMA,
        "lines": [_line_json(line) for line in result.lines],
        "sectors": {str(name): _impact_json(impact) for name, impact in result.sectors.items()},
        "total": _impact_json(result.total),
        "reduction_tco2e": _text(result.reduction_tco2e),
        "factor_ids": {key: str(row.pk) for key, row in sorted(factors.items())},
    }


def _line_json(line: SheetLine) -> dict[str, Any]:
    return {
        "key": line.key,
        "sector": str(line.sector),
        "before_mwh": _text(line.before_mwh),
        "after_mwh": _text(line.after_mwh),
        "kg_per_mwh": _text(line.kg_per_mwh),
        "factors": [
            {"value": decimal_text(one.value), "unit": one.unit, "source": one.source} for one in line.factors
        ],
        "reason": line.reason,
        **_impact_json(line.impact),
    }


def _impact_json(impact: Impact) -> dict[str, str | None]:
    return {
        "before_kgco2e": _text(impact.before_kgco2e),
        "after_kgco2e": _text(impact.after_kgco2e),
        "delta_kgco2e": _text(impact.delta_kgco2e),
    }


def _text(value: Decimal | None) -> str | None:
    return None if value is None else decimal_text(value)
