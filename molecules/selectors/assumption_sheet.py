"""The assumption sheet of a comparison: every parameter with its range, unit and source, and what came of it."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _

from contracts.models import City
from molecules.enums import PackageParameterName
from molecules.frames.spread_inputs import SpreadInputs
from molecules.models import Molecule, Package, PolicyInstrument
from molecules.selectors.instrument_words import tell_amount
from molecules.selectors.workbench import InstrumentComparison, compare_for_city

COLUMNS = ("of", "code", "name", "parameter", "low", "likely", "high", "unit", "source", "is_illustrative")
RESULT_COLUMNS = (
    "until_end_of", "code", "name", "who_pays", "alone_tco2e", "beside_others_tco2e", "budget_eur", "eur_per_tonne",
)  # fmt: skip
DECIMALS = 3
Row = tuple[Any, ...]


def read_sheet(
    city: City, instruments: Sequence[PolicyInstrument], until_year: int
) -> tuple[InstrumentComparison, list[Row]]:
    """A comparison and its parameters in COLUMNS, in a fixed number of queries; empty cells are unknown."""
    compared, inputs = compare_for_city(city, instruments, until_year=until_year)
    rows = [
        *(row for one in instruments for row in _of_instrument(one)),
        *(row for one in _packages(inputs) for row in _of_package(one)),
        *(row for one in inputs.molecules for row in _of_molecule(one)),
        *_of_emissions(inputs),
    ]
    return compared, rows


def result_rows(compared: InstrumentComparison) -> Iterator[Row]:
    """What came of a comparison, in RESULT_COLUMNS; the first row of a year is that of all together."""
    for year in compared.years:
        together = (year.difference_tco2e, None, year.budget_eur, year.eur_per_tonne)
        yield year.year, "", _("All together"), "", *map(_round, together)
        for row in year.rows:
            figures = (row.alone_tco2e, row.last_tco2e, row.budget_eur, row.eur_per_tonne)
            one = row.instrument
            yield year.year, one.code, str(one), str(one.get_payer_display()), *map(_round, figures)


def sentence_rows(compared: InstrumentComparison) -> Iterator[Row]:
    """Assumptions, remarks and what is missing, a sentence each, in COLUMNS."""
    for kind, sentences in (
        ("assumption", compared.assumptions),
        ("remark", compared.remarks),
        ("missing", compared.missing),
    ):
        yield from ((kind, "", "", sentence, None, None, None, "", "", None) for sentence in sentences)


def _round(value: float | None) -> float | None:
    """Enough digits; a zero has no sign."""
    return None if value is None else round(value, DECIMALS) + 0.0


def _of_instrument(one: PolicyInstrument) -> Iterator[Row]:
    def row(parameter: str, value: Any, unit: str, source: str) -> Row:
        return (
            "instrument",
            one.code,
            str(one),
            parameter,
            None,
            value,
            None,
            unit,
            source,
            one.is_illustrative,
        )

    yield row("saturation_points", one.saturation_points, "share", one.effect_source)
    yield row("rise_factor", one.rise_factor, "factor", one.effect_source)
    yield row("start_shift_years", one.start_shift_years, "years", one.effect_source)
    yield row("in_force_from", one.in_force_from, "day", one.legal_basis)
    yield row("in_force_until", one.in_force_until, "day", one.legal_basis)
    yield row("budget_eur", one.budget_eur, "EUR/year", one.source)
    yield row("payer", str(one.get_payer_display()), "", one.source)
    if one.amount is not None:
        yield row("amount", tell_amount(one), one.amount_unit, one.legal_basis)


def _packages(inputs: SpreadInputs) -> list[Package]:
    return sorted({one.package for one in inputs.molecules if one.package}, key=lambda one: one.code)


def _of_package(package: Package) -> Iterator[Row]:
    stored = {row.name: row for row in package.parameters.all()}
    for name in PackageParameterName:
        row = stored[name.value]
        values = (row.low, row.likely, row.high)
        yield (
            "package",
            package.code,
            str(package),
            name.value,
            *values,
            str(name.label),
            row.source,
            row.is_illustrative,
        )


def _of_molecule(molecule: Molecule) -> Iterator[Row]:
    starts = (molecule.spread_earliest, molecule.spread_from, molecule.spread_latest)
    name, unit = str(molecule), "decimal year"
    yield (
        "molecule",
        molecule.code,
        name,
        "spread_from",
        *starts,
        unit,
        molecule.spread_source,
        molecule.is_illustrative,
    )


def _of_emissions(inputs: SpreadInputs) -> Iterator[Row]:
    if inputs.emissions is None:
        return
    inventory = inputs.emissions.inventory
    yield (
        "city",
        str(inventory.series),
        str(inventory.year),
        "emissions",
        None,
        _round(inputs.emissions.emissions_tco2e),
        None,
        "tCO2e/year",
        inventory.source,
        inventory.is_illustrative,
    )
