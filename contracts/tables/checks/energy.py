"""Checks of energy: whether a carrier stands in a scope it can have, and whether factors give the emissions."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from contracts.enums import Sector
from contracts.tables.checks.findings import NOTE, WARNING, TableFinding
from contracts.tables.checks.rounding import FAR_SHARE, ROUNDING, SAME_SHARE
from contracts.tables.checks.rows import Row, Tables, finding_at
from contracts.tables.checks.sums import Difference
from contracts.tables.checks.words import plain_words
from emissions.activity import activity_emissions

BURNED = re.compile(
    r"\b(gas|metano|methane|erdgas|oil|heizol|gasolio|diesel|biodiesel|petrol|benzina"
    r"|gasoline|lpg|gpl|coal|carbone|kohle|biogas|biomass|biomassa|wood|legna)\b"
)
ELECTRIC = re.compile(r"\b(electric\w*|elettric\w*|strom)\b")
FROM_A_NETWORK = re.compile(
    r"\b(district|teleriscaldamento|fernwarme|heat|calore|steam|vapore|cooling|chp|cogenera\w+)\b"
)
RENEWABLE = re.compile(
    r"\b(renewable\w*|rinnovabil\w*|photovoltaic|fotovoltaic\w*|solar\w*|pv|self|auto\w*)\b"
)
SCOPE_FACTOR_UNIT = "MWh"


def find_fuel_in_scope_two(tables: Tables) -> Iterator[TableFinding]:
    """Fuels that are burned on the spot and booked as scope 2, which is energy from a network.

    Source: domain reference 2.1 (scopes) and 2.3 (Mannheim books the gas of its buildings as scope 2).
    """
    for row in tables.rows("energy_use"):
        carrier = _carrier(row)
        is_burned = (
            BURNED.search(carrier) and not ELECTRIC.search(carrier) and not FROM_A_NETWORK.search(carrier)
        )
        if is_burned and (amount := row.number("scope_2")):
            yield _found(
                "scope_fuel_as_two", "energy_use", row, ("scope_2",), carrier=row.name, amount_mwh=amount
            )


def find_electricity_in_scope_one(tables: Tables) -> Iterator[TableFinding]:
    """Electricity of vehicles booked as scope 1, though it comes from the grid.

    Source: domain reference 2.1 and 2.3 (Mannheim). Elsewhere scope 1 may be electricity made on the spot.
    """
    for row in tables.rows("energy_use"):
        carrier = _carrier(row)
        if row.sector != Sector.TRANSPORT or not ELECTRIC.search(carrier) or RENEWABLE.search(carrier):
            continue
        if amount := row.number("scope_1"):
            yield _found(
                "scope_electricity_as_one",
                "energy_use",
                row,
                ("scope_1",),
                carrier=row.name,
                amount_mwh=amount,
            )


def find_territory_in_scope_three(tables: Tables) -> Iterator[TableFinding]:
    """Industrial processes, farming and land use booked as scope 3, though they happen inside the city.

    Source: domain reference 2.1 (GPC: sectors IV and V are scope 1) and 2.3 (Mannheim).
    """
    checks = {Sector.IPPU: "scope_process_as_three", Sector.AFOLU: "scope_land_as_three"}
    for sheet, sheet_tables in tables.sheets:
        for row in sheet_tables.counted("emissions"):
            amount = row.number("scope_3")
            if row.sector in checks and amount and not row.number("scope_1"):
                name = checks[Sector(row.sector)]
                prefix = f"{sheet.name}, " if sheet.name else ""
                yield TableFinding(
                    name,
                    WARNING,
                    "emissions",
                    f"{prefix}{row.place}",
                    {"sector": row.sector, "label": row.text("label"), "amount_tco2e": float(amount)},
                    name,
                    sheet.subject or row.id,
                    ("scope_3",),
                )


def find_other_factor_products(tables: Tables) -> Iterator[TableFinding]:
    """Emissions of a sector and scope that are not its energy times the factors of its carriers.

    Formula: sum of MWh x factor = t CO2e, only where every carrier of the sector and scope has a factor.
    Tolerance: 0.01 % and half a tonne; above 1 % it is a warning. A thousand times is a slip of the unit.
    Source: domain reference 2.3 (Mannheim: 1,836,015 computed, 1,836,114 printed, which passes).
    """
    factors = {_carrier(row): row for row in tables.rows("emission_factors")}
    if not factors:
        return
    for row in tables.counted("emissions"):
        used = [item for item in tables.counted("energy_use") if item.sector == row.sector]
        for scope in ("scope_1", "scope_2"):
            printed, computed = row.number(scope), _product(used, scope, factors)
            if not printed or not computed or row.text("label"):
                continue
            off = Difference(printed, computed)
            if abs(off.amount) <= max(SAME_SHARE * computed, ROUNDING):
                continue
            ratio = max(printed, computed) / min(printed, computed)
            is_slip = abs(ratio / 1000 - 1) <= FAR_SHARE
            severity = WARNING if abs(off.amount) > FAR_SHARE * computed else NOTE
            yield _found(
                "energy_unit_slip" if is_slip else "energy_factor_product",
                "emissions",
                row,
                (scope,),
                severity,
                scope=int(scope[-1]),
                **off.numbers(),
            )


def find_factor_slips(tables: Tables) -> Iterator[TableFinding]:
    """Factors of burned fuels a thousand times outside what any fuel has: 0.05 to 0.6 t CO2e per MWh.

    Source: domain reference 6.1 (gas 0.202, oil 0.267, coal 0.34 t/MWh) and pitfall 8 (range checks per unit).
    """
    for row in tables.rows("emission_factors"):
        factor, carrier = row.number("total"), _carrier(row)
        is_fuel = BURNED.search(carrier) and not re.search(r"\b(bio\w*|wood|legna)\b", carrier)
        if not factor or not is_fuel:
            continue
        per_mwh = _tonnes(Decimal(1), row)
        if per_mwh is not None and (per_mwh > 60 or per_mwh < Decimal("0.0006")):
            yield _found(
                "factor_unit_slip",
                "emission_factors",
                row,
                ("total", "unit"),
                carrier=row.name,
                factor=factor,
                unit=row.text("unit"),
            )


def _product(rows: list[Row], scope: str, factors: dict[str, Row]) -> Decimal | None:
    """Tonnes of all energy of a scope; None where a carrier has no factor."""
    total = Decimal(0)
    for row in rows:
        amount = row.number(scope)
        if not amount:
            continue
        factor = factors.get(_carrier(row))
        tonnes = _tonnes(amount, factor) if factor else None
        if tonnes is None:
            return None
        total += tonnes
    return total


def _tonnes(amount_mwh: Decimal, factor: Row) -> Decimal | None:
    """MWh times a factor in whatever unit per energy; None where it cannot be multiplied."""
    value = factor.number("total")
    if value is None:
        return None
    unit = factor.text("unit").replace("CO2eq", "CO2e").replace("CO₂eq", "CO2e")
    product = activity_emissions(
        activity=[float(amount_mwh)],
        activity_unit=SCOPE_FACTOR_UNIT,
        factor=[float(value)],
        factor_unit=unit,
        errors="mask",
    )
    tonnes = Decimal(repr(float(product[0])))
    return None if tonnes.is_nan() else tonnes


def _carrier(row: Row) -> str:
    return plain_words(row.text("carrier") or row.name)


def _found(
    check: str, table: str, row: Row, columns: tuple[str, ...], severity: str = WARNING, **numbers: Any
) -> TableFinding:
    told = {"sector": row.sector, "label": row.text("label"), **numbers}
    return finding_at(row, check, table, told, severity=severity, columns=columns)
